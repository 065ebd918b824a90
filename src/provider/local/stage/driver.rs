//! What moves the time: expectations, and nothing else.

use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use super::error::shown;
use super::{Limits, Stage, StageError};
use crate::provider::local::time::lock;

/// How long the driver sleeps at most before it looks again; the carrier wakes it earlier.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

impl Stage {
    fn limits(&self) -> Limits {
        *lock(&self.0.limits)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.0.carrier.busy() || lock(&self.0.followed).iter().any(|other| (other.busy)())
    }

    fn next_due(&self) -> Option<DateTime<Utc>> {
        let others: Vec<_> = lock(&self.0.followed)
            .iter()
            .filter_map(|other| (other.next_due)())
            .collect();
        others.into_iter().chain(self.0.carrier.next_due()).min()
    }

    /// Waits until `check` finds something, moving the time when nothing is under way.
    pub(super) async fn drive<T>(
        &self,
        who: &str,
        wanted: &str,
        mut check: impl FnMut() -> Option<T>,
    ) -> Result<T, StageError> {
        let until = self.0.carrier.now() + self.limits().virtual_time;
        loop {
            if let Some(found) = check() {
                return Ok(found);
            }
            self.settle(wanted).await?;
            if let Some(found) = check() {
                return Ok(found);
            }
            match self.next_due() {
                None => {
                    return Err(self.not_met(
                        who,
                        wanted,
                        "nothing is under way and nobody waits for anything",
                    ));
                }
                Some(at) if at > until => {
                    let why = format!("nothing happens before {}", at.format("%Y-%m-%d %H:%M:%S"));
                    return Err(self.not_met(who, wanted, &why));
                }
                Some(at) => self.move_to(at).await,
            }
        }
    }

    async fn move_to(&self, at: DateTime<Utc>) {
        if at > self.0.carrier.now() {
            (self.0.set_time)(at);
        }
        // Lets the sleepers that this woke take their turn.
        tokio::task::yield_now().await;
    }

    /// Lets everything that falls due until then happen.
    pub(super) async fn run_until(&self, end: DateTime<Utc>) -> Result<(), StageError> {
        loop {
            self.settle("everything comes to rest").await?;
            match self.next_due() {
                Some(at) if at <= end => self.move_to(at).await,
                _ => return Ok(()),
            }
        }
    }

    /// Waits, without moving the time, until nothing is under way.
    pub(super) async fn settle(&self, wanted: &str) -> Result<(), StageError> {
        let began = Instant::now();
        let mut changes = self.0.carrier.changes();
        loop {
            drop(changes.borrow_and_update());
            if !self.is_busy() {
                return Ok(());
            }
            if began.elapsed() > self.limits().patience {
                return Err(self.not_met(
                    "the stage",
                    wanted,
                    "something is under way and does not end",
                ));
            }
            drop(tokio::time::timeout(LOOK_AGAIN, changes.changed()).await);
        }
    }

    pub(super) fn not_met(&self, who: &str, wanted: &str, why: &str) -> StageError {
        let phones = self.0.carrier.phones().into_iter();
        let shown_phones =
            phones.map(|phone| format!(" {}:\n{}", phone.number(), shown(&phone.transcript())));
        let errors = self.0.carrier.errors();
        let complaints = errors
            .iter()
            .map(|error| format!(" the carrier complained: {error}"));
        StageError::NotMet {
            who: who.to_owned(),
            wanted: wanted.to_owned(),
            why: why.to_owned(),
            transcript: shown_phones
                .chain(complaints)
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}
