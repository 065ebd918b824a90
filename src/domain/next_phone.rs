//! A phone that is to take another's place is asked, by a text or by a call, at the wish of somebody of the practice: so
//! often in a day, since the number may be a stranger's.

use chrono::{DateTime, Utc};

use super::decision::{Answer, Decision, Effect, Outcome};
use super::facts::{Facts, Wanted};
use super::names::{ClinicianId, Subject};
use super::practice::{Clinician, Practice};
use super::reason::Reason;
use super::{call, text};

/// So often in a day the practice may have one clinician's next phone asked, besides the first text.
pub const ASKS_PER_DAY: u32 = 3;

/// How it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A text, answered with OK.
    Text,
    /// A call, answered with a key.
    Call,
}

/// What to read before [`ask`].
pub fn wanted(practice: &Practice, clinician: &ClinicianId, now: DateTime<Utc>) -> Wanted {
    Wanted {
        day: Some(practice.day(now)),
        counts: vec![asks(practice, clinician)],
        ..Wanted::default()
    }
}

/// Asks it once more, unless it was asked often enough today. Whoever gets the question is told the practice's name and, on a
/// call, the clinician's: nothing else.
pub fn ask(
    practice: &Practice,
    facts: &Facts,
    clinician: &Clinician,
    by: By,
    now: DateTime<Utc>,
) -> Decision {
    let mut decision = match by {
        By::Text => text::ask_next_phone(practice, facts, clinician, now),
        By::Call => call::call_to_confirm(practice, clinician, now),
    };
    if decision.effects.is_empty() {
        return decision;
    }
    if facts.count(0) >= ASKS_PER_DAY {
        decision.effects.clear();
        decision.reasons = vec![Reason::PhoneAskedEnough {
            clinician: clinician.id.clone(),
        }];
        return decision;
    }
    decision.effects.push(Effect::Count {
        subject: asks(practice, &clinician.id),
        day: practice.day(now),
    });
    decision
}

/// Nothing to ask: there is no such phone any more.
pub fn nobody(practice: &Practice) -> Decision {
    Decision {
        outcome: Outcome::Noted,
        clinician: None,
        reasons: Vec::new(),
        answer: Answer::Nothing,
        language: practice.language,
        next_open: None,
        effects: Vec::new(),
    }
}

fn asks(practice: &Practice, clinician: &ClinicianId) -> Subject {
    let who = [clinician.as_str().as_bytes()];
    practice.ids.subject("next phone asked", &who)
}
