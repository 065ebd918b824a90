//! Moments and lengths as the journal writes them.

use chrono::{DateTime, Datelike, NaiveDate, Offset, Timelike, Utc};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::console::words::{Tongue, Words};

const WEEKDAYS: [[&str; 7]; 2] = [
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
];
const MONTHS: [[&str; 12]; 2] = [
    [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ],
    [
        "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.",
        "déc.",
    ],
];

fn of<const N: usize>(all: &[[&'static str; N]; 2], words: &Words, place: u32) -> &'static str {
    let [english, french] = all;
    let own = match words.tongue() {
        Tongue::English => english,
        Tongue::French => french,
    };
    let place = usize::try_from(place).unwrap_or(0);
    own.get(place).copied().unwrap_or_default()
}

/// A weekday by its number, Monday zero.
pub fn weekday(words: &Words, day: u32) -> &'static str {
    of(&WEEKDAYS, words, day)
}

/// "Mon 23 Nov 2026".
pub fn day(words: &Words, day: NaiveDate) -> String {
    let weekday = weekday(words, day.weekday().num_days_from_monday());
    let month = of(&MONTHS, words, day.month0());
    let number = match (words.tongue(), day.day()) {
        (Tongue::French, 1) => "1er".to_owned(),
        (_, number) => number.to_string(),
    };
    format!("{weekday} {number} {month} {}", day.year())
}

/// "Mon 23 Nov 2026 09:30", on the practice's clocks.
pub fn moment(words: &Words, zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    format!(
        "{} {:02}:{:02}",
        day(words, local.date_naive()),
        local.hour(),
        local.minute()
    )
}

/// A moment with its seconds, since steps of a call follow each other fast, read after the one `before`: with its day where
/// that is another, with the zone's name where the clocks have changed in between.
pub fn second(words: &Words, zone: Tz, before: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let (before, local) = (before.with_timezone(&zone), at.with_timezone(&zone));
    let clock = match before.offset().fix() == local.offset().fix() {
        true => local.format("%H:%M:%S").to_string(),
        false => local.format("%H:%M:%S %Z").to_string(),
    };
    match before.date_naive() == local.date_naive() {
        true => clock,
        false => format!("{} {clock}", day(words, local.date_naive())),
    }
}

/// The moment for people and for machines.
pub fn time(words: &Words, zone: Tz, at: DateTime<Utc>) -> Markup {
    let exact = at.with_timezone(&zone).to_rfc3339();
    html! { time datetime=(exact) { (moment(words, zone, at)) } }
}

/// "42 s", "3 min 5 s", "1 h 2 min".
pub fn length(seconds: i64) -> String {
    let seconds = seconds.max(0);
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, 0) => format!("{minutes} min"),
        (0, minutes, seconds) => format!("{minutes} min {seconds} s"),
        (hours, 0, _) => format!("{hours} h"),
        (hours, minutes, _) => format!("{hours} h {minutes} min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_stand_on_the_practices_clocks_in_the_readers_language() {
        let at = "2026-07-01T22:30:00Z".parse().unwrap();
        let (english, french) = (Words::new(Tongue::English), Words::new(Tongue::French));
        let london = chrono_tz::Europe::London;
        assert_eq!(moment(&english, london, at), "Wed 1 Jul 2026 23:30");
        let paris = chrono_tz::Europe::Paris;
        assert_eq!(moment(&french, paris, at), "jeu. 2 juil. 2026 00:30");
        let first = "2026-12-01".parse().unwrap();
        assert_eq!(day(&french, first), "mar. 1er déc. 2026");
    }

    #[test]
    fn a_step_after_midnight_says_its_day_and_one_after_a_change_of_the_clocks_its_zone() {
        let (english, french) = (Words::new(Tongue::English), Words::new(Tongue::French));
        let london = chrono_tz::Europe::London;
        let told = |words: &Words, before: &str, at: &str| {
            second(words, london, before.parse().unwrap(), at.parse().unwrap())
        };
        let late = "2026-11-23T23:59:58Z";
        assert_eq!(told(&english, late, "2026-11-23T23:59:59Z"), "23:59:59");
        let early = "2026-11-24T00:00:03Z";
        assert_eq!(told(&english, late, early), "Tue 24 Nov 2026 00:00:03");
        assert_eq!(told(&french, late, early), "mar. 24 nov. 2026 00:00:03");
        assert_eq!(told(&english, early, "2026-11-24T00:00:09Z"), "00:00:09");
        // In summer the day changes an hour earlier than in UTC.
        assert_eq!(
            told(&english, "2026-07-01T22:59:59Z", "2026-07-01T23:00:00Z"),
            "Thu 2 Jul 2026 00:00:00"
        );
        assert_eq!(
            told(&english, "2026-10-25T00:59:59Z", "2026-10-25T01:00:04Z"),
            "01:00:04 GMT"
        );
    }

    #[test]
    fn lengths_are_written_without_a_doubt_about_the_unit() {
        let written = [0, 42, 60, 185, 3600, 3725].map(length);
        assert_eq!(
            written,
            ["0 s", "42 s", "1 min", "3 min 5 s", "1 h", "1 h 2 min"]
        );
    }
}
