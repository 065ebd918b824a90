//! A spreadsheet of patients taken in: uploaded, looked through row by row, and only then turned into one change that is
//! made as a whole or not at all.

mod cells;
mod columns;
mod decode;
pub mod desk;
mod plan;
mod reasons;
mod settings;
mod show;
pub mod text;

use std::sync::Arc;

use axum::extract::{Path, RawQuery};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use crate::console::changes::preview;
use crate::console::form::{Fields, Posted};
use crate::console::page::{Tab, csrf, page, see_other};
use crate::console::patients::style;
use crate::console::upload::Upload as Uploaded;
use crate::console::visit::{Act, Outcome, Refusal, Visit};
use cells::Order;
use columns::Column;
use decode::{Table, Unreadable};
use desk::Upload;
use plan::{Choice, Plan};

const HERE: &str = "/console/patients/import";

/// `GET /console/patients/import`
pub async fn begin(visit: Visit) -> Outcome {
    visit.must(&Act::Manage)?;
    Ok(ask(&visit, None))
}

/// The page that asks for a file, with what is wrong with the last one.
fn ask(visit: &Visit, wrong: Option<String>) -> Response {
    let words = &visit.words;
    let is_wrong = wrong.is_some();
    let body = html! {
        (style())
        p { a href="/console/patients" { (words.t("patients-all")) } }
        @if let Some(wrong) = &wrong { p.notice.bad role="alert" id="file-wrong" { (wrong) } }
        section.panel {
            p { (words.t("import-intro")) }
            form.fields method="post" action=(HERE) enctype="multipart/form-data" {
                (csrf(visit))
                div {
                    label for="file" { (words.t("import-file")) }
                    input type="file" id="file" name="file" accept=".csv,.tsv,.txt,text/csv,text/plain" required
                        aria-describedby=(if is_wrong { "file-hint file-wrong" } else { "file-hint" });
                    p.hint id="file-hint" { (words.t("import-file-hint")) }
                }
                div { button type="submit" { (words.t("import-read")) } }
            }
        }
        section.panel {
            h2 { (words.t("import-columns-title")) }
            p { (words.t("import-columns-intro")) }
            ul {
                li { (words.t("import-columns-needed")) }
                li { (words.t("import-columns-more")) }
                li { (words.t("import-columns-phones")) }
            }
            p { a href="/console/patients.csv" download="patients.csv" { (words.t("import-sample")) } }
        }
    };
    page(visit, Some(Tab::Patients), &words.t("import-title"), &body)
}

/// `POST /console/patients/import`: the file.
pub async fn upload(uploaded: Uploaded) -> Outcome {
    let Uploaded { visit, file, .. } = uploaded;
    visit.must(&Act::Manage)?;
    let table = tokio::task::spawn_blocking(move || Table::read(&file)).await;
    let words = &visit.words;
    let table = match table {
        Ok(Ok(table)) => table,
        Ok(Err(why)) => {
            let why = match why {
                Unreadable::Empty => words.t("import-empty"),
                Unreadable::Workbook => words.t("import-workbook"),
                Unreadable::NoText => words.t("import-no-text"),
                Unreadable::TooMany => words.t("import-too-many"),
            };
            let mut page = ask(&visit, Some(why));
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            return Ok(page);
        }
        Err(_) => return Err(failed(&visit)),
    };
    let uploads = &visit.console.patients().uploads;
    let token = uploads.keep(&visit.who.name, table, visit.at);
    Ok(see_other(&format!("{HERE}/{token}")))
}

/// `GET /console/patients/import/{upload}`: what it would change.
pub async fn look(visit: Visit, Path(token): Path<String>, RawQuery(query): RawQuery) -> Outcome {
    visit.must(&Act::Manage)?;
    let Some(upload) = find(&visit, &token) else {
        return Ok(gone(&visit));
    };
    let query = Fields::read(query.unwrap_or_default().as_bytes());
    if !upload.choice.is_complete() {
        return Ok(show::unfinished(&visit, &upload));
    }
    let plan = plan_of(&visit, &upload).await?;
    Ok(show::plan(&visit, &upload, &plan, &query))
}

/// `POST /console/patients/import/{upload}`: another way of taking it.
pub async fn choose(Path(token): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let Some(upload) = find(&visit, &token) else {
        return Ok(gone(&visit));
    };
    let choice = choice(&visit, &upload, &fields);
    let uploads = &visit.console.patients().uploads;
    uploads.choose(&visit.who.name, &token, choice);
    Ok(see_other(&format!("{HERE}/{token}")))
}

fn choice(visit: &Visit, upload: &Upload, fields: &Fields) -> Choice {
    let columns = (0..upload.table.width).map(|place| {
        let chosen = fields.get(&format!("column-{place}")).to_owned();
        Column::of(&chosen)
    });
    let clinicians = &visit.in_force.practice.clinicians;
    let mut clinicians = clinicians.iter();
    Choice {
        columns: columns.collect(),
        has_heading: fields.is_on("heading"),
        replaces: fields.get("mode") == "replace",
        all_or_nothing: fields.get("refused") == "stop",
        order: match fields.get("order") {
            "day" => Some(Order::DayFirst),
            "month" => Some(Order::MonthFirst),
            _ => None,
        },
        clinician: clinicians
            .find(|one| one.id.as_str() == fields.get("clinician"))
            .map(|one| one.id.clone()),
    }
}

/// `POST /console/patients/import/{upload}/go`: on to the preview of the change.
pub async fn go(Path(token): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let Some(upload) = find(&visit, &token) else {
        return Ok(gone(&visit));
    };
    let here = format!("{HERE}/{token}");
    let base = fields.get("base");
    // What was looked at was worked out on top of a version that is no more.
    if base != visit.in_force.practice.version.to_string() || !upload.choice.is_complete() {
        return Ok(see_other(&format!("{here}?changed=1")));
    }
    let plan = plan_of(&visit, &upload).await?;
    match plan.change() {
        Some(change) => preview(visit, change, base, "/console/patients").await,
        None => Ok(see_other(&here)),
    }
}

fn find(visit: &Visit, token: &str) -> Option<Upload> {
    let uploads = &visit.console.patients().uploads;
    uploads.get(&visit.who.name, token, visit.at)
}

fn gone(visit: &Visit) -> Response {
    let mut page = ask(visit, Some(visit.words.t("import-gone")));
    *page.status_mut() = StatusCode::NOT_FOUND;
    page
}

fn failed(visit: &Visit) -> Refusal {
    tracing::error!("a spreadsheet could not be looked through");
    let why = visit.words.t("import-failed");
    visit.refuse(StatusCode::INTERNAL_SERVER_ERROR, &why)
}

/// What an upload would change in the configuration in force: worked out off the runtime's threads, once.
async fn plan_of(visit: &Visit, upload: &Upload) -> Result<Arc<Plan>, Refusal> {
    let version = visit.in_force.practice.version;
    if let Some(plan) = upload.plan(version) {
        return Ok(plan);
    }
    let (table, choice) = (upload.table.clone(), upload.choice.clone());
    let in_force = visit.in_force.clone();
    let plan = tokio::task::spawn_blocking(move || {
        Plan::new(&table, &choice, &in_force.practice, &in_force.guard)
    });
    let plan = Arc::new(plan.await.map_err(|_| failed(visit))?);
    let uploads = &visit.console.patients().uploads;
    uploads.planned(
        &visit.who.name,
        &upload.token,
        &upload.choice,
        version,
        &plan,
    );
    Ok(plan)
}
