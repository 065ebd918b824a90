//! What differs, as a table: what there is now, and what there is then.

use maud::{Markup, html};

use crate::console::hours;
use crate::console::visit::Visit;
use crate::console::words::Words;

/// One thing that differs.
#[derive(Clone, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub what: String,
    /// What stands there first.
    pub was: Cell,
    /// What stands there after.
    pub becomes: Cell,
}

/// What stands there.
#[derive(Clone, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Words(String),
    /// Hours, in the notation of the files.
    Hours(String),
    /// Who is on duty when, in the notation of the files.
    Shifts(Vec<(String, String)>),
    /// Several, in order.
    List(Vec<String>),
}

impl Row {
    /// Of these.
    pub fn new(what: String, was: Cell, becomes: Cell) -> Self {
        Row { what, was, becomes }
    }
}

/// Several in order, or nothing.
pub fn listed(items: impl Iterator<Item = String>) -> Cell {
    match items.collect::<Vec<_>>() {
        none if none.is_empty() => Cell::Empty,
        some => Cell::List(some),
    }
}

/// Those of which something differs.
pub fn differing(rows: impl IntoIterator<Item = (String, Cell, Cell)>) -> Vec<Row> {
    let rows = rows.into_iter().filter(|(_, was, becomes)| was != becomes);
    rows.map(|(what, was, becomes)| Row::new(what, was, becomes))
        .collect()
}

/// Whether what differs has happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// It would: as it is now, and then.
    ToCome,
    /// It has: as it was before, and after.
    Past,
}

impl Tense {
    fn heads(self, words: &Words) -> [String; 2] {
        match self {
            Tense::ToCome => [
                words.t("changes-column-now"),
                words.t("changes-column-then"),
            ],
            Tense::Past => [
                words.t("changes-column-before"),
                words.t("changes-column-after"),
            ],
        }
    }
}

/// A title with its rows.
pub fn shown(visit: &Visit, title: &str, rows: &[Row], tense: Tense) -> Markup {
    let words = &visit.words;
    let [was, becomes] = tense.heads(words);
    html! {
        p { strong { (title) } }
        @if !rows.is_empty() {
            table.cards {
                caption.unseen { (title) }
                thead { tr {
                    th scope="col" { (words.t("changes-column-what")) }
                    th scope="col" { (was) }
                    th scope="col" { (becomes) }
                } }
                tbody { @for row in rows { tr {
                    th scope="row" { (row.what) }
                    td data-name=(was) { (cell(visit, &row.was)) }
                    td data-name=(becomes) { (cell(visit, &row.becomes)) }
                } } }
            }
        }
    }
}

fn cell(visit: &Visit, cell: &Cell) -> Markup {
    html! {
        @match cell {
            Cell::Empty => span.soft { (visit.words.t("changes-empty")) },
            Cell::Words(text) => (text),
            Cell::Hours(notation) => div { (hours::in_words(visit, notation, false)) },
            Cell::Shifts(shifts) => ol.plain { @for (notation, who) in shifts {
                li { strong { (who) } (hours::in_words(visit, notation, true)) }
            } },
            Cell::List(items) => ul.plain { @for item in items { li { (item) } } },
        }
    }
}
