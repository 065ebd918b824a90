//! The question before a text into a conversation that has been idle: the wrong contact is one tap away.

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::Facts;
use crate::domain::practice::Practice;

/// The question about the row that is the first of `facts.queued` was not answered in time: it is withdrawn, and the
/// clinician is told. Read [`row_wanted`](super::row_wanted).
pub fn unanswered(practice: &Practice, _facts: &Facts, _now: DateTime<Utc>) -> Decision {
    super::noted(practice)
}
