//! What each step on the own line needs to know: no more than that is read.

use crate::domain::availability::on_duty;
use crate::domain::event::{Keyed, OwnStep, Place};
use crate::domain::facts::{MessagesOf, Wanted};
use crate::domain::practice::{Clinician, Practice};

use super::super::Step;
use super::pin::called_back;
use super::{keys, one};

/// Adds what this step needs.
pub(in crate::domain::call) fn wanted(
    wanted: &mut Wanted,
    step: &Step<'_>,
    at: &OwnStep,
    keyed: &Keyed,
) {
    wanted.history_of = Some(step.call.id);
    let Some(clinician) = step.practice.clinicians.get(&at.target.clinician) else {
        return;
    };
    let needs = Needs::of(at.place, keyed);
    if needs.pin {
        wanted.pin_of = Some(clinician.id.clone());
    }
    if needs.calls_back {
        wanted.counts = vec![called_back(step.practice, clinician)];
    }
    if needs.messages {
        wanted.messages = Some(messages_of(step, clinician));
    }
    if needs.marks {
        wanted.watched = true;
        wanted.marks_of = vec![clinician.id.clone()];
    }
    if needs.back_lines {
        wanted.back_lines_of = vec![clinician.id.clone()];
    }
}

#[derive(Default)]
struct Needs {
    pin: bool,
    calls_back: bool,
    messages: bool,
    marks: bool,
    back_lines: bool,
}

impl Needs {
    fn of(place: Place, keyed: &Keyed) -> Self {
        let key = one(keyed);
        let pin = Needs {
            pin: true,
            ..Needs::default()
        };
        let messages = Needs {
            messages: true,
            ..Needs::default()
        };
        let everybody = Needs {
            marks: true,
            back_lines: true,
            ..messages
        };
        match (place, key) {
            (Place::Pin, _) => Needs {
                messages: matches!(keyed, Keyed::Compared { right: true }),
                ..pin
            },
            (Place::NoPin, _) => Needs {
                calls_back: key == Some('1'),
                ..pin
            },
            (Place::NewPinAgain, _) => pin,
            (Place::NewPin, _) | (Place::Menu, Some('3' | '9' | '*')) => Needs::default(),
            (Place::Menu, Some('2')) | (Place::Message(_), Some('4')) => everybody,
            (Place::Menu, _)
            | (Place::Message(_), Some('1' | '2' | '3' | '7' | '9'))
            | (Place::Delete(_), Some('7')) => messages,
            (Place::Message(_) | Place::Delete(_), _) => Needs::default(),
            (Place::Conversation, _) if keys(keyed).contains('*') => messages,
            (Place::Conversation, _) => Needs {
                marks: true,
                ..Needs::default()
            },
        }
    }
}

/// The clinician's own messages, and those told as a copy; the practice's for who is on duty, and for everybody where
/// nobody ever is.
fn messages_of(step: &Step<'_>, clinician: &Clinician) -> MessagesOf {
    MessagesOf {
        clinician: clinician.id.clone(),
        practice: hears_practice(step.practice, clinician, step.now),
    }
}

fn hears_practice(
    practice: &Practice,
    clinician: &Clinician,
    now: chrono::DateTime<chrono::Utc>,
) -> bool {
    let duty = on_duty(practice, now);
    practice.rota.is_empty() || duty.is_some_and(|duty| duty.id == clinician.id)
}
