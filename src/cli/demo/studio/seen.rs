//! How much the page has been shown so far: whether a skip has come to something, and to a ring.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::provider::local::Heard;

/// Counts what is shown.
#[derive(Default)]
pub(super) struct Seen {
    all: AtomicU64,
    rings: AtomicU64,
}

impl Seen {
    /// A phone that is on has seen or heard this.
    pub fn heard(&self, what: &Heard) {
        if matches!(what, Heard::Rings { .. }) {
            self.rings.fetch_add(1, Ordering::Relaxed);
        }
        self.shown();
    }

    /// Something else is shown.
    pub fn shown(&self) {
        self.all.fetch_add(1, Ordering::Relaxed);
    }

    /// How much so far.
    pub fn all(&self) -> u64 {
        self.all.load(Ordering::Relaxed)
    }

    /// How many phones have begun to ring so far.
    pub fn rings(&self) -> u64 {
        self.rings.load(Ordering::Relaxed)
    }
}
