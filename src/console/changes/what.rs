//! What changes, in plain words: what there is now, and what there is then.

use maud::{Markup, html};

use super::gone;
use super::look::Look;
use super::phones;
use super::said::{brought, day};
use crate::config::edit::wish::Change;
use crate::console::hours;
use crate::console::visit::Visit;
use crate::console::words::Words;
use crate::domain::names::ClinicianId;
use crate::domain::patients::{Grant, Patients};
use crate::domain::phone::E164;
use crate::domain::practice::{Absence, Clinician, Practice};

/// One thing that changes.
pub(super) struct Row {
    pub(super) what: String,
    pub(super) was: Cell,
    pub(super) becomes: Cell,
}

/// What stands there.
#[derive(PartialEq, Eq)]
pub(super) enum Cell {
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

/// The table of what changes.
pub fn table(visit: &Visit, look: &Look) -> Markup {
    let words = &visit.words;
    let (title, rows) = told(visit, look);
    html! {
        p { strong { (title) } }
        @if !rows.is_empty() {
            table.cards {
                caption.unseen { (title) }
                thead { tr {
                    th scope="col" { (words.t("changes-column-what")) }
                    th scope="col" { (words.t("changes-column-now")) }
                    th scope="col" { (words.t("changes-column-then")) }
                } }
                tbody { @for row in &rows { tr {
                    th scope="row" { (row.what) }
                    td data-name=(words.t("changes-column-now")) { (cell(visit, &row.was)) }
                    td data-name=(words.t("changes-column-then")) { (cell(visit, &row.becomes)) }
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

fn told(visit: &Visit, look: &Look) -> (String, Vec<Row>) {
    let words = &visit.words;
    let (was, becomes) = (&look.proposal.was.practice, &look.proposal.becomes.practice);
    let name = |id: &ClinicianId| -> String {
        let found = was
            .clinicians
            .get(id)
            .or_else(|| becomes.clinicians.get(id));
        found.map_or_else(|| id.to_string(), |clinician| clinician.name.clone())
    };
    let both = [was, becomes];
    let row = |what: String, was: Cell, becomes: Cell| Row { what, was, becomes };
    match &look.change {
        Change::PracticeHours(_) => {
            let hours = |practice: &Practice| match &practice.hours {
                Some(hours) => Cell::Hours(hours.expression().to_owned()),
                None => Cell::Empty,
            };
            let what = words.t("changes-hours");
            (
                words.t("changes-practice-hours"),
                vec![row(what, hours(was), hours(becomes))],
            )
        }
        Change::Hours { clinician, .. } => {
            let hours = |practice: &Practice| match practice.clinicians.get(clinician) {
                Some(of) => Cell::Hours(of.hours.expression().to_owned()),
                None => Cell::Empty,
            };
            let title = words.with("changes-hours-of", &[("who", name(clinician).into())]);
            (
                title,
                vec![row(words.t("changes-hours"), hours(was), hours(becomes))],
            )
        }
        Change::Away { clinician, .. } => {
            let away = |practice: &Practice| {
                let of = practice.clinicians.get(clinician);
                let spans = of.map_or(&[][..], |of| &of.away);
                listed(spans.iter().map(|span| absence(words, span, &name)))
            };
            let title = words.with("changes-away-of", &[("who", name(clinician).into())]);
            (
                title,
                vec![row(words.t("changes-away"), away(was), away(becomes))],
            )
        }
        Change::Rota { name: rota, .. } => {
            let shifts = |practice: &Practice| {
                let shifts = practice.rota.iter();
                let shifts: Vec<(String, String)> = shifts
                    .map(|shift| (shift.hours.expression().to_owned(), name(&shift.clinician)))
                    .collect();
                match shifts.is_empty() {
                    true => Cell::Empty,
                    false => Cell::Shifts(shifts),
                }
            };
            let title = match rota.trim() {
                "" => words.t("changes-rota-nameless"),
                rota => words.with("changes-rota", &[("name", rota.into())]),
            };
            (
                title,
                vec![row(words.t("changes-shifts"), shifts(was), shifts(becomes))],
            )
        }
        Change::Clinician { clinician, .. } => {
            let title = words.with("changes-clinician", &[("who", name(clinician).into())]);
            let rows = match (
                was.clinicians.get(clinician),
                becomes.clinicians.get(clinician),
            ) {
                (Some(was), Some(becomes)) => clinician_rows(words, was, becomes, &name),
                _ => Vec::new(),
            };
            (title, rows)
        }
        Change::NextPhone { clinician, phone } => {
            let who = [("who", name(clinician).into())];
            let title = match phone {
                Some(_) => words.with("changes-next-phone", &who),
                None => words.with("changes-next-phone-given-up", &who),
            };
            (title, Vec::new())
        }
        Change::AddClinician { name, .. } => (
            words.with("changes-clinician-added", &[("who", name.trim().into())]),
            Vec::new(),
        ),
        Change::RemoveClinician(id) => {
            let rows = was.patients.len() - becomes.patients.len();
            let gaps = [("who", name(id).into()), ("patients", rows.into())];
            let title = words.with("changes-clinician-removed", &gaps);
            (title, gone::rows(words, look, id, &name))
        }
        Change::AddPatient(_) => {
            let added = becomes.patients.iter().last();
            let title = words.t("changes-patient-added");
            (title, patient_rows(words, both, None, added, &name))
        }
        Change::ChangePatient { row, .. } => {
            let place = was.patients.iter().position(|grant| grant.id == *row);
            let at = |patients: &'_ Patients| place.and_then(|at| patients.iter().nth(at).cloned());
            let (old, new) = (at(&was.patients), at(&becomes.patients));
            let title = words.with(
                "changes-patient",
                &[("who", old.as_ref().map_or("", |old| &old.name).into())],
            );
            let rows = patient_rows(words, both, old.as_ref(), new.as_ref(), &name);
            (title, rows)
        }
        Change::RemovePatient(id) => {
            let title = words.t("changes-patient-removed");
            (
                title,
                patient_rows(words, both, was.patients.get(*id), None, &name),
            )
        }
        Change::Patients {
            added,
            changed,
            removed,
        } => {
            let gaps = [
                ("added", added.len().into()),
                ("changed", changed.len().into()),
                ("removed", removed.len().into()),
            ];
            (words.with("changes-patients", &gaps), Vec::new())
        }
        Change::Restore(version) => {
            let kept = crate::config::versions::about(&visit.console.folder(), version);
            let title = match kept {
                Some(kept) => words.with(
                    "changes-restored",
                    &[("version", brought(visit, &kept).into())],
                ),
                None => words.t("changes-restored-unknown"),
            };
            (title, phones::rows(words, look))
        }
    }
}

pub(super) fn listed(items: impl Iterator<Item = String>) -> Cell {
    match items.collect::<Vec<_>>() {
        none if none.is_empty() => Cell::Empty,
        some => Cell::List(some),
    }
}

pub(super) fn absence(
    words: &Words,
    span: &Absence,
    name: &dyn Fn(&ClinicianId) -> String,
) -> String {
    let gaps = [
        ("from", day(words, *span.days.start()).into()),
        ("to", day(words, *span.days.end()).into()),
        (
            "cover",
            span.cover.as_ref().map_or_else(String::new, name).into(),
        ),
    ];
    match &span.cover {
        Some(_) => words.with("changes-away-covered", &gaps),
        None => words.with("changes-away-uncovered", &gaps),
    }
}

fn clinician_rows(
    words: &Words,
    was: &Clinician,
    becomes: &Clinician,
    name: &dyn Fn(&ClinicianId) -> String,
) -> Vec<Row> {
    let backup = |of: &Clinician| listed(of.backup.iter().map(name));
    let ring =
        |of: &Clinician| Cell::Words(words.with("changes-seconds", &[("seconds", of.ring.into())]));
    let rows = [
        (
            words.t("changes-name"),
            Cell::Words(was.name.clone()),
            Cell::Words(becomes.name.clone()),
        ),
        (
            words.t("changes-line"),
            Cell::Words(was.line.0.wire()),
            Cell::Words(becomes.line.0.wire()),
        ),
        (words.t("changes-backup"), backup(was), backup(becomes)),
        (words.t("changes-ring"), ring(was), ring(becomes)),
    ];
    differing(rows)
}

fn differing(rows: impl IntoIterator<Item = (String, Cell, Cell)>) -> Vec<Row> {
    let rows = rows.into_iter().filter(|(_, was, becomes)| was != becomes);
    rows.map(|(what, was, becomes)| Row { what, was, becomes })
        .collect()
}

/// A patient's phone; of one that is a clinician's as well, its last two digits.
fn shown_phone(practices: [&Practice; 2], phone: E164) -> String {
    let mut clinicians = practices
        .into_iter()
        .flat_map(|practice| practice.clinicians.iter());
    let is_secret = clinicians.any(|clinician| {
        let mut phones = clinician.all_phones();
        phones.any(|known| known.number.is(phone))
    });
    match is_secret {
        true => format!("•• {:02}", phone.digits() % 100),
        false => phone.wire(),
    }
}

fn patient_rows(
    words: &Words,
    practices: [&Practice; 2],
    was: Option<&Grant>,
    becomes: Option<&Grant>,
    name: &dyn Fn(&ClinicianId) -> String,
) -> Vec<Row> {
    let text = |grant: Option<&Grant>, of: &dyn Fn(&Grant) -> Option<String>| {
        grant.and_then(of).map_or(Cell::Empty, Cell::Words)
    };
    let both = |key: String, of: &dyn Fn(&Grant) -> Option<String>| {
        (key, text(was, of), text(becomes, of))
    };
    let phones = |grant: &Grant| {
        let phones = grant
            .phones
            .iter()
            .map(|phone| shown_phone(practices, *phone));
        Some(phones.collect::<Vec<_>>().join("; "))
    };
    let yes = words.t("changes-yes");
    let mut rows = vec![
        both(words.t("changes-name"), &|grant| {
            Some(grant.name.to_string())
        }),
        both(words.t("changes-phone"), &phones),
        both(words.t("changes-whom"), &|grant| {
            Some(name(&grant.clinician))
        }),
        both(words.t("changes-from"), &|grant| {
            grant.from.map(|date| day(words, date))
        }),
        both(words.t("changes-until"), &|grant| {
            grant.until.map(|date| day(words, date))
        }),
        both(words.t("changes-urgent"), &|grant| {
            grant.urgent.then(|| yes.clone())
        }),
        both(words.t("changes-language"), &|grant| {
            grant.language.map(|language| language.to_string())
        }),
    ];
    let code = |grant: Option<&Grant>| match grant.and_then(|grant| grant.code.as_ref()) {
        Some(_) => Cell::Words(words.t("changes-code-set")),
        None => Cell::Empty,
    };
    let other_code = was.zip(becomes).is_some_and(|(was, becomes)| {
        was.code.is_some() && becomes.code.is_some() && was.code != becomes.code
    });
    let then = match other_code {
        true => Cell::Words(words.t("changes-code-other")),
        false => code(becomes),
    };
    rows.push((words.t("changes-code"), code(was), then));
    differing(rows)
}

/// What is written in the audit log: what kind of change and whom it concerns, by id; never a name or a number.
pub fn in_the_log(change: &Change) -> String {
    let about = match change {
        Change::Hours { clinician, .. }
        | Change::Away { clinician, .. }
        | Change::Clinician { clinician, .. }
        | Change::NextPhone { clinician, .. }
        | Change::RemoveClinician(clinician) => clinician.to_string(),
        Change::AddClinician { id, .. } => id.trim().to_owned(),
        Change::ChangePatient { row, .. } | Change::RemovePatient(row) => row.to_string(),
        Change::Patients {
            added,
            changed,
            removed,
        } => format!("+{} ~{} -{}", added.len(), changed.len(), removed.len()),
        Change::Restore(version) => version.clone(),
        Change::PracticeHours(_) | Change::Rota { .. } | Change::AddPatient(_) => String::new(),
    };
    format!("{} {about}", change.word()).trim_end().to_owned()
}
