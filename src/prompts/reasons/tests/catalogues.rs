//! Both catalogues have the sentence of every rule, with the same gaps, and no other.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

use super::*;
use crate::prompts::syntax::Parts;

/// What each catalogue has, by key, with the gaps of each.
fn listed(source: &'static str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parser::parse(source).unwrap_or_else(|(_, why)| panic!("{why:?}"));
    let mut all = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let parts = message.value.as_ref().map(Parts::of).unwrap();
        let gaps = parts.variables.into_iter().collect();
        let twice = all.insert(message.id.name.to_owned(), gaps);
        assert!(twice.is_none(), "{} twice", message.id.name);
    }
    all
}

fn rules(source: &'static str) -> BTreeSet<String> {
    let all = listed(source).into_keys();
    all.filter(|key| key.starts_with("reason-")).collect()
}

#[test]
fn every_rule_has_one_sentence_in_each_language_and_there_are_no_others() {
    let keys: BTreeSet<String> = keys::ALL.iter().map(|key| (*key).to_owned()).collect();
    assert_eq!(keys.len(), keys::ALL.len(), "a key is that of one rule");
    assert_eq!(rules(ENGLISH), keys);
    assert_eq!(rules(FRENCH), keys);
}

#[test]
fn every_rule_is_among_the_samples_that_the_other_tests_tell() {
    let told: BTreeSet<&str> = table::all().iter().map(key).collect();
    assert_eq!(told, keys::ALL.iter().copied().collect());
}

#[test]
fn a_sentence_has_the_same_gaps_in_both_languages() {
    let (english, french) = (listed(ENGLISH), listed(FRENCH));
    for (key, gaps) in &english {
        assert_eq!(Some(gaps), french.get(key), "{key}");
    }
    assert_eq!(english.len(), french.len());
}

#[test]
fn every_gap_that_a_rule_fills_is_used() {
    let english = listed(ENGLISH);
    for reason in table::all() {
        let used = &english[key(&reason)];
        for (name, _) in gaps(&reason) {
            assert!(used.contains(name), "{reason:?}: {name}");
        }
    }
}
