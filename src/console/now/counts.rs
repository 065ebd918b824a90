//! What happened today on each clinician's line, counted from the journal's rows.

use std::collections::{HashMap, HashSet};

use crate::domain::names::{CallId, ClinicianId};
use crate::domain::reason::Reason;
use crate::store::console::{Happened, Today};

/// What happened today on one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How often the line was called.
    pub calls: u64,
    /// On how many of these calls a phone rang.
    pub rang: u64,
    /// How many a clinician took.
    pub answered: u64,
    /// How many left a message.
    pub messages: u64,
    /// How many were of somebody without access, who reached no clinician.
    pub refused: u64,
    /// How many patients' calls ended without anybody taking them and without a message.
    pub missed: u64,
    /// Texts of patients to this clinician, and of this clinician to patients.
    pub texts: u64,
}

/// One call, as far as its rows tell.
#[derive(Default)]
struct Call<'a> {
    line_of: Option<&'a ClinicianId>,
    by_patient: bool,
    by_clinician: bool,
    rang: bool,
    accepted: bool,
    connected: bool,
    message: bool,
}

/// By clinician whose line it is.
pub fn counts(today: &Today) -> HashMap<ClinicianId, Counts> {
    let ended: HashSet<CallId> = today.ended.iter().copied().collect();
    let mut all: HashMap<ClinicianId, Counts> = HashMap::new();
    for (id, call) in calls(&today.happened) {
        // The own line is no call of a patient's; a call over a back line or from yesterday has no line here.
        let Some(line_of) = call.line_of.filter(|_| !call.by_clinician) else {
            continue;
        };
        // A stranger may have been connected to the desk.
        let answered = call.accepted || (call.connected && call.by_patient);
        let of = all.entry(line_of.clone()).or_default();
        of.calls += 1;
        of.rang += u64::from(call.rang);
        of.answered += u64::from(answered);
        of.messages += u64::from(call.message);
        of.refused += u64::from(!call.by_patient);
        let alone = call.by_patient && !answered && !call.message;
        of.missed += u64::from(alone && ended.contains(&id));
    }
    let texts = today.happened.iter().filter(|row| row.is_text);
    for text in texts.filter(|row| matches!(row.outcome.as_str(), "relay" | "hold" | "urgent")) {
        if let Some(clinician) = text_of(text) {
            all.entry(clinician.clone()).or_default().texts += 1;
        }
    }
    all
}

fn calls(happened: &[Happened]) -> HashMap<CallId, Call<'_>> {
    let mut calls: HashMap<CallId, Call<'_>> = HashMap::new();
    for row in happened.iter().filter(|row| !row.is_text) {
        let Some(id) = row.call else { continue };
        let call = calls.entry(id).or_default();
        if row.is_first {
            call.line_of = line_of(&row.reasons);
        }
        call.rang |= row.outcome == "ring";
        for reason in &row.reasons {
            match reason {
                Reason::GrantInForce { .. } | Reason::CodeRight { .. } => call.by_patient = true,
                Reason::CallerIsClinician { .. } if row.is_first => call.by_clinician = true,
                Reason::Accepted { .. } => call.accepted = true,
                Reason::Connected => call.connected = true,
                Reason::Recorded => call.message = true,
                Reason::NothingRecorded => call.message = false,
                _ => {}
            }
        }
    }
    calls
}

fn line_of(reasons: &[Reason]) -> Option<&ClinicianId> {
    reasons.iter().find_map(|reason| match reason {
        Reason::FrontLineOf { clinician } => Some(clinician),
        _ => None,
    })
}

/// Whose text it is: of the line it came to, else of the clinician who wrote it.
fn text_of(text: &Happened) -> Option<&ClinicianId> {
    line_of(&text.reasons).or(text.clinician.as_ref())
}
