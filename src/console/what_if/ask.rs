//! What was entered, and the question that it makes.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::config::Numbers;
use crate::console::form::Fields;
use crate::console::visit::Visit;
use crate::domain::local::Local;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::patients::Grant;
use crate::domain::phone::{Caller, E164};
use crate::domain::practice::Clinician;

/// Who calls or texts, as it was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// A row of the list.
    Patient(PatientId),
    /// The number that was entered.
    Number,
    /// Somebody nobody knows.
    Unknown,
    /// Somebody who withholds the number.
    Withheld,
}

/// What was entered, and what is wrong with it.
pub struct Asked {
    /// Who calls or texts.
    pub who: Who,
    /// The number as it was entered; empty where it must not be repeated.
    pub number: String,
    /// Whose line.
    pub line: Option<ClinicianId>,
    /// The day of the practice.
    pub date: String,
    /// The time of the practice.
    pub time: String,
    /// Whether it is a text.
    pub is_text: bool,
    /// Its words.
    pub text: String,
    /// Whether what is remembered counts, or it is as on a fresh day.
    pub remembered: bool,
    /// A name that was entered in place of a number: it is to be looked for.
    pub name: Option<String>,
    /// What cannot be read, by the name of the field.
    pub mistakes: Vec<(&'static str, String)>,
    caller: Option<Caller>,
    called: Option<E164>,
    at: Option<Local>,
}

/// A question that can be answered.
pub struct Question {
    /// Who.
    pub caller: Caller,
    /// Which number.
    pub called: E164,
    /// When.
    pub at: DateTime<Utc>,
    /// The words of a text; `None`: it is a call.
    pub text: Option<String>,
    /// Whether what is remembered counts.
    pub remembered: bool,
}

impl Asked {
    /// Reads the fields.
    pub fn read(visit: &Visit, fields: &Fields) -> Asked {
        let practice = &visit.in_force.practice;
        let now = visit.at.with_timezone(&practice.zone);
        let or = |name: &str, otherwise: String| match fields.get(name) {
            "" => otherwise,
            entered => entered.to_owned(),
        };
        let mut asked = Asked {
            who: who(fields),
            number: fields.get("number").to_owned(),
            line: None,
            date: or("date", now.format("%Y-%m-%d").to_string()),
            time: or("time", now.format("%H:%M").to_string()),
            is_text: fields.get("kind") == "text",
            text: fields.get("text").to_owned(),
            remembered: fields.get("memory") != "fresh",
            name: None,
            mistakes: Vec::new(),
            caller: None,
            called: None,
            at: None,
        };
        asked.read_caller(visit);
        asked.read_line(visit, fields.get("line"));
        asked.read_moment(visit);
        asked
    }

    /// The question, if it can be answered.
    pub fn question(&self) -> Option<Question> {
        Some(Question {
            caller: self.caller.clone()?,
            called: self.called?,
            at: self.at?.at(),
            text: self.is_text.then(|| self.text.clone()),
            remembered: self.remembered,
        })
    }

    /// The one patient of that name, on the line of the patient's own clinician.
    pub fn is_about(&mut self, visit: &Visit, patient: PatientId) {
        self.who = Who::Patient(patient);
        self.number = String::new();
        self.read_caller(visit);
        self.read_line(visit, "");
    }

    /// Nobody has that name.
    pub fn is_about_nobody(&mut self, visit: &Visit) {
        self.mistakes
            .push(("number", visit.words.t("whatif-nobody-named")));
    }

    /// What is to be said about the moment: that the clock shows it twice, or never.
    pub fn note(&self, visit: &Visit) -> Option<String> {
        match self.at? {
            Local::Once(_) => None,
            Local::Twice { first, .. } => {
                let zone = first.format("%Z").to_string();
                let gaps = [("time", self.time.clone().into()), ("zone", zone.into())];
                Some(visit.words.with("whatif-twice", &gaps))
            }
            Local::Skipped(at) => {
                let later = at.with_timezone(&visit.in_force.practice.zone);
                let later = later.format("%H:%M").to_string();
                let gaps = [("time", self.time.clone().into()), ("later", later.into())];
                Some(visit.words.with("whatif-skipped", &gaps))
            }
        }
    }

    /// The row of the list that was chosen, if this account may see it.
    pub fn patient<'a>(&self, visit: &'a Visit) -> Option<&'a Grant> {
        let Who::Patient(id) = self.who else {
            return None;
        };
        let row = visit.in_force.practice.patients.get(id)?;
        let own = visit.only().is_none_or(|own| row.clinician == *own);
        own.then_some(row)
    }

    fn read_caller(&mut self, visit: &Visit) {
        let practice = &visit.in_force.practice;
        self.caller = match self.who {
            Who::Patient(_) => {
                let row = self.patient(visit);
                let phone = row.and_then(|row| row.phones.first().copied());
                if phone.is_none() {
                    self.mistakes
                        .push(("who", visit.words.t("whatif-no-such-patient")));
                }
                phone.map(Caller::Number)
            }
            Who::Unknown => Some(Caller::Number(E164::NOBODY)),
            Who::Withheld => Some(Caller::Withheld),
            Who::Number if self.number.chars().any(char::is_alphabetic) => {
                self.name = Some(self.number.clone());
                None
            }
            Who::Number => match Numbers::new(Some(&practice.country)).read(&self.number) {
                Ok(number) => {
                    if practice.clinicians.owner_of(number).is_some() {
                        // Nobody's own number goes back to a browser, not even to the one that sent it.
                        self.number = String::new();
                    }
                    Some(Caller::Number(number))
                }
                Err(_) => {
                    self.mistakes
                        .push(("number", visit.words.t("whatif-no-number")));
                    None
                }
            },
        };
        if visit.in_force.guard.finds(&self.number) {
            self.number = String::new();
        }
    }

    fn read_line(&mut self, visit: &Visit, chosen: &str) {
        let whose = match self.patient(visit) {
            Some(row) if chosen.is_empty() => row.clinician.as_str(),
            _ => chosen,
        };
        let line = lines(visit).find(|clinician| clinician.id.as_str() == whose);
        let line = line.or_else(|| lines(visit).next().filter(|_| whose.is_empty()));
        match line {
            Some(clinician) => {
                self.line = Some(clinician.id.clone());
                self.called = Some(clinician.line.0);
            }
            None => self
                .mistakes
                .push(("line", visit.words.t("whatif-no-line"))),
        }
    }

    fn read_moment(&mut self, visit: &Visit) {
        let date = self.date.parse::<NaiveDate>().ok();
        let time = ["%H:%M", "%H:%M:%S"].iter();
        let mut time = time.filter_map(|format| NaiveTime::parse_from_str(&self.time, format).ok());
        let local = date
            .zip(time.next())
            .map(|(date, time)| NaiveDateTime::new(date, time));
        let local = local.filter(|local| (2000..2200).contains(&chrono::Datelike::year(local)));
        self.at = local.and_then(|local| Local::of(local, visit.in_force.practice.zone));
        if self.at.is_none() {
            self.mistakes
                .push(("date", visit.words.t("whatif-no-moment")));
        }
    }
}

fn who(fields: &Fields) -> Who {
    let patient = fields.get("patient").parse().ok();
    match (fields.get("who"), patient) {
        ("unknown", _) => Who::Unknown,
        ("withheld", _) => Who::Withheld,
        ("number", _) => Who::Number,
        (_, Some(id)) => Who::Patient(id),
        _ => Who::Number,
    }
}

/// The clinicians whose lines this account may ask about.
pub fn lines(visit: &Visit) -> impl Iterator<Item = &Clinician> {
    let all = visit.in_force.practice.clinicians.iter();
    all.filter(|clinician| visit.only().is_none_or(|own| clinician.id == *own))
}
