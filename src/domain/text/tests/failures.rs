//! What could not be delivered is told to its author, once.

use super::{NIGHT, NOW, id, patient, surgery};
use crate::domain::decision::{Body, Effect};
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Failure, Stage};
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{MARIE, Memory, ROSA, Surgery, Texted, at, facts, phone_of, practice};
use crate::domain::text;

const LATER: &str = "Mon 2026-11-23 10:02";

fn fails<'s>(surgery: &'s Surgery, memory: Memory, id: OutboxId, why: Failure) -> Texted<'s> {
    surgery.about(memory, id, LATER, |surgery, facts, now| {
        text::failed(surgery, facts, why, Stage::Undelivered, now)
    })
}

/// The row with somebody's own words.
fn row(memory: &Memory) -> OutboxId {
    let rows = memory.rows.0.iter();
    let mut own = rows.filter(|row| matches!(row.queued.body, Body::Verbatim(_)));
    own.next().unwrap().queued.id
}

fn reply(surgery: &Surgery, body: &str) -> Memory {
    let used = at("Mon 2026-11-23 09:00");
    let memory = facts().back_line(surgery, "okafor", "back 1", ROSA, used);
    surgery
        .text_with(memory, &phone_of(0, 0), "back 1", NOW, body)
        .memory
}

#[test]
fn a_patient_hears_over_the_front_line_that_the_text_did_not_arrive() {
    let surgery = surgery().build();
    for (body, from) in [("Hello", MARIE), ("URGENT", ROSA)] {
        let text = surgery.text(from, "okafor", NOW, body);
        let id_of = row(&text.memory);
        let failed = fails(&surgery, text.memory, id_of, Failure::NotReached);
        let told = Phrase::TextNotArrived {
            clinician: id("okafor"),
            at: at(NOW),
        };
        assert_eq!(failed.answers(from), [&told, &Phrase::Emergency]);
        let [sent] = failed.sends()[..] else { panic!() };
        assert_eq!(sent.from.0, surgery.line("okafor"), "never the back line");
        let advance = Effect::Advance {
            id: id_of,
            stage: Stage::Undelivered,
        };
        assert_eq!(failed.effects()[0], advance);
    }
    let marie = surgery.text(MARIE, "okafor", NOW, "Bonjour");
    let id_of = row(&marie.memory);
    let failed = fails(&surgery, marie.memory, id_of, Failure::NotReached);
    let [sent] = failed.sends()[..] else { panic!() };
    assert!(matches!(&sent.body, Body::Words(_, language) if language.to_string() == "fr-FR"));
}

#[test]
fn a_clinician_hears_why_over_the_line_that_was_texted() {
    let surgery = surgery().build();
    for why in [Failure::OptedOut, Failure::TakesNoTexts, Failure::GivenUp] {
        let memory = reply(&surgery, "See you at four");
        let id_of = row(&memory);
        let failed = fails(&surgery, memory, id_of, why);
        let told = Phrase::TextNotDelivered {
            patients: vec![patient(&surgery, "Rosa")],
            at: at(NOW),
            why,
        };
        assert_eq!(failed.tells("okafor"), [&told]);
        let [sent] = failed.sends()[..] else { panic!() };
        assert_eq!(sent.from.0, surgery.line("back 1"));
    }
    let memory = reply(&surgery, "See you at four");
    let id_of = row(&memory);
    let failed = fails(&surgery, memory, id_of, Failure::HoldsNumber);
    assert_eq!(failed.tells("okafor"), [&Phrase::TextHoldsNumber]);
}

#[test]
fn it_is_told_once_however_often_it_is_reported() {
    let surgery = surgery().build();
    let memory = reply(&surgery, "See you at four");
    let id_of = row(&memory);
    let failed = fails(&surgery, memory, id_of, Failure::Other);
    let again = fails(&surgery, failed.memory, id_of, Failure::NotReached);
    assert!(again.effects().is_empty());
}

#[test]
fn the_pieces_of_one_text_are_told_as_one() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let mut memory = surgery
        .text(ROSA, "okafor", NOW, &"word ".repeat(320))
        .memory;
    let rows: Vec<_> = memory.rows.0.iter().map(|row| row.queued.id).collect();
    assert_eq!(rows.len(), 2);
    for id in rows {
        memory = fails(&surgery, memory, id, Failure::NotReached).memory;
    }
    let told = memory
        .sent
        .iter()
        .filter(|sent| matches!(sent.body, Body::Words(..)));
    assert_eq!(told.count(), 1);
}

#[test]
fn what_nightbell_said_itself_fails_in_silence() {
    let surgery = surgery().build();
    let held = surgery.text(ROSA, "okafor", NIGHT, "Hello").memory;
    let first = surgery.text(ROSA, "okafor", NOW, "Hello").memory;
    for memory in [held, first] {
        let rows = memory.rows.0.iter();
        let words = rows.filter(|row| matches!(row.queued.body, Body::Words(..)));
        for id in words.map(|row| row.queued.id).collect::<Vec<_>>() {
            let failed = fails(&surgery, memory.clone(), id, Failure::Blocked);
            assert!(failed.sends().is_empty());
            assert_eq!(failed.effects().len(), 1, "it has moved on");
        }
    }
}

#[test]
fn a_notice_of_failure_that_fails_leads_to_no_other() {
    let surgery = surgery().build();
    let memory = reply(&surgery, "See you at four");
    let id_of = row(&memory);
    let failed = fails(&surgery, memory, id_of, Failure::Other);
    let notice = failed.memory.rows.0.last().unwrap().queued.id;
    assert!(
        fails(&surgery, failed.memory, notice, Failure::Other)
            .sends()
            .is_empty()
    );
}

#[test]
fn a_reader_who_has_stopped_the_line_is_told_over_another() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NOW, "Hello");
    let id_of = row(&text.memory);
    let failed = fails(&surgery, text.memory, id_of, Failure::OptedOut);
    assert!(!failed.answers(ROSA).is_empty());
    assert!(matches!(
        failed.tells("okafor")[..],
        [Phrase::StopUndo { .. }]
    ));
    assert_eq!(
        failed.sends().last().unwrap().from.0,
        surgery.line("okafor")
    );
}
