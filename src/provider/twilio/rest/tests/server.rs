//! A server that answers what it is told, whatever a provider would say.

use std::collections::VecDeque;
use std::sync::Mutex;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::response::Response;

use super::*;

/// One request as a server saw it.
#[derive(Clone)]
pub(super) struct Seen {
    /// Method, path and query.
    pub line: String,
    pub headers: HeaderMap,
    pub body: String,
}

type Answers = VecDeque<Response<Body>>;

/// A server that answers what it was told, in order, and remembers who asked what.
#[derive(Clone)]
pub(super) struct Scripted {
    pub url: String,
    answers: Arc<Mutex<Answers>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Scripted {
    pub async fn start() -> Self {
        let mut scripted = Self {
            url: String::new(),
            answers: Arc::default(),
            seen: Arc::default(),
        };
        let router = axum::Router::new()
            .fallback(answer)
            .with_state(scripted.clone());
        scripted.url = serve(router).await;
        scripted
    }

    pub fn answers(&self, status: u16, headers: &[(&str, &str)], body: impl Into<Body>) {
        let mut response = Response::builder().status(status);
        for (name, value) in headers {
            response = response.header(*name, *value);
        }
        let response = response.body(body.into()).unwrap();
        self.answers.lock().unwrap().push_back(response);
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

async fn answer(State(scripted): State<Scripted>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.unwrap();
    scripted.seen.lock().unwrap().push(Seen {
        line: format!("{} {}", parts.method, parts.uri),
        headers: parts.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    let next = scripted.answers.lock().unwrap().pop_front();
    next.unwrap_or_else(|| Response::builder().status(404).body(Body::empty()).unwrap())
}
