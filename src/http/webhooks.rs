//! A webhook: its type and size, its signature, and an answer within five seconds, whatever happens inside.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;

use crate::provider::twilio::Params;
use crate::provider::twilio::signature::{Refused, SIGNATURE_HEADER};
use crate::provider::twilio::twiml::CONTENT_TYPE;
use crate::relay::backstage::{Testimony, Webhook};
use crate::relay::ear::Ear;
use crate::relay::{Relay, Reply, render};

use super::MAX_BODY;

/// So long after its head a webhook is answered, with a safe document if need be; the provider itself waits longer.
const DEADLINE: Duration = Duration::from_millis(4500);
/// A body that comes more slowly than this is given up, while the writer still has the time it needs.
const BODY_PATIENCE: Duration = Duration::from_secs(2);

/// Answers a webhook of the provider.
pub async fn webhook(State(relay): State<Relay>, request: Request) -> Response {
    let started = Instant::now();
    let response = answer(&relay, request, started).await;
    relay
        .metrics()
        .answered(response.status().as_u16(), started.elapsed());
    response
}

async fn answer(relay: &Relay, request: Request, started: Instant) -> Response {
    let (head, body) = request.into_parts();
    if let Err(refused) = acceptable(&head.headers) {
        return refused.into_response();
    }
    let body = match tokio::time::timeout(BODY_PATIENCE, to_bytes(body, MAX_BODY)).await {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let Ok(params) = Params::parse(&body) else {
        // What cannot be read cannot have been signed.
        return StatusCode::FORBIDDEN.into_response();
    };
    let target = head
        .uri
        .path_and_query()
        .map_or("/", |target| target.as_str());
    let signature = head
        .headers
        .get(SIGNATURE_HEADER)
        .and_then(|value| value.to_str().ok());
    let verified = relay
        .in_force()
        .verifier
        .verify(target, Some(&params), signature);
    relay.backstage().tell(|| Testimony::Checked {
        webhook: Webhook::new(target, &params),
        refused: verified.as_ref().err().cloned(),
    });
    if let Err(why) = verified {
        tell_refused(relay, why, head.uri.path());
        return StatusCode::FORBIDDEN.into_response();
    }
    let path = head.uri.path().strip_prefix("/twilio/").unwrap_or_default();
    let query = head.uri.query().unwrap_or_default();
    // A defect inside must not leave a caller in silence: words are better than a broken connection.
    let work = AssertUnwindSafe(relay.answer(path, query, &params)).catch_unwind();
    match tokio::time::timeout(DEADLINE.saturating_sub(started.elapsed()), work).await {
        Ok(Ok(reply)) => respond(reply),
        Ok(Err(_)) => {
            tracing::error!("a defect: the webhook could not be decided");
            safe(relay, path, &params)
        }
        Err(_) => {
            tracing::error!("the webhook could not be decided in time");
            safe(relay, path, &params)
        }
    }
}

/// A call is answered with words for whoever hears them; a text with 503, so that the provider tries again.
fn safe(relay: &Relay, path: &str, params: &Params) -> Response {
    if params.has("MessageSid") || params.has("SmsSid") {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let in_force = relay.in_force();
    respond(Reply::Document(render::safe_document(
        &in_force,
        in_force.practice.language,
        Ear::at(path),
    )))
}

fn respond(reply: Reply) -> Response {
    match reply {
        Reply::Document(document) => {
            let mut response = Response::new(Body::from(document));
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE));
            response
        }
        Reply::Nothing => StatusCode::NO_CONTENT.into_response(),
        Reply::TryAgain => StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Reply::NotUnderstood => StatusCode::BAD_REQUEST.into_response(),
    }
}

/// Only forms, and only such as are not declared too large.
fn acceptable(headers: &HeaderMap) -> Result<(), StatusCode> {
    let declared = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if declared.is_some_and(|length| length > MAX_BODY) {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let media_type = kind.split(';').next().unwrap_or_default().trim();
    if media_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        Ok(())
    } else {
        Err(StatusCode::UNSUPPORTED_MEDIA_TYPE)
    }
}

/// Tells of a refusal, once a second at most: anybody can send what nobody has signed, and must not fill the disk. How
/// many there were, `/metrics` counts.
fn tell_refused(relay: &Relay, why: Refused, path: &str) {
    static TOLD_AT: AtomicI64 = AtomicI64::new(i64::MIN);
    let second = relay.clock().now().timestamp();
    if TOLD_AT.swap(second, Ordering::Relaxed) == second {
        return;
    }
    let path = without_digits(path);
    tracing::warn!(%why, path, "webhook refused: no valid signature");
}

/// An address that somebody else chose may hold anything; what is logged of it holds no number.
fn without_digits(path: &str) -> String {
    path.chars()
        .take(80)
        .map(|c| if c.is_ascii_digit() { '•' } else { c })
        .collect()
}
