//! How a call ends: talked, recorded, missed; each told once.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Answer, Decision, Effect, Mailbox, Outcome, OutgoingKind};
use crate::domain::identify::identify;
use crate::domain::names::PatientId;
use crate::domain::patients::Household;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;

use super::voicemail::recorded_into;
use super::{Draft, Step};

/// What the provider says of a recording.
pub(super) struct Announced<'e> {
    /// The provider's id of it.
    pub(super) recording: &'e str,
    /// Into whose box it was left.
    pub(super) mailbox: &'e Mailbox,
    /// Its length, where it is known.
    pub(super) seconds: Option<u32>,
    /// Whether there is none after all.
    pub(super) absent: bool,
    /// When it was left, UTC.
    pub(super) left: DateTime<Utc>,
}

impl<'a> Step<'a> {
    /// The two have talked; nothing is left to say.
    pub(super) fn talked(&self, mut draft: Draft) -> Decision {
        draft.because(Reason::Connected);
        self.not_missed(&mut draft);
        draft.end(Outcome::Noted, Vec::new())
    }

    /// What waits to be told of a missed call is not told.
    fn not_missed(&self, draft: &mut Draft) {
        for kind in [OutgoingKind::MissedCall, OutgoingKind::MissedCallCopy] {
            let call = self.call.id;
            draft.effects.push(Effect::Unsend { call, kind });
        }
    }

    /// The message was recorded: thanks.
    pub(super) fn recorded(&self, mut draft: Draft, caller_gone: bool) -> Decision {
        draft.because(Reason::Recorded);
        self.note_phone_in_use(&mut draft);
        if caller_gone {
            return draft.nothing();
        }
        // The language of the call is that of the step that took the message.
        if let Some(earlier) = self
            .facts
            .history
            .iter()
            .rev()
            .find(|decision| recorded_into(&decision.answer).is_some())
        {
            draft.language = earlier.language;
        }
        draft.end(Outcome::Noted, vec![Phrase::Thanks])
    }

    /// The news of the recording does not say which phone called; this step still knows it.
    fn note_phone_in_use(&self, draft: &mut Draft) {
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        let household = self.household(&self.known_patients());
        if let (Some(clinician), Some(household), Some(_)) =
            (clinician, household, self.call.caller.number())
        {
            draft
                .effects
                .extend(self.back_line(clinician, &household).effects);
        }
    }

    /// The provider has the recording (or none): noted durably, and told once: to the clinician and, where the practice
    /// wants it, to who is on duty; what was left for the practice, to who is on duty or to the desk.
    pub(super) fn recording_announced(
        &self,
        mut draft: Draft,
        announced: &Announced<'_>,
    ) -> Decision {
        let Announced {
            recording,
            mailbox,
            seconds,
            absent,
            left,
        } = *announced;
        draft.because(match absent {
            true => Reason::NothingRecorded,
            false => Reason::Recorded,
        });
        let patients = self.who_left_it(&mut draft);
        // Who has left the practice is told nothing: what was left there must not lie unheard.
        let owner = match mailbox {
            Mailbox::Clinician(id) => self.practice.clinicians.get(id),
            Mailbox::Practice => None,
        };
        let also = match owner {
            Some(owner) => self.copied(owner),
            None => self.told_for_practice(),
        };
        draft.effects.push(Effect::Recording {
            call: self.call.id,
            recording: recording.to_owned(),
            mailbox: mailbox.clone(),
            patients: patients.clone(),
            seconds,
            absent,
            told: also.filter(|_| !absent).map(|also| also.id.clone()),
        });
        if let Some(owner) = owner {
            draft.about(owner);
        }
        let told_before = draft.effects.len();
        if absent {
            // Of the same call somebody was reached, or another message has come.
            if let Some(owner) = owner.filter(|_| !self.is_settled()) {
                self.tell_missed(&mut draft, owner, patients);
            }
            return draft.nothing();
        }
        self.not_missed(&mut draft);
        let seconds = seconds.unwrap_or(0);
        match owner {
            Some(owner) => self.tell_message(&mut draft, owner, patients, (seconds, left)),
            None => self.tell_practice_message(&mut draft, (seconds, left)),
        }
        if self.facts.history.iter().any(is_message) {
            // A call is told of once; this is its second message.
            for effect in draft.effects.iter_mut().skip(told_before) {
                if let Effect::Send(told) = effect {
                    told.call = None;
                }
            }
        }
        draft.decide(Outcome::Voicemail, Answer::Nothing)
    }

    /// The call has ended: a patient who reached nobody and left no message is told as missed.
    pub(super) fn ended(&self, mut draft: Draft) -> Decision {
        draft.because(Reason::Ended);
        let patients = self.known_patients();
        let settled = self.is_settled();
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        if let (Some(clinician), false, false) = (clinician, patients.is_empty(), settled) {
            draft.about(clinician);
            self.tell_missed(&mut draft, clinician, patients);
        }
        draft.nothing()
    }

    /// Whether nobody has missed anything: somebody was reached, or a message was left.
    fn is_settled(&self) -> bool {
        self.reached_someone() || self.facts.history.iter().any(is_message)
    }

    /// Whether a key was recorded, or the two connected, and nothing later says that it came to nothing.
    fn reached_someone(&self) -> bool {
        self.facts
            .reasons()
            .fold(false, |reached, reason| match reason {
                Reason::Connected | Reason::Accepted { .. } => true,
                Reason::NoKey { .. }
                | Reason::RangOut { .. }
                | Reason::Declined { .. }
                | Reason::NotConnected { .. }
                | Reason::GoneWhileRinging
                | Reason::GoneBeforeConnected => false,
                _ => reached,
            })
    }

    pub(super) fn household(&self, patients: &[PatientId]) -> Option<Household<'a>> {
        let today = self.practice.day(self.now);
        self.practice
            .patients
            .household_of(*patients.first()?, today)
    }

    /// The patients of the call, as they were found out when it came in. Of a call that nobody here was told of (the
    /// store could not be used), only what was found at the provider still knows who called.
    fn who_left_it(&self, draft: &mut Draft) -> Vec<PatientId> {
        let known = self.known_patients();
        if !known.is_empty() || self.call.caller.number().is_none() {
            return known;
        }
        let (caller, called) = (&self.call.caller, self.call.called);
        let before = draft.reasons.len();
        identify(self.practice, caller, called, self.now, &mut draft.reasons);
        let found = draft.reasons.get(before..).unwrap_or_default();
        patients_in(found.iter()).unwrap_or_default()
    }

    /// The patients of the call, as they were found out when it came in.
    pub(super) fn known_patients(&self) -> Vec<PatientId> {
        patients_in(self.facts.reasons()).unwrap_or_default()
    }
}

/// The patients that these rules have found, the last of them.
pub(super) fn patients_in<'r>(reasons: impl Iterator<Item = &'r Reason>) -> Option<Vec<PatientId>> {
    let found = reasons.filter_map(|reason| match reason {
        Reason::GrantInForce { patients } | Reason::CodeRight { patients } => Some(patients),
        _ => None,
    });
    found.last().cloned()
}

/// Whether this step announced a message. That the caller finished recording is not enough: the provider may still
/// have none.
fn is_message(decision: &Decision) -> bool {
    decision.outcome == Outcome::Voicemail && decision.answer == Answer::Nothing
}
