//! A practice's own sentences: read, checked, and told about in words that help whoever wrote them.
//!
//! An error leaves the sentence out, so that the built-in one is spoken; a warning only tells.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Message, Pattern, Resource, Term};
use fluent_syntax::parser::{self, ErrorKind, ParserError};
use fluent_syntax::serializer::serialize;

use super::bundles::{self, Bundle};
use super::gaps;
use super::syntax::Parts;
use crate::domain::names::Language;

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

/// What callers must not be left without: the sentence and its gap.
const MUST_SAY: &[(&str, &str)] = &[
    ("emergency", "emergency"),
    ("call-front-desk", "desk"),
    ("unavailable", "until"),
    ("text-held", "emergency"),
    ("text-not-urgent", "emergency"),
    ("text-stranger", "emergency"),
    ("text-emergency", "emergency"),
    ("caller", "patients"),
    ("connecting", "patients"),
    ("missed-call", "patients"),
    ("new-message", "patients"),
];

/// The longest screening that can be spoken three times in 15 seconds, each followed by a second, in characters.
const LONGEST_SCREENING: &[(&str, usize)] = &[
    ("screening", 75),
    ("screening-urgent", 75),
    ("screening-again", 42),
];

/// The longest sentence that people listen to, in characters.
const LONGEST: usize = 300;

/// Reads a practice's files: language or locale, and source.
pub fn read(
    files: &[(String, String)],
    is_secret: &dyn Fn(&str) -> bool,
    problems: &mut Vec<SentenceProblem>,
) -> Vec<File> {
    let known = Known::new();
    files
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
        .collect()
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

/// The sentences that exist, by their English originals.
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
            match entry {
                Entry::Message(Message {
                    id,
                    value: Some(value),
                    ..
                }) => {
                    let mut gaps = Parts::of(&value).variables;
                    gaps.extend(gaps::EVERYWHERE.iter().map(|(name, _)| (*name).to_owned()));
                    known.gaps.insert(id.name.to_owned(), gaps);
                }
                Entry::Term(term) => {
                    known.terms.insert(term.id.name.to_owned());
                }
                _ => {}
            }
        }
        known
    }
}

fn parsed(source: &str) -> (Resource<&str>, Vec<ParserError>) {
    match parser::parse_runtime(source) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    }
}

/// Checks one file.
struct Checker<'a> {
    file: &'a str,
    source: &'a str,
    known: &'a Known,
    is_secret: &'a dyn Fn(&str) -> bool,
    problems: &'a mut Vec<SentenceProblem>,
}

impl<'a> Checker<'a> {
    fn locale(&mut self) -> Option<String> {
        let plain = self.file.len() == 2 && self.file.bytes().all(|b| b.is_ascii_alphabetic());
        if plain {
            return Some(self.file.to_ascii_lowercase());
        }
        let locale = self.file.parse::<Language>().ok();
        if locale.is_none() {
            self.tell(
                1,
                Severity::Error,
                "the file's name is no language: call it as in fr.ftl or fr-CA.ftl".to_owned(),
            );
        }
        locale.map(|language| language.to_string())
    }

    fn sentences(&mut self) -> (Resource<&'a str>, Vec<(String, usize)>) {
        let (mut resource, errors) = parsed(self.source);
        for error in errors {
            let line = line_of_mistake(self.source, &error);
            self.tell(line, Severity::Error, syntax(&error.kind));
        }
        let own_terms: HashSet<String> = resource
            .body
            .iter()
            .filter_map(|entry| match entry {
                Entry::Term(term) => Some(term.id.name.to_owned()),
                _ => None,
            })
            .collect();
        let mut places: Vec<(String, usize)> = Vec::new();
        resource.body.retain(|entry| match entry {
            Entry::Message(message) => {
                let nth = places
                    .iter()
                    .filter(|(id, _)| id == message.id.name)
                    .count();
                let line = line_of(self.source, message.id.name, nth);
                let good = self.message(message, line, nth, &own_terms);
                if good {
                    places.push((message.id.name.to_owned(), line));
                }
                good
            }
            Entry::Term(term) => self.term(term, &own_terms),
            _ => false,
        });
        (resource, places)
    }

    fn term(&mut self, term: &Term<&str>, own_terms: &HashSet<String>) -> bool {
        let name = format!("-{}", term.id.name);
        let line = line_of(self.source, &name, 0);
        self.pattern(&name, &term.value, line, &HashSet::new(), own_terms)
    }

    fn message(
        &mut self,
        message: &Message<&str>,
        line: usize,
        nth: usize,
        own_terms: &HashSet<String>,
    ) -> bool {
        let id = message.id.name;
        let known = self.known;
        let Some(gaps) = known.gaps.get(id) else {
            let hint = did_you_mean(id, known.gaps.keys());
            self.tell(
                line,
                Severity::Error,
                format!("there is no sentence `{id}`{hint}"),
            );
            return false;
        };
        let Some(value) = &message.value else {
            self.tell(
                line,
                Severity::Error,
                format!("`{id}` says nothing: write `{id} = ...`"),
            );
            return false;
        };
        if nth > 0 {
            self.tell(
                line,
                Severity::Warning,
                format!("`{id}` stands here once more: this one counts, delete the other"),
            );
        }
        let good = self.pattern(id, value, line, gaps, own_terms);
        if good {
            self.advise(id, &Parts::of(value), line);
        }
        good
    }

    /// What makes a sentence unusable.
    fn pattern(
        &mut self,
        id: &str,
        value: &Pattern<&str>,
        line: usize,
        gaps: &HashSet<String>,
        own_terms: &HashSet<String>,
    ) -> bool {
        let known = self.known;
        let parts = Parts::of(value);
        let before = self.problems.len();
        if (self.is_secret)(&parts.words) {
            self.tell(
                line,
                Severity::Error,
                format!("`{id}` holds a clinician's own number: write the practice's line instead"),
            );
        }
        for name in sorted(parts.variables.difference(gaps)) {
            let hint = did_you_mean(name, gaps.iter());
            self.tell(
                line,
                Severity::Error,
                format!("`{id}` has no `${name}`{hint}"),
            );
        }
        for name in sorted(
            parts
                .messages
                .iter()
                .filter(|name| !known.gaps.contains_key(*name)),
        ) {
            let hint = did_you_mean(name, known.gaps.keys());
            self.tell(
                line,
                Severity::Error,
                format!("`{id}` quotes a sentence `{name}` that does not exist{hint}"),
            );
        }
        for name in sorted(
            parts
                .terms
                .iter()
                .filter(|name| !known.terms.contains(*name) && !own_terms.contains(*name)),
        ) {
            let hint = did_you_mean(name, known.terms.iter());
            self.tell(
                line,
                Severity::Error,
                format!("`{id}` quotes a term `-{name}` that does not exist{hint}"),
            );
        }
        for name in sorted(parts.foreign.iter()) {
            self.tell(
                line,
                Severity::Error,
                format!(
                    "`{id}` uses `{name}`: functions, attributes and arguments do not exist here"
                ),
            );
        }
        self.problems.len() == before
    }

    /// What makes a sentence worse than it could be.
    fn advise(&mut self, id: &str, parts: &Parts, line: usize) {
        for (sentence, gap) in MUST_SAY {
            if *sentence == id && !parts.variables.contains(*gap) && parts.messages.is_empty() {
                self.tell(
                    line,
                    Severity::Warning,
                    format!("`{id}` no longer says `${gap}`, which people need"),
                );
            }
        }
        let length = parts
            .words
            .split('\n')
            .map(|part| part.chars().count())
            .max()
            .unwrap_or(0);
        let longest = LONGEST_SCREENING
            .iter()
            .find(|(sentence, _)| *sentence == id);
        if let Some((_, most)) = longest.filter(|(_, most)| length > *most) {
            self.tell(
                line,
                Severity::Warning,
                format!("`{id}` has {length} characters: with more than {most} it cannot be repeated before the call goes on"),
            );
        } else if length > LONGEST {
            self.tell(
                line,
                Severity::Warning,
                format!("`{id}` has {length} characters: nobody listens to more than {LONGEST}"),
            );
        }
    }

    fn tell(&mut self, line: usize, severity: Severity, message: String) {
        // A name in the file may itself be written like a number.
        let message = if (self.is_secret)(&message) {
            "this sentence holds a clinician's own number: remove it".to_owned()
        } else {
            message
        };
        self.problems.push(SentenceProblem {
            file: self.file.to_owned(),
            line,
            severity,
            message,
        });
    }
}

fn sorted<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'a String> {
    let mut names: Vec<_> = names.collect();
    names.sort();
    names
}

/// "; did you mean `x`?", where something is near enough.
fn did_you_mean<'a>(written: &str, known: impl Iterator<Item = &'a String>) -> String {
    let near = known
        .map(|name| (strsim::damerau_levenshtein(written, name), name))
        .min();
    match near {
        Some((distance, name)) if distance <= 1 + name.len() / 4 => {
            format!("; did you mean `{name}`?")
        }
        _ => String::new(),
    }
}

/// The line of a mistake: where the sentence begins if the mistake only shows at the beginning of the next one.
fn line_of_mistake(source: &str, error: &ParserError) -> usize {
    match &error.slice {
        Some(sentence) if error.pos.start >= sentence.end => line_at(source, sentence.start),
        _ => line_at(source, error.pos.start),
    }
}

/// The line of a byte, from 1.
fn line_at(source: &str, position: usize) -> usize {
    let before = source.as_bytes().iter().take(position);
    1 + before.filter(|byte| **byte == b'\n').count()
}

/// The line where a sentence begins for the nth time.
fn line_of(source: &str, id: &str, nth: usize) -> usize {
    let begins = |line: &str| {
        line.strip_prefix(id)
            .is_some_and(|rest| rest.trim_start_matches(' ').starts_with('='))
    };
    let mut places = source.lines().enumerate().filter(|(_, line)| begins(line));
    places.nth(nth).map_or(1, |(line, _)| line + 1)
}

/// A mistake in the notation, in plain words.
fn syntax(kind: &ErrorKind) -> String {
    let what = match kind {
        ErrorKind::ExpectedToken('=') => "after the sentence's name comes `=`",
        ErrorKind::ExpectedToken('}') | ErrorKind::UnbalancedClosingBrace => {
            "each `{` needs its `}`, and nothing else may stand between them than a gap like `$practice`"
        }
        ErrorKind::ExpectedMessageField { .. }
        | ErrorKind::ExpectedTermField { .. }
        | ErrorKind::MissingValue => "the sentence is empty: write it after the `=`",
        ErrorKind::MissingDefaultVariant | ErrorKind::MultipleDefaultVariants => {
            "one of the choices, and only one, needs a `*` before its `[`"
        }
        ErrorKind::UnterminatedStringLiteral => "a quotation mark is not closed",
        ErrorKind::ExpectedInlineExpression | ErrorKind::ExpectedCharRange { .. } => {
            "here stands something that cannot be read: a sentence is `name = words`, a gap `{ $name }`, and further lines are indented"
        }
        _ => {
            "this cannot be read as Fluent, the notation of the sentences (https://projectfluent.org)"
        }
    };
    what.to_owned()
}
