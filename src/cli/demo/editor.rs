//! The configuration beside the page: its two files, read by the same reader as `nightbell check` reads them.
//!
//! The files lie in a folder of the demo's own, and the relay's watcher takes a change up as it does anywhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::cli::fallback::{self, FallbackArgs};
use crate::cli::folder::env;
use crate::config::{
    self, Configuration, Context, Files, Mistake, Mistakes, PATIENTS, Secrets, Severity,
};
use crate::domain::names::IdKey;
use crate::relay::Configured;

use super::moments::Season;
use super::sample;
use super::view::{ConfigurationView, MistakeView, RefusedView};

/// The file of the practice; the other is [`PATIENTS`].
const PRACTICE: &str = "practice.toml";

/// The two files as they stand.
#[derive(Serialize)]
pub struct Contents {
    files: Vec<Content>,
}

#[derive(Serialize)]
struct Content {
    name: &'static str,
    text: String,
}

/// What was found in an edit.
#[derive(Serialize)]
pub struct Verdict {
    /// Whether it can be in force.
    pub accepted: bool,
    /// Everything that was found, in the order of the files.
    pub mistakes: Vec<MistakeView>,
}

/// Writes the sample into a folder, which is made where it is not there.
///
/// # Errors
/// The disk's.
pub fn write_sample(config: &Path, season: &Season) -> io::Result<()> {
    fs::create_dir_all(config)?;
    // The patients first: the practice must not be in force with patients of an earlier edit for a moment.
    write(config, PATIENTS, &sample::patients(season))?;
    write(config, PRACTICE, &sample::practice(season))
}

/// The files as they stand.
///
/// # Errors
/// The disk's.
pub fn contents(config: &Path) -> io::Result<Contents> {
    let content = |name| {
        let bytes = fs::read(config.join(name))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Ok(Content { name, text })
    };
    let files = [PRACTICE, PATIENTS].into_iter().map(content);
    Ok(Contents {
        files: files.collect::<io::Result<_>>()?,
    })
}

/// Which of the files is meant.
pub fn file(name: &str) -> Option<&'static str> {
    [PRACTICE, PATIENTS]
        .into_iter()
        .find(|known| *known == name)
}

/// Writes one file, and says what is in both. An edit that would lead the demo's calls out of this machine is not
/// written.
///
/// # Errors
/// The disk's.
pub fn put(
    config: &Path,
    name: &'static str,
    text: &str,
    now: DateTime<Utc>,
) -> io::Result<Verdict> {
    let edited = edited(config, name, text);
    let read = edited.and_then(|files| read(&files, config, now));
    if read
        .as_ref()
        .is_ok_and(|read| !read.settings.provider.is_local())
    {
        return Ok(Verdict {
            accepted: false,
            mistakes: vec![keep_local(text)],
        });
    }
    write(config, name, text)?;
    Ok(match read {
        Ok(read) => Verdict {
            accepted: true,
            mistakes: read.warnings.iter().map(mistake).collect(),
        },
        Err(mistakes) => Verdict {
            accepted: false,
            mistakes: mistakes.0.iter().map(mistake).collect(),
        },
    })
}

/// The configuration in force, and what is wrong with the one on disk where that was refused.
pub fn view(configured: &Configured, config: &Path, now: DateTime<Utc>) -> ConfigurationView {
    let refused = configured.refused.as_ref().map(|refused| {
        let found = Files::read(config).and_then(|files| read(&files, config, now));
        let mistakes = found.err().map(|mistakes| mistakes.0).unwrap_or_default();
        RefusedView {
            since: refused.since,
            mistakes: mistakes.iter().map(mistake).collect(),
        }
    });
    ConfigurationView {
        version: configured.in_force.practice.version.to_string(),
        since: configured.in_force.since,
        refused,
    }
}

/// What `nightbell fallback` prints for the files as they stand; none while they have mistakes.
pub fn fallback(config: &Path, now: DateTime<Utc>) -> Option<String> {
    let args = FallbackArgs {
        config: PathBuf::from(config),
    };
    fallback::document(&args, now, &env).ok()
}

fn edited(config: &Path, name: &'static str, text: &str) -> Result<Files, Mistakes> {
    let mut files = Files::read(config)?;
    match name {
        PATIENTS => files.patients = Some(text.as_bytes().to_vec()),
        _ => files.practice = text.as_bytes().to_vec(),
    }
    Ok(files)
}

fn read(files: &Files, config: &Path, now: DateTime<Utc>) -> Result<Configuration, Mistakes> {
    if files.no_patients() {
        return Err(Mistakes(vec![config::patients_gone()]));
    }
    let context = Context {
        ids: IdKey::default(),
        today: now.date_naive(),
        secrets: Secrets::Required,
        env: &env,
    };
    config::read(files, config, &context)
}

/// Written beside and renamed, so that nobody reads half of it.
fn write(config: &Path, name: &str, text: &str) -> io::Result<()> {
    use io::Write as _;
    let mut beside = tempfile::Builder::new()
        .prefix(".edit")
        .tempfile_in(config)?;
    beside.write_all(text.as_bytes())?;
    beside.persist(config.join(name))?;
    Ok(())
}

fn keep_local(text: &str) -> MistakeView {
    let line = text
        .lines()
        .position(|line| line.trim_start().starts_with("kind"));
    MistakeView {
        file: PRACTICE.to_owned(),
        line: line.map_or(1, |line| line + 1),
        column: 1,
        severity: "error",
        message: "the demo calls nobody really; this edit was not saved".to_owned(),
        line_text: String::new(),
        help: "kind = \"local\"; for real calls, run `nightbell serve` with a folder of your own"
            .to_owned(),
    }
}

fn mistake(found: &Mistake) -> MistakeView {
    MistakeView {
        file: found.file.to_owned(),
        line: found.line,
        column: found.column,
        severity: match found.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        },
        message: found.message.clone(),
        line_text: found.line_text.clone(),
        help: found.help.clone(),
    }
}
