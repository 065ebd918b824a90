//! The lists that were read last: a list is looked at before a change, with it and once it is in force, and most changes
//! are about something else. A list without a finding is not read again while all that it was held against is the same.

use std::collections::{BTreeSet, HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

use super::Surroundings;
use crate::domain::names::{ClinicianId, IdKey};
use crate::domain::patients::Patients;
use crate::domain::phone::E164;

/// What is in force, and what it may become.
const KEPT: usize = 2;

/// A few lists of patients. Shared by all who read one folder.
#[derive(Default)]
pub struct Lists {
    kept: Mutex<VecDeque<(Seen, Arc<Patients>)>>,
}

/// Everything that the rows of a list depend on.
#[derive(PartialEq, Eq)]
pub struct Seen {
    /// SHA-256 of the file; `None`: there was none.
    file: Option<[u8; 32]>,
    country: Option<String>,
    people: BTreeSet<ClinicianId>,
    lines: HashSet<E164>,
    phones: HashMap<E164, String>,
    ids: IdKey,
}

impl Seen {
    /// `None` where `practice.toml` could not be read to its end.
    pub fn new(
        file: Option<&[u8]>,
        country: Option<&str>,
        around: &Surroundings<'_>,
    ) -> Option<Self> {
        let phones = around.phones.iter();
        Some(Seen {
            file: file.map(|bytes| Sha256::digest(bytes).into()),
            country: country.map(str::to_owned),
            people: around.people?.all().cloned().collect(),
            lines: around.lines.clone(),
            phones: phones
                .map(|(phone, id)| (*phone, (*id).to_owned()))
                .collect(),
            ids: around.ids.clone(),
        })
    }
}

impl Lists {
    /// The list as it was read then.
    pub fn find(&self, seen: &Seen) -> Option<Arc<Patients>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let place = kept.iter().position(|(known, _)| known == seen)?;
        let found = kept.remove(place)?;
        let patients = found.1.clone();
        kept.push_back(found);
        Some(patients)
    }

    /// Keeps a list in which nothing was found, in the place of the one that was not asked for longest.
    pub fn keep(&self, seen: Seen, patients: &Arc<Patients>) {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|(known, _)| *known != seen);
        if kept.len() >= KEPT {
            kept.pop_front();
        }
        kept.push_back((seen, patients.clone()));
    }
}
