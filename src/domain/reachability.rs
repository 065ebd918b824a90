//! The proof of promise 4, nobody is left with silence: for every clinician, every kind of grant and every minute of
//! the days ahead, what happens to a caller.
//!
//! Nothing is argued: the real [`decide`](super::call::decide) answers a probe that calls, lets every phone ring out
//! and presses the key for urgent. It is asked once for each state of affairs (whose hours are open, who is away,
//! which shifts run) that occurs, since a call on which nothing is remembered is decided by nothing else; the tests
//! compare the result with stepping from minute to minute.

mod callers;
mod moments;
mod probe;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::ops::Range;

use chrono::{DateTime, Duration, DurationRound, NaiveDate, Utc};

use super::availability::{absence, start_of_day};
use super::names::ClinicianId;
use super::practice::{Absence, Clinician, Practice};
use callers::Callers;
use moments::{Moment, Moments};
use probe::{Prober, Walk};

pub use callers::PatientsWithoutBackLine;

/// What was proven, and where it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The time looked at, UTC.
    pub span: Range<DateTime<Utc>>,
    /// How many minutes were decided, for each clinician and each kind of grant (ordinary, urgent).
    pub minutes_checked: u64,
    /// Where callers who have access are left alone: by clinician in the order of the file, then by time.
    pub gaps: Vec<Gap>,
    /// Where urgent callers would reach nobody, if anyone had urgent access then. No warning; worth knowing before
    /// it is given.
    pub idle: Vec<Gap>,
    /// The clinicians with more conversations than there are back lines.
    pub without_back_line: Vec<PatientsWithoutBackLine>,
}

/// One gap. What lies next to each other for the same reason is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Whose line is called.
    pub clinician: ClinicianId,
    /// When, UTC; its end is the first instant that is well again, or the end of what was looked at.
    pub span: Range<DateTime<Utc>>,
    /// What is missing.
    pub what: Missing,
}

/// What is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No phone of anybody rings for an urgent caller.
    UrgentReachNobody(WhyNobody),
    /// In all the time that somebody has access, nobody's phone ever rings.
    NeverRings(WhyNever),
    /// The clinician is away at times when calls would be taken, and who covers takes none in all that time.
    CoverNeverOpen { cover: ClinicianId },
    /// A call that would end in neither a person nor a message nor words with the emergency number. Never happens; if
    /// it does, the fault is Nightbell's.
    NoEnd,
}

/// Why an urgent caller reaches nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNobody {
    /// There is no rota.
    NoRota,
    /// No shift runs.
    NoShift,
    /// The clinician on duty is away, and nobody who is there covers.
    DutyAway { clinician: ClinicianId },
    /// None of those: the fault is Nightbell's.
    Unexplained,
}

/// Why a clinician is never rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNever {
    /// Away all the time, and no stand-in takes calls.
    Away,
    /// The hours are never open.
    Closed,
}

/// Proves it for so many days from an instant.
pub fn prove(practice: &Practice, from: DateTime<Utc>, days: u32) -> Proof {
    let from = from.duration_trunc(Duration::minutes(1)).unwrap_or(from);
    let to = from + Duration::days(days.into());
    let callers = Callers::new(practice, from, to);
    let moments = Moments::new(practice, from, to);
    let prober = Prober::new(practice);
    let mut proof = Proof {
        span: from..to,
        minutes_checked: 0,
        gaps: Vec::new(),
        idle: Vec::new(),
        without_back_line: callers.without_back_line(practice),
    };
    for clinician in practice.clinicians.iter() {
        let mut line = FrontLine {
            practice,
            clinician,
            callers: &callers,
            moments: &moments,
            prober: &prober,
            gaps: Vec::new(),
            idle: Vec::new(),
        };
        line.prove();
        proof.gaps.append(&mut line.gaps);
        proof.idle.append(&mut line.idle);
        proof.minutes_checked += 2 * (to - from).num_minutes().unsigned_abs();
    }
    proof
}

/// The proof for one front line.
struct FrontLine<'a> {
    practice: &'a Practice,
    clinician: &'a Clinician,
    callers: &'a Callers,
    moments: &'a Moments,
    prober: &'a Prober,
    gaps: Vec<Gap>,
    idle: Vec<Gap>,
}

/// What happens to callers in one moment.
struct Fate<'a> {
    moment: &'a Moment,
    calls: Walk,
    urgent: Walk,
}

impl<'a> FrontLine<'a> {
    fn prove(&mut self) {
        let fates = self.fates();
        let strangers_end_well = self
            .prober
            .strangers_end_well(self.clinician, self.moments.start());
        for fate in &fates {
            let span = fate.moment.span.clone();
            if !(fate.calls.ends_well && fate.urgent.ends_well && strangers_end_well) {
                let gap = self.gap(span.clone(), Missing::NoEnd);
                note(&mut self.gaps, gap);
            }
            if fate.calls.rings || fate.urgent.rings {
                continue;
            }
            let why = why_nobody(self.practice, span.start);
            let gap = self.gap(span, Missing::UrgentReachNobody(why));
            let somebody = self.callers.urgent(&self.clinician.id, fate.moment.day);
            note(
                if somebody {
                    &mut self.gaps
                } else {
                    &mut self.idle
                },
                gap,
            );
        }
        self.never_rings(&fates);
        for absence in &self.clinician.away {
            self.cover_never_open(absence, &fates);
        }
        self.gaps.sort_by_key(|gap| gap.span.start);
    }

    fn gap(&self, span: Range<DateTime<Utc>>, what: Missing) -> Gap {
        Gap {
            clinician: self.clinician.id.clone(),
            span,
            what,
        }
    }

    /// Asks the probe about each moment; about those that are alike only once.
    fn fates(&self) -> Vec<Fate<'a>> {
        let in_hours = self.moments.of_line(self.clinician);
        let on_duty = self.moments.of_duty();
        let mut calls: HashMap<Vec<u16>, Walk> = HashMap::new();
        let mut presses: HashMap<Vec<u16>, Walk> = HashMap::new();
        let fates = self.moments.iter().map(|moment| {
            let at = moment.span.start;
            let calls = calls
                .entry(moment.state_of(&in_hours))
                .or_insert_with(|| self.prober.calls(self.clinician, at));
            let urgent = presses
                .entry(moment.state_of(on_duty))
                .or_insert_with(|| self.prober.presses_urgent(self.clinician, at));
            Fate {
                moment,
                calls: *calls,
                urgent: *urgent,
            }
        });
        fates.collect()
    }

    /// Somebody has access, and whenever it is in force nobody's phone rings.
    fn never_rings(&mut self, fates: &[Fate<'_>]) {
        let mut with_access = fates
            .iter()
            .filter(|fate| self.callers.any(&self.clinician.id, fate.moment.day))
            .peekable();
        let Some(first) = with_access.peek().map(|fate| fate.moment.span.start) else {
            return;
        };
        let (mut last, mut last_day, mut always_away) = (first, 0, true);
        for fate in with_access {
            if fate.calls.rings {
                return;
            }
            (last, last_day) = (fate.moment.span.end, fate.moment.day);
            always_away &= absence(self.practice, self.clinician, fate.moment.span.start).is_some();
        }
        // Access that ends today may have been of use before.
        if last_day == 0 {
            return;
        }
        let why = if always_away {
            WhyNever::Away
        } else {
            WhyNever::Closed
        };
        self.gaps
            .push(self.gap(first..last, Missing::NeverRings(why)));
    }

    /// An absence that takes calls away, with a cover who takes none.
    fn cover_never_open(&mut self, away: &Absence, fates: &[Fate<'_>]) {
        let Some(cover) = &away.cover else { return };
        let span = self.within(&away.days);
        let during = fates
            .iter()
            .filter(|fate| span.contains(&fate.moment.span.start));
        let (mut missed, mut rings) = (false, false);
        for fate in during {
            let somebody = self.callers.any(&self.clinician.id, fate.moment.day);
            missed |= somebody && self.clinician.hours.is_open(fate.moment.span.start);
            rings |= fate.calls.rings;
        }
        if missed && !rings {
            let cover = cover.clone();
            self.gaps
                .push(self.gap(span, Missing::CoverNeverOpen { cover }));
        }
    }

    /// Days of the practice as instants, as far as they are looked at.
    fn within(&self, days: &std::ops::RangeInclusive<NaiveDate>) -> Range<DateTime<Utc>> {
        let (from, to) = (self.moments.start(), self.moments.end());
        let start = start_of_day(self.practice, *days.start());
        let end = days
            .end()
            .succ_opt()
            .map_or(to, |day| start_of_day(self.practice, day));
        start.clamp(from, to)..end.clamp(from, to)
    }
}

/// Adds a gap, or makes the last one longer.
fn note(gaps: &mut Vec<Gap>, gap: Gap) {
    let before = gaps.iter_mut().rev().find(|before| before.what == gap.what);
    match before {
        Some(before) if before.span.end == gap.span.start => before.span.end = gap.span.end,
        _ => gaps.push(gap),
    }
}

/// Why nobody is on duty.
fn why_nobody(practice: &Practice, at: DateTime<Utc>) -> WhyNobody {
    if practice.rota.is_empty() {
        return WhyNobody::NoRota;
    }
    let Some(shift) = practice.rota.iter().find(|shift| shift.hours.is_open(at)) else {
        return WhyNobody::NoShift;
    };
    let duty = practice.clinicians.get(&shift.clinician);
    match duty.filter(|duty| absence(practice, duty, at).is_some()) {
        Some(duty) => WhyNobody::DutyAway {
            clinician: duty.id.clone(),
        },
        None => WhyNobody::Unexplained,
    }
}
