//! Calls of a phone that is to take another's place: it is asked on a call, and until then it is anybody's.

use super::placed::Placed;
use crate::domain::call::PROMPTS;
use crate::domain::decision::{Answer, Effect};
use crate::domain::event::{Purpose, Target};
use crate::domain::next_phone::{self, By};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    PracticeBuilder, ROSA, Surgery, at, facts, phone_of, practice, target,
};

const NOW: &str = "Mon 2026-11-23 10:00";

fn changed() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.next_phone(9).phones(2))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota("24/7", "okafor")
        .back_lines(2)
}

fn next(surgery: &Surgery) -> Target {
    surgery.clinician("okafor").next_target().unwrap()
}

fn asked() -> Phrase {
    Phrase::PlacedPhone {
        clinician: super::id("okafor"),
    }
}

#[test]
fn key_1_confirms_it_and_nothing_else_is_offered() {
    let surgery = changed().confirms_phones().build();
    let mut call = Placed::answered(&surgery, facts(), next(&surgery), &Purpose::ConfirmPhone);
    assert_eq!(call.says(), [&asked()]);
    call.presses(Some('1'));
    let phone = next(&surgery);
    assert_eq!(call.decision.effects, [Effect::ConfirmPhone { phone }]);
    let taken = Phrase::PlacedPhoneTaken {
        clinician: super::id("okafor"),
    };
    assert!(matches!(&call.decision.answer, Answer::End { say } if *say == [taken]));
    assert!(
        call.decision
            .reasons
            .iter()
            .any(|reason| matches!(reason, Reason::PhoneConfirmed { .. }))
    );
}

#[test]
fn silence_and_other_keys_never_confirm_it() {
    let surgery = changed().build();
    for key in [None, Some('2'), Some('0'), Some('*')] {
        let mut call = Placed::answered(&surgery, facts(), next(&surgery), &Purpose::ConfirmPhone);
        for prompt in 1..=PROMPTS {
            assert_eq!(call.says(), [&asked()], "{key:?} {prompt}");
            call.presses(key);
            assert_eq!(call.decision.effects, []);
        }
        assert!(matches!(&call.decision.answer, Answer::End { say } if say.is_empty()));
    }
}

#[test]
fn a_phone_that_was_given_up_or_is_anothers_is_told_nothing() {
    let surgery = changed().build();
    let lindqvists = Target {
        clinician: super::id("lindqvist"),
        phone: next(&surgery).phone,
    };
    for to in [target(&surgery, "okafor", 0), lindqvists] {
        let call = Placed::answered(&surgery, facts(), to, &Purpose::ConfirmPhone);
        assert_eq!(call.says(), [&Phrase::Goodbye]);
    }
    let without = practice().clinician("okafor", |c| c).build();
    let call = Placed::answered(&without, facts(), next(&surgery), &Purpose::ConfirmPhone);
    assert_eq!(call.says(), [&Phrase::Goodbye]);
    // The other calls that Nightbell places never ring it.
    let call = Placed::answered(&surgery, facts(), next(&surgery), &Purpose::ChoosePin);
    assert_eq!(call.says(), [&Phrase::Goodbye]);
}

#[test]
fn it_is_called_from_the_own_line() {
    let surgery = changed().build();
    let okafor = surgery.clinician("okafor");
    let now = at(NOW);
    let wanted = next_phone::wanted(&surgery, &okafor.id, now);
    let facts = facts().read(&wanted);
    let decision = next_phone::ask(&surgery, &facts, okafor, By::Call, now);
    let placed = decision.effects.iter().find_map(|effect| match effect {
        Effect::PlaceCall {
            to, from, purpose, ..
        } => Some((to, from, purpose)),
        _ => None,
    });
    let expected = (&next(&surgery), &okafor.line, &Purpose::ConfirmPhone);
    assert_eq!(placed, Some(expected));
    let phone = next(&surgery);
    assert!(decision.effects.contains(&Effect::AskPhone { phone }));
}

#[test]
fn it_is_rung_for_nobody_and_opens_nothing_when_it_calls() {
    let surgery = changed().build();
    let mut call = surgery.phone(ROSA, "okafor", NOW);
    assert_eq!(call.rings(), Some(("okafor", 0)));
    call.rings_out();
    assert_eq!(call.rings(), Some(("okafor", 1)));
    call.rings_out();
    assert_eq!(call.rings(), None);
    let memory = facts().back_line(&surgery, "okafor", "back 1", ROSA, at(NOW));
    for to in ["okafor", "back 1"] {
        let call = surgery.phone_with(memory.clone(), &phone_of(0, 9), to, NOW);
        assert!(call.asks().is_none() && call.rings().is_none(), "{to}");
        assert!(!call.rings_patient(ROSA), "{to}");
        let stranger = surgery.phone_with(memory.clone(), "+447700900999", to, NOW);
        assert_eq!(call.decision.answer, stranger.decision.answer, "{to}");
    }
}
