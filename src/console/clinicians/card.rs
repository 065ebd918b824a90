//! The card of a clinician's line, to look at and to print.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use maud::{Markup, html};

use super::{path, seen, titled};
use crate::cards::{Card, Files};
use crate::console::visit::{Outcome, Refusal, Visit};
use crate::domain::practice::Clinician;

/// So many cards that are anybody's fit on a page of A4 and of US letter.
const COPIES: usize = 4;

/// The picture, and the way to the page to print.
pub fn section(visit: &Visit, clinician: &Clinician) -> Markup {
    let words = &visit.words;
    let path = path(&clinician.id);
    html! {
        section.panel {
            h2 { (words.t("clinicians-card")) }
            p { (words.t("clinicians-card-told")) }
            p { img.card src=(format!("{path}/card.svg")) alt=(alt(visit, clinician)) width="648" height="204"; }
            // The same words as with a patient: it is the same thing.
            p { a.button.quiet href=(format!("{path}/card")) { (words.t("patients-card")) } }
        }
    }
}

/// `GET /console/clinicians/{id}/card.svg`
pub async fn picture(visit: Visit, Path(id): Path<String>) -> Outcome {
    let files = files(&visit, &id)?;
    Ok(([(header::CONTENT_TYPE, "image/svg+xml")], files.svg).into_response())
}

/// `GET /console/clinicians/{id}/card`: to be printed from the browser; on paper there are as many as fit.
pub async fn page_to_print(visit: Visit, Path(id): Path<String>) -> Outcome {
    let clinician = seen(&visit, &id)?;
    files(&visit, &id)?;
    let words = &visit.words;
    let title = alt(&visit, &clinician);
    let picture = format!("{}/card.svg", path(&clinician.id));
    let body = html! {
        p.screen-only { a href=(path(&clinician.id)) { (clinician.name) } }
        p.screen-only { (words.with("clinicians-card-hint", &[("cards", COPIES.into())])) }
        img.card src=(picture) alt=(title) width="648" height="204";
        @for _ in 1..COPIES { img.card.print-only src=(picture) alt=""; }
        p.screen-only {
            a.button.quiet href=(picture) download=(format!("card-{id}.svg")) { (words.t("patients-card-download")) }
        }
    };
    let title = words.with(
        "clinicians-card-title",
        &[("name", clinician.name.clone().into())],
    );
    Ok(titled(&visit, &title, &body))
}

fn alt(visit: &Visit, clinician: &Clinician) -> String {
    let gaps = [("name", clinician.name.clone().into())];
    visit.words.with("clinicians-card-alt", &gaps)
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
