//! The rules that led to a decision as sentences, for `explain`, the demo and the console, in English and in French.
//!
//! They are for the practice's own people: names stand in them, and the practice's lines; clinicians' numbers and
//! callers' numbers never do, because a [`Reason`] holds none. No practice overrides them: they say what Nightbell did.

mod gaps;
mod keys;

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentValue};

use super::bundles::Bundle;
use super::moments;
use crate::domain::event::Target;
use crate::domain::names::{ClinicianId, Language, PatientId};
use crate::domain::practice::Practice;
use crate::domain::reason::Reason;
use gaps::{Gap, gaps};
use keys::key;

const ENGLISH: &str = include_str!("reasons/en.ftl");
const FRENCH: &str = include_str!("reasons/fr.ftl");

static IN_ENGLISH: LazyLock<Bundle> = LazyLock::new(|| Bundle::of("en", ENGLISH));
static IN_FRENCH: LazyLock<Bundle> = LazyLock::new(|| Bundle::of("fr", FRENCH));

/// One rule, as a sentence for a reader of this language; in English where there is none in it.
pub fn sentence(reason: &Reason, practice: &Practice, reader: Language) -> String {
    let (bundle, language) = match reader.language() {
        "fr" => (&*IN_FRENCH, reader),
        _ => (&*IN_ENGLISH, Language::ENGLISH),
    };
    let teller = Teller {
        bundle,
        language,
        practice,
    };
    teller.tells(reason)
}

/// Tells rules of a practice in a language.
struct Teller<'a> {
    bundle: &'a Bundle,
    language: Language,
    practice: &'a Practice,
}

impl Teller<'_> {
    fn tells(&self, reason: &Reason) -> String {
        let mut args = FluentArgs::new();
        for (name, gap) in gaps(reason) {
            args.set(name, self.fill(gap));
        }
        self.say(key(reason), &args)
    }

    fn say(&self, key: &str, args: &FluentArgs<'_>) -> String {
        let said = self.bundle.sentence(key, args);
        // The tests see to it that this never happens.
        said.unwrap_or_else(|| key.to_owned())
    }

    fn fill(&self, gap: Gap<'_>) -> FluentValue<'static> {
        match gap {
            Gap::Clinician(id) => self.clinician(id).into(),
            Gap::Phone(target) => self.phone(target).into(),
            Gap::Patients(ids) => self.patients(ids).into(),
            Gap::Line(line) => line.wire().into(),
            Gap::Day(day) => moments::day(day, self.language).into(),
            Gap::Moment(at) => moments::recorded(at, self.language, self.practice.zone).into(),
            Gap::Number(number) => number.into(),
            Gap::Word(word) => word.to_owned().into(),
        }
    }

    /// The name; the id of a clinician who is no longer configured.
    fn clinician(&self, id: &ClinicianId) -> String {
        match self.practice.clinicians.get(id) {
            Some(clinician) => clinician.name.clone(),
            None => {
                let mut args = FluentArgs::new();
                args.set("id", id.to_string());
                self.say("gone-clinician", &args)
            }
        }
    }

    /// "Dr Ada Okafor's phone", "Dr Ada Okafor's phone 2 of 3".
    fn phone(&self, target: &Target) -> String {
        let clinician = self.practice.clinicians.get(&target.clinician);
        let phones = clinician.map_or(&[][..], |clinician| &clinician.phones);
        let place = phones.iter().position(|phone| phone.id == target.phone);
        let mut args = FluentArgs::new();
        args.set("clinician", self.clinician(&target.clinician));
        match (place, phones.len()) {
            (Some(place), phones) if phones > 1 => {
                args.set("place", place + 1);
                args.set("phones", phones);
                self.say("phone-of-several", &args)
            }
            _ => self.say("phone", &args),
        }
    }

    /// All names: unlike a spoken sentence, a record leaves none out.
    fn patients(&self, ids: &[PatientId]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let name = match self.practice.patients.get(*id) {
                Some(grant) => grant.name.to_string(),
                None => self.bundle.piece("gone-patient"),
            };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.split_last() {
            None => self.bundle.piece("some-patient"),
            Some((only, [])) => only.clone(),
            Some((last, before)) => {
                let or = self.bundle.piece("or");
                format!("{} {or} {last}", before.join(", "))
            }
        }
    }
}

#[cfg(test)]
mod tests;
