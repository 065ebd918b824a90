//! Time as the carrier sees it, and whether it still has something to do at this moment.
//!
//! The carrier reads no clock: the one who starts it passes [`Time`]. Tests move that time by hand, and may do so only
//! while nothing is under way. [`Board`] knows: every piece of work holds a [`Busy`] token, a queued event carries one,
//! and a timer that is due counts as work until its task has woken. A token is always taken before the thing that
//! stood for it is given up, so there is no instant at which work is under way and the board says otherwise.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use tokio::sync::watch;

/// The time of day and the way to wait for it, both given by the caller.
#[derive(Clone)]
pub struct Time {
    /// The present moment, UTC.
    pub now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    /// Completes once `now` has reached the given moment; at once when it already has.
    pub sleep_until: Arc<dyn Fn(DateTime<Utc>) -> BoxFuture<'static, ()> + Send + Sync>,
}

/// A lock that a panicking test thread can't take away from the others.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What a moment is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wait {
    /// Something happens then.
    Step,
    /// A conversation is cut off then, because no call may last longer.
    LongestCall,
}

#[derive(Default)]
struct Ledger {
    active: usize,
    timers: BTreeSet<(DateTime<Utc>, u64, Wait)>,
    next_timer: u64,
}

struct Shared {
    time: Time,
    ledger: Mutex<Ledger>,
    changes: watch::Sender<u64>,
}

/// Who is at work, and who waits for which moment.
#[derive(Clone)]
pub(crate) struct Board(Arc<Shared>);

impl Board {
    pub fn new(time: Time) -> Self {
        Self(Arc::new(Shared {
            time,
            ledger: Mutex::default(),
            changes: watch::Sender::new(0),
        }))
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.0.time.now)()
    }

    pub fn after(&self, wait: TimeDelta) -> DateTime<Utc> {
        self.now() + wait
    }

    /// Takes a token: the carrier is busy until it is dropped.
    pub fn busy(&self) -> Busy {
        lock(&self.0.ledger).active += 1;
        Busy(self.clone())
    }

    /// True while any token is out, or a timer is due whose task has not woken.
    pub fn is_busy(&self) -> bool {
        let now = self.now();
        let ledger = lock(&self.0.ledger);
        ledger.active > 0 || ledger.timers.first().is_some_and(|(at, ..)| *at <= now)
    }

    /// The earliest moment anyone waits for.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        lock(&self.0.ledger).timers.first().map(|(at, ..)| *at)
    }

    /// The same, but for the ends of conversations that nobody ends.
    pub fn next_step(&self) -> Option<DateTime<Utc>> {
        let ledger = lock(&self.0.ledger);
        let mut steps = ledger.timers.iter();
        let step = steps.find(|(_, _, wait)| *wait == Wait::Step);
        step.map(|(at, ..)| *at)
    }

    /// Changes whenever something happened that an observer may have waited for.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.changes.subscribe()
    }

    pub fn changed(&self) {
        self.0.changes.send_modify(|version| *version += 1);
    }

    /// Registers a moment that somebody waits for. Register before giving up the token.
    pub fn timer(&self, at: DateTime<Utc>, wait: Wait) -> Timer {
        let mut ledger = lock(&self.0.ledger);
        let key = (at, ledger.next_timer, wait);
        ledger.next_timer += 1;
        ledger.timers.insert(key);
        Timer {
            board: self.clone(),
            key,
        }
    }

    /// Waits for a registered timer's moment.
    pub fn wait(&self, timer: &Timer) -> BoxFuture<'static, ()> {
        (self.0.time.sleep_until)(timer.key.0)
    }

    /// Gives up `busy` until the moment comes, then takes a token again.
    pub async fn sleep_until(&self, busy: Busy, at: DateTime<Utc>) -> Busy {
        let timer = self.timer(at, Wait::Step);
        let wait = self.wait(&timer);
        drop(busy);
        wait.await;
        let busy = self.busy();
        drop(timer);
        busy
    }
}

/// Stands for one piece of work under way.
pub(crate) struct Busy(Board);

impl Drop for Busy {
    fn drop(&mut self) {
        lock(&self.0.0.ledger).active -= 1;
        self.0.changed();
    }
}

/// Stands for one moment that somebody waits for.
pub(crate) struct Timer {
    board: Board,
    key: (DateTime<Utc>, u64, Wait),
}

impl Drop for Timer {
    fn drop(&mut self) {
        lock(&self.board.0.ledger).timers.remove(&self.key);
    }
}
