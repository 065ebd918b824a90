//! A clinician's phone is confirmed before it gets a patient's words: a typing mistake must not send them to a stranger.

use chrono::{DateTime, Utc};

use crate::domain::decision::Decision;
use crate::domain::event::Target;
use crate::domain::facts::Facts;
use crate::domain::outbox::Confirmations;
use crate::domain::practice::Practice;

/// The phones that are to be asked: the first of every clinician that was never asked and has not confirmed. Empty where
/// the practice does not have its phones confirmed.
pub fn phones_to_ask(practice: &Practice, known: &Confirmations) -> Vec<Target> {
    if !practice.confirm_phones {
        return Vec::new();
    }
    let firsts = practice.clinicians.iter().filter_map(|clinician| {
        Some(Target {
            clinician: clinician.id.clone(),
            phone: clinician.phones.first()?.id,
        })
    });
    firsts.filter(|phone| !known.was_asked(phone)).collect()
}

/// Asks a phone to confirm, unless it was asked before. Nothing besides the confirmations needs to be read.
pub fn ask_phone(
    practice: &Practice,
    _facts: &Facts,
    _phone: &Target,
    _now: DateTime<Utc>,
) -> Decision {
    super::noted(practice)
}
