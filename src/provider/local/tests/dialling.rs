//! What else a `<Dial>` can ask for: several numbers, caller IDs, limits, progress, recording.

use super::*;
use crate::provider::local::stage::Actor;
use crate::provider::local::{Entry, Heard};

fn two(attributes: &str) -> String {
    format!(
        "<Response><Dial callerId=\"{BACK}\" timeout=\"20\" action=\"/done\" {attributes}>\
         <Number>{CLINICIAN}</Number><Number>{COLLEAGUE}</Number></Dial></Response>"
    )
}

async fn ready(document: &str) -> World {
    let world = World::new().await;
    world.relay.answers("/voice", document);
    world
        .relay
        .answers("/done", "<Response><Say>The dial is over.</Say></Response>");
    world
}

#[tokio::test]
async fn the_first_to_answer_wins_and_the_others_stop_ringing() {
    let world = ready(&two("")).await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().rings().await.unwrap();
    world.colleague().rings().await.unwrap();
    world.colleague().answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.colleague())
        .await
        .unwrap();
    assert_eq!(world.clinician().call_ends().await.unwrap(), "canceled");
    world.colleague().hangs_up().await.unwrap();
    world.patient().hears("The dial is over").await.unwrap();
    let done = world.request("/done");
    assert_eq!(
        values(&done, &["DialCallStatus", "DialBridged"]),
        [Some("completed"), Some("true")]
    );
}

#[tokio::test]
async fn a_voicemail_that_answers_first_eats_the_call() {
    let document = two("").replace("<Number>", "<Number url=\"/whisper\">");
    let world = ready(&document).await;
    world.relay.answers("/whisper", WHISPER);
    world.clinician().switches_off();
    world.patient().dials(FRONT).await.unwrap();
    assert_eq!(world.colleague().rings().await.unwrap(), BACK);
    assert_eq!(world.colleague().call_ends().await.unwrap(), "canceled");
    world.patient().hears("The dial is over").await.unwrap();
    let done = world.request("/done");
    assert_eq!(
        values(&done, &["DialCallStatus", "DialBridged"]),
        [Some("completed"), Some("false")]
    );
}

#[tokio::test]
async fn sequential_numbers_ring_one_after_another() {
    let world = ready(&two("sequential=\"true\"")).await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().rings().await.unwrap();
    world.colleague().never_rang().unwrap();
    world.clinician().declines().await.unwrap();
    world.colleague().answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.colleague())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_foreign_caller_id_fails_the_dial_loudly() {
    let world = ready("<Response><Dial callerId=\"+441632960001\" action=\"/done\">+447700900123</Dial></Response>").await;
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("The dial is over").await.unwrap();
    assert_eq!(
        values(&world.request("/done"), &["DialCallStatus", "DialCallSid"]),
        [Some("failed"), None]
    );
    world.stage.expects_error(13214).await.unwrap();
    world.clinician().never_rang().unwrap();
    world.carrier.verify_caller_id("+441632960001");
    world.patient().call_ends().await.unwrap();
    world.patient().dials(FRONT).await.unwrap();
    world
        .clinician()
        .rings_showing("+441632960001")
        .await
        .unwrap();
}

#[tokio::test]
async fn a_withheld_caller_id_cannot_be_handed_on() {
    let world = ready(
        "<Response><Dial callerId=\"anonymous\" action=\"/done\">+447700900123</Dial></Response>",
    )
    .await;
    world
        .patient()
        .dials_withheld(FRONT, "anonymous")
        .await
        .unwrap();
    world.patient().hears("The dial is over").await.unwrap();
    world.stage.expects_error(13214).await.unwrap();
}

#[tokio::test]
async fn a_number_that_is_none_fails_with_13224() {
    for wrong in ["07700900123", "anonymous", FRONT] {
        let world = ready(&format!(
            "<Response><Dial action=\"/done\">{wrong}</Dial></Response>"
        ))
        .await;
        world.patient().dials(FRONT).await.unwrap();
        world.patient().hears("The dial is over").await.unwrap();
        world.stage.expects_error(13224).await.unwrap();
    }
}

/// Two people talk, on a dial with these attributes.
async fn talking(attributes: &str) -> World {
    let document =
        format!("<Response><Dial {attributes} action=\"/done\">{CLINICIAN}</Dial></Response>");
    let world = ready(&document).await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.clinician())
        .await
        .unwrap();
    world
}

#[tokio::test]
async fn the_star_and_the_time_limit_end_a_conversation() {
    for (attributes, reason) in [
        ("hangupOnStar=\"true\"", "far-end"),
        ("timeLimit=\"60\"", "time-limit"),
    ] {
        let world = talking(attributes).await;
        if attributes.starts_with("hangup") {
            world.patient().presses("*").await.unwrap();
        }
        assert_eq!(world.clinician().call_ends().await.unwrap(), reason);
        world.patient().hears("The dial is over").await.unwrap();
        assert_eq!(world.request("/done").param("DialBridged"), Some("true"));
    }
}

#[tokio::test]
async fn who_talks_too_long_and_is_told_nothing_more_knows_why_the_call_is_over() {
    let world = talking("timeLimit=\"60\"").await;
    assert_eq!(
        world.carrier.next_step(),
        None,
        "but for their end nothing waits"
    );
    assert!(world.carrier.next_due().is_some());
    world.relay.0.lock().unwrap().remove("/done");
    world
        .relay
        .answers("/done", "<Response><Hangup/></Response>");
    assert_eq!(world.patient().call_ends().await.unwrap(), "time-limit");
    assert_eq!(world.clinician().call_ends().await.unwrap(), "time-limit");
}

#[tokio::test]
async fn words_in_a_conversation_are_noted_when_they_are_said_and_no_longer_than_they_were() {
    let spoken = |actor: &Actor| {
        let seconds = |entry: Entry| match entry.what {
            Heard::Spoke { seconds, .. } => Some(seconds),
            _ => None,
        };
        let entries = actor.phone().transcript().into_iter();
        entries.filter_map(seconds).collect::<Vec<_>>()
    };
    let world = talking("").await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.phone().speak(5).unwrap();
    patient.waits(4).await.unwrap();
    assert!(spoken(&patient).is_empty(), "still speaks");
    patient.waits(1).await.unwrap();
    assert_eq!(spoken(&patient), [5]);
    patient.phone().speak(5).unwrap();
    clinician.phone().speak(9).unwrap();
    patient.waits(2).await.unwrap();
    clinician.hangs_up().await.unwrap();
    patient.hears("The dial is over").await.unwrap();
    assert_eq!(
        (spoken(&patient), spoken(&clinician)),
        (vec![5, 2], vec![2])
    );
}

#[tokio::test]
async fn without_an_action_the_next_verb_follows() {
    let world = ready("<Response><Dial>+447700900123</Dial><Say>And now?</Say></Response>").await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().declines().await.unwrap();
    world.patient().hears("And now?").await.unwrap();
}

#[tokio::test]
async fn a_leg_reports_its_progress_in_order() {
    let document = format!(
        "<Response><Dial><Number statusCallback=\"/status\" statusCallbackEvent=\"initiated ringing answered completed\">\
         {CLINICIAN}</Number></Dial></Response>"
    );
    let world = ready(&document).await;
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.clinician())
        .await
        .unwrap();
    world.patient().waits(10).await.unwrap();
    world.clinician().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    let told = world.requests("/status");
    let statuses: Vec<_> = told
        .iter()
        .map(|t| (t.param("SequenceNumber"), t.param("CallStatus")))
        .collect();
    let wanted = [
        ("0", "initiated"),
        ("1", "ringing"),
        ("2", "in-progress"),
        ("3", "completed"),
    ];
    assert_eq!(
        statuses,
        wanted.map(|(number, status)| (Some(number), Some(status)))
    );
    let last = told.last().unwrap();
    assert_eq!(
        values(last, &["CallDuration", "Duration", "Direction"]),
        [Some("10"), Some("1"), Some("outbound-dial")]
    );
}

#[tokio::test]
async fn a_recorded_conversation_is_announced_for_the_parent_leg() {
    let document = "<Response><Dial record=\"record-from-answer-dual\" recordingStatusCallback=\"/status\" \
                    action=\"/done\">+447700900123</Dial></Response>";
    let world = ready(document).await;
    let parent = world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world
        .patient()
        .is_connected_to(&world.clinician())
        .await
        .unwrap();
    world.patient().waits(7).await.unwrap();
    world.clinician().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    let told = world.request("/status");
    let names = [
        "CallSid",
        "RecordingSource",
        "RecordingChannels",
        "RecordingDuration",
        "RecordingStatus",
    ];
    assert_eq!(
        values(&told, &names),
        [parent.as_str(), "DialVerb", "2", "7", "completed"].map(Some)
    );
    assert_eq!(
        world.request("/done").param("RecordingSid"),
        told.param("RecordingSid")
    );
}

#[tokio::test]
async fn the_first_request_carries_what_the_network_says_of_the_caller() {
    let world = ready("<Response><Reject/></Response>").await;
    let options = crate::provider::local::DialOptions {
        caller_id: Some("+266696687".to_owned()),
        stir_verstat: Some("TN-Validation-Failed-C".to_owned()),
        forwarded_from: Some("+441632960002".to_owned()),
    };
    world.patient().dials_with(FRONT, &options).await.unwrap();
    assert_eq!(world.patient().call_ends().await.unwrap(), "rejected");
    let voice = world.request("/voice");
    let names = [
        "From",
        "Caller",
        "FromCountry",
        "StirVerstat",
        "ForwardedFrom",
        "CallStatus",
    ];
    let wanted = [
        "+266696687",
        "+266696687",
        "",
        "TN-Validation-Failed-C",
        "+441632960002",
        "ringing",
    ];
    assert_eq!(values(&voice, &names), wanted.map(Some));
    assert!(
        voice
            .param("CallToken")
            .is_some_and(|token| token.starts_with("%7B"))
    );
    world.stage.finish().await.unwrap();
    assert_eq!(
        world.request("/ended").param("CallStatus"),
        Some("no-answer")
    );
}
