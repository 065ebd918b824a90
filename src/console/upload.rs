//! A form with a file, of somebody who is signed in and meant it: like [`super::form::Posted`], but the file is as large
//! as spreadsheets get.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;

use super::Console;
use super::form::Fields;
use super::visit::{Refusal, Visit};

/// The largest file, in bytes.
pub const MAX_FILE: usize = 16 * 1024 * 1024;

/// The largest field that is no file, in bytes.
const MAX_FIELD: usize = 4 * 1024;

/// So many fields at most.
const MAX_FIELDS: usize = 64;

/// A form with a file that came with its token. The token stands before the file, which is not read without it.
pub struct Upload {
    /// Of whom.
    pub visit: Visit,
    /// What was entered beside the file.
    pub fields: Fields,
    /// The file; empty where none was chosen.
    pub file: Vec<u8>,
}

/// Why an upload is not taken.
enum Bad {
    TooLarge,
    Broken,
    NotMeant(Refusal),
}

impl FromRequest<Console> for Upload {
    type Rejection = Refusal;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Self::Rejection> {
        let (mut parts, body) = request.into_parts();
        let visit = Visit::from_request_parts(&mut parts, console).await?;
        let request = Request::from_parts(parts, body);
        let broken = |_| say(&visit, Bad::Broken);
        let form = Multipart::from_request(request, console)
            .await
            .map_err(broken)?;
        match read(&visit, form).await {
            Ok((fields, file)) => Ok(Upload {
                visit,
                fields,
                file,
            }),
            Err(bad) => Err(say(&visit, bad)),
        }
    }
}

async fn read(visit: &Visit, mut form: Multipart) -> Result<(Fields, Vec<u8>), Bad> {
    let mut fields = Fields::default();
    let mut file = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            visit.meant(fields.get("csrf")).map_err(Bad::NotMeant)?;
            file = content(field, MAX_FILE).await?;
            continue;
        }
        let value = content(field, MAX_FIELD).await?;
        let value = String::from_utf8(value).map_err(|_| Bad::Broken)?;
        if fields.0.len() >= MAX_FIELDS {
            return Err(Bad::TooLarge);
        }
        fields.0.push((name, value));
    }
    visit.meant(fields.get("csrf")).map_err(Bad::NotMeant)?;
    Ok((fields, file))
}

async fn content(mut field: Field<'_>, most: usize) -> Result<Vec<u8>, Bad> {
    let mut content = Vec::new();
    while let Some(piece) = field.chunk().await.map_err(bad)? {
        if content.len() + piece.len() > most {
            return Err(Bad::TooLarge);
        }
        content.extend_from_slice(&piece);
    }
    Ok(content)
}

fn bad(error: MultipartError) -> Bad {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Bad::TooLarge,
        _ => Bad::Broken,
    }
}

fn say(visit: &Visit, bad: Bad) -> Refusal {
    let words = &visit.words;
    match bad {
        Bad::TooLarge => visit.refuse(StatusCode::PAYLOAD_TOO_LARGE, &words.t("page-too-large")),
        Bad::Broken => visit.refuse(StatusCode::BAD_REQUEST, &words.t("page-stale-form")),
        Bad::NotMeant(refusal) => refusal,
    }
}
