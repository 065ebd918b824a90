//! Dates that do not exist, and ranges of dates that never apply or apply far longer than they look.

use chrono::NaiveDate;
use opening_hours_syntax::rules::RuleSequence;
use opening_hours_syntax::rules::day::{Date, MonthdayRange};

use super::source::Source;
use super::{HoursProblem, Severity, Trap, problem, warning};

/// A range without years that is longer than this is a mistake more often than not.
const LONG_DAYS: i64 = 180;

/// A leap year and the one after it: a date without a year exists if it exists in the first.
const LEAP_YEAR: i32 = 2028;

/// What is wrong with the dates of one rule.
pub fn problems(rule: &RuleSequence, index: usize, source: &Source) -> Vec<HoursProblem> {
    let mut found: Vec<HoursProblem> = Vec::new();
    for range in &rule.day_selector.monthday {
        match range {
            MonthdayRange::Date { start, end } => {
                let missing: Vec<_> = [start.0, end.0]
                    .iter()
                    .filter_map(|date| no_such_date(date, index, source))
                    .collect();
                if missing.is_empty() {
                    found.extend(backwards(&start.0, &end.0, index, source));
                }
                found.extend(missing);
            }
            MonthdayRange::Month { range, .. }
                if !rule.day_selector.year.is_empty() && range.start() > range.end() =>
            {
                let message =
                    "These months are taken from one year: its first ones and its last ones."
                        .to_owned();
                let instead =
                    "Write the dates with their years, for example 2026 Nov 01-2027 Feb 28.";
                found.push(warning(
                    Trap::MonthsWrapInYear,
                    source.rule(index),
                    message,
                    instead,
                ));
            }
            MonthdayRange::Month { .. } => {}
        }
    }
    found.dedup();
    found
}

fn no_such_date(date: &Date, index: usize, source: &Source) -> Option<HoursProblem> {
    let Date::Fixed { year, month, day } = date else {
        return None;
    };
    let in_year = year.map_or(LEAP_YEAR, |year| *year);
    if on(date, in_year).is_some() {
        return None;
    }
    let last = (28..*day)
        .rev()
        .find(|day| NaiveDate::from_ymd_opt(in_year, *month as u32, u32::from(*day)).is_some());
    let short: String = month.to_string().chars().take(3).collect();
    let column = source.find(index, &format!("{short} {day}"));
    let message = format!("There is no {date}.");
    let instead = format!(
        "The last day of that month is {short} {}.",
        last.unwrap_or(28)
    );
    Some(problem(
        Severity::Error,
        Trap::NoSuchDate,
        column,
        message,
        &instead,
    ))
}

fn backwards(start: &Date, end: &Date, index: usize, source: &Source) -> Option<HoursProblem> {
    let first = on(start, start.year().map_or(LEAP_YEAR, |year| *year))?;
    let column = || source.find(index, &format!("{start}"));
    if let (Some(_), Some(year)) = (start.year(), end.year()) {
        let last = on(end, *year)?;
        return (last < first).then(|| {
            let message = format!("{start}-{end} ends before it begins, so it would never apply.");
            let instead = format!("Write {end}-{start}, or correct the years.");
            problem(
                Severity::Error,
                Trap::EndsBeforeItBegins,
                column(),
                message,
                &instead,
            )
        });
    }
    let same_year = on(end, chrono::Datelike::year(&first))?;
    let last = if same_year < first {
        on(end, chrono::Datelike::year(&first) + 1)?
    } else {
        return None;
    };
    let days = (last - first).num_days();
    (days > LONG_DAYS && end.year().is_none()).then(|| {
        let message = format!("{start}-{end} runs over the new year and lasts {days} days.");
        let instead = "Write both dates with their years if less was meant.";
        warning(Trap::RunsOverNewYear, column(), message, instead)
    })
}

fn on(date: &Date, year: i32) -> Option<NaiveDate> {
    match date {
        Date::Fixed { month, day, .. } => {
            NaiveDate::from_ymd_opt(year, *month as u32, u32::from(*day))
        }
        Date::Weekday { .. } | Date::Easter { .. } => None,
    }
}
