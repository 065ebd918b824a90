//! Steps that are not the caller's, or not any more: words and the end, and nothing happens.

use super::{NOW, dialled, ends_with_emergency, inside, nothing, two};
use crate::domain::decision::Answer;
use crate::domain::event::{CallEvent, Keyed, OwnStep, Place};
use crate::domain::names::MessageId;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PIN, Phoning, ROSA, Surgery, phone_of, practice, target,
};

fn a_message(surgery: &Surgery) -> Memory {
    nothing().left(surgery, "okafor", ROSA, "Mon 2026-11-23 08:00")
}

fn is_refused(own: &Phoning<'_>) -> bool {
    ends_with_emergency(own)
        && own.says(&Phrase::LostTrack)
        && own.because(|r| *r == Reason::StepUnknown)
        && own.decision.effects.is_empty()
        && own.word() == "refuse"
}

#[test]
fn a_step_is_taken_only_from_the_phone_that_it_was_handed_to() {
    let surgery = two().build();
    for from in [
        &phone_of(0, 1),
        &phone_of(1, 0),
        ROSA,
        NOBODY,
        "withheld",
        "sip:x",
    ] {
        for keys in ["", "2580#", "*#"] {
            let own = dialled(&surgery, nothing().pin("okafor", PIN));
            let mut own = own.taken_over_by(from);
            own.keys(keys);
            assert!(is_refused(&own), "{from} {keys}");
        }
        let mut own = inside(&surgery, a_message(&surgery)).taken_over_by(from);
        own.presses('1');
        assert!(is_refused(&own) && own.plays().is_none(), "{from}");
        let mut own = dialled(&surgery, nothing()).taken_over_by(from);
        own.presses('1');
        assert!(
            is_refused(&own) && own.memory.desk.placed.is_empty(),
            "{from}"
        );
    }
}

#[test]
fn a_step_is_taken_only_on_the_own_line() {
    let surgery = two().build();
    for line in ["lindqvist", "back 1"] {
        let mut own = inside(&surgery, a_message(&surgery)).over(line);
        own.presses('1');
        assert!(is_refused(&own), "{line}");
    }
}

#[test]
fn a_phone_that_an_edit_removes_is_on_the_own_line_no_longer() {
    let surgery = two().build();
    let one_phone = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let memory = a_message(&surgery).pin("okafor", PIN);
    let mut own = surgery.phone_with(memory.clone(), &phone_of(0, 1), "okafor", NOW);
    own.keys("2580#");
    let mut own = own.edited(&one_phone);
    own.presses('1');
    assert!(is_refused(&own));
    let mut own = inside(&surgery, memory).edited(&one_phone);
    own.presses('1');
    assert!(own.plays().is_some(), "the other phone still is");
}

#[test]
fn a_phone_that_an_edit_removes_is_not_called_back() {
    let surgery = two().build();
    let one_phone = practice().clinician("okafor", |c| c).build();
    let own = surgery.phone_with(nothing(), &phone_of(0, 1), "okafor", NOW);
    let mut own = own.edited(&one_phone);
    own.presses('1');
    assert!(is_refused(&own) && own.memory.desk.placed.is_empty());
}

#[test]
fn a_clinician_who_is_removed_in_mid_call_hears_nothing_more() {
    let surgery = two().build();
    let without = practice()
        .clinician("moreau", |c| c.phones(2))
        .patient("Marie", "moreau", MARIE, |p| p)
        .build();
    let mut own = inside(&surgery, a_message(&surgery)).edited(&without);
    own.presses('1');
    assert!(is_refused(&own));
    let mut own = surgery.chooses_pin(nothing(), "okafor", 0).edited(&without);
    own.keys("4711#");
    assert!(is_refused(&own));
}

#[test]
fn a_removed_phone_chooses_no_pin() {
    let surgery = two().build();
    let one_phone = practice().clinician("okafor", |c| c).build();
    let mut own = surgery.chooses_pin(nothing(), "okafor", 1);
    own.keys("4711#");
    let mut own = own.edited(&one_phone);
    own.keys("4711#");
    assert!(is_refused(&own));
}

fn made_up(surgery: &Surgery, place: Place) -> OwnStep {
    OwnStep {
        target: target(surgery, "okafor", 0),
        place,
        step: 2,
        tries: 0,
    }
}

#[test]
fn nobody_gets_beyond_the_pin_on_a_call_that_has_not_keyed_it() {
    let surgery = two().build();
    let message = MessageId(1);
    for place in [
        Place::Menu,
        Place::Message(message),
        Place::Delete(message),
        Place::Conversation,
        Place::NewPin,
        Place::NewPinAgain,
    ] {
        for keyed in [
            Keyed::Keys("1".to_owned()),
            Keyed::Keys("2".to_owned()),
            Keyed::Keys("7".to_owned()),
            Keyed::Compared { right: true },
        ] {
            let mut own = dialled(&surgery, a_message(&surgery).pin("okafor", PIN));
            let at = made_up(&surgery, place);
            own.happens(&CallEvent::OwnKeyed { at, keyed });
            assert!(is_refused(&own), "{place:?}");
        }
    }
}

#[test]
fn the_right_pin_on_the_own_line_does_not_open_the_choice_of_a_new_one() {
    let surgery = two().build();
    let mut own = inside(&surgery, nothing());
    let at = made_up(&surgery, Place::NewPin);
    let hash = crate::domain::pin::PinHash("4711".to_owned());
    own.happens(&CallEvent::OwnKeyed {
        at,
        keyed: Keyed::Hashed(hash),
    });
    assert!(is_refused(&own));
}

#[test]
fn a_call_to_choose_a_pin_lets_only_the_phone_that_was_called_choose() {
    let surgery = two().build();
    let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
    let at = OwnStep {
        target: target(&surgery, "lindqvist", 0),
        ..own.own_step().unwrap().clone()
    };
    let hash = crate::domain::pin::PinHash("4711".to_owned());
    own.happens(&CallEvent::OwnKeyed {
        at,
        keyed: Keyed::Hashed(hash),
    });
    assert!(is_refused(&own));
}

#[test]
fn a_message_cannot_be_deleted_that_this_call_has_not_played() {
    let surgery = two().build();
    let mut own = inside(&surgery, a_message(&surgery));
    let at = made_up(&surgery, Place::Delete(MessageId(1)));
    own.happens(&CallEvent::OwnKeyed {
        at,
        keyed: Keyed::Keys("7".to_owned()),
    });
    assert!(own.decision.effects.is_empty() && own.memory.message(1).is_some());
}

#[test]
fn a_message_of_somebody_else_is_not_played_by_its_id() {
    let surgery = two().build();
    let memory = nothing().left(&surgery, "lindqvist", MARIE, "Mon 2026-11-23 08:00");
    let mut own = inside(&surgery, memory);
    for key in ["1", "2", "3", "4", "7"] {
        let at = made_up(&surgery, Place::Message(MessageId(1)));
        own.happens(&CallEvent::OwnKeyed {
            at,
            keyed: Keyed::Keys(key.to_owned()),
        });
        assert!(own.plays().is_none() && own.decision.effects.is_empty());
        assert!(own.asks() == Some(Place::Menu) && own.because(|r| *r == Reason::NoSuchMessage));
    }
}

#[test]
fn each_step_has_a_number_of_its_own() {
    let surgery = two().build();
    let mut own = dialled(&surgery, a_message(&surgery).pin("okafor", PIN));
    let mut before = 0;
    for keys in [
        "", "9999#", "2580#", "", "1", "2", "7", "0", "9", "3", "4", "*",
    ] {
        let step = own.own_step().unwrap().step;
        assert_eq!(step, before + 1);
        before = step;
        own.keys(keys);
    }
    let own = surgery.chooses_pin(nothing(), "okafor", 0);
    assert_eq!(own.own_step().unwrap().step, 1);
}

#[test]
fn a_call_whose_keys_never_end_is_ended() {
    let surgery = two().build();
    let mut own = inside(&surgery, a_message(&surgery));
    own.presses('1');
    let mut steps = 0;
    while !own.ends() {
        own.presses('2');
        steps += 1;
        assert!(steps <= 500);
    }
    assert!(ends_with_emergency(&own) && steps > 400);
}

#[test]
fn a_step_with_the_highest_number_still_has_an_answer() {
    let surgery = two().build();
    let mut own = inside(&surgery, nothing());
    let at = OwnStep {
        step: u32::MAX,
        tries: u32::MAX,
        ..made_up(&surgery, Place::Menu)
    };
    own.happens(&CallEvent::OwnKeyed {
        at,
        keyed: Keyed::Keys(String::new()),
    });
    assert!(matches!(own.decision.answer, Answer::End { .. }));
}

#[test]
fn having_heard_one_message_is_not_having_heard_another() {
    let surgery = two().build();
    for key in ['1', '7'] {
        let memory = nothing()
            .left(&surgery, "okafor", ROSA, "Mon 2026-11-23 08:00")
            .left(&surgery, "okafor", ROSA, "Mon 2026-11-23 09:00")
            .not_here_yet();
        let mut own = inside(&surgery, memory);
        own.presses('1').presses('3').presses(key);
        assert_eq!(own.asks(), Some(Place::Message(MessageId(2))));
        assert!(own.says(&Phrase::MessageNotYet) && own.decision.effects.is_empty());
    }
}

#[test]
fn each_new_question_is_asked_three_times() {
    let surgery = two().build();
    let mut own = inside(&surgery, a_message(&surgery));
    own.waits().waits().presses('3').waits().waits();
    assert_eq!(own.asks(), Some(Place::Conversation));
}
