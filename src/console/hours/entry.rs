//! Hours as somebody enters them: what was typed is kept, whatever is wrong with it, and each mistake knows its field.

use super::simple::{NAMES, Row, Simple, Span};
use super::week::DAY;
use crate::console::form::Fields;
use crate::console::words::Words;

/// How the hours are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not at all: the practice's count, or there are none.
    Without,
    /// As rows of days and times.
    Rows,
    /// Around the clock.
    Always,
    /// In the notation.
    Notation,
}

/// The hours of somebody, as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// How they are given.
    pub kind: Kind,
    /// The rows, also those that do not count at present.
    pub rows: Vec<RowEntry>,
    /// Whether public holidays are closed.
    pub closed: bool,
    /// The notation, also where it does not count at present.
    pub notation: String,
    /// Whether the notation that there was says more than rows can.
    pub beyond_rows: bool,
}

/// One row, as entered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowEntry {
    /// From Monday.
    pub days: [bool; 7],
    /// Whether it holds on public holidays.
    pub holidays: bool,
    /// "09:00"
    pub from: String,
    /// "12:30"
    pub to: String,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The field's name.
    pub field: String,
    /// What is wrong and what to do.
    pub words: String,
}

/// How many rows a form takes.
const MOST: usize = 40;

impl Kind {
    /// As the form sends it.
    pub fn value(self) -> &'static str {
        match self {
            Kind::Without => "without",
            Kind::Rows => "rows",
            Kind::Always => "always",
            Kind::Notation => "notation",
        }
    }

    fn of(value: &str) -> Self {
        let all = [Kind::Without, Kind::Always, Kind::Notation];
        all.into_iter()
            .find(|kind| kind.value() == value)
            .unwrap_or(Kind::Rows)
    }
}

impl Entry {
    /// Of the notation as it stands in the files; `None`: there is none.
    pub fn of(notation: Option<&str>) -> Self {
        let mut entry = Entry {
            kind: Kind::Without,
            rows: Vec::new(),
            closed: false,
            notation: notation.unwrap_or_default().to_owned(),
            beyond_rows: false,
        };
        if let Some(notation) = notation {
            entry.kind = match Simple::read(notation) {
                Some(simple) if simple.is_always() => Kind::Always,
                Some(simple) => {
                    entry.rows = simple.rows().iter().map(RowEntry::of).collect();
                    entry.closed = simple.closed_on_holidays();
                    Kind::Rows
                }
                None => {
                    entry.beyond_rows = true;
                    Kind::Notation
                }
            };
        }
        entry
    }

    /// As the form sent it: its fields begin with `prefix`.
    pub fn sent(fields: &Fields, prefix: &str) -> Self {
        let row = format!("{prefix}r");
        let numbers = fields
            .0
            .iter()
            .filter_map(|(name, _)| name.strip_prefix(&row)?.strip_suffix("-from"));
        let rows = numbers
            .take(MOST)
            .map(|number| RowEntry::sent(fields, &format!("{row}{number}-")));
        Entry {
            kind: Kind::of(fields.get(&format!("{prefix}kind"))),
            rows: rows.collect(),
            closed: fields.is_on(&format!("{prefix}closed")),
            notation: fields.get(&format!("{prefix}notation")).to_owned(),
            beyond_rows: fields.is_on(&format!("{prefix}beyond")),
        }
    }

    /// What the buttons of the rows do: `add`, `drop-2`. Whether it was one of them.
    pub fn press(&mut self, button: &str) -> bool {
        if button == "add" {
            self.kind = Kind::Rows;
            if self.rows.len() < MOST {
                self.rows.push(RowEntry::default());
            }
            return true;
        }
        let dropped = button
            .strip_prefix("drop-")
            .and_then(|number| number.parse::<usize>().ok());
        if let Some(number) = dropped.filter(|number| *number < self.rows.len()) {
            self.rows.remove(number);
        }
        dropped.is_some()
    }

    /// In the notation; `None`: no hours are given.
    ///
    /// # Errors
    /// Every mistake, at its field.
    pub fn notation(&self, words: &Words, prefix: &str) -> Result<Option<String>, Vec<Mistake>> {
        match self.kind {
            Kind::Without => Ok(None),
            Kind::Always => {
                let always = Simple::read("24/7");
                Ok(Some(
                    self.as_it_stood(always.as_ref())
                        .unwrap_or_else(|| "24/7".to_owned()),
                ))
            }
            Kind::Notation if self.notation.is_empty() => Err(vec![mistake(
                format!("{prefix}notation"),
                words.t("hours-wrong-empty"),
            )]),
            Kind::Notation => Ok(Some(self.notation.clone())),
            Kind::Rows => self.of_rows(words, prefix).map(Some),
        }
    }

    /// The notation as somebody wrote it, where the form still says the same.
    fn as_it_stood(&self, simple: Option<&Simple>) -> Option<String> {
        let stood = Simple::read(&self.notation);
        (stood.is_some() && stood.as_ref() == simple).then(|| self.notation.clone())
    }

    fn of_rows(&self, words: &Words, prefix: &str) -> Result<String, Vec<Mistake>> {
        let (mut rows, mut mistakes) = (Vec::new(), Vec::new());
        for (number, row) in self
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_empty())
        {
            match row.read(words, &format!("{prefix}r{number}-")) {
                Ok(row) => rows.push(row),
                Err(found) => mistakes.extend(found),
            }
        }
        if rows.is_empty() && mistakes.is_empty() {
            mistakes.push(mistake(
                format!("{prefix}r0-day"),
                words.t("hours-wrong-no-rows"),
            ));
        }
        if self.closed && rows.iter().any(|row| row.holidays) {
            mistakes.push(mistake(
                format!("{prefix}closed"),
                words.t("hours-wrong-both"),
            ));
        }
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let night = self.rows.iter().position(|row| row.holidays).unwrap_or(0);
        let simple = Simple::of(&rows, self.closed);
        if let Some(stood) = self.as_it_stood(Some(&simple)) {
            return Ok(stood);
        }
        simple.notation().ok_or_else(|| {
            vec![mistake(
                format!("{prefix}r{night}-to"),
                words.t("hours-wrong-holiday-night"),
            )]
        })
    }
}

impl RowEntry {
    fn of(row: &Row) -> Self {
        RowEntry {
            days: row.days,
            holidays: row.holidays,
            from: clock(row.span.start),
            to: clock(if row.span.end > DAY {
                row.span.end - DAY
            } else {
                row.span.end
            }),
        }
    }

    fn sent(fields: &Fields, prefix: &str) -> Self {
        let ticked = format!("{prefix}day");
        let is_ticked = |day: &str| fields.all(&ticked).any(|value| value == day);
        RowEntry {
            days: NAMES.map(is_ticked),
            holidays: is_ticked("PH"),
            from: fields.get(&format!("{prefix}from")).to_owned(),
            to: fields.get(&format!("{prefix}to")).to_owned(),
        }
    }

    /// Whether nothing is entered.
    pub fn is_empty(&self) -> bool {
        *self == RowEntry::default()
    }

    /// Whether it ends on the day after.
    pub fn is_overnight(&self) -> bool {
        match (time(&self.from), time(&self.to)) {
            (Some(from), Some(to)) => span(from, to).is_some_and(|span| span.end > DAY),
            _ => false,
        }
    }

    fn read(&self, words: &Words, prefix: &str) -> Result<Row, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        if !self.holidays && self.days == [false; 7] {
            mistakes.push(mistake(
                format!("{prefix}day"),
                words.t("hours-wrong-no-day"),
            ));
        }
        let mut read = |written: &str, field: &str| {
            let wrong = match written {
                "" => words.t("hours-wrong-time-missing"),
                _ => words.t("hours-wrong-time"),
            };
            let read = time(written);
            if read.is_none() {
                mistakes.push(mistake(format!("{prefix}{field}"), wrong));
            }
            read
        };
        let (from, to) = (read(&self.from, "from"), read(&self.to, "to"));
        let span = match (from, to) {
            (Some(from), Some(to)) => {
                let span = span(from, to);
                if span.is_none() {
                    mistakes.push(mistake(
                        format!("{prefix}to"),
                        words.t("hours-wrong-same-time"),
                    ));
                }
                span
            }
            _ => None,
        };
        match span {
            Some(span) if mistakes.is_empty() => Ok(Row {
                days: self.days,
                holidays: self.holidays,
                span,
            }),
            _ => Err(mistakes),
        }
    }
}

/// A mistake at a field.
pub fn mistake(field: String, words: String) -> Mistake {
    Mistake { field, words }
}

fn clock(minutes: u32) -> String {
    super::said::clock(minutes)
}

/// From one time to another; what ends before it begins ends on the next day, and 00:00 is the end of the day as well.
/// `None` where no time lies in between.
fn span(from: u32, to: u32) -> Option<Span> {
    match (from, to) {
        (DAY.., _) => None,
        (from, 0) => Some(from..DAY),
        (from, to) if from == to => None,
        (from, to) if to < from => Some(from..to + DAY),
        (from, to) => Some(from..to),
    }
}

/// A time as people write it: `9`, `9:00`, `09.30`, `9h30`, `0930`, `24:00`. In minutes from midnight.
fn time(written: &str) -> Option<u32> {
    let written = written.trim().to_lowercase();
    let (hours, minutes) = match written.split_once([':', '.', 'h', '·']) {
        Some((hours, "")) => (hours.trim(), "00"),
        Some((hours, minutes)) => (hours.trim(), minutes.trim()),
        None if written.len() > 2 => written.split_at_checked(written.len() - 2)?,
        None => (written.as_str(), "00"),
    };
    let number = |digits: &str| match digits.len() {
        1 | 2 if digits.bytes().all(|digit| digit.is_ascii_digit()) => digits.parse::<u32>().ok(),
        _ => None,
    };
    let (hours, minutes) = (
        number(hours)?,
        number(minutes).filter(|_| minutes.len() == 2)?,
    );
    let at = hours * 60 + minutes;
    (minutes < 60 && at <= DAY).then_some(at)
}

#[cfg(test)]
mod tests;
