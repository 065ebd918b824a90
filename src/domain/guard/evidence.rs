//! Whether a text can hold a number at all: most texts can't, and are done with after this.

use super::fold::{BAR, BREAK, Sign, is_figure, is_letter};
use super::number::FEWEST;
use super::readings::SHORTEST;
use super::words::{Meaning, words_at};

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
    let letters = token.split(|sign| !is_letter(*sign) || *sign == BAR);
    figures + look_alikes + letters.map(by_words).sum::<usize>()
}

fn by_words(letters: &[Sign]) -> usize {
    let mut digits = 0;
    // Bit by bit the places from here on that another word leads to, as the beginning is: short words count only there, else
    // every O would. A word that joins leads on too, though it adds nothing itself.
    let mut reached: u64 = 1;
    for at in 0..letters.len() {
        let mut most = 0;
        for (after, meaning) in words_at(letters, at) {
            let length = after - at;
            if length < SHORTEST && reached & 1 == 0 {
                continue;
            }
            let shift = u32::try_from(length).unwrap_or(u32::MAX);
            reached |= 1_u64.checked_shl(shift).unwrap_or_default();
            most = most.max(match meaning {
                Meaning::Article | Meaning::Link => 0,
                _ if length < SHORTEST => PER_SHORT_WORD,
                _ => PER_WORD,
            });
        }
        digits += most;
        reached >>= 1;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::super::fold::fold;
    use super::super::readings::{Says, Step, read};
    use super::*;

    /// The most digits that any reading has.
    fn longest(steps: &[Step], signs: usize) -> usize {
        let mut digits = vec![0; signs + 1];
        for Step { from, to, says } in steps {
            let more = match says {
                Says::Digits { places, .. } => usize::from(*places),
                Says::Nothing | Says::Word => 0,
            };
            digits[*to] = digits[*to].max(digits[*from] + more);
        }
        digits.into_iter().max().unwrap_or_default()
    }

    #[test]
    fn ordinary_prose_is_done_with_at_once() {
        for text in [
            "",
            "Please keep the leg up and come in if it gets any worse; I will look at it on Monday.",
            "Merci pour votre message, je vous rappelle demain matin.",
            "Room 12 at 9:30",
        ] {
            assert!(!is_enough(&fold(text)), "{text}");
        }
    }

    const PIECES: [&str; 35] = [
        "o",
        "oh",
        "un",
        "I",
        "l",
        "x",
        "4x7",
        "4 x 7",
        "3 veces o",
        "four fois 0",
        "2 sevens",
        "un un",
        "one",
        "hundred",
        "thousand",
        "quadruple",
        "quadruple the 7",
        "viermal",
        "siebenundsiebzig",
        "quatre-vingt-onze",
        "veintidós",
        "novecientos",
        "a",
        "the",
        "und",
        "7",
        "O7",
        "lOl",
        "5S",
        "B|Z",
        "a|o",
        "|oh|",
        "9l",
        "word",
        "ooo",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn no_text_is_passed_by_that_has_a_reading_of_enough_digits(
            pieces in prop::collection::vec((select(PIECES.to_vec()), select(vec!["", " ", "-"])), 0..7),
        ) {
            let text: String = pieces.into_iter().flat_map(|(piece, between)| [piece, between]).collect();
            let signs = fold(&text);
            let digits = longest(&read(&signs), signs.len());
            prop_assert!(digits < FEWEST || is_enough(&signs), "{digits}: {text}");
        }
    }
}
