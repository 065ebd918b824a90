//! What happens on the callee's leg between answer and bridge.

use super::*;

async fn ready(whisper: &str) -> World {
    let world = World::new().await;
    world.relay.answers("/voice", &dial(""));
    world.relay.answers("/whisper", whisper);
    world
        .relay
        .answers("/done", "<Response><Say>The dial is over.</Say></Response>");
    world
}

#[tokio::test]
async fn the_request_speaks_of_the_callees_leg() {
    let world = ready(WHISPER).await;
    world.relay.answers("/key", "<Response/>");
    let parent = world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.clinician().hears("Press 1").await.unwrap();
    world.clinician().presses("1").await.unwrap();
    world
        .clinician()
        .is_connected_to(&world.patient())
        .await
        .unwrap();
    let whisper = world.request("/whisper");
    let names = [
        "ParentCallSid",
        "Direction",
        "CallStatus",
        "From",
        "To",
        "CallToken",
        "FromCity",
        "ToCountry",
    ];
    let wanted = [
        Some(parent.as_str()),
        Some("outbound-dial"),
        Some("in-progress"),
        Some(BACK),
        Some(CLINICIAN),
        None,
        Some(""),
        Some("GB"),
    ];
    assert_eq!(values(&whisper, &names), wanted);
    let key = world.request("/key");
    assert_eq!(
        values(&key, &["Digits", "msg", "FinishedOnKey"]),
        [Some("1"), Some("Gather End"), Some("")]
    );
    assert_eq!(key.param("CallSid"), whisper.param("CallSid"));
}

#[tokio::test]
async fn an_empty_document_bridges() {
    let world = ready("<Response/>").await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world
        .clinician()
        .is_connected_to(&world.patient())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_gather_that_times_out_without_a_hangup_behind_it_bridges() {
    let world = ready(
        "<Response><Gather timeout=\"3\" action=\"/key\"><Say>Press 1.</Say></Gather></Response>",
    )
    .await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world
        .clinician()
        .is_connected_to(&world.patient())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_key_that_the_relay_does_not_like_hangs_up() {
    let world = ready(WHISPER).await;
    world
        .relay
        .answers("/key", "<Response><Say>No.</Say><Hangup/></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.clinician().hears("Press 1").await.unwrap();
    world.clinician().presses("2").await.unwrap();
    world.clinician().hears("No.").await.unwrap();
    assert_eq!(world.clinician().call_ends().await.unwrap(), "far-end");
    world.patient().hears("The dial is over").await.unwrap();
    assert_eq!(world.request("/done").param("DialBridged"), Some("false"));
}

#[tokio::test]
async fn a_phone_that_is_off_answers_listens_and_never_presses() {
    let world = ready(WHISPER).await;
    world.clinician().switches_off();
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().voicemail_answers().await.unwrap();
    world
        .clinician()
        .hears("A patient is calling")
        .await
        .unwrap();
    world.patient().hears("The dial is over").await.unwrap();
    let done = world.request("/done");
    assert_eq!(
        values(&done, &["DialCallStatus", "DialBridged"]),
        [Some("completed"), Some("false")]
    );
}

#[tokio::test]
async fn without_screening_the_personal_voicemail_takes_the_call() {
    let world = World::new().await;
    world.relay.answers(
        "/voice",
        &format!("<Response><Dial>{CLINICIAN}</Dial></Response>"),
    );
    world.clinician().has_voicemail_after(15);
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().rings_showing(PATIENT).await.unwrap();
    world.clinician().voicemail_answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.clinician())
        .await
        .unwrap();
    world.stage.set_limit(chrono::TimeDelta::minutes(5));
    assert_eq!(
        world.clinician().call_ends().await.unwrap(),
        "voicemail-full"
    );
    assert!(world.patient().transcript().contains("VoicemailGreeting"));
}

#[tokio::test]
async fn a_whisper_that_fails_drops_the_leg_and_is_complained_of() {
    let world = ready("<Response><Dial>+447700900124</Dial></Response>").await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.patient().hears("The dial is over").await.unwrap();
    assert_eq!(world.request("/done").param("DialBridged"), Some("false"));
    world.stage.expects_error(12200).await.unwrap();
}
