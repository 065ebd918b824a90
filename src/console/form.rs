//! What a form sent, of somebody who is signed in and meant it: no page that changes anything takes its fields from
//! elsewhere.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;

use super::Console;
use super::visit::{Refusal, Visit};

/// The largest form without a file, in bytes.
pub const MAX_FORM: usize = 256 * 1024;

/// The fields of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, String)>);

/// A form that came with its token.
pub struct Posted {
    /// Of whom.
    pub visit: Visit,
    /// What was entered.
    pub fields: Fields,
}

impl Fields {
    /// Of `application/x-www-form-urlencoded`, also of a query.
    pub fn read(encoded: &[u8]) -> Self {
        Fields(form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The first field of this name, without white space around it; empty where there is none.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value.trim())
    }

    /// All fields of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named.map(|(_, value)| value.trim())
    }

    /// Whether a box of this name was ticked.
    pub fn is_on(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }
}

impl FromRequest<Console> for Posted {
    type Rejection = Refusal;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, console).await?;
        let too_large = || {
            let why = visit.words.t("page-too-large");
            visit.refuse(StatusCode::PAYLOAD_TOO_LARGE, &why)
        };
        let body = to_bytes(body, MAX_FORM).await.map_err(|_| too_large())?;
        let fields = Fields::read(&body);
        // The gate compares the token in constant time.
        if fields.get("csrf") != visit.csrf {
            let why = visit.words.t("page-stale-form");
            return Err(visit.refuse(StatusCode::FORBIDDEN, &why));
        }
        Ok(Posted { visit, fields })
    }
}
