//! The demo's page, as a browser speaks with it: the real program over HTTP.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use reqwest::Method;
use serde_json::{Value, json};

use support::demo::*;

#[tokio::test]
async fn a_call_goes_from_ringing_to_talking_before_the_eyes_of_the_page() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.dials(TOM, "07700 900101").await;
    let voice = events.webhook("voice").await;
    assert_eq!(voice["checked"]["valid"], true);
    assert_eq!(voice["decision"]["outcome"], "ring");
    assert_eq!(voice["decision"]["kept"], true);
    let reasons = voice["decision"]["reasons"].to_string();
    assert!(
        reasons.contains("Tom Whitfield, whose access is in force"),
        "{reasons}"
    );
    let signed = voice["signed"].as_str().unwrap();
    assert!(
        signed.starts_with(voice["url"].as_str().unwrap()),
        "{signed}"
    );
    assert!(signed.contains(&format!("From{TOM}")), "{signed}");

    let ring = events.phone(OKAFOR, "rings").await;
    assert!(
        ring["showing"].as_str().unwrap().starts_with("+4477009002"),
        "a back line: {ring}"
    );
    demo.answers(OKAFOR).await;
    events.hears(OKAFOR, "Press 1").await;
    demo.presses(OKAFOR, "1").await;
    let connected = events.phone(TOM, "connected").await;
    assert_eq!(connected["with"], "Dr Ada Okafor");
    demo.hangs_up(OKAFOR).await;
    events.phone(TOM, "ended").await;
    events.of_type("row", |row| row["kind"] == "status").await;
    let whole = |store: &Value| store["chain"] == "whole" && store["journal"].as_u64() > Some(3);
    events.of_type("store", whole).await;
}

#[tokio::test]
async fn a_page_that_comes_back_gets_what_it_missed_without_a_gap() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
    let (middle, _) = events.seen[events.seen.len() / 2].clone();
    drop(events);
    demo.hangs_up(TOM).await;

    let mut again = demo.events_after(middle).await;
    again.phone(TOM, "ended").await;
    let numbers: Vec<u64> = again.seen.iter().map(|(number, _)| *number).collect();
    let expected: Vec<u64> = (middle + 1..).take(numbers.len()).collect();
    assert_eq!(numbers, expected);
    let state = demo.state().await;
    let transcript = state["phones"][0]["transcript"].as_array().unwrap();
    assert_eq!(transcript.last().unwrap()["what"]["kind"], "ended");
}

#[tokio::test]
async fn a_page_of_another_run_is_told_to_start_anew() {
    let demo = Demo::start();
    let mut ahead = demo.events_after(1_000_000).await;
    ahead.until("reset", |event| event["type"] == "reset").await;
    let foreign = demo.get("/api/events?after=1&epoch=another").send().await;
    let mut foreign = Events::of(foreign.unwrap());
    foreign
        .until("reset", |event| event["type"] == "reset")
        .await;
    let epoch = demo.state().await["epoch"].as_str().unwrap().to_owned();
    let same = demo.get(&format!("/api/events?after=1&epoch={epoch}"));
    let mut same = Events::of(same.send().await.unwrap());
    same.until("the second event", |_| true).await;
    assert_eq!(same.seen[0].0, 2);
}

#[tokio::test]
async fn the_relay_is_restarted_in_mid_call_and_call_and_stream_go_on() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.dials(ROSA, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
    let before = demo.state().await["relay"].clone();
    demo.does("/api/faults/restart", json!({})).await;
    let up = |relay: &Value| relay["up"] == true;
    let after = events.of_type("relay", up).await;
    assert_eq!(after["address"], before["address"]);
    assert_eq!(after["starts"], 2);
    demo.answers(OKAFOR).await;
    events.hears(OKAFOR, "Press 1").await;
    demo.presses(OKAFOR, "1").await;
    events.phone(ROSA, "connected").await;
    demo.hangs_up(ROSA).await;
    events.phone(OKAFOR, "ended").await;
}

#[tokio::test]
async fn with_the_relay_stopped_the_caller_hears_the_document_hosted_elsewhere() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.fault("relay", true).await;
    events
        .of_type("faults", |faults| faults["relay"] == true)
        .await;
    demo.dials(MARIE, OKAFOR_LINE).await;
    let failed = events.webhook("voice").await;
    assert!(
        failed["failure"]
            .as_str()
            .unwrap()
            .contains("could not be reached")
    );
    assert!(failed["checked"].is_null() && failed["decision"].is_null());
    events.hears(MARIE, "cannot be connected").await;
    let (status, words) = demo.asks("/api/faults/store", json!({ "on": true })).await;
    assert_eq!((status, words["error"].is_string()), (409, true));
    demo.does("/api/clock", json!({ "skip": true })).await;
    events.hears(MARIE, "9 9 9").await;
    demo.fault("relay", false).await;
    events.of_type("relay", |relay| relay["up"] == true).await;
}

#[tokio::test]
async fn a_relay_slower_than_its_deadline_still_speaks() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.fault("slow", true).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    let voice = events.webhook("voice").await;
    assert_eq!(voice["status"], 200);
    assert!(voice["decision"].is_null(), "nothing was decided in time");
    events.hears(TOM, "cannot be connected").await;
    demo.fault("slow", false).await;
    demo.hangs_up(TOM).await;
    events.phone(TOM, "ended").await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
}

#[tokio::test]
async fn with_the_store_stopped_calls_go_on_and_the_page_says_what_is_not_kept() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.fault("store", true).await;
    let store = events.of_type("store", |store| store["up"] == false).await;
    assert!(store["why"].is_string());
    demo.dials(TOM, OKAFOR_LINE).await;
    let voice = events.webhook("voice").await;
    assert_eq!(voice["decision"]["outcome"], "ring");
    assert_eq!(voice["decision"]["kept"], false);
    events.phone(OKAFOR, "rings").await;
    demo.fault("store", false).await;
    events.of_type("store", |store| store["up"] == true).await;

    demo.fault("store", true).await;
    demo.does("/api/faults/restart", json!({})).await;
    let faults = demo.state().await["faults"].clone();
    assert_eq!(
        faults["store"], false,
        "a relay that starts has a store that works"
    );
}

#[tokio::test]
async fn a_webhook_that_is_delivered_twice_happens_once() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.does("/api/faults/twice", json!({})).await;
    events
        .of_type("faults", |faults| faults["twice"] == 1)
        .await;
    demo.dials(TOM, OKAFOR_LINE).await;
    let (first, second) = (events.webhook("voice").await, events.webhook("voice").await);
    assert_eq!(first["token"], second["token"]);
    assert_eq!(first["body"], second["body"]);
    assert_eq!(first["decision"]["again"], false);
    assert_eq!(second["decision"]["again"], true);
    events.phone(OKAFOR, "rings").await;
    demo.hangs_up(TOM).await;
    events.of_type("row", |row| row["kind"] == "status").await;
    let state = demo.state().await;
    let rows = state["journal"].as_array().unwrap().iter();
    assert_eq!(rows.filter(|row| row["kind"] == "call").count(), 1);
}

#[tokio::test]
async fn a_forged_webhook_is_refused_and_rings_nobody() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    let before = demo.state().await;
    demo.does("/api/faults/forge", json!({})).await;
    let forged = events.webhook("forged").await;
    assert_eq!(forged["status"], 403);
    assert_eq!(forged["checked"]["valid"], false);
    assert!(forged["decision"].is_null());
    let state = demo.state().await;
    assert_eq!(state["store"]["journal"], before["store"]["journal"]);
    assert_eq!(state["phones"], before["phones"]);
}

#[tokio::test]
async fn a_mistaken_edit_is_explained_and_the_last_good_version_decides_the_next_call() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    let text = demo.practice().await;
    let verdict = demo
        .saves(
            "practice.toml",
            &text.replacen("09:00-12:30", "9h-12h30", 1),
        )
        .await;
    assert_eq!(verdict["accepted"], false);
    let mistake = &verdict["mistakes"][0];
    let line = mistake["line"].as_u64().unwrap() as usize;
    assert!(
        text.lines().nth(line - 1).unwrap().starts_with("hours"),
        "{mistake}"
    );
    assert!(!mistake["message"].as_str().unwrap().is_empty());
    assert!(!mistake["help"].as_str().unwrap().is_empty());
    let refused = |view: &Value| view["refused"]["mistakes"][0]["line"] == line;
    let view = events.of_type("configuration", refused).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
    demo.hangs_up(TOM).await;
    events.phone(TOM, "ended").await;

    let verdict = demo
        .saves(
            "practice.toml",
            &text.replacen("09:00-12:30", "11:00-12:30", 1),
        )
        .await;
    assert_eq!(verdict["accepted"], true, "{verdict}");
    let other = |now: &Value| now["refused"].is_null() && now["version"] != view["version"];
    events.of_type("configuration", other).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.hears(TOM, "cannot take calls at the moment").await;

    demo.does("/api/configuration/restore", json!({})).await;
    let first = |now: &Value| now["version"] == view["version"];
    events.of_type("configuration", first).await;
    assert_eq!(demo.practice().await, text);
}

#[tokio::test]
async fn an_edit_that_would_lead_calls_out_of_this_machine_is_not_saved() {
    let demo = Demo::start();
    let text = demo.practice().await;
    let real = "kind = \"twilio\"\naccount_sid = \"AC00000000000000000000000000000001\"\n\
                auth_token = { env = \"TWILIO_AUTH_TOKEN\" }\n\
                public_url = \"https://relay.harbourstreet.example\"\n#";
    let edited = text.replacen("kind = \"local\"", real, 1);
    let verdict = demo.saves("practice.toml", &edited).await;
    assert_eq!(verdict["accepted"], false);
    assert!(
        verdict["mistakes"][0]["message"]
            .as_str()
            .unwrap()
            .contains("not saved"),
        "{verdict}"
    );
    assert_eq!(demo.practice().await, text);
    let body = json!({ "text": "x" });
    let other = demo.command(Method::PUT, "/api/configuration/..%2Fdata%2Fkey", &body);
    assert_eq!(other.send().await.unwrap().status(), 404);
}

#[tokio::test]
async fn another_site_in_the_same_browser_is_refused() {
    let demo = Demo::start();
    let forge = |origin: &str| {
        demo.command(Method::POST, "/api/faults/twice", &json!({}))
            .header("origin", origin.to_owned())
    };
    let own = format!("http://{}", demo.host());
    assert_eq!(forge(&own).send().await.unwrap().status(), 204);
    for origin in [
        "http://evil.example",
        "null",
        "https://127.0.0.1",
        "http://127.0.0.1",
    ] {
        let (status, words) = answer(forge(origin).send().await.unwrap()).await;
        assert_eq!(
            (status, words["error"].is_string()),
            (403, true),
            "{origin}"
        );
    }
    let form = demo.http.post(format!("{}/api/faults/twice", demo.url));
    let form = form.form(&[("on", "true")]).send().await.unwrap();
    assert_eq!(
        form.status(),
        403,
        "a form of another site can be sent unasked"
    );
    for path in ["/", "/api/state", "/api/events"] {
        let rebound = demo
            .get(path)
            .header("host", "evil.example")
            .send()
            .await
            .unwrap();
        assert_eq!(rebound.status(), 421, "{path}");
    }
    let port = demo.host().rsplit_once(':').unwrap().1;
    let local = demo
        .get("/api/state")
        .header("host", format!("localhost:{port}"));
    assert_eq!(local.send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn every_answer_carries_the_policy() {
    let demo = Demo::start();
    let (get, command) = (
        |path| demo.get(path),
        |path, body| demo.command(Method::POST, path, &body),
    );
    let requests = [
        (get("/"), 200),
        (get("/no-such-page"), 404),
        (get("/api/state"), 200),
        (get("/api/events"), 200),
        (get("/api/configuration"), 200),
        (get("/fallback.xml"), 200),
        (get("/").header("host", "evil.example"), 421),
        (command("/api/clock", json!({ "moment": "never" })), 400),
        (command("/api/clock", json!({ "skip": true })), 409),
        (command("/api/faults/twice", json!({})), 204),
        (command("/api/phones/%2B441234/answer", json!({})), 404),
        (command("/api/state", json!({})), 405),
        (
            command("/api/faults/slow", json!({})).header("origin", "http://evil.example"),
            403,
        ),
    ];
    for (request, status) in requests {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), status, "{}", response.url());
        let headers = response.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(headers["x-content-type-options"], "nosniff");
        assert_eq!(headers["referrer-policy"], "no-referrer");
        assert_eq!(headers["cache-control"], "no-store");
    }
}

#[tokio::test]
async fn no_caller_sees_or_hears_a_clinicians_number() {
    let demo = Demo::start();
    demo.phone(OKAFOR, "power", json!({ "on": false })).await;
    demo.dials(TOM, OKAFOR_LINE).await;
    demo.skips_until(LINDQVIST, "rings").await;
    demo.phone(LINDQVIST, "decline", json!({})).await;
    demo.skips_until(TOM, "leave a message").await;
    demo.presses(TOM, "2").await;
    demo.skips_until(TOM, "beep").await;
    demo.phone(TOM, "speak", json!({ "seconds": 2 })).await;
    demo.skips_until(TOM, "spoke").await;
    demo.presses(TOM, "#").await;
    demo.skips_until(TOM, "ended").await;
    demo.dials(STRANGER, OKAFOR_LINE).await;
    demo.skips_until(DESK, "rings").await;
    demo.hangs_up(STRANGER).await;
    demo.dials(JONAS, OKAFOR_LINE).await;
    demo.skips_until(JONAS, "Harbour Street Surgery").await;
    demo.presses(JONAS, "264871#").await;
    demo.skips_until(JONAS, "ringback").await;

    let state = demo.state().await;
    let people = state["people"].as_array().unwrap();
    let mut lines = 0;
    for phone in state["phones"].as_array().unwrap() {
        let person = people
            .iter()
            .find(|person| person["number"] == phone["number"]);
        if person.unwrap()["side"] != "callers" {
            continue;
        }
        for entry in phone["transcript"].as_array().unwrap() {
            let seen = entry["what"].to_string();
            lines += 1;
            for secret in [OKAFOR, LINDQVIST, MOREAU] {
                assert!(!seen.contains(&secret[4..]), "{seen}");
            }
        }
    }
    assert!(lines > 10, "only {lines} lines");
    for person in people {
        assert!(!person["story"].as_str().unwrap().contains("+44"));
    }
    let known = [MARIE, AISHA, STRANGER, DESK].map(Value::from);
    assert!(
        known
            .iter()
            .all(|known| people.iter().any(|person| person["number"] == *known))
    );
}

#[tokio::test]
async fn moving_the_time_wakes_what_waits_and_moving_it_back_ends_the_calls() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(OKAFOR, "rings").await;
    demo.does("/api/clock", json!({ "skip": true })).await;
    let no_answer = events.phone(OKAFOR, "ended").await;
    assert_eq!(no_answer["reason"], "no-answer");
    events.phone(LINDQVIST, "rings").await;
    demo.does("/api/clock", json!({ "moment": "morning" }))
        .await;
    events.phone(TOM, "ended").await;
    assert_eq!(demo.state().await["clock"]["moment"], "morning");
    demo.skips_until_nothing_waits().await;
    for wrong in [
        json!({ "at": "1990-01-01T10:00" }),
        json!({ "at": "x" }),
        json!({}),
    ] {
        assert_eq!(demo.asks("/api/clock", wrong).await.0, 400);
    }
}

#[tokio::test]
async fn a_page_that_goes_while_the_time_is_moved_back_leaves_it_moved() {
    let demo = Demo::start();
    demo.does("/api/clock", json!({ "moment": "tonight" }))
        .await;
    let mut events = demo.events().await;
    demo.dials(TOM, OKAFOR_LINE).await;
    events.phone(TOM, "says").await;
    // The call's end takes its time now.
    demo.fault("slow", true).await;
    let moved = demo
        .command(Method::POST, "/api/clock", &json!({ "moment": "morning" }))
        .timeout(std::time::Duration::from_millis(50));
    assert!(moved.send().await.is_err());
    let is_morning = |clock: &serde_json::Value| clock["moment"] == "morning";
    events.of_type("clock", is_morning).await;
}

#[tokio::test]
async fn what_is_refused_before_it_is_read_is_told_in_words_as_well() {
    let demo = Demo::start();
    let large = json!({ "text": "#".repeat(1024 * 1024) });
    let edit = demo.command(Method::PUT, "/api/configuration/practice.toml", &large);
    let (status, told) = answer(edit.send().await.unwrap()).await;
    assert_eq!((status, told["error"].is_string()), (413, true), "{told}");
    let (status, told) = demo.asks("/api/phones/%ff/answer", json!({})).await;
    assert_eq!((status, told["error"].is_string()), (400, true), "{told}");
    let (status, told) = demo.asks("/api/clock", json!({ "skip": "yes" })).await;
    let words = told["error"].as_str().unwrap();
    assert!(
        status == 400 && words.contains("{\"skip\": true}"),
        "{words}"
    );
}

#[tokio::test]
async fn every_moment_on_offer_is_reached() {
    let demo = Demo::start();
    let mut events = demo.events().await;
    let state = demo.state().await;
    let moments = state["moments"].as_array().unwrap();
    assert_eq!(moments.len(), 7);
    for moment in moments.iter().rev() {
        let id = &moment["id"];
        demo.does("/api/clock", json!({ "moment": id })).await;
        let clock = events
            .of_type("clock", |clock| clock["moment"] == *id)
            .await;
        if id != "now" {
            assert_eq!(
                clock["at"].as_str().unwrap()[..16],
                moment["at"].as_str().unwrap()[..16]
            );
        }
    }
}

#[tokio::test]
async fn the_demo_ends_when_it_is_told_to_and_leaves_nothing_behind_even_while_a_page_listens() {
    let demo = Demo::start();
    let _listens = demo.events().await;
    // What was just written is still being taken up.
    demo.does("/api/configuration/restore", json!({})).await;
    assert!(demo.ends());
}

#[tokio::test]
async fn a_practices_relay_has_nothing_of_the_demo() {
    let bare = support::bare::Bare::open(support::PRACTICE, support::PATIENTS).await;
    for path in [
        "/",
        "/api/state",
        "/api/events",
        "/api/configuration",
        "/fallback.xml",
    ] {
        let answer = support::raw::client()
            .get(bare.url() + path)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 404, "{path}");
    }
}
