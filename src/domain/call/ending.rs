//! How a call ends: talked, recorded, missed; each told once.

use chrono::Duration;

use crate::domain::decision::{
    Answer, Body, Decision, Effect, Mailbox, Outcome, Outgoing, OutgoingKind, Recipient,
};
use crate::domain::names::{ClinicianId, PatientId};
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
            .find(|decision| records(&decision.answer))
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

    /// The provider has the recording (or none): noted durably, and the clinician is told once.
    pub(super) fn recording_announced(
        &self,
        mut draft: Draft,
        recording: &str,
        mailbox: &Mailbox,
        seconds: Option<u32>,
        absent: bool,
    ) -> Decision {
        draft.because(match absent {
            true => Reason::NothingRecorded,
            false => Reason::Recorded,
        });
        draft.effects.push(Effect::Recording {
            call: self.call.id,
            recording: recording.to_owned(),
            mailbox: mailbox.clone(),
            patients: self.known_patients(),
            seconds,
            absent,
            told: None,
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
            self.tell_missed(&mut draft, clinician, patients);
            return draft.nothing();
        }
        draft.effects.push(Effect::Unsend {
            call: self.call.id,
            kind: OutgoingKind::MissedCall,
        });
        let from = self.line_to_tell(&mut draft, clinician, &patients);
        let words = Phrase::NewMessage {
            patients,
            seconds: seconds.unwrap_or(0),
            at: self.now,
            reader: clinician.id.clone(),
        };
        let told = self.told(clinician, from, OutgoingKind::Message, words);
        draft.effects.push(Effect::Send(told));
        draft.decide(Outcome::Voicemail, Answer::Nothing)
    }

    /// The call has ended: a patient who reached nobody and left no message is told as missed.
    pub(super) fn ended(&self, mut draft: Draft) -> Decision {
        draft.because(Reason::Ended);
        let patients = self.known_patients();
        let settled = self.reached_someone() || self.facts.history.iter().any(is_message);
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        if let (Some(clinician), false, false) = (clinician, patients.is_empty(), settled) {
            draft.about(clinician);
            self.tell_missed(&mut draft, clinician, patients);
        }
        draft.nothing()
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

    /// Tells the clinician of a missed call, unless a recording is announced in time.
    pub(super) fn tell_missed(
        &self,
        draft: &mut Draft,
        clinician: &'a Clinician,
        patients: Vec<PatientId>,
    ) {
        let household = self.household(&patients).map(|household| household.id);
        let fold = household.or_else(|| patients.first().copied()).map(|id| {
            let who = [clinician.id.as_str().as_bytes(), &id.0.to_le_bytes()];
            self.practice.ids.subject("missed call", &who)
        });
        let from = self.line_to_tell(draft, clinician, &patients);
        let words = match patients.is_empty() {
            true => Phrase::MissedCallUnknown { at: self.now },
            false => Phrase::MissedCall {
                patients,
                at: self.now,
            },
        };
        draft.effects.push(Effect::Send(Outgoing {
            fold,
            due: self.now + RECORDING_GRACE,
            ..self.told(clinician, from, OutgoingKind::MissedCall, words)
        }));
    }

    fn told(
        &self,
        clinician: &Clinician,
        from: Line,
        kind: OutgoingKind,
        words: Phrase,
    ) -> Outgoing {
        let to = Recipient::Clinician(clinician.id.clone());
        let body = Body::Words(vec![words], self.practice.language);
        Outgoing {
            call: Some(self.call.id),
            ..Outgoing::words(kind, to, from, body, self.now)
        }
    }

    /// The back line of the patient in this clinician's phone, so that calling back simply works: the one that the
    /// phone showed on this call, else the one that the patient has or gets now.
    fn line_to_tell(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        patients: &[PatientId],
    ) -> Line {
        if let Some(line) = self.shown_line(&clinician.id) {
            return line;
        }
        let Some(household) = self.household(patients) else {
            return clinician.line;
        };
        let choice = self.back_line(clinician, &household);
        // Where the step does not know which phone called, the one used last stays the one used last.
        let has_one =
            matches!(choice.reason, Reason::Shows { line } if self.is_taken(clinician, line));
        if self.call.caller.number().is_some() || !has_one {
            draft.effects.extend(choice.effects);
        }
        draft
            .reasons
            .extend(without_ringing(choice.reason, clinician));
        choice.line.unwrap_or(clinician.line)
    }

    fn is_taken(&self, clinician: &Clinician, line: Line) -> bool {
        let mut taken = self.facts.back_lines.iter();
        taken.any(|entry| entry.clinician == clinician.id && entry.line == line)
    }

    /// A line shown in a colleague's phone is another patient's in this one: only the own counts.
    fn shown_line(&self, clinician: &ClinicianId) -> Option<Line> {
        let shown = self.shown_to(clinician).filter_map(|reason| match reason {
            Reason::Shows { line }
            | Reason::LineReassigned { line }
            | Reason::CallBackOver { line, .. } => Some(*line),
            _ => None,
        });
        shown
            .last()
            .filter(|line| self.practice.back_lines.contains(line))
    }

    fn household(&self, patients: &[PatientId]) -> Option<Household<'a>> {
        let today = self.practice.day(self.now);
        self.practice
            .patients
            .household_of(*patients.first()?, today)
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

/// The rule that chose a back line, told of a step at which no phone rings, so that none shows anything.
fn without_ringing(reason: Reason, clinician: &Clinician) -> Vec<Reason> {
    let over = |line| Reason::CallBackOver {
        clinician: clinician.id.clone(),
        line,
    };
    match reason {
        Reason::Shows { line } => vec![over(line)],
        Reason::LineReassigned { line } => vec![Reason::LineReassigned { line }, over(line)],
        // That the store cannot be used, the step has said already.
        Reason::BackLinesNeedStore => Vec::new(),
        Reason::NoBackLine => vec![Reason::NoCallBackLine],
        other => vec![other],
    }
}

/// Whether this step announced a message. That the caller finished recording is not enough: the provider may still
/// have none.
fn is_message(decision: &Decision) -> bool {
    decision.outcome == Outcome::Voicemail && decision.answer == Answer::Nothing
}

/// Whether this answer leads to a recorded message.
fn records(answer: &Answer) -> bool {
    match answer {
        Answer::Record { .. } => true,
        Answer::Menu { then, .. } | Answer::Announce { then, .. } => records(then),
        Answer::Ring(_)
        | Answer::Screen { .. }
        | Answer::Own { .. }
        | Answer::Placed { .. }
        | Answer::Bridge { .. }
        | Answer::End { .. }
        | Answer::Nothing => false,
    }
}
