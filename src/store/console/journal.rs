//! The journal as the console lists it: one entry for each call and each text, the newest first, with what its other rows
//! tell of it.
//!
//! An entry is found by an index and its rows by the call's key, so that a page costs what it shows, however much is
//! written on a day.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::journal_rows::{self, LeftMessage, Rows, SentText, Step};
use super::leaf::{BATCH, Bounds, leaf};
use crate::domain::decision::Decision;
use crate::domain::names::{CallId, ClinicianId, PatientId};
use crate::store::fault::Fault;
use crate::store::remembered::text;
use crate::store::words::{PRACTICE, clinician, micros, moment};
use crate::store::{Store, StoreDown};

/// So many entries are looked at for one page; then it ends, full or not.
const MOST_LOOKED_AT: usize = 600;

/// What an entry is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// A call.
    Call,
    /// A text that came in.
    Text,
}

/// Who called or wrote, as it was found out at its first row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Somebody with access.
    Patient,
    /// One of the clinicians.
    Clinician,
    /// Anybody else.
    Unknown,
    /// Nightbell placed the call itself.
    Nightbell,
}

/// Where a list goes on: behind this entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// When it happened, microseconds UTC.
    pub at: i64,
    /// Its row.
    pub seq: i64,
}

/// Which entries are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Of this kind; `None`: both.
    pub kind: Option<EntryKind>,
    /// Of this clinician's line.
    pub clinician: Option<ClinicianId>,
    /// Of one of these patients; empty: of all and nobody.
    pub patients: Vec<PatientId>,
    /// Origin this moment on, UTC.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment, UTC.
    pub until: Option<DateTime<Utc>>,
    /// Behind this one.
    pub behind: Option<Position>,
}

/// A call or a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it stands in the list.
    pub position: Position,
    /// When it came in, UTC.
    pub at: DateTime<Utc>,
    /// What it is.
    pub kind: EntryKind,
    /// Which call it is.
    pub call: Option<CallId>,
    /// Who called or wrote.
    pub from: Origin,
    /// Whose line.
    pub line: Option<ClinicianId>,
    /// What was decided first.
    pub decision: Decision,
    /// Of a call: all its steps, this one included, the first first.
    pub steps: Vec<Step>,
    /// Of a call: the messages that were left on it.
    pub messages: Vec<LeftMessage>,
    /// Of a text: what was sent for it, as far as it is kept.
    pub sent: Vec<SentText>,
}

/// Some of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// The newest first.
    pub entries: Vec<Entry>,
    /// Where it goes on, if it does.
    pub next: Option<Position>,
    /// Whether it ends here because enough was looked at; nothing is known of what is older.
    pub is_cut: bool,
}

/// A row that stands for an entry.
pub(super) struct Found {
    pub(super) position: Position,
    /// The key of its own row; a call by code is found at a later one.
    pub(super) key: String,
}

impl Store {
    /// The newest entries that are wanted and that `keeps` is true of, so many at most.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read; the same holds for the methods below.
    pub async fn journal_page(
        &self,
        wanted: Wanted,
        most: usize,
        keeps: impl Fn(&Entry) -> bool + Send + 'static,
    ) -> Result<Page, StoreDown> {
        self.look(move |connection, _| {
            // What is read belongs together.
            connection.execute_batch("BEGIN")?;
            page(connection, wanted, most, keeps)
        })
        .await
    }

    /// One call, with all that is known of it.
    pub async fn journal_call(&self, call: CallId) -> Result<Option<Entry>, StoreDown> {
        self.look(move |connection, _| {
            connection.execute_batch("BEGIN")?;
            let mut rows = Rows::new(connection)?;
            for key in [format!("{call}/"), format!("{call}/placed")] {
                let entry = rows.entry(&key)?;
                if entry.is_some() {
                    return Ok(entry);
                }
            }
            Ok(None)
        })
        .await
    }
}

fn page(
    connection: &Connection,
    mut wanted: Wanted,
    most: usize,
    keeps: impl Fn(&Entry) -> bool,
) -> Result<Page, Fault> {
    let behind = wanted.behind;
    let mut rows = Rows::new(connection)?;
    let of = wanted.clinician.clone();
    let bounds = Bounds {
        most,
        looked_at: MOST_LOOKED_AT,
    };
    let find = |behind| {
        wanted.behind = behind;
        found(connection, &wanted)
    };
    let read = |one: Found| {
        let entry = rows.entry(&one.key)?;
        let is_of_line = |entry: &Entry| of.is_none() || entry.line == of;
        let entry = entry.filter(|entry| is_of_line(entry) && keeps(entry));
        let position = one.position;
        Ok(entry.map(|entry| Entry { position, ..entry }))
    };
    let leaf = leaf(&bounds, behind, find, |one| one.position, read)?;
    Ok(Page {
        entries: leaf.all,
        next: leaf.next,
        is_cut: leaf.is_cut,
    })
}

/// The next rows that stand for entries, the newest first.
fn found(connection: &Connection, wanted: &Wanted) -> Result<Vec<Found>, Fault> {
    let mut all = Vec::new();
    if wanted.patients.is_empty() {
        for kind in [EntryKind::Call, EntryKind::Text] {
            if wanted.kind.is_none_or(|only| only == kind) {
                all.extend(of_kind(connection, wanted, kind)?);
            }
        }
    } else {
        for patient in &wanted.patients {
            all.extend(of_patient(connection, wanted, *patient)?);
        }
    }
    all.sort_by_key(|found| std::cmp::Reverse(found.position));
    all.truncate(BATCH);
    Ok(all)
}

fn of_kind(connection: &Connection, wanted: &Wanted, kind: EntryKind) -> Result<Vec<Found>, Fault> {
    let mut values = vec![Value::from(kind.word().to_owned())];
    let of_line = match &wanted.clinician {
        Some(clinician) => {
            values.push(clinician.as_str().to_owned().into());
            "AND line = ?"
        }
        None => "",
    };
    let sql = format!(
        "SELECT at, seq, key FROM journal INDEXED BY journal_listed
         WHERE practice = ? AND entry = ? {of_line} AND at >= ? AND at <= ? AND (at < ? OR seq < ?)
         ORDER BY at DESC, seq DESC LIMIT ?"
    );
    strand(connection, &sql, values, wanted)
}

/// Read through to the end of the days that are wanted, in the index alone: patients hardly ever call, and an index by
/// patient would cost every call more than this costs the rare look.
const OF_PATIENT: &str = "SELECT at, seq, key FROM journal INDEXED BY journal_listed
     WHERE practice = ? AND entry = ? AND patient = ? AND at >= ? AND at <= ? AND (at < ? OR seq < ?)
     ORDER BY at DESC, seq DESC LIMIT ?";

const BY_CODE: &str = "SELECT at, seq, substr(key, 1, 33) FROM journal INDEXED BY journal_by_code
     WHERE practice = ? AND caller = 'code' AND patient = ? AND at >= ? AND at <= ? AND (at < ? OR seq < ?)
     ORDER BY at DESC, seq DESC LIMIT ?";

/// What is from or to a patient. A call that was opened by a code is found at the step that keyed it.
fn of_patient(
    connection: &Connection,
    wanted: &Wanted,
    patient: PatientId,
) -> Result<Vec<Found>, Fault> {
    let mut all = Vec::new();
    for kind in [EntryKind::Call, EntryKind::Text] {
        if wanted.kind.is_none_or(|only| only == kind) {
            let which = [kind.word().to_owned(), patient.to_string()];
            all.extend(strand(
                connection,
                OF_PATIENT,
                which.map(Value::from).into(),
                wanted,
            )?);
        }
    }
    if wanted.kind != Some(EntryKind::Text) {
        let which = vec![patient.to_string().into()];
        all.extend(strand(connection, BY_CODE, which, wanted)?);
    }
    Ok(all)
}

fn strand(
    connection: &Connection,
    sql: &str,
    which: Vec<Value>,
    wanted: &Wanted,
) -> Result<Vec<Found>, Fault> {
    let from = wanted.from.map_or(i64::MIN, micros);
    let until = wanted.until.map_or(i64::MAX, |until| micros(until) - 1);
    let behind = wanted.behind.unwrap_or(Position {
        at: i64::MAX,
        seq: i64::MAX,
    });
    let mut values = vec![Value::from(PRACTICE)];
    values.extend(which);
    let most = i64::try_from(BATCH).unwrap_or(i64::MAX);
    let bounds = [from, until.min(behind.at), behind.at, behind.seq, most];
    values.extend(bounds.map(Value::from));
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(Found {
            position: Position {
                at: row.get(0)?,
                seq: row.get(1)?,
            },
            key: text(row, 2)?.to_owned(),
        });
    }
    Ok(found)
}

impl EntryKind {
    fn word(self) -> &'static str {
        match self {
            EntryKind::Call => "call",
            EntryKind::Text => "text",
        }
    }
}

impl Rows<'_> {
    /// The entry whose own row has this key; `None`: there is none, or it cannot be read any more.
    fn entry(&mut self, key: &str) -> Result<Option<Entry>, Fault> {
        let Some(row) = self.own(key)? else {
            return Ok(None);
        };
        let kind = match row.entry.as_str() {
            "text" => EntryKind::Text,
            _ => EntryKind::Call,
        };
        let call = match kind {
            EntryKind::Call => key.get(..32).and_then(|id| id.parse::<CallId>().ok()),
            EntryKind::Text => None,
        };
        let (steps, messages) = match call {
            Some(call) => (self.steps(call)?, self.messages(call)?),
            None => (Vec::new(), Vec::new()),
        };
        let from = journal_rows::origin(&row.caller);
        let sent = match (kind, from, &row.line, &row.decision.clinician) {
            (EntryKind::Text, Origin::Patient, Some(line), _) => self.sent(row.at, line, true)?,
            (EntryKind::Text, Origin::Clinician, _, Some(writer)) => {
                self.sent(row.at, writer.as_str(), false)?
            }
            _ => Vec::new(),
        };
        let position = Position {
            at: row.at,
            seq: row.seq,
        };
        Ok(Some(Entry {
            position,
            at: moment(row.at)?,
            kind,
            call,
            from,
            line: row.line.as_deref().map(clinician).transpose()?,
            decision: row.decision,
            steps,
            messages,
            sent,
        }))
    }
}
