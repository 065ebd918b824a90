//! What each step reads: exactly what it needs.

use super::{NOW, two};
use crate::domain::call::wanted;
use crate::domain::event::{Call, CallEvent, Keyed, OwnStep, Place};
use crate::domain::facts::{MessagesOf, Wanted};
use crate::domain::names::{CallId, ClinicianId, MessageId};
use crate::domain::testkit::{Surgery, at, caller, facts, phone_of, target};

fn read(surgery: &Surgery, event: &CallEvent) -> Wanted {
    let call = Call {
        id: CallId(7),
        caller: caller(&phone_of(0, 0)),
        called: surgery.line("okafor"),
    };
    wanted(surgery, &facts().pauses(), &call, event, at(NOW))
}

fn keyed(surgery: &Surgery, place: Place, keyed: Keyed) -> Wanted {
    let at = OwnStep {
        target: target(surgery, "okafor", 0),
        place,
        step: 3,
        tries: 0,
    };
    read(surgery, &CallEvent::OwnKeyed { at, keyed })
}

fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

/// What is read, as letters: the pin, calls back, messages, marks, back lines.
fn letters(wanted: &Wanted) -> String {
    let whose = [&wanted.marks_of, &wanted.back_lines_of];
    assert!(whose.iter().all(|of| of.is_empty() || **of == [okafor()]));
    assert!(wanted.queued.is_none() && wanted.watch_of.is_none() && wanted.day.is_some());
    [
        ('p', wanted.pin_of == Some(okafor())),
        ('c', wanted.counts.len() == 1),
        ('m', wanted.messages.is_some()),
        ('n', !wanted.marks_of.is_empty()),
        ('b', !wanted.back_lines_of.is_empty()),
    ]
    .iter()
    .filter(|(_, is_read)| *is_read)
    .map(|(letter, _)| letter)
    .collect()
}

#[test]
fn the_first_step_reads_the_pin_alone() {
    let surgery = two().build();
    let first = read(&surgery, &CallEvent::Incoming);
    assert_eq!(letters(&first), "p");
    assert_eq!(first.history_of, None);
}

#[test]
fn each_key_reads_what_its_answer_needs() {
    let surgery = two().build();
    let message = Place::Message(MessageId(1));
    let delete = Place::Delete(MessageId(1));
    for (place, keys, read) in [
        (Place::Pin, "", "p"),
        (Place::Pin, "*", "p"),
        (Place::NoPin, "", "p"),
        (Place::NoPin, "1", "pc"),
        (Place::NoPin, "2", "p"),
        (Place::Menu, "", "m"),
        (Place::Menu, "1", "m"),
        (Place::Menu, "2", "mnb"),
        (Place::Menu, "3", ""),
        (Place::Menu, "9", ""),
        (Place::Menu, "*", ""),
        (Place::Menu, "8", "m"),
        (message, "", ""),
        (message, "1", "m"),
        (message, "2", "m"),
        (message, "3", "m"),
        (message, "4", "mnb"),
        (message, "7", "m"),
        (message, "9", "m"),
        (message, "5", ""),
        (message, "#", ""),
        (delete, "7", "m"),
        (delete, "1", ""),
        (delete, "", ""),
        (Place::Conversation, "", "n"),
        (Place::Conversation, "3#", "n"),
        (Place::Conversation, "*#", "m"),
        (Place::NewPin, "", ""),
        (Place::NewPinAgain, "", "p"),
    ] {
        let wanted = keyed(&surgery, place, Keyed::Keys(keys.to_owned()));
        assert_eq!(letters(&wanted), read, "{place:?} {keys}");
        assert_eq!(wanted.history_of, Some(CallId(7)));
    }
}

#[test]
fn a_pin_reads_the_messages_only_if_it_was_right() {
    let surgery = two().build();
    for (right, read) in [(true, "pm"), (false, "p")] {
        let wanted = keyed(&surgery, Place::Pin, Keyed::Compared { right });
        assert_eq!(letters(&wanted), read);
    }
    let again = keyed(
        &surgery,
        Place::NewPinAgain,
        Keyed::Compared { right: true },
    );
    assert_eq!(letters(&again), "p");
}

#[test]
fn the_practices_messages_are_read_for_who_is_on_duty_or_where_there_is_no_rota() {
    let of = |surgery: &Surgery| {
        let wanted = keyed(surgery, Place::Menu, Keyed::Keys("1".to_owned()));
        wanted.messages.unwrap()
    };
    for (surgery, practice) in [
        (two().build(), true),
        (two().rota("24/7", "okafor").build(), true),
        (two().rota("24/7", "lindqvist").build(), false),
        (two().rota("Tu", "okafor").build(), false),
    ] {
        let expected = MessagesOf {
            clinician: okafor(),
            practice,
        };
        assert_eq!(of(&surgery), expected);
    }
}

#[test]
fn a_clinician_who_is_gone_reads_nothing_of_anybody() {
    let surgery = two().build();
    let mut at = OwnStep {
        target: target(&surgery, "okafor", 0),
        place: Place::Menu,
        step: 3,
        tries: 0,
    };
    at.target.clinician = ClinicianId::new("gone").unwrap();
    let keyed = Keyed::Keys("2".to_owned());
    let wanted = read(&surgery, &CallEvent::OwnKeyed { at, keyed });
    assert_eq!(letters(&wanted), "");
}
