//! The stretches of time in which a zone keeps one offset: inside them the wall clock and UTC run in parallel.

use std::ops::Range;

use chrono::{DateTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A stretch of time without a change of the clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    utc: Range<DateTime<Utc>>,
    offset: TimeDelta,
}

impl Piece {
    /// The stretch on the wall clock.
    pub fn local(&self) -> Range<NaiveDateTime> {
        let on_wall = |at: DateTime<Utc>| at.naive_utc() + self.offset;
        on_wall(self.utc.start)..on_wall(self.utc.end)
    }

    /// What a span of the wall clock inside this stretch is in UTC.
    pub fn utc(&self, local: &Range<NaiveDateTime>) -> Range<DateTime<Utc>> {
        let in_utc = |at: NaiveDateTime| (at - self.offset).and_utc();
        in_utc(local.start)..in_utc(local.end)
    }
}

/// The time from one instant to another, cut where the zone's offset changes.
pub fn pieces(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Vec<Piece> {
    let (from, to) = (from.max(first_instant()), to.min(last_instant()));
    let mut pieces = Vec::new();
    let mut start = from;
    while start < to {
        let end = first_change(zone, start, to).unwrap_or(to);
        pieces.push(Piece {
            utc: start..end,
            offset: TimeDelta::seconds(offset(zone, start.timestamp())),
        });
        start = end;
    }
    pieces
}

/// The first instant after `from` and before `to` with another offset. No zone changes twice within a day.
fn first_change(zone: Tz, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const DAY: i64 = 24 * 60 * 60;
    let before = offset(zone, from.timestamp());
    let mut same = from.timestamp();
    while same < to.timestamp() {
        let mut other = (same + DAY).min(to.timestamp());
        if offset(zone, other) == before {
            same = other;
            continue;
        }
        while other - same > 1 {
            let middle = same + (other - same) / 2;
            if offset(zone, middle) == before {
                same = middle;
            } else {
                other = middle;
            }
        }
        return DateTime::from_timestamp(other, 0).filter(|change| *change < to);
    }
    None
}

/// Seconds east of Greenwich at an instant (seconds since 1970).
fn offset(zone: Tz, at: i64) -> i64 {
    let at = DateTime::from_timestamp(at, 0)
        .unwrap_or_default()
        .naive_utc();
    zone.offset_from_utc_datetime(&at)
        .fix()
        .local_minus_utc()
        .into()
}

/// Nothing is evaluated before 1971 ...
fn first_instant() -> DateTime<Utc> {
    DateTime::from_timestamp(31_536_000, 0).unwrap_or_default()
}

/// ... or after 9989, so that no sum can leave the calendar.
fn last_instant() -> DateTime<Utc> {
    DateTime::from_timestamp(253_000_000_000, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn time_is_cut_where_the_clocks_change() {
        let zone = chrono_tz::Europe::London;
        let found = pieces(
            zone,
            at("2026-10-20T10:00:30.5Z"),
            at("2027-04-01T00:00:00Z"),
        );
        let cuts: Vec<_> = found.iter().map(|piece| piece.utc.start).collect();
        assert_eq!(
            cuts,
            [
                at("2026-10-20T10:00:30.5Z"),
                at("2026-10-25T01:00:00Z"),
                at("2027-03-28T01:00:00Z")
            ]
        );
        assert_eq!(found.last().unwrap().utc.end, at("2027-04-01T00:00:00Z"));
    }

    #[test]
    fn a_change_at_either_end_leaves_no_empty_piece() {
        let zone = chrono_tz::Europe::London;
        let change = at("2026-10-25T01:00:00Z");
        assert_eq!(pieces(zone, change, at("2026-10-25T02:00:00Z")).len(), 1);
        assert_eq!(pieces(zone, at("2026-10-25T00:00:00Z"), change).len(), 1);
        assert_eq!(
            pieces(
                zone,
                at("2026-10-25T00:00:00Z"),
                at("2026-10-25T01:00:00.5Z")
            )
            .len(),
            2
        );
        assert!(pieces(zone, change, change).is_empty());
    }
}
