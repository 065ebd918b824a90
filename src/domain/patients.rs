//! The patients: who may reach whom, found by number, by id or by access code without looking at every row.

mod code;
mod households;
pub mod spelling;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use households::households;

use super::names::{ClinicianId, IdKey, Language, PatientId};
use super::phone::E164;

pub use code::AccessCode;

/// One row of `patients.csv`: one patient's permission to reach one clinician.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Names the row in URLs and in the store.
    pub id: PatientId,
    /// As spoken to the clinician after the key.
    pub name: Box<str>,
    /// The patient's phones. Never empty.
    pub phones: Box<[E164]>,
    /// Whom the patient may reach.
    pub clinician: ClinicianId,
    /// The first day in force, in the practice's zone; `None`: always has been.
    pub from: Option<NaiveDate>,
    /// The last day in force (inclusive); `None`: no end.
    pub until: Option<NaiveDate>,
    /// Whether the urgent path is open.
    pub urgent: bool,
    /// What the patient hears, where it differs from the practice's language.
    pub language: Option<Language>,
    /// The access code, 4 to 8 digits.
    pub code: Option<AccessCode>,
}

impl Grant {
    /// Whether the grant is in force on a day of the practice.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// Those who share a phone and a clinician: one conversation, one limit, one back line.
#[derive(Clone, Debug)]
pub struct Household<'a> {
    /// The rows with the phone that was used (or the row whose code was keyed) that are in force.
    pub grants: Vec<&'a Grant>,
    /// The row that stands for the household: its first in the file.
    pub id: PatientId,
}

impl Household<'_> {
    /// Whether the urgent path is open to anyone of them.
    pub fn urgent(&self) -> bool {
        self.grants.iter().any(|grant| grant.urgent)
    }

    /// What they hear, where it differs from the practice's language.
    pub fn language(&self) -> Option<Language> {
        self.grants.iter().find_map(|grant| grant.language)
    }

    /// The rows, as ids.
    pub fn patients(&self) -> Vec<PatientId> {
        self.grants.iter().map(|grant| grant.id).collect()
    }
}

/// All grants with their indexes.
#[derive(Default)]
pub struct Patients {
    grants: Vec<Grant>,
    /// Sorted by number: compact, and found by bisection.
    by_phone: Vec<(E164, u32)>,
    by_id: HashMap<PatientId, u32>,
    by_code: HashMap<u64, Vec<u32>>,
    with_codes: HashSet<ClinicianId>,
    of_clinician: HashMap<ClinicianId, usize>,
    /// For each row the first row of its household.
    household: Vec<u32>,
    ids: IdKey,
}

impl Patients {
    /// Indexes the rows.
    pub fn new(grants: Vec<Grant>, ids: IdKey) -> Self {
        let mut by_phone = Vec::with_capacity(grants.len());
        let mut by_id = HashMap::with_capacity(grants.len());
        let mut by_code: HashMap<u64, Vec<u32>> = HashMap::new();
        let mut with_codes = HashSet::new();
        let mut of_clinician: HashMap<ClinicianId, usize> = HashMap::new();
        for (row, grant) in (0u32..).zip(&grants) {
            by_phone.extend(grant.phones.iter().map(|phone| (*phone, row)));
            by_id.entry(grant.id).or_insert(row);
            match of_clinician.get_mut(&grant.clinician) {
                Some(rows) => *rows += 1,
                None => drop(of_clinician.insert(grant.clinician.clone(), 1)),
            }
            if let Some(code) = &grant.code {
                by_code
                    .entry(ids.code(grant.clinician.as_str(), code.on_card()))
                    .or_default()
                    .push(row);
                with_codes.insert(grant.clinician.clone());
            }
        }
        by_phone.sort_unstable();
        let household = households(&grants, &by_phone);
        Patients {
            grants,
            by_phone,
            by_id,
            by_code,
            with_codes,
            of_clinician,
            household,
            ids,
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.grants.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.grants.is_empty()
    }

    /// How many rows a clinician has, in force or not.
    pub fn rows_of(&self, clinician: &ClinicianId) -> usize {
        self.of_clinician.get(clinician).copied().unwrap_or(0)
    }

    /// All rows, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter()
    }

    /// The row at this place of the file.
    pub fn at(&self, row: u32) -> Option<&Grant> {
        self.grants.get(row as usize)
    }

    /// At which place of the file a row stands.
    pub fn place(&self, id: PatientId) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    /// The rows for this clinician with this access code, in force or not.
    pub fn with_code(&self, clinician: &ClinicianId, code: &str) -> impl Iterator<Item = &Grant> {
        let rows = self.by_code.get(&self.ids.code(clinician.as_str(), code));
        rows.into_iter()
            .flatten()
            .filter_map(|row| self.at(*row))
            .filter(move |grant| {
                grant.clinician == *clinician && grant.code.as_ref().is_some_and(|own| own.is(code))
            })
    }

    /// All rows, each with the row that stands for its household.
    pub fn iter_with_household(&self) -> impl Iterator<Item = (PatientId, &Grant)> {
        let roots = self.household.iter().zip(&self.grants);
        roots.filter_map(|(root, grant)| Some((self.grants.get(*root as usize)?.id, grant)))
    }

    /// The row with this id.
    pub fn get(&self, id: PatientId) -> Option<&Grant> {
        self.grants.get(*self.by_id.get(&id)? as usize)
    }

    /// Who may reach the clinician from this number on this day.
    pub fn household(
        &self,
        clinician: &ClinicianId,
        phone: E164,
        day: NaiveDate,
    ) -> Option<Household<'_>> {
        self.in_force(self.rows(clinician, phone), day)
    }

    /// Who is at the other end of a clinician's back line: the own patient with this phone, else a colleague's, whose
    /// call or text came to this clinician as backup, as cover or on duty. The rows say whose patient it is.
    pub fn conversation(
        &self,
        clinician: &ClinicianId,
        phone: E164,
        day: NaiveDate,
    ) -> Option<Household<'_>> {
        let own = self.household(clinician, phone, day);
        own.or_else(|| {
            let mut all = self.with_phone(phone);
            all.find_map(|grant| self.household(&grant.clinician, phone, day))
        })
    }

    /// Whether anybody with this phone has, or will have, a grant for any clinician.
    pub fn is_listed(&self, phone: E164, day: NaiveDate) -> bool {
        self.with_phone(phone)
            .any(|grant| grant.until.is_none_or(|until| day <= until))
    }

    /// The same, ended and future grants included: whom a number has ever belonged to.
    pub fn ever(&self, clinician: &ClinicianId, phone: E164) -> Vec<&Grant> {
        self.rows(clinician, phone)
            .filter_map(|row| self.grants.get(row as usize))
            .collect()
    }

    /// Who may reach the clinician by this access code on this day.
    pub fn by_code(
        &self,
        clinician: &ClinicianId,
        keyed: &str,
        day: NaiveDate,
    ) -> Option<Household<'_>> {
        let rows = self
            .by_code
            .get(&self.ids.code(clinician.as_str(), keyed))?;
        let matching = rows.iter().copied().filter(|row| {
            let grant = self.grants.get(*row as usize);
            grant.is_some_and(|grant| {
                grant.clinician == *clinician
                    && grant.code.as_ref().is_some_and(|code| code.is(keyed))
            })
        });
        self.in_force(matching, day)
    }

    /// The household of one row, as long as that row is in force.
    pub fn household_of(&self, patient: PatientId, day: NaiveDate) -> Option<Household<'_>> {
        self.in_force(self.by_id.get(&patient).copied().into_iter(), day)
    }

    /// Whether any row for this clinician has an access code.
    pub fn any_code(&self, clinician: &ClinicianId) -> bool {
        self.with_codes.contains(clinician)
    }

    /// All phones of a household, the row's own first.
    pub fn phones_of(&self, household: PatientId) -> Vec<E164> {
        let Some(row) = self.by_id.get(&household) else {
            return Vec::new();
        };
        let Some(root) = self.household.get(*row as usize).copied() else {
            return Vec::new();
        };
        let mut phones = Vec::new();
        let mut seen = vec![*row];
        let mut waiting = vec![*row];
        while let Some(row) = waiting.pop() {
            let Some(grant) = self.grants.get(row as usize) else {
                continue;
            };
            for phone in grant
                .phones
                .iter()
                .filter(|phone| !phones.contains(*phone))
                .copied()
                .collect::<Vec<_>>()
            {
                phones.push(phone);
                for other in self.rows(&grant.clinician, phone) {
                    if !seen.contains(&other) && self.household.get(other as usize) == Some(&root) {
                        seen.push(other);
                        waiting.push(other);
                    }
                }
            }
        }
        phones
    }

    fn rows_with(&self, phone: E164) -> impl Iterator<Item = u32> {
        let first = self.by_phone.partition_point(|(number, _)| *number < phone);
        let from = self.by_phone.get(first..).unwrap_or_default().iter();
        from.take_while(move |(number, _)| *number == phone)
            .map(|(_, row)| *row)
    }

    fn with_phone(&self, phone: E164) -> impl Iterator<Item = &Grant> {
        self.rows_with(phone)
            .filter_map(|row| self.grants.get(row as usize))
    }

    fn rows<'a>(
        &'a self,
        clinician: &'a ClinicianId,
        phone: E164,
    ) -> impl Iterator<Item = u32> + 'a {
        self.rows_with(phone).filter(|row| {
            self.grants
                .get(*row as usize)
                .is_some_and(|grant| grant.clinician == *clinician)
        })
    }

    fn in_force(&self, rows: impl Iterator<Item = u32>, day: NaiveDate) -> Option<Household<'_>> {
        let rows: Vec<u32> = rows.collect();
        let root = *self.household.get(*rows.first()? as usize)?;
        let grants: Vec<&Grant> = rows
            .iter()
            .filter_map(|row| self.grants.get(*row as usize))
            .filter(|grant| grant.in_force(day))
            .collect();
        let id = self.grants.get(root as usize)?.id;
        (!grants.is_empty()).then_some(Household { grants, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(last: u32) -> E164 {
        format!("+447700900{last:03}").parse().unwrap()
    }

    fn clinician(id: &str) -> ClinicianId {
        ClinicianId::new(id).unwrap()
    }

    fn grant(name: &str, whom: &str, phones: &[u32]) -> Grant {
        let phones: Box<[E164]> = phones.iter().map(|last| number(*last)).collect();
        Grant {
            id: IdKey::default().patient(whom, name, phones[0]),
            name: name.into(),
            phones,
            clinician: clinician(whom),
            from: None,
            until: None,
            urgent: false,
            language: None,
            code: None,
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_grant_is_in_force_from_its_first_to_its_last_day() {
        let mut rosa = grant("Rosa", "okafor", &[456]);
        rosa.from = Some(day("2026-11-01"));
        rosa.until = Some(day("2027-01-31"));
        let in_force = |text| rosa.in_force(day(text));
        assert!(!in_force("2026-10-31") && in_force("2026-11-01"));
        assert!(in_force("2027-01-31") && !in_force("2027-02-01"));
    }

    #[test]
    fn rows_that_share_a_phone_and_a_clinician_are_one_household() {
        let patients = Patients::new(
            vec![
                grant("Ann", "okafor", &[456]),
                grant("Eve", "lindqvist", &[456]),
                grant("Bob", "okafor", &[456, 457]),
                grant("Cid", "okafor", &[457]),
                grant("Dan", "okafor", &[458]),
            ],
            IdKey::default(),
        );
        let of = |last| {
            patients
                .household(&clinician("okafor"), number(last), day("2026-11-22"))
                .unwrap()
        };
        assert_eq!(of(456).id, of(457).id);
        assert_ne!(of(456).id, of(458).id);
        assert_eq!(of(456).grants.len(), 2);
        let mut phones = patients.phones_of(of(457).id);
        phones.sort();
        assert_eq!(phones, [number(456), number(457)]);
        let eve = patients
            .household(&clinician("lindqvist"), number(456), day("2026-11-22"))
            .unwrap();
        assert_eq!(patients.phones_of(eve.id), [number(456)]);
    }

    #[test]
    fn a_code_opens_only_the_line_it_was_given_for_and_only_while_it_is_in_force() {
        let mut rosa = grant("Rosa", "okafor", &[456]);
        rosa.code = AccessCode::new("482163");
        rosa.until = Some(day("2026-11-30"));
        let patients = Patients::new(
            vec![rosa, grant("Ann", "lindqvist", &[457])],
            IdKey::default(),
        );
        let opens = |whom, code, on| patients.by_code(&clinician(whom), code, day(on)).is_some();
        assert!(opens("okafor", "482163", "2026-11-30"));
        assert!(!opens("okafor", "482163", "2026-12-01"));
        assert!(!opens("okafor", "482164", "2026-11-30"));
        assert!(!opens("lindqvist", "482163", "2026-11-30"));
        assert!(
            patients.any_code(&clinician("okafor")) && !patients.any_code(&clinician("lindqvist"))
        );
    }
}
