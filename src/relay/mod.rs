//! Turns one webhook into one call of the store, with a decision inside it.
//!
//! Reading the facts, deciding and writing the effects happen in the writer's transaction, so that two webhooks
//! cannot take one back line, pass one limit or notify twice. While the store cannot be written, calls go on by the
//! configuration alone and the last known pauses; texts are answered 503, and the provider tries again.

pub mod address;
pub mod in_force;
mod note;
mod read;
pub mod render;
mod text;
mod unkept;
mod voice;

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;

use crate::clock::Clock;
use crate::domain::decision::Decision;
use crate::provider::twilio::Params;
use crate::store::{Answered, Ask, Store, StoreDown};
use crate::telemetry::Metrics;

use unkept::Unkept;

pub use in_force::{Configured, InForce, RefusedEdit};

/// Of the five seconds of a webhook, the writer gets two.
const PATIENCE: Duration = Duration::from_secs(2);

/// The relay: the configuration in force, the store, and the time.
#[derive(Clone)]
pub struct Relay {
    configured: Arc<ArcSwap<Configured>>,
    store: Store,
    clock: Clock,
    metrics: Metrics,
    unkept: Unkept,
}

/// What a webhook is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// 200 with a document.
    Document(String),
    /// 204: nothing to say.
    Nothing,
    /// 503: the provider shall try again.
    TryAgain,
    /// 400: not a webhook of the provider's.
    NotUnderstood,
}

impl Relay {
    /// Wires the parts.
    pub fn new(
        configured: Arc<ArcSwap<Configured>>,
        store: Store,
        clock: Clock,
        metrics: Metrics,
    ) -> Self {
        Relay {
            configured,
            store,
            clock,
            metrics,
            unkept: Unkept::default(),
        }
    }

    /// The configuration in force.
    pub fn in_force(&self) -> Arc<InForce> {
        self.configured.load().in_force.clone()
    }

    /// The configuration in force, and the edit that was refused.
    pub fn configured(&self) -> Arc<Configured> {
        self.configured.load_full()
    }

    /// The store, for what is asked about its health.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The time.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The counters.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// Answers a webhook that was signed by the provider. `path` is what follows `/twilio/`.
    pub async fn answer(&self, path: &str, query: &str, params: &Params) -> Reply {
        match read::route(path, query, params) {
            read::Route::Voice(step) => self.voice(step, params).await,
            read::Route::Text => self.text(params).await,
            read::Route::Ignored => Reply::Nothing,
            read::Route::NotUnderstood => Reply::NotUnderstood,
        }
    }

    async fn once(&self, ask: Ask) -> Result<Decision, StoreDown> {
        let kind = ask.kind;
        match self.store.once(ask).await {
            Ok(Answered::First(decision)) => {
                self.metrics.decided(kind.word(), decision.outcome.word());
                Ok(decision)
            }
            Ok(Answered::Again(decision)) => {
                self.metrics.redelivered();
                Ok(decision)
            }
            Err(down) => {
                self.metrics.store_refused();
                Err(down)
            }
        }
    }
}
