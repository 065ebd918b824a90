//! A job's loop: it works, then rests until there is news (of the store, of the configuration) or a moment has come.
//!
//! Whoever moves the time by hand (tests, the demo) must know whether any job still has something to do at this moment,
//! and for which moment the next one waits: the roster knows. A job rests only with the news that it has seen; as soon
//! as there are newer ones it counts as at work, though it has not woken yet.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::clock::Clock;

/// Between two beginnings of a loop's work at least, in real time: under load there is news with every commit, and what
/// a loop asks the store then would be taken from those who bring it.
const BREATH: Duration = Duration::from_millis(20);

/// All loops that run, and what else is under way for them. Clones share it.
#[derive(Clone)]
pub struct Roster(Arc<Shared>);

struct Shared {
    clock: Clock,
    news: News,
    stop: watch::Sender<bool>,
    ledger: Mutex<Ledger>,
}

/// What wakes a job: numbers that grow with whatever has changed.
#[derive(Clone)]
pub struct News {
    /// Of the store: [`crate::store::Store::news`].
    pub store: watch::Receiver<u64>,
    /// Of the configuration in force.
    pub configuration: watch::Receiver<u64>,
}

/// How far a loop has seen them.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen(u64, u64);

#[derive(Default)]
struct Ledger {
    next: u64,
    /// What each loop rests with; `None`: it works.
    loops: BTreeMap<u64, Option<Rest>>,
    under_way: usize,
}

#[derive(Clone, Copy)]
struct Rest {
    seen: Seen,
    until: Option<DateTime<Utc>>,
}

/// One loop. It counts as at work until it first rests, and is gone from the roster when it is dropped.
pub struct Worker {
    roster: Roster,
    number: u64,
    news: News,
    seen: Seen,
    stop: watch::Receiver<bool>,
    /// When it last began to work.
    began: Instant,
}

/// Stands for one piece of work under way beside a loop: a request, say.
pub struct UnderWay(Roster);

impl News {
    fn now(&self) -> Seen {
        Seen(*self.store.borrow(), *self.configuration.borrow())
    }

    fn look(&mut self) -> Seen {
        let store = *self.store.borrow_and_update();
        Seen(store, *self.configuration.borrow_and_update())
    }
}

impl Roster {
    /// Of loops on this time that are woken by these news.
    pub fn new(clock: Clock, news: News) -> Self {
        Roster(Arc::new(Shared {
            clock,
            news,
            stop: watch::Sender::new(false),
            ledger: Mutex::default(),
        }))
    }

    /// A new loop.
    pub fn worker(&self) -> Worker {
        let number = self.change(|ledger| {
            ledger.next += 1;
            ledger.loops.insert(ledger.next, None);
            ledger.next
        });
        let mut news = self.0.news.clone();
        let seen = news.look();
        Worker {
            roster: self.clone(),
            number,
            news,
            seen,
            stop: self.0.stop.subscribe(),
            began: Instant::now(),
        }
    }

    /// Work that begins now.
    pub fn under_way(&self) -> UnderWay {
        self.change(|ledger| ledger.under_way += 1);
        UnderWay(self.clone())
    }

    /// Whether anything is to be done at this moment.
    pub fn is_busy(&self) -> bool {
        let (now, news) = (self.0.clock.now(), self.0.news.now());
        self.change(|ledger| {
            let works = |rest: &Option<Rest>| {
                rest.is_none_or(|rest| rest.seen != news || rest.until.is_some_and(|at| at <= now))
            };
            ledger.under_way > 0 || ledger.loops.values().any(works)
        })
    }

    /// The next moment for which a loop waits.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        self.change(|ledger| {
            let rests = ledger.loops.values().flatten();
            rests.filter_map(|rest| rest.until).min()
        })
    }

    /// Asks every loop to end.
    pub fn stop(&self) {
        self.0.stop.send_replace(true);
    }

    fn change<T>(&self, change: impl FnOnce(&mut Ledger) -> T) -> T {
        change(&mut self.0.ledger.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Worker {
    /// Rests until there is news that was not there when the last rest ended, or until this moment; news that come
    /// thick and fast fall together. False: the loop shall end.
    pub async fn rest(&mut self, until: Option<DateTime<Utc>>) -> bool {
        let rest = Rest {
            seen: self.seen,
            until,
        };
        self.note(Some(rest));
        let clock = self.roster.0.clock.clone();
        let moment = async {
            match until {
                Some(at) => clock.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            // A store that is gone has no more news, and the loop nothing more to do.
            gone = self.news.store.changed() => if gone.is_err() { return false },
            gone = self.news.configuration.changed() => if gone.is_err() { return false },
            () = moment => {}
            _ = self.stop.wait_for(|asked| *asked) => {}
        }
        self.note(None);
        tokio::select! {
            () = tokio::time::sleep_until(self.began + BREATH) => {}
            _ = self.stop.wait_for(|asked| *asked) => {}
        }
        self.began = Instant::now();
        self.seen = self.news.look();
        !self.is_stopped()
    }

    /// Rests for so long in real time, whatever the news and the practice's clock. A loop that only ever rests so is not in
    /// the roster: who moves the time does not wait for it. What it does then holds an [`UnderWay`].
    pub async fn rest_for(&mut self, real: Duration) -> bool {
        let number = self.number;
        self.roster.change(|ledger| ledger.loops.remove(&number));
        tokio::select! {
            () = tokio::time::sleep(real) => {}
            _ = self.stop.wait_for(|asked| *asked) => {}
        }
        !self.is_stopped()
    }

    /// Whether the loop shall end.
    pub fn is_stopped(&self) -> bool {
        *self.stop.borrow()
    }

    /// Ready when the loop shall end.
    pub async fn stopped(&mut self) {
        // A roster that is gone ends it as well.
        let _ = self.stop.wait_for(|asked| *asked).await;
    }

    /// Work beside this loop that begins now.
    pub fn under_way(&self) -> UnderWay {
        self.roster.under_way()
    }

    fn note(&self, rest: Option<Rest>) {
        let number = self.number;
        self.roster
            .change(|ledger| ledger.loops.insert(number, rest));
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let number = self.number;
        self.roster.change(|ledger| ledger.loops.remove(&number));
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.change(|ledger| ledger.under_way -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roster() -> (Roster, watch::Sender<u64>, watch::Sender<u64>) {
        let at = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let (store, news) = watch::channel(0);
        let (configuration, edits) = watch::channel(0);
        let news = News {
            store: news,
            configuration: edits,
        };
        (Roster::new(Clock::still(at), news), store, configuration)
    }

    #[tokio::test]
    async fn nobody_who_moves_the_time_waits_for_a_loop_that_rests_in_real_time() {
        let (roster, store, _configuration) = roster();
        let mut worker = roster.worker();
        assert!(roster.is_busy(), "it has not rested yet");
        assert!(worker.rest_for(Duration::ZERO).await);
        store.send_replace(1);
        assert!(!roster.is_busy());
        assert_eq!(roster.next_due(), None);
        let under_way = worker.under_way();
        assert!(roster.is_busy());
        drop(under_way);
        assert!(!roster.is_busy());
    }

    #[tokio::test]
    async fn a_loop_that_rests_in_real_time_ends_when_it_shall() {
        let (roster, _store, _configuration) = roster();
        let mut worker = roster.worker();
        roster.stop();
        assert!(!worker.rest_for(Duration::from_secs(3600)).await);
    }
}
