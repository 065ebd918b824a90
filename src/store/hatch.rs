//! How a command reaches the relay that holds the data folder: it lays a sealed request into the folder `hatch`, and
//! the relay, which looks there every second, carries it out and lays its answer beside it.
//!
//! Both are sealed with the storage key and bound to their own name and to the hatch as it was opened last: an altered
//! request, one of somebody without the key, or one that was kept from before the relay's start opens nothing.

mod inside;
mod outside;
#[cfg(test)]
mod tests;

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::keys::Keys;
use super::words::context;
use crate::domain::names::ClinicianId;
use crate::domain::pin::PinHash;

pub use inside::{Hatch, Received};
pub use outside::{Closed, Knock, Laid};

/// What is asked of the relay. Has no `Debug`: it may name people.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// This is the clinician's PIN from now on, and it is not locked.
    SetPin {
        /// Whose.
        clinician: ClinicianId,
        /// Hashed by the command: the PIN itself goes nowhere.
        #[serde(with = "hash")]
        hash: PinHash,
    },
    /// Nightbell shall call the clinician's phone, so that the PIN is chosen there.
    CallForPin {
        /// Whose.
        clinician: ClinicianId,
    },
    /// One patient is erased: in the list, its earlier versions, the store and the files.
    Erase {
        /// The names, in each spelling.
        names: Vec<String>,
        /// The phones that are this patient's alone, in E.164.
        phones: Vec<String>,
        /// The phones that others of the list have too, in E.164.
        shared: Vec<String>,
    },
}

/// What the relay says to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// How it went.
    pub outcome: Outcome,
    /// What to tell whoever asked, line by line; where it failed, the first begins with what to do.
    pub lines: Vec<String>,
}

/// How a request went; each is one of the exit codes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Well: 0.
    Done,
    /// What was asked cannot be: 1.
    Content,
    /// It could not be done: 3.
    System,
}

impl Answer {
    /// It was done.
    pub fn done(lines: Vec<String>) -> Self {
        Answer {
            outcome: Outcome::Done,
            lines,
        }
    }

    /// What was asked cannot be; says why, beginning with what to do.
    pub fn content(why: impl Into<String>) -> Self {
        Answer {
            outcome: Outcome::Content,
            lines: vec![why.into()],
        }
    }

    /// It could not be done; says why, beginning with what to do.
    pub fn system(why: impl Into<String>) -> Self {
        Answer {
            outcome: Outcome::System,
            lines: vec![why.into()],
        }
    }
}

/// The hash within a request; nowhere else is it written in the open.
mod hash {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::domain::pin::PinHash;

    pub fn serialize<S: Serializer>(hash: &PinHash, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hash.0)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PinHash, D::Error> {
        String::deserialize(deserializer).map(PinHash)
    }
}

/// Where the hatch is.
fn folder(data: &Path) -> PathBuf {
    data.join("hatch")
}

/// Holds what was drawn when the hatch was opened.
const OPEN: &str = "open";
/// What is asked.
const REQUEST: &str = "request";
/// What is being carried out.
const TAKEN: &str = "taken";
/// What is answered.
const ANSWER: &str = "answer";
/// What is not whole yet.
const UNFINISHED: &str = "new";

/// More bytes are neither a request nor an answer.
const LARGEST: u64 = 1024 * 1024;

/// What is sealed into a request or an answer besides its words: which it is, its name, and what was drawn at the
/// opening.
fn place(what: &str, name: &str, opening: &str) -> Vec<u8> {
    context(
        "hatch",
        &[what.as_bytes(), name.as_bytes(), opening.as_bytes()],
    )
}

fn seal<T: Serialize>(keys: &Keys, place: &[u8], content: &T) -> io::Result<Vec<u8>> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(content)?);
    let mut sealed = Vec::new();
    keys.seal(place, &plain, &mut sealed)
        .map_err(io::Error::other)?;
    Ok(sealed)
}

/// `None`: it was altered, or sealed for another place or with another key.
fn open<T: for<'de> Deserialize<'de>>(keys: &Keys, place: &[u8], sealed: &[u8]) -> Option<T> {
    let plain = zeroize::Zeroizing::new(keys.open(place, sealed).ok()?);
    serde_json::from_slice(&plain).ok()
}

/// Writes a file for its owner alone, whole or not at all. Where another user writes it than the data folder belongs
/// to, it is given to the folder's: otherwise the relay could not read it.
fn lay(path: &Path, content: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension(UNFINISHED);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(&unfinished).and_then(|mut file| {
        file.write_all(content)?;
        give(&file, path);
        fs::rename(&unfinished, path)
    });
    if written.is_err() {
        // What is left of it is swept at the next start, too.
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// The open file is given, and not what its name leads to by now: in a folder that is somebody else's, a name may have
/// become a link to a file of the administrator's.
#[cfg(unix)]
fn give(file: &fs::File, path: &Path) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Some(Ok(folder)) = path.parent().map(fs::metadata) else {
        return;
    };
    let is_theirs = file.metadata().is_ok_and(|file| file.uid() == folder.uid());
    if !is_theirs {
        // Only the administrator may; whoever else may not is told that the relay does not answer.
        let _ = fchown(file, Some(folder.uid()), Some(folder.gid()));
    }
}

#[cfg(not(unix))]
fn give(_file: &fs::File, _path: &Path) {}

fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// What a file holds; `None`: it is not there.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    use std::io::Read;
    let file = match fs::File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        opened => opened?,
    };
    let mut content = Vec::new();
    file.take(LARGEST).read_to_end(&mut content)?;
    Ok(Some(content))
}
