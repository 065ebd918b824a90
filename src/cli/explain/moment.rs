//! Which moment `--at` means.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, Utc};
use chrono_tz::Tz;

use crate::cli::Failure;
use crate::domain::local::Local;

/// A moment, and what is to be said about how it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The moment, UTC.
    pub at: DateTime<Utc>,
    /// That the clock skips what was written, or shows it twice.
    pub note: Option<String>,
}

/// Hours are evaluated in these years alone.
const YEARS: std::ops::Range<i32> = 1971..9989;

const WITHOUT_OFFSET: [&str; 2] = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%.f"];
const WITH_OFFSET: [&str; 2] = ["%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M:%S%.f%#z"];

impl Moment {
    /// Reads `2026-12-25T10:00`, with or without seconds, with or without an offset (`Z`, `+01:00`). Without one it is
    /// the time of `zone`; of a time that comes twice the first is taken, of one that is skipped the later.
    ///
    /// # Errors
    /// What to write instead (1).
    pub fn read(written: &str, zone: Tz) -> Result<Self, Failure> {
        let text = written.trim().replacen(' ', "T", 1).to_ascii_uppercase();
        let moment = Self::of(&text, zone).filter(|moment| YEARS.contains(&moment.at.year()));
        moment.ok_or_else(not_a_moment)
    }

    fn of(text: &str, zone: Tz) -> Option<Self> {
        if let Some(at) = with_offset(text) {
            return Some(Moment { at, note: None });
        }
        let local = WITHOUT_OFFSET
            .iter()
            .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())?;
        in_zone(local, zone)
    }
}

fn not_a_moment() -> Failure {
    Failure::content(
        "after --at, write a date and a time as in 2026-12-25T10:00, or with an offset as in \
         2026-12-25T10:00+01:00: this is no moment",
    )
}

fn with_offset(text: &str) -> Option<DateTime<Utc>> {
    let text = match text.strip_suffix('Z') {
        Some(utc) => format!("{utc}+00:00"),
        None => text.to_owned(),
    };
    let read = |format: &&str| DateTime::<FixedOffset>::parse_from_str(&text, format).ok();
    WITH_OFFSET
        .iter()
        .find_map(read)
        .map(|at| at.with_timezone(&Utc))
}

fn in_zone(local: NaiveDateTime, zone: Tz) -> Option<Moment> {
    let meant = Local::of(local, zone)?;
    let note = match &meant {
        Local::Once(_) => None,
        Local::Twice { first, second } => Some(format!(
            "The clocks go back then: {} comes twice. This is the first ({}), not the second ({}).",
            local.format("%H:%M"),
            first.format("%Z"),
            second.format("%Z")
        )),
        Local::Skipped(at) => Some(format!(
            "The clocks go forward then: {} does not exist. This is the later {}.",
            local.format("%H:%M"),
            at.with_timezone(&zone).format("%H:%M")
        )),
    };
    Some(Moment {
        at: meant.at(),
        note,
    })
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::London;

    use super::*;

    fn read(text: &str) -> String {
        let moment = Moment::read(text, London).unwrap();
        moment.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    #[test]
    fn a_time_without_an_offset_is_the_practices() {
        assert_eq!(read("2026-12-25T10:00"), "2026-12-25T10:00:00Z");
        assert_eq!(read("2026-07-25T10:00"), "2026-07-25T09:00:00Z");
        assert_eq!(read("2026-07-25 10:00:30"), "2026-07-25T09:00:30Z");
    }

    #[test]
    fn a_time_with_an_offset_is_taken_as_it_is() {
        assert_eq!(read("2026-07-25T10:00Z"), "2026-07-25T10:00:00Z");
        assert_eq!(read("2026-07-25T10:00:00z"), "2026-07-25T10:00:00Z");
        assert_eq!(read("2026-07-25T10:00+01:00"), "2026-07-25T09:00:00Z");
        assert_eq!(read("2026-07-25T10:00:05.250-0330"), "2026-07-25T13:30:05Z");
        assert_eq!(read("2026-07-25T10:00+02"), "2026-07-25T08:00:00Z");
    }

    #[test]
    fn of_a_time_that_comes_twice_the_first_is_taken_and_of_one_that_is_skipped_the_later() {
        let twice = Moment::read("2026-10-25T01:30", London).unwrap();
        assert_eq!(
            twice.at,
            "2026-10-25T00:30:00Z".parse::<DateTime<Utc>>().unwrap()
        );
        assert!(twice.note.unwrap().contains("comes twice"));
        let skipped = Moment::read("2027-03-28T01:30", London).unwrap();
        assert_eq!(
            skipped.at,
            "2027-03-28T01:30:00Z".parse::<DateTime<Utc>>().unwrap()
        );
        assert!(skipped.note.unwrap().ends_with("This is the later 02:30."));
    }

    #[test]
    fn what_is_no_moment_is_refused_with_an_example() {
        for text in [
            "",
            "tomorrow",
            "2026-12-25",
            "2026-02-30T10:00",
            "2026-12-25T25:00",
            "10:00",
            "0001-01-01T00:00",
            "9999-12-31T23:59",
            "+262142-12-31T23:59",
        ] {
            let failure = Moment::read(text, London).unwrap_err();
            assert!(
                failure.to_string().starts_with("after --at, write"),
                "{text}"
            );
        }
    }
}
