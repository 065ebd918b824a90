//! The PIN with which a clinician hears messages on the own line.

use std::fmt;

use chrono::{DateTime, TimeDelta, Utc};

/// A PIN as it is kept: hashed with Argon2id, in the PHC string format. It is stored encrypted, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PinHash(pub String);

impl fmt::Debug for PinHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PinHash(..)")
    }
}

/// After so many wrong ones in a row the PIN is locked, until a new one is chosen.
pub const MOST_WRONG: u32 = 5;

/// After so many wrong ones within [`COUNTED`] it is locked as well, whatever right ones came between: who guesses with a
/// forged caller ID between the clinician's own calls must not begin anew with each of them.
pub const MOST_WRONG_IN_ALL: u32 = 10;

/// For so long wrong ones are counted together.
pub const COUNTED: TimeDelta = TimeDelta::hours(24);

/// What is known of a clinician's PIN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinState {
    /// Whether there is one.
    pub is_set: bool,
    /// How many wrong ones were keyed since the right one.
    pub wrong: u32,
    /// Since when all wrong ones are counted, UTC; `None`: there was none.
    pub wrong_since: Option<DateTime<Utc>>,
    /// How many there were since then.
    pub wrong_all: u32,
    /// Whether a new one was keyed once and waits to be keyed again.
    pub is_proposed: bool,
}

impl PinState {
    /// Whether it opens nothing any more.
    pub fn is_locked(self) -> bool {
        self.wrong >= MOST_WRONG || self.wrong_all >= MOST_WRONG_IN_ALL
    }

    /// What is known after one was keyed. One that is locked stays so.
    pub fn keyed(self, right: bool, at: DateTime<Utc>) -> PinState {
        if right {
            return PinState { wrong: 0, ..self };
        }
        let counted = self.wrong_since.filter(|since| at - *since < COUNTED);
        let since = match self.is_locked() {
            true => self.wrong_since,
            false => counted,
        };
        PinState {
            wrong: self.wrong.saturating_add(1),
            wrong_all: since.map_or(0, |_| self.wrong_all).saturating_add(1),
            wrong_since: since.or(Some(at)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(mut pin: PinState, times: u32, at: DateTime<Utc>) -> PinState {
        for _ in 0..times {
            pin = pin.keyed(false, at).keyed(true, at);
        }
        pin
    }

    #[test]
    fn wrong_ones_are_counted_together_for_a_day_and_then_begin_anew() {
        let start = DateTime::UNIX_EPOCH;
        let late = start + COUNTED - TimeDelta::seconds(1);
        let nine = wrong(PinState::default(), MOST_WRONG_IN_ALL - 1, start);
        assert!(!nine.is_locked());
        assert!(wrong(nine, 1, late).is_locked());
        let next_day = wrong(nine, 1, start + COUNTED);
        assert_eq!((next_day.is_locked(), next_day.wrong_all), (false, 1));
    }

    #[test]
    fn a_locked_one_stays_locked_however_late_another_is_keyed() {
        let start = DateTime::UNIX_EPOCH;
        let locked = wrong(PinState::default(), MOST_WRONG_IN_ALL, start);
        assert!(wrong(locked, 1, start + COUNTED * 2).is_locked());
        assert!(locked.keyed(true, start + COUNTED * 2).is_locked());
    }
}
