//! The second line of defence against the one thing that must not happen: whatever leaves the console as text is searched
//! for clinicians' numbers, in whatever spelling. No page should ever need it.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use futures_util::{Stream, StreamExt, stream};

use crate::domain::guard::Guard;
use crate::relay::InForce;

/// Put on an answer whose page has looked for numbers itself, because it is written while it is read.
#[derive(Clone, Copy)]
pub struct Searched;

/// The guard searches up to 64 KiB at once; a number with its separators is far shorter than the overlap.
const WINDOW: usize = 48 * 1024;
const OVERLAP: usize = 4 * 1024;

/// The answer, unless a clinician's number stands in it, or it cannot be searched: then `None`. An answer that is written
/// while it is read is searched as it goes out, and broken off before the number.
pub async fn search(response: Response, in_force: Arc<InForce>) -> Option<Response> {
    if in_headers(response.headers(), &in_force.guard) {
        return None;
    }
    if !is_text(response.headers()) || response.extensions().get::<Searched>().is_some() {
        return Some(response);
    }
    let (parts, body) = response.into_parts();
    let Some(length) = body.size_hint().exact() else {
        let body = Body::from_stream(pieces(body, in_force));
        return Some(Response::from_parts(parts, body));
    };
    let bytes = to_bytes(body, usize::try_from(length).ok()?).await.ok()?;
    let found = found(bytes.clone(), in_force).await;
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

/// What is held back of a stream until it has been searched together with what follows.
struct Held {
    body: Option<axum::body::BodyDataStream>,
    held: Vec<u8>,
    in_force: Arc<InForce>,
}

fn pieces(body: Body, in_force: Arc<InForce>) -> impl Stream<Item = Result<Bytes, Stopped>> {
    let begin = Held {
        body: Some(body.into_data_stream()),
        held: Vec::new(),
        in_force,
    };
    stream::try_unfold(begin, |held| async move {
        match held.next().await? {
            (None, _) => Ok(None),
            (Some(piece), held) => Ok(Some((piece, held))),
        }
    })
}

impl Held {
    /// The next piece that was searched; `None`: that was all.
    async fn next(mut self) -> Result<(Option<Bytes>, Held), Stopped> {
        while let Some(body) = &mut self.body {
            match body.next().await {
                Some(Ok(piece)) => self.held.extend_from_slice(&piece),
                Some(Err(error)) => {
                    tracing::warn!(%error, "an answer of the console is broken off");
                    return Err(Stopped);
                }
                None => self.body = None,
            }
            if self.held.len() >= WINDOW {
                break;
            }
        }
        if self.held.is_empty() {
            return Ok((None, self));
        }
        let keep = match self.body {
            Some(_) => OVERLAP,
            None => 0,
        };
        if found(Bytes::from(self.held.clone()), self.in_force.clone()).await {
            tracing::error!(
                "a defect: an answer of the console held a clinician's number and was broken off"
            );
            return Err(Stopped);
        }
        let rest = self.held.split_off(self.held.len().saturating_sub(keep));
        let piece = std::mem::replace(&mut self.held, rest);
        Ok((Some(Bytes::from(piece)), self))
    }
}

/// An answer goes no further.
#[derive(Debug, thiserror::Error)]
#[error("broken off")]
struct Stopped;

async fn found(bytes: Bytes, in_force: Arc<InForce>) -> bool {
    // Searching a long list takes longer than the runtime's threads should be held.
    match bytes.len() {
        0..WINDOW => finds(&bytes, &in_force.guard),
        _ => tokio::task::spawn_blocking(move || finds(&bytes, &in_force.guard))
            .await
            .unwrap_or(true),
    }
}

fn finds(bytes: &[u8], guard: &Guard) -> bool {
    // A stream may be cut within a letter.
    let text = String::from_utf8_lossy(bytes);
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

#[cfg(test)]
mod tests;
