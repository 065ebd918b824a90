//! Every way to read a folded text as digits: steps from one place of it to a later one.
//!
//! Where a spelling is open ("dix sept" is 17 and 10 7, an O may be a letter or a zero) each reading is a step of its own;
//! so nothing has to be guessed. Steps come in an order in which they can be followed from left to right.

use super::evidence::{is_look_alike, look_alike};
use super::fold::{BAR, BREAK, Sign, is_figure, is_letter};
use super::words::{Meaning, words_at};

/// From one place of the text to a later one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Before this sign.
    pub from: usize,
    /// Before that one.
    pub to: usize,
    /// What lies between.
    pub says: Says,
}

/// What stands between two places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// A separator, or a word that joins.
    Nothing,
    /// A word that is no number.
    Word,
    /// At most four digits, as a decimal number with so many places.
    Digits { value: u16, places: u8 },
}

/// The fewest letters of a word that is read within other letters too; shorter ones only after another word.
pub const SHORTEST: usize = 3;

/// All steps of a text.
pub fn read(signs: &[Sign]) -> Vec<Step> {
    let mut reader = Reader {
        signs,
        steps: Vec::with_capacity(signs.len()),
    };
    let mut at = 0;
    for token in signs.chunk_by(|a, b| (*a == BREAK) == (*b == BREAK)) {
        match token.first() {
            Some(&BREAK) => reader.push(at, at + token.len(), Says::Nothing),
            _ => reader.token(token, at),
        }
        at += token.len();
    }
    reader.steps
}

struct Reader<'t> {
    signs: &'t [Sign],
    steps: Vec<Step>,
}

impl Reader<'_> {
    /// Figures and letters without a break between them.
    fn token(&mut self, token: &[Sign], start: usize) {
        let look_alikes = is_look_alike(token);
        let mut at = start;
        for part in token.chunk_by(|a, b| is_letter(*a) && is_letter(*b)) {
            match part {
                [figure] if is_figure(*figure) => self.figure(*figure, at),
                letters => self.letters(letters, at, look_alikes),
            }
            at += part.len();
        }
    }

    fn figure(&mut self, figure: u8, at: usize) {
        self.digits(at, at + 1, u16::from(figure), 1);
        self.count(figure, at, at + 1);
    }

    /// Letters without anything between them. They are passed over as a word, unless they can only be a number.
    fn letters(&mut self, letters: &[Sign], start: usize, look_alikes: bool) {
        let end = start + letters.len();
        let mut places = vec![Reached::Nowhere; letters.len() + 1];
        mark(&mut places, 0, Reached::Surely);
        for (offset, sign) in letters.iter().enumerate() {
            let at = start + offset;
            let reached = places.get(offset).copied().unwrap_or(Reached::Nowhere);
            if let Some(digit) = look_alike(*sign).filter(|_| look_alikes) {
                self.digits(at, at + 1, u16::from(digit), 1);
            }
            if *sign == BAR {
                self.push(at, at + 1, Says::Nothing);
                mark(&mut places, offset + 1, reached.max(Reached::Perhaps));
            }
            for (after, meaning) in words_at(self.signs, at) {
                // Else every O within a word would be a zero.
                if reached == Reached::Nowhere && after - at < SHORTEST {
                    continue;
                }
                self.word(meaning, at, after);
                let now = match is_certain(meaning) {
                    true => reached.max(Reached::Perhaps),
                    false => Reached::Perhaps,
                };
                mark(&mut places, after - start, now);
            }
        }
        if places.last() != Some(&Reached::Surely) {
            self.push(start, end, Says::Word);
        }
    }

    fn word(&mut self, meaning: Meaning, at: usize, after: usize) {
        let mut says = |value, places| self.digits(at, after, value, places);
        match meaning {
            Meaning::Unit(digit) | Meaning::Maybe(digit) => {
                says(digit.into(), 1);
                self.count(digit, at, after);
            }
            Meaning::Units(digit) => says(digit.into(), 1),
            Meaning::Pair(pair) | Meaning::MaybePair(pair) => says(pair.into(), 2),
            Meaning::Tens(ten) => {
                rounded(ten, 1, &mut says);
                self.tens(ten, at, after);
            }
            Meaning::Hundreds(hundred) => {
                (0..3).for_each(|zeros| rounded(hundred, zeros, &mut says))
            }
            Meaning::Hundred => (0..3).for_each(|zeros| {
                says(0, zeros);
                rounded(1, zeros, &mut says);
            }),
            Meaning::Thousand => (0..4).for_each(|zeros| {
                says(0, zeros);
                rounded(1, zeros, &mut says);
            }),
            Meaning::Times(count) => self.counted(count, at, after),
            Meaning::Link => self.push(at, after, Says::Nothing),
            Meaning::TimesOf | Meaning::Article => {}
        }
    }

    /// "two sevens", "deux fois sept", "2 x 0": what a small number may count.
    fn count(&mut self, count: u8, at: usize, after: usize) {
        if !(2..=4).contains(&count) {
            return;
        }
        for (after, meaning) in words_at(self.signs, self.past_break(after)) {
            match meaning {
                Meaning::Units(digit) => self.repeated(digit, count, at, after),
                Meaning::TimesOf => self.counted(count, at, after),
                _ => {}
            }
        }
    }

    /// "seventy-seven", "setenta y siete": the unit that a ten waits for.
    fn tens(&mut self, ten: u8, at: usize, after: usize) {
        for (unit, end) in self.units_after(after, Meaning::Link) {
            if unit > 0 {
                self.digits(at, end, u16::from(ten * 10 + unit), 2);
            }
        }
    }

    /// "double seven", "zweimal die 0": the digit after a count.
    fn counted(&mut self, count: u8, at: usize, after: usize) {
        for (digit, end) in self.units_after(after, Meaning::Article) {
            self.repeated(digit, count, at, end);
        }
    }

    /// The digits that may stand next, alone or after one small word, with the places after them.
    fn units_after(&self, after: usize, small: Meaning) -> Vec<(u8, usize)> {
        let next = self.past_break(after);
        let words = words_at(self.signs, next);
        let small = words.iter().filter(|(_, meaning)| *meaning == small);
        let mut places: Vec<usize> = small.map(|(end, _)| self.past_break(*end)).collect();
        places.push(next);
        let mut units = Vec::new();
        for place in places {
            units.extend(self.figure_at(place).map(|figure| (figure, place + 1)));
            let words = words_at(self.signs, place);
            units.extend(words.iter().filter_map(|(end, meaning)| match meaning {
                Meaning::Unit(digit) | Meaning::Maybe(digit) | Meaning::Units(digit) => {
                    Some((*digit, *end))
                }
                _ => None,
            }));
        }
        units
    }

    fn repeated(&mut self, digit: u8, count: u8, at: usize, after: usize) {
        let value = (0..count).fold(0, |value, _| value * 10 + u16::from(digit));
        self.digits(at, after, value, count);
    }

    /// A figure, or a letter that stands alone and looks like one.
    fn figure_at(&self, at: usize) -> Option<u8> {
        let sign = *self.signs.get(at)?;
        if is_figure(sign) {
            return Some(sign);
        }
        let stands_alone = self.signs.get(at + 1).is_none_or(|next| !is_letter(*next));
        look_alike(sign).filter(|_| stands_alone && is_look_alike(&[sign]))
    }

    fn past_break(&self, at: usize) -> usize {
        at + usize::from(self.signs.get(at) == Some(&BREAK))
    }

    fn digits(&mut self, from: usize, to: usize, value: u16, places: u8) {
        let says = match places {
            0 => Says::Nothing,
            _ => Says::Digits { value, places },
        };
        self.push(from, to, says);
    }

    fn push(&mut self, from: usize, to: usize, says: Says) {
        self.steps.push(Step { from, to, says });
    }
}

/// How far number words lead from the first of some letters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    /// No word ends here.
    Nowhere,
    /// A word ends here that may be an ordinary one, or that begins within another.
    Perhaps,
    /// From the first letter to here these can only be number words.
    Surely,
}

fn mark(places: &mut [Reached], at: usize, reached: Reached) {
    if let Some(place) = places.get_mut(at) {
        *place = reached.max(*place);
    }
}

/// A digit with so many zeros behind it.
fn rounded(digit: u8, zeros: u8, says: &mut impl FnMut(u16, u8)) {
    says(u16::from(digit) * 10u16.pow(zeros.into()), zeros + 1);
}

/// Whether the word can't be passed over as an ordinary one.
fn is_certain(meaning: Meaning) -> bool {
    match meaning {
        Meaning::Unit(_) | Meaning::Units(_) | Meaning::Tens(_) | Meaning::Pair(_) => true,
        Meaning::Hundreds(_) | Meaning::Hundred | Meaning::Thousand | Meaning::Link => true,
        Meaning::Maybe(_) | Meaning::MaybePair(_) | Meaning::Times(_) => false,
        Meaning::TimesOf | Meaning::Article => false,
    }
}
