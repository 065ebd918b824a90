//! The list of patients was changed, or could not be: what the clinician and the patient are told.

use chrono::{DateTime, Utc};

use super::same_row;
use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::Facts;
use crate::domain::names::ClinicianId;
use crate::domain::numbers::international;
use crate::domain::outbox::{Edit, EditResult};
use crate::domain::patients::Grant;
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::domain::reason::Reason;
use crate::domain::text::Draft;

/// Decides what is said after an edit. `practice` is the one in force by now, `line` the own front line, which was texted.
/// What was carried out and is not in force all the same counts as failed: nobody is told that a patient cannot call
/// any more who can.
pub fn edited(
    practice: &Practice,
    _facts: &Facts,
    edit: &Edit,
    result: EditResult,
    clinician: &ClinicianId,
    line: Line,
    now: DateTime<Utc>,
) -> Decision {
    let mut draft = Draft {
        reasons: Vec::new(),
        effects: Vec::new(),
        language: practice.language,
        clinician: Some(clinician.clone()),
        next_open: None,
    };
    let mut send = |to, body| {
        let words = Outgoing::words(OutgoingKind::Notice, to, line, body, now);
        draft.effects.push(Effect::Send(words));
    };
    let answer = match edit {
        _ if result == EditResult::Failed => None,
        Edit::Add { phone, name, .. } => row(practice, clinician, *phone, name).map(|grant| {
            if result == EditResult::Added {
                let clinician = clinician.clone();
                let say = vec![Phrase::Greeting { clinician }, Phrase::Emergency];
                let language = grant.language.unwrap_or(practice.language);
                send(Recipient::Number(*phone), Body::Words(say, language));
            }
            let (patient, until) = (grant.id, grant.until);
            match result {
                // REMOVE would take away what was there before, too.
                EditResult::Changed => Phrase::CommandChanged { patient, until },
                _ => Phrase::CommandAdded { patient, until },
            }
        }),
        Edit::Remove { name, phones } => removed(practice, clinician, name, phones),
    };
    let reason = match answer {
        Some(_) => Reason::ListChanged,
        None => Reason::ListNotChanged,
    };
    if practice.clinicians.get(clinician).is_some() {
        let say = vec![answer.unwrap_or(Phrase::CommandFailed)];
        let to = Recipient::Clinician(clinician.clone());
        send(to, Body::Words(say, practice.language));
    }
    draft.reasons.push(reason);
    draft.decide(Outcome::Command)
}

fn row<'a>(
    practice: &'a Practice,
    clinician: &ClinicianId,
    phone: E164,
    name: &str,
) -> Option<&'a Grant> {
    same_row(&practice.patients.ever(clinician, phone), name)
}

fn removed(
    practice: &Practice,
    clinician: &ClinicianId,
    name: &str,
    phones: &[String],
) -> Option<Phrase> {
    let mut numbers = phones.iter().filter_map(|phone| phone.parse::<E164>().ok());
    let first = numbers.clone().next()?;
    let still = numbers.any(|phone| {
        let rows = practice.patients.ever(clinician, phone);
        rows.iter().any(|grant| &*grant.name == name)
    });
    (!still).then(|| Phrase::CommandRemoved {
        name: name.to_owned(),
        number: international(first),
    })
}
