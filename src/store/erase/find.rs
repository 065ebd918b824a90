//! What of the store is one patient's.

mod journal;

use std::collections::HashSet;

use rusqlite::{Connection, Row};
use serde::Deserialize;

use super::super::fault::Fault;
use super::super::keys::Keys;
use super::super::remembered::{back_line_context, text};
use super::super::row::{COLUMNS, Stored};
use super::super::words::{self, PRACTICE, context, micros};
use super::super::{expected, marks, record, recording};
use super::Traits;
use crate::domain::decision::{Body, Recipient};
use crate::domain::names::{CallId, ClinicianId, MediaId, MessageId, OutboxId, PatientId};
use crate::domain::outbox::{Author, Edit};
use crate::domain::patients::spelling::folded;
use crate::domain::phone::E164;
use journal::journal;

/// A row of back lines: the clinician, the line and the digest of the phone.
pub type LineKey = (ClinicianId, String, i64);
/// A row of marks: the clinician, the mark and the digest of the phone.
pub type MarkKey = (ClinicianId, u32, i64);

/// What was found.
#[derive(Clone, Default)]
pub struct Found {
    pub journal: Vec<i64>,
    pub texts: Vec<OutboxId>,
    pub media: Vec<MediaId>,
    pub messages: Vec<MessageId>,
    pub back_lines: Vec<LineKey>,
    pub marks: Vec<MarkKey>,
    pub expected: Vec<String>,
    pub placed: Vec<String>,
    pub edits: Vec<String>,
    /// Between which moments (microseconds) a clinician's texts to this line went to the patient.
    talks: Vec<(ClinicianId, String, i64, i64)>,
    /// At which moments (microseconds) a clinician's texts to the patient were decided, and to which line they came.
    replies: HashSet<(ClinicianId, String, i64)>,
}

impl Found {
    pub fn is_empty(&self) -> bool {
        let rows = [
            self.journal.len(),
            self.texts.len(),
            self.messages.len(),
            self.back_lines.len(),
            self.marks.len(),
            self.expected.len(),
            self.placed.len(),
            self.edits.len(),
        ];
        rows.iter().all(|rows| *rows == 0)
    }

    /// Whether it is what the patient has written, sent once more to somebody else as Nightbell's own: an urgent text that
    /// nobody answered. Whose words it holds, the line in that phone or the mark before them tells.
    fn is_copy(&self, row: &Stored, whose: &Traits) -> bool {
        let reader = match &row.to {
            Recipient::Clinician(clinician) => clinician,
            Recipient::ClinicianPhone(target) => &target.clinician,
            Recipient::Number(_) => return false,
        };
        let (Author::Nightbell, Body::Verbatim(body)) = (&row.author, &row.body) else {
            return false;
        };
        let (line, at) = (row.from.wire(), micros(row.created_at));
        let mut talks = self.talks.iter();
        let is_over_line = talks.any(|(clinician, over, since, rests)| {
            clinician == reader && *over == line && (*since..=*rests).contains(&at)
        });
        is_over_line || self.is_marked(reader, body, whose)
    }

    /// Whether it begins with the number of the patient's conversation and the name.
    fn is_marked(&self, reader: &ClinicianId, body: &str, whose: &Traits) -> bool {
        let digits = body.bytes().take_while(u8::is_ascii_digit).count();
        let Some((mark, rest)) = body.split_at_checked(digits) else {
            return false;
        };
        let Ok(mark) = mark.parse::<u32>() else {
            return false;
        };
        let mut marks = self.marks.iter();
        let is_theirs = marks.any(|(clinician, known, _)| clinician == reader && *known == mark);
        let names = rest.split_once(": ").map_or("", |(names, _)| names);
        let mut names = names
            .split(" / ")
            .map(|name| folded(name.trim_end_matches('…')));
        is_theirs && names.any(|name| whose.names.contains(&name))
    }
}

/// Looks through everything. What cannot be read is left, and told.
pub fn find(connection: &Connection, keys: &Keys, whose: &Traits) -> Result<Found, Fault> {
    let mut found = Found::default();
    back_lines(connection, keys, whose, &mut found)?;
    marks(connection, keys, whose, &mut found)?;
    texts(connection, keys, whose, &mut found)?;
    messages(connection, keys, whose, &mut found)?;
    expected(connection, keys, whose, &mut found)?;
    placed(connection, whose, &mut found)?;
    edits(connection, keys, whose, &mut found)?;
    journal(connection, keys, whose, &mut found)?;
    Ok(found)
}

impl Traits {
    fn is(&self, phone: Option<E164>) -> bool {
        phone.is_some_and(|phone| self.phones.contains(&phone))
    }

    fn has_any(&self, patients: &[PatientId]) -> bool {
        patients
            .iter()
            .any(|patient| self.patients.contains(patient))
    }

    /// Whether what was written with ids alone speaks of the patient.
    fn speaks_of(&self, json: &str) -> bool {
        let mut ids = self.patients.iter();
        ids.any(|id| json.contains(&format!("\"{id}\"")))
    }

    /// Whether a change of the list is about the patient: else it would bring the row back.
    fn is_edited(&self, name: &str, phones: &[E164]) -> bool {
        let mut phones = phones.iter();
        phones.any(|phone| {
            let is_shared = self.shared.contains(phone);
            self.phones.contains(phone) || (is_shared && self.names.contains(&folded(name)))
        })
    }

    /// Whether words name the patient, or one of the phones in any spelling.
    fn is_named_in(&self, words: &str) -> bool {
        let names = folded(words);
        if self.names.iter().any(|name| names.contains(name.as_str())) {
            return true;
        }
        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        let mut phones = self.phones.iter();
        phones.any(|phone| {
            let whole = phone.digits().to_string();
            // Without the country's code, as people write it.
            let end = whole.len().saturating_sub(9);
            digits.contains(whole.get(end..).unwrap_or(&whole))
        })
    }
}

fn phone_in(
    keys: &Keys,
    bound: &[u8],
    row: &Row<'_>,
    column: usize,
) -> Result<Option<E164>, Fault> {
    let sealed: Option<Vec<u8>> = row.get(column)?;
    Ok(words::phone_of(keys, bound, sealed.as_deref()))
}

fn back_lines(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let sql = "SELECT clinician, line, phone_digest, sealed, since, resting_since FROM back_line
         WHERE practice = ?1";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let (clinician, line) = (words::clinician(text(row, 0)?)?, text(row, 1)?.to_owned());
        let digest = row.get(2)?;
        let bound = back_line_context(&clinician, &line, digest);
        if whose.is(phone_in(keys, &bound, row, 3)?) {
            let rests: Option<i64> = row.get(5)?;
            let talk = (
                clinician.clone(),
                line.clone(),
                row.get(4)?,
                rests.unwrap_or(i64::MAX),
            );
            found.talks.push(talk);
            found.back_lines.push((clinician, line, digest));
        }
    }
    Ok(())
}

fn marks(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let sql = "SELECT clinician, mark, phone_digest, sealed FROM mark WHERE practice = ?1";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let clinician = words::clinician(text(row, 0)?)?;
        let (mark, digest) = (row.get(1)?, row.get(2)?);
        let bound = marks::bound(&clinician, mark, digest);
        if whose.is(phone_in(keys, &bound, row, 3)?) {
            found.marks.push((clinician, mark, digest));
        }
    }
    Ok(())
}

fn texts(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let mut select =
        connection.prepare(&format!("SELECT {COLUMNS} FROM outbox WHERE practice = ?1"))?;
    let mut media =
        connection.prepare("SELECT id FROM media WHERE practice = ?1 AND outbox = ?2")?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let stored = match Stored::read(row, keys) {
            Ok(stored) => stored,
            Err(fault) => {
                tracing::error!(why = %fault.words(), "a text cannot be read, and stays");
                continue;
            }
        };
        if !is_theirs(&stored, whose)? && !found.is_copy(&stored, whose) {
            continue;
        }
        if let Author::Clinician { clinician, line } = &stored.author {
            let at = micros(stored.created_at);
            found.replies.insert((clinician.clone(), line.wire(), at));
        }
        let mut attached = media.query((PRACTICE, stored.id.to_string()))?;
        while let Some(row) = attached.next()? {
            let id = text(row, 0)?.parse();
            found
                .media
                .push(id.map_err(|_| Fault::unreadable("an attachment's id"))?);
        }
        found.texts.push(stored.id);
    }
    Ok(())
}

fn is_theirs(row: &Stored, whose: &Traits) -> Result<bool, Fault> {
    let to = match &row.to {
        Recipient::Number(number) => Some(*number),
        Recipient::Clinician(_) | Recipient::ClinicianPhone(_) => None,
    };
    let author = match &row.author {
        Author::Patient { phone, .. } => Some(*phone),
        Author::Clinician { .. } | Author::Nightbell => None,
    };
    if whose.is(to) || whose.is(author) {
        return Ok(true);
    }
    Ok(match &row.body {
        Body::Words(phrases, _) => {
            let json = serde_json::to_string(phrases)?;
            whose.speaks_of(&json) || whose.is_named_in(&json)
        }
        Body::Verbatim(_) => false,
    })
}

fn messages(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let sql =
        "SELECT id, patients, sealed FROM message WHERE practice = ?1 AND state <> 'forgotten'";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let id = text(row, 0)?;
        let patients: Vec<u8> = row.get(1)?;
        let phone = phone_in(keys, &recording::bound(id), row, 2)?;
        if whose.is(phone) || whose.has_any(&words::patients_of(&patients)) {
            found.messages.push(recording::message_id(id)?);
        }
    }
    Ok(())
}

fn expected(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let sql = "SELECT call, patients, sealed FROM expected WHERE practice = ?1";
    let mut select = connection.prepare(sql)?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let call = text(row, 0)?;
        let patients: Vec<u8> = row.get(1)?;
        let phone = phone_in(keys, &expected::bound(call), row, 2)?;
        if whose.is(phone) || whose.has_any(&words::patients_of(&patients)) {
            found.expected.push(call.to_owned());
        }
    }
    Ok(())
}

fn placed(connection: &Connection, whose: &Traits, found: &mut Found) -> Result<(), Fault> {
    let mut select = connection.prepare("SELECT id, purpose FROM placed WHERE practice = ?1")?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        if whose.speaks_of(text(row, 1)?) {
            found.placed.push(text(row, 0)?.to_owned());
        }
    }
    Ok(())
}

fn edits(
    connection: &Connection,
    keys: &Keys,
    whose: &Traits,
    found: &mut Found,
) -> Result<(), Fault> {
    let mut select = connection.prepare("SELECT id, sealed FROM edit WHERE practice = ?1")?;
    let mut rows = select.query([PRACTICE])?;
    while let Some(row) = rows.next()? {
        let id = text(row, 0)?;
        let sealed: Vec<u8> = row.get(1)?;
        let plain = keys.open(&context("edit", &[id.as_bytes()]), &sealed)?;
        let is_theirs = match serde_json::from_slice(&plain)? {
            Edit::Add { phone, name, .. } => whose.is_edited(&name, &[phone]),
            Edit::Remove { name, phones } => {
                let phones = phones.iter().filter_map(|phone| phone.parse().ok());
                whose.is_edited(&name, &phones.collect::<Vec<_>>())
            }
        };
        if is_theirs {
            found.edits.push(id.to_owned());
        }
    }
    Ok(())
}
