//! What the hours promise for any instant: the ways to ask agree with each other, also where the clocks change.

use super::tests::{at, christmas, london};
use super::*;
use chrono_tz::America::Chicago;
use chrono_tz::Europe::London;
use proptest::prelude::*;

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
    fn a_written_week_is_the_week_that_is_open(
        week in prop::array::uniform7(prop::collection::btree_set(0..96u32, 0..4usize)),
        day in 0..600i64,
    ) {
        // Each weekday opens and closes at quarters of an hour, in turn.
        let week = week.map(|times| {
            let times: Vec<u32> = times.into_iter().map(|quarter| quarter * 15).collect();
            times.chunks_exact(2).map(|span| span[0]..span[1]).collect::<Vec<_>>()
        });
        let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        let rules = week.iter().zip(["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]).map(|(spans, day)| {
            let spans: Vec<_> = spans.iter().map(|span| format!("{}-{}", clock(span.start), clock(span.end))).collect();
            if spans.is_empty() { format!("{day} off") } else { format!("{day} {}", spans.join(",")) }
        });
        let hours = london(&format!("{}; PH off", rules.collect::<Vec<_>>().join("; ")));
        let date = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap() + TimeDelta::days(day);
        let holiday = ["2026-12-25", "2026-12-28"].iter().any(|holiday| date == holiday.parse().unwrap());
        let expected = &week[date.weekday().num_days_from_monday() as usize];
        prop_assert_eq!(&hours.day(date), if holiday { &[][..] } else { &expected[..] });
    }

    #[test]
    fn no_text_breaks_the_reading(text in prop_oneof!["[ -~]{0,40}", "\\PC{0,20}", scraps()], from in instants()) {
        match Hours::new(&text, christmas(), London) {
            Ok(hours) => {
                hours.open_spans(from, from + TimeDelta::days(40));
                hours.next_change(from);
            }
            Err(error) => prop_assert!((1..=text.chars().count() + 1).contains(&error.column), "{text:?} {error:?}"),
        }
    }
}

/// Pieces of the notation in any order, which is read more often than not.
fn scraps() -> impl Strategy<Value = String> {
    const SCRAPS: [&str; 34] = [
        "Mo",
        "Fr",
        "-",
        ",",
        ", ",
        "; ",
        " ",
        " ",
        "Sa[1]",
        "Su[-1]",
        "PH",
        "PH +1 day",
        "09:00-12:30",
        "18:00-09:00",
        "22:00-48:00",
        "00:00-24:00",
        "off",
        "open",
        "unknown",
        "\"note\"",
        " || ",
        "2026",
        "2027",
        "-2030/2",
        "Dec 24",
        "Feb 30",
        "Feb 29",
        "Jan",
        "easter",
        " -2 days",
        "week 01-53/2",
        "24/7",
        "+",
        "2026 Dec 24-2027 Jan 02",
    ];
    prop::collection::vec(prop::sample::select(&SCRAPS), 1..12).prop_map(|scraps| scraps.concat())
}
