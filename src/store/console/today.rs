//! What has happened today, and what waits now: for the page that says how things are.
//!
//! Everything comes out of an index and is bounded: it takes as long with ten years of journal as with a day of it.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;

use crate::domain::decision::{Mailbox, Recipient};
use crate::domain::names::{CallId, ClinicianId};
use crate::domain::reason::Reason;
use crate::store::fault::Fault;
use crate::store::keys::Keys;
use crate::store::remembered::text;
use crate::store::row::{COLUMNS, Stored};
use crate::store::words::{self, PRACTICE, micros, moment};
use crate::store::{Store, StoreDown};

/// So many rows of a kind are looked at, the newest; a practice has far fewer in a day.
const MOST: u32 = 5000;

/// So many texts that did not arrive are looked at.
const MOST_FAILED: u32 = 100;

/// The rows of a kind since a moment, the newest first.
const OF_KIND: &str =
    "SELECT key, outcome, clinician, decision FROM journal INDEXED BY journal_kind
    WHERE practice = ?1 AND kind = ?2 AND at >= ?3 ORDER BY at DESC, seq DESC LIMIT ?4";

/// The ends of calls since a moment.
const ENDED: &str = "SELECT key FROM journal INDEXED BY journal_kind
    WHERE practice = ?1 AND kind = 'status' AND at >= ?2 AND substr(key, 33) = '/ended'
    ORDER BY at DESC, seq DESC LIMIT ?3";

/// The newest row of a kind.
const LAST: &str =
    "SELECT max(at) FROM journal INDEXED BY journal_kind WHERE practice = ?1 AND kind = ?2";

/// What only a webhook brings.
const FROM_WEBHOOKS: [&str; 5] = ["call", "step", "text", "recording", "status"];

/// The held texts of each clinician.
const HELD: &str = "SELECT coalesce(author_clinician, clinician), count(*) FROM outbox INDEXED BY outbox_look
    WHERE practice = ?1 AND stage IN ('asked', 'held', 'sending', 'unsettled') AND stage = 'held' GROUP BY 1";

/// The messages that nobody has heard, by box.
const NEW: &str = "SELECT mailbox, count(*) FROM message INDEXED BY message_new
    WHERE practice = ?1 AND state = 'kept' AND heard_at IS NULL GROUP BY mailbox";

/// What has happened on a day, and what waits now.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// What the caller of each call met, step by step, and what was done about texts.
    pub happened: Vec<Happened>,
    /// Whether there is more than was looked at.
    pub is_cut: bool,
    /// The calls that are over.
    pub ended: Vec<CallId>,
    /// How many texts wait for their reader, by clinician.
    pub held: HashMap<ClinicianId, u64>,
    /// How many messages nobody has heard, by box.
    pub new: HashMap<Mailbox, u64>,
    /// To whom texts did not arrive in the last days, the newest first.
    pub failed: Vec<Recipient>,
    /// When the provider was last heard of, UTC; `None`: never.
    pub last_webhook: Option<DateTime<Utc>>,
}

/// A row of the journal, as far as it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Happened {
    /// Of a text rather than of a call.
    pub is_text: bool,
    /// Whether it is the first of its call.
    pub is_first: bool,
    /// Of which call.
    pub call: Option<CallId>,
    /// In one word.
    pub outcome: String,
    /// Whom it concerned.
    pub clinician: Option<ClinicianId>,
    /// Every rule that led to it.
    pub reasons: Vec<Reason>,
}

#[derive(Deserialize)]
struct Why {
    reasons: Vec<Reason>,
}

impl Store {
    /// What has happened since `since`, what did not arrive since `failed_since`, and what waits now.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read.
    pub async fn today(
        &self,
        since: DateTime<Utc>,
        failed_since: DateTime<Utc>,
    ) -> Result<Today, StoreDown> {
        self.look(move |connection, keys| {
            connection.execute_batch("BEGIN")?;
            let mut today = Today::default();
            for kind in ["call", "step", "recording", "text"] {
                happened(connection, kind, since, &mut today)?;
            }
            today.ended = ended(connection, since)?;
            today.held = held(connection)?;
            today.new = new(connection)?;
            today.failed = failed(connection, keys, failed_since)?;
            today.last_webhook = last_webhook(connection)?;
            Ok(today)
        })
        .await
    }
}

fn happened(
    connection: &Connection,
    kind: &str,
    since: DateTime<Utc>,
    today: &mut Today,
) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(OF_KIND)?;
    let mut rows = statement.query((PRACTICE, kind, micros(since), MOST))?;
    let mut found = 0;
    while let Some(row) = rows.next()? {
        let clinician: Option<String> = row.get(2)?;
        let why: Why = serde_json::from_str(text(row, 3)?)?;
        today.happened.push(Happened {
            is_text: kind == "text",
            is_first: kind == "call",
            call: call_of(text(row, 0)?),
            outcome: text(row, 1)?.to_owned(),
            clinician: clinician.as_deref().map(words::clinician).transpose()?,
            reasons: why.reasons,
        });
        found += 1;
    }
    today.is_cut |= found >= MOST;
    Ok(())
}

fn call_of(key: &str) -> Option<CallId> {
    key.split_once('/')?.0.parse().ok()
}

fn ended(connection: &Connection, since: DateTime<Utc>) -> Result<Vec<CallId>, Fault> {
    let mut statement = connection.prepare_cached(ENDED)?;
    let mut rows = statement.query((PRACTICE, micros(since), MOST))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.extend(call_of(text(row, 0)?));
    }
    Ok(found)
}

fn held(connection: &Connection) -> Result<HashMap<ClinicianId, u64>, Fault> {
    let mut statement = connection.prepare_cached(HELD)?;
    let mut rows = statement.query([PRACTICE])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        if let Some(whose) = row.get::<_, Option<String>>(0)? {
            found.insert(
                words::clinician(&whose)?,
                row.get::<_, i64>(1)?.unsigned_abs(),
            );
        }
    }
    Ok(found)
}

fn new(connection: &Connection) -> Result<HashMap<Mailbox, u64>, Fault> {
    let mut statement = connection.prepare_cached(NEW)?;
    let mut rows = statement.query([PRACTICE])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        let mailbox = words::mailbox_of(text(row, 0)?)?;
        found.insert(mailbox, row.get::<_, i64>(1)?.unsigned_abs());
    }
    Ok(found)
}

/// A row that cannot be opened any more is left out: the page must come.
fn failed(
    connection: &Connection,
    keys: &Keys,
    since: DateTime<Utc>,
) -> Result<Vec<Recipient>, Fault> {
    let sql = format!(
        "SELECT {COLUMNS} FROM outbox INDEXED BY outbox_failed
         WHERE practice = ?1 AND stage IN ('undelivered', 'refused', 'given-up') AND created_at >= ?2
         ORDER BY created_at DESC LIMIT ?3"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query((PRACTICE, micros(since), MOST_FAILED))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.extend(Stored::read(row, keys).ok().map(|stored| stored.to));
    }
    Ok(found)
}

fn last_webhook(connection: &Connection) -> Result<Option<DateTime<Utc>>, Fault> {
    let mut statement = connection.prepare_cached(LAST)?;
    let mut last: Option<i64> = None;
    for kind in FROM_WEBHOOKS {
        let found = statement.query_row((PRACTICE, kind), |row| row.get::<_, Option<i64>>(0));
        last = last.max(found.optional()?.flatten());
    }
    last.map(moment).transpose()
}
