//! `[[clinician]]`: the people with real phones that nobody may learn.

use std::ops::Range;

use chrono::NaiveDate;
use toml::de::DeValue;

use super::Document;
use super::times::{Times, Whose};
use crate::config::blank::quoted;
use crate::config::date;
use crate::config::findings::Findings;
use crate::config::section::{Section, Text};
use crate::domain::hours::Hours;
use crate::domain::names::ClinicianId;
use crate::domain::numbers::Numbers;
use crate::domain::phone::E164;

/// Something written, with its place in the file.
pub type Placed<T> = (T, Range<usize>);

/// One clinician as written; what is `None` was a mistake, unless said otherwise.
pub struct Draft {
    /// The section's place.
    pub at: Range<usize>,
    /// The id.
    pub id: Option<Placed<ClinicianId>>,
    /// What is written for the id where it is none, in small letters.
    pub wrong_id: Option<String>,
    /// The name, as spoken.
    pub name: String,
    /// The front line.
    pub line: Option<Placed<E164>>,
    /// The real phones.
    pub phones: Vec<Placed<E164>>,
    /// The phone that is to take the first one's place.
    pub next_phone: Option<Placed<E164>>,
    /// The own hours; `None` also where none are written.
    pub hours: Option<Hours>,
    /// Whether hours are written.
    pub has_hours: bool,
    /// The absences.
    pub away: Vec<AwayDraft>,
    /// The backup, as written.
    pub backup: Vec<Placed<String>>,
    /// Seconds.
    pub ring: u32,
    /// Whether the phones take pictures.
    pub mms: bool,
}

impl Draft {
    /// Every number that nobody may learn.
    pub fn secrets(&self) -> impl Iterator<Item = &Placed<E164>> {
        self.phones.iter().chain(&self.next_phone)
    }
}

/// One absence as written.
pub struct AwayDraft {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Who covers.
    pub cover: Option<Placed<String>>,
}

/// Reads all clinicians.
pub fn read(
    document: &Document<'_>,
    numbers: &Numbers,
    times: &Times<'_>,
    findings: &mut Findings,
) -> Vec<Draft> {
    let sections = document.many("clinician", findings);
    if !document.has("clinician") {
        let help = "[[clinician]]   and below it id, name, line and phone";
        document.missing("there is no clinician", help, findings);
    }
    let read = |section: Section<'_>| draft(&section, numbers, times, findings);
    sections.into_iter().map(read).collect()
}

fn draft(
    section: &Section<'_>,
    numbers: &Numbers,
    times: &Times<'_>,
    findings: &mut Findings,
) -> Draft {
    let hours = section.text("hours", findings);
    let ring = section.duration("ring", 5..=60, 20, findings);
    let id = id(section, findings);
    let written = section.raw("id").and_then(|id| id.get_ref().as_str());
    Draft {
        at: section.at.clone(),
        wrong_id: written
            .filter(|_| id.is_none())
            .map(|id| id.trim().to_lowercase()),
        id,
        name: section.spoken("name", "patients", findings),
        line: line(section, numbers, findings),
        phones: phones(section, numbers, findings),
        next_phone: next_phone(section, numbers, findings),
        has_hours: section.has("hours"),
        hours: hours.and_then(|text| times.hours(&text, Whose::Opening, findings)),
        away: away(section, findings),
        backup: texts(section.texts("backup", findings)),
        ring: u32::try_from(ring).unwrap_or(20),
        mms: section.flag("mms", true, findings),
    }
}

fn texts(list: Vec<Text<'_>>) -> Vec<Placed<String>> {
    let own = |text: Text<'_>| (text.text.trim().to_owned(), text.at);
    list.into_iter().map(own).collect()
}

fn id(section: &Section<'_>, findings: &mut Findings) -> Option<Placed<ClinicianId>> {
    let text = section.required("id", findings)?;
    let digits = text.text.bytes().filter(u8::is_ascii_digit).count();
    let id = ClinicianId::new(text.text).filter(|_| digits < 5);
    if id.is_none() {
        let message = match digits {
            0..5 => "an id has up to 40 small letters, digits, - and _",
            _ => {
                "an id stands in addresses and in the store, so it must not hold a number: at most 4 digits"
            }
        };
        findings.error(&text.at, message, id_like(text.text, section.example("id")));
    }
    Some((id?, text.at))
}

/// An id made of what was written instead of one.
fn id_like(written: &str, example: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let lower = written.to_lowercase();
    let words = lower.split(|c| !plain(c)).filter(|word| !word.is_empty());
    let id = words.collect::<Vec<_>>().join("-");
    let few_digits = id.bytes().filter(u8::is_ascii_digit).count() < 5;
    match ClinicianId::new(&id) {
        Some(_) if few_digits => format!("id = \"{id}\""),
        _ => example.to_owned(),
    }
}

fn line(section: &Section<'_>, numbers: &Numbers, findings: &mut Findings) -> Option<Placed<E164>> {
    let text = section.required("line", findings)?;
    number(&text, numbers, findings)
}

fn phones(section: &Section<'_>, numbers: &Numbers, findings: &mut Findings) -> Vec<Placed<E164>> {
    let written = section.texts("phone", findings);
    let empty = matches!(section.raw("phone").map(|value| value.get_ref()), Some(DeValue::Array(list)) if list.is_empty());
    if empty {
        let message = "the list `phone` is empty, so nobody could be rung";
        findings.error(&section.place("phone"), message, section.example("phone"));
    } else if !section.has("phone") {
        section.missing("phone", findings);
    }
    let read = |text: &Text<'_>| number(text, numbers, findings);
    written.iter().filter_map(read).collect()
}

fn next_phone(
    section: &Section<'_>,
    numbers: &Numbers,
    findings: &mut Findings,
) -> Option<Placed<E164>> {
    let text = section.text("next_phone", findings)?;
    number(&text, numbers, findings)
}

fn number(text: &Text<'_>, numbers: &Numbers, findings: &mut Findings) -> Option<Placed<E164>> {
    match numbers.read(text.text) {
        Ok(number) => Some((number, text.at.clone())),
        Err(error) => {
            findings.error(&text.at, error.message, error.help);
            None
        }
    }
}

fn away(section: &Section<'_>, findings: &mut Findings) -> Vec<AwayDraft> {
    let entries = section.tables("away", "clinician.away", findings);
    let read = |entry: &Section<'_>| absence(entry, findings);
    entries.iter().filter_map(read).collect()
}

fn absence(entry: &Section<'_>, findings: &mut Findings) -> Option<AwayDraft> {
    let (from, to) = (day(entry, "from", findings), day(entry, "to", findings));
    let cover = entry.text("cover", findings);
    let (from, to) = (from?, to?);
    if to < from {
        let message = format!("this absence ends ({to}) before it begins ({from})");
        let help = format!("from = {to}, to = {from}   (or the dates you meant)");
        findings.error(&entry.place("to"), message, help);
        return None;
    }
    let cover = cover.map(|text| (text.text.trim().to_owned(), text.at));
    Some(AwayDraft { from, to, cover })
}

/// A date, as TOML writes it or in quotation marks.
fn day(entry: &Section<'_>, key: &str, findings: &mut Findings) -> Option<NaiveDate> {
    let Some(value) = entry.raw(key) else {
        entry.missing(key, findings);
        return None;
    };
    let found = match value.get_ref() {
        DeValue::Datetime(when) => when.date.and_then(|date| {
            NaiveDate::from_ymd_opt(
                i32::from(date.year),
                u32::from(date.month),
                u32::from(date.day),
            )
        }),
        DeValue::String(text) => date::iso(text).ok(),
        _ => None,
    };
    if found.is_none() {
        let (message, meant) = match value.get_ref() {
            DeValue::String(text) => {
                let meant = date::meant(text).map(|days| format!("{key} = {days}"));
                match meant {
                    Some(_) => ("this date is not written year-month-day".to_owned(), meant),
                    None => (
                        format!("{} is no date, or no day of the calendar", quoted(text)),
                        None,
                    ),
                }
            }
            DeValue::Datetime(_) => ("this day is not in the calendar".to_owned(), None),
            _ => (format!("`{key}` must be a date"), None),
        };
        let help = meant.unwrap_or_else(|| entry.example(key).to_owned());
        findings.error(&value.span(), message, help);
    }
    found
}
