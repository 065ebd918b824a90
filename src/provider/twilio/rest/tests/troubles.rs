//! Bad days: what each trouble tells the caller, and whether anything was sent all the same.

use chrono::TimeDelta;

use super::*;
use crate::provider::local::{RestTrouble, Trouble};

const HELD: TimeDelta = TimeDelta::minutes(2);

fn trouble(world: &World, method: &'static str, what: RestTrouble) {
    world.carrier.trouble(Trouble::Rest {
        method,
        path: "/",
        what,
    });
}

async fn nothing_was_sent(world: &World) {
    world.stage.finish().await.unwrap();
    world.phone(PATIENT).was_never_texted().unwrap();
}

#[tokio::test]
async fn too_many_requests_are_told_with_the_wait() {
    let world = World::new().await;
    for wait in [Some(7), None] {
        trouble(&world, "POST", RestTrouble::TooMany { retry_after: wait });
        let refused = failure(world.text(patient(), "Hello").await);
        assert_eq!(refused, Error::TooMany { retry_after: wait });
        assert_eq!(refused.retry_after(), wait);
    }
    nothing_was_sent(&world).await;
}

#[tokio::test]
async fn a_servers_error_carried_nothing_out() {
    let world = World::new().await;
    trouble(&world, "POST", RestTrouble::ServerError);
    let error = failure(world.text(patient(), "Hello").await);
    assert_eq!(error, Error::down(Outage::Status(500)));
    nothing_was_sent(&world).await;
}

#[tokio::test]
async fn where_nobody_listens_nothing_was_carried_out() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = client_of(&format!("http://{address}"), Limits::default());
    let draft = Draft {
        to: patient(),
        from: line(FRONT),
        body: "Hello",
        media: &[],
        status_callback: "http://127.0.0.1:9/status",
    };
    let error = failure(client.send_text(&draft).await);
    assert_eq!(error, Error::down(Outage::Unreachable));
}

#[tokio::test]
async fn silence_after_sending_leaves_it_open_whether_it_was_sent() {
    let world = World::with(impatient()).await;
    trouble(&world, "POST", RestTrouble::NoAnswer { held: HELD });
    let error = failure(world.text(patient(), "Hello").await);
    assert_eq!(
        error,
        Error::Unsettled {
            why: Outage::Silent
        }
    );
    nothing_was_sent(&world).await;
}

#[tokio::test]
async fn silence_while_reading_does_no_harm() {
    let world = World::with(impatient()).await;
    trouble(&world, "GET", RestTrouble::NoAnswer { held: HELD });
    let since = world.now();
    let listed = world.client.texts_received(None, since).await;
    assert_eq!(failure(listed), Error::down(Outage::Silent));
}

#[tokio::test]
async fn a_connection_cut_after_a_long_wait_leaves_it_open_too() {
    let world = World::new().await;
    trouble(&world, "POST", RestTrouble::NoAnswer { held: HELD });
    let sending = world.text(patient(), "Hello");
    let cutting = async {
        while !world.carrier.pending_troubles().is_empty() || world.carrier.next_due().is_none() {
            tokio::task::yield_now().await;
        }
        world.stage.time_passes(HELD).await.unwrap();
    };
    let (sent, ()) = tokio::join!(sending, cutting);
    assert_eq!(
        failure(sent),
        Error::Unsettled {
            why: Outage::BrokenOff
        }
    );
    nothing_was_sent(&world).await;
}

#[tokio::test]
async fn a_text_whose_answer_was_lost_is_found_in_the_list_and_arrived_once() {
    let world = World::new().await;
    let since = world.now();
    trouble(&world, "POST", RestTrouble::AnswerLost);
    let error = failure(world.text(patient(), "Hello").await);
    assert_eq!(
        error,
        Error::Unsettled {
            why: Outage::BrokenOff
        }
    );
    assert!(!error.may_be_repeated());
    let found = world
        .client
        .texts_sent(line(FRONT), &patient(), since)
        .await
        .unwrap();
    let bodies: Vec<_> = found.items.iter().map(|text| text.body.as_str()).collect();
    assert_eq!(bodies, ["Hello"]);
    world
        .phone(PATIENT)
        .receives_text(FRONT, "Hello")
        .await
        .unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn an_emptying_whose_answer_was_lost_is_simply_repeated() {
    let world = World::new().await;
    let sent = world.text(patient(), "a secret").await.unwrap();
    let phone = world.phone(PATIENT);
    phone.receives_text(FRONT, "a secret").await.unwrap();
    world.stage.comes_to_rest().await.unwrap();
    trouble(&world, "POST", RestTrouble::AnswerLost);
    let error = failure(world.client.redact(&sent.sid).await);
    assert_eq!(error, Error::down(Outage::BrokenOff));
    assert!(error.may_be_repeated());
    world.client.redact(&sent.sid).await.unwrap();
}

#[tokio::test]
async fn after_every_trouble_the_next_request_goes_through() {
    let world = World::with(impatient()).await;
    for what in [
        RestTrouble::TooMany { retry_after: None },
        RestTrouble::ServerError,
        RestTrouble::NoAnswer { held: HELD },
    ] {
        trouble(&world, "POST", what);
        assert!(world.text(patient(), "lost").await.is_err());
        world.stage.time_passes(HELD).await.unwrap();
    }
    // With patience, since this one must get its answer.
    let patience = client_of(&world.carrier.api_url(), Limits::default());
    let patient_world = World {
        client: patience,
        ..world
    };
    patient_world.text(patient(), "Hello").await.unwrap();
    let rosa = patient_world.phone(PATIENT);
    rosa.receives_text(FRONT, "Hello").await.unwrap();
    patient_world.stage.finish().await.unwrap();
}
