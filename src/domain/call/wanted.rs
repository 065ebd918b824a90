//! Which facts a step of a call needs: asked before the decision, read in the writer's transaction.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Answer, Destination, Mailbox};
use crate::domain::event::{Call, CallEvent, Path, Progress};
use crate::domain::facts::{Facts, Pauses, Wanted};
use crate::domain::identify::{Who, identify};
use crate::domain::names::ClinicianId;
use crate::domain::phone::Line;
use crate::domain::practice::Practice;

use super::patient::rings_of;
use super::stranger::{wrong_by_caller, wrong_on_line};
use super::{Step, decide};

/// Where the rings of the day stand among the counts.
pub(super) const RINGS: usize = 0;
/// Where the wrong codes of this caller stand.
pub(super) const WRONG_BY_CALLER: usize = 1;
/// Where the wrong codes on this line stand.
pub(super) const WRONG_ON_LINE: usize = 2;

/// What to read before deciding this step. `pauses` are the last known: they only spare reading what is not needed.
pub fn wanted(
    practice: &Practice,
    pauses: &Pauses,
    call: &Call,
    event: &CallEvent,
    now: DateTime<Utc>,
) -> Wanted {
    let mut wanted = Wanted {
        day: Some(practice.day(now)),
        ..Wanted::default()
    };
    let facts = Facts {
        pauses: pauses.clone(),
        ..Facts::default()
    };
    let step = Step {
        practice,
        facts: &facts,
        call,
        now,
    };
    match event {
        CallEvent::Incoming => {
            match identify(practice, &call.caller, call.called, now, &mut Vec::new()) {
                Who::Patient {
                    clinician,
                    household,
                } => {
                    wanted.counts = vec![rings_of(practice, clinician, &household)];
                    wanted.back_lines_of = rung_first(practice, &facts, call, event, now);
                }
                Who::OnBackLine { clinician, .. } => {
                    wanted.back_lines_of = vec![clinician.id.clone()];
                    wanted.watched = true;
                }
                Who::OwnLine { clinician, .. } => wanted.pin_of = Some(clinician.id.clone()),
                Who::Stranger { .. } | Who::OwnNumber | Who::NotInUse => {}
            }
        }
        CallEvent::CodeKeyed { digits, progress } => {
            let line = Line(call.called);
            let clinician = practice.clinicians.by_line(line);
            let household = clinician.and_then(|clinician| {
                practice
                    .patients
                    .by_code(&clinician.id, digits, practice.day(now))
                    .map(|found| (clinician, found))
            });
            let wrong = wrong_by_caller(practice, &call.caller);
            let rings = household.as_ref().map_or(wrong, |(clinician, found)| {
                rings_of(practice, clinician, found)
            });
            wanted.counts = vec![rings, wrong, wrong_on_line(practice, line)];
            wanted.history_of = Some(call.id);
            wanted.back_lines_of = all_candidates(
                &step,
                &Progress {
                    path: Path::Patient,
                    ..progress.clone()
                },
            );
        }
        CallEvent::RingEnded(ended) => {
            wanted.history_of = Some(call.id);
            wanted.watched = true;
            wanted.back_lines_of = all_candidates(&step, &ended.progress);
            if ended.caller_gone {
                wanted.back_lines_of = line_of(&step);
            }
        }
        CallEvent::MenuKey { progress, .. } => {
            wanted.history_of = Some(call.id);
            let urgent = Progress {
                path: Path::Urgent,
                ..progress.clone()
            };
            wanted.back_lines_of = all_candidates(&step, &urgent);
        }
        CallEvent::OwnKeyed { at, keyed } => super::own::wanted(&mut wanted, &step, at, keyed),
        CallEvent::PlacedAnswered { .. }
        | CallEvent::PlacedKey { .. }
        | CallEvent::PlacedEnded { .. } => super::placed::wanted(&mut wanted, call, event),
        CallEvent::Answered { .. } | CallEvent::LegUnknown => {}
        CallEvent::ScreeningKey { .. } | CallEvent::Unknown { .. } => {
            wanted.history_of = Some(call.id)
        }
        CallEvent::Recorded { .. } => {
            wanted.history_of = Some(call.id);
            wanted.back_lines_of = line_of(&step);
        }
        CallEvent::RecordingAnnounced { mailbox, .. } => {
            wanted.history_of = Some(call.id);
            if let (Mailbox::Clinician(id), false) = (mailbox, practice.back_lines.is_empty()) {
                wanted.back_lines_of = vec![id.clone()];
            }
        }
        CallEvent::Ended => {
            wanted.history_of = Some(call.id);
            wanted.back_lines_of = line_of(&step);
        }
    }
    wanted
}

/// Whose front line was called, if there are back lines at all.
fn line_of(step: &Step<'_>) -> Vec<ClinicianId> {
    let clinician = step.practice.clinicians.by_line(Line(step.call.called));
    let told = clinician.filter(|_| !step.practice.back_lines.is_empty());
    told.map(|clinician| clinician.id.clone())
        .into_iter()
        .collect()
}

/// Who will most likely be rung first: a decision without the store's facts tells.
fn rung_first(
    practice: &Practice,
    facts: &Facts,
    call: &Call,
    event: &CallEvent,
    now: DateTime<Utc>,
) -> Vec<ClinicianId> {
    if practice.back_lines.is_empty() {
        return Vec::new();
    }
    match decide(practice, facts, call, event, now).answer {
        Answer::Ring(ring) => match ring.to {
            Destination::Clinician(target) => vec![target.clinician],
            Destination::FrontDesk | Destination::Patient { .. } => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn all_candidates(step: &Step<'_>, progress: &Progress) -> Vec<ClinicianId> {
    let Some(clinician) = step.practice.clinicians.by_line(Line(step.call.called)) else {
        return Vec::new();
    };
    if step.practice.back_lines.is_empty() {
        return Vec::new();
    }
    let candidates = step.candidates(clinician, progress.path);
    candidates
        .iter()
        .map(|clinician| clinician.id.clone())
        .collect()
}
