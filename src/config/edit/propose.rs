//! A change as it would be: checked with the whole folder, compared with what is there, and put in place only on top of
//! what its author has seen.

use std::io;

use chrono::{DateTime, Utc};

use super::Editor;
use super::wish::Change;
use crate::config::Configuration;
use crate::config::files::Files;
use crate::config::mistake::Mistakes;
use crate::domain::names::{IdKey, Version};

/// What a change would make of the folder. Nothing is written yet.
pub struct Proposal {
    /// Which version stands there now.
    pub base: Version,
    /// Which it would be.
    pub version: Version,
    /// What stands there now.
    pub old: Files,
    /// What it would be.
    pub new: Files,
    /// What decisions would be made from now, and then. Identifiers are those of the store, warnings are in it.
    pub was: Configuration,
    /// See `was`.
    pub becomes: Configuration,
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
    /// What a change would make of the folder. Blocks.
    ///
    /// # Errors
    /// [`Unfit`]
    pub fn propose(
        &self,
        change: &Change,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Proposal, Unfit> {
        let _ = (change, ids, now);
        Err(Unfit::Nothing)
    }

    /// Puts a change in place, if what stands there is still version `base`. `who` is kept beside the version, as
    /// `console: ada`. Blocks.
    ///
    /// # Errors
    /// [`NotPut`]; the folder is then as it was.
    pub fn put(
        &self,
        change: &Change,
        base: Version,
        who: &str,
        ids: &IdKey,
        now: DateTime<Utc>,
    ) -> Result<Version, NotPut> {
        let _ = (base, who);
        self.propose(change, ids, now).map_err(NotPut::Unfit)?;
        Err(NotPut::Unfit(Unfit::Nothing))
    }
}
