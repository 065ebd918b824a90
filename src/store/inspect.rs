//! Looking at what is stored, on a connection of its own that cannot write; for tests and the console.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::chain::{self, Chain};
use super::connect;
use super::fault::Fault;
use super::keys::Keys;
use super::record;
use super::remembered::{back_line, decision, text};
use super::row::{COLUMNS, Stored};
use super::words::{self, PRACTICE, context, moment};
use super::{Store, StoreDown};
use crate::domain::decision::{Body, Decision, Mailbox, OutgoingKind, Recipient};
use crate::domain::facts::BackLine;
use crate::domain::names::{CallId, ClinicianId, Version};
use crate::domain::outbox::{Author, Stage};
use crate::domain::phone::Line;

/// One row of the journal.
#[derive(Clone, Debug, PartialEq)]
pub struct JournalRow {
    /// Its number, from 1.
    pub seq: i64,
    /// When it happened, UTC.
    pub at: DateTime<Utc>,
    /// The word of its [`Kind`](super::Kind).
    pub kind: String,
    /// What made the event unique.
    pub key: String,
    /// The decision in one word.
    pub outcome: String,
    /// Whom it concerned.
    pub clinician: Option<ClinicianId>,
    /// Which configuration was in force.
    pub version: Version,
    /// The decision, without effects.
    pub decision: Decision,
    /// The event as JSON; `None` once it is erased.
    pub personal: Option<String>,
    /// The facts it was decided on, as JSON; `None` once they are erased.
    pub facts: Option<String>,
}

/// One row of the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct OutboxRow {
    /// Its id, 32 hexadecimal digits.
    pub id: String,
    /// What kind of thing it is.
    pub kind: OutgoingKind,
    /// To whom.
    pub to: Recipient,
    /// From which line.
    pub from: Line,
    /// Whose words.
    pub author: Author,
    /// The words.
    pub body: Body,
    /// How many attachments came with it.
    pub attachments: u32,
    /// When it may go, UTC; of a row that waits for something else, when it is looked at again.
    pub due: DateTime<Utc>,
    /// When it was decided, UTC.
    pub created_at: DateTime<Utc>,
    /// Where it stands.
    pub stage: Stage,
    /// The word of its stage.
    pub state: String,
    /// The call it is about.
    pub call: Option<CallId>,
    /// How often it was tried in vain.
    pub attempts: u32,
    /// When it was tried for the first time, UTC.
    pub first_tried: Option<DateTime<Utc>>,
    /// When it was tried last, UTC.
    pub tried_at: Option<DateTime<Utc>>,
    /// The number that answers its question.
    pub code: Option<u8>,
    /// Whether who is on duty has been told of it.
    pub digested: bool,
    /// The provider's id of it, once it has one.
    pub sid: Option<String>,
}

/// One recording that the provider announced.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordingRow {
    /// Of which call.
    pub call: CallId,
    /// The provider's id of it.
    pub recording: String,
    /// Whose message.
    pub mailbox: Mailbox,
    /// How long, where the provider said it.
    pub seconds: Option<u32>,
    /// Whether the provider says that there is none after all.
    pub absent: bool,
    /// Where the message stands: `announced`, `kept`, `lost`, `deleted` or `absent`.
    pub state: String,
    /// Whether the provider may still have it.
    pub there: bool,
    /// When it was announced, UTC.
    pub at: DateTime<Utc>,
    /// When it was noted as heard, UTC.
    pub heard_at: Option<DateTime<Utc>>,
}

impl Store {
    /// The newest rows of the journal, oldest first.
    ///
    /// # Errors
    /// When the database cannot be read; the same holds for the methods below.
    pub async fn journal(&self, newest: u32) -> Result<Vec<JournalRow>, StoreDown> {
        self.look(move |connection, keys| {
            let sql = "SELECT seq, at, kind, key, outcome, clinician, version, decision, sealed
                       FROM journal WHERE practice = ?1 ORDER BY seq DESC LIMIT ?2";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query((PRACTICE, newest))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(journal_row(row, keys)?);
            }
            found.reverse();
            Ok(found)
        })
        .await
    }

    /// The rows of the outbox, the first due first, with those that are over.
    pub async fn outbox(&self) -> Result<Vec<OutboxRow>, StoreDown> {
        self.look(|connection, keys| {
            let sql = format!(
                "SELECT {COLUMNS} FROM outbox WHERE practice = ?1 ORDER BY due, created_at, n"
            );
            let mut statement = connection.prepare(&sql)?;
            let mut rows = statement.query([PRACTICE])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(outbox_row(row, keys)?);
            }
            Ok(found)
        })
        .await
    }

    /// How many rows of the outbox are not over yet.
    pub async fn waiting(&self) -> Result<u64, StoreDown> {
        self.look(|connection, _| {
            let sql = "SELECT
                (SELECT count(*) FROM outbox INDEXED BY outbox_lane WHERE practice = ?1
                   AND stage IN ('held', 'waiting', 'sending', 'unsettled'))
                + (SELECT count(*) FROM outbox INDEXED BY outbox_asked WHERE practice = ?1
                   AND stage = 'asked')";
            let waiting: i64 = connection.query_row(sql, [PRACTICE], |row| row.get(0))?;
            Ok(waiting.unsigned_abs())
        })
        .await
    }

    /// The recordings, the first announced first.
    pub async fn recordings(&self) -> Result<Vec<RecordingRow>, StoreDown> {
        self.look(|connection, _| {
            let sql =
                "SELECT call, recording, mailbox, seconds, state, at, there, heard_at FROM message
                       WHERE practice = ?1 AND state <> 'forgotten' ORDER BY at, recording";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([PRACTICE])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(recording_row(row)?);
            }
            Ok(found)
        })
        .await
    }

    /// The back lines of a clinician.
    pub async fn back_lines_of(&self, clinician: &ClinicianId) -> Result<Vec<BackLine>, StoreDown> {
        let clinician = clinician.clone();
        self.look(move |connection, keys| {
            let sql =
                "SELECT line, phone_digest, sealed, last_used, resting_since, who FROM back_line
                       WHERE practice = ?1 AND clinician = ?2 ORDER BY since, line, phone_digest";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query((PRACTICE, clinician.as_str()))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(back_line(keys, &clinician, row)?);
            }
            Ok(found)
        })
        .await
    }

    /// Whether the journal is as it was written, from this row on (1: all of it).
    pub async fn verify_chain(&self, from: i64) -> Result<Chain, StoreDown> {
        self.look(move |connection, keys| {
            connection.execute_batch("BEGIN")?;
            chain::verify(connection, keys, from)
        })
        .await
    }

    pub(super) async fn look<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection, &Keys) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StoreDown> {
        let (database, keys) = (self.inner.database.clone(), self.inner.keys.clone());
        let looked = tokio::task::spawn_blocking(move || {
            let connection = connect::reader(&database)?;
            read(&connection, &keys)
        });
        match looked.await {
            Ok(Ok(found)) => Ok(found),
            Ok(Err(fault)) => Err(StoreDown::new(fault.words())),
            Err(_) => Err(StoreDown::new("reading failed inside")),
        }
    }
}

fn journal_row(row: &Row<'_>, keys: &Keys) -> Result<JournalRow, Fault> {
    let key = text(row, 3)?;
    let clinician: Option<String> = row.get(5)?;
    let sealed: Option<Vec<u8>> = row.get(8)?;
    let content = sealed
        .map(|sealed| keys.open(&context("journal", &[key.as_bytes()]), &sealed))
        .transpose()?;
    let content = content.as_deref().and_then(record::parts);
    Ok(JournalRow {
        seq: row.get(0)?,
        at: moment(row.get(1)?)?,
        kind: text(row, 2)?.to_owned(),
        key: key.to_owned(),
        outcome: text(row, 4)?.to_owned(),
        clinician: clinician.as_deref().map(words::clinician).transpose()?,
        version: Version(row.get::<_, i64>(6)?.cast_unsigned()),
        decision: decision(row, 7)?,
        personal: content.map(|(personal, _)| personal.to_owned()),
        facts: content.map(|(_, facts)| facts.to_owned()),
    })
}

fn outbox_row(row: &Row<'_>, keys: &Keys) -> Result<OutboxRow, Fault> {
    let stored = Stored::read(row, keys)?;
    Ok(OutboxRow {
        id: stored.id.to_string(),
        kind: stored.kind,
        to: stored.to,
        from: stored.from,
        author: stored.author,
        body: stored.body,
        attachments: stored.attachments,
        due: stored.due,
        created_at: stored.created_at,
        stage: stored.stage,
        state: stored.stage.word().to_owned(),
        call: stored.call,
        attempts: stored.attempts,
        first_tried: stored.first_tried,
        tried_at: stored.tried_at,
        code: stored.code,
        digested: stored.digested,
        sid: stored.sid,
    })
}

fn recording_row(row: &Row<'_>) -> Result<RecordingRow, Fault> {
    Ok(RecordingRow {
        call: words::call(text(row, 0)?)?,
        recording: text(row, 1)?.to_owned(),
        mailbox: words::mailbox_of(text(row, 2)?)?,
        seconds: row.get(3)?,
        absent: text(row, 4)? == "absent",
        state: text(row, 4)?.to_owned(),
        there: row.get(6)?,
        at: moment(row.get(5)?)?,
        heard_at: row.get::<_, Option<i64>>(7)?.map(moment).transpose()?,
    })
}
