//! The fields of one row, each read as what it should be.

use std::ops::Range;

use chrono::NaiveDate;
use csv::StringRecord;

use super::fields;
use super::header::{Column, Header};
use crate::config::blank::quoted;
use crate::config::date::{DateError, is_serial, iso, meant};
use crate::config::findings::Findings;
use crate::config::sections::practice::{LANGUAGES, language_meant};
use crate::domain::names::Language;
use crate::domain::patients::AccessCode;

const YES: &[&str] = &[
    "yes", "y", "ja", "j", "oui", "o", "si", "sí", "s", "true", "1", "x",
];
const NO: &[&str] = &["", "no", "n", "nein", "non", "false", "0", "-"];

/// A row with the means to find its fields again.
pub struct Row<'r> {
    /// Its fields.
    pub fields: &'r StringRecord,
    /// The columns.
    pub header: &'r Header,
    /// The whole file.
    pub text: &'r str,
    /// Where it begins, in bytes.
    pub start: usize,
}

impl<'r> Row<'r> {
    /// A column's field, without blanks around it.
    pub fn get(&self, column: Column) -> &'r str {
        let place = self.header.place(column);
        let field = place.and_then(|place| self.fields.get(place));
        field.unwrap_or_default().trim()
    }

    fn rest(&self) -> &'r str {
        self.text.get(self.start..).unwrap_or_default()
    }

    fn span(&self, index: usize) -> Range<usize> {
        let spans = fields::spans(self.rest(), self.header.separator);
        let last = spans.last().cloned().unwrap_or(0..0);
        // A field that is not there would stand at the end.
        let span = spans.get(index).cloned().unwrap_or(last.end..last.end);
        self.start + span.start..self.start + span.end
    }

    /// The bytes of a column's field.
    pub fn place(&self, column: Column) -> Range<usize> {
        self.header
            .place(column)
            .map_or(self.start..self.start, |index| self.span(index))
    }

    /// The bytes of one of several phones: `part` is cut out of the field.
    pub fn part(&self, part: &str) -> Range<usize> {
        let (at, whole) = (self.place(Column::Phone), self.get(Column::Phone));
        let before = (part.trim_start().as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
        let field = self.text.get(at.clone()).unwrap_or_default();
        field.find(whole).map_or(at.clone(), |inside| {
            let start = at.start + inside + before;
            start..at.end.max(start)
        })
    }

    /// Whether nothing stands in it, as in the rows spreadsheets leave at the end.
    pub fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }

    /// The field whose quotation mark swallowed the end of the line.
    pub fn runaway_quote(&self) -> Option<Range<usize>> {
        let runaway = self
            .fields
            .iter()
            .position(|field| field.contains(['\n', '\r']))?;
        Some(self.span(runaway))
    }

    /// More fields than columns: mostly a separator in a name.
    pub fn too_many_fields(&self, findings: &mut Findings) {
        let width = self.header.width;
        if self
            .fields
            .iter()
            .skip(width)
            .any(|field| !field.trim().is_empty())
        {
            let message = format!(
                "this row has {} fields, the first line {width}",
                self.fields.len()
            );
            let help = "quotation marks around a field that holds the separator: \"Diaz, Rosa\"";
            findings.error(&self.span(width), message, help);
        }
    }
}

/// The name, as spoken.
pub fn name<'r>(row: &Row<'r>, findings: &mut Findings) -> Option<&'r str> {
    let name = row.get(Column::Name);
    let message = if name.is_empty() {
        "this patient has no name"
    } else if name.len() > 100 && name.chars().count() > 100 {
        "this name is longer than 100 characters, and it is spoken"
    } else if name.chars().any(char::is_control) {
        "this name holds a character that cannot be spoken"
    } else {
        return Some(name);
    };
    findings.error(
        &row.place(Column::Name),
        message,
        "the name as it should be spoken to the clinician",
    );
    None
}

/// A date, or `None` for no limit.
pub fn date(row: &Row<'_>, column: Column, findings: &mut Findings) -> Option<NaiveDate> {
    let written = row.get(column);
    if written.is_empty() {
        return None;
    }
    let (message, help) = match iso(written) {
        Ok(date) => return Some(date),
        Err(DateError::NoSuchDay) => {
            let message = format!("the calendar has no {}", quoted(written));
            let help = "a day that exists, as in 2026-11-30";
            findings.error(&row.place(column), message, help);
            return None;
        }
        Err(_) if is_serial(written) => (
            "a spreadsheet turned this date into a count of days",
            proposal(written),
        ),
        Err(DateError::Ambiguous) => ("this date is not written year-month-day", proposal(written)),
        Err(DateError::NotADate) => {
            let message = format!("{} is no date", quoted(written));
            let help = "year-month-day, as in 2026-11-01, or nothing for no limit";
            findings.error(&row.place(column), message, help);
            return None;
        }
    };
    findings.error(&row.place(column), message, help);
    None
}

/// What a date may mean, and how to keep the spreadsheet from writing it its own way again.
fn proposal(written: &str) -> String {
    let meant = meant(written).unwrap_or_else(|| "year-month-day, as in 2026-11-01".to_owned());
    format!("{meant}; format the column as text so that the spreadsheet leaves it alone")
}

/// The first day must not come after the last.
pub fn order(
    row: &Row<'_>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
    findings: &mut Findings,
) {
    if let (Some(from), Some(until)) = (from, until)
        && until < from
    {
        let message = format!("this access ends ({until}) before it begins ({from})");
        findings.error(
            &row.place(Column::Until),
            message,
            "a last day on or after the first, or nothing for no limit",
        );
    }
}

/// Whether a word says yes, in one of the languages.
pub fn is_yes(written: &str) -> bool {
    YES.iter().any(|word| word.eq_ignore_ascii_case(written))
}

/// Whether the urgent path is open.
pub fn urgent(row: &Row<'_>, findings: &mut Findings) -> bool {
    let written = row.get(Column::Urgent);
    if is_yes(written) {
        return true;
    }
    let is_no = NO.iter().any(|word| word.eq_ignore_ascii_case(written));
    if !is_no && !["SÍ", "Sí"].contains(&written) {
        let message = format!("{} is neither yes nor no", quoted(written));
        findings.error(&row.place(Column::Urgent), message, "yes, or nothing");
    }
    false
}

/// The patient's language, where there are prompts in it.
pub fn language(row: &Row<'_>, findings: &mut Findings) -> Option<Language> {
    let written = row.get(Column::Language);
    if written.is_empty() {
        return None;
    }
    match written.parse::<Language>() {
        Ok(language) if LANGUAGES.contains(&language.language()) => Some(language),
        Ok(_) => {
            let message = format!(
                "there are no prompts in {}: this patient hears the practice's language",
                quoted(written)
            );
            findings.warning(
                &row.place(Column::Language),
                message,
                "en-GB, fr-FR, es-ES or de-DE, or nothing",
            );
            None
        }
        Err(_) => {
            let message = format!("{} is not a language with its region", quoted(written));
            let help = language_meant(written).map_or_else(
                || "fr-FR, say, or nothing for the practice's language".to_owned(),
                |meant| format!("{meant}   (or another region), or nothing"),
            );
            findings.error(&row.place(Column::Language), message, help);
            None
        }
    }
}

/// The access code as written; an apostrophe before it only keeps a spreadsheet from dropping a leading 0.
pub fn digits<'r>(row: &Row<'r>) -> &'r str {
    let written = row.get(Column::Code);
    written.strip_prefix('\'').unwrap_or(written)
}

/// The access code.
pub fn code(row: &Row<'_>, findings: &mut Findings) -> Option<AccessCode> {
    let written = row.get(Column::Code);
    if written.is_empty() {
        return None;
    }
    let code = AccessCode::new(digits(row));
    match &code {
        None => {
            let message = "an access code has 4 to 8 digits and nothing else";
            findings.error(
                &row.place(Column::Code),
                message,
                "six random digits, or nothing for no code",
            );
        }
        Some(code) if code.digits() < 6 => {
            let message = "this access code is short: it may be guessed";
            findings.warning(
                &row.place(Column::Code),
                message,
                "six random digits or more",
            );
        }
        Some(_) => {}
    }
    code
}
