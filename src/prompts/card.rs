//! The sentences of a patient's card. They are no phrases: no decision says them, and nobody hears them.

use super::Prompts;
use super::gaps::{Gap, Sentence};
use crate::domain::names::Language;
use crate::domain::practice::Practice;

/// One sentence of a card, with what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCard<'a> {
    /// Above the number: that it is for calls and for texts.
    Call,
    /// The number as it is dialled in another country.
    Abroad(&'a str),
    /// Below the code that saves the contact.
    Scan,
    /// Above the hours.
    Hours,
    /// What happens outside them.
    Otherwise(Otherwise),
    /// The access code.
    Code(&'a str),
    /// What the access code is for.
    CodeUse,
    /// Whose card it is.
    For(&'a str),
    /// For whoever prints it.
    Fold,
}

/// What happens outside the hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// The urgent path is open to the patient.
    Urgent,
    /// A message can be left.
    Message,
    /// There is no such time.
    Always,
}

impl<'a> OnCard<'a> {
    fn sentence(self) -> Sentence<'a> {
        let (id, gaps) = match self {
            OnCard::Call => ("card-call", vec![]),
            OnCard::Abroad(number) => ("card-abroad", vec![("number", Gap::Word(number))]),
            OnCard::Scan => ("card-scan", vec![]),
            OnCard::Hours => ("card-hours", vec![]),
            OnCard::Otherwise(how) => ("card-otherwise", vec![("how", Gap::Word(how.word()))]),
            OnCard::Code(code) => ("card-code", vec![("code", Gap::Word(code))]),
            OnCard::CodeUse => ("card-code-use", vec![]),
            OnCard::For(patient) => ("card-for", vec![("patient", Gap::Word(patient))]),
            OnCard::Fold => ("card-fold", vec![]),
        };
        Sentence { id, gaps }
    }
}

impl Otherwise {
    /// The word by which the catalogues know it.
    fn word(self) -> &'static str {
        match self {
            Otherwise::Urgent => "urgent",
            Otherwise::Message => "message",
            Otherwise::Always => "always",
        }
    }
}

impl Prompts {
    /// One sentence of a card in the reader's language. Not guarded: whoever hands the card out asks the
    /// [`Guard`](crate::domain::guard::Guard) first.
    pub fn on_card(&self, sentence: OnCard<'_>, language: Language, practice: &Practice) -> String {
        self.render(&sentence.sentence(), language, practice)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::prompts::samples;

    fn all() -> Vec<OnCard<'static>> {
        let fixed = [
            OnCard::Call,
            OnCard::Abroad("+44 7700 900101"),
            OnCard::Scan,
            OnCard::Hours,
            OnCard::Code("482163"),
            OnCard::CodeUse,
            OnCard::For("Marie Dupont"),
            OnCard::Fold,
        ];
        let otherwise = [Otherwise::Urgent, Otherwise::Message, Otherwise::Always];
        let otherwise = otherwise.map(OnCard::Otherwise);
        fixed.into_iter().chain(otherwise).collect()
    }

    #[test]
    fn every_sentence_of_a_card_is_said_in_four_languages_and_in_no_two_alike() {
        let (prompts, practice) = (Prompts::built_in(), samples::practice());
        let mut seen = BTreeSet::new();
        for tag in ["en-GB", "fr-FR", "es-ES", "de-DE"] {
            for sentence in all() {
                let text = prompts.on_card(sentence, tag.parse().unwrap(), &practice);
                assert!(!text.contains(['{', '}']) && text.len() > 5, "{text}");
                assert!(seen.insert(text), "{tag} {sentence:?}");
            }
        }
    }

    #[test]
    fn every_sentence_of_the_catalogue_that_is_for_cards_stands_on_one() {
        let used: BTreeSet<&str> = all().iter().map(|one| one.sentence().id).collect();
        let catalogue = crate::prompts::bundles::built_in_source("en").unwrap();
        let ids = catalogue.lines().filter_map(|line| line.split_once(" ="));
        let listed = ids.map(|(id, _)| id).filter(|id| id.starts_with("card-"));
        assert_eq!(used, listed.collect());
    }
}
