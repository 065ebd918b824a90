//! Every version of the configuration: who brought it and when, what it changed, and the way back to it.

mod list;
mod version;

use axum::extract::{Path, RawQuery};

use super::changes::preview;
use super::form::{Fields, Posted};
use super::visit::{Act, Outcome, Refusal, Visit};
use crate::config::edit::wish::Change;
use crate::config::versions::{self, Kept};
use crate::domain::names::Version;

/// `GET /console/history`
///
/// # Errors
/// 404 for those who do not see the whole practice.
pub async fn show(visit: Visit, RawQuery(query): RawQuery) -> Outcome {
    seen(&visit)?;
    let fields = Fields::read(query.unwrap_or_default().as_bytes());
    let page = fields.get("page").parse().unwrap_or(1usize).clamp(1, 1_000);
    let folder = visit.console.folder();
    let listed = tokio::task::spawn_blocking(move || versions::list(&folder)).await;
    Ok(list::page(&visit, &listed.unwrap_or_default(), page))
}

/// `GET /console/history/{name}`
///
/// # Errors
/// 404 for those who do not see the whole practice, and where there is no such version.
pub async fn show_version(visit: Visit, Path(name): Path<String>) -> Outcome {
    seen(&visit)?;
    let folder = visit.console.folder();
    let in_force = visit.in_force.clone();
    let look = move || version::read(&folder, &name, &in_force.practice.clinicians);
    match tokio::task::spawn_blocking(look).await {
        Ok(Some(found)) => Ok(version::page(&visit, &found)),
        Ok(None) => Err(visit.not_found()),
        Err(error) => {
            tracing::error!(%error, "a version could not be shown");
            Err(visit.not_found())
        }
    }
}

/// `POST /console/history/{name}/restore`
///
/// # Errors
/// What stands in the way of it.
pub async fn restore(Path(name): Path<String>, posted: Posted) -> Outcome {
    let Posted { visit, fields } = posted;
    visit.must(&Act::Manage)?;
    let back = format!("/console/history/{name}");
    let listed = versions::find(&visit.console.folder(), &name).is_some();
    match listed {
        true => preview(visit, Change::Restore(name), fields.get("base"), &back).await,
        false => Err(visit.not_found()),
    }
}

fn seen(visit: &Visit) -> Result<(), Refusal> {
    match visit.may(&Act::See(None)) {
        true => Ok(()),
        false => Err(visit.not_found()),
    }
}

/// The newest of those with the content that is in force.
fn in_force(listed: &[Kept], version: Version) -> Option<&str> {
    let found = listed.iter().find(|kept| kept.version == Some(version));
    found.map(|kept| kept.name.as_str())
}
