//! A change of several files at once, seen whole or not at all: while it is put in place a mark says which version it
//! leads to, and whoever reads the folder reads that version instead.
//!
//! The mark comes before the first file changes and goes after the last one has: what a killed process leaves behind is
//! read as what it was about to be, and finished by whoever writes or loads next.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::files::{PATIENTS, PRACTICE};
use super::versions::{FOLDER, find, write_file};

/// The mark, among the versions.
const MARK: &str = "putting";

/// From which version to which a change is being put in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Halfway {
    /// The folder of the version that stood there; `None`: it is not kept.
    pub from: Option<PathBuf>,
    /// The folder of the version that is to stand there.
    pub to: PathBuf,
}

/// Whether a change is being put in place; `None` also where its version is not there any more.
pub fn read(dir: &Path) -> Option<Halfway> {
    let text = fs::read_to_string(dir.join(FOLDER).join(MARK)).ok()?;
    let mut names = text.lines();
    let to = find(dir, names.next()?)?;
    let from = names.next().and_then(|name| find(dir, name));
    Some(Halfway { from, to })
}

/// Sets the mark, durably.
///
/// # Errors
/// The disk's; there is then no mark.
pub fn begin(dir: &Path, halfway: &Halfway) -> io::Result<()> {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let to = name(&halfway.to).ok_or(io::ErrorKind::InvalidInput)?;
    let from = halfway.from.as_deref().and_then(name).unwrap_or_default();
    let folder = dir.join(FOLDER);
    let beside = folder.join(format!("{MARK}.new"));
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    write_file(&beside, format!("{to}\n{from}\n").as_bytes())?;
    fs::rename(&beside, folder.join(MARK))?;
    File::open(&folder)?.sync_all()
}

/// Takes the mark away.
///
/// # Errors
/// The disk's.
pub fn end(dir: &Path) -> io::Result<()> {
    match fs::remove_file(dir.join(FOLDER).join(MARK)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// By what it is recognised that files were replaced while they were read.
#[derive(PartialEq, Eq)]
pub struct Stamp([Option<(SystemTime, u64, u64)>; 3]);

/// Of the files as they stand.
pub fn stamp(dir: &Path) -> Stamp {
    Stamp([PRACTICE, PATIENTS, "prompts"].map(|name| {
        let file = fs::metadata(dir.join(name)).ok()?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&file);
        #[cfg(not(unix))]
        let number = 0;
        Some((file.modified().ok()?, file.len(), number))
    }))
}
