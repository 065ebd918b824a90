//! The catalogues as Fluent bundles: a language, what its region says differently, and what the practice says differently.

use std::collections::HashMap;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::Entry;

use super::syntax::Parts;
use crate::domain::names::Language;

/// The built-in catalogues. A locale's file holds only what differs from its language's.
const CATALOGUES: &[(&str, &str)] = &[
    ("en", include_str!("catalogue/en.ftl")),
    ("en-US", include_str!("catalogue/en-US.ftl")),
    ("fr", include_str!("catalogue/fr.ftl")),
    ("fr-CA", include_str!("catalogue/fr-CA.ftl")),
    ("es", include_str!("catalogue/es.ftl")),
    ("es-419", include_str!("catalogue/es-419.ftl")),
    ("de", include_str!("catalogue/de.ftl")),
];

/// The languages and locales with a catalogue.
pub fn built_in_locales() -> impl Iterator<Item = &'static str> {
    CATALOGUES.iter().map(|(locale, _)| *locale)
}

/// The built-in catalogue of exactly this language or locale.
pub fn built_in_source(locale: &str) -> Option<&'static str> {
    CATALOGUES
        .iter()
        .find_map(|(name, source)| (*name == locale).then_some(*source))
}

/// The catalogue of the part of the world that a language's region belongs to (`419` is Latin America in UN M.49).
pub fn regional(language: Language) -> Option<&'static str> {
    match (language.language(), language.region()) {
        ("en", "US" | "CA") => Some("en-US"),
        ("fr", "CA") => Some("fr-CA"),
        ("es", region) if region != "ES" => Some("es-419"),
        _ => None,
    }
}

/// Whether a practice's file for `file` counts in `locale`: the same, or the locale's language.
pub fn applies(file: &str, locale: &str) -> bool {
    file == locale || locale.split('-').next() == Some(file)
}

/// The sentences of one language or locale, merged.
pub struct Bundle {
    sentences: FluentBundle<Arc<FluentResource>>,
    /// Which gaps each sentence has, so that only those are filled.
    gaps: HashMap<String, Parts>,
}

impl Bundle {
    /// The built-in sentences of a locale with others on top; where the language has none, English ones below.
    pub fn new(locale: &str, own: &[Arc<FluentResource>]) -> Self {
        let built_in = layers(locale).into_iter().map(resource);
        Bundle::layered(locale, built_in.chain(own.iter().cloned()))
    }

    /// The sentences of this source alone.
    pub fn of(locale: &str, source: &'static str) -> Self {
        Bundle::layered(locale, [resource(source)].into_iter())
    }

    fn layered(locale: &str, layers: impl Iterator<Item = Arc<FluentResource>>) -> Self {
        let identifier = locale.parse().unwrap_or_default();
        let mut sentences = FluentBundle::new_concurrent(vec![identifier]);
        sentences.set_use_isolating(false);
        let mut gaps = HashMap::new();
        for layer in layers {
            gaps.extend(layer.entries().filter_map(gaps_of));
            sentences.add_resource_overriding(layer);
        }
        Bundle { sentences, gaps }
    }

    /// Whether a sentence may need this gap: a sentence that quotes another may need any, a term
    /// sees none.
    pub fn needs(&self, id: &str, gap: &str) -> bool {
        self.gaps
            .get(id)
            .is_none_or(|parts| parts.variables.contains(gap) || !parts.messages.is_empty())
    }

    /// One sentence; `None` if it does not exist, says nothing, or has a gap that could not be filled.
    pub fn sentence(&self, id: &str, args: &FluentArgs) -> Option<String> {
        let message = self.sentences.get_message(id)?;
        let mut errors = Vec::new();
        let text = self
            .sentences
            .format_pattern(message.value()?, Some(args), &mut errors);
        let whole = errors.is_empty() && !text.trim().is_empty();
        whole.then(|| text.into_owned())
    }

    /// A piece of a sentence, without gaps.
    pub fn piece(&self, id: &str) -> String {
        self.sentence(id, &FluentArgs::new()).unwrap_or_default()
    }
}

fn gaps_of(entry: &Entry<&str>) -> Option<(String, Parts)> {
    match entry {
        Entry::Message(message) => {
            let value = message.value.as_ref()?;
            Some((message.id.name.to_owned(), Parts::of(value)))
        }
        _ => None,
    }
}

/// The built-in sources of a locale, the more special last.
fn layers(locale: &str) -> Vec<&'static str> {
    let language = locale.split('-').next().unwrap_or(locale);
    let base = built_in_source(language).or_else(|| built_in_source("en"));
    let regional = match locale.parse::<Language>() {
        Ok(language) => regional(language),
        Err(_) => Some(locale).filter(|locale| *locale != language),
    };
    base.into_iter()
        .chain(regional.and_then(built_in_source))
        .collect()
}

/// A source as a resource; what cannot be read in it is left out.
pub fn resource(source: impl Into<String>) -> Arc<FluentResource> {
    Arc::new(match FluentResource::try_new(source.into()) {
        Ok(resource) => resource,
        Err((resource, _)) => resource,
    })
}
