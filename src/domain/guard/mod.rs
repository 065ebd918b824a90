//! The guard at the exit: whatever goes to a patient is searched for the numbers that nobody may learn.
//!
//! A number is recognised by its last nine significant digits (all of them where the country has fewer), so that the
//! international form, the `00` prefix, the trunk zero and the bare national number are all the same to it. It knows
//! nothing of where a text came from, and it holds digits alone, which it never gives away.
//!
//! **What is a digit:** figures of every script and shape; the number words of English, French, German and Spanish,
//! with and without accents, single ("oh", "sieben"), in pairs ("quatre-vingt-dix-huit", "siebenundsiebzig"), in
//! hundreds and thousands ("9 hundred"), counted ("double seven", "deux fois zéro", "two sevens"); O, l and I (and S, B, Z
//! beside figures) where all letters that stand together could be figures. A spelling that can be read in several ways
//! is read in all of them.
//!
//! **What connects:** separators and invisible characters of any kind and number, "and", "et", "und" and "y", and up to
//! [`WORDS_BETWEEN`] other words in a row, whatever they are. A number of nine digits is not met by chance (once in a
//! billion), so being generous here stops the clinician who writes "07700, then 900 and at the end 123" and hardly
//! ever anybody else.
//!
//! **What splits:** another digit that can't be passed over, and a longer row of words. Figures and clear number words are
//! never passed over; else a text full of doses would hold every number.
//!
//! **It fails closed:** what is too long to be searched, wrapped in more layers of encoding than anybody has a reason
//! for, or shown in another order than it is stored in, counts as found.
//!
//! The work is linear in the text's length; [`evidence`] ends it early for ordinary texts.

mod decode;
mod digits;
mod evidence;
mod fold;
mod number;
mod readings;
mod search;
#[cfg(test)]
mod tests;
mod words;

use std::borrow::Cow;

use super::practice::{Clinician, Clinicians};
use search::Pack;
#[cfg(doc)]
use search::WORDS_BETWEEN;

/// The longest text that is searched, in bytes. Texts have at most 1,600 characters, documents a few thousand.
const LONGEST: usize = 64 * 1024;

/// How many layers of encoding are taken off. A link within a link has two.
const LAYERS: usize = 3;

/// Finds clinicians' numbers in a text. Has no `Debug`: it holds their digits.
pub struct Guard {
    packs: Vec<Pack>,
}

impl Guard {
    /// Takes every number of every clinician.
    pub fn new(clinicians: &Clinicians) -> Self {
        let phones = clinicians.iter().flat_map(Clinician::all_phones);
        Guard::of(phones.map(|phone| phone.number.guarded_digits()))
    }

    fn of(numbers: impl Iterator<Item = u64>) -> Self {
        let mut ends: Vec<Vec<u8>> = numbers.map(number::end).collect();
        ends.sort_unstable();
        ends.dedup();
        Guard {
            packs: Pack::all(&ends),
        }
    }

    /// Whether a clinician's number stands in the text, in any usual spelling, plain or inside a link or a page; or
    /// whether it is a text that can't be searched.
    pub fn finds(&self, text: &str) -> bool {
        if self.packs.is_empty() {
            return false;
        }
        if text.len() > LONGEST {
            return true;
        }
        let mut view = Cow::Borrowed(text);
        for _ in 0..=LAYERS {
            if self.finds_in(&view) {
                return true;
            }
            match decode::decode(&view) {
                Some(plain) => view = Cow::Owned(plain),
                None => return false,
            }
        }
        true
    }

    fn finds_in(&self, text: &str) -> bool {
        let signs = fold::fold(text);
        if !evidence::is_enough(&signs) {
            return false;
        }
        if fold::is_shown_backwards(text) {
            return true;
        }
        let steps = readings::read(&signs);
        self.packs
            .iter()
            .any(|pack| pack.stands_in(&steps, signs.len()))
    }
}
