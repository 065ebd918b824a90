//! What becomes of a text on its way out, and what is known of it when something is decided about it.

mod length;
mod pieces;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::decision::{Body, OutgoingKind, Recipient};
use super::event::Target;
use super::names::{ClinicianId, OutboxId, Subject};
use super::phone::{E164, Line};

pub use length::segments;
pub use pieces::pieces;

/// Where a row of the outbox stands. Only the store writes it, and only forward ([`Stage::may_become`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// A clinician's text that waits for the answer to a question.
    Asked,
    /// A patient's text that waits for its reader: for hours, for a pause to end, for a phone to confirm.
    Held,
    /// May go from its `due` on.
    Waiting,
    /// A request is under way.
    Sending,
    /// A request was made and its answer is lost: nobody knows whether the provider has it.
    Unsettled,
    /// The provider has it.
    Accepted,
    /// It has left the provider.
    Sent,
    /// The phone has it.
    Delivered,
    /// It left and did not arrive.
    Undelivered,
    /// It cannot succeed: not sent, or not tried again.
    Refused,
    /// A day of failure.
    GivenUp,
    /// Not sent because it was not wanted any more: the question was not answered, the missed call became a message.
    Withdrawn,
}

impl Stage {
    /// The word in the database and on the page.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Asked => "asked",
            Stage::Held => "held",
            Stage::Waiting => "waiting",
            Stage::Sending => "sending",
            Stage::Unsettled => "unsettled",
            Stage::Accepted => "accepted",
            Stage::Sent => "sent",
            Stage::Delivered => "delivered",
            Stage::Undelivered => "undelivered",
            Stage::Refused => "refused",
            Stage::GivenUp => "given-up",
            Stage::Withdrawn => "withdrawn",
        }
    }

    /// Every stage.
    pub const ALL: [Stage; 12] = [
        Stage::Asked,
        Stage::Held,
        Stage::Waiting,
        Stage::Sending,
        Stage::Unsettled,
        Stage::Accepted,
        Stage::Sent,
        Stage::Delivered,
        Stage::Undelivered,
        Stage::Refused,
        Stage::GivenUp,
        Stage::Withdrawn,
    ];

    /// The stage of a word.
    pub fn of_word(word: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.word() == word)
    }

    /// Whether nothing more happens to it here; a report of delivery may still come.
    pub fn is_over(self) -> bool {
        self >= Stage::Accepted
    }

    /// Whether it has failed for good.
    pub fn has_failed(self) -> bool {
        matches!(self, Stage::Undelivered | Stage::Refused | Stage::GivenUp)
    }

    /// Whether a report may move it there. Reports come out of order and twice: `sent` after `delivered` says nothing
    /// new, and what has arrived or failed stays so (protocol sheet 4.5).
    pub fn may_become(self, next: Stage) -> bool {
        match self {
            Stage::Delivered
            | Stage::Undelivered
            | Stage::Refused
            | Stage::GivenUp
            | Stage::Withdrawn => false,
            _ => next > self,
        }
    }
}

/// Whose words a text has: who is told when it cannot be delivered, and in which conversation its order counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Author {
    /// Nightbell's own; nobody is told.
    Nightbell,
    /// A patient's, sent from this phone to this clinician's front line.
    Patient {
        #[serde(with = "wire")]
        phone: E164,
        clinician: ClinicianId,
    },
    /// A clinician's, sent to this line.
    Clinician { clinician: ClinicianId, line: Line },
}

/// A number inside what is sealed; [`E164`] itself cannot be serialised, so that it is not by accident.
mod wire {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::domain::phone::E164;

    pub fn serialize<S: Serializer>(number: &E164, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&number.wire())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<E164, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What a row waits for before it may be sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// For its `due` alone.
    #[default]
    Due,
    /// For its reader: [`Stage::Held`]; looked at again at its `due`.
    Reader,
    /// For the clinician's answer with this number of two digits: [`Stage::Asked`]; withdrawn at its `due`.
    Answer { code: u8 },
}

/// A picture or another attachment of a text that came in; where it is at the provider, and what it says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The provider's address of it: opaque, fetched with credentials.
    pub address: String,
    /// The type that the sender's phone claims, such as `image/jpeg`.
    pub claimed: String,
}

/// A row of the outbox as decisions see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Queued {
    /// Its id.
    pub id: OutboxId,
    /// What kind of thing it is.
    pub kind: OutgoingKind,
    /// Where it stands.
    pub stage: Stage,
    /// Whose words it has.
    pub author: Author,
    /// To whom.
    pub to: Recipient,
    /// From which line.
    pub from: Line,
    /// The words.
    pub body: Body,
    /// How many attachments came with it and were not refused.
    pub attachments: u32,
    /// When it was decided, UTC.
    pub created_at: DateTime<Utc>,
    /// The number that answers its question.
    pub code: Option<u8>,
    /// Whether who is on duty has been told of it in a digest.
    pub digested: bool,
}

/// Why a text could not be delivered. Stored openly: no number, no words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Failure {
    /// The recipient has asked for no more texts (STOP).
    OptedOut,
    /// The number takes no texts: a fixed line, or one that does not exist.
    TakesNoTexts,
    /// The network would not carry it: filtered, blocked, not registered.
    Blocked,
    /// The phone could not be reached.
    NotReached,
    /// It holds a clinician's number.
    HoldsNumber,
    /// A day has passed.
    GivenUp,
    /// The recipient is not in the configuration any more.
    NobodyThere,
    /// Anything else.
    Other,
}

impl Failure {
    /// The word in the catalogues and in the counters.
    pub fn word(self) -> &'static str {
        match self {
            Failure::OptedOut => "opted-out",
            Failure::TakesNoTexts => "takes-no-texts",
            Failure::Blocked => "blocked",
            Failure::NotReached => "not-reached",
            Failure::HoldsNumber => "holds-number",
            Failure::GivenUp => "given-up",
            Failure::NobodyThere => "nobody-there",
            Failure::Other => "other",
        }
    }
}

/// Which phones of clinicians may get patients' words (`confirm_phones`). Shared, since it changes rarely and every
/// decision about a text carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Confirmations(pub Arc<HashMap<Target, Confirmation>>);

/// What is known of one phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirmation {
    /// It was asked then, UTC.
    Asked(DateTime<Utc>),
    /// It confirmed then, UTC.
    Confirmed(DateTime<Utc>),
}

impl Confirmations {
    /// Whether this phone has confirmed.
    pub fn is_confirmed(&self, target: &Target) -> bool {
        matches!(self.0.get(target), Some(Confirmation::Confirmed(_)))
    }

    /// Whether this phone was asked or has confirmed.
    pub fn was_asked(&self, target: &Target) -> bool {
        self.0.contains_key(target)
    }
}

/// A conversation that has no back line: its number in one clinician's phone, which is never used again for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// In whose phone.
    pub clinician: ClinicianId,
    /// `3` in "3: text".
    pub mark: u32,
    /// The patient's phone.
    pub phone: E164,
    /// Who had that phone then: keyed digests of the names. Empty: not known.
    pub who: Vec<Subject>,
    /// When that phone was last in touch over it, UTC.
    pub last_used: DateTime<Utc>,
}

/// The marks of some clinicians: a list for each, shared with whoever keeps it, since there may be hundreds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks(Vec<Arc<Vec<Mark>>>);

impl Marks {
    /// Takes one clinician's list in.
    pub fn add(&mut self, of_one: Arc<Vec<Mark>>) {
        self.0.push(of_one);
    }

    /// This clinician's.
    pub fn of(&self, clinician: &ClinicianId) -> &[Mark] {
        let mut lists = self.0.iter();
        let is_theirs = |list: &&Arc<Vec<Mark>>| {
            let first = list.first();
            first.is_some_and(|mark| mark.clinician == *clinician)
        };
        lists.find(is_theirs).map_or(&[], |list| list.as_slice())
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter().flat_map(|list| list.iter())
    }
}

impl FromIterator<Mark> for Marks {
    fn from_iter<All: IntoIterator<Item = Mark>>(all: All) -> Self {
        let mut lists: Vec<Vec<Mark>> = Vec::new();
        for mark in all {
            let is_theirs = |list: &&mut Vec<Mark>| {
                let first = list.first();
                first.is_some_and(|first| first.clinician == mark.clinician)
            };
            match lists.iter_mut().find(is_theirs) {
                Some(list) => list.push(mark),
                None => lists.push(vec![mark]),
            }
        }
        Marks(lists.into_iter().map(Arc::new).collect())
    }
}

/// What a clinician wants changed in `patients.csv`. Holds names and numbers: stored encrypted only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Edit {
    /// A patient may reach the clinician.
    Add {
        #[serde(with = "wire")]
        phone: E164,
        name: String,
        /// Included; `None`: no end.
        until: Option<chrono::NaiveDate>,
    },
    /// A patient may reach the clinician no more: the rows of this clinician with this name and any of these phones.
    Remove { name: String, phones: Vec<String> },
}

/// What became of an [`Edit`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EditResult {
    /// There is a new row.
    Added,
    /// A row that was there has other days.
    Changed,
    /// The row stood there as it is wanted.
    Already,
    /// The row is gone.
    Removed,
    /// There was no such row.
    Gone,
    /// The list could not be changed, and stays as it was.
    Failed,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_moves_a_text_only_forward() {
        for from in Stage::ALL {
            for to in Stage::ALL {
                if from.may_become(to) {
                    assert!(from < to && !to.may_become(from), "{from:?} {to:?}");
                }
            }
        }
        assert!(Stage::Sent.may_become(Stage::Delivered));
        assert!(!Stage::Delivered.may_become(Stage::Undelivered));
        assert!(Stage::Unsettled.may_become(Stage::Sent));
    }

    #[test]
    fn every_stage_is_read_back() {
        for stage in Stage::ALL {
            assert_eq!(Stage::of_word(stage.word()), Some(stage));
        }
    }
}
