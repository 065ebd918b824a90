//! Urgent texts that were sent to who is on duty and that nobody has answered yet.
//!
//! Which there are is also kept in memory: each reply of a clinician may answer one, and hardly ever does.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Connection;

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::remembered::{number, text};
use super::row::outbox_id;
use super::words::{self, PRACTICE, micros, moment};
use super::{Store, StoreDown};
use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::Watch;
use crate::domain::names::{ClinicianId, OutboxId};
use crate::domain::outbox::Author;
use crate::domain::phone::Line;

/// So long an answer to an urgent text is waited for before a phone is rung.
const UNANSWERED: TimeDelta = TimeDelta::minutes(5);

/// The texts that are watched: who was to answer, and over which line.
pub(super) type Watched = HashMap<OutboxId, (ClinicianId, Line)>;

impl Store {
    /// Urgent texts that nobody has answered and that are to be looked at now, the first due first. They are given again
    /// until a decision has put them off or ended them.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be read.
    pub async fn watches_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<OutboxId>, StoreDown> {
        self.errand("watches due", Unawaited::Drop, move |desk| {
            desk.watches_due(now, most)
        })
        .await
    }
}

/// All that are watched.
pub(super) fn all(connection: &Connection) -> Result<Watched, Fault> {
    let sql = "SELECT text, clinician, line FROM watch WHERE practice = ?1";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([PRACTICE])?;
    let mut found = Watched::new();
    while let Some(row) = rows.next()? {
        let clinician = words::clinician(text(row, 1)?)?;
        let line = Line(number(text(row, 2)?)?);
        found.insert(outbox_id(text(row, 0)?)?, (clinician, line));
    }
    Ok(found)
}

/// What is known of a text that is watched.
pub(super) fn of(connection: &Connection, id: OutboxId) -> Result<Option<Watch>, Fault> {
    let sql = "SELECT rung, since FROM watch WHERE practice = ?1 AND text = ?2";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, id.to_string()))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(Watch {
        rung: serde_json::from_str(text(row, 0)?)?,
        since: moment(row.get(1)?)?,
    }))
}

impl Desk<'_> {
    /// Watches a text that may go from now on, if it is a patient's urgent one to a clinician.
    pub(super) fn watch(
        &mut self,
        id: OutboxId,
        (kind, author): (OutgoingKind, &Author),
        (to, line): (&Recipient, Line),
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let is_urgent = kind == OutgoingKind::Urgent && matches!(author, Author::Patient { .. });
        let clinician = match to {
            Recipient::Clinician(clinician) if is_urgent => clinician,
            Recipient::ClinicianPhone(target) if is_urgent => &target.clinician,
            _ => return Ok(()),
        };
        let sql = "INSERT INTO watch (practice, text, clinician, line, rung, since, due)
             VALUES (?1, ?2, ?3, ?4, '[]', ?5, ?6) ON CONFLICT DO NOTHING";
        let mut insert = self.connection.prepare_cached(sql)?;
        let (since, due) = (micros(at), micros(at + UNANSWERED));
        let whose = clinician.as_str();
        insert.execute((PRACTICE, id.to_string(), whose, line.wire(), since, due))?;
        let watched = self.remembered.watched();
        watched.insert(id, (clinician.clone(), line));
        self.news = true;
        Ok(())
    }

    /// A clinician has answered over this line.
    pub(super) fn acknowledge(&mut self, clinician: &ClinicianId, line: Line) -> Result<(), Fault> {
        let watched = self.remembered.watched();
        if watched.is_empty() {
            return Ok(());
        }
        let theirs = watched
            .iter()
            .filter(|(_, (whose, over))| whose == clinician && *over == line);
        let answered: Vec<OutboxId> = theirs.map(|(id, _)| *id).collect();
        answered.into_iter().try_for_each(|id| self.watch_over(id))
    }

    /// These phones were rung for it; it is looked at again then. Nothing where it was answered meanwhile.
    pub(super) fn watch_on(
        &mut self,
        id: OutboxId,
        rung: &[Target],
        due: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = "UPDATE watch SET rung = ?3, due = ?4 WHERE practice = ?1 AND text = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        let rung = serde_json::to_string(rung)?;
        update.execute((PRACTICE, id.to_string(), rung, micros(due)))?;
        self.news = true;
        Ok(())
    }

    /// It is watched no longer.
    pub(super) fn watch_over(&mut self, id: OutboxId) -> Result<(), Fault> {
        if self.remembered.watched().remove(&id).is_none() {
            return Ok(());
        }
        let sql = "DELETE FROM watch WHERE practice = ?1 AND text = ?2";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, id.to_string()))?;
        Ok(())
    }

    fn watches_due(&self, now: DateTime<Utc>, most: usize) -> Result<Vec<OutboxId>, Fault> {
        let sql = "SELECT text FROM watch INDEXED BY watch_due WHERE practice = ?1 AND due <= ?2
             ORDER BY due LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(outbox_id(text(row, 0)?)?);
        }
        Ok(found)
    }

    /// The soonest moment after this one at which a text that nobody has answered is due.
    pub(super) fn next_watch(&self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql =
            "SELECT min(due) FROM watch INDEXED BY watch_due WHERE practice = ?1 AND due > ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        Ok(select.query_row((PRACTICE, micros(after)), |row| row.get(0))?)
    }
}
