//! Sounds on the telephone: what a person says into a recording, and what a `<Play>` brings back.
//!
//! Everything is 8 kHz, 16 bit, mono, as the provider stores recordings. A person may give words instead of a sound:
//! they last as long as a voice would take, are heard as a murmur, and stand in the file's own comment, so that
//! whoever plays the file later can show or speak them.

mod murmur;
mod wav;

use std::sync::Arc;

pub(crate) use wav::facts;

/// Samples per second of every sound made here.
pub(crate) const RATE: u32 = 8000;
/// The longest sound that a phone takes, in seconds.
const LONGEST: u32 = 900;
/// How many characters a voice speaks in a second.
const CHARACTERS_PER_SECOND: usize = 15;

/// Seconds of speech: about 15 characters each, at least one.
pub(crate) fn spoken_seconds(words: &str) -> u32 {
    u32::try_from(words.chars().count().div_ceil(CHARACTERS_PER_SECOND))
        .unwrap_or(u32::MAX)
        .max(1)
}

/// Why bytes are not a sound that a telephone carries.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SoundError {
    /// It is no WAV file, or is cut off.
    #[error("this is not a whole WAV file: {0}")]
    NotWav(String),
    /// It is a WAV file in another form.
    #[error("the sound has {0}: send 8000 samples a second, 16 bit, one channel")]
    Form(String),
    /// There is nothing in it.
    #[error("the sound is empty: record something first")]
    Empty,
    /// It is longer than a phone takes.
    #[error("the sound is longer than 15 minutes: record a shorter one")]
    TooLong,
}

/// A recorded sound that a phone's human plays into a call.
#[derive(Clone, PartialEq, Eq)]
pub struct Sound {
    samples: Arc<[i16]>,
    words: Option<Arc<str>>,
}

impl std::fmt::Debug for Sound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sound({} samples)", self.samples.len())
    }
}

impl Sound {
    /// Reads a WAV file: 8 kHz, 16 bit, one channel, whole.
    ///
    /// # Errors
    /// It is none, is cut off, has another form, is empty, or lasts longer than 15 minutes.
    pub fn read(file: &[u8]) -> Result<Self, SoundError> {
        let facts = facts(file)?;
        let form = facts.spec;
        if form.sample_rate != RATE || form.bits_per_sample != 16 || form.channels != 1 {
            let (rate, bits, channels) = (form.sample_rate, form.bits_per_sample, form.channels);
            let form = format!("{rate} samples a second, {bits} bit, {channels} channels");
            return Err(SoundError::Form(form));
        }
        if facts.samples == 0 {
            return Err(SoundError::Empty);
        }
        if facts.samples > LONGEST * RATE {
            return Err(SoundError::TooLong);
        }
        let samples = wav::samples(file)?;
        Ok(Self {
            samples: samples.into(),
            words: facts.comment.map(Into::into),
        })
    }

    /// How long it plays, in seconds rounded up.
    pub fn seconds(&self) -> u32 {
        u32::try_from(self.samples.len().div_ceil(RATE as usize)).unwrap_or(u32::MAX)
    }
}

/// What somebody says into a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Something, for so many seconds.
    Something,
    /// These words.
    Words(Arc<str>),
    /// This sound.
    Sound(Sound),
}

impl Said {
    /// The words of it that fit into so many seconds: all, unless the speaker was cut short.
    pub fn words(&self, seconds: u32) -> Option<String> {
        let words = match self {
            Self::Something => return None,
            Self::Words(words) => words,
            Self::Sound(sound) => return sound.words.as_deref().map(str::to_owned),
        };
        let room = CHARACTERS_PER_SECOND * seconds as usize;
        if words.chars().count() <= room {
            return Some(words.to_string());
        }
        let fitting: String = words.chars().take(room).collect();
        let whole = fitting.rsplit_once(' ').map_or("", |(whole, _)| whole);
        Some(format!("{whole} ...").trim_start().to_owned())
    }
}

/// Something said, and where in a recording.
#[derive(Clone, Debug)]
pub(crate) struct Utterance {
    /// Seconds from the beginning of the recording.
    pub from: u32,
    /// For how long it was said in truth.
    pub seconds: u32,
    pub said: Said,
}

impl Utterance {
    /// Something said all the time, from the beginning.
    pub fn something(seconds: u32) -> Self {
        Self {
            from: 0,
            seconds,
            said: Said::Something,
        }
    }
}

/// The file of a recording: what was said in it, silence between, so many seconds in all. `grain` makes the murmur of
/// one recording differ from that of every other.
pub(crate) fn file(said: &[Utterance], seconds: u32, grain: &str) -> Vec<u8> {
    let mut samples = vec![0_i16; RATE as usize * seconds as usize];
    for one in said {
        let from = RATE as usize * one.from as usize;
        let room = samples.iter_mut().skip(from);
        let room = room.take(RATE as usize * one.seconds as usize);
        match &one.said {
            Said::Sound(sound) => {
                for (place, sample) in room.zip(sound.samples.iter()) {
                    *place = *sample;
                }
            }
            Said::Words(words) => murmur::of_words(room, words, grain),
            Said::Something => murmur::of_words(room, "", grain),
        }
    }
    wav::write(&samples, comment(said).as_deref())
}

/// The words of everything said, in their order.
pub(crate) fn comment(said: &[Utterance]) -> Option<String> {
    let words: Vec<String> = said
        .iter()
        .filter_map(|one| one.said.words(one.seconds))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests;
