//! What makes a practice's own sentence unusable, and what makes it worse than it could be.

use std::collections::HashSet;

use fluent_syntax::ast::{Entry, Message, Pattern, Resource, Term};

use super::wording::{did_you_mean, line_of, line_of_mistake, syntax};
use super::{Known, SentenceProblem, Severity, parsed};
use crate::domain::names::Language;
use crate::prompts::gaps;
use crate::prompts::syntax::Parts;

/// What callers must not be left without: the sentence and its gap.
const MUST_SAY: &[(&str, &str)] = &[
    ("call-front-desk", "desk"),
    ("unavailable", "until"),
    ("text-held", "until"),
    ("caller", "patients"),
    ("connecting", "patients"),
    ("missed-call", "patients"),
    ("new-message", "patients"),
    ("text-confirm", "patients"),
    ("text-sent-to", "patients"),
    ("text-withdrawn", "patients"),
    ("text-not-delivered", "patients"),
    ("text-to-whom", "marks"),
    ("line-is", "patients"),
    ("phone-confirm", "practice"),
    ("greeting", "clinician"),
    ("greeting", "hours"),
    ("desk-phone-not-ready", "clinician"),
    ("desk-text-waits", "clinician"),
];

/// The words that people must send back, the same in every language: the sentence and its word.
const MUST_ASK_FOR: &[(&str, &str)] = &[
    ("phone-confirm", "OK"),
    ("stop-undo", "START"),
    ("stop-undo-line", "START"),
];

/// The gaps without which a sentence is not used: nobody is left without the emergency number, and a question whose
/// answer is not known can't be answered. With what the gap is.
const NOT_WITHOUT: &[(&str, &str, &str)] = &[
    ("emergency", "emergency", "the emergency number"),
    ("emergency-written", "emergency", "the emergency number"),
    ("text-confirm", "code", "the number to reply with"),
];

/// The longest screening that can be spoken three times in 15 seconds, each followed by a second, in characters.
const LONGEST_SCREENING: &[(&str, usize)] = &[
    ("screening", 86),
    ("screening-urgent", 86),
    ("screening-again", 42),
];

/// The longest sentence that people listen to, in characters.
const LONGEST: usize = 300;

/// The longest sentence of a text, in characters: two parts, and each part is paid for.
const LONGEST_TEXT: usize = 306;

/// Checks one file.
pub struct Checker<'a> {
    pub file: &'a str,
    pub source: &'a str,
    pub known: &'a Known,
    pub is_secret: &'a dyn Fn(&str) -> bool,
    pub problems: &'a mut Vec<SentenceProblem>,
}

impl<'a> Checker<'a> {
    /// The language or locale that the file's name says.
    pub fn locale(&mut self) -> Option<String> {
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

    /// The sentences that can be used, and where they stand: name and line.
    pub fn sentences(&mut self) -> (Resource<&'a str>, Vec<(String, usize)>) {
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
        for (_, gap, what) in NOT_WITHOUT.iter().filter(|(sentence, ..)| *sentence == id) {
            if !parts.variables.contains(*gap) && parts.messages.is_empty() {
                let message =
                    format!("`{id}` does not say {what}: write {{ ${gap} }} where it belongs");
                self.tell(line, Severity::Error, message);
            }
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
        for (sentence, word) in MUST_ASK_FOR {
            let asks = parts.words.contains(word) || !parts.messages.is_empty();
            if *sentence == id && !asks {
                self.tell(
                    line,
                    Severity::Warning,
                    format!(
                        "`{id}` no longer asks for the word {word}, which is what must be sent back"
                    ),
                );
            }
        }
        self.advise_on_length(id, parts, line);
    }

    fn advise_on_length(&mut self, id: &str, parts: &Parts, line: usize) {
        let length = parts
            .words
            .split('\n')
            .map(|part| part.chars().count())
            .max()
            .unwrap_or(0);
        let screening = LONGEST_SCREENING
            .iter()
            .find(|(sentence, _)| *sentence == id);
        let told = match screening {
            Some((_, most)) if length > *most => format!(
                "`{id}` has {length} characters: with more than {most} it cannot be repeated before the call goes on"
            ),
            _ if gaps::is_written(id) && length > LONGEST_TEXT => format!(
                "`{id}` has {length} characters: more than {LONGEST_TEXT} go out, and are paid for, as three texts"
            ),
            _ if !gaps::is_written(id) && length > LONGEST => {
                format!("`{id}` has {length} characters: nobody listens to more than {LONGEST}")
            }
            _ => return,
        };
        self.tell(line, Severity::Warning, told);
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
