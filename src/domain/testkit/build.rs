//! Builds practices readably. Lines and clinicians' phones are numbered by the order in which they are named.

use std::ops::Deref;
use std::sync::Arc;

use chrono::NaiveDate;
use chrono_tz::Tz;
use compact_calendar::CompactCalendar;

use crate::domain::hours::Hours;
use crate::domain::names::{ClinicianId, IdKey, Language, Version};
use crate::domain::patients::Patients;
use crate::domain::phone::{E164, Line, SecretNumber};
use crate::domain::practice::{
    Absence, Callers, Clinician, Clinicians, Phone, Practice, Shift, Strangers, Voicemail,
};

use super::grant::GrantBuilder;
use super::number;

/// A practice under test.
pub struct Surgery(pub Practice);

/// What a failing property shows: no number, and enough to build it again.
impl std::fmt::Debug for Surgery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for clinician in self.clinicians.iter() {
            let shown = (
                &clinician.id,
                &clinician.hours,
                clinician.phones.len(),
                clinician.ring,
            );
            writeln!(f, "{shown:?} {:?} {:?}", clinician.away, clinician.backup)?;
        }
        for shift in &self.rota {
            writeln!(f, "{:?} {}", shift.hours, shift.clinician)?;
        }
        for grant in self.patients.iter() {
            writeln!(f, "{grant:?}")?;
        }
        write!(f, "{:?} {} back lines", self.callers, self.back_lines.len())
    }
}

impl Deref for Surgery {
    type Target = Practice;

    fn deref(&self) -> &Practice {
        &self.0
    }
}

impl Surgery {
    /// A clinician by id.
    pub fn clinician(&self, id: &str) -> &Clinician {
        self.clinicians.get(&clinician_id(id)).unwrap()
    }

    /// `okafor`: the front line; `back 1`: the first back line; else a number.
    pub fn line(&self, to: &str) -> E164 {
        if let Some(place) = to.strip_prefix("back ") {
            return self.back_lines[place.parse::<usize>().unwrap() - 1].0;
        }
        match to.starts_with('+') {
            true => number(to),
            false => self.clinician(to).line.0,
        }
    }
}

/// The id of a clinician.
pub fn clinician_id(id: &str) -> ClinicianId {
    ClinicianId::new(id).unwrap()
}

/// The number of a clinician's phone, by the places in which the clinician and the phone were named.
pub fn phone_of(clinician: usize, phone: usize) -> String {
    format!("+4477009007{clinician:01}{phone:01}")
}

/// An empty practice in London whose desk is known and whose strangers are refused.
pub fn practice() -> PracticeBuilder {
    PracticeBuilder {
        clinicians: Vec::new(),
        patients: Vec::new(),
        rota: Vec::new(),
        back: 0,
        strangers: Strangers::Refuse,
        desk: Some(number("+441632960001")),
        calls_per_day: 6,
        texts_per_hour: 20,
        announce: false,
        pictures: true,
        confirm: false,
        digest: false,
        zone: chrono_tz::Europe::London,
    }
}

/// A practice in the making.
#[derive(Clone)]
pub struct PracticeBuilder {
    clinicians: Vec<ClinicianBuilder>,
    patients: Vec<GrantBuilder>,
    rota: Vec<(String, String)>,
    back: usize,
    strangers: Strangers,
    desk: Option<E164>,
    calls_per_day: u32,
    texts_per_hour: u32,
    announce: bool,
    pictures: bool,
    confirm: bool,
    digest: bool,
    zone: Tz,
}

impl PracticeBuilder {
    pub fn clinician(
        mut self,
        id: &str,
        with: impl FnOnce(ClinicianBuilder) -> ClinicianBuilder,
    ) -> Self {
        self.clinicians.push(with(ClinicianBuilder {
            id: id.to_owned(),
            hours: "24/7".to_owned(),
            phones: 1,
            next: None,
            away: Vec::new(),
            backup: Vec::new(),
            ring: 20,
            pictures: true,
        }));
        self
    }

    /// `phones`: one or several, separated by `;`.
    pub fn patient(
        mut self,
        name: &str,
        clinician: &str,
        phones: &str,
        with: impl FnOnce(GrantBuilder) -> GrantBuilder,
    ) -> Self {
        let grant = GrantBuilder::new(name, clinician, phones.split(';').map(number));
        self.patients.push(with(grant));
        self
    }

    /// The next shift of the rota.
    pub fn rota(mut self, hours: &str, clinician: &str) -> Self {
        self.rota.push((hours.to_owned(), clinician.to_owned()));
        self
    }

    pub fn strangers(mut self, mode: Strangers) -> Self {
        self.strangers = mode;
        self
    }

    pub fn back_lines(mut self, lines: usize) -> Self {
        self.back = lines;
        self
    }

    pub fn no_desk(mut self) -> Self {
        self.desk = None;
        self
    }

    pub fn calls_per_day(mut self, calls: u32) -> Self {
        self.calls_per_day = calls;
        self
    }

    pub fn texts_per_hour(mut self, texts: u32) -> Self {
        self.texts_per_hour = texts;
        self
    }

    pub fn announces_recording(mut self) -> Self {
        self.announce = true;
        self
    }

    /// The lines carry no pictures.
    pub fn no_pictures(mut self) -> Self {
        self.pictures = false;
        self
    }

    /// Clinicians' phones must confirm before they get texts.
    pub fn confirms_phones(mut self) -> Self {
        self.confirm = true;
        self
    }

    /// Who is on duty gets a summary of held texts.
    pub fn digests(mut self) -> Self {
        self.digest = true;
        self
    }

    pub fn zone(mut self, zone: Tz) -> Self {
        self.zone = zone;
        self
    }

    pub fn build(self) -> Surgery {
        let ids = IdKey::new([7; 16]);
        let days = holidays();
        let hours = |text: &str| Hours::new(text, days.clone(), self.zone).unwrap();
        let clinicians = self.clinicians.iter().enumerate();
        let clinicians = clinicians.map(|(place, clinician)| clinician.build(place, &ids, hours));
        let clinicians = Clinicians::new(clinicians.collect());
        let shifts = self.rota.iter().map(|(shift, whose)| Shift {
            hours: hours(shift),
            clinician: clinician_id(whose),
        });
        let rota = shifts.collect();
        let grants = self.patients.iter().map(|grant| grant.build(&ids));
        let patients = Patients::new(grants.collect(), ids.clone());
        let back = (1..=self.back).map(|place| Line(number(&format!("+4477009002{place:02}"))));
        Surgery(Practice {
            version: Version::default(),
            name: "Harbour Street Surgery".to_owned(),
            country: "GB".to_owned(),
            zone: self.zone,
            language: Language::ENGLISH,
            emergency: "999".to_owned(),
            front_desk: self.desk,
            hours: None,
            confirm_phones: self.confirm,
            back_lines: back.collect(),
            carries_pictures: self.pictures,
            clinicians,
            rota,
            callers: Callers {
                strangers: self.strangers,
                calls_per_day: self.calls_per_day,
                texts_per_hour: self.texts_per_hour,
                digest: self.digest,
            },
            voicemail: Voicemail {
                longest: 180,
                copy_to_duty: false,
                receipt: false,
                announce: self.announce,
            },
            patients: patients.into(),
            ids,
        })
    }
}

/// The public holidays of England around the time of the tests.
fn holidays() -> Arc<CompactCalendar> {
    let mut calendar = CompactCalendar::default();
    for day in ["2026-12-25", "2026-12-28", "2027-01-01"] {
        calendar.insert(day.parse().unwrap());
    }
    Arc::new(calendar)
}

/// A clinician in the making.
#[derive(Clone)]
pub struct ClinicianBuilder {
    id: String,
    hours: String,
    phones: usize,
    next: Option<usize>,
    away: Vec<Absence>,
    backup: Vec<ClinicianId>,
    ring: u32,
    pictures: bool,
}

impl ClinicianBuilder {
    /// This clinician's phones take no pictures.
    pub fn no_pictures(mut self) -> Self {
        self.pictures = false;
        self
    }

    pub fn hours(mut self, hours: &str) -> Self {
        self.hours = hours.to_owned();
        self
    }

    pub fn phones(mut self, phones: usize) -> Self {
        self.phones = phones;
        self
    }

    /// Another phone is to take the first one's place: the one that `phone_of` numbers so.
    pub fn next_phone(mut self, phone: usize) -> Self {
        self.next = Some(phone);
        self
    }

    pub fn backup(mut self, colleague: &str) -> Self {
        self.backup.push(clinician_id(colleague));
        self
    }

    pub fn ring(mut self, seconds: u32) -> Self {
        self.ring = seconds;
        self
    }

    /// Away from day to day, both included, covered by nobody.
    pub fn away(mut self, from: &str, to: &str) -> Self {
        self.away.push(absence(from, to, None));
        self
    }

    pub fn away_covered(mut self, from: &str, to: &str, cover: &str) -> Self {
        self.away.push(absence(from, to, Some(cover)));
        self
    }

    fn build(&self, place: usize, ids: &IdKey, hours: impl Fn(&str) -> Hours) -> Clinician {
        let phone = |phone: usize| {
            let number = number(&phone_of(place, phone));
            Phone {
                id: ids.phone(number),
                number: SecretNumber::new(number),
            }
        };
        let phones = (0..self.phones).map(phone);
        Clinician {
            id: clinician_id(&self.id),
            name: format!("Dr {}", self.id),
            line: Line(number(&format!("+4477009001{place:02}"))),
            phones: phones.collect(),
            next_phone: self.next.map(phone),
            hours: hours(&self.hours),
            away: self.away.clone(),
            backup: self.backup.clone(),
            ring: self.ring,
            takes_pictures: self.pictures,
        }
    }
}

fn absence(from: &str, to: &str, cover: Option<&str>) -> Absence {
    Absence {
        days: day(from)..=day(to),
        cover: cover.map(clinician_id),
    }
}

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
