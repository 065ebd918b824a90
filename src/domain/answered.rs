//! A clinician answers a patient, in writing or by phone: the patient's urgent texts wait for nobody any more.

use super::decision::Effect;
use super::facts::Facts;
use super::names::ClinicianId;
use super::outbox::Author;
use super::patients::Household;
use super::phone::{E164, Line};
use super::practice::Practice;

/// What follows from an answer to these patients. `line`: over which it goes, where that is a back line; a front line is
/// shared by all conversations with marks, and an answer to one of them is none to the others.
///
/// Who answers need not be who got the text: after a hand-over, or with a backup, it is somebody else.
pub fn answered(
    practice: &Practice,
    facts: &Facts,
    clinician: &ClinicianId,
    line: Option<Line>,
    household: &Household<'_>,
) -> Vec<Effect> {
    let line = line.filter(|line| practice.is_back_line(line.0));
    let acknowledged = line.map(|line| Effect::Acknowledge {
        clinician: clinician.clone(),
        line,
    });
    let row = household.grants.first();
    let phones = practice
        .patients
        .phones_of(row.map_or(household.id, |row| row.id));
    let theirs = facts
        .watched
        .iter()
        .filter(|text| author_of(&text.author).is_some_and(|phone| phones.contains(&phone)));
    let over = theirs.map(|text| Effect::WatchOver { text: text.id });
    acknowledged.into_iter().chain(over).collect()
}

fn author_of(author: &Author) -> Option<E164> {
    match author {
        Author::Patient { phone, .. } => Some(*phone),
        Author::Clinician { .. } | Author::Nightbell => None,
    }
}
