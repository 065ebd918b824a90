//! One unit of work: what is asked of the store, and what it answers.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::{Facts, Wanted};
use crate::domain::names::Version;

/// One event to decide about, exactly once.
pub struct Ask {
    /// What makes it this event and no other, within the practice: `<call id>/<step…>` for calls,
    /// `<provider>/<message id>` for texts.
    pub key: String,
    /// What kind of event it is.
    pub kind: Kind,
    /// The provider's id of the call, where it is a call's.
    pub sid: Option<String>,
    /// When it happened, UTC.
    pub at: DateTime<Utc>,
    /// Which configuration is in force.
    pub version: Version,
    /// What the decision needs to know.
    pub wanted: Wanted,
    /// The event as JSON, with its numbers and words: stored encrypted.
    pub personal: String,
    /// How long the requester waits.
    pub patience: Duration,
    /// Carried out though its requester has gone: a text must not be lost.
    pub even_if_unawaited: bool,
    /// Decides. Pure: it may be run again.
    pub decide: Box<dyn Fn(&Facts) -> Decision + Send>,
}

/// What kind of event a row of the journal is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A call comes in.
    Call,
    /// A later step of a call.
    Step,
    /// A text comes in.
    Text,
    /// A recording is announced.
    Recording,
    /// A call or a text has changed its state.
    Status,
    /// Something else.
    Other,
}

impl Kind {
    /// The word in the journal.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Call => "call",
            Kind::Step => "step",
            Kind::Text => "text",
            Kind::Recording => "recording",
            Kind::Status => "status",
            Kind::Other => "other",
        }
    }
}

/// A decision that is durable.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Decided now; its effects are carried out.
    First(Decision),
    /// Decided before: the decision of then, without effects. Nothing has happened now.
    Again(Decision),
}

impl Answered {
    /// The decision, new or not.
    pub fn decision(self) -> Decision {
        match self {
            Answered::First(decision) | Answered::Again(decision) => decision,
        }
    }
}

/// The store did not do it; says why, in words for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct StoreDown(pub(super) Arc<str>);

impl StoreDown {
    pub(super) fn new(why: impl Into<Arc<str>>) -> Self {
        StoreDown(why.into())
    }
}
