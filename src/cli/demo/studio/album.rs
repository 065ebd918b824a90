//! The pictures that have been sent over the carrier: kept here for the page, since the relay has them deleted there.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::super::view::PictureView;

/// So many are kept.
const MOST: usize = 60;
/// Enough of a file to find what a camera writes at its beginning.
const HEAD: usize = 128 * 1024;
/// Before the part of a photo in which cameras write.
const EXIF: &[u8] = b"Exif\0\0";
/// The entry that leads to the position (EXIF 2.32, 4.6.3).
const GPS: u16 = 0x8825;

/// The pictures, the newest last.
#[derive(Default)]
pub(super) struct Album(Mutex<VecDeque<Kept>>);

struct Kept {
    view: PictureView,
    bytes: Bytes,
}

/// A picture as it travels: its type and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Such as `image/jpeg`.
    pub kind: String,
    /// The file.
    pub bytes: Bytes,
}

impl Album {
    fn all(&self) -> MutexGuard<'_, VecDeque<Kept>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a picture and says what there is to know of it; `holds_number` looks into one that is new.
    pub fn keep(
        &self,
        id: &str,
        picture: Picture,
        holds_number: impl FnOnce(&Picture) -> bool,
    ) -> PictureView {
        let mut all = self.all();
        if let Some(known) = all.iter().find(|known| known.view.id == id) {
            return known.view.clone();
        }
        let view = PictureView {
            id: id.to_owned(),
            bytes: picture.bytes.len(),
            position: says_where(&picture.bytes),
            number: holds_number(&picture),
            kind: picture.kind,
        };
        all.push_back(Kept {
            view: view.clone(),
            bytes: picture.bytes,
        });
        if all.len() > MOST {
            all.pop_front();
        }
        view
    }

    /// A picture that was sent.
    pub fn picture(&self, id: &str) -> Option<Picture> {
        let all = self.all();
        let found = all.iter().find(|known| known.view.id == id)?;
        Some(Picture {
            kind: found.view.kind.clone(),
            bytes: found.bytes.clone(),
        })
    }
}

/// Whether a photo says where it was taken.
fn says_where(file: &[u8]) -> bool {
    let head = file.get(..HEAD).unwrap_or(file);
    let parts = head.windows(EXIF.len()).enumerate();
    let mut begins = parts.filter(|(_, part)| *part == EXIF);
    begins.any(|(at, _)| {
        head.get(at + EXIF.len()..)
            .and_then(position_in)
            .unwrap_or(false)
    })
}

/// Whether the first directory of this TIFF structure leads to a position; none: it is no such structure.
fn position_in(tiff: &[u8]) -> Option<bool> {
    let is_little = match tiff.get(..2)? {
        b"II" => true,
        b"MM" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two = tiff.get(at..at + 2)?.try_into().ok()?;
        Some(match is_little {
            true => u16::from_le_bytes(two),
            false => u16::from_be_bytes(two),
        })
    };
    let four: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let first = match is_little {
        true => u32::from_le_bytes(four),
        false => u32::from_be_bytes(four),
    };
    let first = usize::try_from(first).ok()?;
    let entries = usize::from(short(first)?);
    let mut tags = (0..entries).map(|entry| short(first + 2 + entry * 12));
    Some(tags.any(|tag| tag == Some(GPS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RASH: &[u8] = include_bytes!("../samples/rash.jpg");

    #[test]
    fn a_photo_of_the_sample_says_where_it_was_taken_until_that_is_cut_out() {
        assert!(says_where(RASH));
        let length = usize::from(u16::from_be_bytes([RASH[4], RASH[5]]));
        let cleaned = [&RASH[..2], &RASH[4 + length..]].concat();
        assert!(!says_where(&cleaned));
    }

    #[test]
    fn what_is_no_photo_or_cut_short_says_nothing() {
        for file in [
            &b""[..],
            b"Exif\0\0",
            b"Exif\0\0II*\0\xff\xff\xff\xff",
            b"BEGIN:VCARD",
        ] {
            assert!(!says_where(file), "{file:?}");
        }
    }

    #[test]
    fn the_oldest_picture_makes_room_for_the_newest() {
        let album = Album::default();
        let picture = Picture {
            kind: "image/jpeg".to_owned(),
            bytes: Bytes::from_static(RASH),
        };
        for n in 0..=MOST {
            album.keep(&n.to_string(), picture.clone(), |_| false);
        }
        assert_eq!(album.picture("0"), None);
        assert_eq!(album.picture("1"), Some(picture));
    }
}
