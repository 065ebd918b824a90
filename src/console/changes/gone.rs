//! What goes along with a clinician, in words: where else the name stands, and what waits in the box.

use super::look::Look;
use super::rows::Two;
use super::table::{Cell, Row, listed};
use crate::console::words::Words;
use crate::domain::names::ClinicianId;
use crate::domain::practice::{Absence, Clinician};

/// A row for each place.
pub fn rows(words: &Words, look: &Look, id: &ClinicianId, two: Two<'_>) -> Vec<Row> {
    let name = |id: &ClinicianId| two.name(id);
    let (was, becomes) = (&look.proposal.was, &look.proposal.becomes.practice);
    let mut rows = Vec::new();
    rows.extend(messages(words, look));
    for other in was.practice.clinicians.iter() {
        let Some(then) = becomes.clinicians.get(&other.id) else {
            continue;
        };
        let who = [("who", other.name.clone().into())];
        if other.backup != then.backup {
            let backup = |of: &Clinician| listed(of.backup.iter().map(&name));
            rows.push(Row {
                what: words.with("changes-backup-of", &who),
                was: backup(other),
                becomes: backup(then),
            });
        }
        let covered = |away: &&Absence| away.cover.as_ref() == Some(id);
        let now: Vec<&Absence> = other.away.iter().filter(covered).collect();
        if !now.is_empty() {
            let uncovered = now.iter().map(|away| Absence {
                cover: None,
                ..(*away).clone()
            });
            let uncovered: Vec<Absence> = uncovered.collect();
            rows.push(Row {
                what: words.with("changes-away-of", &who),
                was: listed(now.into_iter().map(|away| two.absence(words, away))),
                becomes: listed(uncovered.iter().map(|away| two.absence(words, away))),
            });
        }
    }
    for rota in &was.written.rotas {
        let shift = |shift: &crate::domain::practice::Shift| {
            (shift.hours.expression().to_owned(), name(&shift.clinician))
        };
        let now: Vec<_> = rota.shifts.iter().map(shift).collect();
        let others = rota.shifts.iter().filter(|shift| shift.clinician != *id);
        let then: Vec<_> = others.map(shift).collect();
        if now.len() == then.len() {
            continue;
        }
        rows.push(Row {
            what: Two::rota_title(words, &rota.name),
            was: Cell::Shifts(now),
            becomes: match then.is_empty() {
                true => Cell::Empty,
                false => Cell::Shifts(then),
            },
        });
    }
    rows
}

fn messages(words: &Words, look: &Look) -> Option<Row> {
    let (was, becomes) = match look.unheard {
        Some(0) => return None,
        Some(count) => (count.to_string(), words.t("changes-new-messages-then")),
        None => (words.t("changes-new-messages-unknown"), String::new()),
    };
    Some(Row {
        what: words.t("changes-new-messages"),
        was: Cell::Words(was),
        becomes: Cell::Words(becomes),
    })
}
