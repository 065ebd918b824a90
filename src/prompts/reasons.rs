//! The rules that led to a decision as English sentences, for `explain` and the console.
//!
//! They are for the practice's own people: names stand in them, and the practice's lines; clinicians' numbers and
//! callers' numbers never do, because a [`Reason`] holds none.

mod plain;

use chrono::NaiveDate;

use super::moments;
use crate::domain::event::Target;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::outbox::Failure;
use crate::domain::practice::Practice;
use crate::domain::reason::{Reason, StrangersMode};

/// One rule, as a sentence.
pub fn sentence(reason: &Reason, practice: &Practice) -> String {
    let teller = Teller(practice);
    teller
        .about_the_caller(reason)
        .or_else(|| teller.about_the_clinician(reason))
        .or_else(|| teller.about_ringing(reason))
        .or_else(|| teller.about_texts(reason))
        .or_else(|| teller.about_the_own_line(reason))
        .unwrap_or_else(|| plain::sentence(reason).to_owned())
}

struct Teller<'a>(&'a Practice);

impl Teller<'_> {
    fn about_the_caller(&self, reason: &Reason) -> Option<String> {
        Some(match reason {
            Reason::FrontLineOf { clinician } => {
                format!("This number is the line of {}.", self.clinician(clinician))
            }
            Reason::BackLine { line } => {
                format!(
                    "This number, {}, is a back line: only clinicians know it.",
                    line.wire()
                )
            }
            Reason::GrantEnded { patient, until } => format!(
                "The access of {} ended on {}.",
                self.patient(patient),
                moments::day(*until)
            ),
            Reason::GrantNotBegun { patient, from } => format!(
                "The access of {} only begins on {}.",
                self.patient(patient),
                moments::day(*from)
            ),
            Reason::GrantInForce { patients } => format!(
                "It comes from a phone of {}, whose access is in force.",
                self.patients(patients)
            ),
            Reason::BackLineOf {
                clinician,
                patients,
            } => format!(
                "In {} phone this back line stands for {}, whose access is in force.",
                self.possessive(clinician),
                self.patients(patients)
            ),
            Reason::CodeRight { patients } => format!(
                "The access code of {} was keyed; it is in force.",
                self.patients(patients)
            ),
            Reason::CallerIsClinician { clinician } => {
                format!(
                    "It comes from one of the own phones of {}.",
                    self.clinician(clinician)
                )
            }
            Reason::NotAssigned { clinician } => format!(
                "{} has no patient on this back line, so it is treated as a stranger's.",
                self.clinician(clinician)
            ),
            Reason::StrangersTo { mode } => strangers(*mode).to_owned(),
            _ => return None,
        })
    }

    fn about_the_clinician(&self, reason: &Reason) -> Option<String> {
        Some(match reason {
            Reason::HoursOpen { clinician } => {
                format!("{} hours are open.", self.possessive(clinician))
            }
            Reason::HoursClosed { clinician } => {
                format!("{} hours are closed.", self.possessive(clinician))
            }
            Reason::Paused { clinician, until } => format!(
                "{} has paused calls and texts until {}.",
                self.clinician(clinician),
                moments::recorded(*until, self.0.zone)
            ),
            Reason::Away { clinician, until } => self.away(clinician, *until),
            Reason::Covers { clinician, cover } => {
                format!(
                    "{} covers for {}.",
                    self.clinician(cover),
                    self.clinician(clinician)
                )
            }
            Reason::NobodyCovers { clinician } => {
                format!("Nobody covers for {}.", self.clinician(clinician))
            }
            Reason::WithinLimit { calls, limit } => {
                format!("Calls of this patient today: {calls} of {limit}.")
            }
            Reason::LimitReached { calls, limit } => format!(
                "This patient has called {calls} times today, and the limit is {limit}: the phone does not ring."
            ),
            Reason::OnDuty { clinician } => {
                format!(
                    "The rota says that {} is on duty.",
                    self.clinician(clinician)
                )
            }
            _ => return None,
        })
    }

    fn about_ringing(&self, reason: &Reason) -> Option<String> {
        Some(match reason {
            Reason::Rings { target } => format!("{} is rung.", self.phone(target)),
            Reason::BackupRings { clinician } => {
                format!("{} is next, as backup.", self.clinician(clinician))
            }
            Reason::RangOut {
                target: Some(target),
            } => {
                format!(
                    "{} did not answer, was busy or could not be reached.",
                    self.phone(target)
                )
            }
            Reason::RangOut { target: None } => {
                "The phone did not answer, was busy or could not be reached.".to_owned()
            }
            Reason::NoKey { target } => format!(
                "{} was answered, but no key was noted: perhaps a personal voicemail.",
                self.phone(target)
            ),
            Reason::Declined { target } => format!(
                "{} pressed the key for voicemail and is not rung again on this call.",
                self.clinician(&target.clinician)
            ),
            Reason::Accepted { target } => format!(
                "{} pressed the key and takes the call.",
                self.clinician(&target.clinician)
            ),
            Reason::NotConnected { target } => format!(
                "{} pressed the key, but the two were not connected.",
                self.clinician(&target.clinician)
            ),
            Reason::CallBackOver { clinician, line } => format!(
                "In {} phone the back line {} stands for this patient, to be called back over it.",
                self.possessive(clinician),
                line.wire()
            ),
            Reason::Shows { line } => {
                format!("The phone shows the line {} as the caller.", line.wire())
            }
            Reason::LineReassigned { line } => format!(
                "The line {} was another patient's before and has rested long enough.",
                line.wire()
            ),
            _ => return None,
        })
    }

    fn about_the_own_line(&self, reason: &Reason) -> Option<String> {
        Some(match reason {
            Reason::PinWrong { wrong } => {
                format!("The PIN was wrong; wrong ones since the right one: {wrong}.")
            }
            Reason::CallsPatient { patients } => {
                format!("The clinician calls {}.", self.patients(patients))
            }
            Reason::CallPlaced { target } => {
                format!("Nightbell calls {}.", self.clinician(&target.clinician))
            }
            Reason::CopiedToDuty { clinician } => {
                format!(
                    "{} is on duty and is told as well.",
                    self.clinician(clinician)
                )
            }
            _ => return None,
        })
    }

    fn about_texts(&self, reason: &Reason) -> Option<String> {
        Some(match reason {
            Reason::TextLimitReached { texts, limit } => format!(
                "This patient has sent {texts} texts this hour, and the limit is {limit}: this one is held."
            ),
            Reason::RepliesTo { patients } => format!(
                "On this back line the clinician writes to {}.",
                self.patients(patients)
            ),
            Reason::IsCommand { word } => format!("The text is the command {word}."),
            Reason::PhoneNotConfirmed { clinician } => format!(
                "{} phone has not confirmed yet that it takes texts.",
                self.possessive(clinician)
            ),
            Reason::PhoneConfirmed { clinician } => {
                format!("{} phone has confirmed.", self.possessive(clinician))
            }
            Reason::PhoneAskedEnough { clinician } => format!(
                "{} next phone was asked so often today that it is asked again tomorrow.",
                self.possessive(clinician)
            ),
            Reason::LineAssigned { line } => {
                format!(
                    "The back line {} is this patient's from now on.",
                    line.wire()
                )
            }
            Reason::Marked { mark } => {
                format!(
                    "No back line is free: the text is marked with the conversation's number, {mark}."
                )
            }
            Reason::NotDelivered { why } => format!("Not delivered: {}.", undelivered(*why)),
            Reason::Digested { texts } => {
                format!("Whoever is on duty is told how many texts wait: {texts}.")
            }
            Reason::AttachmentRefused { why } => format!("An attachment stays here: {why}."),
            _ => return None,
        })
    }

    fn away(&self, clinician: &ClinicianId, until: NaiveDate) -> String {
        format!(
            "{} is away until {} included.",
            self.clinician(clinician),
            moments::day(until)
        )
    }

    /// The name; the id of a clinician who is no longer configured.
    fn clinician(&self, id: &ClinicianId) -> String {
        match self.0.clinicians.get(id) {
            Some(clinician) => clinician.name.clone(),
            None => format!("{id} (no longer listed)"),
        }
    }

    fn possessive(&self, id: &ClinicianId) -> String {
        format!("{}'s", self.clinician(id))
    }

    /// "Dr Ada Okafor's phone", "Dr Ada Okafor's phone 2 of 3".
    fn phone(&self, target: &Target) -> String {
        let owner = self.possessive(&target.clinician);
        let phones = self
            .0
            .clinicians
            .get(&target.clinician)
            .map(|clinician| clinician.phones.as_slice())
            .unwrap_or_default();
        let place = phones.iter().position(|phone| phone.id == target.phone);
        match (place, phones.len()) {
            (Some(place), count) if count > 1 => {
                format!("{owner} phone {} of {count}", place + 1)
            }
            _ => format!("{owner} phone"),
        }
    }

    fn patient(&self, id: &PatientId) -> String {
        match self.0.patients.get(*id) {
            Some(grant) => grant.name.to_string(),
            None => "a patient who is no longer listed".to_owned(),
        }
    }

    /// All names: unlike a spoken sentence, a record leaves none out.
    fn patients(&self, ids: &[PatientId]) -> String {
        let mut names: Vec<String> = Vec::new();
        for name in ids.iter().map(|id| self.patient(id)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        match names.split_last() {
            None => "a patient".to_owned(),
            Some((only, [])) => only.clone(),
            Some((last, before)) => format!("{} or {last}", before.join(", ")),
        }
    }
}

fn undelivered(why: Failure) -> &'static str {
    match why {
        Failure::OptedOut => "the recipient has asked for no more texts",
        Failure::TakesNoTexts => "the number takes no texts",
        Failure::Blocked => "the network would not carry it",
        Failure::NotReached => "the phone could not be reached",
        Failure::HoldsNumber => "it holds a clinician's number",
        Failure::GivenUp => "a day of trying has failed",
        Failure::NobodyThere => "the recipient is not in the configuration any more",
        Failure::Other => "the provider could not deliver it",
    }
}

fn strangers(mode: StrangersMode) -> &'static str {
    match mode {
        StrangersMode::FrontDesk => "Callers without access are connected to the front desk.",
        StrangersMode::Voicemail => "Callers without access may leave a message for the practice.",
        StrangersMode::Refuse => "Callers without access are told where to turn.",
    }
}

#[cfg(test)]
mod tests;
