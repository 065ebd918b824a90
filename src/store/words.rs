//! How values of the domain are written into columns, and read back.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::fault::Fault;
use super::keys::Keys;
use crate::domain::decision::{Body, Mailbox, OutgoingKind, Recipient};
use crate::domain::names::{CallId, ClinicianId, Language, PatientId, Subject};
use crate::domain::outbox::Author;
use crate::domain::phone::E164;
use crate::domain::phrase::Phrase;

/// The one practice there is now; every table has the column.
pub(super) const PRACTICE: i64 = 1;

/// A moment, UTC in microseconds.
pub(super) fn micros(at: DateTime<Utc>) -> i64 {
    at.timestamp_micros()
}

/// The moment that was written.
pub(super) fn moment(micros: i64) -> Result<DateTime<Utc>, Fault> {
    DateTime::from_timestamp_micros(micros).ok_or(Fault::unreadable("a moment"))
}

/// A day as YYYYMMDD.
pub(super) fn day(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}

/// Who has a phone, as eight bytes each.
pub(super) fn who(who: &[Subject]) -> Vec<u8> {
    who.iter().flat_map(|who| who.0.to_le_bytes()).collect()
}

/// Who had a phone.
pub(super) fn who_of(bytes: &[u8]) -> Vec<Subject> {
    let (each, _) = bytes.as_chunks::<8>();
    each.iter()
        .map(|who| Subject(u64::from_le_bytes(*who)))
        .collect()
}

/// A clinician's id that was written.
pub(super) fn clinician(text: &str) -> Result<ClinicianId, Fault> {
    ClinicianId::new(text).ok_or(Fault::unreadable("a clinician's id"))
}

/// An account of the console, written with a sign that no clinician's id has.
pub(super) fn account(name: &str) -> String {
    format!("@{name}")
}

/// The column of a mailbox: the clinician's id, or nothing for the practice's.
pub(super) fn mailbox(mailbox: &Mailbox) -> &str {
    match mailbox {
        Mailbox::Clinician(clinician) => clinician.as_str(),
        Mailbox::Practice => "",
    }
}

/// The mailbox of a column.
pub(super) fn mailbox_of(column: &str) -> Result<Mailbox, Fault> {
    match column {
        "" => Ok(Mailbox::Practice),
        id => clinician(id).map(Mailbox::Clinician),
    }
}

/// Patients, as eight bytes each.
pub(super) fn patients(patients: &[PatientId]) -> Vec<u8> {
    let each = patients.iter();
    each.flat_map(|patient| patient.0.to_le_bytes()).collect()
}

/// The patients that were written.
pub(super) fn patients_of(bytes: &[u8]) -> Vec<PatientId> {
    let (each, _) = bytes.as_chunks::<8>();
    each.iter()
        .map(|patient| PatientId(u64::from_le_bytes(*patient)))
        .collect()
}

/// A phone, encrypted and bound to its row.
pub(super) fn seal_phone(keys: &Keys, bound: &[u8], phone: E164) -> Result<Vec<u8>, Fault> {
    let mut sealed = Vec::new();
    keys.seal(bound, phone.wire().as_bytes(), &mut sealed)?;
    Ok(sealed)
}

/// The phone that was encrypted, if there is one. One that cannot be read must not lose the message it belongs to.
pub(super) fn phone_of(keys: &Keys, bound: &[u8], sealed: Option<&[u8]>) -> Option<E164> {
    let opened = open_phone(keys, bound, sealed?);
    opened
        .inspect_err(
            |fault| tracing::error!(why = %fault.words(), "a caller's phone cannot be read"),
        )
        .ok()
}

fn open_phone(keys: &Keys, bound: &[u8], sealed: &[u8]) -> Result<E164, Fault> {
    let plain = keys.open(bound, sealed)?;
    let text = std::str::from_utf8(&plain).unwrap_or("");
    text.parse().map_err(|_| Fault::unreadable("a number"))
}

const KINDS: [(OutgoingKind, &str); 11] = [
    (OutgoingKind::Relay, "relay"),
    (OutgoingKind::Held, "held"),
    (OutgoingKind::Urgent, "urgent"),
    (OutgoingKind::Notice, "notice"),
    (OutgoingKind::MissedCall, "missed-call"),
    (OutgoingKind::Message, "message"),
    (OutgoingKind::MissedCallCopy, "missed-call-copy"),
    (OutgoingKind::MessageCopy, "message-copy"),
    (OutgoingKind::Receipt, "receipt"),
    (OutgoingKind::Confirmation, "confirmation"),
    (OutgoingKind::Digest, "digest"),
];

/// The word of a kind.
pub(super) fn kind(kind: OutgoingKind) -> &'static str {
    kind.word()
}

/// The kind of a word.
pub(super) fn kind_of(word: &str) -> Result<OutgoingKind, Fault> {
    let found = KINDS.iter().find(|(_, w)| *w == word);
    found
        .map(|(kind, _)| *kind)
        .ok_or(Fault::unreadable("a kind"))
}

/// What of an outbox row is encrypted: a number it goes to, its words, and whose they are.
#[derive(Serialize, Deserialize)]
pub(super) struct Content {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    body: Words,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<Author>,
}

/// What was encrypted.
pub(super) struct Parts {
    /// The number it goes to, if it is a number's.
    pub(super) number: Option<E164>,
    /// The words.
    pub(super) body: Body,
    /// Whose words.
    pub(super) author: Author,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Words {
    Verbatim(String),
    Words(Vec<Phrase>, Language),
}

impl Content {
    /// Of a row with this recipient, these words and this author.
    pub(super) fn of(to: &Recipient, body: &Body, author: &Author) -> Self {
        let number = match to {
            Recipient::Number(number) => Some(number.wire()),
            Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => None,
        };
        let body = match body {
            Body::Verbatim(text) => Words::Verbatim(text.clone()),
            Body::Words(phrases, language) => Words::Words(phrases.clone(), *language),
        };
        Content {
            number,
            body,
            author: (*author != Author::Nightbell).then(|| author.clone()),
        }
    }

    /// What it says.
    pub(super) fn into_parts(self) -> Result<Parts, Fault> {
        let number = self.number.map(|text| text.parse::<E164>()).transpose();
        Ok(Parts {
            number: number.map_err(|_| Fault::unreadable("a number"))?,
            body: match self.body {
                Words::Verbatim(text) => Body::Verbatim(text),
                Words::Words(phrases, language) => Body::Words(phrases, language),
            },
            author: self.author.unwrap_or(Author::Nightbell),
        })
    }
}

/// A call's id that was written.
pub(super) fn call(text: &str) -> Result<CallId, Fault> {
    text.parse().map_err(|_| Fault::unreadable("a call's id"))
}

/// What a sealed field is bound to: it opens in this table and row only.
pub(super) fn context(table: &str, row: &[&[u8]]) -> Vec<u8> {
    let mut context = Vec::with_capacity(96);
    context.extend_from_slice(&PRACTICE.to_le_bytes());
    for part in std::iter::once(table.as_bytes()).chain(row.iter().copied()) {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        context.extend_from_slice(&length.to_le_bytes());
        context.extend_from_slice(part);
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_back() {
        for (value, word) in KINDS {
            assert_eq!((kind(value), kind_of(word)), (word, Ok(value)));
        }
        assert!(kind_of("letter").is_err());
    }

    #[test]
    fn a_day_is_legible_in_the_database() {
        let date = NaiveDate::from_ymd_opt(2026, 3, 9).unwrap();
        assert_eq!(day(date), 20_260_309);
    }

    #[test]
    fn contexts_that_differ_in_where_a_part_ends_differ() {
        assert_ne!(context("t", &[b"a", b"bc"]), context("t", &[b"ab", b"c"]));
    }
}
