//! The outbox as the store keeps it: rows that stand somewhere, and move on by decisions.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Effect, Outgoing};
use crate::domain::facts::QueuedRows;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Author, Queued, Stage, Wait};

/// All rows, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Rows(pub Vec<Row>);

/// One row, and when it is due.
#[derive(Clone, Debug)]
pub struct Row {
    pub queued: Queued,
    pub due: DateTime<Utc>,
    /// How it went on its way, where it was held or asked about.
    pub delivered: Option<Effect>,
}

impl Rows {
    pub fn add(&mut self, outgoing: &Outgoing, now: DateTime<Utc>) {
        let (stage, code) = match outgoing.wait {
            Wait::Due => (Stage::Waiting, None),
            Wait::Reader => (Stage::Held, None),
            Wait::Answer { code } => (Stage::Asked, Some(code)),
        };
        let queued = Queued {
            id: OutboxId(self.0.len() as u128 + 1),
            kind: outgoing.kind,
            stage,
            author: outgoing.author.clone(),
            to: outgoing.to.clone(),
            from: outgoing.from,
            body: outgoing.body.clone(),
            attachments: outgoing.attachments.len() as u32,
            created_at: now,
            code,
            digested: false,
        };
        self.0.push(Row {
            queued,
            due: outgoing.due,
            delivered: None,
        });
    }

    /// What the store reads of them.
    pub fn read(&self, wanted: Option<&QueuedRows>) -> Vec<Queued> {
        let is_wanted = |row: &Queued| match wanted {
            None => false,
            Some(QueuedRows::One(id)) => row.id == *id,
            Some(QueuedRows::Asked { clinician, line }) => {
                let (clinician, line) = (clinician.clone(), *line);
                let author = Author::Clinician { clinician, line };
                row.stage == Stage::Asked && row.author == author
            }
            Some(QueuedRows::Undigested) => row.stage == Stage::Held && !row.digested,
        };
        let rows = self.0.iter().map(|row| &row.queued);
        rows.filter(|row| is_wanted(row)).cloned().collect()
    }

    pub fn carry_out(&mut self, effect: &Effect) {
        match effect {
            Effect::Deliver { id, to, from, .. } => {
                let row = self.row(*id);
                row.queued.stage = Stage::Waiting;
                row.queued.to = to.clone();
                row.queued.from = *from;
                row.delivered = Some(effect.clone());
            }
            Effect::HoldUntil { id, due } => self.row(*id).due = *due,
            Effect::Advance { id, stage } => {
                let row = self.row(*id);
                assert!(row.queued.stage.may_become(*stage), "{:?}", row.queued);
                row.queued.stage = *stage;
            }
            Effect::Digested { ids } => {
                for id in ids {
                    self.row(*id).queued.digested = true;
                }
            }
            other => panic!("no effect on a row: {other:?}"),
        }
    }

    fn row(&mut self, id: OutboxId) -> &mut Row {
        self.0.iter_mut().find(|row| row.queued.id == id).unwrap()
    }

    /// Those that stand there.
    pub fn at(&self, stage: Stage) -> Vec<&Row> {
        let rows = self.0.iter();
        rows.filter(|row| row.queued.stage == stage).collect()
    }
}
