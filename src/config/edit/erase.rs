//! Takes a person out of the list of patients, and out of every earlier version of it.
//!
//! The versions go first: a run that is broken off leaves the person in the list, where the next run finds them again.
//! A version whose list cannot be taken apart is removed as a whole.

use std::fs;
use std::io;
use std::path::Path;

use chrono::{DateTime, Utc};
use csv::StringRecord;

use super::super::files::{Files, PATIENTS, PRACTICE};
use super::super::patients::Column;
use super::super::versions;
use super::replace::Replacement;
use super::sheet::Sheet;
use super::{EditError, Editor, told};
use crate::domain::numbers::Numbers;
use crate::domain::patients::spelling::same_name;
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::E164;

/// Whom to take out: rows with one of these names and one of these phones. Has no `Debug`: it names people.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The names, in each spelling.
    pub names: Vec<String>,
    /// The phones.
    pub phones: Vec<E164>,
}

/// A row of the list, or of an earlier version of it.
#[derive(Clone, PartialEq, Eq)]
pub struct Listed {
    /// The name as it stands there.
    pub name: String,
    /// The phones that can be read.
    pub phones: Vec<E164>,
    /// The clinician's id as it stands there.
    pub clinician: String,
    /// Whether it is in the list now.
    pub is_current: bool,
}

/// What was taken out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// Rows of the list.
    pub rows: usize,
    /// Earlier versions that had such rows.
    pub versions: usize,
}

impl Person {
    fn has(&self, name: &str, phones: &[E164]) -> bool {
        self.names.iter().any(|one| same_name(one, name))
            && phones.iter().any(|phone| self.phones.contains(phone))
    }
}

impl Editor {
    /// Every row of the list and of its earlier versions, each once, those of the list first.
    ///
    /// # Errors
    /// A folder that cannot be read, or with mistakes.
    pub fn ever_listed(&self, now: DateTime<Utc>) -> Result<Vec<Listed>, EditError> {
        let files = self.files()?;
        let numbers = self.numbers(&files, now)?;
        let mut found = listed(files.patients.as_deref(), &numbers, true).unwrap_or_default();
        for version in versions::all(self.folder()) {
            let list = fs::read(version.join(PATIENTS)).ok();
            let earlier = listed(list.as_deref(), &numbers, false).unwrap_or_default();
            for row in earlier {
                let same = |known: &Listed| {
                    (&known.name, &known.phones, &known.clinician)
                        == (&row.name, &row.phones, &row.clinician)
                };
                if !found.iter().any(same) {
                    found.push(row);
                }
            }
        }
        Ok(found)
    }

    /// Takes a person out of the list and out of every earlier version. Blocks: not for a thread of the runtime.
    ///
    /// # Errors
    /// [`EditError`]; the list is then as it was.
    pub fn take_out(&self, person: &Person, now: DateTime<Utc>) -> Result<TakenOut, EditError> {
        let _lock = self.lock().map_err(EditError::NotWritable)?;
        for _ in 0..super::ATTEMPTS {
            if let Some(done) = self.try_to_take_out(person, now)? {
                return Ok(done);
            }
        }
        Err(EditError::KeepsChanging)
    }

    fn try_to_take_out(
        &self,
        person: &Person,
        now: DateTime<Utc>,
    ) -> Result<Option<TakenOut>, EditError> {
        let files = self.files()?;
        let old = self
            .check(&files, now)
            .map_err(|mistakes| told(&mistakes))?
            .practice;
        let numbers = Numbers::new(Some(&old.country));
        let (without, rows) = without(files.patients.as_deref(), &numbers, person)
            .ok_or(EditError::WouldChangeMore)?;
        let versions = self.clean_versions(&numbers, person);
        let versions = versions.map_err(EditError::NotWritable)?;
        if rows == 0 {
            return Ok(Some(TakenOut { rows, versions }));
        }
        let changed = Files {
            patients: Some(without),
            ..files.clone()
        };
        let new = self.check(&changed, now);
        let new = new.map_err(|mistakes| EditError::WouldBeMistake(super::first(&mistakes)))?;
        if !is_all(person, &old.patients, &new.practice.patients) {
            return Err(EditError::WouldChangeMore);
        }
        let replacement = self.beside(&changed).map_err(EditError::NotWritable)?;
        let same = Files::read(self.folder())
            .is_ok_and(|now| now.practice == files.practice && now.patients == files.patients);
        if !same {
            return Ok(None);
        }
        replacement.place().map_err(EditError::NotWritable)?;
        Ok(Some(TakenOut { rows, versions }))
    }

    fn numbers(&self, files: &Files, now: DateTime<Utc>) -> Result<Numbers, EditError> {
        let checked = self.check(files, now).map_err(|mistakes| told(&mistakes))?;
        Ok(Numbers::new(Some(&checked.practice.country)))
    }

    /// How many versions had rows of this person.
    fn clean_versions(&self, numbers: &Numbers, person: &Person) -> io::Result<usize> {
        remove_unfinished(&self.folder().join(versions::FOLDER))?;
        let mut cleaned = 0;
        for version in versions::all(self.folder()) {
            cleaned += usize::from(clean(&version, numbers, person)?);
        }
        for (place, version) in versions::all(self.folder()).iter().enumerate() {
            forget_name(version, person, place == 0)?;
        }
        Ok(cleaned)
    }
}

/// The rows of a list; `None`: it cannot be taken apart.
fn listed(list: Option<&[u8]>, numbers: &Numbers, is_current: bool) -> Option<Vec<Listed>> {
    let sheet = Sheet::read(list)?;
    let rows = sheet.rows().map(|(_, fields)| Listed {
        name: sheet.get(&fields, Column::Name).to_owned(),
        phones: phones(&sheet, &fields, numbers),
        clinician: sheet.get(&fields, Column::Clinician).to_owned(),
        is_current,
    });
    Some(rows.collect())
}

fn phones(sheet: &Sheet, fields: &StringRecord, numbers: &Numbers) -> Vec<E164> {
    let parts = sheet.get(fields, Column::Phone).split(';');
    parts
        .filter_map(|part| numbers.read(part.trim()).ok())
        .collect()
}

/// The list without this person, and how many rows that were; `None`: it cannot be taken apart.
fn without(list: Option<&[u8]>, numbers: &Numbers, person: &Person) -> Option<(Vec<u8>, usize)> {
    let mut sheet = Sheet::read(list)?;
    let is_meant = |fields: &StringRecord| {
        let name = sheet.get(fields, Column::Name);
        person.has(name, &phones(&sheet, fields, numbers))
    };
    let rows: Vec<usize> = sheet
        .rows()
        .filter(|(_, fields)| is_meant(fields))
        .map(|(row, _)| row)
        .collect();
    sheet.remove(&rows);
    Some((sheet.bytes(), rows.len()))
}

/// Whether the list, read again, lacks this person's rows and nothing else.
fn is_all(person: &Person, old: &Patients, new: &Patients) -> bool {
    let stays = |grant: &&Grant| !person.has(&grant.name, &grant.phones);
    old.iter().filter(stays).eq(new.iter())
}

/// Cleans one version; whether there was something to clean.
fn clean(version: &Path, numbers: &Numbers, person: &Person) -> io::Result<bool> {
    let list = match fs::read(version.join(PATIENTS)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        read => read?,
    };
    let cleaned = match without(Some(&list), numbers, person) {
        Some((_, 0)) => return Ok(false),
        Some((cleaned, _)) => put(version, PATIENTS, &cleaned).and_then(|()| renumber(version)),
        None => Err(io::ErrorKind::InvalidData.into()),
    };
    match cleaned {
        Ok(()) => Ok(true),
        Err(_) => fs::remove_dir_all(version).map(|()| true),
    }
}

/// What stands beside a version says which one it is; that has changed.
fn renumber(version: &Path) -> io::Result<()> {
    let files = Files::read(version).map_err(|_| io::ErrorKind::InvalidData)?;
    let about = fs::read_to_string(version.join(versions::ABOUT))?;
    let about: Result<toml::Table, _> = about.parse();
    let mut about = about.map_err(io::Error::other)?;
    let number = toml::Value::String(files.version().to_string());
    about.insert("version".to_owned(), number);
    // How many lines were new was counted with this person's rows.
    about.remove("lines");
    put(version, versions::ABOUT, about.to_string().as_bytes())
}

/// What stands beside a version names whom its edit was about. Of the oldest that is kept the name goes in any case: the
/// list that it was taken from, by which the person would be found, is not there any more.
fn forget_name(version: &Path, person: &Person, is_oldest: bool) -> io::Result<()> {
    let about = match fs::read_to_string(version.join(versions::ABOUT)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        read => read?,
    };
    let Ok(mut about) = about.parse::<toml::Table>() else {
        // Nobody can say whom it names.
        return fs::remove_file(version.join(versions::ABOUT));
    };
    let is_theirs = |name: &str| is_oldest || person.names.iter().any(|one| same_name(one, name));
    let named = about.get(versions::NAMED).and_then(toml::Value::as_str);
    if !named.is_some_and(is_theirs) {
        return Ok(());
    }
    about.remove(versions::NAMED);
    put(version, versions::ABOUT, about.to_string().as_bytes())
}

fn put(version: &Path, file: &str, content: &[u8]) -> io::Result<()> {
    let model = version.join(PRACTICE);
    Replacement::write(&version.join(file), &model, content)?.place()
}

/// A version that was never finished may hold anybody.
fn remove_unfinished(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if name.to_string_lossy().ends_with(".new") && entry.path().is_dir() {
            fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}
