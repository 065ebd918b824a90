//! The one menu of a patient who is not put through: when, the emergency number, urgent, a message.

use chrono::{DateTime, Utc};

use crate::domain::availability::reachable_again;
use crate::domain::decision::{Answer, Decision, Outcome};
use crate::domain::event::{Path, Progress};
use crate::domain::patients::Household;
use crate::domain::phrase::Phrase;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::plan::Duty;
use super::{Draft, Step};

/// How often something that is no choice may be keyed before a message is taken.
const MENU_TRIES: u32 = 2;

impl<'a> Step<'a> {
    pub(super) fn menu(
        &self,
        mut draft: Draft,
        clinician: &'a Clinician,
        household: &Household<'_>,
        progress: &Progress,
        why: Phrase,
    ) -> Decision {
        draft.about(clinician);
        draft.next_open = self.next_open(clinician, &why);
        let mut say = vec![why, Phrase::Emergency];
        say.extend(self.urgent_choice(&mut draft, household, progress));
        say.push(Phrase::PressForMessage);
        let progress = Progress {
            path: Path::Patient,
            ..progress.next()
        };
        let then = Box::new(self.record(clinician, &progress, Vec::new()));
        draft.decide(
            Outcome::Menu,
            Answer::Menu {
                say,
                progress,
                then,
            },
        )
    }

    /// When calls ring again: for who has called too often, not before tomorrow.
    fn next_open(&self, clinician: &Clinician, why: &Phrase) -> Option<DateTime<Utc>> {
        match why {
            Phrase::LimitReached { until, .. } => *until,
            _ => reachable_again(self.practice, clinician, &self.facts.pauses, self.now),
        }
    }

    fn urgent_choice(
        &self,
        draft: &mut Draft,
        household: &Household<'_>,
        progress: &Progress,
    ) -> Option<Phrase> {
        if !household.urgent() {
            draft.because(Reason::UrgentNotGranted);
            return None;
        }
        draft.because(Reason::UrgentGranted);
        match self.duty(progress) {
            Duty::Someone => Some(Phrase::PressForUrgent),
            Duty::AllDeclined => {
                draft.because(Reason::NobodyLeft);
                Some(Phrase::UrgentNotReached)
            }
            Duty::Nobody => {
                draft.because(Reason::NobodyOnDuty);
                Some(Phrase::NobodyOnDuty)
            }
        }
    }

    pub(super) fn menu_key(
        &self,
        mut draft: Draft,
        key: Option<char>,
        progress: &Progress,
    ) -> Decision {
        let Some((clinician, household)) = self.patient_of(progress) else {
            return self.stranger_now(draft, progress);
        };
        draft.speak(&household);
        match key {
            Some('1') if household.urgent() => self.urgent(draft, clinician, &household, progress),
            Some('2') => {
                draft.because(Reason::MessageChosen);
                self.take_message(draft, clinician, progress, Vec::new())
            }
            _ if progress.tries < MENU_TRIES => {
                draft.because(Reason::KeyNotUnderstood);
                let again = Progress {
                    tries: progress.tries + 1,
                    ..progress.clone()
                };
                let why = self.why_again(clinician);
                self.menu(draft, clinician, &household, &again, why)
            }
            _ => {
                draft.because(Reason::KeyNotUnderstood);
                self.take_message(draft, clinician, progress, Vec::new())
            }
        }
    }

    /// Why the menu is heard: as it was said before on this call, else as far as can be told now.
    fn why_again(&self, clinician: &Clinician) -> Phrase {
        let said = self
            .facts
            .history
            .iter()
            .rev()
            .find_map(|decision| match &decision.answer {
                Answer::Menu { say, .. } => say.first().cloned(),
                _ => None,
            });
        said.unwrap_or_else(|| match self.unavailable(clinician) {
            Phrase::Unavailable {
                until: Some(until), ..
            } if until <= self.now => Phrase::NotReached {
                clinician: clinician.id.clone(),
            },
            unavailable => unavailable,
        })
    }
}
