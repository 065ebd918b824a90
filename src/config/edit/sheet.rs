//! `patients.csv` as lines with their endings, so that what an edit does not touch stays byte for byte what it was.
//!
//! A row is one line: the reader refuses a quotation mark that swallows a line's end.

use std::collections::HashSet;

use csv::StringRecord;

use super::super::findings::Findings;
use super::super::patients::{self, Column, Header, SAMPLE, spans};

const MARK: &str = "\u{feff}";

/// The file, in the spelling of whoever wrote it.
pub struct Sheet {
    /// Whether a byte order mark stands before everything.
    marked: bool,
    lines: Vec<Line>,
    header: Header,
    /// Which line names the columns; `None`: there is none yet.
    header_line: Option<usize>,
}

/// One line.
#[derive(Clone)]
struct Line {
    text: String,
    /// `\n`, `\r\n`, `\r`, or nothing at the end of the file.
    ending: &'static str,
}

/// Which fields stand in quotation marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// Those that need them.
    AsNeeded,
    /// Those that are not empty.
    Filled,
    /// All.
    All,
}

impl Sheet {
    /// Takes the file apart; `None`: it is no text. A file that is not there is an empty one.
    pub fn read(bytes: Option<&[u8]>) -> Option<Self> {
        let bytes = bytes.unwrap_or_default();
        let raw = std::str::from_utf8(bytes).ok()?;
        let mut findings = Findings::default();
        let text = patients::text(bytes, &mut findings);
        let header = Header::read(&text, &mut findings);
        let before = text.get(..header.body).unwrap_or_default();
        let ends = before.matches('\n').count();
        let line = ends - usize::from(before.ends_with('\n'));
        let marked = raw.starts_with(MARK);
        Some(Sheet {
            marked,
            lines: lines(raw.strip_prefix(MARK).unwrap_or(raw)),
            header_line: header.usable.then_some(line),
            header,
        })
    }

    /// The file again.
    pub fn bytes(&self) -> Vec<u8> {
        let mut text = String::new();
        if self.marked {
            text.push_str(MARK);
        }
        for line in &self.lines {
            text.push_str(&line.text);
            text.push_str(line.ending);
        }
        text.into_bytes()
    }

    /// The rows: the line of each, and its fields.
    pub fn rows(&self) -> impl Iterator<Item = (usize, StringRecord)> {
        let from = self.header_line.map_or(self.lines.len(), |line| line + 1);
        let lines = self.lines.iter().enumerate().skip(from);
        lines.filter_map(|(place, line)| {
            let fields = self.fields(&line.text)?;
            (!is_empty(&fields)).then_some((place, fields))
        })
    }

    /// The lines of the rows, without a look into them.
    pub fn places(&self) -> Vec<usize> {
        let from = self.header_line.map_or(self.lines.len(), |line| line + 1);
        let separator = char::from(self.header.separator);
        let says = |c: char| c != separator && c != '"' && !c.is_whitespace();
        let lines = self.lines.iter().enumerate().skip(from);
        lines
            .filter(|(_, line)| line.text.contains(says))
            .map(|(place, _)| place)
            .collect()
    }

    /// The fields of one line.
    pub fn row(&self, line: usize) -> Option<StringRecord> {
        self.fields(&self.lines.get(line)?.text)
    }

    fn fields(&self, line: &str) -> Option<StringRecord> {
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.header.separator)
            .from_reader(line.as_bytes());
        let mut fields = StringRecord::new();
        let any = reader.read_record(&mut fields).ok()?;
        any.then_some(fields)
    }

    /// A column's field of a row, without blanks around it.
    pub fn get<'r>(&self, fields: &'r StringRecord, column: Column) -> &'r str {
        let place = self.header.place(column);
        let field = place.and_then(|place| fields.get(place));
        field.unwrap_or_default().trim()
    }

    /// Writes a row at the end.
    pub fn append(&mut self, values: &[(Column, String)]) {
        if self.header_line.is_none() {
            self.push(SAMPLE.to_owned());
            self.header = Header::read(SAMPLE, &mut Findings::default());
            self.header_line = Some(self.lines.len().saturating_sub(1));
        }
        for (column, value) in values {
            if !value.is_empty() {
                self.need(*column);
            }
        }
        let mut fields = vec![String::new(); self.header.width];
        for (column, value) in values {
            let place = self.header.place(*column);
            if let Some(field) = place.and_then(|place| fields.get_mut(place)) {
                field.clone_from(value);
            }
        }
        let quoting = self.quoting();
        let separator = char::from(self.header.separator);
        let written = fields.iter().map(|field| quote(field, quoting, separator));
        let row = written.collect::<Vec<_>>().join(&separator.to_string());
        self.push(row);
    }

    /// Writes one field of a row, and leaves the others as they are.
    pub fn set(&mut self, row: usize, column: Column, value: &str) {
        if !value.is_empty() {
            self.need(column);
        }
        let (Some(place), Some(line)) = (self.header.place(column), self.lines.get_mut(row)) else {
            return;
        };
        let fields = spans(&line.text, self.header.separator);
        let separator = char::from(self.header.separator);
        match fields.get(place) {
            Some(span) => {
                let old = line.text.get(span.clone()).unwrap_or_default();
                let quoting = match old.starts_with('"') {
                    true => Quoting::All,
                    false => Quoting::AsNeeded,
                };
                let value = quote(value, quoting, separator);
                line.text.replace_range(span.clone(), &value);
            }
            // Spreadsheets leave out what is empty at the end of a row.
            None => {
                let lacking = place + 1 - fields.len();
                line.text.extend(std::iter::repeat_n(separator, lacking));
                line.text
                    .push_str(&quote(value, Quoting::AsNeeded, separator));
            }
        }
    }

    /// Takes rows out.
    pub fn remove(&mut self, rows: &[usize]) {
        let last = self.lines.len().checked_sub(1);
        let open = self.lines.last().is_some_and(|line| line.ending.is_empty());
        let open = open && last.is_some_and(|last| rows.contains(&last));
        let rows: HashSet<usize> = rows.iter().copied().collect();
        let mut place = 0;
        self.lines.retain(|_| {
            place += 1;
            !rows.contains(&(place - 1))
        });
        // A file whose last line has no end keeps that habit.
        if let Some(line) = self.lines.last_mut().filter(|_| open) {
            line.ending = "";
        }
    }

    /// A column that the first line does not name yet becomes its last.
    fn need(&mut self, column: Column) {
        let Some(header) = self.header_line.and_then(|line| self.lines.get_mut(line)) else {
            return;
        };
        if self.header.place(column).is_some() {
            return;
        }
        let separator = char::from(self.header.separator);
        let quoted = header.text.trim_start().starts_with('"');
        header.text.push(separator);
        header.text.push_str(&match quoted {
            true => format!("\"{}\"", column.name()),
            false => column.name().to_owned(),
        });
        self.header.add(column);
    }

    fn push(&mut self, text: String) {
        let habit = self.lines.iter().rev().find(|line| !line.ending.is_empty());
        let habit = habit.map_or("\n", |line| line.ending);
        let ending = match self.lines.last_mut() {
            Some(last) if last.ending.is_empty() => {
                last.ending = habit;
                ""
            }
            _ => habit,
        };
        self.lines.push(Line { text, ending });
    }

    /// As the last row has it, else the first line.
    fn quoting(&self) -> Quoting {
        let from = self.header_line.map_or(self.lines.len(), |line| line + 1);
        let filled = |line: &Line| self.fields(&line.text).is_some_and(|row| !is_empty(&row));
        let rows = self.lines.iter().enumerate().skip(from).rev();
        let last = rows.into_iter().find(|(_, line)| filled(line));
        let model = last.map(|(row, _)| row).or(self.header_line);
        let Some(line) = model.and_then(|line| self.lines.get(line)) else {
            return Quoting::AsNeeded;
        };
        let fields = spans(&line.text, self.header.separator);
        let mut fields = fields.into_iter().filter_map(|span| line.text.get(span));
        let quoted = |field: &str| field.starts_with('"');
        if fields.clone().all(quoted) {
            return Quoting::All;
        }
        if fields.all(|field| field.is_empty() || quoted(field)) {
            return Quoting::Filled;
        }
        Quoting::AsNeeded
    }
}

fn is_empty(fields: &StringRecord) -> bool {
    fields.iter().all(|field| field.trim().is_empty())
}

fn quote(field: &str, quoting: Quoting, separator: char) -> String {
    let needed = field.contains([separator, '"', '\n', '\r']) || field.trim() != field;
    let wanted = match quoting {
        Quoting::AsNeeded => false,
        Quoting::Filled => !field.is_empty(),
        Quoting::All => true,
    };
    match needed || wanted {
        true => format!("\"{}\"", field.replace('"', "\"\"")),
        false => field.to_owned(),
    }
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let ending = ["\r\n", "\n", "\r"]
            .into_iter()
            .find(|ending| after.starts_with(ending))
            .unwrap_or("");
        lines.push(Line {
            text: line.to_owned(),
            ending,
        });
        rest = after.strip_prefix(ending).unwrap_or("");
    }
    lines
}
