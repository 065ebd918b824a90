//! The clinician's leg hears a prompt and must press a key before the two are bridged: a personal voicemail never does.

use crate::domain::decision::{Answer, Decision, Effect, Outcome};
use crate::domain::event::{Path, Progress, Target};
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;

use super::{Draft, Step};

/// So many prompts in all, then an explicit hang-up (falling off the end of the document would bridge).
pub const PROMPTS: u32 = 3;

impl Step<'_> {
    /// A clinician's phone was answered, perhaps by a machine: no name before a key.
    pub(super) fn answered(
        &self,
        mut draft: Draft,
        target: &Target,
        progress: &Progress,
    ) -> Decision {
        self.to_clinician(&mut draft, target);
        self.prompt(draft, target, progress, 1)
    }

    pub(super) fn screening_key(
        &self,
        mut draft: Draft,
        target: &Target,
        key: Option<char>,
        progress: &Progress,
    ) -> Decision {
        self.to_clinician(&mut draft, target);
        match key {
            Some('1') => {
                self.confirm(&mut draft, target);
                self.accepted(draft, target, progress)
            }
            Some('2') => {
                self.confirm(&mut draft, target);
                draft.because(Reason::Declined {
                    target: target.clone(),
                });
                draft.end(Outcome::Noted, Vec::new())
            }
            _ => {
                draft.because(Reason::KeyNotUnderstood);
                self.prompt(draft, target, progress, progress.tries.saturating_add(2))
            }
        }
    }

    /// Whoever presses a key here has the phone, and takes patients' calls with it: its texts are safe there too.
    pub(super) fn confirm(&self, draft: &mut Draft, target: &Target) {
        if self.practice.confirm_phones && !self.facts.confirmations.is_confirmed(target) {
            draft.because(Reason::PhoneConfirmed {
                clinician: target.clinician.clone(),
            });
            draft.effects.push(Effect::ConfirmPhone {
                phone: target.clone(),
            });
        }
    }

    pub(super) fn to_clinician(&self, draft: &mut Draft, target: &Target) {
        draft.clinician = Some(target.clinician.clone());
        draft.language = self.practice.language;
    }

    fn prompt(&self, draft: Draft, target: &Target, progress: &Progress, prompt: u32) -> Decision {
        if prompt > PROMPTS {
            return draft.end(Outcome::Noted, Vec::new());
        }
        let urgent = progress.path == Path::Urgent;
        let progress = Progress {
            tries: prompt - 1,
            ..progress.clone()
        };
        let screen = Answer::Screen {
            target: target.clone(),
            urgent,
            prompt,
            progress,
        };
        draft.decide(Outcome::Noted, screen)
    }

    fn accepted(&self, mut draft: Draft, target: &Target, progress: &Progress) -> Decision {
        draft.because(Reason::Accepted {
            target: target.clone(),
        });
        let mut say = vec![Phrase::Caller {
            patients: self.callers(progress),
        }];
        if progress.by_code {
            say.push(Phrase::ByCode);
        }
        if self
            .shown_to(&target.clinician)
            .any(|reason| matches!(reason, Reason::LineReassigned { .. }))
        {
            say.push(Phrase::LineChanged);
        }
        draft.decide(Outcome::Noted, Answer::Bridge { say })
    }

    /// The rules of the earlier steps of the call that were about this clinician's own phones.
    pub(super) fn shown_to(&self, clinician: &ClinicianId) -> impl Iterator<Item = &Reason> {
        let about = self
            .facts
            .history
            .iter()
            .filter(move |decision| decision.clinician.as_ref() == Some(clinician));
        about.flat_map(|decision| &decision.reasons)
    }

    /// Who calls: as it was found out when the call came in, else the row that the URL names.
    fn callers(&self, progress: &Progress) -> Vec<PatientId> {
        let found = self.facts.reasons().filter_map(|reason| match reason {
            Reason::CodeRight { patients } => Some(patients),
            Reason::GrantInForce { patients } if !progress.by_code => Some(patients),
            _ => None,
        });
        found
            .last()
            .cloned()
            .unwrap_or_else(|| progress.patient.into_iter().collect())
    }
}
