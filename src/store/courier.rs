//! What the worker tells of rows that were under way, and what else is due.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use super::desk::Desk;
use super::fault::Fault;
use super::lane::Lane;
use super::outgoing::{Claimed, Due, EditRow};
use super::remembered::{number, text};
use super::row::{COLUMNS, Stored, outbox_id};
use super::words::{self, PRACTICE, context, micros, moment};
use crate::domain::names::OutboxId;
use crate::domain::outbox::Stage;
use crate::domain::phone::Line;

/// So many unsettled rows are given at once.
const UNSETTLED: i64 = 256;

/// The stages that are looked at when their time has come; as the index has it, or SQLite does not use that.
pub(super) const LOOK: &str = "stage IN ('asked', 'held', 'sending', 'unsettled')";

impl Desk<'_> {
    /// The clock may have been set back: no message, call that may have left one, call to be placed or urgent text is due
    /// after this moment, since none of them ever waits for long.
    pub(super) fn nothing_farther(&mut self, than: DateTime<Utc>) -> Result<(), Fault> {
        for sql in [
            "UPDATE message SET due = ?2 WHERE practice = ?1 AND there = 1 AND due > ?2",
            "UPDATE expected SET due = ?2 WHERE practice = ?1 AND due > ?2",
            "UPDATE placed SET due = ?2 WHERE practice = ?1 AND state IN ('waiting', 'unsettled') AND due > ?2",
            "UPDATE watch SET due = ?2 WHERE practice = ?1 AND due > ?2",
        ] {
            let mut nearer = self.connection.prepare_cached(sql)?;
            nearer.execute((PRACTICE, micros(than)))?;
        }
        Ok(())
    }

    /// The rows whose answer is lost and that are due.
    pub(super) fn unsettled(&mut self, now: DateTime<Utc>) -> Result<Vec<Claimed>, Fault> {
        let sql = format!(
            "SELECT {COLUMNS} FROM outbox INDEXED BY outbox_look
             WHERE practice = ?1 AND {LOOK} AND stage = 'unsettled' AND due <= ?2
             ORDER BY due LIMIT ?3"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        let mut rows = select.query((PRACTICE, micros(now), UNSETTLED))?;
        let mut found = Vec::new();
        let mut unreadable: Vec<i64> = Vec::new();
        while let Some(row) = rows.next()? {
            match Stored::read(row, &self.keys) {
                Ok(stored) => found.push(stored),
                Err(Fault::Ask(_)) => unreadable.push(row.get(0)?),
                Err(fault) => return Err(fault),
            }
        }
        drop(rows);
        drop(select);
        for n in unreadable {
            tracing::error!(n, "a text with a lost answer cannot be read and is left");
            self.refuse_unreadable(n)?;
        }
        let mut with_media = Vec::with_capacity(found.len());
        for row in found {
            let tried = row.tried_at.unwrap_or(row.created_at);
            with_media.push(self.with_media(row, tried)?);
        }
        Ok(with_media)
    }

    /// The provider has the row under this id.
    pub(super) fn accepted(
        &mut self,
        id: OutboxId,
        sid: &str,
        at: DateTime<Utc>,
    ) -> Result<bool, Fault> {
        self.let_go.push(id);
        let Some(row) = self.row(id)? else {
            return Ok(false);
        };
        if !self.adopts(&row, sid)? {
            if matches!(row.stage, Stage::Sending | Stage::Unsettled) {
                self.is_unsettled(&row, at)?;
            }
            return Ok(false);
        }
        let sql = "UPDATE outbox SET accepted_at = coalesce(accepted_at, ?2) WHERE n = ?1";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((row.n, micros(at)))?;
        if was_tried(row.stage) && row.stage.may_become(Stage::Accepted) {
            self.moves_to(&row, Stage::Accepted)?;
        }
        Ok(true)
    }

    /// Whether the row has this provider's id from now on: it may have none yet, and no other row may have this one.
    fn adopts(&mut self, row: &Stored, sid: &str) -> Result<bool, Fault> {
        if let Some(known) = &row.sid {
            return Ok(known == sid);
        }
        if self.knows_sid(sid)? {
            tracing::warn!(id = %row.id, "the provider's id of a text is known as another text's");
            return Ok(false);
        }
        let mut update = self
            .connection
            .prepare_cached("UPDATE outbox SET sid = ?2 WHERE n = ?1")?;
        update.execute((row.n, sid))?;
        Ok(true)
    }

    /// Whether a row has this provider's id.
    pub(super) fn knows_sid(&self, sid: &str) -> Result<bool, Fault> {
        let sql = "SELECT 1 FROM outbox WHERE practice = ?1 AND sid = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        Ok(select.exists((PRACTICE, sid))?)
    }

    fn is_unsettled(&mut self, row: &Stored, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET stage = 'unsettled', due = ?2 WHERE n = ?1";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((row.n, micros(due)))?;
        self.news = true;
        Ok(())
    }

    /// The provider does not have it; nothing where a report says otherwise.
    pub(super) fn try_again(&mut self, id: OutboxId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET stage = 'waiting', due = ?3, attempts = attempts + 1
             WHERE practice = ?1 AND id = ?2 AND stage IN ('sending', 'unsettled') RETURNING lane";
        let mut update = self.connection.prepare_cached(sql)?;
        let mut rows = update.query((PRACTICE, id.to_string(), micros(due)))?;
        let lane = rows.next()?.map(|row| row.get(0)).transpose()?;
        drop(rows);
        self.let_go.push(id);
        self.news = true;
        // An earlier one may have come in while this was under way.
        lane.map_or(Ok(()), |lane| Lane(lane).next(self.connection))
    }

    /// Nobody knows whether the provider has it.
    pub(super) fn answer_lost(
        &mut self,
        id: OutboxId,
        look_at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        self.let_go.push(id);
        match self.row(id)? {
            Some(row) if matches!(row.stage, Stage::Sending | Stage::Unsettled) => {
                self.is_unsettled(&row, look_at)
            }
            _ => Ok(()),
        }
    }

    /// The provider's report of a text that has this id there; says whether it is of this row.
    pub(super) fn report(&mut self, id: OutboxId, sid: &str, stage: Stage) -> Result<bool, Fault> {
        let Some(row) = self.row(id)?.filter(|row| was_tried(row.stage)) else {
            tracing::warn!(%id, "a report of a text that was not sent");
            return Ok(false);
        };
        if !self.adopts(&row, sid)? {
            tracing::warn!(%id, "a report of a text under another id of the provider's");
            return Ok(false);
        }
        if stage.is_over() && row.stage.may_become(stage) {
            self.moves_to(&row, stage)?;
        }
        Ok(true)
    }

    /// Rows of this stage that are due, in their order.
    pub(super) fn due(
        &self,
        stage: Stage,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<OutboxId>, Fault> {
        let sql = format!(
            "SELECT id FROM outbox INDEXED BY outbox_look
             WHERE practice = ?1 AND {LOOK} AND stage = ?2 AND due <= ?3
             ORDER BY seq, part LIMIT ?4"
        );
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(&sql)?;
        let mut rows = select.query((PRACTICE, stage.word(), micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(outbox_id(text(row, 0)?)?);
        }
        Ok(found)
    }

    /// The soonest moment after this one at which something of this is due.
    pub(super) fn next_due(
        &mut self,
        what: Due,
        after: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, Fault> {
        let soonest = match what {
            Due::Sending => self.next_ready(after)?,
            Due::Settling => self.next_look(Stage::Unsettled, after)?,
            Due::Deciding => sooner(
                self.next_look(Stage::Held, after)?,
                self.next_look(Stage::Asked, after)?,
            ),
            Due::Fetching => self.next_media(after)?,
            Due::Messages => self.next_message(after)?,
            Due::Expected => self.next_expected(after)?,
            Due::Calls => self.next_call(after)?,
            Due::Watches => self.next_watch(after)?,
        };
        soonest.map(moment).transpose()
    }

    fn next_look(&self, stage: Stage, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql = format!(
            "SELECT min(due) FROM outbox INDEXED BY outbox_look
             WHERE practice = ?1 AND {LOOK} AND stage = ?2 AND due > ?3"
        );
        let mut select = self.connection.prepare_cached(&sql)?;
        Ok(select.query_row((PRACTICE, stage.word(), micros(after)), |row| row.get(0))?)
    }

    /// The changes of the list of patients that wait. One that cannot be read must not stop the others.
    pub(super) fn edits(&self) -> Result<Vec<EditRow>, Fault> {
        let sql = "SELECT id, clinician, line, at, sealed FROM edit WHERE practice = ?1 ORDER BY n";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query([PRACTICE])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            match self.edit_row(row) {
                Ok(edit) => found.push(edit),
                Err(Fault::Ask(why)) => {
                    tracing::error!(%why, "a change of the list of patients cannot be read");
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(found)
    }

    fn edit_row(&self, row: &Row<'_>) -> Result<EditRow, Fault> {
        let id = text(row, 0)?;
        let sealed = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
        let plain = self.keys.open(&context("edit", &[id.as_bytes()]), sealed)?;
        Ok(EditRow {
            id: outbox_id(id)?,
            clinician: words::clinician(text(row, 1)?)?,
            line: Line(number(text(row, 2)?)?),
            edit: serde_json::from_slice(&plain)?,
            at: moment(row.get(3)?)?,
        })
    }
}

/// Of two moments the sooner, where there is one.
pub(super) fn sooner(a: Option<i64>, b: Option<i64>) -> Option<i64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Whether the provider can know of a row in this stage. One that waits may have been tried.
fn was_tried(stage: Stage) -> bool {
    !matches!(stage, Stage::Asked | Stage::Held)
}
