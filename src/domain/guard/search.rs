//! Many numbers looked for at once, along every reading of a text, in one pass: the Shift-And algorithm (Baeza-Yates and
//! Gonnet, 1992), with a state for each place of the text instead of a single one.

use super::readings::{Says, Step};

/// How many ordinary words in a row may stand between two digits of one number.
pub const WORDS_BETWEEN: usize = 5;

/// As many numbers as fit into one machine word, a bit for each of their digits.
pub struct Pack {
    /// For each digit: the bits where it stands.
    stands: [SoFar; 10],
    /// The bits of first digits.
    first: SoFar,
    /// The bits of last digits.
    last: SoFar,
    /// How many bits are taken.
    taken: u32,
}

/// A set of bits: for each, whether some reading has brought its number up to this digit.
type SoFar = u128;

/// What is known before a place of the text: [`SoFar`] for each count of ordinary words since the last digit.
type State = [SoFar; WORDS_BETWEEN + 1];

impl Pack {
    /// Packs numbers, given as their digits (1 to 128 of them).
    pub fn all(numbers: &[Vec<u8>]) -> Vec<Pack> {
        let mut packs: Vec<Pack> = Vec::new();
        for number in numbers {
            let length = u32::try_from(number.len()).unwrap_or(u32::MAX);
            match packs.last_mut() {
                Some(pack) if pack.taken.saturating_add(length) <= u128::BITS => pack.add(number),
                _ => {
                    let mut pack = Pack::empty();
                    pack.add(number);
                    packs.push(pack);
                }
            }
        }
        packs
    }

    fn empty() -> Self {
        Pack {
            stands: [0; 10],
            first: 0,
            last: 0,
            taken: 0,
        }
    }

    fn add(&mut self, number: &[u8]) {
        let start = self.taken;
        for digit in number {
            let bit = 1u128.checked_shl(self.taken).unwrap_or(0);
            if let Some(stands) = self.stands.get_mut(usize::from(*digit)) {
                *stands |= bit;
            }
            self.taken += 1;
        }
        self.first |= 1u128.checked_shl(start).unwrap_or(0);
        self.last |= 1u128.checked_shl(self.taken.saturating_sub(1)).unwrap_or(0);
    }

    /// Whether one of the numbers stands in a text of so many signs, in some reading.
    pub fn stands_in(&self, steps: &[Step], signs: usize) -> bool {
        let mut states: Vec<State> = vec![[0; WORDS_BETWEEN + 1]; signs + 1];
        steps.iter().any(|step| {
            let from = states.get(step.from).copied();
            let (Some(from), Some(to)) = (from, states.get_mut(step.to)) else {
                return false;
            };
            match step.says {
                Says::Nothing => join(to, from),
                Says::Word => join(to.iter_mut().skip(1), from),
                Says::Digits { value, places } => {
                    let before = from.into_iter().fold(0, |all, so_far| all | so_far);
                    let (so_far, is_complete) = self.read(before, value, places);
                    join(to, [so_far]);
                    return is_complete;
                }
            }
            false
        })
    }

    /// Reads some digits: how far they bring the numbers, and whether one was complete at any of them.
    fn read(&self, mut so_far: SoFar, value: u16, places: u8) -> (SoFar, bool) {
        let mut is_complete = false;
        for place in (0..places).rev() {
            let digit = value / 10u16.saturating_pow(place.into()) % 10;
            let stands = self.stands.get(usize::from(digit)).unwrap_or(&0);
            so_far = ((so_far << 1) | self.first) & stands;
            is_complete |= so_far & self.last != 0;
        }
        (so_far, is_complete)
    }
}

/// Adds what is known on one way to what is known on others.
fn join<'s>(to: impl IntoIterator<Item = &'s mut SoFar>, from: impl IntoIterator<Item = SoFar>) {
    for (to, from) in to.into_iter().zip(from) {
        *to |= from;
    }
}
