//! Who is told of a missed call or a message, over which line: the clinician whose line was called, who is on duty where
//! the practice wants it, and for the practice's box who is on duty, else the desk. What health it is about, nobody writes.

use chrono::{DateTime, Duration, Utc};

use crate::domain::availability::on_duty;
use crate::domain::decision::{Body, Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::Target;
use crate::domain::names::{ClinicianId, PatientId, Subject};
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::{Draft, Step};

/// A call that has ended and for which no recording is announced within this time is told as missed.
const RECORDING_GRACE: Duration = Duration::seconds(10);

impl<'a> Step<'a> {
    /// Tells of a missed call, unless a recording is announced in time.
    pub(super) fn tell_missed(
        &self,
        draft: &mut Draft,
        clinician: &'a Clinician,
        patients: Vec<PatientId>,
    ) {
        self.copy_missed(draft, clinician, &patients);
        let fold = self.missed_of("missed call", clinician, &patients, None);
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

    fn copy_missed(&self, draft: &mut Draft, clinician: &Clinician, patients: &[PatientId]) {
        let Some(duty) = self.copied(clinician) else {
            return;
        };
        draft.because(Reason::CopiedToDuty {
            clinician: duty.id.clone(),
        });
        let words = Phrase::MissedCallCopy {
            clinician: clinician.id.clone(),
            patients: patients.to_vec(),
            at: self.now,
        };
        draft.effects.push(Effect::Send(Outgoing {
            // Whoever is on duty next has not heard of the call before.
            fold: self.missed_of("missed call copy", clinician, patients, Some(duty)),
            due: self.now + RECORDING_GRACE,
            ..self.told(duty, duty.line, OutgoingKind::MissedCallCopy, words)
        }));
    }

    /// What the missed calls of one patient are told as one by.
    fn missed_of(
        &self,
        kind: &str,
        clinician: &Clinician,
        patients: &[PatientId],
        duty: Option<&Clinician>,
    ) -> Option<Subject> {
        let household = self.household(patients).map(|household| household.id);
        let who = household.or_else(|| patients.first().copied())?.0;
        let duty = duty.map_or("", |duty| duty.id.as_str()).as_bytes();
        let parts: [&[u8]; 3] = [clinician.id.as_str().as_bytes(), &who.to_le_bytes(), duty];
        Some(self.practice.ids.subject(kind, &parts))
    }

    /// Tells of a message that was left for a clinician: so long, at that moment.
    pub(super) fn tell_message(
        &self,
        draft: &mut Draft,
        clinician: &Clinician,
        patients: Vec<PatientId>,
        (seconds, at): (u32, DateTime<Utc>),
    ) {
        if let Some(duty) = self.copied(clinician) {
            draft.because(Reason::CopiedToDuty {
                clinician: duty.id.clone(),
            });
            let words = Phrase::NewMessageCopy {
                clinician: clinician.id.clone(),
                patients: patients.clone(),
                seconds,
                at,
                reader: duty.id.clone(),
            };
            let told = self.told(duty, duty.line, OutgoingKind::MessageCopy, words);
            draft.effects.push(Effect::Send(told));
        }
        let from = self.line_to_tell(draft, clinician, &patients);
        let words = Phrase::NewMessage {
            patients,
            seconds,
            at,
            reader: clinician.id.clone(),
        };
        let told = self.told(clinician, from, OutgoingKind::Message, words);
        draft.effects.push(Effect::Send(told));
    }

    /// Tells of a message that was left for the practice: who is on duty, else the desk. Where no text reaches anybody,
    /// [`Reason::NobodyOnDuty`] is for the log.
    pub(super) fn tell_practice_message(
        &self,
        draft: &mut Draft,
        (seconds, at): (u32, DateTime<Utc>),
    ) {
        let Some(duty) = self.told_for_practice() else {
            draft.because(Reason::NobodyOnDuty);
            self.tell_desk(draft, at);
            return;
        };
        draft.because(Reason::OnDuty {
            clinician: duty.id.clone(),
        });
        let words = Phrase::NewMessagePractice {
            seconds,
            at,
            reader: duty.id.clone(),
        };
        let told = self.told(duty, duty.line, OutgoingKind::MessageCopy, words);
        draft.effects.push(Effect::Send(told));
    }

    fn tell_desk(&self, draft: &mut Draft, at: DateTime<Utc>) {
        let clinicians = &self.practice.clinicians;
        let called = clinicians.by_line(Line(self.call.called));
        let line = called.or_else(|| clinicians.iter().next());
        let (Some(desk), Some(clinician)) = (self.practice.front_desk, line) else {
            return;
        };
        let words = Body::Words(vec![Phrase::DeskMessage { at }], self.practice.language);
        let (kind, to) = (OutgoingKind::Notice, Recipient::Number(desk));
        draft.effects.push(Effect::Send(Outgoing {
            call: Some(self.call.id),
            fold: Some(self.practice.ids.subject("desk message", &[])),
            ..Outgoing::words(kind, to, clinician.line, words, self.now)
        }));
    }

    /// Who is on duty, where the practice wants them told of what reaches this clinician.
    pub(super) fn copied(&self, clinician: &Clinician) -> Option<&'a Clinician> {
        let wanted = self.practice.voicemail.copy_to_duty;
        let duty = on_duty(self.practice, self.now).filter(|_| wanted);
        duty.filter(|duty| duty.id != clinician.id)
    }

    /// Who is on duty and can be told of what is left for the practice.
    pub(super) fn told_for_practice(&self) -> Option<&'a Clinician> {
        on_duty(self.practice, self.now).filter(|duty| self.takes_texts(duty))
    }

    /// Whether the phone that this clinician's texts go to may get them.
    fn takes_texts(&self, clinician: &Clinician) -> bool {
        let first = clinician.phones.first().map(|phone| Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        });
        let confirmed = |phone| self.facts.confirmations.is_confirmed(&phone);
        first.is_some_and(|phone| !self.practice.confirm_phones || confirmed(phone))
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
