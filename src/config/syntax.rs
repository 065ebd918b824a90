//! The text of `practice.toml`, and what is wrong with its notation.

use std::borrow::Cow;

use toml::de::Error;

use super::date;
use super::findings::Findings;

/// How many slips of the notation are told: what follows a forgotten quotation mark is mostly not worth reading.
const TOLD: usize = 8;

const SAVE: &str = "the file again, saved as plain text with the encoding UTF-8";
const QUOTES: &str = "texts in straight quotation marks, opened and closed on one line: name = \"Harbour Street Surgery\"";

/// The file as text, and whether it can be read at all; says so where it is not UTF-8, and reads on with what there is.
pub fn text<'a>(bytes: &'a [u8], findings: &mut Findings) -> (Cow<'a, str>, bool) {
    let begins = |with: &[u8]| bytes.starts_with(with);
    let foreign = if begins(b"PK\x03\x04") || begins(b"\xd0\xcf\x11\xe0") || begins(b"{\\rtf") {
        Some("this is a word processor's document, not plain text")
    } else if begins(&[0xff, 0xfe]) || begins(&[0xfe, 0xff]) || bytes.contains(&0) {
        Some("this file is saved as UTF-16 ('Unicode'), not as UTF-8")
    } else {
        None
    };
    if let Some(message) = foreign {
        findings.error(&(0..0), message, SAVE);
        return (Cow::Borrowed(""), false);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        // Lines ended as on an old Mac: everything after the first remark would be part of it.
        Ok(text) if text.contains('\r') && !text.contains('\n') => {
            (Cow::Owned(text.replace('\r', "\n")), true)
        }
        Ok(text) => (Cow::Borrowed(text), true),
        Err(error) => {
            let at = error.valid_up_to();
            let message = "this file is not saved as UTF-8: an accented letter here cannot be read";
            findings.error(&(at..at), message, SAVE);
            (String::from_utf8_lossy(bytes), true)
        }
    }
}

/// Whether a slip may have cost more than itself. After a key that stands twice everything else is still there.
pub fn lost_something(slips: &[Error]) -> bool {
    slips.iter().any(|slip| !is_duplicate(slip))
}

fn is_duplicate(slip: &Error) -> bool {
    slip.message().starts_with("duplicate key")
}

/// Tells the slips in plain words, one a line of the file. Where a list or a heading was not closed, everything after it
/// was read as part of something else: the byte from which on nothing else is worth telling.
pub fn slips(slips: &[Error], text: &str, findings: &mut Findings) -> Option<usize> {
    let mut last_line = None;
    let mut told = 0;
    let mut slips: Vec<&Error> = slips.iter().collect();
    slips.sort_by_key(|slip| slip.span().map_or(0, |at| at.start));
    for slip in slips {
        let at = slip.span().unwrap_or(0..0);
        let before = text.get(..at.start).unwrap_or_default();
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        if last_line.replace(line) == Some(line) {
            continue;
        }
        let (message, help) = words(slip, text, at.start);
        findings.error(&at, message, help);
        told += 1;
        if is_unclosed(slip) || is_heading(before) {
            return Some(at.start);
        }
        if told == TOLD {
            break;
        }
    }
    None
}

/// Whether a place lies in a heading, by what stands before it: the settings below it went into another section.
fn is_heading(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    line.starts_with('[') && !line.contains('=')
}

fn is_unclosed(slip: &Error) -> bool {
    let said = slip.message();
    said.contains("array") || said.contains("inline table")
}

/// The parser's own words say what it expected, never what it found; so the text is looked at where it stopped.
fn words(slip: &Error, text: &str, at: usize) -> (String, String) {
    let said = slip.message();
    if is_duplicate(slip) {
        return plain(
            "this stands twice",
            "it once; several clinicians or rotas each stand under [[clinician]] or [[rota]], in double brackets",
        );
    }
    // Of a number or a date that could not be read, the parser names the character it stumbled over.
    let start = match ["float", "integer", "leading zero", "date", "time"] {
        kinds if kinds.iter().any(|kind| said.contains(kind)) => {
            let before = text.get(..at).unwrap_or_default();
            before
                .rfind([' ', '=', '[', '{', ',', '\n'])
                .map_or(0, |found| found + 1)
        }
        _ => at,
    };
    let here = text.get(start..).unwrap_or_default();
    let here = here.lines().next().unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default().trim_start();
    if let Some(found) = looks_like(here).or_else(|| misplaced(before, here)) {
        return found;
    }
    if said.contains("basic string") || said.contains("literal string, expected") {
        return plain(
            "this text has no closing quotation mark on its line",
            QUOTES,
        );
    }
    if said.contains("escape") {
        let help = r"\\ for one \, or leave it out";
        return plain("a backslash in a text has a meaning of its own", help);
    }
    if said.contains("string") || said.contains('"') {
        return plain("a text stands in quotation marks", QUOTES);
    }
    if is_unclosed(slip) || said.contains(']') || said.contains('}') {
        return plain(
            "before this a comma or a closing bracket is missing",
            "lists in [ ] and entries in { }, each closed, with commas between: back = [\"+44...\", \"+44...\"]",
        );
    }
    if said.contains("date") || said.contains("time") {
        return plain(
            "this is no date, or no day of the calendar",
            "dates as in 2026-12-24, without quotation marks",
        );
    }
    if said.contains("key") || said.contains('=') {
        return plain(
            "this is no setting",
            "one setting a line: a key, = and its value, as in country = \"GB\"",
        );
    }
    let help = "texts in quotation marks, numbers and true or false without: name = \"...\", calls_per_day = 6";
    (format!("this cannot be read: {said}"), help.to_owned())
}

fn plain(message: &str, help: &str) -> (String, String) {
    (message.to_owned(), help.to_owned())
}

/// A heading, a remark or a value that is not whole, by what stands before and after the place in its line.
fn misplaced(before: &str, here: &str) -> Option<(String, String)> {
    let rest = here.trim_start();
    if before.is_empty() && (here.starts_with("//") || here.starts_with(';')) {
        return Some(plain("a remark begins with #", "# before the words"));
    }
    if is_heading(before) {
        return Some(plain(
            "a section's name stands in brackets, alone on its line",
            "the name as in [callers] or [[clinician]]",
        ));
    }
    let empty = rest.is_empty() || rest.starts_with('#');
    (empty && before.trim_end().ends_with('=')).then(|| {
        plain(
            "the value is missing here",
            "a value after =, or nothing at all on this line",
        )
    })
}

/// What people write that the notation does not know, by the text from where it could not be read.
fn looks_like(here: &str) -> Option<(String, String)> {
    let first = here.chars().next()?;
    if matches!(first, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚') {
        return Some(plain(
            "these quotation marks are curly, as word processors make them",
            QUOTES,
        ));
    }
    if first.is_whitespace() && !first.is_ascii() {
        return Some(plain(
            "a blank of another kind stands here, as word processors make it",
            "an ordinary blank, from the space bar",
        ));
    }
    if first == ':' {
        return Some(plain(
            "between a key and its value stands =, not a colon",
            "one setting a line: a key, = and its value, as in country = \"GB\"",
        ));
    }
    let word = here.split([' ', '\t', '#', ',', ']', '}']).next();
    let word = word.unwrap_or_default();
    let switch = match word.to_lowercase().as_str() {
        "yes" | "true" | "on" => Some("true"),
        "no" | "false" | "off" => Some("false"),
        _ => None,
    };
    if let Some(switch) = switch {
        let message = "this is written true or false, in small letters and without quotation marks";
        return Some(plain(message, switch));
    }
    if let Some(days) = date::meant(word).filter(|_| word.contains(['.', '/', '-'])) {
        return Some((
            "a date is written year-month-day, without quotation marks".to_owned(),
            days,
        ));
    }
    let number = word.starts_with(['+', '0', '(']) && word.bytes().any(|b| b.is_ascii_digit());
    number.then(|| {
        plain(
            "a telephone number stands in quotation marks",
            "quotation marks around the number: \"+44...\"",
        )
    })
}
