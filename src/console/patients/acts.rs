//! What is done to a patient most often, by one button each: the access ends, the urgent path opens, the row goes, the
//! card is printed.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use super::entered::{Entered, Field};
use super::index::State;
use super::one::{path, show_form};
use super::{row_of, say};
use crate::config::edit::wish::Change;
use crate::console::changes::preview;
use crate::console::form::Posted;
use crate::console::page::{base, csrf};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::patients::Grant;

/// The buttons. Each shows what it would do before it does it.
pub fn buttons(visit: &Visit, grant: &Grant) -> Markup {
    let words = &visit.words;
    let today = visit.in_force.practice.day(visit.at);
    let to = |act: &str| format!("{}/{act}", path(grant));
    let ended = State::of(grant, today) == State::Ended;
    html! {
        section.panel aria-labelledby="acts" {
            h2 id="acts" { (words.t("patients-acts")) }
            div.row {
                @if !ended { a.button.quiet href=(to("card")) { (words.t("patients-card")) } }
                form method="post" action=(to("urgent")) {
                    (csrf(visit)) (base(visit))
                    @if grant.urgent {
                        button.quiet type="submit" name="urgent" value="" { (words.t("patients-take-urgent")) }
                    } @else {
                        button.quiet type="submit" name="urgent" value="yes" { (words.t("patients-give-urgent")) }
                    }
                }
                @if State::of(grant, today) == State::InForce && grant.until != Some(today) {
                    form method="post" action=(to("end")) {
                        (csrf(visit)) (base(visit))
                        input type="hidden" name="until" value=(today);
                        button.quiet type="submit" { (words.t("patients-end-today")) }
                    }
                }
                form.row method="post" action=(to("end")) {
                    (csrf(visit)) (base(visit))
                    label for="end-on" { (words.t("patients-end-on")) }
                    input type="date" id="end-on" name="until" required value=[grant.until];
                    button.quiet type="submit" { (words.t("patients-end")) }
                }
                form method="post" action=(to("remove")) {
                    (csrf(visit)) (base(visit))
                    button.danger type="submit" { (words.t("patients-remove")) }
                }
            }
            p.hint { (words.t("patients-acts-hint")) }
        }
    }
}

/// `POST /console/patients/{id}/end`: the last day becomes `until`.
pub async fn end(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let grant = visit.grant(&id)?;
    visit.must(&Act::Change(&grant.clinician))?;
    let until = crate::config::day_of(fields.get("until"));
    let why = match until {
        None => Some(visit.words.t("patients-day-unreadable")),
        Some(until) if grant.from.is_some_and(|from| until < from) => {
            let from = grant.from.map(|from| say::day(&visit.words, from));
            let from = from.unwrap_or_default();
            Some(
                visit
                    .words
                    .with("patients-ends-before", &[("day", from.into())]),
            )
        }
        Some(_) => None,
    };
    if let Some(why) = why {
        let mut entered = Entered::of(&visit, grant);
        entered.mistakes.push((Field::Until, why));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(show_form(&visit, grant, &entered, status));
    }
    let mut to = row_of(grant);
    to.until = fields.get("until").to_owned();
    let (row, back) = (grant.id, path(grant));
    preview(
        visit,
        Change::ChangePatient { row, to },
        fields.get("base"),
        &back,
    )
    .await
}

/// `POST /console/patients/{id}/urgent`: the urgent path opens or closes.
pub async fn urgent(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let grant = visit.grant(&id)?;
    visit.must(&Act::Change(&grant.clinician))?;
    let mut to = row_of(grant);
    to.urgent = if fields.is_on("urgent") { "yes" } else { "" }.to_owned();
    let (row, back) = (grant.id, path(grant));
    preview(
        visit,
        Change::ChangePatient { row, to },
        fields.get("base"),
        &back,
    )
    .await
}

/// `POST /console/patients/{id}/remove`: the row goes; the preview asks.
pub async fn remove(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let grant = visit.grant(&id)?;
    visit.must(&Act::Change(&grant.clinician))?;
    let back = format!("{}?or=none", path(grant));
    let change = Change::RemovePatient(grant.id);
    preview(visit, change, fields.get("base"), &back).await
}
