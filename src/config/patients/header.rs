//! The first line of `patients.csv`: which column is which, and what separates them.

use std::ops::Range;

use super::fields;
use crate::config::blank::quoted;
use crate::config::findings::Findings;
use crate::config::keys::{self, COLUMNS};

/// The first line as it should be.
pub const SAMPLE: &str = "phone,name,clinician,from,until,urgent,language,code";

/// The columns, as places in [`COLUMNS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The patient's phones.
    Phone,
    /// The patient's name.
    Name,
    /// Whom the patient may reach.
    Clinician,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// Whether the urgent path is open.
    Urgent,
    /// The patient's language.
    Language,
    /// The access code.
    Code,
}

impl Column {
    /// The column as it is named.
    pub fn name(self) -> &'static str {
        COLUMNS.get(self as usize).copied().unwrap_or_default()
    }
}

/// What the first line says.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// What separates fields.
    pub separator: u8,
    /// Where in a row each of [`COLUMNS`] stands.
    places: [Option<usize>; 8],
    /// How many columns there are.
    pub width: usize,
    /// Where the rows begin, in bytes.
    pub body: usize,
    /// Whether rows can be read at all.
    pub usable: bool,
}

impl Header {
    /// Reads the first line that is not empty.
    pub fn read(text: &str, findings: &mut Findings) -> Self {
        let start = first_line(text);
        let rest = text.get(start..).unwrap_or_default();
        let line = rest.lines().next().unwrap_or_default();
        let after = rest.find('\n').map_or(text.len(), |end| start + end + 1);
        let mut header = Header {
            separator: separator(line),
            body: after,
            ..Header::default()
        };
        if line.is_empty() {
            return header;
        }
        if looks_like_a_row(line, header.separator) {
            let message = "the first line must name the columns; this looks like a patient";
            findings.error(
                &(start..start),
                message,
                format!("{SAMPLE}   as a line of its own above this one"),
            );
            return header;
        }
        header.columns(line, start, findings);
        header
    }

    fn columns(&mut self, line: &str, start: usize, findings: &mut Findings) {
        let spans = fields::spans(line, self.separator);
        self.width = spans.len();
        if names(line, self.separator).all(|name| !COLUMNS.contains(&name.as_str())) {
            let (message, help) = match line.contains('\t') {
                true => (
                    "tabs stand between the columns",
                    "the file again, saved as 'CSV UTF-8 (comma delimited)'".to_owned(),
                ),
                false => (
                    "this first line names none of the columns",
                    format!("{SAMPLE}   as the first line (the last five may be left out)"),
                ),
            };
            return findings.error(&(start..start), message, help);
        }
        for (index, span) in spans.into_iter().enumerate() {
            let at = start + span.start..start + span.end;
            let written = line.get(span).unwrap_or_default();
            let name = written
                .trim_matches(|c: char| c == '"' || c.is_whitespace())
                .to_lowercase();
            match COLUMNS.iter().position(|column| *column == name) {
                Some(column) => self.take(column, index, &at, findings),
                // Spreadsheets leave empty columns at the end.
                None if name.is_empty() => {}
                None => unknown(&name, &at, findings),
            }
        }
        self.usable = true;
        for column in [Column::Phone, Column::Name, Column::Clinician] {
            if self.place(column).is_none() {
                let message = format!("the column `{}` is missing", column.name());
                findings.error(
                    &(start..start),
                    message,
                    format!("{SAMPLE}   (the last five may be left out)"),
                );
                self.usable = false;
            }
        }
    }

    fn take(&mut self, column: usize, index: usize, at: &Range<usize>, findings: &mut Findings) {
        let Some(place) = self.places.get_mut(column) else {
            return;
        };
        if place.is_some() {
            let name = COLUMNS.get(column).copied().unwrap_or_default();
            let message = format!("the column `{name}` stands twice");
            findings.error(at, message, "each column once");
        } else {
            *place = Some(index);
        }
    }

    /// Where in a row a column stands.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.get(column as usize).copied().flatten()
    }

    /// One more column, after all others.
    pub fn add(&mut self, column: Column) {
        if let Some(place) = self.places.get_mut(column as usize) {
            *place = Some(self.width);
            self.width += 1;
        }
    }

    /// The bytes of a line that hold the access code.
    pub fn code_in(&self, line: &str) -> Option<Range<usize>> {
        let place = self.place(Column::Code)?;
        fields::spans(line, self.separator).get(place).cloned()
    }
}

/// Where the first line that says something begins: some spreadsheets tell others of the separator before it.
fn first_line(text: &str) -> usize {
    let blank = |text: &str| text.len() - text.trim_start_matches(['\r', '\n', ' ']).len();
    let start = blank(text);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let hint = line.trim().trim_matches('"').to_ascii_lowercase();
    if hint.len() == 5 && hint.starts_with("sep=") {
        let after = start + line.len();
        return after + blank(text.get(after..).unwrap_or_default());
    }
    start
}

/// The fields of the first line, in small letters, without quotation marks.
fn names(line: &str, separator: u8) -> impl Iterator<Item = String> {
    let spans = fields::spans(line, separator).into_iter();
    spans.map(|span| {
        let written = line.get(span).unwrap_or_default();
        written
            .trim_matches(|c: char| c == '"' || c.is_whitespace())
            .to_lowercase()
    })
}

fn unknown(name: &str, at: &Range<usize>, findings: &mut Findings) {
    let message = format!("there is no column {}", quoted(name));
    let help = match keys::closest(name, COLUMNS.iter().copied()) {
        Some(column) => format!("{column}   (did you mean this?)"),
        None => format!("one of {}, or remove the column", COLUMNS.join(", ")),
    };
    findings.error(at, message, help);
}

/// Whichever of comma and semicolon the first line has more of.
fn separator(line: &str) -> u8 {
    let count = |separator| line.bytes().filter(|byte| *byte == separator).count();
    if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

fn looks_like_a_row(line: &str, separator: u8) -> bool {
    let known = names(line, separator).any(|name| COLUMNS.contains(&name.as_str()));
    !known && line.bytes().filter(u8::is_ascii_digit).count() >= 6
}
