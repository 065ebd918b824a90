//! How each kind of row goes, or what of it stays.

use chrono::{DateTime, Utc};

use super::super::desk::Desk;
use super::super::fault::Fault;
use super::super::marks;
use super::super::remembered::back_line_context;
use super::super::words::{PRACTICE, micros};
use super::find::{Found, LineKey, MarkKey};
use super::nobody;
use crate::domain::names::{MessageId, OutboxId};
use crate::ids;

impl Desk<'_> {
    /// Deletes a text with its attachments, wherever it stands; what waited behind it goes on.
    pub(super) fn erase_text(&mut self, id: OutboxId) -> Result<(), Fault> {
        let Some(row) = self.row(id)? else {
            return Ok(());
        };
        let id_text = id.to_string();
        for sql in [
            "DELETE FROM media WHERE practice = ?1 AND outbox = ?2",
            "DELETE FROM outbox WHERE practice = ?1 AND id = ?2",
        ] {
            let mut delete = self.connection.prepare_cached(sql)?;
            delete.execute((PRACTICE, &id_text))?;
        }
        self.watch_over(id)?;
        self.news = true;
        row.lane.next(self.connection)
    }

    /// Empties the personal part of a row of the journal.
    pub(super) fn erase_row(&mut self, seq: i64) -> Result<(), Fault> {
        let sql = "UPDATE journal SET sealed = NULL WHERE practice = ?1 AND seq = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, seq))?;
        Ok(())
    }

    /// Everything else, in one transaction; what is kept in memory of it is read again.
    pub(super) fn erase_rest(&mut self, found: &Found, now: DateTime<Utc>) -> Result<(), Fault> {
        for id in &found.messages {
            self.erase_message(*id, now)?;
        }
        for key in &found.back_lines {
            self.erase_back_line(key, now)?;
        }
        for key in &found.marks {
            self.erase_mark(key)?;
        }
        for (sql, ids) in [
            (
                "DELETE FROM expected WHERE practice = ?1 AND call = ?2",
                &found.expected,
            ),
            (
                "DELETE FROM placed WHERE practice = ?1 AND id = ?2",
                &found.placed,
            ),
            (
                "DELETE FROM edit WHERE practice = ?1 AND id = ?2",
                &found.edits,
            ),
        ] {
            let mut delete = self.connection.prepare_cached(sql)?;
            for id in ids {
                delete.execute((PRACTICE, id))?;
            }
        }
        self.news = true;
        self.remembered.forget()
    }

    /// One that the provider may still have stays without anything personal until it is deleted there: else its recording
    /// would be found there again.
    fn erase_message(&mut self, id: MessageId, now: DateTime<Utc>) -> Result<(), Fault> {
        let id = id.to_string();
        let sql = "DELETE FROM message WHERE practice = ?1 AND id = ?2 AND there = 0";
        let mut delete = self.connection.prepare_cached(sql)?;
        if delete.execute((PRACTICE, &id))? > 0 {
            return Ok(());
        }
        let sql = "UPDATE message SET state = 'forgotten', patients = x'', sealed = NULL, told = NULL, heard_at = NULL,
               heard_by = NULL, seconds = NULL, bytes = NULL, attempts = 0, due = ?3
             WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, &id, micros(now)))?;
        Ok(())
    }

    /// It rests from now on, unless it already does.
    fn erase_back_line(&mut self, key: &LineKey, now: DateTime<Utc>) -> Result<(), Fault> {
        let (clinician, line, old) = key;
        let new = i64::from_be_bytes(ids::fresh());
        let mut sealed = Vec::new();
        let bound = back_line_context(clinician, line, new);
        self.keys.seal(&bound, nobody().as_bytes(), &mut sealed)?;
        let sql = "UPDATE back_line SET phone_digest = ?5, sealed = ?6, who = ?7,
               resting_since = coalesce(resting_since, ?8)
             WHERE practice = ?1 AND clinician = ?2 AND line = ?3 AND phone_digest = ?4";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((
            PRACTICE,
            clinician.as_str(),
            line,
            old,
            new,
            sealed,
            ids::fresh::<8>(),
            micros(now),
        ))?;
        Ok(())
    }

    /// A mark is never given again, so its row stays.
    fn erase_mark(&mut self, key: &MarkKey) -> Result<(), Fault> {
        let (clinician, mark, old) = key;
        let new = i64::from_be_bytes(ids::fresh());
        let mut sealed = Vec::new();
        let bound = marks::bound(clinician, *mark, new);
        self.keys.seal(&bound, nobody().as_bytes(), &mut sealed)?;
        let sql = "UPDATE mark SET phone_digest = ?5, sealed = ?6, who = ?7
             WHERE practice = ?1 AND clinician = ?2 AND mark = ?3 AND phone_digest = ?4";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((
            PRACTICE,
            clinician.as_str(),
            *mark,
            old,
            new,
            sealed,
            ids::fresh::<8>(),
        ))?;
        Ok(())
    }
}
