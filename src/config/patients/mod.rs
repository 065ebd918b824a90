//! `patients.csv`: one row per patient and clinician, as a spreadsheet saves it.
//!
//! Read in one pass without keeping rows: a hundred thousand of them are ready before anybody notices.

mod cells;
mod encoding;
mod fields;
mod header;
mod known;
mod row;
mod twice;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::crosscheck::People;
use super::findings::Findings;
use crate::domain::names::IdKey;
use crate::domain::numbers::Numbers;
use crate::domain::patients::Patients;
use crate::domain::phone::E164;

pub use cells::is_yes;
pub use encoding::text;
pub use fields::spans;
pub use header::{Column, Header, SAMPLE};
pub use known::{Lists, Seen};

/// What of `practice.toml` the rows are held against.
pub struct Surroundings<'a> {
    /// Reads numbers with the practice's country.
    pub numbers: &'a Numbers,
    /// The clinicians; `None` where `practice.toml` could not be read to its end.
    pub people: Option<&'a People<'a>>,
    /// Every front line and back line.
    pub lines: HashSet<E164>,
    /// Every clinician's phone, and whose it is.
    pub phones: HashMap<E164, &'a str>,
    /// Under which identifiers are derived.
    pub ids: &'a IdKey,
}

/// The file as read.
pub struct Read<'a> {
    /// Its text.
    pub text: Cow<'a, str>,
    /// Its columns.
    pub header: Header,
    /// What could be read.
    pub patients: Patients,
    /// What is wrong with it.
    pub findings: Findings,
}

/// Reads the whole file; `None`: there is no file, and no patients.
pub fn read<'a>(bytes: Option<&'a [u8]>, surroundings: &Surroundings<'_>) -> Read<'a> {
    let mut findings = Findings::default();
    let text = encoding::text(bytes.unwrap_or_default(), &mut findings);
    if bytes.is_some() && text.trim().is_empty() && !findings.any_error() {
        let help = format!("{}   and the patients below it", header::SAMPLE);
        findings.warning(&(0..0), "this file is empty: nobody has access", help);
    }
    let header = Header::read(&text, &mut findings);
    let mut rows = row::Rows::new(&text, &header, surroundings);
    rows.read(&mut findings);
    let patients = twice::check(&text, &header, rows, surroundings.ids, &mut findings);
    Read {
        header,
        patients,
        text,
        findings,
    }
}
