//! Hours of the simple kind, which a form can say: for each day of the week some spans, and what holds on public holidays.
//! Written in the notation as a person would, and read from it where it says no more than that.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use compact_calendar::CompactCalendar;
use opening_hours_syntax::rules::day::{HolidayKind, WeekDayRange, Weekday};
use opening_hours_syntax::rules::time::{Time, TimeSpan};
use opening_hours_syntax::rules::{RuleOperator, RuleSequence};
use opening_hours_syntax::{RuleKind, parse};

use super::week::DAY;
use crate::domain::hours::Hours;

/// A span in minutes from midnight; what runs overnight ends after 1440. Never empty, and shorter than a day unless it is
/// the whole day.
pub type Span = Range<u32>;

/// The hours of a week.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simple {
    /// From Monday; each day's spans in order of their beginning.
    pub days: [Vec<Span>; 7],
    /// On public holidays: no spans is closed; `None`: as on any other day.
    pub holidays: Option<Vec<Span>>,
}

/// A row of the form: these days are open then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// From Monday.
    pub days: [bool; 7],
    /// Whether it holds on public holidays.
    pub holidays: bool,
    /// When.
    pub span: Span,
}

/// How the notation abbreviates the days, from Monday.
pub const NAMES: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

const WHOLE: Span = 0..DAY;

/// How many days two expressions are compared over: each weekday comes with each of its neighbours a holiday or not.
const COMPARED: usize = 371;

impl Simple {
    /// Of the rows of a form, and whether public holidays are closed.
    pub fn of(rows: &[Row], closed_on_holidays: bool) -> Self {
        let mut simple = Simple::default();
        let on_holidays: Vec<Span> = rows
            .iter()
            .filter(|row| row.holidays)
            .map(|row| row.span.clone())
            .collect();
        for row in rows {
            for (spans, open) in simple.days.iter_mut().zip(row.days) {
                if open {
                    spans.push(row.span.clone());
                }
            }
        }
        if closed_on_holidays || !on_holidays.is_empty() {
            simple.holidays = Some(on_holidays);
        }
        simple.in_order()
    }

    /// The rows of a form that say the same, as few as there can be.
    pub fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut holidays = self.holidays.clone().unwrap_or_default();
        for (days, spans) in self.groups() {
            let also = !holidays.is_empty() && holidays == *spans;
            if also {
                holidays.clear();
            }
            rows.extend(spans.iter().map(|span| Row {
                days,
                holidays: also,
                span: span.clone(),
            }));
        }
        rows.extend(holidays.into_iter().map(|span| Row {
            days: [false; 7],
            holidays: true,
            span,
        }));
        rows
    }

    /// Whether public holidays are closed.
    pub fn closed_on_holidays(&self) -> bool {
        self.holidays.as_ref().is_some_and(Vec::is_empty)
    }

    /// Whether nothing is ever open.
    pub fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty) && self.holidays.as_ref().is_none_or(Vec::is_empty)
    }

    /// Whether it is open around the clock.
    pub fn is_always(&self) -> bool {
        self.days.iter().all(|spans| *spans == [WHOLE]) && self.holidays.is_none()
    }

    /// In the notation. `None` where it can't be said in it: a night that begins on a public holiday alone would end at
    /// midnight.
    pub fn notation(&self) -> Option<String> {
        if self.holidays.iter().flatten().any(|span| span.end > DAY) {
            return None;
        }
        let overnight = self.days.iter().flatten().any(|span| span.end > DAY);
        // After `;` a day forgets the night before it; after `,` it does not.
        let between = if overnight { ", " } else { "; " };
        let rules = self
            .groups()
            .into_iter()
            .map(|(days, spans)| match spans.as_slice() {
                [whole] if *whole == WHOLE && days == [true; 7] => "24/7".to_owned(),
                spans => format!("{} {}", days_written(&days), spans_written(spans)),
            });
        let mut written = rules.collect::<Vec<_>>().join(between);
        if let Some(holidays) = &self.holidays {
            if !written.is_empty() {
                written.push_str("; ");
            }
            match holidays.as_slice() {
                [] => written.push_str("PH off"),
                spans => written.push_str(&format!("PH {}", spans_written(spans))),
            }
        }
        Some(written)
    }

    /// Reads the notation. `None` where it says more than a form can, or something else than it seems to: what is read
    /// is written again and compared with it, day by day.
    pub fn read(notation: &str) -> Option<Self> {
        let expression = parse(notation).ok()?;
        let mut simple = Simple::default();
        for (number, rule) in expression.rules.iter().enumerate() {
            simple.add(rule, number == 0)?;
        }
        let simple = simple.in_order();
        let same = means_the_same(notation, &simple.notation()?);
        (same && !simple.is_empty()).then_some(simple)
    }

    /// Sorted, each span once; holidays that are as every other day need no mention.
    fn in_order(mut self) -> Self {
        for spans in self.days.iter_mut().chain(self.holidays.as_mut()) {
            spans.sort_by_key(|span| (span.start, span.end));
            spans.dedup();
        }
        if self
            .days
            .iter()
            .all(|spans| Some(spans) == self.holidays.as_ref())
        {
            self.holidays = None;
        }
        self
    }

    /// The days that have the same spans, in order of their first.
    fn groups(&self) -> Vec<([bool; 7], &Vec<Span>)> {
        let mut groups: Vec<([bool; 7], &Vec<Span>)> = Vec::new();
        for (day, spans) in self
            .days
            .iter()
            .enumerate()
            .filter(|(_, spans)| !spans.is_empty())
        {
            let place = groups.iter().position(|(_, known)| *known == spans);
            let place = place.unwrap_or_else(|| {
                groups.push(([false; 7], spans));
                groups.len() - 1
            });
            if let Some(ticked) = groups
                .get_mut(place)
                .and_then(|(days, _)| days.get_mut(day))
            {
                *ticked = true;
            }
        }
        groups
    }

    /// Takes a rule up. `None` where a form has no place for it.
    fn add(&mut self, rule: &RuleSequence, first: bool) -> Option<()> {
        let (days, on_holidays) = days_of(rule)?;
        let spans: Vec<Span> = rule
            .time_selector
            .spans
            .iter()
            .map(span_of)
            .collect::<Option<_>>()?;
        if !rule.comment.is_empty() {
            return None;
        }
        let (spans, replaces) = match (rule.kind, rule.operator) {
            (RuleKind::Open, RuleOperator::Normal) => (spans, true),
            (RuleKind::Open, RuleOperator::Additional) => (spans, first),
            (RuleKind::Closed, RuleOperator::Normal) if spans == [WHOLE] => (Vec::new(), true),
            _ => return None,
        };
        for (known, meant) in self.days.iter_mut().zip(days) {
            match (meant, replaces) {
                (true, true) => known.clone_from(&spans),
                (true, false) => known.extend(spans.iter().cloned()),
                (false, _) => {}
            }
        }
        if on_holidays {
            match (replaces, &mut self.holidays) {
                (true, holidays) => *holidays = Some(spans),
                (false, Some(known)) => known.extend(spans),
                (false, None) => return None,
            }
        } else if days == [true; 7] && replaces {
            self.holidays = None;
        }
        Some(())
    }
}

/// The days of the week that a rule is for, and whether it is for public holidays.
fn days_of(rule: &RuleSequence) -> Option<([bool; 7], bool)> {
    let days = &rule.day_selector;
    if !(days.year.is_empty() && days.monthday.is_empty() && days.week.is_empty()) {
        return None;
    }
    if days.weekday.is_empty() {
        return Some(([true; 7], false));
    }
    let (mut week, mut holidays) = ([false; 7], false);
    for range in &days.weekday {
        match range {
            WeekDayRange::Holiday {
                kind: HolidayKind::Public,
                offset: 0,
            } => holidays = true,
            WeekDayRange::Fixed {
                range,
                offset: 0,
                nth_from_start,
                nth_from_end,
            } if !nth_from_start.contains(&false) && !nth_from_end.contains(&false) => {
                let (from, to) = (place(*range.start()), place(*range.end()));
                for (day, ticked) in week.iter_mut().enumerate() {
                    *ticked |= match from <= to {
                        true => (from..=to).contains(&day),
                        false => day >= from || day <= to,
                    };
                }
            }
            _ => return None,
        }
    }
    Some((week, holidays))
}

fn place(day: Weekday) -> usize {
    day.num_days_from_monday() as usize
}

fn span_of(span: &TimeSpan) -> Option<Span> {
    let (Time::Fixed(start), Time::Fixed(end)) = (span.range.start, span.range.end) else {
        return None;
    };
    let (start, end) = (
        u32::from(start.mins_from_midnight()),
        u32::from(end.mins_from_midnight()),
    );
    let end = if end <= start { end + DAY } else { end };
    let sayable = start < DAY && (end - start < DAY || (start..end) == WHOLE);
    (sayable && !span.open_end && span.repeats.is_none()).then_some(start..end)
}

/// "Mo-Fr", "Sa,Su", "Mo,We-Fr"
fn days_written(days: &[bool; 7]) -> String {
    let ticked: Vec<usize> = (0..7).filter(|day| days.get(*day) == Some(&true)).collect();
    let name = |day: &usize| NAMES.get(*day).copied().unwrap_or_default();
    let runs = ticked.chunk_by(|day, next| day + 1 == *next);
    let words = runs.map(|run| match run {
        [first, _, .., last] => format!("{}-{}", name(first), name(last)),
        few => few.iter().map(name).collect::<Vec<_>>().join(","),
    });
    words.collect::<Vec<_>>().join(",")
}

fn spans_written(spans: &[Span]) -> String {
    let mut written = String::new();
    for span in spans {
        let end = if span.end > DAY {
            span.end - DAY
        } else {
            span.end
        };
        let comma = if written.is_empty() { "" } else { "," };
        // Writing to a String cannot fail.
        let _ = write!(
            written,
            "{comma}{:02}:{:02}-{:02}:{:02}",
            span.start / 60,
            span.start % 60,
            end / 60,
            end % 60
        );
    }
    written
}

/// Whether two expressions are open on the same minutes of more than a year, with holidays on days of every kind.
pub fn means_the_same(one: &str, other: &str) -> bool {
    let first = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
    let days: Vec<NaiveDate> = first.iter_days().take(COMPARED).collect();
    let mut holidays = CompactCalendar::default();
    // Every 5th and 11th day: alone, beside each other, and on each day of the week.
    for day in days
        .iter()
        .enumerate()
        .filter(|(number, _)| number % 5 == 0 || number % 11 == 0)
    {
        holidays.insert(*day.1);
    }
    let holidays = Arc::new(holidays);
    let read = |notation| Hours::new(notation, holidays.clone(), chrono_tz::UTC).ok();
    let (Some(one), Some(other)) = (read(one), read(other)) else {
        return false;
    };
    let after = first
        .checked_add_days(Days::new(COMPARED as u64))
        .unwrap_or(first);
    days.iter()
        .chain([&after])
        .all(|day| one.day(*day) == other.day(*day))
}

#[cfg(test)]
mod tests;
