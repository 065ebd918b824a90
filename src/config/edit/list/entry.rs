//! The entries of a list, as they should be and as they are written: compared by what they mean.

use chrono::NaiveDate;
#[cfg(test)]
use toml_edit::Array;
use toml_edit::{Table, Value};

use super::super::document::quoted;
use crate::config::date::iso;

/// One entry as it should be.
#[derive(Clone, PartialEq, Eq)]
pub enum Entry {
    /// A text.
    Text(String),
    /// A table in braces: its keys in their usual order, `None` where one is left out.
    Table(Vec<(&'static str, Option<Plain>)>),
}

/// A value of an entry.
#[derive(Clone, PartialEq, Eq)]
pub enum Plain {
    /// In quotation marks.
    Text(String),
    /// A date, without.
    Date(NaiveDate),
}

impl Plain {
    /// As it is written.
    pub fn written(&self) -> String {
        match self {
            Plain::Text(text) => quoted(text),
            Plain::Date(date) => date.to_string(),
        }
    }

    /// What it means, to be compared.
    pub fn meaning(&self) -> String {
        match self {
            Plain::Text(text) => text.trim().to_owned(),
            Plain::Date(date) => date.to_string(),
        }
    }
}

impl Entry {
    /// As it is written.
    pub fn written(&self) -> String {
        match self {
            Entry::Text(text) => quoted(text),
            Entry::Table(fields) => {
                let fields = fields.iter().filter_map(|(key, value)| {
                    Some(format!("{key} = {}", value.as_ref()?.written()))
                });
                format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The same for entries that mean the same, however they are written.
    pub fn meaning(&self) -> Vec<(String, String)> {
        match self {
            Entry::Text(text) => vec![(String::new(), text.trim().to_owned())],
            Entry::Table(fields) => {
                let fields = fields.iter().filter_map(|(key, value)| {
                    Some(((*key).to_owned(), value.as_ref()?.meaning()))
                });
                let mut fields: Vec<_> = fields.collect();
                fields.sort();
                fields
            }
        }
    }
}

/// What a list means, entry by entry, to be compared.
pub fn meanings(entries: &[Entry]) -> Vec<Vec<(String, String)>> {
    entries.iter().map(Entry::meaning).collect()
}

/// What the entries of a list mean, as they are written.
#[cfg(test)]
pub fn meanings_of(list: &Array) -> Vec<Vec<(String, String)>> {
    list.iter().map(entry_meaning).collect()
}

/// What an entry means, as it is written.
pub fn entry_meaning(value: &Value) -> Vec<(String, String)> {
    match value.as_inline_table() {
        Some(table) => {
            let fields = table
                .iter()
                .map(|(key, value)| (key.to_owned(), meaning(value)));
            let mut fields: Vec<_> = fields.collect();
            fields.sort();
            fields
        }
        None => vec![(String::new(), meaning(value))],
    }
}

/// What a table of its own means, as it is written.
pub fn table_meaning(table: &Table) -> Vec<(String, String)> {
    let fields = table.iter().map(|(key, item)| {
        (
            key.to_owned(),
            item.as_value().map_or_else(String::new, meaning),
        )
    });
    let mut fields: Vec<_> = fields.collect();
    fields.sort();
    fields
}

/// What a value means, as it is written.
pub fn meaning(value: &Value) -> String {
    match value {
        Value::String(text) => {
            let text = text.value().trim();
            iso(text).map_or_else(|_| text.to_owned(), |date| date.to_string())
        }
        Value::Datetime(when) => when.value().to_string(),
        other => other.to_string(),
    }
}
