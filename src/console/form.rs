//! What a form sent, of somebody who is signed in and meant it: no page that changes anything takes its fields from
//! elsewhere.

use axum::body::to_bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::{HeaderMap, StatusCode, header};
use subtle::ConstantTimeEq;

use super::Console;
use super::visit::{Refusal, Visit};

/// The largest form without a file, in bytes.
pub const MAX_FORM: usize = 256 * 1024;

/// The largest form with a file, in bytes: a list of some hundred thousand patients. What declares more, or turns out to be
/// more, is broken off whichever page it is for.
pub const MAX_UPLOAD: usize = 32 * 1024 * 1024;

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

    /// The same as it was typed, white space included: a password.
    pub fn raw(&self, name: &str) -> &str {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map_or("", |(_, value)| value)
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

/// Whether what was sent says that it is a form without a file.
pub fn is_form(headers: &HeaderMap) -> bool {
    is_of(headers, "application/x-www-form-urlencoded")
}

/// Whether what was sent says that it is of this type.
pub fn is_of(headers: &HeaderMap, wanted: &str) -> bool {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case(wanted)
}

impl Visit {
    /// Whether this form token is the session's; compared in a time that tells nothing. For forms with a file, whose fields
    /// the page reads itself; [`Posted`] has asked already.
    ///
    /// # Errors
    /// The page that says so.
    pub fn meant(&self, csrf: &str) -> Result<(), Refusal> {
        match self.is_meant(csrf) {
            true => Ok(()),
            false => Err(self.refuse(StatusCode::FORBIDDEN, &self.words.t("page-stale-form"))),
        }
    }

    /// Whether this form token is the session's.
    pub fn is_meant(&self, csrf: &str) -> bool {
        let same: bool = csrf.as_bytes().ct_eq(self.csrf.as_bytes()).into();
        same && !csrf.is_empty()
    }
}

impl FromRequest<Console> for Posted {
    type Rejection = Refusal;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, console).await?;
        if !is_form(&parts.headers) {
            let why = visit.words.t("page-not-a-form");
            return Err(visit.refuse(StatusCode::UNSUPPORTED_MEDIA_TYPE, &why));
        }
        let too_large = || {
            let why = visit.words.t("page-too-large");
            visit.refuse(StatusCode::PAYLOAD_TOO_LARGE, &why)
        };
        let body = to_bytes(body, MAX_FORM).await.map_err(|_| too_large())?;
        let fields = Fields::read(&body);
        visit.meant(fields.get("csrf"))?;
        Ok(Posted { visit, fields })
    }
}
