//! What changes, in plain words: what there is now, and what there is then.

use maud::{Markup, html};

use super::between;
use super::gone;
use super::look::Look;
use super::phones;
use super::rows::Two;
use super::said::brought;
use super::table::{self, Row, Tense};
use crate::config::edit::wish::Change;
use crate::console::visit::Visit;
use crate::domain::patients::Patients;

/// The table of what changes.
pub fn table(visit: &Visit, look: &Look) -> Markup {
    let (title, rows) = told(visit, look);
    html! {
        (table::shown(visit, &title, &rows, Tense::ToCome))
        @if let (Change::Restore(_), Some(things)) = (&look.change, &look.things) {
            (between::shown(visit, things, Tense::ToCome))
        }
    }
}

fn told(visit: &Visit, look: &Look) -> (String, Vec<Row>) {
    let words = &visit.words;
    let two = Two {
        was: &look.proposal.was,
        becomes: &look.proposal.becomes,
    };
    let [was, becomes] = two.practices();
    match &look.change {
        Change::PracticeHours(_) => (words.t("changes-practice-hours"), two.practice_hours(words)),
        Change::Hours { clinician, .. } => {
            let who = [("who", two.name(clinician).into())];
            let title = words.with("changes-hours-of", &who);
            (title, two.hours(words, clinician))
        }
        Change::Away { clinician, .. } => {
            let who = [("who", two.name(clinician).into())];
            let title = words.with("changes-away-of", &who);
            (title, two.away(words, clinician))
        }
        Change::Rota { name, .. } => (Two::rota_title(words, name), two.rota(words, name)),
        Change::Clinician { clinician, .. } => {
            let who = [("who", two.name(clinician).into())];
            let title = words.with("changes-clinician", &who);
            (title, two.clinician(words, clinician))
        }
        Change::NextPhone { clinician, phone } => {
            let who = [("who", two.name(clinician).into())];
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
            let gaps = [("who", two.name(id).into()), ("patients", rows.into())];
            let title = words.with("changes-clinician-removed", &gaps);
            (title, gone::rows(words, look, id, two))
        }
        Change::AddPatient(_) => {
            let added = becomes.patients.iter().last();
            let title = words.t("changes-patient-added");
            (title, two.patient(words, None, added))
        }
        Change::ChangePatient { row, .. } => {
            let place = was.patients.place(*row);
            let at = |patients: &Patients| place.and_then(|at| patients.at(at).cloned());
            let (old, new) = (at(&was.patients), at(&becomes.patients));
            let who = old.as_ref().map_or("", |old| &old.name);
            let title = words.with("changes-patient", &[("who", who.into())]);
            (title, two.patient(words, old.as_ref(), new.as_ref()))
        }
        Change::RemovePatient(id) => {
            let title = words.t("changes-patient-removed");
            (title, two.patient(words, was.patients.get(*id), None))
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

/// What is written in the audit log: what kind of change and whom it concerns, by id; never a name or a number.
pub fn in_the_log(change: &Change) -> String {
    format!("{} {}", change.word(), change.about())
        .trim_end()
        .to_owned()
}
