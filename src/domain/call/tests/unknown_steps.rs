//! Steps that Nightbell did not hand out, or lost: words, the menu or a message, never an error.

use crate::domain::decision::Answer;
use crate::domain::event::CallEvent;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::{NOBODY, Phoning, ROSA, Surgery, phone_of, practice};

const NOW: &str = "Mon 2026-11-23 10:00";
const LOST: CallEvent = CallEvent::Unknown { caller_gone: false };

fn surgery() -> Surgery {
    practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent().language("fr-FR"))
        .rota("24/7", "okafor")
        .back_lines(1)
        .build()
}

#[test]
fn a_patient_hears_that_we_lost_track_and_then_the_menu() {
    let surgery = surgery();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.happens(&LOST);
    assert!(call.is_menu() && call.says(&Phrase::LostTrack) && call.says(&Phrase::Emergency));
    assert_eq!(call.takes_message_for(), Some("okafor"));
    assert_eq!(call.language(), "fr-FR");
}

#[test]
fn a_lost_step_does_not_reuse_the_number_of_an_earlier_step() {
    let surgery = surgery();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.rings_out();
    let step = |call: &Phoning<'_>| match &call.decision.answer {
        Answer::Menu { progress, .. } => progress.step,
        other => panic!("no menu: {other:?}"),
    };
    let before = step(&call);
    call.happens(&LOST);
    assert!(step(&call) > before);
}

#[test]
fn a_stranger_can_leave_a_message_for_the_practice() {
    let surgery = surgery();
    for from in [NOBODY, "withheld"] {
        let mut call = surgery.phone(from, "okafor", NOW);
        call.happens(&LOST);
        assert!(call.says(&Phrase::LostTrack) && call.says(&Phrase::Emergency));
        assert_eq!(call.takes_message_for(), Some("practice"));
    }
}

#[test]
fn anyone_else_hears_words_and_the_end() {
    let surgery = surgery();
    let okafors = phone_of(0, 0);
    let own = surgery.line("okafor").wire();
    for (from, to) in [
        (okafors.as_str(), "okafor"),
        (okafors.as_str(), "back 1"),
        (own.as_str(), "back 1"),
        (ROSA, "+447700900888"),
    ] {
        let mut call = surgery.phone(from, to, NOW);
        call.happens(&LOST);
        assert!(call.ends() && call.says(&Phrase::LostTrack) && call.says(&Phrase::Emergency));
    }
}

#[test]
fn to_a_caller_who_has_gone_nothing_is_said() {
    let surgery = surgery();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    call.happens(&CallEvent::Unknown { caller_gone: true });
    assert_eq!(call.decision.answer, Answer::Nothing);
}
