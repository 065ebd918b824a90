//! Words that mean something at the beginning of a patient's text, in every language that Nightbell speaks.

/// Lower case, without accents: compare with [`folded`].
const URGENT: &[&str] = &[
    "urgent",
    "urgently",
    "emergency",
    "urgente",
    "urgence",
    "urgences",
    "urgencia",
    "urgentemente",
    "emergencia",
    "dringend",
    "dringender",
    "notfall",
];

/// The first words that make a text an urgent one, in lower case and without accents.
pub fn urgent_words() -> &'static [&'static str] {
    URGENT
}

/// Whether the first word of a text is one that means urgent, however it is written: `Urgent!`, `URGENTE:`, `« Ürgent »`.
pub fn says_urgent(text: &str) -> bool {
    let first = text
        .split(|c: char| !c.is_alphanumeric() && !is_mark(c))
        .find(|word| !word.is_empty());
    first.is_some_and(|word| URGENT.contains(&folded(word).as_str()))
}

/// A word in lower case and without the accents of the languages that Nightbell speaks.
pub fn folded(word: &str) -> String {
    word.chars()
        .filter(|c| !is_mark(*c))
        .flat_map(char::to_lowercase)
        .map(unaccented)
        .collect()
}

/// An accent that stands after its letter (decomposed text, as some phones send it).
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn unaccented(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_for_urgent_is_understood_however_it_is_written() {
        for text in [
            "URGENT",
            "urgent: my chest hurts",
            "  Urgent! Please call",
            "\"Urgent\", she said",
            "Urgence, j'ai très mal",
            "¡Urgente!",
            "Úrgente",
            "Urge\u{301}nte",
            "DRINGEND bitte",
            "Notfall.",
        ] {
            assert!(says_urgent(text), "{text}");
        }
    }

    #[test]
    fn only_the_first_word_counts_and_only_whole() {
        for text in [
            "",
            "!!",
            "not urgent",
            "urgentish",
            "Es ist dringend",
            "This is URGENT",
        ] {
            assert!(!says_urgent(text), "{text}");
        }
    }

    #[test]
    fn the_list_is_as_it_is_compared() {
        assert!(urgent_words().iter().all(|word| folded(word) == *word));
    }
}
