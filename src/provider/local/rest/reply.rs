//! Answers of the REST API in the provider's shape.

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::provider::local::errors::Refused;

/// A request that is not carried out.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    status: u16,
    code: u32,
    message: String,
}

impl Failure {
    pub fn new(status: u16, code: u32, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
        }
    }

    pub fn not_found(path: &str) -> Self {
        Self::new(
            404,
            20404,
            format!("The requested resource {path} was not found"),
        )
    }
}

impl From<Refused> for Failure {
    fn from(refused: Refused) -> Self {
        Self::new(400, refused.code, refused.message)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        problem(self.status, self.code, &self.message)
    }
}

/// The provider's error body.
pub(super) fn problem(status: u16, code: u32, message: &str) -> Response {
    let body = json!({
        "code": code,
        "message": message,
        "more_info": format!("https://www.twilio.com/docs/errors/{code}"),
        "status": status,
    });
    with_json(status, &body)
}

/// A JSON answer.
pub(super) fn with_json(status: u16, body: &Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (
        status,
        [(CONTENT_TYPE, "application/json")],
        body.to_string(),
    )
        .into_response()
}

/// 204: done, nothing to say.
pub(super) fn done() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// 307: it lies elsewhere.
pub(super) fn redirect(to: &str) -> Response {
    let location = [(LOCATION, to.to_owned())];
    (StatusCode::TEMPORARY_REDIRECT, location).into_response()
}

/// Bytes with their type.
pub(super) fn bytes(content_type: &str, body: impl IntoResponse) -> Response {
    ([(CONTENT_TYPE, content_type.to_owned())], body).into_response()
}

/// The same with all of its length announced, where the connection breaks in the middle.
pub(super) fn cut_off(content_type: &str, mut body: Vec<u8>) -> Response {
    let length = HeaderValue::from(body.len());
    body.truncate(body.len() / 2);
    let broken = Err(std::io::Error::other("the connection is cut on purpose"));
    let pieces = futures_util::stream::iter([Ok(body), broken]);
    let mut response = bytes(content_type, Body::from_stream(pieces));
    response.headers_mut().insert(CONTENT_LENGTH, length);
    response
}

pub(super) async fn no_such_resource(uri: Uri) -> Response {
    Failure::not_found(uri.path()).into_response()
}
