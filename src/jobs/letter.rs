//! What a row of the outbox is on the wire: to which number, and which words. Made afresh for every attempt, from the
//! configuration in force, since the store holds no clinician's number.

use std::borrow::Cow;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType};

use crate::domain::decision::{Body, Recipient};
use crate::domain::exit;
use crate::domain::names::Language;
use crate::domain::outbox::{Author, Failure};
use crate::domain::phone::{E164, SecretNumber};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::provider::twilio::rest::Destination;
use crate::relay::InForce;
use crate::store::Claimed;

/// Ranges of fixed lines that are reserved for fiction, by the first nine digits and how many there are in all: the
/// library knows real numbers alone.
const FICTION: [(u64, u32); 2] = [(441_632_960, 12), (331_990_000, 11)];

/// A row, ready to be sent. Has no `Debug`: it holds a number and a person's words.
pub struct Letter<'a> {
    /// To whom.
    pub to: Destination<'a>,
    /// The words.
    pub body: Cow<'a, str>,
}

impl<'a> Letter<'a> {
    /// Reads a row by the configuration in force.
    ///
    /// # Errors
    /// [`Failure::NobodyThere`] where the recipient is not in it any more.
    pub fn of(in_force: &'a InForce, row: &'a Claimed) -> Result<Self, Failure> {
        let practice = &in_force.practice;
        let to = destination(practice, &row.to).ok_or(Failure::NobodyThere)?;
        let body = match &row.body {
            Body::Verbatim(words) => Cow::Borrowed(words.as_str()),
            Body::Words(phrases, language) => {
                Cow::Owned(own_words(in_force, row, phrases, *language))
            }
        };
        Ok(Letter { to, body })
    }

    /// Whether it may leave.
    ///
    /// # Errors
    /// [`Failure::TakesNoTexts`] for fixed lines; [`Failure::HoldsNumber`] where a patient would read a clinician's.
    pub fn may_leave(&self, in_force: &InForce, row: &Claimed) -> Result<(), Failure> {
        let is_fixed = match &self.to {
            Destination::Other(number) => is_fixed_line(*number),
            Destination::Clinician(number) => takes_no_texts(number),
        };
        if is_fixed {
            return Err(Failure::TakesNoTexts);
        }
        if exit::may_go(&in_force.guard, &row.author, &row.to, &self.body) {
            return Ok(());
        }
        if row.author == Author::Nightbell {
            tracing::error!(text = %row.id, "a sentence of Nightbell's own holds a clinician's number; it is not sent");
        }
        Err(Failure::HoldsNumber)
    }
}

/// Nightbell's own words. A sentence that would give a clinician's number away (somebody wrote it into a name, say) is left
/// out: whoever waits for an answer hears the others, above all the emergency number.
fn own_words(in_force: &InForce, row: &Claimed, phrases: &[Phrase], language: Language) -> String {
    let write = |phrases: &[Phrase]| {
        let practice = &in_force.practice;
        in_force.prompts.write(phrases, language, practice)
    };
    let may_go = |words: &str| exit::may_go(&in_force.guard, &row.author, &row.to, words);
    let whole = write(phrases);
    if may_go(&whole) {
        return whole;
    }
    let harmless = |phrase: &&Phrase| may_go(&write(std::slice::from_ref(phrase)));
    let left: Vec<Phrase> = phrases.iter().filter(harmless).cloned().collect();
    if left.is_empty() {
        return whole;
    }
    tracing::error!(text = %row.id, "a sentence of Nightbell's own holds a clinician's number; it is left out: look for the number in the practice's names and sentences");
    write(&left)
}

fn destination<'p>(practice: &'p Practice, to: &Recipient) -> Option<Destination<'p>> {
    let phone = match to {
        Recipient::Number(number) => return Some(Destination::Other(*number)),
        Recipient::Clinician(id) => practice.clinicians.get(id)?.phones.first()?,
        Recipient::ClinicianPhone(target) => practice
            .clinicians
            .get(&target.clinician)?
            .any_phone(target.phone)?,
    };
    Some(Destination::Clinician(&phone.number))
}

/// Whether no text can be received there. What may be a mobile phone is tried.
pub fn is_fixed_line(number: E164) -> bool {
    is_fixed(number.digits())
}

/// The same of a clinician's phone.
pub fn takes_no_texts(number: &SecretNumber) -> bool {
    is_fixed(number.guarded_digits())
}

fn is_fixed(digits: u64) -> bool {
    let length = digits.checked_ilog10().map_or(1, |log| log + 1);
    let is_fiction =
        |(start, whole): (u64, u32)| length == whole && digits / 10u64.pow(whole - 9) == start;
    FICTION.into_iter().any(is_fiction)
        || PHONE_NUMBER_UTIL
            .parse(format!("+{digits}"), None)
            .is_ok_and(|parsed| {
                PHONE_NUMBER_UTIL.get_number_type(&parsed) == PhoneNumberType::FixedLine
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fixed_lines_are_known_and_mobile_phones_are_not_taken_for_one() {
        for (number, fixed) in [
            ("+441632960001", true),
            ("+33199000012", true),
            ("+442072193000", true),
            ("+447700900123", false),
            ("+33639980012", false),
            // North America does not tell them apart.
            ("+12025550143", false),
            ("+4930123456", true),
        ] {
            let number: E164 = number.parse().unwrap();
            assert_eq!(is_fixed_line(number), fixed, "{number:?}");
            assert_eq!(takes_no_texts(&SecretNumber::new(number)), fixed);
        }
    }
}
