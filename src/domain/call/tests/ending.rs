//! How a call ends: talked, recorded, missed; each told once.

use chrono::Duration;

use crate::domain::decision::{Body, Effect, Mailbox, OutgoingKind, Recipient};
use crate::domain::event::RingResult::Answered;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{MARIE, Memory, NOBODY, PracticeBuilder, ROSA, at, facts, practice};

use OutgoingKind::{Message, MissedCall};

const NOW: &str = "Mon 2026-11-23 10:00";
const NIGHT: &str = "Mon 2026-11-23 03:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .patient("Marie", "okafor", MARIE, |p| p)
        .rota("24/7", "lindqvist")
        .back_lines(3)
}

fn missed(memory: &Memory) -> usize {
    memory.sent_of(MissedCall)
}

#[test]
fn a_caller_who_hangs_up_while_it_rings_is_told_as_missed_once() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.caller_hangs_up();
    assert_eq!(missed(&call.memory), 1);
    let sent = &call.memory.sent[0];
    assert!(matches!(&sent.to, Recipient::Clinician(id) if id.as_str() == "okafor"));
    assert_eq!(sent.due, call.now + Duration::seconds(10));
    call.ended();
    assert_eq!(
        missed(&call.memory),
        1,
        "the end of the call says nothing new"
    );
}

#[test]
fn a_caller_who_hangs_up_in_the_menu_is_told_as_missed() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.ended();
    assert_eq!(missed(&call.memory), 1);
}

#[test]
fn a_missed_call_names_the_patient_and_the_time_in_the_practices_language() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.language("fr-FR"))
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.caller_hangs_up();
    let rosa = surgery.patients.iter().next().unwrap().id;
    let words = Phrase::MissedCall {
        patients: vec![rosa],
        at: call.now,
    };
    assert_eq!(
        call.memory.sent[0].body,
        Body::Words(vec![words], surgery.language)
    );
}

#[test]
fn who_talked_is_not_told_as_missed_in_whatever_order_the_news_come() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ended(Answered, Some(true), true).ended();
    assert_eq!(missed(&call.memory), 0);

    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    let ring = call.decision.clone();
    call.ended();
    assert_eq!(missed(&call.memory), 0, "the key was recorded");
    call.resume(ring).ring_ended(Answered, Some(true), true);
    assert_eq!(missed(&call.memory), 0);
}

#[test]
fn a_key_that_led_to_no_bridge_does_not_hide_a_missed_call() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.is_taken();
    call.ring_ends(Answered, Some(false));
    assert!(call.is_menu());
    call.ended();
    assert_eq!(missed(&call.memory), 1);
}

#[test]
fn a_message_is_told_with_its_length_and_then_nothing_is_missed() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    let told = call.recording_announced("okafor", false);
    let Some(Effect::Recording {
        mailbox,
        seconds,
        absent,
        ..
    }) = told.decision.effects.first()
    else {
        panic!("the recording is noted first")
    };
    assert_eq!(
        *mailbox,
        Mailbox::Clinician(surgery.clinician("okafor").id.clone())
    );
    assert_eq!((*seconds, *absent), (Some(21), false));
    call.ended();
    assert_eq!((call.memory.sent_of(Message), missed(&call.memory)), (1, 0));
}

#[test]
fn a_recording_that_turns_up_after_the_end_takes_the_missed_call_back() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true).ended();
    assert_eq!(
        missed(&call.memory),
        1,
        "it waits ten seconds for the recording"
    );
    call.recording_announced("okafor", false);
    assert_eq!((call.memory.sent_of(Message), missed(&call.memory)), (1, 0));
}

#[test]
fn a_recording_that_is_never_announced_is_told_as_missed() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.presses('2').recorded(false);
    assert!(call.says(&Phrase::Thanks));
    call.ended();
    assert_eq!(missed(&call.memory), 1);
}

#[test]
fn a_recording_that_the_provider_does_not_have_is_told_as_missed_once() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits();
    call.recording_announced("okafor", true);
    call.ended();
    assert_eq!((call.memory.sent_of(Message), missed(&call.memory)), (0, 1));
}

#[test]
fn missed_calls_of_one_patient_within_ten_minutes_are_told_as_one() {
    let surgery = okafor().build();
    let mut memory = Memory::default();
    // Once while it rings, once in the menu: two ways to the same words.
    for (who, moment) in [
        (ROSA, "Mon 2026-11-23 16:59:30"),
        (MARIE, "Mon 2026-11-23 16:59:30"),
    ] {
        let mut call = surgery.phone_with(memory, who, "okafor", moment);
        call.caller_hangs_up();
        memory = call.memory;
    }
    assert_eq!(missed(&memory), 2, "two patients");
    let mut call = surgery.phone_with(memory, ROSA, "okafor", "Mon 2026-11-23 17:05");
    call.ended();
    assert_eq!(missed(&call.memory), 2, "the same patient again");
    let mut call = surgery.phone_with(call.memory, ROSA, "okafor", "Mon 2026-11-23 17:30");
    call.ended();
    assert_eq!(missed(&call.memory), 3);
}

#[test]
fn a_household_is_one_in_missed_calls_though_its_first_row_has_ended() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Ann", "okafor", ROSA, |p| p.until("2026-11-01"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 16:59:30");
    call.caller_hangs_up();
    let mut call = surgery.phone_with(call.memory, ROSA, "okafor", "Mon 2026-11-23 17:05");
    call.ended();
    assert_eq!(missed(&call.memory), 1);
}

#[test]
fn a_stranger_who_hangs_up_is_told_to_nobody() {
    let surgery = okafor().build();
    for who in [NOBODY, "withheld"] {
        let mut call = surgery.phone(who, "okafor", NOW);
        call.ended();
        assert!(call.memory.sent.is_empty());
    }
}

#[test]
fn a_missed_call_comes_from_the_patients_back_line_in_the_clinicians_own_phone() {
    let surgery = okafor().build();
    // In Okafor's phone the first back line is Marie's, in Lindqvist's it is Rosa's.
    let mut memory = surgery.phone(MARIE, "okafor", NOW).memory;
    let mut call = surgery.phone_with(memory, ROSA, "okafor", "Mon 2026-11-23 03:00");
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    assert_eq!(call.shows(), Some(surgery.line("back 1")));
    call.caller_hangs_up();
    memory = call.memory;
    let sent = memory
        .sent
        .iter()
        .find(|sent| sent.kind == MissedCall)
        .unwrap();
    assert_eq!(sent.from.0, surgery.line("back 2"));
    let mut call = surgery.phone_with(memory, ROSA, "okafor", NOW);
    assert_eq!(
        call.shows(),
        Some(surgery.line("back 2")),
        "and it stays so"
    );
    call.ended();
}

#[test]
fn a_message_comes_from_the_line_that_rang() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    let shown = call.shows().unwrap();
    call.rings_out().waits().recorded(true);
    call.recording_announced("okafor", false);
    let sent = call
        .memory
        .sent
        .iter()
        .find(|sent| sent.kind == Message)
        .unwrap();
    assert_eq!(sent.from.0, shown);
}

#[test]
fn news_of_a_recording_do_not_change_which_phone_the_patient_used_last() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .back_lines(1)
        .build();
    let used = at("Fri 2026-11-20 10:00");
    let memory = facts().back_line(&surgery, "okafor", "back 1", MARIE, used);
    let mut call = surgery.phone_with(memory, MARIE, "okafor", NIGHT);
    call.waits().recorded(true);
    let before = call.memory.back_lines.clone();
    call.recording_announced("okafor", false);
    assert_eq!(call.memory.sent[0].from.0, surgery.line("back 1"));
    assert_eq!(call.memory.back_lines, before);
}

#[test]
fn a_message_for_the_practice_is_kept_and_told_to_no_clinician() {
    let surgery = okafor().build();
    let mut call = surgery.phone(NOBODY, "okafor", NOW);
    let told = call.recording_announced("practice", false);
    let noted = told.decision.effects.first();
    assert!(matches!(noted, Some(Effect::Recording { .. })));
    assert!(call.memory.sent_of(Message) == 0);
}

#[test]
fn thanks_are_not_said_to_a_caller_who_has_gone() {
    let surgery = okafor().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits().recorded(true);
    assert!(!call.says(&Phrase::Thanks));
}
