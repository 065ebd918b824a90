//! The practice and its people as the page shows them, in words.

use chrono::{DateTime, Datelike, Utc};

use crate::domain::availability::{self, Standing as Stands, on_duty, reachable_again};
use crate::domain::facts::Pauses;
use crate::domain::names::{ClinicianId, Language};
use crate::domain::practice::{Clinician, Practice};
use crate::prompts::hours_words::describe;
use crate::prompts::moments::written;
use crate::relay::InForce;
use crate::store::Chain as Links;

use super::moments::Moment;
use super::people::{Person, Role};
use super::sample;
use super::view::{
    Chain, ClinicianStanding, Contact, Fixed, LineView, MomentView, PersonView, PracticeView,
    Standing,
};

/// What only a new configuration changes.
pub fn fixed(
    in_force: &InForce,
    people: &[Person],
    moments: &[Moment],
    now: DateTime<Utc>,
) -> Fixed {
    let practice = &in_force.practice;
    Fixed {
        practice: PracticeView {
            name: practice.name.clone(),
            zone: practice.zone.to_string(),
            language: practice.language.to_string(),
            emergency: practice.emergency.clone(),
        },
        people: people
            .iter()
            .map(|person| person_view(person, practice, now))
            .collect(),
        lines: lines(practice),
        moments: moments.iter().map(moment_view).collect(),
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
            format!("away until {}{}", until.format("%-d %b"), cover.unwrap_or_default())
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

fn person_view(person: &Person, practice: &Practice, now: DateTime<Utc>) -> PersonView {
    let (role, side, of) = match person.role {
        Role::Patient => ("patient", "callers", None),
        Role::Stranger => ("stranger", "callers", None),
        Role::Clinician(id) => ("clinician", "clinicians", Some(id)),
        Role::Desk => ("desk", "clinicians", None),
    };
    let clinician = of
        .and_then(ClinicianId::new)
        .and_then(|id| practice.clinicians.get(&id));
    let contact = |&(name, note, number): &(&str, &str, &str)| Contact {
        name: name.to_owned(),
        note: note.to_owned(),
        number: number.to_owned(),
    };
    PersonView {
        number: person.number.to_owned(),
        name: person.name.to_owned(),
        first: person.first.to_owned(),
        initials: person.initials.to_owned(),
        role,
        side,
        story: person.story.clone(),
        tag: person.tag.to_owned(),
        language: person.language.to_owned(),
        withheld: person.withheld,
        landline: person.landline,
        hours: clinician.map(|clinician| weekly(clinician, practice, now)),
        of: of.map(str::to_owned),
        contacts: person.contacts.iter().map(contact).collect(),
    }
}

fn weekly(clinician: &Clinician, practice: &Practice, now: DateTime<Utc>) -> String {
    let holidays = sample::holidays();
    let from = practice.day(now);
    let from = from.with_day(1).unwrap_or(from);
    let words = describe(&clinician.hours, |day| holidays.name(day), from, 1);
    words.weekly.join("; ")
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

fn moment_view(moment: &Moment) -> MomentView {
    MomentView {
        id: moment.id,
        label: moment.label.clone(),
        title: moment.title.clone(),
        at: moment.at,
    }
}
