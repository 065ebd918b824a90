//! The last calls, decided again: as the practice is, and as it would be after an edit. What differs is what the edit
//! would have changed for those who really called.
//!
//! Both times the same function decides ([`crate::domain::call`], by way of [`crate::domain::rehearsal`]) on what was remembered then; what
//! was really answered is not compared, so that an edit of yesterday does not show as one of today. A call is followed as if
//! nobody answered: a caller is counted whose phones would ring in another order, too.

mod met;
mod past;
mod shown;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::decision::Outcome;
use crate::domain::names::ClinicianId;
use crate::domain::phone::{E164, Line};
use crate::domain::practice::Practice;
use crate::domain::rehearsal::rehearse;
use crate::store::console::PastCall;
use crate::store::{Store, StoreDown};

pub use met::{Met, Rung};
pub use shown::{in_order, shown};

use past::{From, Past};

/// So many calls are looked at.
pub const MOST: u32 = 200;

/// What an edit would have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Replay {
    /// How many calls were decided again.
    pub calls: u32,
    /// How many could not: what was known of them is erased.
    pub unusable: u32,
    /// Those that would have met something else, the newest first.
    pub changed: Vec<Changed>,
}

/// A call that would have met something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// When it came in, UTC.
    pub at: DateTime<Utc>,
    /// Whose line was called; `None`: one that is no front line.
    pub line_of: Option<(ClinicianId, String)>,
    /// Who called.
    pub caller: CalledBy,
    /// What the caller meets as it is.
    pub was: Met,
    /// What the caller would meet.
    pub becomes: Met,
}

/// Who called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalledBy {
    /// Patients of the list, by name.
    Patients(Vec<String>),
    /// One of the clinicians, by name.
    Clinician(String),
    /// Nobody of the list.
    Unknown,
    /// Withheld, or no number.
    Withheld,
}

/// Decides the last calls again, at most so many ([`MOST`]): as the practice `was`, and as it
/// `becomes`. Gives way to other work after each call.
///
/// # Errors
/// [`StoreDown`] when the journal cannot be read.
pub async fn against(
    store: &Store,
    was: &Practice,
    becomes: &Practice,
    most: u32,
) -> Result<Replay, StoreDown> {
    let calls = store.last_calls(most).await?;
    let mut again = Again::new(was, becomes);
    for call in &calls {
        again.decide(call);
        tokio::task::yield_now().await;
    }
    Ok(again.replay())
}

/// Two practices, and how what was counted differs in each from what was counted then.
struct Again<'a> {
    practices: [&'a Practice; 2],
    more: [HashMap<(From, E164, NaiveDate), i64>; 2],
    replay: Replay,
}

impl<'a> Again<'a> {
    fn new(was: &'a Practice, becomes: &'a Practice) -> Self {
        Again {
            practices: [was, becomes],
            more: Default::default(),
            replay: Replay::default(),
        }
    }

    /// The calls come in the order in which they came.
    fn decide(&mut self, call: &PastCall) {
        let Some(past) = Past::of(call) else {
            self.replay.unusable += 1;
            return;
        };
        let [was, becomes] = self.practices;
        // Over a back line a clinician calls a patient: only the store knows whom.
        if was.is_back_line(past.called) {
            return;
        }
        let (Some(met), Some(meets)) = (self.meets(&past, 0), self.meets(&past, 1)) else {
            self.replay.unusable += 1;
            return;
        };
        self.replay.calls += 1;
        if met != meets {
            let line = Line(past.called);
            let line_of = was.clinicians.by_line(line);
            let line_of = line_of.or_else(|| becomes.clinicians.by_line(line));
            self.replay.changed.push(Changed {
                at: past.at,
                line_of: line_of.map(|found| (found.id.clone(), found.name.clone())),
                caller: self.caller(&past, line_of.map(|found| &found.id)),
                was: met,
                becomes: meets,
            });
        }
    }

    /// What the caller meets in one of the practices.
    fn meets(&mut self, past: &Past, place: usize) -> Option<Met> {
        let [was, becomes] = self.practices;
        let (practice, other) = match place {
            0 => (was, becomes),
            _ => (becomes, was),
        };
        let caller = past.caller(practice, other)?;
        let more = self.more.get_mut(place)?;
        let key = (past.from.clone(), past.called, practice.day(past.at));
        let before = more.get(&key).copied().unwrap_or(0);
        let facts = past.facts(practice, before);
        let call = rehearse(practice, &facts, caller, past.called, past.at);
        let met = Met::of(practice, &call);
        // What rings now and did not then counts for the calls after it, and the other way round.
        let rings = met.outcome == Outcome::Ring;
        *more.entry(key).or_default() += i64::from(rings) - i64::from(past.rang);
        Some(met)
    }

    fn caller(&self, past: &Past, line_of: Option<&ClinicianId>) -> CalledBy {
        let number = match &past.from {
            From::Number(number) => number.parse::<E164>().ok(),
            From::Clinician(id) => {
                let mut practices = self.practices.iter();
                let found = practices.find_map(|practice| practice.clinicians.get(id));
                let name = found.map_or(id.as_str(), |found| &found.name);
                return CalledBy::Clinician(name.to_owned());
            }
            From::Withheld | From::Other => return CalledBy::Withheld,
        };
        let (Some(number), Some(clinician)) = (number, line_of) else {
            return CalledBy::Unknown;
        };
        let mut names: Vec<String> = Vec::new();
        for practice in self.practices {
            for row in practice.patients.ever(clinician, number) {
                if !names.iter().any(|name| **name == *row.name) {
                    names.push(row.name.to_string());
                }
            }
        }
        match names.is_empty() {
            true => CalledBy::Unknown,
            false => CalledBy::Patients(names),
        }
    }

    fn replay(mut self) -> Replay {
        self.replay.changed.reverse();
        self.replay
    }
}
