//! The verbs of a caller's document, one by one.

use super::*;
use crate::provider::local::Heard;

async fn calling(document: &str) -> World {
    let world = World::new().await;
    world.relay.answers("/voice", document);
    world.patient().dials(FRONT).await.unwrap();
    world
}

#[tokio::test]
async fn say_takes_as_long_as_it_is_and_keeps_language_and_voice() {
    let words = "x".repeat(30);
    let world = calling(&format!(
        "<Response><Say language=\"fr-FR\" voice=\"Polly.Lea\">{words}</Say><Say>End.</Say></Response>"
    ))
    .await;
    world
        .patient()
        .hears_in_language(&words, "fr-FR")
        .await
        .unwrap();
    let began = world.carrier.now();
    world.patient().hears("End.").await.unwrap();
    assert_eq!((world.carrier.now() - began).num_seconds(), 2);
    assert_eq!(world.patient().call_ends().await.unwrap(), "far-end");
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_pause_in_front_keeps_the_call_ringing() {
    let world =
        calling("<Response><Pause length=\"3\"/><Reject reason=\"busy\"/></Response>").await;
    // <Reject> must be first, so this document is refused and the caller hears the provider.
    world.patient().hears("application error").await.unwrap();
    world.stage.expects_error(12200).await.unwrap();
    let world = calling("<Response><Pause length=\"3\"/><Hangup/></Response>").await;
    assert_eq!(world.patient().call_ends().await.unwrap(), "far-end");
    let answered =
        |entry: &crate::provider::local::Entry| matches!(entry.what, Heard::Answered { .. });
    assert!(!world.patient().phone().transcript().iter().any(answered));
}

#[tokio::test]
async fn play_fetches_its_sound() {
    let world = calling("<Response><Play>/beep.wav</Play><Play digits=\"1w2\"/></Response>").await;
    world.relay.serves("/beep.wav", "audio/x-wav", &a_sound(2));
    world.patient().hears_sound("/beep.wav").await.unwrap();
    world.patient().call_ends().await.unwrap();
    assert_eq!(world.request("/beep.wav").method, "GET");
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_key_stops_the_prompt_of_a_gather() {
    let world = calling(
        "<Response><Gather numDigits=\"4\" action=\"/code\"><Say>Please key your code now, then wait.</Say></Gather>\
         <Say>Nothing came.</Say></Response>",
    )
    .await;
    world
        .relay
        .answers("/code", "<Response><Say>Thank you.</Say></Response>");
    world.patient().hears("key your code").await.unwrap();
    let began = world.carrier.now();
    world.patient().presses("48").await.unwrap();
    world.patient().presses("21").await.unwrap();
    world.patient().hears("Thank you").await.unwrap();
    assert_eq!(world.carrier.now(), began);
    assert_eq!(world.request("/code").param("Digits"), Some("4821"));
}

#[tokio::test]
async fn a_gather_ends_by_its_key_its_timeout_or_not_at_all() {
    let document =
        "<Response><Gather timeout=\"4\" action=\"/code\"/><Say>Nothing came.</Say></Response>";
    for (keys, digits) in [
        ("12#", Some("12")),
        ("12", Some("12")),
        ("#", None),
        ("", None),
    ] {
        let world = calling(document).await;
        world
            .relay
            .answers("/code", "<Response><Say>Thank you.</Say></Response>");
        if !keys.is_empty() {
            world.patient().presses(keys).await.unwrap();
        }
        world
            .patient()
            .hears(if digits.is_some() {
                "Thank you"
            } else {
                "Nothing came"
            })
            .await
            .unwrap();
        assert_eq!(
            world
                .requests("/code")
                .first()
                .and_then(|code| code.param("Digits")),
            digits,
            "{keys}"
        );
    }
}

#[tokio::test]
async fn an_empty_gather_may_ask_for_its_action_too() {
    let world =
        calling("<Response><Gather actionOnEmptyResult=\"true\" action=\"/code\"/></Response>")
            .await;
    world
        .relay
        .answers("/code", "<Response><Say>Too slow.</Say></Response>");
    world.patient().hears("Too slow").await.unwrap();
    assert_eq!(world.request("/code").param("Digits"), Some(""));
}

const RECORD: &str = "<Response><Record action=\"/kept\" maxLength=\"30\" timeout=\"5\" recordingStatusCallback=\"/status\" \
                      recordingStatusCallbackEvent=\"completed absent\"/></Response>";

#[tokio::test]
async fn a_message_left_before_hanging_up_is_kept_and_announced() {
    let world = calling(RECORD).await;
    world
        .relay
        .answers("/kept", "<Response><Say>Never heard.</Say></Response>");
    world.patient().leaves_message(12).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    let kept = world.request("/kept");
    let names = ["Digits", "RecordingDuration", "CallStatus"];
    assert_eq!(
        values(&kept, &names),
        [Some("hangup"), Some("12"), Some("completed")]
    );
    let told = world.request("/status");
    let names = [
        "RecordingStatus",
        "RecordingSource",
        "RecordingDuration",
        "ErrorCode",
        "From",
        "RecordingUrl",
    ];
    let wanted = [
        Some("completed"),
        Some("RecordVerb"),
        Some("12"),
        Some("0"),
        None,
        kept.param("RecordingUrl"),
    ];
    assert_eq!(values(&told, &names), wanted);
    assert!(!world.patient().transcript().contains("Never heard"));
}

#[tokio::test]
async fn silence_a_key_and_the_greatest_length_end_a_recording() {
    for (how, digits, seconds) in [
        ("silence", "", "3"),
        ("key", "#", "3"),
        ("length", "", "30"),
    ] {
        let world = calling(RECORD).await;
        world
            .relay
            .answers("/kept", "<Response><Say>Thanks.</Say></Response>");
        world.patient().hears_the_beep().await.unwrap();
        if how == "length" {
            world.patient().phone().speak(40).unwrap();
        } else {
            world.patient().speaks(3).await.unwrap();
        }
        if how == "key" {
            world.patient().presses("#").await.unwrap();
        }
        world.patient().hears("Thanks").await.unwrap();
        let kept = world.request("/kept");
        assert_eq!(
            values(&kept, &["Digits", "RecordingDuration"]),
            [Some(digits), Some(seconds)],
            "{how}"
        );
    }
}

#[tokio::test]
async fn a_caller_who_hangs_up_at_the_beep_leaves_nothing() {
    let world = calling(RECORD).await;
    world.relay.answers("/kept", "<Response/>");
    world.patient().hears_the_beep().await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(
        values(
            &world.request("/status"),
            &["RecordingStatus", "RecordingDuration"]
        ),
        [Some("absent"), Some("-1")]
    );
}

#[tokio::test]
async fn a_message_that_is_cut_short_lasts_as_long_as_it_was() {
    let world = calling(RECORD).await;
    world.relay.answers("/kept", "<Response/>");
    let patient = world.patient();
    patient.hears_the_beep().await.unwrap();
    patient.phone().speak(10).unwrap();
    patient.waits(4).await.unwrap();
    patient.hangs_up().await.unwrap();
    patient.call_ends().await.unwrap();
    let entries = patient.phone().transcript().into_iter();
    let last_two: Vec<String> = entries
        .rev()
        .take(2)
        .map(|e| format!("{:?}", e.what))
        .collect();
    assert!(
        last_two[0].contains("Ended") && last_two[1].starts_with("Spoke { seconds: 4,"),
        "{last_two:?}"
    );
    assert_eq!(world.request("/kept").param("RecordingDuration"), Some("4"));
}

#[tokio::test]
async fn redirect_leaves_the_document_for_another() {
    let world =
        calling("<Response><Redirect>/next?a=1</Redirect><Say>Never.</Say></Response>").await;
    world.relay.answers(
        "/next",
        "<Response><Say>Here.</Say><Hangup/><Say>Never.</Say></Response>",
    );
    world.patient().hears("Here.").await.unwrap();
    world.patient().call_ends().await.unwrap();
    assert!(!world.patient().transcript().contains("Never."));
}

#[tokio::test]
async fn an_empty_document_ends_the_call() {
    let world = calling("<Response/>").await;
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
}
