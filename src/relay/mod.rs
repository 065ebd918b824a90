//! Turns one webhook into one call of the store, with a decision inside it.
//!
//! Reading the facts, deciding and writing the effects happen in the writer's transaction, so that two webhooks
//! cannot take one back line, pass one limit or notify twice. While the store cannot be written, calls go on by the
//! configuration alone and the last known pauses; texts are answered 503, and the provider tries again.

pub mod address;
pub mod backstage;
pub mod ear;
mod found;
pub mod in_force;
mod note;
mod own;
pub mod pin;
mod placed;
mod read;
pub mod render;
mod status;
mod step;
#[cfg(test)]
pub(crate) mod testing;
mod text;
mod unkept;
mod voice;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use arc_swap::{ArcSwap, ArcSwapOption};

use crate::clock::Clock;
use crate::domain::reason::Reason;
use crate::provider::twilio::Params;
use crate::store::{Answered, Ask, Kind, Store, StoreDown};
use crate::telemetry::Metrics;

use backstage::{Backstage, Decided, Testimony, Webhook};
use pin::Hashing;
use unkept::Unkept;

pub use in_force::{Configured, InForce, RefusedEdit};
pub use own::Own;
pub use read::call_id;
pub use status::failure;
pub use text::text_key;

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
    hashing: Hashing,
    backstage: Backstage,
    sending_fails: Arc<ArcSwapOption<String>>,
    missed_text: Arc<AtomicBool>,
}

/// An answer, and the decision it comes from.
struct Answer {
    reply: Reply,
    decided: Option<Decided>,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Answer {
            reply,
            decided: None,
        }
    }
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
            hashing: Hashing::default(),
            backstage: Backstage::default(),
            sending_fails: Arc::default(),
            missed_text: Arc::default(),
        }
    }

    /// The same relay with a witness and a hindrance, for the demo.
    #[must_use]
    pub fn with_backstage(mut self, backstage: Backstage) -> Self {
        self.backstage = backstage;
        self
    }

    /// Its witness and its hindrance.
    pub fn backstage(&self) -> &Backstage {
        &self.backstage
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

    /// Why no text can be sent at present, for `/readyz`; `None`: as far as is known, all can.
    pub fn sending_fails(&self) -> Option<Arc<String>> {
        self.sending_fails.load_full()
    }

    /// No text can be sent because of this, or they can again. Says whether that is news.
    pub fn note_sending_fails(&self, why: Option<String>) -> bool {
        let before = self.sending_fails.swap(why.clone().map(Arc::new));
        before.as_deref() != why.as_ref()
    }

    /// Whether a text could not be taken since this was last asked: it is to be fetched from the provider's list.
    pub fn has_missed_text(&self) -> bool {
        self.missed_text.swap(false, Ordering::AcqRel)
    }

    /// Answers a webhook that was signed by the provider. `path` is what follows `/twilio/`.
    pub async fn answer(&self, path: &str, query: &str, params: &Params) -> Reply {
        let route = read::route(path, query, params);
        let is_news = route.is_news();
        if !is_news {
            self.backstage.hindrance.pass().await;
        }
        let answer = match route {
            read::Route::Voice(step) => self.voice(step, params).await,
            read::Route::Text => self.text(params).await,
            read::Route::TextStatus(id) => self.text_status(id, params).await,
            read::Route::Ignored => Reply::Nothing.into(),
            read::Route::NotUnderstood => Reply::NotUnderstood.into(),
        };
        if let Some(decided) = answer.decided {
            self.backstage.tell(|| Testimony::Decided {
                webhook: Webhook::at(path, query, params),
                decided: Box::new(decided),
            });
        }
        if is_news {
            // What has happened is kept, however late the provider learns that it is.
            self.backstage.hindrance.pass().await;
        }
        answer.reply
    }

    async fn once(&self, ask: Ask) -> Result<Decided, StoreDown> {
        let kind = ask.kind;
        match self.store.once(ask).await {
            Ok(Answered::First(decision)) => {
                self.metrics.decided(kind.word(), decision.outcome.word());
                if kind == Kind::Recording && decision.reasons.contains(&Reason::NobodyOnDuty) {
                    // The desk may have a fixed line, which takes no texts.
                    tracing::error!(
                        "a message was left for the practice and nobody on duty could be told: put somebody on the rota who listens to it"
                    );
                }
                Ok(Decided::kept(decision, false))
            }
            Ok(Answered::Again(decision)) => {
                self.metrics.redelivered();
                Ok(Decided::kept(decision, true))
            }
            Err(down) => {
                self.metrics.store_refused();
                Err(down)
            }
        }
    }
}
