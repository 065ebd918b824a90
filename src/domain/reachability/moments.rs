//! The time ahead, cut wherever anything that a decision looks at may change.

use std::collections::BTreeSet;
use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::domain::availability::start_of_day;
use crate::domain::hours::Hours;
use crate::domain::names::ClinicianId;
use crate::domain::practice::{Clinician, Practice};

/// A stretch of time in which nothing changes.
pub(super) struct Moment {
    /// When, UTC.
    pub span: Range<DateTime<Utc>>,
    /// Which day it lies in, counted from the first.
    pub day: usize,
    /// How everybody stands (0 closed, 1 open, from 2 on which absence holds), then which shifts run.
    state: Vec<u16>,
}

impl Moment {
    /// How these stand; two moments with the same answer are alike to whoever looks at nothing else.
    pub fn state_of(&self, places: &[usize]) -> Vec<u16> {
        places
            .iter()
            .filter_map(|place| self.state.get(*place).copied())
            .collect()
    }
}

/// All moments from one instant to another.
pub(super) struct Moments {
    span: Range<DateTime<Utc>>,
    all: Vec<Moment>,
    people: Vec<(ClinicianId, Person)>,
    duty: Vec<usize>,
}

/// Whom a clinician can hand a call on to.
struct Person {
    covers: Vec<ClinicianId>,
    backup: Vec<ClinicianId>,
}

impl Moments {
    /// Cuts at every change of anybody's hours, at every change of shift, and at every midnight, where absences and
    /// grants begin and end.
    pub fn new(practice: &Practice, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        let people: Vec<Timeline> = practice
            .clinicians
            .iter()
            .map(|clinician| Timeline::new(&clinician.hours, from, to))
            .collect();
        let shifts: Vec<Timeline> = practice
            .rota
            .iter()
            .map(|shift| Timeline::new(&shift.hours, from, to))
            .collect();
        let mut cuts = BTreeSet::from([from, to]);
        cuts.extend(people.iter().chain(&shifts).flat_map(Timeline::edges));
        cuts.extend(midnights(practice, from, to));
        let starts = cuts.iter().copied();
        let ends = cuts.iter().copied().skip(1);
        let first_day = practice.day(from);
        let moment = |(start, end): (DateTime<Utc>, DateTime<Utc>)| {
            let day = practice.day(start);
            let standing = |(clinician, hours): (&Clinician, &Timeline)| {
                let away = clinician
                    .away
                    .iter()
                    .position(|absence| absence.days.contains(&day));
                away.map_or(u16::from(hours.covers(start)), |place| {
                    u16::try_from(place + 2).unwrap_or(u16::MAX)
                })
            };
            let standings = practice.clinicians.iter().zip(&people).map(standing);
            let running = shifts.iter().map(|shift| u16::from(shift.covers(start)));
            Moment {
                span: start..end,
                day: usize::try_from((day - first_day).num_days()).unwrap_or(0),
                state: standings.chain(running).collect(),
            }
        };
        let all = starts.zip(ends).map(moment).collect();
        let mut moments = Moments {
            span: from..to,
            all,
            people: who(practice),
            duty: Vec::new(),
        };
        moments.duty = moments.places_of_duty(practice);
        moments
    }

    /// The first instant.
    pub fn start(&self) -> DateTime<Utc> {
        self.span.start
    }

    /// The first instant after all.
    pub fn end(&self) -> DateTime<Utc> {
        self.span.end
    }

    /// One after another.
    pub fn iter(&self) -> impl Iterator<Item = &Moment> {
        self.all.iter()
    }

    /// Whose standing decides who is rung on a call to this clinician's line: the clinician, who covers, the backup.
    pub fn of_line(&self, clinician: &Clinician) -> Vec<usize> {
        let mut places = self.with_covers(&clinician.id);
        places.extend(clinician.backup.iter().filter_map(|id| self.place(id)));
        places
    }

    /// What decides who is rung for something urgent.
    pub fn of_duty(&self) -> &[usize] {
        &self.duty
    }

    /// The shifts, everyone who has one, who covers them, and the backup of all these.
    fn places_of_duty(&self, practice: &Practice) -> Vec<usize> {
        let mut duty = BTreeSet::new();
        for shift in &practice.rota {
            duty.extend(self.with_covers(&shift.clinician));
        }
        let backup: Vec<usize> = duty
            .iter()
            .filter_map(|place| self.people.get(*place))
            .flat_map(|(_, person)| person.backup.iter().filter_map(|id| self.place(id)))
            .collect();
        duty.extend(backup);
        let shifts = self.people.len()..self.people.len() + practice.rota.len();
        duty.into_iter().chain(shifts).collect()
    }

    /// A clinician and everyone who may come to stand in, directly or through others.
    fn with_covers(&self, id: &ClinicianId) -> Vec<usize> {
        let mut places: Vec<usize> = self.place(id).into_iter().collect();
        let mut next = 0;
        while let Some(place) = places.get(next).copied() {
            next += 1;
            let covers = self
                .people
                .get(place)
                .map(|(_, person)| person.covers.as_slice());
            for cover in covers
                .unwrap_or_default()
                .iter()
                .filter_map(|id| self.place(id))
            {
                if !places.contains(&cover) {
                    places.push(cover);
                }
            }
        }
        places
    }

    fn place(&self, id: &ClinicianId) -> Option<usize> {
        self.people.iter().position(|(known, _)| known == id)
    }
}

fn who(practice: &Practice) -> Vec<(ClinicianId, Person)> {
    let person = |clinician: &Clinician| {
        let covers = clinician
            .away
            .iter()
            .filter_map(|absence| absence.cover.clone())
            .collect();
        (
            clinician.id.clone(),
            Person {
                covers,
                backup: clinician.backup.clone(),
            },
        )
    };
    practice.clinicians.iter().map(person).collect()
}

fn midnights(
    practice: &Practice,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> impl Iterator<Item = DateTime<Utc>> {
    let (first, last) = (practice.day(from), practice.day(to));
    let days = first.iter_days().take_while(move |day| *day <= last);
    days.map(|day| start_of_day(practice, day))
        .filter(move |at| (from..to).contains(at))
}

/// When somebody's hours are open, or a shift runs.
struct Timeline(Vec<Range<DateTime<Utc>>>);

impl Timeline {
    fn new(hours: &Hours, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        Timeline(hours.open_spans(from, to))
    }

    fn edges(&self) -> impl Iterator<Item = DateTime<Utc>> {
        self.0.iter().flat_map(|span| [span.start, span.end])
    }

    fn covers(&self, at: DateTime<Utc>) -> bool {
        let after = self.0.partition_point(|span| span.start <= at);
        after
            .checked_sub(1)
            .and_then(|last| self.0.get(last))
            .is_some_and(|span| at < span.end)
    }
}
