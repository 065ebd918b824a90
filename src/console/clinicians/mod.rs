//! The clinicians: who there is, on which line, with which phones (their last two digits), and the forms that change them.
//!
//! A number is entered once. It goes into the configuration folder and never comes back: no form holds it, no page shows it,
//! and a form that was refused is empty again.

mod add;
mod card;
mod known;
mod list;
mod one;
mod phone;
mod pin;
mod remove;
#[cfg(test)]
mod tests;

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use maud::{Markup, html};

use super::form::{Fields, Posted};
use super::page::{Tab, page, see_other};
use super::visit::{Act, Outcome, Refusal, Visit};
use crate::config::edit::wish::Change;
use crate::console::changes;
use crate::domain::names::ClinicianId;
use crate::domain::practice::Clinician;

pub use add::{add, ask_add};
pub use card::{page_to_print, picture};
pub use phone::{ask, change as change_phone, give_up};
pub use pin::{call as call_for_pin, set as set_pin};
pub use remove::{ask_remove, remove};

/// `GET /console/clinicians`; a clinician is led to the own page.
pub async fn show(visit: Visit) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    // A list of one is no list.
    let clinicians = &visit.in_force.practice.clinicians;
    if let Some(own) = visit.only().and_then(|own| clinicians.get(own)) {
        return Ok(see_other(&path(&own.id)));
    }
    let known = known::Known::of(&visit).await?;
    let body = list::shown(&visit, &known);
    Ok(titled(&visit, &visit.words.t("clinicians-title"), &body))
}

/// `GET /console/clinicians/{id}`
pub async fn show_one(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Outcome {
    let clinician = seen(&visit, &id)?;
    let query = Fields::read(query.as_deref().unwrap_or_default().as_bytes());
    let said = said(&visit, query.get("said"));
    one::page_of(&visit, &clinician, &said, None).await
}

/// `POST /console/clinicians/{id}`: name, line, backup, ring.
pub async fn change(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let clinician = seen(&visit, &id)?;
    let change = Change::Clinician {
        clinician: clinician.id.clone(),
        name: fields.get("name").to_owned(),
        line: fields.get("line").to_owned(),
        backup: backup(&fields),
        ring: ring(&visit, &clinician, fields.get("ring")).await,
    };
    changes::preview(visit, change, fields.get("base"), &path(&clinician.id)).await
}

/// Those who were chosen, in order; nobody twice.
fn backup(fields: &Fields) -> Vec<ClinicianId> {
    let mut chosen: Vec<ClinicianId> = Vec::new();
    for id in fields.all("backup").filter_map(ClinicianId::new) {
        if !chosen.contains(&id) {
            chosen.push(id);
        }
    }
    chosen
}

/// As it is written already, where it says the same.
async fn ring(visit: &Visit, clinician: &Clinician, seconds: &str) -> String {
    let same = seconds.parse() == Ok(clinician.ring);
    if !same {
        // What is no number is told with the other mistakes.
        return format!("{seconds}s");
    }
    let (editor, id) = (visit.console.editor(), clinician.id.clone());
    let written = tokio::task::spawn_blocking(move || editor.ring_written(&id)).await;
    written.ok().flatten().unwrap_or_default()
}

/// The clinician of a page, where there is one that this account may see.
fn seen(visit: &Visit, id: &str) -> Result<Clinician, Refusal> {
    let id = ClinicianId::new(id).ok_or_else(|| visit.not_found())?;
    if !visit.may(&Act::See(Some(&id))) {
        return Err(visit.not_found());
    }
    let clinician = visit.in_force.practice.clinicians.get(&id);
    clinician.cloned().ok_or_else(|| visit.not_found())
}

fn path(id: &ClinicianId) -> String {
    format!("/console/clinicians/{id}")
}

/// Back to the clinician's page, which says this.
fn back(clinician: &Clinician, said: &str) -> Response {
    see_other(&format!("{}?said={said}", path(&clinician.id)))
}

/// What was done just now.
fn said(visit: &Visit, what: &str) -> Markup {
    let words = &visit.words;
    let (good, said) = match what {
        "called" => (true, words.t("clinicians-said-called")),
        "texted" => (true, words.t("clinicians-said-texted")),
        "enough" => (false, words.t("clinicians-said-enough")),
        "pin" => (true, words.t("clinicians-said-pin")),
        "pin-called" if visit.only().is_some() => (true, words.t("clinicians-own-said-pin-called")),
        "pin-called" => (true, words.t("clinicians-said-pin-called")),
        _ => return Markup::default(),
    };
    let class = if good { "notice good" } else { "notice bad" };
    html! { p class=(class) role="status" { (said) } }
}

fn titled(visit: &Visit, title: &str, body: &Markup) -> Response {
    let body = html! {
        link rel="stylesheet" href="/console/assets/clinicians.css";
        (body)
    };
    page(visit, Some(Tab::Clinicians), title, &body)
}
