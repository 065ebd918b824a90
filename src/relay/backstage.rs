//! What the demo's page needs of a relay and a practice's relay has not: somebody who is told what was checked and
//! decided, and a hand that slows it.
//!
//! Both are off unless they are asked for; then they cost one look at an empty option and one at a zero.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use crate::domain::decision::Decision;
use crate::provider::twilio::Params;
use crate::provider::twilio::signature::Refused;

/// Who is told. Called while a webhook waits for its answer: it must be quick.
pub type Witness = Arc<dyn Fn(Testimony) + Send + Sync>;

/// One thing that the relay saw or decided.
pub enum Testimony {
    /// The signature of a webhook was checked.
    Checked {
        /// Which webhook.
        webhook: Webhook,
        /// Why nobody who knows the token signed it; none: it is the provider's.
        refused: Option<Refused>,
    },
    /// A webhook was decided.
    Decided {
        /// Which webhook.
        webhook: Webhook,
        /// What was decided.
        decided: Box<Decided>,
    },
    /// Another configuration is in force, or an edit of it was refused.
    Configured,
}

/// What a webhook is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Path and query.
    pub target: String,
    /// The provider's id of the leg or of the text.
    pub sid: Option<String>,
}

/// A decision, and what became of it.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The decision.
    pub decision: Decision,
    /// Whether the store has it.
    pub kept: bool,
    /// Whether the webhook came before: this is the decision of then.
    pub again: bool,
}

impl Webhook {
    /// As it came in: its target and its form.
    pub fn new(target: &str, params: &Params) -> Self {
        let sid = ["CallSid", "MessageSid", "SmsSid"]
            .into_iter()
            .find_map(|name| params.filled(name));
        Webhook {
            target: target.to_owned(),
            sid: sid.map(str::to_owned),
        }
    }

    /// The same of what follows `/twilio/`.
    pub(super) fn at(path: &str, query: &str, params: &Params) -> Self {
        let target = match query {
            "" => format!("/twilio/{path}"),
            _ => format!("/twilio/{path}?{query}"),
        };
        Webhook::new(&target, params)
    }
}

impl Decided {
    pub(super) fn kept(decision: Decision, again: bool) -> Self {
        Decided {
            decision,
            kept: true,
            again,
        }
    }
}

/// Holds every answer back for a while, so that it comes too late.
#[derive(Clone, Default)]
pub struct Hindrance(Arc<AtomicU64>);

impl Hindrance {
    /// For how long; zero ends it.
    pub fn set(&self, by: Duration) {
        let millis = u64::try_from(by.as_millis()).unwrap_or(u64::MAX);
        self.0.store(millis, Ordering::Relaxed);
    }

    /// Whether answers are held back.
    pub fn is_set(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }

    pub(super) async fn pass(&self) {
        let millis = self.0.load(Ordering::Relaxed);
        if millis > 0 {
            tokio::time::sleep(Duration::from_millis(millis)).await;
        }
    }
}

/// The witness and the hindrance of a relay.
#[derive(Clone, Default)]
pub struct Backstage {
    /// Who is told; nobody, with a practice's relay.
    pub witness: Option<Witness>,
    /// Not set, with a practice's relay.
    pub hindrance: Hindrance,
}

impl Backstage {
    /// Tells the witness, if there is one.
    pub fn tell(&self, testimony: impl FnOnce() -> Testimony) {
        if let Some(witness) = &self.witness {
            witness(testimony());
        }
    }
}
