//! Strangers: nobody learns from the answer why.

use crate::domain::decision::Answer;
use crate::domain::event::RingResult;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Strangers;
use crate::domain::testkit::{MARIE, NOBODY, PracticeBuilder, ROSA, practice};

const MODES: [Strangers; 3] = [
    Strangers::FrontDesk,
    Strangers::Voicemail,
    Strangers::Refuse,
];
const NOW: &str = "Mon 2026-11-23 10:00";

fn with_former_patients() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| {
            p.until("2026-11-22").language("fr-FR")
        })
        .patient("Marie", "okafor", MARIE, |p| p.from("2026-11-24").urgent())
}

#[test]
fn unknown_ended_not_begun_and_withheld_hear_the_same_to_the_letter() {
    for mode in MODES {
        for code in [false, true] {
            let surgery = with_former_patients().strangers(mode);
            let surgery = match code {
                true => surgery.patient("Ann", "okafor", "+447700900458", |p| p.code("482163")),
                false => surgery,
            };
            let surgery = surgery.build();
            let answer = |who| {
                let call = surgery.phone(who, "okafor", NOW);
                (call.decision.answer.clone(), call.language(), call.word())
            };
            let unknown = answer(NOBODY);
            assert_eq!(unknown.1, "en-GB");
            for who in [ROSA, MARIE, "withheld", "sip:x"] {
                assert_eq!(answer(who), unknown, "{who} {mode:?} {code}");
            }
        }
    }
}

#[test]
fn what_follows_is_the_same_too() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .build();
    let later = |who| {
        let mut call = surgery.phone(who, "okafor", NOW);
        call.rings_out();
        call.decision.answer.clone()
    };
    for who in [ROSA, MARIE, "withheld"] {
        assert_eq!(later(who), later(NOBODY));
    }
}

#[test]
fn every_answer_gives_the_emergency_number() {
    for mode in MODES {
        let surgery = with_former_patients().strangers(mode).back_lines(1).build();
        for line in ["okafor", "back 1"] {
            let call = surgery.phone(NOBODY, line, NOW);
            assert!(call.says(&Phrase::Emergency), "{mode:?} {line}");
        }
    }
}

#[test]
fn with_front_desk_a_stranger_is_connected_to_the_desk_and_sees_the_line_that_was_called() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .build();
    let call = surgery.phone(NOBODY, "okafor", NOW);
    assert!(call.rings_desk() && call.says(&Phrase::ToFrontDesk));
    assert_eq!(call.shows(), Some(surgery.line("okafor")));
    assert_eq!(call.seconds(), Some(30));
    assert_eq!(call.word(), "front-desk");
}

#[test]
fn a_desk_that_does_not_answer_leaves_a_message_for_the_practice() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .build();
    for result in [RingResult::NoAnswer, RingResult::Busy, RingResult::Failed] {
        let mut call = surgery.phone(NOBODY, "okafor", NOW);
        call.ring_ends(result, Some(false));
        assert!(call.says(&Phrase::FrontDeskNotReached) && call.says(&Phrase::Emergency));
        assert_eq!(call.takes_message_for(), Some("practice"));
    }
}

#[test]
fn the_desk_is_not_screened() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .build();
    for bridged in [Some(true), None] {
        let mut call = surgery.phone(NOBODY, "okafor", NOW);
        call.ring_ends(RingResult::Answered, bridged);
        assert!(call.ends() && call.takes_message_for().is_none());
    }
}

#[test]
fn with_voicemail_a_stranger_leaves_a_message_for_the_practice() {
    let surgery = with_former_patients()
        .strangers(Strangers::Voicemail)
        .build();
    let call = surgery.phone(NOBODY, "okafor", NOW);
    assert_eq!(call.takes_message_for(), Some("practice"));
    assert_eq!(call.word(), "voicemail");
}

#[test]
fn with_refuse_a_stranger_is_told_where_to_turn() {
    let surgery = with_former_patients().strangers(Strangers::Refuse).build();
    let call = surgery.phone(NOBODY, "okafor", NOW);
    assert!(call.ends() && call.says(&Phrase::CallFrontDesk) && call.says(&Phrase::Goodbye));
    let surgery = with_former_patients()
        .strangers(Strangers::Refuse)
        .no_desk()
        .build();
    let call = surgery.phone(NOBODY, "okafor", NOW);
    assert!(call.ends() && !call.says(&Phrase::CallFrontDesk));
}

#[test]
fn where_there_is_no_desk_a_stranger_leaves_a_message() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .no_desk()
        .build();
    let call = surgery.phone(NOBODY, "okafor", NOW);
    assert_eq!(call.takes_message_for(), Some("practice"));
    assert_eq!(call.word(), "voicemail");
}

#[test]
fn no_clinician_is_ever_rung_for_a_stranger() {
    for mode in MODES {
        let surgery = with_former_patients()
            .strangers(mode)
            .rota("24/7", "okafor")
            .build();
        for who in [ROSA, MARIE, NOBODY, "withheld"] {
            let mut call = surgery.phone(who, "okafor", NOW);
            assert!(call.rings().is_none());
            if let Answer::Ring(_) = call.decision.answer {
                call.rings_out();
                assert!(call.rings().is_none());
            }
        }
    }
}

#[test]
fn on_a_back_line_patient_and_stranger_hear_the_same() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .back_lines(1)
        .build();
    let answer = |who| surgery.phone(who, "back 1", NOW).decision.answer.clone();
    assert_eq!(answer(ROSA), answer(NOBODY));
    assert_eq!(answer("withheld"), answer(NOBODY));
}

#[test]
fn a_desk_that_calls_a_line_is_not_rung_itself() {
    let surgery = with_former_patients()
        .strangers(Strangers::FrontDesk)
        .build();
    let mut call = surgery.phone("+441632960001", "okafor", NOW);
    assert!(!call.rings_desk());
    call.waits();
    assert_eq!(
        (call.word(), call.takes_message_for()),
        ("voicemail", Some("practice"))
    );
}
