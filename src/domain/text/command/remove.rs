//! REMOVE: whom on a clinician's list a name or a number means.

use chrono::NaiveDate;

use super::words::{Word, parts};
use crate::domain::names::ClinicianId;
use crate::domain::numbers::Numbers;
use crate::domain::patients::spelling::folded;
use crate::domain::patients::{Grant, Patients};

/// Whom it means.
pub enum Found<'a> {
    /// This patient.
    One(&'a Grant),
    /// Several: whoever asked must say which.
    Several(Vec<&'a Grant>),
    /// Nobody of this name.
    Nobody(String),
    /// It is neither a name nor a number.
    Unclear,
}

/// Looks among those who may reach the clinician now or later.
pub fn find<'a>(
    words: &[Word],
    patients: &'a Patients,
    clinician: &ClinicianId,
    numbers: &Numbers,
    today: NaiveDate,
) -> Found<'a> {
    let Some(parts) = parts(words) else {
        return Found::Unclear;
    };
    let asked = folded(&parts.name);
    if parts.number.is_empty() && asked.chars().filter(|c| c.is_alphabetic()).count() < 2 {
        return Found::Unclear;
    }
    let mut listed: Vec<&Grant> = patients
        .iter()
        .filter(|grant| grant.clinician == *clinician)
        .filter(|grant| grant.until.is_none_or(|until| today <= until))
        .collect();
    if !parts.number.is_empty() {
        let Ok(number) = numbers.read(&parts.number) else {
            return Found::Unclear;
        };
        listed.retain(|grant| grant.phones.contains(&number));
    }
    if !asked.is_empty() {
        listed = named(listed, &asked);
    }
    match listed.as_slice() {
        [one] => Found::One(one),
        [] => Found::Nobody(written(words)),
        _ => Found::Several(listed),
    }
}

/// Those with exactly this name; where there are none, those whose name has words that begin so, in this order.
fn named<'a>(listed: Vec<&'a Grant>, asked: &str) -> Vec<&'a Grant> {
    let named: Vec<(String, &Grant)> = listed
        .into_iter()
        .map(|grant| (folded(&grant.name), grant))
        .collect();
    let exact: Vec<&Grant> = named
        .iter()
        .filter(|(name, _)| name == asked)
        .map(|(_, grant)| *grant)
        .collect();
    if !exact.is_empty() {
        return exact;
    }
    let begins = named.iter().filter(|(name, _)| {
        let mut words = name.split(' ');
        asked
            .split(' ')
            .all(|beginning| words.any(|word| word.starts_with(beginning)))
    });
    begins.map(|(_, grant)| *grant).collect()
}

pub fn written(words: &[Word]) -> String {
    let written: Vec<&str> = words.iter().map(|word| word.written.as_str()).collect();
    written.join(" ")
}
