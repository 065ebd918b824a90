//! The PIN: first, always; locked after five; chosen on a call that Nightbell places.

use chrono::Duration;

use super::{NOW, counts, dialled, ends_with_emergency, inside, nothing, two};
use crate::domain::decision::{Effect, Keys};
use crate::domain::event::{CallEvent, Keyed, Place, Purpose};
use crate::domain::phrase::Phrase;
use crate::domain::pin::MOST_WRONG;
use crate::domain::reason::Reason;
use crate::domain::testkit::{PIN, Phoning, Surgery, at, facts, phone_of, target};

fn keys_wrong(own: &mut Phoning<'_>, times: u32) {
    for _ in 0..times {
        own.keys("9999#");
    }
}

#[test]
fn the_own_line_asks_for_the_pin_before_anything_else() {
    let surgery = two().build();
    for phone in [phone_of(0, 0), phone_of(0, 1)] {
        let memory = facts().pin("okafor", PIN);
        let own = surgery.phone_with(memory, &phone, "okafor", NOW);
        assert_eq!(own.asks(), Some(Place::Pin));
        assert!(own.says(&Phrase::PinAsk) && !own.says(&Phrase::OwnMenu));
        assert_eq!(own.waits_for(), Some(Keys::Several));
        assert!(own.because(|r| *r == Reason::PinAsked));
        assert_eq!(
            (own.word(), own.decision.clinician.as_ref()),
            ("menu", Some(&surgery.clinician("okafor").id))
        );
    }
}

#[test]
fn each_of_the_clinicians_phones_is_told_apart() {
    let surgery = two().build();
    for place in [0, 1] {
        let own = surgery.phone_with(nothing(), &phone_of(0, place), "okafor", NOW);
        let expected = target(&surgery, "okafor", place);
        assert_eq!(own.own_step().unwrap().target, expected);
    }
}

#[test]
fn the_right_pin_opens_the_menu() {
    let surgery = two().build();
    let own = inside(&surgery, nothing());
    assert_eq!(own.asks(), Some(Place::Menu));
    assert!(own.says(&counts(0, 0)) && own.says(&Phrase::OwnMenu));
    assert_eq!(own.waits_for(), Some(Keys::One));
    assert!(own.because(|r| *r == Reason::PinRight));
}

#[test]
fn the_right_pin_forgives_the_wrong_ones_before_it() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    keys_wrong(&mut own, MOST_WRONG - 1);
    assert!(own.says(&Phrase::PinWrong) && own.says(&Phrase::PinAsk));
    own.keys("2580#");
    assert_eq!(own.asks(), Some(Place::Menu));
    let id = &surgery.clinician("okafor").id;
    assert_eq!(own.memory.desk.pins[id].wrong, 0);
}

#[test]
fn the_fifth_wrong_pin_in_a_row_locks_it() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    keys_wrong(&mut own, MOST_WRONG - 1);
    assert_eq!(own.asks(), Some(Place::Pin));
    keys_wrong(&mut own, 1);
    assert_eq!(own.asks(), Some(Place::NoPin));
    assert!(own.says(&Phrase::PinLocked) && own.because(|r| *r == Reason::PinLocked));
    assert!(own.because(|r| *r == Reason::PinWrong { wrong: MOST_WRONG }));
}

#[test]
fn ten_wrong_pins_in_a_day_lock_it_whatever_right_ones_come_between() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    for round in 1..=3 {
        keys_wrong(&mut own, 4 - u32::from(round == 3));
        if round < 3 {
            own.keys("2580#");
            assert_eq!(own.asks(), Some(Place::Menu), "{round}");
            own = dialled(&surgery, own.memory);
        }
    }
    // Four, four and two.
    assert_eq!(own.asks(), Some(Place::NoPin));
    assert!(own.says(&Phrase::PinLocked));
    let own = dialled(&surgery, own.memory);
    assert_eq!(own.asks(), Some(Place::NoPin), "it stays locked");
}

#[test]
fn wrong_pins_are_counted_over_calls_and_from_every_phone() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    keys_wrong(&mut own, 3);
    let mut own = surgery.phone_with(own.memory, &phone_of(0, 1), "okafor", NOW);
    keys_wrong(&mut own, 2);
    assert!(own.says(&Phrase::PinLocked));
    let own = surgery.phone_with(own.memory, &phone_of(0, 0), "okafor", NOW);
    assert_eq!(own.asks(), Some(Place::NoPin));
    assert!(own.says(&Phrase::PinLocked) && !own.says(&Phrase::PinAsk));
}

#[test]
fn a_locked_pin_opens_nothing_even_if_it_is_right() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    // Another call has keyed the fifth wrong one while this one was asked.
    own.memory = own.memory.clone().wrong_pins("okafor", MOST_WRONG);
    own.keys("2580#");
    assert_eq!(own.asks(), Some(Place::NoPin));
    assert!(own.says(&Phrase::PinLocked) && !own.because(|r| *r == Reason::PinRight));
    let id = &surgery.clinician("okafor").id;
    assert_eq!(
        own.memory.desk.pins[id].wrong, MOST_WRONG,
        "not forgiven either"
    );
}

#[test]
fn a_pin_that_was_taken_away_meanwhile_opens_nothing() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    own.memory.desk.pins.clear();
    own.keys("2580#");
    assert!(own.asks() == Some(Place::NoPin) && own.says(&Phrase::PinNone));
}

#[test]
fn a_clinician_without_a_pin_is_asked_for_none() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("lindqvist", PIN));
    assert_eq!(own.asks(), Some(Place::NoPin));
    assert!(own.says(&Phrase::PinNone) && !own.says(&Phrase::PinAsk));
    assert!(own.because(|r| *r == Reason::NoPin));
    own.keys("2580#");
    assert!(own.asks() == Some(Place::NoPin) && own.says(&Phrase::PinNone));
}

#[test]
fn star_says_that_the_pin_is_forgotten() {
    let surgery = two().build();
    for keys in ["*", "*#", "12*#"] {
        let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
        own.keys(keys);
        assert!(
            own.asks() == Some(Place::NoPin) && own.says(&Phrase::PinForgotten),
            "{keys}"
        );
        assert!(own.decision.effects.is_empty());
        // Heard again for who hesitates.
        own.waits();
        assert!(own.asks() == Some(Place::NoPin) && own.says(&Phrase::PinForgotten));
    }
}

#[test]
fn who_keys_no_pin_is_asked_three_times_and_then_bidden_goodbye() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    for _ in 0..2 {
        own.waits();
        assert!(own.asks() == Some(Place::Pin) && own.says(&Phrase::PinAsk));
        assert!(!own.because(|r| *r == Reason::KeyNotUnderstood));
    }
    own.waits();
    assert!(ends_with_emergency(&own) && own.says(&Phrase::Goodbye));
}

#[test]
fn wrong_pins_do_not_use_up_the_silence_that_is_allowed() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    own.waits();
    keys_wrong(&mut own, 3);
    own.waits();
    assert_eq!(own.asks(), Some(Place::Pin));
    own.waits();
    assert!(ends_with_emergency(&own));
}

fn calls_back<'a>(surgery: &'a Surgery, phone: usize) -> Phoning<'a> {
    let mut own = surgery.phone_with(nothing(), &phone_of(0, phone), "okafor", NOW);
    own.presses('1');
    own
}

#[test]
fn without_a_pin_the_phone_that_calls_is_called_back() {
    let surgery = two().build();
    for phone in [0, 1] {
        let own = calls_back(&surgery, phone);
        assert!(own.ends() && own.says(&Phrase::PinCallsBack));
        let [placed] = own.memory.desk.placed.as_slice() else {
            panic!("one call")
        };
        assert_eq!(placed.to, target(&surgery, "okafor", phone));
        assert_eq!(placed.from, surgery.clinician("okafor").line);
        assert_eq!(placed.purpose, Purpose::ChoosePin);
        assert_eq!(placed.until, at(NOW) + Duration::minutes(3));
        assert!(own.because(|r| *r == Reason::CallsBack));
    }
}

#[test]
fn a_locked_or_forgotten_pin_is_chosen_anew_in_the_same_way() {
    let surgery = two().build();
    let locked = nothing()
        .pin("okafor", PIN)
        .wrong_pins("okafor", MOST_WRONG);
    let mut own = dialled(&surgery, locked);
    own.presses('1');
    assert_eq!(own.memory.desk.placed.len(), 1);
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    own.keys("*#").presses('1');
    assert_eq!(own.memory.desk.placed.len(), 1);
}

#[test]
fn a_clinician_is_called_back_three_times_a_day_and_then_told_to_ask_the_practice() {
    let surgery = two().build();
    let mut memory = nothing();
    for _ in 0..3 {
        let mut own = surgery.phone_with(memory, &phone_of(0, 0), "okafor", NOW);
        own.presses('1');
        memory = own.memory.clone();
    }
    for phone in [0, 1] {
        let mut own = surgery.phone_with(memory.clone(), &phone_of(0, phone), "okafor", NOW);
        own.presses('1');
        assert!(ends_with_emergency(&own) && own.says(&Phrase::PinAskPractice));
        assert!(own.because(|r| *r == Reason::CalledBackEnough));
        assert_eq!(own.memory.desk.placed.len(), 3);
    }
    let mut colleague = surgery.phone_with(memory.clone(), &phone_of(1, 0), "lindqvist", NOW);
    colleague.presses('1');
    assert_eq!(colleague.memory.desk.placed.len(), 4);
    let mut tomorrow =
        surgery.phone_with(memory, &phone_of(0, 0), "okafor", "Tue 2026-11-24 00:00");
    tomorrow.presses('1');
    assert_eq!(tomorrow.memory.desk.placed.len(), 4);
}

#[test]
fn another_key_than_1_calls_nobody() {
    let surgery = two().build();
    let mut own = dialled(&surgery, nothing());
    for keys in ["2", "*"] {
        own.keys(keys);
        assert!(own.asks() == Some(Place::NoPin) && own.says(&Phrase::PinNone));
    }
    own.keys("11");
    assert!(ends_with_emergency(&own) && own.memory.desk.placed.is_empty());
}

#[test]
fn a_pin_is_chosen_by_keying_it_twice() {
    let surgery = two().build();
    let mut own = surgery.chooses_pin(nothing(), "okafor", 1);
    assert_eq!(own.asks(), Some(Place::NewPin));
    assert!(own.says(&Phrase::PinNew));
    assert_eq!(own.waits_for(), Some(Keys::Several));
    own.keys("4711#");
    assert!(own.asks() == Some(Place::NewPinAgain) && own.says(&Phrase::PinAgain));
    own.keys("4711#");
    assert!(own.ends() && own.says(&Phrase::PinSet));
    assert!(own.because(|r| *r == Reason::PinChosen));
    let mut own = dialled(&surgery, own.memory.clone());
    own.keys("4711#");
    assert_eq!(own.asks(), Some(Place::Menu));
}

#[test]
fn a_new_pin_unlocks() {
    let surgery = two().build();
    let locked = nothing()
        .pin("okafor", PIN)
        .wrong_pins("okafor", MOST_WRONG);
    let mut own = surgery.chooses_pin(locked, "okafor", 0);
    own.keys("4711#").keys("4711#");
    let mut own = dialled(&surgery, own.memory.clone());
    own.keys("4711#");
    assert_eq!(own.asks(), Some(Place::Menu));
}

#[test]
fn two_different_pins_are_not_taken_and_it_begins_again() {
    let surgery = two().build();
    let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
    own.keys("4711#").keys("4712#");
    assert!(own.says(&Phrase::PinDifferent) && own.says(&Phrase::PinNew));
    assert_eq!(own.asks(), Some(Place::NewPin));
    assert!(own.because(|r| *r == Reason::PinNotTaken));
    own.keys("4712#").keys("4712#");
    assert!(own.says(&Phrase::PinSet));
}

#[test]
fn an_unfit_pin_is_not_taken_and_it_begins_again() {
    let surgery = two().build();
    for unfit in ["123#", "1111#", "123456789#"] {
        let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
        own.keys(unfit);
        assert!(
            own.says(&Phrase::PinUnfit) && own.says(&Phrase::PinNew),
            "{unfit}"
        );
        assert_eq!(own.asks(), Some(Place::NewPin));
        assert!(own.memory.desk.proposed.is_empty());
    }
}

#[test]
fn there_are_three_tries_in_all_to_choose_a_pin() {
    let surgery = two().build();
    let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
    own.keys("1111#").keys("4711#").keys("4712#").keys("4711#");
    assert_eq!(own.asks(), Some(Place::NewPinAgain));
    own.keys("4713#");
    assert!(own.ends() && own.says(&Phrase::PinDifferent) && own.says(&Phrase::PinAskPractice));
    let id = &surgery.clinician("okafor").id;
    assert!(!own.memory.desk.pins[id].is_set);
}

#[test]
fn who_keys_no_new_pin_is_asked_three_times() {
    let surgery = two().build();
    for keyed in [None, Some("4711#")] {
        let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
        if let Some(keys) = keyed {
            own.keys(keys);
        }
        let asked = own.asks();
        own.waits().keys("*");
        assert_eq!(own.asks(), asked);
        own.waits();
        assert!(ends_with_emergency(&own));
    }
}

#[test]
fn a_pin_that_nobody_proposed_is_not_adopted() {
    let surgery = two().build();
    let mut own = surgery.chooses_pin(nothing().pin("okafor", PIN), "okafor", 0);
    own.keys("4711#");
    let at = own.own_step().unwrap().clone();
    own.memory.desk.pins.clear();
    own.happens(&CallEvent::OwnKeyed {
        at,
        keyed: Keyed::Compared { right: true },
    });
    assert!(own.says(&Phrase::PinDifferent) && own.decision.effects.is_empty());
}

#[test]
fn no_digit_of_a_pin_is_in_a_decision() {
    let surgery = two().build();
    let mut told = String::new();
    let mut own = dialled(&surgery, nothing().pin("okafor", PIN));
    for keys in ["9999#", "2580#"] {
        own.keys(keys);
        told += &serde_json::to_string(&own.decision).unwrap();
        told += &format!("{:?}", own.decision);
    }
    let mut own = surgery.chooses_pin(nothing(), "okafor", 0);
    for keys in ["48151623#", "48151623#"] {
        own.keys(keys);
        told += &serde_json::to_string(&own.decision).unwrap();
        told += &format!("{:?}", own.decision);
    }
    for secret in ["9999", "2580", "48151623"] {
        assert!(!told.contains(secret), "{secret}");
    }
}

#[test]
fn a_right_pin_is_noted_once() {
    let surgery = two().build();
    let own = inside(&surgery, nothing());
    let keyed = own.decision.effects.iter();
    let right = keyed.filter(|effect| matches!(effect, Effect::PinKeyed { right: true, .. }));
    assert_eq!(right.count(), 1);
}
