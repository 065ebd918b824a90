//! The patients: who may reach whom, looked for, added, changed and ended; taken in from spreadsheets and given out as
//! one.

mod acts;
mod card;
mod entered;
mod export;
mod form;
pub mod import;
mod index;
mod list;
pub mod lookup;
mod one;
mod phones;
pub mod say;
mod shared;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use super::Console;
use super::upload::MAX_FILE;
use super::visit::{Act, Refusal, Visit};
use crate::config::edit::wish::PatientRow;
use crate::domain::names::PatientId;
use crate::domain::patients::Grant;
use index::Index;
use maud::{Markup, html};

pub use shared::Shared;

/// How often it is looked whether another configuration is in force, whose index nobody has asked for yet.
const GLANCE: Duration = Duration::from_millis(500);

/// So much more than the file an upload has: the other fields, and what stands between them.
const AROUND: usize = 64 * 1024;

/// The pages.
///
/// | route | what |
/// | --- | --- |
/// | `GET /console/patients` | the list, searched and filtered |
/// | `GET, POST /console/patients/new` | one more |
/// | `GET, POST /console/patients/{id}` | one, and its form |
/// | `POST /console/patients/{id}/end`, `…/urgent`, `…/remove` | the buttons beside it |
/// | `GET /console/patients/{id}/card`, `…/card.svg` | the card to hand out |
/// | `GET /console/patients.csv` | the list as a spreadsheet |
/// | `GET, POST /console/patients/import`, `…/import/{upload}` | a spreadsheet taken in |
pub fn routes() -> Router<Console> {
    let upload = post(import::upload).layer(DefaultBodyLimit::max(MAX_FILE + AROUND));
    Router::new()
        .route("/console/patients", get(list::show))
        .route("/console/patients.csv", get(export::give))
        .route("/console/patients/new", get(one::new).post(one::add))
        .route("/console/patients/import", get(import::begin).merge(upload))
        .route(
            "/console/patients/import/{upload}",
            get(import::look).post(import::choose),
        )
        .route("/console/patients/import/{upload}/go", post(import::go))
        .route("/console/patients/{id}", get(one::show).post(one::change))
        .route("/console/patients/{id}/end", post(acts::end))
        .route("/console/patients/{id}/urgent", post(acts::urgent))
        .route("/console/patients/{id}/remove", post(acts::remove))
        .route("/console/patients/{id}/card", get(card::page_of))
        .route("/console/patients/{id}/card.svg", get(card::picture_of))
}

/// Makes the index of every configuration as soon as it is in force, so that nobody waits for it. Ends with the console.
pub fn keep_warm(console: &Console) {
    let Ok(runtime) = tokio::runtime::Handle::try_current() else {
        return;
    };
    let console = console.downgrade();
    runtime.spawn(async move {
        let mut seen = None;
        while let Some(console) = console.upgrade() {
            let in_force = console.relay().in_force();
            if seen != Some(in_force.practice.version) {
                seen = Some(in_force.practice.version);
                console.patients().index(&in_force).await;
            }
            drop((console, in_force));
            tokio::time::sleep(GLANCE).await;
        }
    });
}

impl Visit {
    /// The index of the patients that this request is about.
    async fn index(&self) -> Result<Arc<Index>, Refusal> {
        let index = self.console.patients().index(&self.in_force).await;
        index.ok_or_else(|| {
            let why = self.words.t("patients-no-index");
            self.refuse(axum::http::StatusCode::INTERNAL_SERVER_ERROR, &why)
        })
    }

    /// The row of this id, if there is one and this account may see it.
    fn grant(&self, id: &str) -> Result<&Grant, Refusal> {
        let id: Option<PatientId> = id.parse().ok();
        let grant = id.and_then(|id| self.in_force.practice.patients.get(id));
        grant
            .filter(|grant| self.may(&Act::See(Some(&grant.clinician))))
            .ok_or_else(|| self.not_found())
    }
}

/// The pages' own look.
fn style() -> Markup {
    html! { link rel="stylesheet" href="/console/assets/patients.css"; }
}

/// A row as it is written.
fn row_of(grant: &Grant) -> PatientRow {
    let phones: Vec<String> = grant.phones.iter().map(|phone| phone.wire()).collect();
    let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    PatientRow {
        phone: phones.join(";"),
        name: grant.name.to_string(),
        clinician: grant.clinician.to_string(),
        from: day(grant.from),
        until: day(grant.until),
        urgent: if grant.urgent { "yes" } else { "" }.to_owned(),
        language: grant
            .language
            .map(|own| own.to_string())
            .unwrap_or_default(),
        code: grant
            .code
            .as_ref()
            .map(|code| code.on_card().to_owned())
            .unwrap_or_default(),
    }
}
