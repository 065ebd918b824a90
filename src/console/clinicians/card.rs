//! The card of a clinician's line, to look at and to print.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::{path, seen};
use crate::cards::{Card, Files};
use crate::console::visit::{Outcome, Refusal, Visit};
use crate::domain::practice::Clinician;

/// The picture, and the page to print.
pub fn section(visit: &Visit, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let path = path(&clinician.id);
    let alt = words.with(
        "clinicians-card-alt",
        &[("name", clinician.name.clone().into())],
    );
    html! {
        section.panel {
            h2 { (words.t("clinicians-card")) }
            p { (words.t("clinicians-card-told")) }
            p { img.card src=(format!("{path}/card.svg")) alt=(alt) width="648" height="204"; }
            p { a.button.quiet href=(format!("{path}/card.html")) download { (words.t("clinicians-card-print")) } }
        }
    }
}

/// `GET /console/clinicians/{id}/card.svg`
pub async fn picture(visit: Visit, Path(id): Path<String>) -> Outcome {
    let files = files(&visit, &id)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], files.svg).into_response())
}

/// `GET /console/clinicians/{id}/card.html`: saved, since the page brings its own style.
pub async fn page_to_print(visit: Visit, Path(id): Path<String>) -> Outcome {
    let files = files(&visit, &id)?;
    Ok(saved(&id, files.html))
}

fn saved(id: &str, page: String) -> Response {
    let name = format!("attachment; filename=\"card-{id}.html\"");
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
    ];
    (headers, page).into_response()
}

fn files(visit: &Visit, id: &str) -> Result<Files, Refusal> {
    let clinician = seen(visit, id)?;
    let in_force = &visit.in_force;
    let practice = &in_force.practice;
    let today = practice.day(visit.at);
    let card = Card::new(&clinician, None, practice, &in_force.prompts, today);
    card.files(&in_force.guard).map_err(|_| {
        let why = visit.words.t("clinicians-card-refused");
        visit.refuse(StatusCode::CONFLICT, &why)
    })
}
