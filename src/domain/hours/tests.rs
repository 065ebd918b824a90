//! What the hours promise, by example.

use super::*;
use chrono_tz::America::Chicago;
use chrono_tz::Europe::London;

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn days(dates: &[&str]) -> Arc<CompactCalendar> {
    let mut calendar = CompactCalendar::default();
    for date in dates {
        calendar.insert(date.parse().unwrap());
    }
    Arc::new(calendar)
}

pub(super) fn christmas() -> Arc<CompactCalendar> {
    days(&["2026-12-25", "2026-12-28"])
}

pub(super) fn london(expression: &str) -> Hours {
    Hours::new(expression, christmas(), London).unwrap()
}

fn spans(hours: &Hours, from: &str, to: &str) -> Vec<(String, String)> {
    let text = |at: DateTime<Utc>| at.format("%d %H:%M").to_string();
    hours
        .open_spans(at(from), at(to))
        .into_iter()
        .map(|s| (text(s.start), text(s.end)))
        .collect()
}

fn pair(start: &str, end: &str) -> (String, String) {
    (start.to_owned(), end.to_owned())
}

fn refusal(expression: &str) -> HoursError {
    Hours::new(expression, christmas(), London).unwrap_err()
}

#[test]
fn an_ordinary_week_is_open_when_it_says() {
    let hours = london("Mo-Fr 09:00-12:30,14:00-18:00; PH off");
    assert!(hours.is_open(at("2026-11-23T09:00:00Z")));
    assert!(!hours.is_open(at("2026-11-23T12:30:00Z")));
    assert!(hours.is_open(at("2026-11-23T12:29:59Z")));
    assert!(!hours.is_open(at("2026-11-22T10:00:00Z")));
    assert_eq!(
        hours.next_open(at("2026-11-22T10:00:00Z")),
        Some(at("2026-11-23T09:00:00Z"))
    );
    assert_eq!(
        hours.next_change(at("2026-11-23T10:00:00Z")),
        Some(at("2026-11-23T12:30:00Z"))
    );
    assert_eq!(
        spans(&hours, "2026-11-23T10:15:00Z", "2026-11-24T00:00:00Z"),
        [pair("23 10:15", "23 12:30"), pair("23 14:00", "23 18:00")]
    );
}

#[test]
fn public_holidays_are_closed_by_ph_off() {
    let hours = london("Mo-Fr 09:00-17:00; PH off");
    assert!(!hours.is_open(at("2026-12-25T10:00:00Z")));
    assert!(!hours.is_open(at("2026-12-28T10:00:00Z")));
    assert!(hours.is_open(at("2026-12-29T10:00:00Z")));
    assert_eq!(
        hours.next_open(at("2026-12-24T17:00:00Z")),
        Some(at("2026-12-29T09:00:00Z"))
    );
}

#[test]
fn always_and_never_are_what_they_say() {
    let now = at("2026-10-25T01:30:00Z");
    for hours in [Hours::always(London), london("24/7")] {
        assert!(hours.is_open(now));
        assert_eq!(hours.next_open(now), Some(now));
        assert_eq!(hours.next_change(now), None);
        assert_eq!(
            hours.open_spans(now, at("2027-10-25T01:30:00Z")),
            std::slice::from_ref(&(now..at("2027-10-25T01:30:00Z")))
        );
    }
    for hours in [Hours::never(London), london("24/7 off")] {
        assert!(!hours.is_open(now));
        assert_eq!(hours.next_open(now), None);
        assert_eq!(hours.next_change(now), None);
        assert!(hours.open_spans(now, at("2027-10-25T01:30:00Z")).is_empty());
    }
}

#[test]
fn an_hour_that_comes_twice_counts_twice() {
    let hours = london("Su 01:00-01:30");
    assert_eq!(
        spans(&hours, "2026-10-25T00:00:00Z", "2026-10-26T00:00:00Z"),
        [pair("25 00:00", "25 00:30"), pair("25 01:00", "25 01:30")]
    );
    assert!(hours.is_open(at("2026-10-25T00:15:00Z")));
    assert!(!hours.is_open(at("2026-10-25T00:45:00Z")));
    assert!(hours.is_open(at("2026-10-25T01:15:00Z")));
    assert_eq!(
        hours.next_open(at("2026-10-25T00:45:00Z")),
        Some(at("2026-10-25T01:00:00Z"))
    );
    assert_eq!(
        hours.next_change(at("2026-10-25T00:15:00Z")),
        Some(at("2026-10-25T00:30:00Z"))
    );
}

#[test]
fn an_hour_that_does_not_come_is_nobodys() {
    let hours = london("Su 01:15-01:45");
    assert!(spans(&hours, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z").is_empty());
    assert_eq!(
        hours.next_open(at("2027-03-28T00:00:00Z")),
        Some(at("2027-04-04T00:15:00Z"))
    );
    let hours = london("Su 01:30-03:00");
    assert_eq!(
        spans(&hours, "2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z"),
        [pair("28 01:00", "28 02:00")]
    );
    assert!(hours.is_open(at("2027-03-28T01:00:00Z")));
    assert!(!hours.is_open(at("2027-03-28T00:59:59Z")));
}

#[test]
fn a_night_is_an_hour_longer_or_shorter_where_the_clocks_change() {
    let hours = london("Sa 22:00-06:00");
    assert_eq!(
        spans(&hours, "2026-10-24T12:00:00Z", "2026-10-26T00:00:00Z"),
        [pair("24 21:00", "25 06:00")]
    );
    assert_eq!(
        spans(&hours, "2027-03-27T12:00:00Z", "2027-03-29T00:00:00Z"),
        [pair("27 22:00", "28 05:00")]
    );
    let hours = Hours::new("Sa 22:00-06:00", Arc::default(), Chicago).unwrap();
    assert_eq!(
        spans(&hours, "2026-10-31T12:00:00Z", "2026-11-02T00:00:00Z"),
        [pair("01 03:00", "01 12:00")]
    );
    assert_eq!(
        spans(&hours, "2027-03-13T12:00:00Z", "2027-03-15T00:00:00Z"),
        [pair("14 04:00", "14 11:00")]
    );
}

#[test]
fn a_night_belongs_to_its_evening() {
    let hours = london("Mo-Su 18:00-09:00; PH off");
    assert!(hours.is_open(at("2026-12-24T23:59:00Z")));
    assert!(!hours.is_open(at("2026-12-25T03:00:00Z")));
    assert!(!hours.is_open(at("2026-12-26T03:00:00Z")));
    assert!(hours.is_open(at("2026-12-26T18:00:00Z")));
    assert_eq!(
        hours.next_open(at("2026-12-28T12:00:00Z")),
        Some(at("2026-12-29T18:00:00Z"))
    );
    let hours = london("Mo-Su 18:00-09:00, Mo-Fr 08:00-12:00; PH off");
    assert_eq!(
        hours.next_open(at("2026-12-28T12:00:00Z")),
        Some(at("2026-12-29T08:00:00Z"))
    );
    let hours = london("Mo-Su 18:00-24:00,00:00-09:00; PH off");
    assert_eq!(
        hours.next_open(at("2026-12-28T12:00:00Z")),
        Some(at("2026-12-29T00:00:00Z"))
    );
}

#[test]
fn half_hour_zones_are_exact() {
    let zone = chrono_tz::Australia::Lord_Howe; // its clocks change by half an hour
    let hours = Hours::new("Mo-Su 01:00-03:00", Arc::default(), zone).unwrap();
    assert_eq!(
        spans(&hours, "2027-04-03T10:00:00Z", "2027-04-04T10:00:00Z"),
        [pair("03 14:00", "03 16:30")]
    );
}

#[test]
fn hours_that_may_be_open_are_closed() {
    let hours = london("Mo-Fr 09:00-17:00 unknown");
    assert!(!hours.is_open(at("2026-11-23T10:00:00Z")));
    assert_eq!(hours.next_open(at("2026-11-23T10:00:00Z")), None);
}

#[test]
fn a_year_without_hours_is_looked_through() {
    let hours = london("2027 Dec 01 09:00-10:00");
    assert_eq!(
        hours.next_open(at("2026-11-22T10:00:00Z")),
        Some(at("2027-12-01T09:00:00Z"))
    );
    let hours = london("2029 Dec 01 09:00-10:00");
    assert_eq!(hours.next_open(at("2026-11-22T10:00:00Z")), None);
}

#[test]
fn dated_closures_are_closed_to_their_last_day() {
    let hours = london("Mo-Fr 09:00-17:00; 2026 Dec 24-2027 Jan 02 off");
    assert!(!hours.is_open(at("2026-12-24T10:00:00Z")));
    assert!(!hours.is_open(at("2027-01-01T10:00:00Z")));
    assert!(hours.is_open(at("2027-01-04T10:00:00Z")));
    let hours = london("Mo-Su 09:00-17:00; 2027 Aug 01-2027 Aug 31 off");
    assert!(!hours.is_open(at("2027-08-31T10:00:00Z")));
    assert!(hours.is_open(at("2027-09-01T10:00:00Z")));
}

#[test]
fn a_month_of_one_year_is_closed_to_its_last_day() {
    let hours = london("Mo-Su 09:00-17:00; 2027 Aug off");
    assert!(hours.is_open(at("2027-07-31T10:00:00Z")));
    assert!(!hours.is_open(at("2027-08-31T10:00:00Z")));
    assert!(hours.is_open(at("2028-08-31T10:00:00Z")));
}

#[test]
fn a_month_written_onto_its_year_is_refused_because_it_would_close_on_one_day_only() {
    let error = refusal("Mo-Su 09:00-17:00; 2027Aug off");
    assert_eq!(error.column, 20);
    assert!(
        error.message.contains("\"2027 Aug 01-2027 Aug 31\""),
        "{}",
        error.message
    );
    assert!(
        refusal("2027Nov-Feb off")
            .message
            .contains("\"2027 Nov 01-2028 Feb 29\"")
    );
}

#[test]
fn what_cannot_be_known_is_refused() {
    assert_eq!(refusal("Mo-Fr 09:00-17:00; SH off").column, 20);
    assert_eq!(refusal("Mo-Fr 09:00-sunset").column, 13);
    assert!(
        refusal("Mo-Fr 10:00-16:00/01:30")
            .message
            .contains("Repeated")
    );
    assert!(refusal("Mo-Fr 10:00+").message.contains("need an end"));
}

#[test]
fn mistakes_are_told_in_plain_words_and_where_they_are() {
    let told = [
        ("", 1, "There are no hours"),
        ("Mo-Fr 9-17", 7, "09:00-17:30"),
        ("Mo-Fr 09.00-17.00", 7, "09:00-17:30"),
        ("Mo-Fr 9am-5pm", 7, "17:30, not 5:30 pm"),
        ("Mo–Fr 09:00-17:00", 3, "ordinary hyphen"),
        ("Di 09:00-17:00", 1, "Weekdays are Mo"),
        ("Mo-Fr 09:00-17:00; PH geschlossen", 23, "write off"),
        ("2028-2026 Mo off", 1, "2026-2028"),
        ("Mo-Fr 09:00-17:00; 24.12.2026 off", 20, "2026 Dec 24"),
        ("Mo-Fr 09:00-17:00; 2026-12-24 off", 24, "2026 Dec 24"),
        ("Mo-Fr 09:00-17:00; Dec 24 2026 off", 27, "2026 Dec 24"),
        ("Mo-Fr 09:00-17:00; 24 Dec 2026 off", 20, "2026 Dec 24"),
        (
            "Mo-Fr 09:00-17:00; 2026 Dec 24 to 2027 Jan 02 off",
            32,
            "hyphen",
        ),
        ("Mo - Fr 09:00-17:00", 4, "without blanks"),
        ("Mo-Fr: 09:00-17:00", 6, "without the colon"),
        ("Mo-Fr 09:00-17:00; ph off", 20, "PH in capitals"),
        ("Mo-Fr 09:00-17:00,PH off", 19, "blank after the comma"),
        (
            "Monday-Friday 09:00-17:00",
            3,
            "\"Monday-Friday\" cannot be read here. Weekdays are Mo",
        ),
        ("Mo-Fr\n09:00-17:00", 6, "one line"),
    ];
    for (expression, column, words) in told {
        let error = refusal(expression);
        assert!(error.message.contains(words), "{expression}: {error:?}");
        assert!(
            !error.message.contains("expected"),
            "{expression}: {error:?}"
        );
        assert!(
            error.column.abs_diff(column) <= 2,
            "{expression}: {error:?}"
        );
    }
}

#[test]
fn debug_shows_the_expression() {
    assert_eq!(
        format!("{:?}", london(" 24/7 ")),
        "Hours(\"24/7\" in Europe/London)"
    );
}

#[test]
fn the_ends_of_the_calendar_are_closed_and_quiet() {
    let hours = Hours::always(London);
    assert!(!hours.is_open(DateTime::<Utc>::MIN_UTC + TimeDelta::days(2)));
    assert!(
        hours
            .open_spans(DateTime::<Utc>::MAX_UTC, DateTime::<Utc>::MAX_UTC)
            .is_empty()
    );
    assert_eq!(
        hours.next_open(DateTime::<Utc>::MAX_UTC - TimeDelta::days(2)),
        None
    );
}
