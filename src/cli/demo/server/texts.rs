//! The requests of the page that are about texts and pictures.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::super::studio::{Attachment, LARGEST, Picture, Refusal};
use super::Shared;
use super::api::{Answer, done, read};
use super::guard::not_found;

/// The largest body of a text, in bytes: its picture in base64, and room for the words.
pub const MAX_BODY: usize = LARGEST / 3 * 4 + 64 * 1024;

/// What a browser may show; anything else it would only be asked to save.
const SHOWN: [&str; 4] = ["image/jpeg", "image/png", "image/gif", "image/webp"];

#[derive(Deserialize)]
struct Text {
    to: String,
    #[serde(default)]
    body: String,
    picture: Option<Attached>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "one of {\"sample\": \"rash\"} and {\"type\": \"image/jpeg\", \"data\": \"base64\"}"
)]
enum Attached {
    Sample {
        sample: String,
    },
    Own {
        #[serde(rename = "type")]
        kind: String,
        data: String,
    },
}

/// `POST /api/phones/{number}/text`
pub async fn text(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Text { to, body, picture } = read(&body)?;
    let picture = picture.map(attachment).transpose()?;
    shared.studio.text(&phone, &to, &body, picture)?;
    done()
}

/// `GET /api/pictures/{id}`
pub async fn picture(State(shared): State<Shared>, Path(id): Path<String>) -> Response {
    let Some(picture) = shared.studio.picture(&id) else {
        return not_found();
    };
    let known = SHOWN.into_iter().find(|known| *known == picture.kind);
    let kind = HeaderValue::from_static(known.unwrap_or("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], picture.bytes).into_response()
}

fn attachment(attached: Attached) -> Result<Attachment, Refusal> {
    match attached {
        Attached::Sample { sample } => Ok(Attachment::Sample(sample)),
        Attached::Own { kind, data } => {
            let bytes = STANDARD
                .decode(data)
                .map_err(|_| Refusal::Wrong("send the picture in base64".to_owned()))?;
            Ok(Attachment::Own(Picture {
                kind,
                bytes: bytes.into(),
            }))
        }
    }
}
