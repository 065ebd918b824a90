//! The practice and its people as the page shows them, in words.

use chrono::{DateTime, Utc};

use crate::domain::availability::{self, Standing as Stands, on_duty, reachable_again};
use crate::domain::decision::{Answer, Destination};
use crate::domain::facts::Pauses;
use crate::domain::names::Language;
use crate::domain::practice::{Clinician, Practice};
use crate::prompts::moments::written;
use crate::store::Chain as Links;

use super::moments::Moment;
use super::view::{
    Chain, ClinicianStanding, Fixed, LineView, MomentView, PersonView, PracticeView, Standing,
};

/// What only a new configuration changes, with these people.
pub fn fixed(practice: &Practice, people: Vec<PersonView>) -> Fixed {
    Fixed {
        practice: PracticeView {
            name: practice.name.clone(),
            zone: practice.zone.to_string(),
            language: practice.language.to_string(),
            emergency: practice.emergency.clone(),
        },
        people,
        lines: lines(practice),
    }
}

/// Who would be reached now.
pub fn standing(practice: &Practice, pauses: &Pauses, now: DateTime<Utc>) -> Standing {
    let clinicians = practice.clinicians.iter();
    Standing {
        on_duty: on_duty(practice, now).map(|clinician| clinician.id.to_string()),
        clinicians: clinicians
            .map(|clinician| ClinicianStanding {
                clinician: clinician.id.to_string(),
                words: stands(practice, clinician, pauses, now),
            })
            .collect(),
    }
}

/// Whether the chain is whole.
pub fn chain(links: &Links) -> Chain {
    match links {
        Links::Whole { .. } => Chain::Whole,
        Links::Broken { .. } => Chain::Broken,
    }
}

fn stands(
    practice: &Practice,
    clinician: &Clinician,
    pauses: &Pauses,
    now: DateTime<Utc>,
) -> String {
    match availability::standing(practice, clinician, pauses, now) {
        Stands::Open => match clinician.hours.next_change(now) {
            Some(until) => format!("takes calls until {}", when(practice, until, now)),
            None => "takes calls at any hour".to_owned(),
        },
        Stands::Closed => match reachable_again(practice, clinician, pauses, now) {
            Some(again) => format!("closed, takes calls again {}", when(practice, again, now)),
            None => "closed".to_owned(),
        },
        Stands::Paused { until } => format!("paused until {}", when(practice, until, now)),
        Stands::Away { until, .. } => {
            let cover = availability::cover_of(practice, clinician, now);
            let cover = cover.map(|cover| format!(", {} covers", cover.name));
            format!(
                "away until {}{}",
                until.format("%-d %b"),
                cover.unwrap_or_default()
            )
        }
    }
}

/// The time alone where it is the same day.
fn when(practice: &Practice, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    if practice.day(at) == practice.day(now) {
        at.with_timezone(&practice.zone).format("%H:%M").to_string()
    } else {
        written(at, Language::ENGLISH, practice.zone)
    }
}

/// Whom a decision has rung, by name.
pub fn rung(answer: &Answer, practice: &Practice) -> Option<String> {
    match answer {
        Answer::Ring(ring) => match &ring.to {
            Destination::Clinician(target) => {
                let clinician = practice.clinicians.get(&target.clinician)?;
                Some(clinician.name.clone())
            }
            Destination::Patient { patient, .. } => {
                Some(practice.patients.get(*patient)?.name.to_string())
            }
            Destination::FrontDesk => Some("Front desk".to_owned()),
        },
        Answer::Announce { then, .. } => rung(then, practice),
        _ => None,
    }
}

fn lines(practice: &Practice) -> Vec<LineView> {
    let front = practice.clinicians.iter().map(|clinician| LineView {
        number: clinician.line.wire(),
        kind: "front",
        name: format!("Front line of {}", clinician.name),
    });
    let back = practice.back_lines.iter().enumerate();
    let back = back.map(|(place, line)| LineView {
        number: line.wire(),
        kind: "back",
        name: format!("Back line {}", place + 1),
    });
    front.chain(back).collect()
}

/// A moment on offer.
pub fn moment_view(moment: &Moment) -> MomentView {
    MomentView {
        id: moment.id,
        label: moment.label.clone(),
        title: moment.title.clone(),
        at: moment.at,
    }
}
