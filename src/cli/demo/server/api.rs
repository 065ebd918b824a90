//! The requests of the page.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::super::studio::Refusal;
use super::Shared;

/// `GET /api/state`
pub async fn state(State(shared): State<Shared>) -> Response {
    json(StatusCode::OK, &shared.studio.snapshot().await)
}

#[derive(Deserialize)]
struct Dial {
    to: String,
    withheld: Option<bool>,
}

/// `POST /api/phones/{number}/dial`
pub async fn dial(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Dial { to, withheld } = read(&body)?;
    shared.studio.dial(&phone, &to, withheld)?;
    done()
}

/// `POST /api/phones/{number}/answer`
pub async fn answer(State(shared): State<Shared>, Path(phone): Path<String>) -> Answer {
    shared.studio.answer(&phone)?;
    done()
}

/// `POST /api/phones/{number}/decline`
pub async fn decline(State(shared): State<Shared>, Path(phone): Path<String>) -> Answer {
    shared.studio.decline(&phone)?;
    done()
}

/// `POST /api/phones/{number}/hang-up`
pub async fn hang_up(State(shared): State<Shared>, Path(phone): Path<String>) -> Answer {
    shared.studio.hang_up(&phone)?;
    done()
}

#[derive(Deserialize)]
struct Press {
    keys: String,
}

/// `POST /api/phones/{number}/press`
pub async fn press(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Press { keys } = read(&body)?;
    shared.studio.press(&phone, &keys)?;
    done()
}

#[derive(Deserialize)]
struct Speak {
    seconds: u32,
}

/// `POST /api/phones/{number}/speak`
pub async fn speak(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Speak { seconds } = read(&body)?;
    shared.studio.speak(&phone, seconds)?;
    done()
}

#[derive(Deserialize)]
struct Switch {
    on: bool,
}

/// `POST /api/phones/{number}/power`
pub async fn power(State(shared): State<Shared>, Path(phone): Path<String>, body: Bytes) -> Answer {
    let Switch { on } = read(&body)?;
    shared.studio.power(&phone, on)?;
    done()
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "one of {\"moment\": \"morning\"}, {\"at\": \"2026-12-25T10:00\"} and {\"skip\": true}"
)]
enum Move {
    Moment { moment: String },
    At { at: String },
    Skip { skip: bool },
}

/// `POST /api/clock`
pub async fn clock(State(shared): State<Shared>, body: Bytes) -> Answer {
    let to = read(&body)?;
    let studio = shared.studio;
    // A request that is given up must not leave the calls ended and the time where it was.
    let moved = tokio::spawn(async move {
        match to {
            Move::Moment { moment } => studio.move_to(&moment).await.map(|()| None),
            Move::At { at } => studio.move_to_time(&at).await,
            Move::Skip { skip: true } => studio.skip().await.map(|()| None),
            Move::Skip { skip: false } => Ok(None),
        }
    });
    match moved.await.map_err(|_| failed())?? {
        Some(note) => Ok(json(StatusCode::OK, &serde_json::json!({ "note": note }))),
        None => done(),
    }
}

/// `POST /api/faults/store`
pub async fn store(State(shared): State<Shared>, body: Bytes) -> Answer {
    let Switch { on } = read(&body)?;
    shared.studio.fail_store(on)?;
    done()
}

/// `POST /api/faults/slow`
pub async fn slow(State(shared): State<Shared>, body: Bytes) -> Answer {
    let Switch { on } = read(&body)?;
    shared.studio.slow_down(on);
    done()
}

/// `POST /api/faults/relay`
pub async fn relay(State(shared): State<Shared>, body: Bytes) -> Answer {
    let Switch { on } = read(&body)?;
    // A request that is given up must not leave the relay half stopped.
    finished(async move { shared.studio.fail_relay(on).await }).await
}

/// `POST /api/faults/restart`
pub async fn restart(State(shared): State<Shared>) -> Answer {
    finished(async move { shared.studio.restart_relay().await }).await
}

/// `POST /api/faults/twice`
pub async fn twice(State(shared): State<Shared>) -> Answer {
    shared.studio.deliver_twice();
    done()
}

/// `POST /api/faults/forge`
pub async fn forge(State(shared): State<Shared>) -> Answer {
    finished(async move { shared.studio.forge().await }).await
}

/// `GET /api/configuration`
pub async fn configuration(State(shared): State<Shared>) -> Answer {
    Ok(json(StatusCode::OK, &shared.studio.files()?))
}

#[derive(Deserialize)]
struct Edit {
    text: String,
}

/// `PUT /api/configuration/{name}`
pub async fn edit(State(shared): State<Shared>, Path(name): Path<String>, body: Bytes) -> Answer {
    let Edit { text } = read(&body)?;
    let edit = tokio::task::spawn_blocking(move || shared.studio.edit(&name, &text));
    let verdict = edit.await.map_err(|_| failed())??;
    Ok(json(StatusCode::OK, &verdict))
}

/// `POST /api/configuration/restore`
pub async fn restore(State(shared): State<Shared>) -> Answer {
    shared.studio.restore()?;
    done()
}

/// An answer, or why there is none.
pub type Answer = Result<Response, Refusal>;

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, words) = match self {
            Refusal::Wrong(words) => (StatusCode::BAD_REQUEST, words),
            Refusal::Unknown(words) => (StatusCode::NOT_FOUND, words),
            Refusal::NotNow(words) => (StatusCode::CONFLICT, words),
            Refusal::Failed(words) => (StatusCode::INTERNAL_SERVER_ERROR, words),
        };
        problem(status, &words)
    }
}

/// What went wrong, as JSON: a sentence.
pub fn problem(status: StatusCode, words: &str) -> Response {
    json(status, &serde_json::json!({ "error": sentence(words) }))
}

/// With a capital at its beginning and a full stop at its end, whoever has written it.
fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}

fn json(status: StatusCode, value: &impl Serialize) -> Response {
    // A structure of strings, numbers and lists always serialises.
    let body = serde_json::to_vec(value).unwrap_or_default();
    let kind = HeaderValue::from_static("application/json");
    (status, [(header::CONTENT_TYPE, kind)], body).into_response()
}

pub fn done() -> Answer {
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Goes on to its end even if whoever asked has gone.
async fn finished(work: impl Future<Output = Result<(), Refusal>> + Send + 'static) -> Answer {
    tokio::spawn(work).await.map_err(|_| failed())??;
    done()
}

fn failed() -> Refusal {
    Refusal::Failed("start the demo again: something failed inside".to_owned())
}

pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body)
        .map_err(|error| Refusal::Wrong(format!("send what this address understands: {error}")))
}
