//! `/media/`: a picture for whoever holds its ticket, which is the provider, for some hours.
//!
//! A file is what somebody's phone sent: it is given as what it was found to be, never to be run, kept by nobody
//! on the way, and under no name.

use std::ops::Range;

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::domain::names::MediaId;
use crate::relay::Relay;
use crate::store::Kept;

/// What holds for every file.
const ALWAYS: [(header::HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "private, no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::CONTENT_DISPOSITION, "inline"),
    (
        header::CONTENT_SECURITY_POLICY,
        "sandbox; default-src 'none'",
    ),
    (header::ACCEPT_RANGES, "bytes"),
];

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
        Ok(Some((kept, content))) => given(&kept, content, wanted(&headers)),
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

/// The one range that is asked for, as written. Of several, and of those that hold only for a version, none is
/// taken: the whole file is an answer too (RFC 9110, 14.2).
fn wanted(headers: &HeaderMap) -> Option<&str> {
    if headers.contains_key(header::IF_RANGE) {
        return None;
    }
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    let range = range.trim().strip_prefix("bytes=")?;
    (!range.contains(',')).then_some(range)
}

fn given(kept: &Kept, content: Vec<u8>, range: Option<&str>) -> Response {
    let whole = content.len();
    let mut response = match range.map_or(Part::Whole, |range| part(range, whole)) {
        Part::Whole => Body::from(content).into_response(),
        Part::Nothing => {
            let length = format!("bytes */{whole}");
            let headers = [(header::CONTENT_RANGE, length)];
            return (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response();
        }
        Part::Of(range) => {
            let last = range.end.saturating_sub(1);
            let place = format!("bytes {}-{last}/{whole}", range.start);
            let part = content.get(range).unwrap_or_default().to_vec();
            let headers = [(header::CONTENT_RANGE, place)];
            (StatusCode::PARTIAL_CONTENT, headers, Body::from(part)).into_response()
        }
    };
    let headers = response.headers_mut();
    // What cannot stand in a header was no type that is known here.
    let kind = HeaderValue::from_str(&kept.kind);
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, kind);
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    Nothing,
    Of(Range<usize>),
}

/// `5-9`, `5-` or `-5` of so many bytes; what is written otherwise asks for no part.
fn part(range: &str, whole: usize) -> Part {
    let number = |text: &str| -> Option<usize> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for this machine is larger than any file.
        is_number.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let Some((first, last)) = range.split_once('-') else {
        return Part::Whole;
    };
    let (start, end) = match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => (first, last.saturating_add(1).min(whole)),
        (Some(first), None) if last.is_empty() => (first, whole),
        (None, Some(last)) if first.is_empty() => (whole - last.min(whole), whole),
        _ => return Part::Whole,
    };
    match start < end {
        true => Part::Of(start..end),
        false => Part::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_what_the_range_says_within_the_file() {
        for (range, part_of_ten) in [
            ("0-9", Part::Of(0..10)),
            ("0-0", Part::Of(0..1)),
            ("5-", Part::Of(5..10)),
            ("-3", Part::Of(7..10)),
            ("-30", Part::Of(0..10)),
            ("5-99999999999999999999999", Part::Of(5..10)),
            ("10-", Part::Nothing),
            ("99999999999999999999999-", Part::Nothing),
            ("-0", Part::Nothing),
            ("6-5", Part::Whole),
            ("", Part::Whole),
            ("-", Part::Whole),
            ("a-b", Part::Whole),
            ("+1-2", Part::Whole),
            ("1-2-3", Part::Whole),
        ] {
            assert_eq!(part(range, 10), part_of_ten, "{range}");
        }
        assert_eq!(part("0-", 0), Part::Nothing);
    }

    #[test]
    fn of_several_ranges_none_is_taken() {
        let asked = |range| {
            let headers = [(header::RANGE, HeaderValue::from_static(range))];
            wanted(&headers.into_iter().collect()).map(str::to_owned)
        };
        assert_eq!(asked("bytes=0-1").as_deref(), Some("0-1"));
        for whole in ["bytes=0-1,3-4", "lines=0-1", "0-1"] {
            assert_eq!(asked(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_file_is_given_so_that_no_browser_runs_or_keeps_it() {
        let kept = Kept {
            outbox: crate::domain::names::OutboxId(1),
            kind: "text/plain".to_owned(),
            bytes: 2,
        };
        let response = given(&kept, b"ok".to_vec(), Some("0-0"));
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        let headers = response.headers();
        assert_eq!(headers[header::CONTENT_RANGE], "bytes 0-0/2");
        assert_eq!(headers[header::CONTENT_TYPE], "text/plain");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
        assert_eq!(headers[header::CONTENT_DISPOSITION], "inline");
        let none = given(&kept, b"ok".to_vec(), Some("2-"));
        assert_eq!(none.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(none.headers()[header::CONTENT_RANGE], "bytes */2");
    }
}
