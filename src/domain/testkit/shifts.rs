//! Shifts that hand over in the nights in which the clocks change, on both sides of the Atlantic.

use chrono::{DateTime, Utc};
use chrono_tz::America::New_York;
use chrono_tz::Europe::London;
use chrono_tz::Tz;

use super::ROSA;
use super::build::{PracticeBuilder, practice};

/// A moment by its offset, so that the hour that comes twice is told apart.
pub fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Okafor has the day, Lindqvist the night, and nobody else is there.
pub fn shifts(zone: Tz, day: &str, night: &str) -> PracticeBuilder {
    practice()
        .zone(zone)
        .clinician("okafor", |c| c.hours("2020 Jan 1"))
        .clinician("lindqvist", |c| c.hours("2020 Jan 1"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .rota(day, "okafor")
        .rota(night, "lindqvist")
        .back_lines(2)
}

/// Zone, the two shifts, the instant at which the second of them takes over, and who that is.
pub const HAND_OVERS: [(Tz, &str, &str, &str, &str); 14] = {
    const DAY: &str = "Mo-Su 08:00-20:00";
    const NIGHT: &str = "Mo-Su 20:00-08:00";
    const EARLY: &str = "Mo-Su 03:00-20:00";
    const LATE: &str = "Mo-Su 20:00-03:00";
    [
        // In November and in the last days of each time.
        (London, DAY, NIGHT, "2026-11-23T08:00:00Z", "okafor"),
        (London, DAY, NIGHT, "2026-11-23T20:00:00Z", "lindqvist"),
        (London, DAY, NIGHT, "2026-10-24T19:00:00Z", "lindqvist"),
        // The clock goes back in the night: the shift is an hour longer.
        (London, DAY, NIGHT, "2026-10-25T08:00:00Z", "okafor"),
        (London, DAY, NIGHT, "2027-03-27T20:00:00Z", "lindqvist"),
        // It goes forward: an hour shorter.
        (London, DAY, NIGHT, "2027-03-28T07:00:00Z", "okafor"),
        (London, EARLY, LATE, "2026-10-25T03:00:00Z", "okafor"),
        (London, EARLY, LATE, "2027-03-28T02:00:00Z", "okafor"),
        (New_York, DAY, NIGHT, "2026-11-01T00:00:00Z", "lindqvist"),
        (New_York, DAY, NIGHT, "2026-11-01T13:00:00Z", "okafor"),
        (New_York, DAY, NIGHT, "2027-03-14T01:00:00Z", "lindqvist"),
        (New_York, DAY, NIGHT, "2027-03-14T12:00:00Z", "okafor"),
        (New_York, EARLY, LATE, "2026-11-01T08:00:00Z", "okafor"),
        // Two o'clock is skipped: three follows at once.
        (New_York, EARLY, LATE, "2027-03-14T07:00:00Z", "okafor"),
    ]
};

pub fn other(clinician: &str) -> &'static str {
    match clinician {
        "okafor" => "lindqvist",
        _ => "okafor",
    }
}
