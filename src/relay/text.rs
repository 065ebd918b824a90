//! One text: verified, decided, committed with its outbox rows, and answered with an empty document.

use std::sync::atomic::Ordering;

use crate::domain::event::TextEvent;
use crate::domain::facts::Facts;
use crate::domain::text;
use crate::provider::twilio::Params;
use crate::provider::twilio::message::MessageParams;
use crate::provider::twilio::twiml::EMPTY;
use crate::store::{Ask, Kind};

use super::note::{self, Note, Party};
use super::read;
use super::{Answer, PATIENCE, Relay, Reply};

/// Under what a text is decided: once for each of the provider's ids.
pub fn text_key(sid: &str) -> String {
    format!("text/{sid}")
}

impl Relay {
    pub(super) async fn text(&self, params: &Params) -> Answer {
        let Ok(message) = MessageParams::of(params) else {
            return Reply::NotUnderstood.into();
        };
        let event = TextEvent {
            sender: read::caller(message.from, None),
            to: read::called(message.to),
            body: message.body.to_owned(),
            attachments: read::attachments(&message),
            opt_out: read::opt_out(&message),
        };
        let in_force = self.in_force();
        let now = self.clock.now();
        let personal = Note {
            from: Party::of(&in_force.practice, &event.sender),
            to: note::called(&in_force.practice, event.to),
            event: "text",
            sid: message.sid,
            key: None,
            result: None,
            // A text that gives a clinician's number away is not kept.
            body: (!in_force.guard.finds(&event.body)).then_some(event.body.as_str()),
            media: u32::try_from(event.attachments.len()).ok(),
        }
        .json();
        let ask = Ask {
            key: text_key(message.sid),
            kind: Kind::Text,
            sid: None,
            at: now,
            version: in_force.practice.version,
            wanted: text::wanted(&in_force.practice, &self.store.pauses(), &event, now),
            personal,
            patience: PATIENCE,
            // A text is nobody's to drop: its sender does not try again.
            even_if_unawaited: true,
            decide: Box::new(move |facts: &Facts| {
                text::decide(&in_force.practice, facts, &event, now)
            }),
        };
        match self.once(ask).await {
            Ok(decided) => {
                tracing::debug!(outcome = decided.decision.outcome.word(), "text decided");
                Answer {
                    reply: Reply::Document(EMPTY.to_owned()),
                    decided: Some(decided),
                }
            }
            Err(down) => {
                self.missed_text.store(true, Ordering::Release);
                tracing::warn!(why = %down, "text not taken; the provider shall try again");
                Reply::TryAgain.into()
            }
        }
    }
}
