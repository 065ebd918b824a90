//! WebP: the chunks that show the picture stay, in the frames of a moving one too; metadata, profiles and unknown ones go.
//! Source: RFC 9649, 2.7.

use bytes::{Bytes, BytesMut};
use img_parts::ImageEXIF;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::{CHUNK_ANMF, CHUNK_EXIF, CHUNK_VP8X, WebP};

use super::orientation;

/// Head, pictures, transparency, moving pictures.
const KEPT: [&[u8; 4]; 6] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"];

/// What a frame of a moving picture may hold.
const KEPT_IN_FRAMES: [&[u8; 4]; 3] = [b"VP8 ", b"VP8L", b"ALPH"];

/// The head's room, and its flags of a profile, of EXIF and of XMP.
const HEAD: usize = 10;
const METADATA: u8 = 0b0010_1100;

/// The place, size, time and blending of a frame, before its chunks.
const FRAME: usize = 16;

/// `RIFF`, a length, `WEBP`.
const OUTSIDE: usize = 12;

pub fn clean(content: Bytes) -> Option<Bytes> {
    let mut webp = WebP::from_bytes(content).ok()?;
    let orientation = orientation::alone(webp.exif());
    let chunks: Option<Vec<_>> = webp
        .chunks()
        .iter()
        .filter(|chunk| KEPT.contains(&&chunk.id()))
        .map(bare)
        .collect();
    *webp.chunks_mut() = chunks?;
    // Adds the flag of what it adds.
    webp.set_exif(orientation);
    Some(webp.encoder().bytes())
}

pub fn is_bare(content: &Bytes) -> bool {
    let Ok(webp) = WebP::from_bytes(content.clone()) else {
        return false;
    };
    let is_picture = |chunk: &RiffChunk| KEPT_IN_FRAMES.contains(&&chunk.id());
    let has_picture = webp.chunks().iter().any(is_picture) || webp.has_chunk(CHUNK_ANMF);
    let has_note = webp.has_chunk(CHUNK_EXIF);
    let are_bare = webp
        .chunks()
        .iter()
        .all(|chunk| is_bare_chunk(chunk, has_note));
    has_picture && are_bare && webp.encoder().bytes() == *content
}

fn is_bare_chunk(chunk: &RiffChunk, has_note: bool) -> bool {
    let data = chunk.content().data();
    match chunk.id() {
        CHUNK_EXIF => data.is_some_and(|data| orientation::is_alone(data)),
        CHUNK_VP8X if has_note => {
            let flags = data.and_then(|data| data.first());
            flags.is_some_and(|flags| flags & METADATA == 0b0000_1000)
                && data.is_some_and(|data| data.len() == HEAD)
        }
        id => KEPT.contains(&&id) && bare(chunk).as_ref() == Some(chunk),
    }
}

/// A chunk that is kept, without what else may stand in it; `None` where it is not what it should be.
fn bare(chunk: &RiffChunk) -> Option<RiffChunk> {
    let data = chunk.content().data()?;
    let content = match chunk.id() {
        CHUNK_VP8X => {
            let mut head = BytesMut::from(data.get(..HEAD)?);
            *head.first_mut()? &= !METADATA;
            head.freeze()
        }
        CHUNK_ANMF => frame(data)?,
        _ => data.clone(),
    };
    Some(RiffChunk::new(chunk.id(), RiffContent::Data(content)))
}

/// A frame is read as a file of its own.
fn frame(data: &Bytes) -> Option<Bytes> {
    let (head, chunks) = data.split_at_checked(FRAME)?;
    let length = u32::try_from(chunks.len()).ok()?.checked_add(4)?;
    let file = [b"RIFF", &length.to_le_bytes()[..], b"WEBP", chunks].concat();
    let mut frame = WebP::from_bytes(file.into()).ok()?;
    let is_kept = |chunk: &RiffChunk| KEPT_IN_FRAMES.contains(&&chunk.id());
    frame.chunks_mut().retain(is_kept);
    let file = frame.encoder().bytes();
    Some([head, file.get(OUTSIDE..)?].concat().into())
}
