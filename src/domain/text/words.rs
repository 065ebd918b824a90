//! Words that mean something as the first or only word of a text.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// Words that the provider reserves when they stand alone (protocol sheet 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reserved {
    /// STOP and its kin: the provider blocks the pair and answers itself.
    Stop,
    /// START, YES, UNSTOP: the provider opens the pair again.
    Start,
    /// HELP, INFO: the provider answers itself.
    Help,
}

/// Whether a text consists of one reserved word alone, in any case.
pub fn reserved(body: &str) -> Option<Reserved> {
    match body.trim().to_ascii_uppercase().as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "CANCEL" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => {
            Some(Reserved::Stop)
        }
        "START" | "YES" | "UNSTOP" => Some(Reserved::Start),
        "HELP" | "INFO" => Some(Reserved::Help),
        _ => None,
    }
}

/// The words for urgent in the languages that Nightbell speaks, lower case and without accents.
const URGENT: &[&str] = &[
    "urgent",
    "emergency",
    "urgents",
    "urgente",
    "urgentes",
    "urgence",
    "urgences",
    "urgencia",
    "urgencias",
    "emergencia",
    "emergencias",
    "dringend",
    "dringende",
    "dringender",
    "dringendes",
    "notfall",
];

/// The first words that make a text an urgent one, in lower case and without accents.
pub fn urgent_words() -> &'static [&'static str] {
    URGENT
}

/// Whether the first word of a text says that it is urgent, in any supported language, with or without accents.
pub fn says_urgent(body: &str) -> bool {
    let first = body
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .find(|word| !word.is_empty());
    first.is_some_and(|word| URGENT.contains(&folded(word).as_str()))
}

/// A word in lower case, without accents and in plain letters, however the phone composed them.
pub fn folded(word: &str) -> String {
    word.nfkd()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// An accent that follows its letter (decomposed text, as some phones send it).
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reserved_word_counts_only_alone() {
        assert_eq!(reserved(" Stop\n"), Some(Reserved::Stop));
        assert_eq!(reserved("yes"), Some(Reserved::Start));
        assert_eq!(reserved("Help"), Some(Reserved::Help));
        assert_eq!(reserved("stop it"), None);
    }

    #[test]
    fn the_words_for_urgent_are_listed_as_they_are_compared() {
        assert!(urgent_words().iter().all(|word| folded(word) == *word));
    }

    #[test]
    fn urgent_counts_only_as_the_first_word() {
        for body in [
            "URGENT my chest",
            "Urgent: please call",
            "urgente",
            "¡Urgente! llame",
            "Úrgent",
            "Urge\u{301}nte",
            "« Urgence »",
            "DRINGEND bitte",
            "Notfall.",
            "Emergency, please",
            "\u{a0}URGENT\u{a0}please",
            "\u{feff}Urgent",
            "🚨 URGENT",
            "🚨\u{fe0f}Urgence",
            "¡¡¡URGENTE!!!",
            "—urgent—",
            "…Dringender Notfall",
            "\u{ff35}\u{ff32}\u{ff27}\u{ff25}\u{ff2e}\u{ff34}",
            "UrgE\u{301}nce",
            "urgência",
            "Emérgencia",
            "\nurgences\n",
        ] {
            assert!(says_urgent(body), "{body}");
        }
        for body in [
            "not urgent",
            "urgently",
            "",
            "!!",
            "nichts dringend",
            "urgent1",
            "non urgent",
            "1 urgent",
            "not\u{a0}urgent",
            "ur gent",
            "Dringlichkeit",
        ] {
            assert!(!says_urgent(body), "{body}");
        }
    }
}
