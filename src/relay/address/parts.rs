//! What several addresses have in common: the parts of a path, and one of a clinician's phones.

use std::fmt::{Result, Write};

use crate::domain::event::Target;
use crate::domain::names::ClinicianId;

/// The parts of a path that are not read yet.
pub type Parts<'p> = std::str::Split<'p, char>;

/// `<clinician>.<phone>`: neither holds a point.
pub fn write_target(url: &mut String, target: &Target) -> Result {
    write!(url, "{}.{}", target.clinician, target.phone)
}

/// The same, read.
pub fn read_target(text: &str) -> Option<Target> {
    let (clinician, phone) = text.split_once('.')?;
    Some(Target {
        clinician: ClinicianId::new(clinician)?,
        phone: phone.parse().ok()?,
    })
}
