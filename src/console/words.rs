//! The console's own sentences, in English and in French: one small Fluent file per page and language.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::domain::names::Language;

/// A language of the console.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// `en`
    English,
    /// `fr`
    French,
}

/// The sentences of one language.
#[derive(Clone, Copy)]
pub struct Words {
    tongue: Tongue,
}

macro_rules! catalogue {
    ($language:literal: $($page:literal)*) => {
        &[$(($page, include_str!(concat!("words/", $language, "/", $page, ".ftl")))),*]
    };
}

const ENGLISH: &[(&str, &str)] = catalogue!("en": "account" "audit" "changes" "clinicians" "gate" "history" "hours" "import" "journal" "moments" "now" "page" "patients" "replay" "whatif");
const FRENCH: &[(&str, &str)] = catalogue!("fr": "account" "audit" "changes" "clinicians" "gate" "history" "hours" "import" "journal" "moments" "now" "page" "patients" "replay" "whatif");

type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 2]> =
    LazyLock::new(|| [bundle("en-GB", ENGLISH), bundle("fr", FRENCH)]);

impl Tongue {
    /// By its code.
    pub fn of(code: &str) -> Option<Self> {
        match code.split(['-', '_']).next()? {
            "en" => Some(Tongue::English),
            "fr" => Some(Tongue::French),
            _ => None,
        }
    }

    /// Its code, for `lang`.
    pub fn code(self) -> &'static str {
        match self {
            Tongue::English => "en",
            Tongue::French => "fr",
        }
    }
}

impl Words {
    /// In this language.
    pub fn new(tongue: Tongue) -> Self {
        Words { tongue }
    }

    /// Which language.
    pub fn tongue(&self) -> Tongue {
        self.tongue
    }

    /// The language of sentences that are made elsewhere, as the rules that led to a decision.
    pub fn language(&self) -> Language {
        let tag = match self.tongue {
            Tongue::English => "en-GB",
            Tongue::French => "fr-FR",
        };
        tag.parse().unwrap_or(Language::ENGLISH)
    }

    /// The sentence with this key; the tests see to it that every key that the source names is there.
    pub fn t(&self, key: &str) -> String {
        self.fill(key, None)
    }

    /// The same with its gaps filled: `words.with(key, &[("count", 3.into())])`.
    pub fn with(&self, key: &str, gaps: &[(&str, FluentValue<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in gaps {
            args.set((*name).to_owned(), value.clone());
        }
        self.fill(key, Some(&args))
    }

    fn fill(&self, key: &str, args: Option<&FluentArgs<'_>>) -> String {
        let [english, french] = &*BUNDLES;
        let bundles = match self.tongue {
            Tongue::English => [english, french],
            Tongue::French => [french, english],
        };
        let pattern = bundles.into_iter().find_map(|bundle| {
            let pattern = bundle.get_message(key)?.value()?;
            Some((bundle, pattern))
        });
        let Some((bundle, pattern)) = pattern else {
            tracing::error!(key, "the console has no such sentence");
            return key.to_owned();
        };
        let mut problems = Vec::new();
        let words = bundle.format_pattern(pattern, args, &mut problems);
        if !problems.is_empty() {
            tracing::error!(key, ?problems, "a sentence of the console has gaps");
        }
        words.into_owned()
    }
}

fn bundle(language: &str, files: &[(&str, &str)]) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(language.parse().into_iter().collect());
    bundle.set_use_isolating(false);
    for (page, source) in files {
        let resource =
            FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(rest, why)| {
                tracing::error!(page, ?why, "sentences of the console cannot be read");
                rest
            });
        if let Err(twice) = bundle.add_resource(resource) {
            tracing::error!(page, ?twice, "sentences of the console come twice");
        }
    }
    bundle
}

#[cfg(test)]
mod tests;
