//! When a line, and the account as a whole, may send again.
//!
//! The provider sends so many segments a second from a line and queues the rest for hours. What waits here instead can
//! still be overtaken by an urgent text, and is not charged to anybody's patience there.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::phone::Line;

/// The longest wait between two attempts, in seconds.
pub const LONGEST: u32 = 300;

/// The first wait after a failure is this on average, in seconds.
const FIRST: f64 = 1.0;

/// The slowest pace that is believed, in segments a second.
const SLOWEST: f64 = 0.01;

/// What keeps lines and the account from sending.
#[derive(Default)]
pub struct Pace {
    lines: HashMap<Line, DateTime<Utc>>,
    account: Option<DateTime<Utc>>,
    /// How often in a row the account as a whole has failed.
    failures: u32,
}

impl Pace {
    /// Until when nothing may be sent at all.
    pub fn closed_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.account.filter(|until| lies_ahead(*until, now))
    }

    /// The lines that may not send now.
    pub fn not_from(&self, now: DateTime<Utc>) -> Vec<Line> {
        let busy = self
            .lines
            .iter()
            .filter(|(_, ready)| lies_ahead(**ready, now));
        busy.map(|(line, _)| *line).collect()
    }

    /// When the next of them may.
    pub fn next(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let ready = self.lines.values().copied();
        ready.filter(|ready| lies_ahead(*ready, now)).min()
    }

    /// So many segments leave a line now, at so many a second: it is ready again when they are through. A pace above
    /// one is a burst once a second, not a stutter.
    pub fn leaves(&mut self, line: Line, segments: u32, pace: f64, now: DateTime<Utc>) {
        let pace = pace.max(SLOWEST);
        let burst = seconds((1.0 - 1.0 / pace).max(0.0));
        let took = seconds(f64::from(segments) / pace);
        let ready = self.lines.entry(line).or_insert(now - burst);
        let from = if lies_ahead(*ready, now) {
            *ready
        } else {
            (*ready).clamp(now - burst, now)
        };
        *ready = (from + took).min(now + seconds(f64::from(LONGEST)));
    }

    /// A line sends nothing until then.
    pub fn hold_line(&mut self, line: Line, until: DateTime<Utc>) {
        self.lines.insert(line, until);
    }

    /// The account as a whole sends nothing for a while: as long as the provider asks for, or longer each time in a row.
    /// `chance` is drawn from 0 to 1. Gives the end of it.
    pub fn hold_account(
        &mut self,
        retry_after: Option<u32>,
        chance: f64,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let before = self.closed_until(now);
        // What was under way beside the one that failed first fails with it: that is one failure.
        if before.is_none() {
            self.failures = self.failures.saturating_add(1);
        }
        let until = now + wait(self.failures.saturating_sub(1), retry_after, chance);
        let until = before.map_or(until, |before| before.max(until));
        self.account = Some(until);
        until
    }

    /// Something was sent: the account is well.
    pub fn is_well(&mut self) {
        self.failures = 0;
    }
}

/// How long to wait after this many failures before: about a second at first, then twice as long each time, with full
/// jitter so that not everything comes back at once; what the provider asks for is the least. Never above [`LONGEST`].
pub fn wait(failures: u32, retry_after: Option<u32>, chance: f64) -> TimeDelta {
    let longest = f64::from(LONGEST);
    let ceiling = (2.0 * FIRST * 2f64.powi(failures.min(16).cast_signed())).min(longest);
    // Never nothing: a server in trouble is given a moment.
    let jittered = (ceiling * chance.clamp(0.0, 1.0)).max(FIRST / 10.0);
    seconds(
        jittered
            .max(f64::from(retry_after.unwrap_or(0)))
            .min(longest),
    )
}

/// Whether it is still to be waited for: nothing here is farther away than the longest wait, unless the clock was put back.
fn lies_ahead(until: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    until > now && until <= now + seconds(f64::from(LONGEST))
}

fn seconds(seconds: f64) -> TimeDelta {
    // A wait has milliseconds enough, and none is beyond a day.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "bounded by the callers far below what an integer holds"
    )]
    TimeDelta::milliseconds((seconds * 1000.0).ceil() as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn line() -> Line {
        Line("+447700900101".parse().unwrap())
    }

    #[test]
    fn a_line_sends_a_segment_a_second() {
        let mut pace = Pace::default();
        pace.leaves(line(), 3, 1.0, at(0));
        assert_eq!(pace.not_from(at(2)), [line()]);
        assert_eq!(pace.next(at(2)), Some(at(3)));
        assert!(pace.not_from(at(3)).is_empty());
    }

    #[test]
    fn a_fast_line_sends_its_seconds_worth_at_once() {
        let mut pace = Pace::default();
        for _ in 0..10 {
            assert!(pace.not_from(at(0)).is_empty());
            pace.leaves(line(), 1, 10.0, at(0));
        }
        assert_eq!(pace.not_from(at(0)), [line()]);
        assert!(pace.not_from(at(1)).is_empty());
    }

    #[test]
    fn a_clock_that_is_put_back_stops_nothing() {
        let mut pace = Pace::default();
        pace.leaves(line(), 3, 1.0, at(9_000));
        pace.hold_account(None, 1.0, at(9_000));
        assert!(pace.not_from(at(0)).is_empty() && pace.closed_until(at(0)).is_none());
        pace.leaves(line(), 1, 1.0, at(0));
        assert_eq!(pace.next(at(0)), Some(at(1)));
    }

    #[test]
    fn the_first_wait_is_about_a_second_and_none_is_above_five_minutes() {
        assert_eq!(wait(0, None, 0.5), TimeDelta::seconds(1));
        assert_eq!(wait(1, None, 1.0), TimeDelta::seconds(4));
        assert_eq!(wait(40, None, 1.0), TimeDelta::seconds(300));
        assert_eq!(wait(0, Some(7), 0.5), TimeDelta::seconds(7));
        assert_eq!(wait(0, Some(86_400), 0.5), TimeDelta::seconds(300));
    }

    #[test]
    fn requests_that_fail_together_are_one_failure() {
        let mut pace = Pace::default();
        for _ in 0..8 {
            pace.hold_account(None, 1.0, at(0));
        }
        assert_eq!(pace.closed_until(at(0)), Some(at(2)));
        assert_eq!(pace.hold_account(Some(7), 1.0, at(1)), at(8));
        assert_eq!(pace.hold_account(None, 1.0, at(8)), at(12));
    }

    #[test]
    fn an_account_in_trouble_is_left_alone_for_longer_each_time_until_it_is_well() {
        let mut pace = Pace::default();
        assert_eq!(pace.hold_account(None, 1.0, at(0)), at(2));
        assert_eq!(pace.hold_account(None, 1.0, at(10)), at(14));
        assert_eq!(pace.closed_until(at(13)), Some(at(14)));
        pace.is_well();
        assert_eq!(pace.hold_account(None, 1.0, at(20)), at(22));
        assert_eq!(pace.closed_until(at(22)), None);
    }
}
