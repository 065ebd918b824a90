//! Being asked for the own password once more, and a new session in the place of the old one.

use axum::http::{HeaderValue, StatusCode};
use chrono::TimeDelta;
use zeroize::Zeroizing;

use super::super::visit::{Refusal, Visit};
use super::cookie::Token;
use super::password;
use super::session::IDLE;
use super::throttle::Who;
use crate::ids;
use crate::store::StoreDown;

/// Whether this is the password of whoever visits. Wrong ones count as at the sign-in page: whoever finds a browser left
/// open must not guess there.
///
/// # Errors
/// The page that says to wait.
pub async fn proves(visit: &Visit, typed: &str) -> Result<bool, Refusal> {
    let console = &visit.console;
    let token = visit.token.bytes();
    let who = Who {
        account: &visit.who.name,
        address: visit.arrival.address,
        // Counted for this session alone: its owner elsewhere need not wait for what is tried here.
        device: Some(token),
    };
    let now = console.machine().now();
    if let Err(wait) = console.throttle().tries(&who, now) {
        let why = visit
            .words
            .with("gate-wait", &[("seconds", seconds(wait).into())]);
        return Err(visit.refuse(StatusCode::TOO_MANY_REQUESTS, &why));
    }
    let accounts = console.accounts();
    let hash = accounts
        .user(&visit.who.name)
        .map(|user| user.password.clone());
    let typed = Zeroizing::new(typed.to_owned());
    let compare = move || password::is(&typed, hash.as_ref().map(|hash| hash.expose()));
    match console.hashing().turn(compare).await {
        Some(true) => {
            console.throttle().right(&who);
            Ok(true)
        }
        Some(false) => Ok(false),
        None => {
            console.throttle().take_back(&who);
            let why = visit.words.t("gate-busy");
            Err(visit.refuse(StatusCode::SERVICE_UNAVAILABLE, &why))
        }
    }
}

/// Ends every session of the account, and begins a new one for this browser: the header that has it keep that. For when the
/// account has changed; its new self must be in force.
///
/// # Errors
/// [`StoreDown`]
pub async fn begins(visit: &Visit) -> Result<Option<HeaderValue>, StoreDown> {
    let (console, store) = (&visit.console, visit.console.store());
    store.sessions_end_of(&visit.who.name).await?;
    let Some(user) = console.accounts().user(&visit.who.name).cloned() else {
        return Ok(None);
    };
    let token = Token::new(ids::fresh());
    let now = console.machine().now();
    let begun = store.session_begins(token.bytes(), &user.name, user.seal(), now, IDLE);
    begun.await?;
    Ok(token.kept())
}

/// Whole seconds, at least one.
pub fn seconds(wait: TimeDelta) -> i64 {
    (wait.num_milliseconds() + 999).div_euclid(1000).max(1)
}
