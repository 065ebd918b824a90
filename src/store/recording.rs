//! The rows of messages: announced once for each recording, then kept or absent, heard, deleted, forgotten.

use chrono::{DateTime, Utc};

use super::desk::Desk;
use super::fault::Fault;
use super::messages::{KeptMessage, MessageRow, MessageState};
use super::remembered::text;
use super::words::{self, PRACTICE, context, micros, moment};
use crate::domain::decision::Mailbox;
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
        by: &str,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE message SET heard_at = ?3, heard_by = ?4
             WHERE practice = ?1 AND id = ?2 AND heard_at IS NULL AND state IN ('announced', 'kept', 'lost')";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(at), by))?;
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
        // One that was announced while its absence was cleared up is still to be fetched, or told of as lost.
        let sql =
            "UPDATE message SET there = 0 WHERE practice = ?1 AND id = ?2 AND state <> 'announced'";
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
        let sql = "SELECT state, bytes, seconds, heard_at IS NOT NULL FROM message WHERE practice = ?1 AND id = ?2";
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
            is_heard: row.get(3)?,
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

/// A message's id that was written.
pub(super) fn message_id(text: &str) -> Result<MessageId, Fault> {
    text.parse()
        .map_err(|_| Fault::unreadable("a message's id"))
}
