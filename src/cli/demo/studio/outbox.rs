//! Tells the page where each text stands in the relay's outbox: held until Monday, on its way, delivered.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;

use chrono::{DateTime, Utc};

use crate::domain::decision::Recipient;
use crate::domain::outbox;
use crate::relay::call_id;
use crate::store::{JournalRow, OutboxRow, Store};

use super::super::view::{Author, Event, OutboxView, Row};
use super::Studio;

/// In these stages a text waits for a moment.
const WAITS: [&str; 4] = ["held", "asked", "waiting", "unsettled"];

/// How far the page was told of the store.
#[derive(Default)]
pub(super) struct Told {
    /// The newest row of the journal.
    row: i64,
    origins: Origins,
    /// Rows of the outbox of which no page is told: they are from before the first visitor.
    earlier: HashSet<String>,
    /// The start of the relay, and how many rows and what news its store had then.
    news: Option<(u32, u64, u64)>,
}

/// What rows of the outbox have come of, by the moment at which both were decided: the store keeps times to the
/// microsecond, and gives a row the time of its decision.
#[derive(Default)]
struct Origins(HashMap<DateTime<Utc>, Origin>);

/// So many rows of the journal are fetched at once.
const ROWS: u32 = 200;

enum Origin {
    /// A text with this id of the provider.
    Text(String),
    /// Another row of the outbox: it was released, given up, answered.
    Row(String),
}

impl Origins {
    /// Takes in what a row of the journal says.
    fn learn(&mut self, row: &JournalRow) {
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
    /// Tells what is new in the journal and in the outbox.
    pub(super) async fn look_at_texts(&self, store: &Store) {
        // One after another: what is told last must not be what was looked at first.
        let mut told = self.0.told.lock().await;
        self.look_at_messages(store).await;
        let (rows, news) = (store.health().journal, *store.news().borrow());
        let now = (self.0.starts.load(Ordering::Relaxed), rows, news);
        if told.news == Some(now) {
            return;
        }
        let (Ok(journal), Ok(rows)) = (store.journal(ROWS).await, store.outbox().await) else {
            return;
        };
        told.news = Some(now);
        for row in journal {
            if row.seq > told.row {
                told.row = row.seq;
                told.origins.learn(&row);
                self.tell_row(row);
            }
        }
        for row in rows.iter().filter(|row| !told.earlier.contains(&row.id)) {
            let view = self.outbox_view(row, &told.origins, &rows);
            let is_known = self.0.feed.look(|now| now.outbox.contains(&view));
            if !is_known {
                let row = Box::new(view);
                self.0.feed.publish(Event::Outbox { row });
            }
        }
    }

    /// Begins the history that the page tells with what comes now.
    pub(super) async fn begins_anew(&self) {
        let mut told = self.0.told.lock().await;
        let feed = &self.0.feed;
        told.earlier = feed.look(|now| now.outbox.iter().map(|row| row.id.clone()).collect());
        feed.begin_anew();
    }

    fn tell_row(&self, row: JournalRow) {
        let row = Row {
            seq: row.seq,
            at: row.at,
            kind: row.kind,
            outcome: row.outcome,
            clinician: row.clinician.map(|id| id.to_string()),
        };
        self.0.feed.publish(Event::Row { row });
    }

    /// The next moment for which a text waits, after now.
    pub(super) fn next_text(&self) -> Option<DateTime<Utc>> {
        let now = self.0.setting.clock.now();
        self.0.feed.look(|known| {
            let waiting = known.outbox.iter().filter(|row| WAITS.contains(&row.stage));
            let due = waiting.filter_map(|row| row.due);
            due.filter(|due| *due > now).min()
        })
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
            kind: row.kind.word(),
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

fn author(author: &outbox::Author) -> Author {
    match author {
        outbox::Author::Nightbell => Author::Nightbell,
        outbox::Author::Patient { .. } => Author::Patient,
        outbox::Author::Clinician { .. } => Author::Clinician,
    }
}
