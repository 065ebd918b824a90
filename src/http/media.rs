//! `/media/`: a picture for whoever holds its ticket, which is the provider, for some hours.

use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::range::Part;
use crate::domain::names::MediaId;
use crate::relay::Relay;
use crate::store::Kept;

/// `GET /media/{ticket}`: the file, or the part that was asked for. A ticket that was never handed out, has expired, or
/// whose file is gone: 404, all alike.
pub async fn file(
    State(relay): State<Relay>,
    ticket: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let ticket = ticket.map(|Path(ticket)| ticket).unwrap_or_default();
    let Some(id) = relay.store().admit(&ticket, relay.clock().now()) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match find(&relay, id).await {
        Ok(Some((kept, content))) => given(&kept, content.into(), &headers),
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(status) => status.into_response(),
    }
}

async fn find(relay: &Relay, id: MediaId) -> Result<Option<(Kept, Vec<u8>)>, StatusCode> {
    let down = |_| StatusCode::SERVICE_UNAVAILABLE;
    let Some(kept) = relay.store().media(id).await.map_err(down)? else {
        return Ok(None);
    };
    let content = relay.store().vault().get(id).await.map_err(|error| {
        tracing::error!(%error, "an attachment that is to be fetched cannot be read");
        StatusCode::INTERNAL_SERVER_ERROR
    })?;
    Ok(content.map(|content| (kept, content)))
}

fn given(kept: &Kept, content: Bytes, headers: &HeaderMap) -> Response {
    let whole = content.len() as u64;
    let part = Part::wanted(headers, whole);
    let Range { start, end } = part.bytes(whole);
    // Within the file, and so within what this machine can count.
    let within = |place: u64| usize::try_from(place).unwrap_or_default();
    let body = content.slice(within(start)..within(end));
    part.of(&kept.kind, whole, Body::from(body))
}
