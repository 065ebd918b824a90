//! The callers: what the list of patients says of each, on the day that it is.

use crate::domain::names::{ClinicianId, Language};
use crate::domain::patients::Grant;
use crate::domain::phone::E164;

use super::super::people::{NEWCOMER, Person};
use super::super::view::PersonView;
use super::{Stage, base, first_name, initials, long, owner};

/// So many stand on the page whom the sample has not.
const MOST: usize = 4;

impl Stage<'_> {
    /// Somebody on the callers' side.
    pub(super) fn caller(&self, person: &Person) -> PersonView {
        self.caller_at(person, person.number)
    }

    fn caller_at(&self, person: &Person, written: &str) -> PersonView {
        let number: Option<E164> = written.parse().ok();
        let has_phone =
            |grant: &&Grant| number.is_some_and(|number| grant.phones.contains(&number));
        let grants: Vec<&Grant> = self.practice.patients.iter().filter(has_phone).collect();
        let today = self.practice.day(self.now);
        let valid = grants.iter().filter(|grant| grant.in_force(today));
        let valid: Vec<&Grant> = valid.copied().collect();
        let spoken = valid.iter().find_map(|grant| grant.language);
        let spoken = spoken.filter(|language| *language != self.practice.language);
        let as_is = base(person);
        let named = valid.first().or(grants.first()).map(|grant| &*grant.name);
        let (name, first, initials) = match named {
            Some(name) => (name.to_owned(), first_name(name), initials(name)),
            None if grants.is_empty() && person.first.is_some() => {
                (as_is.name, as_is.first, "?".to_owned())
            }
            None => (as_is.name, as_is.first, as_is.initials),
        };
        let mut story = vec![self.access(&grants, &valid), self.by_code(person, &valid)];
        story.push(spoken.map(in_language).unwrap_or_default());
        story.insert(0, person.own.to_owned());
        story.retain(|sentence| !sentence.is_empty());
        let granted: Vec<&ClinicianId> = valid.iter().map(|grant| &grant.clinician).collect();
        PersonView {
            number: written.to_owned(),
            name,
            first,
            initials,
            role: if grants.is_empty() {
                "stranger"
            } else {
                "patient"
            },
            tag: self.tag(person, &grants, &valid, spoken),
            story: story.join(" "),
            language: spoken.map_or(as_is.language, |language| language.to_string()),
            contacts: self.contacts(person, &granted),
            ..as_is
        }
    }

    /// Those of the list whom the sample has not, by their first phones: a clinician may have added them. The first of
    /// them alone: the page is no list of patients.
    pub(super) fn listed(&self) -> Vec<PersonView> {
        let mut found: Vec<PersonView> = Vec::new();
        for grant in self.practice.patients.iter() {
            let Some(number) = grant.phones.first().map(|phone| phone.wire()) else {
                continue;
            };
            let is_there = found.iter().any(|one| one.number == number);
            let is_else = self.is_known(&number) || owner(self.practice, &number).is_some();
            if !is_there && !is_else {
                found.push(self.caller_at(&NEWCOMER, &number));
            }
            if found.len() >= MOST {
                break;
            }
        }
        found
    }

    fn tag(
        &self,
        person: &Person,
        grants: &[&Grant],
        valid: &[&Grant],
        spoken: Option<Language>,
    ) -> String {
        let today = self.practice.day(self.now);
        let is_to_come = |grant: &&Grant| grant.from.is_some_and(|from| today < from);
        match spoken.and_then(tongue) {
            _ if valid.is_empty() && grants.is_empty() => "No access".to_owned(),
            _ if valid.is_empty() && grants.iter().any(is_to_come) => {
                "Access begins later".to_owned()
            }
            _ if valid.is_empty() => "Access ended".to_owned(),
            _ if person.withheld => "Number withheld".to_owned(),
            _ if valid.iter().any(|grant| grant.urgent) => "Urgent access".to_owned(),
            Some(tongue) => format!("{tongue} speaker"),
            None => "Ordinary patient".to_owned(),
        }
    }

    /// Whom somebody may call, in a sentence.
    fn access(&self, grants: &[&Grant], valid: &[&Grant]) -> String {
        if grants.is_empty() {
            return "The practice does not know this telephone.".to_owned();
        }
        if valid.is_empty() {
            return self.no_access(grants);
        }
        let whom = self.whom(valid);
        let until = valid.iter().filter_map(|grant| grant.until).min();
        let until = until.map(|day| format!(" until {}", long(day)));
        let urgent = match valid.iter().any(|grant| grant.urgent) {
            true => "; when it is urgent, whoever is on duty at any hour",
            false => "",
        };
        format!("May call {whom}{}{urgent}.", until.unwrap_or_default())
    }

    fn no_access(&self, grants: &[&Grant]) -> String {
        let whom = self.whom(grants);
        let today = self.practice.day(self.now);
        let begins = grants.iter().filter_map(|grant| grant.from);
        let begins = begins.filter(|from| today < *from).min();
        let ended = grants.iter().filter_map(|grant| grant.until).max();
        let when = match (begins, ended) {
            (Some(day), _) => format!("begins on {}", long(day)),
            (None, Some(day)) => format!("ended on {}", long(day)),
            (None, None) => "is not in force".to_owned(),
        };
        format!("The access to {whom} {when}: hears what a stranger hears.")
    }

    fn whom(&self, grants: &[&Grant]) -> String {
        let mut names: Vec<&str> = Vec::new();
        for grant in grants {
            let clinician = self.practice.clinicians.get(&grant.clinician);
            let name = clinician.and_then(|clinician| clinician.name.split(',').next());
            names.extend(name.filter(|name| !names.contains(name)));
        }
        joined(names.into_iter())
    }

    /// What the code on somebody's card does now.
    fn by_code(&self, person: &Person, valid: &[&Grant]) -> String {
        let Some(code) = person.code else {
            return String::new();
        };
        let today = self.practice.day(self.now);
        let opens = valid.iter().any(|grant| {
            let found = self
                .practice
                .patients
                .by_code(&grant.clinician, code, today);
            found.is_some_and(|found| found.grants.iter().any(|one| one.id == grant.id))
        });
        match opens {
            true => format!(
                "The code on the card opens the line all the same: {code} and #, during the announcement."
            ),
            false => format!("The code on the card, {code}, opens no line now."),
        }
    }
}

/// "A, B and C".
pub(super) fn joined<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    match names.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

fn in_language(language: Language) -> String {
    tongue(language).map_or_else(String::new, |tongue| {
        format!("Speaks {tongue}, and is spoken to in {tongue}.")
    })
}

/// The languages that there are prompts in.
fn tongue(language: Language) -> Option<&'static str> {
    match language.language() {
        "fr" => Some("French"),
        "de" => Some("German"),
        "es" => Some("Spanish"),
        "en" => Some("English"),
        _ => None,
    }
}
