//! Tables over the decisions of a call, by concern, and walks at random over whole calls.

mod access;
mod backups;
mod clinician_calls;
mod codes;
mod connected;
mod ending;
mod expected;
mod handover;
mod hours;
mod limit;
mod menu;
mod messages;
mod next_phone;
mod phones;
mod placed;
mod receipts;
mod screening;
mod shown;
mod strangers;
mod told;
mod unknown_steps;
mod urgent;
mod walks;

use crate::domain::names::ClinicianId;
use crate::domain::phrase::Phrase;
use crate::domain::testkit::at;

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

/// "Dr ... cannot take calls now", and until when.
fn unavailable(clinician: &str, until: &str) -> Phrase {
    Phrase::Unavailable {
        clinician: id(clinician),
        until: Some(at(until)),
    }
}

/// "Dr ... could not come to the phone."
fn not_reached(clinician: &str) -> Phrase {
    Phrase::NotReached {
        clinician: id(clinician),
    }
}
