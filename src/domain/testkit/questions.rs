//! Readable questions to a decision.

use crate::domain::decision::{Answer, Decision, Destination, Mailbox, Ring, Utterance};
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;

use super::build::Surgery;

/// A decision, and the practice that it was made from.
pub struct Questions<'a> {
    pub surgery: &'a Surgery,
    pub decision: Decision,
}

impl<'a> Questions<'a> {
    pub(super) fn ring(&self) -> Option<&Ring> {
        match &self.decision.answer {
            Answer::Ring(ring) => Some(ring),
            Answer::Announce { then, .. } => match then.as_ref() {
                Answer::Ring(ring) => Some(ring),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whose phone is rung, and which in its place.
    pub fn rings(&self) -> Option<(&'a str, usize)> {
        let Destination::Clinician(target) = &self.ring()?.to else {
            return None;
        };
        let clinician = self.surgery.clinicians.get(&target.clinician).unwrap();
        let place = clinician
            .phones
            .iter()
            .position(|phone| phone.id == target.phone);
        Some((clinician.id.as_str(), place.unwrap()))
    }

    /// For how long a phone is rung.
    pub fn seconds(&self) -> Option<u32> {
        self.ring().map(|ring| ring.seconds)
    }

    pub fn rings_desk(&self) -> bool {
        self.ring()
            .is_some_and(|ring| ring.to == Destination::FrontDesk)
    }

    /// Whether the patient with this number is rung.
    pub fn rings_patient(&self, number: &str) -> bool {
        let wanted = self.surgery.ids.phone(super::number(number));
        self.ring().is_some_and(
            |ring| matches!(ring.to, Destination::Patient { phone, .. } if phone == wanted),
        )
    }

    /// What the rung phone shows.
    pub fn shows(&self) -> Option<E164> {
        self.ring().map(|ring| ring.caller_id.0)
    }

    pub fn is_menu(&self) -> bool {
        matches!(self.decision.answer, Answer::Menu { .. })
    }

    /// Whether 1 is offered for urgent.
    pub fn offers_urgent(&self) -> bool {
        self.is_menu() && self.says(&Phrase::PressForUrgent)
    }

    /// Whose message is taken, at once or after the choices; `practice` for the practice's box.
    pub fn takes_message_for(&self) -> Option<&str> {
        mailbox(&self.decision.answer)
    }

    /// Whether this sentence is spoken, now or after the choices.
    pub fn says(&self, phrase: &Phrase) -> bool {
        phrases(&self.decision.answer).contains(&phrase)
    }

    /// Whether the answer is words and then the end.
    pub fn ends(&self) -> bool {
        matches!(self.decision.answer, Answer::End { .. })
    }

    pub fn because(&self, is: impl Fn(&Reason) -> bool) -> bool {
        self.decision.reasons.iter().any(is)
    }

    pub fn language(&self) -> String {
        self.decision.language.to_string()
    }

    pub fn word(&self) -> &'static str {
        self.decision.outcome.word()
    }
}

fn mailbox(answer: &Answer) -> Option<&str> {
    match answer {
        Answer::Record {
            mailbox: Mailbox::Clinician(id),
            ..
        } => Some(id.as_str()),
        Answer::Record {
            mailbox: Mailbox::Practice,
            ..
        } => Some("practice"),
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => mailbox(then),
        _ => None,
    }
}

/// Every sentence of an answer, in order.
pub fn phrases(answer: &Answer) -> Vec<&Phrase> {
    match answer {
        Answer::Ring(ring) => ring.say.iter().collect(),
        Answer::Announce { say, then, .. } | Answer::Menu { say, then, .. } => {
            say.iter().chain(phrases(then)).collect()
        }
        Answer::Bridge { say } | Answer::Record { say, .. } | Answer::End { say } => {
            say.iter().collect()
        }
        Answer::Own { say, .. } => {
            let words = say.iter().filter_map(|heard| match heard {
                Utterance::Say(phrase) => Some(phrase),
                Utterance::Play { .. } => None,
            });
            words.collect()
        }
        Answer::Placed { say, .. } => say.iter().collect(),
        Answer::Screen { .. } | Answer::Nothing => Vec::new(),
    }
}
