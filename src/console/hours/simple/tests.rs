//! What a form says and what the notation says is the same, both ways.

use proptest::prelude::*;

use super::*;

fn simple(notation: &str) -> Simple {
    Simple::read(notation).unwrap_or_else(|| panic!("{notation}"))
}

#[test]
fn the_notation_is_written_as_a_person_would() {
    for (written, as_it_comes) in [
        (
            "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
            "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
        ),
        (
            "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off",
            "Mo-Fr 09:00-17:00; Sa 10:00-12:00; PH off",
        ),
        ("Mo-Fr 9:00-17:00; We off", "Mo,Tu,Th,Fr 09:00-17:00"),
        ("09:00-17:00", "Mo-Su 09:00-17:00"),
        ("24/7", "24/7"),
        ("24/7; PH off", "24/7; PH off"),
        ("Sa,Su", "Sa,Su 00:00-24:00"),
        ("Mo-Fr,PH 09:00-17:00", "Mo-Fr 09:00-17:00; PH 09:00-17:00"),
        ("Mo-Su,PH 09:00-17:00", "Mo-Su 09:00-17:00"),
        (
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
            "Mo-Fr 09:00-17:00; PH 10:00-12:00",
        ),
        (
            "Mo-Th 22:00-06:00, Fr 18:00-08:00",
            "Mo-Th 22:00-06:00, Fr 18:00-08:00",
        ),
        ("Mo-Su 18:00-30:00; PH off", "Mo-Su 18:00-06:00; PH off"),
        ("Sa-Mo 10:00-12:00", "Mo,Sa,Su 10:00-12:00"),
        (
            "Mo-We 09:00-12:00, We 14:00-17:00",
            "Mo,Tu 09:00-12:00; We 09:00-12:00,14:00-17:00",
        ),
        ("PH 10:00-12:00", "PH 10:00-12:00"),
    ] {
        assert_eq!(
            simple(written).notation().as_deref(),
            Some(as_it_comes),
            "{written}"
        );
    }
}

#[test]
fn what_a_form_cannot_say_is_left_to_the_notation() {
    for more in [
        "Jan-Mar Mo-Fr 09:00-17:00",
        "week 01-10 Mo-Fr 09:00-17:00",
        "2026 Mo-Fr 09:00-17:00",
        "2026 Dec 24 off; Mo-Fr 09:00-17:00",
        "Mo[1] 09:00-17:00",
        "Mo-Fr 09:00-17:00 || Sa 10:00-12:00",
        "Mo-Fr 09:00-17:00 \"by appointment\"",
        "Mo-Fr 09:00-17:00; We 12:00-14:00 off",
        "Mo-Fr 09:00-17:00, PH 10:00-12:00",
        "PH off; Mo-Fr 09:00-17:00",
        "Fr 22:00-06:00; Sa 10:00-12:00",
        "Mo-Fr 08:00-08:00",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 09:00-17:00; SH off",
        "Mo-Fr,PH 22:00-06:00",
        "Mo-Fr 09:00-17:00 unknown",
        "PH -1 day 09:00-12:00",
        "24/7 off",
        "off",
        "",
        "whenever",
    ] {
        assert_eq!(Simple::read(more), None, "{more}");
    }
}

#[test]
fn a_night_does_not_end_where_the_next_day_has_hours_of_its_own() {
    let nights = simple("Fr 22:00-06:00, Sa 10:00-12:00");
    assert_eq!(nights.notation().unwrap(), "Fr 22:00-06:00, Sa 10:00-12:00");
    assert!(!means_the_same(
        "Fr 22:00-06:00, Sa 10:00-12:00",
        "Fr 22:00-06:00; Sa 10:00-12:00"
    ));
}

#[test]
fn rows_are_as_few_as_there_can_be() {
    let rows = simple("Mo-Fr 09:00-12:30,14:00-18:00; PH 14:00-18:00").rows();
    let ticked: Vec<(usize, bool, u32)> = rows
        .iter()
        .map(|row| {
            (
                row.days.iter().filter(|day| **day).count(),
                row.holidays,
                row.span.start / 60,
            )
        })
        .collect();
    assert_eq!(ticked, [(5, false, 9), (5, false, 14), (0, true, 14)]);
    let also = simple("Mo-Fr,PH 09:00-12:30,14:00-18:00").rows();
    assert!(also.len() == 2 && also.iter().all(|row| row.holidays));
    let closed = simple("Mo 09:00-12:00; PH off");
    assert!(closed.closed_on_holidays() && !simple("Mo 09:00-12:00").closed_on_holidays());
    assert!(simple("24/7").is_always() && !simple("24/7; PH off").is_always());
}

fn span() -> impl Strategy<Value = Span> {
    (0u32..96, 1u32..96)
        .prop_map(|(start, length)| start * 15..start * 15 + length * 15)
        .prop_map(|span| {
            // A whole day begins at midnight.
            if span.end - span.start >= DAY {
                WHOLE
            } else {
                span
            }
        })
}

fn row() -> impl Strategy<Value = Row> {
    (any::<[bool; 7]>(), prop::bool::weighted(0.15), span()).prop_map(|(days, holidays, span)| {
        Row {
            days,
            holidays: holidays && span.end <= DAY,
            span,
        }
    })
}

/// What somebody who ticks those rows means by them, apart from public holidays: the minutes of each day.
fn meant(rows: &[Row], day: usize) -> Vec<bool> {
    let mut open = vec![false; DAY as usize];
    for row in rows {
        for (offset, ticked) in [(0, row.days[day]), (DAY, row.days[(day + 6) % 7])] {
            let span = row.span.start.max(offset)..row.span.end.min(offset + DAY);
            for minute in span.filter(|_| ticked) {
                open[(minute - offset) as usize] = true;
            }
        }
    }
    open
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn from_the_form_to_the_notation_and_back_nothing_changes(rows in prop::collection::vec(row(), 1..6), closed: bool) {
        let form = Simple::of(&rows, closed && !rows.iter().any(|row| row.holidays));
        prop_assume!(!form.is_empty());
        let notation = form.notation().unwrap();
        prop_assert_eq!(Simple::read(&notation), Some(form.clone()), "{}", notation);
        let again = Simple::of(&form.rows(), form.closed_on_holidays());
        prop_assert_eq!(&again, &form, "{}", notation);
        prop_assert_eq!(again.rows(), form.rows());
    }

    #[test]
    fn the_notation_is_open_when_the_rows_say_so(rows in prop::collection::vec(row(), 1..6)) {
        let notation = Simple::of(&rows, false).notation().unwrap();
        prop_assume!(!notation.is_empty());
        let hours = Hours::new(&notation, Arc::default(), chrono_tz::UTC).unwrap();
        // Monday.
        let first = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        for (day, date) in first.iter_days().take(7).enumerate() {
            let mut open = vec![false; DAY as usize];
            for minute in hours.day(date).into_iter().flatten() {
                open[minute as usize] = true;
            }
            prop_assert_eq!(open, meant(&rows, day), "{} on {}", notation, date);
        }
    }

    #[test]
    fn what_is_read_from_the_notation_is_written_with_the_same_meaning(
        parts in prop::collection::vec((0usize..NOTATIONS.len(), prop::sample::select(vec!["; ", ", "])), 1..4)
    ) {
        let mut notation = String::new();
        for (number, (part, between)) in parts.iter().enumerate() {
            if number > 0 {
                notation.push_str(between);
            }
            notation.push_str(NOTATIONS[*part]);
        }
        if let Some(form) = Simple::read(&notation) {
            let again = form.notation().unwrap();
            prop_assert!(means_the_same(&notation, &again), "{} and {}", notation, again);
        }
    }
}

const NOTATIONS: [&str; 12] = [
    "Mo-Fr 09:00-17:00",
    "Sa,Su 10:00-12:00",
    "PH off",
    "PH 10:00-14:00",
    "We off",
    "Fr 22:00-06:00",
    "Mo-Su 18:00-09:00",
    "24/7",
    "Mo,PH 08:00-12:00",
    "Sa-Mo 14:00-16:00,20:00-24:00",
    "Jul-Aug off",
    "Tu 12:00-13:00 off",
];
