//! The event as the journal keeps it, sealed: with the numbers of patients, never with a clinician's.

use serde::Serialize;

use crate::domain::phone::{Caller, E164};
use crate::domain::practice::Practice;

/// A party of an event. A clinician is named by id: the number stays out of the data folder, encrypted or not.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// A number.
    Number(String),
    /// One of the clinicians.
    Clinician(String),
    /// Withheld.
    Withheld,
    /// No telephone number.
    Other,
}

/// What came in.
#[derive(Serialize)]
pub struct Note<'a> {
    /// Who called or sent.
    pub from: Party,
    /// The number called; nothing on a clinician's own leg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What happened, in one word.
    pub event: &'a str,
    /// The provider's id of the leg or of the text.
    pub sid: &'a str,
    /// A key that was pressed (an access code is not kept).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key: Option<char>,
    /// What the network reported of a leg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<&'a str>,
    /// The words of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<&'a str>,
    /// How many pictures came with a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media: Option<u32>,
}

impl Party {
    /// Names a caller.
    pub fn of(practice: &Practice, caller: &Caller) -> Self {
        match caller {
            Caller::Number(number) => Party::of_number(practice, *number),
            Caller::Withheld => Party::Withheld,
            Caller::Other => Party::Other,
        }
    }

    fn of_number(practice: &Practice, number: E164) -> Self {
        match practice.clinicians.owner_of(number) {
            Some((clinician, _)) => Party::Clinician(clinician.id.to_string()),
            None => Party::Number(number.wire()),
        }
    }
}

impl Note<'_> {
    /// As JSON, for the sealed part of the journal.
    pub fn json(&self) -> String {
        // A structure of strings and numbers always serialises.
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The number called, unless it is somebody's own phone (a leg that Nightbell dialled).
pub fn called(practice: &Practice, number: E164) -> Option<String> {
    practice.is_own_line(number).then(|| number.wire())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::{ROSA, number, phone_of, practice};

    #[test]
    fn a_clinician_is_named_by_id_whether_the_phone_is_in_use_or_yet_to_confirm() {
        let surgery = practice()
            .clinician("okafor", |c| c.phones(2).next_phone(9))
            .build();
        let party = |number| {
            let party = Party::of(&surgery, &Caller::Number(number));
            serde_json::to_string(&party).unwrap()
        };
        for phone in [0, 1, 9] {
            let named = party(number(&phone_of(0, phone)));
            assert_eq!(named, "{\"clinician\":\"okafor\"}");
        }
        assert!(party(number(ROSA)).contains(ROSA));
    }
}
