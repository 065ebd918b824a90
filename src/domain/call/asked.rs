//! Calls that the practice asks for: Nightbell calls a clinician's phone, so that a PIN is chosen there, or the phone that is
//! to take its place, so that it confirms.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::decision::{Answer, Decision, Effect, Outcome};
use crate::domain::event::{Purpose, Target};
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::Draft;

/// Whoever asked waits beside the telephone: later the call would surprise.
const PLACED_WITHIN: TimeDelta = TimeDelta::minutes(10);

/// The clinician's first phone is called: that it rings there proves whose it is.
pub fn call_to_choose(practice: &Practice, clinician: &Clinician, now: DateTime<Utc>) -> Decision {
    let mut draft = Draft::new(practice.language);
    draft.about(clinician);
    if let Some(phone) = clinician.phones.first() {
        let target = Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        };
        draft.because(Reason::CallPlaced {
            target: target.clone(),
        });
        draft.effects.push(Effect::PlaceCall {
            to: target,
            from: clinician.line,
            purpose: Purpose::ChoosePin,
            until: now + PLACED_WITHIN,
        });
    }
    draft.decide(Outcome::Noted, Answer::Nothing)
}

/// The phone that is to take another's place is called, so that whoever answers there presses a key.
pub fn call_to_confirm(practice: &Practice, clinician: &Clinician, now: DateTime<Utc>) -> Decision {
    let mut draft = Draft::new(practice.language);
    draft.about(clinician);
    if let Some(target) = clinician.next_target() {
        draft.because(Reason::CallPlaced {
            target: target.clone(),
        });
        let phone = target.clone();
        draft.effects.push(Effect::AskPhone { phone });
        draft.effects.push(Effect::PlaceCall {
            to: target,
            from: clinician.line,
            purpose: Purpose::ConfirmPhone,
            until: now + PLACED_WITHIN,
        });
    }
    draft.decide(Outcome::Noted, Answer::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::{at, practice};

    #[test]
    fn the_first_phone_is_called_from_the_own_line_and_not_long_afterwards() {
        let practice = practice().clinician("okafor", |c| c).build();
        let now = at("Mon 2026-11-23 10:00");
        let clinician = practice.clinicians.iter().next().unwrap();
        let decision = call_to_choose(&practice, clinician, now);
        let expected = Effect::PlaceCall {
            to: Target {
                clinician: clinician.id.clone(),
                phone: clinician.phones.first().unwrap().id,
            },
            from: clinician.line,
            purpose: Purpose::ChoosePin,
            until: now + TimeDelta::minutes(10),
        };
        assert_eq!(decision.effects, [expected]);
        assert_eq!(decision.clinician.as_ref(), Some(&clinician.id));
    }
}
