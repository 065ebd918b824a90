//! The words in which the tables of the domain are written: practices, moments, what is remembered, and calls and texts
//! that are followed as the people on both ends would.
//!
//! ```text
//! let surgery = practice().clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00")).patient("Rosa", "okafor", ROSA, |p| p).build();
//! let mut call = surgery.phone(ROSA, "okafor", "Mon 2026-11-23 10:00");
//! assert_eq!(call.rings(), Some(("okafor", 0)));
//! call.rings_out();
//! ```

mod build;
pub mod chance;
mod desk;
mod grant;
mod memory;
mod own;
mod phoning;
mod questions;
mod rows;
pub mod shifts;
mod texting;

use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::phone::{Caller, E164};

pub use build::{PracticeBuilder, Surgery, phone_of, practice};
pub use desk::{Desk, PlacedCall};
pub use memory::{Memory, facts, target};
pub use own::PIN;
pub use phoning::Phoning;
pub use questions::phrases;
pub use rows::{Row, Rows};
pub use texting::Texted;

/// Rosa's phone.
pub const ROSA: &str = "+447700900456";
/// Marie's phone.
pub const MARIE: &str = "+447700900457";
/// Somebody nobody knows.
pub const NOBODY: &str = "+447700900999";

/// A moment on London's wall clock: `Mon 2026-11-23 10:00`, the seconds optional. Where it comes twice, the first.
pub fn at(text: &str) -> DateTime<Utc> {
    at_in(chrono_tz::Europe::London, text)
}

/// The same in another zone.
pub fn at_in(zone: Tz, text: &str) -> DateTime<Utc> {
    let (weekday, moment) = text.split_once(' ').unwrap();
    let local = NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M:%S")
        .or_else(|_| NaiveDateTime::parse_from_str(moment, "%Y-%m-%d %H:%M"))
        .unwrap();
    assert_eq!(
        local.format("%a").to_string(),
        weekday,
        "the weekday of {moment}"
    );
    zone.from_local_datetime(&local)
        .earliest()
        .unwrap()
        .with_timezone(&Utc)
}

/// A number as people on the list have it.
pub fn number(text: &str) -> E164 {
    text.parse().unwrap()
}

/// `withheld`, something that is no number, or a number.
pub fn caller(text: &str) -> Caller {
    match text {
        "withheld" => Caller::Withheld,
        _ => text.parse().map_or(Caller::Other, Caller::Number),
    }
}
