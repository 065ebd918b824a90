//! How often patients call: counted in one pass over an index, which holds all that it takes.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use crate::domain::names::{ClinicianId, PatientId};
use crate::store::fault::Fault;
use crate::store::remembered::text;
use crate::store::words::{PRACTICE, micros};
use crate::store::{Store, StoreDown};

/// A quarter of an hour in microseconds: the clocks of every zone differ by a multiple of it.
const QUARTER: i64 = 900_000_000;
/// More than two years are never counted at once.
const MOST_QUARTERS: usize = 100_000;

/// The calls of a span of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallCounts {
    /// In each quarter of an hour from the beginning on: calls of patients, and calls of unknown callers.
    pub quarters: Vec<[u32; 2]>,
    /// How often each patient called: by the row that stood for the household then.
    pub by_patient: HashMap<PatientId, u32>,
}

impl CallCounts {
    fn of_quarters(quarters: usize) -> Self {
        CallCounts {
            quarters: vec![[0; 2]; quarters],
            by_patient: HashMap::new(),
        }
    }

    fn quarter(&mut self, from: i64, at: i64) -> Option<&mut [u32; 2]> {
        let place = usize::try_from((at - from) / QUARTER).ok()?;
        self.quarters.get_mut(place)
    }
}

impl Store {
    /// The calls to front lines (to this clinician's) from this moment on and before that one, UTC. Those of clinicians
    /// are not among them.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read.
    pub async fn call_counts(
        &self,
        clinician: Option<ClinicianId>,
        from: DateTime<Utc>,
        until: DateTime<Utc>,
    ) -> Result<CallCounts, StoreDown> {
        self.look(move |connection, _| {
            connection.execute_batch("BEGIN")?;
            let (from, until) = (micros(from), micros(until));
            let span = (until - from).max(0) + QUARTER - 1;
            let quarters = usize::try_from(span / QUARTER).unwrap_or(0);
            let mut counts = CallCounts::of_quarters(quarters.min(MOST_QUARTERS));
            by_number(connection, clinician.as_ref(), (from, until), &mut counts)?;
            by_code(connection, clinician.as_ref(), (from, until), &mut counts)?;
            Ok(counts)
        })
        .await
    }
}

fn by_number(
    connection: &Connection,
    clinician: Option<&ClinicianId>,
    (from, until): (i64, i64),
    counts: &mut CallCounts,
) -> Result<(), Fault> {
    let of_line = match clinician {
        Some(_) => "AND line = ?4",
        None => "AND line IS NOT NULL",
    };
    let sql = format!(
        "SELECT at, caller = 'patient', patient FROM journal INDEXED BY journal_listed
         WHERE practice = ?1 AND entry = 'call' AND at >= ?2 AND at < ?3 {of_line} AND caller IN ('patient', 'unknown')"
    );
    let mut values = [PRACTICE, from, until].map(Value::from).to_vec();
    values.extend(clinician.map(|clinician| Value::from(clinician.as_str().to_owned())));
    let mut select = connection.prepare(&sql)?;
    let mut rows = select.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let is_patient: bool = row.get(1)?;
        if let Some(quarter) = counts.quarter(from, row.get(0)?) {
            let [patients, unknown] = quarter;
            *(if is_patient { patients } else { unknown }) += 1;
        }
        if let Some(patient) = patient(row, 2)? {
            *counts.by_patient.entry(patient).or_default() += 1;
        }
    }
    Ok(())
}

/// Who keyed a code was unknown when the call came in; such calls are few.
fn by_code(
    connection: &Connection,
    clinician: Option<&ClinicianId>,
    (from, until): (i64, i64),
    counts: &mut CallCounts,
) -> Result<(), Fault> {
    let sql = "SELECT own.at, code.patient
         FROM journal code INDEXED BY journal_by_code
           JOIN journal own ON own.practice = code.practice AND own.key = substr(code.key, 1, 33)
         WHERE code.practice = ?1 AND code.caller = 'code' AND code.at >= ?2
           AND own.at >= ?2 AND own.at < ?3 AND own.caller = 'unknown' AND (?4 IS NULL OR own.line = ?4)";
    let mut select = connection.prepare(sql)?;
    let of = clinician.map(ClinicianId::as_str);
    let mut rows = select.query((PRACTICE, from, until, of))?;
    while let Some(row) = rows.next()? {
        if let Some([patients, unknown]) = counts.quarter(from, row.get(0)?) {
            *patients += 1;
            *unknown = unknown.saturating_sub(1);
        }
        if let Some(patient) = patient(row, 1)? {
            *counts.by_patient.entry(patient).or_default() += 1;
        }
    }
    Ok(())
}

fn patient(row: &Row<'_>, column: usize) -> Result<Option<PatientId>, Fault> {
    let is_none = row.get_ref(column)? == rusqlite::types::ValueRef::Null;
    Ok(match is_none {
        true => None,
        false => text(row, column)?.parse().ok(),
    })
}
