//! A call or a text as it would go: decided by the very functions that decide real ones, then followed as if nobody
//! answered. For `explain`, the console's "what if" and the replay of the last calls.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::call;
use super::decision::{Answer, Decision, Destination};
use super::event::{Call, CallEvent, Progress, RingEnded, RingResult, Target};
use super::facts::Facts;
use super::names::CallId;
use super::outbox::{Confirmation, Confirmations};
use super::phone::{Caller, E164};
use super::phrase::Phrase;
use super::pin::PinState;
use super::practice::{Phone, Practice};

/// A call has far fewer steps; one that has more goes round in circles.
const MOST_STEPS: usize = 200;

/// A call as it would go.
#[derive(Clone, Debug)]
pub struct CallRehearsal {
    /// What is decided when it comes in.
    pub first: Decision,
    /// Which phones would ring, one after the other, if nobody answered.
    pub rings: Vec<Destination>,
    /// What pressing the key for urgent would lead to, where the first answer offers it.
    pub urgent: Option<Pressed>,
}

/// What pressing a key leads to.
#[derive(Clone, Debug)]
pub struct Pressed {
    /// What is decided then.
    pub decision: Decision,
    /// Which phones would ring, one after the other, if nobody answered.
    pub rings: Vec<Destination>,
}

/// Rehearses a call that comes in at this moment, with these things remembered.
pub fn rehearse(
    practice: &Practice,
    facts: &Facts,
    caller: Caller,
    called: E164,
    at: DateTime<Utc>,
) -> CallRehearsal {
    let call = Call {
        id: CallId(0),
        caller,
        called,
    };
    let decide = |event: &CallEvent| call::decide(practice, facts, &call, event, at);
    let first = decide(&CallEvent::Incoming);
    let pressed = offers_urgent(&first.answer).map(|progress| {
        let decision = decide(&CallEvent::MenuKey {
            key: Some('1'),
            progress: progress.clone(),
        });
        Pressed {
            rings: rings(&decision, decide),
            decision,
        }
    });
    CallRehearsal {
        rings: rings(&first, decide),
        urgent: pressed,
        first,
    }
}

/// The menu with the key for urgent in it.
fn offers_urgent(answer: &Answer) -> Option<&Progress> {
    match answer {
        Answer::Menu { say, progress, .. } if say.contains(&Phrase::PressForUrgent) => {
            Some(progress)
        }
        _ => None,
    }
}

/// Every phone that rings while nobody answers.
fn rings(first: &Decision, decide: impl Fn(&CallEvent) -> Decision) -> Vec<Destination> {
    let mut rung = Vec::new();
    let mut answer = first.answer.clone();
    while let Some((to, progress)) = ringing(answer) {
        rung.push(to);
        if rung.len() >= MOST_STEPS {
            break;
        }
        let ended = RingEnded {
            progress,
            result: RingResult::NoAnswer,
            bridged: None,
            caller_gone: false,
        };
        answer = decide(&CallEvent::RingEnded(ended)).answer;
    }
    rung
}

/// The phone that an answer rings, for a caller who keys nothing.
fn ringing(answer: Answer) -> Option<(Destination, Progress)> {
    match answer {
        Answer::Ring(ring) => Some((ring.to, ring.progress)),
        Answer::Announce { then, .. } => ringing(*then),
        _ => None,
    }
}

/// What holds where nothing is remembered: every back line is free, every phone has confirmed and every clinician has
/// chosen a PIN, as after the first days.
pub fn nothing_remembered(practice: &Practice) -> Facts {
    let everybody = practice.clinicians.iter();
    let phones = practice.clinicians.iter().flat_map(|clinician| {
        let target = |phone: &Phone| Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        };
        let confirmed = Confirmation::Confirmed(DateTime::UNIX_EPOCH);
        let phones = clinician.phones.iter();
        phones.map(move |phone| (target(phone), confirmed))
    });
    Facts {
        confirmations: Confirmations(Arc::new(phones.collect())),
        back_lines_of: everybody.map(|clinician| clinician.id.clone()).collect(),
        pin: PinState {
            is_set: true,
            ..PinState::default()
        },
        ..Facts::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::decision::Outcome;
    use crate::domain::testkit::{ROSA, Surgery, at, caller, practice};

    fn rung(rings: &[Destination]) -> Vec<String> {
        let name = |to: &Destination| match to {
            Destination::Clinician(target) => target.clinician.to_string(),
            Destination::FrontDesk => "desk".to_owned(),
            Destination::Patient { .. } => "patient".to_owned(),
        };
        rings.iter().map(name).collect()
    }

    fn call(surgery: &Surgery, from: &str, moment: &str) -> CallRehearsal {
        let facts = nothing_remembered(surgery);
        rehearse(
            surgery,
            &facts,
            caller(from),
            surgery.line("okafor"),
            at(moment),
        )
    }

    fn surgery() -> Surgery {
        practice()
            .clinician("okafor", |c| {
                c.hours("Mo-Fr 09:00-17:00").phones(2).backup("lindqvist")
            })
            .clinician("lindqvist", |c| c.hours("24/7"))
            .rota("24/7", "lindqvist")
            .strangers(crate::domain::practice::Strangers::FrontDesk)
            .patient("Rosa", "okafor", ROSA, |p| p.urgent())
            .build()
    }

    #[test]
    fn the_phones_are_told_in_the_order_in_which_they_would_ring() {
        let open = call(&surgery(), ROSA, "Mon 2026-11-23 10:00");
        assert_eq!(open.first.outcome, Outcome::Ring);
        assert_eq!(rung(&open.rings), ["okafor", "okafor", "lindqvist"]);
        assert!(open.urgent.is_none());
    }

    #[test]
    fn who_would_be_reached_by_the_key_for_urgent_is_told_where_it_is_offered() {
        let surgery = practice()
            .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
            .clinician("lindqvist", |c| c.backup("okafor"))
            .rota("24/7", "lindqvist")
            .patient("Rosa", "okafor", ROSA, |p| p.urgent())
            .build();
        let closed = call(&surgery, ROSA, "Sun 2026-11-22 10:00");
        assert_eq!(closed.first.outcome, Outcome::Menu);
        assert!(closed.rings.is_empty());
        let pressed = closed.urgent.unwrap();
        assert_eq!(rung(&pressed.rings), ["lindqvist", "okafor"]);
    }

    #[test]
    fn a_stranger_who_keys_nothing_reaches_the_desk() {
        let stranger = call(&surgery(), "withheld", "Mon 2026-11-23 10:00");
        assert_eq!(stranger.first.outcome, Outcome::FrontDesk);
        assert_eq!(rung(&stranger.rings), ["desk"]);
    }
}
