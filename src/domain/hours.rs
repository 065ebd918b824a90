//! When a clinician takes calls: an opening_hours expression in the practice's time zone.

use chrono::{DateTime, Utc};

/// Opening hours.
#[derive(Clone, Debug)]
pub struct Hours;

impl Hours {
    /// Whether the hours are open at this instant.
    pub fn is_open(&self, _at: DateTime<Utc>) -> bool {
        true
    }

    /// The first open instant from `from` on, `from` itself included.
    pub fn next_open(&self, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        Some(from)
    }
}
