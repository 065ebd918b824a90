//! PAUSE: for how long, or until when on the wall clock.

use chrono::{DateTime, Duration, LocalResult, NaiveDateTime, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::words::Word;

/// The longest pause.
const LONGEST: Duration = Duration::days(31);

/// The end of a pause written as `30m`, `2h`, `3d`, `2 hours` or `until 14:30`; `None` where it is not understood.
pub fn end(words: &[Word], zone: Tz, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let words: Vec<&str> = words.iter().map(|word| word.plain.as_str()).collect();
    match words.as_slice() {
        ["until", time] => next(zone, wall_clock(time)?, now),
        ["until", time, half @ ("am" | "pm")] => {
            next(zone, wall_clock(&format!("{time}{half}"))?, now)
        }
        ["for", length @ ..] | length => now.checked_add_signed(duration(&length.concat())?),
    }
}

/// `30m`, `2h`, `3d`, and the units written out.
fn duration(text: &str) -> Option<Duration> {
    let figures = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, unit) = text.split_at_checked(figures)?;
    let number: i64 = number.parse().ok().filter(|n| (1..=10_000).contains(n))?;
    let pause = match unit {
        "m" | "min" | "mins" | "minute" | "minutes" => Duration::minutes(number),
        "h" | "hr" | "hrs" | "hour" | "hours" => Duration::hours(number),
        "d" | "day" | "days" => Duration::days(number),
        _ => return None,
    };
    (pause <= LONGEST).then_some(pause)
}

/// `14:30`, `14.30`, `14h30`, `2pm`, `2:30pm`. A lone hour could be either half of the day.
fn wall_clock(text: &str) -> Option<NaiveTime> {
    let half = ["am", "pm"].into_iter().find(|half| text.ends_with(half));
    let digits = text.strip_suffix(half.unwrap_or_default())?;
    let (hour, minute) = match digits.split_once([':', '.', 'h']) {
        Some((hour, minute)) => (hour, Some(minute).filter(|minute| minute.len() == 2)?),
        None => (digits, half.map(|_| "00")?),
    };
    let number = |text: &str| -> Option<u32> {
        let plain = (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match half {
        None => hour,
        Some(half) => {
            let hour = Some(hour).filter(|hour| (1..=12).contains(hour))? % 12;
            if half == "pm" { hour + 12 } else { hour }
        }
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}

/// When the wall clock next shows this time.
fn next(zone: Tz, time: NaiveTime, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = now.with_timezone(&zone).date_naive();
    [Some(today), today.succ_opt()]
        .into_iter()
        .flatten()
        .find_map(|day| shown(zone, day.and_time(time), now))
}

/// The first instant after `now` at which the wall clock shows this; where it skips it, the first after the gap.
fn shown(zone: Tz, local: NaiveDateTime, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let later = |at: DateTime<Tz>| Some(at.with_timezone(&Utc)).filter(|at| *at > now);
    let skipped = 0..=180;
    skipped
        .map(Duration::minutes)
        .find_map(|gap| match zone.from_local_datetime(&(local + gap)) {
            LocalResult::Single(at) => Some(later(at)),
            LocalResult::Ambiguous(first, second) => Some(later(first).or_else(|| later(second))),
            LocalResult::None => None,
        })
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use crate::domain::testkit::at;

    fn until(text: &str, now: &str) -> Option<DateTime<Utc>> {
        end(&words(text), chrono_tz::Europe::London, at(now))
    }

    #[test]
    fn a_time_of_the_wall_clock_is_the_next_one() {
        let now = "Mon 2026-11-23 10:00";
        for (text, then) in [
            ("until 14:30", "Mon 2026-11-23 14:30"),
            ("until 14.30", "Mon 2026-11-23 14:30"),
            ("until 14h30", "Mon 2026-11-23 14:30"),
            ("until 2:30pm", "Mon 2026-11-23 14:30"),
            ("until 2 PM", "Mon 2026-11-23 14:00"),
            ("until 12am", "Tue 2026-11-24 00:00"),
            ("until 09:30", "Tue 2026-11-24 09:30"),
            ("until 10:00", "Tue 2026-11-24 10:00"),
        ] {
            assert_eq!(until(text, now), Some(at(then)), "{text}");
        }
        for text in [
            "until",
            "until 9",
            "until 25:00",
            "until 14:3",
            "until 13pm",
            "until soon",
            "until -1:30",
        ] {
            assert_eq!(until(text, now), None, "{text}");
        }
    }

    #[test]
    fn the_clocks_may_change_meanwhile() {
        // In the night of 29 March 2026 the clock goes from 01:00 to 02:00.
        let spring = until("until 01:30", "Sat 2026-03-28 23:00");
        assert_eq!(spring, Some("2026-03-29T01:00:00Z".parse().unwrap()));
        // On 25 October 2026 it shows 01:30 twice.
        let autumn = |now: &str| {
            let now: DateTime<Utc> = now.parse().unwrap();
            end(&words("until 01:30"), chrono_tz::Europe::London, now).unwrap()
        };
        let twice: [DateTime<Utc>; 2] =
            ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"].map(|at| at.parse().unwrap());
        assert_eq!(autumn("2026-10-24T22:00:00Z"), twice[0]);
        assert_eq!(autumn("2026-10-25T00:45:00Z"), twice[1]);
    }
}
