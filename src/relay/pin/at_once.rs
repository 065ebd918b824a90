//! Hashing and comparing for calls: beside the runtime's threads, and few at once. Whoever calls the own lines over and
//! over must not take the memory and the processors that patients' calls need.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

/// So many at once, with 19 MiB each.
const AT_ONCE: usize = 2;

/// Whoever does not get a turn in this time hears that it cannot be done now.
const PATIENCE: Duration = Duration::from_secs(1);

/// The turns for hashing and comparing. Clones share them.
#[derive(Clone)]
pub struct Hashing {
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Default for Hashing {
    fn default() -> Self {
        Hashing {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            patience: PATIENCE,
        }
    }
}

#[cfg(test)]
impl Hashing {
    /// Nobody gets a turn.
    pub fn engaged() -> Self {
        Hashing {
            turns: Arc::new(Semaphore::new(0)),
            patience: Duration::ZERO,
        }
    }
}

impl Hashing {
    /// Does this work when its turn comes; `None`: it did not come in time, or the work failed inside.
    pub async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = self.turns.clone().acquire_owned();
        let turn = tokio::time::timeout(self.patience, turn).await.ok()?.ok()?;
        let working = tokio::task::spawn_blocking(move || {
            // Held by the work, not by whoever waits for it: a webhook may be given up meanwhile.
            let _turn = turn;
            work()
        });
        working.await.ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[tokio::test]
    async fn no_more_than_two_are_at_work_and_who_waits_too_long_is_told() {
        let hashing = Hashing {
            patience: Duration::from_millis(10),
            ..Hashing::default()
        };
        let (go, gone) = mpsc::channel::<()>();
        let gone = Arc::new(std::sync::Mutex::new(gone));
        let busy = |hashing: Hashing, gone: Arc<std::sync::Mutex<mpsc::Receiver<()>>>| async move {
            hashing
                .turn(move || gone.lock().unwrap().recv().is_ok())
                .await
        };
        let first = tokio::spawn(busy(hashing.clone(), gone.clone()));
        let second = tokio::spawn(busy(hashing.clone(), gone));
        while hashing.turns.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hashing.turn(|| ()).await, None);
        go.send(()).unwrap();
        go.send(()).unwrap();
        assert_eq!(first.await.unwrap(), Some(true));
        assert_eq!(second.await.unwrap(), Some(true));
        assert_eq!(hashing.turn(|| 7).await, Some(7));
    }

    #[tokio::test]
    async fn work_that_fails_inside_gives_its_turn_back() {
        let hashing = Hashing::default();
        for _ in 0..3 {
            assert_eq!(hashing.turn(|| assert!(!hashing_fails())).await, None);
        }
        assert_eq!(hashing.turn(|| 7).await, Some(7));
    }

    fn hashing_fails() -> bool {
        true
    }
}
