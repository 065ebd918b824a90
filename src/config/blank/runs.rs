//! What in a line may be a number, a secret or a field: the eyes of the blanker.

use std::ops::Range;

/// From how many characters on a run of letters and digits may be a secret.
const TOKEN: usize = 24;

/// Words in a key that make its value one to hide.
pub const SENSITIVE: &[&str] = &[
    "phone", "fone", "mobil", "cell", "tel", "handy", "token", "secret", "key", "code", "pin",
    "pass", "number",
];

/// Digits in a row, with what people write between them.
pub struct Run {
    /// Its bytes.
    pub span: Range<usize>,
    /// The digits alone, as ASCII ones.
    pub digits: String,
    /// Whether it is a date of ISO 8601 (2026-12-24) or hours (09.00-17.30) and nothing else.
    pub date: bool,
}

/// What may be a number, however it is written.
pub fn number_runs(line: &str) -> impl Iterator<Item = Run> + '_ {
    let mut rest = line.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = rest.find(|(_, c)| c.is_numeric())?;
        if let Some(date) = date_at(line, start) {
            // The date's other nine characters; its first is taken already.
            let _ = rest.by_ref().nth(date.len() - 2);
            return Some(Run {
                span: start..start + date.len(),
                digits: date.replace('-', ""),
                date: true,
            });
        }
        let mut digits = String::from(plain_digit(first));
        let mut end = start + first.len_utf8();
        let mut gap = 0;
        while let Some((at, c)) = rest.peek().copied() {
            if gap > 0 && c.is_numeric() && date_at(line, at).is_some() {
                break;
            }
            if c.is_numeric() {
                digits.push(plain_digit(c));
                end = at + c.len_utf8();
                gap = 0;
            } else if gap < 3 && is_separator(c) {
                gap += 1;
            } else {
                break;
            }
            rest.next();
        }
        Some(Run {
            date: line.get(start..end).is_some_and(is_clock),
            span: start..end,
            digits,
        })
    })
}

/// Any script's digit as an ASCII one; what is numeric and no digit (½) stands as 0, so that it still counts.
fn plain_digit(c: char) -> char {
    if c.is_ascii_digit() {
        return c;
    }
    // Decimal digits stand in blocks of ten; the common ones begin at a code point known here.
    let zeros = [0x660u32, 0x6f0, 0x966, 0x9e6, 0xff10, 0x1d7ce];
    let value = zeros
        .iter()
        .find_map(|zero| u32::from(c).checked_sub(*zero).filter(|value| *value < 10));
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or('0')
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '.' | '(' | ')' | '/' | '_' | '+' | '\'' | '·' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}')
}

/// `09.00-17.30`, as people write hours: two times of the clock, full and half hours and quarters alone.
fn is_clock(text: &str) -> bool {
    let time = |text: &str| {
        text.trim().split_once('.').is_some_and(|(hour, minutes)| {
            let hour = hour.parse::<u8>().ok().filter(|_| hour.len() <= 2);
            hour.is_some_and(|hour| hour <= 24) && ["00", "15", "30", "45"].contains(&minutes)
        })
    };
    text.split_once(['-', '–'])
        .is_some_and(|(from, until)| time(from) && time(until))
}

/// A date of ISO 8601 that begins at a byte of the line and is not part of a longer number.
fn date_at(line: &str, at: usize) -> Option<&str> {
    let date = line.get(at..at + 10)?;
    let next = line.get(at + 10..)?.chars().next();
    (is_date(date) && !next.is_some_and(char::is_numeric)).then_some(date)
}

fn is_date(text: &str) -> bool {
    let shape = |b: u8| if b.is_ascii_digit() { b'0' } else { b };
    let shape: Vec<u8> = text.bytes().map(shape).collect();
    shape == b"0000-00-00" && (text.starts_with("19") || text.starts_with("20"))
}

/// Long runs of letters and digits, as tokens and keys are; an account's id is none.
pub fn token_runs(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '=');
    let mut at = 0;
    line.split_inclusive(move |c| !part(c))
        .filter_map(move |piece| {
            let start = at;
            at += piece.len();
            let text = piece.trim_end_matches(|c| !part(c));
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            let account = text.starts_with("AC") && text.len() == 34;
            (text.len() >= TOKEN && digits >= 6 && !account).then(|| start..start + text.len())
        })
}

/// In a line that could not be read: everything behind a key (or word) that may have something to hide.
pub fn after_sensitive_key(line: &str) -> Range<usize> {
    let lower = line.to_ascii_lowercase();
    let found = SENSITIVE
        .iter()
        .filter_map(|word| Some(lower.find(word)? + word.len()))
        .min();
    let Some(word) = found else { return 0..0 };
    let rest = lower.get(word..).unwrap_or_default();
    let start = rest.find('=').map_or(word, |equals| word + equals + 1);
    let spaces = line.get(start..).unwrap_or_default();
    start + (spaces.len() - spaces.trim_start().len())..line.len()
}

/// The fields of a line of CSV, roughly: quotes do not hide a separator here.
pub fn fields(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    line.split([',', ';', '\t']).map(move |field| {
        let start = at;
        at += field.len() + 1;
        start..start + field.len()
    })
}
