//! From a count to what was counted: addresses of the journal with its own filters.

use chrono::NaiveDate;

use crate::domain::names::ClinicianId;

/// What was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Today's calls.
    Calls,
    /// Today's texts.
    Texts,
    /// The texts that wait, since whenever.
    Held,
    /// The messages that nobody has heard, since whenever.
    New,
}

/// The journal with what was counted for a clinician.
pub fn to(behind: Behind, clinician: &ClinicianId, today: NaiveDate) -> String {
    let (kind, more) = match behind {
        Behind::Calls => ("calls", format!("&from={today}")),
        Behind::Texts => ("texts", format!("&from={today}")),
        Behind::Held => ("texts", "&outcome=held".to_owned()),
        Behind::New => ("messages", "&outcome=new".to_owned()),
    };
    format!("/console/journal?kind={kind}&clinician={clinician}{more}")
}

/// The journal with everybody's messages that nobody has heard; it has no filter for the practice's own.
pub fn new_messages() -> &'static str {
    "/console/journal?kind=messages&outcome=new"
}
