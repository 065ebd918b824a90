//! What a spreadsheet would change in the list of patients: worked out for the whole file before anything is done.
//!
//! A row of the file is the row of the list with the same clinician, the same name (accents and capitals aside) and a
//! phone in common. What a column that is not there would say stays as it is.

mod clash;
mod habits;
mod row;
mod rows;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use super::cells::Order;
use super::columns::{Column, Guess};
use super::decode::{Row, Table};
use crate::config::edit::wish::{Change, PatientRow};
use crate::console::patients::index::secret;
use crate::console::patients::phones::Phones;
use crate::console::patients::row_of;
use crate::domain::guard::Guard;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::patients::spelling::{folded, same_name};
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::E164;
use crate::domain::practice::Practice;
use row::Draft;

pub use rows::{Reason, Refused, Taken};

/// How a file is to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What each column is.
    pub columns: Vec<Column>,
    /// Whether the first row names the columns.
    pub has_heading: bool,
    /// Whether patients who are not in the file go.
    pub replaces: bool,
    /// Whether nothing is done while a row is refused. A file that replaces the list is always taken so: a row that is
    /// refused would take its patient's access away.
    pub all_or_nothing: bool,
    /// How days are written; `None`: as in the practice's country, if nothing in the file speaks against it.
    pub order: Option<Order>,
    /// Whose patients the rows are where no column says so.
    pub clinician: Option<ClinicianId>,
}

/// What a file would change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// New rows.
    pub added: Vec<Taken>,
    /// Rows that become others.
    pub changed: Vec<Taken>,
    /// How many rows say what the list says.
    pub unchanged: usize,
    /// Rows of the list that go.
    pub removed: Vec<PatientId>,
    /// Rows that are not taken.
    pub refused: Vec<Refused>,
    /// Whether days are written in a way that must be asked about.
    pub asks_for_order: bool,
    /// Whether it would do nothing because a row is refused.
    pub is_stopped: bool,
}

impl Choice {
    /// What is done if nobody says otherwise: rows are added and changed, none goes, and a refused row does not hold the
    /// others up, since taking the corrected file later changes only what is missing then.
    pub fn new(guess: &Guess) -> Self {
        Choice {
            columns: guess.columns.clone(),
            has_heading: guess.has_heading,
            replaces: false,
            all_or_nothing: false,
            order: None,
            clinician: None,
        }
    }

    /// Whether there is a column for everything that is needed.
    pub fn is_complete(&self) -> bool {
        let has = |column| self.columns.contains(&column);
        has(Column::Phone)
            && (has(Column::Name) || has(Column::Last) || has(Column::First))
            && (has(Column::Clinician) || self.clinician.is_some())
    }
}

impl Plan {
    /// Works out what a file would change.
    pub fn new(table: &Table, choice: &Choice, practice: &Practice, guard: &Guard) -> Self {
        let desk = Desk::new(table, choice, practice, guard);
        let mut work = Work::default();
        for row in table.rows.iter().skip(usize::from(choice.has_heading)) {
            desk.take(row, &mut work);
        }
        clash::refuse_codes(&mut work, practice);
        desk.finish(work)
    }

    /// What is asked of the configuration; `None`: nothing would change.
    pub fn change(&self) -> Option<Change> {
        let nothing = self.added.is_empty() && self.changed.is_empty() && self.removed.is_empty();
        if nothing || self.is_stopped {
            return None;
        }
        let changed = self.changed.iter();
        Some(Change::Patients {
            added: self
                .added
                .iter()
                .map(|taken| row_of(&taken.grant))
                .collect(),
            changed: changed
                .filter_map(|taken| Some((taken.was?, row_of(&taken.grant))))
                .collect::<Vec<(PatientId, PatientRow)>>(),
            removed: self.removed.clone(),
        })
    }
}

/// What rows are read with.
struct Desk<'a> {
    choice: &'a Choice,
    practice: &'a Practice,
    guard: &'a Guard,
    phones: Phones<'a>,
    /// How many cells the first row has, empty ones too.
    width: usize,
    order: Option<Order>,
    asks_for_order: bool,
    /// How many digits codes mostly have.
    code_digits: usize,
    /// Clinicians by their folded names; `None`: two have it.
    names: HashMap<String, Option<ClinicianId>>,
    /// Rows of the list with a number that is not shown.
    hidden: Vec<&'a Grant>,
}

/// What has become of the rows so far.
#[derive(Default)]
struct Work {
    taken: Vec<Taken>,
    refused: Vec<Refused>,
    unchanged: usize,
    /// Rows of the list that a row of the file is about, with its number.
    met: HashMap<PatientId, u32>,
    /// Each name and phone of a clinician, with the row where it first stands.
    seen: HashMap<PatientId, u32>,
}

impl<'a> Desk<'a> {
    fn new(table: &'a Table, choice: &'a Choice, practice: &'a Practice, guard: &'a Guard) -> Self {
        let (order, asks_for_order) = habits::order(table, choice, practice);
        let mut names: HashMap<String, Option<ClinicianId>> = HashMap::new();
        for clinician in practice.clinicians.iter() {
            let id = Some(clinician.id.clone());
            names
                .entry(folded(&clinician.name))
                .and_modify(|other| *other = None)
                .or_insert(id);
        }
        let secret = |grant: &&Grant| {
            let mut phones = grant.phones.iter();
            phones.any(|phone| secret(practice, *phone))
        };
        Desk {
            choice,
            practice,
            guard,
            phones: Phones::new(practice),
            width: table.rows.first().map_or(0, |first| first.cells.len()),
            order,
            asks_for_order,
            code_digits: habits::code_digits(table, choice, practice),
            names,
            hidden: practice.patients.iter().filter(secret).collect(),
        }
    }

    fn take(&self, row: &Row, work: &mut Work) {
        let mut reasons = Vec::new();
        let draft = self.draft(row, &mut reasons);
        let taken = draft.and_then(|draft| self.place(row.number, draft, work, &mut reasons));
        match taken {
            Some(taken) if reasons.is_empty() => self.keep(taken, work),
            _ => {
                let name = self.name_of(row);
                work.refused.push(Refused {
                    number: row.number,
                    name,
                    reasons,
                });
            }
        }
    }

    fn keep(&self, taken: Taken, work: &mut Work) {
        let ids = &self.practice.ids;
        let name = folded(&taken.grant.name);
        for phone in &taken.grant.phones {
            let key = ids.patient(taken.grant.clinician.as_str(), &name, *phone);
            work.seen.entry(key).or_insert(taken.number);
        }
        let was = taken.was.and_then(|was| self.practice.patients.get(was));
        if let Some(was) = was {
            work.met.insert(was.id, taken.number);
            if *was == taken.grant {
                work.unchanged += 1;
                return;
            }
        }
        work.taken.push(taken);
    }

    /// Which row of the list a row of the file is.
    fn place(
        &self,
        number: u32,
        draft: Draft,
        work: &Work,
        reasons: &mut Vec<Reason>,
    ) -> Option<Taken> {
        let patients = &self.practice.patients;
        let first = draft.phones.first().copied();
        let ids = &self.practice.ids;
        let exact = first.map(|first| ids.patient(draft.clinician.as_str(), &draft.name, first));
        let exact = exact.and_then(|id| patients.get(id));
        let was = match exact {
            Some(exact) => Some(exact),
            None => self.same(&draft, reasons)?,
        };
        let twice = match was {
            Some(was) => work.met.get(&was.id).copied(),
            None => self.seen(&draft, work),
        };
        if let Some(other) = twice {
            reasons.push(Reason::Twice(other));
            return None;
        }
        let is_known = was.is_some_and(|was| *was.name == draft.name);
        if draft.name.contains(['?', '\u{fffd}']) && !is_known {
            reasons.push(Reason::LostLetter);
        }
        let (grant, repaired) = self.merge(draft, was, reasons)?;
        let like = match was {
            Some(_) => None,
            None => self.like(patients, &grant),
        };
        Some(Taken {
            number,
            was: was.map(|was| was.id),
            grant,
            repaired,
            like,
        })
    }

    /// The row of the list with the same clinician, name and a phone in common.
    fn same(&self, draft: &Draft, reasons: &mut Vec<Reason>) -> Option<Option<&Grant>> {
        let patients = &self.practice.patients;
        let by_phone = draft
            .phones
            .iter()
            .flat_map(|phone| patients.ever(&draft.clinician, *phone));
        let by_hidden = self.hidden.iter().copied().filter(|grant| {
            let ends = |phone: &E164| draft.hidden.contains(&(phone.digits() % 100));
            grant.clinician == draft.clinician
                && grant
                    .phones
                    .iter()
                    .any(|phone| self.is_secret(*phone) && ends(phone))
        });
        let mut found: Vec<&Grant> = Vec::new();
        for grant in by_phone
            .chain(by_hidden)
            .filter(|grant| same_name(&grant.name, &draft.name))
        {
            if !found.iter().any(|known| known.id == grant.id) {
                found.push(grant);
            }
        }
        if found.len() > 1 {
            let exact = |grant: &&Grant| *grant.name == draft.name;
            if found.iter().filter(|grant| exact(grant)).count() == 1 {
                found.retain(exact);
            }
        }
        match found.as_slice() {
            [] => Some(None),
            [one] => Some(Some(one)),
            _ => {
                reasons.push(Reason::TwoRows);
                None
            }
        }
    }

    fn is_secret(&self, phone: E164) -> bool {
        secret(self.practice, phone)
    }

    fn seen(&self, draft: &Draft, work: &Work) -> Option<u32> {
        let name = folded(&draft.name);
        let key = |phone: &E164| {
            self.practice
                .ids
                .patient(draft.clinician.as_str(), &name, *phone)
        };
        draft
            .phones
            .iter()
            .find_map(|phone| work.seen.get(&key(phone)).copied())
    }

    /// A patient whom a new one may have been taken for.
    fn like(&self, patients: &Patients, grant: &Grant) -> Option<PatientId> {
        let mut phones = grant.phones.iter();
        phones.find_map(|phone| {
            let others = patients.ever(&grant.clinician, *phone);
            others.first().map(|other| other.id)
        })
    }

    fn finish(&self, work: Work) -> Plan {
        let stops = self.choice.all_or_nothing || self.choice.replaces;
        let mut plan = Plan {
            unchanged: work.unchanged,
            is_stopped: stops && !work.refused.is_empty(),
            asks_for_order: self.asks_for_order,
            ..Plan::default()
        };
        if self.choice.replaces {
            let met: HashSet<PatientId> = work.met.keys().copied().collect();
            let gone = self.practice.patients.iter();
            plan.removed = gone
                .map(|grant| grant.id)
                .filter(|id| !met.contains(id))
                .collect();
        }
        (plan.added, plan.changed) = work
            .taken
            .into_iter()
            .partition(|taken| taken.was.is_none());
        plan.refused = work.refused;
        plan.refused.sort_by_key(|refused| refused.number);
        plan
    }
}
