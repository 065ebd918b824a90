//! Calls that the relay creates: what the phone shows, what the relay is asked, and how their end is told.

use super::rest::{Api, post};
use super::*;
use crate::provider::local::{Mode, RestTrouble, Trouble};

/// Creates a call to the clinician whose document speaks and waits for a key; returns its SID.
async fn place(world: &World, more: &[(&str, &str)]) -> String {
    let document = "<Response><Gather numDigits=\"1\" timeout=\"5\" action=\"/key\"><Say>Press 1.</Say></Gather>\
                    <Say>Good bye.</Say></Response>";
    world.relay.answers("/placed", document);
    world
        .relay
        .answers("/key", "<Response><Say>Thank you.</Say></Response>");
    let (url, callback) = (
        format!("{}/placed?of=1", world.base),
        format!("{}/status", world.base),
    );
    let form = [
        ("From", FRONT),
        ("To", CLINICIAN),
        ("Url", &url),
        ("Method", "POST"),
        ("StatusCallback", &callback),
        ("StatusCallbackMethod", "POST"),
        ("Timeout", "20"),
    ];
    let form: Vec<_> = form.into_iter().chain(more.iter().copied()).collect();
    let (status, made) = post(&Api::new(world), "/Calls.json", &form).await;
    assert_eq!((status, made["status"].as_str()), (201, Some("queued")));
    made["sid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn an_answered_call_asks_for_its_document_with_the_line_as_sender_and_tells_its_end_once() {
    let world = World::new().await;
    let sid = place(&world, &[]).await;
    world.clinician().rings_showing(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.clinician().hears("Press 1").await.unwrap();
    world.clinician().presses("1").await.unwrap();
    world.clinician().hears("Thank you").await.unwrap();
    assert_eq!(world.clinician().call_ends().await.unwrap(), "far-end");
    world.stage.finish().await.unwrap();
    let names = ["From", "To", "Direction", "CallStatus", "CallSid"];
    let asked = world.request("/placed");
    let (from, to, way) = (Some(FRONT), Some(CLINICIAN), Some("outbound-api"));
    let said = |status| [from, to, way, Some(status), Some(sid.as_str())];
    assert_eq!(values(&asked, &names), said("in-progress"));
    assert!(asked.param("CallToken").is_none());
    assert_eq!(values(&world.request("/key"), &names), said("in-progress"));
    let told = world.request("/status");
    assert_eq!(values(&told, &names), said("completed"));
    assert!(told.param("CallDuration").is_some());
}

#[tokio::test]
async fn a_call_that_reaches_nobody_tells_why_and_never_asks_for_its_document() {
    for (mode, status) in [
        (Mode::Normal, "no-answer"),
        (Mode::Busy, "busy"),
        (Mode::Unreachable, "failed"),
    ] {
        let world = World::new().await;
        world.clinician().phone().set_mode(mode);
        place(&world, &[]).await;
        if mode == Mode::Normal {
            world.clinician().lets_it_ring().await.unwrap();
        }
        world.stage.finish().await.unwrap();
        assert!(world.requests("/placed").is_empty());
        assert_eq!(world.request("/status").param("CallStatus"), Some(status));
    }
    let world = World::new().await;
    place(&world, &[]).await;
    world.clinician().declines().await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(world.request("/status").param("CallStatus"), Some("busy"));
}

#[tokio::test]
async fn a_personal_voicemail_answers_it_and_never_presses_a_key() {
    let world = World::new().await;
    world.clinician().switches_off();
    place(&world, &[]).await;
    world.clinician().voicemail_answers().await.unwrap();
    world.clinician().hears("Good bye").await.unwrap();
    world.stage.finish().await.unwrap();
    assert!(world.requests("/key").is_empty());
    assert_eq!(
        world.request("/status").param("CallStatus"),
        Some("completed")
    );
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_rings_all_the_same() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::Rest {
        method: "POST",
        path: "/Calls",
        what: RestTrouble::AnswerLost,
    });
    let url = format!("{}/placed", world.base);
    world.relay.answers("/placed", "<Response/>");
    let form = [("From", FRONT), ("To", CLINICIAN), ("Url", &url)];
    assert!(
        Api::new(&world)
            .try_post("/Calls.json", &form)
            .await
            .is_err()
    );
    world.clinician().rings_showing(FRONT).await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn what_the_provider_would_refuse_rings_nobody() {
    let world = World::new().await;
    let api = Api::new(&world);
    let url = format!("{}/placed", world.base);
    let fine = [("From", FRONT), ("To", CLINICIAN), ("Url", &url)];
    for (wrong, code) in [
        (("From", PATIENT), 21210),
        (("To", "07700 900123"), 21211),
        (("To", ""), 21201),
        (("Url", ""), 21205),
        (("Timeout", "601"), 20001),
    ] {
        let kept = fine.into_iter().filter(|(name, _)| *name != wrong.0);
        let form: Vec<_> = kept.chain([wrong]).collect();
        let (status, body) = post(&api, "/Calls.json", &form).await;
        assert_eq!(
            (status, body["code"].as_u64()),
            (400, Some(code)),
            "{wrong:?}"
        );
    }
    world.stage.finish().await.unwrap();
    world.clinician().never_rang().unwrap();
}
