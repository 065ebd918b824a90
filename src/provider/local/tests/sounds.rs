//! Sounds: what is said into a recording comes back as a file, and what a `<Play>` fetches must be one.

use super::rest::Api;
use super::*;
use crate::provider::local::sound::{Said, Utterance, facts, file};
use crate::provider::local::{Heard, Recorded, Sound};

pub(super) const RECORD: &str =
    "<Response><Record action=\"/kept\" recordingStatusCallback=\"/status\"/></Response>";

/// A world in which the patient hears the beep.
async fn recording() -> World {
    let world = World::new().await;
    world.relay.answers("/voice", RECORD);
    world.relay.answers("/kept", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears_the_beep().await.unwrap();
    world
}

pub(super) fn recorded(world: &World) -> Recorded {
    let mut all = world.carrier.recordings();
    assert_eq!(all.len(), 1);
    all.remove(0)
}

pub(super) fn address(world: &World) -> String {
    let address = world.request("/kept");
    format!("{}.wav", address.param("RecordingUrl").unwrap())
}

fn with_words(words: &str, seconds: u32) -> Vec<u8> {
    let said = Said::Words(words.into());
    let from = 0;
    file(
        &[Utterance {
            from,
            seconds,
            said,
        }],
        seconds,
        "x",
    )
}

#[tokio::test]
async fn words_left_on_a_recording_come_back_in_its_file_as_long_as_they_take() {
    let world = recording().await;
    let words = "It is Rosa. My repeat prescription has run out, could you call me back?";
    world.patient().leaves_words(words).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(recorded(&world).words.as_deref(), Some(words));
    assert_eq!(recorded(&world).seconds, 5);
    assert_eq!(
        world.request("/status").param("RecordingDuration"),
        Some("5")
    );
    let (status, sound) = Api::new(&world).fetch(&address(&world)).await;
    let facts = facts(&sound).unwrap();
    assert_eq!((status, facts.seconds()), (200, 5));
    assert_eq!(facts.comment.as_deref(), Some(words));
}

#[tokio::test]
async fn who_hangs_up_in_the_middle_of_a_sentence_has_said_half_of_it() {
    let world = recording().await;
    let words = "This is a sentence that goes on and on until at last it has an end.";
    world.patient().phone().say(words).unwrap();
    world.patient().waits(2).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.stage.finish().await.unwrap();
    let cut = "This is a sentence that goes ...";
    assert_eq!(recorded(&world).words.as_deref(), Some(cut));
    assert_eq!(recorded(&world).seconds, 2);
    let spoke = |entry: &crate::provider::local::Entry| matches!(&entry.what, Heard::Spoke { seconds: 2, words: Some(words) } if words == cut);
    assert!(world.patient().phone().transcript().iter().any(spoke));
}

#[tokio::test]
async fn silences_are_trimmed_or_kept_as_the_document_says() {
    for (trim, seconds) in [("trim-silence", 2), ("do-not-trim", 8)] {
        let world = World::new().await;
        let document = format!(
            "<Response><Record action=\"/kept\" timeout=\"5\" trim=\"{trim}\"/></Response>"
        );
        world.relay.answers("/voice", &document);
        world.relay.answers("/kept", "<Response/>");
        world.patient().dials(FRONT).await.unwrap();
        world.patient().hears_the_beep().await.unwrap();
        world.patient().waits(1).await.unwrap();
        world.patient().says("One.").await.unwrap();
        world.patient().waits(3).await.unwrap();
        world.patient().says("Two.").await.unwrap();
        world.patient().waits(2).await.unwrap();
        world.patient().presses("1").await.unwrap();
        world.stage.finish().await.unwrap();
        let recorded = recorded(&world);
        assert_eq!(recorded.words.as_deref(), Some("One. Two."));
        assert_eq!(recorded.seconds, seconds, "{trim}");
        let (_, sound) = Api::new(&world).fetch(&address(&world)).await;
        assert_eq!(facts(&sound).unwrap().seconds(), seconds);
        let speaks = |second: usize| {
            let bytes = sound.get(44 + second * 16_000..).unwrap();
            bytes.iter().take(16_000).any(|byte| *byte != 0)
        };
        let (first, last) = (speaks(0), speaks(seconds as usize - 1));
        assert_eq!(
            (first, last),
            (trim == "trim-silence", trim == "trim-silence")
        );
    }
}

#[tokio::test]
async fn what_was_begun_before_the_beep_is_not_in_the_recording() {
    let world = World::new().await;
    let document = "<Response><Say>Leave a message after the tone, please.</Say><Record action=\"/kept\"/></Response>";
    world.relay.answers("/voice", document);
    world.relay.answers("/kept", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Leave a message").await.unwrap();
    let early = "I begin too early and my first sentence is lost.";
    world.patient().phone().say(early).unwrap();
    world.patient().hears_the_beep().await.unwrap();
    world.patient().says("Call me.").await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(recorded(&world).words.as_deref(), Some("Call me."));
}

#[tokio::test]
async fn a_sound_recorded_elsewhere_is_in_the_recording_sample_by_sample() {
    let world = recording().await;
    let uploaded = with_words("", 3);
    let sound = Sound::read(&uploaded).unwrap();
    world.patient().speaks_sound(&sound).await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.stage.finish().await.unwrap();
    let (_, fetched) = Api::new(&world).fetch(&address(&world)).await;
    let again = Sound::read(&fetched).unwrap();
    assert_eq!((again.seconds(), &again), (3, &sound));
}

#[tokio::test]
async fn a_voice_that_is_recorded_while_it_speaks_is_in_the_recording_once_it_is_known() {
    let world = recording().await;
    let sound = Sound::read(&with_words("", 3)).unwrap();
    world.patient().phone().begins_to_speak().unwrap();
    world.patient().waits(20).await.unwrap();
    world.patient().phone().has_spoken(&sound).unwrap();
    world.patient().presses("1").await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(recorded(&world).seconds, 3);
    let (_, fetched) = Api::new(&world).fetch(&address(&world)).await;
    assert_eq!(Sound::read(&fetched).unwrap(), sound);
}

#[tokio::test]
async fn silence_before_anything_is_said_is_no_recording_at_all() {
    let world = recording().await;
    world.patient().hangs_up().await.unwrap();
    world.stage.finish().await.unwrap();
    assert_eq!(recorded(&world).status, "absent");
}

async fn playing(content_type: &str, body: &[u8]) -> World {
    let world = World::new().await;
    let document = "<Response><Play>/sound</Play><Say>After it.</Say></Response>";
    world.relay.answers("/voice", document);
    world.relay.serves("/sound", content_type, body);
    world.patient().dials(FRONT).await.unwrap();
    world
}

#[tokio::test]
async fn a_sound_is_played_as_long_as_it_is_and_its_words_stand_in_the_transcript() {
    let body = with_words("Good morning, doctor.", 7);
    let world = playing("audio/wav", &body).await;
    let heard = world.patient().hears_message("Good morning").await.unwrap();
    assert_eq!(heard, "Good morning, doctor.");
    let began = world.carrier.now();
    world.patient().hears("After it.").await.unwrap();
    assert_eq!((world.carrier.now() - began).num_seconds(), 7);
    let played = world.patient().phone().transcript();
    let name = played.iter().find_map(|entry| match &entry.what {
        Heard::Plays {
            sound, seconds: 7, ..
        } => Some(sound.clone()),
        _ => None,
    });
    let (kind, bytes) = world.carrier.played(&name.unwrap()).unwrap();
    assert_eq!((kind.as_str(), bytes.to_vec()), ("audio/wav", body));
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn what_is_no_sound_ends_the_call_with_the_providers_words() {
    let whole = a_sound(2);
    let cut = whole.get(..whole.len() / 2).unwrap();
    for (content_type, body, code) in [
        ("text/html", &whole[..], 12300),
        ("", &whole[..], 12300),
        ("audio/ogg", &whole[..], 12300),
        ("audio/x-wav", cut, 12300),
        ("audio/x-wav", &b"ID3 or whatever"[..], 12300),
        ("audio/x-wav", &b""[..], 11200),
    ] {
        let world = playing(content_type, body).await;
        world.patient().hears("application error").await.unwrap();
        world.stage.expects_error(code).await.unwrap();
        world.patient().call_ends().await.unwrap();
        assert!(
            !world
                .patient()
                .words()
                .iter()
                .any(|words| words == "After it.")
        );
        world.stage.finish().await.unwrap();
    }
}

#[tokio::test]
async fn a_sound_that_is_not_there_leads_to_the_fallback_which_is_asked_once() {
    let world = World::with(|mut number| {
        number.voice_fallback_url = Some(number.voice_url.replace("/voice", "/fallback"));
        number
    })
    .await;
    let document = "<Response><Play>/gone</Play><Say>After it.</Say></Response>";
    world.relay.answers("/voice", document);
    world.relay.answers(
        "/fallback",
        "<Response><Say>Please call again.</Say></Response>",
    );
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Please call again").await.unwrap();
    world.stage.expects_error(11200).await.unwrap();
    world.patient().call_ends().await.unwrap();
    let asked = world.request("/fallback");
    assert_eq!(asked.param("ErrorCode"), Some("11200"));
    assert!(asked.param("ErrorUrl").unwrap().ends_with("/gone"));
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_fallback_that_cannot_be_had_either_is_asked_once_and_the_provider_speaks() {
    let world = World::with(|mut number| {
        number.voice_fallback_url = Some(number.voice_url.replace("/voice", "/fallback"));
        number
    })
    .await;
    let document = "<Response><Play>/gone</Play><Say>After it.</Say></Response>";
    world.relay.answers("/voice", document);
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("application error").await.unwrap();
    for _ in 0..2 {
        world.stage.expects_error(11200).await.unwrap();
    }
    world.patient().call_ends().await.unwrap();
    assert_eq!(world.requests("/fallback").len(), 1);
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_key_interrupts_a_sound_inside_a_gather_and_star_is_a_key_like_others() {
    let world = World::new().await;
    let document = "<Response><Gather numDigits=\"1\" action=\"/key\"><Say>First message.</Say>\
                    <Play>/sound</Play><Say>Press 1.</Say></Gather></Response>";
    world.relay.answers("/voice", document);
    world
        .relay
        .serves("/sound", "audio/wav", &with_words("Hello.", 60));
    world
        .relay
        .answers("/key", "<Response><Say>Thank you.</Say></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears_message("Hello.").await.unwrap();
    let began = world.carrier.now();
    world.patient().waits(4).await.unwrap();
    world.patient().presses("*").await.unwrap();
    world.patient().hears("Thank you").await.unwrap();
    assert_eq!((world.carrier.now() - began).num_seconds(), 4);
    assert_eq!(world.request("/key").param("Digits"), Some("*"));
    assert!(
        !world
            .patient()
            .words()
            .iter()
            .any(|words| words == "Press 1.")
    );
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_gather_may_ask_even_when_nothing_was_keyed_and_then_digits_are_empty() {
    for (attributes, keys, asked) in [
        ("actionOnEmptyResult=\"true\"", "", true),
        ("actionOnEmptyResult=\"true\"", "#", true),
        ("actionOnEmptyResult=\"false\"", "#", false),
        ("", "", false),
    ] {
        let world = World::new().await;
        let document = format!(
            "<Response><Gather timeout=\"3\" action=\"/key\" {attributes}><Say>Your PIN?</Say></Gather>\
             <Say>Nothing came.</Say></Response>"
        );
        world.relay.answers("/voice", &document);
        world
            .relay
            .answers("/key", "<Response><Say>Asked.</Say></Response>");
        world.patient().dials(FRONT).await.unwrap();
        world.patient().hears("Your PIN?").await.unwrap();
        if !keys.is_empty() {
            world.patient().presses(keys).await.unwrap();
        }
        let last = if asked { "Asked." } else { "Nothing came." };
        world.patient().hears(last).await.unwrap();
        if asked {
            assert_eq!(world.request("/key").param("Digits"), Some(""));
        }
        world.stage.finish().await.unwrap();
    }
}

#[tokio::test]
async fn a_key_that_finishes_is_not_among_the_digits_and_star_can_be_one() {
    let world = World::new().await;
    let document = "<Response><Gather finishOnKey=\"*\" action=\"/key\"/></Response>";
    world.relay.answers("/voice", document);
    world.relay.answers("/key", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    world.patient().presses("48#2*").await.unwrap();
    world.stage.finish().await.unwrap();
    let asked = world.request("/key");
    assert_eq!(
        values(&asked, &["Digits", "FinishedOnKey"]),
        [Some("48#2"), Some("*")]
    );
}
