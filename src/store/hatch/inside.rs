//! The relay's side of the hatch.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::Store;
use super::super::keys::Keys;
use super::{
    ANSWER, Answer, OPEN, REQUEST, Request, TAKEN, folder, lay, make, open, place, read, seal,
};
use crate::ids;

/// The hatch of a data folder, for the relay that holds it. Its methods block: they wait for the disk.
pub struct Hatch {
    folder: PathBuf,
    keys: Keys,
    opening: String,
    /// The names of all that was taken: a request that is laid once more asks nothing.
    taken: Mutex<HashSet<String>>,
}

/// A request that was taken: nobody else gets it, and it is not taken again.
pub struct Received {
    /// Its name, 32 hexadecimal digits; under it the answer is laid.
    pub name: String,
    /// What is asked; `None`: it cannot be opened, or was taken before.
    pub request: Option<Request>,
}

impl Store {
    /// The hatch of this store's folder, not yet open.
    pub fn hatch(&self) -> Hatch {
        let beside = self.inner.database.parent().unwrap_or(Path::new("."));
        Hatch {
            folder: folder(beside),
            keys: self.inner.keys.clone(),
            opening: ids::hex128(),
            taken: Mutex::default(),
        }
    }
}

impl Hatch {
    /// Opens it: what lies there from before is removed, and commands see that somebody is there.
    ///
    /// # Errors
    /// What the operating system says, where the folder cannot be made or written.
    pub fn open(&self) -> io::Result<()> {
        make(&self.folder)?;
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            if path.is_file() {
                fs::remove_file(path)?;
            }
        }
        lay(&self.folder.join(OPEN), self.opening.as_bytes())
    }

    /// Whether it is still as it was opened; somebody may have cleared the folder.
    pub fn is_open(&self) -> bool {
        let opening = read(&self.folder.join(OPEN));
        opening.is_ok_and(|opening| opening.as_deref() == Some(self.opening.as_bytes()))
    }

    /// Closes it: commands see that nobody is there any more.
    pub fn close(&self) {
        // A file that stays is no harm: commands look at the folder's lock first.
        let _ = fs::remove_file(self.folder.join(OPEN));
    }

    /// Takes what is asked, the names in order. One that cannot be taken (the command has just taken it back) keeps no
    /// other from being taken.
    ///
    /// # Errors
    /// What the operating system says, where the folder cannot be read.
    pub fn take(&self) -> io::Result<Vec<Received>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            let path = entry.path();
            let stem = path.file_stem().and_then(|stem| stem.to_str());
            // A folder cannot be read, and a pipe would be waited for.
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file
                && let Some(name) = stem.filter(|name| is_name(name))
                && path.extension().is_some_and(|kind| kind == REQUEST)
            {
                names.push(name.to_owned());
            }
        }
        names.sort();
        let taken = names.into_iter().map(|name| self.receive(name));
        Ok(taken.filter_map(Result::ok).collect())
    }

    /// Lays the answer to a request that was taken.
    ///
    /// # Errors
    /// What the operating system says, where it cannot be written.
    pub fn answer(&self, name: &str, answer: &Answer) -> io::Result<()> {
        let sealed = seal(&self.keys, &place(ANSWER, name, &self.opening), answer)?;
        lay(&self.path(name, ANSWER), &sealed)?;
        fs::remove_file(self.path(name, TAKEN))
    }

    fn receive(&self, name: String) -> io::Result<Received> {
        let taken = self.path(&name, TAKEN);
        // From here on the command cannot take it back.
        fs::rename(self.path(&name, REQUEST), &taken)?;
        let sealed = read(&taken)?.unwrap_or_default();
        let is_new = self
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name.clone());
        let request = open(&self.keys, &place(REQUEST, &name, &self.opening), &sealed);
        Ok(Received {
            name,
            request: request.filter(|_| is_new),
        })
    }

    fn path(&self, name: &str, kind: &str) -> PathBuf {
        self.folder.join(name).with_extension(kind)
    }
}

fn is_name(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
