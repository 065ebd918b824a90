//! A change as it would be: checked with the whole folder, compared with what is there, and put in place only on top of
//! what its author has seen.

use std::io;

use chrono::{DateTime, Utc};

use super::Editor;
use super::document::Text;
use super::mentions::{self, Needed};
use super::practice;
use super::restore;
use super::rows::Plan;
use super::sheet::Sheet;
use super::wish::Change;
use crate::config::files::{Files, patients_gone};
use crate::config::mistake::Mistakes;
use crate::config::{Configuration, versions};
use crate::domain::names::{ClinicianId, IdKey, Version};
use crate::domain::numbers::Numbers;
use crate::domain::patients::Patients;

/// What a change would make of the folder. Nothing is written yet.
pub struct Proposal {
    /// Which version stands there now.
    pub base: Version,
    /// Which it would be.
    pub version: Version,
    /// What stands there now.
    pub old: Files,
    /// Whether that is without mistakes; else `was` is the last good version.
    pub old_is_good: bool,
    /// What it would be.
    pub new: Files,
    /// What decisions would be made from now, and then. Identifiers are those of the store, warnings are in it.
    pub was: Configuration,
    /// See `was`.
    pub becomes: Configuration,
    /// Of whom a phone stands in the version to be restored that does not come back with it.
    pub phones_left_out: Vec<ClinicianId>,
}

/// Why a change cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Unfit {
    /// What stands in the folder has mistakes already.
    #[error("correct the configuration folder first")]
    Folder(Mistakes),
    /// The change would be a mistake: the ordinary findings, of the files as they would be.
    #[error("this would be a mistake in the configuration")]
    Mistake(Mistakes),
    /// Who is to go is on duty, or covers, where nobody else does.
    #[error("somebody else must be on duty or cover first")]
    Needed(Vec<Needed>),
    /// It changes nothing.
    #[error("nothing would change")]
    Nothing,
    /// What it is about is not there any more.
    #[error("what should be changed is not there any more")]
    Gone,
    /// The files are written in a way that more would change than is meant.
    #[error("edit the file by hand: this would change more than it should")]
    WouldChangeMore,
    /// The folder cannot be read or written.
    #[error("let the user who runs Nightbell write in the configuration folder: {0}")]
    NotWritable(#[source] io::Error),
}

/// Why a change was not put in place.
pub enum NotPut {
    /// It cannot be made.
    Unfit(Unfit),
    /// Somebody else has changed the folder since: the same change on top of what stands there now, to be looked at again.
    Conflict(Box<Proposal>),
}

impl Editor {
    /// What a change would make of the folder. Blocks: every row of the list is read twice.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn propose(
        &self,
        change: &Change,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Proposal, Unfit> {
        let old = match self.standing() {
            // An earlier version is the way out of a folder that cannot be read.
            Err(_) if matches!(change, Change::Restore(_)) => {
                Files::read(self.folder()).unwrap_or_default()
            }
            standing => standing?,
        };
        self.propose_on(old, change, ids, now)
    }

    /// What decisions would be made from these files; `None`: they have mistakes. Blocks.
    pub fn understood(
        &self,
        files: &Files,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Option<Configuration> {
        self.check_with(files, ids, now).ok()
    }

    /// What stands in the folder now.
    pub(super) fn standing(&self) -> Result<Files, Unfit> {
        let read = || Files::read(self.folder()).map_err(Unfit::Folder);
        let mut files = read()?;
        let had_patients = || versions::last_good_has_patients(self.folder());
        if files.patients.is_none() && had_patients() {
            // Some programs remove a file before they write it anew.
            std::thread::sleep(super::REPLACING);
            files = read()?;
        }
        if files.patients.is_some() && files.no_patients() && had_patients() {
            return Err(Unfit::Folder(Mistakes(vec![patients_gone()])));
        }
        Ok(files)
    }

    pub(super) fn propose_on(
        &self,
        old: Files,
        change: &Change,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Proposal, Unfit> {
        if let Change::Restore(name) = change {
            return self.propose_restoring(old, name, ids, now);
        }
        let was = self.check_with(&old, ids, now).map_err(Unfit::Folder)?;
        if let Change::RemoveClinician(id) = change {
            match mentions::needs(&was.practice, id, now) {
                nothing if nothing.is_empty() => {}
                needed => return Err(Unfit::Needed(needed)),
            }
        }
        let numbers = Numbers::new(Some(&was.practice.country));
        let mut text = Text::read(&old.practice).ok_or(Unfit::WouldChangeMore)?;
        practice::edit(&mut text, change, &numbers)?;
        let patients = &was.practice.patients;
        let plan = Plan::of(change, patients)?;
        let list = match &plan {
            None => old.patients.clone(),
            Some(plan) => {
                let sheet = Sheet::read(old.patients.as_deref());
                let mut sheet = sheet.ok_or(Unfit::WouldChangeMore)?;
                plan.edit(&mut sheet, patients, &numbers)?;
                // A list that is not there and needs no row is not begun.
                let bytes = sheet.bytes();
                (old.patients.is_some() || !bytes.is_empty()).then_some(bytes)
            }
        };
        let new = Files {
            practice: text.bytes(),
            patients: list,
            sentences: old.sentences.clone(),
        };
        if new.practice == old.practice && new.patients == old.patients {
            return Err(Unfit::Nothing);
        }
        let becomes = self.check_with(&new, ids, now).map_err(Unfit::Mistake)?;
        let lists = [&**patients, &*becomes.practice.patients];
        if !is_all(change, plan.as_ref(), [&old, &new], lists, &numbers) {
            return Err(Unfit::WouldChangeMore);
        }
        Ok(Proposal {
            base: old.version(),
            version: new.version(),
            old,
            old_is_good: true,
            new,
            was,
            becomes,
            phones_left_out: Vec::new(),
        })
    }

    fn propose_restoring(
        &self,
        old: Files,
        name: &str,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Proposal, Unfit> {
        let version = versions::find(self.folder(), name).ok_or(Unfit::Gone)?;
        let kept = Files::read(&version).map_err(|_| Unfit::Gone)?;
        let standing = self.check_with(&old, ids, now);
        let old_is_good = standing.is_ok();
        let (in_use, was) = match standing {
            Ok(was) => (old.clone(), was),
            Err(mistakes) => {
                // What is in force then is the last good version.
                let last = versions::last_good(self.folder());
                let files = last.and_then(|last| Files::read(&last).ok());
                let good = files.and_then(|files| {
                    let read = self.check_with(&files, ids, now).ok()?;
                    Some((files, read))
                });
                good.ok_or(Unfit::Folder(mistakes))?
            }
        };
        let earlier = restore::with_phones_in_use(kept.clone(), &in_use);
        let earlier = earlier.ok_or(Unfit::WouldChangeMore)?;
        let new = earlier.files;
        if new.practice == old.practice
            && new.patients == old.patients
            && new.sentences == old.sentences
        {
            return Err(Unfit::Nothing);
        }
        let becomes = self.check_with(&new, ids, now).map_err(Unfit::Mistake)?;
        if !restore::rings_no_other(&was.practice, &becomes.practice)
            || !restore::same_but_phones(&kept, &new)
        {
            return Err(Unfit::WouldChangeMore);
        }
        Ok(Proposal {
            base: old.version(),
            version: new.version(),
            old,
            old_is_good,
            new,
            was,
            becomes,
            phones_left_out: earlier.left_out,
        })
    }
}

/// Whether the files differ by this change and by nothing else. `plan` is what it makes of the list, if it is about that.
pub(super) fn is_all(
    change: &Change,
    plan: Option<&Plan<'_>>,
    [old, new]: [&Files; 2],
    [was, becomes]: [&Patients; 2],
    numbers: &Numbers,
) -> bool {
    let rows = match plan {
        Some(plan) => plan.is_all(was, becomes, numbers),
        None => std::ptr::eq(was, becomes) || was.iter().eq(becomes.iter()),
    };
    rows && practice::is_all(change, &old.practice, &new.practice, numbers)
}
