//! A phone that has confirmed takes its place in `practice.toml`: the one edit that no person makes.
//!
//! Bytes are cut and pasted: the number stands afterwards as it was written, with its quotation marks, and every other byte of
//! the file is as it was.

use std::ops::Range;

use chrono::{DateTime, Utc};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::super::files::{Files, PRACTICE};
use super::super::findings::Findings;
use super::super::versions::{self, Done, Note};
use super::super::{Configuration, syntax};
use super::replace::Replacement;
use super::{ATTEMPTS, EditError, Editor, first, told};
use crate::domain::names::ClinicianId;
use crate::domain::phone::SecretNumber;
use crate::domain::practice::{Clinician, Phone};

/// What stands beside the version that comes of it.
pub const WHO: &str = "confirmed by phone";

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promoted {
    /// The number is the clinician's phone now.
    Done,
    /// It does not stand there as the next one any more: somebody has given it up, or it has its place already.
    Gone,
}

impl Editor {
    /// Puts a clinician's `next_phone` in the place of `phone`, of the first where there are several, as long as it still
    /// is this number. What was done before is [`Promoted::Gone`]. Blocks.
    ///
    /// # Errors
    /// [`EditError`]; the folder is then as it was.
    pub fn promote(
        &self,
        clinician: &ClinicianId,
        number: &SecretNumber,
        now: DateTime<Utc>,
    ) -> Result<Promoted, EditError> {
        let _lock = self.lock().map_err(EditError::NotWritable)?;
        for _ in 0..ATTEMPTS {
            if let Some(promoted) = self.try_to_promote(clinician, number, now)? {
                return Ok(promoted);
            }
        }
        Err(EditError::KeepsChanging)
    }

    /// `None`: somebody else has changed the folder meanwhile.
    fn try_to_promote(
        &self,
        clinician: &ClinicianId,
        number: &SecretNumber,
        now: DateTime<Utc>,
    ) -> Result<Option<Promoted>, EditError> {
        let files = self.files()?;
        let old = self
            .check(&files, now)
            .map_err(|mistakes| told(&mistakes))?;
        let is_next = |known: &&Clinician| {
            let next = known.next_phone.as_ref();
            next.is_some_and(|next| next.number == *number)
        };
        if old
            .practice
            .clinicians
            .get(clinician)
            .filter(is_next)
            .is_none()
        {
            return Ok(Some(Promoted::Gone));
        }
        let practice = promoted(&files.practice, clinician).ok_or(EditError::WouldChangeMore)?;
        let changed = Files {
            practice,
            ..files.clone()
        };
        let new = self
            .check(&changed, now)
            .map_err(|mistakes| EditError::WouldBeMistake(first(&mistakes)))?;
        if !is_all(&old, &new, clinician) {
            return Err(EditError::WouldChangeMore);
        }
        let name = new.practice.clinicians.get(clinician);
        let name = name.map(|clinician| clinician.name.clone());
        let done = Done::new("phone-confirmed", Some(clinician.to_string()), name);
        self.put_practice(&files, &changed, &done, now)
    }

    fn put_practice(
        &self,
        files: &Files,
        changed: &Files,
        done: &Done,
        now: DateTime<Utc>,
    ) -> Result<Option<Promoted>, EditError> {
        let path = self.folder.join(PRACTICE);
        let replacement =
            Replacement::write(&path, &path, &changed.practice).map_err(EditError::NotWritable)?;
        let note = Note {
            who: WHO,
            done: Some(done),
        };
        let kept = self.keep_around(files, changed, &note, now);
        let same = Files::read(&self.folder)
            .is_ok_and(|now| now.practice == files.practice && now.patients == files.patients);
        let placed = match same {
            true => replacement.place().map(|()| Some(Promoted::Done)),
            false => Ok(None),
        };
        if !matches!(placed, Ok(Some(_)))
            && let Some(version) = kept
        {
            versions::forget(&version);
        }
        placed.map_err(EditError::NotWritable)
    }
}

/// The file with the number in its place; `None`: it is written in a way that is not understood here.
fn promoted(practice: &[u8], clinician: &ClinicianId) -> Option<Vec<u8>> {
    let mut unsaid = Findings::default();
    let (text, _) = syntax::text(practice, &mut unsaid);
    let table = DeTable::parse(&text).ok()?;
    let section = section_of(table.get_ref(), clinician)?;
    let (_, phone) = entry(section, "phone")?;
    let (key, next) = entry(section, "next_phone")?;
    let place = match phone.get_ref() {
        DeValue::Array(list) => list.first()?.span(),
        _ => phone.span(),
    };
    let number = text.get(next.span())?.to_owned();
    let gone = whole_entry(&text, key.start, next.span().end)?;
    // The later one first: the places before it stay what they are.
    let mut cuts = [(place, number.as_str()), (gone, "")];
    cuts.sort_by_key(|(span, _)| std::cmp::Reverse(span.start));
    let mark = practice.len().checked_sub(text.len())?;
    let mut bytes = practice.to_vec();
    for (span, with) in cuts {
        let span = span.start + mark..span.end + mark;
        bytes.get(span.clone())?;
        bytes.splice(span, with.bytes());
    }
    Some(bytes)
}

fn section_of<'a, 'i>(
    document: &'a DeTable<'i>,
    clinician: &ClinicianId,
) -> Option<&'a DeTable<'i>> {
    let DeValue::Array(sections) = document.get("clinician")?.get_ref() else {
        return None;
    };
    let tables = sections
        .iter()
        .filter_map(|section| match section.get_ref() {
            DeValue::Table(table) => Some(table),
            _ => None,
        });
    let is_theirs = |table: &&DeTable<'i>| {
        let id = table.get("id").and_then(|id| id.get_ref().as_str());
        id.is_some_and(|id| id.trim() == clinician.as_str())
    };
    let mut theirs = tables.filter(is_theirs);
    theirs.next().filter(|_| theirs.next().is_none())
}

fn entry<'a, 'i>(
    section: &'a DeTable<'i>,
    name: &str,
) -> Option<(Range<usize>, &'a Spanned<DeValue<'i>>)> {
    let (key, value) = section.iter().find(|(key, _)| key.get_ref() == name)?;
    Some((key.span(), value))
}

/// The bytes that go with an entry: its line; only itself where a remark follows, which stays; and with a comma where it
/// stands in braces.
fn whole_entry(text: &str, start: usize, end: usize) -> Option<Range<usize>> {
    let before = text.get(..start)?;
    let after = text.get(end..)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let indent = text.get(line..start)?;
    let blank = |c: char| matches!(c, ' ' | '\t');
    let rest = after.trim_start_matches(blank);
    if indent.chars().all(blank) {
        for ending in ["\r\n", "\n"] {
            if let Some(next) = rest.strip_prefix(ending) {
                return Some(line..text.len() - next.len());
            }
        }
        if rest.is_empty() {
            return Some(line..text.len());
        }
        if rest.starts_with('#') {
            return Some(start..text.len() - rest.len());
        }
    }
    if let Some(next) = rest.strip_prefix(',') {
        return Some(start..text.len() - next.trim_start_matches(blank).len());
    }
    let behind = before.trim_end_matches(|c: char| c.is_whitespace());
    let comma = behind.strip_suffix(',')?;
    Some(comma.len()..end)
}

/// Whether the practice, read again, differs from the one before by this phone and by nothing else that the file says of
/// clinicians.
fn is_all(old: &Configuration, new: &Configuration, clinician: &ClinicianId) -> bool {
    let (old, new) = (&old.practice, &new.practice);
    let same = |was: &Clinician, is: &Clinician| {
        let (expected, next) = match was.id == *clinician {
            true => {
                let others = was.phones.iter().skip(1);
                let phones = was.next_phone.iter().chain(others);
                (phones.collect::<Vec<_>>(), None)
            }
            false => (was.phones.iter().collect(), was.next_phone.as_ref()),
        };
        was.id == is.id
            && (&was.name, was.line, was.ring) == (&is.name, is.line, is.ring)
            && was.backup == is.backup
            && numbers(expected) == numbers(is.phones.iter())
            && numbers(next) == numbers(&is.next_phone)
    };
    old.clinicians.iter().count() == new.clinicians.iter().count()
        && (old.clinicians.iter().zip(new.clinicians.iter())).all(|(was, is)| same(was, is))
        && (&old.name, old.front_desk, &old.back_lines)
            == (&new.name, new.front_desk, &new.back_lines)
}

fn numbers<'a>(phones: impl IntoIterator<Item = &'a Phone>) -> Vec<u64> {
    let digits = |phone: &Phone| phone.number.guarded_digits();
    phones.into_iter().map(digits).collect()
}

#[cfg(test)]
mod tests;
