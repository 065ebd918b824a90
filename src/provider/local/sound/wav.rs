//! WAV files: written with a comment, read with strictness. The samples are the library's business; the list of chunks,
//! which it skips, is walked here for the comment and for what is missing at the end.

use std::io::Cursor;

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

use super::{RATE, SoundError};

const SPEC: WavSpec = WavSpec {
    channels: 1,
    sample_rate: RATE,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

/// What a whole WAV file says of itself.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub spec: WavSpec,
    /// Samples of each channel.
    pub samples: u32,
    /// What stands in `LIST`/`INFO`/`ICMT`.
    pub comment: Option<String>,
}

impl Facts {
    /// How long it plays, in seconds rounded up.
    pub fn seconds(&self) -> u32 {
        self.samples.div_ceil(self.spec.sample_rate.max(1))
    }
}

fn broken(problem: impl std::fmt::Display) -> SoundError {
    SoundError::NotWav(problem.to_string())
}

/// Reads what a WAV file says of itself.
///
/// # Errors
/// It is none, or has not as many bytes as its header says.
pub(crate) fn facts(file: &[u8]) -> Result<Facts, SoundError> {
    let reader = WavReader::new(Cursor::new(file)).map_err(broken)?;
    let (spec, samples) = (reader.spec(), reader.duration());
    let said = u32_at(file, 4).map_or(0, |length| u64::from(length) + 8);
    if said != file.len() as u64 {
        let has = file.len();
        return Err(broken(format!(
            "its header says {said} bytes, it has {has}"
        )));
    }
    let comment = chunks(file.get(12..).unwrap_or_default())?
        .into_iter()
        .find_map(comment);
    Ok(Facts {
        spec,
        samples,
        comment,
    })
}

/// The samples of a file of the form that is written here.
pub(super) fn samples(file: &[u8]) -> Result<Vec<i16>, SoundError> {
    let mut reader = WavReader::new(Cursor::new(file)).map_err(broken)?;
    reader
        .samples::<i16>()
        .collect::<Result<_, _>>()
        .map_err(broken)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

/// A chunk's name, and what it holds.
type Chunk<'a> = (&'a [u8], &'a [u8]);

/// The chunks one after another, each with its name; odd ones are followed by a byte that counts for nothing.
fn chunks(mut rest: &[u8]) -> Result<Vec<Chunk<'_>>, SoundError> {
    let mut found = Vec::new();
    while !rest.is_empty() {
        let cut = || broken("a part of it is missing");
        let length = u32_at(rest, 4).ok_or_else(cut)? as usize;
        let name = rest.get(..4).ok_or_else(cut)?;
        let body = rest.get(8..8 + length).ok_or_else(cut)?;
        found.push((name, body));
        rest = rest.get(8 + length + length % 2..).unwrap_or_default();
    }
    Ok(found)
}

fn comment((name, body): Chunk<'_>) -> Option<String> {
    let inside = body.strip_prefix(b"INFO").filter(|_| name == b"LIST")?;
    let entries = chunks(inside).ok()?;
    let (_, words) = entries.into_iter().find(|(name, _)| *name == b"ICMT")?;
    let words = words.split(|byte| *byte == 0).next().unwrap_or_default();
    Some(String::from_utf8_lossy(words).into_owned())
}

/// A file with these samples and, if there is one, this comment behind them.
pub(super) fn write(samples: &[i16], comment: Option<&str>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::with_capacity(44 + samples.len() * 2));
    // Writing into memory fails only beyond the 4 GB that the format allows.
    drop(encode(&mut file, samples));
    let mut file = file.into_inner();
    if let Some(comment) = comment {
        file.extend(info(comment));
        let length = u32::try_from(file.len().saturating_sub(8)).unwrap_or(u32::MAX);
        if let Some(place) = file.get_mut(4..8) {
            place.copy_from_slice(&length.to_le_bytes());
        }
    }
    file
}

fn encode(file: &mut Cursor<Vec<u8>>, samples: &[i16]) -> hound::Result<()> {
    let mut writer = WavWriter::new(file, SPEC)?;
    for sample in samples {
        writer.write_sample(*sample)?;
    }
    writer.finalize()
}

fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut made = name.to_vec();
    made.extend(u32::try_from(body.len()).unwrap_or(0).to_le_bytes());
    made.extend(body);
    made.extend((body.len() % 2 == 1).then_some(0));
    made
}

fn info(comment: &str) -> Vec<u8> {
    let text = [comment.as_bytes(), &[0]].concat();
    chunk(b"LIST", &[&b"INFO"[..], &chunk(b"ICMT", &text)].concat())
}
