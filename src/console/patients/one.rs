//! One patient: everything there is about the row, as a form; and one more patient.

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use super::entered::{Entered, fresh_code};
use super::form::form;
use super::index::secret;
use super::phones::shown;
use super::{acts, say, style};
use crate::config::edit::wish::{Change, PatientRow};
use crate::console::changes::preview;
use crate::console::form::{Fields, Posted};
use crate::console::page::{Tab, page, see_other};
use crate::console::visit::{Act, Outcome, Visit};
use crate::domain::names::ClinicianId;
use crate::domain::patients::Grant;
use crate::domain::phone::E164;

/// `GET /console/patients/{id}`. With `?or=` another id, that one where this one is not there: a row whose name or
/// first phone is changed gets another id.
pub async fn show(visit: Visit, Path(id): Path<String>, RawQuery(query): RawQuery) -> Outcome {
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    let other = query.get("or");
    if visit.grant(&id).is_err() && !other.is_empty() {
        return Ok(match visit.grant(other) {
            Ok(grant) => see_other(&path(grant)),
            Err(_) => see_other("/console/patients"),
        });
    }
    let grant = visit.grant(&id)?;
    if !visit.may(&Act::Change(&grant.clinician)) {
        return Ok(page(
            &visit,
            Some(Tab::Patients),
            &grant.name,
            &read_only(&visit, grant),
        ));
    }
    let entered = Entered::of(&visit, grant);
    Ok(show_form(&visit, grant, &entered, StatusCode::OK))
}

/// `POST /console/patients/{id}`
pub async fn change(Path(id): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    let grant = visit.grant(&id)?;
    visit.must(&Act::Change(&grant.clinician))?;
    let mut entered = Entered::read(&visit, &fields);
    if fields.get("do") == "new-code" {
        entered.code = fresh_code(&visit, &entered.clinician);
        return Ok(show_form(&visit, grant, &entered, StatusCode::OK));
    }
    let Some(to) = entered.row(&visit, Some(grant)) else {
        return Ok(show_form(
            &visit,
            grant,
            &entered,
            StatusCode::UNPROCESSABLE_ENTITY,
        ));
    };
    if let Some(into) = ClinicianId::new(&to.clinician) {
        visit.must(&Act::Change(&into))?;
    }
    let back = format!("{}?or={}", path_of(&visit, &to), grant.id);
    let change = Change::ChangePatient { row: grant.id, to };
    preview(visit, change, fields.get("base"), &back).await
}

/// `GET /console/patients/new`
pub async fn new(visit: Visit, RawQuery(query): RawQuery) -> Outcome {
    may_add(&visit)?;
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    let mut entered = Entered::blank(&visit);
    let whose = query.get("clinician");
    if visit.only().is_none() && !whose.is_empty() {
        entered.clinician = whose.to_owned();
    }
    Ok(show_new(&visit, &entered, StatusCode::OK))
}

/// `POST /console/patients/new`
pub async fn add(posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    may_add(&visit)?;
    let mut entered = Entered::read(&visit, &fields);
    if fields.get("do") == "new-code" {
        entered.code = fresh_code(&visit, &entered.clinician);
        return Ok(show_new(&visit, &entered, StatusCode::OK));
    }
    let Some(row) = entered.row(&visit, None) else {
        return Ok(show_new(&visit, &entered, StatusCode::UNPROCESSABLE_ENTITY));
    };
    if let Some(whose) = ClinicianId::new(&row.clinician) {
        visit.must(&Act::Change(&whose))?;
    }
    let back = format!("{}?or=none", path_of(&visit, &row));
    preview(visit, Change::AddPatient(row), fields.get("base"), &back).await
}

fn may_add(visit: &Visit) -> Result<(), crate::console::visit::Refusal> {
    match visit.only() {
        Some(own) => visit.must(&Act::Change(own)),
        None => visit.must(&Act::Manage),
    }
}

/// Where a patient's page is.
pub fn path(grant: &Grant) -> String {
    format!("/console/patients/{}", grant.id)
}

/// Where the page of a row will be.
fn path_of(visit: &Visit, row: &PatientRow) -> String {
    let first = row.phone.split(';').next().unwrap_or_default();
    let first: Option<E164> = first.parse().ok();
    let ids = &visit.in_force.practice.ids;
    let id = first.map(|first| ids.patient(&row.clinician, &row.name, first));
    match id {
        Some(id) => format!("/console/patients/{id}"),
        None => "/console/patients/none".to_owned(),
    }
}

/// A patient's page with these fields.
pub fn show_form(visit: &Visit, grant: &Grant, entered: &Entered, status: StatusCode) -> Response {
    let practice = &visit.in_force.practice;
    let hidden = grant
        .phones
        .iter()
        .filter(|phone| secret(practice, **phone));
    let hidden: Vec<String> = hidden.map(|phone| shown(practice, *phone)).collect();
    let body = html! {
        (style())
        p { a href="/console/patients" { (visit.words.t("patients-all")) } }
        p { (say::state(&visit.words, grant, practice.day(visit.at))) }
        (acts::buttons(visit, grant))
        section.panel { (form(visit, entered, &path(grant), &hidden)) }
    };
    with_status(page(visit, Some(Tab::Patients), &grant.name, &body), status)
}

fn show_new(visit: &Visit, entered: &Entered, status: StatusCode) -> Response {
    let body = html! {
        (style())
        p { a href="/console/patients" { (visit.words.t("patients-all")) } }
        section.panel { (form(visit, entered, "/console/patients/new", &[])) }
    };
    let title = visit.words.t("patients-new-title");
    with_status(page(visit, Some(Tab::Patients), &title, &body), status)
}

fn with_status(mut page: Response, status: StatusCode) -> Response {
    *page.status_mut() = status;
    page
}

/// For those who look and change nothing. The code is a key to a clinician's line: that there is one is all they see.
fn read_only(visit: &Visit, grant: &Grant) -> Markup {
    let words = &visit.words;
    let practice = &visit.in_force.practice;
    let day = |day: Option<chrono::NaiveDate>| {
        day.map_or_else(|| words.t("patients-no-limit"), |day| say::day(words, day))
    };
    let yes = |yes: bool| {
        if yes {
            words.t("patients-yes")
        } else {
            words.t("patients-no")
        }
    };
    let clinician = practice.clinicians.get(&grant.clinician);
    let phones: Vec<String> = grant
        .phones
        .iter()
        .map(|phone| shown(practice, *phone))
        .collect();
    let language = grant.language.map(|own| say::language(words, own));
    let rows = [
        (words.t("patients-field-name"), grant.name.to_string()),
        (words.t("patients-column-phones"), phones.join(", ")),
        (
            words.t("patients-field-clinician"),
            clinician.map(|one| one.name.clone()).unwrap_or_default(),
        ),
        (words.t("patients-field-from"), day(grant.from)),
        (words.t("patients-field-until"), day(grant.until)),
        (words.t("patients-column-urgent"), yes(grant.urgent)),
        (
            words.t("patients-field-language"),
            language.unwrap_or_else(|| words.t("patients-language-none")),
        ),
        (words.t("patients-field-code"), yes(grant.code.is_some())),
    ];
    html! {
        (style())
        p { a href="/console/patients" { (words.t("patients-all")) } }
        p { (say::state(words, grant, practice.day(visit.at))) }
        section.panel {
            dl.facts { @for (name, value) in rows { div { dt { (name) } dd { (value) } } } }
        }
    }
}
