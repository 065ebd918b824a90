//! Cuts long announcements into pieces that one `<Say>` can speak, so that the pauses fall between sentences.

/// The most characters of one `<Say>`.
pub(super) const MAX_SAY_CHARS: usize = 4_096;

/// The pieces of a text, in order and without a gap; each has at most `MAX_SAY_CHARS` characters.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (piece, after) = first_piece(rest)?;
        rest = after;
        Some(piece)
    })
}

fn first_piece(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let Some((limit, _)) = text.char_indices().nth(MAX_SAY_CHARS) else {
        return Some((text, ""));
    };
    let end = last_sentence_end(text, limit)
        .or_else(|| last_word_end(text, limit))
        .unwrap_or(limit);
    text.split_at_checked(end)
}

/// Just behind the last mark that ends a sentence: one that a blank follows, so that `9.30` is not cut.
fn last_sentence_end(text: &str, limit: usize) -> Option<usize> {
    let head = text.get(..limit)?;
    head.rmatch_indices(['.', '!', '?', '…', '\n'])
        .map(|(at, mark)| at + mark.len())
        .find(|end| {
            text.get(*end..)
                .is_some_and(|rest| rest.starts_with(char::is_whitespace))
        })
}

fn last_word_end(text: &str, limit: usize) -> Option<usize> {
    let head = text.get(..limit)?;
    head.rfind(char::is_whitespace).filter(|end| *end > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_ordinary_announcement_is_one_piece() {
        let text = "Thank you. Goodbye.";
        assert_eq!(pieces(text).collect::<Vec<_>>(), [text]);
        assert_eq!(pieces("").count(), 0);
    }

    #[test]
    fn a_long_announcement_is_cut_behind_a_sentence() {
        let sentence = "We open at 9.30 on Monday. ";
        let text = sentence.repeat(400);
        let pieces: Vec<_> = pieces(&text).collect();
        assert_eq!(pieces.concat(), text);
        let (_last, others) = pieces.split_last().unwrap();
        assert!(others.len() >= 2);
        assert!(others.iter().all(|piece| piece.ends_with("Monday.")));
    }

    #[test]
    fn without_sentences_it_is_cut_between_words_and_without_words_anywhere() {
        let words = "word ".repeat(2000);
        let first = pieces(&words).next().unwrap();
        assert!(first.ends_with("word"));
        let noise = "é".repeat(5000);
        let lengths: Vec<_> = pieces(&noise).map(|piece| piece.chars().count()).collect();
        assert_eq!(lengths, [4096, 904]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_piece_is_too_long(text in "[a-zé. !\n]{0,9000}") {
            let pieces: Vec<_> = pieces(&text).collect();
            prop_assert!(pieces.iter().all(|piece| piece.chars().count() <= MAX_SAY_CHARS));
            prop_assert_eq!(pieces.concat(), text);
        }
    }
}
