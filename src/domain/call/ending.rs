//! How a call ends: talked, recorded, missed; each told once.

use chrono::Duration;

use crate::domain::decision::{
    Answer, Body, Decision, Effect, Mailbox, Outcome, Outgoing, OutgoingKind, Recipient,
};
use crate::domain::names::PatientId;
use crate::domain::patients::Household;
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

/// A call that has ended and for which no recording is announced within this time is told as missed.
const RECORDING_GRACE: Duration = Duration::seconds(10);

impl<'a> Step<'a> {
    /// The two have talked; nothing is left to say.
    pub(super) fn talked(&self, mut draft: Draft) -> Decision {
        draft.because(Reason::Connected);
        draft.effects.push(Effect::Unsend {
            call: self.call.id,
            kind: OutgoingKind::MissedCall,
        });
        draft.end(Outcome::Noted, Vec::new())
    }

    /// The message was recorded: thanks.
    pub(super) fn recorded(&self, mut draft: Draft, caller_gone: bool) -> Decision {
        draft.because(Reason::Recorded);
        if caller_gone {
            return draft.nothing();
        }
        // The language of the call is that of the step that took the message.
        if let Some(earlier) = self
            .facts
            .history
            .iter()
            .rev()
            .find(|decision| records(&decision.answer))
        {
            draft.language = earlier.language;
        }
        draft.end(Outcome::Noted, vec![Phrase::Thanks])
    }

    /// The provider has the recording (or none): noted durably, and the clinician is told once.
    pub(super) fn recording_announced(
        &self,
        mut draft: Draft,
        recording: &str,
        mailbox: &Mailbox,
        seconds: Option<u32>,
        absent: bool,
    ) -> Decision {
        draft.because(Reason::Recorded);
        draft.effects.push(Effect::Recording {
            call: self.call.id,
            recording: recording.to_owned(),
            mailbox: mailbox.clone(),
            seconds,
            absent,
        });
        let Mailbox::Clinician(id) = mailbox else {
            return draft.nothing();
        };
        let Some(clinician) = self.practice.clinicians.get(id) else {
            return draft.nothing();
        };
        draft.about(clinician);
        let patients = self.known_patients();
        if absent {
            draft
                .effects
                .push(self.missed_call(clinician, patients, None));
            return draft.nothing();
        }
        draft.effects.push(Effect::Unsend {
            call: self.call.id,
            kind: OutgoingKind::MissedCall,
        });
        let words = Phrase::NewMessage {
            patients,
            seconds: seconds.unwrap_or(0),
            at: self.now,
        };
        draft.effects.push(Effect::Send(self.told(
            clinician,
            OutgoingKind::Message,
            words,
        )));
        draft.nothing()
    }

    /// The call has ended: a patient who reached nobody and left no message is told as missed.
    pub(super) fn ended(&self, mut draft: Draft) -> Decision {
        draft.because(Reason::Ended);
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        let patients = self.known_patients();
        let answered = self.facts.reasons().any(|reason| {
            matches!(
                reason,
                Reason::Connected | Reason::Accepted { .. } | Reason::Recorded
            )
        });
        if let (Some(clinician), false, false) = (clinician, patients.is_empty(), answered) {
            draft.about(clinician);
            draft
                .effects
                .push(self.missed_call(clinician, patients, None));
        }
        draft.nothing()
    }

    pub(super) fn missed(
        &self,
        clinician: &'a Clinician,
        patients: &[PatientId],
        household: &Household<'_>,
    ) -> Option<Effect> {
        Some(self.missed_call(clinician, patients.to_vec(), Some(household.id)))
    }

    fn missed_call(
        &self,
        clinician: &Clinician,
        patients: Vec<PatientId>,
        household: Option<PatientId>,
    ) -> Effect {
        let who = household.or_else(|| patients.first().copied());
        let words = match patients.is_empty() {
            true => Phrase::MissedCallUnknown { at: self.now },
            false => Phrase::MissedCall {
                patients,
                at: self.now,
            },
        };
        let mut outgoing = self.told(clinician, OutgoingKind::MissedCall, words);
        outgoing.fold = who.map(|patient| {
            let who = [clinician.id.as_str().as_bytes(), &patient.0.to_le_bytes()];
            self.practice.ids.subject("missed call", &who)
        });
        outgoing.due = self.now + RECORDING_GRACE;
        Effect::Send(outgoing)
    }

    fn told(&self, clinician: &Clinician, kind: OutgoingKind, words: Phrase) -> Outgoing {
        Outgoing {
            kind,
            to: Recipient::Clinician(clinician.id.clone()),
            from: self.shown_line().unwrap_or(clinician.line),
            body: Body::Words(vec![words], self.practice.language),
            due: self.now,
            fold: None,
            call: Some(self.call.id),
        }
    }

    /// The back line that the clinician's phone showed on this call, so that calling back simply works.
    fn shown_line(&self) -> Option<Line> {
        let shown = self.facts.reasons().find_map(|reason| match reason {
            Reason::Shows { line } | Reason::LineReassigned { line } => Some(*line),
            _ => None,
        });
        shown.filter(|line| self.practice.back_lines.contains(line))
    }

    /// The patients of the call, as they were found out when it came in.
    fn known_patients(&self) -> Vec<PatientId> {
        let found = self.facts.reasons().filter_map(|reason| match reason {
            Reason::GrantInForce { patients } | Reason::CodeRight { patients } => Some(patients),
            _ => None,
        });
        found.last().cloned().unwrap_or_default()
    }
}

/// Whether this answer leads to a recorded message.
fn records(answer: &Answer) -> bool {
    match answer {
        Answer::Record { .. } => true,
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => records(then),
        Answer::Ring(_)
        | Answer::Screen { .. }
        | Answer::Bridge { .. }
        | Answer::End { .. }
        | Answer::Nothing => false,
    }
}
