//! Stopping the store on purpose, as a button of the demo and as a fault for the tests.
//!
//! A suspended store fails as a broken one does, on the same paths: the writer closes the database, the breaker opens,
//! and opening is tried again every second. Nothing that was answered is lost.

use std::sync::{Condvar, Mutex, PoisonError};

use super::Store;
use super::fault::Fault;

/// How a suspended store behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// It cannot be written: whoever asks is refused, as with a full disk.
    Refuses,
    /// Its writer hangs, as with a disk that does not answer: whoever asks waits in vain.
    Hangs,
}

impl Store {
    /// Stops the store until it is [resumed](Store::resume) or closed. What the writer has begun is finished first.
    pub fn suspend(&self, how: Suspension) {
        tracing::warn!(?how, "the store is suspended");
        self.inner.shared.suspended.set(Some(how));
        self.inner.shared.queue.poke();
    }

    /// Whether the store is suspended.
    pub fn is_suspended(&self) -> bool {
        self.inner.shared.suspended.is_set()
    }

    /// Lets the store go on: at once where it hung, within a second where it refused.
    pub fn resume(&self) {
        self.inner.shared.suspended.set(None);
        self.inner.shared.queue.poke();
    }
}

/// Whether the store is suspended, and how.
#[derive(Default)]
pub(super) struct Suspended {
    how: Mutex<Option<Suspension>>,
    changed: Condvar,
}

impl Suspended {
    pub(super) fn set(&self, how: Option<Suspension>) {
        *self.how.lock().unwrap_or_else(PoisonError::into_inner) = how;
        self.changed.notify_all();
    }

    fn is_set(&self) -> bool {
        let how = self.how.lock().unwrap_or_else(PoisonError::into_inner);
        how.is_some()
    }

    /// What the writer passes before it works: it stays here while the store hangs.
    ///
    /// # Errors
    /// While the store refuses.
    pub(super) fn pass(&self) -> Result<(), Fault> {
        let how = self.how.lock().unwrap_or_else(PoisonError::into_inner);
        let hangs = |how: &mut Option<Suspension>| *how == Some(Suspension::Hangs);
        let passed = self.changed.wait_while(how, hangs);
        match *passed.unwrap_or_else(PoisonError::into_inner) {
            None => Ok(()),
            Some(_) => Err(Fault::Database(
                "resume the store: it was suspended on purpose".into(),
            )),
        }
    }
}
