//! What Nightbell decides of its own accord, without a webhook: that a held text may go, that a question was not
//! answered, that a text has failed for good.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::facts::{Facts, Pauses, Wanted};
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Failure, Stage};
use crate::domain::practice::Practice;
use crate::domain::text;
use crate::store::{Ask, Kind, StoreDown};

use super::Relay;
use super::backstage::Decided;
use super::note::{Note, Party};

/// Nobody on the telephone waits for it.
const PATIENCE: Duration = Duration::from_secs(5);

/// What is to be decided.
pub struct Own {
    /// What makes it this and no other: what has this key is decided once.
    pub key: String,
    /// What kind of event it is.
    pub kind: Kind,
    /// The event in one word, for the journal.
    pub event: &'static str,
}

impl Relay {
    /// Decides something that no webhook brought, exactly once.
    ///
    /// # Errors
    /// [`StoreDown`]: it may be asked again.
    pub async fn decides(
        &self,
        own: Own,
        wanted: impl FnOnce(&Practice, &Pauses, DateTime<Utc>) -> Wanted,
        decide: impl Fn(&Practice, &Facts, DateTime<Utc>) -> Decision + Send + 'static,
    ) -> Result<Decided, StoreDown> {
        let in_force = self.in_force();
        let now = self.clock.now();
        let personal = Note {
            from: Party::Other,
            to: None,
            event: own.event,
            sid: "",
            key: None,
            result: None,
            body: None,
            media: None,
        };
        let ask = Ask {
            key: own.key,
            kind: own.kind,
            sid: None,
            at: now,
            version: in_force.practice.version,
            wanted: wanted(&in_force.practice, &self.store.pauses(), now),
            personal: personal.json(),
            patience: PATIENCE,
            even_if_unawaited: true,
            decide: Box::new(move |facts: &Facts| decide(&in_force.practice, facts, now)),
        };
        self.once(ask).await
    }

    /// A text has failed for good: its author is told, once, whoever says it and how often.
    ///
    /// # Errors
    /// As [`Relay::decides`].
    pub async fn has_failed(
        &self,
        id: OutboxId,
        why: Failure,
        stage: Stage,
    ) -> Result<(), StoreDown> {
        let own = Own {
            key: format!("failed/{id}"),
            kind: Kind::Status,
            event: "failed",
        };
        let decided = self
            .decides(
                own,
                |practice, _, now| text::row_wanted(practice, id, now),
                move |practice, facts, now| text::failed(practice, facts, why, stage, now),
            )
            .await?;
        if !decided.again {
            self.metrics.text_failed(why.word());
        }
        Ok(())
    }
}
