//! Each trap by example, and hours that have none.

use super::*;
use compact_calendar::CompactCalendar;
use proptest::prelude::*;
use std::sync::Arc;

fn problems(expression: &str) -> Vec<HoursProblem> {
    let mut calendar = CompactCalendar::default();
    calendar.insert("2026-12-25".parse().unwrap());
    let hours = Hours::new(expression, Arc::new(calendar), chrono_tz::Europe::London).unwrap();
    lint(expression, &hours, "2026-11-22".parse().unwrap())
}

fn traps(expression: &str) -> Vec<(Trap, usize)> {
    problems(expression)
        .into_iter()
        .map(|problem| (problem.trap, problem.column))
        .collect()
}

fn message(expression: &str) -> String {
    let found = problems(expression);
    let first = found.first().unwrap();
    format!("{} {}", first.message, first.instead)
}

#[test]
fn hours_as_they_are_usually_written_have_no_trap() {
    for expression in [
        "Mo-Fr 08:30-18:00; PH off",
        "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
        "24/7",
        "Mo-Fr 09:00-17:00; Fr 09:00-12:00; PH off",
        "Mo-Fr 09:00-12:30, Mo 14:00-18:00; PH off",
        "Mo-Fr 09:00-17:00, PH off",
        "Mo-Fr 09:00-17:00; PH off; 2026 Dec 24-2027 Jan 02 off",
        "Mo-Fr 09:00-17:00; PH off; 2026 Dec 24 18:00-19:00",
        "Mo-Fr 09:00-17:00; PH off; Dec 24-Jan 02 off",
        "Mo-Fr 09:00-17:00; Mo off; Mo 18:00-19:00; PH off",
        "Mo-Fr 09:00-17:00; Mo[1] 18:00-19:00; PH off",
        "PH off; Mo-Fr 09:00-17:00; PH off",
        "Mo-Fr 09:00-17:00; PH off; Feb 29 off",
    ] {
        assert_eq!(traps(expression), [], "{expression}");
    }
}

#[test]
fn a_date_that_does_not_exist_is_an_error() {
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; PH off; 2026 Feb 30 off"),
        [(Trap::NoSuchDate, 33)]
    );
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; PH off; 2027 Feb 29 off"),
        [(Trap::NoSuchDate, 33)]
    );
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; PH off; Apr 31 off"),
        [(Trap::NoSuchDate, 28)]
    );
    assert!(message("24/7; 2026 Feb 30 off").contains("The last day of that month is Feb 28."));
    assert_eq!(
        problems("24/7; PH off; 2026 Feb 30 off")[0].severity,
        Severity::Error
    );
}

#[test]
fn a_range_that_ends_before_it_begins_is_an_error() {
    assert_eq!(
        traps("24/7; PH off; 2026 Aug 21-2026 Aug 01 off"),
        [(Trap::EndsBeforeItBegins, 15)]
    );
    assert_eq!(
        traps("24/7; PH off; 2026 Aug 21-Aug 01 off"),
        [(Trap::RunsOverNewYear, 15)]
    );
    assert_eq!(
        traps("24/7; PH off; Aug 21-Aug 01 off"),
        [(Trap::RunsOverNewYear, 15)]
    );
    assert_eq!(
        traps("Mo-Su 10:00-12:00; 2026 Nov-Feb off; PH off"),
        [(Trap::MonthsWrapInYear, 20)]
    );
}

#[test]
fn hours_that_never_open_are_an_error() {
    assert_eq!(traps("24/7 off"), [(Trap::NeverOpens, 1)]);
    assert_eq!(traps("2024 Mar 01 09:00-10:00"), [(Trap::NeverOpens, 1)]);
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; Mo-Su off; PH off"),
        [(Trap::NeverOpens, 1)]
    );
}

#[test]
fn a_semicolon_that_takes_hours_away_is_told() {
    let expression = "Mo-Fr 09:00-12:30; Mo 14:00-18:00; PH off";
    assert_eq!(traps(expression), [(Trap::Replaces, 20)]);
    let said = message(expression);
    assert!(said.contains("Monday 09:00-12:30 becomes closed"), "{said}");
    assert!(said.contains("\", Mo 14:00-18:00\""), "{said}");
    assert_eq!(
        traps("09:00-12:30; 14:00-18:00; PH off"),
        [(Trap::Replaces, 14)]
    );
    assert_eq!(
        traps("Fr-Mo 09:00-12:30; Su,Mo 14:00-18:00; PH off"),
        [(Trap::Replaces, 20)]
    );
}

#[test]
fn a_semicolon_that_ends_a_night_is_told() {
    let expression = "Sa 22:00-06:00; Su 10:00-12:00; PH off";
    assert_eq!(
        traps(expression),
        [(Trap::Overnight, 4), (Trap::Replaces, 17)]
    );
    assert!(
        problems(expression)[1]
            .message
            .contains("the night of Saturday at midnight: 00:00-06:00")
    );
    assert_eq!(
        traps("Sa 22:00-06:00, Su 10:00-12:00; PH off"),
        [(Trap::Overnight, 4)]
    );
    assert_eq!(
        traps("Mo-Fr 18:00-08:00; Sa,Su 00:00-24:00; PH 00:00-24:00"),
        [(Trap::Overnight, 7)]
    );
}

#[test]
fn hours_that_run_overnight_are_told() {
    assert_eq!(traps("Mo-Fr 18:00-09:00; PH off"), [(Trap::Overnight, 7)]);
    assert_eq!(traps("Mo-Fr 09:00-25:00; PH off"), [(Trap::Overnight, 7)]);
    assert!(message("Mo-Fr 18:00-09:00; PH off").contains("write 09:00-18:00"));
    assert!(message("Mo-Fr 09:00-25:00; PH off").contains("until 01:00 on the next day"));
}

#[test]
fn hours_that_do_not_speak_of_public_holidays_are_told() {
    assert_eq!(traps("Mo-Fr 09:00-17:00"), [(Trap::NoHolidayRule, 1)]);
    assert!(message("Mo-Fr 09:00-17:00").contains("; PH off"));
    assert_eq!(traps("2026 Dec 24 09:00-17:00"), []);
}

#[test]
fn a_holiday_rule_that_comes_too_early_is_told() {
    assert_eq!(
        traps("PH off; Mo-Fr 09:00-17:00"),
        [(Trap::HolidayRuleUndone, 1)]
    );
    assert_eq!(
        traps("PH off, Mo-Fr 09:00-17:00"),
        [(Trap::HolidayRuleUndone, 1)]
    );
}

#[test]
fn what_changes_nothing_or_little_is_told() {
    assert_eq!(
        traps("Mo-Fr 09:00-17:00 \"ring; twice\"; PH off"),
        [(Trap::Comment, 19)]
    );
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; PH off || Sa 10:00-12:00"),
        [(Trap::Fallback, 30)]
    );
    assert_eq!(
        traps("Mo-Fr 09:00-17:00; Sa 10:00-12:00 unknown; PH off"),
        [(Trap::Unknown, 35)]
    );
}

#[test]
fn days_without_times_are_told_because_they_are_open_around_the_clock() {
    let expression = "Mo-Fr 09:00-17:00; PH off; 2026 Dec 24, 2026 Dec 31 off";
    assert_eq!(traps(expression), [(Trap::OpenAllDay, 28)]);
    assert_eq!(problems(expression)[0].severity, Severity::Error);
    assert!(
        message(expression).contains("write 2026 Dec 24 off; otherwise 2026 Dec 24 00:00-24:00")
    );
    assert_eq!(
        traps("Mo-Fr 18:00-24:00; Sa,Su; PH off"),
        [(Trap::OpenAllDay, 20)]
    );
    assert_eq!(traps("Mo-Fr 18:00-24:00; Sa,Su 00:00-24:00; PH off"), []);
    assert_eq!(traps("Sa,Su; PH off"), []);
    assert_eq!(traps("2026 Dec 24-2026 Dec 26"), []);
}

#[test]
fn a_holiday_beside_a_weekday_is_told_because_it_means_either() {
    assert_eq!(
        traps("Mo-Su 09:00-17:00; PH Fr off"),
        [(Trap::HolidayOrWeekday, 20)]
    );
    assert_eq!(
        traps("Mo-Su 09:00-17:00; Mo-Fr PH off"),
        [(Trap::HolidayOrWeekday, 20)]
    );
    assert_eq!(traps("Mo-Su 09:00-17:00; Fr,PH off"), []);
}

#[test]
fn errors_come_first() {
    let found = problems("Mo-Fr 18:00-09:00; 2026 Feb 30 off");
    assert_eq!(found[0].severity, Severity::Error);
    assert!(found.len() > 1);
}

const DAYS: [&str; 12] = [
    "",
    "Mo-Fr ",
    "Sa,Su ",
    "PH ",
    "PH Fr ",
    "Fr-Mo,PH ",
    "Mo[1] ",
    "2026 Feb 30 ",
    "2027 Dec 24-Jan 02 ",
    "2026 Nov-Feb ",
    "week 02 ",
    "easter -2 days ",
];
const TIMES: [&str; 7] = [
    "09:00-12:30",
    "14:00-18:00,19:00-20:00",
    "18:00-09:00",
    "09:00-48:00",
    "00:00-24:00",
    "off",
    "open \"ü;\"",
];
const BETWEEN: [&str; 3] = ["; ", ", ", " || "];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_trap_is_inside_the_text_and_hours_without_an_error_open_some_time(
        rules in prop::collection::vec((0..12usize, 0..7usize, 0..3usize), 1..6),
    ) {
        let text: String = rules.iter().map(|(days, times, between)| format!("{}{}{}", DAYS[*days], TIMES[*times], BETWEEN[*between])).collect();
        let text = text.trim_end_matches([';', ',', '|', ' ']);
        let mut calendar = CompactCalendar::default();
        calendar.insert("2026-12-25".parse().unwrap());
        let Ok(hours) = Hours::new(text, Arc::new(calendar), chrono_tz::Europe::London) else { return Ok(()) };
        let found = lint(text, &hours, "2026-11-22".parse().unwrap());
        for problem in &found {
            prop_assert!((1..=text.chars().count()).contains(&problem.column), "{} {:?}", text, problem);
        }
        let refused = found.iter().any(|problem| problem.severity == Severity::Error);
        prop_assert!(refused || hours.next_open("2026-11-22T00:00:00Z".parse().unwrap()).is_some(), "{}", text);
    }
}
