//! The demo's phones text: the real program over HTTP, as the page speaks with it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use serde_json::{Value, json};

use support::demo::*;

const QUESTION: &str = "May I stop the tablets?";

/// The text with these words that came to a phone, once it is there.
async fn arrives(events: &mut Events, phone: &str, words: &str) -> Value {
    let is = |event: &Value| {
        let what = &event["entry"]["what"];
        event["type"] == "phone"
            && event["phone"] == phone
            && what["kind"] == "text"
            && what["body"].as_str().unwrap().contains(words)
    };
    events.until(words, is).await["entry"].clone()
}

/// The row of the outbox that came of a text, once it stands there.
async fn stands(events: &mut Events, of: &Value, stage: &str) -> Value {
    let is = |event: &Value| {
        let row = &event["row"];
        event["type"] == "outbox"
            && row["of"] == *of
            && row["author"] != "nightbell"
            && row["kind"] != "notice"
            && row["stage"] == stage
    };
    events.until(stage, is).await["row"].clone()
}

#[tokio::test]
async fn a_text_goes_to_the_clinician_and_the_reply_comes_back_from_the_front_line() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.texts(TOM, OKAFOR_LINE, QUESTION).await;
    let sms = events.webhook("sms").await;
    assert_eq!(sms["checked"]["valid"], true);
    assert_eq!(sms["decision"]["outcome"], "relay");
    let entry = arrives(&mut events, OKAFOR, QUESTION).await;
    let line = entry["what"]["from"].as_str().unwrap().to_owned();
    assert!(line.starts_with("+4477009002"), "a back line: {line}");
    let sid = json!(demo.entries(TOM).await[0]["text"]);
    let row = stands(&mut events, &sid, "delivered").await;
    assert_eq!(
        (&row["author"], &row["whom"]),
        (&json!("patient"), &json!("Dr Ada Okafor"))
    );
    let state = demo.state().await;
    let sent = state["texts"].as_array().unwrap().iter();
    let mut sent = sent.filter(|text| text["outbox"] == row["id"]);
    let sent = sent.next().unwrap();
    assert_eq!((&sent["from"], &sent["to"]), (&json!(line), &json!(OKAFOR)));

    demo.texts(OKAFOR, &line, "Take half of one.").await;
    let reply = arrives(&mut events, TOM, "Take half of one.").await;
    assert_eq!(reply["what"]["from"], OKAFOR_LINE);
}

#[tokio::test]
async fn a_held_text_outlives_the_relay_and_arrives_when_hours_begin() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.does("/api/clock", json!({ "moment": "tonight" }))
        .await;
    demo.texts(TOM, OKAFOR_LINE, QUESTION).await;
    let sid = json!(demo.entries(TOM).await[0]["text"]);
    let held = stands(&mut events, &sid, "held").await;
    assert!(
        held["due"].as_str().unwrap().contains("T09:00:00"),
        "{held}"
    );
    arrives(&mut events, TOM, "999").await;
    demo.does("/api/faults/restart", json!({})).await;
    demo.does("/api/clock", json!({ "moment": "hours" })).await;
    arrives(&mut events, OKAFOR, QUESTION).await;
}

#[tokio::test]
async fn a_photo_says_where_it_was_taken_until_it_reaches_the_patient() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.texts(TOM, OKAFOR_LINE, QUESTION).await;
    let line = arrives(&mut events, OKAFOR, QUESTION).await["what"]["from"].clone();
    let body = json!({ "to": line, "body": "These.", "picture": { "sample": "tablets" } });
    demo.phone(OKAFOR, "text", body).await;
    let entry = arrives(&mut events, TOM, "These.").await;
    let state = demo.state().await;
    let text = |is: &dyn Fn(&Value) -> bool| {
        let mut all = state["texts"].as_array().unwrap().iter();
        all.find(|text| is(text)).unwrap().clone()
    };
    let sent = text(&|text| text["from"] == OKAFOR && text["body"] == "These.");
    let came = text(&|text| text["sid"] == entry["text"]);
    assert_eq!(sent["pictures"][0]["position"], true);
    assert_eq!(came["pictures"][0]["position"], false);
    assert_eq!(came["pictures"][0]["type"], "image/jpeg");
    let id = came["pictures"][0]["id"].as_str().unwrap();
    let answer = demo
        .get(&format!("/api/pictures/{id}"))
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "image/jpeg");
    assert!(answer.bytes().await.unwrap().starts_with(b"\xff\xd8"));
}

#[tokio::test]
async fn what_cannot_be_texted_is_refused_in_words() {
    let demo = Demo::start();
    let path = |phone: &str| format!("/api/phones/{}/text", phone.replace('+', "%2B"));
    for (phone, text, status) in [
        (TOM, json!({ "to": OKAFOR_LINE, "body": "" }), 400),
        (
            TOM,
            json!({ "to": OKAFOR_LINE, "body": "x".repeat(1_601) }),
            400,
        ),
        (TOM, json!({ "to": "999", "body": "help" }), 409),
        (TOM, json!({ "to": "020 7946 0000", "body": "x" }), 409),
        (
            TOM,
            json!({ "to": OKAFOR_LINE, "picture": { "sample": "x" } }),
            400,
        ),
        (
            TOM,
            json!({ "to": OKAFOR_LINE, "picture": { "type": "image/png", "data": "%" } }),
            400,
        ),
        (
            "+441632960001",
            json!({ "to": OKAFOR_LINE, "body": "x" }),
            409,
        ),
    ] {
        let (answered, words) = demo.asks(&path(phone), text.clone()).await;
        assert_eq!(answered, status, "{text}: {words}");
        assert!(words["error"].is_string(), "{words}");
    }
}

#[tokio::test]
async fn the_clinicians_have_confirmed_and_nothing_of_it_stands_in_the_history() {
    let demo = Demo::start();
    let state = demo.state().await;
    assert_eq!(state["webhooks"], json!([]));
    assert_eq!(
        (&state["texts"], &state["outbox"]),
        (&json!([]), &json!([]))
    );
    let said = demo.entries(OKAFOR).await;
    assert!(
        said.iter().any(|entry| entry["what"]["body"] == "OK"),
        "{said:?}"
    );
    demo.skips_until_nothing_waits().await;
}

#[tokio::test]
async fn a_patient_whom_a_clinician_adds_has_a_phone_on_the_page() {
    let demo = Demo::start();
    let (mut events, mut hers) = (demo.events().await, demo.events().await);
    demo.texts(OKAFOR, OKAFOR_LINE, "ADD 07700 900777 Lena Park 7d")
        .await;
    let joined = |event: &Value| {
        let people = event["people"].as_array();
        let mut people = people.into_iter().flatten();
        event["type"] == "fixed" && people.any(|one| one["name"] == "Lena Park")
    };
    let fixed = events.until("Lena Park joins", joined).await;
    let people = fixed["people"].as_array().unwrap();
    let lena = people
        .iter()
        .find(|one| one["name"] == "Lena Park")
        .unwrap();
    assert_eq!(
        (&lena["number"], &lena["side"]),
        (&json!("+447700900777"), &json!("callers"))
    );
    assert_eq!(lena["contacts"][0]["number"], OKAFOR_LINE);
    arrives(&mut events, OKAFOR, "Lena Park").await;
    let greeted = arrives(&mut hers, "+447700900777", "").await;
    assert_eq!(greeted["what"]["from"], OKAFOR_LINE, "{greeted:?}");
}
