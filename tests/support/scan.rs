//! Looking for numbers and words where they must not be.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::raw::Answer;
use nightbell::provider::local::Exchange;

/// True if the text holds the number, with or without its country code and however its digits are separated.
pub fn shows(text: &str, number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let telling = &digits[digits.len().saturating_sub(9)..];
    let mut run = String::new();
    for c in text.replace("%2B", "+").replace("%20", " ").chars() {
        match c {
            c if c.is_ascii_digit() => run.push(c),
            ' ' | '.' | '-' | '(' | ')' | '/' | ',' | '+' | '_' | '\u{a0}' | '\u{2009}'
            | '\u{2011}' => {}
            _ => run.clear(),
        }
        if run.contains(telling) {
            return true;
        }
    }
    false
}

/// Fails if a document holds one of these numbers anywhere but where it asks the provider to dial it.
pub fn assert_masked(document: &str, numbers: &[&str], place: &str) {
    let Ok(parsed) = roxmltree::Document::parse(document) else {
        assert!(
            !numbers.iter().any(|number| shows(document, number)),
            "{place}: {document}"
        );
        return;
    };
    for node in parsed.descendants() {
        let is_dialled = |node: roxmltree::Node| {
            let parent = node.parent();
            node.has_tag_name("Number") && parent.is_some_and(|parent| parent.has_tag_name("Dial"))
        };
        let texts = node.attributes().map(|attribute| attribute.value());
        let hidden = node.parent().is_some_and(is_dialled);
        let own = node
            .text()
            .filter(|_| (node.is_text() || node.is_comment()) && !hidden);
        for text in texts.chain(own) {
            let shown = numbers.iter().find(|number| shows(text, number));
            assert!(
                shown.is_none(),
                "{place} shows {shown:?}: {text:?}\n{document}"
            );
        }
    }
}

/// Fails if an address that Nightbell handed out, or a document that it answered, shows one of these numbers.
pub fn assert_exchange_masked(exchange: &Exchange, numbers: &[&str]) {
    for number in numbers {
        assert!(!shows(&exchange.url, number), "{}", exchange.url);
    }
    assert_masked(&exchange.body, numbers, &exchange.url);
}

/// Fails if a header of an answer shows one of these numbers.
pub fn assert_headers_masked(answer: &Answer, numbers: &[&str]) {
    for (name, value) in &answer.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        assert!(
            !numbers.iter().any(|number| shows(&value, number)),
            "{name}: {value}"
        );
    }
}

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found
}

/// Fails if any file below the folder holds this number: as text, in one stretch or grouped, or as a binary integer.
pub fn assert_no_number(folder: &Path, number: &str) {
    let digits = number.trim_start_matches('+');
    let value: u64 = digits.parse().unwrap();
    let grouped = format!(
        "{} {}",
        &digits[..digits.len() - 6],
        &digits[digits.len() - 6..]
    );
    let spellings: [&[u8]; 4] = [
        &digits.as_bytes()[2..],
        grouped.as_bytes(),
        &value.to_le_bytes()[..6],
        &value.to_be_bytes()[2..],
    ];
    for spelling in spellings {
        assert_nowhere(folder, spelling, number);
    }
}

/// Fails if any file below the folder holds these words.
pub fn assert_no_words(folder: &Path, words: &str) {
    assert_nowhere(folder, words.as_bytes(), words);
}

/// Fails if any file below the folder holds 64 bytes or more of this recording.
pub fn assert_nothing_of(folder: &Path, recording: &[u8]) {
    let found = with_a_piece_of(folder, recording);
    assert!(found.is_none(), "{found:?} holds a piece of a recording");
}

/// A file below the folder with 64 bytes or more of this recording, wherever they begin. Silence is not looked for: it is
/// everywhere.
pub fn with_a_piece_of(folder: &Path, recording: &[u8]) -> Option<PathBuf> {
    const PART: usize = 16;
    // Any 64 bytes of the recording hold one of these parts.
    let parts = recording.windows(PART).step_by(64 - PART + 1);
    let parts: HashSet<&[u8]> = parts
        .filter(|part| part.iter().any(|byte| *byte != part[0]))
        .collect();
    assert!(!parts.is_empty(), "nothing to look for");
    files(folder).into_iter().find(|path| {
        let content = fs::read(path).unwrap();
        content.windows(PART).any(|window| parts.contains(window))
    })
}

fn assert_nowhere(folder: &Path, bytes: &[u8], what: &str) {
    for path in files(folder) {
        let content = fs::read(&path).unwrap();
        let found = content.windows(bytes.len()).any(|window| window == bytes);
        assert!(!found, "{} holds {what}", path.display());
    }
}
