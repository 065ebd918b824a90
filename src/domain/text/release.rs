//! A held text is looked at again: who reads it now, and over which line.

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::{Facts, Pauses, QueuedRows, Wanted};
use crate::domain::names::OutboxId;
use crate::domain::practice::Practice;

/// What to read before looking at this held text again.
pub fn release_wanted(
    practice: &Practice,
    _pauses: &Pauses,
    id: OutboxId,
    now: DateTime<Utc>,
) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::One(id)),
        ..Wanted::default()
    }
}

/// Decides about the held text that is the first of `facts.queued`: it goes, it waits on, or its author is told.
pub fn release(practice: &Practice, _facts: &Facts, _now: DateTime<Utc>) -> Decision {
    super::noted(practice)
}
