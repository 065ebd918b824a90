//! The files a practice manager edits: reading, checking, watching, keeping earlier versions.
//!
//! [`load`] makes one checked [`Practice`] of `practice.toml` and `patients.csv`, or tells every mistake in both, each
//! with its place, its line (blanked) and the way out.

mod assemble;
mod blank;
mod crosscheck;
mod date;
pub mod difference;
mod duration;
pub mod edit;
pub mod emergency;
mod files;
mod findings;
mod halfway;
pub mod holidays;
mod hours_guess;
pub mod hours_lint;
pub mod keys;
mod mistake;
mod patients;
mod secret;
mod section;
mod sections;
mod settings;
mod source;
mod syntax;
pub mod users;
pub mod versions;
pub mod watch;
pub mod written;

#[cfg(test)]
mod tests;

use std::path::Path;

use chrono::NaiveDate;

use crate::domain::names::IdKey;
use crate::domain::practice::Practice;

pub use crate::domain::numbers::{NumberError, Numbers};
pub use date::day_of;
pub use files::{Files, PATIENTS, PRACTICE, patients_gone};
pub use mistake::{Mistake, Mistakes, Severity};
pub use patients::Lists;
pub use secret::{Secret, Secrets};
pub use sections::practice::language_meant;
pub use settings::{Provider, Retention, Settings, Twilio};

/// What a configuration is read with: nothing is taken from the surroundings.
#[derive(Clone)]
pub struct Context<'a> {
    /// Under which identifiers are derived. [`settings`] gives the key of the store before there is one.
    pub ids: IdKey,
    /// The practice's day, from which on hours must open.
    pub today: NaiveDate,
    /// Whether every secret must be there.
    pub secrets: Secrets,
    /// The environment, by the name of a variable.
    pub env: &'a dyn Fn(&str) -> Option<String>,
    /// The lists of patients that were read before; `None`: they are read anew.
    pub lists: Option<&'a Lists>,
}

/// A configuration without mistakes. Has no `Debug`: it holds the clinicians' numbers and secrets.
pub struct Configuration {
    /// What every decision is made from.
    pub practice: Practice,
    /// What no decision depends on.
    pub settings: Settings,
    /// The practice's own sentences (`prompts/fr.ftl` and the like): file name without its ending, and the text as it
    /// stands in the file. Not checked here.
    pub sentences: Vec<(String, String)>,
    /// The public holidays of the practice's region; none where they are not known.
    pub holidays: holidays::Calendar,
    /// What the files say that no decision depends on.
    pub written: written::Written,
    /// What somebody should look at.
    pub warnings: Vec<Mistake>,
}

/// Reads and checks a configuration folder.
///
/// # Errors
/// [`Mistakes`]: every mistake (and warning) in both files, in the order of the files.
pub fn load(dir: &Path, context: &Context<'_>) -> Result<Configuration, Mistakes> {
    let files = Files::read(dir)?;
    read(&files, dir, context)
}

/// The same of files that are already read; secrets are looked up relative to `dir`.
///
/// # Errors
/// As [`load`].
pub fn read(files: &Files, dir: &Path, context: &Context<'_>) -> Result<Configuration, Mistakes> {
    assemble::configuration(files, dir, context)
}

/// Reads the last good version that was kept, with the secrets of the folder itself; `None` where there is none.
///
/// # Errors
/// As [`load`]: a kept version may no longer be good, because a secret is gone for example.
pub fn load_last_good(
    dir: &Path,
    context: &Context<'_>,
) -> Option<Result<Configuration, Mistakes>> {
    let version = versions::last_good(dir)?;
    Some(Files::read(&version).and_then(|files| read(&files, dir, context)))
}

/// The settings alone, without a look at the patients: for the key of the store, which identifiers hang on.
///
/// # Errors
/// [`Mistakes`] in `practice.toml` alone; [`load`] tells those of both files.
pub fn settings(dir: &Path, context: &Context<'_>) -> Result<Settings, Mistakes> {
    let mut files = Files::read(dir)?;
    files.patients = None;
    assemble::configuration(&files, dir, context).map(|configuration| configuration.settings)
}
