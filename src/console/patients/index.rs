//! Finds patients by name, by phone and by what a list is filtered by, without looking at every row: made once for each
//! version of the configuration.
//!
//! A clinician's phone is never in it, though a clinician may be a colleague's patient: looked for by its last digits,
//! one digit more each time, it would be found out.

mod set;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::domain::names::{ClinicianId, Language};
use crate::domain::numbers::Numbers;
use crate::domain::patients::spelling::folded;
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::E164;
use crate::domain::practice::Practice;

pub use set::Set;

/// So many digits a number has at most.
const DIGITS: u32 = 15;

/// The index. Ranks are places in the list sorted by name; rows are places in the file.
pub struct Index {
    /// The row of each rank.
    rows: Vec<u32>,
    /// The rank of each row.
    ranks: Vec<u32>,
    /// All names as they are compared, one after the other by rank.
    names: String,
    /// Where the name of each rank begins, and where the last ends.
    starts: Vec<usize>,
    /// Every word's beginning with its rank, sorted by what stands there.
    words: Vec<(usize, u32)>,
    /// Every phone from its last digit to its first, with its rank; sorted.
    phones: Vec<(u64, u32)>,
    clinicians: HashMap<ClinicianId, Vec<u32>>,
    languages: HashMap<Option<Language>, Set>,
    urgent: Set,
    /// First days with their ranks, sorted; those without are not in it.
    begins: Vec<(NaiveDate, u32)>,
    /// Last days, likewise.
    ends: Vec<(NaiveDate, u32)>,
}

/// Whether a grant is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is.
    InForce,
    /// It was.
    Ended,
    /// It will be.
    NotYet,
}

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// As typed: words of a name, or a phone.
    pub text: String,
    /// Whose patients.
    pub clinician: Option<ClinicianId>,
    /// In force or not.
    pub state: Option<State>,
    /// Whether the urgent path is open.
    pub urgent: Option<bool>,
    /// The patient's own language; `Some(None)`: none of the own.
    pub language: Option<Option<Language>>,
}

impl State {
    /// The state of a grant on a day.
    pub fn of(grant: &Grant, day: NaiveDate) -> Self {
        match (grant.from, grant.until) {
            (Some(from), _) if from > day => State::NotYet,
            (_, Some(until)) if until < day => State::Ended,
            _ => State::InForce,
        }
    }
}

impl Index {
    /// Of a practice's patients. Blocks: not for a thread of the runtime.
    pub fn new(practice: &Practice) -> Self {
        let patients = &practice.patients;
        let mut sorted: Vec<(String, &ClinicianId, u32)> = (0u32..)
            .zip(patients.iter())
            .map(|(row, grant)| (folded(&grant.name), &grant.clinician, row))
            .collect();
        sorted.sort_unstable();
        let mut index = Index::empty(patients, sorted.len());
        for (rank, (name, _, row)) in (0u32..).zip(&sorted) {
            index.put(rank, *row, name);
            if let Some(grant) = patients.at(*row) {
                index.file(rank, grant, practice);
            }
        }
        index.starts.push(index.names.len());
        let names = &index.names;
        let text = |(start, rank): &(usize, u32)| {
            let end = index.starts.get(*rank as usize + 1);
            names.get(*start..end.copied().unwrap_or(names.len()))
        };
        index
            .words
            .sort_unstable_by(|one, other| (text(one), one).cmp(&(text(other), other)));
        index.phones.sort_unstable();
        index.begins.sort_unstable();
        index.ends.sort_unstable();
        index
    }

    fn empty(patients: &Patients, rows: usize) -> Self {
        let languages = patients.iter().map(|grant| grant.language);
        let none = Set::none(rows);
        Index {
            rows: Vec::with_capacity(rows),
            ranks: vec![0; rows],
            names: String::with_capacity(rows * 16),
            starts: Vec::with_capacity(rows + 1),
            words: Vec::with_capacity(rows * 2),
            phones: Vec::with_capacity(rows),
            clinicians: HashMap::new(),
            languages: languages.map(|language| (language, none.clone())).collect(),
            urgent: none,
            begins: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn put(&mut self, rank: u32, row: u32, name: &str) {
        let start = self.names.len();
        self.rows.push(row);
        if let Some(place) = self.ranks.get_mut(row as usize) {
            *place = rank;
        }
        self.starts.push(start);
        self.names.push_str(name);
        let mut inside = false;
        for (at, letter) in name.char_indices() {
            if letter.is_alphanumeric() && !inside {
                self.words.push((start + at, rank));
            }
            inside = letter.is_alphanumeric();
        }
    }

    fn file(&mut self, rank: u32, grant: &Grant, practice: &Practice) {
        let shown = grant
            .phones
            .iter()
            .filter(|phone| !secret(practice, **phone));
        self.phones
            .extend(shown.map(|phone| (backwards(phone.digits()), rank)));
        match self.clinicians.get_mut(&grant.clinician) {
            Some(ranks) => ranks.push(rank),
            None => {
                self.clinicians.insert(grant.clinician.clone(), vec![rank]);
            }
        }
        if let Some(set) = self.languages.get_mut(&grant.language) {
            set.add(rank);
        }
        if grant.urgent {
            self.urgent.add(rank);
        }
        self.begins.extend(grant.from.map(|day| (day, rank)));
        self.ends.extend(grant.until.map(|day| (day, rank)));
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row at a rank.
    pub fn row(&self, rank: u32) -> Option<u32> {
        self.rows.get(rank as usize).copied()
    }

    /// The rank of a row.
    pub fn rank(&self, row: u32) -> Option<u32> {
        self.ranks.get(row as usize).copied()
    }

    /// The languages that patients have of their own.
    pub fn languages(&self) -> impl Iterator<Item = Language> {
        self.languages.keys().copied().flatten()
    }

    /// All rows that match.
    pub fn find(&self, query: &Query, numbers: &Numbers, day: NaiveDate) -> Set {
        let mut found = self.by_text(&query.text, numbers);
        if let Some(clinician) = &query.clinician {
            let ranks = self.clinicians.get(clinician).into_iter().flatten();
            found.meet(&Set::of(self.len(), ranks.copied()));
        }
        if let Some(state) = query.state {
            self.only(state, day, &mut found);
        }
        match query.urgent {
            Some(true) => found.meet(&self.urgent),
            Some(false) => found.without(&self.urgent),
            None => {}
        }
        if let Some(language) = &query.language {
            match self.languages.get(language) {
                Some(set) => found.meet(set),
                None => found = Set::none(self.len()),
            }
        }
        found
    }

    fn only(&self, state: State, day: NaiveDate, found: &mut Set) {
        let begun = self.begins.partition_point(|(from, _)| *from <= day);
        let not_yet = self.begins.get(begun..).unwrap_or_default();
        let not_yet = Set::of(self.len(), not_yet.iter().map(|(_, rank)| *rank));
        let ended = self.ends.partition_point(|(until, _)| *until < day);
        let ended = self.ends.get(..ended).unwrap_or_default();
        let ended = Set::of(self.len(), ended.iter().map(|(_, rank)| *rank));
        match state {
            State::NotYet => found.meet(&not_yet),
            State::Ended => {
                found.meet(&ended);
                found.without(&not_yet);
            }
            State::InForce => {
                found.without(&ended);
                found.without(&not_yet);
            }
        }
    }

    fn by_text(&self, text: &str, numbers: &Numbers) -> Set {
        if is_phone(text) {
            return self.by_phone(text, numbers);
        }
        let mut found = Set::all(self.len());
        let wanted = folded(text);
        let words = wanted
            .split_whitespace()
            .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
        for word in words.filter(|word| !word.is_empty()) {
            found.meet(&Set::of(self.len(), self.with_word(word)));
        }
        found
    }

    /// The ranks whose name has a word that begins so.
    fn with_word(&self, word: &str) -> impl Iterator<Item = u32> {
        let at = |(start, rank): &(usize, u32)| {
            let end = self.starts.get(*rank as usize + 1).copied();
            let text = self.names.get(*start..end.unwrap_or(self.names.len()));
            text.unwrap_or_default()
        };
        let first = self.words.partition_point(|entry| at(entry) < word);
        let rest = self.words.get(first..).unwrap_or_default();
        let many = rest.partition_point(|entry| at(entry).starts_with(word));
        let found = rest.get(..many).unwrap_or_default();
        found.iter().map(|(_, rank)| *rank)
    }

    fn by_phone(&self, text: &str, numbers: &Numbers) -> Set {
        let digits: String = text.chars().filter_map(ascii_digit).collect();
        let mut found = Set::of(self.len(), self.with_tail(&digits));
        if let Ok(number) = numbers.read(text) {
            let whole = number.digits().to_string();
            found.join(&Set::of(self.len(), self.with_tail(&whole)));
        }
        found
    }

    /// The ranks with a phone that ends in these digits.
    fn with_tail(&self, tail: &str) -> impl Iterator<Item = u32> {
        let reversed: String = tail.chars().rev().collect();
        let length = u32::try_from(reversed.len()).unwrap_or(u32::MAX);
        let step = DIGITS.checked_sub(length).map(|free| 10u64.pow(free));
        let from = reversed.parse::<u64>().ok().zip(step);
        let found = from.map_or(&[][..], |(digits, step)| {
            let from = digits * step;
            let first = self.phones.partition_point(|(phone, _)| *phone < from);
            let rest = self.phones.get(first..).unwrap_or_default();
            let many = rest.partition_point(|(phone, _)| phone - from < step);
            rest.get(..many).unwrap_or_default()
        });
        // The zeros that a short number is filled up with are none of its digits.
        let least = 10u64.pow(length.saturating_sub(1).min(DIGITS));
        let found = found
            .iter()
            .filter(move |(phone, _)| backwards(*phone) >= least);
        found.map(|(_, rank)| *rank)
    }
}

/// The digits from the last to the first, at the left of fifteen places. What is left of a shorter number are zeros,
/// and no number begins with one.
fn backwards(digits: u64) -> u64 {
    let (mut rest, mut reversed) = (digits, 0);
    for _ in 0..DIGITS {
        reversed = reversed * 10 + rest % 10;
        rest /= 10;
    }
    reversed
}

/// Whether a search is for a phone: digits, and what people write between them.
fn is_phone(text: &str) -> bool {
    let between = |c: char| c.is_whitespace() || "+-./()'’\u{a0}".contains(c);
    text.chars().any(|c| ascii_digit(c).is_some())
        && text.chars().all(|c| ascii_digit(c).is_some() || between(c))
}

fn ascii_digit(c: char) -> Option<char> {
    c.is_ascii_digit().then_some(c)
}

/// Whether a number is a clinician's own, also one that is yet to confirm.
pub fn secret(practice: &Practice, number: E164) -> bool {
    practice.clinicians.owner_of(number).is_some()
}
