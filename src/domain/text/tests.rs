//! Tables over the decisions of a text.

mod clinicians;
mod confirm;
mod digests;
mod failures;
mod held;
mod lines;
mod loops;
mod marks;
mod next_phone;
mod patients;
mod pictures;
mod questions;
mod stop;
mod strangers;
mod told;
mod unanswered;
mod waited;

use crate::domain::event::TextEvent;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::outbox::Attachment;
use crate::domain::testkit::{MARIE, PracticeBuilder, ROSA, Surgery, caller, practice};

/// A Monday morning within everybody's hours.
const NOW: &str = "Mon 2026-11-23 10:00";
/// The night after it.
const NIGHT: &str = "Tue 2026-11-24 03:00";

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

/// A text with pictures, each of the type that it claims.
fn with_pictures(surgery: &Surgery, from: &str, to: &str, body: &str, types: &[&str]) -> TextEvent {
    let attachments = types.iter().enumerate().map(|(place, claimed)| Attachment {
        address: format!("media/{place}"),
        claimed: (*claimed).to_owned(),
    });
    TextEvent {
        sender: caller(from),
        to: surgery.line(to),
        body: body.to_owned(),
        attachments: attachments.collect(),
        opt_out: None,
    }
}

/// The row of a patient, by name.
fn patient(surgery: &Surgery, name: &str) -> PatientId {
    let mut rows = surgery.patients.iter();
    rows.find(|grant| &*grant.name == name).unwrap().id
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
