//! Every change of the console goes this way: shown first, with what it would do to the last calls, then put in place on
//! top of what its author has seen.

mod audited;
mod between;
mod done;
mod drafts;
mod gaps;
mod gone;
mod look;
mod meanwhile;
mod needed;
mod phones;
mod rows;
mod said;
mod shown;
mod table;
mod trouble;
mod what;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

use super::form::Posted;
use super::page::{page, see_other};
use super::replay;
use super::visit::{Act, Outcome, Refusal, Visit};
use crate::config::edit::propose::{NotPut, Unfit};
use crate::config::edit::wish::Change;
use crate::domain::names::{ClinicianId, Version};

pub use audited::catch_up;
pub use done::done;
pub use drafts::Drafts;
pub use needed::needed;
pub use said::{author, brought, moment};
pub use shown::differences;

use drafts::{Draft, Notice};
use look::{Look, look};

/// Shows what a change would do, with the form that puts it in place. `base` is the version that the form was made from
/// (its field `base`), `back` the path to return to. The caller has asked [`Visit::must`].
///
/// # Errors
/// The page that says why it cannot be done, with what was entered to be corrected by going back.
pub async fn preview(visit: Visit, change: Change, base: &str, back: &str) -> Outcome {
    let seen = u64::from_str_radix(base, 16).ok().map(Version);
    let back = inside(back);
    match look(&visit, change.clone(), seen).await {
        Ok(look) => {
            let draft = Draft::new(&visit, change, look.proposal.base, back);
            let id = visit.console.drafts().keep(draft, visit.at);
            Ok(asked(&visit, &id, &look, back))
        }
        Err(unfit) => Err(trouble::unfit(&visit, &unfit, back, seen).await),
    }
}

/// `POST /console/changes/{draft}`
///
/// # Errors
/// The page that says why nothing was changed.
pub async fn save(Path(id): Path<String>, posted: Posted) -> Outcome {
    let visit = posted.visit;
    let Some(draft) = visit.console.drafts().get(&id, &visit) else {
        return Err(trouble::lapsed(&visit));
    };
    for act in acts(&draft.change, &visit) {
        visit.must(&act.act())?;
    }
    match put(&visit, &draft).await {
        Ok(version) => {
            visit.console.drafts().forget(&id);
            visit.console.take_up().await;
            // Who, when and what stand beside the version as well: what is done is not undone because a log is down, and
            // the log is brought up to it later.
            let detail = what::in_the_log(&draft.change);
            let noted = visit.noted(audited::WHAT, &detail).await;
            let is_noted = noted.is_ok() && catch_up(&visit).await.is_ok();
            tell(&visit, version, is_noted);
            Ok(see_other(&draft.back))
        }
        Err(NotPut::Unfit(unfit)) => {
            Err(trouble::unfit(&visit, &unfit, &draft.back, Some(draft.base)).await)
        }
        Err(NotPut::Conflict(_)) => {
            let seen = Some(draft.base);
            let look = match look(&visit, draft.change.clone(), seen).await {
                Ok(look) => look,
                Err(unfit) => {
                    return Err(trouble::unfit(&visit, &unfit, &draft.back, seen).await);
                }
            };
            visit.console.drafts().rebase(&id, look.proposal.base);
            let mut response = asked(&visit, &id, &look, &draft.back);
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
    }
}

async fn put(visit: &Visit, draft: &Draft) -> Result<Version, NotPut> {
    let editor = visit.console.editor();
    let (change, base) = (draft.change.clone(), draft.base);
    let who = format!("console: {}", visit.who.name);
    let (ids, at) = (visit.in_force.practice.ids.clone(), visit.at);
    let put = tokio::task::spawn_blocking(move || editor.put(&change, base, &who, &ids, at));
    put.await.unwrap_or_else(|error| {
        tracing::error!(%error, "a change of the console failed inside");
        Err(NotPut::Unfit(Unfit::WouldChangeMore))
    })
}

/// What the next page says above everything: whether the change is in force, and whether it stands in the log.
fn tell(visit: &Visit, version: Version, is_noted: bool) {
    let configured = visit.console.relay().configured();
    let is_in_force = configured.in_force.practice.version == version;
    let mut notice = match (is_in_force, &configured.refused) {
        (true, _) => Notice::good(visit.words.t("changes-in-force")),
        (false, Some(refused)) => Notice::bad(
            visit
                .words
                .with("changes-refused", &[("why", refused.first.clone().into())]),
        ),
        (false, None) => Notice::good(visit.words.t("changes-saved-and-changed")),
    };
    if !is_noted {
        notice.words = format!(
            "{} {}",
            notice.words,
            visit.words.t("changes-not-in-the-log")
        );
    }
    visit.console.drafts().leave(visit, notice);
}

/// What was left for this session to be said on its next page.
pub fn notice(visit: &Visit) -> Markup {
    match visit.console.drafts().take(visit) {
        Some(notice) => {
            let class = if notice.is_good {
                "notice good"
            } else {
                "notice bad"
            };
            html! { p class=(class) role="status" { (notice.words) } }
        }
        None => Markup::default(),
    }
}

/// The page with what would change, and the button that does it.
fn asked(visit: &Visit, id: &str, look: &Look, back: &str) -> Response {
    let words = &visit.words;
    let body = html! {
        link rel="stylesheet" href="/console/assets/changes.css";
        @if let Some(meanwhile) = &look.meanwhile { (meanwhile.shown(visit, true)) }
        section.panel {
            h2 { (words.t("changes-what")) }
            (what::table(visit, look))
        }
        (gaps::shown(visit, look))
        @match &look.replay {
            Some(replay) => (replay::shown(visit, replay)),
            None => p.notice { (words.t("changes-no-replay")) },
        }
        form method="post" action=(format!("/console/changes/{id}")) {
            (super::page::csrf(visit))
            p.row {
                button type="submit" { (words.t("changes-save")) }
                a.button.quiet href=(back) { (words.t("changes-back")) }
            }
        }
        section.panel {
            h2 { (words.t("changes-in-the-files")) }
            (differences(visit, &look.differences))
        }
    };
    page(visit, None, &words.t("changes-title"), &body)
}

/// Whom a change concerns.
enum Concerns {
    Clinician(ClinicianId),
    Practice,
}

impl Concerns {
    fn act(&self) -> Act<'_> {
        match self {
            Concerns::Clinician(id) => Act::Change(id),
            Concerns::Practice => Act::Manage,
        }
    }
}

/// What somebody must be allowed to do to save a change: an account may have changed since the form.
fn acts(change: &Change, visit: &Visit) -> Vec<Concerns> {
    let named =
        |id: &str| ClinicianId::new(id.trim()).map_or(Concerns::Practice, Concerns::Clinician);
    let of_row = |row| {
        let grant = visit.in_force.practice.patients.get(row);
        grant.map_or(Concerns::Practice, |grant| {
            Concerns::Clinician(grant.clinician.clone())
        })
    };
    match change {
        Change::Hours { clinician, .. }
        | Change::Away { clinician, .. }
        | Change::NextPhone { clinician, .. } => vec![Concerns::Clinician(clinician.clone())],
        Change::AddPatient(row) => vec![named(&row.clinician)],
        Change::ChangePatient { row, to } => vec![of_row(*row), named(&to.clinician)],
        Change::RemovePatient(row) => vec![of_row(*row)],
        _ => vec![Concerns::Practice],
    }
}

/// A path of the console; anything else leads to its first page.
fn inside(back: &str) -> &str {
    match back.starts_with("/console/") && !back.contains(['\r', '\n', '\\']) {
        true => back,
        false => "/console/",
    }
}

/// A page that says why nothing was changed.
fn refused(visit: &Visit, status: StatusCode, title: &str, body: &Markup) -> Refusal {
    let mut response = page(visit, None, title, body).into_response();
    *response.status_mut() = status;
    Refusal::from(response)
}
