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
    // Whatever else is wrong with it: once that is mended, in the other file perhaps, it would be in force.
    if name == PRACTICE && leads_out(text) {
        return Ok(Verdict {
            accepted: false,
            mistakes: vec![keep_local(text)],
        });
    }
    let edited = edited(config, name, text);
    let read = edited.and_then(|files| read(&files, config, now));
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
        lists: None,
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

/// Whether the provider would be a real one. A file that is no TOML can be in force only after another edit.
fn leads_out(practice: &str) -> bool {
    let practice: Option<toml::Table> = toml::from_str(practice).ok();
    let provider = practice.as_ref().and_then(|all| all.get("provider"));
    let kind = provider.and_then(|provider| provider.get("kind")?.as_str());
    kind.is_some_and(|kind| kind != "local")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::moments::Season;

    #[test]
    fn an_edit_that_leads_out_of_this_machine_is_not_written_whatever_else_is_wrong_with_it() {
        let folder = tempfile::tempdir().unwrap();
        let now: DateTime<Utc> = "2026-11-23T10:00:00Z".parse().unwrap();
        let season = Season::of(now.date_naive(), &sample::holidays());
        write_sample(folder.path(), &season).unwrap();
        // A list of patients that the next edit mends.
        let broken = sample::patients(&season).replace("okafor", "nobody");
        put(folder.path(), PATIENTS, &broken, now).unwrap();
        let sample = sample::practice(&season);
        let real = sample.replace("kind = \"local\"", "kind = \"twilio\"");
        let verdict = put(folder.path(), PRACTICE, &real, now).unwrap();
        assert!(!verdict.accepted);
        let written = fs::read_to_string(folder.path().join(PRACTICE)).unwrap();
        assert_eq!(written, sample);
    }
}
