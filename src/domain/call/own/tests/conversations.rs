//! Calling the last patient, or a conversation by its number.

use super::dialling::{BEFORE, EARLIER, ROSA_TOO, acknowledged, calls, patient, rosa_with};
use super::{NOW, counts, inside, nothing, two};
use crate::domain::event::Place;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PIN, ROSA, Surgery, at, number, phone_of, practice,
};

fn with_three(surgery: &Surgery) -> Memory {
    nothing()
        .back_line(surgery, "okafor", "back 1", ROSA, at(BEFORE))
        .mark("okafor", 3, MARIE, at(EARLIER))
        .mark("lindqvist", 4, ROSA, at(NOW))
}

fn three_patients() -> Surgery {
    practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p.until("2026-11-30"))
        .back_lines(2)
        .build()
}

#[test]
fn the_last_patient_is_the_one_in_touch_last_over_a_line_or_a_mark() {
    let surgery = three_patients();
    let mut own = inside(&surgery, with_three(&surgery));
    own.presses('2');
    assert!(calls(&own, &surgery, "Marie", MARIE));
    let mark = own.memory.marks.iter().find(|mark| mark.mark == 3);
    assert_eq!(mark.unwrap().last_used, at(NOW));
    assert!(acknowledged(&own).is_empty(), "others share the front line");
    let memory = with_three(&surgery).back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    let mut own = inside(&surgery, memory);
    own.presses('2');
    assert!(calls(&own, &surgery, "Rosa", ROSA));
    assert_eq!(acknowledged(&own), [Line(surgery.line("back 1"))]);
}

#[test]
fn the_last_patient_is_one_whose_grant_is_in_force() {
    let surgery = three_patients();
    let memory = with_three(&surgery).pin("okafor", PIN);
    let mut own = surgery.phone_with(memory, &phone_of(0, 0), "okafor", "Tue 2026-12-01 09:00");
    own.keys("2580#").presses('2');
    assert!(calls(&own, &surgery, "Rosa", ROSA));
}

#[test]
fn the_last_patient_still_is_the_same_patient() {
    let surgery = three_patients();
    let mut memory = with_three(&surgery);
    memory.marks[0].who = vec![crate::domain::names::Subject(1)];
    let mut own = inside(&surgery, memory);
    own.presses('2');
    assert!(calls(&own, &surgery, "Rosa", ROSA));
}

#[test]
fn where_nobody_was_in_touch_the_menu_says_so() {
    let surgery = two().build();
    let memory = nothing()
        .left(&surgery, "okafor", ROSA, EARLIER)
        .back_line(&surgery, "lindqvist", "back 1", MARIE, at(EARLIER))
        .back_line(&surgery, "okafor", "back 1", NOBODY, at(EARLIER));
    let mut own = inside(&surgery, memory);
    own.presses('2');
    assert!(own.asks() == Some(Place::Menu) && own.says(&Phrase::NobodyToCallBack));
    assert!(own.says(&counts(1, 0)) && own.says(&Phrase::OwnMenu));
    assert!(own.because(|r| *r == Reason::NoSuchConversation));
}

#[test]
fn a_conversation_is_called_by_its_number() {
    let surgery = three_patients();
    let mut own = inside(&surgery, with_three(&surgery));
    own.presses('3');
    assert!(own.asks() == Some(Place::Conversation) && own.says(&Phrase::ConversationAsk));
    assert_eq!(
        own.waits_for(),
        Some(crate::domain::decision::Keys::Several)
    );
    own.keys("3#");
    assert!(calls(&own, &surgery, "Marie", MARIE));
    let mark = own.memory.marks.iter().find(|mark| mark.mark == 3);
    assert_eq!(mark.unwrap().last_used, at(NOW));
}

#[test]
fn the_number_of_a_conversation_is_the_clinicians_own() {
    let surgery = three_patients();
    for keys in ["4#", "33#", "0#", "1#", "1234567#", "4294967299#"] {
        let mut own = inside(&surgery, with_three(&surgery));
        own.presses('3').keys(keys);
        assert_eq!(own.asks(), Some(Place::Conversation), "{keys}");
        assert!(own.says(&Phrase::ConversationAsk) && own.decision.effects.is_empty());
        own.keys("03#");
        assert!(calls(&own, &surgery, "Marie", MARIE));
    }
    let mut own = inside(&surgery, with_three(&surgery));
    own.presses('3').keys("4#");
    assert!(own.says(&Phrase::ConversationUnknown));
    assert!(own.because(|r| *r == Reason::NoSuchConversation));
    assert!(!own.because(|r| *r == Reason::KeyNotUnderstood));
}

#[test]
fn the_number_of_a_conversation_is_asked_three_times() {
    let surgery = three_patients();
    let mut own = inside(&surgery, with_three(&surgery));
    own.presses('3').keys("8#").waits();
    assert_eq!(own.asks(), Some(Place::Conversation));
    own.keys("8#");
    assert!(own.ends() && own.says(&Phrase::Emergency) && own.says(&Phrase::Goodbye));
}

#[test]
fn star_leads_from_the_conversations_back_to_the_menu() {
    let surgery = three_patients();
    let mut own = inside(
        &surgery,
        with_three(&surgery).left(&surgery, "okafor", ROSA, EARLIER),
    );
    own.presses('3').keys("*#");
    assert!(own.asks() == Some(Place::Menu) && own.says(&counts(1, 0)));
}

#[test]
fn a_conversation_whose_patient_has_ended_or_changed_is_not_called() {
    let surgery = three_patients();
    let memory = with_three(&surgery).pin("okafor", PIN);
    let mut own = surgery.phone_with(memory, &phone_of(0, 0), "okafor", "Tue 2026-12-01 09:00");
    own.keys("2580#").presses('3').keys("3#");
    let patients = vec![patient(&surgery, "Marie")];
    assert!(own.says(&Phrase::AccessEnded { patients }) && own.says(&Phrase::ConversationAsk));
    let mut memory = with_three(&surgery);
    memory.marks[0].who = vec![crate::domain::names::Subject(1)];
    let mut own = inside(&surgery, memory);
    own.presses('3').keys("3#");
    assert!(own.says(&Phrase::PatientNotListed) && !own.rings_patient(MARIE));
}

#[test]
fn of_two_phones_with_one_mark_the_last_in_touch_is_called() {
    let surgery = rosa_with(&format!("{ROSA};{ROSA_TOO}"), MARIE);
    let memory =
        nothing()
            .mark("okafor", 3, ROSA, at(BEFORE))
            .mark("okafor", 3, ROSA_TOO, at(EARLIER));
    let mut own = inside(&surgery, memory);
    own.presses('3').keys("3#");
    assert!(own.rings_patient(ROSA_TOO));
    assert_ne!(number(ROSA), number(ROSA_TOO));
}
