//! The form of a sealed sound: a mark, a nonce, and segments of 64 KiB, each encrypted for its place and for no other.
//!
//! The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-Encryption and its
//! Nonce-Reuse Misuse-Resistance", 2015) with XChaCha20-Poly1305: the number of a segment and whether it is the last
//! enter its nonce, so that none can be exchanged, left out or cut off; the id enters as associated data, so that a file
//! opens under its own name alone. Any segment can be opened by itself.

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use chacha20poly1305::XChaCha20Poly1305;

use crate::domain::names::MessageId;
use crate::store::keys::Keys;
use crate::store::words::context;

/// So many bytes of sound a segment holds; the last one holds what is left.
pub(super) const SEGMENT: usize = 64 * 1024;
/// By so many bytes a sealed segment is longer.
pub(super) const TAG: usize = 16;
/// What a file begins with.
pub(super) const HEAD: usize = MARK.len() + NONCE;

/// The form, and its version.
const MARK: [u8; 4] = *b"NBv1";
/// Of the 24 bytes of the cipher, the segment's number takes four, and whether it is the last takes one.
const NONCE: usize = 19;

/// The cipher of one file.
pub(super) struct Cipher {
    stream: StreamBE32<XChaCha20Poly1305>,
    bound_to: Vec<u8>,
    nonce: [u8; NONCE],
}

/// A segment was altered or is not in its place, or the file is another's or was sealed with another key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Altered;

impl Cipher {
    /// For a new file.
    pub(super) fn fresh(keys: &Keys, id: MessageId) -> Cipher {
        Cipher::with(keys, id, crate::ids::fresh())
    }

    /// For a file that begins like this.
    pub(super) fn of(keys: &Keys, id: MessageId, head: &[u8; HEAD]) -> Result<Cipher, Altered> {
        let (mark, nonce) = head.split_at(MARK.len());
        match (mark == MARK, nonce.try_into()) {
            (true, Ok(nonce)) => Ok(Cipher::with(keys, id, nonce)),
            _ => Err(Altered),
        }
    }

    fn with(keys: &Keys, id: MessageId, nonce: [u8; NONCE]) -> Cipher {
        Cipher {
            stream: StreamBE32::from_aead(keys.sounds(), &nonce.into()),
            bound_to: context("voicemail file", &[&MARK, &id.0.to_be_bytes()]),
            nonce,
        }
    }

    /// What the file begins with.
    pub(super) fn head(&self) -> [u8; HEAD] {
        let mut head = [0; HEAD];
        let (mark, nonce) = head.split_at_mut(MARK.len());
        mark.copy_from_slice(&MARK);
        nonce.copy_from_slice(&self.nonce);
        head
    }

    /// Seals a segment where it lies.
    pub(super) fn seal(&self, place: Place, segment: &mut Vec<u8>) -> Result<(), Altered> {
        let Place { number, is_last } = place;
        let sealed = self
            .stream
            .encrypt_in_place(number, is_last, &self.bound_to, segment);
        sealed.map_err(|_| Altered)
    }

    /// Opens a segment where it lies.
    pub(super) fn open(&self, place: Place, segment: &mut Vec<u8>) -> Result<(), Altered> {
        let Place { number, is_last } = place;
        let opened = self
            .stream
            .decrypt_in_place(number, is_last, &self.bound_to, segment);
        opened.map_err(|_| Altered)
    }
}

/// Where a segment stands in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) number: u32,
    pub(super) is_last: bool,
}

/// What the length of a file tells of its segments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// The number of the last segment.
    last: u32,
    /// How many bytes of sound there are.
    pub(super) sound: u64,
}

impl Layout {
    /// Of a file of so many bytes; `None` where no sealed sound has that length.
    pub(super) fn of(file: u64) -> Option<Layout> {
        let (segment, tag) = (SEGMENT as u64, TAG as u64);
        let sealed = file.checked_sub(HEAD as u64)?;
        // There is always a last segment, and it is empty only in an empty sound.
        let last = sealed.checked_sub(1)? / (segment + tag);
        let rest = (sealed - last * (segment + tag)).checked_sub(tag)?;
        (rest > 0 || last == 0).then_some(Layout {
            last: u32::try_from(last).ok()?,
            sound: last * segment + rest,
        })
    }

    /// The place of the last segment, whose opening proves the length.
    pub(super) fn last(&self) -> Place {
        self.place(self.last)
    }

    /// The place of the segment in which this byte of the sound is, and how far into it.
    pub(super) fn find(&self, byte: u64) -> Option<(Place, usize)> {
        let segment = SEGMENT as u64;
        let number = u32::try_from(byte / segment).ok()?;
        let within = usize::try_from(byte % segment).ok()?;
        (number <= self.last).then_some((self.place(number), within))
    }

    /// Where a segment begins in the file, and how many bytes it has there.
    pub(super) fn extent(&self, place: Place) -> (u64, usize) {
        let number = u64::from(place.number);
        let begins = HEAD as u64 + number * (SEGMENT + TAG) as u64;
        let left = self.sound.saturating_sub(number * SEGMENT as u64);
        let sound = usize::try_from(left).map_or(SEGMENT, |left| left.min(SEGMENT));
        (begins, sound + TAG)
    }

    fn place(&self, number: u32) -> Place {
        Place {
            number,
            is_last: number == self.last,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(sound: u64) -> u64 {
        let segments = sound.div_ceil(SEGMENT as u64).max(1);
        HEAD as u64 + sound + segments * TAG as u64
    }

    #[test]
    fn a_files_length_tells_how_much_sound_it_holds() {
        let segment = SEGMENT as u64;
        for (sound, last) in [
            (0, 0),
            (1, 0),
            (segment, 0),
            (segment + 1, 1),
            (2 * segment, 1),
            (3_840_044, 58),
        ] {
            let layout = Layout::of(file(sound)).unwrap();
            assert_eq!(layout, Layout { last, sound });
            let (begins, length) = layout.extent(layout.last());
            assert_eq!(begins + length as u64, file(sound), "{sound}");
        }
    }

    #[test]
    fn a_length_that_no_sealed_sound_has_is_known_for_one() {
        let full = (SEGMENT + TAG) as u64;
        for none in [
            0,
            HEAD as u64,
            HEAD as u64 + 15,
            HEAD as u64 + full + 15,
            // An empty segment behind a full one.
            HEAD as u64 + full + 16,
        ] {
            assert_eq!(Layout::of(none), None, "{none}");
        }
        assert_eq!(Layout::of(u64::MAX), None);
    }

    #[test]
    fn every_byte_is_found_in_its_segment_and_none_behind_the_end() {
        let layout = Layout::of(file(SEGMENT as u64 + 5)).unwrap();
        let place = |number, is_last| Place { number, is_last };
        let segment = SEGMENT as u64;
        assert_eq!(layout.find(0), Some((place(0, false), 0)));
        assert_eq!(
            layout.find(segment - 1),
            Some((place(0, false), SEGMENT - 1))
        );
        assert_eq!(layout.find(segment), Some((place(1, true), 0)));
        assert_eq!(layout.find(2 * segment), None);
        assert_eq!(layout.find(u64::MAX), None);
    }
}
