//! The keys of the menu.

use super::{id, not_reached, unavailable};
use crate::domain::decision::Answer;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{PracticeBuilder, ROSA, facts, phrases, practice};

fn closed() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
}

const NIGHT: &str = "Tue 2026-11-24 03:00";

#[test]
fn the_menu_speaks_in_this_order() {
    let surgery = closed().build();
    let call = surgery.phone(ROSA, "okafor", NIGHT);
    let Answer::Menu { say, .. } = &call.decision.answer else {
        panic!("no menu")
    };
    let order = [
        unavailable("okafor", "Tue 2026-11-24 09:00"),
        Phrase::Emergency,
        Phrase::PressForUrgent,
        Phrase::PressForMessage,
    ];
    assert_eq!(say[..], order);
}

#[test]
fn two_takes_a_message() {
    let surgery = closed().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.presses('2');
    assert_eq!(call.takes_message_for(), Some("okafor"));
    assert_eq!(call.word(), "voicemail");
}

#[test]
fn who_waits_leaves_a_message() {
    let surgery = closed().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    call.waits();
    assert!(matches!(
        call.decision.answer,
        Answer::Record { longest: 180, .. }
    ));
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn another_key_repeats_the_same_menu_twice_and_then_takes_a_message() {
    let surgery = closed().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    let first: Vec<Phrase> = phrases(&call.decision.answer)
        .into_iter()
        .cloned()
        .collect();
    for key in ['9', '#'] {
        call.presses(key);
        let again: Vec<Phrase> = phrases(&call.decision.answer)
            .into_iter()
            .cloned()
            .collect();
        assert_eq!(first, again);
    }
    call.presses('0');
    assert!(!call.is_menu());
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn a_repeated_menu_says_again_why() {
    let surgery = practice()
        .calls_per_day(1)
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let full = facts().rings_today(1);
    let mut call = surgery.phone_with(full, ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.presses('9');
    let limit = |phrase: &&Phrase| matches!(phrase, Phrase::LimitReached { .. });
    assert!(phrases(&call.decision.answer).iter().any(limit));

    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
    call.rings_out().presses('9');
    assert!(call.says(&not_reached("okafor")));
}

#[test]
fn while_the_store_is_down_a_repeated_menu_says_what_can_be_told() {
    let surgery = closed().build();
    let mut call = surgery.phone_with(facts().down(), ROSA, "okafor", NIGHT);
    call.presses('9');
    assert!(call.says(&unavailable("okafor", "Tue 2026-11-24 09:00")));
    let mut call = surgery.phone_with(facts().down(), ROSA, "okafor", "Tue 2026-11-24 10:00");
    call.rings_out().presses('9');
    assert!(call.says(&not_reached("okafor")));
}

#[test]
fn over_the_limit_two_takes_a_message() {
    let surgery = closed().build();
    let full = facts().rings_today(6);
    let mut call = surgery.phone_with(full, ROSA, "okafor", "Tue 2026-11-24 10:00");
    call.presses('2');
    assert_eq!(call.takes_message_for(), Some("okafor"));
}

#[test]
fn where_the_practice_chose_it_a_recording_is_announced() {
    let silent = closed().build();
    assert!(
        !silent
            .phone(ROSA, "okafor", NIGHT)
            .says(&Phrase::RecordingNotice)
    );
    let surgery = closed().announces_recording().build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert!(call.says(&Phrase::RecordingNotice));
    call.presses('2');
    let greeting = Phrase::LeaveMessage {
        clinician: id("okafor"),
    };
    assert!(call.says(&greeting) && call.says(&Phrase::RecordingNotice));
}

#[test]
fn the_whole_call_keeps_the_patients_language() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Marie", "okafor", ROSA, |p| p.language("fr-FR"))
        .build();
    let mut call = surgery.phone(ROSA, "okafor", NIGHT);
    assert_eq!(call.language(), "fr-FR");
    call.presses('9');
    assert_eq!(call.language(), "fr-FR");
    call.presses('2');
    assert_eq!(call.language(), "fr-FR");
    call.recorded(false);
    assert_eq!(call.language(), "fr-FR");
    assert!(call.says(&Phrase::Thanks));
}

#[test]
fn a_patient_whose_access_ends_in_mid_call_is_a_stranger_from_then_on() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent().until("2026-11-23"))
        .rota("24/7", "okafor")
        .build();
    let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 23:59:50");
    call.later(chrono::Duration::seconds(20)).presses('1');
    assert!(call.rings().is_none());
    assert!(call.ends() && call.says(&Phrase::OnlyWithAccess) && call.says(&Phrase::Emergency));
}
