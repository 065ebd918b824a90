//! Codes that two households of a clinician would share: whoever keyed one would be taken for the other.

use std::collections::{HashMap, HashSet};

use super::{Reason, Refused, Taken, Work};
use crate::domain::names::PatientId;
use crate::domain::patients::{Grant, Patients};
use crate::domain::practice::Practice;

/// Takes back the rows whose code another household has, of the list or of an earlier row.
pub fn refuse_codes(work: &mut Work, practice: &Practice) {
    let with_code = |taken: &Taken| taken.grant.code.is_some();
    if !work.taken.iter().any(with_code) {
        return;
    }
    let becomes = becomes(&work.taken, practice);
    let households: HashMap<PatientId, PatientId> = becomes
        .iter_with_household()
        .map(|(root, grant)| (grant.id, root))
        .collect();
    // New and changed rows by what they become, each with its place in the file.
    let places: HashMap<PatientId, u32> = work
        .taken
        .iter()
        .map(|taken| (taken.grant.id, taken.number))
        .collect();
    let mut refused: HashSet<PatientId> = HashSet::new();
    let clashes = |taken: &Taken| {
        let grant = &taken.grant;
        let Some(code) = &grant.code else {
            return false;
        };
        let own = households.get(&grant.id);
        let mut others = becomes.with_code(&grant.clinician, code.on_card());
        let clashes = others.any(|other| {
            let earlier = places
                .get(&other.id)
                .is_none_or(|place| *place < taken.number);
            earlier && !refused.contains(&other.id) && households.get(&other.id) != own
        });
        if clashes {
            refused.insert(grant.id);
        }
        clashes
    };
    let (refused, taken): (Vec<Taken>, Vec<Taken>) = std::mem::take(&mut work.taken)
        .into_iter()
        .partition(clashes);
    work.taken = taken;
    work.refused
        .extend(refused.into_iter().map(|taken| Refused {
            number: taken.number,
            name: taken.grant.name.to_string(),
            reasons: vec![Reason::CodeTaken],
        }));
}

/// The list as it would be.
fn becomes(taken: &[Taken], practice: &Practice) -> Patients {
    let changed: HashMap<PatientId, &Grant> = taken
        .iter()
        .filter_map(|taken| Some((taken.was?, &taken.grant)))
        .collect();
    let old = practice.patients.iter();
    let mut grants: Vec<Grant> = old
        .map(|grant| changed.get(&grant.id).map_or(grant, |new| new).clone())
        .collect();
    let added = taken.iter().filter(|taken| taken.was.is_none());
    grants.extend(added.map(|taken| taken.grant.clone()));
    Patients::new(grants, practice.ids.clone())
}
