//! Texts in both directions, with keywords, replies and delivery reports.

use super::rest::{Api, post};
use super::*;
use crate::provider::local::Mode;

#[tokio::test]
async fn a_text_is_announced_and_answered() {
    let world = World::new().await;
    world.relay.answers(
        "/sms",
        "<Response><Message>One.</Message><Message><Body>Two.</Body></Message></Response>",
    );
    let sid = world.patient().texts(FRONT, "Ça va ? ").await.unwrap();
    world.patient().receives_text(FRONT, "Two.").await.unwrap();
    world.patient().receives_text(FRONT, "One.").await.unwrap();
    let asked = world.request("/sms");
    let names = [
        "MessageSid",
        "SmsSid",
        "Body",
        "NumMedia",
        "SmsStatus",
        "From",
        "FromState",
        "ToCountry",
    ];
    let wanted = [
        sid.as_str(),
        &sid,
        "Ça va ? ",
        "0",
        "received",
        PATIENT,
        "",
        "GB",
    ];
    assert_eq!(values(&asked, &names), wanted.map(Some));
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_plain_answer_is_texted_and_an_empty_one_is_not() {
    let world = World::new().await;
    world.relay.answers_with("/sms", 200, "text/plain", "OK");
    world.patient().texts(FRONT, "Hello").await.unwrap();
    assert_eq!(
        world.patient().receives_text(FRONT, "").await.unwrap(),
        "OK"
    );
    let world = World::new().await;
    world.relay.answers("/sms", "<Response/>");
    world.patient().texts(FRONT, "Hello").await.unwrap();
    world.stage.finish().await.unwrap();
    world.patient().was_never_texted().unwrap();
}

#[tokio::test]
async fn stop_blocks_the_pair_until_start() {
    let world = World::new().await;
    world.relay.answers("/sms", "<Response/>");
    world.patient().texts(FRONT, "Stop").await.unwrap();
    world
        .patient()
        .receives_text(FRONT, "unsubscribed")
        .await
        .unwrap();
    let api = Api::new(&world);
    let (status, body) = post(
        &api,
        "/Messages.json",
        &[("From", FRONT), ("To", PATIENT), ("Body", "x")],
    )
    .await;
    assert_eq!((status, body["code"].as_u64()), (400, Some(21610)));
    world.patient().texts(FRONT, "START").await.unwrap();
    world
        .patient()
        .receives_text(FRONT, "re-subscribed")
        .await
        .unwrap();
    let (status, _) = post(
        &api,
        "/Messages.json",
        &[("From", FRONT), ("To", PATIENT), ("Body", "x")],
    )
    .await;
    assert_eq!(status, 201);
    world.patient().receives_text(FRONT, "x").await.unwrap();
    assert_eq!(world.requests("/sms").len(), 2);
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_failing_relay_gets_no_second_text_unless_its_url_says_so() {
    for (fragment, tries) in [("", 1), ("#rc=3&rp=5xx,ct,rt&tt=15000", 4)] {
        let world = World::with(|mut number| {
            number.sms_url.push_str(fragment);
            number
        })
        .await;
        world.relay.answers_with("/sms", 503, "text/plain", "down");
        world.patient().texts(FRONT, "Hello").await.unwrap();
        world.stage.expects_error(11200).await.unwrap();
        assert_eq!(world.requests("/sms").len(), tries);
    }
}

#[tokio::test]
async fn a_sent_text_reports_sent_and_delivered() {
    let world = World::new().await;
    let api = Api::new(&world);
    let callback = format!("{}/status?ref=42", world.base);
    let form = [
        ("From", BACK),
        ("To", CLINICIAN),
        ("Body", "A patient writes."),
        ("StatusCallback", &callback),
    ];
    let (status, body) = post(&api, "/Messages.json", &form).await;
    assert_eq!((status, body["status"].as_str()), (201, Some("queued")));
    world
        .clinician()
        .receives_text(BACK, "A patient writes.")
        .await
        .unwrap();
    world.stage.finish().await.unwrap();
    let told: Vec<_> = world
        .requests("/status")
        .iter()
        .map(|t| t.param("MessageStatus").unwrap().to_owned())
        .collect();
    assert_eq!(told, ["sent", "delivered"]);
    assert_eq!(
        world
            .requests("/status")
            .last()
            .and_then(|t| t.param("MessageSid").map(str::to_owned)),
        body["sid"].as_str().map(str::to_owned)
    );
}

#[tokio::test]
async fn a_phone_out_of_reach_is_reported_undelivered() {
    let world = World::new().await;
    world.clinician().phone().set_mode(Mode::Unreachable);
    let api = Api::new(&world);
    let callback = format!("{}/status", world.base);
    post(
        &api,
        "/Messages.json",
        &[
            ("From", BACK),
            ("To", CLINICIAN),
            ("Body", "x"),
            ("StatusCallback", &callback),
        ],
    )
    .await;
    world.stage.finish().await.unwrap();
    let last = world.requests("/status").pop().unwrap();
    assert_eq!(
        values(&last, &["MessageStatus", "ErrorCode"]),
        [Some("undelivered"), Some("30003")]
    );
}

#[tokio::test]
async fn a_picture_can_be_fetched_from_the_carrier() {
    let world = World::new().await;
    world.relay.answers("/sms", "<Response/>");
    world
        .patient()
        .phone()
        .text_with_media(FRONT, "", &[("image/jpeg", b"jpeg bytes")])
        .unwrap();
    world.stage.finish().await.unwrap();
    let asked = world.request("/sms");
    assert_eq!(
        values(&asked, &["NumMedia", "MediaContentType0", "Body"]),
        [Some("1"), Some("image/jpeg"), Some("")]
    );
    assert!(
        asked
            .param("MessageSid")
            .is_some_and(|sid| sid.starts_with("MM"))
    );
    let api = Api::new(&world);
    let (status, bytes) = api.fetch(asked.param("MediaUrl0").unwrap()).await;
    assert_eq!((status, bytes.as_slice()), (200, &b"jpeg bytes"[..]));
}

#[tokio::test]
async fn pictures_of_the_relay_are_fetched_and_shown() {
    let world = World::new().await;
    world
        .relay
        .answers_with("/p.jpg", 200, "image/jpeg", "call 07700 900123");
    let api = Api::new(&world);
    let url = format!("{}/p.jpg", world.base);
    post(
        &api,
        "/Messages.json",
        &[
            ("From", FRONT),
            ("To", PATIENT),
            ("Body", "Look"),
            ("MediaUrl", &url),
        ],
    )
    .await;
    world.patient().receives_text(FRONT, "Look").await.unwrap();
    world.patient().never_sees(CLINICIAN).unwrap_err();
}
