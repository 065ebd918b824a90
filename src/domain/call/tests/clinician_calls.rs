//! A clinician calls a back line, the own line, or a colleague's.

use crate::domain::event::RingResult::{Answered, NoAnswer};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PracticeBuilder, ROSA, Surgery, at, facts, phone_of, practice,
};

const NOW: &str = "Mon 2026-11-23 10:00";

fn with_back_lines() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.phones(2).hours("Sa 09:00-10:00"))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-30"))
        .patient("Marie", "lindqvist", MARIE, |p| p)
        .back_lines(2)
}

fn rosa_has_line_one(surgery: &Surgery) -> Memory {
    facts().back_line(
        surgery,
        "okafor",
        "back 1",
        ROSA,
        at("Fri 2026-11-20 10:00"),
    )
}

#[test]
fn a_back_line_rings_its_patient_who_sees_the_front_line() {
    let surgery = with_back_lines().build();
    let rosa = surgery.patients.iter().next().unwrap().id;
    for phone in [phone_of(0, 0), phone_of(0, 1)] {
        let call = surgery.phone_with(rosa_has_line_one(&surgery), &phone, "back 1", NOW);
        assert!(call.rings_patient(ROSA));
        assert_eq!(call.shows(), Some(surgery.line("okafor")));
        assert!(call.says(&Phrase::Connecting {
            patients: vec![rosa]
        }));
    }
}

#[test]
fn a_back_line_means_another_patient_in_another_clinicians_phone() {
    let surgery = with_back_lines().build();
    let memory = rosa_has_line_one(&surgery).back_line(
        &surgery,
        "lindqvist",
        "back 1",
        MARIE,
        at("Fri 2026-11-20 10:00"),
    );
    let call = surgery.phone_with(memory, &phone_of(1, 0), "back 1", NOW);
    assert!(call.rings_patient(MARIE) && !call.rings_patient(ROSA));
    assert_eq!(call.shows(), Some(surgery.line("lindqvist")));
}

#[test]
fn the_phone_that_the_patient_used_last_is_rung() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .back_lines(1)
        .build();
    let memory = facts()
        .back_line(
            &surgery,
            "okafor",
            "back 1",
            ROSA,
            at("Fri 2026-11-20 10:00"),
        )
        .back_line(
            &surgery,
            "okafor",
            "back 1",
            MARIE,
            at("Fri 2026-11-20 11:00"),
        );
    let call = surgery.phone_with(memory, &phone_of(0, 0), "back 1", NOW);
    assert!(call.rings_patient(MARIE));
}

#[test]
fn who_is_not_assigned_is_treated_as_a_stranger() {
    let surgery = with_back_lines().build();
    let stranger = surgery.phone(NOBODY, "back 1", NOW).decision.answer.clone();
    let memory = || rosa_has_line_one(&surgery);
    for (from, line) in [
        (phone_of(1, 0), "back 1"),
        (phone_of(0, 0), "back 2"),
        (ROSA.to_owned(), "back 1"),
    ] {
        let call = surgery.phone_with(memory(), &from, line, NOW);
        let same = call.decision.answer == stranger;
        assert!(same && !call.rings_patient(ROSA), "{from} {line}");
    }
}

#[test]
fn an_unassigned_clinician_is_noted_as_such() {
    let surgery = with_back_lines().build();
    let call = surgery.phone(&phone_of(0, 0), "back 2", NOW);
    assert!(call.because(|r| matches!(r, Reason::NotAssigned { .. })));
}

#[test]
fn a_patient_whose_grant_has_ended_is_not_rung_and_the_clinician_hears_so() {
    let surgery = with_back_lines().build();
    let memory = rosa_has_line_one(&surgery);
    let rosa = surgery.patients.iter().next().unwrap().id;
    let call = surgery.phone_with(memory, &phone_of(0, 0), "back 1", "Tue 2026-12-01 00:00");
    assert!(
        call.ends()
            && call.says(&Phrase::AccessEnded {
                patients: vec![rosa]
            })
    );
    assert!(call.says(&Phrase::Emergency));
    let removed = facts().back_line(&surgery, "okafor", "back 1", NOBODY, at(NOW));
    let call = surgery.phone_with(removed, &phone_of(0, 0), "back 1", NOW);
    assert!(call.ends() && call.says(&Phrase::PatientNotListed));
}

#[test]
fn a_patient_who_does_not_answer_is_told_to_the_clinician() {
    let surgery = with_back_lines().build();
    let mut call = surgery.phone_with(rosa_has_line_one(&surgery), &phone_of(0, 0), "back 1", NOW);
    call.ring_ends(NoAnswer, Some(false));
    let rosa = surgery.patients.iter().next().unwrap().id;
    assert!(
        call.ends()
            && call.says(&Phrase::PatientNotReached {
                patients: vec![rosa]
            })
    );
    assert!(call.says(&Phrase::Emergency));
}

#[test]
fn after_talking_nothing_more_is_said() {
    let surgery = with_back_lines().build();
    for bridged in [Some(true), None] {
        let mut call =
            surgery.phone_with(rosa_has_line_one(&surgery), &phone_of(0, 0), "back 1", NOW);
        call.ring_ends(Answered, bridged);
        assert!(call.ends() && call.because(|r| *r == Reason::Connected));
    }
}

#[test]
fn a_clinician_who_hangs_up_while_it_rings_misses_nothing() {
    let surgery = with_back_lines().build();
    let mut call = surgery.phone_with(rosa_has_line_one(&surgery), &phone_of(0, 0), "back 1", NOW);
    call.caller_hangs_up();
    call.ended();
    assert!(call.memory.sent.is_empty());
}

#[test]
fn while_the_store_is_down_no_back_line_rings_anyone() {
    let surgery = with_back_lines().build();
    let down = rosa_has_line_one(&surgery).down();
    let call = surgery.phone_with(down, &phone_of(0, 0), "back 1", NOW);
    assert!(call.ends() && call.says(&Phrase::Trouble) && call.says(&Phrase::Emergency));
}

#[test]
fn calling_back_a_missed_call_reaches_the_patient_who_called() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Sa 09:00-10:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(2)
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.ended();
    let from = call.memory.sent[0].from.wire();
    let back = surgery.phone_with(call.memory, &phone_of(0, 0), &from, NOW);
    assert!(back.rings_patient(ROSA));
}

fn at_night_lindqvist_is_on_duty() -> Surgery {
    practice()
        .clinician("okafor", |c| c.hours("Sa 09:00-10:00"))
        .clinician("lindqvist", |c| c.hours("Sa 09:00-10:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent().until("2026-11-30"))
        .rota("24/7", "lindqvist")
        .back_lines(2)
        .build()
}

#[test]
fn who_was_on_duty_calls_the_patient_back_who_sees_the_line_that_was_called() {
    let surgery = at_night_lindqvist_is_on_duty();
    let mut urgent = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 03:00");
    urgent.presses('1');
    assert_eq!(urgent.rings(), Some(("lindqvist", 0)));
    let shown = urgent.shows().unwrap().wire();
    urgent.is_taken();
    let rosa = surgery.patients.iter().next().unwrap().id;
    let back = surgery.phone_with(
        urgent.memory,
        &phone_of(1, 0),
        &shown,
        "Mon 2026-11-23 03:05",
    );
    assert!(back.rings_patient(ROSA), "{:?}", back.decision);
    assert!(back.says(&Phrase::Connecting {
        patients: vec![rosa]
    }));
    assert_eq!(
        back.shows(),
        Some(surgery.line("okafor")),
        "the line that lets her call back"
    );
    // When okafor's grant has ended, nobody reaches her by it.
    let ended = surgery.phone_with(back.memory, &phone_of(1, 0), &shown, "Tue 2026-12-01 03:05");
    assert!(ended.ends() && !ended.rings_patient(ROSA));
}
