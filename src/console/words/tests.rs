//! The two languages have the same sentences with the same gaps, and every key that the source names is there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use super::{ENGLISH, FRENCH, Tongue, Words};

fn sentences(files: &[(&str, &str)]) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for (page, source) in files {
        let resource = parser::parse(*source).unwrap_or_else(|(_, why)| panic!("{page}: {why:?}"));
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                continue;
            };
            let text = format!("{message:?}");
            let gaps = text.split("VariableReference { id: Identifier { name: \"");
            let gaps = gaps.skip(1).filter_map(|rest| rest.split('"').next());
            let key = message.id.name.to_owned();
            assert!(
                key.starts_with(&format!("{page}-")),
                "{key} stands in {page}.ftl"
            );
            assert!(
                all.insert(key.clone(), gaps.map(str::to_owned).collect())
                    .is_none(),
                "{key} twice"
            );
        }
    }
    all
}

#[test]
fn both_languages_have_the_same_sentences_with_the_same_gaps() {
    let (english, french) = (sentences(ENGLISH), sentences(FRENCH));
    let differ: Vec<_> = english
        .keys()
        .chain(french.keys())
        .filter(|key| english.get(*key) != french.get(*key))
        .collect();
    assert!(differ.is_empty(), "{differ:#?}");
}

fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && !path.ends_with("words/tests.rs")
        {
            found.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_sentence_that_a_page_names_is_there() {
    let mut source = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console"),
        &mut source,
    );
    let english = sentences(ENGLISH);
    let mut missing = BTreeSet::new();
    for call in [".t(", ".with("] {
        for rest in source.split(call).skip(1) {
            let rest = rest.trim_start();
            if let Some(key) = rest
                .strip_prefix('"')
                .and_then(|rest| rest.split('"').next())
                && !english.contains_key(key)
            {
                missing.insert(key.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn a_sentence_comes_in_the_readers_language() {
    let french = Words::new(Tongue::French);
    assert_ne!(
        french.t("page-not-found"),
        Words::new(Tongue::English).t("page-not-found")
    );
}
