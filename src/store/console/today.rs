//! What has happened today, and what waits now: for the page that says how things are.
//!
//! Everything comes out of an index or from the journal's end, and is bounded: it takes as long with ten years of journal
//! as with a day of it.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, Row};
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

/// So many rows of a day are looked at, the newest; a practice has far fewer.
const MOST: u32 = 20_000;

/// So many texts that did not arrive are looked at.
const MOST_FAILED: u32 = 100;

/// The journal from its end: rows are written in the order in which they are decided, so that a day needs no index.
const NEWEST: &str = "SELECT at, kind, key, outcome, clinician, decision FROM journal NOT INDEXED
    WHERE practice = ?1 ORDER BY seq DESC LIMIT ?2";

/// What is decided at the same time may be written in another order: so long after it at most.
const OUT_OF_ORDER: TimeDelta = TimeDelta::minutes(5);

/// When the newest call or text came in.
const LISTED: &str = "SELECT at FROM journal INDEXED BY journal_listed
    WHERE practice = ?1 AND entry = ?2 AND caller <> 'nightbell' ORDER BY at DESC LIMIT 1";

/// When the provider was last heard of, among the newest rows.
const HEARD: &str = "SELECT max(at) FROM (SELECT at, kind FROM journal NOT INDEXED
    WHERE practice = ?1 ORDER BY seq DESC LIMIT 1000) WHERE kind <> 'other'";

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
            happened(connection, since, &mut today)?;
            today.held = held(connection)?;
            today.new = new(connection)?;
            today.failed = failed(connection, keys, failed_since)?;
            today.last_webhook = last_webhook(connection)?;
            Ok(today)
        })
        .await
    }
}

fn happened(connection: &Connection, since: DateTime<Utc>, today: &mut Today) -> Result<(), Fault> {
    let mut statement = connection.prepare_cached(NEWEST)?;
    let mut rows = statement.query((PRACTICE, MOST))?;
    let mut looked_at = 0;
    while let Some(row) = rows.next()? {
        let at = moment(row.get(0)?)?;
        if at < since - OUT_OF_ORDER {
            break;
        }
        looked_at += 1;
        if at >= since {
            take(row, today)?;
        }
    }
    today.is_cut = looked_at >= MOST;
    // In the order of time: what came later about a call counts.
    today.happened.reverse();
    Ok(())
}

fn take(row: &Row<'_>, today: &mut Today) -> Result<(), Fault> {
    let (kind, key) = (text(row, 1)?, text(row, 2)?);
    match kind {
        "call" | "step" | "recording" | "text" => {}
        "status" if key.ends_with("/ended") => {
            today.ended.extend(call_of(key));
            return Ok(());
        }
        _ => return Ok(()),
    }
    let clinician: Option<String> = row.get(4)?;
    let why: Why = serde_json::from_str(text(row, 5)?)?;
    today.happened.push(Happened {
        is_text: kind == "text",
        is_first: kind == "call",
        call: call_of(key),
        outcome: text(row, 3)?.to_owned(),
        clinician: clinician.as_deref().map(words::clinician).transpose()?,
        reasons: why.reasons,
    });
    Ok(())
}

fn call_of(key: &str) -> Option<CallId> {
    key.split_once('/')?.0.parse().ok()
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
    let mut last: Option<i64> = connection
        .prepare_cached(HEARD)?
        .query_row([PRACTICE], |row| row.get(0))?;
    let mut listed = connection.prepare_cached(LISTED)?;
    for entry in ["call", "text"] {
        let found = listed.query_row((PRACTICE, entry), |row| row.get(0));
        last = last.max(found.optional()?);
    }
    last.map(moment).transpose()
}
