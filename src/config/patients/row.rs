//! One row of `patients.csv` after the other: a grant each, or what is wrong with it.

use std::ops::Range;

use chrono::NaiveDate;
use csv::StringRecord;

use super::Surroundings;
use super::fields;
use super::header::{Column, Header};
use crate::config::blank::quoted;
use crate::config::date::{DateError, iso};
use crate::config::findings::Findings;
use crate::config::sections::practice::LANGUAGES;
use crate::domain::names::{ClinicianId, Language};
use crate::domain::patients::{AccessCode, Grant};
use crate::domain::phone::E164;

const YES: &[&str] = &[
    "yes", "y", "ja", "j", "oui", "o", "si", "sí", "s", "true", "1", "x",
];
const NO: &[&str] = &["", "no", "n", "nein", "non", "false", "0", "-"];

/// Reads the rows one after the other.
pub struct Rows<'a> {
    text: &'a str,
    header: &'a Header,
    surroundings: &'a Surroundings<'a>,
    /// What could be read.
    pub grants: Vec<Grant>,
    /// Where the row of each grant begins, in bytes.
    pub starts: Vec<usize>,
    /// A digest of clinician and access code, with the number of the grant.
    pub codes: Vec<(u64, u32)>,
}

/// A row with the means to find its fields again.
struct Row<'r> {
    fields: &'r StringRecord,
    header: &'r Header,
    text: &'r str,
    start: usize,
}

impl<'a> Rows<'a> {
    /// Begins after the header.
    pub fn new(text: &'a str, header: &'a Header, surroundings: &'a Surroundings<'a>) -> Self {
        // A row of a phone, a name and a clinician has some 40 bytes; most have more.
        let guess = text.len() / 64;
        Rows {
            text,
            header,
            surroundings,
            grants: Vec::with_capacity(guess),
            starts: Vec::with_capacity(guess),
            codes: Vec::new(),
        }
    }

    /// Reads them all.
    pub fn read(&mut self, findings: &mut Findings) {
        if !self.header.usable {
            return;
        }
        let mut next = Some(self.header.body);
        while let Some(from) = next {
            next = self.read_from(from, findings);
        }
    }

    /// Reads on until the end, or until a quotation mark that swallowed a line's end; says where to go on.
    fn read_from(&mut self, from: usize, findings: &mut Findings) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.header.separator)
            .from_reader(rest.as_bytes());
        let mut record = StringRecord::new();
        loop {
            let before = usize::try_from(reader.position().byte()).ok()?;
            // The text is UTF-8 and in memory: there is nothing left that could fail.
            if !reader.read_record(&mut record).ok()? {
                return None;
            }
            let start = from + before + blank_lines(rest, before);
            let row = Row {
                fields: &record,
                header: self.header,
                text: self.text,
                start,
            };
            if let Some(at) = row.runaway_quote() {
                let message = "a quotation mark opens here and is not closed on this line";
                findings.error(
                    &at,
                    message,
                    "a second quotation mark at the end of the field, or none",
                );
                let line = self.text.get(start..)?.find('\n')?;
                return Some(start + line + 1);
            }
            if !row.is_empty() {
                self.take(&row, findings);
            }
        }
    }

    fn take(&mut self, row: &Row<'_>, findings: &mut Findings) {
        row.too_many_fields(findings);
        if let Some(grant) = self.grant(row, findings) {
            if grant.code.is_some() {
                let digest = self
                    .surroundings
                    .ids
                    .code(grant.clinician.as_str(), digits(row));
                let number = u32::try_from(self.grants.len()).unwrap_or(u32::MAX);
                self.codes.push((digest, number));
            }
            self.grants.push(grant);
            self.starts.push(row.start);
        }
    }

    fn grant(&self, row: &Row<'_>, findings: &mut Findings) -> Option<Grant> {
        let clinician = self.clinician(row, findings);
        let phones = self.phones(row, clinician.as_ref(), findings);
        let name = name(row, findings);
        let from = date(row, Column::From, findings);
        let until = date(row, Column::Until, findings);
        order(row, from, until, findings);
        let urgent = urgent(row, findings);
        let language = language(row, findings);
        let code = code(row, findings);
        let (clinician, name, first) = (clinician?, name?, *phones.first()?);
        Some(Grant {
            id: self
                .surroundings
                .ids
                .patient(clinician.as_str(), name, first),
            name: name.into(),
            phones: phones.into_boxed_slice(),
            clinician,
            from,
            until,
            urgent,
            language,
            code,
        })
    }

    fn clinician(&self, row: &Row<'_>, findings: &mut Findings) -> Option<ClinicianId> {
        let written = row.get(Column::Clinician);
        if written.is_empty() {
            let message = "this patient has no clinician";
            findings.error(
                &row.place(Column::Clinician),
                message,
                "the id of a [[clinician]] in practice.toml",
            );
            return None;
        }
        let people = self.surroundings.people?;
        // The place is looked for only when it is needed.
        people.get(written).cloned().or_else(|| {
            people.look_up(written, &row.place(Column::Clinician), findings);
            None
        })
    }

    fn phones(
        &self,
        row: &Row<'_>,
        clinician: Option<&ClinicianId>,
        findings: &mut Findings,
    ) -> Vec<E164> {
        let written = row.get(Column::Phone);
        let mut phones = Vec::with_capacity(1);
        for part in written.split(';').filter(|part| !part.trim().is_empty()) {
            match self.surroundings.numbers.read(part.trim()) {
                Ok(number) if phones.contains(&number) => {}
                Ok(number) => {
                    self.ours(row, number, clinician, findings);
                    phones.push(number);
                }
                Err(error) => findings.error(&row.part(part), error.message, error.help),
            }
        }
        if written.trim_matches(';').trim().is_empty() {
            let message = "this patient has no phone";
            findings.error(
                &row.place(Column::Phone),
                message,
                "the patient's number, as in +44 7700 900456",
            );
        }
        phones
    }

    /// A patient's phone that is one of the practice's lines, or a clinician's own.
    fn ours(
        &self,
        row: &Row<'_>,
        number: E164,
        clinician: Option<&ClinicianId>,
        findings: &mut Findings,
    ) {
        if self.surroundings.lines.contains(&number) {
            let message = "this is one of the practice's own lines, not a patient's phone";
            findings.error(
                &row.place(Column::Phone),
                message,
                "the patient's own number",
            );
        }
        let Some(whose) = self.surroundings.phones.get(&number) else {
            return;
        };
        let at = row.place(Column::Phone);
        if clinician.is_some_and(|clinician| clinician.as_str() == *whose) {
            let message = "this is the clinician's own phone: nobody can be the own patient";
            findings.error(&at, message, "the patient's own number, or remove the row");
        } else {
            let message = format!("this is the own phone of the clinician {}", quoted(whose));
            findings.warning(
                &at,
                message,
                "nothing, if this clinician is a patient of the colleague's",
            );
        }
    }
}

impl<'r> Row<'r> {
    fn get(&self, column: Column) -> &'r str {
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

    fn place(&self, column: Column) -> Range<usize> {
        self.header
            .place(column)
            .map_or(self.start..self.start, |index| self.span(index))
    }

    /// The bytes of one of several phones.
    fn part(&self, part: &str) -> Range<usize> {
        let at = self.place(Column::Phone);
        let field = self.text.get(at.clone()).unwrap_or_default();
        field
            .find(part.trim())
            .map_or(at.clone(), |inside| at.start + inside..at.end)
    }

    fn is_empty(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }

    fn runaway_quote(&self) -> Option<Range<usize>> {
        let runaway = self
            .fields
            .iter()
            .position(|field| field.contains(['\n', '\r']))?;
        Some(self.span(runaway))
    }

    fn too_many_fields(&self, findings: &mut Findings) {
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

fn blank_lines(rest: &str, from: usize) -> usize {
    let after = rest.get(from..).unwrap_or_default();
    after.len() - after.trim_start_matches(['\r', '\n']).len()
}

fn name<'r>(row: &Row<'r>, findings: &mut Findings) -> Option<&'r str> {
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

fn date(row: &Row<'_>, column: Column, findings: &mut Findings) -> Option<NaiveDate> {
    let written = row.get(column);
    if written.is_empty() {
        return None;
    }
    let (message, help) = match iso(written) {
        Ok(date) => return Some(date),
        Err(DateError::NoSuchDay) => (
            format!("the calendar has no {}", quoted(written)),
            "a day that exists, as in 2026-11-30",
        ),
        Err(DateError::Ambiguous) => (
            "this date can be read in two ways".to_owned(),
            "year-month-day, as in 2026-11-01; format the column as text so that the spreadsheet leaves it alone",
        ),
        Err(DateError::NotADate) => (
            format!("{} is no date", quoted(written)),
            "year-month-day, as in 2026-11-01, or nothing for no limit",
        ),
    };
    findings.error(&row.place(column), message, help);
    None
}

fn order(
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

fn urgent(row: &Row<'_>, findings: &mut Findings) -> bool {
    let written = row.get(Column::Urgent);
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(written));
    if is(YES) {
        return true;
    }
    if !is(NO) && !["SÍ", "Sí"].contains(&written) {
        let message = format!("{} is neither yes nor no", quoted(written));
        findings.error(&row.place(Column::Urgent), message, "yes, or nothing");
    }
    false
}

fn language(row: &Row<'_>, findings: &mut Findings) -> Option<Language> {
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
            findings.error(
                &row.place(Column::Language),
                message,
                "fr-FR, say, or nothing for the practice's language",
            );
            None
        }
    }
}

/// The access code as written; an apostrophe before it only keeps a spreadsheet from dropping a leading 0.
fn digits<'r>(row: &Row<'r>) -> &'r str {
    let written = row.get(Column::Code);
    written.strip_prefix('\'').unwrap_or(written)
}

fn code(row: &Row<'_>, findings: &mut Findings) -> Option<AccessCode> {
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
