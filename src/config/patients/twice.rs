//! Rows that cannot stand beside each other: the same patient twice, one code for two households.

use std::ops::Range;

use super::fields;
use super::header::{Column, Header};
use super::row::Rows;
use crate::config::findings::Findings;
use crate::domain::names::IdKey;
use crate::domain::patients::{Grant, Patients};

/// Indexes the rows, and runs both checks.
pub fn check(
    text: &str,
    header: &Header,
    rows: Rows<'_>,
    ids: &IdKey,
    findings: &mut Findings,
) -> Patients {
    let Rows {
        grants,
        starts,
        mut codes,
        ..
    } = rows;
    let place = |row: u32, column| place(text, header, &starts, row, column);
    for row in rows_twice(&grants, ids) {
        let message = "this row stands twice: the same phone, name and clinician";
        findings.error(
            &place(row, Column::Phone),
            message,
            "one row with the dates that hold",
        );
    }
    let patients = Patients::new(grants, ids.clone());
    for row in codes_twice(&patients, &mut codes) {
        let message = "another household of this clinician has the same access code";
        findings.error(
            &place(row, Column::Code),
            message,
            "another code for one of them: six random digits",
        );
    }
    patients
}

fn place(text: &str, header: &Header, starts: &[usize], row: u32, column: Column) -> Range<usize> {
    let start = starts.get(row as usize).copied().unwrap_or(0);
    let spans = fields::spans(text.get(start..).unwrap_or_default(), header.separator);
    let span = header
        .place(column)
        .and_then(|index| spans.get(index).cloned());
    let span = span.unwrap_or(0..0);
    start + span.start..start + span.end
}

/// Rows that repeat an earlier one.
fn rows_twice(grants: &[Grant], ids: &IdKey) -> Vec<u32> {
    let mut digests: Vec<(u64, u32)> = Vec::with_capacity(grants.len());
    for (row, grant) in (0u32..).zip(grants) {
        let digest = |phone| ids.patient(grant.clinician.as_str(), &grant.name, phone).0;
        digests.extend(grant.phones.iter().map(|phone| (digest(*phone), row)));
    }
    digests.sort_unstable();
    let same = digests.chunk_by(|(a, _), (b, _)| a == b);
    let mut rows: Vec<u32> = same
        .flat_map(|rows| rows.iter().skip(1).map(|(_, row)| *row))
        .collect();
    rows.sort_unstable();
    rows.dedup();
    rows
}

/// Rows whose code an earlier row of another household has, for the same clinician.
fn codes_twice(patients: &Patients, codes: &mut [(u64, u32)]) -> Vec<u32> {
    codes.sort_unstable();
    let mut twice = Vec::new();
    let row = |row: u32| patients.iter().nth(row as usize);
    for rows in codes
        .chunk_by(|(a, _), (b, _)| a == b)
        .filter(|rows| rows.len() > 1)
    {
        let first = rows.first().and_then(|(_, first)| row(*first));
        let household = first
            .map(|first| patients.phones_of(first.id))
            .unwrap_or_default();
        let other = |grant: &Grant| grant.phones.iter().all(|phone| !household.contains(phone));
        let others = rows
            .iter()
            .map(|(_, row)| *row)
            .filter(|at| row(*at).is_some_and(other));
        twice.extend(others);
    }
    twice.sort_unstable();
    twice
}
