//! The page's own server: every route, limit and header on one screen. It is part of `demo` alone.
//!
//! | route | what |
//! | --- | --- |
//! | `GET /`, `GET /{file}` | the page and its files |
//! | `GET /api/state` | the snapshot |
//! | `GET /api/events` | what happens after it, as server-sent events |
//! | `POST /api/phones/{number}/…` | `dial`, `answer`, `decline`, `hang-up`, `press`, `speak`, `say`, `voice`, `power`, `text` |
//! | `GET /api/pictures/{id}` | a picture that was sent, or a sample |
//! | `GET /api/sounds/{name}` | a sound that a phone was played |
//! | `POST /api/clock` | moves the time |
//! | `POST /api/faults/…` | `store`, `slow`, `relay`, `restart`, `twice`, `forge` |
//! | `GET /api/configuration`, `PUT /api/configuration/{name}`, `POST /api/configuration/restore` | the editor |
//! | `GET, POST /fallback.xml` | the document for calls that the relay does not answer, hosted away from it |

mod api;
mod assets;
mod events;
mod guard;
mod texts;
mod voices;

use std::net::SocketAddr;
use std::path::PathBuf;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post, put};

use super::studio::Studio;

/// The largest body of a request, in bytes: an edited file.
const MAX_BODY: usize = 1024 * 1024;

/// Where the fallback document is.
pub const FALLBACK: &str = "/fallback.xml";

/// What every route may use.
#[derive(Clone)]
struct Shared {
    studio: Studio,
    /// The page's files are read from here at each request; else they are those of the program.
    page: Option<PathBuf>,
}

/// Every route. `address` is where the server listens.
pub fn router(studio: Studio, page: Option<PathBuf>, address: SocketAddr) -> Router {
    let phone = |action: &str| format!("/api/phones/{{number}}/{action}");
    Router::new()
        .route("/", get(assets::index))
        .route("/{*file}", get(assets::file))
        .route(FALLBACK, get(assets::fallback).post(assets::fallback))
        .route("/api/state", get(api::state))
        .route("/api/events", get(events::events))
        .route(&phone("dial"), post(api::dial))
        .route(&phone("answer"), post(api::answer))
        .route(&phone("decline"), post(api::decline))
        .route(&phone("hang-up"), post(api::hang_up))
        .route(&phone("press"), post(api::press))
        .route(&phone("speak"), post(api::speak))
        .route(&phone("power"), post(api::power))
        .route(
            &phone("text"),
            post(texts::text).layer(DefaultBodyLimit::max(texts::MAX_BODY)),
        )
        .route("/api/pictures/{id}", get(texts::picture))
        .route(&phone("say"), post(voices::say))
        .route(
            &phone("voice"),
            post(voices::voice).layer(DefaultBodyLimit::max(voices::MAX_BODY)),
        )
        .route("/api/sounds/{name}", get(voices::sound))
        .route("/api/clock", post(api::clock))
        .route("/api/faults/store", post(api::store))
        .route("/api/faults/slow", post(api::slow))
        .route("/api/faults/relay", post(api::relay))
        .route("/api/faults/restart", post(api::restart))
        .route("/api/faults/twice", post(api::twice))
        .route("/api/faults/forge", post(api::forge))
        .route("/api/configuration", get(api::configuration))
        .route("/api/configuration/restore", post(api::restore))
        .route("/api/configuration/{name}", put(api::edit))
        .method_not_allowed_fallback(guard::wrong_method)
        .with_state(Shared { studio, page })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(middleware::from_fn_with_state(address, guard::guard))
}
