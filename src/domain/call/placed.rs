//! Calls that Nightbell places itself: to choose a PIN, to connect a clinician with a patient, for an urgent text.

use crate::domain::decision::{Decision, Outcome};
use crate::domain::event::{Call, CallEvent, Purpose, Target};
use crate::domain::facts::Wanted;
use crate::domain::names::PlacedId;

use super::{Draft, Step};

/// What a step of a placed call needs to know.
pub(super) fn wanted(wanted: &mut Wanted, call: &Call, _event: &CallEvent) {
    wanted.history_of = Some(call.id);
}

impl Step<'_> {
    /// Somebody, or something, has answered.
    pub(super) fn placed_answered(
        &self,
        draft: Draft,
        _placed: PlacedId,
        _to: &Target,
        _purpose: &Purpose,
    ) -> Decision {
        draft.end(Outcome::Noted, Vec::new())
    }

    /// A key was pressed, or none in time.
    pub(super) fn placed_key(
        &self,
        draft: Draft,
        (_, to, purpose): (PlacedId, &Target, &Purpose),
        key: Option<char>,
        _prompt: u32,
    ) -> Decision {
        if let (Purpose::ChoosePin, Some('1')) = (purpose, key) {
            return super::own::choose_pin(draft, to, 1);
        }
        draft.end(Outcome::Noted, Vec::new())
    }

    /// It has ended.
    pub(super) fn placed_ended(
        &self,
        draft: Draft,
        _placed: PlacedId,
        _to: &Target,
        _purpose: &Purpose,
    ) -> Decision {
        draft.nothing()
    }
}
