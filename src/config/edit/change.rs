//! What one edit makes of `patients.csv`, and the proof that it makes nothing else of it.

use chrono::NaiveDate;
use csv::StringRecord;

use super::super::date::iso;
use super::super::patients::Column;
use super::sheet::Sheet;
use crate::domain::names::ClinicianId;
use crate::domain::numbers::Numbers;
use crate::domain::outbox::{Edit, EditResult};
use crate::domain::patients::spelling::same_name;
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::E164;

/// Whose list is changed, and with what it is read.
pub struct Desk<'a> {
    /// Whose patients.
    pub clinician: &'a ClinicianId,
    /// Reads numbers with the practice's country.
    pub numbers: &'a Numbers,
    /// The practice's day.
    pub today: NaiveDate,
}

impl Desk<'_> {
    /// Carries an edit out on the sheet.
    pub fn change(&self, sheet: &mut Sheet, edit: &Edit) -> EditResult {
        match edit {
            Edit::Add { phone, name, until } => self.add(sheet, *phone, name, *until),
            Edit::Remove { name, phones } => {
                let phones: Vec<E164> = phones
                    .iter()
                    .filter_map(|phone| phone.parse().ok())
                    .collect();
                let rows = self.rows(sheet, name, &phones);
                let rows: Vec<usize> = rows.into_iter().map(|(row, _)| row).collect();
                if rows.is_empty() {
                    return EditResult::Gone;
                }
                sheet.remove(&rows);
                EditResult::Removed
            }
        }
    }

    fn add(
        &self,
        sheet: &mut Sheet,
        phone: E164,
        name: &str,
        until: Option<NaiveDate>,
    ) -> EditResult {
        let rows = self.rows(sheet, name, &[phone]);
        let Some((row, fields)) = rows.into_iter().next() else {
            sheet.append(&[
                (Column::Phone, phone.wire()),
                (Column::Name, name.to_owned()),
                (Column::Clinician, self.clinician.to_string()),
                (Column::Until, written(until)),
            ]);
            return EditResult::Added;
        };
        let day = |column| iso(sheet.get(&fields, column)).ok();
        let begun = day(Column::From).is_none_or(|from| from <= self.today);
        if begun && day(Column::Until) == until {
            return EditResult::Already;
        }
        sheet.set(row, Column::Until, &written(until));
        if !begun {
            sheet.set(row, Column::From, "");
        }
        EditResult::Changed
    }

    /// The rows of the clinician with this name and one of these phones: those that spell the name so, else all.
    fn rows(&self, sheet: &Sheet, name: &str, phones: &[E164]) -> Vec<(usize, StringRecord)> {
        let of = |fields: &StringRecord| {
            let has = |part: &str| {
                self.numbers
                    .read(part.trim())
                    .is_ok_and(|n| phones.contains(&n))
            };
            sheet.get(fields, Column::Clinician) == self.clinician.as_str()
                && same_name(sheet.get(fields, Column::Name), name)
                && sheet.get(fields, Column::Phone).split(';').any(has)
        };
        let mut rows: Vec<(usize, StringRecord)> =
            sheet.rows().filter(|(_, fields)| of(fields)).collect();
        let exact = |fields: &StringRecord| sheet.get(fields, Column::Name) == name;
        if rows.iter().any(|(_, fields)| exact(fields)) {
            rows.retain(|(_, fields)| exact(fields));
        }
        rows
    }

    /// Whether the list, read again, differs from the one before by this edit and by nothing else.
    pub fn is_all(&self, edit: &Edit, result: EditResult, old: &Patients, new: &Patients) -> bool {
        let (old, new): (Vec<&Grant>, Vec<&Grant>) = (old.iter().collect(), new.iter().collect());
        match (edit, result) {
            (Edit::Add { phone, name, until }, EditResult::Added) => {
                let Some((last, rest)) = new.split_last() else {
                    return false;
                };
                rest == old
                    && last.clinician == *self.clinician
                    && (&*last.name, &*last.phones) == (name.as_str(), &[*phone][..])
                    && (last.from, last.until, last.urgent) == (None, *until, false)
                    && (last.language.is_none() && last.code.is_none())
            }
            (Edit::Add { phone, name, until }, EditResult::Changed) => {
                let mut others = old.iter().zip(&new).filter(|(old, new)| old != new);
                let (Some((was, is)), None) = (others.next(), others.next()) else {
                    return false;
                };
                let days = Grant {
                    from: is.from.and(was.from),
                    until: *until,
                    ..(*was).clone()
                };
                old.len() == new.len() && **is == days && self.is_meant(is, name, &[*phone])
            }
            (Edit::Remove { name, phones }, EditResult::Removed) => {
                let phones: Vec<E164> = phones
                    .iter()
                    .filter_map(|phone| phone.parse().ok())
                    .collect();
                let mut rest = new.iter().peekable();
                let gone = |grant: &&&Grant| rest.next_if(|next| *next == *grant).is_none();
                let gone: Vec<&&Grant> = old.iter().filter(gone).collect();
                let meant = |grant: &&&Grant| self.is_meant(grant, name, &phones);
                rest.next().is_none() && gone.iter().all(meant)
            }
            _ => false,
        }
    }

    fn is_meant(&self, grant: &Grant, name: &str, phones: &[E164]) -> bool {
        grant.clinician == *self.clinician
            && same_name(&grant.name, name)
            && grant.phones.iter().any(|phone| phones.contains(phone))
    }
}

fn written(day: Option<NaiveDate>) -> String {
    day.map_or_else(String::new, |day| day.to_string())
}
