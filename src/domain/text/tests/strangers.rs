//! Strangers' texts: one short answer a day, and nothing is relayed.

use super::{NIGHT, NOW, surgery};
use crate::domain::decision::Recipient;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{NOBODY, ROSA, phone_of, practice};

#[test]
fn a_stranger_gets_one_short_answer_a_day_and_is_not_relayed() {
    let surgery = surgery().build();
    let first = surgery.text(NOBODY, "okafor", NOW, "Hello");
    assert_eq!((first.word(), first.reaches()), ("refuse", None));
    assert_eq!(
        first.answers(NOBODY),
        [&Phrase::TextStranger, &Phrase::Emergency]
    );
    let again = surgery.text_with(first.memory, NOBODY, "okafor", NOW, "Hello?");
    assert!(again.sends().is_empty());
    let tomorrow = surgery.text_with(again.memory, NOBODY, "okafor", NIGHT, "Hello?");
    assert_eq!(tomorrow.answers(NOBODY).len(), 2);
}

#[test]
fn an_ended_grant_gets_the_strangers_answer() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| {
            p.until("2026-11-22").language("fr-FR")
        })
        .build();
    let text = surgery.text(ROSA, "okafor", NOW, "URGENT");
    assert_eq!((text.word(), text.reaches()), ("refuse", None));
    assert_eq!(
        text.answers(ROSA),
        [&Phrase::TextStranger, &Phrase::Emergency]
    );
    assert_eq!(text.told.language(), "en-GB");
}

#[test]
fn a_strangers_stop_is_not_answered() {
    let surgery = surgery().build();
    assert!(
        surgery
            .text(NOBODY, "okafor", NOW, "STOP")
            .sends()
            .is_empty()
    );
}

#[test]
fn what_has_no_number_and_the_practices_own_lines_are_not_answered() {
    let surgery = surgery().build();
    let own = surgery.line("lindqvist").wire();
    for from in ["withheld", "12345", own.as_str()] {
        let text = surgery.text(from, "okafor", NOW, "Hello");
        assert_eq!(text.word(), "refuse");
        assert!(text.sends().is_empty(), "{from}");
    }
}

#[test]
fn on_a_back_line_everyone_but_its_clinician_is_a_stranger() {
    let surgery = surgery().build();
    for from in [ROSA.to_owned(), NOBODY.to_owned(), phone_of(0, 0)] {
        let text = surgery.text(&from, "back 1", NOW, "Hello");
        assert_eq!((text.word(), text.reaches()), ("refuse", None), "{from}");
        assert_eq!(
            text.words_to_anyone(),
            [&Phrase::TextStranger, &Phrase::Emergency]
        );
    }
}

#[test]
fn a_clinician_on_a_colleagues_line_is_a_stranger() {
    let surgery = surgery().build();
    let text = surgery.text(&phone_of(1, 0), "okafor", NOW, "PAUSE 2h");
    assert_eq!((text.word(), text.reaches()), ("refuse", None));
}

#[test]
fn a_clinician_who_is_answered_as_a_stranger_is_named_by_id_and_not_by_number() {
    let surgery = surgery().build();
    for (from, line) in [(phone_of(0, 0), "back 1"), (phone_of(1, 0), "okafor")] {
        let text = surgery.text(&from, line, NOW, "Hello");
        assert!(!text.sends().is_empty());
        for sent in text.sends() {
            let by_id = matches!(sent.to, Recipient::ClinicianPhone(_));
            assert!(by_id, "{from} {line}: {:?}", sent.to);
        }
    }
}
