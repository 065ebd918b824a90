//! The one writer of `patients.csv`: whatever Nightbell changes in the folder goes through here.
//!
//! It changes one row and leaves every other byte as it was; it checks the whole folder with the change before it is
//! put in place by one rename; it keeps the version before and the one after, with who and when; and where a person edits at
//! the same time, it reads again rather than undo what the person did.

mod change;
mod document;
pub mod erase;
mod list;
pub mod mentions;
mod practice;
pub mod promote;
pub mod propose;
mod put;
mod replace;
mod restore;
mod rows;
mod said;
mod sections;
mod sheet;
mod tables;
#[cfg(test)]
mod tests;
pub mod wish;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::files::{Files, PATIENTS, PRACTICE, patients_gone};
use super::mistake::Mistakes;
use super::versions::{self, Done, FOLDER, Note};
use super::{Configuration, Context, Lists, Secrets, read};
use crate::domain::names::{ClinicianId, IdKey};
use crate::domain::numbers::Numbers;
use crate::domain::outbox::{Edit, EditResult};
use change::Desk;
pub use put::settle;
use replace::Replacement;
use sheet::Sheet;

/// How often an edit begins anew because somebody else edits.
const ATTEMPTS: usize = 3;

/// So long a list of patients may be gone while a program replaces it.
const REPLACING: Duration = Duration::from_millis(300);

/// Edits a configuration folder.
pub struct Editor {
    folder: PathBuf,
    lists: Arc<Lists>,
}

/// One edit.
struct Wish<'a> {
    edit: &'a Edit,
    clinician: &'a ClinicianId,
    who: &'a str,
    now: DateTime<Utc>,
}

/// Why an edit was not carried out. Nothing is written then. No number stands in it.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The folder has a mistake already.
    #[error("correct the configuration folder first ({mistakes} to be corrected): {first}")]
    FolderHasMistakes {
        /// How many.
        mistakes: usize,
        /// The first: file, line, column and what is wrong.
        first: String,
    },
    /// The folder cannot be written.
    #[error("let the user who runs Nightbell write in the configuration folder: {0}")]
    NotWritable(#[source] io::Error),
    /// Somebody else edits without a pause.
    #[error("try again: patients.csv was changed by somebody else at every attempt")]
    KeepsChanging,
    /// The edit would be a mistake.
    #[error("edit patients.csv by hand: this edit would be a mistake there: {0}")]
    WouldBeMistake(String),
    /// The file is written in a way that this edit would change more than its row.
    #[error("edit patients.csv by hand: this edit would change more than its own row")]
    WouldChangeMore,
}

impl Editor {
    /// Of this configuration folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Editor {
            folder: folder.into(),
            lists: Arc::default(),
        }
    }

    /// With the lists that another reader of this folder keeps.
    #[must_use]
    pub fn sharing(mut self, lists: Arc<Lists>) -> Self {
        self.lists = lists;
        self
    }

    /// Carries an edit of a clinician's list out. `who` is kept beside the version and must name this edit and no other:
    /// an edit that was carried out before under this name is not carried out again, and its result is that of then.
    /// Blocks: not for a thread of the runtime.
    ///
    /// # Errors
    /// [`EditError`]; the folder is then as it was.
    pub fn apply(
        &self,
        edit: &Edit,
        clinician: &ClinicianId,
        who: &str,
        now: DateTime<Utc>,
    ) -> Result<EditResult, EditError> {
        let wish = Wish {
            edit,
            clinician,
            who,
            now,
        };
        self.carry_out(&wish, &mut || ())
    }

    /// `meanwhile` is called when all is ready to be put in place.
    fn carry_out(
        &self,
        wish: &Wish<'_>,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<EditResult, EditError> {
        let _lock = self.lock().map_err(EditError::NotWritable)?;
        for _ in 0..ATTEMPTS {
            if let Some(result) = self.attempt(wish, meanwhile)? {
                return Ok(result);
            }
        }
        Err(EditError::KeepsChanging)
    }

    /// `None`: somebody else has changed the folder meanwhile.
    fn attempt(
        &self,
        wish: &Wish<'_>,
        meanwhile: &mut dyn FnMut(),
    ) -> Result<Option<EditResult>, EditError> {
        let Wish {
            edit,
            clinician,
            who,
            now,
        } = *wish;
        let files = self.files()?;
        let old = self
            .check(&files, now)
            .map_err(|mistakes| told(&mistakes))?;
        let practice = &old.practice;
        let desk = Desk {
            clinician,
            numbers: &Numbers::new(Some(&practice.country)),
            today: practice.day(now),
        };
        let mut sheet = Sheet::read(files.patients.as_deref()).ok_or(EditError::WouldChangeMore)?;
        let result = desk.change(&mut sheet, edit);
        if matches!(result, EditResult::Already | EditResult::Gone) {
            return Ok(Some(self.before(edit, who).unwrap_or(result)));
        }
        let changed = Files {
            patients: Some(sheet.bytes()),
            ..files.clone()
        };
        let new = self
            .check(&changed, now)
            .map_err(|mistakes| EditError::WouldBeMistake(first(&mistakes)))?;
        if !desk.is_all(edit, result, &practice.patients, &new.practice.patients) {
            return Err(EditError::WouldChangeMore);
        }
        let replacement = self.beside(&changed).map_err(EditError::NotWritable)?;
        let kept = self.keep(&files, &changed, wish, result);
        meanwhile();
        let same = Files::read(&self.folder)
            .is_ok_and(|now| now.practice == files.practice && now.patients == files.patients);
        let placed = match same {
            true => replacement.place().map(|()| Some(result)),
            false => Ok(None),
        };
        if !matches!(placed, Ok(Some(_)))
            && let Some(version) = kept
        {
            versions::forget(&version);
        }
        placed.map_err(EditError::NotWritable)
    }

    /// Held while one edit is carried out; another one, in this process or another, waits.
    fn lock(&self) -> io::Result<File> {
        let folder = self.folder.join(FOLDER);
        versions::make_folder(&folder)?;
        let mut options = File::options();
        options.write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let lock = options.open(folder.join("edit.lock"))?;
        match lock.lock() {
            // Where the system has no such locks, the comparison before the rename has to do.
            Err(error) if error.kind() != io::ErrorKind::Unsupported => Err(error),
            _ => {
                self.settle()?;
                Ok(lock)
            }
        }
    }

    fn files(&self) -> Result<Files, EditError> {
        let read = || Files::read(&self.folder).map_err(|mistakes| told(&mistakes));
        let mut files = read()?;
        let had_patients = || versions::last_good_has_patients(&self.folder);
        if files.patients.is_none() && had_patients() {
            // Some programs remove a file before they write it anew.
            std::thread::sleep(REPLACING);
            files = read()?;
        }
        if files.patients.is_some() && files.no_patients() && had_patients() {
            return Err(told(&Mistakes(vec![patients_gone()])));
        }
        Ok(files)
    }

    fn check(&self, files: &Files, now: DateTime<Utc>) -> Result<Configuration, Mistakes> {
        self.check_with(files, &IdKey::default(), now)
    }

    /// The ordinary checks. Secrets need not be at hand: they are no part of what is edited.
    fn check_with(
        &self,
        files: &Files,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Configuration, Mistakes> {
        let context = Context {
            ids: ids.clone(),
            today: now.date_naive(),
            secrets: Secrets::Optional,
            env: &|_| None,
            lists: Some(&self.lists),
        };
        read(files, &self.folder, &context)
    }

    fn beside(&self, changed: &Files) -> io::Result<Replacement> {
        let content = changed.patients.as_deref().unwrap_or_default();
        let model = self.folder.join(PRACTICE);
        Replacement::write(&self.folder.join(PATIENTS), &model, content)
    }

    /// Keeps what is there and what comes. Where they cannot be kept the edit goes on, as edits by hand do.
    fn keep(
        &self,
        files: &Files,
        changed: &Files,
        wish: &Wish<'_>,
        result: EditResult,
    ) -> Option<PathBuf> {
        let Wish { who, now, .. } = *wish;
        let (Edit::Add { name, .. } | Edit::Remove { name, .. }) = wish.edit;
        let done = Some(&Done::new(word(result), None, Some(name.clone())));
        let kept = versions::keep(&self.folder, files, "edited in the folder", now)
            .and_then(|()| versions::keep_edit(&self.folder, changed, &Note { who, done }, now));
        if let Err(error) = &kept {
            tracing::warn!(%error, "make the configuration folder writable: earlier versions are not kept");
        }
        kept.ok()
    }

    /// What became of the edit of this name when it was carried out before, if that is not long ago.
    pub fn before(&self, edit: &Edit, who: &str) -> Option<EditResult> {
        let what = versions::what_became_of(&self.folder, who)?;
        let possible: &[EditResult] = match edit {
            Edit::Add { .. } => &[EditResult::Added, EditResult::Changed],
            Edit::Remove { .. } => &[EditResult::Removed],
        };
        let mut possible = possible.iter().copied();
        possible.find(|result| word(*result) == what)
    }

    /// The configuration folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

fn word(result: EditResult) -> &'static str {
    match result {
        EditResult::Added => "added",
        EditResult::Changed => "changed",
        EditResult::Already => "already",
        EditResult::Removed => "removed",
        EditResult::Gone => "gone",
        EditResult::Failed => "failed",
    }
}

fn told(mistakes: &Mistakes) -> EditError {
    EditError::FolderHasMistakes {
        mistakes: mistakes.errors().count(),
        first: first(mistakes),
    }
}

fn first(mistakes: &Mistakes) -> String {
    let first = mistakes.errors().next();
    let words = first.map(|first| {
        format!(
            "{}:{}:{}: {}",
            first.file, first.line, first.column, first.message
        )
    });
    words.unwrap_or_default()
}
