//! Attachments of texts: announced by the provider, then ours or refused, and then no longer there.

use chrono::{DateTime, Utc};
use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::desk::Desk;
use super::fault::Fault;
use super::outgoing::{Claimed, Kept, MediaRow};
use super::remembered::text;
use super::row::{Stored, outbox_id};
use super::words::{PRACTICE, context, micros};
use crate::domain::names::{MediaId, OutboxId};
use crate::domain::outbox::Attachment;
use crate::ids;

/// What of an attachment is encrypted.
#[derive(Serialize, Deserialize)]
struct Sealed {
    address: String,
    claimed: String,
}

/// What is to be done for attachments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ToDo {
    /// To fetch.
    Fetch,
    /// To delete at the provider.
    DeleteThere,
}

impl ToDo {
    fn sql(self) -> &'static str {
        match self {
            ToDo::Fetch => {
                "SELECT id, outbox, attempts, sealed FROM media INDEXED BY media_due
                 WHERE practice = ?1 AND there = 1 AND state = 'announced' AND due <= ?2
                 ORDER BY due LIMIT ?3"
            }
            ToDo::DeleteThere => {
                "SELECT id, outbox, attempts, sealed FROM media INDEXED BY media_due
                 WHERE practice = ?1 AND there = 1 AND state IN ('kept', 'refused') AND due <= ?2
                 ORDER BY due LIMIT ?3"
            }
        }
    }
}

impl Desk<'_> {
    /// Writes the attachments of a new row, due at once.
    pub(super) fn announced(
        &mut self,
        outbox: &str,
        attachments: &[Attachment],
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "INSERT INTO media (practice, id, outbox, place, state, there, due, attempts, at, sealed)
             VALUES (?1, ?2, ?3, ?4, 'announced', 1, ?5, 0, ?5, ?6)";
        for (place, attachment) in (0_i64..).zip(attachments) {
            // An id that stands in an address must not tell when it was made, nor what comes next.
            let id = ids::hex128();
            let plain = serde_json::to_vec(&Sealed {
                address: attachment.address.clone(),
                claimed: attachment.claimed.clone(),
            })?;
            let mut sealed = Vec::new();
            let bound = context("media", &[id.as_bytes()]);
            self.keys.seal(&bound, &plain, &mut sealed)?;
            let mut insert = self.connection.prepare_cached(sql)?;
            insert.execute((PRACTICE, id, outbox, place, micros(at), sealed))?;
        }
        Ok(())
    }

    /// Attachments that something is to be done for, the first due first.
    pub(super) fn media_due(
        &self,
        what: ToDo,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<MediaRow>, Fault> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(what.sql())?;
        let mut rows = select.query((PRACTICE, micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            match self.media_row(row) {
                Ok(row) => found.extend(row),
                Err(Fault::Ask(why)) => tracing::error!(%why, "an attachment cannot be read"),
                Err(fault) => return Err(fault),
            }
        }
        Ok(found)
    }

    fn media_row(&self, row: &Row<'_>) -> Result<Option<MediaRow>, Fault> {
        let id = text(row, 0)?;
        let sealed = row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?;
        let plain = self
            .keys
            .open(&context("media", &[id.as_bytes()]), sealed)?;
        let sealed: Sealed = serde_json::from_slice(&plain)?;
        let Some(text) = self.row(outbox_id(text(row, 1)?)?)? else {
            return Ok(None);
        };
        Ok(Some(MediaRow {
            id: media_id(id)?,
            outbox: text.id,
            address: sealed.address,
            claimed: sealed.claimed,
            attempts: row.get(2)?,
            author: text.author,
            from: text.from,
            kind: text.kind,
            at: text.created_at,
        }))
    }

    /// Tried in vain; again then.
    pub(super) fn media_later(&mut self, id: MediaId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql =
            "UPDATE media SET due = ?3, attempts = attempts + 1 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(due)))?;
        self.news = true;
        Ok(())
    }

    /// It is ours (with this type and size) or refused; its text waits for one less.
    pub(super) fn media_settled(
        &mut self,
        id: MediaId,
        kept: Option<(&str, usize)>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE media SET state = ?3, kind = ?4, bytes = ?5, attempts = 0
             WHERE practice = ?1 AND id = ?2 AND state = 'announced' RETURNING outbox";
        let state = if kept.is_some() { "kept" } else { "refused" };
        let bytes = kept.map(|(_, bytes)| i64::try_from(bytes).unwrap_or(i64::MAX));
        let mut update = self.connection.prepare_cached(sql)?;
        let kind = kept.map(|(kind, _)| kind);
        let mut rows = update.query((PRACTICE, id.to_string(), state, kind, bytes))?;
        let Some(row) = rows.next()? else {
            return Ok(());
        };
        let outbox = text(row, 0)?.to_owned();
        drop(rows);
        // What is refused is none of the text any more: who decides about the next refusal must see how many are left.
        let sql = "UPDATE outbox SET pending = pending - 1, attachments = attachments - ?3
             WHERE practice = ?1 AND id = ?2 AND pending > 0";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, outbox, kept.is_none()))?;
        self.news = true;
        Ok(())
    }

    /// The provider has it no more.
    pub(super) fn media_deleted_there(&mut self, id: MediaId) -> Result<(), Fault> {
        let sql = "UPDATE media SET there = 0 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string()))?;
        Ok(())
    }

    /// What is kept under this id.
    pub(super) fn media(&self, id: MediaId) -> Result<Option<Kept>, Fault> {
        let sql = "SELECT outbox, kind, bytes FROM media WHERE practice = ?1 AND id = ?2 AND state = 'kept'";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, id.to_string()))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let bytes: i64 = row.get(2)?;
        Ok(Some(Kept {
            outbox: outbox_id(text(row, 0)?)?,
            kind: text(row, 1)?.to_owned(),
            bytes: usize::try_from(bytes).unwrap_or(0),
        }))
    }

    /// A row for the worker, with its kept attachments.
    pub(super) fn with_media(
        &self,
        row: Stored,
        tried_at: DateTime<Utc>,
    ) -> Result<Claimed, Fault> {
        let media = match row.attachments {
            0 => Vec::new(),
            _ => self.kept_of(row.id)?,
        };
        Ok(row.claimed(media, tried_at))
    }

    fn kept_of(&self, outbox: OutboxId) -> Result<Vec<MediaId>, Fault> {
        let sql = "SELECT id FROM media WHERE practice = ?1 AND outbox = ?2 AND state = 'kept' ORDER BY place";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, outbox.to_string()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(media_id(text(row, 0)?)?);
        }
        Ok(found)
    }

    /// The soonest moment after this one at which an attachment is due.
    pub(super) fn next_media(&self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql = "SELECT min(due) FROM media INDEXED BY media_due
             WHERE practice = ?1 AND there = 1 AND due > ?2 AND state = ?3";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut soonest = None;
        for state in ["announced", "kept", "refused"] {
            let due = select.query_row((PRACTICE, micros(after), state), |row| row.get(0))?;
            soonest = super::courier::sooner(soonest, due);
        }
        Ok(soonest)
    }
}

fn media_id(text: &str) -> Result<MediaId, Fault> {
    text.parse()
        .map_err(|_| Fault::unreadable("an attachment's id"))
}
