//! One request of somebody who is signed in: who it is, what it may see and change, and in which language.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};

use super::accounts::{Account, Role};
use super::gate::{Arrival, Token};
use super::words::Words;
use super::{Console, page};
use crate::domain::names::ClinicianId;
use crate::relay::InForce;
use crate::store::StoreDown;

/// Somebody who is signed in asks for a page. Only the gate makes one, so a page that takes it is shown to nobody else.
pub struct Visit {
    /// What every page has to hand.
    pub console: Console,
    /// Who.
    pub who: Arc<Account>,
    /// The sentences of the reader's language.
    pub words: Words,
    /// What every form must send along, as the field `csrf`.
    pub csrf: String,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The configuration in force, the same for the whole request.
    pub in_force: Arc<InForce>,
    /// The path that was asked for.
    pub path: String,
    /// What the browser is known by.
    pub token: Token,
    /// Where it comes from.
    pub arrival: Arrival,
}

/// What somebody wants to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act<'a> {
    /// Look at what concerns this clinician; `None`: the whole practice.
    See(Option<&'a ClinicianId>),
    /// Change hours, absences or patients of this clinician.
    Change(&'a ClinicianId),
    /// Hear this clinician's messages; `None`: the practice's box.
    Hear(Option<&'a ClinicianId>),
    /// Change anything else: clinicians, phones, the rota, imports, earlier versions.
    Manage,
    /// Read who did what in the console.
    Audit,
}

/// An answer that is no page, or a page that says why not.
pub struct Refusal(Box<Response>);

/// What a page comes to.
pub type Outcome = Result<Response, Refusal>;

impl Visit {
    /// Whether this account may do this.
    pub fn may(&self, act: &Act<'_>) -> bool {
        match (&self.who.role, act) {
            (Role::Manager, _) => true,
            (Role::Auditor, Act::See(_) | Act::Audit) => true,
            (Role::Auditor, _) => false,
            (Role::Clinician(own), Act::See(Some(id)) | Act::Hear(Some(id))) => own == *id,
            (Role::Clinician(own), Act::Change(id)) => own == *id,
            (Role::Clinician(_), _) => false,
        }
    }

    /// Nothing, or the page that says that this account may not.
    ///
    /// # Errors
    /// The refusal, 403.
    pub fn must(&self, act: &Act<'_>) -> Result<(), Refusal> {
        match self.may(act) {
            true => Ok(()),
            false => Err(self.refuse(StatusCode::FORBIDDEN, &self.words.t("page-forbidden"))),
        }
    }

    /// Whose line alone this account sees; `None`: all.
    pub fn only(&self) -> Option<&ClinicianId> {
        match &self.who.role {
            Role::Clinician(own) => Some(own),
            Role::Manager | Role::Auditor => None,
        }
    }

    /// There is no such page, or none that this account may see: both look alike.
    pub fn not_found(&self) -> Refusal {
        self.refuse(StatusCode::NOT_FOUND, &self.words.t("page-not-found"))
    }

    /// The store cannot be read now.
    pub fn store_down(&self, down: &StoreDown) -> Refusal {
        tracing::warn!(%down, "a page of the console waits for the store");
        self.refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            &self.words.t("page-store-down"),
        )
    }

    /// Writes down in the audit log who did what; durable when this returns. `what` is one of the log's words, `detail`
    /// holds neither numbers nor content.
    ///
    /// # Errors
    /// The page that says that the store is down: what must be written down must then not be done.
    pub async fn noted(&self, what: &str, detail: &str) -> Result<(), Refusal> {
        let store = self.console.store();
        let detail = match self.in_force.guard.finds(detail) {
            true => "…",
            false => detail,
        };
        let address = store.address_digest(&self.arrival.text());
        let noted = store.note(self.at, &self.who.name, what, detail, address);
        noted.await.map_err(|down| self.store_down(&down))
    }

    /// A page with these words instead of the one asked for.
    pub fn refuse(&self, status: StatusCode, why: &str) -> Refusal {
        let body = maud::html! { p.notice.bad role="alert" { (why) } };
        let mut response = page::page(self, None, &self.words.t("page-sorry"), &body);
        *response.status_mut() = status;
        Refusal(Box::new(response))
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for Refusal {
    fn from(response: Response) -> Self {
        Refusal(Box::new(response))
    }
}
