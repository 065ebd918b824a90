//! How much of a message each ticket has given: as much as the message has, and no more.
//!
//! Players ask for the whole, or for one part after another, or for a first byte to see whether there are parts; and
//! connections break. So what counts is how many bytes went out in all. What a request may give is booked when it begins,
//! and what it has not given is given back when it ends: two that come at once do not both get the whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};

use crate::store::Admitted;

/// So many requests one ticket serves: whoever holds it may break off and begin anew, but not for ever.
const MOST: u32 = 8;

type Nonce = [u8; 16];

/// The tickets that are being played by this process. Clones share them.
#[derive(Clone, Default)]
pub(super) struct Ledger {
    playbacks: Arc<Mutex<HashMap<Nonce, Playback>>>,
}

struct Playback {
    expires: DateTime<Utc>,
    requests: u32,
    /// Given, or booked by a request that is under way.
    booked: u64,
}

impl Ledger {
    /// What this process knows of a ticket: whether there is anything left of it. `None`: it has not been seen here.
    pub(super) fn is_left(&self, ticket: &Admitted, whole: u64) -> Option<bool> {
        let playbacks = self.playbacks();
        let playback = playbacks.get(&ticket.nonce)?;
        Some(playback.has_left(whole))
    }

    /// Books so many bytes of a message that has `whole`; `None` where nothing is left of the ticket.
    pub(super) fn book(
        &self,
        ticket: &Admitted,
        bytes: u64,
        whole: u64,
        now: DateTime<Utc>,
    ) -> Option<Booking> {
        let mut playbacks = self.playbacks();
        playbacks.retain(|_, playback| now < playback.expires);
        let playback = playbacks.entry(ticket.nonce).or_insert(Playback {
            expires: ticket.expires,
            requests: 0,
            booked: 0,
        });
        if !playback.has_left(whole) {
            return None;
        }
        playback.requests += 1;
        playback.booked = playback.booked.saturating_add(bytes);
        Some(Booking {
            ledger: self.clone(),
            nonce: ticket.nonce,
            whole,
            left: bytes,
        })
    }

    fn playbacks(&self) -> MutexGuard<'_, HashMap<Nonce, Playback>> {
        self.playbacks
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Playback {
    fn has_left(&self, whole: u64) -> bool {
        self.requests < MOST && self.booked < whole
    }
}

/// What one request may still give. Dropped, it gives back the rest.
pub(super) struct Booking {
    ledger: Ledger,
    nonce: Nonce,
    whole: u64,
    left: u64,
}

impl Booking {
    /// Counts a piece as given; true where it is the last of this request and leaves nothing of the ticket.
    pub(super) fn gives(&mut self, bytes: u64) -> bool {
        self.left = self.left.saturating_sub(bytes);
        let playbacks = self.ledger.playbacks();
        let playback = playbacks.get(&self.nonce);
        self.left == 0 && playback.is_none_or(|playback| !playback.has_left(self.whole))
    }
}

impl Drop for Booking {
    fn drop(&mut self) {
        if let Some(playback) = self.ledger.playbacks().get_mut(&self.nonce) {
            playback.booked = playback.booked.saturating_sub(self.left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::names::MessageId;

    const WHOLE: u64 = 1000;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn ticket(nonce: u8) -> Admitted {
        Admitted {
            message: MessageId(7),
            nonce: [nonce; 16],
            expires: at(600),
        }
    }

    fn book(ledger: &Ledger, bytes: u64) -> Option<Booking> {
        ledger.book(&ticket(1), bytes, WHOLE, at(0))
    }

    #[test]
    fn the_whole_is_given_once() {
        let ledger = Ledger::default();
        assert_eq!(ledger.is_left(&ticket(1), WHOLE), None);
        let mut whole = book(&ledger, WHOLE).unwrap();
        assert!(!whole.gives(400));
        assert!(whole.gives(600));
        drop(whole);
        assert_eq!(ledger.is_left(&ticket(1), WHOLE), Some(false));
        assert!(book(&ledger, WHOLE).is_none());
        assert!(book(&ledger, 1).is_none());
    }

    #[test]
    fn two_that_come_at_once_do_not_both_get_the_whole() {
        let ledger = Ledger::default();
        let first = book(&ledger, WHOLE);
        assert!(book(&ledger, WHOLE).is_none());
        drop(first);
        assert!(book(&ledger, WHOLE).is_some());
    }

    #[test]
    fn parts_count_together_and_a_first_look_does_not_cost_the_rest() {
        let ledger = Ledger::default();
        for _ in 0..2 {
            let mut look = book(&ledger, 2).unwrap();
            assert!(!look.gives(2));
        }
        let mut first = book(&ledger, 500).unwrap();
        let mut second = book(&ledger, 500).unwrap();
        assert!(first.gives(500));
        assert!(second.gives(500));
        assert!(book(&ledger, 1).is_none());
    }

    #[test]
    fn what_a_broken_connection_did_not_get_can_be_asked_for_again() {
        let ledger = Ledger::default();
        let mut broken = book(&ledger, WHOLE).unwrap();
        assert!(!broken.gives(900));
        drop(broken);
        let mut rest = book(&ledger, 100).unwrap();
        assert!(rest.gives(100));
        drop(rest);
        assert!(book(&ledger, 1).is_none());
    }

    #[test]
    fn who_only_breaks_off_is_served_eight_times() {
        let ledger = Ledger::default();
        for _ in 0..8 {
            assert!(book(&ledger, WHOLE).is_some());
        }
        assert!(book(&ledger, WHOLE).is_none());
        let other = ledger.book(&ticket(2), WHOLE, WHOLE, at(0));
        assert!(other.is_some());
    }

    #[test]
    fn what_has_expired_is_forgotten() {
        let ledger = Ledger::default();
        drop(book(&ledger, WHOLE));
        let later = Admitted {
            expires: at(1200),
            ..ticket(2)
        };
        drop(ledger.book(&later, WHOLE, WHOLE, at(600)));
        assert_eq!(ledger.playbacks().len(), 1);
    }
}
