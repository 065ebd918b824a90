//! What a caller meets: nothing of it differs by construction, so that two of them can be compared.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Answer, Destination, Outcome};
use crate::domain::names::{ClinicianId, Language};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::domain::rehearsal::CallRehearsal;

/// Whose phone rings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// A clinician's, by name. Which of the phones is not compared: a new number changes nothing for a caller.
    Clinician(ClinicianId, String),
    /// The practice's desk.
    Desk,
    /// A patient's, whom a clinician calls.
    Patient,
}

/// What a caller meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// In one word.
    pub outcome: Outcome,
    /// Who would be rung, in order.
    pub rings: Vec<Rung>,
    /// Who would be rung after the key for urgent; `None`: it is not offered.
    pub urgent: Option<Vec<Rung>>,
    /// Until when it is closed, as the caller is told.
    pub until: Option<DateTime<Utc>>,
    /// Whether a message can be left in the end.
    pub message: bool,
    /// Whether it is a clinician's own line that speaks.
    pub own_line: bool,
    /// In which language it is spoken.
    pub language: Language,
    says: Vec<Phrase>,
}

impl Met {
    /// Of a call that was rehearsed.
    pub fn of(practice: &Practice, call: &CallRehearsal) -> Met {
        let pressed = call.urgent.as_ref();
        Met {
            outcome: call.first.outcome,
            rings: rung(practice, &call.rings),
            urgent: pressed.map(|pressed| rung(practice, &pressed.rings)),
            until: call.first.next_open,
            message: takes_message(&call.first.answer),
            own_line: matches!(call.first.answer, Answer::Own { .. }),
            language: call.first.language,
            says: call.first.answer.spoken().into_iter().cloned().collect(),
        }
    }

    /// Whether somebody else is reached, or in another way; otherwise at most the words differ.
    pub fn reaches_the_same(&self, other: &Met) -> bool {
        (self.outcome, &self.rings, &self.urgent, self.message)
            == (other.outcome, &other.rings, &other.urgent, other.message)
    }
}

/// The clinicians in the order in which they are rung, each once.
fn rung(practice: &Practice, rings: &[Destination]) -> Vec<Rung> {
    let mut all: Vec<Rung> = Vec::new();
    for to in rings {
        let to = match to {
            Destination::Clinician(target) => {
                let clinician = practice.clinicians.get(&target.clinician);
                let name = clinician.map_or(target.clinician.as_str(), |found| &found.name);
                Rung::Clinician(target.clinician.clone(), name.to_owned())
            }
            Destination::FrontDesk => Rung::Desk,
            Destination::Patient { .. } => Rung::Patient,
        };
        if !all.contains(&to) {
            all.push(to);
        }
    }
    all
}

/// Whether a caller who keys nothing may leave a message.
pub fn takes_message(answer: &Answer) -> bool {
    match answer {
        Answer::Record { .. } => true,
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => takes_message(then),
        _ => false,
    }
}
