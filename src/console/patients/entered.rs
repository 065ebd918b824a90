//! What somebody entered about one patient, kept as it was entered, and the row that it makes.

use chrono::NaiveDate;

use super::phones::{Part, Phones, shown};
use super::{index::secret, row_of, say};
use crate::config::edit::wish::PatientRow;
use crate::console::form::Fields;
use crate::console::visit::Visit;
use crate::domain::names::{ClinicianId, Language};
use crate::domain::patients::{AccessCode, Grant};
use crate::domain::phone::E164;

/// The longest name, in characters: it is spoken.
pub const LONGEST_NAME: usize = 100;

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Name,
    Phones,
    Clinician,
    From,
    Until,
    Language,
    Code,
}

/// The fields as entered; no number of a clinician is ever in them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entered {
    pub name: String,
    /// One to a line.
    pub phones: String,
    pub clinician: String,
    pub from: String,
    pub until: String,
    pub urgent: bool,
    pub language: String,
    pub code: String,
    /// What is wrong, field by field.
    pub mistakes: Vec<(Field, String)>,
}

impl Entered {
    /// What there is of a patient. A clinician's number is left out: it stays whatever is entered.
    pub fn of(visit: &Visit, grant: &Grant) -> Self {
        let row = row_of(grant);
        let practice = &visit.in_force.practice;
        let phones = grant
            .phones
            .iter()
            .filter(|phone| !secret(practice, **phone));
        let phones: Vec<String> = phones.map(|phone| shown(practice, *phone)).collect();
        Entered {
            name: row.name,
            phones: phones.join("\n"),
            clinician: row.clinician,
            from: row.from,
            until: row.until,
            urgent: grant.urgent,
            language: row.language,
            code: row.code,
            mistakes: Vec::new(),
        }
    }

    /// Nothing yet.
    pub fn blank(visit: &Visit) -> Self {
        let mut clinicians = visit.in_force.practice.clinicians.iter();
        let one = match (clinicians.next(), clinicians.next()) {
            (Some(one), None) => one.id.to_string(),
            _ => String::new(),
        };
        Entered {
            clinician: visit.only().map_or(one, ToString::to_string),
            ..Entered::default()
        }
    }

    /// What a form sent. Whose patient it is a clinician does not choose.
    pub fn read(visit: &Visit, fields: &Fields) -> Self {
        let field = |name: &str| fields.get(name).to_owned();
        let entered = Entered {
            name: field("name"),
            phones: field("phones"),
            clinician: match visit.only() {
                Some(own) => own.to_string(),
                None => field("clinician"),
            },
            from: field("from"),
            until: field("until"),
            urgent: fields.is_on("urgent"),
            language: field("language"),
            code: field("code"),
            mistakes: Vec::new(),
        };
        entered.without_clinicians_numbers(visit)
    }

    fn wrong(&mut self, field: Field, why: String) {
        self.mistakes.push((field, why));
    }

    /// Takes out what must not be sent back, and says so.
    fn without_clinicians_numbers(mut self, visit: &Visit) -> Self {
        let guard = &visit.in_force.guard;
        for (field, text) in [
            (Field::Name, &mut self.name),
            (Field::Clinician, &mut self.clinician),
            (Field::From, &mut self.from),
            (Field::Until, &mut self.until),
            (Field::Language, &mut self.language),
            (Field::Code, &mut self.code),
        ] {
            if guard.finds(text) {
                text.clear();
                self.mistakes
                    .push((field, visit.words.t("patients-number-in-field")));
            }
        }
        let phones = Phones::new(&visit.in_force.practice);
        let is_theirs = |line: &str| {
            let number = phones.number(line);
            guard.finds(line)
                || number.is_some_and(|number| secret(&visit.in_force.practice, number))
        };
        let parts = self.phones.split(['\n', '\r', ';']).map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        let shown: Vec<&str> = parts
            .iter()
            .copied()
            .filter(|part| !is_theirs(part))
            .collect();
        // Numbers are also hidden over several lines.
        let whole = shown.join("\n");
        let whole = if guard.finds(&whole) {
            String::new()
        } else {
            whole
        };
        if shown.len() < parts.len() || (whole.is_empty() && !shown.is_empty()) {
            self.mistakes
                .push((Field::Phones, visit.words.t("patients-phone-ours")));
        }
        self.phones = whole;
        self
    }

    /// The row that this makes; `None`: something is wrong, which stands in `mistakes`. `was` is the row that it
    /// changes: what of it is not shown stays.
    pub fn row(&mut self, visit: &Visit, was: Option<&Grant>) -> Option<PatientRow> {
        let words = &visit.words;
        self.check_name(visit);
        let phones = self.check_phones(visit, was);
        let known = ClinicianId::new(&self.clinician)
            .filter(|id| visit.in_force.practice.clinicians.get(id).is_some());
        if known.is_none() {
            self.wrong(Field::Clinician, words.t("patients-clinician-missing"));
        }
        let from = self.check_day(visit, Field::From);
        let until = self.check_day(visit, Field::Until);
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            self.wrong(Field::Until, words.t("patients-until-before-from"));
        }
        if !self.language.is_empty() && self.language.parse::<Language>().is_err() {
            self.wrong(Field::Language, words.t("patients-language-unknown"));
        }
        self.check_code(visit, was, phones.as_deref().unwrap_or_default());
        if !self.mistakes.is_empty() {
            return None;
        }
        let written: Vec<String> = phones?.iter().map(|phone| phone.wire()).collect();
        Some(PatientRow {
            phone: written.join(";"),
            name: self.name.clone(),
            clinician: self.clinician.clone(),
            from: self.from.clone(),
            until: self.until.clone(),
            urgent: if self.urgent { "yes" } else { "" }.to_owned(),
            language: self.language.clone(),
            code: self.code.clone(),
        })
    }

    fn check_name(&mut self, visit: &Visit) {
        let words = &visit.words;
        if self.name.is_empty() && !self.mistakes.iter().any(|(field, _)| *field == Field::Name) {
            self.wrong(Field::Name, words.t("patients-name-missing"));
        } else if self.name.chars().count() > LONGEST_NAME {
            self.wrong(Field::Name, words.t("patients-name-too-long"));
        } else if self.name.chars().any(char::is_control) {
            self.wrong(Field::Name, words.t("patients-name-unspoken"));
        }
    }

    fn check_phones(&mut self, visit: &Visit, was: Option<&Grant>) -> Option<Vec<E164>> {
        let practice = &visit.in_force.practice;
        let kept: Vec<(usize, E164)> = was
            .into_iter()
            .flat_map(|grant| grant.phones.iter().copied().enumerate())
            .filter(|(_, phone)| secret(practice, *phone))
            .collect();
        let said = self
            .mistakes
            .iter()
            .any(|(field, _)| *field == Field::Phones);
        if self.phones.trim().is_empty() && (said || !kept.is_empty()) {
            return (!said).then(|| kept.into_iter().map(|(_, phone)| phone).collect());
        }
        match Phones::new(practice).several(&self.phones) {
            Ok(parts) => {
                let numbers = parts.into_iter().filter_map(|part| match part {
                    Part::Phone(phone) => Some(phone.number),
                    Part::Hidden(_) => None,
                });
                let mut numbers: Vec<E164> = numbers.collect();
                for (place, phone) in kept {
                    numbers.insert(place.min(numbers.len()), phone);
                }
                Some(numbers)
            }
            Err(trouble) => {
                self.wrong(Field::Phones, say::trouble(&visit.words, trouble));
                None
            }
        }
    }

    fn check_day(&mut self, visit: &Visit, field: Field) -> Option<NaiveDate> {
        let written = match field {
            Field::From => &self.from,
            _ => &self.until,
        };
        if written.is_empty() {
            return None;
        }
        let day = crate::config::day_of(written);
        if day.is_none() {
            self.wrong(field, visit.words.t("patients-day-unreadable"));
        }
        day
    }

    /// One code for two households would ring with the wrong name; within a household it is one door.
    fn check_code(&mut self, visit: &Visit, was: Option<&Grant>, phones: &[E164]) {
        if self.code.is_empty() {
            return;
        }
        if AccessCode::new(&self.code).is_none() {
            return self.wrong(Field::Code, visit.words.t("patients-code-digits"));
        }
        let Some(clinician) = ClinicianId::new(&self.clinician) else {
            return;
        };
        let patients = &visit.in_force.practice.patients;
        let own = was.map(|was| was.id);
        let together = |other: &Grant| other.phones.iter().any(|phone| phones.contains(phone));
        let is_taken = patients
            .with_code(&clinician, &self.code)
            .any(|other| Some(other.id) != own && !together(other));
        if is_taken {
            self.wrong(Field::Code, visit.words.t("patients-code-taken"));
        }
    }
}

/// Six random digits that no patient of this clinician has. None begins with 0: spreadsheets would take that away.
pub fn fresh_code(visit: &Visit, clinician: &str) -> String {
    let clinician = ClinicianId::new(clinician);
    let patients = &visit.in_force.practice.patients;
    let draw = || {
        let drawn = u64::from_be_bytes(crate::ids::fresh());
        (100_000 + drawn % 900_000).to_string()
    };
    let is_fit = |code: &String| {
        let mut taken = clinician.iter().flat_map(|id| patients.with_code(id, code));
        taken.next().is_none() && !is_guessed_first(code)
    };
    // Where most codes are taken, the last draw is refused by the check, and one draws again.
    let mut draws = std::iter::repeat_with(draw).take(200);
    draws.find(is_fit).unwrap_or_else(draw)
}

/// `111111`, `123456`, `654321`
fn is_guessed_first(code: &str) -> bool {
    let steps: Vec<i16> = code
        .as_bytes()
        .windows(2)
        .filter_map(|pair| match pair {
            [one, next] => Some(i16::from(*next) - i16::from(*one)),
            _ => None,
        })
        .collect();
    let step = steps.first().copied().unwrap_or(0);
    step.abs() <= 1 && steps.iter().all(|next| *next == step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_guessed_first_are_never_suggested() {
        for code in ["111111", "123456", "987654"] {
            assert!(is_guessed_first(code), "{code}");
        }
        for code in ["112345", "482163", "135790"] {
            assert!(!is_guessed_first(code), "{code}");
        }
    }
}
