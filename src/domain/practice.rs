//! One checked, immutable practice: what every decision is made from.
//!
//! Built by `config`, which has refused every mistake before; so the lookups here need no error cases.

use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::event::Target;
use super::hours::Hours;
use super::names::{ClinicianId, IdKey, Language, Version};
use super::patients::{Household, Patients};
use super::phone::{E164, Line, PhoneId, SecretNumber};

/// One clinic as the configuration folder describes it. Has no `Debug`: it holds the clinicians' numbers.
pub struct Practice {
    /// Which version of the files this is.
    pub version: Version,
    /// The practice's name, spoken and written.
    pub name: String,
    /// ISO 3166-1, two upper-case letters.
    pub country: String,
    /// The zone of all hours, grants and absences.
    pub zone: Tz,
    /// The language of prompts where the patient has none of the own.
    pub language: Language,
    /// What a person in danger of life dials in this country, as dialled ("999").
    pub emergency: String,
    /// The practice's desk, where strangers are connected.
    pub front_desk: Option<E164>,
    /// The practice's own opening hours, if it gives any.
    pub hours: Option<Hours>,
    /// Whether a clinician's phone must confirm before it gets patients' texts.
    pub confirm_phones: bool,
    /// The lines that only clinicians see, in the order of the file.
    pub back_lines: Vec<Line>,
    /// Whether the lines carry pictures.
    pub carries_pictures: bool,
    /// The clinicians.
    pub clinicians: Clinicians,
    /// Who is on duty, shift by shift; where they overlap the first counts. Empty: nobody is ever on duty.
    pub rota: Vec<Shift>,
    /// What callers may do.
    pub callers: Callers,
    /// How messages are taken.
    pub voicemail: Voicemail,
    /// The patients and their grants.
    pub patients: Arc<Patients>,
    /// Under which identifiers are derived.
    pub ids: IdKey,
}

/// A person with a real phone that nobody may learn.
#[derive(Clone)]
pub struct Clinician {
    /// The short name in the files and in the store.
    pub id: ClinicianId,
    /// As spoken to patients: "Dr Ada Okafor".
    pub name: String,
    /// The front line: what patients dial.
    pub line: Line,
    /// The real phones, tried in order. Never empty.
    pub phones: Vec<Phone>,
    /// Takes the place of the first phone once it has confirmed. Until then it is the clinician's number as far as nobody
    /// may learn it, and in nothing else: it is not rung for patients, and whoever calls or texts from it is anybody.
    pub next_phone: Option<Phone>,
    /// When calls are taken.
    pub hours: Hours,
    /// Dated absences.
    pub away: Vec<Absence>,
    /// Who is rung when this clinician does not answer, in order.
    pub backup: Vec<ClinicianId>,
    /// How long each phone is rung, in seconds (5 to 60).
    pub ring: u32,
    /// Whether this clinician's phones take pictures.
    pub takes_pictures: bool,
}

/// One real phone.
#[derive(Clone)]
pub struct Phone {
    /// Names it in URLs and in the store.
    pub id: PhoneId,
    /// The number nobody may learn.
    pub number: SecretNumber,
}

/// A dated absence, both days included, in the practice's zone.
#[derive(Clone, Debug)]
pub struct Absence {
    /// The first and the last day.
    pub days: RangeInclusive<NaiveDate>,
    /// The colleague who covers.
    pub cover: Option<ClinicianId>,
}

/// Part of the rota: who is on duty when.
#[derive(Clone)]
pub struct Shift {
    /// When the shift runs.
    pub hours: Hours,
    /// Who is on duty.
    pub clinician: ClinicianId,
}

/// `[callers]`: limits, and what strangers meet.
#[derive(Clone, Debug)]
pub struct Callers {
    /// What callers without access meet.
    pub strangers: Strangers,
    /// Calls that ring, per patient and clinician and day of the practice.
    pub calls_per_day: u32,
    /// Texts relayed per patient and hour.
    pub texts_per_hour: u32,
    /// Whether who is on duty gets a summary of held texts.
    pub digest: bool,
}

/// What callers without access meet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strangers {
    /// Connected to the practice's desk.
    FrontDesk,
    /// The practice's box.
    Voicemail,
    /// Told where to turn.
    Refuse,
}

/// `[voicemail]`: how messages are taken.
#[derive(Clone, Debug)]
pub struct Voicemail {
    /// The longest message, in seconds.
    pub longest: u32,
    /// Whether who is on duty is told as well.
    pub copy_to_duty: bool,
    /// Whether the patient is told when the message was heard.
    pub receipt: bool,
    /// Whether a recording notice is spoken before the beep.
    pub announce: bool,
}

/// The clinicians, found by id, by line and by phone.
#[derive(Clone, Default)]
pub struct Clinicians {
    all: Vec<Clinician>,
    by_id: HashMap<ClinicianId, usize>,
    by_line: HashMap<Line, usize>,
    by_phone: HashMap<SecretNumber, (usize, PhoneId)>,
    by_next_phone: HashMap<SecretNumber, (usize, PhoneId)>,
}

impl Clinicians {
    /// Indexes the clinicians. Ids, lines and phones are unique (`config` has refused others).
    pub fn new(all: Vec<Clinician>) -> Self {
        let mut clinicians = Clinicians::default();
        for (place, clinician) in all.iter().enumerate() {
            clinicians.by_id.insert(clinician.id.clone(), place);
            clinicians.by_line.insert(clinician.line, place);
            for phone in &clinician.phones {
                clinicians
                    .by_phone
                    .insert(phone.number.clone(), (place, phone.id));
            }
            if let Some(phone) = &clinician.next_phone {
                clinicians
                    .by_next_phone
                    .insert(phone.number.clone(), (place, phone.id));
            }
        }
        clinicians.all = all;
        clinicians
    }

    /// All of them, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Clinician> {
        self.all.iter()
    }

    /// The clinician with this id.
    pub fn get(&self, id: &ClinicianId) -> Option<&Clinician> {
        self.all.get(*self.by_id.get(id)?)
    }

    /// Whose front line this is.
    pub fn by_line(&self, line: Line) -> Option<&Clinician> {
        self.all.get(*self.by_line.get(&line)?)
    }

    /// Whose phone this is, and which; one that has not taken its place yet is nobody's.
    pub fn by_phone(&self, number: E164) -> Option<(&Clinician, PhoneId)> {
        let (place, phone) = self.by_phone.get(&SecretNumber::new(number))?;
        Some((self.all.get(*place)?, *phone))
    }

    /// Whose number this is, whether the phone is in use or is yet to confirm: wherever the number must not be kept or
    /// shown.
    pub fn owner_of(&self, number: E164) -> Option<(&Clinician, PhoneId)> {
        let next = || self.by_next_phone.get(&SecretNumber::new(number));
        let of_next = || next().and_then(|(place, id)| Some((self.all.get(*place)?, *id)));
        self.by_phone(number).or_else(of_next)
    }
}

impl Clinician {
    /// The phone with this id, if it still is one of this clinician's.
    pub fn phone(&self, id: PhoneId) -> Option<&Phone> {
        self.phones.iter().find(|phone| phone.id == id)
    }

    /// The phone with this id, though it may not have confirmed yet.
    pub fn any_phone(&self, id: PhoneId) -> Option<&Phone> {
        self.all_phones().find(|phone| phone.id == id)
    }

    /// Every phone whose number nobody may learn.
    pub fn all_phones(&self) -> impl Iterator<Item = &Phone> {
        self.phones.iter().chain(&self.next_phone)
    }

    /// The phone that is to take the first one's place once it has confirmed.
    pub fn next_target(&self) -> Option<Target> {
        Some(Target {
            clinician: self.id.clone(),
            phone: self.next_phone.as_ref()?.id,
        })
    }
}

impl Practice {
    /// The day at an instant, in the practice's zone.
    pub fn day(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// The same practice with other patients: to ask what would happen to somebody.
    pub fn with_patients(&self, patients: impl Into<Arc<Patients>>) -> Practice {
        Practice {
            version: self.version,
            name: self.name.clone(),
            country: self.country.clone(),
            zone: self.zone,
            language: self.language,
            emergency: self.emergency.clone(),
            front_desk: self.front_desk,
            hours: self.hours.clone(),
            confirm_phones: self.confirm_phones,
            back_lines: self.back_lines.clone(),
            carries_pictures: self.carries_pictures,
            clinicians: self.clinicians.clone(),
            rota: self.rota.clone(),
            callers: self.callers.clone(),
            voicemail: self.voicemail.clone(),
            patients: patients.into(),
            ids: self.ids.clone(),
        }
    }

    /// The front line that a patient knows and may call: that of the clinician who holds the grant. `reached_by` is
    /// whoever calls or texts the patient, perhaps as backup, as cover or on duty.
    pub fn line_for(&self, household: &Household<'_>, reached_by: &Clinician) -> Line {
        let grant = household.grants.first();
        let whose = grant.and_then(|grant| self.clinicians.get(&grant.clinician));
        whose.unwrap_or(reached_by).line
    }

    /// Whether this is one of the practice's own lines, front or back.
    pub fn is_own_line(&self, number: E164) -> bool {
        self.clinicians.by_line(Line(number)).is_some() || self.is_back_line(number)
    }

    /// Whether this is one of the back lines.
    pub fn is_back_line(&self, number: E164) -> bool {
        self.back_lines.contains(&Line(number))
    }
}
