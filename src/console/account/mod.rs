//! The own account: its password, its language, the codes of an authenticator app, and an end to its other sessions.

mod all;
mod codes;
mod forms;
mod show;

use std::path::Path;

use axum::http::{StatusCode, header};
use axum::response::Response;

use super::gate;
use super::page::see_other;
use super::visit::{Refusal, Visit};
use crate::config::users::NotWritten;

pub use all::all;
pub use codes::{codes, set_codes};
pub use forms::{elsewhere, language, password};
pub use show::show;

/// Changes `users.toml` and has the change in force when this returns.
async fn change(
    visit: &Visit,
    change: impl FnOnce(&Path, &str) -> Result<(), NotWritten> + Send + 'static,
) -> Result<(), Refusal> {
    let (folder, name) = (visit.console.folder(), visit.who.name.clone());
    let changed = tokio::task::spawn_blocking(move || change(&folder, &name)).await;
    match changed {
        Ok(Ok(())) => {
            visit.console.take_up().await;
            Ok(())
        }
        Ok(Err(why)) => {
            tracing::warn!(%why, "an account could not be changed");
            let why = visit.words.t("account-not-written");
            Err(visit.refuse(StatusCode::SERVICE_UNAVAILABLE, &why))
        }
        Err(_) => {
            let why = visit.words.t("gate-defect");
            Err(visit.refuse(StatusCode::INTERNAL_SERVER_ERROR, &why))
        }
    }
}

/// Ends the account's sessions, begins a new one here, and leads back with a word on what was done.
async fn anew(visit: &Visit, done: &str) -> Result<Response, Refusal> {
    let cookie = gate::begins(visit).await;
    let cookie = cookie.map_err(|down| visit.store_down(&down))?;
    let mut response = see_other(&format!("/console/account?done={done}"));
    if let Some(cookie) = cookie {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
