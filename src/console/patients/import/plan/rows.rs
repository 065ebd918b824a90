//! What becomes of one row of a file: it is taken, or refused with reasons.

use crate::console::patients::import::cells::DayTrouble;
use crate::console::patients::import::columns::Column;
use crate::console::patients::phones::Trouble;
use crate::domain::names::PatientId;
use crate::domain::patients::Grant;

/// Why a row is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A quotation mark is not closed.
    Torn,
    /// It has more cells than the first row has columns.
    TooWide,
    /// There is no name.
    NoName,
    /// The name cannot be spoken: too long, or with characters that are none.
    BadName,
    /// A letter of the name became a question mark: the file's letters do not have it.
    LostLetter,
    /// A clinician's number stands in a cell where no phone belongs.
    NumberInCell,
    /// A phone.
    Phone(Trouble),
    /// There is no clinician.
    NoClinician,
    /// Nobody of the practice has this id or name.
    UnknownClinician(String),
    /// A day: the column and what stands in it.
    Day(Column, DayTrouble, String),
    /// It ends before it begins.
    Order,
    /// Neither yes nor no.
    YesNo(String),
    /// A language without prompts.
    Language(String),
    /// A code is four to eight digits.
    Code,
    /// Shorter than the others: a spreadsheet takes zeros away.
    ShortCode,
    /// Another household of the clinician has it.
    CodeTaken,
    /// The same patient stands in this row already.
    Twice(u32),
    /// It may be either of two rows of the list.
    TwoRows,
}

/// A row that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The row of the spreadsheet.
    pub number: u32,
    /// Which row of the list it changes; `None`: it is new.
    pub was: Option<PatientId>,
    /// What it becomes.
    pub grant: Grant,
    /// Whether a phone was repaired.
    pub repaired: bool,
    /// Another patient of the clinician who has the same name and other phones, or the same phone and another name.
    pub like: Option<PatientId>,
}

/// A row that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The row of the spreadsheet.
    pub number: u32,
    /// The name in it, as far as it can be shown.
    pub name: String,
    /// Why.
    pub reasons: Vec<Reason>,
}
