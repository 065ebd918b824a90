//! GIF: written anew from its frames, whose picture data are copied as they are. Comments, plain text and what programs
//! add (XMP among it) are not written; how often it repeats is. Source: GIF89a, 15 to 27.

use std::io::Read;

use bytes::Bytes;
use gif::{DecodeOptions, Decoder, Encoder};

/// The most picture points of a screen, several times those of the largest phone's.
const LARGEST_SCREEN: u32 = 16_000_000;

/// The application extension that says how often a moving picture repeats, and its one block.
const REPEATS: &[u8] = b"\xff\x0bNETSCAPE2.0\x03\x01";

/// The extension that says how long a frame is shown.
const SHOWN: &[u8] = b"\xf9\x04";

pub fn clean(content: &[u8]) -> Option<Bytes> {
    let mut read = open(content)?;
    let colours = read.global_palette().unwrap_or_default().to_vec();
    let (width, height) = (read.width(), read.height());
    let mut writer = Encoder::new(Vec::new(), width, height, &colours).ok()?;
    let first = read.read_next_frame().ok()??.clone();
    // Known once the first frame is.
    writer.set_repeat(read.repeat()).ok()?;
    writer.write_lzw_pre_encoded_frame(&first).ok()?;
    while let Some(frame) = read.read_next_frame().ok()? {
        writer.write_lzw_pre_encoded_frame(frame).ok()?;
    }
    Some(writer.into_inner().ok()?.into())
}

/// Frames within a screen of bounded size: room is made for them before they are read.
fn open<R: Read>(content: R) -> Option<Decoder<R>> {
    let mut options = DecodeOptions::new();
    options.skip_frame_decoding(true);
    options.check_frame_consistency(true);
    let read = options.read_info(content).ok()?;
    let points = u32::from(read.width()) * u32::from(read.height());
    (points <= LARGEST_SCREEN).then_some(read)
}

/// Goes through the blocks itself, since whoever wrote them is the one to be checked.
pub fn is_bare(content: &Bytes) -> bool {
    after_head(content).and_then(blocks) == Some(())
}

fn after_head(content: &[u8]) -> Option<&[u8]> {
    let (head, rest) = content.split_at_checked(13)?;
    head.starts_with(b"GIF89a").then_some(())?;
    after_colours(*head.get(10)?, rest)
}

/// Nothing but frames, what is said of them, and the end.
fn blocks(mut rest: &[u8]) -> Option<()> {
    let mut frames = 0_usize;
    loop {
        let (kind, behind) = rest.split_first()?;
        rest = match kind {
            0x21 => extension(behind)?,
            0x2c => {
                frames += 1;
                frame(behind)?
            }
            0x3b => return (behind.is_empty() && frames > 0).then_some(()),
            _ => return None,
        };
    }
}

fn extension(rest: &[u8]) -> Option<&[u8]> {
    // Four bytes, or two numbers of one, and an empty block.
    let known = [(SHOWN, 4), (REPEATS, 2)];
    let (head, room) = known.iter().find(|(head, _)| rest.starts_with(head))?;
    let (_, behind) = rest.split_at_checked(head.len() + room)?;
    behind.strip_prefix(&[0])
}

fn frame(rest: &[u8]) -> Option<&[u8]> {
    let (head, rest) = rest.split_at_checked(9)?;
    let (_, mut rest) = after_colours(*head.get(8)?, rest)?.split_first()?;
    loop {
        let (length, behind) = rest.split_first()?;
        rest = behind.get(usize::from(*length)..)?;
        if *length == 0 {
            return Some(rest);
        }
    }
}

/// Behind the table of colours, where there is one.
fn after_colours(flags: u8, rest: &[u8]) -> Option<&[u8]> {
    match flags & 0x80 {
        0 => Some(rest),
        _ => rest.get(3 << ((flags & 7) + 1)..),
    }
}
