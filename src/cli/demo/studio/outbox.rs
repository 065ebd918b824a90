//! Tells the page where each text stands in the relay's outbox: held until Monday, on its way, delivered.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::outbox;
use crate::relay::call_id;
use crate::store::{JournalRow, OutboxRow, Store};

use super::super::view::{Author, Event, OutboxView};
use super::Studio;

/// What rows of the outbox have come of, by the moment at which both were decided: the store keeps times to the
/// microsecond, and gives a row the time of its decision.
#[derive(Default)]
pub(super) struct Origins(HashMap<DateTime<Utc>, Origin>);

enum Origin {
    /// A text with this id of the provider.
    Text(String),
    /// Another row of the outbox: it was released, given up, answered.
    Row(String),
}

impl Origins {
    /// Takes in what a row of the journal says.
    pub fn learn(&mut self, row: &JournalRow) {
        let origin = match row.key.split_once('/') {
            Some(("text", sid)) => Origin::Text(sid.to_owned()),
            Some(("release" | "unanswered" | "failed", rest)) => {
                let id = rest.split('/').next().unwrap_or(rest);
                Origin::Row(id.to_owned())
            }
            _ => return,
        };
        self.0.insert(row.at, origin);
    }

    fn of(&self, row: &OutboxRow, all: &[OutboxRow]) -> Option<String> {
        match self.0.get(&row.created_at)? {
            Origin::Text(sid) => Some(sid.clone()),
            Origin::Row(id) => {
                let first = all.iter().find(|one| one.id == *id)?;
                match self.0.get(&first.created_at)? {
                    Origin::Text(sid) => Some(sid.clone()),
                    Origin::Row(_) => None,
                }
            }
        }
    }
}

impl Studio {
    /// Tells which rows of the outbox are new or have moved on.
    pub(super) async fn look_at_outbox(&self, store: &Store, origins: &Origins) {
        let Ok(rows) = store.outbox().await else {
            return;
        };
        for row in &rows {
            let view = self.outbox_view(row, origins, &rows);
            let is_known = self.0.feed.look(|now| now.outbox.contains(&view));
            if !is_known {
                let row = Box::new(view);
                self.0.feed.publish(Event::Outbox { row });
            }
        }
    }

    fn outbox_view(&self, row: &OutboxRow, origins: &Origins, all: &[OutboxRow]) -> OutboxView {
        let of_call = || {
            let call = row.call?;
            let mut calls = self.0.feed.look(|now| {
                let calls = now.webhooks.iter().filter_map(|one| one.call.clone());
                calls.collect::<Vec<_>>().into_iter()
            });
            calls.find(|sid| call_id(sid) == call)
        };
        OutboxView {
            id: row.id.clone(),
            of: origins.of(row, all).or_else(of_call),
            kind: kind(row.kind),
            stage: row.stage.word(),
            due: Some(row.due),
            at: row.created_at,
            from: row.from.wire(),
            whom: self.whom(&row.to),
            author: author(&row.author),
            attempts: row.attempts,
        }
    }

    fn whom(&self, to: &Recipient) -> String {
        match to {
            Recipient::Number(number) => self.name_of(&number.wire()),
            Recipient::Clinician(id)
            | Recipient::ClinicianPhone(crate::domain::event::Target { clinician: id, .. }) => {
                let in_force = &self.configured().in_force;
                let known = in_force.practice.clinicians.get(id);
                known.map_or_else(|| id.to_string(), |one| one.name.clone())
            }
        }
    }
}

fn kind(kind: OutgoingKind) -> &'static str {
    match kind {
        OutgoingKind::Relay => "relay",
        OutgoingKind::Held => "held",
        OutgoingKind::Urgent => "urgent",
        OutgoingKind::Notice => "notice",
        OutgoingKind::MissedCall => "missed-call",
        OutgoingKind::Message => "message",
        OutgoingKind::Confirmation => "confirmation",
        OutgoingKind::Digest => "digest",
    }
}

fn author(author: &outbox::Author) -> Author {
    match author {
        outbox::Author::Nightbell => Author::Nightbell,
        outbox::Author::Patient { .. } => Author::Patient,
        outbox::Author::Clinician { .. } => Author::Clinician,
    }
}
