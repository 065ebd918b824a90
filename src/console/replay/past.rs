//! A call as the journal keeps it, and the same call as it would come in now.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde::Deserialize;

use crate::domain::facts::{Facts, Pauses};
use crate::domain::names::ClinicianId;
use crate::domain::phone::{Caller, E164};
use crate::domain::pin::{MOST_WRONG, PinState};
use crate::domain::practice::Practice;
use crate::domain::rehearsal;
use crate::store::console::PastCall;

/// Who called, as the journal keeps it: a clinician by id, since no number of theirs is stored.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// A number.
    Number(String),
    /// One of the clinicians.
    Clinician(ClinicianId),
    /// Withheld.
    Withheld,
    /// No telephone number.
    Other,
}

#[derive(Deserialize)]
struct Event {
    from: From,
    to: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Used {
    pauses: HashMap<ClinicianId, DateTime<Utc>>,
    counts: Vec<u32>,
    pin: Option<PinUsed>,
}

/// A call that can be looked at again.
pub struct Past {
    /// When it came in, UTC.
    pub at: DateTime<Utc>,
    /// Who called.
    pub from: From,
    /// Which number.
    pub called: E164,
    /// Whether a phone rang for it then.
    pub rang: bool,
    used: Used,
}

impl Past {
    /// Of a row of the journal; `None`: nothing is left of it that could be looked at.
    pub fn of(row: &PastCall) -> Option<Past> {
        let kept = row.kept.as_ref()?;
        let event: Event = serde_json::from_str(&kept.event).ok()?;
        Some(Past {
            at: row.at,
            called: event.to?.parse().ok()?,
            from: event.from,
            rang: row.outcome == "ring",
            used: serde_json::from_str(&kept.facts).ok()?,
        })
    }

    /// Who calls, by the numbers of this practice, else by those of the other one. `None`: a clinician of neither.
    pub fn caller(&self, practice: &Practice, other: &Practice) -> Option<Caller> {
        Some(match &self.from {
            From::Number(number) => number.parse().map_or(Caller::Other, Caller::Number),
            From::Clinician(id) => own_phone(practice, id).or_else(|| own_phone(other, id))?,
            From::Withheld => Caller::Withheld,
            From::Other => Caller::Other,
        })
    }

    /// What was remembered then, as far as it bears upon what a caller meets; `more` calls of this caller rang before on
    /// that day than then.
    pub fn facts(&self, practice: &Practice, more: i64) -> Facts {
        let mut facts = rehearsal::nothing_remembered(practice);
        facts.pauses = Pauses(Arc::new(self.used.pauses.clone()));
        let counted = self.used.counts.iter();
        facts.counts = counted
            .map(|count| {
                let count = i64::from(*count).saturating_add(more);
                u32::try_from(count.max(0)).unwrap_or(u32::MAX)
            })
            .collect();
        if facts.counts.is_empty() {
            facts.counts = vec![u32::try_from(more.max(0)).unwrap_or(u32::MAX)];
        }
        if let Some(pin) = &self.used.pin {
            facts.pin = pin.state();
        }
        facts
    }
}

/// Whether there was a PIN, whether a new one was proposed, how many wrong ones were keyed, and whether it was locked.
#[derive(Deserialize)]
#[serde(untagged)]
enum PinUsed {
    Whole(bool, bool, u32, bool),
    /// As rows were written before a lock had a second reason.
    Short(bool, bool, u32),
}

impl PinUsed {
    fn state(&self) -> PinState {
        let (is_set, is_proposed, wrong, is_locked) = match *self {
            PinUsed::Whole(set, proposed, wrong, locked) => (set, proposed, wrong, locked),
            PinUsed::Short(set, proposed, wrong) => (set, proposed, wrong, false),
        };
        let wrong = if is_locked {
            wrong.max(MOST_WRONG)
        } else {
            wrong
        };
        PinState {
            is_set,
            is_proposed,
            wrong,
            ..PinState::default()
        }
    }
}

fn own_phone(practice: &Practice, id: &ClinicianId) -> Option<Caller> {
    let clinician = practice.clinicians.get(id)?;
    Some(clinician.phones.first()?.number.calls())
}
