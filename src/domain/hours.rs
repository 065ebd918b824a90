//! When a clinician takes calls: an opening_hours expression in the practice's time zone.
//!
//! The expression speaks of the wall clock. Days are evaluated on the wall clock alone, by the `opening-hours` crate, and
//! carried over to UTC here: between two changes of the zone's offset both run in parallel, so that the hour that comes
//! twice in autumn counts in both its passes, and the one that is missing in spring is nobody's.
//!
//! Public holidays (`PH`) are those of the calendar passed in, always: without one the crate ignores a `PH off`, which
//! would leave Christmas open.

mod night;
#[cfg(test)]
mod properties;
mod read;
#[cfg(test)]
mod tests;
mod today;
mod zone;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use compact_calendar::CompactCalendar;
use night::Nights;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use opening_hours_syntax::rules::OpeningHoursExpression;

pub use read::HoursError;
use today::Today;

/// How far ahead [`Hours::next_open`] and [`Hours::next_change`] look.
const HORIZON_DAYS: u64 = 400;

/// The years in which hours are evaluated; before and after them everything is closed.
const YEARS: Range<i32> = 1971..9990;

/// The hours of somebody or something, in a time zone. Cheap to clone.
#[derive(Clone)]
pub struct Hours {
    written: Arc<str>,
    rule: Rule,
    zone: Tz,
    today: Today,
}

impl PartialEq for Hours {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written && self.rule == other.rule && self.zone == other.zone
    }
}

impl Eq for Hours {}

#[derive(Clone, PartialEq, Eq)]
enum Rule {
    Always,
    Never,
    Written { hours: OpeningHours, nights: Nights },
}

impl Hours {
    /// Reads an expression in OpenStreetMap's opening_hours notation, with the public holidays of the practice.
    ///
    /// # Errors
    /// [`HoursError`] for what is not in the notation, and for the parts of it that would be evaluated in a way nobody
    /// expects: school holidays, the sun, repeated moments, a month of one year.
    pub fn new(
        expression: &str,
        holidays: Arc<CompactCalendar>,
        zone: Tz,
    ) -> Result<Self, HoursError> {
        let parsed = read::read(expression)?;
        let context =
            Context::default().with_holidays(ContextHolidays::new(holidays, Arc::default()));
        let nights = Nights::of(&parsed.get_expression());
        let rule = Rule::Written {
            hours: parsed.with_context(context),
            nights,
        };
        Ok(Self {
            written: expression.trim().into(),
            rule,
            zone,
            today: Today::default(),
        })
    }

    /// Open at every instant.
    pub fn always(zone: Tz) -> Self {
        Self {
            written: "24/7".into(),
            rule: Rule::Always,
            zone,
            today: Today::default(),
        }
    }

    /// Closed at every instant.
    pub fn never(zone: Tz) -> Self {
        Self {
            written: "24/7 off".into(),
            rule: Rule::Never,
            zone,
            today: Today::default(),
        }
    }

    /// The expression as it was written, without surrounding blanks.
    pub fn expression(&self) -> &str {
        &self.written
    }

    /// The zone whose wall clock the expression speaks of.
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// The rules of the expression; `None` for [`Hours::always`] and [`Hours::never`].
    pub fn parsed(&self) -> Option<Arc<OpeningHoursExpression>> {
        match &self.rule {
            Rule::Written { hours, .. } => Some(hours.get_expression()),
            Rule::Always | Rule::Never => None,
        }
    }

    /// Whether the wall clock at this instant lies in the hours.
    pub fn is_open(&self, at: DateTime<Utc>) -> bool {
        let local = at.with_timezone(&self.zone).naive_local();
        let second = local.num_seconds_from_midnight();
        let day = self.today.get(local.date(), || self.day(local.date()));
        day.iter()
            .any(|span| (span.start * 60..span.end * 60).contains(&second))
    }

    /// The open spans on one day of the wall clock, as minutes from midnight (at most 1440), in order and apart.
    /// Includes what runs over from the evening before, if that evening was open until midnight.
    pub fn day(&self, date: NaiveDate) -> Vec<Range<u32>> {
        match &self.rule {
            _ if !YEARS.contains(&date.year()) => Vec::new(),
            Rule::Always => std::iter::once(0..24 * 60).collect(),
            Rule::Never => Vec::new(),
            Rule::Written { hours, nights } => nights.day(date, |day| written_day(hours, day)),
        }
    }

    /// The open spans between two instants, in order, apart, clipped to them; exact also where the clocks change.
    pub fn open_spans(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Range<DateTime<Utc>>> {
        let mut spans: Vec<Range<DateTime<Utc>>> = Vec::new();
        for piece in zone::pieces(self.zone, from, to) {
            for local in self.local_spans(&piece.local()) {
                let span = piece.utc(&local);
                match spans.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ => spans.push(span),
                }
            }
        }
        spans
    }

    /// The first open instant at or after `from`: `from` itself while open. `None` if there is none in 400 days.
    pub fn next_open(&self, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.is_open(from) {
            return Some(from);
        }
        windows(from).find_map(|window| {
            self.open_spans(window.start, window.end)
                .first()
                .map(|span| span.start)
        })
    }

    /// The first instant after `from` at which open becomes closed or closed open. `None` if there is none in 400 days.
    pub fn next_change(&self, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if !self.is_open(from) {
            return self.next_open(from);
        }
        windows(from).find_map(
            |window| match self.open_spans(window.start, window.end).first() {
                Some(span) if span.start > window.start => Some(window.start),
                Some(span) => (span.end < window.end).then_some(span.end),
                None => Some(window.start),
            },
        )
    }

    fn local_spans(&self, within: &Range<NaiveDateTime>) -> Vec<Range<NaiveDateTime>> {
        let days = within
            .start
            .date()
            .iter_days()
            .take_while(|day| *day <= within.end.date());
        days.flat_map(|day| {
            self.day(day)
                .into_iter()
                .map(move |span| on_day(day, &span))
        })
        .map(|span| span.start.max(within.start)..span.end.min(within.end))
        .filter(|span| span.start < span.end)
        .collect()
    }
}

impl fmt::Debug for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hours({:?} in {})", self.written, self.zone)
    }
}

fn written_day(hours: &OpeningHours, date: NaiveDate) -> Vec<Range<u32>> {
    let mut spans: Vec<Range<u32>> = Vec::new();
    for span in hours
        .schedule_at(date)
        .into_iter()
        .filter(|span| span.kind == RuleKind::Open)
    {
        let span = u32::from(span.range.start.mins_from_midnight())
            ..u32::from(span.range.end.mins_from_midnight());
        match spans.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => spans.push(span),
        }
    }
    spans
}

fn on_day(day: NaiveDate, minutes: &Range<u32>) -> Range<NaiveDateTime> {
    let midnight = NaiveDateTime::from(day);
    midnight + TimeDelta::minutes(minutes.start.into())
        ..midnight + TimeDelta::minutes(minutes.end.into())
}

/// Adjoining windows from an instant to the horizon: the first are short, since the answer is mostly near.
fn windows(from: DateTime<Utc>) -> impl Iterator<Item = Range<DateTime<Utc>>> {
    let bounds =
        [0, 1, 3, 7, 15, 31, 100, HORIZON_DAYS].map(|days| from.checked_add_days(Days::new(days)));
    let starts = bounds.into_iter().flatten();
    let ends = bounds.into_iter().flatten().skip(1);
    starts.zip(ends).map(|(start, end)| start..end)
}
