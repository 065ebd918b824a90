//! A murmur in place of a voice: one soft tone a word, so that a recording sounds like someone speaking next door and
//! no two recordings have the same bytes.

use sha1::{Digest, Sha1};

use super::{CHARACTERS_PER_SECOND, RATE};

/// Words for somebody of whom only the length is known.
const UNKNOWN: &str = "so and then it was the same as on the other day but not quite ";
/// Pitches between these, in hertz.
const LOWEST: u32 = 110;
const RANGE: u32 = 90;
const LOUDEST: i32 = 5000;
/// Samples over which a word swells and fades.
const EDGE: usize = 320;

/// Fills the given samples with the murmur of these words.
pub(super) fn of_words<'a>(room: impl Iterator<Item = &'a mut i16>, words: &str, grain: &str) {
    let words = if words.is_empty() { UNKNOWN } else { words };
    let mut room = room.peekable();
    let mut voice = Voice::new(grain);
    let mut spoken = words.split_whitespace().cycle();
    while room.peek().is_some() {
        let Some(word) = spoken.next() else { return };
        let length = (word.chars().count() + 1) * RATE as usize / CHARACTERS_PER_SECOND;
        let pitch = voice.pitch();
        for (index, place) in room.by_ref().take(length).enumerate() {
            *place = voice.sample(index, length, pitch);
        }
    }
}

/// Where the voice is in its wave, and what makes it this voice.
struct Voice {
    state: u32,
    phase: u32,
}

impl Voice {
    fn new(grain: &str) -> Self {
        let digest = Sha1::digest(grain);
        let four = digest.first_chunk().copied().unwrap_or([1; 4]);
        Self {
            state: u32::from_le_bytes(four) | 1,
            phase: 0,
        }
    }

    /// The next of a sequence that looks like chance: Marsaglia's xorshift.
    fn next(&mut self) -> u32 {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 17;
        self.state ^= self.state << 5;
        self.state
    }

    fn pitch(&mut self) -> u32 {
        LOWEST + self.next() % RANGE
    }

    /// A triangle wave that swells and fades, with a breath of noise on it.
    fn sample(&mut self, index: usize, length: usize, pitch: u32) -> i16 {
        self.phase = (self.phase + pitch) % RATE;
        let half = (RATE / 2) as i32;
        let wave = (self.phase as i32 - half).abs() * 2 - half;
        let edge = index.min(length.saturating_sub(index)).min(EDGE) as i32;
        let tone = wave * (LOUDEST / 100) / (half / 100) * edge / EDGE as i32;
        let breath = (self.next() % 64) as i32 - 32;
        i16::try_from(tone + breath).unwrap_or(0)
    }
}
