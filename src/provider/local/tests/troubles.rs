//! The bad days: what arrives late, twice, out of order, or not at all.

use chrono::TimeDelta;

use super::rest::{Api, post};
use super::*;
use crate::provider::local::{Happening, Heard, Kind, RestTrouble, Trouble};

#[tokio::test]
async fn a_doubled_webhook_is_the_same_to_the_byte() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::Twice { kind: Kind::Voice });
    world
        .relay
        .answers("/voice", "<Response><Say>Once.</Say></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Once.").await.unwrap();
    world.patient().call_ends().await.unwrap();
    let asked = world.requests("/voice");
    assert_eq!(asked.len(), 2);
    let same = |e: &Exchange| {
        (
            e.params.clone(),
            e.signature.clone(),
            e.idempotency_token.clone(),
        )
    };
    assert_eq!(asked.first().map(same), asked.last().map(same));
    assert_eq!(world.patient().transcript().matches("Once.").count(), 1);
}

#[tokio::test]
async fn the_next_webhook_that_somebody_waits_for_is_doubled_whatever_it_is() {
    let world = World::new().await;
    world
        .relay
        .answers("/voice", "<Response><Say>Once.</Say></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Once.").await.unwrap();
    world.carrier.trouble(Trouble::NextTwice);
    world.patient().call_ends().await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    assert_eq!(world.requests("/ended").len(), 1, "nobody waits for that");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Once.").await.unwrap();
    assert_eq!(world.requests("/voice").len(), 3);
    assert!(world.carrier.pending_troubles().is_empty());
}

#[tokio::test]
async fn a_text_is_doubled_as_well() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::NextTwice);
    world.patient().texts(FRONT, "Hello").await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    assert_eq!(world.requests("/sms").len(), 2);
}

#[tokio::test]
async fn a_follower_is_told_of_every_webhook_when_it_begins_and_when_it_ends() {
    let world = World::new().await;
    world
        .relay
        .answers("/voice", "<Response><Say>Hello.</Say></Response>");
    let mut happenings = world.carrier.happenings();
    world.patient().dials(FRONT).await.unwrap();
    world.patient().hears("Hello.").await.unwrap();
    let mut told = Vec::new();
    while let Ok(happening) = happenings.try_recv() {
        told.push(match happening {
            Happening::Phone(event) => match event.entry.what {
                Heard::Dials { .. } => "dials",
                Heard::Says { .. } => "says",
                _ => continue,
            },
            Happening::Webhook(webhook) if webhook.is_done() => "answered",
            Happening::Webhook(_) => "asks",
            Happening::Text(_) => "texts",
        });
    }
    assert_eq!(told, ["dials", "asks", "answered", "says"]);
}

#[tokio::test]
async fn the_string_that_was_signed_can_be_looked_at() {
    let world = World::new().await;
    world
        .relay
        .answers("/voice", "<Response><Hangup/></Response>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().call_ends().await.unwrap();
    let voice = world.request("/voice");
    let signed = voice.signed();
    assert!(signed.starts_with(&format!("{}/voiceAccountSid{ACCOUNT}", world.base)));
    assert!(signed.contains(&format!("From{PATIENT}")));
    let made = crate::provider::local::signing::signature(TOKEN, &voice.url, &voice.params);
    assert_eq!(made, voice.signature);
}

#[tokio::test]
async fn a_late_webhook_comes_after_its_delay_and_the_human_may_act_meanwhile() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::Late {
        kind: Kind::Voice,
        by: TimeDelta::seconds(8),
    });
    world.relay.answers(
        "/voice",
        "<Response><Say>Sorry to keep you waiting.</Say></Response>",
    );
    let began = world.carrier.now();
    world.patient().dials(FRONT).await.unwrap();
    world.patient().presses("1").await.unwrap();
    world.patient().hears("Sorry").await.unwrap();
    assert_eq!((world.carrier.now() - began).num_seconds(), 8);
}

#[tokio::test]
async fn a_recording_callback_may_be_lost_doubled_or_late() {
    for (trouble, copies) in [
        (
            Trouble::Lost {
                kind: Kind::RecordingStatus,
            },
            0,
        ),
        (
            Trouble::Twice {
                kind: Kind::RecordingStatus,
            },
            2,
        ),
        (
            Trouble::Late {
                kind: Kind::RecordingStatus,
                by: TimeDelta::minutes(3),
            },
            1,
        ),
    ] {
        let world = World::new().await;
        world.carrier.trouble(trouble);
        world.relay.answers(
            "/voice",
            "<Response><Record action=\"/kept\" recordingStatusCallback=\"/status\"/></Response>",
        );
        world.relay.answers("/kept", "<Response/>");
        world.patient().dials(FRONT).await.unwrap();
        world.patient().leaves_message(4).await.unwrap();
        world.patient().hangs_up().await.unwrap();
        world.patient().call_ends().await.unwrap();
        world.stage.finish().await.unwrap();
        assert_eq!(world.requests("/status").len(), copies);
        assert!(world.carrier.pending_troubles().is_empty());
    }
}

#[tokio::test]
async fn delivery_reports_may_come_out_of_order() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::OutOfOrder {
        kind: Kind::MessageStatus,
    });
    let api = Api::new(&world);
    let callback = format!("{}/status", world.base);
    post(
        &api,
        "/Messages.json",
        &[
            ("From", FRONT),
            ("To", PATIENT),
            ("Body", "x"),
            ("StatusCallback", &callback),
        ],
    )
    .await;
    world.patient().receives_text(FRONT, "x").await.unwrap();
    world.stage.finish().await.unwrap();
    let told: Vec<_> = world
        .requests("/status")
        .iter()
        .map(|t| t.param("MessageStatus").unwrap().to_owned())
        .collect();
    assert_eq!(told, ["delivered", "sent"]);
}

async fn rejected_with(trouble: Trouble) -> Vec<Option<String>> {
    let world = World::new().await;
    world.carrier.trouble(trouble);
    world.relay.answers("/voice", &dial(""));
    world
        .relay
        .answers("/whisper", "<Response><Hangup/></Response>");
    world.relay.answers("/done", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.clinician().answers().await.unwrap();
    world.patient().call_ends().await.unwrap();
    let done = world.request("/done");
    values(&done, &["DialCallStatus", "DialBridged"])
        .into_iter()
        .map(|v| v.map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn older_engines_say_less_or_something_else() {
    assert_eq!(
        rejected_with(Trouble::NoDialBridged).await,
        [Some("completed".to_owned()), None]
    );
    let other = rejected_with(Trouble::RejectedAsNoAnswer).await;
    assert_eq!(
        other,
        [Some("no-answer".to_owned()), Some("false".to_owned())]
    );
}

fn rest(what: RestTrouble) -> Trouble {
    Trouble::Rest {
        method: "POST",
        path: "/Messages",
        what,
    }
}

#[tokio::test]
async fn too_many_requests_and_server_errors_carry_nothing_out() {
    let world = World::new().await;
    let api = Api::new(&world);
    let form = [("From", FRONT), ("To", PATIENT), ("Body", "x")];
    world.carrier.trouble(rest(RestTrouble::TooMany {
        retry_after: Some(3),
    }));
    world.carrier.trouble(rest(RestTrouble::ServerError));
    let (status, body) = post(&api, "/Messages.json", &form).await;
    assert_eq!((status, body["code"].as_u64()), (429, Some(20429)));
    assert_eq!(post(&api, "/Messages.json", &form).await.0, 500);
    let (_, list) = api.get("/Messages.json").await;
    assert!(list["messages"].as_array().unwrap().is_empty());
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_lost_answer_was_carried_out_and_no_answer_was_not() {
    let world = World::new().await;
    let api = Api::new(&world);
    let form = [("From", FRONT), ("To", PATIENT), ("Body", "x")];
    world.carrier.trouble(rest(RestTrouble::AnswerLost));
    api.try_post("/Messages.json", &form).await.unwrap_err();
    world.patient().receives_text(FRONT, "x").await.unwrap();
    let (_, list) = api.get("/Messages.json").await;
    assert_eq!(list["messages"].as_array().unwrap().len(), 1);
    world.carrier.trouble(rest(RestTrouble::NoAnswer {
        held: TimeDelta::seconds(30),
    }));
    let held = api.try_post("/Messages.json", &form);
    let waits = async {
        while world.carrier.next_due().is_none() {
            tokio::task::yield_now().await;
        }
        world
            .stage
            .time_passes(TimeDelta::seconds(30))
            .await
            .unwrap();
    };
    let (answer, ()) = tokio::join!(held, waits);
    answer.unwrap_err();
    world.stage.finish().await.unwrap();
    let (_, list) = api.get("/Messages.json").await;
    assert_eq!(list["messages"].as_array().unwrap().len(), 1);
}
