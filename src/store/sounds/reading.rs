//! Opening a sound, whole or in part, a segment at a time.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;

use bytes::Bytes;
use futures_util::{Stream, stream};
use sha2::{Digest, Sha256};

use super::sealed::{Altered, Cipher, HEAD, Layout, Place};
use super::{Sounds, Written, space};
use crate::domain::names::MessageId;
use crate::store::vault::VaultError;

/// A sound that is kept, opened for reading. It stays readable while it is held, though it be deleted.
pub struct Sound {
    file: File,
    path: PathBuf,
    cipher: Cipher,
    layout: Layout,
    sounds: Sounds,
}

impl Sound {
    /// Opens the file and proves its length by its last segment.
    pub(super) fn open(sounds: &Sounds, id: MessageId) -> Result<Option<Sound>, VaultError> {
        let path = sounds.path(id);
        let unusable = |source| sounds.unusable(source);
        let mut file = match File::open(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            opened => opened.map_err(unusable)?,
        };
        let layout = Layout::of(file.metadata().map_err(unusable)?.len());
        let mut head = [0; HEAD];
        let (Some(layout), Ok(())) = (layout, file.read_exact(&mut head)) else {
            return Err(VaultError::Damaged(path));
        };
        let Ok(cipher) = Cipher::of(&sounds.keys, id, &head) else {
            return Err(VaultError::Damaged(path));
        };
        let mut sound = Sound {
            file,
            path,
            cipher,
            layout,
            sounds: sounds.clone(),
        };
        sound.segment(layout.last(), &mut Vec::new())?;
        Ok(Some(sound))
    }

    /// How many bytes it has.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.layout.sound
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// These bytes of it, as far as it has them, in pieces of 64 KiB at most; each is read when it is asked for. After an
    /// error nothing more comes.
    pub fn read(
        self,
        range: Range<u64>,
    ) -> impl Stream<Item = Result<Bytes, VaultError>> + Send + 'static {
        let end = range.end.min(self.len());
        stream::try_unfold((self, range.start), move |(sound, at)| async move {
            if at >= end {
                return Ok(None);
            }
            let (sound, piece) = sound.piece(at..end).await?;
            let next = at.saturating_add(piece.len() as u64);
            Ok((!piece.is_empty()).then_some((piece, (sound, next))))
        })
    }

    async fn piece(mut self, range: Range<u64>) -> Result<(Sound, Bytes), VaultError> {
        let sounds = self.sounds.clone();
        let segment = space();
        let read = move |_: &Sounds| self.cut(range, segment).map(|piece| (self, piece));
        sounds.off_the_runtime(read).await
    }

    /// The beginning of the range, as far as one segment holds it.
    fn cut(&mut self, range: Range<u64>, mut segment: Vec<u8>) -> Result<Bytes, VaultError> {
        let Some((place, from)) = self.layout.find(range.start) else {
            return Ok(Bytes::new());
        };
        self.segment(place, &mut segment)?;
        let wanted = usize::try_from(range.end - range.start).unwrap_or(usize::MAX);
        let to = from.saturating_add(wanted).min(segment.len());
        Ok(Bytes::from(segment).slice(from.min(to)..to))
    }

    /// Reads everything, and says what it was.
    pub(super) fn check(mut self, mut segment: Vec<u8>) -> Result<Written, VaultError> {
        let (mut hash, mut bytes) = (Sha256::new(), 0);
        while let Some((place, _)) = self.layout.find(bytes) {
            self.segment(place, &mut segment)?;
            hash.update(&segment);
            bytes += segment.len() as u64;
            if place.is_last {
                break;
            }
        }
        Ok(Written {
            bytes,
            sha256: hash.finalize().into(),
        })
    }

    fn segment(&mut self, place: Place, into: &mut Vec<u8>) -> Result<(), VaultError> {
        let (begins, length) = self.layout.extent(place);
        into.resize(length, 0);
        let read = self.file.seek(SeekFrom::Start(begins));
        match read.and_then(|_| self.file.read_exact(into)) {
            // Cut off since it was opened.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(VaultError::Damaged(self.path.clone()));
            }
            read => read.map_err(|source| self.sounds.unusable(source))?,
        }
        let opened = self.cipher.open(place, into);
        opened.map_err(|Altered| VaultError::Damaged(self.path.clone()))
    }
}
