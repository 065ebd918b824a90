//! Calls that Nightbell places.

use super::*;
use crate::provider::local::{RestTrouble, Trouble};
use crate::provider::twilio::call::{CallStatus, Direction};

#[tokio::test]
async fn a_placed_call_rings_the_clinician_and_shows_the_front_line() {
    let world = World::new().await;
    let secret = SecretNumber::new(number(CLINICIAN));
    let placed = world.call(Destination::Clinician(&secret)).await.unwrap();
    assert!(!placed.status.is_terminal());
    let clinician = world.phone(CLINICIAN);
    clinician.rings_showing(FRONT).await.unwrap();
    clinician.answers().await.unwrap();
    clinician.hears("This is Nightbell.").await.unwrap();
    clinician.call_ends().await.unwrap();
    let call = world.client.call(&placed.sid).await.unwrap();
    assert_eq!(call.status, CallStatus::Completed);
    assert_eq!(call.direction, Direction::OutboundApi);
    assert!(call.duration_seconds.is_some() && call.end_time >= call.start_time);
    assert!(!format!("{call:?}").contains("7700900123"), "{call:?}");
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_may_ring_all_the_same() {
    let world = World::new().await;
    world.carrier.trouble(Trouble::Rest {
        method: "POST",
        path: "/Calls",
        what: RestTrouble::AnswerLost,
    });
    let error = failure(world.call(patient()).await);
    assert_eq!(
        error,
        Error::Unsettled {
            why: Outage::BrokenOff
        }
    );
    world.phone(PATIENT).rings_showing(FRONT).await.unwrap();
}

#[tokio::test]
async fn a_call_that_is_refused_does_not_ring() {
    let world = World::new().await;
    let draft = CallDraft {
        to: patient(),
        from: line("+447700900999"),
        url: "https://relay.example.com/placed",
        status_callback: "https://relay.example.com/status",
        ring_seconds: 20,
    };
    assert_eq!(cause(world.client.place_call(&draft).await), Cause::BadLine);
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn a_call_that_nobody_knows_is_not_there_yet() {
    let world = World::new().await;
    let call = world
        .client
        .call("CA00000000000000000000000000000001")
        .await;
    assert_eq!(failure(call), Error::NotYet);
}
