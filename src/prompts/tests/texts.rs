//! What is written in texts, in every language: how long it is, what it costs, and the words that must stay as they are.

use crate::domain::hours::Hours;
use crate::domain::practice::Clinicians;
use crate::prompts::samples::{self, marie, practice, sample_phrases};
use crate::prompts::*;

const LANGUAGES: [&str; 7] = [
    "en-GB", "en-US", "fr-FR", "fr-CA", "es-ES", "es-MX", "de-DE",
];

/// The characters of the basic table of GSM 03.38: with any other one, a part holds 70 characters instead of 160.
const GSM: &str = "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡\
    ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

fn writes(phrases: &[Phrase], tag: &str, practice: &Practice) -> String {
    Prompts::built_in().write(phrases, tag.parse().unwrap(), practice)
}

fn sentence_of(phrase: &Phrase) -> &'static str {
    Sentence::written(phrase).id
}

fn written() -> Vec<Phrase> {
    let mut phrases = sample_phrases();
    phrases.retain(|phrase| Sentence::written(phrase).is_written());
    phrases
}

/// What a patient may get.
fn to_patients() -> Vec<Phrase> {
    const SENTENCES: [&str; 13] = [
        "text-held",
        "text-covered",
        "text-urgent-sent",
        "text-not-urgent",
        "text-limit",
        "text-stranger",
        "text-no-pictures",
        "text-not-arrived",
        "text-phone-not-ready",
        "text-handed-over",
        "text-still-held",
        "text-attachment-refused",
        "greeting",
    ];
    let mut phrases = written();
    phrases.retain(|phrase| SENTENCES.contains(&sentence_of(phrase)));
    phrases
}

/// The practice with hours that take some words.
fn busy() -> Practice {
    let mut practice = practice();
    let mut clinicians: Vec<_> = practice.clinicians.iter().cloned().collect();
    for clinician in &mut clinicians {
        let week = "Mo-We,Fr 09:00-12:30,14:00-18:00; Th 09:00-12:30; Sa 10:00-12:00; PH off";
        clinician.hours = Hours::new(week, Default::default(), practice.zone).unwrap();
    }
    practice.clinicians = Clinicians::new(clinicians);
    practice
}

#[test]
fn a_text_to_a_patient_is_short_in_every_language() {
    let practice = busy();
    for tag in LANGUAGES {
        for phrase in to_patients() {
            let most = match phrase {
                Phrase::Greeting { .. } => 480,
                _ => 320,
            };
            let text = writes(&[phrase, Phrase::Emergency], tag, &practice);
            assert!(text.chars().count() < most, "{tag}: {text}");
        }
    }
}

#[test]
fn an_english_text_fits_into_one_message() {
    let practice = practice();
    for tag in ["en-GB", "en-US"] {
        for phrase in to_patients() {
            let text = writes(&[phrase, Phrase::Emergency], tag, &practice);
            assert!(text.chars().count() <= 160, "{}: {text}", text.len());
        }
        // A question to a phone that may be a stranger's is asked once, and must explain itself.
        let asked_once = |phrase: &Phrase| *phrase == Phrase::PhoneConfirm;
        for phrase in written().into_iter().filter(|phrase| !asked_once(phrase)) {
            let text = writes(&[phrase], tag, &practice);
            assert!(text.chars().count() <= 160, "{}: {text}", text.len());
        }
    }
}

#[test]
fn an_english_french_or_german_text_needs_no_costly_characters() {
    for tag in ["en-GB", "en-US", "fr-FR", "de-DE"] {
        for phrase in to_patients() {
            let text = writes(&[phrase, Phrase::Emergency], tag, &busy());
            assert!(text.chars().all(|c| GSM.contains(c)), "{tag}: {text}");
        }
    }
}

#[test]
fn what_must_be_answered_word_by_word_stays_so_in_every_language() {
    let clinician = || samples::clinician("okafor");
    let patients = || vec![marie()];
    let until = None;
    let answers = [
        (Phrase::PhoneConfirm, "OK"),
        (
            Phrase::DeskPhoneNotReady {
                clinician: clinician(),
            },
            "OK",
        ),
        (Phrase::PhoneConfirmed, "COMMANDS"),
        (Phrase::CommandUnknown, "COMMANDS"),
        (Phrase::CommandHelp, "ADD"),
        (Phrase::CommandHelp, "REMOVE"),
        (Phrase::CommandHelp, "PAUSE 2h"),
        (Phrase::CommandHelp, "RESUME"),
        (Phrase::CommandHelp, "WHO"),
        (Phrase::CommandResumed, "PAUSE 2h"),
        (
            Phrase::CommandAdded {
                patient: marie(),
                until,
            },
            "REMOVE Marie",
        ),
        (
            Phrase::CommandChanged {
                patient: marie(),
                until,
            },
            "ADD",
        ),
        (
            Phrase::CommandRemoved {
                name: "Marie Dupont".to_owned(),
                number: "+44 7700 900456".to_owned(),
            },
            "ADD +44 7700 900456 Marie Dupont",
        ),
        (
            Phrase::TextConfirm {
                patients: patients(),
                code: 37,
            },
            "37",
        ),
        (
            Phrase::StopUndo {
                patients: patients(),
            },
            "START",
        ),
        (Phrase::StopUndoLine, "START"),
        (
            Phrase::TextStopped {
                patients: patients(),
            },
            "STOP",
        ),
    ];
    for tag in LANGUAGES {
        for (phrase, word) in &answers {
            let text = writes(std::slice::from_ref(phrase), tag, &practice());
            assert!(text.contains(word), "{tag}: {text}");
        }
    }
}

#[test]
fn a_greeting_says_when_to_call_and_what_to_do_in_an_emergency() {
    let greeting = Phrase::Greeting {
        clinician: samples::clinician("okafor"),
    };
    let words = [greeting, Phrase::Emergency];
    assert_eq!(
        writes(&words, "en-GB", &busy()),
        "Harbour Street Surgery: you can now call and text Dr Ada Okafor on this number. Hours: Mon-Wed, Fri 9:00-12:30, \
         14:00-18:00; Thu 9:00-12:30; Sat 10:00-12:00; not on public holidays. Please save this number. In an emergency \
         call 999."
    );
    assert!(writes(&words, "de-DE", &busy()).contains("Zeiten: Mo-Mi, Fr 9-12:30 und 14-18 Uhr; "));
    let gone = Phrase::Greeting {
        clinician: samples::clinician("gone"),
    };
    for tag in LANGUAGES {
        let text = writes(std::slice::from_ref(&gone), tag, &practice());
        assert!(!text.contains("unknown"), "{text}");
    }
}

#[test]
fn an_example_has_a_number_of_the_country_that_nobody_has() {
    for (country, number) in [
        ("GB", "07700 900777"),
        ("US", "(212) 555-0177"),
        ("FR", "06 39 98 00 77"),
        ("DE", "+44 7700 900777"),
    ] {
        let mut practice = practice();
        practice.country = country.to_owned();
        let text = writes(&[Phrase::CommandExpectsAdd], "de-DE", &practice);
        assert!(
            text.ends_with(&format!("ADD {number} Rosa Diaz 7d")),
            "{text}"
        );
    }
}

#[test]
fn words_are_those_of_the_region() {
    let held = Phrase::TextHeld {
        clinician: samples::clinician("okafor"),
        until: None,
    };
    let waits = Phrase::TextStillHeld {
        clinician: samples::clinician("okafor"),
    };
    for (phrase, tag, word) in [
        (&held, "fr-FR", "Votre SMS"),
        (&held, "fr-CA", "Votre texto"),
        (&waits, "en-GB", "phone the practice"),
        (&waits, "en-US", "call the practice"),
        (&waits, "es-ES", "llame a la consulta"),
        (&waits, "es-MX", "llame al consultorio"),
    ] {
        let text = writes(std::slice::from_ref(phrase), tag, &practice());
        assert!(text.contains(word), "{tag}: {text}");
    }
}

#[test]
fn the_sentences_that_the_manual_names_exist_and_none_to_a_patient_is_missing() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/configuration.md");
    let manual = std::fs::read_to_string(path).unwrap();
    let (_, section) = manual.split_once("## Your own sentences").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows: Vec<&str> = section
        .lines()
        .filter(|line| line.starts_with("| "))
        .collect();
    let catalogue = bundles::built_in_source("en").unwrap();
    for name in rows
        .iter()
        .flat_map(|row| row.split('`').skip(1).step_by(2))
    {
        let begins = format!("\n{name}");
        assert!(catalogue.contains(&begins), "{name}");
    }
    let named = rows.join("\n");
    for phrase in to_patients() {
        let name = format!("`{}`", sentence_of(&phrase));
        assert!(named.contains(&name), "{name}");
    }
}
