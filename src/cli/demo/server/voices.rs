//! The requests of the page that are about voices: what is said into a call, and what was played to a phone.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;

use super::super::studio::Refusal;
use super::Shared;
use super::api::{Answer, done, read};
use super::guard::not_found;

/// The largest body with a voice, in bytes: five minutes in base64.
pub const MAX_BODY: usize = 5 * 60 * 16_000 / 3 * 4 + 64 * 1024;

#[derive(Deserialize)]
struct Say {
    words: String,
}

/// `POST /api/phones/{number}/say`
pub async fn say(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Say { words } = read(&body)?;
    shared.studio.say(&phone, &words)?;
    done()
}

#[derive(Deserialize)]
struct Voice {
    wav: Option<String>,
}

/// `POST /api/phones/{number}/voice`: without a sound somebody begins to speak, with it that is over.
pub async fn voice(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Voice { wav } = read(&body)?;
    match wav {
        None => shared.studio.begins_to_speak(&phone)?,
        Some(wav) => {
            let wav = STANDARD
                .decode(wav)
                .map_err(|_| Refusal::Wrong("send the sound in base64".to_owned()))?;
            shared.studio.has_spoken(&phone, &wav)?;
        }
    }
    done()
}

/// `GET /api/sounds/{name}`
pub async fn sound(State(shared): State<Shared>, Path(name): Path<String>) -> Response {
    let Some((kind, bytes)) = shared.studio.sound(&name) else {
        return not_found();
    };
    let kind = HeaderValue::try_from(kind);
    let kind = kind.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    ([(header::CONTENT_TYPE, kind)], bytes).into_response()
}
