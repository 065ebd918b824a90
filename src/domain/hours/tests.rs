use super::*;
use chrono_tz::America::Chicago;
use chrono_tz::Europe::London;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn days(dates: &[&str]) -> Arc<CompactCalendar> {
    let mut calendar = CompactCalendar::default();
    for date in dates {
        calendar.insert(date.parse().unwrap());
    }
    Arc::new(calendar)
}

fn christmas() -> Arc<CompactCalendar> {
    days(&["2026-12-25", "2026-12-28"])
}

fn london(expression: &str) -> Hours {
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

const EXPRESSIONS: [&str; 8] = [
    "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
    "Sa 22:00-06:00",
    "24/7",
    "Mo-Su 00:30-02:15",
    "Su 01:15-01:45, We 23:00-25:00",
    "Mo-Fr 18:00-09:00; PH off; Sa,Su 00:00-24:00",
    "2026 Oct 20-2026 Nov 05 off; Mo-Su 10:00-11:00",
    "Mo[1] 01:00-03:00",
];

const ZONES: [Tz; 6] = [
    London,
    Chicago,
    Tz::Australia__Lord_Howe,
    Tz::Africa__Casablanca,
    Tz::America__St_Johns,
    Tz::Asia__Kolkata,
];

/// Instants of which half lie within two hours of a change of the clocks.
fn instants() -> impl Strategy<Value = DateTime<Utc>> {
    const CHANGES: [&str; 4] = [
        "2026-10-25T01:00:00Z",
        "2027-03-28T01:00:00Z",
        "2026-11-01T07:00:00Z",
        "2027-03-14T08:00:00Z",
    ];
    let near = (prop::sample::select(&CHANGES), -7200..7200i64)
        .prop_map(|(c, s)| at(c) + TimeDelta::seconds(s));
    let any =
        (1_790_000_000..1_830_000_000i64).prop_map(|s| DateTime::from_timestamp(s, 0).unwrap());
    prop_oneof![near, any]
}

proptest! {
    #[test]
    fn asking_at_an_instant_agrees_with_the_spans(
        expression in prop::sample::select(&EXPRESSIONS),
        zone in prop::sample::select(&ZONES),
        from in instants(),
        seconds in 0..400_000i64,
    ) {
        let hours = Hours::new(expression, christmas(), zone).unwrap();
        let to = from + TimeDelta::days(6);
        let spans = hours.open_spans(from, to);
        let probe = from + TimeDelta::seconds(seconds);
        prop_assert_eq!(hours.is_open(probe), spans.iter().any(|span| span.contains(&probe)));
        for pair in spans.windows(2) {
            prop_assert!(pair[0].end < pair[1].start);
        }
        for span in &spans {
            prop_assert!(from <= span.start && span.start < span.end && span.end <= to);
            prop_assert!(hours.is_open(span.start));
            prop_assert!(span.end == to || !hours.is_open(span.end));
        }
    }

    #[test]
    fn the_next_open_instant_is_the_least(
        expression in prop::sample::select(&EXPRESSIONS),
        zone in prop::sample::select(&ZONES),
        from in instants(),
        part in 0.0..1.0f64,
    ) {
        let hours = Hours::new(expression, christmas(), zone).unwrap();
        let next = hours.next_open(from).unwrap();
        prop_assert!(next >= from && hours.is_open(next));
        if next > from {
            let between = from + TimeDelta::milliseconds(((next - from).num_milliseconds() as f64 * part) as i64);
            prop_assert!(!hours.is_open(between));
            prop_assert!(!hours.is_open(next - TimeDelta::seconds(1)));
            prop_assert_eq!(hours.next_change(from), Some(next));
        }
    }

    #[test]
    fn the_next_change_is_the_first(
        expression in prop::sample::select(&EXPRESSIONS),
        zone in prop::sample::select(&ZONES),
        from in instants(),
        part in 0.0..1.0f64,
    ) {
        let hours = Hours::new(expression, christmas(), zone).unwrap();
        let Some(change) = hours.next_change(from) else { return Ok(()) };
        prop_assert!(change > from);
        prop_assert_ne!(hours.is_open(change), hours.is_open(from));
        let between = from + TimeDelta::milliseconds(((change - from).num_milliseconds() as f64 * part) as i64);
        prop_assert_eq!(hours.is_open(between), hours.is_open(from));
    }

    #[test]
    fn no_text_breaks_the_reading(text in "[ -~]{0,40}|[MoTuWeFrSa0-9:;, /+\"|-]{0,40}|\\PC{0,20}") {
        if let Ok(hours) = Hours::new(&text, christmas(), London) {
            hours.open_spans(at("2026-10-20T00:00:00Z"), at("2026-11-20T00:00:00Z"));
        }
    }
}
