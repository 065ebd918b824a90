//! Finding a patient by a few letters of the name, for other pages.

use super::index::Query;
use crate::console::visit::{Refusal, Visit};
use crate::domain::names::PatientId;
use crate::domain::numbers::Numbers;

/// The longest that is looked for, in characters.
const LONGEST: usize = 200;

/// The rows that this account may see and that match, by name, at most so many; the same as the list finds.
///
/// # Errors
/// The page that says that there is no index.
pub async fn named(visit: &Visit, text: &str, most: usize) -> Result<Vec<PatientId>, Refusal> {
    let index = visit.index().await?;
    let practice = &visit.in_force.practice;
    let query = Query {
        text: text.chars().take(LONGEST).collect(),
        clinician: visit.only().cloned(),
        ..Query::default()
    };
    let numbers = Numbers::new(Some(&practice.country));
    let found = index.find(&query, &numbers, practice.day(visit.at));
    let rows = found.from(0).take(most);
    let rows = rows.filter_map(|rank| practice.patients.at(index.row(rank)?));
    Ok(rows.map(|row| row.id).collect())
}
