//! The parameters of every kind of webhook, held against captured requests.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rest::{Api, post};
use super::*;

/// The names of a sample's parameters; what depends on the country or the network is left out on both sides.
fn sample(id: &str) -> BTreeSet<String> {
    let file: Value =
        serde_json::from_str(include_str!("../../../../tests/data/webhook_samples.json")).unwrap();
    let found = file
        .as_array()
        .unwrap()
        .iter()
        .find(|sample| sample["id"] == id)
        .unwrap();
    found["params"]
        .as_array()
        .unwrap()
        .iter()
        .map(|pair| pair[0].as_str().unwrap().to_owned())
        .collect()
}

fn names(exchange: &Exchange) -> BTreeSet<String> {
    exchange
        .params
        .iter()
        .map(|(name, _)| name.clone())
        .collect()
}

fn alike(exchange: &Exchange, id: &str) {
    assert_eq!(names(exchange), sample(id), "{id}");
    let mut sorted = exchange.params.clone();
    sorted.sort();
    assert_eq!(sorted, exchange.params, "{id}: newer captures are sorted");
}

#[tokio::test]
async fn calls_carry_what_captured_ones_carry() {
    let world = World::new().await;
    let document = dial("").replace(
        "<Number ",
        "<Number statusCallback=\"/status\" statusCallbackEvent=\"initiated ringing answered completed\" ",
    );
    world.relay.answers("/voice", &document);
    world.relay.answers("/whisper", WHISPER);
    world.relay.answers("/key", "<Response/>");
    world.relay.answers("/done", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.clinician().hears("Press 1").await.unwrap();
    world.clinician().presses("1").await.unwrap();
    world
        .patient()
        .is_connected_to(&world.clinician())
        .await
        .unwrap();
    world.clinician().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().lets_it_ring().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();

    alike(
        &world.requests("/voice")[0],
        "voice_incoming_fr_alphabetical",
    );
    alike(&world.request("/whisper"), "whisper_request");
    assert!(names(&world.request("/key")).is_superset(&sample("whisper_gather_accept")));
    alike(&world.requests("/done")[0], "dial_action_completed_bridged");
    alike(&world.requests("/done")[1], "dial_action_no_answer");
    let told = world.requests("/status");
    alike(&told[0], "child_status_initiated");
    alike(&told[1], "child_status_ringing");
    alike(&told[2], "child_status_answered");
    alike(&told[3], "child_status_completed");
    alike(&world.requests("/ended")[0], "parent_status_completed");
}

#[tokio::test]
async fn recordings_carry_what_captured_ones_carry() {
    let world = World::new().await;
    world.relay.answers(
        "/voice",
        "<Response><Record action=\"/kept\" recordingStatusCallback=\"/status\"/></Response>",
    );
    world.relay.answers("/kept", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().leaves_message(21).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    alike(&world.request("/kept"), "record_action_hangup");
    alike(
        &world.request("/status"),
        "recording_status_completed_voicemail",
    );
}

#[tokio::test]
async fn texts_carry_what_captured_ones_carry() {
    let world = World::new().await;
    world.relay.answers("/sms", "<Response/>");
    world.patient().texts(FRONT, "Ack").await.unwrap();
    let jpeg: (&str, &[u8]) = ("image/jpeg", b"x");
    world
        .patient()
        .phone()
        .text_with_media(FRONT, "", &[jpeg])
        .unwrap();
    let api = Api::new(&world);
    let callback = format!("{}/status", world.base);
    post(
        &api,
        "/Messages.json",
        &[
            ("From", FRONT),
            ("To", CLINICIAN),
            ("Body", "x"),
            ("StatusCallback", &callback),
        ],
    )
    .await;
    world.clinician().receives_text(FRONT, "x").await.unwrap();
    world.stage.finish().await.unwrap();
    alike(&world.requests("/sms")[0], "sms_inbound_gb_empty_geo");
    alike(&world.requests("/sms")[1], "mms_inbound_one_image");
    alike(&world.requests("/status")[0], "message_status_sent");
    alike(&world.requests("/status")[1], "message_status_delivered");
}
