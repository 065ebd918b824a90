//! Hides clinicians' numbers and secrets in the one line that a mistake shows, and in what a message quotes.
//!
//! It errs on the side of hiding: a number behind a misspelt key, in a comment or in a broken file is one all the same.

mod ends;
mod runs;

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use runs::{SENSITIVE, after_sensitive_key, fields, number_runs, token_runs};

/// What stands in the place of a hidden character.
const DOT: char = '•';

/// How many digits in a row, separators left out, may be somebody's number.
const NUMBER: usize = 7;

/// Known keys that hold one of those words, or a long number, and nothing to hide.
const HARMLESS: &[&str] = &[
    "confirm_phones",
    "line",
    "back",
    "front_desk",
    "account_sid",
    "env",
    "file",
];

/// What must not be shown, gathered from a whole configuration.
#[derive(Default)]
pub struct Blanker {
    /// The digits of every clinician's number known, without `+`.
    known: Vec<String>,
    /// Bytes of `practice.toml` that hold a secret or a clinician's number.
    hidden: Vec<Range<usize>>,
    /// Bytes of `practice.toml` that may hold long numbers: lines, the front desk, the account.
    open: Vec<Range<usize>>,
    /// Whether `practice.toml` could not be read: its keys then say little.
    broken: bool,
}

impl Blanker {
    /// Gathers what to hide from the table of `practice.toml`; from its text where it is `broken`.
    pub fn new(table: &DeTable<'_>, text: &str, broken: bool) -> Self {
        let mut blanker = Blanker {
            broken,
            ..Blanker::default()
        };
        blanker.walk(table, false);
        if broken {
            // Whatever looks like a number in it may be a clinician's.
            let numbers = text.lines().flat_map(number_runs);
            let long = numbers.filter(|run| run.digits.len() >= NUMBER && !run.date);
            blanker.known.extend(long.map(|run| run.digits));
        }
        blanker
    }

    /// Takes a clinician's number (E.164), to be hidden however it is written.
    pub fn know(&mut self, number: &str) {
        self.known.push(number.trim_start_matches('+').to_owned());
    }

    fn walk(&mut self, table: &DeTable<'_>, inside: bool) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let hide = (inside || is_sensitive(name)) && !HARMLESS.contains(&name);
            if !hide && HARMLESS.contains(&name) {
                self.open.push(value.span());
            }
            self.value(value.get_ref(), &value.span(), hide);
        }
    }

    fn value(&mut self, value: &DeValue<'_>, span: &Range<usize>, hide: bool) {
        match value {
            DeValue::Table(table) => self.walk(table, hide),
            DeValue::Array(list) => {
                for item in list.iter() {
                    self.value(item.get_ref(), &item.span(), hide);
                }
            }
            DeValue::Boolean(_) => {}
            _ if hide => self.hidden.push(span.clone()),
            _ => {}
        }
    }

    /// A line of `practice.toml`, given with the bytes it stands at.
    pub fn toml_line(&self, line: &str, start: usize) -> String {
        let mut shown = Shown::new(line);
        for hidden in &self.hidden {
            shown.hide_text(shift(hidden, start));
        }
        let open: Vec<Range<usize>> = self.open.iter().map(|span| shift(span, start)).collect();
        let enough = if self.broken { 4 } else { NUMBER };
        for run in number_runs(line) {
            let spared = !self.broken && open.iter().any(|span| contains(span, &run.span));
            if (run.digits.len() >= enough && !run.date && !spared) || self.is_known(&run.digits) {
                shown.hide(run.span);
            }
        }
        token_runs(line).for_each(|span| shown.hide(span));
        if self.broken {
            shown.hide_text(after_sensitive_key(line));
        }
        shown.finish()
    }

    /// A line of `patients.csv`; `code` is where its access code stands, as bytes of the line.
    pub fn csv_line(&self, line: &str, code: Option<Range<usize>>) -> String {
        let mut shown = Shown::new(line);
        if let Some(code) = code {
            shown.hide_text(code);
        }
        for run in number_runs(line) {
            if self.is_known(&run.digits) {
                shown.hide(run.span);
            }
        }
        for field in fields(line) {
            let text = line.get(field.clone()).unwrap_or_default();
            let text = text.trim_matches(|c: char| c == '"' || c == '\'' || c.is_whitespace());
            // A code that slipped into another column is a code.
            if (4..=8).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit()) {
                shown.hide_text(field);
            }
        }
        token_runs(line).for_each(|span| shown.hide(span));
        shown.finish()
    }

    fn is_known(&self, digits: &str) -> bool {
        let digits = digits.trim_start_matches('0');
        digits.len() >= 6
            && self.known.iter().any(|known| {
                let tail = known.len().saturating_sub(9);
                known.ends_with(digits) || digits.contains(known.get(tail..).unwrap_or(known))
            })
    }
}

fn is_sensitive(key: &str) -> bool {
    let key = key.to_lowercase();
    let near = |known| key.len() < 40 && strsim::damerau_levenshtein(&key, known) <= 2;
    SENSITIVE.iter().any(|word| key.contains(word)) || near("phone") || near("auth_token")
}

fn shift(span: &Range<usize>, start: usize) -> Range<usize> {
    span.start.saturating_sub(start)..span.end.saturating_sub(start)
}

fn contains(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The text of a value that a message quotes: short, on one line, without anything that may be a number or a secret.
pub fn quoted(text: &str) -> String {
    let short: String = text.chars().take(60).collect();
    let mut shown = Shown::new(&short);
    for run in number_runs(&short).filter(|run| run.digits.len() >= 4 && !run.date) {
        shown.hide(run.span);
    }
    token_runs(&short).for_each(|span| shown.hide(span));
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", shown.finish())
}

/// A sentence that may quote somebody's text, without anything in it that may be a number or a secret.
pub fn words(text: &str) -> String {
    let mut shown = Shown::new(text);
    for run in number_runs(text).filter(|run| run.digits.len() >= NUMBER && !run.date) {
        shown.hide(run.span);
    }
    token_runs(text).for_each(|span| shown.hide(span));
    shown.finish()
}

/// A line, character by character, with what is hidden.
struct Shown<'a> {
    chars: Vec<(usize, char, bool)>,
    line: &'a str,
}

impl<'a> Shown<'a> {
    fn new(line: &'a str) -> Self {
        let chars = line.char_indices().map(|(at, c)| (at, c, false)).collect();
        Shown { chars, line }
    }

    fn hide(&mut self, span: Range<usize>) {
        for (_, _, hidden) in self.chars.iter_mut().filter(|(at, _, _)| span.contains(at)) {
            *hidden = true;
        }
    }

    /// Hides a value, but not the quotation marks around it.
    fn hide_text(&mut self, span: Range<usize>) {
        let end = span.end.min(self.line.len());
        if span.start >= end {
            return;
        }
        let text = self.line.get(span.start..end).unwrap_or_default();
        let quote = |c: char| c == '"' || c == '\'';
        let inner = text.trim_matches(quote);
        if inner.is_empty() {
            return self.hide(span.start..end);
        }
        let before = text.len() - text.trim_start_matches(quote).len();
        self.hide(span.start + before..span.start + before + inner.len());
    }

    fn finish(self) -> String {
        let shown = |(_, c, hidden): (usize, char, bool)| match c {
            _ if hidden => DOT,
            // What would move the cursor or change the colour of whoever's terminal this is.
            c if c.is_control()
                || ('\u{200b}'..='\u{200f}').contains(&c)
                || ('\u{202a}'..='\u{202e}').contains(&c) =>
            {
                ' '
            }
            c => c,
        };
        self.chars.into_iter().map(shown).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let table = DeTable::parse(text).unwrap();
        Blanker::new(table.get_ref(), "", false).toml_line(text, 0)
    }

    #[test]
    fn a_clinicians_number_is_hidden_behind_any_key() {
        for line in [
            r#"phone = "+447700900123""#,
            r#"phnoe = "+447700900123""#,
            r#"mobile = "07700 900 123""#,
            r#"Telefon = "0.77.00.90.01.23""#,
            r#"anything = "077/00-900 123""#,
            "x = 447700900123",
            "x = 447_700_900_123",
            r#"name = "Ada" # 07700 900123"#,
            r#"x = "٠٧٧٠٠٩٠٠١٢٣""#,
            r#"x = "０７７００ ９００１２３""#,
            r#"phone = ["+44 7700 900123", "1234"]"#,
            r#"phone = "12345""#,
        ] {
            let shown = shown(line);
            assert!(shown.contains('•'), "{shown}");
            assert!(!shown.chars().any(char::is_numeric), "{shown}");
            assert_eq!(shown.chars().count(), line.chars().count());
        }
    }

    #[test]
    fn a_secret_is_hidden_and_where_it_comes_from_is_not() {
        assert_eq!(
            shown(r#"auth_token = "hunter2""#),
            r#"auth_token = "•••••••""#
        );
        assert_eq!(
            shown(r#"auth_tokn = "hunter2""#),
            r#"auth_tokn = "•••••••""#
        );
        assert_eq!(
            shown(r#"key = { env = "KEY" }"#),
            r#"key = { env = "KEY" }"#
        );
        assert_eq!(
            shown(r#"key = { vlaue = "s3" }"#),
            r#"key = { vlaue = "••" }"#
        );
        let token = "0123456789abcdef0123456789abcdef";
        assert!(!shown(&format!("public_url = \"{token}\"")).contains("9ab"));
        assert!(shown(&format!("account_sid = \"AC{token}\"")).contains("9ab"));
    }

    #[test]
    fn what_is_no_secret_stays_readable() {
        for line in [
            r#"line = "+447700900101""#,
            r#"away = [{ from = 2026-12-24, to = 2027-01-02, cover = "x" }]"#,
            r#"hours = "Mo-Fr 09:00-12:30,14:00-18:00; PH off; 2026 Aug 21-2026 Aug 28 off""#,
            "confirm_phones = true",
            r#"texts = "30d""#,
        ] {
            assert_eq!(shown(line), line);
        }
    }

    #[test]
    fn a_known_number_is_hidden_where_a_line_is_written() {
        let text = r#"line = "07700 900123""#;
        let table = DeTable::parse(text).unwrap();
        let mut blanker = Blanker::new(table.get_ref(), "", false);
        blanker.know("+447700900123");
        assert_eq!(blanker.toml_line(text, 0), r#"line = "••••••••••••""#);
        let row = "07700900123,Ann,okafor,2026-11-01,,yes,fr-FR,482163";
        assert_eq!(
            blanker.csv_line(row, None),
            "•••••••••••,Ann,okafor,2026-11-01,,yes,fr-FR,••••••"
        );
    }

    #[test]
    fn of_a_clinicians_number_the_last_two_digits_can_be_shown() {
        let text = "phone = [\"+44 7700 900123\", '07700900124'] # +44 7700 900125";
        let table = DeTable::parse(text).unwrap();
        let mut blanker = Blanker::new(table.get_ref(), "", false);
        blanker.know("+447700900123");
        blanker.know("+447700900124");
        let blanked = blanker.toml_line(text, 0);
        assert_eq!(
            blanker.with_ends(text, &blanked),
            "phone = [\"•• 23\", '•• 24'] # +••••••••••••••"
        );
    }

    #[test]
    fn a_broken_file_shows_less() {
        let blanker = Blanker::new(&DeTable::new(), "", true);
        assert_eq!(blanker.toml_line("phone +44 77", 0), "phone ••••••");
        assert_eq!(
            blanker.toml_line("auth_token = \"abc", 0),
            "auth_token = \"•••"
        );
        assert_eq!(blanker.toml_line("name = Ada 77009", 0), "name = Ada •••••");
    }

    #[test]
    fn a_quoted_value_is_short_and_holds_no_number() {
        assert_eq!(quoted("Mo-Fr"), "\"Mo-Fr\"");
        assert_eq!(quoted("2026-02-30"), "\"2026-02-30\"");
        assert_eq!(quoted("482163"), "\"••••••\"");
        assert!(quoted(&"a".repeat(500)).len() < 80);
        assert_eq!(quoted("\u{1b}[31m"), "\" [31m\"");
    }
}
