//! Erases one patient: what was said and left, and who it was. The journal keeps that something happened.
//!
//! What is the patient's is looked for beside the writer, since the whole journal has to be opened for it; then the files
//! go, then the rows, a few at a time; then it is looked for again, until nothing new has come in between. Rows of the
//! journal keep their key, so that an event that comes again is known, and their digest, so that the chain holds; back
//! lines and marks keep their place under a number that is nobody's, so that no other patient gets them too soon.

mod find;
mod remove;

use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use super::errand::Unawaited;
use super::{Store, StoreDown, VaultError};
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::patients::spelling::folded;
use crate::domain::phone::E164;
use find::Found;

/// How often it is looked for what has come in meanwhile.
const ROUNDS: usize = 4;

/// So many rows go in one transaction.
const MOST: usize = 200;

/// Whom to erase. Has no `Debug`: it names people.
#[derive(Clone)]
pub struct Whom {
    /// The names, in each spelling.
    pub names: Vec<String>,
    /// The phones that are this patient's alone: all that was said over them goes.
    pub phones: Vec<E164>,
    /// The phones that others of the list have too: what was said over them cannot be told apart, and stays.
    pub shared: Vec<E164>,
    /// The clinicians whose patient it may have been.
    pub clinicians: Vec<ClinicianId>,
}

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Rows of the journal whose personal part was emptied.
    pub journal: usize,
    /// Texts that were kept or still to be sent.
    pub texts: usize,
    /// Attachments of texts.
    pub attachments: usize,
    /// Messages of the patient.
    pub messages: usize,
    /// Back lines that rest now.
    pub back_lines: usize,
    /// Numbers of conversations that are nobody's now.
    pub marks: usize,
    /// Changes of the list, calls that were to be placed and messages that were expected.
    pub waiting: usize,
}

/// Why it was not all erased; what was is gone, and beginning anew does the rest.
#[derive(Debug, thiserror::Error)]
pub enum NotErased {
    /// The database.
    #[error("the store: {0}")]
    Store(#[from] StoreDown),
    /// The encrypted files.
    #[error("the files: {0}")]
    Files(#[from] VaultError),
}

/// What is compared.
#[derive(Clone)]
struct Traits {
    phones: Vec<E164>,
    shared: Vec<E164>,
    /// As names are compared.
    names: Vec<String>,
    /// Every row of the list that it may have been; none where a phone is shared, since such rows are others' as well.
    patients: Vec<PatientId>,
}

impl Store {
    /// Erases a patient, and gives how much that was.
    ///
    /// # Errors
    /// [`NotErased`] where the store or a file could not be changed: begin anew.
    pub async fn erase_patient(&self, whom: Whom, now: DateTime<Utc>) -> Result<Counts, NotErased> {
        let traits = self.traits(&whom);
        let mut counts = Counts::default();
        for _ in 0..ROUNDS {
            let asked = traits.clone();
            let found = self
                .look(move |connection, keys| find::find(connection, keys, &asked))
                .await?;
            if found.is_empty() {
                break;
            }
            counts.add(&found);
            self.remove_files(&found).await?;
            self.remove_rows(&found, now).await?;
            // A file may have been written while its row was still there.
            self.remove_files(&found).await?;
        }
        self.errand("empty the log", Unawaited::Run, |desk| {
            desk.empties_log = true;
            Ok(())
        })
        .await?;
        Ok(counts)
    }

    fn traits(&self, whom: &Whom) -> Traits {
        let ids = self.inner.keys.ids();
        let all = || whom.phones.iter().chain(&whom.shared);
        let mut patients = Vec::new();
        if whom.shared.is_empty() {
            for clinician in &whom.clinicians {
                for name in &whom.names {
                    patients
                        .extend(all().map(|phone| ids.patient(clinician.as_str(), name, *phone)));
                }
            }
        }
        Traits {
            phones: whom.phones.clone(),
            shared: whom.shared.clone(),
            names: whom.names.iter().map(|name| folded(name)).collect(),
            patients,
        }
    }

    async fn remove_files(&self, found: &Found) -> Result<(), VaultError> {
        for id in &found.media {
            self.vault().delete(*id).await?;
        }
        for id in &found.messages {
            self.voicemail().delete(*id).await?;
        }
        Ok(())
    }

    async fn remove_rows(&self, found: &Found, now: DateTime<Utc>) -> Result<(), StoreDown> {
        for texts in found.texts.chunks(MOST) {
            let texts = texts.to_vec();
            self.errand("erase texts", Unawaited::Run, move |desk| {
                texts.iter().try_for_each(|id| desk.erase_text(*id))
            })
            .await?;
        }
        for rows in found.journal.chunks(MOST) {
            let rows = rows.to_vec();
            self.errand("erase the journal's", Unawaited::Run, move |desk| {
                rows.iter().try_for_each(|seq| desk.erase_row(*seq))
            })
            .await?;
        }
        let rest = found.clone();
        self.errand("erase the rest", Unawaited::Run, move |desk| {
            desk.erase_rest(&rest, now)
        })
        .await
    }
}

impl Counts {
    fn add(&mut self, found: &Found) {
        self.journal += found.journal.len();
        self.texts += found.texts.len();
        self.attachments += found.media.len();
        self.messages += found.messages.len();
        self.back_lines += found.back_lines.len();
        self.marks += found.marks.len();
        self.waiting += found.edits.len() + found.expected.len() + found.placed.len();
    }
}

/// A number that is nobody's and never was: no country has the code 999. Drawn afresh, since of two on one line each
/// has a row of its own.
fn nobody() -> Zeroizing<String> {
    let digits = u64::from_be_bytes(crate::ids::fresh()) % 1_000_000_000_000;
    Zeroizing::new(format!("+999{digits:012}"))
}
