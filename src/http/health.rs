//! Whether the relay is alive, what is not well, and its counters.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::jobs;
use crate::jobs::well::{self, Readings, Trouble};
use crate::relay::Relay;
use crate::telemetry;

/// `GET /healthz`: alive.
pub async fn alive() -> &'static str {
    "alive\n"
}

#[derive(Serialize)]
struct Ready {
    ready: bool,
    version: String,
    configuration: String,
    configuration_since: String,
    patients: usize,
    clinicians: usize,
    not_well: Vec<String>,
}

/// `GET /readyz`: a configuration is loaded (else there is no server); what is not well stands in the body.
pub async fn ready(State(relay): State<Relay>) -> Response {
    let configured = relay.configured();
    let practice = &configured.in_force.practice;
    let troubles = well::troubles(&relay, &configured, Readings::of(&relay).await);
    let not_well = troubles.iter().map(Trouble::to_string).collect();
    let ready = Ready {
        ready: true,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        configuration: practice.version.to_string(),
        configuration_since: configured.in_force.since.to_rfc3339(),
        patients: practice.patients.len(),
        clinicians: practice.clinicians.iter().count(),
        not_well,
    };
    // A structure of strings and numbers always serialises.
    let body = serde_json::to_string_pretty(&ready).unwrap_or_default() + "\n";
    (
        [(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        )],
        body,
    )
        .into_response()
}

/// `GET /metrics`: Prometheus' text format.
pub async fn metrics(State(relay): State<Relay>) -> Response {
    let configured = relay.configured();
    let health = relay.store().health();
    let now = relay.clock().now();
    let backlog = relay.store().waiting_texts(now).await.ok();
    let since = backlog.and_then(|backlog| backlog.since);
    let messages = relay.store().message_counts().await.ok();
    let practice = &configured.in_force.practice;
    let page = relay.metrics().page(telemetry::Readings {
        store_up: health.down.is_none(),
        store_queue: health.queued,
        outbox_waiting: backlog.map(|backlog| backlog.texts),
        outbox_held: backlog.map(|backlog| backlog.held),
        outbox_oldest: since.map_or(0, |since| (now - since).num_seconds()),
        messages_waiting: messages.as_ref().map(|counts| counts.waiting),
        messages_lost: messages.as_ref().map(|counts| counts.lost),
        recordings_left: messages.as_ref().map(|counts| counts.left_there),
        phones_not_confirmed: jobs::not_confirmed(practice, &relay.store().confirmations()).len(),
        configuration_age: (now - configured.in_force.since).num_seconds(),
        configuration_refused: configured.refused.is_some(),
        patients: practice.patients.len(),
    });
    let kind =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], page).into_response()
}
