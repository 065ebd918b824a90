//! A row of the outbox as it is stored, and the shapes in which others see it.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::fault::Fault;
use super::keys::Keys;
use super::lane::Lane;
use super::outgoing::Claimed;
use super::remembered::{number, text};
use super::words::{self, Content, PRACTICE, context, moment};
use crate::domain::decision::{Body, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::QueuedRows;
use crate::domain::names::{CallId, ClinicianId, MediaId, OutboxId};
use crate::domain::outbox::{Author, Queued, Stage};
use crate::domain::phone::{E164, Line};

/// The columns of a [`Stored`], in its order.
pub(super) const COLUMNS: &str =
    "n, id, kind, stage, lane, seq, clinician, phone, from_line, due, created_at,
    attempts, attachments, first_tried, tried_at, code, digested, call, sid, sealed";

/// A row.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub(super) n: i64,
    pub(super) id: OutboxId,
    pub(super) kind: OutgoingKind,
    pub(super) stage: Stage,
    pub(super) lane: Lane,
    pub(super) seq: i64,
    pub(super) to: Recipient,
    pub(super) from: Line,
    pub(super) author: Author,
    pub(super) body: Body,
    pub(super) due: DateTime<Utc>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) attempts: u32,
    pub(super) attachments: u32,
    pub(super) first_tried: Option<DateTime<Utc>>,
    pub(super) tried_at: Option<DateTime<Utc>>,
    pub(super) code: Option<u8>,
    pub(super) digested: bool,
    pub(super) call: Option<CallId>,
    pub(super) sid: Option<String>,
}

impl Stored {
    /// Reads the columns [`COLUMNS`].
    pub(super) fn read(row: &Row<'_>, keys: &Keys) -> Result<Stored, Fault> {
        let id = text(row, 1)?;
        let sealed = row.get_ref(19)?.as_blob().map_err(rusqlite::Error::from)?;
        let plain = keys.open(&context("outbox", &[id.as_bytes()]), sealed)?;
        let content = serde_json::from_slice::<Content>(&plain)?.into_parts()?;
        let clinician: Option<String> = row.get(6)?;
        let clinician = clinician.as_deref().map(words::clinician).transpose()?;
        let moment_in = |column| -> Result<Option<DateTime<Utc>>, Fault> {
            let micros: Option<i64> = row.get(column)?;
            micros.map(moment).transpose()
        };
        let call: Option<String> = row.get(17)?;
        Ok(Stored {
            n: row.get(0)?,
            id: outbox_id(id)?,
            kind: words::kind_of(text(row, 2)?)?,
            stage: stage(row, 3)?,
            lane: Lane(row.get(4)?),
            seq: row.get(5)?,
            to: recipient(clinician, row.get(7)?, content.number)?,
            from: Line(number(text(row, 8)?)?),
            author: content.author,
            body: content.body,
            due: moment(row.get(9)?)?,
            created_at: moment(row.get(10)?)?,
            attempts: row.get(11)?,
            attachments: row.get(12)?,
            first_tried: moment_in(13)?,
            tried_at: moment_in(14)?,
            code: row.get(15)?,
            digested: row.get(16)?,
            call: call.as_deref().map(words::call).transpose()?,
            sid: row.get(18)?,
        })
    }

    /// As decisions see it.
    pub(super) fn queued(self) -> Queued {
        Queued {
            id: self.id,
            kind: self.kind,
            stage: self.stage,
            author: self.author,
            to: self.to,
            from: self.from,
            body: self.body,
            attachments: self.attachments,
            created_at: self.created_at,
            code: self.code,
            digested: self.digested,
        }
    }

    /// As the worker sees it, with these attachments.
    pub(super) fn claimed(self, media: Vec<MediaId>, tried_at: DateTime<Utc>) -> Claimed {
        Claimed {
            id: self.id,
            kind: self.kind,
            to: self.to,
            from: self.from,
            author: self.author,
            body: self.body,
            media,
            attempts: self.attempts,
            created_at: self.created_at,
            first_tried: self.first_tried,
            tried_at,
        }
    }
}

/// The rows that a decision asked for.
pub(super) fn queued(
    connection: &Connection,
    keys: &Keys,
    wanted: &QueuedRows,
) -> Result<Vec<Queued>, Fault> {
    let select = |rest: &str| format!("SELECT {COLUMNS} FROM outbox {rest}");
    let (mut statement, asked) = match wanted {
        QueuedRows::One(id) => {
            let sql = select("WHERE practice = ?1 AND id = ?2");
            (connection.prepare_cached(&sql)?, vec![id.to_string()])
        }
        QueuedRows::Asked { clinician, line } => {
            let sql = select(
                "INDEXED BY outbox_asked WHERE practice = ?1 AND stage = 'asked'
                   AND author_clinician = ?2 AND author_line = ?3 ORDER BY seq, part",
            );
            let asked = vec![clinician.to_string(), line.wire()];
            (connection.prepare_cached(&sql)?, asked)
        }
        QueuedRows::Undigested => {
            let sql = select(
                "INDEXED BY outbox_undigested
                 WHERE practice = ?1 AND stage = 'held' AND digested = 0 ORDER BY seq",
            );
            (connection.prepare_cached(&sql)?, Vec::new())
        }
    };
    statement.raw_bind_parameter(1, PRACTICE)?;
    for (place, value) in (2..).zip(&asked) {
        statement.raw_bind_parameter(place, value)?;
    }
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match Stored::read(row, keys) {
            Ok(stored) => found.push(stored.queued()),
            // Of several, one that cannot be read must not keep the others from being decided about.
            Err(Fault::Ask(why)) if !matches!(wanted, QueuedRows::One(_)) => {
                tracing::error!(%why, "a text that waits cannot be read");
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(found)
}

/// An id of a row that was written.
pub(super) fn outbox_id(text: &str) -> Result<OutboxId, Fault> {
    text.parse().map_err(|_| Fault::unreadable("a text's id"))
}

/// A column that holds a stage.
pub(super) fn stage(row: &Row<'_>, column: usize) -> Result<Stage, Fault> {
    Stage::of_word(text(row, column)?).ok_or(Fault::unreadable("a stage"))
}

fn recipient(
    clinician: Option<ClinicianId>,
    phone: Option<String>,
    to_number: Option<E164>,
) -> Result<Recipient, Fault> {
    let unreadable = || Fault::unreadable("a recipient");
    match (clinician, phone, to_number) {
        (Some(clinician), None, None) => Ok(Recipient::Clinician(clinician)),
        (Some(clinician), Some(phone), None) => Ok(Recipient::ClinicianPhone(Target {
            clinician,
            phone: phone.parse().map_err(|_| unreadable())?,
        })),
        (None, None, Some(number)) => Ok(Recipient::Number(number)),
        _ => Err(unreadable()),
    }
}
