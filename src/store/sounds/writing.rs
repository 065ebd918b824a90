//! Putting a sound, segment by segment.

use std::io::{self, Write};
use std::path::Path;

use bytes::{Buf, Bytes};
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::sealed::{Altered, Cipher, Place, SEGMENT};
use super::{Sounds, Written};
use crate::domain::names::MessageId;
use crate::store::files;
use crate::store::vault::VaultError;

/// A file that is being written: one segment of it is in memory. Dropped before it is finished, it is deleted.
pub(super) struct Writing {
    file: NamedTempFile,
    cipher: Cipher,
    segment: Vec<u8>,
    number: u32,
    bytes: u64,
    hash: Sha256,
}

impl Writing {
    /// Begins a file beside its place.
    pub(super) fn begin(
        sounds: &Sounds,
        id: MessageId,
        segment: Vec<u8>,
    ) -> Result<Writing, VaultError> {
        let cipher = Cipher::fresh(&sounds.keys, id);
        let begun = || -> io::Result<NamedTempFile> {
            let mut file = files::begin(&sounds.folder)?;
            file.write_all(&cipher.head())?;
            Ok(file)
        };
        let file = begun().map_err(|source| sounds.unusable(source))?;
        Ok(Writing {
            file,
            cipher,
            segment,
            number: 0,
            bytes: 0,
            hash: Sha256::new(),
        })
    }

    /// Takes of these bytes as many as its segment has room for.
    pub(super) fn take(&mut self, chunk: &mut Bytes) {
        let room = SEGMENT - self.segment.len().min(SEGMENT);
        let taken = chunk.len().min(room);
        self.segment
            .extend_from_slice(chunk.get(..taken).unwrap_or_default());
        chunk.advance(taken);
    }

    /// Writes the segment, behind which there is more.
    pub(super) fn turn_over(mut self, sounds: &Sounds) -> Result<Writing, VaultError> {
        self.write(sounds, false)?;
        self.number = self.number.checked_add(1).ok_or(VaultError::Unsealed)?;
        Ok(self)
    }

    /// Writes the last segment, and puts the file in its place, durably.
    pub(super) fn finish(mut self, sounds: &Sounds, path: &Path) -> Result<Written, VaultError> {
        self.write(sounds, true)?;
        let placed = files::put_in_place(self.file, &sounds.folder, path);
        placed.map_err(|source| sounds.unusable(source))?;
        Ok(Written {
            bytes: self.bytes,
            sha256: self.hash.finalize().into(),
        })
    }

    fn write(&mut self, sounds: &Sounds, is_last: bool) -> Result<(), VaultError> {
        self.hash.update(&self.segment);
        self.bytes = self.bytes.saturating_add(self.segment.len() as u64);
        let place = Place {
            number: self.number,
            is_last,
        };
        let sealed = self.cipher.seal(place, &mut self.segment);
        sealed.map_err(|Altered| VaultError::Unsealed)?;
        let written = self.file.write_all(&self.segment);
        written.map_err(|source| sounds.unusable(source))?;
        self.segment.clear();
        Ok(())
    }
}
