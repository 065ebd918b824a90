//! The journal: every call, every text (that there was one, never its words) and every message, with what became of it.

mod call;
mod charts;
mod counted;
mod export;
mod filters;
mod list;
mod message;
mod outcome;
mod picture;
mod player;
mod query;
mod when;
mod words;

use axum::extract::{Path, RawQuery};
use axum::response::Response;
use maud::{Markup, html};

use super::page::{Tab, page};
use super::visit::{Act, Outcome, Refusal, Visit};
use crate::domain::decision::Mailbox;
use crate::store::console::journal_rows::LeftMessage;

pub use charts::charts;
pub use export::export;
pub use filters::in_words as filters_in_words;
pub use player::{ask_delete, delete, hear, play};
use query::{Kind, Query};
use words::Teller;

/// What the pages remember between requests: nothing that could not be found out again.
#[derive(Default)]
pub struct Memory {
    looks: player::Looks,
    charts: counted::Kept,
}

impl Memory {
    fn looks(&self) -> &player::Looks {
        &self.looks
    }

    fn charts(&self) -> &counted::Kept {
        &self.charts
    }
}

/// So many entries a page has.
pub const PAGE: usize = 50;

/// `GET /console/journal`
pub async fn show(visit: Visit, RawQuery(raw): RawQuery) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    let query = Query::read(&visit, raw.as_deref());
    let listed = match query.kind {
        Kind::Messages => list::messages(&visit, &query).await?,
        _ => list::entries(&visit, &query).await?,
    };
    let body = html! {
        (style())
        (list::filters(&visit, &query))
        (listed)
    };
    Ok(titled(&visit, &visit.words.t("journal-title"), &body))
}

/// `GET /console/journal/{call}`
pub async fn show_call(visit: Visit, Path(call): Path<String>) -> Outcome {
    visit.must(&Act::See(visit.only()))?;
    let call = call.parse().map_err(|_| visit.not_found())?;
    let store = visit.console.relay().store().clone();
    let found = store.journal_call(call).await;
    let entry = found.map_err(|down| visit.store_down(&down))?;
    let entry = entry.ok_or_else(|| visit.not_found())?;
    let is_own = |own| entry.line.as_ref() == Some(own);
    if !visit.only().is_none_or(is_own) {
        return Err(visit.not_found());
    }
    let title = visit.words.t("journal-call-title");
    Ok(titled(&visit, &title, &call::shown(&visit, &entry)))
}

fn titled(visit: &Visit, title: &str, body: &Markup) -> Response {
    page(visit, Some(Tab::Journal), title, body)
}

fn style() -> Markup {
    html! { link rel="stylesheet" href="/console/assets/journal.css"; }
}

fn teller(visit: &Visit) -> Teller<'_> {
    Teller {
        words: &visit.words,
        practice: &visit.in_force.practice,
    }
}

/// Whether this account may hear the message: a manager, whose box it is in, and who was told of it.
fn may_hear(visit: &Visit, message: &LeftMessage) -> bool {
    let told = message.told.as_ref();
    visit.may(&Act::Hear(owner(message)))
        || told.is_some_and(|told| visit.may(&Act::Hear(Some(told))))
}

/// Whether this account may delete the message: a manager, and whose box it is in.
fn may_delete(visit: &Visit, message: &LeftMessage) -> bool {
    visit.may(&Act::Hear(owner(message)))
}

fn owner(message: &LeftMessage) -> Option<&crate::domain::names::ClinicianId> {
    match &message.mailbox {
        Mailbox::Clinician(clinician) => Some(clinician),
        Mailbox::Practice => None,
    }
}

type Shown = Result<Markup, Refusal>;
