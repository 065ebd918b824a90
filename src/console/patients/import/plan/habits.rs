//! What a file as a whole says about its cells: how its days are written, and how long its codes are.

use super::Choice;
use crate::console::patients::import::cells::{self, DayTrouble, Order};
use crate::console::patients::import::columns::Column;
use crate::console::patients::import::decode::Table;
use crate::domain::patients::AccessCode;
use crate::domain::practice::Practice;

/// The order of day and month, and whether it must be asked for.
pub fn order(table: &Table, choice: &Choice, practice: &Practice) -> (Option<Order>, bool) {
    if choice.order.is_some() {
        return (choice.order, true);
    }
    let usual = cells::usual_order(&practice.country);
    let is_day = |column: &Column| matches!(column, Column::From | Column::Until);
    let places: Vec<usize> = (0usize..)
        .zip(&choice.columns)
        .filter_map(|(place, column)| is_day(column).then_some(place))
        .collect();
    let rows = table.rows.iter().skip(usize::from(choice.has_heading));
    let days = rows.flat_map(|row| places.iter().filter_map(|place| row.cells.get(*place)));
    let mut said: Vec<Order> = Vec::new();
    let mut slashed = false;
    for day in days {
        slashed |= cells::day(day, None) == Err(DayTrouble::Ambiguous);
        if let Some(order) = cells::order_of(day).filter(|order| !said.contains(order)) {
            said.push(order);
        }
    }
    match (said.as_slice(), usual) {
        ([], usual) => (usual, usual.is_none() && slashed),
        ([one], Some(usual)) if *one == usual => (Some(usual), false),
        ([one], None) => (Some(*one), false),
        _ => (None, true),
    }
}

/// How many digits most codes have, of the list and of the file; those that an apostrophe keeps whole do not count.
pub fn code_digits(table: &Table, choice: &Choice, practice: &Practice) -> usize {
    let place = choice
        .columns
        .iter()
        .position(|column| *column == Column::Code);
    let Some(place) = place else {
        return 0;
    };
    let rows = table.rows.iter().skip(usize::from(choice.has_heading));
    let codes = rows.map(|row| cells::code(row.cells.get(place).unwrap_or_default()));
    let written = codes.filter(|(digits, kept)| !kept && !digits.is_empty());
    let listed = practice
        .patients
        .iter()
        .filter_map(|grant| grant.code.as_ref());
    let lengths = written
        .map(|(digits, _)| digits.len())
        .chain(listed.map(AccessCode::digits));
    let mut counts = [0usize; 9];
    for length in lengths {
        if let Some(count) = counts.get_mut(length) {
            *count += 1;
        }
    }
    let most = counts.iter().enumerate().max_by_key(|(_, count)| **count);
    most.filter(|(_, count)| **count > 0)
        .map_or(0, |(digits, _)| digits)
}
