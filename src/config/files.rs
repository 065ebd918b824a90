//! The files of the configuration folder as bytes, and which version of them this is.

use std::fs;
use std::io;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::halfway;
use super::mistake::{Mistake, Mistakes, Severity};
use crate::domain::names::Version;

/// The file that must be there.
pub const PRACTICE: &str = "practice.toml";

/// The file that may be missing: no patients.
pub const PATIENTS: &str = "patients.csv";

/// The largest file that is read, in bytes: some half a million patients.
const LARGEST: u64 = 64 << 20;

/// How often reading begins anew because the files are being replaced.
const ATTEMPTS: usize = 5;

/// The files of a configuration folder.
#[derive(Clone, Default)]
pub struct Files {
    /// `practice.toml`.
    pub practice: Vec<u8>,
    /// `patients.csv`, if there is one.
    pub patients: Option<Vec<u8>>,
    /// The practice's own sentences: `prompts/*.ftl`, by file name without its ending.
    pub sentences: Vec<(String, String)>,
}

impl Files {
    /// Reads the folder; a change of several files is seen whole or not at all.
    ///
    /// # Errors
    /// [`Mistakes`] where a file is missing that must be there, or cannot be read.
    pub fn read(dir: &Path) -> Result<Self, Mistakes> {
        for _ in 0..ATTEMPTS {
            if let Some(halfway) = halfway::read(dir) {
                return Self::stand_in(&halfway.to);
            }
            let before = halfway::stamp(dir);
            let files = Self::stand_in(dir);
            // In this order: a change that began after the first look is under its mark still, or has replaced a file.
            let began = halfway::read(dir).is_some();
            if !began && halfway::stamp(dir) == before {
                return files;
            }
        }
        Self::stand_in(dir)
    }

    /// The files as they stand in a folder, also while a change is put in place there.
    pub(super) fn stand_in(dir: &Path) -> Result<Self, Mistakes> {
        if !dir.is_dir() {
            return Err(Mistakes(vec![no_folder(dir)]));
        }
        let practice = content(dir, PRACTICE);
        let patients = content(dir, PATIENTS);
        let sentences = sentences(&dir.join("prompts"));
        match (practice, patients, sentences) {
            (Ok(Some(practice)), Ok(patients), Ok(sentences)) => Ok(Files {
                practice,
                patients,
                sentences,
            }),
            (practice, patients, sentences) => {
                let missing = match &practice {
                    Ok(None) => Some(mistake(
                        PRACTICE,
                        "there is no practice.toml in this folder".to_owned(),
                        "a practice.toml; the sample that comes with Nightbell is one to begin with",
                    )),
                    _ => None,
                };
                let all = [practice.err(), missing, patients.err(), sentences.err()];
                Err(Mistakes(all.into_iter().flatten().collect()))
            }
        }
    }

    /// Whether there is no list of patients, or nothing in it, not even the line that names the columns.
    pub fn no_patients(&self) -> bool {
        let list = self.patients.as_deref().unwrap_or_default();
        let list = list.strip_prefix(b"\xef\xbb\xbf").unwrap_or(list);
        list.trim_ascii().is_empty()
    }

    /// Which version of the files this is: the first 8 bytes of the SHA-256 over both, and over the practice's own
    /// sentences where there are any.
    pub fn version(&self) -> Version {
        let mut hash = Sha256::new();
        hash.update(&self.practice);
        hash.update([0]);
        hash.update(self.patients.as_deref().unwrap_or_default());
        for (name, text) in &self.sentences {
            for part in ["\0", name, "\0", text] {
                hash.update(part);
            }
        }
        let first = hash.finalize().first_chunk::<8>().copied();
        Version(first.map_or(0, u64::from_be_bytes))
    }
}

fn no_folder(dir: &Path) -> Mistake {
    let message = if dir.exists() {
        format!(
            "{} is a file; the folder it stands in is meant",
            dir.display()
        )
    } else {
        format!("there is no folder {}", dir.display())
    };
    let help = "after --config the folder that holds practice.toml and patients.csv";
    mistake(PRACTICE, message, help)
}

/// What is said where the list of patients had rows and now has not even a first line.
pub fn patients_gone() -> Mistake {
    mistake(
        PATIENTS,
        "patients.csv is empty; the patients of the last good version stay".to_owned(),
        "the file again; to end everybody's access, keep its first line alone",
    )
}

fn content(dir: &Path, name: &'static str) -> Result<Option<Vec<u8>>, Mistake> {
    let path = dir.join(name);
    let help = "nothing here; let the user who runs Nightbell read the file";
    let unreadable =
        |error: io::Error| mistake(name, format!("{name} cannot be read: {error}"), help);
    match fs::metadata(&path) {
        Ok(meta) if meta.len() > LARGEST => Err(mistake(
            name,
            format!("{name} is larger than {} MiB", LARGEST >> 20),
            "fewer rows",
        )),
        Ok(meta) if meta.is_dir() => Err(mistake(
            name,
            format!("{name} is a folder; a file is meant"),
            "nothing here; move the folder away and put the file in its place",
        )),
        Ok(_) => fs::read(&path).map(Some).map_err(unreadable),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(error)),
    }
}

/// The practice's own sentences, in the order of their names.
fn sentences(dir: &Path) -> Result<Vec<(String, String)>, Mistake> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_stem().and_then(|name| name.to_str());
        if let Some(name) = name
            && path.extension().is_some_and(|ending| ending == "ftl")
        {
            let text = fs::read_to_string(&path).map_err(|error| {
                let message =
                    format!("the sentences in prompts/{name}.ftl cannot be read: {error}");
                mistake(PRACTICE, message, "the file again, saved as UTF-8")
            })?;
            found.push((name.to_owned(), text));
        }
    }
    found.sort();
    Ok(found)
}

fn mistake(file: &'static str, message: String, help: &str) -> Mistake {
    Mistake {
        file,
        line: 1,
        column: 1,
        severity: Severity::Error,
        message,
        line_text: String::new(),
        help: help.to_owned(),
    }
}
