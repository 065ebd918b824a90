//! The list as a spreadsheet: with the columns of `patients.csv`, in a form that no spreadsheet computes with, and that
//! comes back unchanged.

use axum::http::header;
use axum::response::IntoResponse;

use super::import::text::defused;
use super::phones::shown;
use super::row_of;
use crate::console::visit::{Act, Outcome, Visit};
use crate::console::words::Tongue;
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::practice::Practice;

/// The columns, as in `patients.csv`.
const COLUMNS: [&str; 8] = [
    "phone",
    "name",
    "clinician",
    "from",
    "until",
    "urgent",
    "language",
    "code",
];

/// `GET /console/patients.csv`
pub async fn give(visit: Visit) -> Outcome {
    match visit.only() {
        Some(own) => visit.must(&Act::Change(own))?,
        None => visit.must(&Act::Manage)?,
    }
    let separator = match visit.words.tongue() {
        Tongue::English => b',',
        // Where the comma divides decimals, spreadsheets expect semicolons between cells.
        Tongue::French => b';',
    };
    visit.noted("exported", "patients").await?;
    let in_force = visit.in_force.clone();
    let only = visit.only().cloned();
    let file = tokio::task::spawn_blocking(move || {
        let grants = in_force.practice.patients.iter();
        let grants = grants.filter(|grant| is_of(grant, only.as_ref()));
        file(&in_force.practice, grants, separator)
    });
    let file = file.await.ok().flatten().ok_or_else(|| {
        let status = axum::http::StatusCode::INTERNAL_SERVER_ERROR;
        visit.refuse(status, &visit.words.t("patients-no-export"))
    })?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"patients.csv\"",
        ),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, file).into_response())
}

fn is_of(grant: &Grant, only: Option<&ClinicianId>) -> bool {
    only.is_none_or(|own| grant.clinician == *own)
}

/// The file: UTF-8 with a mark, without which Excel takes it for something else; lines end as on Windows. A clinician's
/// phone stands there by its last two digits. `None`: it could not be written.
pub fn file<'a>(
    practice: &Practice,
    grants: impl Iterator<Item = &'a Grant>,
    separator: u8,
) -> Option<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .terminator(csv::Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(COLUMNS).ok()?;
    for grant in grants {
        let row = row_of(grant);
        let phones: Vec<String> = grant
            .phones
            .iter()
            .map(|phone| shown(practice, *phone))
            .collect();
        let phones = phones.join("; ");
        // A code is digits, and a spreadsheet takes the zeros before digits away.
        let code = match row.code.is_empty() {
            true => String::new(),
            false => format!("'{}", row.code),
        };
        let fields = [
            &*defused(&phones),
            &*defused(&row.name),
            &*defused(&row.clinician),
            &row.from,
            &row.until,
            &row.urgent,
            &row.language,
            &code,
        ];
        writer.write_record(fields).ok()?;
    }
    writer.into_inner().ok()
}
