//! The words that the provider reserves: obeyed there, and told here over another line.

use super::{NOW, patient, surgery};
use crate::domain::event::TextEvent;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, ROSA, Surgery, Texted, at, caller, facts, phone_of, practice,
};
use crate::domain::text::Reserved;

fn conversation(surgery: &Surgery) -> Memory {
    let used = at("Mon 2026-11-23 09:00");
    facts()
        .back_line(surgery, "okafor", "back 1", ROSA, used)
        .back_line(surgery, "okafor", "back 2", MARIE, used)
}

/// A text of which the provider says what it took it for.
fn taken_for<'s>(
    surgery: &'s Surgery,
    from: &str,
    to: &str,
    body: &str,
    opt_out: Reserved,
) -> Texted<'s> {
    let text = TextEvent {
        sender: caller(from),
        to: surgery.line(to),
        body: body.to_owned(),
        attachments: Vec::new(),
        opt_out: Some(opt_out),
    };
    surgery.texts(conversation(surgery), &text, at(NOW))
}

#[test]
fn a_word_of_the_practices_own_counts_like_stop_when_the_provider_says_so() {
    let surgery = surgery().build();
    let patients = vec![patient(&surgery, "Rosa")];
    for body in ["ARRET", "no more texts please", "URGENT"] {
        let text = taken_for(&surgery, ROSA, "okafor", body, Reserved::Stop);
        assert_eq!((text.word(), text.carried()), ("refuse", None), "{body}");
        assert!(text.answers(ROSA).is_empty());
        let patients = patients.clone();
        assert_eq!(text.tells("okafor"), [&Phrase::TextStopped { patients }]);
    }
    let stranger = taken_for(&surgery, NOBODY, "okafor", "ARRET", Reserved::Stop);
    assert!(stranger.sends().is_empty());
    let help = taken_for(&surgery, ROSA, "okafor", "AIDE", Reserved::Help);
    assert_eq!(help.word(), "relay");
    assert_eq!(help.answers(ROSA), [&Phrase::Emergency]);
}

#[test]
fn on_toll_free_lines_the_network_answers_and_nothing_else_differs() {
    // There no opt-out is reported with the text: the word itself is all that comes (protocol sheet 4.4).
    let surgery = surgery().build();
    let text = surgery.text(ROSA, "okafor", NOW, "STOP");
    assert_eq!((text.word(), text.carried()), ("refuse", None));
    assert!(matches!(
        text.tells("okafor")[..],
        [Phrase::TextStopped { .. }]
    ));
    for body in ["START", "UNSTOP"] {
        let text = surgery.text(ROSA, "okafor", NOW, body);
        assert_eq!((text.word(), text.carries()), ("relay", Some(body)));
    }
}

#[test]
fn a_clinician_who_stops_a_back_line_is_told_over_the_own_front_line_how_to_undo_it() {
    let surgery = surgery().build();
    let patients = vec![patient(&surgery, "Rosa")];
    for body in ["STOP", "end", "Cancel", " quit "] {
        let memory = conversation(&surgery);
        let text = surgery.text_with(memory, &phone_of(0, 0), "back 1", NOW, body);
        assert_eq!((text.word(), text.carried()), ("refuse", None), "{body}");
        let patients = patients.clone();
        assert_eq!(text.tells("okafor"), [&Phrase::StopUndo { patients }]);
        let [sent] = text.sends()[..] else { panic!() };
        assert_eq!(sent.from.0, surgery.line("okafor"));
    }
    let own_word = taken_for(&surgery, &phone_of(0, 0), "back 1", "ARRET", Reserved::Stop);
    assert!(matches!(
        own_word.tells("okafor")[..],
        [Phrase::StopUndo { .. }]
    ));
}

#[test]
fn a_clinician_who_stops_the_own_line_is_told_over_a_back_line() {
    let surgery = surgery().build();
    let text = surgery.text(&phone_of(0, 0), "okafor", NOW, "STOP");
    assert_eq!(text.tells("okafor"), [&Phrase::StopUndoLine]);
    let [sent] = text.sends()[..] else { panic!() };
    assert_eq!(sent.from.0, surgery.line("back 1"));
    let none = practice().clinician("okafor", |c| c).build();
    let text = none.text(&phone_of(0, 0), "okafor", NOW, "STOP");
    assert!(text.sends().is_empty());
}

#[test]
fn of_a_clinicians_words_start_is_the_providers_and_yes_is_the_patients() {
    let surgery = surgery().build();
    for (body, word) in [
        ("START", "refuse"),
        ("unstop", "refuse"),
        ("Yes", "relay"),
        ("YES please", "relay"),
        ("Stop taking the tablets", "relay"),
    ] {
        let memory = conversation(&surgery);
        let text = surgery.text_with(memory, &phone_of(0, 0), "back 2", NOW, body);
        assert_eq!(text.word(), word, "{body}");
        assert_eq!(text.carried().is_some(), word == "relay");
        assert!(text.tells("okafor").is_empty());
    }
}
