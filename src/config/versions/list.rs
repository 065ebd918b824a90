//! The versions as a list to look at: who brought each, when, and how much of it was new.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{ABOUT, Done, FOLDER, MISTAKES, NAMED, names};
use crate::domain::names::Version;

/// Under which key the numbers of lines stand beside a version.
pub(super) const LINES: &str = "lines";

/// Under which key the places stand that an edit by hand has changed.
const PLACES: &str = "places";

/// One version kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its folder's name.
    pub name: String,
    /// Who brought it: "the files", "edited in the folder", "console: ada", "okafor by text, …".
    pub who: String,
    /// When, UTC; `None`: that is not known any more.
    pub when: Option<DateTime<Utc>>,
    /// What was done, where Nightbell did it; of versions that are older than that note the word alone.
    pub done: Option<Done>,
    /// Which places of `practice.toml` an edit by hand has changed, as `clinician.okafor.hours`; of older versions none.
    pub places: Vec<String>,
    /// Which version of the files it is.
    pub version: Option<Version>,
    /// Whether it could be in force.
    pub is_good: bool,
    /// What differs from the version before; `None`: that was not counted.
    pub lines: Option<Vec<Lines>>,
}

/// How many lines of a file came and went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// As `practice.toml`.
    pub file: String,
    /// How many came.
    pub added: usize,
    /// How many went.
    pub removed: usize,
}

/// The version of this name; `None`: there is none. Only names that are listed are looked for.
pub fn find(dir: &Path, name: &str) -> Option<PathBuf> {
    let folder = dir.join(FOLDER);
    let found = names(&folder).into_iter().find(|known| known == name);
    found.map(|name| folder.join(name))
}

/// The version kept before another.
pub fn before(dir: &Path, version: &Path) -> Option<PathBuf> {
    let all = super::all(dir);
    let place = all.iter().position(|known| known == version)?;
    all.get(place.checked_sub(1)?).cloned()
}

/// The versions kept, newest first, with what stands beside each.
pub fn list(dir: &Path) -> Vec<Kept> {
    let folder = dir.join(FOLDER);
    let mut names = names(&folder);
    names.reverse();
    names.into_iter().map(|name| kept(&folder, name)).collect()
}

/// What stands beside the version of this name; `None`: there is none.
pub fn about(dir: &Path, name: &str) -> Option<Kept> {
    find(dir, name).map(|_| kept(&dir.join(FOLDER), name.to_owned()))
}

fn kept(folder: &Path, name: String) -> Kept {
    let about = fs::read_to_string(folder.join(&name).join(ABOUT)).unwrap_or_default();
    let about: toml::Table = about.parse().unwrap_or_default();
    let text = |key: &str| about.get(key)?.as_str().map(str::to_owned);
    let when = text("when").and_then(|when| DateTime::parse_from_rfc3339(&when).ok());
    let version = text("version").and_then(|version| u64::from_str_radix(&version, 16).ok());
    Kept {
        who: text("who").unwrap_or_default(),
        when: when.map(|when| when.to_utc()),
        done: text("what").map(|what| Done::new(&what, text("of"), text(NAMED))),
        places: places(&about),
        is_good: !folder.join(&name).join(MISTAKES).exists(),
        version: version.map(Version),
        lines: about.get(LINES).and_then(toml::Value::as_table).map(read),
        name,
    }
}

/// Puts down the places that an edit by hand has changed.
pub(super) fn put_places(about: &mut toml::Table, places: Vec<String>) {
    if !places.is_empty() {
        let places = places.into_iter().map(toml::Value::String).collect();
        about.insert(PLACES.to_owned(), toml::Value::Array(places));
    }
}

fn places(about: &toml::Table) -> Vec<String> {
    let all = about.get(PLACES).and_then(toml::Value::as_array);
    let all = all.into_iter().flatten().filter_map(toml::Value::as_str);
    all.map(str::to_owned).collect()
}

/// As they stand beside a version.
pub(super) fn written(lines: &[Lines]) -> toml::Table {
    let number = |count: usize| toml::Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
    let entry = |lines: &Lines| {
        let counts = vec![number(lines.added), number(lines.removed)];
        (lines.file.clone(), toml::Value::Array(counts))
    };
    lines.iter().map(entry).collect()
}

fn read(table: &toml::Table) -> Vec<Lines> {
    let count = |value: &toml::Value, place: usize| {
        let count = value.get(place).and_then(toml::Value::as_integer);
        count
            .and_then(|count| usize::try_from(count).ok())
            .unwrap_or(0)
    };
    let lines = table.iter().map(|(file, counts)| Lines {
        file: file.clone(),
        added: count(counts, 0),
        removed: count(counts, 1),
    });
    lines.collect()
}
