//! The practice and its people as the page shows them, in words.

use chrono::{DateTime, Utc};

use crate::domain::availability::{self, Standing as Stands, on_duty, reachable_again};
use crate::domain::decision::{Answer, Destination};
use crate::domain::facts::Pauses;
use crate::domain::practice::{Clinician, Practice};
use crate::store::Chain as Links;

use super::cast::called;
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
    let on_duty = on_duty(practice, now).map(|clinician| &clinician.id);
    let clinicians = practice.clinicians.iter();
    Standing {
        on_duty: on_duty.map(ToString::to_string),
        clinicians: clinicians
            .map(|clinician| {
                let is_on_duty = on_duty == Some(&clinician.id);
                ClinicianStanding {
                    clinician: clinician.id.to_string(),
                    words: stands(practice, clinician, pauses, is_on_duty, now),
                }
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

/// Short enough to stand below a name; duty first, because it overrides the hours.
fn stands(
    practice: &Practice,
    clinician: &Clinician,
    pauses: &Pauses,
    is_on_duty: bool,
    now: DateTime<Utc>,
) -> String {
    let words = match availability::standing(practice, clinician, pauses, now) {
        Stands::Open => match clinician.hours.next_change(now) {
            Some(until) => format!("takes calls until {}", when(practice, until, now)),
            None => "takes calls at any hour".to_owned(),
        },
        Stands::Closed => {
            let again = reachable_again(practice, clinician, pauses, now);
            match again.map(|again| when(practice, again, now)) {
                Some(again) if is_on_duty => format!("own hours from {again}"),
                Some(again) => format!("closed until {again}"),
                None => "closed".to_owned(),
            }
        }
        Stands::Paused { until } => format!("paused until {}", when(practice, until, now)),
        Stands::Away { until, .. } => {
            let cover = availability::cover_of(practice, clinician, now);
            let cover = cover.map(|cover| format!("; {} covers", called(&cover.name)));
            format!(
                "away until {}{}",
                until.format("%-d %b"),
                cover.unwrap_or_default()
            )
        }
    };
    match is_on_duty {
        true => format!("on duty now; {words}"),
        false => words,
    }
}

/// The time alone where it is the same day, with the weekday within a week, else with the date.
fn when(practice: &Practice, at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let format = match (practice.day(at) - practice.day(now)).num_days() {
        0 => "%H:%M",
        1..=6 => "%a %H:%M",
        _ => "%-d %b %H:%M",
    };
    at.with_timezone(&practice.zone).format(format).to_string()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::sample::tests::in_force;

    fn words(now: &str) -> Vec<String> {
        let practice = in_force(str::to_owned, str::to_owned);
        let standing = standing(&practice, &Pauses::default(), now.parse().unwrap());
        let clinicians = standing.clinicians.into_iter();
        clinicians.map(|one| one.words).collect()
    }

    #[test]
    fn how_a_clinician_stands_is_said_shortly_and_duty_first() {
        assert_eq!(
            words("2026-11-23T10:00:00Z"),
            [
                "takes calls until 12:30",
                "on duty now; takes calls until 18:00",
                "away until 27 Nov; Dr Okafor covers",
            ]
        );
        assert_eq!(
            words("2026-11-23T22:30:00Z")[..2],
            [
                "closed until Tue 09:00",
                "on duty now; own hours from Tue 08:00",
            ]
        );
        let at_christmas = words("2026-12-25T10:00:00Z");
        assert_eq!(at_christmas[0], "away until 2 Jan; Dr Lindqvist covers");
        assert!(
            at_christmas.iter().all(|words| words.len() < 60),
            "{at_christmas:?}"
        );
    }
}
