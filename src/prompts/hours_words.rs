//! Hours in plain words, for `check` and the console, and in short for texts: who reads them never learned the notation.
//!
//! Nothing here looks at the rules. The usual week is what most weeks of the coming year are, and what differs from it
//! is listed, so that the words show what the expression does rather than what it says.

mod clocks;
mod lines;
mod short;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::domain::hours::Hours;

pub use lines::in_lines;
pub use short::in_short;

/// Hours in words, in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// The usual week: "Monday to Friday 09:00–12:30 and 14:00–18:00", "Saturday and Sunday closed".
    pub weekly: Vec<String>,
    /// Each day or run of days that differs from it, and the nights in which the clocks change the length of a span.
    pub exceptions: Vec<String>,
}

const MINUTES_A_DAY: u32 = 24 * 60;

/// How many weeks the usual one is taken from.
const WEEKS: u64 = 52;

const WEEKDAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

/// The usual week, and what differs from it in the `days` days from `from` (the practice's day). `holiday` gives the
/// name of a public holiday, or `None` for an ordinary day.
pub fn describe<'a>(
    hours: &Hours,
    holiday: impl Fn(NaiveDate) -> Option<&'a str>,
    from: NaiveDate,
    days: u32,
) -> Description {
    let usual = usual_week(hours, &holiday, from);
    let unusual = runs(hours, &usual, from, days);
    let mut dated: Vec<(NaiveDate, String)> =
        unusual.iter().flat_map(|run| run.words(&holiday)).collect();
    dated.extend(span_of(from, days).flat_map(|day| clocks::words(hours, day)));
    dated.sort_by_key(|(day, _)| *day);
    Description {
        weekly: weekly_words(&usual),
        exceptions: dated.into_iter().map(|(_, words)| words).collect(),
    }
}

/// The spans that begin on one day, in minutes from its midnight. What runs overnight ends after 1440 and belongs to
/// the evening before alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Pattern(Vec<Range<u32>>);

impl Pattern {
    fn of(hours: &Hours, day: NaiveDate) -> Self {
        let mut spans = hours.day(day);
        if day
            .pred_opt()
            .is_some_and(|before| tail(hours, before).is_some())
            && !spans.is_empty()
        {
            spans.remove(0);
        }
        if let (Some(last), Some(end)) = (spans.last_mut(), tail(hours, day)) {
            last.end = MINUTES_A_DAY + end;
        }
        Self(spans)
    }

    fn words(&self) -> String {
        match self.0.as_slice() {
            [] => "closed".to_owned(),
            [span] if *span == (0..MINUTES_A_DAY) => "all day".to_owned(),
            spans => list(&spans.iter().map(span_words).collect::<Vec<_>>()),
        }
    }
}

/// When what is open on the evening of a day ends on the next morning. A day that is open from its first to its last
/// minute neither begins nor ends such a night.
fn tail(hours: &Hours, day: NaiveDate) -> Option<u32> {
    let evening = hours
        .day(day)
        .pop()
        .filter(|span| span.start > 0 && span.end == MINUTES_A_DAY)?;
    let morning = hours.day(day.succ_opt()?).into_iter().next()?;
    (morning.start == 0 && morning.end < evening.start).then_some(morning.end)
}

fn span_words(span: &Range<u32>) -> String {
    let clock = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    if span.end > MINUTES_A_DAY {
        return format!(
            "{}–{} the next day",
            clock(span.start),
            clock(span.end - MINUTES_A_DAY)
        );
    }
    format!("{}–{}", clock(span.start), clock(span.end))
}

/// "a", "a and b", "a, b and c".
fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

fn span_of(from: NaiveDate, days: u32) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take(days as usize)
}

fn at_weekday<T>(week: &[T; 7], day: NaiveDate) -> Option<&T> {
    week.get(day.weekday().num_days_from_monday() as usize)
}

/// For each weekday, what most of them in the coming year are, public holidays left aside.
fn usual_week<'a>(
    hours: &Hours,
    holiday: &impl Fn(NaiveDate) -> Option<&'a str>,
    from: NaiveDate,
) -> [Pattern; 7] {
    WEEKDAYS.map(|(weekday, _)| {
        let weeks = (0..WEEKS).filter_map(|week| from.checked_add_days(Days::new(week * 7)));
        let days = weeks.filter_map(|start| {
            start
                .iter_days()
                .take(7)
                .find(|day| day.weekday() == weekday)
        });
        let mut counted: Vec<(Pattern, usize)> = Vec::new();
        for day in days.filter(|day| holiday(*day).is_none()) {
            let pattern = Pattern::of(hours, day);
            match counted.iter_mut().find(|(known, _)| *known == pattern) {
                Some((_, count)) => *count += 1,
                None => counted.push((pattern, 1)),
            }
        }
        let most = counted.into_iter().rev().max_by_key(|(_, count)| *count);
        most.map(|(pattern, _)| pattern).unwrap_or_default()
    })
}

fn weekly_words(usual: &[Pattern; 7]) -> Vec<String> {
    groups(usual)
        .into_iter()
        .map(|(pattern, days)| format!("{} {}", weekdays_words(&days), pattern.words()))
        .collect()
}

/// The days that are the same, from Monday (0).
fn groups(usual: &[Pattern; 7]) -> Vec<(&Pattern, Vec<usize>)> {
    let mut groups: Vec<(&Pattern, Vec<usize>)> = Vec::new();
    for (index, pattern) in usual.iter().enumerate() {
        match groups.iter_mut().find(|(known, _)| *known == pattern) {
            Some((_, days)) => days.push(index),
            None => groups.push((pattern, vec![index])),
        }
    }
    groups
}

/// "Every day", "Monday to Friday", "Saturday and Sunday", "Monday, Wednesday and Friday".
fn weekdays_words(days: &[usize]) -> String {
    if days.len() == WEEKDAYS.len() {
        return "Every day".to_owned();
    }
    let name = |day: usize| WEEKDAYS.get(day).map_or("", |(_, name)| name).to_owned();
    let following = days.chunk_by(|day, next| day + 1 == *next);
    let words = following.flat_map(|run| match run {
        [first, _, .., last] => vec![format!("{} to {}", name(*first), name(*last))],
        few => few.iter().map(|day| name(*day)).collect(),
    });
    list(&words.collect::<Vec<_>>())
}

/// Days one after another that differ from the usual week in the same way.
struct Run {
    days: Vec<NaiveDate>,
    pattern: Pattern,
    /// The day after the last one that is so, days that are always so included: a weekend does not cut an absence.
    open_until: NaiveDate,
}

impl Run {
    /// Holidays are told one by one with their names; where other days are among them, the run is told as one.
    fn words<'a>(
        &self,
        holiday: &impl Fn(NaiveDate) -> Option<&'a str>,
    ) -> Vec<(NaiveDate, String)> {
        let words = self.pattern.words();
        match self.days.as_slice() {
            [first, .., last] if self.days.iter().any(|day| holiday(*day).is_none()) => {
                vec![(
                    *first,
                    format!("{} to {}: {words}", date(*first), date(*last)),
                )]
            }
            days => days
                .iter()
                .map(|day| {
                    (
                        *day,
                        format!("{}{}: {words}", date(*day), named(holiday(*day))),
                    )
                })
                .collect(),
        }
    }
}

/// The name as people say it; the table's marks are those of its source.
fn named(holiday: Option<&str>) -> String {
    let Some(name) = holiday else {
        return String::new();
    };
    let marks = [
        (" (observed, estimated)", ", substitute day, estimated"),
        (" (observed)", ", substitute day"),
        (" (substitute day)", ", substitute day"),
        (" (in lieu)", ", substitute day"),
        (" (estimated)", ", estimated"),
    ];
    let plain = marks.iter().fold(name.to_owned(), |name, (mark, words)| {
        name.replace(mark, words)
    });
    format!(" ({plain})")
}

fn date(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

fn runs(hours: &Hours, usual: &[Pattern; 7], from: NaiveDate, days: u32) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for day in span_of(from, days) {
        let pattern = Pattern::of(hours, day);
        let after = day.succ_opt().unwrap_or(day);
        let going_on = runs
            .last_mut()
            .filter(|run| run.open_until == day && run.pattern == pattern);
        let differs = at_weekday(usual, day) != Some(&pattern);
        match going_on {
            Some(run) => {
                run.open_until = after;
                if differs {
                    run.days.push(day);
                }
            }
            None if differs => runs.push(Run {
                days: vec![day],
                pattern,
                open_until: after,
            }),
            None => {}
        }
    }
    runs
}
