//! Into a conversation idle for twelve hours a question goes first.

use super::{NOW, id, patient, surgery};
use crate::domain::decision::{Body, Effect, Recipient};
use crate::domain::outbox::{Stage, Wait};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, ROSA, Surgery, Texted, at, facts, number, phone_of, practice,
};
use crate::domain::text;

const LATER: &str = "Mon 2026-11-23 10:05";

fn idle(surgery: &Surgery) -> Memory {
    let used = at("Sun 2026-11-22 22:00");
    facts()
        .back_line(surgery, "okafor", "back 1", ROSA, used)
        .back_line(surgery, "okafor", "back 2", MARIE, used)
}

fn okafor_texts<'s>(surgery: &'s Surgery, memory: Memory, to: &str, body: &str) -> Texted<'s> {
    surgery.text_with(memory, &phone_of(0, 0), to, NOW, body)
}

/// The number that the clinician is asked to reply.
fn code(text: &Texted<'_>) -> u8 {
    match text.tells("okafor")[..] {
        [Phrase::TextConfirm { code, .. }] => *code,
        ref other => panic!("no question: {other:?}"),
    }
}

#[test]
fn the_text_is_kept_and_the_question_comes_over_the_same_line() {
    let surgery = surgery().build();
    let text = okafor_texts(&surgery, idle(&surgery), "back 1", "Hello");
    assert_eq!(text.word(), "hold");
    let code = code(&text);
    assert!((10..=99).contains(&code));
    let kept = text.carried().unwrap();
    assert_eq!(
        (&kept.wait, kept.due),
        (&Wait::Answer { code }, at("Mon 2026-11-23 11:00"))
    );
    assert_eq!(kept.to, Recipient::Number(number(ROSA)));
    let sent = text.sends();
    let question = sent.last().unwrap();
    assert_eq!(question.from.0, surgery.line("back 1"));
    assert!(text.told.because(|reason| *reason == Reason::Idle));
    let in_use = facts().back_line(
        &surgery,
        "okafor",
        "back 1",
        ROSA,
        at("Sun 2026-11-22 22:00:01"),
    );
    assert_eq!(
        okafor_texts(&surgery, in_use, "back 1", "Hello").word(),
        "relay"
    );
}

#[test]
fn the_number_alone_sends_all_that_was_asked_about_in_order_and_to_that_patient() {
    let surgery = surgery().build();
    let first = okafor_texts(&surgery, idle(&surgery), "back 1", "one");
    let code = code(&first);
    let second = okafor_texts(&surgery, first.memory, "back 1", "two");
    assert!(second.tells("okafor").is_empty(), "it joins the question");
    assert_eq!(second.carried().unwrap().wait, Wait::Answer { code });
    for answer in [format!(" {code}. "), format!("\u{201c}{code}\u{201d}")] {
        let memory = second.memory.clone();
        let text = surgery.text_with(memory, &phone_of(0, 0), "back 1", LATER, &answer);
        let front = surgery.line("okafor");
        let words: Vec<&Body> = text
            .delivers()
            .iter()
            .map(|effect| match effect {
                Effect::Deliver { id, to, from, .. } => {
                    assert_eq!((to, from.0), (&Recipient::Number(number(ROSA)), front));
                    let mut rows = text.memory.rows.0.iter();
                    &rows.find(|row| row.queued.id == *id).unwrap().queued.body
                }
                other => panic!("{other:?}"),
            })
            .collect();
        let verbatim = |words: &str| Body::Verbatim(words.to_owned());
        assert_eq!(words, [&verbatim("one"), &verbatim("two")], "{answer}");
        let patients = vec![patient(&surgery, "Rosa")];
        assert_eq!(text.tells("okafor"), [&Phrase::TextSentTo { patients }]);
        let next = surgery.text_with(text.memory, &phone_of(0, 0), "back 1", LATER, "three");
        assert_eq!(next.word(), "relay", "no longer idle");
    }
}

#[test]
fn a_wrong_number_sends_nothing_the_question_comes_three_times_more_and_then_it_is_withdrawn() {
    let surgery = surgery().build();
    let first = okafor_texts(&surgery, idle(&surgery), "back 1", "Hello");
    let code = code(&first);
    let wrong = if code == 44 { "45" } else { "44" };
    let mut memory = first.memory;
    let patients = vec![patient(&surgery, "Rosa")];
    for turn in 0..4 {
        let text = okafor_texts(&surgery, memory, "back 1", wrong);
        assert!(text.delivers().is_empty() && text.carried().is_none());
        let patients = patients.clone();
        let told = match turn {
            3 => Phrase::TextWithdrawn { patients },
            _ => Phrase::TextConfirm { patients, code },
        };
        assert_eq!(text.tells("okafor"), [&told]);
        memory = text.memory;
    }
    assert!(memory.rows.at(Stage::Asked).is_empty());
}

#[test]
fn the_number_of_one_conversation_sends_nothing_in_another() {
    let surgery = surgery().build();
    let rosa = okafor_texts(&surgery, idle(&surgery), "back 1", "For Rosa");
    let code = code(&rosa).to_string();
    let marie = okafor_texts(&surgery, rosa.memory, "back 2", "For Marie");
    let text = okafor_texts(&surgery, marie.memory, "back 2", &code);
    assert!(
        text.delivers().is_empty(),
        "unless both have the same number"
    );
    let free = okafor_texts(&surgery, idle(&surgery), "back 2", &code);
    assert_eq!(free.word(), "hold", "without a question a number is a text");
}

#[test]
fn a_question_that_is_not_answered_withdraws_the_text_and_says_so_once() {
    let surgery = surgery().build();
    let first = okafor_texts(&surgery, idle(&surgery), "back 1", "one");
    let mut memory = okafor_texts(&surgery, first.memory, "back 1", "two").memory;
    let withdrawn = Phrase::TextWithdrawn {
        patients: vec![patient(&surgery, "Rosa")],
    };
    while let Some(row) = memory.rows.at(Stage::Asked).first() {
        let id = row.queued.id;
        let text = surgery.about(memory, id, "Mon 2026-11-23 11:00", |surgery, facts, now| {
            text::unanswered(surgery, facts, now)
        });
        assert_eq!(text.tells("okafor"), [&withdrawn]);
        let [sent] = text.sends()[..] else { panic!() };
        assert_eq!(sent.from.0, surgery.line("back 1"));
        memory = text.memory;
    }
    assert_eq!(memory.rows.at(Stage::Withdrawn).len(), 2);
    let told = memory
        .sent
        .iter()
        .filter(|sent| matches!(&sent.body, Body::Words(say, _) if say.contains(&withdrawn)));
    assert_eq!(told.count(), 1);
}

#[test]
fn if_the_access_ended_before_the_answer_nothing_goes() {
    let surgery = surgery().build();
    let text = okafor_texts(&surgery, idle(&surgery), "back 1", "Hello");
    let code = code(&text).to_string();
    let ended = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-22"))
        .back_lines(2)
        .build();
    let answer = okafor_texts(&ended, text.memory, "back 1", &code);
    assert_eq!((answer.word(), answer.delivers().len()), ("refuse", 0));
    assert!(matches!(
        answer.tells("okafor")[..],
        [Phrase::AccessEnded { .. }]
    ));
    assert_eq!(answer.memory.rows.at(Stage::Withdrawn).len(), 1);
    assert_eq!(answer.told.decision.clinician, Some(id("okafor")));
}

#[test]
fn a_conversation_with_a_mark_is_asked_about_in_the_same_way() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Marie", "okafor", MARIE, |p| p)
        .build();
    let used = at("Sun 2026-11-22 22:00");
    let memory = facts()
        .mark("okafor", 1, ROSA, used)
        .mark("okafor", 2, MARIE, used);
    let rosa = okafor_texts(&surgery, memory, "okafor", "1: Hello Rosa");
    let marie = okafor_texts(&surgery, rosa.memory.clone(), "okafor", "2: Hello Marie");
    let (of_rosa, of_marie) = (code(&rosa), code(&marie));
    assert_ne!(of_rosa, of_marie, "one line has two questions");
    for (code, to, words) in [
        (of_rosa, ROSA, "Hello Rosa"),
        (of_marie, MARIE, "Hello Marie"),
    ] {
        let memory = marie.memory.clone();
        let text = okafor_texts(&surgery, memory, "okafor", &code.to_string());
        let [Effect::Deliver { id, to: whom, .. }] = text.delivers()[..] else {
            panic!("not delivered")
        };
        assert_eq!(*whom, Recipient::Number(number(to)));
        let mut rows = text.memory.rows.0.iter();
        let row = rows.find(|row| row.queued.id == *id).unwrap();
        assert_eq!(row.queued.body, Body::Verbatim(words.to_owned()));
    }
}

#[test]
fn the_number_cannot_be_guessed_by_trying_them_all() {
    let surgery = surgery().build();
    let first = okafor_texts(&surgery, idle(&surgery), "back 1", "forged");
    let code = code(&first);
    let (mut memory, mut tried) = (first.memory, 0);
    for guess in (10..=99).filter(|guess| *guess != code) {
        let open = memory.rows.at(Stage::Asked).len();
        if open == 0 {
            break;
        }
        tried += 1;
        let guess = guess.to_string();
        memory = okafor_texts(&surgery, memory, "back 1", &guess).memory;
    }
    assert_eq!(tried, 4, "three times it is asked again, then withdrawn");
    let text = okafor_texts(&surgery, memory, "back 1", &code.to_string());
    assert!(text.delivers().is_empty());
}

#[test]
fn after_too_many_wrong_numbers_nothing_goes_into_an_idle_conversation_that_day() {
    let surgery = surgery().build();
    let (mut memory, mut guesses, mut told) = (idle(&surgery), 0, 0);
    for turn in 0..30 {
        let asked = okafor_texts(&surgery, memory, "back 1", &format!("forged {turn}"));
        told += asked.tells("okafor").len();
        memory = asked.memory;
        while let Some(code) = memory
            .rows
            .at(Stage::Asked)
            .first()
            .and_then(|row| row.queued.code)
        {
            guesses += 1;
            let wrong = if code == 99 { 10 } else { code + 1 };
            memory = okafor_texts(&surgery, memory, "back 1", &wrong.to_string()).memory;
        }
    }
    assert_eq!(guesses, 6);
    assert!(told >= 30, "nothing of it happens in silence");
    let next_day = surgery.text_with(
        memory,
        &phone_of(0, 0),
        "back 1",
        "Tue 2026-11-24 10:00",
        "Hello",
    );
    assert_eq!(next_day.word(), "hold");
}
