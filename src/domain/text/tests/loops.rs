//! Two machines that face each other produce at most one answer a day; people are not taken for machines.

use super::{NIGHT, NOW, id, surgery, with_pictures};
use crate::domain::decision::{Effect, Outcome, Recipient};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, Memory, ROSA, Surgery, Texted, at, facts, phone_of, practice};

const DRIVING: &str = "I'm driving. I'll answer when I get where I'm going.";
const TOM: &str = "+447700900459";
const AWAY: &str = "Thank you for your message. I am out of the office.";

fn moment(seconds: i64) -> String {
    let at = at(NOW) + chrono::Duration::seconds(seconds);
    at.format("%a %Y-%m-%d %H:%M:%S").to_string()
}

#[test]
fn two_machines_that_answer_whatever_comes_stop_after_one_answer_each() {
    let surgery = surgery().build();
    let okafor = phone_of(0, 0);
    let mut text = surgery.text(ROSA, "okafor", NOW, "Are you there?");
    let (mut relayed, mut turns) = (0, 0);
    let mut answering: Vec<Recipient> = text.sends().iter().map(|sent| sent.to.clone()).collect();
    while let Some(who) = answering.pop() {
        turns += 1;
        assert!(turns < 20, "the machines talk on");
        let (from, to, body) = match who {
            Recipient::Number(_) => (ROSA, "okafor", AWAY),
            _ => (okafor.as_str(), "back 1", DRIVING),
        };
        text = surgery.text_with(text.memory, from, to, &moment(turns * 5), body);
        relayed += usize::from(text.carried().is_some());
        answering.extend(text.sends().iter().map(|sent| sent.to.clone()));
    }
    assert_eq!(relayed, 2, "one of each");
}

#[test]
fn who_is_taken_for_a_machine_is_told_once_a_day_in_case_it_is_a_person() {
    let surgery = surgery().build();
    let memory = surgery.text(ROSA, "okafor", NOW, AWAY).memory;
    let reply = surgery.text_with(memory, &phone_of(0, 0), "back 1", &moment(5), "Hello");
    let first = surgery.text_with(reply.memory, ROSA, "okafor", &moment(9), AWAY);
    assert_eq!((first.word(), first.carried()), ("refuse", None));
    assert!(
        first
            .told
            .because(|reason| *reason == Reason::LooksAutomatic)
    );
    let told = Phrase::TextNotArrived {
        clinician: id("okafor"),
        at: at(&moment(9)),
    };
    assert_eq!(first.answers(ROSA), [&told, &Phrase::Emergency]);
    let second = surgery.text_with(first.memory, ROSA, "okafor", &moment(12), AWAY);
    assert!(second.sends().is_empty());
}

#[test]
fn people_say_yes_all_day_and_say_things_twice() {
    let surgery = surgery().build();
    let mut memory = surgery.text(ROSA, "okafor", NOW, "Hello").memory;
    for turn in 0..9 {
        let asked = surgery.text_with(
            memory,
            &phone_of(0, 0),
            "back 1",
            &moment(turn * 20 + 5),
            &format!("Question number {turn}, please?"),
        );
        let said = surgery.text_with(asked.memory, ROSA, "okafor", &moment(turn * 20 + 15), "Yes");
        assert_eq!(said.word(), "relay");
        memory = said.memory;
    }
    let twice = surgery.text(ROSA, "okafor", NOW, "Please call me as soon as you can");
    let again = surgery.text_with(
        twice.memory,
        ROSA,
        "okafor",
        &moment(30),
        "Please call me as soon as you can",
    );
    assert_eq!(again.word(), "relay", "nothing was sent to her between");
    let urgent = "URGENT please call me, my chest hurts";
    let first = surgery.text(ROSA, "okafor", NOW, urgent);
    let reply = surgery.text_with(
        first.memory,
        &phone_of(1, 0),
        "back 1",
        &moment(5),
        "Coming",
    );
    let again = surgery.text_with(reply.memory, ROSA, "okafor", &moment(20), urgent);
    assert_eq!(again.reaches(), Some("lindqvist"));
}

#[test]
fn the_same_urgent_words_within_ten_minutes_reach_who_is_on_duty_and_are_answered_once() {
    let surgery = surgery().build();
    let mut text = surgery.text(ROSA, "okafor", NIGHT, "URGENT help");
    assert!(!text.answers(ROSA).is_empty());
    for minute in [1, 9] {
        let moment = format!("Tue 2026-11-24 03:{minute:02}");
        text = surgery.text_with(text.memory, ROSA, "okafor", &moment, "Urgent HELP");
        assert_eq!(
            (text.reaches(), text.answers(ROSA).len()),
            (Some("lindqvist"), 0)
        );
    }
    let other = surgery.text_with(
        text.memory,
        ROSA,
        "okafor",
        "Tue 2026-11-24 03:10",
        "URGENT it is worse",
    );
    assert_eq!(other.answers(ROSA).len(), 2, "other words are answered");
}

#[test]
fn help_and_pictures_are_answered_once_a_day() {
    let surgery = surgery().no_pictures().build();
    let first = surgery.text(ROSA, "okafor", NOW, "HELP");
    assert_eq!(first.answers(ROSA).len(), 1);
    let again = surgery.text_with(first.memory, ROSA, "okafor", "Mon 2026-11-23 16:00", "info");
    assert_eq!((again.word(), again.answers(ROSA).len()), ("relay", 0));
    let next = surgery.text_with(again.memory, ROSA, "okafor", "Tue 2026-11-24 10:00", "help");
    assert_eq!(next.answers(ROSA).len(), 1);
    let event = with_pictures(&surgery, ROSA, "okafor", "", &["image/jpeg"]);
    let picture = surgery.texts(facts(), &event, at(NOW));
    let first = picture.sends().len();
    let again = surgery.texts(picture.memory, &event, at("Mon 2026-11-23 16:00"));
    assert_eq!((first, again.sends().len()), (1, 0));
}

#[test]
fn a_clinicians_machine_is_told_once_a_day_that_its_words_are_no_command() {
    let surgery = surgery().build();
    let mut memory = facts();
    let mut told = 0;
    for hour in 9..17 {
        let moment = format!("Mon 2026-11-23 {hour:02}:00");
        let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", &moment, DRIVING);
        told += text.tells("okafor").len();
        memory = text.memory;
    }
    assert_eq!(told, 1);
    let typo = surgery.text_with(memory, &phone_of(0, 0), "okafor", NOW, "RESMUE");
    assert_eq!(
        typo.tells("okafor"),
        [&Phrase::CommandUnknown],
        "a person's slip"
    );
}

#[test]
fn a_clinicians_machine_and_the_question_of_an_idle_conversation_do_not_loop() {
    let surgery = surgery().build();
    let used = at("Sun 2026-11-22 12:00");
    let mut memory = facts().back_line(&surgery, "okafor", "back 1", ROSA, used);
    let mut questions = 0;
    for turn in 0..20 {
        let text = surgery.text_with(
            memory,
            &phone_of(0, 0),
            "back 1",
            &moment(turn * 7),
            DRIVING,
        );
        questions += text.tells("okafor").len();
        memory = text.memory;
    }
    assert_eq!(questions, 2, "the question, and that it was not sent");
}

#[test]
fn short_codes_and_names_as_senders_are_never_answered_and_never_relayed() {
    let surgery = surgery().build();
    for from in ["742", "12345", "123456", "PHARMACY", "withheld"] {
        for to in ["okafor", "back 1"] {
            for body in ["Hello", "URGENT", "HELP", "OK"] {
                let text = surgery.text(from, to, NOW, body);
                assert_eq!(text.told.decision.outcome, Outcome::Refuse);
                assert!(text.effects().is_empty(), "{from} {to} {body}");
            }
        }
    }
}

fn answered(surgery: &Surgery, memory: Memory, stranger: u32) -> Texted<'_> {
    let from = format!("+1212555{stranger:04}");
    surgery.text_with(memory, &from, "okafor", NOW, "Hello")
}

#[test]
fn the_whole_practice_gives_at_most_two_hundred_answers_an_hour_urgent_ones_aside() {
    let surgery = surgery().build();
    let (mut memory, mut answers) = (facts(), 0);
    for stranger in 0..230 {
        let text = answered(&surgery, memory, stranger);
        answers += text.sends().len();
        memory = text.memory;
    }
    assert_eq!(answers, 200);
    let text = answered(&surgery, memory.clone(), 999);
    assert!(
        text.told
            .because(|reason| *reason == Reason::TooManyAnswers)
    );
    assert!(text.effects().is_empty(), "nor is it counted as told");
    let patient = surgery.text_with(memory.clone(), MARIE, "okafor", NOW, "Bonjour");
    assert_eq!(patient.word(), "relay");
    let urgent = surgery.text_with(memory.clone(), ROSA, "okafor", NOW, "URGENT");
    assert_eq!(urgent.answers(ROSA).len(), 2);
    let later = surgery.text_with(
        memory,
        "+12125550999",
        "okafor",
        "Mon 2026-11-23 11:00",
        "Hi",
    );
    assert_eq!(later.sends().len(), 1, "the next hour");
}

#[test]
fn a_long_spell_is_told_once_and_counts_for_no_more_than_a_month() {
    let surgery = practice()
        .clinician("okafor", |c| c.away("2026-11-23", "2027-06-30"))
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let text = surgery.text(ROSA, "okafor", NOW, "Hello");
    let counts = text.effects().iter();
    let counts = counts
        .filter(|effect| matches!(effect, Effect::Count { .. }))
        .count();
    assert!(counts < 40, "{counts}");
    let later = surgery.text_with(text.memory, ROSA, "okafor", "Sun 2026-12-20 10:00", "Hello");
    assert!(later.answers(ROSA).is_empty());
}

/// How often a clinician's machine is answered that answers whatever comes over this line.
fn answers_to_machine(
    surgery: &Surgery,
    mut memory: Memory,
    line: &str,
    words: impl Fn(i64) -> String,
) -> usize {
    let (mut answers, mut answered) = (0, true);
    for turn in 0..200 {
        if !answered {
            break;
        }
        let from = phone_of(0, 0);
        let text = surgery.text_with(memory, &from, line, &moment(turn * 5), &words(turn));
        answered = !text.sends().is_empty();
        answers += usize::from(answered);
        memory = text.memory;
    }
    answers
}

#[test]
fn a_clinicians_machine_that_gives_the_own_number_away_does_not_loop() {
    let surgery = surgery().build();
    let memory = surgery.text(ROSA, "okafor", NOW, "Are you there?").memory;
    let words = format!("I'm driving. If it cannot wait, call {}.", phone_of(0, 0));
    let answers = answers_to_machine(&surgery, memory, "back 1", |_| words.clone());
    assert_eq!(
        answers, 2,
        "that it holds the number, and that it was not sent"
    );
}

#[test]
fn a_clinicians_machine_does_not_loop_with_a_line_that_is_nobodys() {
    let surgery = surgery().build();
    let answers = answers_to_machine(&surgery, facts(), "back 1", |turn| format!("Away, {turn}"));
    assert_eq!(answers, 1, "as any stranger");
}

#[test]
fn a_clinicians_machine_does_not_loop_with_a_conversation_that_has_ended() {
    let surgery = surgery().patient("Tom", "okafor", TOM, |p| p.until("2026-11-20"));
    let surgery = surgery.build();
    let used = at("Mon 2026-11-23 09:59");
    let memory = facts().back_line(&surgery, "okafor", "back 1", TOM, used);
    let answers = answers_to_machine(&surgery, memory, "back 1", |_| DRIVING.to_owned());
    assert_eq!(
        answers, 2,
        "that the access has ended, and that it was not sent"
    );
}

#[test]
fn a_machine_that_never_says_the_same_is_answered_a_bounded_number_of_times_an_hour() {
    let surgery = surgery().build();
    let memory = surgery.text(ROSA, "okafor", NOW, "Are you there?").memory;
    let number = phone_of(0, 0);
    let words = |turn| format!("Ticket {turn} has been opened. Phone: {number}");
    assert_eq!(answers_to_machine(&surgery, memory, "back 1", words), 60);
    let who = |_| "WHO".to_owned();
    assert_eq!(answers_to_machine(&surgery, facts(), "okafor", who), 60);
}

#[test]
fn whoever_forges_a_clinician_adds_no_more_than_fifty_numbers_a_day() {
    let surgery = surgery().build();
    let (mut memory, mut edits) = (facts(), 0);
    for patient in 0..120 {
        let body = format!("ADD +1 212 555 {patient:04} Somebody");
        let from = phone_of(0, 0);
        let text = surgery.text_with(memory, &from, "okafor", &moment(patient * 120), &body);
        let is_edit = |effect: &&Effect| matches!(effect, Effect::Edit { .. });
        edits += text.effects().iter().filter(is_edit).count();
        memory = text.memory;
    }
    assert_eq!(edits, 50);
    let next = surgery.text_with(
        memory,
        &phone_of(0, 0),
        "okafor",
        "Tue 2026-11-24 10:00",
        "ADD +1 212 555 0999 Somebody",
    );
    let is_edit = |effect: &&Effect| matches!(effect, Effect::Edit { .. });
    assert_eq!(next.effects().iter().filter(is_edit).count(), 1);
}

#[test]
fn a_patients_machine_whose_words_begin_with_urgent_is_not_answered_for_ever() {
    let surgery = surgery().build();
    let (mut memory, mut answers) = (facts(), 0);
    for turn in 0..100 {
        let body = format!("Urgent matters: call the emergency room. Ticket {turn}");
        let text = surgery.text_with(memory, ROSA, "okafor", &moment(turn * 5), &body);
        assert_eq!(text.reaches(), Some("lindqvist"), "it goes all the same");
        answers += usize::from(!text.answers(ROSA).is_empty());
        memory = text.memory;
    }
    assert_eq!(answers, 20, "as many as a patient may text an hour");
}

#[test]
fn a_clinicians_machine_that_never_says_the_same_floods_no_patient() {
    let surgery = surgery().build();
    let mut memory = surgery.text(ROSA, "okafor", NOW, "Are you there?").memory;
    let mut relayed = 0;
    for turn in 0..300 {
        let body = format!("Your message has the number {turn}");
        let from = phone_of(0, 0);
        let text = surgery.text_with(memory, &from, "back 1", &moment(turn * 5), &body);
        relayed += usize::from(text.carried().is_some());
        memory = text.memory;
    }
    assert_eq!(relayed, 200);
}
