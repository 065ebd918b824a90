//! The nights in which the clocks change, and what that does to the hours.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::{MINUTES_A_DAY, Pattern, date, span_words};
use crate::domain::hours::Hours;

/// What to say of a day on which the clocks change: each span that is shorter or longer for it.
pub fn words(hours: &Hours, day: NaiveDate) -> Vec<(NaiveDate, String)> {
    let zone = hours.zone();
    let midnight = NaiveDateTime::from(day);
    let offset = |at: NaiveDateTime| {
        instant(zone, at, false)
            .with_timezone(&zone)
            .offset()
            .fix()
            .local_minus_utc()
    };
    let gained = offset(midnight) - offset(midnight + TimeDelta::days(1));
    if gained == 0 {
        return Vec::new();
    }
    let turn = if gained > 0 { "back" } else { "forward" };
    let days = day.pred_opt().into_iter().chain([day]);
    let spans = days.flat_map(|begin| {
        Pattern::of(hours, begin)
            .0
            .into_iter()
            .map(move |span| (begin, span))
    });
    let partial = spans.filter(|(_, span)| *span != (0..MINUTES_A_DAY));
    let changed = partial.filter_map(|(begin, span)| {
        let (usual, lasts) = (
            i64::from(span.end - span.start),
            minutes_open(hours, begin, &span),
        );
        let words = format!(
            "{}: the clocks go {turn} in {}, which lasts {} instead of {}",
            if begin == day {
                date(day)
            } else {
                format!("Night to {}", date(day))
            },
            span_words(&span),
            length(lasts),
            length(usual),
        );
        (lasts != usual).then_some((day, words))
    });
    changed.collect()
}

fn minutes_open(hours: &Hours, day: NaiveDate, span: &Range<u32>) -> i64 {
    let on_wall = |minutes: u32| NaiveDateTime::from(day) + TimeDelta::minutes(minutes.into());
    let start = instant(hours.zone(), on_wall(span.start), false);
    let end = instant(hours.zone(), on_wall(span.end), true);
    hours
        .open_spans(start, end)
        .iter()
        .map(|span| (span.end - span.start).num_minutes())
        .sum()
}

/// When the wall clock shows this: the earlier or later of two times; for a time that does not come, some time after
/// the change.
fn instant(zone: Tz, wall: NaiveDateTime, later: bool) -> DateTime<Utc> {
    let hours = TimeDelta::hours(3);
    let shown = zone.from_local_datetime(&wall);
    let found = if later {
        shown.latest()
    } else {
        shown.earliest()
    };
    let found = found.or_else(|| Some(zone.from_local_datetime(&(wall - hours)).latest()? + hours));
    found.map_or_else(|| wall.and_utc(), |at| at.with_timezone(&Utc))
}

/// "8 hours", "1 hour", "7 hours 30 minutes", "no time".
fn length(minutes: i64) -> String {
    let some = |count: i64, unit: &str| match count {
        0 => None,
        1 => Some(format!("1 {unit}")),
        count => Some(format!("{count} {unit}s")),
    };
    let parts: Vec<String> = [some(minutes / 60, "hour"), some(minutes % 60, "minute")]
        .into_iter()
        .flatten()
        .collect();
    if parts.is_empty() {
        "no time".to_owned()
    } else {
        parts.join(" ")
    }
}
