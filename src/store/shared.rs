//! What the writer and those who ask share: the queue, the breaker, and the last known pauses.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::{ArcSwap, ArcSwapOption};
use tokio::sync::watch;

use super::ask::StoreDown;
use super::queue::Queue;
use super::suspend::Suspended;
use crate::domain::facts::Pauses;
use crate::domain::names::{OutboxId, PlacedId};
use crate::domain::outbox::Confirmations;

/// What this process is sending or placing just now: what the database says to be under way and is not here was left by
/// another process, or by a commit of which nobody heard.
pub(super) struct InHand<Id>(Mutex<HashSet<Id>>);

impl<Id> Default for InHand<Id> {
    fn default() -> Self {
        InHand(Mutex::default())
    }
}

impl<Id: Copy + Eq + Hash> InHand<Id> {
    /// The worker has these.
    pub(super) fn take(&self, ids: impl Iterator<Item = Id>) {
        self.lock().extend(ids);
    }

    /// The worker has these no more.
    pub(super) fn let_go(&self, ids: &[Id]) {
        if ids.is_empty() {
            return;
        }
        let mut held = self.lock();
        for id in ids {
            held.remove(id);
        }
    }

    /// Whether the worker has it.
    pub(super) fn has(&self, id: Id) -> bool {
        self.lock().contains(&id)
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<Id>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Shared by the writer and by every [`Store`](super::Store).
#[derive(Default)]
pub(super) struct Shared {
    pub(super) queue: Queue,
    pub(super) pauses: ArcSwap<Pauses>,
    pub(super) confirmations: ArcSwap<Confirmations>,
    pub(super) news: watch::Sender<u64>,
    pub(super) in_hand: InHand<OutboxId>,
    pub(super) placing: InHand<PlacedId>,
    pub(super) suspended: Suspended,
    down: ArcSwapOption<StoreDown>,
    rows: AtomicI64,
    lost: AtomicI64,
    #[cfg(test)]
    pub(super) sabotage: std::sync::Mutex<Option<&'static str>>,
}

impl Shared {
    /// Why nothing is written at present, if so.
    pub(super) fn down(&self) -> Option<StoreDown> {
        self.down.load().as_deref().cloned()
    }

    /// Opens the breaker; says whether that is news.
    pub(super) fn went_down(&self, why: &StoreDown) -> bool {
        let before = self.down.swap(Some(Arc::new(why.clone())));
        before.as_deref() != Some(why)
    }

    /// Opens the breaker because the writer kept someone waiting for longer than they could: who asks next must not
    /// wait as well. The writer closes it again as soon as it is through with what it is at.
    pub(super) fn hangs(&self) -> StoreDown {
        let why = StoreDown::new("look at the disk: the store did not answer in time");
        if self.went_down(&why) {
            tracing::error!(%why, "the store hangs; calls go on by the configuration alone");
        }
        // After the breaker, so that a writer that has just become idle sees it.
        self.queue.poke();
        why
    }

    /// Closes the breaker.
    pub(super) fn came_up(&self) {
        if self.down.load().is_some() && self.down.swap(None).is_some() {
            tracing::info!("the store is up again");
            // Whoever waited for it tries again.
            self.news.send_modify(|count| *count += 1);
        }
    }

    /// So many rows.
    pub(super) fn journal_has(&self, rows: i64) {
        self.rows.store(rows, Ordering::Relaxed);
    }

    /// The database that was opened has so many rows; where it had more before, they are lost, and that is told from
    /// now on: a new, empty file in the place of the old one looks well.
    pub(super) fn opened_with(&self, rows: i64) {
        let lost = self.rows.load(Ordering::Relaxed) - rows;
        if lost > 0 {
            self.lost.fetch_add(lost, Ordering::Relaxed);
            tracing::error!(
                lost,
                "rows of the journal are gone; restore the database from a backup"
            );
        }
    }

    /// How many rows of the journal went missing while the relay ran.
    pub(super) fn lost(&self) -> u64 {
        self.lost.load(Ordering::Relaxed).unsigned_abs()
    }

    /// How many rows the journal has had.
    pub(super) fn rows(&self) -> u64 {
        self.rows.load(Ordering::Relaxed).unsigned_abs()
    }
}

#[cfg(test)]
impl Shared {
    /// Makes the writer's connection fail as the test wants.
    pub(super) fn sabotage(&self, session: &super::session::Session<'_>) {
        if let Some(sql) = *self.sabotage.lock().unwrap() {
            session.sabotage(sql);
        }
    }

    /// The disk is as it was a second ago: opening fails as writing did.
    pub(super) fn prove_unsabotaged(
        &self,
        _session: &super::session::Session<'_>,
    ) -> Result<(), super::fault::Fault> {
        match *self.sabotage.lock().unwrap() {
            Some(sql) => Err(super::fault::Fault::Database(sql.into())),
            None => Ok(()),
        }
    }
}
