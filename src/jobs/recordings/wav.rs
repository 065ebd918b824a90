//! Whether a recording is all there: what its header says of its size, and what the provider announced of its length,
//! held against what has come. Two witnesses, since a transfer that breaks off is not always noticed by its transport,
//! and what is taken for whole is deleted at the provider.

use std::fmt;

/// The header ends within so many bytes; what has none by then is no recording.
const LONGEST_HEAD: usize = 64 * 1024;

/// The announced seconds are whole ones, and silence at the ends may or may not be counted.
const TOLERANCE: f64 = 2.0;

/// Sizes from here on are what a program writes that does not know the size yet.
const UNKNOWN: u32 = 0x7fff_0000;

/// `RIFF`, the size, `WAVE`.
const FRONT: usize = 12;

/// Measures a WAV file while it comes, piece by piece.
#[derive(Default)]
pub struct Measure {
    bytes: u64,
    /// The beginning, until the sound begins.
    head: Vec<u8>,
    header: Option<Header>,
}

/// What stands in front of the sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Header {
    /// The size of the whole file, where it is known.
    file: Option<u64>,
    /// Of a second of sound.
    bytes_a_second: u32,
    /// Where the sound begins.
    begins: u64,
    /// How much of it there is, where it is known.
    sound: Option<u64>,
}

/// What a file was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// All there.
    Whole {
        /// Its length, rounded.
        seconds: u32,
    },
    /// Nothing is missing of which one knows, but the two witnesses do not agree.
    Doubtful {
        /// Its length, rounded.
        seconds: u32,
        /// What is odd.
        why: Fault,
    },
    /// Something is missing, or it is no recording at all.
    Incomplete(Fault),
}

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not a single byte.
    Nothing,
    /// A page, or anything else.
    NoSound,
    /// Less has come than the header says.
    Truncated,
    /// More has come than the header says.
    Longer,
    /// The header says no size, and no length was announced.
    Unsized,
    /// It does not last as long as was announced.
    OtherLength,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Nothing => "the file is empty",
            Fault::NoSound => "what came is no WAV file",
            Fault::Truncated => "less came than the file's header says",
            Fault::Longer => "more came than the file's header says",
            Fault::Unsized => "neither the header nor the announcement says how long it is",
            Fault::OtherLength => "its length is not the announced one",
        })
    }
}

impl Measure {
    /// The next piece of the file.
    pub fn take(&mut self, piece: &[u8]) {
        self.bytes = self.bytes.saturating_add(piece.len() as u64);
        if self.header.is_some() || self.head.len() > LONGEST_HEAD {
            return;
        }
        self.head.extend_from_slice(piece);
        self.header = header(&self.head);
        if self.header.is_some() {
            self.head = Vec::new();
        }
    }

    /// How many bytes have come.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// What the file is, now that it has come to its end. `announced`: its seconds, as the provider says.
    pub fn verdict(&self, announced: Option<u32>) -> Verdict {
        let Some(header) = self.header else {
            return Verdict::Incomplete(match self.bytes {
                0 => Fault::Nothing,
                _ => Fault::NoSound,
            });
        };
        let came = self.bytes.saturating_sub(header.begins);
        let sound = header.sound.map_or(came, |sound| sound.min(came));
        let lasts = sound as f64 / f64::from(header.bytes_a_second);
        let fits = announced.map(|seconds| (lasts - f64::from(seconds)).abs() <= TOLERANCE);
        let seconds = rounded(lasts);
        let doubtful = |why| Verdict::Doubtful { seconds, why };
        match (header.fault(self.bytes, came), fits) {
            (Some(Fault::Longer), Some(true)) => doubtful(Fault::Longer),
            (Some(Fault::Unsized), Some(true)) | (None, None | Some(true)) => {
                Verdict::Whole { seconds }
            }
            (Some(Fault::Unsized), None) => doubtful(Fault::Unsized),
            (None, Some(false)) => doubtful(Fault::OtherLength),
            (Some(Fault::Unsized), Some(false)) => Verdict::Incomplete(Fault::OtherLength),
            (Some(fault), _) => Verdict::Incomplete(fault),
        }
    }
}

impl Header {
    /// What it says against a file of so many bytes, so many of them behind it.
    fn fault(&self, bytes: u64, came: u64) -> Option<Fault> {
        let Some(sound) = self.sound else {
            return Some(Fault::Unsized);
        };
        // A chunk of an odd size is followed by a byte that does not count.
        let end = self.file.unwrap_or(self.begins + sound);
        if came < sound || bytes + 1 < end {
            Some(Fault::Truncated)
        } else if bytes > end + 1 {
            Some(Fault::Longer)
        } else {
            None
        }
    }
}

/// Reads the chunks up to the sound; `None`: it does not begin here, or not yet.
fn header(head: &[u8]) -> Option<Header> {
    if head.get(..4)? != b"RIFF" || head.get(8..FRONT)? != b"WAVE" {
        return None;
    }
    let size_at = |at: usize| -> Option<u32> {
        let bytes = head.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let file = known(size_at(4)?).map(|rest| rest + 8);
    let mut bytes_a_second = None;
    let mut at = FRONT;
    loop {
        let (name, size) = (head.get(at..at + 4)?, size_at(at + 4)?);
        let content = at + 8;
        match name {
            b"fmt " => bytes_a_second = size_at(content + 8).filter(|rate| *rate > 0),
            b"data" => {
                return Some(Header {
                    file,
                    bytes_a_second: bytes_a_second?,
                    begins: content as u64,
                    // One that writes as it goes leaves nothing here; that a file has no sound shows in its own size.
                    sound: match (size, file) {
                        (0, Some(file)) if file <= content as u64 + 1 => Some(0),
                        (0, _) => None,
                        (size, _) => known(size),
                    },
                });
            }
            _ => {}
        }
        let size = usize::try_from(size).ok()?;
        at = content.checked_add(size)?.checked_add(size & 1)?;
    }
}

fn known(size: u32) -> Option<u64> {
    (size < UNKNOWN && size > 0).then(|| u64::from(size))
}

fn rounded(seconds: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a conversion saturates, and no length is negative"
    )]
    let rounded = seconds.round() as u32;
    rounded
}

#[cfg(test)]
mod tests;
