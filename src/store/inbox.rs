//! Looking messages up: for decisions, for retention, for `/readyz`, and for what the provider lists.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row};

use super::fault::Fault;
use super::keys::Keys;
use super::messages::MessageCounts;
use super::recording::{bound, message_id};
use super::remembered::{decision, text};
use super::words::{self, PRACTICE, micros, moment};
use crate::domain::decision::{Answer, Mailbox};
use crate::domain::facts::{Message, MessagesOf};
use crate::domain::names::{CallId, ClinicianId, MessageId};

/// A deletion that has failed so often has done so for more than an hour.
const VERY_OFTEN: u32 = 24;

/// Those announced before this moment that are not to be fetched any more.
pub(super) fn before(
    connection: &Connection,
    at: DateTime<Utc>,
    most: usize,
) -> Result<Vec<MessageId>, Fault> {
    let sql = "SELECT id FROM message INDEXED BY message_at
         WHERE practice = ?1 AND at < ?2 AND state NOT IN ('announced', 'forgotten') ORDER BY at LIMIT ?3";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, micros(at), most))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(message_id(text(row, 0)?)?);
    }
    Ok(found)
}

/// The messages that a decision asked for, the oldest first: those that are here, and those that are not here yet or were
/// given up.
pub(super) fn messages(
    connection: &Connection,
    keys: &Keys,
    of: &MessagesOf,
) -> Result<Vec<Message>, Fault> {
    let sql = "SELECT id, mailbox, patients, seconds, at, state, heard_at, sealed FROM message
         WHERE practice = ?1 AND state IN ('announced', 'kept', 'lost')
           AND (mailbox = ?2 OR told = ?2 OR (?3 AND mailbox = ''))
         ORDER BY at, id";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, of.clinician.as_str(), of.practice))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(message(keys, row)?);
    }
    Ok(found)
}

/// This message, as long as it is neither deleted nor forgotten.
pub(super) fn one(
    connection: &Connection,
    keys: &Keys,
    id: MessageId,
) -> Result<Vec<Message>, Fault> {
    let sql = "SELECT id, mailbox, patients, seconds, at, state, heard_at, sealed FROM message
         WHERE practice = ?1 AND id = ?2 AND state IN ('announced', 'kept', 'lost')";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, id.to_string()))?;
    let found = rows.next()?.map(|row| message(keys, row)).transpose()?;
    Ok(found.into_iter().collect())
}

fn message(keys: &Keys, row: &Row<'_>) -> Result<Message, Fault> {
    let id = text(row, 0)?;
    let sealed: Option<Vec<u8>> = row.get(7)?;
    let patients = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let seconds: Option<u32> = row.get(3)?;
    let heard: Option<i64> = row.get(6)?;
    Ok(Message {
        id: message_id(id)?,
        mailbox: words::mailbox_of(text(row, 1)?)?,
        patients: words::patients_of(patients),
        phone: words::phone_of(keys, &bound(id), sealed.as_deref()),
        seconds: seconds.unwrap_or(0),
        at: moment(row.get(4)?)?,
        is_here: text(row, 5)? == "kept",
        heard_at: heard.map(moment).transpose()?,
    })
}

/// How many there are.
pub(super) fn counts(connection: &Connection) -> Result<MessageCounts, Fault> {
    let sql = "SELECT
           count(*) FILTER (WHERE state = 'kept' AND heard_at IS NULL),
           count(*) FILTER (WHERE state = 'announced'),
           count(*) FILTER (WHERE there = 1 AND state NOT IN ('announced', 'lost')),
           count(*) FILTER (WHERE state = 'lost'),
           min(at) FILTER (WHERE state = 'announced'),
           min(at) FILTER (WHERE state = 'kept' AND heard_at IS NULL),
           count(*) FILTER (WHERE there = 1 AND state NOT IN ('announced', 'lost') AND attempts >= ?2)
         FROM message WHERE practice = ?1";
    let count = |row: &Row<'_>, column| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let (counts, oldest, new) = connection.query_row(sql, (PRACTICE, VERY_OFTEN), |row| {
        let counts = MessageCounts {
            new: count(row, 0)?,
            waiting: count(row, 1)?,
            left_there: count(row, 2)?,
            lost: count(row, 3)?,
            oldest_waiting: None,
            oldest_new: None,
            stuck_there: count(row, 6)?,
            new_of: BTreeMap::new(),
        };
        let at = |column| row.get::<_, Option<i64>>(column);
        Ok((counts, at(4)?, at(5)?))
    })?;
    Ok(MessageCounts {
        oldest_waiting: oldest.map(moment).transpose()?,
        oldest_new: new.map(moment).transpose()?,
        new_of: new_of(connection)?,
        ..counts
    })
}

fn new_of(connection: &Connection) -> Result<BTreeMap<ClinicianId, u64>, Fault> {
    let sql = "SELECT mailbox, count(*) FROM message INDEXED BY message_new
         WHERE practice = ?1 AND mailbox <> '' AND state = 'kept' AND heard_at IS NULL GROUP BY mailbox";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let count = row.get::<_, i64>(1)?.unsigned_abs();
        found.insert(super::words::clinician(text(row, 0)?)?, count);
    }
    Ok(found)
}

/// Those of these recordings of which there is no row.
pub(super) fn unknown(connection: &Connection, sids: Vec<String>) -> Result<Vec<String>, Fault> {
    let sql = "SELECT 1 FROM message WHERE practice = ?1 AND recording = ?2 AND recording <> ''";
    let mut select = connection.prepare(sql)?;
    let mut found = Vec::new();
    for sid in sids {
        if !select.exists((PRACTICE, &sid))? {
            found.push(sid);
        }
    }
    Ok(found)
}

/// Whether the journal knows the call, and into which mailbox its answers recorded.
pub(super) fn mailbox_of_call(
    connection: &Connection,
    call: CallId,
) -> Result<Option<Option<Mailbox>>, Fault> {
    // `0` follows `/`: everything between begins with the call's id and a slash.
    let (from, to) = (format!("{call}/"), format!("{call}0"));
    let sql =
        "SELECT decision FROM journal WHERE practice = ?1 AND key >= ?2 AND key < ?3 ORDER BY seq";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, from, to))?;
    let mut found = None;
    while let Some(row) = rows.next()? {
        let mailbox = mailbox_of(decision(row, 0)?.answer);
        found = Some(mailbox.or(found.flatten()));
    }
    Ok(found)
}

fn mailbox_of(answer: Answer) -> Option<Mailbox> {
    match answer {
        Answer::Record { mailbox, .. } => Some(mailbox),
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => mailbox_of(*then),
        _ => None,
    }
}
