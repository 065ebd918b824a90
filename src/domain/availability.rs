//! Whether a clinician can be rung at an instant, who is on duty, and when a clinician can be reached again.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};

use super::facts::Pauses;
use super::names::ClinicianId;
use super::practice::{Absence, Clinician, Practice};
use super::reason::Reason;

/// How a clinician stands at an instant. Among the rules the more protective wins: away, then pause, then hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Takes calls.
    Open,
    /// The hours are closed.
    Closed,
    /// Has paused.
    Paused { until: DateTime<Utc> },
    /// Is away, until the end of this day.
    Away {
        until: NaiveDate,
        cover: Option<ClinicianId>,
    },
}

/// How this clinician stands.
pub fn standing(
    practice: &Practice,
    clinician: &Clinician,
    pauses: &Pauses,
    now: DateTime<Utc>,
) -> Standing {
    if let Some(absence) = absence(practice, clinician, now) {
        return Standing::Away {
            until: *absence.days.end(),
            cover: absence.cover.clone(),
        };
    }
    if let Some(until) = pauses.until(&clinician.id, now) {
        return Standing::Paused { until };
    }
    if clinician.hours.is_open(now) {
        Standing::Open
    } else {
        Standing::Closed
    }
}

impl Standing {
    /// The rule, for the reasons of a decision.
    pub fn reason(&self, clinician: &ClinicianId) -> Reason {
        let clinician = clinician.clone();
        match self {
            Standing::Open => Reason::HoursOpen { clinician },
            Standing::Closed => Reason::HoursClosed { clinician },
            Standing::Paused { until } => Reason::Paused {
                clinician,
                until: *until,
            },
            Standing::Away { until, .. } => Reason::Away {
                clinician,
                until: *until,
            },
        }
    }
}

/// The absence that holds at an instant, if any.
pub fn absence<'a>(
    practice: &Practice,
    clinician: &'a Clinician,
    now: DateTime<Utc>,
) -> Option<&'a Absence> {
    if clinician.away.is_empty() {
        return None;
    }
    let day = practice.day(now);
    clinician
        .away
        .iter()
        .find(|absence| absence.days.contains(&day))
}

/// Who stands in for someone who is away: the cover, or the cover's cover, who is there.
pub fn cover_of<'a>(
    practice: &'a Practice,
    clinician: &'a Clinician,
    now: DateTime<Utc>,
) -> Option<&'a Clinician> {
    let mut at = clinician;
    // The configuration has no circles; the bound holds even so.
    for _ in 0..16 {
        let Some(absence) = absence(practice, at, now) else {
            return (at.id != clinician.id).then_some(at);
        };
        at = practice.clinicians.get(absence.cover.as_ref()?)?;
    }
    None
}

/// Who is on duty: of the shifts that run, the first whose clinician, or that clinician's cover, is there.
/// Duty overrides hours and pause; away overrides duty.
pub fn on_duty(practice: &Practice, now: DateTime<Utc>) -> Option<&Clinician> {
    practice
        .rota
        .iter()
        .filter(|shift| shift.hours.is_open(now))
        .find_map(|shift| {
            let clinician = practice.clinicians.get(&shift.clinician)?;
            match absence(practice, clinician, now) {
                None => Some(clinician),
                Some(_) => cover_of(practice, clinician, now),
            }
        })
}

/// Who may be rung for something urgent, in order: who is on duty, then that clinician's backup. No rule but absence
/// suppresses them.
pub fn urgently(practice: &Practice, now: DateTime<Utc>) -> Vec<&Clinician> {
    let Some(duty) = on_duty(practice, now) else {
        return Vec::new();
    };
    let backup = duty
        .backup
        .iter()
        .filter_map(|id| practice.clinicians.get(id));
    let there = backup.filter(|colleague| absence(practice, colleague, now).is_none());
    let mut all: Vec<&Clinician> = Vec::new();
    for clinician in std::iter::once(duty).chain(there) {
        if all.iter().all(|known| known.id != clinician.id) {
            all.push(clinician);
        }
    }
    all
}

/// When this clinician can be reached again: the first instant from `now` on that is open, not paused and not away.
/// `None`: not within about a year.
pub fn reachable_again(
    practice: &Practice,
    clinician: &Clinician,
    pauses: &Pauses,
    now: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let mut at = now;
    for _ in 0..1000 {
        if let Some(absence) = absence(practice, clinician, at) {
            at = start_of_day(practice, absence.days.end().succ_opt()?);
        } else if let Some(until) = pauses.until(&clinician.id, at) {
            at = until;
        } else {
            let open = clinician.hours.next_open(at)?;
            if open <= at {
                return Some(at);
            }
            at = open;
        }
    }
    None
}

/// The first instant of a day of the practice (later than midnight where the clock skips it).
pub fn start_of_day(practice: &Practice, day: NaiveDate) -> DateTime<Utc> {
    let midnight = day.and_time(NaiveTime::MIN);
    (0..=3)
        .find_map(|hours| {
            practice
                .zone
                .from_local_datetime(&(midnight + Duration::hours(hours)))
                .earliest()
        })
        .map_or_else(|| midnight.and_utc(), |start| start.with_timezone(&Utc))
}
