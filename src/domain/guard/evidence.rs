//! Whether a text can hold a number at all: most texts can't, and are done with after this.

use super::fold::{BAR, BREAK, Sign, is_figure, is_letter};
use super::number::FEWEST;
use super::words::length_at;

/// The most digits that one number word adds: "quadruple" before a digit, "thousand" alone.
const PER_WORD: usize = 4;

/// The same for words of one or two letters ("oh", "un", "x" after a count).
const PER_SHORT_WORD: usize = 2;

/// Whether figures, number words and look-alikes together could be as many digits as the shortest number has.
pub fn is_enough(signs: &[Sign]) -> bool {
    let mut digits = 0;
    signs.split(|sign| *sign == BREAK).any(|token| {
        digits += at_most(token);
        digits >= FEWEST
    })
}

/// At least as many digits as can be read in figures and letters that stand together.
fn at_most(token: &[Sign]) -> usize {
    let figures = token.iter().filter(|sign| is_figure(**sign)).count();
    if figures == token.len() {
        return figures;
    }
    let look_alikes = match is_look_alike(token) {
        true => token.len() - figures,
        false => 0,
    };
    let letters = token.split(|sign| !is_letter(*sign));
    figures + look_alikes + letters.map(by_words).sum::<usize>()
}

fn by_words(letters: &[Sign]) -> usize {
    let mut digits = 0;
    // Short words count where nothing or another word stands before them; else every O would.
    let mut next = 0;
    for at in 0..letters.len() {
        match length_at(letters, at) {
            0 => {}
            length @ 1..3 => {
                if at == next {
                    digits += PER_SHORT_WORD;
                    next = at + length;
                }
            }
            length => {
                digits += PER_WORD;
                next = at + length;
            }
        }
    }
    digits
}

/// Whether every letter of the token looks like a figure, so that it may stand for one: "9OOl23", "OO". Without any figure
/// beside them only O, l and I count, which are typed for 0 and 1 by habit.
pub fn is_look_alike(token: &[Sign]) -> bool {
    let by_habit = |sign: Sign| matches!(sign, b'o' | b'l' | b'i');
    match token.iter().any(|sign| is_figure(*sign)) {
        true => token
            .iter()
            .all(|sign| is_figure(*sign) || look_alike(*sign).is_some()),
        false => token.iter().all(|sign| by_habit(*sign)),
    }
}

/// The figure that a letter looks like.
pub fn look_alike(sign: Sign) -> Option<u8> {
    match sign {
        b'o' => Some(0),
        b'i' | b'l' | BAR => Some(1),
        b'z' => Some(2),
        b's' => Some(5),
        b'b' => Some(8),
        _ => None,
    }
}
