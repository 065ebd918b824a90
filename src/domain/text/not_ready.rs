//! Texts wait for a phone that has not confirmed: the practice is told, so that a typing mistake in its number is found.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Body, Decision, Effect, Outcome, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Practice;
use crate::domain::reason::Reason;

use super::noted;

/// Tells the desk, from the clinician's front line, where it can be texted.
pub fn phone_not_ready(
    practice: &Practice,
    phone: &Target,
    desk_takes_texts: bool,
    now: DateTime<Utc>,
) -> Decision {
    let clinician = phone.clinician.clone();
    let line = practice.clinicians.get(&clinician).map(|whose| whose.line);
    let effects = match (practice.front_desk, line) {
        (Some(desk), Some(line)) if desk_takes_texts => {
            let words = vec![Phrase::DeskPhoneNotReady {
                clinician: clinician.clone(),
            }];
            vec![Effect::Send(Outgoing::words(
                OutgoingKind::Notice,
                Recipient::Number(desk),
                line,
                Body::Words(words, practice.language),
                now,
            ))]
        }
        _ => Vec::new(),
    };
    Decision {
        outcome: Outcome::Noted,
        clinician: Some(clinician.clone()),
        reasons: vec![Reason::PhoneNotConfirmed { clinician }],
        effects,
        ..noted(practice)
    }
}
