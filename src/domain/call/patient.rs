//! A patient calls a front line: whether a phone is rung, and what that phone shows.

use crate::domain::availability::{Standing, cover_of, reachable_again, start_of_day};
use crate::domain::backline::{self, Party};
use crate::domain::decision::{Answer, Decision, Destination, Effect, Outcome, Ring};
use crate::domain::event::Progress;
use crate::domain::names::Subject;
use crate::domain::patients::Household;
use crate::domain::phrase::Phrase;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::reason::Reason;

use super::plan::Next;
use super::wanted::RINGS;
use super::{Draft, Step};

/// What the daily limit of ringing calls counts.
pub(super) fn rings_of(
    practice: &Practice,
    clinician: &Clinician,
    household: &Household<'_>,
) -> Subject {
    practice.ids.subject(
        "rings",
        &[
            clinician.id.as_str().as_bytes(),
            &household.id.0.to_le_bytes(),
        ],
    )
}

impl<'a> Step<'a> {
    pub(super) fn patient_calls(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'a>,
        progress: Progress,
    ) -> Decision {
        draft.about(clinician);
        draft.speak(household);
        let standing = self.standing(clinician);
        draft.because(standing.reason(&clinician.id));
        if let Standing::Closed | Standing::Paused { .. } = standing {
            let why = self.unavailable(clinician);
            return self.menu(draft, clinician, household, &progress, why);
        }
        if let Some(limit) = self.limit_reached(&mut draft, clinician) {
            return self.menu(draft, clinician, household, &progress, limit);
        }
        if let Standing::Away { .. } = standing {
            self.explain_cover(&mut draft, clinician);
        }
        match self.next_phone(clinician, &progress, &mut draft.reasons) {
            Some(next) => {
                let subject = rings_of(self.practice, clinician, household);
                draft.effects.push(Effect::Count {
                    subject,
                    day: self.practice.day(self.now),
                });
                self.ring(draft, clinician, household, next, progress, Vec::new())
            }
            None => {
                let why = self.unavailable(clinician);
                self.menu(draft, clinician, household, &progress, why)
            }
        }
    }

    pub(super) fn unavailable(&self, clinician: &Clinician) -> Phrase {
        Phrase::Unavailable {
            clinician: clinician.id.clone(),
            until: reachable_again(self.practice, clinician, &self.facts.pauses, self.now),
        }
    }

    /// Who stands in for someone who is away, and whether the cover takes calls now.
    fn explain_cover(&self, draft: &mut Draft, clinician: &Clinician) {
        let Some(cover) = cover_of(self.practice, clinician, self.now) else {
            draft.because(Reason::NobodyCovers {
                clinician: clinician.id.clone(),
            });
            return;
        };
        draft.because(Reason::Covers {
            clinician: clinician.id.clone(),
            cover: cover.id.clone(),
        });
        draft.because(self.standing(cover).reason(&cover.id));
    }

    /// What to say if this patient has called too often today.
    fn limit_reached(&self, draft: &mut Draft, clinician: &Clinician) -> Option<Phrase> {
        let (calls, limit) = (self.facts.count(RINGS), self.practice.callers.calls_per_day);
        if calls < limit {
            draft.because(match self.facts.degraded {
                true => Reason::CallsUnknown,
                false => Reason::WithinLimit { calls, limit },
            });
            return None;
        }
        draft.because(Reason::LimitReached { calls, limit });
        let tomorrow = self
            .practice
            .day(self.now)
            .succ_opt()
            .map(|day| start_of_day(self.practice, day));
        let until = tomorrow
            .and_then(|from| reachable_again(self.practice, clinician, &self.facts.pauses, from));
        Some(Phrase::LimitReached {
            clinician: clinician.id.clone(),
            until,
        })
    }

    /// Rings one phone with screening. `line_of` is whose front line was called.
    pub(super) fn ring(
        &self,
        mut draft: Draft,
        line_of: &Clinician,
        household: &Household<'_>,
        next: Next<'_>,
        mut progress: Progress,
        say: Vec<Phrase>,
    ) -> Decision {
        if next.is_backup {
            draft.because(Reason::BackupRings {
                clinician: next.clinician.id.clone(),
            });
        }
        draft.because(Reason::Rings {
            target: next.target.clone(),
        });
        let choice = self.back_line(next.clinician, household);
        draft.because(choice.reason);
        draft.effects.extend(choice.effects);
        draft.about(next.clinician);
        progress.tried.push(next.target.clone());
        draft.decide(
            Outcome::Ring,
            Answer::Ring(Ring {
                say,
                to: Destination::Clinician(next.target),
                caller_id: choice.line.unwrap_or(line_of.line),
                seconds: next.seconds,
                progress,
            }),
        )
    }

    /// The back line of this household in this clinician's phone.
    pub(super) fn back_line(
        &self,
        clinician: &Clinician,
        household: &Household<'_>,
    ) -> backline::Choice {
        if !self.facts.back_lines_of.contains(&clinician.id) {
            return backline::Choice {
                line: None,
                is_new: false,
                effects: Vec::new(),
                reason: match self.facts.degraded {
                    true => Reason::BackLinesNeedStore,
                    false => Reason::NoBackLine,
                },
            };
        }
        let used = self.call.caller.number();
        let party = Party::of(self.practice, household, used, self.now);
        let taken = &self.facts.back_lines;
        backline::choose(self.practice, clinician, &party, taken, self.now)
    }
}
