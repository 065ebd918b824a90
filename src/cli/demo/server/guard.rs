//! Who may ask, and what every answer carries.
//!
//! The page is for whoever sits at this machine. Another site in the same browser must not reach it: neither by a name
//! of its own that leads here (the `Host` would be that name), nor by a form or a script (the `Origin` would be its
//! own, and a form cannot send JSON).

use std::net::{IpAddr, SocketAddr};

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;

use super::FALLBACK;
use super::api::problem;

/// What every answer carries.
const HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Lets a request pass, or refuses it; `address` is where the server listens.
pub async fn guard(State(address): State<SocketAddr>, request: Request, next: Next) -> Response {
    let mut response = match refused(&request, address) {
        None => in_words(next.run(request).await),
        Some(refusal) => refusal,
    };
    for (name, value) in HEADERS {
        let value = HeaderValue::from_static(value);
        response.headers_mut().insert(name, value);
    }
    response
}

fn refused(request: &Request, address: SocketAddr) -> Option<Response> {
    let headers = request.headers();
    let host = text(headers, &header::HOST).unwrap_or_default();
    if request.uri().authority().is_some() || !is_ours(host, address) {
        let words = format!("open http://{address}/ instead: this server has no other name");
        return Some(problem(StatusCode::MISDIRECTED_REQUEST, &words));
    }
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    // The carrier asks for its document with a form, as the real provider does; it changes nothing.
    if !changes || request.uri().path() == FALLBACK {
        return None;
    }
    if headers.contains_key(header::ORIGIN) && !same_origin(headers, host) {
        return Some(problem(
            StatusCode::FORBIDDEN,
            "use the demo's own page: this request comes from another site",
        ));
    }
    let kind = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Some(problem(
            StatusCode::FORBIDDEN,
            "send content-type: application/json",
        ));
    }
    None
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    let mut all = headers.get_all(name).iter();
    let one = all.next()?;
    match all.next() {
        None => one.to_str().ok(),
        Some(_) => None,
    }
}

fn same_origin(headers: &HeaderMap, host: &str) -> bool {
    text(headers, &header::ORIGIN)
        .and_then(|origin| origin.strip_prefix("http://"))
        .is_some_and(|origin| origin.eq_ignore_ascii_case(host))
}

/// Whether a `Host` is an address of this machine that the server has.
fn is_ours(host: &str, address: SocketAddr) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, port.parse().ok()),
        _ => (host, Some(80)),
    };
    if port != Some(address.port()) {
        return false;
    }
    let bare = name
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'))
        .unwrap_or(name);
    match bare.parse::<IpAddr>() {
        // Where it listens everywhere any address of the machine will do: an address is nobody's name.
        Ok(ip) => ip.is_loopback() || ip == address.ip() || address.ip().is_unspecified(),
        Err(_) => name.eq_ignore_ascii_case("localhost"),
    }
}

/// The framework's own refusals, of a body too large or a path that is none, as every other.
fn in_words(response: Response) -> Response {
    let status = response.status();
    let is_ours = text(response.headers(), &header::CONTENT_TYPE) == Some("application/json");
    if !status.is_client_error() || is_ours {
        return response;
    }
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => {
            problem(status, "send less: a file has a megabyte at most")
        }
        _ => problem(status, "look at the demo's page: there is no such address"),
    }
}

/// What a page that does not exist is answered.
pub fn not_found() -> Response {
    problem(
        StatusCode::NOT_FOUND,
        "open / instead: there is nothing here",
    )
}

/// What a request is answered that its address does not know.
pub async fn wrong_method() -> Response {
    problem(
        StatusCode::METHOD_NOT_ALLOWED,
        "look at the demo's page: this address does not take such a request",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machines_own_addresses_are_hosts() {
        let address: SocketAddr = "127.0.0.1:7070".parse().unwrap();
        for host in [
            "127.0.0.1:7070",
            "localhost:7070",
            "[::1]:7070",
            "LOCALHOST:7070",
        ] {
            assert!(is_ours(host, address), "{host}");
        }
        for host in [
            "127.0.0.1",
            "",
            "evil.example:7070",
            "localhost:7071",
            "localhost.evil.example:7070",
            "192.168.1.5:7070",
            "[::1]",
            "127.0.0.1:7070.evil.example",
            "user@127.0.0.1:7070",
        ] {
            assert!(!is_ours(host, address), "{host}");
        }
    }

    #[test]
    fn a_server_that_listens_everywhere_answers_to_every_address_and_to_no_name() {
        let address: SocketAddr = "0.0.0.0:7070".parse().unwrap();
        assert!(is_ours("192.168.1.5:7070", address));
        assert!(!is_ours("evil.example:7070", address));
    }
}
