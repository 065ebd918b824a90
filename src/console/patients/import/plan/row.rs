//! One row of a spreadsheet, cell by cell, and what it makes of a row of the list.

use chrono::NaiveDate;

use super::{Desk, Reason};
use crate::console::patients::entered::LONGEST_NAME;
use crate::console::patients::import::cells;
use crate::console::patients::import::columns::Column;
use crate::console::patients::import::decode::Row;
use crate::console::patients::import::text::text_of;
use crate::console::patients::phones::{Part, Trouble};
use crate::domain::names::{ClinicianId, Language};
use crate::domain::patients::spelling::folded;
use crate::domain::patients::{AccessCode, Grant};
use crate::domain::phone::E164;

/// So much of a cell is shown.
const SHOWN: usize = 40;

/// A row as read; what its file has no column for is `None`.
pub struct Draft {
    pub name: String,
    pub clinician: ClinicianId,
    pub phones: Vec<E164>,
    /// Numbers that are kept and not shown, by their last two digits.
    pub hidden: Vec<u64>,
    /// The order of both: places of the hidden ones.
    hidden_at: Vec<usize>,
    repaired: bool,
    from: Option<Option<NaiveDate>>,
    until: Option<Option<NaiveDate>>,
    urgent: Option<bool>,
    language: Option<Option<Language>>,
    code: Option<(String, bool)>,
}

impl Desk<'_> {
    /// Reads a row; what is wrong with it goes to `reasons`.
    pub(super) fn draft(&self, row: &Row, reasons: &mut Vec<Reason>) -> Option<Draft> {
        if row.torn {
            reasons.push(Reason::Torn);
            return None;
        }
        let mut over = row.cells.iter().skip(self.width);
        if self.choice.has_heading && over.any(|cell| !cell.trim().is_empty()) {
            reasons.push(Reason::TooWide);
        }
        let name = self.name(row, reasons);
        let clinician = self.clinician(row, reasons);
        let phones = self.phones(row, reasons);
        let from = self.day(row, Column::From, reasons);
        let until = self.day(row, Column::Until, reasons);
        let urgent = self.cell(row, Column::Urgent).map(|cell| {
            let yes = cells::yes(cell);
            if yes.is_none() {
                reasons.push(Reason::YesNo(self.shown(cell)));
            }
            yes.unwrap_or(false)
        });
        let language = self.cell(row, Column::Language).map(|cell| {
            let language = cells::language(cell, self.practice.language);
            if language.is_err() {
                reasons.push(Reason::Language(self.shown(cell)));
            }
            language.unwrap_or(None)
        });
        let code = self.cell(row, Column::Code).map(cells::code);
        let (phones, hidden, hidden_at, repaired) = phones?;
        Some(Draft {
            name: name?,
            clinician: clinician?,
            phones,
            hidden,
            hidden_at,
            repaired,
            from,
            until,
            urgent,
            language,
            code,
        })
    }

    fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r str> {
        let place = self.choice.columns.iter().position(|of| *of == column)?;
        Some(row.cells.get(place).unwrap_or_default().trim())
    }

    fn cells<'r>(&self, row: &'r Row, column: Column) -> impl Iterator<Item = &'r str> {
        let places = self.choice.columns.iter().enumerate();
        places
            .filter(move |(_, of)| **of == column)
            .filter_map(|(place, _)| row.cells.get(place))
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    }

    fn whole_name(&self, row: &Row) -> String {
        let parts = self
            .cells(row, Column::Name)
            .chain(self.cells(row, Column::First))
            .chain(self.cells(row, Column::Last));
        let parts: Vec<String> = parts
            .map(|part| text_of(part).trim().replace('\n', " "))
            .collect();
        parts.join(" ")
    }

    /// The name in a row that is refused, as far as it can be shown.
    pub(super) fn name_of(&self, row: &Row) -> String {
        self.shown(&self.whole_name(row))
    }

    /// A cell that cannot be read, as far as it can be shown.
    fn shown(&self, cell: &str) -> String {
        let is_number = || {
            self.phones
                .number(cell)
                .is_some_and(|number| self.is_secret(number))
        };
        if self.guard.finds(cell) || is_number() {
            return "••".to_owned();
        }
        let mut short: String = cell
            .chars()
            .filter(|c| !c.is_control())
            .take(SHOWN)
            .collect();
        if cell.chars().count() > SHOWN {
            short.push('…');
        }
        short
    }

    fn name(&self, row: &Row, reasons: &mut Vec<Reason>) -> Option<String> {
        let name = self.whole_name(row);
        let reason = if name.is_empty() {
            Reason::NoName
        } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            Reason::BadName
        } else if name.chars().any(|c| c.is_numeric()) && self.guard.finds(&name) {
            Reason::NumberInCell
        } else {
            return Some(name);
        };
        reasons.push(reason);
        None
    }

    fn clinician(&self, row: &Row, reasons: &mut Vec<Reason>) -> Option<ClinicianId> {
        let Some(cell) = self.cell(row, Column::Clinician).map(text_of) else {
            if self.choice.clinician.is_none() {
                reasons.push(Reason::NoClinician);
            }
            return self.choice.clinician.clone();
        };
        if cell.is_empty() {
            reasons.push(Reason::NoClinician);
            return None;
        }
        let by_id = |id: &str| {
            let id = ClinicianId::new(id)?;
            self.practice.clinicians.get(&id).map(|one| one.id.clone())
        };
        let found = by_id(cell)
            .or_else(|| by_id(&cell.to_lowercase()))
            .or_else(|| self.names.get(&folded(cell)).cloned().flatten());
        if found.is_none() {
            reasons.push(Reason::UnknownClinician(self.shown(cell)));
        }
        found
    }

    #[expect(clippy::type_complexity, reason = "the four go into a draft at once")]
    fn phones(
        &self,
        row: &Row,
        reasons: &mut Vec<Reason>,
    ) -> Option<(Vec<E164>, Vec<u64>, Vec<usize>, bool)> {
        let cells: Vec<&str> = self.cells(row, Column::Phone).collect();
        let read: Result<Vec<Vec<Part>>, Trouble> =
            cells.iter().map(|cell| self.phones.several(cell)).collect();
        let parts = match read {
            Ok(parts) if !parts.is_empty() => parts,
            Ok(_) => {
                reasons.push(Reason::Phone(Trouble::Missing));
                return None;
            }
            Err(trouble) => {
                reasons.push(Reason::Phone(trouble));
                return None;
            }
        };
        let (mut phones, mut hidden, mut hidden_at, mut repaired) = (vec![], vec![], vec![], false);
        for part in parts.into_iter().flatten() {
            match part {
                Part::Phone(phone) if phones.contains(&phone.number) => {}
                Part::Phone(phone) => {
                    phones.push(phone.number);
                    repaired |= phone.repaired;
                }
                Part::Hidden(digits) => {
                    hidden_at.push(phones.len() + hidden.len());
                    hidden.push(digits);
                }
            }
        }
        Some((phones, hidden, hidden_at, repaired))
    }

    fn day(
        &self,
        row: &Row,
        column: Column,
        reasons: &mut Vec<Reason>,
    ) -> Option<Option<NaiveDate>> {
        let cell = self.cell(row, column)?;
        Some(cells::day(cell, self.order).unwrap_or_else(|trouble| {
            reasons.push(Reason::Day(column, trouble, self.shown(cell)));
            None
        }))
    }

    /// What becomes of the row of the list, or the new row.
    pub(super) fn merge(
        &self,
        draft: Draft,
        was: Option<&Grant>,
        reasons: &mut Vec<Reason>,
    ) -> Option<(Grant, bool)> {
        let phones = self.all_phones(&draft, was, reasons)?;
        let code = self.code(&draft, was, reasons);
        let from = draft.from.unwrap_or(was.and_then(|was| was.from));
        let until = draft.until.unwrap_or(was.and_then(|was| was.until));
        if let (Some(from), Some(until)) = (from, until)
            && until < from
        {
            reasons.push(Reason::Order);
        }
        let first = phones.first().copied()?;
        let ids = &self.practice.ids;
        let grant = Grant {
            id: ids.patient(draft.clinician.as_str(), &draft.name, first),
            name: draft.name.into(),
            phones: phones.into(),
            clinician: draft.clinician,
            from,
            until,
            urgent: draft.urgent.unwrap_or(was.is_some_and(|was| was.urgent)),
            language: draft.language.unwrap_or(was.and_then(|was| was.language)),
            code,
        };
        Some((grant, draft.repaired))
    }

    /// The phones, with those that are not shown where they were.
    fn all_phones(
        &self,
        draft: &Draft,
        was: Option<&Grant>,
        reasons: &mut Vec<Reason>,
    ) -> Option<Vec<E164>> {
        let mut phones = draft.phones.clone();
        for (digits, place) in draft.hidden.iter().zip(&draft.hidden_at) {
            let mut secret = was
                .into_iter()
                .flat_map(|was| was.phones.iter().copied())
                .filter(|phone| self.is_secret(*phone) && phone.digits() % 100 == *digits)
                .filter(|phone| !phones.contains(phone));
            let Some(phone) = secret.next() else {
                reasons.push(Reason::Phone(Trouble::Hidden));
                return None;
            };
            phones.insert((*place).min(phones.len()), phone);
        }
        Some(phones)
    }

    fn code(
        &self,
        draft: &Draft,
        was: Option<&Grant>,
        reasons: &mut Vec<Reason>,
    ) -> Option<AccessCode> {
        let own = was.and_then(|was| was.code.clone());
        let Some((digits, kept)) = &draft.code else {
            return own;
        };
        if digits.is_empty() {
            return None;
        }
        let mut same = own.iter().filter(|own| {
            let zeros = own.on_card().len().checked_sub(digits.len());
            !kept
                && zeros
                    .is_some_and(|zeros| own.on_card() == format!("{}{digits}", "0".repeat(zeros)))
        });
        if let Some(same) = same.next() {
            return Some(same.clone());
        }
        let code = AccessCode::new(digits);
        if code.is_none() {
            reasons.push(Reason::Code);
        } else if !kept && digits.len() < self.code_digits {
            reasons.push(Reason::ShortCode);
        }
        code
    }
}
