//! Who is on duty hears quietly of the texts that wait, since patients misjudge what is urgent.

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::{Facts, QueuedRows, Wanted};
use crate::domain::practice::Practice;

/// What to read before a summary of held texts.
pub fn digest_wanted(practice: &Practice, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        queued: Some(QueuedRows::Undigested),
        ..Wanted::default()
    }
}

/// Decides whether who is on duty is told of the held texts in `facts.queued` now. Without effects: not yet, or nothing.
/// To be asked every minute.
pub fn digest(practice: &Practice, _facts: &Facts, _now: DateTime<Utc>) -> Decision {
    super::noted(practice)
}
