//! How often patients call, over a period: calls by hour and weekday, and patients by how often they called.
//!
//! What lies before today does not change any more: it is counted once a day and kept; today is counted anew each time.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{Datelike, Days, NaiveDate, TimeDelta, Timelike};

use crate::domain::availability::start_of_day;
use crate::domain::names::{ClinicianId, PatientId, Version};
use crate::domain::practice::Practice;
use crate::store::console::journal_counts::CallCounts;
use crate::store::{Store, StoreDown};

/// So many answers are kept: a few clinicians looked at, two periods each.
const KEPT: usize = 12;

/// Calls in each hour of each weekday; Monday and midnight first.
pub type Grid = [[u32; 7]; 24];

/// How often patients call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Calls of patients.
    pub patients: Grid,
    /// Calls of unknown callers.
    pub unknown: Grid,
    /// How many patients (those who share a phone are one) have access today.
    pub with_access: u64,
    /// Of them, how many called never, once, twice, three to five times, and more often.
    pub called: [u64; 5],
    /// Calls of patients who have no access any more.
    pub without_access: u64,
    /// Whether patients share phones.
    pub shares: bool,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Of whose line; `None`: of all.
    pub clinician: Option<ClinicianId>,
    /// Over how many days, today included.
    pub days: u32,
}

/// What was counted before today.
struct Before {
    question: Question,
    today: NaiveDate,
    version: Version,
    counted: Counted,
    by_household: HashMap<PatientId, u32>,
}

/// What is kept of it.
#[derive(Default)]
pub struct Kept(Mutex<Vec<Arc<Before>>>);

impl Kept {
    /// Counts.
    ///
    /// # Errors
    /// [`StoreDown`] when the journal cannot be read.
    pub async fn counted(
        &self,
        store: &Store,
        practice: &Practice,
        question: Question,
        today: NaiveDate,
    ) -> Result<Counted, StoreDown> {
        let before = match self.known(practice, &question, today) {
            Some(before) => before,
            None => self.count(store, practice, &question, today).await?,
        };
        let from = start_of_day(practice, today);
        let until = from + TimeDelta::hours(26);
        let now = store.call_counts(question.clinician, from, until).await?;
        let mut counted = before.counted.clone();
        into_grids(practice, from, &now, &mut counted);
        add(practice, today, &now, &before.by_household, &mut counted);
        Ok(counted)
    }

    fn known(
        &self,
        practice: &Practice,
        question: &Question,
        today: NaiveDate,
    ) -> Option<Arc<Before>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut kept = kept.iter();
        let is_it = |one: &&Arc<Before>| {
            one.question == *question && one.today == today && one.version == practice.version
        };
        kept.find(is_it).cloned()
    }

    async fn count(
        &self,
        store: &Store,
        practice: &Practice,
        question: &Question,
        today: NaiveDate,
    ) -> Result<Arc<Before>, StoreDown> {
        let days = Days::new(u64::from(question.days.saturating_sub(1)));
        let first = today.checked_sub_days(days).unwrap_or(today);
        let (from, until) = (start_of_day(practice, first), start_of_day(practice, today));
        let counts = store
            .call_counts(question.clinician.clone(), from, until)
            .await?;
        let mut counted = nobody_called(practice, question, today);
        into_grids(practice, from, &counts, &mut counted);
        let none = HashMap::new();
        let by_household = add(practice, today, &counts, &none, &mut counted);
        let before = Arc::new(Before {
            question: question.clone(),
            today,
            version: practice.version,
            counted,
            by_household,
        });
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|one| one.today == today && one.version == practice.version);
        kept.insert(0, before.clone());
        kept.truncate(KEPT);
        Ok(before)
    }
}

/// The patients who have access today, none of whom has called yet.
fn nobody_called(practice: &Practice, question: &Question, today: NaiveDate) -> Counted {
    let rows = practice.patients.iter_with_household();
    let rows = rows.filter(|(_, grant)| {
        let of = question.clinician.as_ref();
        grant.in_force(today) && of.is_none_or(|of| grant.clinician == *of)
    });
    let (mut households, mut people) = (HashSet::new(), 0_usize);
    for (household, _) in rows {
        households.insert(household);
        people += 1;
    }
    let with_access = u64::try_from(households.len()).unwrap_or(u64::MAX);
    Counted {
        patients: Grid::default(),
        unknown: Grid::default(),
        with_access,
        called: [with_access, 0, 0, 0, 0],
        without_access: 0,
        shares: people > households.len(),
    }
}

/// Sorts quarters of an hour into hours and weekdays of the practice's clocks.
fn into_grids(
    practice: &Practice,
    from: chrono::DateTime<chrono::Utc>,
    counts: &CallCounts,
    counted: &mut Counted,
) {
    for (place, [patients, unknown]) in (0..).zip(&counts.quarters) {
        if (*patients, *unknown) == (0, 0) {
            continue;
        }
        let at = from + TimeDelta::minutes(15 * place);
        let local = at.with_timezone(&practice.zone);
        let hour = usize::try_from(local.hour()).unwrap_or(0);
        let day = usize::try_from(local.weekday().num_days_from_monday()).unwrap_or(0);
        for (grid, calls) in [
            (&mut counted.patients, patients),
            (&mut counted.unknown, unknown),
        ] {
            if let Some(cell) = grid.get_mut(hour).and_then(|days| days.get_mut(day)) {
                *cell = cell.saturating_add(*calls);
            }
        }
    }
}

/// Adds these calls to those that each household had before; gives how often each has called now.
fn add(
    practice: &Practice,
    today: NaiveDate,
    counts: &CallCounts,
    before: &HashMap<PatientId, u32>,
    counted: &mut Counted,
) -> HashMap<PatientId, u32> {
    let mut by_household: HashMap<PatientId, u32> = HashMap::new();
    for (patient, calls) in &counts.by_patient {
        match practice.patients.household_of(*patient, today) {
            Some(household) => *by_household.entry(household.id).or_default() += calls,
            None => counted.without_access += u64::from(*calls),
        }
    }
    for (household, calls) in &by_household {
        let earlier = before.get(household).copied().unwrap_or(0);
        for (calls, is_more) in [(earlier, false), (earlier.saturating_add(*calls), true)] {
            if let Some(patients) = counted.called.get_mut(bucket(calls)) {
                *patients = match is_more {
                    true => patients.saturating_add(1),
                    false => patients.saturating_sub(1),
                };
            }
        }
    }
    by_household
}

/// Never, once, twice, three to five times, more often.
fn bucket(calls: u32) -> usize {
    match calls {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=5 => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::practice;

    const DAY: &str = "2026-11-23";

    fn day() -> NaiveDate {
        DAY.parse().unwrap()
    }

    fn surgery() -> Practice {
        let built = practice()
            .clinician("okafor", |okafor| okafor)
            .patient("Rosa Diaz", "okafor", "+447700900456", |grant| grant)
            .patient("Leo Diaz", "okafor", "+447700900456", |grant| grant)
            .patient("Ann Archer", "okafor", "+447700900457", |grant| grant)
            .patient("Ned Ended", "okafor", "+447700900458", |grant| {
                grant.until("2026-10-31")
            })
            .build();
        built.0
    }

    fn id(practice: &Practice, name: &str) -> PatientId {
        let mut all = practice.patients.iter();
        all.find(|grant| &*grant.name == name).unwrap().id
    }

    fn question() -> Question {
        Question {
            clinician: None,
            days: 90,
        }
    }

    fn calls(of: &[(PatientId, u32)]) -> CallCounts {
        CallCounts {
            quarters: Vec::new(),
            by_patient: of.iter().copied().collect(),
        }
    }

    #[test]
    fn those_who_share_a_phone_are_one_and_whose_access_ended_is_counted_apart() {
        let practice = surgery();
        let mut counted = nobody_called(&practice, &question(), day());
        assert_eq!((counted.with_access, counted.called), (2, [2, 0, 0, 0, 0]));
        assert!(counted.shares);
        let (rosa, leo, ned) = (
            id(&practice, "Rosa Diaz"),
            id(&practice, "Leo Diaz"),
            id(&practice, "Ned Ended"),
        );
        let theirs = calls(&[(rosa, 1), (leo, 1), (ned, 4), (PatientId(1), 2)]);
        add(&practice, day(), &theirs, &HashMap::new(), &mut counted);
        assert_eq!(counted.called, [1, 0, 1, 0, 0]);
        assert_eq!(counted.without_access, 6);
    }

    #[test]
    fn todays_calls_come_on_top_of_the_earlier_ones() {
        let practice = surgery();
        let mut counted = nobody_called(&practice, &question(), day());
        let rosa = id(&practice, "Rosa Diaz");
        let none = HashMap::new();
        let before = add(&practice, day(), &calls(&[(rosa, 5)]), &none, &mut counted);
        assert_eq!(counted.called, [1, 0, 0, 1, 0]);
        add(
            &practice,
            day(),
            &calls(&[(rosa, 1)]),
            &before,
            &mut counted,
        );
        assert_eq!(counted.called, [1, 0, 0, 0, 1]);
    }

    #[test]
    fn hours_are_those_of_the_practices_clocks() {
        let practice = surgery();
        let mut counted = nobody_called(&practice, &question(), day());
        // A Thursday of July in London: 22:45 and 23:00 UTC are a quarter to and at midnight.
        let from = "2026-07-02T22:45:00Z".parse().unwrap();
        let counts = CallCounts {
            quarters: vec![[1, 0], [2, 5]],
            by_patient: HashMap::new(),
        };
        into_grids(&practice, from, &counts, &mut counted);
        assert_eq!(counted.patients[23][3], 1);
        assert_eq!((counted.patients[0][4], counted.unknown[0][4]), (2, 5));
    }

    #[test]
    fn patients_are_sorted_by_how_often_they_called() {
        let buckets = [0, 1, 2, 3, 5, 6, 400].map(bucket);
        assert_eq!(buckets, [0, 1, 2, 3, 3, 4, 4]);
    }
}
