//! Deciding a call, step by step. Each step decides afresh from the practice in force and what is remembered, so
//! that an edit or a restart in mid-call is no special case.

mod asked;
mod clinician;
mod ending;
mod heard;
mod menu;
mod own;
mod patient;
mod placed;
mod plan;
mod receipt;
mod ringing;
mod screening;
mod stranger;
mod tell;
mod urgent;
mod voicemail;
mod wanted;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use super::decision::{Answer, Decision, Effect, Outcome};
use super::event::{Call, CallEvent, Path, Progress};
use super::facts::Facts;
use super::identify::{Who, identify};
use super::names::{ClinicianId, Language};
use super::patients::Household;
use super::phone::Line;
use super::phrase::Phrase;
use super::practice::{Clinician, Practice};
use super::reason::Reason;

use ending::Announced;

pub use asked::{call_to_choose, call_to_confirm};
pub use heard::{Hearer, delete, hear, message_wanted};
pub use screening::PROMPTS;
pub use wanted::wanted;

/// What one step of a call is decided from.
pub(super) struct Step<'a> {
    practice: &'a Practice,
    facts: &'a Facts,
    call: &'a Call,
    now: DateTime<Utc>,
}

/// Decides one step of a call. Pure: the same arguments give the same decision.
pub fn decide(
    practice: &Practice,
    facts: &Facts,
    call: &Call,
    event: &CallEvent,
    now: DateTime<Utc>,
) -> Decision {
    let step = Step {
        practice,
        facts,
        call,
        now,
    };
    let mut draft = Draft::new(practice.language);
    if facts.degraded {
        draft.because(Reason::StoreUnavailable);
    }
    let mut decision = match event {
        CallEvent::Incoming => step.incoming(draft),
        CallEvent::RingEnded(ended) => step.ring_ended(draft, ended),
        CallEvent::MenuKey { key, progress } => step.menu_key(draft, *key, progress),
        CallEvent::CodeKeyed { digits, progress } => step.code_keyed(draft, digits, progress),
        CallEvent::Answered { target, progress } => step.answered(draft, target, progress),
        CallEvent::ScreeningKey {
            target,
            key,
            progress,
        } => step.screening_key(draft, target, *key, progress),
        CallEvent::Recorded { caller_gone } => step.recorded(draft, *caller_gone),
        CallEvent::RecordingAnnounced {
            recording,
            mailbox,
            seconds,
            absent,
            left,
        } => {
            let announced = Announced {
                recording,
                mailbox,
                seconds: *seconds,
                absent: *absent,
                left: left.unwrap_or(now),
            };
            step.recording_announced(draft, &announced)
        }
        CallEvent::OwnKeyed { at, keyed } => step.own_keyed(draft, at, keyed),
        CallEvent::PlacedAnswered {
            placed,
            to,
            purpose,
        } => step.placed_answered(draft, *placed, to, purpose),
        CallEvent::PlacedKey {
            placed,
            to,
            purpose,
            key,
            prompt,
        } => step.placed_key(draft, (*placed, to, purpose), *key, *prompt),
        CallEvent::PlacedEnded {
            placed,
            to,
            purpose,
        } => step.placed_ended(draft, *placed, to, purpose),
        CallEvent::Ended => step.ended(draft),
        CallEvent::Unknown { caller_gone } => step.unknown(draft, *caller_gone),
        CallEvent::LegUnknown => {
            draft.because(Reason::StepUnknown);
            draft.end(Outcome::Noted, vec![Phrase::LegTrouble])
        }
    };
    step.expect_message(&mut decision);
    decision
}

impl<'a> Step<'a> {
    fn incoming(&self, mut draft: Draft) -> Decision {
        match identify(
            self.practice,
            &self.call.caller,
            self.call.called,
            self.now,
            &mut draft.reasons,
        ) {
            Who::Patient {
                clinician,
                household,
            } => {
                let progress = Progress {
                    patient: Some(first(&household)),
                    ..Progress::start(Path::Patient)
                };
                self.patient_calls(draft, clinician, &household, progress)
            }
            Who::OwnLine { clinician, phone } => self.own_line(draft, clinician, phone),
            Who::OnBackLine {
                clinician, line, ..
            } => self.clinician_calls(draft, clinician, line),
            Who::Stranger { clinician } => self.stranger_calls(draft, clinician),
            Who::OwnNumber => {
                draft.end(Outcome::Refuse, vec![Phrase::OwnNumber, Phrase::Emergency])
            }
            Who::NotInUse => draft.end(Outcome::Refuse, vec![Phrase::NotInUse, Phrase::Emergency]),
        }
    }

    /// A step that Nightbell did not hand out, or lost: words and the menu or a message, never an error.
    fn unknown(&self, mut draft: Draft, caller_gone: bool) -> Decision {
        draft.because(Reason::StepUnknown);
        if caller_gone {
            draft.because(Reason::CallerGone);
            return draft.nothing();
        }
        let start = |path| Progress {
            step: self.unused_step(),
            ..Progress::start(path)
        };
        let lost = vec![Phrase::LostTrack, Phrase::Emergency];
        match identify(
            self.practice,
            &self.call.caller,
            self.call.called,
            self.now,
            &mut draft.reasons,
        ) {
            Who::Patient {
                clinician,
                household,
            } => {
                draft.speak(&household);
                let progress = Progress {
                    patient: Some(first(&household)),
                    ..start(Path::Patient)
                };
                self.menu(draft, clinician, &household, &progress, Phrase::LostTrack)
            }
            Who::Stranger { .. } => self.take_practice_message(draft, &start(Path::Desk), lost),
            Who::OwnLine { .. } | Who::OnBackLine { .. } | Who::OwnNumber | Who::NotInUse => {
                draft.end(Outcome::Refuse, lost)
            }
        }
    }

    /// A number above that of every step handed out so far: each decision hands out at most one.
    fn unused_step(&self) -> u32 {
        u32::try_from(self.facts.history.len()).map_or(u32::MAX, |steps| steps.saturating_add(1))
    }

    /// The patient of a later step: by the caller's number, or by the code that was keyed.
    fn patient_of(&self, progress: &Progress) -> Option<(&'a Clinician, Household<'a>)> {
        let clinician = self.practice.clinicians.by_line(Line(self.call.called))?;
        let today = self.practice.day(self.now);
        let patients = &self.practice.patients;
        let household = match (progress.by_code, self.call.caller.number()) {
            (true, _) | (false, None) => patients.household_of(progress.patient?, today)?,
            (false, Some(number)) => patients.household(&clinician.id, number, today)?,
        };
        let same = household
            .grants
            .iter()
            .all(|grant| grant.clinician == clinician.id);
        same.then_some((clinician, household))
    }

    /// A later step of someone whose access has ended meanwhile, or who never had any.
    fn stranger_now(&self, draft: Draft, progress: &Progress) -> Decision {
        let start = Progress {
            step: progress.next().step,
            declined: progress.declined.clone(),
            ..Progress::start(Path::Desk)
        };
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        self.stranger_from(draft, clinician, &start)
    }
}

/// The row that stands for a household in URLs.
fn first(household: &Household<'_>) -> super::names::PatientId {
    household
        .grants
        .first()
        .map_or(household.id, |grant| grant.id)
}

/// A decision in the making: the rules looked at so far, and what else will happen.
pub(super) struct Draft {
    reasons: Vec<Reason>,
    effects: Vec<Effect>,
    language: Language,
    clinician: Option<ClinicianId>,
    next_open: Option<DateTime<Utc>>,
}

impl Draft {
    fn new(language: Language) -> Self {
        Draft {
            reasons: Vec::with_capacity(8),
            effects: Vec::new(),
            language,
            clinician: None,
            next_open: None,
        }
    }

    fn because(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    fn about(&mut self, clinician: &Clinician) {
        self.clinician = Some(clinician.id.clone());
    }

    /// From here on the household's own language is spoken.
    fn speak(&mut self, household: &Household<'_>) {
        if let Some(language) = household.language() {
            self.language = language;
        }
    }

    fn decide(self, outcome: Outcome, answer: Answer) -> Decision {
        Decision {
            outcome,
            clinician: self.clinician,
            reasons: self.reasons,
            answer,
            language: self.language,
            next_open: self.next_open,
            effects: self.effects,
        }
    }

    fn end(self, outcome: Outcome, say: Vec<Phrase>) -> Decision {
        self.decide(outcome, Answer::End { say })
    }

    fn nothing(self) -> Decision {
        self.decide(Outcome::Noted, Answer::Nothing)
    }
}
