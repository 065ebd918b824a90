//! From a request to a [`Visit`]: the session that its cookie names, the account as it is now, and the language.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use chrono::TimeDelta;

use super::super::accounts::Account;
use super::super::visit::{Refusal, Visit};
use super::super::{Console, page};
use super::cookie::{self, Token};
use super::{Arrival, next, spoken};
use crate::store::{SessionRow, StoreDown};

/// A session that is not used for so long ends.
pub const IDLE: TimeDelta = TimeDelta::minutes(60);

/// So long it lasts at most.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// That it is in use is written so often at most.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

/// The header of a request that a page's script makes by itself: it does not keep a session from ending.
const BY_ITSELF: &str = "x-by-itself";

impl FromRequestParts<Console> for Visit {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        console: &Console,
    ) -> Result<Self, Self::Rejection> {
        let Some(token) = Token::of(&parts.headers) else {
            return Err(stranger(parts, console).into());
        };
        // A page that brings itself up to date is not somebody who is there.
        let is_used = !parts.headers.contains_key(BY_ITSELF);
        let who = known(console, &token, is_used).await;
        let who = who.map_err(|down| store_down(parts, console, &down))?;
        let Some(who) = who else {
            return Err(stranger(parts, console).into());
        };
        let csrf = cookie::hex(&console.store().console_proof("form", &[token.bytes()]));
        let words = spoken(Some(&who), &parts.headers, console);
        let arrival = parts.extensions.get::<Arrival>().cloned();
        Ok(Visit {
            console: console.clone(),
            who: Arc::new(who),
            words,
            csrf: csrf.to_string(),
            at: console.relay().clock().now(),
            in_force: console.relay().in_force(),
            path: parts.uri.path().to_owned(),
            token,
            arrival: arrival.unwrap_or_default(),
        })
    }
}

/// The account that this token's session belongs to, if both are good still.
/// `is_used`: it counts as used now.
pub async fn known(
    console: &Console,
    token: &Token,
    is_used: bool,
) -> Result<Option<Account>, StoreDown> {
    let store = console.store();
    let Some(session) = store.session(token.bytes()).await? else {
        return Ok(None);
    };
    let Some(account) = good(console, &session) else {
        // Whether or not it can be removed, it opens nothing.
        drop(store.session_ends(token.bytes()).await);
        return Ok(None);
    };
    let now = console.machine().now();
    if is_used
        && now - session.seen >= NOTED_EVERY
        && let Err(down) = store.session_seen(token.bytes(), now).await
    {
        tracing::warn!(%down, "that a session is in use cannot be written");
    }
    Ok(Some(account))
}

/// The account as it is now, where the session is neither old nor of an account that has changed since.
fn good(console: &Console, session: &SessionRow) -> Option<Account> {
    let now = console.machine().now();
    let fresh = now - session.seen < IDLE && now - session.since < LONGEST;
    let accounts = console.accounts();
    let user = accounts.user(&session.account).filter(|_| fresh)?;
    if user.seal() != session.seal {
        return None;
    }
    accounts.get(&session.account).cloned()
}

/// What somebody gets who is not signed in: the way in, or, after a form, why nothing was done.
fn stranger(parts: &Parts, console: &Console) -> Response {
    if matches!(parts.method, Method::GET | Method::HEAD) {
        let asked = parts
            .uri
            .path_and_query()
            .map_or("", |asked| asked.as_str());
        return page::see_other(&next::sign_in(asked));
    }
    let words = spoken(None, &parts.headers, console);
    page::outside(
        console,
        &words,
        StatusCode::FORBIDDEN,
        &words.t("gate-signed-out"),
    )
}

fn store_down(parts: &Parts, console: &Console, down: &StoreDown) -> Response {
    tracing::warn!(%down, "nobody can be known again: the store is down");
    let words = spoken(None, &parts.headers, console);
    page::outside(
        console,
        &words,
        StatusCode::SERVICE_UNAVAILABLE,
        &words.t("page-store-down"),
    )
}
