//! Two callers who are nobody and may call everybody, to find out what would happen to a patient.

use super::names::PatientId;
use super::patients::{Grant, Patients};
use super::phone::E164;
use super::practice::{Clinician, Practice};

/// A practice whose only patients are two who may call everybody, always: one of them urgently.
pub struct Probe {
    /// The practice with these patients in place of its own.
    pub practice: Practice,
    /// Who may call.
    pub ordinary: E164,
    /// Who may call urgently, too.
    pub urgent: E164,
}

impl Probe {
    /// Takes numbers that are nobody's.
    pub fn of(practice: &Practice) -> Self {
        let taken = |number: &E164| {
            practice.is_own_line(*number) || practice.clinicians.owner_of(*number).is_some()
        };
        // No country has the code 999.
        let mut free = (0..)
            .filter_map(|n: u64| format!("+999{n:08}").parse::<E164>().ok())
            .filter(|n| !taken(n));
        let ordinary = free.next().unwrap_or(E164::NOBODY);
        let urgent = free.next().unwrap_or(E164::NOBODY);
        let everybody = practice.clinicians.iter();
        let grants = everybody.flat_map(|clinician| {
            [
                grant(practice, clinician, ordinary, false),
                grant(practice, clinician, urgent, true),
            ]
        });
        let patients = Patients::new(grants.collect(), practice.ids.clone());
        Probe {
            practice: practice.with_patients(patients),
            ordinary,
            urgent,
        }
    }
}

fn grant(practice: &Practice, clinician: &Clinician, phone: E164, urgent: bool) -> Grant {
    let id: PatientId = practice.ids.patient(clinician.id.as_str(), "probe", phone);
    Grant {
        id,
        name: "probe".into(),
        phones: [phone].into(),
        clinician: clinician.id.clone(),
        from: None,
        until: None,
        urgent,
        language: None,
        code: None,
    }
}
