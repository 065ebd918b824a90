//! What could not be delivered, and what may not be passed on: the author is told, once.

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::{Facts, QueuedRows, Wanted};
use crate::domain::media::Refusal;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Failure, Stage};
use crate::domain::practice::Practice;

/// What to read before deciding about one row of the outbox: for [`failed`], [`attachment_refused`] and
/// [`unanswered`](super::unanswered).
pub fn row_wanted(practice: &Practice, id: OutboxId, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::One(id)),
        ..Wanted::default()
    }
}

/// The row that is the first of `facts.queued` has failed for good and is to stand at `stage`: its author is told.
pub fn failed(
    practice: &Practice,
    _facts: &Facts,
    _why: Failure,
    _stage: Stage,
    _now: DateTime<Utc>,
) -> Decision {
    super::noted(practice)
}

/// An attachment of the row that is the first of `facts.queued` stays here: its author is told, and where nothing else
/// is left of the text, it is withdrawn.
pub fn attachment_refused(
    practice: &Practice,
    _facts: &Facts,
    _why: Refusal,
    _now: DateTime<Utc>,
) -> Decision {
    super::noted(practice)
}
