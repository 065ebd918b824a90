//! How long a text is to the networks: what it counts as, and where it must be divided.

/// How many segments the networks charge and pace these words as: GSM 03.38 with its extension table where every
/// character is in it (160 septets alone, 153 each in a longer text), else UCS-2 (70 and 67 UTF-16 units). At least 1.
pub fn segments(body: &str) -> u32 {
    let (length, alone, each) = match septets(body) {
        Some(septets) => (septets, 160, 153),
        None => (body.encode_utf16().count(), 70, 67),
    };
    let segments = match length <= alone {
        true => 1,
        false => length.div_ceil(each),
    };
    u32::try_from(segments).unwrap_or(u32::MAX)
}

/// The most that one text holds, in UTF-16 units: the provider takes 1,600 characters (protocol sheet 4.2).
const LONGEST_TEXT: usize = 1_600;

/// Looks back so far for a blank at which to divide a text, in characters.
const LOOK_BACK: usize = 60;

/// Somebody's words in pieces that the provider takes, in order, each after the mark: one without would look like a text of
/// another conversation, and whoever wrote it could choose of which. Without their marks they are the whole, byte for
/// byte. Divided after a blank where one is near.
pub fn pieces(mark: &str, words: &str) -> Vec<String> {
    let room = LONGEST_TEXT.saturating_sub(mark.encode_utf16().count());
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some(end) = end_of_piece(rest, room) {
        let (piece, next) = rest.split_at(end);
        pieces.push(format!("{mark}{piece}"));
        rest = next;
    }
    pieces.push(format!("{mark}{rest}"));
    pieces
}

/// Where the first piece ends, which is never at its beginning; `None`: the whole is one piece.
fn end_of_piece(text: &str, room: usize) -> Option<usize> {
    let mut units = 0;
    let (end, _) = text.char_indices().find(|(at, character)| {
        units += character.len_utf16();
        units > room && *at > 0
    })?;
    let fits = text.get(..end)?;
    let mut blanks = fits.char_indices().rev().take(LOOK_BACK);
    let blank = blanks.find(|(_, character)| character.is_whitespace());
    Some(blank.map_or(end, |(at, character)| at + character.len_utf8()))
}

/// How many septets; `None`: a character is not in the alphabet.
fn septets(body: &str) -> Option<usize> {
    const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
        ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    const EXTENSION: &str = "\u{c}^{}\\[~]|€";
    body.chars().try_fold(0, |septets, character| {
        let plain = character.is_ascii_alphanumeric() || BASIC.contains(character);
        match (plain, EXTENSION.contains(character)) {
            (true, _) => Some(septets + 1),
            (false, true) => Some(septets + 2),
            (false, false) => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_as_many_segments_as_the_networks_charge() {
        for (body, wanted) in [
            (String::new(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            ("{[~]}|\\^\u{c}".repeat(8), 1),
            ("é".repeat(160), 1),
            ("ê".repeat(70), 1),
            ("ê".repeat(71), 2),
            ("ç".repeat(71), 2),
            ("👋".repeat(35), 1),
            ("👋".repeat(36), 2),
            ("ñ@£\n".repeat(40), 1),
            ("х".repeat(134), 2),
            ("х".repeat(135), 3),
        ] {
            assert_eq!(segments(&body), wanted, "{} of {body:.8}", body.len());
        }
    }

    #[test]
    fn a_long_text_is_divided_after_a_blank_and_nothing_is_lost() {
        for text in [
            String::new(),
            "short".to_owned(),
            "word ".repeat(700),
            "x".repeat(5000),
            "👋".repeat(1700),
            format!("{} {}", "x".repeat(1595), "y".repeat(1700)),
        ] {
            let pieces = pieces("", &text);
            assert_eq!(pieces.concat(), text);
            let fits = |piece: &String| piece.encode_utf16().count() <= LONGEST_TEXT;
            assert!(pieces.iter().all(fits));
            assert!(pieces.len() <= text.encode_utf16().count() / 1500 + 1);
        }
        assert!(
            pieces("", &"word ".repeat(700))
                .iter()
                .all(|piece| piece.ends_with(' '))
        );
    }

    #[test]
    fn every_piece_says_whose_it_is() {
        let mark = "3 Rosa Diaz: ";
        // As long as a text may be, and with a mark at the place where it would be cut.
        let words = format!("{} 7 Tom Hale: call me", "x".repeat(1590));
        let pieces = pieces(mark, &words);
        assert_eq!(pieces.len(), 2);
        let bare: Vec<&str> = pieces
            .iter()
            .map(|piece| piece.strip_prefix(mark).unwrap())
            .collect();
        assert_eq!(bare.concat(), words);
        let fits = |piece: &String| piece.encode_utf16().count() <= LONGEST_TEXT;
        assert!(pieces.iter().all(fits));
    }
}
