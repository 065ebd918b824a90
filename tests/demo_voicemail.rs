//! A message on the demo's page, from the tone to the clinician's ear: the real program over HTTP, as the page speaks
//! with it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use support::demo::*;

const WORDS: &str = "It is Tom. The new tablets make me dizzy, could you call me back tomorrow?";

/// At night Tom calls, and hears the tone.
async fn after_the_tone() -> (Demo, Events) {
    let demo = Demo::start();
    let events = demo.events().await;
    demo.does("/api/clock", json!({ "moment": "tonight" }))
        .await;
    demo.dials(TOM, OKAFOR_LINE).await;
    demo.skips_until(TOM, "\"beep\"").await;
    (demo, events)
}

/// What Tom leaves with these words.
async fn left(words: &str) -> (Demo, Events) {
    let (demo, events) = after_the_tone().await;
    demo.phone(TOM, "say", json!({ "words": words })).await;
    demo.skips_until(TOM, "\"spoke\"").await;
    demo.presses(TOM, "#").await;
    demo.skips_until(TOM, "\"ended\"").await;
    (demo, events)
}

/// The message, once it has come so far.
async fn message(demo: &Demo, is: impl Fn(&Value) -> bool) -> Value {
    for _ in 0..200 {
        let state = demo.state().await;
        if let Some(found) = state["messages"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| is(one))
        {
            return found.clone();
        }
        demo.asks("/api/clock", json!({ "skip": true })).await;
        tokio::task::yield_now().await;
    }
    panic!("never: {:#}", demo.state().await["messages"]);
}

/// The clinician calls the own line and keys the PIN that the page shows.
async fn opens_the_own_line(demo: &Demo) {
    demo.dials(OKAFOR, OKAFOR_LINE).await;
    demo.skips_until(OKAFOR, "PIN").await;
    let state = demo.state().await;
    let mut people = state["people"].as_array().unwrap().iter();
    let ada = people.find(|one| one["number"] == OKAFOR).unwrap();
    let pin = ada["pin"].as_str().unwrap();
    demo.presses(OKAFOR, &format!("{pin}#")).await;
    demo.skips_until(OKAFOR, "press 1").await;
}

fn plays(transcript: &Value) -> Vec<Value> {
    let entries = transcript.as_array().unwrap().iter();
    let played = entries.filter(|entry| entry["what"]["kind"] == "plays");
    played.map(|entry| entry["what"].clone()).collect()
}

/// A WAV file as a browser makes one: 8 kHz, 16 bit, one channel.
fn voice(samples: usize) -> Vec<u8> {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 8000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).unwrap();
    for n in 0..samples {
        let sample = i16::try_from((n * 7919) % 6000).unwrap() - 3000;
        writer.write_sample(sample).unwrap();
    }
    writer.finalize().unwrap();
    file.into_inner()
}

#[tokio::test]
async fn a_message_in_typed_words_is_fetched_deleted_at_the_provider_and_heard_with_the_pin() {
    let (demo, mut events) = left(WORDS).await;
    let arrived = message(&demo, |one| one["there"] == false && one["state"] == "kept").await;
    assert_eq!(arrived["whom"], "Dr Ada Okafor");
    assert!(arrived["kept_at"].is_string() && arrived["gone_at"].is_string());
    let is_told = |event: &Value| {
        let what = &event["entry"]["what"];
        event["phone"] == OKAFOR
            && what["kind"] == "text"
            && what["body"].as_str().unwrap().contains("Tom Whitfield")
    };
    events.until("the clinician is told", is_told).await;

    opens_the_own_line(&demo).await;
    demo.presses(OKAFOR, "1").await;
    demo.skips_until(OKAFOR, "\"plays\"").await;
    let played = plays(&demo.transcript(OKAFOR).await);
    assert_eq!((played.len(), &played[0]["words"]), (1, &json!(WORDS)));
    let name = played[0]["sound"].as_str().unwrap();
    let sound = demo
        .get(&format!("/api/sounds/{name}"))
        .send()
        .await
        .unwrap();
    assert_eq!(sound.headers()["content-type"], "audio/wav");
    let sound = sound.bytes().await.unwrap();
    let file = hound::WavReader::new(std::io::Cursor::new(&sound)).unwrap();
    assert_eq!(u64::from(file.duration() / 8000), played[0]["seconds"]);

    demo.skips_until(OKAFOR, "To note it as heard").await;
    demo.presses(OKAFOR, "1").await;
    demo.skips_until(OKAFOR, "It is noted as heard").await;
    message(&demo, |one| one["heard_at"].is_string()).await;
    let told = demo.entries(OKAFOR).await;
    let told = told.iter().filter(|entry| entry["what"]["kind"] == "text");
    let told = told.filter(|entry| entry.to_string().contains("Tom Whitfield"));
    assert_eq!(told.count(), 1, "the clinician is told once");
}

#[tokio::test]
async fn a_voice_from_the_microphone_is_heard_as_it_was_spoken() {
    let (demo, _events) = after_the_tone().await;
    demo.phone(TOM, "voice", json!({})).await;
    let spoken = voice(8000);
    let wav = STANDARD.encode(&spoken);
    demo.phone(TOM, "voice", json!({ "wav": wav })).await;
    demo.skips_until(TOM, "\"spoke\"").await;
    demo.hangs_up(TOM).await;
    message(&demo, |one| one["there"] == false && one["state"] == "kept").await;
    opens_the_own_line(&demo).await;
    demo.presses(OKAFOR, "1").await;
    demo.skips_until(OKAFOR, "\"plays\"").await;
    let played = plays(&demo.transcript(OKAFOR).await);
    assert_eq!(played[0]["words"], Value::Null);
    let name = played[0]["sound"].as_str().unwrap();
    let sound = demo
        .get(&format!("/api/sounds/{name}"))
        .send()
        .await
        .unwrap();
    let sound = sound.bytes().await.unwrap();
    let (heard, said) = (&sound[44..], &spoken[44..]);
    assert_eq!(&heard[..said.len()], said, "sample by sample");
}

#[tokio::test]
async fn what_is_no_voice_and_who_is_in_no_call_is_refused_in_words() {
    let (demo, _events) = after_the_tone().await;
    let tom = format!("/api/phones/{}", TOM.replace('+', "%2B"));
    let cut = STANDARD.encode(&voice(8000)[..900]);
    for (action, body, words) in [
        ("say", json!({ "words": "  " }), "Write what is to be said."),
        ("say", json!({ "words": "x".repeat(1001) }), "Say less"),
        ("say", json!({}), "Send what this address understands"),
        ("voice", json!({ "wav": "%%" }), "base64"),
        ("voice", json!({ "wav": cut }), "not a whole WAV file"),
        (
            "voice",
            json!({ "wav": STANDARD.encode(voice(0)) }),
            "The sound is empty",
        ),
    ] {
        let (status, answer) = demo.asks(&format!("{tom}/{action}"), body).await;
        assert_eq!(status, 400, "{answer}");
        assert!(
            answer["error"].as_str().unwrap().contains(words),
            "{answer}"
        );
    }
    demo.hangs_up(TOM).await;
    demo.skips_until(TOM, "\"ended\"").await;
    let (status, answer) = demo
        .asks(&format!("{tom}/say"), json!({ "words": WORDS }))
        .await;
    assert_eq!(status, 409, "{answer}");
    let unknown = demo.get("/api/sounds/0123").send().await.unwrap();
    assert_eq!(unknown.status(), 404);
}

#[tokio::test]
async fn a_message_left_while_the_relay_is_stopped_is_found_after_its_start() {
    let (demo, _events) = after_the_tone().await;
    demo.fault("relay", true).await;
    demo.phone(TOM, "say", json!({ "words": WORDS })).await;
    demo.skips_until(TOM, "\"spoke\"").await;
    demo.hangs_up(TOM).await;
    demo.skips_until(TOM, "\"ended\"").await;
    demo.fault("relay", false).await;
    let found = message(&demo, |one| one["there"] == false && one["state"] == "kept").await;
    assert_eq!(found["whom"], "Dr Ada Okafor");
}
