//! Claiming: which rows may go now, without looking at those that must wait.
//!
//! A row is found by its line and gate among those whose turn it is. Lines and gates that let nothing through are
//! stepped over as a whole, and each claim goes on where the last one ended, so that no line starves another.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::desk::Desk;
use super::fault::Fault;
use super::lane::Lane;
use super::outgoing::{Claim, Claimed};
use super::remembered::text;
use super::row::{COLUMNS, Stored};
use super::words::{PRACTICE, micros};
use crate::domain::names::OutboxId;

/// The next line and gate of rows whose turn it is.
pub(super) const NEXT: &str = "SELECT from_line, gate FROM outbox INDEXED BY outbox_ready
    WHERE practice = ?1 AND stage = 'waiting' AND turn = 1 AND pending = 0 AND urgent = ?2
      AND (from_line, gate) > (?3, ?4)
    ORDER BY from_line, gate LIMIT 1";

/// The rows of a line and gate that are due.
pub(super) const READY: &str = "SELECT n FROM outbox INDEXED BY outbox_ready
    WHERE practice = ?1 AND stage = 'waiting' AND turn = 1 AND pending = 0 AND urgent = ?2
      AND from_line = ?3 AND gate = ?4 AND due <= ?5
    ORDER BY due LIMIT ?6";

/// When the next row of a line and gate is due.
const SOONEST: &str = "SELECT min(due) FROM outbox INDEXED BY outbox_ready
    WHERE practice = ?1 AND stage = 'waiting' AND turn = 1 AND pending = 0 AND urgent = ?2
      AND from_line = ?3 AND gate = ?4 AND due > ?5";

/// Comes after every gate.
const AFTER_ALL: &str = "\u{10FFFF}";

/// A claim while it is filled.
struct Filling<'a> {
    claim: &'a Claim,
    not_from: Vec<String>,
    found: Vec<i64>,
    of_line: HashMap<String, usize>,
}

impl Filling<'_> {
    fn left(&self) -> usize {
        self.claim.most.saturating_sub(self.found.len())
    }

    fn left_of(&self, line: &str) -> usize {
        if self.not_from.iter().any(|blocked| blocked == line) {
            return 0;
        }
        let taken = self.of_line.get(line).copied().unwrap_or(0);
        self.claim.per_line.saturating_sub(taken).min(self.left())
    }

    fn is_barred(&self, gate: &str) -> bool {
        let mut barred = self.claim.not_to.iter();
        barred.any(|clinician| clinician.as_str() == gate)
    }
}

impl Desk<'_> {
    /// Rows for the worker: urgent ones first, then those behind where the last claim ended.
    pub(super) fn claim(&mut self, claim: &Claim) -> Result<Vec<Claimed>, Fault> {
        let mut filling = Filling {
            claim,
            not_from: claim.not_from.iter().map(|line| line.0.wire()).collect(),
            found: Vec::new(),
            of_line: HashMap::new(),
        };
        let none = (String::new(), String::new());
        self.fill(&mut filling, true, &none, None)?;
        let served = self.served.clone();
        self.fill(&mut filling, false, &served, None)?;
        self.fill(&mut filling, false, &none, Some(&served))?;
        let mut claimed = Vec::with_capacity(filling.found.len());
        for n in filling.found {
            claimed.extend(self.hand_over(n, claim)?);
        }
        Ok(claimed)
    }

    /// Takes due rows of the lines and gates after `from`, up to and with `to`.
    fn fill(
        &mut self,
        filling: &mut Filling<'_>,
        urgent: bool,
        from: &(String, String),
        to: Option<&(String, String)>,
    ) -> Result<(), Fault> {
        let mut place = from.clone();
        while filling.left() > 0 {
            let Some(next) = self.next_place(urgent, &place)? else {
                return Ok(());
            };
            if to.is_some_and(|to| next > *to) {
                return Ok(());
            }
            let (line, gate) = &next;
            let most = filling.left_of(line);
            if most == 0 {
                place = (line.clone(), AFTER_ALL.to_owned());
                continue;
            }
            if !filling.is_barred(gate) {
                let taken = self.ready(filling, urgent, &next, most)?;
                *filling.of_line.entry(line.clone()).or_default() += taken;
                if taken > 0 && !urgent {
                    self.served = next.clone();
                }
            }
            place = next;
        }
        Ok(())
    }

    fn next_place(
        &self,
        urgent: bool,
        (line, gate): &(String, String),
    ) -> Result<Option<(String, String)>, Fault> {
        let mut next = self.connection.prepare_cached(NEXT)?;
        let mut rows = next.query((PRACTICE, urgent, line, gate))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        Ok(Some((text(row, 0)?.to_owned(), text(row, 1)?.to_owned())))
    }

    fn ready(
        &self,
        filling: &mut Filling<'_>,
        urgent: bool,
        (line, gate): &(String, String),
        most: usize,
    ) -> Result<usize, Fault> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut ready = self.connection.prepare_cached(READY)?;
        let now = micros(filling.claim.now);
        let mut rows = ready.query((PRACTICE, urgent, line, gate, now, most))?;
        let before = filling.found.len();
        while let Some(row) = rows.next()? {
            filling.found.push(row.get(0)?);
        }
        Ok(filling.found.len() - before)
    }

    /// The row is under way from now on. One that cannot be read is refused: it must not stop the others.
    fn hand_over(&mut self, n: i64, claim: &Claim) -> Result<Option<Claimed>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM outbox WHERE n = ?1");
        let mut select = self.connection.prepare_cached(&sql)?;
        let mut rows = select.query([n])?;
        let row = rows.next()?.ok_or(Fault::unreadable("a text"))?;
        let stored = match Stored::read(row, &self.keys) {
            Ok(stored) => stored,
            Err(Fault::Ask(why)) => {
                tracing::error!(n, %why, "a text cannot be read and is not sent");
                drop(rows);
                self.refuse_unreadable(n)?;
                return Ok(None);
            }
            Err(fault) => return Err(fault),
        };
        let sql = "UPDATE outbox SET stage = 'sending', tried_at = ?2, first_tried = coalesce(first_tried, ?2)
             WHERE n = ?1";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((n, micros(claim.now)))?;
        drop(rows);
        self.with_media(stored, claim.now).map(Some)
    }

    pub(super) fn refuse_unreadable(&mut self, n: i64) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET stage = 'refused', turn = 0 WHERE n = ?1 RETURNING lane";
        let mut update = self.connection.prepare_cached(sql)?;
        let lane = update.query_row([n], |row| row.get(0))?;
        drop(update);
        self.news = true;
        Lane(lane).next(self.connection)
    }

    /// The soonest moment after this one at which a row whose turn it is becomes due.
    pub(super) fn next_ready(&self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let mut soonest = None;
        for urgent in [false, true] {
            let mut place = (String::new(), String::new());
            while let Some((line, gate)) = self.next_place(urgent, &place)? {
                let mut select = self.connection.prepare_cached(SOONEST)?;
                let asked = (PRACTICE, urgent, &line, &gate, micros(after));
                let due = select.query_row(asked, |row| row.get(0))?;
                soonest = super::courier::sooner(soonest, due);
                place = (line, gate);
            }
        }
        Ok(soonest)
    }

    /// Since when something waits whose turn it is, by gate; only where there is one.
    pub(super) fn gates(&self) -> Result<BTreeMap<String, i64>, Fault> {
        let mut found = BTreeMap::new();
        for urgent in [false, true] {
            let mut place = (String::new(), String::new());
            while let Some((line, gate)) = self.next_place(urgent, &place)? {
                let mut select = self.connection.prepare_cached(SOONEST)?;
                let asked = (PRACTICE, urgent, &line, &gate, i64::MIN);
                let due: Option<i64> = select.query_row(asked, |row| row.get(0))?;
                if let Some(due) = due.filter(|_| !gate.is_empty()) {
                    let since = found.entry(gate.clone()).or_insert(due);
                    *since = due.min(*since);
                }
                place = (line, gate);
            }
        }
        Ok(found)
    }

    /// Rows that were claimed and that nobody has got: they wait again, as if they had not been claimed.
    pub(super) fn put_back(&mut self, rows: &[Claimed]) -> Result<(), Fault> {
        let sql = "UPDATE outbox SET stage = 'waiting', first_tried = ?3
             WHERE practice = ?1 AND id = ?2 AND stage = 'sending' RETURNING lane";
        let mut update = self.connection.prepare_cached(sql)?;
        for row in rows {
            let mut back =
                update.query((PRACTICE, row.id.to_string(), row.first_tried.map(micros)))?;
            let lane = back.next()?.map(|row| row.get(0)).transpose()?;
            drop(back);
            self.let_go.push(row.id);
            if let Some(lane) = lane {
                Lane(lane).next(self.connection)?;
            }
        }
        self.news = true;
        Ok(())
    }

    /// After opening: what is under way and in nobody's hands is unsettled.
    pub(super) fn unsettle(
        &mut self,
        is_in_hand: impl Fn(OutboxId) -> bool,
        due: i64,
    ) -> Result<(), Fault> {
        let sql = "SELECT id FROM outbox INDEXED BY outbox_look WHERE practice = ?1
               AND stage IN ('asked', 'held', 'sending', 'unsettled') AND stage = 'sending'";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query([PRACTICE])?;
        let mut left = Vec::new();
        while let Some(row) = rows.next()? {
            let id = super::row::outbox_id(text(row, 0)?)?;
            if !is_in_hand(id) {
                left.push(id);
            }
        }
        drop(rows);
        let sql = "UPDATE outbox SET stage = 'unsettled', due = ?3 WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        for id in left {
            update.execute((PRACTICE, id.to_string(), due))?;
            self.let_go.push(id);
            self.news = true;
        }
        Ok(())
    }
}
