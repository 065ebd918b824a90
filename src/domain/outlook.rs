//! How long things stay as they are: until when a clinician takes calls, until when somebody is on duty and who is next.

use chrono::{DateTime, Utc};

use super::availability::{Standing, on_duty, standing, start_of_day};
use super::facts::Pauses;
use super::hours::Hours;
use super::names::ClinicianId;
use super::practice::{Clinician, Practice};

/// So many moments are looked at before it is taken to stay as it is: about two months of shifts of half a day.
const MOST: usize = 120;

/// Who is on duty, and what comes after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// Who, now; `None`: nobody.
    pub now: Option<ClinicianId>,
    /// Until when, UTC, and who is then; `None`: it stays so, as far as can be seen.
    pub then: Option<(DateTime<Utc>, Option<ClinicianId>)>,
}

/// Until when this clinician, who takes calls now, goes on taking them. `None`: as far as can be seen, always.
pub fn open_until(
    practice: &Practice,
    clinician: &Clinician,
    pauses: &Pauses,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let (hours, whose) = ([&clinician.hours], [clinician]);
    let mut all = moments(practice, &hours, &whose, now);
    all.find(|at| standing(practice, clinician, pauses, *at) != Standing::Open)
}

/// Who is on duty, until when, and who is next.
pub fn duty(practice: &Practice, now: DateTime<Utc>) -> Duty {
    let of = |at| on_duty(practice, at).map(|clinician| clinician.id.clone());
    let is = of(now);
    let hours: Vec<&Hours> = practice.rota.iter().map(|shift| &shift.hours).collect();
    let everybody: Vec<&Clinician> = practice.clinicians.iter().collect();
    let mut all = moments(practice, &hours, &everybody, now);
    let then = all.find_map(|at| {
        let next = of(at);
        (next != is).then_some((at, next))
    });
    Duty { now: is, then }
}

/// The moments after `now` at which these hours open or close, or one of these clinicians goes or comes back.
fn moments<'a>(
    practice: &Practice,
    hours: &'a [&'a Hours],
    clinicians: &[&Clinician],
    now: DateTime<Utc>,
) -> impl Iterator<Item = DateTime<Utc>> + 'a {
    let days = clinicians.iter().flat_map(|clinician| &clinician.away);
    let days =
        days.flat_map(|absence| [Some(*absence.days.start()), absence.days.end().succ_opt()]);
    let days = days.flatten().map(|day| start_of_day(practice, day));
    let days: Vec<DateTime<Utc>> = days.filter(|day| *day > now).collect();
    // Of each hours the change that comes next: worked out anew only once it has come.
    let mut changes: Vec<Option<DateTime<Utc>>> =
        hours.iter().map(|hours| hours.next_change(now)).collect();
    let mut at = now;
    let next = move || {
        for (hours, change) in hours.iter().zip(&mut changes) {
            if *change == Some(at) {
                *change = hours.next_change(at);
            }
        }
        let days = days.iter().copied().filter(|day| *day > at);
        at = changes.iter().flatten().copied().chain(days).min()?;
        Some(at)
    };
    std::iter::from_fn(next).take(MOST)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::testkit::{at, chance, facts, practice};

    #[test]
    fn who_takes_calls_does_so_until_the_hours_end_or_the_absence_begins() {
        let until = |hours: &str, moment: &str| {
            let surgery = practice().clinician("okafor", |c| {
                c.hours(hours).away("2026-11-25", "2026-11-26")
            });
            let surgery = surgery.build();
            let okafor = surgery.clinician("okafor");
            open_until(&surgery, okafor, &facts().pauses(), at(moment))
        };
        assert_eq!(
            until("Mo-Fr 09:00-17:00", "Mon 2026-11-23 10:00"),
            Some(at("Mon 2026-11-23 17:00"))
        );
        assert_eq!(
            until("24/7", "Mon 2026-11-23 10:00"),
            Some(at("Wed 2026-11-25 00:00"))
        );
        assert_eq!(until("24/7", "Fri 2026-11-27 10:00"), None);
    }

    #[test]
    fn the_hand_over_is_where_somebody_else_begins_and_not_where_a_shift_ends() {
        let surgery = practice()
            .clinician("okafor", |c| c)
            .clinician("lindqvist", |c| {
                c.away_covered("2026-11-24", "2026-11-24", "okafor")
            })
            .rota("Sa,Su", "okafor")
            .rota("Mo-Fr 08:00-18:00", "lindqvist")
            .rota("24/7", "lindqvist")
            .build();
        let duty = duty(&surgery, at("Sun 2026-11-22 10:00"));
        let name = |id: Option<ClinicianId>| id.map(|id| id.to_string());
        assert_eq!(name(duty.now), Some("okafor".to_owned()));
        let (then, who) = duty.then.unwrap();
        assert_eq!(
            (then, name(who)),
            (at("Mon 2026-11-23 00:00"), Some("lindqvist".to_owned()))
        );
        // The shift of the day ends without a hand-over; the absence is one.
        let duty = super::duty(&surgery, at("Mon 2026-11-23 17:00"));
        let (then, who) = duty.then.unwrap();
        assert_eq!(
            (then, name(who)),
            (at("Tue 2026-11-24 00:00"), Some("okafor".to_owned()))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn until_the_hand_over_the_same_person_is_on_duty(
            surgery in chance::surgeries(),
            now in chance::moments(),
            part in 0.0..1.0f64,
        ) {
            let duty = duty(&surgery, now);
            let of = |at| on_duty(&surgery, at).map(|clinician| clinician.id.clone());
            prop_assert_eq!(&of(now), &duty.now);
            if let Some((then, who)) = duty.then {
                prop_assert_eq!(&of(then), &who);
                prop_assert_ne!(&who, &duty.now);
                let between = now + (then - now) * ((part * 1000.0) as i32) / 1000;
                prop_assert_eq!(of(between), duty.now);
            }
        }
    }
}
