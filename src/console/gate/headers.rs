//! What every answer of the console tells the browser: to run nothing that is not ours, to keep nothing, to be framed
//! by nobody.

use axum::http::{HeaderName, HeaderValue, Response, header};

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
     connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

const ALL: &[(&str, &str)] = &[
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: with it browsers send `Origin: null` along with forms.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
];

/// Puts them on an answer. Style and script may be kept as long as they are asked for again; nothing else is kept.
pub fn put<B>(response: &mut Response<B>) {
    let headers = response.headers_mut();
    for (name, value) in ALL {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    let kept = headers.get(header::CACHE_CONTROL);
    if kept.is_none_or(|kept| kept != "no-cache") {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}
