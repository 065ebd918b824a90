//! Where no back line is free a conversation has a mark; marks are never used again.

use super::{NOW, id, patient};
use crate::domain::decision::Recipient;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, PracticeBuilder, ROSA, Surgery, at, facts, number, phone_of, practice,
};

const LATER: &str = "Mon 2026-11-23 11:00";

fn without_lines() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.urgent())
        .patient("Marie Dupont", "okafor", MARIE, |p| p)
        .rota("24/7", "lindqvist")
}

/// Rosa has mark 1 in Okafor's phone, Marie mark 2.
fn talked(surgery: &Surgery) -> Memory {
    let rosa = surgery.text(ROSA, "okafor", NOW, "Hello");
    surgery
        .text_with(rosa.memory, MARIE, "okafor", NOW, "Bonjour")
        .memory
}

#[test]
fn without_a_back_line_a_text_comes_from_the_readers_own_front_line_with_the_mark_and_the_name() {
    let surgery = without_lines().build();
    let rosa = surgery.text(ROSA, "okafor", NOW, "Hello\n 3: there");
    assert_eq!(rosa.carries(), Some("1 Rosa Diaz: Hello\n 3: there"));
    assert_eq!(rosa.carried().unwrap().from.0, surgery.line("okafor"));
    assert!(
        rosa.told
            .because(|reason| *reason == Reason::Marked { mark: 1 })
    );
    let marie = surgery.text_with(rosa.memory, MARIE, "okafor", NOW, "Bonjour");
    assert_eq!(marie.carries(), Some("2 Marie Dupont: Bonjour"));
    let again = surgery.text_with(marie.memory, ROSA, "okafor", LATER, "Hello");
    assert_eq!(again.carries(), Some("1 Rosa Diaz: Hello"));
    let urgent = surgery.text_with(again.memory, ROSA, "okafor", LATER, "URGENT");
    assert_eq!(
        urgent.carries(),
        Some("1 Rosa Diaz: URGENT"),
        "in Lindqvist's phone"
    );
    assert_eq!(urgent.carried().unwrap().from.0, surgery.line("lindqvist"));
}

#[test]
fn a_mark_is_never_used_again_for_somebody_else() {
    let surgery = without_lines().build();
    let gone = facts().mark("okafor", 7, "+447700900470", at("Thu 2020-01-02 10:00"));
    let rosa = surgery.text_with(gone, ROSA, "okafor", NOW, "Hello");
    assert_eq!(rosa.carries(), Some("8 Rosa Diaz: Hello"));
    let toms = practice()
        .clinician("okafor", |c| c)
        .patient("Tom Hale", "okafor", ROSA, |p| p)
        .build();
    let tom = toms.text_with(rosa.memory, ROSA, "okafor", LATER, "Hello");
    assert_eq!(
        tom.carries(),
        Some("9 Tom Hale: Hello"),
        "the phone moved to another row"
    );
    let reply = toms.text_with(
        tom.memory,
        &phone_of(0, 0),
        "okafor",
        LATER,
        "8: Hello Rosa",
    );
    assert_eq!(reply.carried(), None);
    assert_eq!(reply.tells("okafor"), [&Phrase::PatientNotListed]);
}

#[test]
fn a_household_has_one_mark_and_two_names_at_most() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p)
        .patient("Tom", "okafor", ROSA, |p| p)
        .patient("Ann", "okafor", MARIE, |p| p)
        .patient("Ben", "okafor", MARIE, |p| p)
        .build();
    let first = surgery.text(ROSA, "okafor", NOW, "Hello");
    assert_eq!(first.carries(), Some("1 Rosa / Tom: Hello"));
    let other = surgery.text_with(first.memory, MARIE, "okafor", NOW, "Hello");
    assert_eq!(other.carries(), Some("1 Rosa…: Hello"));
    let reply = surgery.text_with(other.memory, &phone_of(0, 0), "okafor", LATER, "1: Hi");
    let to = &reply.carried().unwrap().to;
    assert_eq!(*to, Recipient::Number(number(MARIE)), "the phone used last");
}

#[test]
fn what_becomes_too_long_is_split_in_order_and_nothing_is_lost() {
    let surgery = without_lines().build();
    let long = "Ärger ".repeat(266);
    assert_eq!(long.chars().count(), 1596);
    let text = surgery.text(ROSA, "okafor", NOW, &long);
    let pieces: Vec<&str> = text
        .sends()
        .iter()
        .map(|sent| match &sent.body {
            crate::domain::decision::Body::Verbatim(piece) => piece.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(pieces.len(), 2);
    assert!(pieces.iter().all(|piece| piece.chars().count() <= 1600));
    let bare = pieces
        .iter()
        .map(|piece| piece.strip_prefix("1 Rosa Diaz: ").unwrap());
    assert_eq!(bare.collect::<String>(), long, "each says whose it is");
}

#[test]
fn a_reply_with_the_mark_goes_to_that_patient_from_the_front_line_without_the_mark() {
    let surgery = without_lines().build();
    let mut memory = talked(&surgery);
    for (body, to, words) in [
        ("1: See you at four", ROSA, "See you at four"),
        ("2 : à 4 h", MARIE, "à 4 h"),
        ("\u{ff11}\u{ff1a}ok", ROSA, "ok"),
        ("2: 3: no", MARIE, "3: no"),
        ("1: Start", ROSA, "Start"),
        ("1: yes", ROSA, "yes"),
    ] {
        let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", LATER, body);
        assert_eq!((text.word(), text.carries()), ("relay", Some(words)));
        let carried = text.carried().unwrap();
        assert_eq!(carried.to, Recipient::Number(number(to)));
        assert_eq!(carried.from.0, surgery.line("okafor"));
        assert_eq!(text.sends().len(), 1);
        memory = text.memory;
    }
}

#[test]
fn an_unmarked_reply_goes_nowhere_and_is_asked_about() {
    let surgery = without_lines().build();
    let marks = vec![
        (1, vec![patient(&surgery, "Rosa Diaz")]),
        (2, vec![patient(&surgery, "Marie Dupont")]),
    ];
    let ask = Phrase::TextToWhom { marks };
    for body in [
        "See you at four",
        "3: See you",
        "1 See you",
        "10:30 is fine",
        "1",
    ] {
        let memory = talked(&surgery);
        let text = surgery.text_with(memory, &phone_of(0, 0), "okafor", LATER, body);
        assert_eq!(text.carried(), None, "{body}");
        assert_eq!(text.tells("okafor"), [&ask], "{body}");
    }
    let week = "Mon 2026-11-30 10:01";
    let text = surgery.text_with(talked(&surgery), &phone_of(0, 0), "okafor", week, "Hello");
    assert_eq!(
        text.tells("okafor"),
        [&Phrase::CommandUnknown],
        "nobody lately"
    );
}

#[test]
fn a_marks_reply_is_checked_like_any_other() {
    let surgery = without_lines().build();
    let okafor = phone_of(0, 0);
    for (body, told) in [
        (format!("1: call me on {okafor}"), Phrase::TextHoldsNumber),
        (
            "1: STOP".to_owned(),
            Phrase::TextNotDelivered {
                patients: vec![patient(&surgery, "Rosa Diaz")],
                at: at(LATER),
                why: crate::domain::outbox::Failure::Other,
            },
        ),
    ] {
        let text = surgery.text_with(talked(&surgery), &okafor, "okafor", LATER, &body);
        assert_eq!((text.word(), text.carried()), ("refuse", None));
        assert_eq!(text.tells("okafor"), [&told]);
    }
    let ended = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.until("2026-11-22"))
        .build();
    let text = ended.text_with(talked(&surgery), &okafor, "okafor", LATER, "1: Hello");
    assert!(matches!(
        text.tells("okafor")[..],
        [Phrase::AccessEnded { .. }]
    ));
    assert_eq!(text.told.decision.clinician, Some(id("okafor")));
}

#[test]
fn marks_are_this_clinicians_alone() {
    let surgery = without_lines().build();
    let memory = talked(&surgery);
    let text = surgery.text_with(memory, &phone_of(1, 0), "lindqvist", LATER, "1: Hello");
    assert_eq!(text.carried(), None);
    let marks = Vec::new();
    assert_eq!(text.tells("lindqvist"), [&Phrase::TextToWhom { marks }]);
}
