//! Taking a message, for a clinician or for the practice.

use chrono::Duration;

use crate::domain::availability::reachable_again;
use crate::domain::decision::{Answer, Decision, Effect, Mailbox, Outcome};
use crate::domain::event::Progress;
use crate::domain::names::PatientId;
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;

use super::{Draft, Step};

/// A call that may leave a message and for which none is announced within this time is asked about.
const ASKED_AFTER: Duration = Duration::minutes(2);

impl<'a> Step<'a> {
    /// Takes a message for a clinician, after these words.
    pub(super) fn take_message(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        progress: &Progress,
        before: Vec<Phrase>,
    ) -> Decision {
        draft.about(clinician);
        draft.next_open = reachable_again(self.practice, clinician, &self.facts.pauses, self.now);
        let answer = self.record(clinician, &progress.next(), before);
        draft.decide(Outcome::Voicemail, answer)
    }

    /// Takes a message for the practice, after these words.
    pub(super) fn take_practice_message(
        &self,
        draft: Draft,
        progress: &Progress,
        mut say: Vec<Phrase>,
    ) -> Decision {
        say.push(Phrase::LeaveMessagePractice);
        let answer = self.record_into(Mailbox::Practice, &progress.next(), say);
        draft.decide(Outcome::Voicemail, answer)
    }

    pub(super) fn record(
        &self,
        clinician: &Clinician,
        progress: &Progress,
        mut say: Vec<Phrase>,
    ) -> Answer {
        say.push(Phrase::LeaveMessage {
            clinician: clinician.id.clone(),
        });
        self.record_into(Mailbox::Clinician(clinician.id.clone()), progress, say)
    }

    pub(super) fn record_into(
        &self,
        mailbox: Mailbox,
        progress: &Progress,
        mut say: Vec<Phrase>,
    ) -> Answer {
        let voicemail = &self.practice.voicemail;
        if voicemail.announce {
            say.push(Phrase::RecordingNotice);
        }
        Answer::Record {
            say,
            mailbox,
            longest: voicemail.longest,
            progress: progress.clone(),
        }
    }

    /// Whatever led to an answer that may record: the provider is asked about the call should it announce no message.
    pub(super) fn expect_message(&self, decision: &mut Decision) {
        let Some((mailbox, progress)) = recorded_into(&decision.answer) else {
            return;
        };
        let patients = self.patients_by_now(decision, progress);
        decision.effects.push(Effect::ExpectMessage {
            call: self.call.id,
            mailbox: mailbox.clone(),
            phone: self.phone_that_calls(&patients),
            patients,
            ask_at: self.now + ASKED_AFTER,
        });
    }

    /// The patients of the call, as far as this step or an earlier one has found out; else by what the URL carries.
    fn patients_by_now(&self, decision: &Decision, progress: &Progress) -> Vec<PatientId> {
        let reasons = self.facts.reasons().chain(&decision.reasons);
        super::ending::patients_in(reasons)
            .or_else(|| Some(self.patient_of(progress)?.1.patients()))
            .unwrap_or_default()
    }

    /// The phone that calls, where it is one of these patients'. A clinician who is a colleague's patient is never kept
    /// by number.
    fn phone_that_calls(&self, patients: &[PatientId]) -> Option<E164> {
        let number = self.call.caller.number()?;
        let mut rows = patients
            .iter()
            .filter_map(|id| self.practice.patients.get(*id));
        let is_theirs = rows.any(|row| row.phones.contains(&number));
        let is_clinicians = self.practice.clinicians.owner_of(number).is_some();
        (is_theirs && !is_clinicians).then_some(number)
    }
}

/// Into whose box an answer takes a message, at once or after the choices.
pub(super) fn recorded_into(answer: &Answer) -> Option<(&Mailbox, &Progress)> {
    match answer {
        Answer::Record {
            mailbox, progress, ..
        } => Some((mailbox, progress)),
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => recorded_into(then),
        Answer::Ring(_)
        | Answer::Screen { .. }
        | Answer::Own { .. }
        | Answer::Placed { .. }
        | Answer::Bridge { .. }
        | Answer::End { .. }
        | Answer::Nothing => None,
    }
}
