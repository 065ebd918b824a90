//! The server under the REST API: who may ask, and what goes wrong on demand.
//!
//! Connections are served by hand because two troubles need one cut without an answer.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt;

use super::reply::{Failure, problem};
use crate::provider::local::switch::Switch;
use crate::provider::local::time::lock;
use crate::provider::local::trouble::{RestTrouble, Trouble, take};
use crate::provider::local::weather::{Storm, in_words};

/// The connection ends here without an answer.
#[derive(Debug, thiserror::Error)]
#[error("the connection is cut on purpose")]
struct Cut;

/// Serves until the carrier is dropped.
pub(crate) async fn serve(switch: Arc<Switch>, listener: TcpListener) {
    let router = super::router(switch.clone());
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            drop(tokio::spawn(connection(
                switch.clone(),
                router.clone(),
                stream,
            )));
        }
    }
}

async fn connection(switch: Arc<Switch>, router: axum::Router, stream: TcpStream) {
    let service = service_fn(move |request: hyper::Request<hyper::body::Incoming>| {
        let (switch, router) = (switch.clone(), router.clone());
        async move { troubled(switch, router, request.map(Body::new)).await }
    });
    // A client that goes away in the middle is no news here.
    drop(
        http1::Builder::new()
            .serve_connection(TokioIo::new(stream), service)
            .await,
    );
}

async fn troubled(
    switch: Arc<Switch>,
    router: axum::Router,
    request: Request,
) -> Result<Response, Cut> {
    let busy = switch.board.busy();
    let (method, path) = (
        request.method().to_string(),
        request.uri().path().to_owned(),
    );
    let trouble = take(&mut lock(&switch.state).troubles, |trouble| match trouble {
        Trouble::Rest {
            method: m,
            path: p,
            what,
        } if *m == method && path.contains(p) => Some(what.clone()),
        _ => None,
    });
    let trouble = {
        let mut state = lock(&switch.state);
        let trouble = trouble.or_else(|| state.storm.as_mut().and_then(Storm::rest));
        *state.tally.entry(in_words(trouble.as_ref())).or_default() += 1;
        trouble
    };
    match trouble {
        None => Ok(answer(router, request).await),
        Some(RestTrouble::Late { by }) => {
            let response = answer(router, request).await;
            let at = switch.board.after(by);
            drop(switch.board.sleep_until(busy, at).await);
            Ok(response)
        }
        Some(RestTrouble::AnswerLost) => {
            drop(answer(router, request).await);
            Err(Cut)
        }
        Some(RestTrouble::NoAnswer { held }) => {
            let at = switch.board.after(held);
            drop(switch.board.sleep_until(busy, at).await);
            Err(Cut)
        }
        Some(RestTrouble::ServerError) => Ok((
            StatusCode::INTERNAL_SERVER_ERROR,
            "<html>upstream error</html>",
        )
            .into_response()),
        Some(RestTrouble::TooMany { retry_after }) => Ok(too_many(retry_after)),
    }
}

async fn answer(router: axum::Router, request: Request) -> Response {
    let answered: Result<Response, Infallible> = router.oneshot(request).await;
    match answered {
        Ok(response) => response,
        Err(never) => match never {},
    }
}

fn too_many(retry_after: Option<u32>) -> Response {
    let mut response = problem(429, 20429, "Too Many Requests");
    if let Some(seconds) = retry_after {
        response
            .headers_mut()
            .insert("Retry-After", HeaderValue::from(seconds));
    }
    response
}

/// HTTP Basic with the account's SID and token, and a path below that account.
pub(super) async fn authorised(
    State(switch): State<Arc<Switch>>,
    request: Request,
    next: Next,
) -> Response {
    let options = &switch.options;
    let wanted = STANDARD.encode(format!("{}:{}", options.account_sid, options.auth_token));
    let given = request
        .headers()
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok());
    if given.and_then(|value| value.strip_prefix("Basic ")) != Some(wanted.as_str()) {
        return Failure::new(401, 20003, "Authenticate").into_response();
    }
    let below = format!("/2010-04-01/Accounts/{}/", options.account_sid);
    if !request.uri().path().starts_with(&below) {
        return Failure::not_found(request.uri().path()).into_response();
    }
    next.run(request).await
}
