//! Hashing and comparing for calls: beside the runtime's threads, and few at once. Whoever calls the own lines over and
//! over must not take the memory and the processors that patients' calls need.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::Pin;
use crate::domain::event::Place;

/// So many at once, with 19 MiB each.
const AT_ONCE: usize = 2;

/// Whoever does not get a turn in this time hears that it cannot be done now.
const PATIENCE: Duration = Duration::from_secs(1);

/// The turns for hashing and comparing. Clones share them.
#[derive(Clone)]
pub struct Hashing(Arc<Semaphore>);

/// What was keyed where a PIN was asked for.
#[derive(Debug)]
pub enum Reading {
    /// Nothing, or that it is forgotten; no digit of a PIN.
    Keys(&'static str),
    /// Something that can be no PIN.
    NoPin,
    /// It is to be compared with the one that is set.
    Compare(Pin),
    /// It is to be compared with the one that was keyed before.
    CompareProposed(Pin),
    /// It is to be hashed.
    Hash(Pin),
}

/// Reads what was keyed at this place of the own line; `None`: no PIN is asked for there.
pub fn reading(place: Place, keyed: &str) -> Option<Reading> {
    let read: fn(&str) -> Option<Reading> = match place {
        Place::Pin => |keyed| Pin::claimed(keyed).map(Reading::Compare),
        Place::NewPinAgain => |keyed| Pin::claimed(keyed).map(Reading::CompareProposed),
        Place::NewPin => |keyed| Pin::chosen(keyed).ok().map(Reading::Hash),
        Place::NoPin
        | Place::Menu
        | Place::Message(_)
        | Place::Delete(_)
        | Place::Conversation => return None,
    };
    Some(match keyed {
        "" => Reading::Keys(""),
        _ if keyed.starts_with('*') => Reading::Keys("*"),
        _ => read(keyed).unwrap_or(Reading::NoPin),
    })
}

impl Default for Hashing {
    fn default() -> Self {
        Hashing(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Hashing {
    /// Does this work when its turn comes; `None`: it did not come in time, or the work failed inside.
    pub async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let turn = self.0.clone().acquire_owned();
        let turn = tokio::time::timeout(PATIENCE, turn).await.ok()?.ok()?;
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
    use crate::domain::names::MessageId;

    #[test]
    fn where_a_pin_is_asked_for_no_digit_of_it_goes_on() {
        for place in [Place::Pin, Place::NewPin, Place::NewPinAgain] {
            assert!(matches!(reading(place, ""), Some(Reading::Keys(""))));
            for star in ["*", "**", "*4079"] {
                assert!(matches!(reading(place, star), Some(Reading::Keys("*"))));
            }
            for none in ["4", "40*9", "407940794", "4079#"] {
                assert!(matches!(reading(place, none), Some(Reading::NoPin)), "{none}");
            }
        }
        assert!(matches!(reading(Place::Pin, "1234"), Some(Reading::Compare(_))));
        assert!(matches!(
            reading(Place::NewPinAgain, "1234"),
            Some(Reading::CompareProposed(_))
        ));
        assert!(matches!(reading(Place::NewPin, "1234"), Some(Reading::NoPin)));
        assert!(matches!(reading(Place::NewPin, "4079"), Some(Reading::Hash(_))));
    }

    #[test]
    fn elsewhere_no_pin_is_read() {
        for place in [
            Place::NoPin,
            Place::Menu,
            Place::Message(MessageId(1)),
            Place::Delete(MessageId(1)),
            Place::Conversation,
        ] {
            assert!(reading(place, "4079").is_none(), "{place:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_than_two_are_at_work_and_who_waits_too_long_is_told() {
        let hashing = Hashing::default();
        let (go, gone) = mpsc::channel::<()>();
        let gone = Arc::new(std::sync::Mutex::new(gone));
        let busy = |hashing: Hashing, gone: Arc<std::sync::Mutex<mpsc::Receiver<()>>>| async move {
            hashing.turn(move || gone.lock().unwrap().recv().is_ok()).await
        };
        let first = tokio::spawn(busy(hashing.clone(), gone.clone()));
        let second = tokio::spawn(busy(hashing.clone(), gone));
        while hashing.0.available_permits() > 0 {
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
