//! The card that a practice hands to a patient: the front line, when it is answered, and what else to do; as a picture
//! (SVG) and as a page to print.
//!
//! A card folds to the size of a credit card: the number on its front, the words on its back. What stands on it is
//! composed here in the reader's language, laid out by [`sheet`] and checked by the guard before anybody gets it: a
//! card with a clinician's own number is never made.

mod code;
mod contact;
mod measure;
mod page;
mod sheet;
#[cfg(test)]
mod tests;
mod write;

use chrono::NaiveDate;

use crate::domain::guard::Guard;
use crate::domain::names::Language;
use crate::domain::numbers::{Numbers, international};
use crate::domain::patients::Grant;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::prompts::hours_words::in_lines;
use crate::prompts::{OnCard, Otherwise, Prompts, national};

/// How many copies of a card that is anybody's stand on a printed page: as many as fit on A4 and on US letter.
const COPIES: usize = 4;

/// Everything that stands on one card, in words.
#[derive(Clone, Debug)]
pub struct Card {
    language: Language,
    practice: String,
    clinician: String,
    patient: Option<String>,
    call: String,
    number: String,
    abroad: Option<String>,
    scan: String,
    hours_title: String,
    hours: Vec<(String, String)>,
    otherwise: String,
    emergency: String,
    code: Option<[String; 2]>,
    fold: String,
    /// What the code saves, as a vCard.
    contact: String,
}

/// The finished files.
#[derive(Clone, Debug)]
pub struct Files {
    /// One card.
    pub svg: String,
    /// A page to print: one card for a patient, several where it is anybody's.
    pub html: String,
}

/// Why a card is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A clinician's own number stands on it, or it cannot be searched for one.
    #[error(
        "take the telephone number out of the names in practice.toml and patients.csv, and out of the sentences in \
         the folder prompts: a clinician's own number would stand on the card, so no card was written"
    )]
    Number,
    /// The contact has more letters than such a code holds.
    #[error(
        "shorten the clinician's or the practice's name in practice.toml: it does not fit into the code"
    )]
    Code,
}

impl Card {
    /// What stands on the card of a clinician, and of a patient of this clinician where there is one, from `today` on
    /// (the practice's day). In the patient's language, else in the practice's.
    pub fn new(
        clinician: &Clinician,
        patient: Option<&Grant>,
        practice: &Practice,
        prompts: &Prompts,
        today: NaiveDate,
    ) -> Self {
        let asked = patient.and_then(|grant| grant.language);
        let language = prompts.spoken_language(asked.unwrap_or(practice.language));
        let says = |sentence: OnCard<'_>| prompts.on_card(sentence, language, practice);
        let (number, abroad) = dialled(clinician.line, &practice.country);
        let code = patient.and_then(|grant| grant.code.as_ref());
        let (clinician_name, practice_name) = (tidy(&clinician.name), tidy(&practice.name));
        Card {
            language,
            patient: patient.map(|grant| says(OnCard::For(&tidy(&grant.name)))),
            call: says(OnCard::Call),
            number,
            abroad: abroad.map(|number| says(OnCard::Abroad(&number))),
            scan: says(OnCard::Scan),
            hours_title: says(OnCard::Hours),
            hours: in_lines(&clinician.hours, language, today),
            otherwise: says(OnCard::Otherwise(otherwise(
                clinician, patient, practice, today,
            ))),
            emergency: prompts.write(&[Phrase::Emergency], language, practice),
            code: code.map(|code| [says(OnCard::Code(code.on_card())), says(OnCard::CodeUse)]),
            fold: prompts.on_card(OnCard::Fold, practice.language, practice),
            contact: contact::card(&clinician_name, &practice_name, clinician.line),
            clinician: clinician_name,
            practice: practice_name,
        }
    }

    /// The files, as far as they may leave the practice.
    ///
    /// # Errors
    /// [`Refused`]: nothing is given out that the guard has not searched, the contact in the code included.
    pub fn files(&self, guard: &Guard) -> Result<Files, Refused> {
        let drawn = sheet::draw(self).ok_or(Refused::Code)?;
        let copies = match self.patient {
            Some(_) => 1,
            None => COPIES,
        };
        let files = Files {
            svg: page::picture(self, &drawn),
            html: page::page(self, &drawn, copies),
        };
        let words = self.words().join("\n");
        let searched = [&self.contact, &words, &files.svg, &files.html];
        let found = searched.into_iter().any(|text| guard.finds(text));
        match found {
            true => Err(Refused::Number),
            false => Ok(files),
        }
    }

    /// Every sentence, as it was before it was laid out: a number that the layout divides is found here.
    fn words(&self) -> Vec<&str> {
        let fixed = [
            &self.practice,
            &self.clinician,
            &self.call,
            &self.number,
            &self.scan,
            &self.hours_title,
            &self.otherwise,
            &self.emergency,
            &self.fold,
        ];
        let some = self.patient.iter().chain(&self.abroad);
        let code = self.code.iter().flatten();
        let hours = self.hours.iter().flat_map(|(days, hours)| [days, hours]);
        let all = fixed.into_iter().chain(some).chain(code).chain(hours);
        all.map(String::as_str).collect()
    }
}

/// The number as it is dialled in the practice's country, and from abroad. A line of another country has one form.
fn dialled(line: Line, country: &str) -> (String, Option<String>) {
    let (local, abroad) = (national(line.0), international(line.0));
    match Numbers::new(Some(country)).read(&local) {
        Ok(number) if number == line.0 => (local, Some(abroad)),
        _ => (abroad, None),
    }
}

fn otherwise(
    clinician: &Clinician,
    patient: Option<&Grant>,
    practice: &Practice,
    today: NaiveDate,
) -> Otherwise {
    let year = today.iter_days().take(366);
    let mut days = year.map(|day| clinician.hours.day(day));
    let always = days.all(|spans| matches!(spans.as_slice(), [span] if *span == (0..24 * 60)));
    let urgent = patient.is_some_and(|grant| grant.urgent) && !practice.rota.is_empty();
    match always {
        true => Otherwise::Always,
        false if urgent => Otherwise::Urgent,
        false => Otherwise::Message,
    }
}

/// A name without what is not seen, or turns what is seen around.
fn tidy(name: &str) -> String {
    let invisible = |c: char| {
        (c.is_control() && !c.is_whitespace())
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
            || matches!(c, '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let seen: String = name.chars().filter(|c| !invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
