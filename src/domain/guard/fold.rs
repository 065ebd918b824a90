//! A text as the eye reads it: figures of every script, letters without case, accent or costume, and what lies between.
//!
//! Characters that show nothing (zero-width, combining, variation selectors) vanish; so a number cannot hide behind them.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

use super::digits::digit;

/// One visible sign, in a byte: a figure is its value (0 to 9), a Latin letter is itself in lower case.
pub type Sign = u8;

/// Spaces, punctuation, emoji and whatever else is neither figure nor letter; several together are one.
pub const BREAK: Sign = b' ';

/// A letter that belongs to no word the guard knows.
pub const OTHER: Sign = b'?';

/// An upright bar: a separator to some, a 1 to others.
pub const BAR: Sign = b'|';

/// Whether it is a figure.
pub fn is_figure(sign: Sign) -> bool {
    sign < 10
}

/// Whether it is a letter of any kind.
pub fn is_letter(sign: Sign) -> bool {
    sign > BREAK
}

/// The signs of a text, in order.
pub fn fold(text: &str) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            push(&mut signs, c);
        } else if let Some(value) = digit(c) {
            signs.push(value);
        } else if !is_invisible(c) {
            decompose_compatible(c, |part| {
                if !is_combining_mark(part) {
                    push(&mut signs, part);
                }
            });
        }
    }
    signs
}

/// Whether the text turns its own direction round (U+202E): what is shown is not what can be read here.
pub fn is_shown_backwards(text: &str) -> bool {
    text.contains('\u{202e}')
}

fn push(signs: &mut Vec<Sign>, c: char) {
    match c {
        'a'..='z' | 'A'..='Z' => signs.push(c.to_ascii_lowercase() as u8),
        '0'..='9' => signs.push(c as u8 - b'0'),
        '|' => signs.push(BAR),
        _ if c.is_ascii() => push_break(signs),
        _ => push_foreign(signs, c),
    }
}

fn push_foreign(signs: &mut Vec<Sign>, c: char) {
    if let Some(value) = digit(c) {
        signs.push(value);
    } else if let Some(letters) = latin(c) {
        signs.extend_from_slice(letters);
    } else if c.is_alphabetic() {
        signs.push(OTHER);
    } else {
        push_break(signs);
    }
}

fn push_break(signs: &mut Vec<Sign>) {
    if signs.last() != Some(&BREAK) {
        signs.push(BREAK);
    }
}

/// Latin letters that Unicode does not take apart, enclosed ones, and letters of other scripts that look like Latin ones.
fn latin(c: char) -> Option<&'static [u8]> {
    let letters: &[u8] = match c {
        '\u{131}' | 'ι' | 'Ι' | 'і' | 'І' | 'ӏ' | 'Ӏ' => b"i",
        'ß' | 'ẞ' => b"ss",
        'œ' | 'Œ' => b"oe",
        'æ' | 'Æ' => b"ae",
        'ø' | 'Ø' | 'о' | 'О' | 'ο' | 'Ο' | 'օ' | 'Օ' => b"o",
        'ł' | 'Ł' => b"l",
        'а' | 'А' | 'α' | 'Α' => b"a",
        'с' | 'С' | 'ϲ' => b"c",
        'е' | 'Е' | 'ε' | 'Ε' => b"e",
        'к' | 'К' | 'κ' | 'Κ' => b"k",
        'м' | 'М' | 'Μ' => b"m",
        'η' | 'Ν' | 'ո' => b"n",
        'р' | 'Р' | 'ρ' | 'Ρ' => b"p",
        'ѕ' | 'Ѕ' => b"s",
        'т' | 'Т' | 'τ' | 'Τ' => b"t",
        'υ' | 'ս' => b"u",
        'ν' | 'ѵ' => b"v",
        'ԝ' | 'ω' => b"w",
        'х' | 'Х' | 'χ' | 'Χ' => b"x",
        'у' | 'У' | 'Υ' => b"y",
        'Ζ' => b"z",
        _ => return enclosed(c),
    };
    Some(letters)
}

/// Letters in squares, filled circles and as flags: runs of twenty-six.
fn enclosed(c: char) -> Option<&'static [u8]> {
    const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
    let point = u32::from(c);
    [0x1f130, 0x1f150, 0x1f170, 0x1f1e6]
        .into_iter()
        .find_map(|first| {
            let offset = usize::try_from(point.checked_sub(first)?).ok()?;
            ALPHABET.get(offset..=offset)
        })
}

/// Format characters and fillers that take no room on a screen (Unicode's `Default_Ignorable_Code_Point`).
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let sign = |sign| match sign {
            figure @ 0..10 => char::from(b'0' + figure),
            letter => char::from(letter),
        };
        fold(text).into_iter().map(sign).collect()
    }

    #[test]
    fn letters_lose_case_accent_and_costume() {
        for (text, plain) in [
            ("Zéro ZÉRO ze\u{301}ro", "zero zero zero"),
            ("fünf, dreißig", "funf dreissig"),
            (
                "ｓｅｖｅｎ 𝐬𝐞𝐯𝐞𝐧 𝓼𝓮𝓿𝓮𝓷 ⓢⓔⓥⓔⓝ 🅂🅔🆅",
                "seven seven seven seven sev",
            ),
            ("ѕеvеn ѕіх", "seven six"),
            ("z\u{200b}e\u{ad}r\u{2060}o", "zero"),
            ("日本語", "???"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
    }

    #[test]
    fn figures_lose_their_script_and_what_is_laid_over_them() {
        for (text, plain) in [
            ("٠７𝟕②³", "07723"),
            ("7\u{332}7\u{fe0f}\u{20e3}0\u{338}", "770"),
            ("½ ⑩", "1 2 10"),
            ("0 - (7).\n7", "0 7 7"),
        ] {
            assert_eq!(folded(text), plain, "{text}");
        }
    }
}
