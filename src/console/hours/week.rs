//! A week of the practice on its own wall clock, with the days on which the clocks change as they really are: one with an
//! hour that is missing, one with an hour that comes twice.

use std::ops::Range;

use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc, Weekday,
};
use chrono_tz::Tz;

use crate::domain::availability::start_of_day;
use crate::domain::practice::Practice;

/// The minutes of an ordinary day.
pub const DAY: u32 = 24 * 60;

/// Which week: the Monday it begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Week(NaiveDate);

/// One day of the wall clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// The date.
    pub date: NaiveDate,
    /// The stretches of one offset: when they are (UTC), and the minute of the wall clock at which each begins.
    pieces: Vec<(Range<DateTime<Utc>>, u32)>,
}

/// A span on the wall clock of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Minutes from midnight.
    pub minutes: Range<u32>,
    /// In an hour that comes twice: which of the two.
    pub pass: Pass,
}

/// Which time an hour comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// It comes once.
    Only,
    /// Before the clocks go back.
    First,
    /// After that.
    Second,
}

impl Week {
    /// The week that a day lies in.
    pub fn of(day: NaiveDate) -> Self {
        let back = day.weekday().num_days_from_monday();
        Week(day.checked_sub_days(Days::new(back.into())).unwrap_or(day))
    }

    /// Of ISO 8601's name, as `2026-W52`.
    pub fn named(name: &str) -> Option<Self> {
        let (year, week) = name.trim().split_once("-W")?;
        let year = year
            .parse()
            .ok()
            .filter(|year| (2000..2200).contains(year))?;
        NaiveDate::from_isoywd_opt(year, week.parse().ok()?, Weekday::Mon).map(Week)
    }

    /// Its name, as `2026-W52`.
    pub fn name(self) -> String {
        let week = self.0.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    }

    /// Its days, from Monday.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        self.0.iter_days().take(7)
    }

    /// The last day.
    pub fn sunday(self) -> NaiveDate {
        self.0.checked_add_days(Days::new(6)).unwrap_or(self.0)
    }

    /// The first day.
    pub fn monday(self) -> NaiveDate {
        self.0
    }

    /// The week before.
    pub fn earlier(self) -> Self {
        Week(self.0.checked_sub_days(Days::new(7)).unwrap_or(self.0))
    }

    /// The week after.
    pub fn later(self) -> Self {
        Week(self.0.checked_add_days(Days::new(7)).unwrap_or(self.0))
    }
}

impl Day {
    /// A day of the practice.
    pub fn new(practice: &Practice, date: NaiveDate) -> Self {
        let end = date.succ_opt().unwrap_or(date);
        let (start, end) = (start_of_day(practice, date), start_of_day(practice, end));
        Day {
            date,
            pieces: pieces(practice.zone, date, start..end),
        }
    }

    /// From the first to the last instant, UTC.
    pub fn span(&self) -> Range<DateTime<Utc>> {
        match (self.pieces.first(), self.pieces.last()) {
            (Some((first, _)), Some((last, _))) => first.start..last.end,
            _ => DateTime::UNIX_EPOCH..DateTime::UNIX_EPOCH,
        }
    }

    /// The minutes that the wall clock leaves out.
    pub fn missing(&self) -> Option<Range<u32>> {
        let (before, after) = self.change()?;
        (before < after).then_some(before..after)
    }

    /// The minutes that the wall clock shows twice.
    pub fn doubled(&self) -> Option<Range<u32>> {
        let (before, after) = self.change()?;
        (after < before).then_some(after..before)
    }

    /// What the wall clock shows when the clocks change, and what right after.
    fn change(&self) -> Option<(u32, u32)> {
        let first = self.pieces.first()?;
        let (_, after) = self.pieces.get(1)?;
        Some((first.1 + length(&first.0), *after))
    }

    /// A span of time as it lies on this day: apart where the clocks change.
    pub fn place(&self, span: &Range<DateTime<Utc>>) -> Vec<Block> {
        let doubled = self.doubled();
        let mut blocks: Vec<Block> = Vec::new();
        for (number, (piece, from)) in self.pieces.iter().enumerate() {
            let (start, end) = (span.start.max(piece.start), span.end.min(piece.end));
            if start >= end {
                continue;
            }
            let minute = |at: DateTime<Utc>| from + length(&(piece.start..at));
            let pass = if number == 0 {
                Pass::First
            } else {
                Pass::Second
            };
            for part in cut(minute(start)..minute(end), doubled.as_ref(), pass) {
                match blocks.last_mut() {
                    Some(last)
                        if last.pass == part.pass && last.minutes.end == part.minutes.start =>
                    {
                        last.minutes.end = part.minutes.end;
                    }
                    _ => blocks.push(part),
                }
            }
        }
        blocks
    }
}

/// The stretches of a day in which the zone keeps one offset.
fn pieces(
    zone: Tz,
    date: NaiveDate,
    span: Range<DateTime<Utc>>,
) -> Vec<(Range<DateTime<Utc>>, u32)> {
    let mut pieces = Vec::new();
    let mut start = span.start;
    while start < span.end {
        let end = change(zone, start, span.end).unwrap_or(span.end);
        pieces.push((start..end, minute_of(zone, date, start)));
        start = end;
    }
    pieces
}

/// The first instant in between with another offset; changes are at whole minutes.
fn change(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let before = offset(zone, from);
    let (mut same, mut other) = (0, (to - from).num_minutes());
    if offset(zone, to - TimeDelta::minutes(1)) == before {
        return None;
    }
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        match offset(zone, from + TimeDelta::minutes(middle)) == before {
            true => same = middle,
            false => other = middle,
        }
    }
    Some(from + TimeDelta::minutes(other))
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc())
        .fix()
        .local_minus_utc()
}

/// What the wall clock shows, in minutes from a day's midnight.
fn minute_of(zone: Tz, date: NaiveDate, at: DateTime<Utc>) -> u32 {
    let local = at.with_timezone(&zone).naive_local();
    u32::try_from((local - NaiveDateTime::from(date)).num_minutes()).unwrap_or(0)
}

fn length(span: &Range<DateTime<Utc>>) -> u32 {
    u32::try_from((span.end - span.start).num_minutes()).unwrap_or(0)
}

/// Apart at the bounds of the minutes that come twice.
fn cut(minutes: Range<u32>, doubled: Option<&Range<u32>>, pass: Pass) -> Vec<Block> {
    let Some(doubled) = doubled else {
        return vec![Block {
            minutes,
            pass: Pass::Only,
        }];
    };
    let bounds = [0, doubled.start, doubled.end, u32::MAX];
    let parts = bounds.iter().zip(bounds.iter().skip(1)).map(|(from, to)| {
        let part = minutes.start.max(*from)..minutes.end.min(*to);
        let pass = if *from == doubled.start {
            pass
        } else {
            Pass::Only
        };
        Block {
            minutes: part,
            pass,
        }
    });
    parts
        .filter(|block| block.minutes.start < block.minutes.end)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::practice;

    fn day(date: &str) -> Day {
        Day::new(&practice().build(), date.parse().unwrap())
    }

    fn span(from: &str, to: &str) -> Range<DateTime<Utc>> {
        from.parse().unwrap()..to.parse().unwrap()
    }

    #[test]
    fn a_week_has_its_name_and_its_neighbours_over_the_turn_of_the_year() {
        let week = Week::of("2026-12-31".parse().unwrap());
        assert_eq!(
            (week.name().as_str(), week.monday().to_string().as_str()),
            ("2026-W53", "2026-12-28")
        );
        assert_eq!(
            (week.later().name(), week.earlier().name()),
            ("2027-W01".into(), "2026-W52".into())
        );
        assert_eq!(Week::named("2026-W53"), Some(week));
        assert_eq!(week.sunday().to_string(), "2027-01-03");
        assert_eq!(week.days().count(), 7);
        for wrong in [
            "",
            "2026-W54",
            "2027-W53",
            "2026-52",
            "99999-W01",
            "2026-Wx",
        ] {
            assert_eq!(Week::named(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_ordinary_day_has_every_hour_once() {
        let day = day("2026-11-23");
        assert_eq!((day.missing(), day.doubled()), (None, None));
        let blocks = day.place(&span("2026-11-22T20:00:00Z", "2026-11-23T06:00:00Z"));
        assert_eq!(
            blocks,
            [Block {
                minutes: 0..360,
                pass: Pass::Only
            }]
        );
        assert!(
            day.place(&span("2026-11-24T00:00:00Z", "2026-11-24T06:00:00Z"))
                .is_empty()
        );
    }

    #[test]
    fn in_spring_an_hour_is_missing_and_nothing_is_drawn_in_it() {
        let day = day("2026-03-29");
        assert_eq!((day.missing(), day.doubled()), (Some(60..120), None));
        let night = day.place(&span("2026-03-28T22:00:00Z", "2026-03-29T05:00:00Z"));
        let only = |minutes| Block {
            minutes,
            pass: Pass::Only,
        };
        assert_eq!(night, [only(0..60), only(120..360)]);
        assert_eq!(day.span().end - day.span().start, TimeDelta::hours(23));
    }

    #[test]
    fn in_autumn_an_hour_comes_twice_and_each_of_them_is_drawn() {
        let day = day("2026-10-25");
        assert_eq!((day.missing(), day.doubled()), (None, Some(60..120)));
        let of = |minutes, pass| Block { minutes, pass };
        assert_eq!(
            day.place(&day.span()),
            [
                of(0..60, Pass::Only),
                of(60..120, Pass::First),
                of(60..120, Pass::Second),
                of(120..1440, Pass::Only)
            ]
        );
        let second = day.place(&span("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z"));
        assert_eq!(second, [of(60..90, Pass::Second)]);
    }

    #[test]
    fn a_zone_whose_clocks_change_at_midnight_loses_its_first_hour() {
        let cairo = practice().zone(chrono_tz::Africa::Cairo).build();
        let day = Day::new(&cairo, "2026-04-24".parse().unwrap());
        assert_eq!(day.span().end - day.span().start, TimeDelta::hours(23));
        assert_eq!(
            day.place(&day.span()),
            [Block {
                minutes: 60..1440,
                pass: Pass::Only
            }]
        );
    }
}
