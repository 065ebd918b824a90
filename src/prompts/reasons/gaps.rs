//! What goes into the gaps of the rules' sentences.

use std::slice;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::event::Target;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::phone::Line;
use crate::domain::reason::{Reason, StrangersMode};
use crate::prompts::gaps::{UNKNOWN, refusal};

/// Something that goes into a gap.
pub enum Gap<'a> {
    Clinician(&'a ClinicianId),
    /// Whose, and which of several.
    Phone(&'a Target),
    Patients(&'a [PatientId]),
    /// In E.164: it is the practice's own.
    Line(Line),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
    Number(u32),
    /// A word for the catalogue to choose by, or a text as it is.
    Word(&'a str),
}

/// The gaps of a rule's sentence. A rule whose sentence has one that is not named here fails the tests, which fill all.
pub fn gaps(reason: &Reason) -> Vec<(&'static str, Gap<'_>)> {
    of_clinicians(reason)
        .or_else(|| of_patients(reason))
        .or_else(|| of_lines(reason))
        .unwrap_or_else(|| of_words(reason))
}

fn of_clinicians(reason: &Reason) -> Option<Vec<(&'static str, Gap<'_>)>> {
    let named = |id| ("clinician", Gap::Clinician(id));
    let phone = |target| ("phone", Gap::Phone(target));
    Some(match reason {
        Reason::FrontLineOf { clinician }
        | Reason::CallerIsClinician { clinician }
        | Reason::NotAssigned { clinician }
        | Reason::CopiedToDuty { clinician }
        | Reason::HoursOpen { clinician }
        | Reason::HoursClosed { clinician }
        | Reason::NobodyCovers { clinician }
        | Reason::BackupRings { clinician }
        | Reason::OnDuty { clinician }
        | Reason::PhoneNotConfirmed { clinician }
        | Reason::PhoneConfirmed { clinician }
        | Reason::PhoneAskedEnough { clinician } => vec![named(clinician)],
        Reason::CallPlaced { target }
        | Reason::Declined { target }
        | Reason::Accepted { target }
        | Reason::NotConnected { target } => vec![named(&target.clinician)],
        Reason::Paused { clinician, until } => {
            vec![named(clinician), ("moment", Gap::Moment(*until))]
        }
        Reason::Away { clinician, until } => vec![named(clinician), ("day", Gap::Day(*until))],
        Reason::Covers { clinician, cover } => {
            vec![named(clinician), ("cover", Gap::Clinician(cover))]
        }
        Reason::Rings { target } | Reason::NoKey { target } => vec![phone(target)],
        Reason::RangOut { target } => vec![match target {
            Some(target) => phone(target),
            None => ("phone", Gap::Word(UNKNOWN)),
        }],
        _ => return None,
    })
}

fn of_patients(reason: &Reason) -> Option<Vec<(&'static str, Gap<'_>)>> {
    let named = |patients| ("patients", Gap::Patients(patients));
    let one = |patient| named(slice::from_ref(patient));
    Some(match reason {
        Reason::GrantEnded { patient, until } => vec![one(patient), ("day", Gap::Day(*until))],
        Reason::GrantNotBegun { patient, from } => vec![one(patient), ("day", Gap::Day(*from))],
        Reason::GrantInForce { patients }
        | Reason::CodeRight { patients }
        | Reason::CallsPatient { patients }
        | Reason::RepliesTo { patients } => vec![named(patients)],
        Reason::BackLineOf {
            clinician,
            patients,
        } => vec![("clinician", Gap::Clinician(clinician)), named(patients)],
        _ => return None,
    })
}

fn of_lines(reason: &Reason) -> Option<Vec<(&'static str, Gap<'_>)>> {
    Some(match reason {
        Reason::BackLine { line }
        | Reason::Shows { line }
        | Reason::LineReassigned { line }
        | Reason::LineAssigned { line } => vec![("line", Gap::Line(*line))],
        Reason::CallBackOver { clinician, line } => vec![
            ("clinician", Gap::Clinician(clinician)),
            ("line", Gap::Line(*line)),
        ],
        _ => return None,
    })
}

fn of_words(reason: &Reason) -> Vec<(&'static str, Gap<'_>)> {
    match reason {
        Reason::StrangersTo { mode } => vec![("mode", Gap::Word(strangers(*mode)))],
        Reason::PinWrong { wrong } => vec![("wrong", Gap::Number(*wrong))],
        Reason::WithinLimit { calls, limit } | Reason::LimitReached { calls, limit } => vec![
            ("calls", Gap::Number(*calls)),
            ("limit", Gap::Number(*limit)),
        ],
        Reason::TextLimitReached { texts, limit } => vec![
            ("texts", Gap::Number(*texts)),
            ("limit", Gap::Number(*limit)),
        ],
        Reason::IsCommand { word } => vec![("word", Gap::Word(word))],
        Reason::Marked { mark } => vec![("mark", Gap::Number(*mark))],
        Reason::NotDelivered { why } => vec![("why", Gap::Word(why.word()))],
        Reason::Digested { texts } => vec![("texts", Gap::Number(*texts))],
        Reason::AttachmentRefused { why } => vec![("why", Gap::Word(refusal(*why)))],
        _ => Vec::new(),
    }
}

/// The word by which the catalogues know what the practice chose.
fn strangers(mode: StrangersMode) -> &'static str {
    match mode {
        StrangersMode::FrontDesk => "front-desk",
        StrangersMode::Voicemail => "voicemail",
        StrangersMode::Refuse => "refuse",
    }
}
