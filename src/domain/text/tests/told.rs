//! Nobody is left with silence, and nobody is told the same twice.

use super::{NIGHT, NOW, id, surgery};
use crate::domain::decision::{Body, Recipient};
use crate::domain::outbox::{Author, Stage};
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, Memory, ROSA, Surgery, Texted, at, facts, number, phone_of, practice, target,
};
use crate::domain::text;

const OPENS: &str = "Tue 2026-11-24 09:00";

/// How many texts of Nightbell's own went to a number.
fn notices(text: &Texted<'_>, to: &str) -> usize {
    let to = Recipient::Number(number(to));
    let sends = text.sends().into_iter();
    sends
        .filter(|sent| sent.to == to && matches!(sent.body, Body::Words(..)))
        .count()
}

#[test]
fn a_patients_text_in_the_night_gives_one_notice_whatever_it_says() {
    let surgery = surgery().build();
    for body in ["Hello", "HELP", "info", "YES", "START", "Notfall"] {
        let text = surgery.text(MARIE, "okafor", NIGHT, body);
        assert_eq!((text.word(), notices(&text, MARIE)), ("hold", 1), "{body}");
        assert!(text.answers(MARIE).contains(&&Phrase::Emergency), "{body}");
        let next = surgery.text_with(text.memory, MARIE, "okafor", NIGHT, "And one more thing");
        assert_eq!((next.word(), notices(&next, MARIE)), ("hold", 0), "{body}");
    }
}

#[test]
fn who_asks_for_help_after_the_notice_still_gets_the_emergency_number() {
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NIGHT, "Hello");
    let help = surgery.text_with(text.memory, ROSA, "okafor", NIGHT, "HELP");
    assert_eq!(help.answers(ROSA), [&Phrase::Emergency]);
}

#[test]
fn who_is_not_urgent_and_whose_clinician_reads_now_is_not_told_of_waiting() {
    let surgery = surgery().build();
    let text = surgery.text(MARIE, "okafor", NOW, "URGENT");
    assert_eq!((text.word(), text.reaches()), ("relay", Some("okafor")));
    assert_eq!(
        text.answers(MARIE),
        [&Phrase::TextNotUrgent, &Phrase::Emergency]
    );
}

#[test]
fn the_lunch_break_has_its_own_notice_and_ends_on_the_minute() {
    let surgery = practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-12:30,14:00-18:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(1)
        .build();
    let text = |moment: &str| surgery.text(ROSA, "okafor", moment, "Hello");
    assert_eq!(text("Mon 2026-11-23 12:29:59").word(), "relay");
    assert_eq!(text("Mon 2026-11-23 14:00").word(), "relay");
    let lunch = text("Mon 2026-11-23 12:30");
    let two = at("Mon 2026-11-23 14:00");
    assert_eq!(lunch.carried().unwrap().due, two);
    let evening = surgery.text_with(lunch.memory, ROSA, "okafor", "Mon 2026-11-23 18:00", "Hi");
    assert_eq!(notices(&evening, ROSA), 1, "another closed spell");
}

#[test]
fn a_text_that_was_held_in_the_night_is_answered_in_the_morning_without_a_question() {
    let surgery = surgery().build();
    let long_ago = at("Mon 2026-11-02 10:00");
    for memory in [
        facts(),
        facts().back_line(&surgery, "okafor", "back 1", ROSA, long_ago),
    ] {
        let text = surgery.text_with(memory, ROSA, "okafor", "Mon 2026-11-23 17:30", "Hello");
        let released = surgery.releases(text.memory, OPENS);
        let reply = surgery.text_with(
            released.memory,
            &phone_of(0, 0),
            "back 1",
            "Tue 2026-11-24 20:59",
            "See you at four",
        );
        assert_eq!((reply.word(), reply.sends().len()), ("relay", 1));
    }
}

fn weekend() -> Surgery {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(2)
        .build()
}

/// Three texts of a Friday evening are looked at a day later.
fn a_day_later(surgery: &Surgery) -> Memory {
    let mut memory = facts();
    for body in ["one", "two", "three"] {
        let friday = "Fri 2026-11-27 18:00";
        let text = surgery.text_with(memory, ROSA, "okafor", friday, body);
        memory = text.memory;
    }
    let held = memory.rows.at(Stage::Held);
    let ids: Vec<_> = held.iter().map(|row| row.queued.id).collect();
    for id in ids {
        let pauses = memory.pauses();
        let wanted = |surgery: &Surgery, now| text::release_wanted(surgery, &pauses, id, now);
        let saturday = "Sat 2026-11-28 18:00";
        let decide = |surgery: &Surgery, facts: &_, now| text::release(surgery, facts, now);
        memory = surgery
            .later(memory.clone(), saturday, wanted, decide)
            .memory;
    }
    memory
}

#[test]
fn of_several_texts_that_waited_for_a_day_patient_and_desk_hear_once() {
    let surgery = weekend();
    let memory = a_day_later(&surgery);
    let told = |meant: fn(&Phrase) -> bool| {
        let sent = memory.sent.iter();
        sent.filter(|sent| matches!(&sent.body, Body::Words(say, _) if say.iter().any(meant)))
            .count()
    };
    assert_eq!(told(|say| matches!(say, Phrase::TextStillHeld { .. })), 1);
    assert_eq!(told(|say| matches!(say, Phrase::DeskTextWaits { .. })), 1);
    assert_eq!(memory.rows.at(Stage::Held).len(), 3, "all of them wait on");
}

#[test]
fn a_clinician_on_a_line_that_has_no_patient_is_answered_once_a_day() {
    let surgery = surgery().build();
    let mut memory = facts();
    let mut answers = 0;
    for minute in 0..20 {
        let moment = format!("Mon 2026-11-23 10:{minute:02}");
        let line = if minute % 2 == 0 { "back 2" } else { "back 3" };
        let text = surgery.text_with(memory, &phone_of(0, 0), line, &moment, "In a meeting");
        assert_eq!(text.carried(), None);
        answers += text.sends().len();
        memory = text.memory;
    }
    assert_eq!(answers, 1);
}

#[test]
fn ok_without_a_mark_is_asked_about_for_each_patient_of_the_day() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .build();
    let okafor = phone_of(0, 0);
    let mut memory = facts();
    for (from, hour) in [(ROSA, 10), (MARIE, 12), (ROSA, 15)] {
        let came = format!("Mon 2026-11-23 {hour}:00");
        memory = surgery
            .text_with(memory, from, "okafor", &came, "May I come at four?")
            .memory;
        let replied = format!("Mon 2026-11-23 {hour}:05");
        let reply = surgery.text_with(memory, &okafor, "okafor", &replied, "Ok");
        let told = reply.tells("okafor");
        assert!(
            told.iter()
                .all(|say| matches!(say, Phrase::TextToWhom { .. }))
        );
        assert_eq!((reply.carried(), told.len()), (None, 1), "{hour}");
        let again = format!("Mon 2026-11-23 {hour}:06");
        let again = surgery.text_with(reply.memory, &okafor, "okafor", &again, "ok");
        assert!(again.sends().is_empty(), "a machine says it again");
        memory = again.memory;
    }
}

#[test]
fn a_second_phone_that_has_not_confirmed_is_told_that_its_text_did_not_go() {
    let surgery = practice()
        .clinician("okafor", |c| c.phones(2))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(1)
        .confirms_phones()
        .build();
    let memory = facts().confirmed(&surgery, "okafor", 0);
    let memory = surgery
        .text_with(memory, ROSA, "okafor", NOW, "Hello")
        .memory;
    let second = phone_of(0, 1);
    let reply = surgery.text_with(memory, &second, "back 1", NOW, "See you at four");
    assert_eq!((reply.word(), reply.carried()), ("refuse", None));
    let says = [&Phrase::TextNotTaken, &Phrase::PhoneConfirm];
    assert_eq!(reply.words_to_anyone(), says);
    let asked = Recipient::ClinicianPhone(target(&surgery, "okafor", 1));
    assert!(reply.sends().iter().all(|sent| sent.to == asked));
    // The answer comes from the line that takes commands, and the phone may write from now on.
    let okay = surgery.text_with(reply.memory, &second, "back 1", NOW, "Okay!");
    assert_eq!(okay.words_to_anyone(), [&Phrase::PhoneConfirmed]);
    assert_eq!(okay.sends()[0].from.0, surgery.line("okafor"));
    let again = surgery.text_with(okay.memory, &second, "back 1", NOW, "See you at four");
    let author = Author::Clinician {
        clinician: id("okafor"),
        line: surgery.back_lines[0],
    };
    assert_eq!(again.carried().unwrap().author, author);
}

#[test]
fn an_urgent_text_finds_whoever_is_on_duty() {
    let people = || {
        practice()
            .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
            .patient("Rosa", "okafor", ROSA, |p| p.urgent())
            .back_lines(2)
    };
    let own = people().rota("24/7", "okafor").build();
    let away = people()
        .clinician("lindqvist", |c| {
            c.away_covered("2026-11-20", "2026-11-27", "okafor")
        })
        .rota("24/7", "lindqvist")
        .build();
    for surgery in [own, away] {
        let until = at(OPENS);
        let held = surgery.text_with(facts().paused("okafor", until), ROSA, "okafor", NIGHT, "Hi");
        assert_eq!(held.word(), "hold");
        let urgent = surgery.text_with(held.memory, ROSA, "okafor", NIGHT, "urgent: it bleeds");
        assert_eq!(
            (urgent.word(), urgent.reaches()),
            ("urgent", Some("okafor"))
        );
    }
    let nobody = people()
        .clinician("lindqvist", |c| c.away("2026-11-20", "2026-11-27"))
        .rota("24/7", "lindqvist")
        .build();
    let text = nobody.text(ROSA, "okafor", NIGHT, "urgent: it bleeds");
    assert_eq!(text.word(), "hold");
    assert!(text.answers(ROSA).contains(&&Phrase::TextNotUrgent));
}
