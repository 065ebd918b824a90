//! A clinician texts a back line: to exactly that patient, or nowhere, with a question back.

use chrono::Duration;

use crate::domain::decision::{Decision, Effect, Outcome, OutgoingKind, Recipient};
use crate::domain::guard::Guard;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::words::{Reserved, reserved};
use super::{Draft, Step};

/// Into a conversation idle for so long a question goes first: the wrong contact is one tap away.
const IDLE: Duration = Duration::hours(12);

impl Step<'_> {
    pub(super) fn clinician_texts(
        &self,
        mut draft: Draft,
        clinician: &Clinician,
        line: Line,
    ) -> Decision {
        let Some(entry) = self.facts.patient_on(&clinician.id, line) else {
            draft.reasons.push(Reason::NotAssigned {
                clinician: clinician.id.clone(),
            });
            return self.stranger_texts(draft);
        };
        draft.clinician = Some(clinician.id.clone());
        let Some(household) = self.practice.patients.conversation(
            &clinician.id,
            entry.phone,
            self.practice.day(self.now),
        ) else {
            let known = self.practice.patients.ever(&clinician.id, entry.phone);
            let say = known
                .first()
                .map_or(Phrase::PatientNotListed, |grant| Phrase::AccessEnded {
                    patients: vec![grant.id],
                });
            self.tell_clinician(&mut draft, clinician, say);
            return draft.decide(Outcome::Refuse);
        };
        if reserved(&self.text.body) == Some(Reserved::Stop) {
            // The provider obeys it itself; to the patient it would mean something else.
            draft.reasons.push(Reason::ReservedWord);
            return draft.decide(Outcome::Refuse);
        }
        let patients = household.patients();
        draft.reasons.push(Reason::RepliesTo {
            patients: patients.clone(),
        });
        if Guard::new(&self.practice.clinicians).finds(&self.text.body) {
            draft.reasons.push(Reason::HoldsNumber);
            self.tell_clinician(&mut draft, clinician, Phrase::TextHoldsNumber);
            return draft.decide(Outcome::Refuse);
        }
        if !self.text.attachments.is_empty() {
            draft.reasons.push(Reason::NoPictures);
            self.tell_clinician(&mut draft, clinician, Phrase::TextNoPictures);
            if self.text.body.trim().is_empty() {
                return draft.decide(Outcome::Refuse);
            }
        }
        if self.now - entry.last_used >= IDLE {
            self.tell_clinician(
                &mut draft,
                clinician,
                Phrase::TextConfirm { patients, code: 37 },
            );
            return draft.decide(Outcome::Hold);
        }
        draft.effects.push(Effect::UseBackLine {
            clinician: clinician.id.clone(),
            line,
            phone: entry.phone,
        });
        let to = Recipient::Number(entry.phone);
        self.relay(
            &mut draft,
            OutgoingKind::Relay,
            to,
            self.practice.line_for(&household, clinician),
            self.now,
        );
        draft.decide(Outcome::Relay)
    }

    pub(super) fn tell_clinician(&self, draft: &mut Draft, clinician: &Clinician, say: Phrase) {
        self.notice(draft, Recipient::Clinician(clinician.id.clone()), vec![say]);
    }
}
