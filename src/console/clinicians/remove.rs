//! A clinician goes: what goes along is said before.

use axum::extract::Path;
use maud::{Markup, html};

use super::{path, seen, titled};
use crate::config::edit::mentions::{self, Needed};
use crate::config::edit::wish::Change;
use crate::console::changes;
use crate::console::form::Posted;
use crate::console::page::{base, csrf};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::practice::Clinician;

/// `GET /console/clinicians/{id}/remove`
pub async fn ask_remove(visit: Visit, Path(id): Path<String>) -> Outcome {
    visit.must(&Act::Manage)?;
    let clinician = seen(&visit, &id)?;
    let unheard = visit.console.store().unheard_of(&clinician.id).await;
    let unheard = unheard.map_err(|down| visit.store_down(&down))?;
    let words = &visit.words;
    let patients = visit.in_force.practice.patients.rows_of(&clinician.id);
    let body = html! {
        section.panel {
            ul.goes {
                li { (words.with("clinicians-remove-patients", &[("count", patients.into())])) }
                li { (words.with("clinicians-remove-unheard", &[("count", unheard.into())])) }
                li { (words.t("clinicians-remove-pin")) }
                li { (words.t("clinicians-remove-line")) }
            }
            @if unheard > 0 {
                p.notice.bad { (words.t("clinicians-remove-hear")) " "
                    a href=(format!("/console/journal?kind=messages&clinician={}", clinician.id)) {
                        (words.t("clinicians-remove-messages"))
                    }
                }
            }
            (named(&visit, &clinician))
            form method="post" action=(format!("{}/remove", path(&clinician.id))) {
                (csrf(&visit)) (base(&visit))
                p.row {
                    button.danger type="submit" { (words.t("clinicians-preview")) }
                    a.button.quiet href=(path(&clinician.id)) { (words.t("clinicians-back")) }
                }
            }
        }
    };
    let title = words.with(
        "clinicians-remove-one",
        &[("name", clinician.name.clone().into())],
    );
    Ok(titled(&visit, &title, &body))
}

/// Where else this clinician is named: what goes along, and what must be changed first.
fn named(visit: &Visit, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let id = &clinician.id;
    let needed = mentions::needs(practice, id, visit.at);
    let others = || practice.clinicians.iter().filter(|other| other.id != *id);
    let backup = others().filter(|other| other.backup.contains(id));
    let covers = |other: &&Clinician| {
        let is_needed = |need: &Needed| matches!(need, Needed::Cover { of, .. } if *of == other.id);
        let mut away = other.away.iter();
        away.any(|away| away.cover.as_ref() == Some(id)) && !needed.iter().any(is_needed)
    };
    let cover = others().filter(covers);
    let rotas = visit.in_force.written.rotas.iter();
    let mut shifts = rotas.flat_map(|rota| &rota.shifts);
    let on_duty = shifts.any(|shift| shift.clinician == *id);
    let is_needed = needed
        .iter()
        .any(|need| matches!(need, Needed::Shift { .. }));
    let name = |other: &Clinician| [("name", other.name.clone().into())];
    let mut places: Vec<String> = backup
        .map(|other| words.with("clinicians-named-backup", &name(other)))
        .chain(cover.map(|other| words.with("clinicians-named-cover", &name(other))))
        .collect();
    if on_duty && !is_needed {
        places.push(words.t("clinicians-named-rota"));
    }
    html! {
        @if !places.is_empty() {
            div.notice {
                p { (words.t("clinicians-named")) }
                ul { @for place in &places { li { (place) } } }
            }
        }
        @if !needed.is_empty() {
            div.notice.bad {
                p { (words.t("changes-needed")) }
                (changes::needed(visit, &needed))
            }
        }
    }
}

/// `POST /console/clinicians/{id}/remove`
pub async fn remove(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let clinician = seen(&visit, &id)?;
    let change = Change::RemoveClinician(clinician.id);
    changes::preview(visit, change, fields.get("base"), "/console/clinicians").await
}
