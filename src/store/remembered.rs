//! What decisions need to know, read inside the writer's transaction.
//!
//! There is one writer, so what it has read once it may keep: counts and back lines stay in memory until a
//! transaction fails. A call's earlier decisions come out of the journal in the same look that finds a known key.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Statement};

use super::ask::Ask;
use super::fault::Fault;
use super::keys::Keys;
use super::watch::Watched;
use super::words::{self, PRACTICE, context, day, moment};
use super::{inbox, marks, phones, pins, row, watch};
use crate::domain::decision::Decision;
use crate::domain::event::Target;
use crate::domain::facts::{BackLine, Facts, Message, Pauses, QueuedRows, Watch};
use crate::domain::names::{CallId, ClinicianId, Subject};
use crate::domain::outbox::{Confirmation, Confirmations, Mark, Marks, Queued};
use crate::domain::phone::{E164, Line};
use crate::domain::pin::PinState;

/// Counts kept in memory; beyond, they are forgotten and read again.
const MOST_COUNTS: usize = 100_000;

/// Reads the facts.
pub(super) struct Remembered<'c> {
    connection: &'c Connection,
    keys: Keys,
    row_of_key: Statement<'c>,
    rows_of_call: Statement<'c>,
    count: Statement<'c>,
    back_lines: Statement<'c>,
    all_pauses: Statement<'c>,
    kept: Kept,
}

#[derive(Default)]
struct Kept {
    pauses: Pauses,
    counts: HashMap<(Subject, NaiveDate), u32>,
    back_lines: HashMap<ClinicianId, Vec<BackLine>>,
    marks: HashMap<ClinicianId, Arc<Vec<Mark>>>,
    confirmations: Confirmations,
    watched: Watched,
    looks_at: Option<i64>,
}

/// What a look into the journal has shown.
pub(super) enum Known {
    /// The key is there, with this decision.
    Decided(Decision),
    /// It is new, and this is known.
    New(Facts),
}

impl<'c> Remembered<'c> {
    pub(super) fn new(connection: &'c Connection, keys: &Keys) -> Result<Self, Fault> {
        let mut new = Remembered {
            connection,
            keys: keys.clone(),
            row_of_key: connection
                .prepare("SELECT decision FROM journal WHERE practice = ?1 AND key = ?2")?,
            rows_of_call: connection.prepare(
                "SELECT seq, key, decision FROM journal
                 WHERE practice = ?1 AND key >= ?2 AND key < ?3",
            )?,
            count: connection.prepare(
                "SELECT count FROM count WHERE practice = ?1 AND day = ?2 AND subject = ?3",
            )?,
            back_lines: connection.prepare(
                "SELECT line, phone_digest, sealed, last_used, resting_since, who FROM back_line
                 WHERE practice = ?1 AND clinician = ?2",
            )?,
            all_pauses: connection
                .prepare("SELECT clinician, until FROM pause WHERE practice = ?1")?,
            kept: Kept::default(),
        };
        new.forget()?;
        Ok(new)
    }

    /// Drops what is kept in memory: a transaction was rolled back.
    pub(super) fn forget(&mut self) -> Result<(), Fault> {
        self.kept = Kept::default();
        let mut pauses = HashMap::new();
        let mut rows = self.all_pauses.query([PRACTICE])?;
        while let Some(row) = rows.next()? {
            let clinician = words::clinician(text(row, 0)?)?;
            pauses.insert(clinician, moment(row.get(1)?)?);
        }
        self.kept.pauses = Pauses(Arc::new(pauses));
        self.kept.confirmations = phones::all(self.connection)?;
        self.kept.watched = watch::all(self.connection)?;
        Ok(())
    }

    /// The decision of a known key, or what is needed to decide about a new one.
    pub(super) fn look(&mut self, ask: &Ask) -> Result<Known, Fault> {
        let history = match ask.wanted.history_of {
            Some(call) => match self.history(call, &ask.key)? {
                Earlier::Decided(decision) => return Ok(Known::Decided(*decision)),
                Earlier::Steps(history) => history,
            },
            None => Vec::new(),
        };
        let calls = ask.wanted.history_of;
        if !calls.is_some_and(|call| is_step_of(&ask.key, call))
            && let Some(decision) = self.decided(&ask.key)?
        {
            return Ok(Known::Decided(decision));
        }
        Ok(Known::New(Facts {
            degraded: false,
            pauses: self.kept.pauses.clone(),
            counts: self.counts(ask)?,
            back_lines: self.back_lines_of_all(&ask.wanted.back_lines_of)?,
            back_lines_of: ask.wanted.back_lines_of.clone(),
            history,
            confirmations: self.kept.confirmations.clone(),
            queued: self.queued(ask)?,
            marks: self.marks_of_all(&ask.wanted.marks_of)?,
            pin: self.pin(ask)?,
            messages: self.messages(ask)?,
            watch: self.watch(ask)?,
            watched: self.watched_texts(ask)?,
        }))
    }

    fn pin(&self, ask: &Ask) -> Result<PinState, Fault> {
        match &ask.wanted.pin_of {
            Some(clinician) => pins::state(self.connection, clinician),
            None => Ok(PinState::default()),
        }
    }

    fn messages(&self, ask: &Ask) -> Result<Vec<Message>, Fault> {
        match (&ask.wanted.messages, ask.wanted.message) {
            (Some(of), _) => inbox::messages(self.connection, &self.keys, of),
            (None, Some(id)) => inbox::one(self.connection, &self.keys, id),
            (None, None) => Ok(Vec::new()),
        }
    }

    fn watch(&self, ask: &Ask) -> Result<Option<Watch>, Fault> {
        match ask.wanted.watch_of {
            Some(text) => watch::of(self.connection, text),
            None => Ok(None),
        }
    }

    /// The urgent texts that nobody has answered yet, oldest first: hardly ever more than one.
    fn watched_texts(&self, ask: &Ask) -> Result<Vec<Queued>, Fault> {
        let mut found = Vec::new();
        if ask.wanted.watched {
            for id in self.kept.watched.keys() {
                let one = QueuedRows::One(*id);
                found.extend(row::queued(self.connection, &self.keys, &one)?);
            }
            found.sort_by_key(|text| (text.created_at, text.id));
        }
        Ok(found)
    }

    fn decided(&mut self, key: &str) -> Result<Option<Decision>, Fault> {
        let mut rows = self.row_of_key.query((PRACTICE, key))?;
        let found = rows.next()?.map(|row| decision(row, 0));
        found.transpose()
    }

    fn history(&mut self, call: CallId, key: &str) -> Result<Earlier, Fault> {
        // `0` follows `/`: everything between begins with the call's id and a slash.
        let (from, to) = (format!("{call}/"), format!("{call}0"));
        let mut rows = self.rows_of_call.query((PRACTICE, &from, &to))?;
        let mut steps: Vec<(i64, Decision)> = Vec::new();
        while let Some(row) = rows.next()? {
            let decision = decision(row, 2)?;
            if text(row, 1)? == key {
                return Ok(Earlier::Decided(Box::new(decision)));
            }
            steps.push((row.get(0)?, decision));
        }
        steps.sort_by_key(|(seq, _)| *seq);
        Ok(Earlier::Steps(steps.into_iter().map(|(_, d)| d).collect()))
    }

    fn counts(&mut self, ask: &Ask) -> Result<Vec<u32>, Fault> {
        let Some(of) = ask.wanted.day else {
            return Ok(vec![0; ask.wanted.counts.len()]);
        };
        let subjects = ask.wanted.counts.iter();
        subjects.map(|subject| self.count(*subject, of)).collect()
    }

    fn count(&mut self, subject: Subject, of: NaiveDate) -> Result<u32, Fault> {
        if let Some(count) = self.kept.counts.get(&(subject, of)) {
            return Ok(*count);
        }
        let asked = (PRACTICE, day(of), subject.0.cast_signed());
        let mut rows = self.count.query(asked)?;
        let count = rows.next()?.map_or(Ok(0), |row| row.get(0))?;
        if self.kept.counts.len() >= MOST_COUNTS {
            self.kept.counts.clear();
        }
        self.kept.counts.insert((subject, of), count);
        Ok(count)
    }

    fn back_lines_of_all(&mut self, all: &[ClinicianId]) -> Result<Vec<BackLine>, Fault> {
        let mut found = Vec::new();
        for clinician in all {
            found.extend(self.back_lines(Some(clinician))?);
        }
        Ok(found)
    }

    fn back_lines(&mut self, of: Option<&ClinicianId>) -> Result<Vec<BackLine>, Fault> {
        let Some(of) = of else {
            return Ok(Vec::new());
        };
        if let Some(kept) = self.kept.back_lines.get(of) {
            return Ok(kept.clone());
        }
        let mut rows = self.back_lines.query((PRACTICE, of.as_str()))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(back_line(&self.keys, of, row)?);
        }
        self.kept.back_lines.insert(of.clone(), found.clone());
        Ok(found)
    }

    fn queued(&self, ask: &Ask) -> Result<Vec<Queued>, Fault> {
        match &ask.wanted.queued {
            Some(wanted) => row::queued(self.connection, &self.keys, wanted),
            None => Ok(Vec::new()),
        }
    }

    fn marks_of_all(&mut self, all: &[ClinicianId]) -> Result<Marks, Fault> {
        let mut found = Marks::default();
        for clinician in all {
            if let Some(kept) = self.kept.marks.get(clinician) {
                found.add(kept.clone());
                continue;
            }
            let marks = marks::of_clinician(self.connection, &self.keys, clinician)?;
            let marks = Arc::new(marks);
            found.add(marks.clone());
            self.kept.marks.insert(clinician.clone(), marks);
        }
        Ok(found)
    }

    /// Which phones were asked and have confirmed, with what the running transaction has changed.
    pub(super) fn confirmations(&self) -> &Confirmations {
        &self.kept.confirmations
    }

    /// This is known of a phone now.
    pub(super) fn noted_phone(&mut self, phone: &Target, known: Confirmation) {
        let confirmations = Arc::make_mut(&mut self.kept.confirmations.0);
        confirmations.insert(phone.clone(), known);
    }

    /// Nothing is known of a phone any more.
    pub(super) fn forgot_phone(&mut self, phone: &Target) {
        Arc::make_mut(&mut self.kept.confirmations.0).remove(phone);
    }

    /// A mark was used by its phone. It is not read again: a clinician may have hundreds of them.
    pub(super) fn marked(&mut self, used: Mark) {
        let Some(kept) = self.kept.marks.get_mut(&used.clinician) else {
            return;
        };
        let kept = Arc::make_mut(kept);
        let mut all = kept.iter_mut();
        match all.find(|known| known.mark == used.mark && known.phone == used.phone) {
            Some(known) => {
                known.last_used = known.last_used.max(used.last_used);
                if !used.who.is_empty() {
                    known.who = used.who;
                }
            }
            None => kept.push(used),
        }
    }

    /// The urgent texts that are watched, with what the running transaction has changed.
    pub(super) fn watched(&mut self) -> &mut Watched {
        &mut self.kept.watched
    }

    /// At which moment whoever asks the provider about expected messages looks, as far as is known.
    pub(super) fn looks_at(&mut self) -> &mut Option<i64> {
        &mut self.kept.looks_at
    }

    /// Until when clinicians have paused, with what the running transaction has changed.
    pub(super) fn pauses(&self) -> &Pauses {
        &self.kept.pauses
    }

    pub(super) fn paused(&mut self, clinician: &ClinicianId, until: Option<DateTime<Utc>>) {
        let pauses = Arc::make_mut(&mut self.kept.pauses.0);
        match until {
            Some(until) => pauses.insert(clinician.clone(), until),
            None => pauses.remove(clinician),
        };
    }

    pub(super) fn counted(&mut self, subject: Subject, of: NaiveDate) {
        if let Some(count) = self.kept.counts.get_mut(&(subject, of)) {
            *count = count.saturating_add(1);
        }
    }

    /// A back line of this clinician was used by this phone.
    pub(super) fn used(&mut self, clinician: &ClinicianId, used: BackLine) {
        let Some(kept) = self.kept.back_lines.get_mut(clinician) else {
            return;
        };
        let mut all = kept.iter_mut();
        match all.find(|b| b.line == used.line && b.phone == used.phone) {
            Some(known) => {
                known.last_used = known.last_used.max(used.last_used);
                known.resting_since = None;
                if !used.who.is_empty() {
                    known.who = used.who;
                }
            }
            None => kept.push(used),
        }
    }

    /// The back lines of this clinician were changed: they are read again.
    pub(super) fn back_lines_changed(&mut self, clinician: &ClinicianId) {
        self.kept.back_lines.remove(clinician);
    }
}

enum Earlier {
    Decided(Box<Decision>),
    Steps(Vec<Decision>),
}

fn is_step_of(key: &str, call: CallId) -> bool {
    let id = key.split_once('/').map(|(id, _)| id.parse::<CallId>());
    id == Some(Ok(call))
}

/// What a phone on a back line is sealed for.
pub(super) fn back_line_context(clinician: &ClinicianId, line: &str, digest: i64) -> Vec<u8> {
    let row: [&[u8]; 3] = [
        clinician.as_str().as_bytes(),
        line.as_bytes(),
        &digest.to_le_bytes(),
    ];
    context("back_line", &row)
}

/// A row of `back_line`: line, phone_digest, sealed, last_used, resting_since, who.
pub(super) fn back_line(
    keys: &Keys,
    clinician: &ClinicianId,
    row: &rusqlite::Row<'_>,
) -> Result<BackLine, Fault> {
    let line = text(row, 0)?;
    let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
    let phone = keys.open(&back_line_context(clinician, line, row.get(1)?), sealed)?;
    let resting: Option<i64> = row.get(4)?;
    Ok(BackLine {
        who: words::who_of(row.get_ref(5)?.as_blob().map_err(rusqlite::Error::from)?),
        clinician: clinician.clone(),
        line: Line(number(line)?),
        phone: number(std::str::from_utf8(&phone).unwrap_or(""))?,
        last_used: moment(row.get(3)?)?,
        resting_since: resting.map(moment).transpose()?,
    })
}

/// A number that was written.
pub(super) fn number(text: &str) -> Result<E164, Fault> {
    text.parse().map_err(|_| Fault::unreadable("a number"))
}

/// A column of text.
pub(super) fn text<'r>(row: &'r rusqlite::Row<'_>, column: usize) -> Result<&'r str, Fault> {
    let value = row.get_ref(column)?;
    Ok(value.as_str().map_err(rusqlite::Error::from)?)
}

/// A column that holds a decision.
pub(super) fn decision(row: &rusqlite::Row<'_>, column: usize) -> Result<Decision, Fault> {
    Ok(serde_json::from_str(text(row, column)?)?)
}
