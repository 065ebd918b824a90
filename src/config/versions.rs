//! Earlier versions of the configuration, in `.versions` beside it: what a bad edit, or a bad morning, falls back on.
//!
//! Each version is a folder named after the moment it came into force. It is written under another name and renamed, so
//! that a half-written one is never taken for one.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::files::{Files, PATIENTS, PRACTICE};
use crate::domain::names::Version;

/// The folder, inside the configuration folder.
pub const FOLDER: &str = ".versions";

/// What a version is named after: the moment to the microsecond, UTC.
const NAME: &str = "%Y%m%dT%H%M%S_%6fZ";

/// Who brought a version and when, inside its folder.
pub(super) const ABOUT: &str = "about.toml";

/// How many versions are kept.
const KEPT: usize = 20;

/// Keeps a version that was good, with who brought it ("the files", "console: ada") and when. Does nothing where the
/// newest version kept has the same content.
///
/// # Errors
/// Where the folder cannot be written, in a read-only configuration for example: the relay goes on, and somebody should
/// know that a restart has nothing to fall back on.
pub fn keep(dir: &Path, files: &Files, who: &str, when: DateTime<Utc>) -> io::Result<()> {
    if last_good(dir).is_some_and(|newest| same(&newest, files)) {
        return Ok(());
    }
    keep_edit(dir, files, &Note { who, what: None }, when).map(drop)
}

/// What stands beside a version.
pub struct Note<'a> {
    /// Who brought it.
    pub who: &'a str,
    /// What became of the list of patients, in one word, where one edit of Nightbell's own brought it.
    pub what: Option<&'a str>,
}

/// Keeps a version that an edit of Nightbell's own is about to bring, whatever the newest is; gives its folder.
///
/// # Errors
/// As [`keep`].
pub fn keep_edit(
    dir: &Path,
    files: &Files,
    note: &Note<'_>,
    when: DateTime<Utc>,
) -> io::Result<PathBuf> {
    let folder = dir.join(FOLDER);
    make_folder(&folder)?;
    let name = name_after(&folder, when);
    let new = folder.join(format!("{name}.new"));
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    let kept = folder.join(&name);
    let written = write(&new, files, note, when).and_then(|()| fs::rename(&new, &kept));
    if written.is_err() {
        // A leftover is no version and is removed by the next attempt; the first error is the one to tell.
        let _ = fs::remove_dir_all(&new);
    }
    written?;
    drop_old(&folder)?;
    Ok(kept)
}

/// A version that did not come into force after all is forgotten.
pub fn forget(version: &Path) {
    if let Err(error) = fs::remove_dir_all(version) {
        tracing::warn!(%error, "a version that was never in force stays among the earlier ones");
    }
}

/// What became of an edit that is noted under this name, the newest first.
pub fn what_became_of(dir: &Path, who: &str) -> Option<String> {
    all(dir).iter().rev().find_map(|version| {
        let about = fs::read_to_string(version.join(ABOUT)).ok()?;
        let about: toml::Table = about.parse().ok()?;
        let is = about.get("who")?.as_str()? == who;
        is.then(|| about.get("what")?.as_str().map(str::to_owned))?
    })
}

/// The newest version kept. [`super::load_last_good`] loads it with the secrets of the folder itself.
pub fn last_good(dir: &Path) -> Option<PathBuf> {
    let folder = dir.join(FOLDER);
    names(&folder).pop().map(|name| folder.join(name))
}

/// Whether the newest version kept has patients: a list that is gone now was then lost rather than emptied.
pub fn last_good_has_patients(dir: &Path) -> bool {
    let list = last_good(dir).map(|version| fs::read(version.join(PATIENTS)).unwrap_or_default());
    list.is_some_and(|list| {
        let lines = list.split(|byte| matches!(byte, b'\n' | b'\r'));
        lines.filter(|line| !line.trim_ascii().is_empty()).count() > 1
    })
}

/// The version of this name; `None`: there is none. Only names that are listed are looked for.
pub fn find(dir: &Path, name: &str) -> Option<PathBuf> {
    let folder = dir.join(FOLDER);
    let found = names(&folder).into_iter().find(|known| known == name);
    found.map(|name| folder.join(name))
}

/// One version kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its folder's name.
    pub name: String,
    /// Who brought it: "the files", "edited in the folder", "console: ada", "okafor by text, …".
    pub who: String,
    /// When, UTC; `None`: that is not known any more.
    pub when: Option<DateTime<Utc>>,
    /// What was done, in one word, where Nightbell did it.
    pub what: Option<String>,
    /// Which version of the files it is.
    pub version: Option<Version>,
}

/// The versions kept, newest first, with what stands beside each.
pub fn list(dir: &Path) -> Vec<Kept> {
    let folder = dir.join(FOLDER);
    let mut names = names(&folder);
    names.reverse();
    names.into_iter().map(|name| kept(&folder, name)).collect()
}

fn kept(folder: &Path, name: String) -> Kept {
    let about = fs::read_to_string(folder.join(&name).join(ABOUT)).unwrap_or_default();
    let about: toml::Table = about.parse().unwrap_or_default();
    let text = |key: &str| about.get(key)?.as_str().map(str::to_owned);
    let when = text("when").and_then(|when| DateTime::parse_from_rfc3339(&when).ok());
    Kept {
        who: text("who").unwrap_or_default(),
        when: when.map(|when| when.to_utc()),
        what: text("what"),
        version: text("version")
            .and_then(|version| u64::from_str_radix(&version, 16).ok().map(Version)),
        name,
    }
}

/// The versions kept, oldest first.
pub fn all(dir: &Path) -> Vec<PathBuf> {
    let folder = dir.join(FOLDER);
    let names = names(&folder);
    names.into_iter().map(|name| folder.join(name)).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(|c: char| c.is_ascii_digit()) && !name.ends_with(".new"))
        .filter(|name| folder.join(name).join(PRACTICE).is_file())
        .collect();
    names.sort_unstable();
    names
}

/// The moment in UTC, sortable; later than every version there is, even where the clock went back.
fn name_after(folder: &Path, when: DateTime<Utc>) -> String {
    let name = when.format(NAME).to_string();
    match names(folder).pop() {
        Some(newest) if newest >= name => next_after(&newest),
        _ => name,
    }
}

/// A microsecond later, so that names never grow; a name that is no moment is made longer.
fn next_after(newest: &str) -> String {
    let moment = NaiveDateTime::parse_from_str(newest.trim_end_matches('-'), NAME).ok();
    let next = moment.and_then(|moment| moment.checked_add_signed(TimeDelta::microseconds(1)));
    next.map_or_else(
        || format!("{newest}-"),
        |next| next.format(NAME).to_string(),
    )
}

fn same(version: &Path, files: &Files) -> bool {
    Files::read(version).is_ok_and(|kept| {
        kept.practice == files.practice
            && kept.patients == files.patients
            && kept.sentences == files.sentences
    })
}

/// Makes a folder that nobody else can read.
pub fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn write(folder: &Path, files: &Files, note: &Note<'_>, when: DateTime<Utc>) -> io::Result<()> {
    make_folder(folder)?;
    write_file(&folder.join(PRACTICE), &files.practice)?;
    if let Some(patients) = &files.patients {
        write_file(&folder.join(PATIENTS), patients)?;
    }
    if !files.sentences.is_empty() {
        let prompts = folder.join("prompts");
        make_folder(&prompts)?;
        for (name, text) in &files.sentences {
            write_file(&prompts.join(format!("{name}.ftl")), text.as_bytes())?;
        }
    }
    let mut about = toml::Table::new();
    about.insert("who".to_owned(), toml::Value::String(note.who.to_owned()));
    if let Some(what) = note.what {
        about.insert("what".to_owned(), toml::Value::String(what.to_owned()));
    }
    about.insert("when".to_owned(), toml::Value::String(when.to_rfc3339()));
    about.insert(
        "version".to_owned(),
        toml::Value::String(files.version().to_string()),
    );
    write_file(&folder.join(ABOUT), about.to_string().as_bytes())
}

/// Writes a file that nobody else can read and that was not there.
pub fn write_file(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

fn drop_old(folder: &Path) -> io::Result<()> {
    let names = names(folder);
    let old = names.len().saturating_sub(KEPT);
    for name in names.iter().take(old) {
        fs::remove_dir_all(folder.join(name))?;
    }
    Ok(())
}
