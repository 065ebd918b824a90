//! A clinician texts a back line: exactly that patient, or nowhere.

use super::{NOW, surgery};
use crate::domain::decision::{Body, Recipient};
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{MARIE, Memory, ROSA, Surgery, at, facts, number, phone_of, practice};

fn conversation(surgery: &Surgery, last_used: &str) -> Memory {
    facts()
        .back_line(surgery, "okafor", "back 1", ROSA, at(last_used))
        .back_line(surgery, "okafor", "back 2", MARIE, at(last_used))
        .back_line(surgery, "lindqvist", "back 1", MARIE, at(last_used))
}

#[test]
fn a_reply_goes_to_the_patient_of_the_back_line_from_the_front_line() {
    let surgery = surgery().build();
    for (line, patient) in [("back 1", ROSA), ("back 2", MARIE)] {
        let memory = conversation(&surgery, "Mon 2026-11-23 09:00");
        let text = surgery.text_with(memory, &phone_of(0, 0), line, NOW, "See you at four");
        let carried = text.carried().unwrap();
        assert_eq!(carried.to, Recipient::Number(number(patient)));
        assert_eq!(carried.from.0, surgery.line("okafor"));
        assert_eq!(carried.body, Body::Verbatim("See you at four".to_owned()));
        assert_eq!(text.sends().len(), 1);
    }
}

#[test]
fn a_reply_goes_to_the_phone_that_the_patient_used_last() {
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
            at("Mon 2026-11-23 09:00"),
        )
        .back_line(
            &surgery,
            "okafor",
            "back 1",
            MARIE,
            at("Mon 2026-11-23 09:30"),
        );
    let text = surgery.text_with(memory, &phone_of(0, 0), "back 1", NOW, "Hello");
    assert_eq!(text.carried().unwrap().to, Recipient::Number(number(MARIE)));
}

#[test]
fn an_unassigned_back_line_carries_nothing_to_anyone() {
    let surgery = surgery().build();
    let memory = conversation(&surgery, "Mon 2026-11-23 09:00");
    let text = surgery.text_with(memory, &phone_of(0, 0), "back 3", NOW, "Hello");
    assert!(text.carried().is_none());
}

#[test]
fn to_a_patient_whose_grant_has_ended_nothing_goes_and_the_clinician_is_told() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-22"))
        .back_lines(2)
        .build();
    let rosa = surgery.patients.iter().next().unwrap().id;
    let memory = conversation_of_okafor(&surgery);
    let text = surgery.text_with(memory, &phone_of(0, 0), "back 1", NOW, "Hello");
    assert_eq!((text.word(), text.carried().is_some()), ("refuse", false));
    assert_eq!(
        text.tells("okafor"),
        [&Phrase::AccessEnded {
            patients: vec![rosa],
        }]
    );
    let memory = conversation_of_okafor(&surgery);
    let text = surgery.text_with(memory, &phone_of(0, 0), "back 2", NOW, "Hello");
    assert_eq!(text.tells("okafor"), [&Phrase::PatientNotListed]);
}

fn conversation_of_okafor(surgery: &Surgery) -> Memory {
    let used = at("Mon 2026-11-23 09:00");
    facts()
        .back_line(surgery, "okafor", "back 1", ROSA, used)
        .back_line(surgery, "okafor", "back 2", MARIE, used)
}

#[test]
fn who_was_on_duty_answers_the_urgent_text_from_the_line_that_was_texted() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "lindqvist")
        .back_lines(1)
        .build();
    let urgent = surgery.text(ROSA, "okafor", NOW, "Urgent: my chest hurts");
    assert_eq!(urgent.reaches(), Some("lindqvist"));
    let text = surgery.text_with(urgent.memory, &phone_of(1, 0), "back 1", NOW, "Call 999");
    let carried = text.carried().unwrap();
    assert_eq!(carried.to, Recipient::Number(number(ROSA)));
    assert_eq!(carried.from.0, surgery.line("okafor"));
}

fn in_words(digits: &str) -> String {
    let words = [
        "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ];
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits
        .map(|digit| words[digit])
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn a_clinician_who_types_the_own_number_is_stopped_and_told() {
    let surgery = surgery().build();
    let own = phone_of(0, 0);
    let national = format!("0{} {}", &own[3..7], &own[7..]);
    for body in [
        own.clone(),
        format!("Call me on {national}."),
        own.replace("+44", "0044"),
        format!("Call me on oh {}", in_words(&own[3..])),
        format!("https://wa.me/{}", &own[1..]),
    ] {
        let memory = conversation(&surgery, "Mon 2026-11-23 09:00");
        let text = surgery.text_with(memory, &own, "back 1", NOW, &body);
        assert_eq!((text.word(), text.carried()), ("refuse", None), "{body}");
        assert_eq!(text.tells("okafor"), [&Phrase::TextHoldsNumber]);
    }
}
