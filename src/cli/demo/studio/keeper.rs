//! Looks after what changes by itself: the store's counts, the journal's rows, what waits, who would be reached.

use std::time::{Duration, Instant};

use crate::store::Store;

use super::super::show;
use super::super::view::{Chain, Event, StoreView};
use super::Studio;

/// How often is looked without being asked.
const LOOK: Duration = Duration::from_millis(250);
/// How often the journal's hash chain is read, where rows were added.
const READ_CHAIN: Duration = Duration::from_secs(5);
/// So many of the newest rows are read for the chain.
const LINKS: u64 = 1_000;

/// What was seen last.
#[derive(Default)]
struct Seen {
    minute: i64,
    chain: Chain,
    /// The count of rows when the chain was read, and when.
    read: Option<(u64, Instant)>,
}

/// Looks until it is aborted.
pub(super) async fn run(studio: Studio) {
    let mut seen = Seen::default();
    let mut regularly = tokio::time::interval(LOOK);
    regularly.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        let asked = tokio::select! {
            () = studio.0.look.notified() => true,
            _ = regularly.tick() => false,
        };
        studio.look_at_store(&mut seen, asked).await;
        studio.look_at_clock(&mut seen);
        studio.tell_faults();
    }
}

impl Studio {
    async fn look_at_store(&self, seen: &mut Seen, asked: bool) {
        let known = self.0.feed.look(|changing| changing.store.clone());
        let Some(relay) = self.relay() else {
            let store = StoreView {
                up: false,
                why: Some("the relay is stopped".to_owned()),
                ..known
            };
            self.tell_store(store);
            return;
        };
        let store = relay.store();
        let health = store.health();
        let mut view = StoreView {
            up: health.is_up(),
            why: health.down,
            journal: health.journal,
            ..known
        };
        if asked || view.journal != self.0.feed.look(|changing| changing.store.journal) {
            if let Ok(recordings) = store.recordings().await {
                view.recordings = recordings.len() as u64;
            }
            if let Ok(waiting) = store.waiting().await {
                view.outbox = waiting;
            }
        }
        self.look_at_texts(store).await;
        if !asked {
            // Not while somebody waits for a row.
            view.chain = read_chain(store, seen, view.journal).await;
        }
        self.tell_store(view);
    }

    fn tell_store(&self, store: StoreView) {
        let event = |store| Event::Store { store };
        self.0.feed.publish_if(store, |known| &known.store, event);
    }

    fn look_at_clock(&self, seen: &mut Seen) {
        let due = self.next_due();
        if self.0.feed.look(|changing| changing.clock.next_due) != due {
            self.tell_clock();
        }
        let minute = self.0.setting.clock.now().timestamp() / 60;
        if seen.minute != minute {
            seen.minute = minute;
            self.tell_company();
            self.tell_standing();
        }
    }

    pub(super) fn tell_standing(&self) {
        let in_force = &self.configured().in_force;
        let pauses = self.relay().map(|relay| relay.store().pauses());
        let now = self.0.setting.clock.now();
        let standing = show::standing(&in_force.practice, &pauses.unwrap_or_default(), now);
        let event = |standing| Event::Standing { standing };
        self.0
            .feed
            .publish_if(standing, |known| &known.standing, event);
    }
}

async fn read_chain(store: &Store, seen: &mut Seen, rows: u64) -> Chain {
    let is_due = match seen.read {
        None => rows > 0,
        Some((then, at)) => then != rows && at.elapsed() >= READ_CHAIN,
    };
    if !is_due {
        return seen.chain;
    }
    let from = i64::try_from(rows.saturating_sub(LINKS)).unwrap_or(0) + 1;
    seen.chain = match store.verify_chain(from).await {
        Ok(chain) => show::chain(&chain),
        Err(_) => Chain::Unread,
    };
    seen.read = Some((rows, Instant::now()));
    seen.chain
}
