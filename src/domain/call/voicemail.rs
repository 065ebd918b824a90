//! Taking a message, for a clinician or for the practice.

use crate::domain::availability::reachable_again;
use crate::domain::decision::{Answer, Decision, Mailbox, Outcome};
use crate::domain::event::Progress;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;

use super::{Draft, Step};

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
}
