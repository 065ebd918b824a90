//! `docs/configuration.md` and the readers know the same keys.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::*;
use crate::config::keys::{COLUMNS, KEYS, SECTIONS};

/// The keys of the document: rows of tables that begin with a key in backquotes, under headings that name a section.
fn documented() -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(project("docs/configuration.md")).unwrap();
    let mut section = String::new();
    let mut keys = BTreeSet::new();
    for line in text.lines() {
        if line.starts_with('#') {
            let named = line.split('`').nth(1).unwrap_or_default();
            section = named.trim_matches(['[', ']']).to_owned();
        } else if let Some(row) = line.strip_prefix("| `") {
            let key = row.split('`').next().unwrap().to_owned();
            keys.insert((section.clone(), key));
        }
    }
    keys
}

#[test]
fn every_key_that_is_read_is_documented_and_the_reverse() {
    let keys = KEYS
        .iter()
        .map(|key| (key.section.to_owned(), key.name.to_owned()));
    let columns = COLUMNS
        .iter()
        .map(|column| ("patients.csv".to_owned(), (*column).to_owned()));
    let known: BTreeSet<(String, String)> = keys.chain(columns).collect();
    let documented = documented();
    let missing: Vec<_> = known.difference(&documented).collect();
    let invented: Vec<_> = documented.difference(&known).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "missing: {missing:?}, invented: {invented:?}"
    );
}

#[test]
fn every_section_stands_in_the_sample() {
    let sample = fs::read_to_string(project("config/practice.toml")).unwrap();
    for section in SECTIONS {
        assert!(sample.contains(&format!("[{section}]")), "{section}");
    }
    for key in KEYS.iter().filter(|key| !key.section.contains('.')) {
        assert!(sample.contains(key.name), "{}", key.name);
    }
}

/// A known key that no reader looks at would be accepted and do nothing.
#[test]
fn every_known_key_is_read() {
    let base: Table = PRACTICE
        .replace("kind = \"local\"", "kind = \"twilio\"")
        .parse()
        .unwrap();
    for key in KEYS {
        let mut table = base.clone();
        let wrong = Value::Array(vec![Value::Array(Vec::new())]);
        let mut entry = Table::new();
        entry.insert(key.name.to_owned(), wrong.clone());
        match key.section.split_once('.') {
            Some((outer, list)) => first(&mut table, outer)
                .insert(list.to_owned(), Value::Array(vec![Value::Table(entry)])),
            None if key.section == "secret" => {
                let place = first(&mut table, "provider");
                place.insert("auth_token".to_owned(), Value::Table(entry))
            }
            None => first(&mut table, key.section).insert(key.name.to_owned(), wrong),
        };
        let mistakes = Folder::with(&table.to_string()).mistakes();
        let about = |mistake: &&Mistake| {
            mistake.message.contains(&format!("`{}`", key.name))
                && mistake.message.contains(" must ")
                || mistake
                    .message
                    .contains(&format!("the list `{}` holds", key.name))
                || mistake
                    .message
                    .contains(&format!("each entry of `{}`", key.name))
        };
        assert!(
            mistakes.iter().any(|mistake| about(&mistake)),
            "{}.{}: {mistakes:#?}",
            key.section,
            key.name
        );
    }
}

fn first<'t>(table: &'t mut Table, section: &str) -> &'t mut Table {
    let value = table
        .entry(section)
        .or_insert_with(|| Value::Table(Table::new()));
    match value {
        Value::Table(table) => table,
        Value::Array(list) => list[0].as_table_mut().unwrap(),
        _ => panic!("{section}"),
    }
}
