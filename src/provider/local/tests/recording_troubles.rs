//! What goes wrong with a recording: late, not there yet, cut off, not deleted.

use chrono::TimeDelta;

use super::rest::Api;
use super::sounds::{RECORD, address, recorded};
use super::*;
use crate::provider::local::sound::facts;
use crate::provider::local::{RecordingTrouble, Trouble};

/// The sound's address after something went wrong with it, and how often it was announced.
async fn after(what: RecordingTrouble) -> (World, String) {
    let world = World::new().await;
    world.carrier.trouble(Trouble::Recording { what });
    world.relay.answers("/voice", RECORD);
    world.relay.answers("/kept", "<Response/>");
    world.patient().dials(FRONT).await.unwrap();
    world.patient().leaves_words("Hello.").await.unwrap();
    world.patient().hangs_up().await.unwrap();
    world.patient().call_ends().await.unwrap();
    let address = address(&world);
    (world, address)
}

#[tokio::test]
async fn a_recording_may_be_announced_late_or_before_it_is_there() {
    let (world, address) = after(RecordingTrouble::Late {
        by: TimeDelta::minutes(4),
    })
    .await;
    world
        .stage
        .time_passes(TimeDelta::minutes(3))
        .await
        .unwrap();
    assert!(world.requests("/status").is_empty());
    world
        .stage
        .time_passes(TimeDelta::minutes(2))
        .await
        .unwrap();
    assert_eq!(world.requests("/status").len(), 1);
    assert_eq!(Api::new(&world).fetch(&address).await.0, 200);

    let (world, address) = after(RecordingTrouble::Missing {
        long: TimeDelta::minutes(4),
    })
    .await;
    world
        .stage
        .time_passes(TimeDelta::minutes(3))
        .await
        .unwrap();
    assert_eq!(world.requests("/status").len(), 1);
    assert_eq!(Api::new(&world).fetch(&address).await.0, 404);
    world
        .stage
        .time_passes(TimeDelta::minutes(2))
        .await
        .unwrap();
    assert_eq!(Api::new(&world).fetch(&address).await.0, 200);
}

#[tokio::test]
async fn a_download_may_break_off_in_the_middle_and_the_next_one_is_whole() {
    let (world, address) = after(RecordingTrouble::CutOff { times: 1 }).await;
    world
        .stage
        .time_passes(TimeDelta::minutes(1))
        .await
        .unwrap();
    let api = Api::new(&world);
    assert!(api.try_fetch(&address).await.is_err());
    let (status, sound) = api.fetch(&address).await;
    assert_eq!((status, facts(&sound).unwrap().seconds()), (200, 1));
}

#[tokio::test]
async fn a_deletion_may_be_answered_and_not_carried_out() {
    let (world, address) = after(RecordingTrouble::Stays { times: 1 }).await;
    world
        .stage
        .time_passes(TimeDelta::minutes(1))
        .await
        .unwrap();
    let api = Api::new(&world);
    let path = format!("/Recordings/{}.json", recorded(&world).sid);
    assert_eq!(api.delete(&path).await, 204);
    assert_eq!(api.fetch(&address).await.0, 200);
    assert_eq!(api.delete(&path).await, 204);
    assert_eq!(api.fetch(&address).await.0, 404);
    assert_eq!(recorded(&world).status, "deleted");
    assert_eq!(recorded(&world).words, None);
}
