//! The moments and the dates, on ordinary days and on the odd ones.

use super::*;
use crate::cli::demo::sample::{ZONE, holidays};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn season(today: &str) -> Season {
    Season::of(day(today), &holidays())
}

fn noon(day: NaiveDate) -> DateTime<Utc> {
    local(ZONE, day, 12, 0)
}

fn at(moments: &[Moment], id: &str) -> DateTime<Utc> {
    moments.iter().find(|moment| moment.id == id).unwrap().at
}

#[test]
fn the_demo_begins_on_the_next_working_day_on_which_the_doctor_is_in() {
    for (today, morning) in [
        ("2026-11-22", "2026-11-23"), // a Sunday: Monday
        ("2026-11-20", "2026-11-23"), // a Friday: Monday
        ("2026-11-23", "2026-11-24"), // a Monday: Tuesday
        ("2026-04-02", "2026-04-07"), // Maundy Thursday: after Easter Monday
        ("2026-05-01", "2026-05-05"), // before the early May bank holiday
        ("2028-02-28", "2028-02-29"), // a leap day is a day like any other
        ("2028-02-29", "2028-03-01"),
        ("2026-12-23", "2027-01-04"), // the doctor is away from Christmas Eve on
        ("2026-12-25", "2027-01-04"),
        ("2026-12-31", "2027-01-04"), // New Year's Day is a Friday
    ] {
        assert_eq!(season(today).morning, day(morning), "on {today}");
    }
}

#[test]
fn the_coming_christmas_is_todays_on_christmas_day() {
    for (today, christmas) in [
        ("2026-11-22", "2026-12-25"),
        ("2026-12-24", "2026-12-25"),
        ("2026-12-25", "2026-12-25"),
        ("2026-12-26", "2027-12-25"),
        ("2026-12-31", "2027-12-25"),
        ("2027-01-01", "2027-12-25"),
    ] {
        assert_eq!(season(today).christmas, day(christmas), "on {today}");
    }
}

#[test]
fn the_night_summer_time_ends_is_found_shortly_before() {
    for (today, expected) in [
        ("2026-11-22", "2027-10-31T00:59:45Z"),
        ("2026-10-24", "2026-10-25T00:59:45Z"),
        ("2026-10-25", "2027-10-31T00:59:45Z"),
        ("2026-03-29", "2026-10-25T00:59:45Z"),
        ("2028-02-29", "2028-10-29T00:59:45Z"),
    ] {
        let offered = moments(&season(today), noon(day(today)), ZONE);
        let expected: DateTime<Utc> = expected.parse().unwrap();
        assert_eq!(at(&offered, "clocks"), expected, "on {today}");
    }
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    assert_eq!(end_of_summer_time(now, chrono_tz::Asia::Tokyo), None);
    assert!(end_of_summer_time(now, chrono_tz::Australia::Lord_Howe).is_some());
}

#[test]
fn on_every_day_of_eight_years_every_moment_is_there_and_the_stories_hold() {
    let holidays = holidays();
    let days = day("2025-01-01").iter_days().take(8 * 366);
    for today in days {
        let season = Season::of(today, &holidays);
        let now = noon(today);
        let offered = moments(&season, now, ZONE);
        let ids: Vec<_> = offered.iter().map(|moment| moment.id).collect();
        let all = [
            "morning",
            "now",
            "tonight",
            "hours",
            "sunday",
            "christmas",
            "clocks",
        ];
        assert_eq!(ids, all, "on {today}");

        let is_away = |day| season.doctor_away.0 <= day && day <= season.doctor_away.1;
        assert!(season.morning > today, "on {today}");
        assert!(
            !is_away(season.morning) && !is_away(season.next_morning) && !is_away(season.sunday),
            "on {today}"
        );
        assert_eq!(season.sunday.weekday(), Weekday::Sun);
        assert!(is_away(season.christmas), "on {today}");
        assert!(season.nurse_away.0 < today && season.morning < season.nurse_away.1);
        assert!(season.access_ended < today, "on {today}");
        for moment in &offered {
            let date = moment.at.with_timezone(&ZONE).date_naive();
            assert!(date >= today, "{} on {today}", moment.id);
            assert!(date <= season.access_until, "{} on {today}", moment.id);
        }
    }
}

#[test]
fn the_last_local_time_there_is_becomes_an_instant_in_every_zone() {
    let last = chrono::NaiveDateTime::MAX;
    for zone in [chrono_tz::America::New_York, ZONE, chrono_tz::Asia::Tokyo] {
        assert!(instant(zone, last) > noon(day("2026-11-22")));
    }
}

#[test]
fn a_time_that_does_not_exist_or_comes_twice_is_told() {
    let odd = |local: &str| oddity(ZONE, local.parse().unwrap());
    assert_eq!(
        odd("2027-03-28T01:30:00").as_deref(),
        Some("01:30 does not exist on 28 March: 02:30 it is.")
    );
    assert_eq!(
        odd("2027-10-31T01:30:00").as_deref(),
        Some("01:30 comes twice on 31 October: this is the first, BST.")
    );
    assert_eq!(odd("2027-10-31T02:30:00"), None);
}
