//! Moments in a few words, for somebody who reads them now: "today 14:00", "Mon 08:30", "24 Dec 09:00". In the
//! practice's zone, and never two moments of the weeks around now in the same words.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

use super::words::Words;

/// A moment that is read at `now`: by the day's own name near to it, else by its date. What lies behind has a date from
/// the day before yesterday on, so that "Mon" is always the one to come.
pub fn short(words: &Words, zone: Tz, now: DateTime<Utc>, at: DateTime<Utc>) -> String {
    let today = now.with_timezone(&zone).date_naive();
    let day = at.with_timezone(&zone).date_naive();
    let time = clock(zone, at);
    let gaps = |day: String| [("day", day.into()), ("time", time.clone().into())];
    match (day - today).num_days() {
        0 => words.with("moments-today", &[("time", time.into())]),
        1 => words.with("moments-tomorrow", &[("time", time.into())]),
        -1 => words.with("moments-yesterday", &[("time", time.into())]),
        2..=6 => words.with("moments-on", &gaps(weekday(words, day.weekday()))),
        away if away.abs() < 180 => words.with("moments-on", &gaps(date(words, day))),
        _ => words.with("moments-on", &gaps(in_full(words, day))),
    }
}

/// A moment of the past or the future that is read at any time: "Mon 16 Nov 2026 08:30".
pub fn full(words: &Words, zone: Tz, at: DateTime<Utc>) -> String {
    let day = at.with_timezone(&zone).date_naive();
    let named = format!("{} {}", weekday(words, day.weekday()), in_full(words, day));
    let time = clock(zone, at);
    words.with(
        "moments-on",
        &[("day", named.into()), ("time", time.into())],
    )
}

/// A day that is read at any time of the year: "24 Dec", with its year where it is not this one.
pub fn day(words: &Words, today: NaiveDate, day: NaiveDate) -> String {
    match day.year() == today.year() {
        true => date(words, day),
        false => in_full(words, day),
    }
}

/// The time of day, with the zone's name where the clock shows it twice.
pub fn clock(zone: Tz, at: DateTime<Utc>) -> String {
    let local = at.with_timezone(&zone);
    match comes_twice(zone, local.naive_local()) {
        true => local.format("%H:%M %Z").to_string(),
        false => local.format("%H:%M").to_string(),
    }
}

fn comes_twice(zone: Tz, local: NaiveDateTime) -> bool {
    let minute = local - TimeDelta::seconds(i64::from(chrono::Timelike::second(&local)));
    zone.from_local_datetime(&minute).earliest() != zone.from_local_datetime(&minute).latest()
}

fn date(words: &Words, day: NaiveDate) -> String {
    let gaps = [
        ("day", day.day().into()),
        ("month", month(words, day.month()).into()),
    ];
    words.with("moments-date", &gaps)
}

fn in_full(words: &Words, day: NaiveDate) -> String {
    let gaps = [
        ("date", date(words, day).into()),
        ("year", day.year().to_string().into()),
    ];
    words.with("moments-dated", &gaps)
}

/// The day of the week, short.
pub fn weekday(words: &Words, day: Weekday) -> String {
    match day {
        Weekday::Mon => words.t("moments-mon"),
        Weekday::Tue => words.t("moments-tue"),
        Weekday::Wed => words.t("moments-wed"),
        Weekday::Thu => words.t("moments-thu"),
        Weekday::Fri => words.t("moments-fri"),
        Weekday::Sat => words.t("moments-sat"),
        Weekday::Sun => words.t("moments-sun"),
    }
}

/// The month (1 to 12), short.
pub fn month(words: &Words, month: u32) -> String {
    match month {
        1 => words.t("moments-jan"),
        2 => words.t("moments-feb"),
        3 => words.t("moments-mar"),
        4 => words.t("moments-apr"),
        5 => words.t("moments-may"),
        6 => words.t("moments-jun"),
        7 => words.t("moments-jul"),
        8 => words.t("moments-aug"),
        9 => words.t("moments-sep"),
        10 => words.t("moments-oct"),
        11 => words.t("moments-nov"),
        _ => words.t("moments-dec"),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::{London, Paris};
    use proptest::prelude::*;

    use super::*;
    use crate::console::words::Tongue;
    use crate::domain::testkit::at;

    fn says(moment: &str) -> String {
        let now = at("Mon 2026-11-23 10:00");
        short(&Words::new(Tongue::English), London, now, at(moment))
    }

    fn dit(moment: &str) -> String {
        let now = at("Mon 2026-11-23 10:00");
        short(&Words::new(Tongue::French), London, now, at(moment))
    }

    #[test]
    fn what_is_near_has_the_name_of_its_day_and_what_is_far_a_date() {
        assert_eq!(says("Mon 2026-11-23 14:00"), "today 14:00");
        assert_eq!(says("Tue 2026-11-24 08:30"), "tomorrow 08:30");
        assert_eq!(says("Sun 2026-11-22 23:59"), "yesterday 23:59");
        assert_eq!(says("Sun 2026-11-29 08:30"), "Sun 08:30");
        assert_eq!(says("Mon 2026-11-30 08:30"), "30 Nov 08:30");
        assert_eq!(says("Thu 2026-12-24 09:00"), "24 Dec 09:00");
        assert_eq!(says("Sat 2026-11-21 09:00"), "21 Nov 09:00");
        assert_eq!(says("Wed 2027-11-24 09:00"), "24 Nov 2027 09:00");
    }

    #[test]
    fn it_is_said_in_the_readers_language() {
        assert_eq!(dit("Mon 2026-11-23 14:00"), "aujourd’hui à 14:00");
        assert_eq!(dit("Thu 2026-11-26 08:30"), "jeu. à 08:30");
        assert_eq!(dit("Tue 2026-12-01 08:30"), "1er déc. à 08:30");
    }

    #[test]
    fn the_hour_that_comes_twice_is_told_apart() {
        let now = at("Sat 2026-10-24 10:00");
        let first = at("Sun 2026-10-25 01:30");
        let words = Words::new(Tongue::English);
        assert_eq!(short(&words, London, now, first), "tomorrow 01:30 BST");
        let second = first + TimeDelta::hours(1);
        assert_eq!(short(&words, London, now, second), "tomorrow 01:30 GMT");
    }

    proptest! {
        #[test]
        fn no_two_minutes_of_the_two_weeks_around_now_are_said_in_the_same_words(
            now in 0i64..400 * 24 * 60,
            one in -7i64 * 24 * 60..=7 * 24 * 60,
            other in -7i64 * 24 * 60..=7 * 24 * 60,
            near in any::<bool>(),
            french in any::<bool>(),
        ) {
            // Whole hours and whole days apart are what could be confused.
            let other = if near { one + (other % 200) * 60 } else { other };
            prop_assume!(one != other && other.abs() <= 7 * 24 * 60);
            let now = at("Thu 2026-01-01 00:00") + TimeDelta::minutes(now);
            let words = Words::new(if french { Tongue::French } else { Tongue::English });
            for zone in [London, Paris, chrono_tz::Australia::Lord_Howe] {
                let say = |by: i64| short(&words, zone, now, now + TimeDelta::minutes(by));
                prop_assert_ne!(say(one), say(other));
            }
        }

        #[test]
        fn a_moment_in_full_is_never_another(one in 0i64..900 * 24 * 60, other in 0i64..900 * 24 * 60) {
            prop_assume!(one != other);
            let words = Words::new(Tongue::English);
            let say = |by: i64| full(&words, London, at("Thu 2026-01-01 00:00") + TimeDelta::minutes(by));
            prop_assert_ne!(say(one), say(other));
        }
    }
}
