//! `/voicemail/`: a message for whoever holds a ticket for playing it, which is the provider, once and within minutes.

mod ledger;

use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt};

use super::range::Part;
use crate::relay::Relay;
use crate::store::{Admitted, MessageState, Sound, StoreDown, VaultError};
use ledger::{Booking, Ledger};

/// What the provider records, and plays again.
const KIND: &str = "audio/wav";

/// The relay, and what its tickets for playback have given since the start.
#[derive(Clone)]
pub struct Player {
    relay: Relay,
    ledger: Ledger,
}

impl Player {
    /// Of this relay.
    pub fn new(relay: Relay) -> Player {
        Player {
            relay,
            ledger: Ledger::default(),
        }
    }
}

/// `GET /voicemail/{ticket}`: the message, or the part that was asked for. A ticket that was never handed out, has expired
/// or is spent, or whose message is gone: 404, all alike.
pub async fn play(
    State(player): State<Player>,
    method: Method,
    ticket: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Response {
    let ticket = ticket.map(|Path(ticket)| ticket).unwrap_or_default();
    let given = player.given(&method, &ticket, &headers).await;
    given.unwrap_or_else(|status| status.into_response())
}

impl Player {
    async fn given(
        &self,
        method: &Method,
        ticket: &str,
        headers: &HeaderMap,
    ) -> Result<Response, StatusCode> {
        let now = self.relay.clock().now();
        let ticket = self.relay.store().admit_play(ticket, now);
        let ticket = ticket.ok_or(StatusCode::NOT_FOUND)?;
        let sound = self.find(&ticket).await?;
        let whole = sound.len();
        self.is_left(&ticket, whole).await?;
        let part = Part::wanted(headers, whole);
        if *method == Method::HEAD || part == Part::Nothing {
            return Ok(part.of(KIND, whole, Body::empty()));
        }
        let bytes = part.bytes(whole);
        let length = bytes.end.saturating_sub(bytes.start);
        let booking = self.ledger.book(&ticket, length, whole, now);
        let booking = booking.ok_or(StatusCode::NOT_FOUND)?;
        let body = Body::from_stream(self.clone().pieces(ticket, sound, bytes, booking));
        Ok(part.of(KIND, whole, body))
    }

    async fn find(&self, ticket: &Admitted) -> Result<Sound, StatusCode> {
        let store = self.relay.store();
        let kept = store.message(ticket.message).await.map_err(down)?;
        kept.filter(|kept| kept.state == MessageState::Kept)
            .ok_or(StatusCode::NOT_FOUND)?;
        let sound = store.voicemail().open(ticket.message).await;
        let sound = sound.map_err(|error| {
            tracing::error!(%error, "a message that is to be played cannot be read");
            StatusCode::INTERNAL_SERVER_ERROR
        })?;
        sound.ok_or(StatusCode::NOT_FOUND)
    }

    /// Whether the ticket is unspent: before the start the store knows, since then the ledger does.
    async fn is_left(&self, ticket: &Admitted, whole: u64) -> Result<(), StatusCode> {
        let is_left = match self.ledger.is_left(ticket, whole) {
            Some(is_left) => is_left,
            None => {
                let spent = self.relay.store().is_spent(ticket.nonce).await;
                !spent.map_err(down)?
            }
        };
        is_left.then_some(()).ok_or(StatusCode::NOT_FOUND)
    }

    /// The pieces of the message. Before the last one goes out, that the ticket is spent is durable.
    fn pieces(
        self,
        ticket: Admitted,
        sound: Sound,
        bytes: Range<u64>,
        booking: Booking,
    ) -> impl Stream<Item = Result<Bytes, VaultError>> + Send + 'static {
        let mut booking = booking;
        sound.read(bytes).then(move |piece| {
            let spends = match &piece {
                Ok(piece) => booking.gives(piece.len() as u64),
                Err(error) => {
                    tracing::error!(%error, "a message that is being played cannot be read further");
                    false
                }
            };
            let player = self.clone();
            async move {
                if spends {
                    player.spend(ticket).await;
                }
                piece
            }
        })
    }

    /// Where it cannot be made durable, it holds until the next start: whoever listens shall hear the end.
    async fn spend(&self, ticket: Admitted) {
        let spent = self.relay.store().spend(&ticket.nonce, ticket.expires);
        if let Err(error) = spent.await {
            tracing::warn!(%error, "that a message was played could not be written down");
        }
    }
}

fn down(_: StoreDown) -> StatusCode {
    StatusCode::SERVICE_UNAVAILABLE
}
