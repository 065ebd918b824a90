//! Words that mean something as the first or only word of a text.

/// Words that the provider reserves when they stand alone (protocol sheet 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

/// The word for urgent in the languages that Nightbell speaks, lower case and without accents.
const URGENT: [&str; 6] = [
    "urgent", "urgente", "urgence", "urgencia", "dringend", "notfall",
];

/// Whether the first word of a text says that it is urgent, in any supported language, with or without accents.
pub fn says_urgent(body: &str) -> bool {
    let word: String = body
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .take_while(|c| c.is_alphabetic())
        .take(12)
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect();
    URGENT.contains(&word.as_str())
}

fn unaccented(letter: char) -> char {
    match letter {
        'à' | 'á' | 'â' | 'ä' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        other => other,
    }
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
    fn urgent_counts_only_as_the_first_word() {
        for body in [
            "URGENT my chest",
            "Urgent: please call",
            "urgente",
            "¡Urgente! llame",
            "Úrgent",
            "DRINGEND bitte",
        ] {
            assert!(says_urgent(body), "{body}");
        }
        for body in ["not urgent", "urgently", "", "nichts dringend"] {
            assert!(!says_urgent(body), "{body}");
        }
    }
}
