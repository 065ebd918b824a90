//! A command's side of the hatch.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::keys::Keys;
use super::{ANSWER, Answer, OPEN, REQUEST, Request, folder, lay, open, place, read, seal};
use crate::ids;

/// Somebody before the hatch. Its methods block: they wait for the disk.
pub struct Knock {
    folder: PathBuf,
    keys: Keys,
}

/// A request that was laid.
pub struct Laid {
    name: String,
    opening: String,
}

/// Why nothing can be asked, or no answer be read.
#[derive(Debug, thiserror::Error)]
pub enum Closed {
    /// Nobody is there.
    #[error("start the relay again: the one that uses {0} takes no requests")]
    Nobody(PathBuf),
    /// The answer is sealed with another key, or was altered.
    #[error(
        "give this command the storage key of the relay, which answered something that cannot be opened with this one"
    )]
    OtherKey,
    /// The operating system refuses.
    #[error("run this as the user whom {path} belongs to: {source}")]
    Unusable {
        /// Which folder.
        path: PathBuf,
        /// What the operating system says.
        source: io::Error,
    },
}

impl Knock {
    /// At the hatch of this data folder, with its storage key.
    pub fn at(data: &Path, keys: Keys) -> Self {
        Knock {
            folder: folder(data),
            keys,
        }
    }

    /// Lays a request.
    ///
    /// # Errors
    /// [`Closed::Nobody`] where no relay looks there, [`Closed::Unusable`] where it cannot be written.
    pub fn ask(&self, request: &Request) -> Result<Laid, Closed> {
        let opening = read(&self.folder.join(OPEN)).map_err(|source| self.unusable(source))?;
        let opening = opening.and_then(|opening| String::from_utf8(opening).ok());
        let laid = Laid {
            name: ids::hex128(),
            opening: opening.ok_or_else(|| Closed::Nobody(self.folder.clone()))?,
        };
        let place = place(REQUEST, &laid.name, &laid.opening);
        let sealed = seal(&self.keys, &place, request);
        sealed
            .and_then(|sealed| lay(&self.path(&laid, REQUEST), &sealed))
            .map_err(|source| self.unusable(source))?;
        Ok(laid)
    }

    /// The answer, which is taken away; `None`: not yet.
    ///
    /// # Errors
    /// [`Closed::OtherKey`] where it cannot be opened, [`Closed::Unusable`] where it cannot be read.
    pub fn answer(&self, laid: &Laid) -> Result<Option<Answer>, Closed> {
        let path = self.path(laid, ANSWER);
        let Some(sealed) = read(&path).map_err(|source| self.unusable(source))? else {
            return Ok(None);
        };
        // What stays is swept at the relay's next start.
        let _ = fs::remove_file(&path);
        let place = place(ANSWER, &laid.name, &laid.opening);
        let answer = open(&self.keys, &place, &sealed);
        answer.map(Some).ok_or(Closed::OtherKey)
    }

    /// Takes the request back. False: the relay has taken it, and may still carry it out.
    pub fn withdraw(&self, laid: &Laid) -> bool {
        fs::remove_file(self.path(laid, REQUEST)).is_ok()
    }

    fn path(&self, laid: &Laid, kind: &str) -> PathBuf {
        self.folder.join(&laid.name).with_extension(kind)
    }

    fn unusable(&self, source: io::Error) -> Closed {
        Closed::Unusable {
            path: self.folder.clone(),
            source,
        }
    }
}
