//! Over which line a patient's text comes: a line is announced when it is new, and never follows a phone to somebody else.

use super::{NIGHT, NOW, patient, surgery};
use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, PracticeBuilder, ROSA, Surgery, facts, number, phone_of, practice,
};

const LATER: &str = "Mon 2026-11-23 11:00";

/// Whose phone `ROSA` is: the list before and after a mistake in it was put right.
fn list(whose: &str) -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .patient(whose, "okafor", ROSA, |p| p)
}

fn talked(surgery: &Surgery) -> Memory {
    surgery.text(ROSA, "okafor", NOW, "Hello").memory
}

#[test]
fn a_line_that_is_new_is_announced_just_before_the_first_text_and_in_its_lane() {
    let surgery = surgery().build();
    let first = surgery.text(MARIE, "okafor", NOW, "Bonjour");
    let is = Phrase::LineIs {
        patients: vec![patient(&surgery, "Marie")],
    };
    assert_eq!(first.tells("okafor"), [&is]);
    let sent = first.sends();
    let [announced, text] = sent[..] else {
        panic!("{sent:?}")
    };
    assert_eq!((announced.from, &announced.to), (text.from, &text.to));
    assert_eq!(announced.author, text.author);
    assert!(
        first
            .told
            .because(|reason| matches!(reason, Reason::LineAssigned { .. }))
    );
    let again = surgery.text_with(first.memory, MARIE, "okafor", NOW, "Bonjour");
    assert!(again.tells("okafor").is_empty());
}

#[test]
fn an_urgent_texts_announcement_overtakes_with_it() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "URGENT");
    let kinds: Vec<_> = text.sends().iter().map(|sent| sent.kind).collect();
    let urgent = OutgoingKind::Urgent;
    assert_eq!(kinds, [urgent, urgent, OutgoingKind::Notice]);
}

#[test]
fn a_phone_that_moved_to_another_patients_row_leaves_the_line_behind() {
    let (rosas, toms) = (
        list("Rosa").back_lines(2).build(),
        list("Tom").back_lines(2).build(),
    );
    let memory = talked(&rosas);
    let tom = toms.text_with(memory.clone(), ROSA, "okafor", LATER, "Hello");
    assert_eq!(tom.carried().unwrap().from.0, toms.line("back 2"));
    let reply = toms.text_with(tom.memory, &phone_of(0, 0), "back 2", LATER, "Hello Tom");
    assert_eq!(reply.carried().unwrap().to, Recipient::Number(number(ROSA)));
    let meant_for_rosa = toms.text_with(reply.memory, &phone_of(0, 0), "back 1", LATER, "Rosa?");
    assert_eq!(
        (meant_for_rosa.word(), meant_for_rosa.carried()),
        ("refuse", None)
    );
    assert_eq!(meant_for_rosa.tells("okafor"), [&Phrase::PatientNotListed]);
    let before_tom_wrote =
        toms.text_with(memory.clone(), &phone_of(0, 0), "back 1", LATER, "Rosa?");
    assert_eq!(before_tom_wrote.carried(), None);
    let call = toms.phone_with(memory, &phone_of(0, 0), "back 1", LATER);
    assert!(!call.rings_patient(ROSA));
}

#[test]
fn a_phone_that_moved_takes_a_mark_of_the_own_where_no_line_is_free() {
    let (rosas, toms) = (
        list("Rosa").back_lines(1).build(),
        list("Tom").back_lines(1).build(),
    );
    let tom = toms.text_with(talked(&rosas), ROSA, "okafor", LATER, "Hello");
    assert_eq!(tom.carries(), Some("1 Tom: Hello"));
    let back = rosas.text_with(tom.memory, ROSA, "okafor", LATER, "Hello");
    assert_eq!(
        back.carried().unwrap().from.0,
        rosas.line("back 1"),
        "Rosa's again"
    );
}

#[test]
fn a_name_that_is_spelt_otherwise_is_the_same_patient() {
    let before = list("Rosa Diaz").back_lines(2).build();
    let after = list("rosa  D\u{ed}az").back_lines(2).build();
    let text = after.text_with(talked(&before), ROSA, "okafor", LATER, "Hello");
    assert_eq!(text.carried().unwrap().from.0, after.line("back 1"));
}

#[test]
fn somebody_who_joins_or_leaves_a_household_does_not_cost_the_line() {
    let alone = list("Rosa").back_lines(2).build();
    let both = list("Rosa")
        .patient("Tom", "okafor", ROSA, |p| p)
        .back_lines(2)
        .build();
    let toms = list("Tom").back_lines(2).build();
    let joined = both.text_with(talked(&alone), ROSA, "okafor", LATER, "Hello");
    assert_eq!(joined.carried().unwrap().from.0, both.line("back 1"));
    let left = toms.text_with(joined.memory, ROSA, "okafor", LATER, "Hello");
    assert_eq!(left.carried().unwrap().from.0, toms.line("back 1"));
}

#[test]
fn what_an_older_version_remembered_without_names_stays() {
    let surgery = list("Rosa").back_lines(2).build();
    let used = crate::domain::testkit::at(NOW);
    let memory = facts().back_line(&surgery, "okafor", "back 2", ROSA, used);
    let text = surgery.text_with(memory, ROSA, "okafor", LATER, "Hello");
    assert_eq!(text.carried().unwrap().from.0, surgery.line("back 2"));
}
