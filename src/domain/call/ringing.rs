//! Ringing one phone has ended: connected, the next phone, or words.

use crate::domain::answered::answered;
use crate::domain::decision::{Answer, Decision};
use crate::domain::event::{Path, Progress, RingEnded, RingResult, Target};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;

use super::plan::LONGEST_RINGING;
use super::{Draft, Step};

impl Step<'_> {
    pub(super) fn ring_ended(&self, mut draft: Draft, ended: &RingEnded) -> Decision {
        match ended.progress.path {
            Path::Patient | Path::Urgent => {}
            Path::Desk => return self.desk_ended(draft, ended),
            Path::Back => return self.back_ended(draft, ended),
        }
        let target = ended.progress.tried.last();
        if self.connected(ended, target) {
            self.answers_urgent(&mut draft, &ended.progress);
            return self.talked(draft);
        }
        let why = self.why_not_connected(ended, target);
        if ended.caller_gone {
            draft.because_gone(ended, why);
            return self.caller_gone(draft, &ended.progress);
        }
        draft.because(why);
        self.try_next(draft, ended)
    }

    /// The caller has hung up before anybody took the call: the line's clinician is told.
    fn caller_gone(&self, mut draft: Draft, progress: &Progress) -> Decision {
        if let Some((clinician, household)) = self.patient_of(progress) {
            self.tell_missed(&mut draft, clinician, household.patients());
        }
        draft.nothing()
    }

    /// Who has talked with the patient has answered what the patient wrote.
    fn answers_urgent(&self, draft: &mut Draft, progress: &Progress) {
        let household = self.patient_of(progress).map(|(_, household)| household);
        if let (Some(target), Some(household)) = (progress.tried.last(), household) {
            let (practice, facts) = (self.practice, self.facts);
            let over = answered(practice, facts, &target.clinician, None, &household);
            draft.effects.extend(over);
        }
    }

    fn try_next(&self, mut draft: Draft, ended: &RingEnded) -> Decision {
        let progress = self.after(ended);
        let Some((clinician, household)) = self.patient_of(&progress) else {
            return self.stranger_now(draft, &progress);
        };
        draft.speak(&household);
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => self.ring(draft, clinician, &household, next, progress, Vec::new()),
            None if progress.path == Path::Urgent => {
                self.urgent_not_reached(draft, clinician, &progress)
            }
            None => {
                let why = Phrase::NotReached {
                    clinician: clinician.id.clone(),
                };
                self.menu(draft, clinician, &household, &progress, why)
            }
        }
    }

    /// What the next step must know. Who declined goes into the URL too: the store may be down by then.
    fn after(&self, ended: &RingEnded) -> Progress {
        let rung = ended.progress.rung.saturating_add(self.seconds_rung(ended));
        let mut progress = Progress {
            rung,
            ..ended.progress.next()
        };
        for declined in self.facts.declined() {
            if !progress.declined.contains(declined) {
                progress.declined.push(declined.clone());
            }
        }
        progress
    }

    /// A phone that was busy or dead did not ring; one that rang out or was answered took the time it was given.
    fn seconds_rung(&self, ended: &RingEnded) -> u32 {
        match ended.result {
            RingResult::Busy | RingResult::Failed => 0,
            RingResult::Answered | RingResult::NoAnswer | RingResult::Cancelled => self
                .seconds_given(&ended.progress)
                .unwrap_or(LONGEST_RINGING),
        }
    }

    /// For how long the last phone was rung: as decided then, else as the practice says now.
    fn seconds_given(&self, progress: &Progress) -> Option<u32> {
        let decided = self.facts.history.iter().rev();
        let given = decided
            .filter_map(|decision| match &decision.answer {
                Answer::Ring(ring) => Some(ring),
                _ => None,
            })
            .find(|ring| ring.progress == *progress)
            .map(|ring| ring.seconds);
        let configured = || {
            let target = progress.tried.last()?;
            Some(self.practice.clinicians.get(&target.clinician)?.ring)
        };
        given.or_else(configured)
    }

    /// Connected: a key was recorded for this phone, and the provider does not say that they were not bridged.
    fn connected(&self, ended: &RingEnded, target: Option<&Target>) -> bool {
        if ended.result != RingResult::Answered || ended.bridged == Some(false) {
            return false;
        }
        // A call that the store does not know has no recorded key: then the provider's word must do.
        let unknown = self.facts.history.is_empty() && ended.bridged == Some(true);
        unknown || target.is_some_and(|target| self.accepted_now(target))
    }

    /// Whether a key was recorded for this ringing of the phone: it may have been rung before on this call.
    fn accepted_now(&self, phone: &Target) -> bool {
        let since_it_rang = self
            .facts
            .history
            .iter()
            .rev()
            .flat_map(|decision| decision.reasons.iter().rev())
            .take_while(|reason| !matches!(reason, Reason::Rings { .. }));
        since_it_rang
            .into_iter()
            .any(|reason| matches!(reason, Reason::Accepted { target } if target == phone))
    }

    fn why_not_connected(&self, ended: &RingEnded, target: Option<&Target>) -> Reason {
        let Some(target) = target else {
            return Reason::RangOut { target: None };
        };
        let mut declined = self.facts.declined();
        if declined.any(|declined| *declined == target.clinician) {
            return Reason::Declined {
                target: target.clone(),
            };
        }
        let target = target.clone();
        match ended.result {
            RingResult::Answered if self.accepted_now(&target) => Reason::NotConnected { target },
            RingResult::Answered => Reason::NoKey { target },
            _ => Reason::RangOut {
                target: Some(target),
            },
        }
    }
}

impl Draft {
    /// The caller has hung up before the two were connected; `otherwise` is what would be said of a caller who had
    /// stayed. It is true here only where the phone did not ring any more, or the clinician had declined.
    pub(super) fn because_gone(&mut self, ended: &RingEnded, otherwise: Reason) {
        match (ended.result, otherwise) {
            (_, declined @ Reason::Declined { .. }) => {
                self.because(declined);
                self.because(Reason::CallerGone);
            }
            (RingResult::Answered, _) => self.because(Reason::GoneBeforeConnected),
            (RingResult::NoAnswer | RingResult::Cancelled, _) => {
                self.because(Reason::GoneWhileRinging);
            }
            (RingResult::Busy | RingResult::Failed, not_reached) => {
                self.because(not_reached);
                self.because(Reason::CallerGone);
            }
        }
    }
}
