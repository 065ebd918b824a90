//! The words by example.

use super::*;
use compact_calendar::CompactCalendar;
use proptest::prelude::*;
use std::sync::Arc;

const HOLIDAYS: [(&str, &str); 4] = [
    ("2026-12-25", "Christmas Day"),
    ("2026-12-26", "Boxing Day"),
    ("2026-12-28", "Boxing Day (observed)"),
    ("2027-01-01", "New Year's Day"),
];

fn holiday(day: NaiveDate) -> Option<&'static str> {
    HOLIDAYS
        .iter()
        .find(|(date, _)| day == date.parse().unwrap())
        .map(|(_, name)| *name)
}

fn said(expression: &str, from: &str, days: u32) -> Description {
    let mut calendar = CompactCalendar::default();
    for (date, _) in HOLIDAYS {
        calendar.insert(date.parse().unwrap());
    }
    let hours = Hours::new(expression, Arc::new(calendar), chrono_tz::Europe::London).unwrap();
    describe(&hours, holiday, from.parse().unwrap(), days)
}

#[test]
fn the_usual_week_is_told_in_words() {
    let words = said("Mo-Fr 09:00-12:30,14:00-18:00; PH off", "2026-11-22", 30);
    assert_eq!(
        words.weekly,
        [
            "Monday to Friday 09:00–12:30 and 14:00–18:00",
            "Saturday and Sunday closed"
        ]
    );
    assert!(words.exceptions.is_empty());
    let words = said(
        "Mo,We,Fr 09:00-12:00; Sa 10:00-11:00,12:00-13:00,14:00-15:00; PH off",
        "2026-11-22",
        30,
    );
    assert_eq!(
        words.weekly,
        [
            "Monday, Wednesday and Friday 09:00–12:00",
            "Tuesday, Thursday and Sunday closed",
            "Saturday 10:00–11:00, 12:00–13:00 and 14:00–15:00",
        ]
    );
    assert_eq!(
        said("24/7", "2026-11-22", 200).weekly,
        ["Every day all day"]
    );
    assert_eq!(said("24/7", "2026-11-22", 200).exceptions, [""; 0]);
}

#[test]
fn a_night_belongs_to_its_evening() {
    assert_eq!(
        said("18:00-09:00", "2026-11-22", 30).weekly,
        ["Every day 18:00–09:00 the next day"]
    );
    let words = said("Sa 22:00-06:00", "2026-11-22", 30);
    assert_eq!(
        words.weekly,
        [
            "Monday to Friday and Sunday closed",
            "Saturday 22:00–06:00 the next day"
        ]
    );
    let words = said(
        "Fr 18:00-24:00; Sa 00:00-24:00; Su 00:00-20:00",
        "2026-11-22",
        30,
    );
    assert_eq!(
        words.weekly,
        [
            "Monday to Thursday closed",
            "Friday 18:00–24:00",
            "Saturday all day",
            "Sunday 00:00–20:00"
        ]
    );
}

#[test]
fn holidays_are_told_by_name() {
    let words = said("Mo-Fr 09:00-17:00; PH off", "2026-11-22", 90);
    assert_eq!(
        words.exceptions,
        [
            "Fri 25 Dec 2026 (Christmas Day): closed",
            "Mon 28 Dec 2026 (Boxing Day, substitute day): closed",
            "Fri 1 Jan 2027 (New Year's Day): closed",
        ]
    );
    let words = said("Mo-Fr 09:00-17:00; PH 10:00-12:00", "2026-12-25", 1);
    assert_eq!(
        words.exceptions,
        ["Fri 25 Dec 2026 (Christmas Day): 10:00–12:00"]
    );
}

#[test]
fn a_night_that_a_holiday_cuts_short_is_told() {
    let words = said("18:00-09:00; PH off", "2026-12-20", 10);
    assert_eq!(
        words.exceptions,
        [
            "Thu 24 Dec 2026: 18:00–24:00",
            "Fri 25 Dec 2026 (Christmas Day): closed",
            "Sat 26 Dec 2026 (Boxing Day): closed",
            "Sun 27 Dec 2026: 18:00–24:00",
            "Mon 28 Dec 2026 (Boxing Day, substitute day): closed",
        ]
    );
}

#[test]
fn an_absence_is_told_as_one() {
    let words = said(
        "Mo-Fr 09:00-17:00; PH off; 2026 Dec 24-2027 Jan 03 off",
        "2026-11-22",
        90,
    );
    assert_eq!(
        words.exceptions,
        ["Thu 24 Dec 2026 to Fri 1 Jan 2027: closed"]
    );
    let words = said(
        "Mo-Fr 09:00-17:00; PH off; 2027 Jan 20 off",
        "2027-01-10",
        20,
    );
    assert_eq!(words.exceptions, ["Wed 20 Jan 2027: closed"]);
}

#[test]
fn a_long_absence_does_not_become_the_usual_week() {
    let words = said(
        "Mo-Fr 09:00-17:00; PH off; 2026 Nov 01-2027 Mar 31 off",
        "2026-11-22",
        90,
    );
    assert_eq!(
        words.weekly,
        ["Monday to Friday 09:00–17:00", "Saturday and Sunday closed"]
    );
    assert_eq!(
        words.exceptions,
        ["Mon 23 Nov 2026 to Fri 19 Feb 2027: closed"]
    );
}

#[test]
fn nights_in_which_the_clocks_change_are_told_with_their_length() {
    let nights = [
        (
            "Sa 22:00-06:00",
            "2026-10-01",
            "Night to Sun 25 Oct 2026: the clocks go back in 22:00–06:00 the next day, which lasts 9 hours instead of 8 hours",
        ),
        (
            "Sa 22:00-06:00",
            "2027-03-01",
            "Night to Sun 28 Mar 2027: the clocks go forward in 22:00–06:00 the next day, which lasts 7 hours instead of 8 hours",
        ),
        (
            "Su 01:15-01:45",
            "2027-03-01",
            "Sun 28 Mar 2027: the clocks go forward in 01:15–01:45, which lasts no time instead of 30 minutes",
        ),
        (
            "Su 01:00-01:30",
            "2026-10-01",
            "Sun 25 Oct 2026: the clocks go back in 01:00–01:30, which lasts 1 hour instead of 30 minutes",
        ),
    ];
    for (expression, from, words) in nights {
        assert_eq!(said(expression, from, 40).exceptions, [words]);
    }
    assert!(
        said("Mo-Su 09:00-17:00", "2027-03-01", 40)
            .exceptions
            .is_empty()
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_hours_can_be_told_from_any_day(
        rules in prop::collection::vec((0..6usize, 0..6usize), 1..4),
        day in 0..3000i64,
    ) {
        const DAYS: [&str; 6] = ["", "Mo-Fr ", "Sa ", "PH ", "Su 01:00-02:30, ", "2027 Mar 20-2027 Apr 03 "];
        const TIMES: [&str; 6] = ["09:00-12:30", "18:00-09:00", "22:00-48:00", "00:00-24:00", "off", "23:00-01:30"];
        let text: Vec<_> = rules.iter().map(|(days, times)| format!("{}{}", DAYS[*days], TIMES[*times])).collect();
        let from = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + chrono::TimeDelta::days(day);
        let words = said(&text.join("; "), &from.to_string(), 60);
        prop_assert!((1..=7).contains(&words.weekly.len()));
    }
}
