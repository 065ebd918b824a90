//! On which of the days ahead somebody has access to a clinician, of which kind, and how many at once.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::patients::Grant;
use crate::domain::practice::Practice;

/// A clinician with more conversations than there are back lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatientsWithoutBackLine {
    /// Whose phone.
    pub clinician: ClinicianId,
    /// The most conversations on one of the days ahead.
    pub conversations: usize,
    /// How many of them have no back line of their own then.
    pub without: usize,
}

/// Who has access when.
pub(super) struct Callers {
    by_clinician: HashMap<ClinicianId, Access>,
}

#[derive(Default)]
struct Access {
    any: Vec<bool>,
    urgent: Vec<bool>,
    most_conversations: usize,
}

impl Callers {
    /// Reads the grants once: a practice may have a hundred thousand.
    pub fn new(practice: &Practice, from: DateTime<Utc>, to: DateTime<Utc>) -> Self {
        let days = Days {
            first: practice.day(from),
            last: practice.day(to),
        };
        let mut tallies: HashMap<&ClinicianId, Tally> = HashMap::new();
        for (household, grant) in practice.patients.iter_with_household() {
            if let Some(range) = days.of(grant) {
                tallies
                    .entry(&grant.clinician)
                    .or_default()
                    .add(household, grant, range);
            }
        }
        let length = days.length();
        let by_clinician = tallies
            .into_iter()
            .map(|(id, tally)| (id.clone(), tally.access(length)));
        Callers {
            by_clinician: by_clinician.collect(),
        }
    }

    /// Whether anyone has access on this day.
    pub fn any(&self, clinician: &ClinicianId, day: usize) -> bool {
        self.on(clinician, day, |access| &access.any)
    }

    /// Whether anyone has urgent access on this day.
    pub fn urgent(&self, clinician: &ClinicianId, day: usize) -> bool {
        self.on(clinician, day, |access| &access.urgent)
    }

    fn on(
        &self,
        clinician: &ClinicianId,
        day: usize,
        days: impl Fn(&Access) -> &Vec<bool>,
    ) -> bool {
        let access = self.by_clinician.get(clinician);
        access.is_some_and(|access| days(access).get(day).copied().unwrap_or(false))
    }

    /// The clinicians with more conversations than there are back lines, in the order of the file.
    pub fn without_back_line(&self, practice: &Practice) -> Vec<PatientsWithoutBackLine> {
        let short = practice.clinicians.iter().filter_map(|clinician| {
            let conversations = self.by_clinician.get(&clinician.id)?.most_conversations;
            let without = conversations.saturating_sub(practice.back_lines.len());
            let clinician = clinician.id.clone();
            (without > 0).then_some(PatientsWithoutBackLine {
                clinician,
                conversations,
                without,
            })
        });
        short.collect()
    }
}

/// The days looked at, both included.
struct Days {
    first: NaiveDate,
    last: NaiveDate,
}

impl Days {
    fn length(&self) -> usize {
        self.place(self.last) + 1
    }

    fn place(&self, day: NaiveDate) -> usize {
        usize::try_from((day - self.first).num_days()).unwrap_or(0)
    }

    /// The first day of a grant and the day after its last, as places; `None` where it is not in force on any.
    fn of(&self, grant: &Grant) -> Option<(usize, usize)> {
        let from = grant.from.unwrap_or(self.first).max(self.first);
        let until = grant.until.unwrap_or(self.last).min(self.last);
        (from <= until).then(|| (self.place(from), self.place(until) + 1))
    }
}

#[derive(Default)]
struct Tally {
    any: Steps,
    urgent: Steps,
    ranges: HashMap<PatientId, (usize, usize)>,
}

impl Tally {
    fn add(&mut self, household: PatientId, grant: &Grant, range: (usize, usize)) {
        self.any.add(range);
        if grant.urgent {
            self.urgent.add(range);
        }
        // A conversation is one from its first grant to its last, the time between them included: its line rests.
        let whole = self.ranges.entry(household).or_insert(range);
        *whole = (whole.0.min(range.0), whole.1.max(range.1));
    }

    fn access(self, days: usize) -> Access {
        let mut conversations = Steps::default();
        self.ranges
            .into_values()
            .for_each(|range| conversations.add(range));
        let some = |steps: Steps| steps.sums(days).map(|count| count > 0).collect();
        Access {
            any: some(self.any),
            urgent: some(self.urgent),
            most_conversations: conversations.sums(days).max().unwrap_or(0),
        }
    }
}

/// Counts things that begin on one day and end on another, in one look at each.
#[derive(Default)]
struct Steps {
    begin: HashMap<usize, usize>,
    end: HashMap<usize, usize>,
}

impl Steps {
    fn add(&mut self, (begin, end): (usize, usize)) {
        *self.begin.entry(begin).or_default() += 1;
        *self.end.entry(end).or_default() += 1;
    }

    fn sums(self, days: usize) -> impl Iterator<Item = usize> {
        (0..days).scan(0usize, move |count, day| {
            *count += self.begin.get(&day).copied().unwrap_or(0);
            *count = count.saturating_sub(self.end.get(&day).copied().unwrap_or(0));
            Some(*count)
        })
    }
}
