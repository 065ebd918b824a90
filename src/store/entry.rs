//! What the console looks for in the journal, in columns of its own: worked out of the decision when its row is written,
//! and naming nobody but by id.

use super::ask::{Ask, Kind};
use crate::domain::decision::Decision;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::reason::Reason;

/// How the key of a call that Nightbell placed itself goes on behind the call's id, and that of a keyed access code.
const CALL_ID: usize = 32;
const PLACED: &str = "/placed";
const CODE: &str = "/code/";

/// The columns of one row.
#[derive(Default)]
pub(super) struct Entry<'a> {
    /// `call` or `text`, on the one row that stands for a call or a text in the list.
    pub entry: Option<&'static str>,
    /// Whose front line was called or written to; of a clinician's own, the clinician.
    pub line: Option<&'a ClinicianId>,
    /// `patient`, `clinician`, `unknown` or `nightbell` on such a row; `code` on the step at which a code was right.
    pub caller: Option<&'static str>,
    /// The first row of the household that it is from or to.
    pub patient: Option<PatientId>,
}

impl<'a> Entry<'a> {
    pub(super) fn of(ask: &Ask, decision: &'a Decision) -> Self {
        let step = ask.key.get(CALL_ID..).unwrap_or_default();
        match ask.kind {
            Kind::Call => listed("call", decision),
            Kind::Text => listed("text", decision),
            Kind::Step if step == PLACED => Entry {
                entry: Some("call"),
                line: decision.clinician.as_ref(),
                caller: Some("nightbell"),
                patient: None,
            },
            Kind::Step if step.starts_with(CODE) => by_code(decision),
            _ => Entry::default(),
        }
    }
}

fn listed<'a>(entry: &'static str, decision: &'a Decision) -> Entry<'a> {
    let reasons = &decision.reasons;
    let line = match reasons.first() {
        Some(Reason::FrontLineOf { clinician }) => Some(clinician),
        _ => decision.clinician.as_ref(),
    };
    let (caller, patient) = match reasons.get(1) {
        Some(Reason::GrantInForce { patients }) if !patients.is_empty() => {
            ("patient", patients.first().copied())
        }
        Some(Reason::CallerIsClinician { .. }) => {
            let mut to = reasons.iter().skip(2).take(3);
            ("clinician", to.find_map(reached))
        }
        _ => ("unknown", None),
    };
    Entry {
        entry: Some(entry),
        line,
        caller: Some(caller),
        patient,
    }
}

/// Whom a clinician's own call or text is for.
fn reached(reason: &Reason) -> Option<PatientId> {
    match reason {
        Reason::BackLineOf { patients, .. } | Reason::RepliesTo { patients } => {
            patients.first().copied()
        }
        _ => None,
    }
}

fn by_code<'a>(decision: &Decision) -> Entry<'a> {
    match decision.reasons.first() {
        Some(Reason::CodeRight { patients }) if !patients.is_empty() => Entry {
            caller: Some("code"),
            patient: patients.first().copied(),
            ..Entry::default()
        },
        _ => Entry::default(),
    }
}
