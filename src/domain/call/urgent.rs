//! The urgent path: who is on duty, then that clinician's backup, then plain words. No other rule suppresses it.

use crate::domain::availability::on_duty;
use crate::domain::decision::Decision;
use crate::domain::event::{Path, Progress};
use crate::domain::patients::Household;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

impl<'a> Step<'a> {
    pub(super) fn urgent(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        progress: &Progress,
    ) -> Decision {
        draft.because(Reason::UrgentChosen);
        draft.because(match on_duty(self.practice, self.now) {
            Some(duty) => Reason::OnDuty {
                clinician: duty.id.clone(),
            },
            None => Reason::NobodyOnDuty,
        });
        let progress = Progress {
            path: Path::Urgent,
            tried: Vec::new(),
            rung: 0,
            ..progress.next()
        };
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => self.ring(
                draft,
                clinician,
                household,
                next,
                progress,
                vec![Phrase::CallingDuty],
            ),
            None => self.urgent_not_reached(draft, clinician, &progress),
        }
    }

    /// Said plainly, with the emergency number; then a message.
    pub(super) fn urgent_not_reached(
        &self,
        draft: Draft,
        clinician: &'a Clinician,
        progress: &Progress,
    ) -> Decision {
        let words = vec![Phrase::UrgentNotReached, Phrase::Emergency];
        self.take_message(draft, clinician, progress, words)
    }
}
