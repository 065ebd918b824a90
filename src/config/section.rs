//! Typed readers over one section of `practice.toml`: each says what is wrong, where, and what to write.
//!
//! Written by hand rather than derived, because all mistakes are shown at once and each wants its own way out.

mod unknown;

use std::ops::{Range, RangeInclusive};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::blank::quoted;
use super::duration;
use super::findings::Findings;
use super::keys;
use unknown::unknown_key;

type Value<'a> = Spanned<DeValue<'a>>;

/// A text with its place in the file.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    /// What it says.
    pub text: &'a str,
    /// Its bytes, quotation marks included.
    pub at: Range<usize>,
}

/// One section of the file, or one entry of a list of tables.
pub struct Section<'a> {
    name: &'static str,
    table: &'a DeTable<'a>,
    /// Where it begins.
    pub at: Range<usize>,
}

impl<'a> Section<'a> {
    /// Opens a table as the section `name` of [`keys::KEYS`], and refuses keys that it does not know.
    pub fn open(
        name: &'static str,
        table: &'a DeTable<'a>,
        at: Range<usize>,
        findings: &mut Findings,
    ) -> Self {
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if keys::of(name).all(|known| known.name != written) {
                unknown_key(name, written, &key.span(), findings);
            }
        }
        Section { name, table, at }
    }

    fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        debug_assert!(keys::of(self.name).any(|known| known.name == key), "{key}");
        self.table.get(key)
    }

    /// What to write for a key.
    pub fn example(&self, key: &str) -> &'static str {
        keys::example(self.name, key)
    }

    /// Where a key's value stands, or the section.
    pub fn place(&self, key: &str) -> Range<usize> {
        self.get(key).map_or_else(|| self.at.clone(), Spanned::span)
    }

    /// Whether a key is written.
    pub fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// Says that a key is missing.
    pub fn missing(&self, key: &str, findings: &mut Findings) {
        let message = format!("`{key}` is missing here");
        findings.absent(&self.at, message, self.example(key));
    }

    /// Says that a key's value is not of the kind it should be.
    fn wrong(&self, key: &str, value: &Value<'_>, kind: &str, findings: &mut Findings) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text in quotation marks",
            DeValue::Integer(_) | DeValue::Float(_) => "a number without quotation marks",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date without quotation marks",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a section",
        };
        let message = format!("`{key}` must be {kind}; this is {found}");
        findings.error(&value.span(), message, self.example(key));
    }

    /// A text that is not empty.
    pub fn text(&self, key: &str, findings: &mut Findings) -> Option<Text<'a>> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                let message = format!("`{key}` is empty");
                findings.error(&value.span(), message, self.example(key));
                None
            }
            DeValue::String(text) => Some(Text {
                text,
                at: value.span(),
            }),
            _ => {
                self.wrong(key, value, "a text in quotation marks", findings);
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required(&self, key: &str, findings: &mut Findings) -> Option<Text<'a>> {
        if !self.has(key) {
            self.missing(key, findings);
        }
        self.text(key, findings)
    }

    /// A name that is spoken to callers; empty after a mistake.
    pub fn spoken(&self, key: &str, hearers: &str, findings: &mut Findings) -> String {
        let Some(text) = self.required(key, findings) else {
            return String::new();
        };
        let digits = text.text.chars().filter(|c| c.is_numeric()).count();
        let plain = digits < 5 && !text.text.chars().any(char::is_control);
        if !plain || text.text.chars().count() > 100 {
            let message = format!(
                "a name is spoken to {hearers}: up to 100 characters on one line, without a telephone number in it"
            );
            findings.error(&text.at, message, self.example(key));
            return String::new();
        }
        text.text.trim().to_owned()
    }

    /// One text or a list of texts.
    pub fn texts(&self, key: &str, findings: &mut Findings) -> Vec<Text<'a>> {
        match self.get(key).map(|value| value.get_ref()) {
            None => Vec::new(),
            Some(DeValue::Array(list)) => {
                let items = list.iter().map(|item| self.item(key, item, findings));
                items.collect::<Vec<_>>().into_iter().flatten().collect()
            }
            Some(_) => self.text(key, findings).into_iter().collect(),
        }
    }

    fn item(&self, key: &str, item: &'a Value<'a>, findings: &mut Findings) -> Option<Text<'a>> {
        let text = item
            .get_ref()
            .as_str()
            .filter(|text| !text.trim().is_empty());
        if text.is_none() {
            let message =
                format!("the list `{key}` holds texts in quotation marks, none of them empty");
            findings.error(&item.span(), message, self.example(key));
        }
        text.map(|text| Text {
            text,
            at: item.span(),
        })
    }

    /// true or false.
    pub fn flag(&self, key: &str, default: bool, findings: &mut Findings) -> bool {
        let Some(value) = self.get(key) else {
            return default;
        };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(
                key,
                value,
                "true or false, without quotation marks",
                findings,
            );
            default
        })
    }

    /// A whole number within a range.
    pub fn whole(
        &self,
        key: &str,
        range: RangeInclusive<u32>,
        default: u32,
        findings: &mut Findings,
    ) -> u32 {
        let Some(value) = self.get(key) else {
            return default;
        };
        let written = value.get_ref().as_integer();
        let Some(written) = written else {
            self.wrong(key, value, "a whole number", findings);
            return default;
        };
        let number = u32::from_str_radix(written.as_str(), written.radix()).ok();
        number
            .filter(|number| range.contains(number))
            .unwrap_or_else(|| {
                let message = match *range.end() {
                    u32::MAX => {
                        format!("`{key}` must be a whole number, at least {}", range.start())
                    }
                    end => format!(
                        "`{key}` must be a whole number from {} to {end}",
                        range.start()
                    ),
                };
                findings.error(&value.span(), message, self.example(key));
                default
            })
    }

    /// A number above zero, with or without decimals.
    pub fn decimal(&self, key: &str, default: f64, findings: &mut Findings) -> f64 {
        let Some(value) = self.get(key) else {
            return default;
        };
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let sensible = |number: &f64| (0.01..=1000.0).contains(number);
        number.filter(sensible).unwrap_or_else(|| {
            let message = format!("`{key}` must be a number from 0.01 to 1000");
            findings.error(&value.span(), message, self.example(key));
            default
        })
    }

    /// A length of time as in "20s", in seconds, within a range.
    pub fn duration(
        &self,
        key: &str,
        range: RangeInclusive<u64>,
        default: u64,
        findings: &mut Findings,
    ) -> u64 {
        if let Some(DeValue::Integer(number)) = self.get(key).map(|value| value.get_ref()) {
            let message = format!("`{key}` needs a unit: s, m, h, d, w or y, in quotation marks");
            let unit = self.example(key).trim_end_matches('"').chars().last();
            let meant = format!("{}{}", number.as_str(), unit.unwrap_or('s'));
            let help = self.length_meant(key, &meant, &range);
            findings.error(&self.place(key), message, help);
            return default;
        }
        let Some(text) = self.text(key, findings) else {
            return default;
        };
        let message = match duration::seconds(text.text) {
            Some(seconds) if range.contains(&seconds) => return seconds,
            Some(_) => format!(
                "`{key}` must lie between {} and {}",
                duration::words(*range.start()),
                duration::words(*range.end())
            ),
            None => format!(
                "{} is not how a length of time is written: a whole number and s, m, h, d, w or y",
                quoted(text.text)
            ),
        };
        let help = self.length_meant(key, text.text, &range);
        findings.error(&text.at, message, help);
        default
    }

    /// What to write for a length of time: what seems to be meant, where that is allowed.
    fn length_meant(&self, key: &str, written: &str, range: &RangeInclusive<u64>) -> String {
        let allowed = |meant: &String| {
            duration::seconds(meant).is_some_and(|seconds| range.contains(&seconds))
        };
        match duration::meant(written).filter(allowed) {
            Some(meant) => format!("{key} = \"{meant}\""),
            None => self.example(key).to_owned(),
        }
    }

    /// One of a few words.
    pub fn choice<T: Copy>(
        &self,
        key: &str,
        choices: &[(&'static str, T)],
        findings: &mut Findings,
    ) -> Option<T> {
        let text = self.text(key, findings)?;
        let found = choices.iter().find(|(word, _)| *word == text.text);
        if found.is_none() {
            let words = choices.iter().map(|(word, _)| *word);
            let list: Vec<String> = words.clone().map(|word| format!("\"{word}\"")).collect();
            let message = format!(
                "`{key}` cannot be {}; it is one of {}",
                quoted(text.text),
                list.join(", ")
            );
            let help = keys::closest(text.text, words).map_or_else(
                || self.example(key).to_owned(),
                |word| format!("{key} = \"{word}\""),
            );
            findings.error(&text.at, message, help);
        }
        found.map(|(_, value)| *value)
    }

    /// A list of tables in braces, each read as the section `name`.
    pub fn tables(
        &self,
        key: &str,
        name: &'static str,
        findings: &mut Findings,
    ) -> Vec<Section<'a>> {
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(list) = value.get_ref() else {
            self.wrong(key, value, "a list in square brackets", findings);
            return Vec::new();
        };
        let mut sections = Vec::new();
        for item in list.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section::open(name, table, item.span(), findings))
                }
                _ => {
                    let message = format!("each entry of `{key}` stands in braces");
                    findings.error(&item.span(), message, self.example(key));
                }
            }
        }
        sections
    }

    /// A table in braces, or a list of them: the entries with their places, whatever they are.
    pub fn entries(&self, key: &str) -> Vec<&'a Value<'a>> {
        match self.get(key) {
            None => Vec::new(),
            Some(value) => match value.get_ref() {
                DeValue::Array(list) => list.iter().collect(),
                _ => vec![value],
            },
        }
    }

    /// The value of a key as it was read.
    pub fn raw(&self, key: &str) -> Option<&'a Value<'a>> {
        self.get(key)
    }
}

/// How a section is called in a message.
pub fn heading(section: &str) -> String {
    match section {
        "clinician" | "rota" => format!("[[{section}]]"),
        "clinician.away" => "an entry of `away`".to_owned(),
        "rota.shifts" => "an entry of `shifts`".to_owned(),
        "secret" => "a secret".to_owned(),
        _ => format!("[{section}]"),
    }
}

/// Where a character of a text stands in the file: `column` counts the text's characters from 1.
pub fn inside(file: &str, text: &Text<'_>, column: usize) -> Range<usize> {
    let raw = file.get(text.at.clone()).unwrap_or_default();
    let Some(start) = raw.find(text.text) else {
        // Escapes moved the characters: the beginning of the text is the best there is.
        return text.at.clone();
    };
    let before: usize = text
        .text
        .chars()
        .take(column.saturating_sub(1))
        .map(char::len_utf8)
        .sum();
    let at = text.at.start + start + before;
    at..text.at.end.max(at)
}
