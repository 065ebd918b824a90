//! The number words of the supported languages, and how they are found in a text.

mod english;
mod french;
mod german;
mod spanish;
mod trie;

use std::sync::LazyLock;

use super::fold::is_letter;
use trie::Trie;

/// What a word says about a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One digit.
    Unit(u8),
    /// One digit, but the word is an ordinary one too ("one", "oh", "neuf", "once"): it may also say nothing.
    Maybe(u8),
    /// Several of one digit, if a count stands before it: "two sevens", "deux zéros".
    Units(u8),
    /// 20, 30 ... 90, given as 2 to 9: whole, or as the first digit of what follows ("seventy", "seven").
    Tens(u8),
    /// 10 to 99, whole.
    Pair(u8),
    /// 10 to 99, but the word is an ordinary one too.
    MaybePair(u8),
    /// 100, 200 ... 900, given as 1 to 9: whole, or with what follows in place of its zeros.
    Hundreds(u8),
    /// "hundred", after a digit or alone.
    Hundred,
    /// "thousand", after digits or alone.
    Thousand,
    /// The digit that follows stands so many times: "double", "zweimal".
    Times(u8),
    /// After a count: "times", "fois", "mal", "veces".
    TimesOf,
    /// May stand before the digit that is counted: "the", "die", "le".
    Article,
    /// Joins parts of a word that is written in one: "und", "and", "et", "y".
    Link,
}

/// Between the parts of an entry: the parts stand together, apart, or with a hyphen.
const JOINT: u8 = b'|';

/// No word is longer, written in one.
const LONGEST: usize = 32;

/// An entry: Latin letters in lower case without accents, parts joined by [`JOINT`].
type Entry = (&'static str, Meaning);

static WORDS: LazyLock<Trie> = LazyLock::new(|| {
    let mut trie = Trie::new();
    for (word, meaning) in all() {
        trie.insert(&word, meaning);
    }
    trie
});

/// The words that begin at this place, each with the place after it. "vierzig" is no "vier" and "uno" no "un": in letters
/// without a break a longer word may hide the shorter ones that it begins with.
pub fn words_at(signs: &[u8], at: usize) -> Vec<(usize, Meaning)> {
    let mut found = Vec::new();
    WORDS.matches(signs, at, &mut found);
    if found.len() > 1 {
        let ahead = signs.iter().skip(at).take(LONGEST);
        let letters = ahead.take_while(|sign| is_letter(**sign));
        let unbroken = at + letters.count();
        let within = found.iter().filter(|(end, _)| *end <= unbroken);
        let hidden = within
            .map(|(end, meaning)| hides_below(at, *end, *meaning))
            .max();
        found.retain(|(end, _)| Some(*end) >= hidden);
    }
    found
}

/// A word hides those that begin with it and end before this place. One of two digits or more hides all of them; one of a
/// single digit only "o", "oh" and "un": "eins" may also be the beginning of "einsieben".
fn hides_below(at: usize, end: usize, meaning: Meaning) -> usize {
    match meaning {
        Meaning::Tens(_) | Meaning::Pair(_) | Meaning::MaybePair(_) | Meaning::Hundreds(_) => end,
        Meaning::Unit(_) | Meaning::Maybe(_) => end.min(at + 3),
        _ => at,
    }
}

fn all() -> impl Iterator<Item = (String, Meaning)> {
    let plain = [english::WORDS, french::WORDS, german::WORDS, spanish::WORDS];
    let plain = plain.into_iter().flatten();
    plain
        .map(|(word, meaning)| ((*word).to_owned(), *meaning))
        .chain(german::reversed_pairs())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::fold::fold;
    use super::*;

    #[test]
    fn a_word_means_the_same_in_every_language() {
        let mut known = HashMap::new();
        for (word, meaning) in all() {
            let before = known.insert(word.clone(), meaning);
            assert!(before.is_none_or(|before| before == meaning), "{word}");
        }
    }

    #[test]
    fn entries_are_written_as_texts_are_folded() {
        for (word, _) in all() {
            let plain = word.bytes().all(|b| b.is_ascii_lowercase() || b == JOINT);
            assert!(word.len() <= LONGEST, "{word}");
            assert!(
                plain && !word.starts_with('|') && !word.ends_with('|'),
                "{word}"
            );
        }
    }

    #[test]
    fn parts_may_stand_together_apart_or_with_a_hyphen() {
        for text in ["quatre-vingts", "Quatre vingts", "quatrevingts"] {
            let signs = fold(text);
            let found = words_at(&signs, 0);
            assert!(
                found.contains(&(signs.len(), Meaning::Tens(8))),
                "{text} {found:?}"
            );
        }
    }

    #[test]
    fn a_number_word_hides_those_it_begins_with() {
        let count = |text| words_at(&fold(text), 0).len();
        assert_eq!(
            (
                count("vierzig"),
                count("siebenundvierzig"),
                count("sixteen")
            ),
            (1, 1, 1)
        );
        assert_eq!(
            (
                count("sieben und vierzig"),
                count("twoseven"),
                count("dix sept")
            ),
            (2, 2, 2)
        );
    }
}
