//! The own front line: what a clinician hears and does there after the PIN.

use crate::domain::decision::{Decision, Outcome};
use crate::domain::event::{Call, Keyed, OwnStep};
use crate::domain::facts::Wanted;
use crate::domain::phrase::Phrase;

use super::{Draft, Step};

/// What a step on the own line needs to know.
pub(super) fn wanted(wanted: &mut Wanted, call: &Call, at: &OwnStep) {
    wanted.history_of = Some(call.id);
    wanted.pin_of = Some(at.target.clinician.clone());
}

impl Step<'_> {
    /// Something was keyed on the own line.
    pub(super) fn own_keyed(&self, draft: Draft, _at: &OwnStep, _keyed: &Keyed) -> Decision {
        draft.end(Outcome::Refuse, vec![Phrase::OwnLine, Phrase::Emergency])
    }
}
