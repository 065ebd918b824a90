//! The rows of messages: announced once for each recording, then kept or absent, heard, deleted, forgotten.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, Row};

use super::desk::Desk;
use super::fault::Fault;
use super::keys::Keys;
use super::messages::{KeptMessage, MessageCounts, MessageRow, MessageState};
use super::remembered::{decision, text};
use super::words::{self, PRACTICE, context, micros, moment};
use crate::domain::decision::{Answer, Mailbox};
use crate::domain::facts::{Message, MessagesOf};
use crate::domain::names::{CallId, ClinicianId, MessageId, PatientId};
use crate::ids;

/// What is to be fetched.
pub(super) const FETCH: &str =
    "SELECT id, call, recording, seconds, attempts, at FROM message INDEXED BY message_due
    WHERE practice = ?1 AND there = 1 AND state = 'announced' AND due <= ?2 ORDER BY due LIMIT ?3";

/// What is to be deleted at the provider.
pub(super) const DELETE_THERE: &str = "SELECT id, call, recording, seconds, attempts, at FROM message INDEXED BY message_due
    WHERE practice = ?1 AND there = 1 AND state IN ('kept', 'deleted', 'absent', 'forgotten') AND due <= ?2
    ORDER BY due LIMIT ?3";

/// The states of which something may be to be done at a moment.
const DUE: [&str; 5] = ["announced", "kept", "deleted", "absent", "forgotten"];

/// A recording as the provider announces it, or says that there is none.
pub(super) struct Announced<'a> {
    pub(super) call: CallId,
    pub(super) recording: &'a str,
    pub(super) mailbox: &'a Mailbox,
    pub(super) patients: &'a [PatientId],
    pub(super) seconds: Option<u32>,
    pub(super) absent: bool,
    pub(super) told: Option<&'a ClinicianId>,
}

impl MessageState {
    fn of_word(word: &str) -> Option<MessageState> {
        match word {
            "announced" => Some(MessageState::Announced),
            "kept" => Some(MessageState::Kept),
            "lost" => Some(MessageState::Lost),
            "deleted" => Some(MessageState::Deleted),
            "absent" => Some(MessageState::Absent),
            _ => None,
        }
    }
}

impl Desk<'_> {
    /// Writes a message, once for each recording; one announced late replaces its absence. Who left it is taken from
    /// what was expected of the call where the decision did not know it.
    pub(super) fn recorded(&mut self, new: &Announced<'_>, at: DateTime<Utc>) -> Result<(), Fault> {
        // An id that stands in an address must not tell when it was made, nor what comes next.
        let id = ids::hex128();
        let from = self.expected_from(new.call)?;
        let patients = match new.patients {
            [] => from.patients,
            known => words::patients(known),
        };
        let sealed = from
            .phone
            .map(|phone| words::seal_phone(&self.keys, &bound(&id), phone))
            .transpose()?;
        let sql = "INSERT INTO message (practice, id, call, recording, mailbox, told, patients, seconds, state, there,
               file, due, attempts, at, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?4 <> '', ?9 = 'announced', ?10, 0, ?10, ?11)
             ON CONFLICT DO NOTHING";
        let mut insert = self.connection.prepare_cached(sql)?;
        let state = if new.absent { "absent" } else { "announced" };
        let written = insert.execute((
            PRACTICE,
            &id,
            new.call.to_string(),
            new.recording,
            words::mailbox(new.mailbox),
            new.told.map(ClinicianId::as_str),
            &patients,
            new.seconds,
            state,
            micros(at),
            sealed,
        ))?;
        if written == 0 && !new.absent {
            self.there_after_all(new, &patients, at)?;
        }
        if !new.absent {
            self.expected_over(new.call)?;
        }
        self.news = true;
        Ok(())
    }

    /// A recording that was said to be absent is announced.
    fn there_after_all(
        &mut self,
        new: &Announced<'_>,
        patients: &[u8],
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE message SET state = 'announced', there = 1, file = 1, attempts = 0, due = ?4, seconds = ?5,
               mailbox = ?6, told = ?7, patients = CASE WHEN ?8 = x'' THEN patients ELSE ?8 END
             WHERE practice = ?1 AND call = ?2 AND recording = ?3 AND state = 'absent'";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((
            PRACTICE,
            new.call.to_string(),
            new.recording,
            micros(at),
            new.seconds,
            words::mailbox(new.mailbox),
            new.told.map(ClinicianId::as_str),
            patients,
        ))?;
        Ok(())
    }

    /// Somebody says to have heard it. The first time counts.
    pub(super) fn heard(
        &mut self,
        id: MessageId,
        by: &ClinicianId,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE message SET heard_at = ?3, heard_by = ?4
             WHERE practice = ?1 AND id = ?2 AND heard_at IS NULL AND state IN ('announced', 'kept', 'lost')";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(at), by.as_str()))?;
        Ok(())
    }

    /// It is deleted: its file and the provider's copy are to go.
    pub(super) fn delete_message(&mut self, id: MessageId, at: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE message SET state = 'deleted', due = ?3, attempts = 0
             WHERE practice = ?1 AND id = ?2 AND state IN ('announced', 'kept', 'lost')";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(at)))?;
        self.news = true;
        Ok(())
    }

    /// Messages that this is to be done for ([`FETCH`] or [`DELETE_THERE`]), the first due first.
    pub(super) fn messages_due(
        &self,
        what: &str,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MessageRow>, Fault> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(what)?;
        let mut rows = select.query((PRACTICE, micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(MessageRow {
                id: message_id(text(row, 0)?)?,
                call: words::call(text(row, 1)?)?,
                recording: text(row, 2)?.to_owned(),
                seconds: row.get(3)?,
                attempts: row.get(4)?,
                at: moment(row.get(5)?)?,
            });
        }
        Ok(found)
    }

    /// It is ours. Where it was deleted meanwhile, its file is to go again.
    pub(super) fn message_kept(
        &mut self,
        id: MessageId,
        bytes: u64,
        seconds: u32,
    ) -> Result<bool, Fault> {
        let sql = "UPDATE message SET state = 'kept', bytes = ?3, seconds = ?4, attempts = 0
             WHERE practice = ?1 AND id = ?2 AND state IN ('announced', 'kept', 'lost')";
        let mut update = self.connection.prepare_cached(sql)?;
        let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
        let id = id.to_string();
        let kept = update.execute((PRACTICE, &id, bytes, seconds))? > 0;
        if !kept {
            let sql = "UPDATE message SET file = 1 WHERE practice = ?1 AND id = ?2";
            let mut update = self.connection.prepare_cached(sql)?;
            update.execute((PRACTICE, &id))?;
        }
        self.news = true;
        Ok(kept)
    }

    /// Tried in vain; again then.
    pub(super) fn message_later(&mut self, id: MessageId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql =
            "UPDATE message SET due = ?3, attempts = attempts + 1 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(due)))?;
        self.news = true;
        Ok(())
    }

    /// Fetching it is given up.
    pub(super) fn message_lost(&mut self, id: MessageId) -> Result<(), Fault> {
        let sql = "UPDATE message SET state = 'lost' WHERE practice = ?1 AND id = ?2 AND state = 'announced'";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string()))?;
        Ok(())
    }

    /// The provider has it no more; what is forgotten is then gone altogether.
    pub(super) fn message_gone_there(&mut self, id: MessageId) -> Result<(), Fault> {
        let id = id.to_string();
        let sql = "UPDATE message SET there = 0 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, &id))?;
        let sql = "DELETE FROM message WHERE practice = ?1 AND id = ?2 AND state = 'forgotten'";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, &id))?;
        Ok(())
    }

    /// Deleted ones whose file may still be there.
    pub(super) fn messages_to_drop(&self, most: usize) -> Result<Vec<MessageId>, Fault> {
        let sql = "SELECT id FROM message INDEXED BY message_file
             WHERE practice = ?1 AND file = 1 AND state IN ('deleted', 'forgotten') LIMIT ?2";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(message_id(text(row, 0)?)?);
        }
        Ok(found)
    }

    /// Its file is gone.
    pub(super) fn message_dropped(&mut self, id: MessageId) -> Result<(), Fault> {
        let sql = "UPDATE message SET file = 0, bytes = NULL
             WHERE practice = ?1 AND id = ?2 AND state IN ('deleted', 'forgotten')";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string()))?;
        Ok(())
    }

    /// What is known of it for playing it.
    pub(super) fn message(&self, id: MessageId) -> Result<Option<KeptMessage>, Fault> {
        let sql = "SELECT state, bytes, seconds FROM message WHERE practice = ?1 AND id = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, id.to_string()))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let Some(state) = MessageState::of_word(text(row, 0)?) else {
            return Ok(None);
        };
        let bytes: Option<i64> = row.get(1)?;
        let seconds: Option<u32> = row.get(2)?;
        Ok(Some(KeptMessage {
            bytes: bytes.unwrap_or(0).unsigned_abs(),
            seconds: seconds.unwrap_or(0),
            state,
        }))
    }

    /// The row goes, or what is personal of it while the provider has its recording.
    pub(super) fn forget_message(&mut self, id: MessageId) -> Result<(), Fault> {
        let id = id.to_string();
        let sql = "DELETE FROM message WHERE practice = ?1 AND id = ?2 AND there = 0 AND state <> 'announced'";
        let mut delete = self.connection.prepare_cached(sql)?;
        if delete.execute((PRACTICE, &id))? > 0 {
            return Ok(());
        }
        let sql =
            "UPDATE message SET state = 'forgotten', patients = x'', sealed = NULL, told = NULL,
               heard_at = NULL, heard_by = NULL, seconds = NULL, bytes = NULL, attempts = 0
             WHERE practice = ?1 AND id = ?2 AND state <> 'announced'";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, &id))?;
        self.news = true;
        Ok(())
    }

    /// The soonest moment after this one at which a message is due.
    pub(super) fn next_message(&self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql = "SELECT min(due) FROM message INDEXED BY message_due
             WHERE practice = ?1 AND there = 1 AND state = ?3 AND due > ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut soonest = None;
        for state in DUE {
            let due = select.query_row((PRACTICE, micros(after), state), |row| row.get(0))?;
            soonest = super::courier::sooner(soonest, due);
        }
        Ok(soonest)
    }
}

/// What the phone of a message is sealed for.
pub(super) fn bound(id: &str) -> Vec<u8> {
    context("message", &[id.as_bytes()])
}

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
           min(at) FILTER (WHERE state = 'announced')
         FROM message WHERE practice = ?1";
    let count = |row: &Row<'_>, column| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let (counts, oldest) = connection.query_row(sql, [PRACTICE], |row| {
        let counts = MessageCounts {
            new: count(row, 0)?,
            waiting: count(row, 1)?,
            left_there: count(row, 2)?,
            lost: count(row, 3)?,
            oldest_waiting: None,
        };
        Ok((counts, row.get::<_, Option<i64>>(4)?))
    })?;
    Ok(MessageCounts {
        oldest_waiting: oldest.map(moment).transpose()?,
        ..counts
    })
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

/// A message's id that was written.
pub(super) fn message_id(text: &str) -> Result<MessageId, Fault> {
    text.parse()
        .map_err(|_| Fault::unreadable("a message's id"))
}

/// The patients and the phone of an earlier message of this call: several may be left on one.
pub(super) fn sibling(
    connection: &Connection,
    call: CallId,
) -> Result<Option<(String, Vec<u8>, Option<Vec<u8>>)>, Fault> {
    let sql = "SELECT id, patients, sealed FROM message WHERE practice = ?1 AND call = ?2 AND state <> 'forgotten'
         ORDER BY sealed IS NULL LIMIT 1";
    let mut select = connection.prepare_cached(sql)?;
    let found = select.query_row((PRACTICE, call.to_string()), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    });
    Ok(found.optional()?)
}
