//! Hearing messages: the order, the keys, whose they are, and that each is noted once.

use chrono::Duration;

use super::{NOW, counts, dialled, ends_with_emergency, inside, nothing, two};
use crate::domain::decision::{Effect, Keys};
use crate::domain::event::Place;
use crate::domain::names::{ClinicianId, MessageId, PatientId};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{MARIE, Memory, NOBODY, PIN, Phoning, ROSA, Surgery, at, phone_of};

/// A new one at eight, one that was heard, and a new one from before.
fn three(surgery: &Surgery) -> Memory {
    nothing()
        .left(surgery, "okafor", ROSA, "Mon 2026-11-23 08:00")
        .left(surgery, "okafor", "withheld", "Sun 2026-11-22 09:00")
        .heard("Sun 2026-11-22 10:00")
        .left(surgery, "okafor", ROSA, "Sun 2026-11-22 20:00")
}

fn rosa(surgery: &Surgery) -> PatientId {
    surgery.patients.iter().next().unwrap().id
}

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

fn playing(own: &Phoning<'_>) -> Option<u128> {
    own.plays().map(|(message, _)| message)
}

fn noted(own: &Phoning<'_>) -> Vec<u128> {
    let effects = own.decision.effects.iter();
    effects
        .filter_map(|effect| match effect {
            Effect::Heard { message, .. } => Some(message.0),
            _ => None,
        })
        .collect()
}

#[test]
fn the_menu_says_how_many_are_new_and_how_many_were_heard() {
    let surgery = two().build();
    let own = inside(&surgery, three(&surgery));
    assert!(own.says(&counts(2, 1)));
}

#[test]
fn new_ones_come_first_then_those_that_were_heard_each_the_oldest_first() {
    let surgery = two().build();
    let memory = three(&surgery)
        .left(&surgery, "okafor", ROSA, "Sat 2026-11-21 09:00")
        .heard("Sat 2026-11-21 10:00");
    let mut own = inside(&surgery, memory);
    own.presses('1');
    let mut order = Vec::new();
    while let Some(message) = playing(&own) {
        assert_eq!(own.asks(), Some(Place::Message(MessageId(message))));
        order.push(message);
        own.presses('3');
    }
    assert_eq!(order, [3, 1, 4, 2]);
    assert!(own.says(&Phrase::MessagesOver) && own.asks() == Some(Place::Menu));
    assert!(own.says(&counts(2, 2)), "hearing alone notes nothing");
}

#[test]
fn a_message_is_told_with_name_time_and_length_before_it_is_played() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.later(Duration::minutes(2)).presses('1');
    assert!(own.says(&Phrase::MessageFrom {
        patients: vec![rosa(&surgery)],
        at: at("Sun 2026-11-22 20:00"),
        seconds: 21,
    }));
    assert!(own.says(&Phrase::MessageKeys));
    assert_eq!(own.waits_for(), Some(Keys::One));
    let until = at("Mon 2026-11-23 10:07");
    assert_eq!(own.plays(), Some((3, until)), "for five minutes from now");
    assert!(own.because(|r| matches!(r, Reason::MessagePlayed { message } if message.0 == 3)));
}

#[test]
fn a_message_of_a_caller_who_is_not_known_names_nobody() {
    let surgery = two().build();
    let memory = nothing().left(&surgery, "okafor", "withheld", "Sun 2026-11-22 09:00");
    let mut own = inside(&surgery, memory);
    own.presses('1');
    assert!(own.says(&Phrase::MessageFrom {
        patients: Vec::new(),
        at: at("Sun 2026-11-22 09:00"),
        seconds: 21,
    }));
}

#[test]
fn one_notes_a_message_as_heard_and_goes_on_to_the_next() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1').presses('1');
    assert_eq!((noted(&own), playing(&own)), (vec![3], Some(1)));
    assert!(own.says(&Phrase::MessageNoted));
    assert!(own.because(|r| matches!(r, Reason::MessageHeard { message } if message.0 == 3)));
    own.presses('1');
    assert_eq!((noted(&own), playing(&own)), (vec![1], Some(2)));
    assert!(own.memory.message(3).unwrap().heard_at.is_some());
}

#[test]
fn a_message_is_noted_once() {
    let surgery = two().build();
    let memory = nothing()
        .left(&surgery, "okafor", ROSA, "Sun 2026-11-22 09:00")
        .heard("Sun 2026-11-22 10:00");
    let mut own = inside(&surgery, memory);
    own.presses('1').presses('1');
    assert!(noted(&own).is_empty() && own.says(&Phrase::MessageNoted));
    assert!(!own.because(|r| matches!(r, Reason::MessageHeard { .. })));
}

#[test]
fn after_the_last_one_the_menu_counts_what_was_just_noted_or_deleted() {
    let surgery = two().build();
    let one = || nothing().left(&surgery, "okafor", ROSA, "Sun 2026-11-22 09:00");
    let mut own = inside(&surgery, one());
    own.presses('1').presses('1');
    assert!(own.says(&Phrase::MessagesOver) && own.says(&counts(0, 1)));
    let mut own = inside(&surgery, one());
    own.presses('1').presses('7').presses('7');
    assert!(own.says(&Phrase::MessageDeleted) && own.says(&Phrase::MessagesOver));
    assert!(own.says(&counts(0, 0)));
}

#[test]
fn two_plays_it_again() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1').presses('2').presses('2');
    assert_eq!(playing(&own), Some(3));
    assert!(noted(&own).is_empty());
}

#[test]
fn deleting_asks_once_more() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1').presses('7');
    assert!(own.says(&Phrase::MessageDeleteSure) && own.decision.effects.is_empty());
    assert_eq!(own.asks(), Some(Place::Delete(MessageId(3))));
    own.presses('7');
    assert_eq!(
        own.decision.effects,
        [
            Effect::Heard {
                message: MessageId(3),
                by: id("okafor")
            },
            Effect::DeleteMessage {
                message: MessageId(3)
            }
        ]
    );
    assert!(own.says(&Phrase::MessageDeleted) && playing(&own) == Some(1));
    assert!(own.memory.message(3).is_none());
    assert!(own.because(|r| matches!(r, Reason::MessageDeleted { message } if message.0 == 3)));
}

#[test]
fn another_key_keeps_the_message() {
    let surgery = two().build();
    for key in ['1', '9', '*', '0'] {
        let mut own = inside(&surgery, three(&surgery));
        own.presses('1').presses('7').presses(key);
        assert_eq!(own.asks(), Some(Place::Message(MessageId(3))));
        assert!(own.says(&Phrase::MessageKeys) && own.memory.message(3).is_some());
        assert!(noted(&own).is_empty());
    }
}

#[test]
fn who_does_not_say_whether_to_delete_deletes_nothing() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1').presses('7');
    for _ in 0..2 {
        own.waits();
        assert!(own.says(&Phrase::MessageDeleteSure));
    }
    own.waits();
    assert!(ends_with_emergency(&own) && own.memory.message(3).is_some());
}

#[test]
fn nine_goes_back_to_the_menu() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1').presses('9');
    assert!(own.asks() == Some(Place::Menu) && own.says(&counts(2, 1)));
    assert!(own.says(&Phrase::OwnMenu) && !own.says(&Phrase::MessagesOver));
}

#[test]
fn star_hash_and_other_keys_are_harmless_at_a_message() {
    let surgery = two().build();
    for keys in ["*", "#", "5", "11", ""] {
        let mut own = inside(&surgery, three(&surgery));
        own.presses('1').keys(keys);
        assert_eq!(own.asks(), Some(Place::Message(MessageId(3))), "{keys}");
        assert!(own.says(&Phrase::MessageKeys) && own.plays().is_none());
        assert!(own.decision.effects.is_empty());
        assert_eq!(
            own.because(|r| *r == Reason::KeyNotUnderstood),
            !keys.is_empty()
        );
        own.keys(keys).keys(keys);
        assert!(ends_with_emergency(&own) && own.says(&Phrase::Goodbye));
    }
}

#[test]
fn a_key_that_is_understood_allows_silence_anew() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1')
        .waits()
        .waits()
        .presses('2')
        .waits()
        .waits();
    assert_eq!(own.asks(), Some(Place::Message(MessageId(3))));
}

#[test]
fn a_message_whose_sound_is_not_here_yet_is_told_and_neither_noted_nor_deleted() {
    let surgery = two().build();
    let memory = nothing()
        .left(&surgery, "okafor", ROSA, "Sun 2026-11-22 09:00")
        .not_here_yet();
    for key in ['1', '2', '7'] {
        let mut own = inside(&surgery, memory.clone());
        own.presses('1');
        assert!(own.says(&Phrase::MessageNotYet) && own.says(&Phrase::MessageKeys));
        assert!(own.plays().is_none());
        own.presses(key);
        assert!(
            own.says(&Phrase::MessageNotYet) && own.decision.effects.is_empty(),
            "{key}"
        );
        assert_eq!(own.asks(), Some(Place::Message(MessageId(1))));
        own.memory = own.memory.clone().which(|message| message.is_here = true);
        own.presses(key);
        assert_eq!(playing(&own), Some(1), "by now it is here");
    }
}

#[test]
fn a_message_that_is_gone_meanwhile_leads_back_to_the_menu() {
    let surgery = two().build();
    for keys in ["1", "2", "3", "4", "7", "77"] {
        let mut own = inside(&surgery, three(&surgery));
        own.presses('1');
        let mut keys = keys.chars();
        if keys.clone().count() == 2 {
            own.presses(keys.next().unwrap());
        }
        own.memory.desk.messages.pop();
        own.presses(keys.next().unwrap());
        assert!(own.asks() == Some(Place::Menu) && own.says(&counts(1, 1)));
        assert!(own.because(|r| *r == Reason::NoSuchMessage) && own.decision.effects.is_empty());
    }
}

#[test]
fn without_messages_the_menu_says_so() {
    let surgery = two().build();
    let mut own = inside(&surgery, nothing());
    own.presses('1');
    assert!(own.asks() == Some(Place::Menu) && own.says(&counts(0, 0)));
    assert!(own.says(&Phrase::MessagesOver));
}

#[test]
fn a_message_for_a_colleague_is_heard_only_by_who_was_told() {
    let surgery = two().build();
    let memory = nothing().left(&surgery, "lindqvist", MARIE, "Sun 2026-11-22 09:00");
    let own = inside(&surgery, memory.clone());
    assert!(own.says(&counts(0, 0)));
    let mut own = inside(&surgery, memory.told_to("okafor"));
    assert!(own.says(&counts(1, 0)));
    own.presses('1');
    assert!(own.says(&Phrase::MessageFor {
        clinician: id("lindqvist")
    }));
    own.presses('1');
    let by = Effect::Heard {
        message: MessageId(1),
        by: id("okafor"),
    };
    assert_eq!(own.decision.effects, [by]);
}

#[test]
fn who_was_told_of_a_colleagues_message_does_not_delete_it() {
    let surgery = two().build();
    let memory = nothing()
        .left(&surgery, "lindqvist", MARIE, "Sun 2026-11-22 09:00")
        .told_to("okafor");
    let mut own = inside(&surgery, memory);
    own.presses('1').presses('7');
    assert_eq!(own.asks(), Some(Place::Message(MessageId(1))));
    assert!(own.says(&Phrase::MessageFor {
        clinician: id("lindqvist")
    }));
    own.presses('7');
    assert!(own.decision.effects.is_empty() && own.memory.message(1).is_some());
    assert!(!own.because(|why| matches!(why, Reason::MessageDeleted { .. })));
}

#[test]
fn the_clinicians_own_messages_are_not_said_to_be() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    own.presses('1');
    assert!(!own.says(&Phrase::MessageFor {
        clinician: id("okafor")
    }));
    assert!(!own.says(&Phrase::MessageForPractice));
}

#[test]
fn the_practices_messages_are_for_who_is_on_duty_now() {
    let surgery = two()
        .rota("Mo 00:00-12:00", "okafor")
        .rota("24/7", "lindqvist")
        .build();
    let memory = nothing().pin("okafor", PIN).pin("lindqvist", PIN).left(
        &surgery,
        "practice",
        NOBODY,
        "Sun 2026-11-22 09:00",
    );
    for (clinician, line, moment, new) in [
        (0, "okafor", NOW, 1),
        (1, "lindqvist", NOW, 0),
        (0, "okafor", "Mon 2026-11-23 12:00", 0),
        (1, "lindqvist", "Mon 2026-11-23 12:00", 1),
    ] {
        let phone = phone_of(clinician, 0);
        let mut own = surgery.phone_with(memory.clone(), &phone, line, moment);
        own.keys("2580#");
        assert!(own.says(&counts(new, 0)), "{line} {moment}");
        if new == 1 {
            own.presses('1');
            assert!(own.says(&Phrase::MessageForPractice) && playing(&own) == Some(1));
        }
    }
}

#[test]
fn where_there_is_no_rota_everybody_hears_the_practices_messages() {
    let surgery = two().build();
    let memory = nothing().left(&surgery, "practice", NOBODY, "Sun 2026-11-22 09:00");
    let own = inside(&surgery, memory);
    assert!(own.says(&counts(1, 0)));
}

#[test]
fn who_goes_off_duty_in_mid_call_hears_no_more_of_the_practices_messages() {
    let surgery = two().rota("Mo 00:00-10:05", "okafor").build();
    let memory = nothing().left(&surgery, "practice", NOBODY, "Sun 2026-11-22 09:00");
    let mut own = inside(&surgery, memory);
    own.presses('1').later(Duration::minutes(5)).presses('2');
    assert!(own.plays().is_none() && own.because(|r| *r == Reason::NoSuchMessage));
}

#[test]
fn nine_and_star_end_the_call_from_the_menu() {
    let surgery = two().build();
    for key in ['9', '*'] {
        let mut own = inside(&surgery, nothing());
        own.presses(key);
        assert!(ends_with_emergency(&own) && own.says(&Phrase::Goodbye));
        assert_eq!(own.word(), "noted");
    }
}

#[test]
fn who_chooses_nothing_hears_the_menu_three_times() {
    let surgery = two().build();
    let mut own = inside(&surgery, three(&surgery));
    for keys in ["", "5"] {
        own.keys(keys);
        assert!(own.asks() == Some(Place::Menu) && own.says(&counts(2, 1)));
    }
    own.waits();
    assert!(ends_with_emergency(&own));
}

#[test]
fn while_the_store_is_down_nothing_is_asked() {
    let surgery = two().build();
    let own = dialled(&surgery, nothing().pin("okafor", PIN).down());
    assert!(ends_with_emergency(&own) && own.says(&Phrase::OwnLine));
    assert!(own.because(|r| *r == Reason::OwnLineSpeaks));
    assert_eq!(own.word(), "refuse");
    let mut own = inside(&surgery, three(&surgery));
    own.memory.degraded = true;
    own.presses('1');
    assert!(ends_with_emergency(&own) && own.says(&Phrase::OwnLine) && own.plays().is_none());
}
