//! What is old goes: texts that are over with their attachments, the personal part of the journal; and what the provider
//! still has of texts that are ours is named, so that it goes there too.
//!
//! What has not reached its end is never touched, however old. A row of the journal keeps its key and its decision, so
//! that an event that comes again is known, and its digest, so that the chain holds.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::remembered::text;
use super::words::{PRACTICE, micros};
use super::{Kind, Store, StoreDown};
use crate::domain::names::{MediaId, OutboxId};

/// So many rows of the journal are looked at in one transaction.
const WINDOW: i64 = 500;

/// A text that is over and old, and the files that go with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldText {
    /// Its id.
    pub id: OutboxId,
    /// Its attachments that are kept.
    pub media: Vec<MediaId>,
}

/// A text that the provider has besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// The provider's id of it.
    pub sid: String,
    /// How far the walk has come with it.
    pub mark: Mark,
}

/// How far the walk through what the provider has besides has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Through the texts that came in: a row of the journal.
    In(i64),
    /// Through those that went out: when one was accepted, in microseconds, and which.
    Out(i64, i64),
}

/// How far erasing has come in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Erased {
    /// The last row that was looked at.
    pub through: i64,
    /// Whether what follows is too young, or nothing follows.
    pub is_done: bool,
}

impl Store {
    /// Texts that are over and were decided and accepted before this moment, and that the provider has no attachment of.
    ///
    /// # Errors
    /// [`StoreDown`], as for all methods here.
    pub async fn old_texts(
        &self,
        before: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<OldText>, StoreDown> {
        self.look(move |connection, _| old_texts(connection, before, most))
            .await
    }

    /// Deletes these rows and those of their attachments. The files go before them: without a row nobody would look for
    /// the file.
    pub async fn forget(&self, texts: Vec<OutboxId>) -> Result<(), StoreDown> {
        let forget = move |desk: &mut Desk<'_>| texts.iter().try_for_each(|id| desk.forget(*id));
        self.errand("forget", Unawaited::Drop, forget).await
    }

    /// Erases the personal part of rows of the journal before this moment, of this kind or of all, a few at a time
    /// from behind this row on.
    pub async fn erase(
        &self,
        kind: Option<Kind>,
        before: DateTime<Utc>,
        behind: i64,
    ) -> Result<Erased, StoreDown> {
        let erase = move |desk: &mut Desk<'_>| desk.erase(kind, before, behind);
        self.errand("erase", Unawaited::Drop, erase).await
    }

    /// Texts that came in, or were accepted by the provider, before this moment and behind the last [`Store::gone_there`].
    pub async fn left_there(
        &self,
        before: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<Copy>, StoreDown> {
        self.look(move |connection, _| left_there(connection, before, most))
            .await
    }

    /// The provider has nothing personal any more of the texts up to here.
    pub async fn gone_there(&self, mark: Mark) -> Result<(), StoreDown> {
        let gone = move |desk: &mut Desk<'_>| desk.gone_there(mark);
        self.errand("gone there", Unawaited::Run, gone).await
    }
}

impl Desk<'_> {
    fn forget(&mut self, text: OutboxId) -> Result<(), Fault> {
        let id = text.to_string();
        // What was over stays over; all the same, nothing else is deleted.
        let sql = "DELETE FROM outbox WHERE practice = ?1 AND id = ?2
             AND stage NOT IN ('asked', 'held', 'waiting', 'sending', 'unsettled')";
        let mut delete = self.connection.prepare_cached(sql)?;
        if delete.execute((PRACTICE, &id))? > 0 {
            let sql = "DELETE FROM media WHERE practice = ?1 AND outbox = ?2";
            let mut delete = self.connection.prepare_cached(sql)?;
            delete.execute((PRACTICE, &id))?;
            return self.watch_over(text);
        }
        Ok(())
    }

    fn erase(
        &mut self,
        kind: Option<Kind>,
        before: DateTime<Utc>,
        behind: i64,
    ) -> Result<Erased, Fault> {
        // The rows stand in the order of time, save where the clock was set back: those wait a little longer.
        // However many rows are younger, no more than a window of them is looked at.
        let sql = "SELECT max(seq) FILTER (WHERE at < ?3), count(*) FILTER (WHERE at < ?3)
               FROM (SELECT seq, at FROM journal WHERE practice = ?1 AND seq > ?2 ORDER BY seq LIMIT ?4)";
        let mut select = self.connection.prepare_cached(sql)?;
        let within = (PRACTICE, behind, micros(before), WINDOW);
        let (last, rows): (Option<i64>, i64) =
            select.query_row(within, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let through = last.unwrap_or(behind);
        let sql = "UPDATE journal SET sealed = NULL WHERE practice = ?1 AND seq > ?2 AND seq <= ?3
               AND at < ?4 AND sealed IS NOT NULL AND (?5 IS NULL OR kind = ?5)";
        let mut update = self.connection.prepare_cached(sql)?;
        let kind = kind.map(Kind::word);
        update.execute((PRACTICE, behind, through, micros(before), kind))?;
        Ok(Erased {
            through,
            is_done: rows < WINDOW,
        })
    }

    fn gone_there(&mut self, mark: Mark) -> Result<(), Fault> {
        let (name, a, b) = match mark {
            Mark::In(seq) => (IN, seq, 0),
            Mark::Out(at, n) => (OUT, at, n),
        };
        let sql = "INSERT INTO meta (practice, name, value) VALUES (?1, ?2, ?3)
             ON CONFLICT (practice, name) DO UPDATE SET value = excluded.value";
        let value = [a.to_le_bytes(), b.to_le_bytes()].concat();
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, name, value))?;
        Ok(())
    }
}

/// Read beside the writer: the whole table may have to be looked through.
fn old_texts(
    connection: &Connection,
    before: DateTime<Utc>,
    most: usize,
) -> Result<Vec<OldText>, Fault> {
    let sql = "SELECT id FROM outbox AS o WHERE practice = ?1 AND created_at < ?2
           AND coalesce(accepted_at, 0) < ?2
           AND stage NOT IN ('asked', 'held', 'waiting', 'sending', 'unsettled')
           AND NOT EXISTS (SELECT 1 FROM media WHERE practice = ?1 AND outbox = o.id AND there = 1)
         LIMIT ?3";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, micros(before), most))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = text(row, 0)?;
        found.push(OldText {
            id: id.parse().map_err(|_| Fault::unreadable("a text's id"))?,
            media: files_of(connection, id)?,
        });
    }
    Ok(found)
}

fn files_of(connection: &Connection, id: &str) -> Result<Vec<MediaId>, Fault> {
    let sql = "SELECT id FROM media WHERE practice = ?1 AND outbox = ?2";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, id))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let id = text(row, 0)?.parse();
        found.push(id.map_err(|_| Fault::unreadable("an attachment's id"))?);
    }
    Ok(found)
}

fn left_there(
    connection: &Connection,
    before: DateTime<Utc>,
    most: usize,
) -> Result<Vec<Copy>, Fault> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let (mut found, before) = (Vec::new(), micros(before));
    let sql = "SELECT seq, key FROM journal INDEXED BY journal_listed
         WHERE practice = ?1 AND seq > ?2 AND entry = 'text' AND at < ?3 ORDER BY seq LIMIT ?4";
    let (behind, _) = walked(connection, IN)?;
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, behind, before, most))?;
    while let Some(row) = rows.next()? {
        let sid = text(row, 1)?.strip_prefix("text/").unwrap_or_default();
        found.push(Copy {
            sid: sid.to_owned(),
            mark: Mark::In(row.get(0)?),
        });
    }
    let sql = "SELECT accepted_at, n, sid FROM outbox
         WHERE practice = ?1 AND sid IS NOT NULL AND accepted_at < ?2 AND (accepted_at, n) > (?3, ?4)
         ORDER BY accepted_at, n LIMIT ?5";
    let (at, n) = walked(connection, OUT)?;
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, before, at, n, most))?;
    while let Some(row) = rows.next()? {
        found.push(Copy {
            mark: Mark::Out(row.get(0)?, row.get(1)?),
            sid: text(row, 2)?.to_owned(),
        });
    }
    Ok(found)
}

fn walked(connection: &Connection, name: &str) -> Result<(i64, i64), Fault> {
    let sql = "SELECT value FROM meta WHERE practice = ?1 AND name = ?2";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, name))?;
    let Some(row) = rows.next()? else {
        return Ok((0, 0));
    };
    let value: [u8; 16] = row.get(0)?;
    let (a, b) = value.split_at(8);
    let number = |half: &[u8]| half.try_into().map(i64::from_le_bytes).unwrap_or_default();
    Ok((number(a), number(b)))
}

/// Under which names the marks are kept.
const IN: &str = "gone there, in";
const OUT: &str = "gone there, out";
