//! Signing out: the session is removed, and the browser told to forget its token.

use axum::http::header;

use super::super::form::Posted;
use super::super::page::see_other;
use super::super::visit::Outcome;
use super::cookie;

/// `POST /console/leave`
pub async fn leave(posted: Posted) -> Outcome {
    let Posted { visit, .. } = posted;
    let ended = visit
        .console
        .store()
        .session_ends(visit.token.bytes())
        .await;
    ended.map_err(|down| visit.store_down(&down))?;
    // The session has ended, whether or not that can be written down.
    drop(visit.noted("signed-out", "").await);
    let mut response = see_other("/console/sign-in");
    if let Some(cookie) = cookie::forgotten() {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}
