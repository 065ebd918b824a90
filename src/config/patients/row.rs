//! One row of `patients.csv` after the other: a grant each, or what is wrong with it.

use csv::StringRecord;

use super::Surroundings;
use super::cells::{Row, code, date, digits, language, name, order, urgent};
use super::header::{Column, Header};
use crate::config::blank::quoted;
use crate::config::findings::Findings;
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::phone::E164;

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
        if self.is_shifted(row) {
            let message =
                "this row has a separator too many: what follows stands one column too far right";
            let help = "quotation marks around the field that holds the separator: \"Diaz, Rosa\"";
            return findings.error(&row.place(Column::Clinician), message, help);
        }
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

    /// A name or a phone list that was cut in two: the clinician stands in the next column.
    fn is_shifted(&self, row: &Row<'_>) -> bool {
        let (Some(people), Some(place)) = (
            self.surroundings.people,
            self.header.place(Column::Clinician),
        ) else {
            return false;
        };
        people.get(row.get(Column::Clinician)).is_none()
            && row
                .fields
                .get(place + 1)
                .is_some_and(|next| people.get(next.trim()).is_some())
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

fn blank_lines(rest: &str, from: usize) -> usize {
    let after = rest.get(from..).unwrap_or_default();
    after.len() - after.trim_start_matches(['\r', '\n']).len()
}
