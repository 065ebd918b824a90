//! Whether the relay is alive, what is not well, and its counters.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::relay::Relay;
use crate::telemetry::Readings;

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
    let health = relay.store().health();
    let mut not_well = Vec::new();
    if let Some(refused) = &configured.refused {
        not_well.push(format!(
            "the configuration on disk is refused since {}: {}, the first {}; the last good one is in force",
            refused.since.format("%Y-%m-%d %H:%M:%S UTC"),
            match refused.mistakes {
                1 => "1 mistake".to_owned(),
                several => format!("{several} mistakes"),
            },
            refused.first
        ));
    }
    if health.lost > 0 {
        not_well.push(format!(
            "{} rows of the journal are gone since the start: the database was deleted or replaced; restore it from a backup",
            health.lost
        ));
    }
    if let Some(why) = health.down {
        not_well.push(format!(
            "the store cannot be used: {why}; calls go on by the configuration alone, texts wait"
        ));
    }
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
    let page = relay.metrics().page(Readings {
        store_up: health.down.is_none(),
        store_queue: health.queued,
        outbox_waiting: relay.store().waiting().await.ok(),
        configuration_age: (relay.clock().now() - configured.in_force.since).num_seconds(),
        configuration_refused: configured.refused.is_some(),
        patients: configured.in_force.practice.patients.len(),
    });
    let kind =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], page).into_response()
}
