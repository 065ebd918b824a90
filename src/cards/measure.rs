//! How wide words are, and how they are divided into lines: a picture has no paragraphs, so they are set beforehand.
//!
//! The widths are those of Helvetica, which Arial and Liberation Sans share; where a reader's computer has another font,
//! lines that nearly fill their place are squeezed by the picture's own instruction.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Bold letters are this much wider.
const BOLD: f64 = 1.08;

/// Widths of the signs from blank to tilde, in thousandths of the letter's height.
#[rustfmt::skip]
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// What letters that are not Latin take at most, those of East Asia and pictures aside.
const OTHER: u16 = 700;
/// What letters of East Asia, and pictures, take.
const WIDE: u16 = 1000;

/// A word in its weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The letters, without blanks.
    pub text: String,
    /// Whether it is set bold.
    pub bold: bool,
}

/// Words of one weight.
pub fn words(text: &str, bold: bool) -> Vec<Word> {
    let each = text.split_whitespace();
    each.map(|word| Word {
        text: word.to_owned(),
        bold,
    })
    .collect()
}

/// The width of a word, where letters are one high.
pub fn width(text: &str, bold: bool) -> f64 {
    let units: u32 = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| u32::from(of(c)))
        .sum();
    let factor = if bold { BOLD } else { 1.0 };
    f64::from(units) / 1000.0 * factor
}

fn of(c: char) -> u16 {
    let ascii = u8::try_from(c).ok().and_then(|byte| byte.checked_sub(b' '));
    match ascii.and_then(|place| WIDTHS.get(usize::from(place))) {
        Some(width) => *width,
        None if ('\u{2e80}'..='\u{d7ff}').contains(&c) || c > '\u{f8ff}' => WIDE,
        None => OTHER,
    }
}

/// The width of a line of words.
pub fn line_width(line: &[Word]) -> f64 {
    let blanks = line.len().saturating_sub(1);
    let words: f64 = line.iter().map(|word| width(&word.text, word.bold)).sum();
    let blanks = u32::try_from(blanks).unwrap_or(u32::MAX);
    words + f64::from(blanks) * width(" ", false)
}

/// Lines of at most this width (where letters are one high). A word that is wider alone is divided.
pub fn lines(words: &[Word], most: f64) -> Vec<Vec<Word>> {
    let mut lines: Vec<Vec<Word>> = Vec::new();
    for word in words.iter().flat_map(|word| divided(word, most)) {
        let blank = width(" ", false);
        let fits =
            |line: &Vec<Word>| line_width(line) + blank + width(&word.text, word.bold) <= most;
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) => line.push(word),
            None => lines.push(vec![word]),
        }
    }
    lines
}

fn divided(word: &Word, most: f64) -> Vec<Word> {
    let mut parts = vec![String::new()];
    let mut used = 0.0;
    for c in word.text.chars() {
        let letter = width(c.encode_utf8(&mut [0; 4]), word.bold);
        if used + letter > most && used > 0.0 {
            parts.push(String::new());
            used = 0.0;
        }
        used += letter;
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    let bold = word.bold;
    let parts = parts.into_iter();
    parts.map(|text| Word { text, bold }).collect()
}

/// The first lines, the last one ending in "…" where there were more.
pub fn cut(mut lines: Vec<Vec<Word>>, most: usize, width: f64) -> Vec<Vec<Word>> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    if let Some(last) = lines.last_mut() {
        shorten(last, width);
    }
    lines
}

fn shorten(line: &mut Vec<Word>, most: f64) {
    while let Some(word) = line.last_mut() {
        word.text.push('…');
        if line_width(line) <= most {
            return;
        }
        let Some(word) = line.last_mut() else { return };
        word.text.pop();
        word.text.pop();
        if word.text.is_empty() {
            line.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wide_letters_are_wider_than_narrow_ones() {
        assert!(width("WWW", false) > width("iii", false) * 3.0);
        assert!(width("Ada", true) > width("Ada", false));
        assert_eq!(width("Zoe", false), width("Zoë", false));
        assert!(width("北京", false) > 1.9);
    }

    #[test]
    fn what_does_not_fit_ends_in_dots() {
        let words = words("Dr Ada Okafor of Harbour Street Surgery", false);
        let cut = cut(lines(&words, 6.0), 2, 6.0);
        assert_eq!(cut.len(), 2);
        assert!(cut[1].last().unwrap().text.ends_with('…'));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_place_and_no_letter_is_lost(text in "[a-zA-ZéП北 ]{0,200}", most in 1.2f64..30.0) {
            let words = words(&text, true);
            let lines = lines(&words, most);
            for line in &lines {
                prop_assert!(line_width(line) <= most + 1e-9);
            }
            let letters = |words: &[Word]| words.iter().map(|word| word.text.clone()).collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&words));
            for line in cut(lines, 2, most) {
                prop_assert!(line_width(&line) <= most + 1e-9);
            }
        }
    }
}
