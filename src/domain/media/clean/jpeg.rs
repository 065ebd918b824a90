//! JPEG: what decoding needs stays; the application segments, comments, and everything behind the end of the picture go.
//!
//! Behind the end phones keep further pictures (depth, brightness, with a metadata of their own) and whole films.
//! A library reads the segments up to the first scan; the scans themselves, between which segments may stand too, are
//! gone through here. Sources: ITU-T T.81, annex B; T.871, 10.1 (JFIF); T.872, 6.5.3 (Adobe).

use std::mem;

use bytes::{Bytes, BytesMut};
use img_parts::ImageEXIF;
use img_parts::jpeg::markers::{
    APP0, APP1, APP14, DNL, DQT, DRI, EOI, JPG, P, RST0, RST7, SOF0, SOF15, SOS, Z,
};
use img_parts::jpeg::{Jpeg, JpegSegment};

use super::orientation;

/// What JFIF says of density and version; behind it stands the size of a preview.
const JFIF: usize = 12;

/// `Adobe`, a version, flags and how the colours are coded.
const ADOBE: usize = 12;

pub fn clean(content: Bytes) -> Option<Bytes> {
    let mut jpeg = Jpeg::from_bytes(content).ok()?;
    let orientation = orientation::alone(jpeg.exif());
    let mut kept = Vec::new();
    for segment in mem::take(jpeg.segments_mut()) {
        match segment.marker() {
            SOS => kept.push(with_scans_alone(&segment)?),
            APP0 => kept.extend(jfif(&segment)),
            APP14 => kept.extend(adobe(&segment)),
            marker if is_needed(marker) => kept.push(segment),
            _ => {}
        }
    }
    *jpeg.segments_mut() = kept;
    jpeg.set_exif(orientation);
    Some(jpeg.encoder().bytes())
}

pub fn is_bare(content: &Bytes) -> bool {
    let Ok(jpeg) = Jpeg::from_bytes(content.clone()) else {
        return false;
    };
    let segments_are = jpeg.segments().iter().all(is_bare_segment);
    let has_picture = jpeg.segment_by_marker(SOS).is_some();
    // What stands between segments is skipped in reading: it shows in that writing it again gives something else.
    segments_are && has_picture && jpeg.encoder().bytes() == *content
}

fn is_bare_segment(segment: &JpegSegment) -> bool {
    match segment.marker() {
        SOS => with_scans_alone(segment).as_ref() == Some(segment),
        APP0 => jfif(segment).as_ref() == Some(segment),
        APP14 => adobe(segment).as_ref() == Some(segment),
        APP1 => {
            let note = segment.contents().strip_prefix(b"Exif\0\0");
            note.is_some_and(orientation::is_alone)
        }
        marker => is_needed(marker),
    }
}

/// Frames, scans, their tables (two of which stand among the frames' numbers), and how many lines there are.
fn is_needed(marker: u8) -> bool {
    matches!(marker, SOF0..=SOF15 | DQT | DRI | DNL | SOS) && marker != JPG
}

/// Without its preview.
fn jfif(segment: &JpegSegment) -> Option<JpegSegment> {
    let head = segment.contents().get(..JFIF)?;
    head.starts_with(b"JFIF\0").then_some(())?;
    let contents = [head, &[0, 0]].concat().into();
    Some(JpegSegment::new_with_contents(APP0, contents))
}

fn adobe(segment: &JpegSegment) -> Option<JpegSegment> {
    let contents = segment.contents();
    let is_adobe = contents.starts_with(b"Adobe") && contents.len() >= ADOBE;
    is_adobe.then(|| JpegSegment::new_with_contents(APP14, contents.slice(..ADOBE)))
}

fn with_scans_alone(scan: &JpegSegment) -> Option<JpegSegment> {
    let mut whole = Vec::new();
    scan.clone().encoder().write_to(&mut whole).ok()?;
    let behind = whole.get(scan.len()..)?;
    let (marker, contents) = (scan.marker(), scan.contents().clone());
    Some(JpegSegment::new_with_entropy(
        marker,
        contents,
        scans(behind)?,
    ))
}

/// What stands behind the head of the first scan, up to the end of the picture; `None` where it never ends.
fn scans(mut rest: &[u8]) -> Option<Bytes> {
    let mut kept = BytesMut::with_capacity(rest.len());
    let mut in_scan = true;
    loop {
        let (coded, marker, behind) = at_marker(rest)?;
        if in_scan {
            kept.extend_from_slice(coded);
        }
        if marker == EOI {
            kept.extend_from_slice(&[P, EOI]);
            return Some(kept.freeze());
        }
        let length = behind.first_chunk().map(|two| u16::from_be_bytes(*two))?;
        let (segment, behind) = behind.split_at_checked(length.into())?;
        if is_needed(marker) {
            kept.extend_from_slice(&[P, marker]);
            kept.extend_from_slice(segment);
        }
        in_scan = marker == SOS;
        rest = behind;
    }
}

/// What is coded up to the next marker, the marker, and what stands behind it. Restarts are part of what is coded.
fn at_marker(bytes: &[u8]) -> Option<(&[u8], u8, &[u8])> {
    let mut from = 0;
    loop {
        let at = from + bytes.get(from..)?.iter().position(|byte| *byte == P)?;
        match *bytes.get(at + 1)? {
            Z | RST0..=RST7 => from = at + 2,
            P => from = at + 1,
            marker => return Some((bytes.get(..at)?, marker, bytes.get(at + 2..)?)),
        }
    }
}
