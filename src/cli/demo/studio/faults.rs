//! What goes wrong on a bad day, at the press of a button.

use std::time::Duration;

use crate::provider::local::Trouble;
use crate::store::Suspension;

use super::super::view::{Event, Faults};
use super::{Refusal, Studio};

/// A slowed relay's answer comes so late: later than its own deadline of 4.5 s, so that the safe document goes out.
const SLOWED: Duration = Duration::from_secs(8);

impl Studio {
    /// Stops the store, or lets it go on.
    ///
    /// # Errors
    /// The relay is stopped, and the store with it.
    pub fn fail_store(&self, on: bool) -> Result<(), Refusal> {
        let relay = self.relay().ok_or_else(|| {
            Refusal::NotNow("start the relay first: its store is stopped with it".to_owned())
        })?;
        match on {
            true => relay.store().suspend(Suspension::Refuses),
            false => relay.store().resume(),
        }
        self.tell_faults();
        self.0.look.notify_one();
        Ok(())
    }

    /// Holds every answer of the relay back, or no longer.
    pub fn slow_down(&self, on: bool) {
        let by = if on { SLOWED } else { Duration::ZERO };
        self.0.setting.hindrance.set(by);
        self.tell_faults();
    }

    /// Stops the relay, or starts it again.
    ///
    /// # Errors
    /// It cannot be started.
    pub async fn fail_relay(&self, on: bool) -> Result<(), Refusal> {
        let has_ended = self.0.switching.lock().await;
        if *has_ended {
            return Err(ended());
        }
        if on {
            self.stop_relay().await;
            Ok(())
        } else {
            self.start_relay().await
        }
    }

    /// Stops the relay and starts it again at once; the carrier and its calls go on meanwhile.
    ///
    /// # Errors
    /// It cannot be started.
    pub async fn restart_relay(&self) -> Result<(), Refusal> {
        let has_ended = self.0.switching.lock().await;
        if *has_ended {
            return Err(ended());
        }
        self.stop_relay().await;
        self.start_relay().await
    }

    /// Has the next webhook that somebody waits for delivered twice.
    pub fn deliver_twice(&self) {
        self.0.local.carrier.trouble(Trouble::NextTwice);
        self.tell_faults();
    }

    /// Tells which faults are on, if that has changed.
    pub(super) fn tell_faults(&self) {
        let pending = self.0.local.carrier.pending_troubles();
        let relay = self.relay();
        let faults = Faults {
            store: relay
                .as_ref()
                .is_some_and(|relay| relay.store().is_suspended()),
            slow: self.0.setting.hindrance.is_set(),
            relay: relay.is_none(),
            twice: pending
                .iter()
                .filter(|trouble| **trouble == Trouble::NextTwice)
                .count(),
        };
        let event = |faults| Event::Faults { faults };
        self.0.feed.publish_if(faults, |known| &known.faults, event);
    }
}

fn ended() -> Refusal {
    Refusal::NotNow("start the demo again: it ends".to_owned())
}
