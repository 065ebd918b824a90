//! What every request of the console passes, before its page and after: whether there is a console at all, whether the
//! request may change something, how much it may send; and on the way out the headers and the search for numbers.

use std::net::IpAddr;
use std::panic::AssertUnwindSafe;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use http_body_util::Limited;

use super::super::form::MAX_UPLOAD;
use super::super::{Console, page};
use super::{filter, headers, site, spoken};
use crate::http::Peer;

/// Where a request came from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The other end of the connection; behind a proxy on this machine, whom the proxy names.
    pub address: Option<IpAddr>,
}

impl Arrival {
    fn of(peer: Option<IpAddr>, headers: &HeaderMap) -> Self {
        let proxied = peer.is_some_and(|peer| peer.to_canonical().is_loopback());
        let named = headers.get_all("x-forwarded-for").iter().next_back();
        // The last one alone was written by the proxy; those before it anybody can write.
        let named = named
            .filter(|_| proxied)
            .and_then(|named| named.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
        Arrival {
            address: named.or(peer).map(|address: IpAddr| address.to_canonical()),
        }
    }

    /// As text; empty where it is not known.
    pub fn text(&self) -> String {
        self.address
            .map(|address| address.to_string())
            .unwrap_or_default()
    }
}

/// Around every page of the console.
pub async fn pass(State(console): State<Console>, mut request: Request, next: Next) -> Response {
    if console.accounts().is_empty() {
        return StatusCode::NOT_FOUND.into_response();
    }
    let peer = request.extensions().get::<Peer>().map(|peer| peer.0.ip());
    let arrival = Arrival::of(peer, request.headers());
    request.extensions_mut().insert(arrival);
    let words = spoken(None, request.headers(), &console);
    let refuse = |status, key: &str| page::outside(&console, &words, status, &words.t(key));
    let is_asset = request.uri().path().starts_with("/console/assets/");
    let mut response = match unfit(&request, &console) {
        Some((status, key)) => refuse(status, key),
        None => {
            let request = request.map(|body| Body::new(Limited::new(body, MAX_UPLOAD)));
            let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
            answered.unwrap_or_else(|_| {
                tracing::error!("a defect: a page of the console could not be made");
                refuse(StatusCode::INTERNAL_SERVER_ERROR, "gate-defect")
            })
        }
    };
    if !is_asset {
        let searched = filter::search(response, console.relay().in_force()).await;
        response = searched.unwrap_or_else(|| {
            tracing::error!(
                "a defect: a page of the console held a clinician's number and was not sent"
            );
            refuse(StatusCode::INTERNAL_SERVER_ERROR, "gate-held")
        });
    }
    headers::put(&mut response);
    response
}

/// Why a request goes no further.
fn unfit(request: &Request, console: &Console) -> Option<(StatusCode, &'static str)> {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    if *request.method() != Method::POST {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "gate-method"));
    }
    if !site::is_own(request.headers(), &console.relay().in_force().public_url) {
        return Some((StatusCode::FORBIDDEN, "gate-elsewhere"));
    }
    let declared = request.headers().get(header::CONTENT_LENGTH);
    let declared = declared.and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    let length = declared
        .unwrap_or_default()
        .max(usize::try_from(request.body().size_hint().lower()).unwrap_or(usize::MAX));
    (length > MAX_UPLOAD).then_some((StatusCode::PAYLOAD_TOO_LARGE, "page-too-large"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        Arrival::of(peer.parse().ok(), &headers).text()
    }

    #[test]
    fn only_a_proxy_on_this_machine_is_believed_and_only_in_what_it_wrote_itself() {
        assert_eq!(of("203.0.113.9", &["198.51.100.1"]), "203.0.113.9");
        assert_eq!(
            of("127.0.0.1", &["203.0.113.7, 198.51.100.1"]),
            "198.51.100.1"
        );
        assert_eq!(
            of("::ffff:127.0.0.1", &["203.0.113.7", "198.51.100.2"]),
            "198.51.100.2"
        );
        assert_eq!(of("127.0.0.1", &["nonsense"]), "127.0.0.1");
        assert_eq!(of("127.0.0.1", &[]), "127.0.0.1");
    }
}
