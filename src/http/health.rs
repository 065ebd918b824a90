//! Whether the relay is alive, what is not well, and its counters.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use serde::Serialize;

use crate::jobs;
use crate::relay::Relay;
use crate::telemetry::Readings;

/// `GET /healthz`: alive.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// A text that waits longer than this to be sent is told of.
const LATE: TimeDelta = TimeDelta::minutes(10);

/// A text is held for a day before it goes to who is on duty; one that is held for longer is told of.
const UNREAD: TimeDelta = TimeDelta::minutes(24 * 60 + 10);

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
    if let Some(why) = relay.sending_fails() {
        not_well.push(format!("texts cannot be sent: {why}"));
    }
    let now = relay.clock().now();
    let texts = relay.store().waiting_texts(now).await.unwrap_or_default();
    if let Some(since) = texts.since.filter(|since| now - *since > LATE) {
        not_well.push(format!(
            "{} texts wait to be sent, the oldest since {}",
            texts.texts,
            since.format("%Y-%m-%d %H:%M:%S UTC")
        ));
    }
    if let Some(since) = texts.held_since.filter(|since| now - *since > UNREAD) {
        not_well.push(format!(
            "a patient's text waits for its reader since {}, and nobody on duty could take it: call the patient",
            since.format("%Y-%m-%d %H:%M:%S UTC")
        ));
    }
    for clinician in jobs::not_confirmed(practice, &relay.store().confirmations()) {
        not_well.push(format!(
            "the phone of {clinician} has not confirmed that it takes texts: patients' texts to it wait; check its number, and that it was answered OK"
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
    let now = relay.clock().now();
    let backlog = relay.store().waiting_texts(now).await.ok();
    let since = backlog.and_then(|backlog| backlog.since);
    let practice = &configured.in_force.practice;
    let page = relay.metrics().page(Readings {
        store_up: health.down.is_none(),
        store_queue: health.queued,
        outbox_waiting: backlog.map(|backlog| backlog.texts),
        outbox_held: backlog.map(|backlog| backlog.held),
        outbox_oldest: since.map_or(0, |since| (now - since).num_seconds()),
        phones_not_confirmed: jobs::not_confirmed(practice, &relay.store().confirmations()).len(),
        configuration_age: (now - configured.in_force.since).num_seconds(),
        configuration_refused: configured.refused.is_some(),
        patients: practice.patients.len(),
    });
    let kind =
        HeaderValue::from_static("application/openmetrics-text; version=1.0.0; charset=utf-8");
    ([(header::CONTENT_TYPE, kind)], page).into_response()
}
