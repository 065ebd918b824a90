//! Builds rows of the patients' list readably.

use chrono::NaiveDate;

use crate::domain::names::{IdKey, Language};
use crate::domain::patients::{AccessCode, Grant};
use crate::domain::phone::E164;

use super::build::{clinician_id, day};

/// A row of the patients' list in the making.
#[derive(Clone)]
pub struct GrantBuilder {
    name: String,
    clinician: String,
    phones: Vec<E164>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    urgent: bool,
    language: Option<Language>,
    code: Option<AccessCode>,
}

impl GrantBuilder {
    pub(super) fn new(name: &str, clinician: &str, phones: impl Iterator<Item = E164>) -> Self {
        GrantBuilder {
            name: name.to_owned(),
            clinician: clinician.to_owned(),
            phones: phones.collect(),
            from: None,
            until: None,
            urgent: false,
            language: None,
            code: None,
        }
    }

    pub fn urgent(mut self) -> Self {
        self.urgent = true;
        self
    }

    pub fn from(mut self, first: &str) -> Self {
        self.from = Some(day(first));
        self
    }

    pub fn until(mut self, last: &str) -> Self {
        self.until = Some(day(last));
        self
    }

    pub fn language(mut self, language: &str) -> Self {
        self.language = Some(language.parse().unwrap());
        self
    }

    pub fn code(mut self, digits: &str) -> Self {
        self.code = AccessCode::new(digits);
        assert!(self.code.is_some(), "{digits}");
        self
    }

    pub(super) fn build(&self, ids: &IdKey) -> Grant {
        Grant {
            id: ids.patient(&self.clinician, &self.name, self.phones[0]),
            name: self.name.as_str().into(),
            phones: self.phones.clone().into(),
            clinician: clinician_id(&self.clinician),
            from: self.from,
            until: self.until,
            urgent: self.urgent,
            language: self.language,
            code: self.code.clone(),
        }
    }
}
