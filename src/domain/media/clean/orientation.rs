//! Which way up a photo is: the one thing of its metadata that stays, since a phone held upright takes its pictures lying
//! on their side.

use bytes::Bytes;
use exif::{In, Reader, Tag};

/// The most bytes of metadata that are searched; JPEG has no room for more.
const LONGEST: usize = 65_535;

/// Where the orientation stands in [`NOTE`].
const PLACE: usize = 18;

/// Metadata that says nothing but the orientation: one directory with one entry of one number (TIFF 6.0, section 2;
/// Exif 2.32, tag 0x0112).
const NOTE: [u8; 26] = *b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";

/// Metadata with the orientation alone; `None` where the picture is upright, or nobody knows.
pub fn alone(metadata: Option<Bytes>) -> Option<Bytes> {
    let metadata = metadata.filter(|metadata| metadata.len() <= LONGEST)?;
    let mut reader = Reader::new();
    // Phones write much that is not quite right; what can be read counts.
    reader.continue_on_error(true);
    let read = reader
        .read_raw(metadata.to_vec())
        .or_else(|error| error.distill_partial_result(|_| {}));
    let orientation = read
        .ok()?
        .get_field(Tag::Orientation, In::PRIMARY)?
        .value
        .get_uint(0)?;
    note(u8::try_from(orientation).ok()?)
}

fn note(orientation: u8) -> Option<Bytes> {
    let mut note = NOTE;
    // 1: upright. 2 to 8: turned or mirrored. Nothing else is defined.
    (2..=8).contains(&orientation).then_some(())?;
    *note.get_mut(PLACE)? = orientation;
    Some(Bytes::copy_from_slice(&note))
}

/// Whether metadata says nothing but the orientation.
pub fn is_alone(metadata: &[u8]) -> bool {
    (2..=8).any(|orientation| note(orientation).is_some_and(|note| note == metadata))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_note_is_read_back() {
        for orientation in 2..=8 {
            let note = note(orientation).unwrap();
            assert!(is_alone(&note));
            assert_eq!(alone(Some(note.clone())), Some(note));
        }
    }

    #[test]
    fn nothing_is_noted_of_an_upright_picture_or_of_nonsense() {
        let upright = NOTE.map(|byte| byte.max(u8::from(byte == 0) * byte));
        let mut one = upright;
        one[PLACE] = 1;
        for metadata in [&one[..], &NOTE, b"", b"II*\0", b"MM\0*\xff\xff\xff\xff"] {
            assert_eq!(alone(Some(Bytes::copy_from_slice(metadata))), None);
            assert!(!is_alone(metadata));
        }
        assert_eq!(alone(None), None);
    }
}
