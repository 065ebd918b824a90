//! Callbacks that nobody waits for: call progress, recordings, messages. They leave one after another, in the order in
//! which they arose, unless a test asked for trouble or the day is a bad one.

use std::sync::Arc;

use chrono::TimeDelta;
use tokio::sync::mpsc::UnboundedReceiver;

use super::delivery::Webhook;
use super::exchange::Kind;
use super::switch::Switch;
use super::time::{Busy, lock};
use super::trouble::{Trouble, take};
use super::weather::Gust;

/// A callback in the queue, with the token that keeps the carrier busy until it is delivered.
pub(crate) type Queued = (Webhook, Busy);

enum Fate {
    Deliver,
    Lost,
    Late(TimeDelta),
    Hold,
    Twice,
}

impl From<Gust> for Fate {
    fn from(gust: Gust) -> Self {
        match gust {
            Gust::Lost => Fate::Lost,
            Gust::Twice => Fate::Twice,
            Gust::Late(by) => Fate::Late(by),
        }
    }
}

/// Works the queue until the carrier is dropped.
pub(crate) async fn work(switch: Arc<Switch>, mut queue: UnboundedReceiver<Queued>) {
    while let Some((hook, busy)) = queue.recv().await {
        match switch.fate(hook.kind) {
            Fate::Deliver => switch.deliver_with_held(&hook).await,
            Fate::Lost => {}
            Fate::Twice => {
                switch.deliver_with_held(&hook).await;
                switch.deliver_loudly(&hook).await;
            }
            Fate::Hold => lock(&switch.state).held.push(hook),
            Fate::Late(by) => drop(tokio::spawn(later(switch.clone(), hook, busy, by))),
        }
    }
}

async fn later(switch: Arc<Switch>, hook: Webhook, busy: Busy, by: TimeDelta) {
    let at = switch.board.after(by);
    let busy = switch.board.sleep_until(busy, at).await;
    switch.deliver_loudly(&hook).await;
    drop(busy);
}

impl Switch {
    /// Puts a callback at the end of the queue.
    pub fn call_back(&self, hook: Webhook) {
        drop(self.callbacks.send((hook, self.board.busy())));
    }

    /// Puts a callback into the queue after a while of the carrier's time.
    pub fn call_back_after(
        self: &Arc<Self>,
        wait: TimeDelta,
        prepare: impl FnOnce(&Switch) -> Option<Webhook> + Send + 'static,
    ) {
        let switch = self.clone();
        let busy = self.board.busy();
        drop(tokio::spawn(async move {
            let at = switch.board.after(wait);
            let busy = switch.board.sleep_until(busy, at).await;
            if let Some(hook) = prepare(&switch) {
                switch.call_back(hook);
            }
            drop(busy);
        }));
    }

    fn fate(&self, kind: Kind) -> Fate {
        let mut state = lock(&self.state);
        take(&mut state.troubles, |trouble| match trouble {
            Trouble::Lost { kind: k } if *k == kind => Some(Fate::Lost),
            Trouble::Late { kind: k, by } if *k == kind => Some(Fate::Late(*by)),
            Trouble::OutOfOrder { kind: k } if *k == kind => Some(Fate::Hold),
            _ => None,
        })
        .or_else(|| state.storm.as_mut()?.callback().map(Fate::from))
        .unwrap_or(Fate::Deliver)
    }

    async fn deliver_with_held(&self, hook: &Webhook) {
        self.deliver_loudly(hook).await;
        let held = {
            let mut state = lock(&self.state);
            let index = state.held.iter().position(|held| held.kind == hook.kind);
            index.map(|index| state.held.remove(index))
        };
        if let Some(held) = held {
            self.deliver_loudly(&held).await;
        }
    }

    async fn deliver_loudly(&self, hook: &Webhook) {
        if let Err(refused) = self.deliver(hook).await {
            self.complain(
                refused.code,
                refused.message,
                Some(&hook.url),
                hook.sid.as_deref(),
            );
        }
    }
}
