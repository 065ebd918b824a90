//! PNG: the chunks that show the picture stay, those of a moving one too; text, times, profiles and unknown ones go, and
//! so does what stands behind the end. Source: PNG, third edition, 11.

use bytes::Bytes;
use img_parts::ImageEXIF;
use img_parts::png::{Png, PngChunk};

use super::orientation;

/// Head, colours, pictures, end; how colours are meant; transparency; moving pictures.
const KEPT: [&[u8; 4]; 12] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"cICP", b"tRNS", b"acTL",
    b"fcTL", b"fdAT",
];

pub fn clean(content: Bytes) -> Option<Bytes> {
    let mut png = Png::from_bytes(content).ok()?;
    let orientation = orientation::alone(png.exif());
    png.chunks_mut().retain(is_kept);
    png.set_exif(orientation);
    Some(png.encoder().bytes())
}

pub fn is_bare(content: &Bytes) -> bool {
    let Ok(png) = Png::from_bytes(content.clone()) else {
        return false;
    };
    let has = |kind| png.chunk_by_type(kind).is_some();
    let first = png.chunks().first().map(PngChunk::kind);
    let is_whole = first == Some(*b"IHDR") && has(*b"IDAT") && has(*b"IEND");
    let are_kept = png.chunks().iter().all(is_bare_chunk);
    is_whole && are_kept && png.encoder().bytes() == *content
}

/// The head and the end are as long as they must be: nothing else can stand in them.
fn is_kept(chunk: &PngChunk) -> bool {
    let room = match &chunk.kind() {
        b"IHDR" => 13,
        b"IEND" => 0,
        _ => usize::MAX,
    };
    KEPT.contains(&&chunk.kind()) && chunk.contents().len() <= room
}

fn is_bare_chunk(chunk: &PngChunk) -> bool {
    match &chunk.kind() {
        b"eXIf" => orientation::is_alone(chunk.contents()),
        _ => is_kept(chunk),
    }
}
