//! Parts of files: which one a request asks for, and how it is answered.
//!
//! A file is what somebody's phone sent: it is given as what it was found to be, never to be run, kept by nobody
//! on the way, and under no name.

use std::ops::Range;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

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

/// What is asked for of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// All of it.
    Whole,
    /// What it does not have.
    Nothing,
    /// These bytes, of which there is at least one.
    Of(Range<u64>),
}

impl Part {
    /// The one range that is asked for of so many bytes. Of several, and of those that hold only for a version, none is
    /// taken: the whole file is an answer too (RFC 9110, 14.2).
    pub(crate) fn wanted(headers: &HeaderMap, whole: u64) -> Part {
        range(headers).map_or(Part::Whole, |range| part(range, whole))
    }

    /// These bytes of the file; none where it does not have them.
    pub(crate) fn bytes(&self, whole: u64) -> Range<u64> {
        match self {
            Part::Whole => 0..whole,
            Part::Nothing => 0..0,
            Part::Of(range) => range.clone(),
        }
    }

    /// The answer that gives this part of a file of this type, as long as its body must be.
    pub(crate) fn of(&self, kind: &str, whole: u64, body: Body) -> Response {
        if *self == Part::Nothing {
            let length = format!("bytes */{whole}");
            let headers = [(header::CONTENT_RANGE, length)];
            return (StatusCode::RANGE_NOT_SATISFIABLE, headers).into_response();
        }
        let bytes = self.bytes(whole);
        let length = bytes.end.saturating_sub(bytes.start);
        let mut response = body.into_response();
        let headers = response.headers_mut();
        // What cannot stand in a header was no type that is known here.
        let kind = HeaderValue::from_str(kind);
        let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
        headers.insert(header::CONTENT_TYPE, kind);
        headers.insert(header::CONTENT_LENGTH, length.into());
        for (name, value) in ALWAYS {
            headers.insert(name, HeaderValue::from_static(value));
        }
        if let Part::Of(Range { start, end }) = self {
            let place = [(
                header::CONTENT_RANGE,
                format!("bytes {start}-{}/{whole}", end.saturating_sub(1)),
            )];
            return (StatusCode::PARTIAL_CONTENT, place, response).into_response();
        }
        response
    }
}

/// A single range as written.
fn range(headers: &HeaderMap) -> Option<&str> {
    if headers.contains_key(header::IF_RANGE) {
        return None;
    }
    let range = headers.get(header::RANGE)?.to_str().ok()?;
    let range = range.trim().strip_prefix("bytes=")?;
    (!range.contains(',')).then_some(range)
}

/// `5-9`, `5-` or `-5` of so many bytes; what is written otherwise asks for no part.
fn part(range: &str, whole: u64) -> Part {
    let number = |text: &str| -> Option<u64> {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // A number too large for this machine is larger than any file.
        is_number.then(|| text.parse().unwrap_or(u64::MAX))
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
            Part::wanted(&headers.into_iter().collect(), 10)
        };
        assert_eq!(asked("bytes=0-1"), Part::Of(0..2));
        for whole in ["bytes=0-1,3-4", "lines=0-1", "0-1"] {
            assert_eq!(asked(whole), Part::Whole, "{whole}");
        }
        let of_a_version = [
            (header::RANGE, HeaderValue::from_static("bytes=0-1")),
            (header::IF_RANGE, HeaderValue::from_static("\"1\"")),
        ];
        let headers = of_a_version.into_iter().collect();
        assert_eq!(Part::wanted(&headers, 10), Part::Whole);
    }

    #[test]
    fn a_file_is_given_so_that_no_browser_runs_or_keeps_it() {
        let response = Part::Of(0..1).of("text/plain", 2, Body::from("o"));
        assert_eq!(response.status(), StatusCode::PARTIAL_CONTENT);
        let headers = response.headers();
        assert_eq!(headers[header::CONTENT_RANGE], "bytes 0-0/2");
        assert_eq!(headers[header::CONTENT_LENGTH], "1");
        assert_eq!(headers[header::CONTENT_TYPE], "text/plain");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(headers[header::CACHE_CONTROL], "private, no-store");
        assert_eq!(headers[header::CONTENT_DISPOSITION], "inline");
        assert_eq!(headers[header::ACCEPT_RANGES], "bytes");
        let policy = &headers[header::CONTENT_SECURITY_POLICY];
        assert_eq!(policy, "sandbox; default-src 'none'");
        let whole = Part::Whole.of("text/plain", 2, Body::from("ok"));
        assert_eq!(whole.status(), StatusCode::OK);
        assert_eq!(whole.headers()[header::CONTENT_LENGTH], "2");
        let none = Part::Nothing.of("text/plain", 2, Body::empty());
        assert_eq!(none.status(), StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(none.headers()[header::CONTENT_RANGE], "bytes */2");
    }
}
