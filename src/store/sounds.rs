//! What people have said after the beep: encrypted, one file each under the data folder, named by our own ids alone.
//!
//! A message may be minutes long and ten may come at once, so a file is never whole in memory: it is written and read
//! in segments, one at a time. It is written beside its place, made durable and renamed into it, so that under an id there
//! is the whole of it or nothing.

mod reading;
mod sealed;
#[cfg(test)]
mod tests;
mod writing;

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::pin;

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use tokio::sync::Semaphore;

use super::keys::Keys;
use super::vault::VaultError;
use super::{Store, files};
use crate::domain::names::MessageId;

pub use reading::Sound;
use sealed::{SEGMENT, TAG};
use writing::Writing;

/// So many segments are worked on at once, in all of this process: more than that neither cores nor disks do.
static TURNS: Semaphore = Semaphore::const_new(4);

/// The sounds of messages. Clones share them.
#[derive(Clone)]
pub struct Sounds {
    folder: PathBuf,
    keys: Keys,
}

/// What is kept of a sound: equal when it was written and when it is read back, or something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How many bytes the sound has; the file has some more.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// Why a sound was not put. Nothing of it is left, and what was under the id before is there still.
#[derive(Debug, thiserror::Error)]
pub enum NotPut<E> {
    /// It did not come to its end.
    #[error("{0}")]
    Broken(E),
    /// It cannot be kept here.
    #[error(transparent)]
    Files(#[from] VaultError),
}

impl Store {
    /// The sounds of this store's messages.
    pub fn voicemail(&self) -> Sounds {
        let beside = self.inner.database.parent().unwrap_or(Path::new("."));
        Sounds {
            folder: beside.join("voicemail"),
            keys: self.inner.keys.clone(),
        }
    }
}

impl Sounds {
    /// Keeps a sound under this id, in place of what was there. It is durable when this returns. The next chunk is asked for
    /// when the last is written, so that a fast sender waits for a slow disk. Dropped before its end, it leaves nothing.
    ///
    /// # Errors
    /// [`NotPut::Broken`] with the first error that comes instead of a chunk; [`NotPut::Files`] where it cannot be written.
    pub async fn put_stream<S, E>(&self, id: MessageId, chunks: S) -> Result<Written, NotPut<E>>
    where
        S: Stream<Item = Result<Bytes, E>>,
    {
        let mut chunks = pin!(chunks);
        let segment = space();
        let begin = move |sounds: &Sounds| Writing::begin(sounds, id, segment);
        let mut writing = self.off_the_runtime(begin).await?;
        while let Some(chunk) = chunks.next().await {
            let mut chunk = chunk.map_err(NotPut::Broken)?;
            writing.take(&mut chunk);
            // A full segment waits for a byte behind it: until then it may be the last.
            while !chunk.is_empty() {
                let turn_over = move |sounds: &Sounds| writing.turn_over(sounds);
                writing = self.off_the_runtime(turn_over).await?;
                writing.take(&mut chunk);
            }
        }
        let finish = move |sounds: &Sounds| writing.finish(sounds, &sounds.path(id));
        Ok(self.off_the_runtime(finish).await?)
    }

    /// Reads back all that is kept under this id, and says what it is; `None`: nothing.
    ///
    /// # Errors
    /// [`VaultError::Damaged`] where it is not what was put there, [`VaultError::Unusable`] where it cannot be read.
    pub async fn check(&self, id: MessageId) -> Result<Option<Written>, VaultError> {
        let segment = space();
        let check = move |sounds: &Sounds| match Sound::open(sounds, id)? {
            Some(sound) => sound.check(segment).map(Some),
            None => Ok(None),
        };
        self.off_the_runtime(check).await
    }

    /// Opens what is kept under this id; `None`: nothing. That nothing is missing at its end is certain then.
    ///
    /// # Errors
    /// Those of [`Sounds::check`].
    pub async fn open(&self, id: MessageId) -> Result<Option<Sound>, VaultError> {
        self.off_the_runtime(move |sounds| Sound::open(sounds, id))
            .await
    }

    /// A part of what is kept under this id, as [`Sound::read`] gives it; `None`: nothing is kept.
    ///
    /// # Errors
    /// Those of [`Sounds::check`].
    pub async fn read(
        &self,
        id: MessageId,
        range: Range<u64>,
    ) -> Result<Option<impl Stream<Item = Result<Bytes, VaultError>> + Send + 'static>, VaultError>
    {
        Ok(self.open(id).await?.map(|sound| sound.read(range)))
    }

    /// How many bytes of sound are kept under this id; `None`: nothing is kept.
    ///
    /// # Errors
    /// Those of [`Sounds::check`].
    pub async fn len(&self, id: MessageId) -> Result<Option<u64>, VaultError> {
        Ok(self.open(id).await?.map(|sound| sound.len()))
    }

    /// Deletes what is kept under this id, if there is anything.
    ///
    /// # Errors
    /// [`VaultError::Unusable`] where the operating system refuses.
    pub async fn delete(&self, id: MessageId) -> Result<(), VaultError> {
        self.off_the_runtime(move |sounds| {
            let deleted = files::remove(&sounds.folder, &sounds.path(id));
            deleted.map_err(|source| sounds.unusable(source))
        })
        .await
    }

    /// Deletes what was not finished when an earlier process was killed.
    ///
    /// # Errors
    /// [`VaultError::Unusable`] where the operating system refuses.
    pub async fn sweep(&self) -> Result<(), VaultError> {
        self.off_the_runtime(|sounds| {
            files::sweep(&sounds.folder).map_err(|source| sounds.unusable(source))
        })
        .await
    }

    fn path(&self, id: MessageId) -> PathBuf {
        self.folder.join(id.to_string())
    }

    fn unusable(&self, source: io::Error) -> VaultError {
        VaultError::Unusable {
            path: self.folder.clone(),
            source,
        }
    }

    /// Encrypting and waiting for the disk would keep the runtime's threads from their webhooks; and a few threads do as
    /// much of it as many, each of which would keep memory of its own.
    async fn off_the_runtime<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Sounds) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        // Never closed.
        let _turn = TURNS.acquire().await;
        let sounds = self.clone();
        let done = tokio::task::spawn_blocking(move || work(&sounds)).await;
        done.unwrap_or_else(|failed| Err(self.unusable(io::Error::other(failed))))
    }
}

/// Room for a segment. Made on the runtime's few threads and not where it is filled: each of the many others would keep
/// what it once had.
fn space() -> Vec<u8> {
    Vec::with_capacity(SEGMENT + TAG)
}
