//! One clinician, now: whether calls are taken, until when, and whom a patient who called would reach.

use chrono::{DateTime, Utc};

use crate::console::replay::Met;
use crate::domain::availability::{Standing, cover_of, reachable_again, standing};
use crate::domain::facts::Pauses;
use crate::domain::names::ClinicianId;
use crate::domain::outlook::open_until;
use crate::domain::phone::Caller;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::probe::Probe;
use crate::domain::rehearsal::{nothing_remembered, rehearse};

/// One clinician, now.
pub struct Row<'a> {
    /// Who.
    pub clinician: &'a Clinician,
    /// How the clinician stands.
    pub standing: Standing,
    /// Of one who takes calls: until when; `None`: always, as far as can be seen.
    pub open_until: Option<DateTime<Utc>>,
    /// Of one who does not: when calls ring again; `None`: not within a year.
    pub again: Option<DateTime<Utc>>,
    /// Of one who is away: who is there in the own place.
    pub cover: Option<ClinicianId>,
    /// Whether the clinician is on duty.
    pub on_duty: bool,
    /// What a patient with urgent access would meet who called now.
    pub call: Met,
}

/// Every clinician that `sees` lets through, in the order of the file.
pub fn rows<'a>(
    practice: &'a Practice,
    pauses: &Pauses,
    on_duty: Option<&ClinicianId>,
    now: DateTime<Utc>,
    sees: impl Fn(&ClinicianId) -> bool,
) -> Vec<Row<'a>> {
    let probe = Probe::of(practice);
    let mut facts = nothing_remembered(&probe.practice);
    facts.pauses = pauses.clone();
    let all = practice.clinicians.iter();
    all.filter(|clinician| sees(&clinician.id))
        .map(|clinician| {
            let caller = Caller::Number(probe.urgent);
            let call = rehearse(&probe.practice, &facts, caller, clinician.line.0, now);
            Row {
                standing: standing(practice, clinician, pauses, now),
                open_until: open_until(practice, clinician, pauses, now),
                again: reachable_again(practice, clinician, pauses, now),
                cover: cover_of(practice, clinician, now).map(|cover| cover.id.clone()),
                on_duty: on_duty == Some(&clinician.id),
                call: Met::of(practice, &call),
                clinician,
            }
        })
        .collect()
}
