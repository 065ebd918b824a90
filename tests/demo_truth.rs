//! What the demo's page is told holds after edits, at the ends of calls and when time is skipped.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};

use support::demo::*;

const NEW: &str = "+447700900199";

/// What the page is refused, in words.
async fn refused(demo: &Demo, path: &str, body: Value) -> (u16, String) {
    let (status, words) = demo.asks(path, body).await;
    (
        status,
        words["error"].as_str().unwrap_or_default().to_owned(),
    )
}

async fn skip(demo: &Demo) -> (u16, String) {
    refused(demo, "/api/clock", json!({ "skip": true })).await
}

fn person<'a>(fixed: &'a Value, number: &str) -> &'a Value {
    let people = fixed["people"].as_array().unwrap();
    let found = people.iter().find(|person| person["number"] == number);
    found.unwrap_or_else(|| panic!("nobody has {number}: {people:#?}"))
}

/// Tom and Dr Okafor talk.
async fn talking(demo: &Demo, events: &mut Events) {
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
    demo.answers(OKAFOR).await;
    events.hears(OKAFOR, "Press 1").await;
    demo.presses(OKAFOR, "1").await;
    events.phone(TOM, "connected").await;
}

#[tokio::test]
async fn an_edit_of_the_practice_shows_on_the_page_and_a_new_phone_can_be_answered() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    let edited = demo.practice().await;
    let edited = edited
        .replace(OKAFOR, NEW)
        .replace(OKAFOR_LINE, "+447700900109");
    let edited = edited.replace("Dr Ada Okafor", "Dr Ada Lovelace");
    let edited = edited.replace("Harbour Street Surgery", "Quay Surgery");
    let verdict = demo.saves("practice.toml", &edited).await;
    assert_eq!(verdict["accepted"], true, "{verdict}");
    let fixed = events
        .until("fixed", |event| event["type"] == "fixed")
        .await;
    assert_eq!(fixed["practice"]["name"], "Quay Surgery");
    assert_eq!(
        person(&fixed, TOM)["contacts"][0]["number"],
        "+447700900109"
    );
    assert_eq!(fixed["lines"][0]["number"], "+447700900109");
    assert_eq!(person(&fixed, NEW)["name"], "Dr Ada Lovelace's new phone");
    assert_eq!(
        person(&fixed, OKAFOR)["tag"],
        "No longer in the configuration"
    );
    let state = demo.state().await;
    for part in ["practice", "people", "lines"] {
        assert_eq!(state[part], fixed[part], "{part}");
    }

    demo.dials(TOM, "+447700900109").await;
    let voice = events.webhook("voice").await;
    assert_eq!(voice["decision"]["rings"], "Dr Ada Lovelace");
    events.phone(NEW, "rings").await;
    demo.answers(NEW).await;
    events.hears(NEW, "Press 1").await;
    demo.presses(NEW, "1").await;
    let connected = events.phone(TOM, "connected").await;
    assert_eq!(connected["with"], "Dr Ada Lovelace");
    assert!(!demo.transcript(NEW).await.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn an_access_that_ends_in_the_file_or_by_the_clock_shows_on_the_page() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    let response = demo.get("/api/configuration").send().await.unwrap();
    let files: Value = response.json().await.unwrap();
    let listed = files["files"][1]["text"].as_str().unwrap();
    let others = listed.lines().filter(|row| !row.starts_with(ROSA));
    let without_rosa = others.collect::<Vec<_>>().join("\n");
    demo.saves("patients.csv", &without_rosa).await;
    let is_fixed = |event: &Value| event["type"] == "fixed";
    let fixed = events.until("fixed", is_fixed).await;
    assert_eq!(person(&fixed, ROSA)["tag"], "No access");

    demo.does("/api/configuration/restore", json!({})).await;
    let has_rosa = |event: &Value| is_fixed(event) && person(event, ROSA)["tag"] == "Urgent access";
    events.until("fixed with Rosa", has_rosa).await;
    let (status, _) = demo
        .asks("/api/clock", json!({ "at": "2029-06-01T10:00" }))
        .await;
    assert_eq!(status, 204);
    let ended = |event: &Value| is_fixed(event) && person(event, TOM)["tag"] == "Access ended";
    events.until("fixed with ended accesses", ended).await;
}

#[tokio::test]
async fn a_decision_says_who_is_rung() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    talking(&demo, &mut events).await;
    demo.hangs_up(TOM).await;
    events.phone(OKAFOR, "ended").await;
    let back_line = demo.transcript(OKAFOR).await[0]["what"]["showing"].clone();
    let mut events = demo.events().await;
    demo.dials(OKAFOR, back_line.as_str().unwrap()).await;
    let callback = events.webhook("voice").await;
    assert_eq!(callback["decision"]["rings"], "Tom Whitfield");
    demo.hangs_up(OKAFOR).await;
    events.phone(OKAFOR, "ended").await;
    let mut events = demo.events().await;
    demo.dials(STRANGER, OKAFOR_LINE).await;
    let strange = events.webhook("voice").await;
    assert_eq!(strange["decision"]["rings"], "Front desk");
}

#[tokio::test]
async fn nobody_skips_a_conversation_but_a_day_ends_it_on_both_sides_alike() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    talking(&demo, &mut events).await;
    let words = "Nothing waits but the end of their conversation: hang up.";
    assert_eq!(skip(&demo).await, (409, words.to_owned()));
    demo.phone(TOM, "speak", json!({ "seconds": 5 })).await;
    demo.skips_until(TOM, "spoke").await;
    assert_eq!(skip(&demo).await.0, 409, "they talk on");
    demo.does("/api/clock", json!({ "moment": "sunday" })).await;
    events.phone(TOM, "ended").await;
    for phone in [TOM, OKAFOR] {
        let transcript = demo.transcript(phone).await;
        let last = &transcript.as_array().unwrap().last().unwrap()["what"];
        assert_eq!(*last, json!({ "kind": "ended", "reason": "time-limit" }));
    }
}

#[tokio::test]
async fn a_skip_leaves_the_next_phone_ringing_and_the_one_after_it_does_not() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.phone(OKAFOR, "power", json!({ "on": false })).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.hears(OKAFOR, "Press 1").await;
    assert_eq!(skip(&demo).await.0, 204);
    let of_nils = demo.transcript(LINDQVIST).await;
    assert_eq!(of_nils[0]["what"]["kind"], "rings", "after one skip");
    assert_eq!(of_nils.as_array().unwrap().len(), 1, "and still");
    assert_eq!(skip(&demo).await.0, 204);
    let of_nils = demo.transcript(LINDQVIST).await;
    assert_eq!(of_nils[1]["what"]["reason"], "no-answer");
    events.hears(TOM, "could not come to the phone").await;
}

#[tokio::test]
async fn skips_asked_for_before_it_rings_do_not_end_the_ring() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.phone(OKAFOR, "power", json!({ "on": false })).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.hears(OKAFOR, "Press 1").await;
    tokio::join!(skip(&demo), skip(&demo), skip(&demo), skip(&demo));
    let of_nils = demo.transcript(LINDQVIST).await;
    assert_eq!(of_nils.as_array().unwrap().len(), 1, "{of_nils:#}");
}

#[tokio::test]
async fn a_wait_for_the_relay_cannot_be_skipped() {
    let demo = Demo::start();
    demo.fault("slow", true).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    let words = "The relay is still answering; that wait is real time.";
    assert_eq!(skip(&demo).await, (409, words.to_owned()));
}

#[tokio::test]
async fn the_demo_calls_no_emergency_service_and_nobody_outside_the_practice() {
    let demo = Demo::start();
    let path = format!("/api/phones/{}/dial", TOM.replace('+', "%2B"));
    let dial = |to: &'static str| refused(&demo, &path, json!({ "to": to }));
    for emergency in ["999", "112", "911", "9 9 9"] {
        let words = "This demo calls no emergency service. In an emergency use a real telephone.";
        assert_eq!(
            dial(emergency).await,
            (409, words.to_owned()),
            "{emergency}"
        );
    }
    for other in ["07700 900555", "0123", "+441632960001", "12"] {
        let words = "This is not one of the practice's numbers.";
        assert_eq!(dial(other).await, (409, words.to_owned()), "{other}");
    }
    assert_eq!(dial("my doctor").await.0, 400);
    assert_eq!(demo.transcript(TOM).await, json!([]));
}

#[tokio::test]
async fn a_time_that_comes_twice_is_told_with_the_answer() {
    let demo = Demo::start();
    let state = demo.state().await;
    let moments = state["moments"].as_array().unwrap();
    let change = moments.iter().find(|moment| moment["id"] == "clocks");
    let night = change.unwrap()["at"].as_str().unwrap()[..10].to_owned();
    let (status, told) = demo
        .asks("/api/clock", json!({ "at": format!("{night}T01:30") }))
        .await;
    assert_eq!(status, 200);
    assert!(
        told["note"]
            .as_str()
            .unwrap()
            .starts_with("01:30 comes twice on"),
        "{told}"
    );
    let (status, _) = demo
        .asks("/api/clock", json!({ "at": format!("{night}T04:30") }))
        .await;
    assert_eq!(status, 204);
}

#[tokio::test]
async fn every_refusal_is_a_sentence() {
    let demo = Demo::start();
    let command = |path, body: Value| demo.command(Method::POST, path, &body);
    let tom = |action| format!("/api/phones/{}/{action}", TOM.replace('+', "%2B"));
    let requests = [
        demo.get("/no-such-page"),
        demo.get("/").header("host", "evil.example"),
        command("/api/clock", json!({ "moment": "never" })),
        command("/api/clock", json!({ "at": "x" })),
        command("/api/clock", json!({ "skip": true })),
        command("/api/clock", json!({})),
        command("/api/phones/%2B441234/answer", json!({})),
        command(&tom("answer"), json!({})),
        command(&tom("hang-up"), json!({})),
        command(&tom("press"), json!({ "keys": "" })),
        command(&tom("speak"), json!({ "seconds": 0 })),
        command("/api/state", json!({})),
        command("/api/faults/slow", json!({})).header("origin", "http://evil.example"),
    ];
    for request in requests {
        let response = request.send().await.unwrap();
        let (url, (_, told)) = (response.url().clone(), answer(response).await);
        let words = told["error"].as_str().unwrap();
        let begins_well = words.starts_with(|first: char| first.is_uppercase());
        let ends_well = words.ends_with('.') && !words.ends_with("..");
        assert!(begins_well && ends_well, "{url}: {words}");
    }
}
