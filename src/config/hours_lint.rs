//! The traps of the opening_hours notation: expressions that are read without complaint and do not mean what was meant.
//!
//! [`lint`] walks the rules as they were read, and finds again in the text where each of them stands.

mod dates;
mod order;
mod source;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc};
use opening_hours_syntax::RuleKind;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange};
use opening_hours_syntax::rules::time::Time;
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};

use crate::domain::hours::Hours;
use source::Source;

/// One trap in an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursProblem {
    /// Whether the expression is refused for it.
    pub severity: Severity,
    /// Which trap it is, for who wants to leave some out.
    pub trap: Trap,
    /// Where in the expression, in characters, the first being 1.
    pub column: usize,
    /// What is wrong, in plain words.
    pub message: String,
    /// What to write instead, or how to make sure.
    pub instead: String,
}

/// How bad a trap is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The expression is refused.
    Error,
    /// The expression is used, and `check` speaks about it.
    Warning,
}

/// The traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trap {
    /// A date that no calendar has, such as 30 February.
    NoSuchDate,
    /// A range of dates whose end is before its beginning: it would never apply.
    EndsBeforeItBegins,
    /// Not open once in the coming 400 days.
    NeverOpens,
    /// A range without a year that runs over most of the year.
    RunsOverNewYear,
    /// Months of one year that begin late and end early: two pieces of that year.
    MonthsWrapInYear,
    /// `;` took away an earlier rule's hours where `,` would have added.
    Replaces,
    /// A span that runs into the next day.
    Overnight,
    /// No rule says what holds on public holidays.
    NoHolidayRule,
    /// A rule for public holidays that a later rule undoes.
    HolidayRuleUndone,
    /// Days without times and without `off`: open around the clock.
    OpenAllDay,
    /// `PH Fr`: on public holidays and on every Friday, not on holidays that are Fridays.
    HolidayOrWeekday,
    /// A `||` rule.
    Fallback,
    /// A quoted comment, which changes nothing.
    Comment,
    /// Hours marked `unknown`, which count as closed.
    Unknown,
}

/// The traps in an expression, errors first, then in the order of the text. `hours` is the expression as it was read
/// with the practice's holidays and zone; `from` is the practice's day from which the coming 400 are looked at.
pub fn lint(expression: &str, hours: &Hours, from: NaiveDate) -> Vec<HoursProblem> {
    let Some(parsed) = hours.parsed() else {
        return Vec::new();
    };
    let rules = parsed.rules.as_slice();
    let source = Source::new(expression, rules.len());
    let mut problems = Vec::new();
    for (index, rule) in rules.iter().enumerate() {
        problems.extend(dates::problems(rule, index, &source));
        problems.extend(overnight(rule, index, &source));
        problems.extend(oddities(rule, index, &source));
    }
    problems.extend(order::open_all_day(rules, &source));
    problems.extend(order::replaced(rules, &source));
    problems.extend(order::holiday_rules_undone(rules, &source));
    problems.extend(no_holiday_rule(hours, rules));
    if problems
        .iter()
        .all(|problem| problem.severity != Severity::Error)
    {
        problems.extend(never_opens(hours, from));
    }
    problems.sort_by_key(|problem| (problem.severity, problem.column));
    problems
}

fn problem(
    severity: Severity,
    trap: Trap,
    column: usize,
    message: String,
    instead: &str,
) -> HoursProblem {
    HoursProblem {
        severity,
        trap,
        column,
        message,
        instead: instead.to_owned(),
    }
}

fn warning(trap: Trap, column: usize, message: String, instead: &str) -> HoursProblem {
    problem(Severity::Warning, trap, column, message, instead)
}

fn never_opens(hours: &Hours, from: NaiveDate) -> Option<HoursProblem> {
    let midnight = hours
        .zone()
        .from_local_datetime(&NaiveDateTime::new(from, NaiveTime::MIN))
        .earliest();
    let start = midnight.map_or_else(
        || from.and_time(NaiveTime::MIN).and_utc(),
        |at| at.with_timezone(&Utc),
    );
    if hours.next_open(start).is_some() {
        return None;
    }
    let until = from.checked_add_days(Days::new(400)).unwrap_or(from);
    let message = format!("These hours never open between {from} and {until}.");
    let instead = "Write when they open, for example \"Mo-Fr 09:00-17:00; PH off\".";
    Some(problem(
        Severity::Error,
        Trap::NeverOpens,
        1,
        message,
        instead,
    ))
}

fn no_holiday_rule(hours: &Hours, rules: &[RuleSequence]) -> Option<HoursProblem> {
    let mentioned = rules
        .iter()
        .any(|rule| rule.day_selector.weekday.iter().any(is_holiday));
    let weekly = rules
        .iter()
        .any(|rule| rule.kind == RuleKind::Open && is_undated(rule));
    let constant = hours.parsed().is_none_or(|parsed| parsed.is_constant());
    if mentioned || !weekly || constant {
        return None;
    }
    let message = "On public holidays these hours are those of any other day.".to_owned();
    let instead =
        "If closed then, add \"; PH off\"; if open then, say so, for example \"; PH 10:00-12:00\".";
    Some(warning(Trap::NoHolidayRule, 1, message, instead))
}

fn overnight(rule: &RuleSequence, index: usize, source: &Source) -> Vec<HoursProblem> {
    const DAY: u32 = 24 * 60;
    let long = minutes(rule).into_iter().filter(|span| span.end > DAY);
    long.map(|span| {
        let (start, end) = (clock(span.start), clock(span.end - DAY));
        let column = source.find(index, &start);
        let message =
            format!("From {start} these hours run overnight, until {end} on the next day.");
        let beyond = source.position(index, &clock(span.end)).is_some();
        let instead = if !beyond && span.end - span.start > DAY / 2 && span.start > span.end - DAY {
            format!("If one day was meant, write {end}-{start}.")
        } else {
            format!("If that is not meant, let them end by 24:00: {start}-24:00.")
        };
        warning(Trap::Overnight, column, message, &instead)
    })
    .collect()
}

fn oddities(rule: &RuleSequence, index: usize, source: &Source) -> Vec<HoursProblem> {
    let mut found = Vec::new();
    let column = source.rule(index);
    if rule.operator == RuleOperator::Fallback {
        let message =
            format!("\"|| {rule}\" counts only at times of which no rule before it says anything.");
        found.push(warning(
            Trap::Fallback,
            column,
            message,
            "Write \"; \" and the days and times it is meant for.",
        ));
    }
    if !rule.comment.is_empty() {
        let state = if rule.kind == RuleKind::Open {
            "open"
        } else {
            "closed"
        };
        let message = format!(
            "The note \"{}\" changes nothing: these hours count as {state}.",
            rule.comment
        );
        let instead = "Leave it out; write off where no calls are taken.";
        found.push(warning(
            Trap::Comment,
            source.find(index, "\""),
            message,
            instead,
        ));
    }
    found.extend(holiday_or_weekday(rule, index, source));
    if rule.kind == RuleKind::Unknown {
        let message = "Hours marked unknown count as closed.".to_owned();
        found.push(warning(
            Trap::Unknown,
            source.find(index, "unknown"),
            message,
            "Write off, or leave the word out.",
        ));
    }
    found
}

/// A blank between `PH` and a weekday looks like "and" and is read like "or".
fn holiday_or_weekday(rule: &RuleSequence, index: usize, source: &Source) -> Option<HoursProblem> {
    let (holidays, weekdays): (Vec<_>, Vec<_>) = rule
        .day_selector
        .weekday
        .iter()
        .partition(|day| is_holiday(day));
    let weekdays: Vec<String> = weekdays.iter().map(ToString::to_string).collect();
    let (first, last) = (weekdays.first()?, weekdays.last()?);
    let written = [format!("PH {first}"), format!("{last} PH")];
    let column = written
        .iter()
        .find_map(|text| source.position(index, text))?;
    let days = weekdays.join(",");
    let message = format!(
        "This is for public holidays and also for every {days}, not only for holidays on {days}."
    );
    let instead = format!("If both are meant, write PH,{days}; if holidays alone, write PH.");
    (!holidays.is_empty()).then(|| warning(Trap::HolidayOrWeekday, column, message, &instead))
}

fn is_holiday(day: &WeekDayRange) -> bool {
    matches!(
        day,
        WeekDayRange::Holiday {
            kind: HolidayKind::Public,
            ..
        }
    )
}

/// A rule that names no date, month, week or year.
fn is_undated(rule: &RuleSequence) -> bool {
    let days = &rule.day_selector;
    days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty()
}

/// The spans of a rule in minutes from midnight; what runs overnight ends after 1440.
fn minutes(rule: &RuleSequence) -> Vec<Range<u32>> {
    let fixed = rule.time_selector.spans.iter().filter_map(|span| {
        match (span.range.start, span.range.end) {
            (Time::Fixed(start), Time::Fixed(end)) => Some((
                u32::from(start.mins_from_midnight()),
                u32::from(end.mins_from_midnight()),
            )),
            _ => None,
        }
    });
    fixed
        .map(|(start, end)| {
            if end > start {
                start..end
            } else {
                start..end + 24 * 60
            }
        })
        .collect()
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
