//! Earlier versions of the configuration, in `.versions` beside it: what a bad edit, or a bad morning, falls back on.
//!
//! Each version is a folder named after the moment it came into force. It is written under another name and renamed, so
//! that a half-written one is never taken for one.

mod done;
mod limit;
mod list;

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::difference;
use super::files::{Files, PATIENTS, PRACTICE};

pub use done::{Done, places};
pub use list::{Kept, Lines, about, before, find, list};

/// The folder, inside the configuration folder.
pub const FOLDER: &str = ".versions";

/// What a version is named after: the moment to the microsecond, UTC.
const NAME: &str = "%Y%m%dT%H%M%S_%6fZ";

/// Stands in the folder of a version that has mistakes.
const MISTAKES: &str = "mistakes";

/// Who brought a version and when, inside its folder.
pub(super) const ABOUT: &str = "about.toml";

/// Under which key the name of whom an edit was about stands there.
pub(super) const NAMED: &str = "name";

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
    keep_edit(dir, files, &Note { who, done: None }, when).map(drop)
}

/// What stands beside a version.
pub struct Note<'a> {
    /// Who brought it.
    pub who: &'a str,
    /// What was done, where one edit of Nightbell's own brought it.
    pub done: Option<&'a Done>,
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
    keep_as(dir, files, note, when, true)
}

/// Keeps what has mistakes and is about to be replaced: to look at, never to fall back on.
///
/// # Errors
/// As [`keep`].
pub fn keep_mistaken(
    dir: &Path,
    files: &Files,
    who: &str,
    when: DateTime<Utc>,
) -> io::Result<PathBuf> {
    keep_as(dir, files, &Note { who, done: None }, when, false)
}

fn keep_as(
    dir: &Path,
    files: &Files,
    note: &Note<'_>,
    when: DateTime<Utc>,
    is_good: bool,
) -> io::Result<PathBuf> {
    let folder = dir.join(FOLDER);
    make_folder(&folder)?;
    let name = name_after(&folder, when);
    let new = folder.join(format!("{name}.new"));
    if new.exists() {
        fs::remove_dir_all(&new)?;
    }
    let kept = folder.join(&name);
    let newest = all(dir).pop();
    let before = newest.and_then(|path| Some((Files::read(&path).ok()?, path)));
    let written = write(&new, files, before.as_ref(), note, when);
    let written = written.and_then(|()| match is_good {
        true => Ok(()),
        false => write_file(&new.join(MISTAKES), b""),
    });
    let written = written.and_then(|()| fs::rename(&new, &kept));
    if written.is_err() {
        // A leftover is no version and is removed by the next attempt; the first error is the one to tell.
        let _ = fs::remove_dir_all(&new);
    }
    written?;
    limit::drop_old(&folder, &names(&folder))?;
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

/// The newest version kept that was good. [`super::load_last_good`] loads it with the secrets of the folder itself.
pub fn last_good(dir: &Path) -> Option<PathBuf> {
    let mut all = all(dir).into_iter().rev();
    all.find(|version| !version.join(MISTAKES).exists())
}

/// Whether the newest version kept has patients: a list that is gone now was then lost rather than emptied.
pub fn last_good_has_patients(dir: &Path) -> bool {
    let list = last_good(dir).map(|version| fs::read(version.join(PATIENTS)).unwrap_or_default());
    list.is_some_and(|list| {
        let lines = list.split(|byte| matches!(byte, b'\n' | b'\r'));
        lines.filter(|line| !line.trim_ascii().is_empty()).count() > 1
    })
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

/// The moment that a version is named after, UTC; `None`: it is none.
pub fn moment(name: &str) -> Option<DateTime<Utc>> {
    let moment = NaiveDateTime::parse_from_str(name.trim_end_matches('-'), NAME).ok();
    moment.map(|moment| moment.and_utc())
}

/// A microsecond later, so that names never grow; a name that is no moment is made longer.
fn next_after(newest: &str) -> String {
    let next =
        moment(newest).and_then(|moment| moment.checked_add_signed(TimeDelta::microseconds(1)));
    next.map_or_else(
        || format!("{newest}-"),
        |next| next.format(NAME).to_string(),
    )
}

/// When the version of this name came into force, UTC; `None`: its name is no moment.
pub fn moment_of(name: &str) -> Option<DateTime<Utc>> {
    let moment = NaiveDateTime::parse_from_str(name.trim_end_matches('-'), NAME);
    moment.ok().map(|moment| moment.and_utc())
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

/// Writes a version. What is the same as in the one before takes no room of its own.
fn write(
    folder: &Path,
    files: &Files,
    before: Option<&(Files, PathBuf)>,
    note: &Note<'_>,
    when: DateTime<Utc>,
) -> io::Result<()> {
    make_folder(folder)?;
    let put = |name: &str, content: &[u8], same: bool| {
        let path = folder.join(name);
        let linked = before
            .filter(|_| same)
            .map(|(_, old)| fs::hard_link(old.join(name), &path));
        match linked {
            Some(Ok(())) => Ok(()),
            _ => write_file(&path, content),
        }
    };
    let same = before.is_some_and(|(old, _)| old.practice == files.practice);
    put(PRACTICE, &files.practice, same)?;
    if let Some(patients) = &files.patients {
        let same = before.is_some_and(|(old, _)| old.patients == files.patients);
        put(PATIENTS, patients, same)?;
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
    match (note.done, before) {
        (Some(done), _) => done.write(&mut about),
        (None, Some((old, _))) => {
            let places = places(&old.practice, &files.practice);
            list::put_places(&mut about, places);
        }
        (None, None) => {}
    }
    about.insert("when".to_owned(), toml::Value::String(when.to_rfc3339()));
    about.insert(
        "version".to_owned(),
        toml::Value::String(files.version().to_string()),
    );
    if let Some((old, _)) = before {
        let lines = list::written(&difference::counts(old, files));
        about.insert(list::LINES.to_owned(), toml::Value::Table(lines));
    }
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
