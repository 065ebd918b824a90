//! What callers hear and readers read: the catalogues, and hours in plain words.
//!
//! One Fluent file per language holds the sentences, one per [`Phrase`], under the variant's name in kebab-case;
//! small files beside them hold what a region says differently. A practice may override any sentence, and nothing it
//! writes there can silence a call: a sentence that does not work gives way to the built-in one.

mod bundles;
mod calendar;
mod card;
mod gaps;
pub mod hours_words;
pub mod moments;
mod names;
mod numbers;
mod overrides;
mod reasons;
#[cfg(test)]
pub(crate) mod samples;
mod syntax;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use fluent_bundle::FluentArgs;

use crate::domain::names::Language;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
pub use crate::domain::text::urgent_words;
use bundles::Bundle;
pub use card::{OnCard, Otherwise};
use gaps::{Filler, Sentence};
pub use numbers::national;
pub use overrides::{SentenceProblem, Severity};
pub use reasons::sentence;

/// What is left to say if even the built-in English sentence could not be formed.
const LAST_RESORT: &str =
    "We are sorry, something went wrong. In an emergency, please call the emergency services.";

/// The sentences of every language, with the practice's own. Built once for a configuration and shared.
pub struct Prompts {
    /// By language (`fr`) and by locale (`fr-CA`).
    voices: HashMap<String, Voice>,
}

/// The sentences of one language or locale.
struct Voice {
    built_in: Bundle,
    /// Those and the practice's own, if it has any.
    own: Option<Bundle>,
}

impl Prompts {
    /// The built-in sentences alone.
    pub fn built_in() -> Self {
        Prompts::new(&[], &|_| false).0
    }

    /// The built-in sentences and the practice's own: a language or locale each, from the file's name (`fr`, `fr-CA`),
    /// with the Fluent source. `is_secret` says whether a text holds a clinician's number
    /// ([`Guard::finds`](crate::domain::guard::Guard::finds)).
    ///
    /// What does not work in an override is told and left out; the problems come in the order of the files.
    pub fn new(
        overrides: &[(String, String)],
        is_secret: &dyn Fn(&str) -> bool,
    ) -> (Self, Vec<SentenceProblem>) {
        let mut problems = Vec::new();
        let files = overrides::read(overrides, is_secret, &mut problems);
        let locales = bundles::built_in_locales()
            .map(str::to_owned)
            .chain(files.iter().map(|file| file.locale.clone()));
        let voices = locales
            .map(|locale| (locale.clone(), Voice::new(&locale, &files)))
            .collect();
        let prompts = Prompts { voices };
        for file in &files {
            if let Some(own) = prompts
                .voices
                .get(&file.locale)
                .and_then(|v| v.own.as_ref())
            {
                overrides::rehearse(file, own, &mut problems);
            }
        }
        (prompts, problems)
    }

    /// Which language is really spoken where this one is asked for: the same if there are sentences in it, else English.
    /// The synthetic voice must be chosen by this.
    pub fn spoken_language(&self, language: Language) -> Language {
        match self.voice(language) {
            Some(_) => language,
            None => Language::ENGLISH,
        }
    }

    /// One sentence in the listener's language, in one line. Not guarded: whoever sends it to a patient asks the
    /// [`Guard`](crate::domain::guard::Guard) first.
    pub fn say(&self, phrase: &Phrase, language: Language, practice: &Practice) -> String {
        self.render(&Sentence::spoken(phrase), language, practice)
    }

    /// The sentences of one text message, in one line. Not guarded either.
    pub fn write(&self, phrases: &[Phrase], language: Language, practice: &Practice) -> String {
        let written = phrases
            .iter()
            .map(|phrase| self.render(&Sentence::written(phrase), language, practice));
        written.collect::<Vec<_>>().join(" ")
    }

    fn render(&self, sentence: &Sentence<'_>, language: Language, practice: &Practice) -> String {
        let asked = self.voice(language);
        let english = self.voices.get("en");
        let attempts = [
            asked
                .and_then(|voice| voice.own.as_ref())
                .map(|own| (own, language)),
            asked.map(|voice| (&voice.built_in, language)),
            english.map(|voice| (&voice.built_in, Language::ENGLISH)),
        ];
        attempts
            .into_iter()
            .flatten()
            .find_map(|(bundle, language)| filled(bundle, sentence, language, practice))
            .unwrap_or_else(|| LAST_RESORT.to_owned())
    }

    fn voice(&self, language: Language) -> Option<&Voice> {
        let exact = self.voices.get(&language.to_string());
        exact
            .or_else(|| self.voices.get(bundles::regional(language)?))
            .or_else(|| self.voices.get(language.language()))
    }
}

impl Voice {
    fn new(locale: &str, files: &[overrides::File]) -> Self {
        let mut files: Vec<_> = files
            .iter()
            .filter(|file| bundles::applies(&file.locale, locale))
            .collect();
        // The language's file first, so that the locale's own counts.
        files.sort_by_key(|file| file.locale.len());
        let own: Vec<_> = files.iter().map(|file| file.sentences.clone()).collect();
        Voice {
            built_in: Bundle::new(locale, &[]),
            own: (!own.is_empty()).then(|| Bundle::new(locale, &own)),
        }
    }
}

fn filled(
    bundle: &Bundle,
    sentence: &Sentence<'_>,
    language: Language,
    practice: &Practice,
) -> Option<String> {
    let filler = Filler {
        bundle,
        language,
        practice,
        written: sentence.is_written(),
    };
    let mut args = FluentArgs::new();
    for (name, gap) in sentence.gaps.iter().chain(&gaps::EVERYWHERE) {
        if bundle.needs(sentence.id, name) {
            args.set(*name, filler.fill(*gap));
        }
    }
    let text = bundle.sentence(sentence.id, &args)?;
    Some(in_one_line(&text))
}

/// Line breaks of the catalogue become spaces, and the sentence begins with a capital, whatever stands in its first gap.
fn in_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let mut rest = line.chars();
    match rest.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(rest).collect(),
        _ => line,
    }
}
