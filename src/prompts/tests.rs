//! What is said, in every language.

mod texts;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use fluent_syntax::ast::Entry;
use proptest::prelude::*;

use super::bundles::{built_in_locales, built_in_source};
use super::samples::{self, a_patient, household, marie, practice, sample_phrases};
use super::syntax::Parts;
use super::*;
use crate::domain::guard::Guard;
use crate::domain::names::{IdKey, PatientId};
use crate::domain::patients::Patients;

static_assertions::assert_impl_all!(Prompts: Send, Sync);

const LANGUAGES: [&str; 7] = [
    "en-GB", "en-US", "fr-FR", "fr-CA", "es-ES", "es-MX", "de-DE",
];

fn language(tag: &str) -> Language {
    tag.parse().unwrap()
}

fn says(phrase: &Phrase, tag: &str) -> String {
    Prompts::built_in().say(phrase, language(tag), &practice())
}

/// Each sentence of a catalogue with its gaps.
fn sentences(locale: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = fluent_syntax::parser::parse(built_in_source(locale).unwrap()).unwrap();
    let gaps = |entry: &Entry<&str>| match entry {
        Entry::Message(message) => {
            let variables = Parts::of(message.value.as_ref().unwrap()).variables;
            Some((message.id.name.to_owned(), variables.into_iter().collect()))
        }
        _ => None,
    };
    resource.body.iter().filter_map(gaps).collect()
}

// ---- the catalogues -----------------------------------------------------------------------------------------------

#[test]
fn every_phrase_is_rendered_by_its_own_sentence_in_every_language() {
    let (prompts, practice) = (Prompts::built_in(), practice());
    for tag in LANGUAGES {
        let mut seen = BTreeSet::new();
        for phrase in sample_phrases() {
            let text = prompts.say(&phrase, language(tag), &practice);
            assert!(
                !text.contains(['{', '}', '$', '\n']),
                "{tag} {phrase:?}: {text}"
            );
            assert!(
                text.len() > 3 && text != LAST_RESORT,
                "{tag} {phrase:?}: {text}"
            );
            assert!(
                !text.contains("unknown.") && !text.contains("  "),
                "{tag} {phrase:?}: {text}"
            );
            seen.insert(text);
        }
        assert_eq!(
            seen.len(),
            sample_phrases().len(),
            "{tag}: two phrases say the same"
        );
    }
}

#[test]
fn every_sentence_is_in_its_language() {
    let (prompts, practice) = (Prompts::built_in(), practice());
    for phrase in sample_phrases() {
        let english = prompts.say(&phrase, language("en-GB"), &practice);
        for tag in ["fr-FR", "es-ES", "de-DE"] {
            let other = prompts.say(&phrase, language(tag), &practice);
            let named_alone = matches!(phrase, Phrase::Caller { .. });
            assert!(named_alone || other != english, "{tag}: {other}");
        }
    }
}

#[test]
fn an_emergency_number_is_spoken_as_the_language_says_it() {
    let prompts = Prompts::built_in();
    for (number, tag, said) in [
        ("112", "fr-FR", " 112."),
        ("15", "fr-FR", " 15."),
        ("911", "fr-CA", " 9 1 1."),
        ("112", "de-DE", " 1 1 2."),
        ("112", "es-ES", " 1 1 2."),
    ] {
        let mut practice = practice();
        practice.emergency = number.to_owned();
        let spoken = prompts.say(&Phrase::Emergency, language(tag), &practice);
        assert!(spoken.ends_with(said), "{spoken}");
    }
}

#[test]
fn no_catalogue_lacks_or_adds_a_sentence_or_a_gap() {
    let english = sentences("en");
    for locale in built_in_locales() {
        let other = sentences(locale);
        if !locale.contains('-') {
            assert!(other.keys().eq(english.keys()), "{locale}");
        }
        for (id, gaps) in other {
            assert_eq!(Some(&gaps), english.get(&id), "{locale}: {id}");
        }
    }
}

#[test]
fn every_sentence_of_the_catalogue_has_its_phrase() {
    let pieces = [
        "some-patient",
        "some-clinician",
        "or",
        "others",
        "emergency-written",
    ];
    let of_phrases: BTreeSet<String> = sample_phrases()
        .iter()
        .map(|phrase| Sentence::spoken(phrase).id.to_owned())
        .collect();
    let in_catalogue: BTreeSet<String> = sentences("en")
        .into_keys()
        .filter(|id| !pieces.contains(&id.as_str()) && !id.starts_with("card-"))
        .collect();
    assert_eq!(of_phrases, in_catalogue);
}

#[test]
fn a_sentence_is_named_as_its_phrase() {
    for phrase in sample_phrases() {
        let json = serde_json::to_value(&phrase).unwrap();
        let name = match &json {
            serde_json::Value::String(name) => name.clone(),
            other => other.as_object().unwrap().keys().next().unwrap().clone(),
        };
        assert_eq!(Sentence::spoken(&phrase).id, name);
    }
}

#[test]
fn spoken_sentences_are_short() {
    for tag in LANGUAGES {
        for phrase in sample_phrases() {
            let text = says(&phrase, tag);
            let most = match phrase {
                Phrase::Screening | Phrase::ScreeningUrgent => 86,
                Phrase::ScreeningAgain => 42,
                _ => 300,
            };
            assert!(text.chars().count() <= most, "{tag}: {text}");
        }
    }
}

#[test]
fn no_sentence_of_ours_looks_like_a_clinicians_number() {
    let practice = practice();
    let guard = Guard::new(&practice.clinicians);
    for tag in LANGUAGES {
        for phrase in sample_phrases() {
            assert!(!guard.finds(&says(&phrase, tag)), "{tag} {phrase:?}");
        }
    }
    for number in samples::SECRETS {
        assert!(guard.finds(number));
    }
}

// ---- what is said -------------------------------------------------------------------------------------------------

#[test]
fn a_caller_hears_name_moment_and_numbers_in_the_own_language() {
    let closed = Phrase::Unavailable {
        clinician: samples::clinician("okafor"),
        until: Some(samples::moment()),
    };
    for (tag, words) in [
        (
            "en-GB",
            "Dr Ada Okafor cannot take calls at the moment. You can call again on Monday 30 November at 9:30 in the morning.",
        ),
        (
            "fr-FR",
            "Dr Ada Okafor ne peut pas prendre d'appels pour le moment. Vous pourrez rappeler le lundi 30 novembre à 9 h 30.",
        ),
        (
            "es-ES",
            "Dr Ada Okafor no puede atender llamadas en este momento. Podrá llamar de nuevo el lunes 30 de noviembre a las 9:30 de la mañana.",
        ),
        (
            "de-DE",
            "Dr Ada Okafor kann im Moment keine Anrufe annehmen. Sie können am Montag, dem 30. November, um 9 Uhr 30 wieder anrufen.",
        ),
    ] {
        assert_eq!(says(&closed, tag), words);
    }
    assert!(says(&Phrase::Emergency, "de-DE").ends_with("wählen Sie die 9 9 9."));
    assert!(says(&Phrase::CallFrontDesk, "en-GB").contains("0 1 6 3 2, 9 6 0 0 0 1"));
}

#[test]
fn a_written_sentence_has_its_numbers_and_moments_short() {
    let held = Phrase::TextHeld {
        clinician: samples::clinician("okafor"),
        until: Some(samples::moment()),
    };
    let words = [held, Phrase::Emergency];
    assert_eq!(
        Prompts::built_in().write(&words, language("en-GB"), &practice()),
        "Dr Ada Okafor is not reading texts now. Yours will be delivered on Mon 30 Nov 09:30. In an emergency call 999."
    );
    assert!(says(&Phrase::TextStranger, "en-GB").contains("01632 960001"));
}

#[test]
fn the_key_has_the_name_it_has_in_the_region() {
    for (tag, name) in [
        ("en-GB", "hash key"),
        ("en-US", "pound key"),
        ("en-CA", "pound key"),
        ("en-NZ", "hash key"),
        ("fr-FR", "touche dièse"),
        ("fr-CA", "touche carré"),
        ("es-ES", "almohadilla"),
        ("es-MX", "numeral"),
        ("de-AT", "Rautetaste"),
    ] {
        assert!(says(&Phrase::KeyCode, tag).contains(name), "{tag}");
    }
}

#[test]
fn a_practice_without_a_desk_still_says_where_to_turn() {
    let mut practice = practice();
    practice.front_desk = None;
    let prompts = Prompts::built_in();
    for tag in LANGUAGES {
        for phrase in [Phrase::CallFrontDesk, Phrase::TextStranger] {
            let text = prompts.say(&phrase, language(tag), &practice);
            assert!(!text.contains("unknown") && text.len() > 20, "{text}");
        }
    }
}

#[test]
fn households_are_joined_and_the_unlisted_are_a_patient() {
    let caller = |patients, tag| says(&Phrase::Caller { patients }, tag);
    assert_eq!(caller(vec![marie()], "en-GB"), "Marie Dupont.");
    assert_eq!(
        caller(household(), "en-GB"),
        "Marie Dupont or Olivier Dupont."
    );
    assert_eq!(
        caller(household(), "fr-FR"),
        "Marie Dupont ou Olivier Dupont."
    );
    assert_eq!(
        caller(household(), "es-ES"),
        "Marie Dupont u Olivier Dupont."
    );
    assert_eq!(
        caller(household(), "de-DE"),
        "Marie Dupont oder Olivier Dupont."
    );
    assert_eq!(caller(vec![PatientId(1)], "en-GB"), "A patient.");
    assert_eq!(caller(Vec::new(), "fr-FR"), "Un patient.");
    let unlisted = vec![PatientId(1), PatientId(2)];
    assert_eq!(caller(unlisted, "en-GB"), "A patient.");
}

#[test]
fn a_home_with_many_patients_is_told_in_few_names() {
    let names = ["Ann", "Bob", "Cid", "Dan", "Eve"];
    let mut practice = practice();
    practice.patients = Patients::new(names.map(a_patient).into(), IdKey::default()).into();
    let patients = names.map(samples::patient).into();
    let text = Prompts::built_in().say(&Phrase::Caller { patients }, language("en-GB"), &practice);
    assert_eq!(text, "Ann, Bob, Cid or others.");
}

#[test]
fn a_clinician_who_is_no_longer_listed_has_a_kind_name() {
    let gone = Phrase::NotReached {
        clinician: samples::clinician("gone"),
    };
    assert!(says(&gone, "en-GB").contains("the clinician could not"));
}

#[test]
fn a_language_without_sentences_is_english() {
    let prompts = Prompts::built_in();
    assert_eq!(says(&Phrase::Goodbye, "it-IT"), "Goodbye.");
    assert_eq!(
        prompts.spoken_language(language("it-IT")),
        Language::ENGLISH
    );
    assert_eq!(
        prompts.spoken_language(language("de-CH")),
        language("de-CH")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_moment_and_anybody_can_be_spoken_of(
        seconds in -8_000_000_000_000i64..8_000_000_000_000,
        length in any::<u32>(),
        who in any::<u64>(),
        tag in prop::sample::select(LANGUAGES.to_vec()),
    ) {
        let at: DateTime<Utc> = DateTime::from_timestamp(seconds, 0).unwrap();
        let (prompts, practice) = (Prompts::built_in(), practice());
        let phrases = samples::phrases_at(at, samples::clinician("gone"), vec![PatientId(who), marie()], length);
        for phrase in phrases {
            let text = prompts.say(&phrase, language(tag), &practice);
            let whole = !text.is_empty() && !text.contains('{');
            prop_assert!(whole, "{}", text);
        }
    }
}
