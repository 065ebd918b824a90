//! A practice's own sentences: read, checked, and told about in words that help whoever wrote them.
//!
//! An error leaves the sentence out, so that the built-in one is spoken; a warning only tells.

mod check;
#[cfg(test)]
mod tests;
mod wording;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Message, Resource};
use fluent_syntax::parser::{self, ParserError};
use fluent_syntax::serializer::serialize;

use super::bundles::{self, Bundle};
use super::gaps;
use super::syntax::Parts;
use check::Checker;

/// Something that is wrong with a practice's own sentence. Never holds what stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceProblem {
    /// The language or locale of the file: its name without `.ftl`.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// Whether the sentence was left out.
    pub severity: Severity,
    /// What is wrong, and what to write instead.
    pub message: String,
}

/// How bad a [`SentenceProblem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The sentence is left out; the built-in one is spoken.
    Error,
    /// The sentence is spoken as it is written.
    Warning,
}

/// One file of a practice, as far as it can be used.
pub struct File {
    /// The language or locale.
    pub locale: String,
    /// Its sentences.
    pub sentences: Arc<FluentResource>,
    /// Where they stand: name and line.
    places: Vec<(String, usize)>,
}

impl File {
    fn language(&self) -> &str {
        self.locale.split('-').next().unwrap_or_default()
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|(id, _)| id.as_str())
    }
}

/// Reads a practice's files: language or locale, and source.
pub fn read(
    files: &[(String, String)],
    is_secret: &dyn Fn(&str) -> bool,
    problems: &mut Vec<SentenceProblem>,
) -> Vec<File> {
    let known = Known::new();
    let files: Vec<File> = files
        .iter()
        .filter_map(|(locale, source)| {
            let mut checker = Checker {
                file: locale,
                source,
                known: &known,
                is_secret,
                problems,
            };
            let locale = checker.locale()?;
            let (resource, places) = checker.sentences();
            let sentences = bundles::resource(serialize(&resource));
            Some(File {
                locale,
                sentences,
                places,
            })
        })
        .collect();
    tell_missing(&files, &known, problems);
    files
}

/// A language that only the practice speaks should be spoken whole: English words in another language's voice are hard
/// to understand.
fn tell_missing(files: &[File], known: &Known, problems: &mut Vec<SentenceProblem>) {
    let mut told = HashSet::new();
    for file in files {
        let language = file.language();
        if bundles::built_in_source(language).is_some() || !told.insert(language) {
            continue;
        }
        let same = files.iter().filter(|other| other.language() == language);
        let given: HashSet<&str> = same.flat_map(File::ids).collect();
        let all: BTreeSet<&str> = known.gaps.keys().map(String::as_str).collect();
        let missing: Vec<&str> = all.into_iter().filter(|id| !given.contains(id)).collect();
        if let Some(first) = missing.first() {
            problems.push(SentenceProblem {
                file: file.locale.clone(),
                line: 1,
                severity: Severity::Warning,
                message: format!(
                    "Nightbell knows no `{language}` of its own, and {} sentences are missing here (the first is \
                     `{first}`): they are spoken in English",
                    missing.len()
                ),
            });
        }
    }
}

/// Speaks each sentence of a file once with everything known and once with nothing known.
pub fn rehearse(file: &File, bundle: &Bundle, problems: &mut Vec<SentenceProblem>) {
    let known = Known::new();
    for (id, line) in &file.places {
        let gaps: Vec<&String> = known.gaps.get(id.as_str()).into_iter().flatten().collect();
        let works = ["Ada", gaps::UNKNOWN].into_iter().all(|filling| {
            let mut args = FluentArgs::new();
            for gap in &gaps {
                args.set(gap.as_str(), filling);
            }
            bundle
                .sentence(id, &args)
                .is_some_and(|text| !text.trim().is_empty())
        });
        if !works {
            problems.push(SentenceProblem {
                file: file.locale.clone(),
                line: *line,
                severity: Severity::Error,
                message: format!(
                    "`{id}` cannot be spoken: it is empty or quotes itself; the built-in sentence is used"
                ),
            });
        }
    }
}

/// The sentences that exist, by their English originals, and the terms of all languages: a term is what one of them says
/// differently in its regions.
struct Known {
    gaps: HashMap<String, HashSet<String>>,
    terms: HashSet<String>,
}

impl Known {
    fn new() -> Self {
        let source = bundles::built_in_source("en").unwrap_or_default();
        let mut known = Known {
            gaps: HashMap::new(),
            terms: HashSet::new(),
        };
        for entry in parsed(source).0.body {
            if let Entry::Message(Message {
                id,
                value: Some(value),
                ..
            }) = entry
            {
                let mut gaps = Parts::of(&value).variables;
                gaps.extend(gaps::EVERYWHERE.iter().map(|(name, _)| (*name).to_owned()));
                known.gaps.insert(id.name.to_owned(), gaps);
            }
        }
        known.terms = bundles::built_in_locales()
            .filter_map(bundles::built_in_source)
            .flat_map(|source| parsed(source).0.body)
            .filter_map(|entry| match entry {
                Entry::Term(term) => Some(term.id.name.to_owned()),
                _ => None,
            })
            .collect();
        known
    }
}

fn parsed(source: &str) -> (Resource<&str>, Vec<ParserError>) {
    match parser::parse_runtime(source) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    }
}
