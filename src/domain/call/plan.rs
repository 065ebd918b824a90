//! Who is rung next, and for how long.

use crate::domain::availability::{Standing, cover_of, on_duty, standing, urgently};
use crate::domain::event::{Path, Progress, Target};
use crate::domain::names::ClinicianId;
use crate::domain::phone::SecretNumber;
use crate::domain::practice::Clinician;
use crate::domain::reason::Reason;

use super::Step;

/// At most so many seconds of ringing in all, then an answer.
pub const LONGEST_RINGING: u32 = 60;
/// The provider rings for at least so many seconds (protocol sheet 3.2).
const SHORTEST_RING: u32 = 5;

/// The next phone to ring.
pub(super) struct Next<'a> {
    pub clinician: &'a Clinician,
    pub target: Target,
    pub seconds: u32,
    /// Whether this is a colleague beyond the clinician, the cover and who is on duty.
    pub is_backup: bool,
}

/// Whether the urgent path leads to anyone.
pub(super) enum Duty {
    /// A phone is left to ring.
    Someone,
    /// Everyone on duty declined this call.
    AllDeclined,
    /// The rota names nobody who is there.
    Nobody,
}

impl<'a> Step<'a> {
    /// The next phone on this path, or why there is none. Nobody who declined on this call is rung again.
    pub(super) fn next_phone(
        &self,
        line_of: &'a Clinician,
        progress: &Progress,
        reasons: &mut Vec<Reason>,
    ) -> Option<Next<'a>> {
        let left = LONGEST_RINGING.saturating_sub(progress.rung);
        for clinician in self.candidates(line_of, progress.path) {
            if self.has_declined(&clinician.id, progress) {
                continue;
            }
            for phone in &clinician.phones {
                let target = Target {
                    clinician: clinician.id.clone(),
                    phone: phone.id,
                };
                if progress.tried.contains(&target) || self.calls_from(&phone.number) {
                    continue;
                }
                if left < SHORTEST_RING {
                    reasons.push(Reason::RungEnough);
                    return None;
                }
                return Some(Next {
                    clinician,
                    target,
                    seconds: clinician.ring.min(left),
                    is_backup: self
                        .lead(line_of, progress.path)
                        .is_none_or(|lead| lead.id != clinician.id),
                });
            }
        }
        reasons.push(Reason::NobodyLeft);
        None
    }

    /// A clinician who calls a colleague's line is busy calling it.
    fn calls_from(&self, phone: &SecretNumber) -> bool {
        let caller = self.call.caller.number();
        caller.is_some_and(|number| phone.is(number))
    }

    /// Everyone who may be rung on this path, in order.
    pub(super) fn candidates(&self, line_of: &'a Clinician, path: Path) -> Vec<&'a Clinician> {
        match path {
            Path::Patient => self.candidates_in_hours(line_of),
            Path::Urgent => urgently(self.practice, self.now),
            Path::Desk | Path::Back => Vec::new(),
        }
    }

    /// Whether anyone is left who could be rung for something urgent.
    pub(super) fn duty(&self, progress: &Progress) -> Duty {
        let candidates = urgently(self.practice, self.now);
        if candidates.is_empty() {
            return Duty::Nobody;
        }
        let left = |clinician: &&Clinician| !self.has_declined(&clinician.id, progress);
        match candidates.iter().any(left) {
            true => Duty::Someone,
            false => Duty::AllDeclined,
        }
    }

    /// Who is rung before any backup: the line's clinician or the cover, or who is on duty.
    fn lead(&self, line_of: &'a Clinician, path: Path) -> Option<&'a Clinician> {
        match path {
            Path::Patient => match self.standing(line_of) {
                Standing::Away { .. } => cover_of(self.practice, line_of, self.now),
                Standing::Open | Standing::Closed | Standing::Paused { .. } => Some(line_of),
            },
            Path::Urgent => on_duty(self.practice, self.now),
            Path::Desk | Path::Back => None,
        }
    }

    /// The line's clinician (or the cover), then the backup; each only in the own hours.
    fn candidates_in_hours(&self, line_of: &'a Clinician) -> Vec<&'a Clinician> {
        let lead = self.lead(line_of, Path::Patient);
        let everyone = lead.into_iter().chain(self.backup_of(line_of));
        distinct(everyone.filter(|clinician| self.standing(clinician) == Standing::Open))
    }

    fn backup_of(&self, clinician: &'a Clinician) -> impl Iterator<Item = &'a Clinician> {
        clinician
            .backup
            .iter()
            .filter_map(|id| self.practice.clinicians.get(id))
    }

    pub(super) fn standing(&self, clinician: &Clinician) -> Standing {
        standing(self.practice, clinician, &self.facts.pauses, self.now)
    }

    fn has_declined(&self, clinician: &ClinicianId, progress: &Progress) -> bool {
        progress.declined.contains(clinician)
            || self.facts.declined().any(|declined| declined == clinician)
    }
}

fn distinct<'a>(clinicians: impl Iterator<Item = &'a Clinician>) -> Vec<&'a Clinician> {
    let mut seen: Vec<&Clinician> = Vec::new();
    for clinician in clinicians {
        if seen.iter().all(|other| other.id != clinician.id) {
            seen.push(clinician);
        }
    }
    seen
}
