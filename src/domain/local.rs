//! What a time on the wall clock means where the clocks change.

use chrono::{DateTime, LocalResult, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A time on the wall clock of a zone, as a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Local {
    /// It comes once.
    Once(DateTime<Utc>),
    /// The clocks go back then: it comes twice.
    Twice {
        /// The first time.
        first: DateTime<Tz>,
        /// The second time.
        second: DateTime<Tz>,
    },
    /// The clocks go forward then: it does not exist. As many minutes after the gap's beginning is the later reading.
    Skipped(DateTime<Utc>),
}

impl Local {
    /// What it means in this zone; `None` at the ends of the calendar.
    pub fn of(local: NaiveDateTime, zone: Tz) -> Option<Local> {
        Some(match zone.from_local_datetime(&local) {
            LocalResult::Single(at) => Local::Once(at.with_timezone(&Utc)),
            LocalResult::Ambiguous(first, second) => Local::Twice { first, second },
            LocalResult::None => {
                // Before the gap both clocks agree.
                let before =
                    zone.from_local_datetime(&local.checked_sub_signed(TimeDelta::hours(6))?);
                let offset = before.latest()?.offset().fix().local_minus_utc();
                let at = local.checked_sub_signed(TimeDelta::seconds(offset.into()))?;
                Local::Skipped(at.and_utc())
            }
        })
    }

    /// The moment: of a time that comes twice the first, of one that is skipped the later.
    pub fn at(&self) -> DateTime<Utc> {
        match self {
            Local::Once(at) | Local::Skipped(at) => *at,
            Local::Twice { first, .. } => first.with_timezone(&Utc),
        }
    }
}
