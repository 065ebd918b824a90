//! The one source of time of the shell; its sleepers wake when it is moved.
//!
//! The relay runs on the system's clock. Tests run on one that stands still until it is moved, and the demo on one
//! that runs on from wherever it was moved to, so that Christmas Day can be tried today.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

/// A sleeper looks at the time so often at least: somebody else may set the system's clock, or the machine may have
/// been asleep.
const LOOKS_UP: Duration = Duration::from_secs(30);

/// A source of time. Clones share it.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    /// Microseconds: added to the system's time where it runs, the time itself where it stands still.
    value: AtomicI64,
    runs: bool,
    moved: watch::Sender<()>,
}

impl Clock {
    /// The system's time.
    pub fn system() -> Self {
        Clock::new(0, true)
    }

    /// A time that stands still until it is moved.
    pub fn still(at: DateTime<Utc>) -> Self {
        Clock::new(at.timestamp_micros(), false)
    }

    fn new(value: i64, runs: bool) -> Self {
        Clock(Arc::new(Inner {
            value: AtomicI64::new(value),
            runs,
            moved: watch::Sender::new(()),
        }))
    }

    /// The time, UTC, to the microsecond.
    pub fn now(&self) -> DateTime<Utc> {
        let value = self.0.value.load(Ordering::Acquire);
        let micros = if self.0.runs {
            system_micros().saturating_add(value)
        } else {
            value
        };
        DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::UNIX_EPOCH)
    }

    /// Moves the time; it runs on from there, or stands still there. Sleepers that are due wake.
    pub fn set(&self, to: DateTime<Utc>) {
        let micros = to.timestamp_micros();
        let value = if self.0.runs {
            micros.saturating_sub(system_micros())
        } else {
            micros
        };
        self.0.value.store(value, Ordering::Release);
        self.0.moved.send_replace(());
    }

    /// Waits until this moment has come, by running or by being moved.
    pub async fn sleep_until(&self, until: DateTime<Utc>) {
        let mut moved = self.0.moved.subscribe();
        loop {
            let left = until - self.now();
            if left <= TimeDelta::zero() {
                return;
            }
            if self.0.runs {
                let left = left.to_std().unwrap_or(Duration::ZERO).min(LOOKS_UP);
                tokio::select! {
                    () = tokio::time::sleep(left) => {}
                    _ = moved.changed() => {}
                }
            } else if moved.changed().await.is_err() {
                return;
            }
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is where the time comes from"
)]
fn system_micros() -> i64 {
    Utc::now().timestamp_micros()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[tokio::test]
    async fn a_sleeper_wakes_when_the_time_is_moved() {
        let clock = Clock::still(moment("2026-11-22T03:00:00Z"));
        let sleeper = tokio::spawn({
            let clock = clock.clone();
            async move { clock.sleep_until(moment("2026-11-22T08:30:00Z")).await }
        });
        clock.set(moment("2026-11-22T08:29:59Z"));
        tokio::task::yield_now().await;
        assert!(!sleeper.is_finished());
        clock.set(moment("2026-11-22T08:30:00Z"));
        sleeper.await.unwrap();
    }

    #[test]
    fn a_running_clock_runs_on_from_where_it_was_moved() {
        let clock = Clock::system();
        let christmas = moment("2026-12-25T10:00:00Z");
        clock.set(christmas);
        assert!(clock.now() >= christmas && clock.now() < christmas + TimeDelta::minutes(5));
    }
}
