//! How a spreadsheet is to be taken: which column is what, what becomes of the others, what of refused rows.

use maud::{Markup, html};

use super::HERE;
use super::cells::Order;
use super::columns::{COLUMNS, Column};
use super::decode::{Letters, Table};
use super::desk::Upload;
use crate::console::page::csrf;
use crate::console::patients::index::secret;
use crate::console::patients::phones::{DOTS, Phones};
use crate::console::visit::Visit;
use crate::console::words::Words;

/// So many cells of a column are shown.
const SAMPLES: usize = 3;

/// So much of each, in characters.
const SAMPLE: usize = 30;

/// What was read, in words.
pub fn what_was_read(visit: &Visit, upload: &Upload) -> Markup {
    let words = &visit.words;
    let table = &upload.table;
    let rows = table
        .rows
        .len()
        .saturating_sub(usize::from(upload.choice.has_heading));
    let separator = match table.separator {
        b';' => words.t("import-separator-semicolon"),
        b'\t' => words.t("import-separator-tab"),
        b',' => words.t("import-separator-comma"),
        _ => words.t("import-separator-other"),
    };
    html! {
        p { (words.with("import-was-read", &[("rows", rows.into()), ("separator", separator.into())])) }
        @if table.letters == Letters::Windows1252 {
            p.notice { (words.t("import-windows-1252")) " " (foreign(visit, table)) }
        }
    }
}

/// A few words with letters that are not English, to be looked at.
fn foreign(visit: &Visit, table: &Table) -> String {
    let cells = table.rows.iter().flat_map(|row| row.cells.iter());
    let foreign = cells.filter(|cell| cell.chars().any(|c| !c.is_ascii() && c.is_alphabetic()));
    let shown: Vec<String> = foreign
        .take(SAMPLES)
        .map(|cell| short(visit, None, cell))
        .collect();
    shown.join(" · ")
}

fn short(visit: &Visit, phones: Option<&Phones<'_>>, cell: &str) -> String {
    let practice = &visit.in_force.practice;
    let number = phones.and_then(|phones| phones.number(cell));
    if visit.in_force.guard.finds(cell) || number.is_some_and(|number| secret(practice, number)) {
        return DOTS.to_owned();
    }
    let mut short: String = cell.trim().chars().take(SAMPLE).collect();
    if cell.trim().chars().count() > SAMPLE {
        short.push('…');
    }
    short
}

/// The form.
pub fn form(visit: &Visit, upload: &Upload, asks_for_order: bool) -> Markup {
    let words = &visit.words;
    let choice = &upload.choice;
    let days = choice
        .columns
        .iter()
        .any(|column| matches!(column, Column::From | Column::Until));
    html! {
        form method="post" action={ (HERE) "/" (upload.token) } {
            (csrf(visit))
            (columns(visit, upload))
            label.tick {
                input type="checkbox" name="heading" value="yes" checked[choice.has_heading];
                (words.t("import-heading"))
            }
            @if !choice.columns.contains(&Column::Clinician) {
                p { label for="whose" { (words.t("import-whose")) }
                    select id="whose" name="clinician" {
                        option value="" { (words.t("patients-choose")) }
                        @for clinician in visit.in_force.practice.clinicians.iter() {
                            option value=(clinician.id) selected[choice.clinician.as_ref() == Some(&clinician.id)] { (clinician.name) }
                        }
                    } }
            }
            @if days {
                fieldset {
                    legend { (words.t("import-order")) }
                    @if asks_for_order && choice.order.is_none() { p.notice { (words.t("import-order-asked")) } }
                    (radio("order", "", choice.order.is_none(), &words.t("import-order-usual")))
                    (radio("order", "day", choice.order == Some(Order::DayFirst), &words.t("import-order-day")))
                    (radio("order", "month", choice.order == Some(Order::MonthFirst), &words.t("import-order-month")))
                }
            }
            fieldset {
                legend { (words.t("import-mode")) }
                (radio("mode", "add", !choice.replaces, &words.t("import-mode-add")))
                (radio("mode", "replace", choice.replaces, &words.t("import-mode-replace")))
                p.hint { (words.t("import-mode-replace-hint")) }
            }
            fieldset {
                legend { (words.t("import-refused-mode")) }
                (radio("refused", "leave", !choice.all_or_nothing, &words.t("import-refused-leave")))
                (radio("refused", "stop", choice.all_or_nothing, &words.t("import-refused-stop")))
                p.hint { (words.t("import-refused-hint")) }
            }
            p { button.quiet type="submit" { (words.t("import-take-so")) } }
        }
    }
}

fn radio(name: &str, value: &str, is_on: bool, says: &str) -> Markup {
    html! {
        label.tick { input type="radio" name=(name) value=(value) checked[is_on]; (says) }
    }
}

fn columns(visit: &Visit, upload: &Upload) -> Markup {
    let words = &visit.words;
    let table = &upload.table;
    let phones = Phones::new(&visit.in_force.practice);
    let heading = |place: usize| {
        let first = table.rows.first().filter(|_| upload.choice.has_heading);
        let cell = first
            .and_then(|row| row.cells.get(place))
            .unwrap_or_default();
        match cell.trim().is_empty() {
            true => words.with("import-column-number", &[("letter", letter(place).into())]),
            false => short(visit, Some(&phones), cell),
        }
    };
    let samples = |place: usize| {
        let rows = table
            .rows
            .iter()
            .skip(usize::from(upload.choice.has_heading));
        let cells = rows.filter_map(|row| row.cells.get(place));
        let cells = cells.filter(|cell| !cell.trim().is_empty()).take(SAMPLES);
        let cells: Vec<String> = cells
            .map(|cell| short(visit, Some(&phones), cell))
            .collect();
        cells.join(" · ")
    };
    html! {
        table.cards {
            caption { (words.t("import-columns-caption")) }
            thead { tr {
                th scope="col" { (words.t("import-column-heading")) }
                th scope="col" { (words.t("import-column-sample")) }
                th scope="col" { (words.t("import-column-is")) }
            } }
            tbody { @for (place, is) in upload.choice.columns.iter().enumerate() {
                tr {
                    td data-name=(words.t("import-column-heading")) { (heading(place)) }
                    td data-name=(words.t("import-column-sample")) { span.soft { (samples(place)) } }
                    td data-name=(words.t("import-column-is")) {
                        select name={ "column-" (place) } aria-label=(words.with("import-column-label", &[("heading", heading(place).into())])) {
                            @for (column, key) in &COLUMNS {
                                option value=(key) selected[column == is] { (column_name(words, *column)) }
                            }
                        }
                    }
                }
            } }
        }
    }
}

/// As spreadsheets name columns: A, B, … Z, AA.
fn letter(place: usize) -> String {
    let mut letters = String::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        let letter = u8::try_from(rest % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + letter));
        rest /= 26;
    }
    letters
}

/// What a column is, in words.
pub fn column_name(words: &Words, column: Column) -> String {
    match column {
        Column::Phone => words.t("patients-column-phones"),
        Column::Name => words.t("patients-field-name"),
        Column::First => words.t("import-column-first"),
        Column::Last => words.t("import-column-last"),
        Column::Clinician => words.t("patients-field-clinician"),
        Column::From => words.t("patients-field-from"),
        Column::Until => words.t("patients-field-until"),
        Column::Urgent => words.t("patients-column-urgent"),
        Column::Language => words.t("patients-field-language"),
        Column::Code => words.t("patients-field-code"),
        Column::Other => words.t("import-column-other"),
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        let letters: Vec<String> = [0, 1, 25, 26, 27, 52, 701, 702]
            .into_iter()
            .map(letter)
            .collect();
        assert_eq!(letters, ["A", "B", "Z", "AA", "AB", "BA", "ZZ", "AAA"]);
    }
}
