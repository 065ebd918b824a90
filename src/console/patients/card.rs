//! The card to hand to a patient, to be printed from the browser.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use maud::html;

use super::index::State;
use super::one::path;
use super::style;
use crate::cards::{Card, Files};
use crate::console::page::{Tab, page};
use crate::console::visit::{Act, Outcome, Refusal, Visit};
use crate::domain::patients::Grant;

/// `GET /console/patients/{id}/card`
pub async fn page_of(visit: Visit, Path(id): Path<String>) -> Outcome {
    let grant = visit.grant(&id)?;
    files(&visit, grant)?;
    let words = &visit.words;
    let title = words.with("patients-card-title", &[("name", (*grant.name).into())]);
    let picture = format!("{}/card.svg", path(grant));
    let body = html! {
        (style())
        p.screen-only { a href=(path(grant)) { (words.t("patients-back")) } }
        p.screen-only { (words.t("patients-card-hint")) }
        p { img.patient-card src=(picture) alt=(title); }
        p.screen-only {
            a.button.quiet href=(picture) download="card.svg" { (words.t("patients-card-download")) }
        }
    };
    Ok(page(&visit, Some(Tab::Patients), &title, &body))
}

/// `GET /console/patients/{id}/card.svg`
pub async fn picture_of(visit: Visit, Path(id): Path<String>) -> Outcome {
    let grant = visit.grant(&id)?;
    let files = files(&visit, grant)?;
    let headers = [
        (header::CONTENT_TYPE, "image/svg+xml"),
        (header::CACHE_CONTROL, "no-store"),
        // Opened by itself it is a document of this site: it may bring its letters' shapes, and nothing else.
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
        ),
    ];
    let response: Response = (headers, files.svg).into_response();
    Ok(response)
}

/// The card holds the access code: it is for those who may give access.
fn files(visit: &Visit, grant: &Grant) -> Result<Files, Refusal> {
    visit.must(&Act::Change(&grant.clinician))?;
    let in_force = &visit.in_force;
    let practice = &in_force.practice;
    let today = practice.day(visit.at);
    let clinician = practice.clinicians.get(&grant.clinician);
    let clinician = clinician.ok_or_else(|| visit.not_found())?;
    if State::of(grant, today) == State::Ended {
        let why = visit.words.t("patients-card-ended");
        return Err(visit.refuse(axum::http::StatusCode::CONFLICT, &why));
    }
    let card = Card::new(clinician, Some(grant), practice, &in_force.prompts, today);
    card.files(&in_force.guard).map_err(|refused| {
        tracing::warn!(%refused, "a card is not made");
        visit.refuse(
            axum::http::StatusCode::CONFLICT,
            &visit.words.t("patients-card-refused"),
        )
    })
}
