//! What somebody may want changed in the configuration folder, as data: shown before it is done, and carried out on top of
//! whatever stands there by then.

use chrono::NaiveDate;

use crate::config::versions::Done;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::practice::Practice;

/// One change. Everything in it is as a person would write it in the files; the ordinary checks judge it.
#[derive(Clone, PartialEq, Eq)]
pub enum Change {
    /// The practice's own opening hours; `None`: the key goes.
    PracticeHours(Option<String>),
    /// A clinician's hours; `None`: the key goes, and the practice's count.
    Hours {
        /// Whose.
        clinician: ClinicianId,
        /// In the notation of the files.
        hours: Option<String>,
    },
    /// All of a clinician's absences, in order.
    Away {
        /// Whose.
        clinician: ClinicianId,
        /// Those that there are then.
        spans: Vec<AwaySpan>,
    },
    /// A rota, all of it; without shifts it goes.
    Rota {
        /// Its name, as `on-call`.
        name: String,
        /// In order: where they overlap the first counts.
        shifts: Vec<RotaShift>,
    },
    /// What a clinician is called and how calls are rung; not hours, absences and phones.
    Clinician {
        /// Whose.
        clinician: ClinicianId,
        /// As spoken to patients.
        name: String,
        /// The front line.
        line: String,
        /// Who is rung next, in order.
        backup: Vec<ClinicianId>,
        /// As `20s`; empty: the key goes.
        ring: String,
    },
    /// Another phone of a clinician, which counts once it has confirmed: the key `next_phone`. `None`: it is given up.
    NextPhone {
        /// Whose.
        clinician: ClinicianId,
        /// As people write numbers.
        phone: Option<String>,
    },
    /// A further clinician. The phone counts at once: nobody could be reached otherwise.
    AddClinician {
        /// The short name.
        id: String,
        /// As spoken to patients.
        name: String,
        /// The front line.
        line: String,
        /// The real phone.
        phone: String,
        /// In the notation; `None`: the practice's.
        hours: Option<String>,
    },
    /// A clinician goes, with the rows of the own patients.
    RemoveClinician(ClinicianId),
    /// A further row of the patients' list.
    AddPatient(PatientRow),
    /// A row of the patients' list becomes another; its place and its further columns stay.
    ChangePatient {
        /// Which row there is.
        row: PatientId,
        /// What it becomes.
        to: PatientRow,
    },
    /// A row of the patients' list goes.
    RemovePatient(PatientId),
    /// Many rows at once, worked out from a spreadsheet: they are added, or become others, all or none.
    Patients {
        /// New rows, at the end.
        added: Vec<PatientRow>,
        /// Rows that become others.
        changed: Vec<(PatientId, PatientRow)>,
        /// Rows that go.
        removed: Vec<PatientId>,
    },
    /// An earlier version takes the place of what stands there: the name of its folder in `.versions`.
    Restore(String),
}

impl Change {
    /// What is done, in one word, as it is kept beside the version that it brings.
    pub fn word(&self) -> &'static str {
        match self {
            Change::PracticeHours(_) => "practice-hours",
            Change::Hours { .. } => "hours",
            Change::Away { .. } => "away",
            Change::Rota { .. } => "rota",
            Change::Clinician { .. } => "clinician",
            Change::NextPhone { .. } => "phone",
            Change::AddClinician { .. } => "clinician-added",
            Change::RemoveClinician(_) => "clinician-removed",
            Change::AddPatient(_) => "patient-added",
            Change::ChangePatient { .. } => "patient-changed",
            Change::RemovePatient(_) => "patient-removed",
            Change::Patients { .. } => "patients",
            Change::Restore(_) => "restored",
        }
    }

    /// What it is about, by id, as it is kept beside the version and in the audit log: never a name or a number. Empty
    /// where the word says all.
    pub fn about(&self) -> String {
        match self {
            Change::Hours { clinician, .. }
            | Change::Away { clinician, .. }
            | Change::Clinician { clinician, .. }
            | Change::NextPhone { clinician, .. }
            | Change::RemoveClinician(clinician) => clinician.to_string(),
            Change::AddClinician { id, .. } => id.trim().to_owned(),
            Change::ChangePatient { row, .. } | Change::RemovePatient(row) => row.to_string(),
            Change::Patients {
                added,
                changed,
                removed,
            } => format!("+{} ~{} -{}", added.len(), changed.len(), removed.len()),
            Change::Restore(version) => version.clone(),
            // Whom the patient may reach: the row has no id before it is there.
            Change::AddPatient(row) => row.clinician.trim().to_owned(),
            Change::PracticeHours(_) | Change::Rota { .. } => String::new(),
        }
    }

    /// What is kept beside the version that it brings; `was` is what it changes, with the names of then.
    pub fn done(&self, was: &Practice) -> Done {
        let clinician = |id: &ClinicianId| Some(was.clinicians.get(id)?.name.clone());
        let patient = |row: &PatientId| Some(was.patients.get(*row)?.name.to_string());
        let name = match self {
            Change::Hours { clinician: id, .. }
            | Change::Away { clinician: id, .. }
            | Change::Clinician { clinician: id, .. }
            | Change::NextPhone { clinician: id, .. }
            | Change::RemoveClinician(id) => clinician(id),
            Change::Rota { name, .. } | Change::AddClinician { name, .. } => {
                Some(name.trim().to_owned())
            }
            Change::AddPatient(row) => Some(row.name.trim().to_owned()),
            Change::ChangePatient { row, .. } | Change::RemovePatient(row) => patient(row),
            Change::PracticeHours(_) | Change::Patients { .. } | Change::Restore(_) => None,
        };
        Done::new(self.word(), Some(self.about()), name)
    }
}

/// A dated absence, both days included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaySpan {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Who covers.
    pub cover: Option<ClinicianId>,
}

/// A shift of a rota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RotaShift {
    /// In the notation.
    pub hours: String,
    /// Who is on duty.
    pub clinician: ClinicianId,
}

/// A row of `patients.csv`, each field as a person would write it; empty: no limit, or the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatientRow {
    /// One or several, with `;` between them.
    pub phone: String,
    /// The patient's name.
    pub name: String,
    /// The clinician's id.
    pub clinician: String,
    /// The first day, as 2026-11-01.
    pub from: String,
    /// The last day.
    pub until: String,
    /// `yes`, `no` or empty.
    pub urgent: String,
    /// As `fr-FR`.
    pub language: String,
    /// Four to eight digits.
    pub code: String,
}
