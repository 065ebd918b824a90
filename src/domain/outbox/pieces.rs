//! Where somebody's words are divided that are longer than the provider takes.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// So many characters the provider takes in one text (protocol sheet 4.2). What is written by us is counted in UTF-16
/// units, the stricter of the two readings of "character".
const LONGEST: usize = 1_600;

/// Somebody's words in pieces that the provider takes, in order, each after the mark if there is one: a piece without it
/// would look like a text of another conversation, and whoever wrote it could choose of which. Without their marks they
/// are the whole, but for pieces of blanks alone, which the provider would refuse. Without a mark, words of up to 1,600
/// characters stay untouched.
pub fn pieces(mark: Option<&str>, words: &str) -> Vec<String> {
    match mark {
        Some(mark) if units(mark) + units(words) <= LONGEST => vec![format!("{mark}{words}")],
        None if words.chars().count() <= LONGEST => vec![words.to_owned()],
        mark => split(mark.unwrap_or(""), words),
    }
}

fn units(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

fn split(mark: &str, words: &str) -> Vec<String> {
    let room = LONGEST.saturating_sub(units(mark));
    let mut pieces = Vec::new();
    let mut rest = words;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end_of_piece(rest, room));
        if !piece.trim().is_empty() {
            pieces.push(format!("{mark}{piece}"));
        }
        rest = after;
    }
    if pieces.is_empty() {
        pieces.push(mark.to_owned());
    }
    pieces
}

/// Where the first piece ends: after the last blank that fits, if it lies in the second half; else where one character
/// as people see it ends; else, in what is no writing, between any two code points.
fn end_of_piece(text: &str, room: usize) -> usize {
    // Two units at least, so that something always goes.
    let limit = first_units(text, room.max(2));
    if limit == text.len() {
        return limit;
    }
    let half = first_units(text, room / 2);
    let window: Range<usize> = half..limit;
    let fits = text.get(..limit).unwrap_or(text);
    let after_blank = fits.char_indices().rev().find(|(_, c)| c.is_whitespace());
    let after_blank = after_blank.map(|(at, c)| at + c.len_utf8());
    if let Some(end) = after_blank.filter(|end| window.contains(end) || *end == limit) {
        return end;
    }
    let mut ends = fits.char_indices().rev().map(|(at, c)| at + c.len_utf8());
    let whole = ends.find(|end| *end > half && ends_character(text, *end));
    whole.unwrap_or(limit)
}

/// The bytes of as many code points as fit into so many UTF-16 units.
fn first_units(text: &str, most: usize) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.len_utf16();
        if used > most {
            return at;
        }
    }
    text.len()
}

/// Whether a character as people see it ends here: nothing that belongs to it follows. Covers accents, emoji with
/// skins, joiners and tags, flags, and line ends.
fn ends_character(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text.get(..at), text.get(at..)) else {
        return false;
    };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return true;
    };
    if last == '\u{200D}' || next == '\u{200D}' || (last, next) == ('\r', '\n') {
        return false;
    }
    if is_flag_half(next) {
        let halves = before
            .chars()
            .rev()
            .take_while(|c| is_flag_half(*c))
            .count();
        return halves % 2 == 0;
    }
    !belongs_to_the_one_before(next)
}

fn is_flag_half(c: char) -> bool {
    ('\u{1F1E6}'..='\u{1F1FF}').contains(&c)
}

fn belongs_to_the_one_before(c: char) -> bool {
    is_combining_mark(c)
        || ('\u{FE00}'..='\u{FE0F}').contains(&c)
        || ('\u{E0020}'..='\u{E007F}').contains(&c)
        || ('\u{1F3FB}'..='\u{1F3FF}').contains(&c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn split_words(words: &str, mark: Option<&str>) -> Vec<String> {
        pieces(mark, words)
    }

    /// The words again, without the mark that stands before each piece.
    fn bare(pieces: &[String], mark: &str) -> String {
        let bare = pieces.iter().map(|piece| piece.strip_prefix(mark).unwrap());
        bare.collect()
    }

    #[test]
    fn words_without_a_mark_stay_untouched_up_to_1600_characters() {
        for words in ["", " \n ", &"x ".repeat(800), &"😀".repeat(1600)] {
            assert_eq!(split_words(words, None), [words]);
        }
    }

    #[test]
    fn longer_words_are_split_at_a_blank() {
        let words = "word ".repeat(400);
        let pieces = split_words(&words, Some("3 Rosa Diaz: "));
        assert_eq!(pieces.len(), 2);
        assert!(pieces[0].starts_with("3 Rosa Diaz: word "));
        assert!(pieces[0].ends_with("word ") && pieces[1].starts_with("3 Rosa Diaz: word"));
        assert_eq!(bare(&pieces, "3 Rosa Diaz: "), words);
    }

    #[test]
    fn a_short_word_with_a_mark_is_one_text() {
        assert_eq!(split_words("hello", Some("3: ")), ["3: hello"]);
    }

    #[test]
    fn what_a_reader_sees_as_one_character_is_not_torn() {
        for cluster in ["👩‍👩‍👧‍👦", "👍🏽", "🇫🇷", "e\u{301}", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "❤️"]
        {
            let words = cluster.repeat(1700);
            let pieces = split_words(&words, Some("12: "));
            assert!(pieces.len() > 1);
            assert_eq!(bare(&pieces, "12: "), words);
            for piece in &pieces {
                let own = piece.strip_prefix("12: ").unwrap();
                assert_eq!(own.len() % cluster.len(), 0, "{cluster}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn pieces_fit_and_together_are_the_whole(
            words in proptest::collection::vec("[a-zé]{0,9}|\\PC|👍🏽| |\u{301}{0,40}", 0..1500),
            mark in proptest::option::of("[0-9]{1,3}: ")
        ) {
            let words = words.concat();
            let pieces = split_words(&words, mark.as_deref());
            if pieces.len() == 1 && mark.is_none() {
                prop_assert_eq!(&pieces[0], &words);
            } else {
                for piece in &pieces {
                    prop_assert!(units(piece) <= LONGEST);
                    prop_assert!(!piece.trim().is_empty());
                }
                let letters = |text: &str| -> String { text.split_whitespace().collect() };
                let whole = bare(&pieces, &mark.unwrap_or_default());
                prop_assert_eq!(letters(&whole), letters(&words));
            }
        }
    }

    #[test]
    fn every_piece_says_whose_it_is() {
        let mark = "3 Rosa Diaz: ";
        // As long as a text may be, and with a mark at the place where it would be cut.
        let words = format!("{} 7 Tom Hale: call me", "x".repeat(1590));
        let pieces = pieces(Some(mark), &words);
        assert_eq!(pieces.len(), 2);
        let bare: Vec<&str> = pieces
            .iter()
            .map(|piece| piece.strip_prefix(mark).unwrap())
            .collect();
        assert_eq!(bare.concat(), words);
        let fits = |piece: &String| piece.encode_utf16().count() <= LONGEST;
        assert!(pieces.iter().all(fits));
    }
}
