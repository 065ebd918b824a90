//! Another host, where the bytes of pictures lie: the API redirects to it with a signed address that expires.
//!
//! Like the real one it refuses whoever brings the account's credentials along: they were never meant for it.

use std::sync::Arc;

use axum::Router;
use axum::extract::{OriginalUri, Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::TimeDelta;
use tokio::net::TcpListener;

use super::reply::bytes;
use crate::provider::local::messages::MediaRecord;
use crate::provider::local::signing::signature;
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;

/// How long an address is good for, in the carrier's time.
const GOOD_FOR: TimeDelta = TimeDelta::hours(4);

/// Serves until the carrier is dropped.
pub(crate) async fn serve(switch: Arc<Switch>, listener: TcpListener) {
    let router = Router::new()
        .route("/{message}/{media}", get(one))
        .with_state(switch);
    // It ends with the task.
    drop(axum::serve(listener, router).await);
}

/// A fresh address of a picture.
pub(super) fn address(switch: &Switch, message: &str, media: &str) -> String {
    let expires = (switch.board.now() + GOOD_FOR).timestamp();
    let bare = bare(switch, message, media, &expires.to_string());
    let mark = signature(&switch.options.auth_token, &bare, &[]);
    let mark: String = form_urlencoded::byte_serialize(mark.as_bytes()).collect();
    format!("{bare}&Signature={mark}")
}

fn bare(switch: &Switch, message: &str, media: &str, expires: &str) -> String {
    format!("{}/{message}/{media}?Expires={expires}", switch.shelf)
}

async fn one(
    State(switch): State<Arc<Switch>>,
    Path((message, media)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    if headers.contains_key(AUTHORIZATION) {
        let message = "the account's credentials were sent to the host of the pictures";
        switch.complain(20003, message, None, None);
        return StatusCode::BAD_REQUEST.into_response();
    }
    if !is_good(&switch, &message, &media, uri.query().unwrap_or_default()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    match find(&switch, &message, &media) {
        Some(found) => bytes(&found.content_type, found.bytes),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn is_good(switch: &Switch, message: &str, media: &str, query: &str) -> bool {
    let field = |wanted: &str| {
        form_urlencoded::parse(query.as_bytes())
            .find_map(|(name, value)| (name == wanted).then(|| value.into_owned()))
            .unwrap_or_default()
    };
    let expires = field("Expires");
    let expected = signature(
        &switch.options.auth_token,
        &bare(switch, message, media, &expires),
        &[],
    );
    let moment: i64 = expires.parse().unwrap_or(0);
    field("Signature") == expected && switch.board.now().timestamp() < moment
}

fn find(switch: &Switch, message: &str, media: &str) -> Option<MediaRecord> {
    let state = lock(&switch.state);
    let message = state.messages.iter().find(|kept| kept.sid == message)?;
    message.media.iter().find(|kept| kept.sid == media).cloned()
}
