//! The edge to the network: every route, limit and time-out on one screen.

mod health;
mod media;
pub(crate) mod range;
mod server;
mod voicemail;
mod webhooks;

use axum::Router;
use axum::routing::{get, post};

use crate::relay::Relay;

pub use server::{BindError, Peer, Server};

/// The largest body of a webhook, in bytes; a text of 1,600 characters with all its parameters is far below.
pub const MAX_BODY: usize = 64 * 1024;

/// Every route.
///
/// | route | what |
/// | --- | --- |
/// | `POST /twilio/voice`, `/twilio/sms`, `/twilio/voice/status` | what the numbers are pointed at |
/// | `POST /twilio/…` | the further steps, whose addresses Nightbell itself handed out |
/// | `GET /media/{ticket}` | a picture of a text, for the provider, for some hours |
/// | `GET /voicemail/{ticket}` | a message, for the provider, once and within minutes |
/// | `GET /healthz` | alive |
/// | `GET /readyz` | 200 when a configuration is loaded; what is not well in the body |
/// | `GET /metrics` | Prometheus |
///
/// A wrong method is answered 405, a wrong type 415, a large body 413, no valid signature 403.
pub fn router(relay: Relay) -> Router {
    let player = voicemail::Player::new(relay.clone());
    Router::new()
        .route("/twilio/{*step}", post(webhooks::webhook))
        .route("/media/{ticket}", get(media::file))
        .route(
            "/voicemail/{ticket}",
            get(voicemail::play).with_state(player),
        )
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .with_state(relay)
}
