//! What would happen: somebody calls or texts a line at a moment, and here stands what Nightbell would do and each rule that
//! led to it. Nothing is written and nothing is sent.
//!
//! A form is sent by POST, though it changes nothing: what it asks about may be a patient's number, which must not stand in
//! an address. Links to a patient of the list name the row by its id.

mod answer;
mod ask;
mod form;
mod page;

use axum::extract::RawQuery;

use super::form::{Fields, Posted};
use super::page::{Tab, page as frame};
use super::patients::lookup;
use super::visit::{Act, Outcome, Visit};

use answer::Answered;
use ask::Asked;

/// So many patients of a name are offered; more letters of it make them fewer.
const NAMED: usize = 20;

/// `GET /console/what-if`: the form; answered at once where the address says enough (`line`, and `patient`).
///
/// # Errors
/// What this account may not see.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Outcome {
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let is_asked = !fields.get("patient").is_empty();
    respond(visit, &fields, is_asked).await
}

/// `POST /console/what-if`
///
/// # Errors
/// What this account may not see.
pub async fn ask(posted: Posted) -> Outcome {
    respond(posted.visit, &posted.fields, true).await
}

async fn respond(visit: Visit, fields: &Fields, is_asked: bool) -> Outcome {
    let own = visit.only().cloned();
    visit.must(&Act::See(own.as_ref()))?;
    let mut asked = Asked::read(&visit, fields);
    let mut named = Vec::new();
    if let (true, Some(name)) = (is_asked, asked.name.clone()) {
        named = lookup::named(&visit, &name, NAMED).await?;
        match named.as_slice() {
            [] => asked.is_about_nobody(&visit),
            [only] => asked.is_about(&visit, *only),
            _ => {}
        }
    }
    let answered = match (is_asked, asked.question()) {
        (true, Some(question)) => Some(Answered::to(&visit, question).await),
        _ => None,
    };
    let body = page::body(&visit, &asked, is_asked, &named, answered.as_ref());
    let title = visit.words.t("whatif-title");
    Ok(frame(&visit, Some(Tab::WhatIf), &title, &body))
}
