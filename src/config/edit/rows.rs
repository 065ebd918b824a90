//! What a change makes of `patients.csv`, and the proof that it makes nothing else of it.
//!
//! Rows are named by the identifiers of the store. A list without mistakes has one row for each grant, in the same order:
//! the place of a grant is that of its row.

use std::collections::HashMap;

use super::super::date::iso;
use super::super::patients::{Column, is_yes};
use super::propose::Unfit;
use super::sheet::Sheet;
use super::wish::{Change, PatientRow};
use crate::domain::names::{ClinicianId, Language, PatientId};
use crate::domain::numbers::Numbers;
use crate::domain::patients::{AccessCode, Grant, Patients};
use crate::domain::phone::E164;

/// What becomes of the rows.
#[derive(Default)]
pub struct Plan<'a> {
    added: &'a [PatientRow],
    changed: HashMap<usize, &'a PatientRow>,
    removed: Vec<usize>,
}

impl<'a> Plan<'a> {
    /// What a change makes of the rows of these patients; `None`: it is not about them.
    pub fn of(change: &'a Change, patients: &Patients) -> Result<Option<Self>, Unfit> {
        let mut plan = Plan::default();
        match change {
            Change::AddPatient(row) => plan.added = std::slice::from_ref(row),
            Change::ChangePatient { row, to } => {
                let place = places(patients, &[*row])?;
                plan.changed
                    .extend(place.into_iter().map(|place| (place, to)));
            }
            Change::RemovePatient(row) => plan.removed = places(patients, &[*row])?,
            Change::Patients {
                added,
                changed,
                removed,
            } => {
                plan.added = added;
                let ids: Vec<PatientId> = changed.iter().map(|(id, _)| *id).collect();
                let rows = changed.iter().map(|(_, row)| row);
                plan.changed
                    .extend(places(patients, &ids)?.into_iter().zip(rows));
                plan.removed = places(patients, removed)?;
            }
            Change::RemoveClinician(id) => plan.removed = of_clinician(patients, id),
            _ => return Ok(None),
        }
        plan.removed.sort_unstable();
        let twice = plan
            .removed
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a == b));
        let both = plan
            .removed
            .iter()
            .any(|place| plan.changed.contains_key(place));
        match twice || both {
            true => Err(Unfit::WouldChangeMore),
            false => Ok(Some(plan)),
        }
    }

    /// Carries it out.
    pub fn edit(
        &self,
        sheet: &mut Sheet,
        patients: &Patients,
        numbers: &Numbers,
    ) -> Result<(), Unfit> {
        let lines = sheet.places();
        if lines.len() != patients.len() {
            return Err(Unfit::WouldChangeMore);
        }
        let mut changed: Vec<_> = self.changed.iter().collect();
        changed.sort_unstable_by_key(|(place, _)| **place);
        for (place, row) in changed {
            let line = *lines.get(*place).ok_or(Unfit::WouldChangeMore)?;
            let fields = sheet.row(line).ok_or(Unfit::WouldChangeMore)?;
            for (column, value) in fields_of(row) {
                let old = sheet.get(&fields, column);
                if !means(column, old, value, numbers) {
                    sheet.set(line, column, value);
                }
            }
        }
        for row in self.added {
            let fields: Vec<_> = fields_of(row)
                .into_iter()
                .map(|(column, value)| (column, value.to_owned()))
                .collect();
            sheet.append(&fields);
        }
        let removed: Vec<usize> = self
            .removed
            .iter()
            .filter_map(|place| lines.get(*place).copied())
            .collect();
        sheet.remove(&removed);
        Ok(())
    }

    /// Whether the list, read again, differs from the one before by this and by nothing else.
    pub fn is_all(&self, old: &Patients, new: &Patients, numbers: &Numbers) -> bool {
        if new.len() + self.removed.len() != old.len() + self.added.len() {
            return false;
        }
        let mut is = new.iter();
        let mut removed = self.removed.iter().copied().peekable();
        for (place, was) in old.iter().enumerate() {
            if removed.next_if_eq(&place).is_some() {
                continue;
            }
            let Some(is) = is.next() else { return false };
            let as_wished = match self.changed.get(&place) {
                Some(row) => is_row(is, row, numbers),
                None => is == was,
            };
            if !as_wished {
                return false;
            }
        }
        is.zip(self.added).all(|(is, row)| is_row(is, row, numbers))
    }
}

fn places(patients: &Patients, ids: &[PatientId]) -> Result<Vec<usize>, Unfit> {
    let wanted: HashMap<PatientId, usize> = ids
        .iter()
        .enumerate()
        .map(|(place, id)| (*id, place))
        .collect();
    let mut found = vec![None; ids.len()];
    for (place, grant) in patients.iter().enumerate() {
        if let Some(wanted) = wanted.get(&grant.id)
            && let Some(slot) = found.get_mut(*wanted)
        {
            *slot = slot.or(Some(place));
        }
    }
    let found: Option<Vec<usize>> = found.into_iter().collect();
    found.ok_or(Unfit::Gone)
}

fn of_clinician(patients: &Patients, id: &ClinicianId) -> Vec<usize> {
    let rows = patients.iter().enumerate();
    rows.filter(|(_, grant)| grant.clinician == *id)
        .map(|(place, _)| place)
        .collect()
}

fn fields_of(row: &PatientRow) -> [(Column, &str); 8] {
    [
        (Column::Phone, &row.phone),
        (Column::Name, &row.name),
        (Column::Clinician, &row.clinician),
        (Column::From, &row.from),
        (Column::Until, &row.until),
        (Column::Urgent, &row.urgent),
        (Column::Language, &row.language),
        (Column::Code, &row.code),
    ]
    .map(|(column, value)| (column, value.trim()))
}

/// Whether a field says already what it should, however it is written.
fn means(column: Column, old: &str, new: &str, numbers: &Numbers) -> bool {
    if old == new {
        return true;
    }
    match column {
        Column::Phone => {
            let old = phones(old, numbers);
            old.is_some() && old == phones(new, numbers)
        }
        Column::Urgent => is_yes(old) == is_yes(new),
        Column::Language => {
            let language = |text: &str| text.parse::<Language>().ok();
            language(old).is_some() && language(old) == language(new)
        }
        Column::Code => {
            !new.is_empty() && old.trim_start_matches('\'') == new.trim_start_matches('\'')
        }
        Column::Name | Column::Clinician | Column::From | Column::Until => false,
    }
}

fn phones(text: &str, numbers: &Numbers) -> Option<Vec<E164>> {
    let parts = text.split(';').filter(|part| !part.trim().is_empty());
    let read: Option<Vec<E164>> = parts.map(|part| numbers.read(part.trim()).ok()).collect();
    let mut once = Vec::new();
    for phone in read? {
        if !once.contains(&phone) {
            once.push(phone);
        }
    }
    Some(once)
}

fn is_row(grant: &Grant, row: &PatientRow, numbers: &Numbers) -> bool {
    let day = |text: &str| match text.trim() {
        "" => Some(None),
        text => iso(text).ok().map(Some),
    };
    let language = row.language.trim().parse::<Language>().ok();
    let code = row.code.trim().trim_start_matches('\'');
    phones(&row.phone, numbers).is_some_and(|phones| *phones == *grant.phones)
        && *grant.name == *row.name.trim()
        && grant.clinician.as_str() == row.clinician.trim()
        && day(&row.from) == Some(grant.from)
        && day(&row.until) == Some(grant.until)
        && grant.urgent == is_yes(row.urgent.trim())
        // A language without prompts is written and not spoken.
        && (grant.language == language || grant.language.is_none())
        && (grant.code == AccessCode::new(code))
}
