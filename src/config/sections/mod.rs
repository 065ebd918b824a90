//! The sections of `practice.toml`, one reader each.
//!
//! A reader returns something usable even where it found a mistake, so that the rest can still be checked; with any
//! error nothing of it is used.

pub mod callers;
pub mod clinicians;
pub mod lines;
pub mod practice;
pub mod provider;
pub mod retention;
pub mod rota;
pub mod storage;
pub mod times;
pub mod voicemail;

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::blank::quoted;
use super::findings::Findings;
use super::keys;
use super::section::Section;

/// The tables of `practice.toml`, each opened as its section.
pub struct Document<'a> {
    table: &'a DeTable<'a>,
    /// The end of the file: where what is missing would be written.
    end: Range<usize>,
}

impl<'a> Document<'a> {
    /// Takes the parsed file and refuses sections that are not known.
    pub fn open(table: &'a DeTable<'a>, text: &str, findings: &mut Findings) -> Self {
        let known = || keys::SECTIONS.iter().copied();
        for key in table.keys() {
            let written = key.get_ref().as_ref();
            if known().all(|section| section != written) {
                unknown_section(written, &key.span(), findings);
            }
        }
        let end = text.trim_end().len();
        let end = text
            .get(..end)
            .and_then(|text| text.rfind('\n'))
            .map_or(0, |at| at + 1);
        Document {
            table,
            end: end..end,
        }
    }

    /// A section that stands once, as `[name]`.
    pub fn one(&self, name: &'static str, findings: &mut Findings) -> Option<Section<'a>> {
        let (key, value) = self.table.get_key_value(name)?;
        match value.get_ref() {
            DeValue::Table(table) => Some(Section::open(name, table, value.span(), findings)),
            _ => {
                let message = format!("`{name}` is a section of its own and stands once");
                findings.error(
                    &key.span(),
                    message,
                    format!("[{name}]   on a line of its own"),
                );
                None
            }
        }
    }

    /// A section that may stand several times, as `[[name]]`.
    pub fn many(&self, name: &'static str, findings: &mut Findings) -> Vec<Section<'a>> {
        let Some((key, value)) = self.table.get_key_value(name) else {
            return Vec::new();
        };
        let list = match value.get_ref() {
            DeValue::Array(list) => list.iter().collect(),
            _ => Vec::new(),
        };
        let mut sections = Vec::new();
        for item in &list {
            if let DeValue::Table(table) = item.get_ref() {
                sections.push(Section::open(name, table, item.span(), findings));
            }
        }
        if sections.len() != list.len() || !matches!(value.get_ref(), DeValue::Array(_)) {
            let message = format!("`{name}` may stand several times, each time in double brackets");
            findings.error(
                &key.span(),
                message,
                format!("[[{name}]]   on a line of its own"),
            );
        }
        sections
    }

    /// Whether a section is written at all.
    pub fn has(&self, name: &str) -> bool {
        self.table.contains_key(name)
    }

    /// Says that a section is missing.
    pub fn missing(&self, message: &str, help: &str, findings: &mut Findings) {
        findings.absent(&self.end, message, help);
    }
}

fn unknown_section(written: &str, at: &Range<usize>, findings: &mut Findings) {
    let message = format!("there is no section {}", quoted(written));
    let home = keys::KEYS.iter().find(|key| key.name == written);
    let help = match (keys::closest(written, keys::SECTIONS.iter().copied()), home) {
        (Some(section), _) => format!(
            "{}   (did you mean this?)",
            super::section::heading(section)
        ),
        (None, Some(key)) => format!("`{written}` under {}", super::section::heading(key.section)),
        (None, None) => format!("one of {}, or remove it", keys::SECTIONS.join(", ")),
    };
    findings.error(at, message, help);
}
