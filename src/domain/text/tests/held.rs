//! A held text is looked at again: who reads it now, and over which line.

use super::{NIGHT, NOW, id, patient, surgery};
use crate::domain::decision::{Body, Effect, Recipient};
use crate::domain::outbox::{Author, Stage, Wait};
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, ROSA, Surgery, Texted, at, facts, number, practice};

const OPENS: &str = "Tue 2026-11-24 09:00";

/// How a text goes on its way: to whom, from which line, and Nightbell's words just before it.
fn delivered<'t>(text: &'t Texted<'_>) -> (&'t Recipient, Line, Vec<&'t Phrase>) {
    match text.delivers()[..] {
        [
            Effect::Deliver {
                to,
                from,
                lead,
                mark: None,
                ..
            },
        ] => {
            let lead = match lead {
                Some(Body::Words(say, _)) => say.iter().collect(),
                _ => Vec::new(),
            };
            (to, *from, lead)
        }
        ref other => panic!("{other:?}"),
    }
}

fn back(surgery: &Surgery, place: usize) -> Line {
    surgery.back_lines[place - 1]
}

#[test]
fn a_held_text_takes_no_back_line_before_it_goes() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    let held = text.carried().unwrap();
    assert_eq!(
        (held.from.0, &held.wait),
        (surgery.line("okafor"), &Wait::Reader)
    );
    let author = Author::Patient {
        phone: number(ROSA),
        clinician: id("okafor"),
    };
    assert_eq!(held.author, author);
    assert!(text.memory.back_lines.is_empty());
    let released = surgery.releases(text.memory, OPENS);
    let rosa = vec![patient(&surgery, "Rosa")];
    let is = Phrase::LineIs { patients: rosa };
    let okafor = Recipient::Clinician(id("okafor"));
    assert_eq!(
        delivered(&released),
        (&okafor, back(&surgery, 1), vec![&is])
    );
    assert_eq!(released.memory.back_lines.len(), 1);
    assert!(released.told.because(|reason| *reason == Reason::Released));
}

#[test]
fn what_was_held_goes_in_order_and_is_announced_once() {
    let surgery = surgery().build();
    let mut memory = facts();
    for body in ["one", "two", "three"] {
        memory = surgery
            .text_with(memory, ROSA, "okafor", NIGHT, body)
            .memory;
    }
    let mut leads = Vec::new();
    for _ in 0..3 {
        let released = surgery.releases(memory, OPENS);
        leads.push(delivered(&released).2.len());
        memory = released.memory;
    }
    assert_eq!(leads, [1, 0, 0]);
    assert!(memory.rows.at(Stage::Held).is_empty());
}

#[test]
fn while_it_is_closed_or_paused_the_text_waits_on_until_the_next_opening() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    let waits = surgery.releases(text.memory.clone(), "Tue 2026-11-24 04:00");
    assert_eq!((waits.word(), waits.delivers().len()), ("hold", 0));
    assert_eq!(waits.memory.rows.0[0].due.max(at(OPENS)), at(OPENS));
    let until = at("Tue 2026-11-24 11:00");
    let paused = surgery.releases(text.memory.paused("okafor", until), OPENS);
    assert_eq!((paused.word(), paused.delivers().len()), ("hold", 0));
    assert_eq!(paused.memory.rows.at(Stage::Held)[0].due, until);
}

#[test]
fn an_absence_that_began_meanwhile_sends_it_to_the_cover_and_says_so_once() {
    let before = surgery().build();
    let mut memory = facts();
    for body in ["one", "two"] {
        memory = before.text_with(memory, ROSA, "okafor", NIGHT, body).memory;
    }
    let away = practice()
        .clinician("okafor", |c| {
            c.away_covered("2026-11-24", "2026-11-27", "lindqvist")
        })
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(1)
        .build();
    let covered = Phrase::TextCovered {
        clinician: id("okafor"),
        cover: id("lindqvist"),
    };
    let released = away.releases(memory, OPENS);
    assert_eq!(
        delivered(&released).0,
        &Recipient::Clinician(id("lindqvist"))
    );
    assert_eq!(released.answers(ROSA), [&covered, &Phrase::Emergency]);
    let again = away.releases(released.memory, OPENS);
    let told = again
        .memory
        .sent
        .iter()
        .filter(|sent| matches!(&sent.body, Body::Words(say, _) if say.contains(&covered)));
    assert_eq!(told.count(), 1);
}

#[test]
fn a_text_that_was_accepted_is_delivered_though_the_access_has_ended_since() {
    let before = surgery().build();
    let text = before.text(ROSA, "okafor", NIGHT, "Hello");
    let ended = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-23"))
        .patient("Marie", "okafor", MARIE, |p| p)
        .back_lines(3)
        .build();
    let released = ended.releases(text.memory.clone(), OPENS);
    let [Effect::Deliver { to, from, mark, .. }] = released.delivers()[..] else {
        panic!("not delivered")
    };
    assert_eq!(*to, Recipient::Clinician(id("okafor")));
    assert_eq!(from.0, ended.line("okafor"), "no line is taken any more");
    assert_eq!(mark.as_deref(), Some("1 Rosa: "));
    let removed = practice().clinician("okafor", |c| c).back_lines(3).build();
    let released = removed.releases(text.memory, OPENS);
    let [Effect::Deliver { mark, .. }] = released.delivers()[..] else {
        panic!("not delivered")
    };
    assert_eq!(mark.as_deref(), Some("1: "));
}

#[test]
fn the_line_that_is_the_patients_serves_though_the_access_has_ended_since() {
    let before = surgery().build();
    let day = before.text(ROSA, "okafor", NOW, "Good morning");
    let text = before.text_with(day.memory, ROSA, "okafor", NIGHT, "Hello");
    let ended = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-23"))
        .back_lines(3)
        .build();
    let released = ended.releases(text.memory, OPENS);
    assert_eq!(delivered(&released).1, back(&ended, 1));
}

#[test]
fn if_the_clinician_is_gone_the_patient_is_told() {
    let before = surgery().build();
    let text = before.text(ROSA, "okafor", NIGHT, "Hello");
    let gone = practice().clinician("lindqvist", |c| c).build();
    let released = gone.releases(text.memory, OPENS);
    assert!(released.delivers().is_empty());
    let told = Phrase::TextNotArrived {
        clinician: id("okafor"),
        at: at(NIGHT),
    };
    assert_eq!(released.answers(ROSA), [&told, &Phrase::Emergency]);
    assert_eq!(released.memory.rows.at(Stage::Refused).len(), 1);
}

#[test]
fn what_is_not_held_any_more_is_left_alone() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    let id = text.memory.rows.at(Stage::Held)[0].queued.id;
    let released = surgery.releases(text.memory, OPENS);
    let again = surgery.about(released.memory, id, OPENS, |surgery, facts, now| {
        crate::domain::text::release(surgery, facts, now)
    });
    assert!(again.effects().is_empty());
}
