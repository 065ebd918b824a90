//! Recordings: their metadata, and a small real sound file of the right length.

use chrono::{DateTime, Utc};

/// Samples per second of the files made here; one byte each.
const RATE: u32 = 8000;

/// A recording, as the REST API shows it.
#[derive(Clone, Debug)]
pub(crate) struct RecordingRecord {
    pub sid: String,
    pub call_sid: String,
    /// `processing`, `completed`, `absent` or `deleted`.
    pub status: &'static str,
    pub started: DateTime<Utc>,
    pub seconds: u32,
    pub channels: u32,
    /// `RecordVerb` or `DialVerb`.
    pub source: &'static str,
}

/// A WAV file: mono, 8 kHz, 8 bit, a soft tone of the given length (0 to 14400 seconds).
pub(crate) fn wav(seconds: u32) -> Vec<u8> {
    let samples = RATE * seconds.min(14_400);
    let mut file = Vec::with_capacity(44 + samples as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + samples).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    for half in [1_u16, 1] {
        file.extend_from_slice(&half.to_le_bytes());
    }
    file.extend_from_slice(&RATE.to_le_bytes());
    file.extend_from_slice(&RATE.to_le_bytes());
    for half in [1_u16, 8] {
        file.extend_from_slice(&half.to_le_bytes());
    }
    file.extend_from_slice(b"data");
    file.extend_from_slice(&samples.to_le_bytes());
    file.extend((0..samples).map(|i| if (i / 10) % 2 == 0 { 132_u8 } else { 124 }));
    file
}

/// How long a WAV file plays, in seconds rounded up; none if it is not one.
pub(crate) fn wav_seconds(file: &[u8]) -> Option<u32> {
    if file.get(..4)? != b"RIFF" || file.get(8..12)? != b"WAVE" {
        return None;
    }
    let bytes_per_second = u32::from_le_bytes(file.get(28..32)?.try_into().ok()?);
    let length = u32::try_from(file.len()).ok()?.saturating_sub(44);
    (bytes_per_second > 0).then(|| length.div_ceil(bytes_per_second))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_made_file_has_the_length_it_says() {
        assert_eq!(wav_seconds(&wav(7)), Some(7));
        assert_eq!(wav_seconds(b"ID3 not a wav file at all"), None);
    }
}
