//! Tables over the decisions of a text.

mod clinicians;
mod patients;
mod strangers;

use crate::domain::names::ClinicianId;
use crate::domain::testkit::{MARIE, PracticeBuilder, ROSA, practice};

/// A Monday morning within everybody's hours.
const NOW: &str = "Mon 2026-11-23 10:00";
/// The night after it.
const NIGHT: &str = "Tue 2026-11-24 03:00";

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

/// Okafor in office hours, Lindqvist on duty; Rosa may be urgent, Marie may not.
fn surgery() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-17:00"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .patient("Marie", "okafor", MARIE, |p| p.language("fr-FR"))
        .rota("24/7", "lindqvist")
        .back_lines(3)
}
