//! A caller without access: unknown, ended and withheld hear the same words in the practice's language, so that
//! nobody learns from the answer that he was cut off. An access code may be keyed during the announcement.

use crate::domain::decision::{Answer, Decision, Destination, Effect, Mailbox, Outcome, Ring};
use crate::domain::event::{Path, Progress, RingEnded, RingResult};
use crate::domain::names::Subject;
use crate::domain::phone::{Caller, Line};
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice, Strangers};
use crate::domain::reason::{Reason, StrangersMode};

use super::wanted::{WRONG_BY_CALLER, WRONG_ON_LINE};
use super::{Draft, Step, first};

/// How long the practice's desk is rung, in seconds.
const DESK_RING: u32 = 30;
/// After so many wrong codes in a day from one caller, no code opens until the next day.
pub const WRONG_CODES_PER_CALLER: u32 = 5;
/// The same for one line.
pub const WRONG_CODES_PER_LINE: u32 = 20;
/// So often may a code be keyed on one call.
const TRIES_PER_CALL: u32 = 3;

/// What counts wrong codes of one caller; all withheld callers are one.
pub(super) fn wrong_by_caller(practice: &Practice, caller: &Caller) -> Subject {
    let who = caller.number().map_or(0, |number| number.digits());
    practice
        .ids
        .subject("wrong codes of", &[&who.to_le_bytes()])
}

/// What counts wrong codes on one line.
pub(super) fn wrong_on_line(practice: &Practice, line: Line) -> Subject {
    practice
        .ids
        .subject("wrong codes on", &[&line.0.digits().to_le_bytes()])
}

impl<'a> Step<'a> {
    pub(super) fn stranger_calls(
        &self,
        draft: Draft,
        clinician: Option<&'a Clinician>,
    ) -> Decision {
        self.stranger_from(draft, clinician, &Progress::start(Path::Desk))
    }

    /// The same in the middle of a call.
    pub(super) fn stranger_from(
        &self,
        draft: Draft,
        clinician: Option<&'a Clinician>,
        progress: &Progress,
    ) -> Decision {
        let say = vec![Phrase::Welcome, Phrase::Emergency];
        self.announce(draft, clinician, progress, say)
    }

    /// The announcement, with room for a code where any could open, then what the practice chose for strangers.
    fn announce(
        &self,
        mut draft: Draft,
        clinician: Option<&Clinician>,
        progress: &Progress,
        mut say: Vec<Phrase>,
    ) -> Decision {
        let codes =
            clinician.is_some_and(|clinician| self.practice.patients.any_code(&clinician.id));
        let mode = self.practice.callers.strangers;
        draft.because(Reason::StrangersTo { mode: mode.into() });
        let outcome = self.outcome(mode);
        if !codes || progress.tries >= TRIES_PER_CALL {
            let answer = self.by_mode(progress, say);
            return draft.decide(outcome, answer);
        }
        say.push(Phrase::KeyCode);
        let progress = progress.next();
        let then = Box::new(self.by_mode(&progress, Vec::new()));
        draft.decide(
            outcome,
            Answer::Announce {
                say,
                progress,
                then,
            },
        )
    }

    fn by_mode(&self, progress: &Progress, mut say: Vec<Phrase>) -> Answer {
        match self.practice.callers.strangers {
            Strangers::FrontDesk if self.desk_can_ring() => {
                say.push(Phrase::ToFrontDesk);
                Answer::Ring(Ring {
                    say,
                    to: Destination::FrontDesk,
                    caller_id: Line(self.call.called),
                    seconds: DESK_RING,
                    progress: progress.clone(),
                })
            }
            Strangers::FrontDesk | Strangers::Voicemail => {
                say.push(Phrase::LeaveMessagePractice);
                self.record_into(Mailbox::Practice, progress, say)
            }
            Strangers::Refuse => {
                say.push(Phrase::OnlyWithAccess);
                if self.practice.front_desk.is_some() {
                    say.push(Phrase::CallFrontDesk);
                }
                say.push(Phrase::Goodbye);
                Answer::End { say }
            }
        }
    }

    pub(super) fn code_keyed(
        &self,
        mut draft: Draft,
        digits: &str,
        progress: &Progress,
    ) -> Decision {
        let clinician = self.practice.clinicians.by_line(Line(self.call.called));
        let closed = self.codes_closed();
        let found = clinician.and_then(|clinician| {
            let household = self.practice.patients.by_code(
                &clinician.id,
                digits,
                self.practice.day(self.now),
            )?;
            Some((clinician, household))
        });
        if closed {
            draft.because(match self.facts.degraded {
                true => Reason::CodesNeedStore,
                false => Reason::CodesClosed,
            });
        }
        if let (Some((clinician, household)), false) = (found, closed) {
            draft.because(Reason::CodeRight {
                patients: household.patients(),
            });
            let progress = Progress {
                patient: Some(first(&household)),
                by_code: true,
                step: progress.step,
                declined: progress.declined.clone(),
                ..Progress::start(Path::Patient)
            };
            return self.patient_calls(draft, clinician, &household, progress);
        }
        draft.because(Reason::CodeWrong);
        let day = self.practice.day(self.now);
        let line = Line(self.call.called);
        for subject in [
            wrong_by_caller(self.practice, &self.call.caller),
            wrong_on_line(self.practice, line),
        ] {
            draft.effects.push(Effect::Count { subject, day });
        }
        let progress = Progress {
            tries: progress.tries.saturating_add(1),
            ..progress.clone()
        };
        self.announce(draft, clinician, &progress, vec![Phrase::Emergency])
    }

    /// While the store cannot count wrong codes, none opens: guessing would be free.
    fn codes_closed(&self) -> bool {
        self.facts.degraded
            || self.facts.count(WRONG_BY_CALLER) >= WRONG_CODES_PER_CALLER
            || self.facts.count(WRONG_ON_LINE) >= WRONG_CODES_PER_LINE
    }

    /// Ringing the practice's desk has ended; nobody screens there.
    pub(super) fn desk_ended(&self, mut draft: Draft, ended: &RingEnded) -> Decision {
        if ended.result == RingResult::Answered && ended.bridged != Some(false) {
            return self.talked(draft);
        }
        if ended.caller_gone {
            draft.because_gone(ended, Reason::RangOut { target: None });
            return draft.nothing();
        }
        draft.because(Reason::RangOut { target: None });
        self.take_practice_message(
            draft,
            &ended.progress,
            vec![Phrase::FrontDeskNotReached, Phrase::Emergency],
        )
    }

    /// A desk that calls a line itself is not rung: it would be busy, or talk to itself.
    fn desk_can_ring(&self) -> bool {
        let desk = self.practice.front_desk;
        desk.is_some() && desk != self.call.caller.number()
    }

    fn outcome(&self, mode: Strangers) -> Outcome {
        match mode {
            Strangers::FrontDesk if self.desk_can_ring() => Outcome::FrontDesk,
            Strangers::FrontDesk | Strangers::Voicemail => Outcome::Voicemail,
            Strangers::Refuse => Outcome::Refuse,
        }
    }
}

impl From<Strangers> for StrangersMode {
    fn from(mode: Strangers) -> Self {
        match mode {
            Strangers::FrontDesk => StrangersMode::FrontDesk,
            Strangers::Voicemail => StrangersMode::Voicemail,
            Strangers::Refuse => StrangersMode::Refuse,
        }
    }
}
