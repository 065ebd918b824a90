//! The rules that are told of a step are true of it: nothing that did not happen, nothing that is not known.

use crate::domain::event::CallEvent;
use crate::domain::event::RingResult::{Answered, Busy, Cancelled, NoAnswer};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Strangers;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, NOBODY, PracticeBuilder, ROSA, Surgery, at, facts, phone_of, practice, target,
};

use super::id;

const NOW: &str = "Mon 2026-11-23 10:00";
const NIGHT: &str = "Mon 2026-11-23 03:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(2)
}

fn is_of_rosa(surgery: &Surgery) -> crate::domain::testkit::Memory {
    let when = at("Fri 2026-11-20 10:00");
    facts().back_line(surgery, "okafor", "back 1", ROSA, when)
}

fn is_ringing(reason: &Reason) -> bool {
    matches!(
        reason,
        Reason::RangOut { .. } | Reason::NoKey { .. } | Reason::Shows { .. }
    )
}

#[test]
fn a_back_line_that_its_clinician_calls_stands_for_the_patient_who_did_not_call() {
    let surgery = okafor().build();
    let rosa = surgery.patients.iter().next().unwrap().id;
    let call = surgery.phone_with(is_of_rosa(&surgery), &phone_of(0, 0), "back 1", NOW);
    assert!(call.because(|r| *r
        == Reason::BackLineOf {
            clinician: id("okafor"),
            patients: vec![rosa],
        }));
    assert!(!call.because(|r| matches!(r, Reason::GrantInForce { .. })));
}

#[test]
fn a_back_line_of_a_patient_whose_access_has_ended_is_told_as_that_and_no_other() {
    for (from, until, ended) in [
        ("2026-01-01", "2026-11-22", true),
        ("2027-06-01", "2027-07-01", false),
    ] {
        let surgery = practice()
            .clinician("okafor", |c| c)
            .patient("Rosa", "okafor", ROSA, |p| p.from(from).until(until))
            .back_lines(2)
            .build();
        let call = surgery.phone_with(is_of_rosa(&surgery), &phone_of(0, 0), "back 1", NOW);
        assert!(call.ends());
        assert_eq!(
            call.because(|r| matches!(r, Reason::GrantEnded { .. })),
            ended
        );
    }
}

#[test]
fn a_caller_who_hangs_up_while_it_rings_is_told_as_that_and_not_as_no_answer() {
    for result in [Cancelled, NoAnswer] {
        let surgery = okafor().build();
        let mut call = surgery.phone(ROSA, "okafor", NOW);
        call.ring_ended(result, None, true);
        assert!(call.because(|r| *r == Reason::GoneWhileRinging));
        assert!(!call.because(is_ringing));
    }
}

#[test]
fn a_caller_who_hangs_up_while_the_name_is_spoken_has_gone_before_the_two_were_connected() {
    let surgery = okafor().build();
    for key in [Some('1'), None] {
        let mut call = surgery.phone(ROSA, "okafor", NOW);
        call.answers();
        if key.is_some() {
            call.screening_key(key, 0);
        }
        call.ring_ended(Answered, Some(false), true);
        assert!(call.because(|r| *r == Reason::GoneBeforeConnected));
        assert!(!call.because(is_ringing), "{key:?}");
        call.ended();
        assert_eq!(call.memory.sent.len(), 1, "it is missed all the same");
    }
}

#[test]
fn a_call_that_was_declined_or_found_the_phone_busy_is_told_so_even_if_the_caller_has_gone() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.answers();
    call.screening_key(Some('2'), 0);
    call.ring_ended(Answered, Some(false), true);
    assert!(call.because(|r| matches!(r, Reason::Declined { .. })));
    assert!(call.because(|r| *r == Reason::CallerGone));

    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.ring_ended(Busy, Some(false), true);
    assert!(call.because(|r| matches!(r, Reason::RangOut { .. })));
    assert!(call.because(|r| *r == Reason::CallerGone));
}

#[test]
fn a_key_that_connected_nobody_is_not_told_as_a_phone_that_nobody_answered() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ends(Answered, Some(false));
    let target = target(&surgery, "okafor", 0);
    assert!(call.because(|r| *r
        == Reason::NotConnected {
            target: target.clone()
        }));
    assert!(!call.because(|r| matches!(r, Reason::RangOut { .. })));
}

#[test]
fn who_hangs_up_while_the_desk_or_the_patient_is_rung_is_told_as_that() {
    let surgery = okafor().strangers(Strangers::FrontDesk).build();
    let desk = surgery.phone(NOBODY, "okafor", NOW);
    let back = surgery.phone_with(is_of_rosa(&surgery), &phone_of(0, 0), "back 1", NOW);
    for mut call in [desk, back] {
        call.caller_hangs_up();
        assert!(call.because(|r| *r == Reason::GoneWhileRinging));
        assert!(!call.because(is_ringing));
    }
}

#[test]
fn while_the_store_is_down_nothing_is_told_that_only_the_store_knows() {
    let surgery = okafor().build();
    let call = surgery.phone_with(facts().down(), ROSA, "okafor", NOW);
    assert!(call.because(|r| *r == Reason::CallsUnknown));
    assert!(call.because(|r| *r == Reason::BackLinesNeedStore));
    assert!(!call.because(|r| matches!(r, Reason::WithinLimit { .. }) || *r == Reason::NoBackLine));

    let back = surgery.phone_with(is_of_rosa(&surgery).down(), &phone_of(0, 0), "back 1", NOW);
    assert!(back.because(|r| *r == Reason::BackLineUnknown));
}

#[test]
fn while_the_store_is_down_no_code_is_said_to_be_wrong_too_often() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.code("482163"))
        .build();
    let mut call = surgery.phone_with(facts().down(), "withheld", "okafor", NOW);
    call.keys("482163");
    assert!(call.because(|r| *r == Reason::CodesNeedStore));
    assert!(!call.because(|r| *r == Reason::CodesClosed));
}

#[test]
fn a_missed_call_for_which_no_phone_rang_says_of_no_phone_what_it_shows() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert!(call.is_menu());
    call.ended();
    assert!(call.because(|r| matches!(r, Reason::CallBackOver { .. })));
    assert!(!call.because(is_ringing));
    // The message that turns up later is told over the same line.
    call.recording_announced("okafor", false);
    let lines: Vec<_> = call.memory.sent.iter().map(|sent| sent.from.0).collect();
    assert!(lines.iter().all(|line| *line == surgery.line("back 1")));

    let alone = okafor().back_lines(0).build();
    let mut call = alone.phone(ROSA, "okafor", NIGHT);
    call.ended();
    assert!(call.because(|r| *r == Reason::NoCallBackLine));
    assert!(!call.because(|r| *r == Reason::NoBackLine));
}

#[test]
fn a_recording_that_the_provider_has_not_is_not_told_as_recorded() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    assert!(
        call.recording_announced("okafor", true)
            .because(|r| *r == Reason::NothingRecorded)
    );
    assert!(
        call.recording_announced("okafor", false)
            .because(|r| *r == Reason::Recorded)
    );
}

#[test]
fn a_patient_who_dials_a_back_line_is_told_as_no_clinician_and_not_as_unknown() {
    let surgery = okafor().build();
    for caller in [ROSA, MARIE, NOBODY] {
        let call = surgery.phone_with(is_of_rosa(&surgery), caller, "back 1", NOW);
        assert!(call.because(|r| *r == Reason::BackLinesForClinicians));
        assert!(!call.because(|r| *r == Reason::CallerUnknown));
    }
}

#[test]
fn a_step_of_a_clinicians_leg_that_is_lost_ends_in_words_for_a_clinician() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    let leg = call.elsewhere(&CallEvent::LegUnknown);
    assert!(leg.ends() && leg.says(&Phrase::LegTrouble) && !leg.says(&Phrase::Emergency));
    assert_eq!(leg.decision.reasons, [Reason::StepUnknown]);
}

#[test]
fn what_an_earlier_version_wrote_into_the_journal_is_still_read() {
    for (row, reason) in [
        (r#""caller-unknown""#, Reason::CallerUnknown),
        (r#""no-back-line""#, Reason::NoBackLine),
        (r#""caller-gone""#, Reason::CallerGone),
        (
            r#"{"rang-out":{"target":null}}"#,
            Reason::RangOut { target: None },
        ),
        (
            r#"{"within-limit":{"calls":2,"limit":6}}"#,
            Reason::WithinLimit { calls: 2, limit: 6 },
        ),
    ] {
        assert_eq!(serde_json::from_str::<Reason>(row).unwrap(), reason);
    }
}
