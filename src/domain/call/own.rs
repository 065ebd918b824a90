//! The own front line: what a clinician hears and does there after the PIN.

use crate::domain::decision::{Answer, Decision, Keys, Outcome, Utterance};
use crate::domain::event::{Call, Keyed, OwnStep, Place, Target};
use crate::domain::facts::Wanted;
use crate::domain::phrase::Phrase;

use super::{Draft, Step};

/// What a step on the own line needs to know.
pub(super) fn wanted(wanted: &mut Wanted, call: &Call, at: &OwnStep) {
    wanted.history_of = Some(call.id);
    wanted.pin_of = Some(at.target.clinician.clone());
}

/// Whoever was called back on the own phone chooses a PIN.
pub(super) fn choose_pin(draft: Draft, to: &Target) -> Decision {
    let answer = Answer::Own {
        say: vec![Utterance::Say(Phrase::PinNew)],
        at: OwnStep {
            target: to.clone(),
            place: Place::NewPin,
            step: 1,
            tries: 0,
        },
        keys: Keys::Several,
    };
    draft.decide(Outcome::Noted, answer)
}

impl Step<'_> {
    /// Something was keyed on the own line.
    pub(super) fn own_keyed(&self, draft: Draft, _at: &OwnStep, _keyed: &Keyed) -> Decision {
        draft.end(Outcome::Refuse, vec![Phrase::OwnLine, Phrase::Emergency])
    }
}
