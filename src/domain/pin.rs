//! The PIN with which a clinician hears messages on the own line.

use std::fmt;

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

/// What is known of a clinician's PIN.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PinState {
    /// Whether there is one.
    pub is_set: bool,
    /// How many wrong ones were keyed since the right one.
    pub wrong: u32,
    /// Whether a new one was keyed once and waits to be keyed again.
    pub is_proposed: bool,
}

impl PinState {
    /// Whether it opens nothing any more.
    pub fn is_locked(self) -> bool {
        self.wrong >= MOST_WRONG
    }
}
