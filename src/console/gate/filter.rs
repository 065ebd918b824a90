//! The second line of defence against the one thing that must not happen: whatever leaves the console as text is searched
//! for clinicians' numbers, in whatever spelling. No page should ever need it.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, header};
use axum::response::Response;

use crate::domain::guard::Guard;
use crate::relay::InForce;

/// Put on an answer whose page has looked for numbers itself, because it is written while it is read.
#[derive(Clone, Copy)]
pub struct Searched;

/// The guard searches up to 64 KiB at once; a number with its separators is far shorter than the overlap.
const WINDOW: usize = 48 * 1024;
const OVERLAP: usize = 4 * 1024;

/// No text of the console is as large: an export of a long list is some megabytes.
const LARGEST: usize = 128 * 1024 * 1024;

/// The answer, unless a clinician's number stands in it, or it cannot be searched: then `None`.
pub async fn search(response: Response, in_force: Arc<InForce>) -> Option<Response> {
    if in_headers(response.headers(), &in_force.guard) {
        return None;
    }
    if !is_text(response.headers()) || response.extensions().get::<Searched>().is_some() {
        return Some(response);
    }
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, LARGEST).await.ok()?;
    let text = bytes.clone();
    // Searching a long list takes longer than the runtime's threads should be held.
    let found = match text.len() {
        0..=WINDOW => finds(&text, &in_force.guard),
        _ => tokio::task::spawn_blocking(move || finds(&text, &in_force.guard))
            .await
            .unwrap_or(true),
    };
    (!found).then(|| Response::from_parts(parts, Body::from(bytes)))
}

/// Sound and pictures are none; what does not say what it is may be.
fn is_text(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let other = kind.starts_with("audio/") || (kind.starts_with("image/") && !kind.contains("svg"));
    !other
}

fn in_headers(headers: &HeaderMap, guard: &Guard) -> bool {
    // Lengths and cookies are digits without being numbers.
    let theirs = headers
        .iter()
        .filter(|(name, _)| **name != header::CONTENT_LENGTH && **name != header::SET_COOKIE);
    let mut texts = theirs.map(|(_, value)| String::from_utf8_lossy(value.as_bytes()));
    texts.any(|text| guard.finds(&text))
}

fn finds(bytes: &[u8], guard: &Guard) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return true;
    };
    let mut from = 0_usize;
    loop {
        let end = text.floor_char_boundary(from.saturating_add(WINDOW));
        if guard.finds(text.get(from..end).unwrap_or_default()) {
            return true;
        }
        if end >= text.len() {
            return false;
        }
        from = text.floor_char_boundary(end.saturating_sub(OVERLAP));
    }
}
