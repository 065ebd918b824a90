//! Whether the relay is alive, what is not well, and its counters.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use serde::Serialize;

use crate::jobs;
use crate::relay::Relay;
use crate::store::MessageCounts;
use crate::telemetry::Readings;

/// `GET /healthz`: alive.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// A text that waits longer than this to be sent is told of.
const LATE: TimeDelta = TimeDelta::minutes(10);

/// A text is held for a day before it goes to who is on duty; one that is held for longer is told of.
const UNREAD: TimeDelta = TimeDelta::minutes(24 * 60 + 10);

/// A message that is at the provider alone for longer than this is told of.
const NOT_HERE: TimeDelta = TimeDelta::minutes(15);

/// After so long it takes a person to see why.
const STUCK: TimeDelta = TimeDelta::days(2);

/// A message that nobody has heard for so long is told of: it may be in the box of somebody who has left.
const UNHEARD: TimeDelta = TimeDelta::days(7);

/// The provider's list of recordings is read every hour.
const UNLISTED: TimeDelta = TimeDelta::minutes(2 * 60);

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
            "the store cannot be used: {why}; calls go on by the configuration alone, texts wait, messages stay at the provider"
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
    let messages = relay.store().message_counts().await.ok();
    let kept_for = configured.in_force.retention.voicemail;
    not_well.extend(
        messages
            .iter()
            .flat_map(|counts| of_messages(counts, now, kept_for)),
    );
    let known = relay.metrics().recordings_known_until();
    let known = known.unwrap_or(configured.in_force.since);
    if now - known > UNLISTED {
        not_well.push(format!(
            "the provider's list of recordings could not be read since {}: messages that no webhook announced are not found",
            at(known)
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

/// What is not well with the messages of callers.
fn of_messages(counts: &MessageCounts, now: DateTime<Utc>, kept_for: TimeDelta) -> Vec<String> {
    let mut not_well = Vec::new();
    if let Some(since) = counts
        .oldest_waiting
        .filter(|since| now - *since > NOT_HERE)
    {
        let waits = now - since;
        not_well.push(match waits < STUCK {
            true => format!(
                "{} wait at the provider, the oldest since {}; they are fetched as soon as they can be, and the log says what keeps them",
                messages(counts.waiting),
                at(since)
            ),
            false => format!(
                "a recording could not be fetched for {} days, and {} wait at the provider: look in the log for the call, and for its recording in the provider's console",
                waits.num_days(),
                messages(counts.waiting)
            ),
        });
    }
    if counts.lost > 0 {
        not_well.push(format!(
            "{} lost: the provider had announced them and has had no such recordings for a week; the log says of which calls: ask those callers to leave them again",
            match counts.lost {
                1 => "1 message is".to_owned(),
                several => format!("{several} messages are"),
            }
        ));
    }
    if let Some(since) = counts.oldest_new.filter(|since| now - *since > UNHEARD) {
        not_well.push(format!(
            "{} nobody has heard yet, the oldest since {}: remind who gets them; each is deleted after {} days ([retention] voicemail), heard or not",
            match counts.new {
                1 => "1 message that".to_owned(),
                several => format!("{several} messages that"),
            },
            at(since),
            kept_for.num_days()
        ));
    }
    if counts.stuck_there > 0 {
        not_well.push(format!(
            "{} here cannot be deleted at the provider: it is tried again at least every five minutes, and the log says why",
            match counts.stuck_there {
                1 => "1 recording that is".to_owned(),
                several => format!("{several} recordings that are"),
            }
        ));
    }
    not_well
}

fn messages(count: u64) -> String {
    match count {
        1 => "1 message".to_owned(),
        several => format!("{several} messages"),
    }
}

fn at(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S UTC").to_string()
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
    let page = relay.metrics().page(Readings {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_that_nobody_hears_and_copies_that_nobody_deletes_are_told_of() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(30);
        let kept_for = TimeDelta::days(90);
        let well = MessageCounts {
            new: 2,
            left_there: 1,
            oldest_new: Some(now - TimeDelta::days(6)),
            ..MessageCounts::default()
        };
        assert_eq!(of_messages(&well, now, kept_for), [""; 0]);
        let not_well = MessageCounts {
            oldest_new: Some(now - TimeDelta::days(8)),
            stuck_there: 1,
            ..well
        };
        let told = of_messages(&not_well, now, kept_for);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0]
                .starts_with("2 messages that nobody has heard yet, the oldest since 1970-01-23")
        );
        assert!(told[0].contains("after 90 days"));
        assert!(told[1].starts_with("1 recording that is here cannot be deleted at the provider"));
    }
}
