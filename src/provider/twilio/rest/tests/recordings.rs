//! Voicemail: not ready, fetched, deleted, listed.

use super::*;
use crate::provider::local::{RestTrouble, Trouble};
use crate::provider::twilio::recording::{RecordingSource, RecordingStatus};

/// A call on which a message of 4 seconds was left, not yet ready.
async fn with_message() -> (World, String) {
    let world = World::new().await;
    let rosa = world.phone(PATIENT);
    let call = rosa.dials(FRONT).await.unwrap();
    rosa.leaves_message(4).await.unwrap();
    rosa.hangs_up().await.unwrap();
    rosa.call_ends().await.unwrap();
    (world, call)
}

async fn only(world: &World, call: &str) -> Recording {
    let listed = world.client.recordings_of(call).await.unwrap();
    assert!(listed.complete);
    let [recording] = listed.items.as_slice() else {
        panic!("one recording is listed, not {}", listed.items.len());
    };
    recording.clone()
}

/// 44 bytes of a header, then one byte for each of 8,000 samples a second.
const WAV_OF_4_SECONDS: usize = 44 + 4 * 16_000;

#[tokio::test]
async fn a_recording_is_not_there_at_first_and_then_fetched_whole() {
    let (world, call) = with_message().await;
    let sid = only(&world, &call).await.sid;
    let early = world
        .client
        .fetch_recording(&sid, Format::Wav, 1 << 20)
        .await;
    assert_eq!(failure(early), Error::NotYet);
    world.stage.finish().await.unwrap();
    let recording = world.client.recording(&sid).await.unwrap();
    assert_eq!(recording.status, RecordingStatus::Completed);
    assert_eq!(recording.source, RecordingSource::RecordVerb);
    assert_eq!(
        (recording.call_sid, recording.duration_seconds),
        (call, Some(4))
    );
    let mut download = world
        .client
        .fetch_recording(&sid, Format::Wav, 1 << 20)
        .await
        .unwrap();
    assert_eq!(download.content_type(), Some("audio/x-wav"));
    let mut received = 0;
    while let Some(piece) = download.piece().await.unwrap() {
        received += piece.len();
    }
    assert_eq!(received, WAV_OF_4_SECONDS);
    let mp3 = world
        .client
        .fetch_recording(&sid, Format::Mp3, 1 << 20)
        .await
        .unwrap();
    assert_eq!(mp3.content_type(), Some("audio/mpeg"));
}

#[tokio::test]
async fn a_recording_is_deleted_once_and_that_is_confirmed() {
    let (world, call) = with_message().await;
    world.stage.finish().await.unwrap();
    let sid = only(&world, &call).await.sid;
    assert_eq!(
        world.client.delete_recording(&sid).await,
        Ok(Deletion::Deleted)
    );
    assert_eq!(
        world.client.delete_recording(&sid).await,
        Ok(Deletion::AlreadyGone)
    );
    let fetched = world
        .client
        .fetch_recording(&sid, Format::Wav, 1 << 20)
        .await;
    assert_eq!(failure(fetched), Error::NotYet);
    assert!(
        world
            .client
            .recordings_of(&call)
            .await
            .unwrap()
            .items
            .is_empty()
    );
}

#[tokio::test]
async fn a_deletion_whose_answer_was_lost_is_repeated_and_finds_it_gone() {
    let (world, call) = with_message().await;
    world.stage.finish().await.unwrap();
    let sid = only(&world, &call).await.sid;
    world.carrier.trouble(Trouble::Rest {
        method: "DELETE",
        path: "/Recordings",
        what: RestTrouble::AnswerLost,
    });
    let lost = failure(world.client.delete_recording(&sid).await);
    assert_eq!(lost, Error::down(Outage::BrokenOff));
    assert_eq!(
        world.client.delete_recording(&sid).await,
        Ok(Deletion::AlreadyGone)
    );
}

#[tokio::test]
async fn recordings_made_meanwhile_are_found_from_a_moment_on() {
    let (world, first) = with_message().await;
    world
        .stage
        .time_passes(chrono::TimeDelta::hours(1))
        .await
        .unwrap();
    let since = world.now();
    let rosa = world.phone(PATIENT);
    let second = rosa.dials(FRONT).await.unwrap();
    rosa.leaves_message(2).await.unwrap();
    rosa.hangs_up().await.unwrap();
    world
        .stage
        .time_passes(chrono::TimeDelta::minutes(1))
        .await
        .unwrap();
    let calls = async |since| {
        let listed = world.client.recordings_since(since).await.unwrap();
        let calls = listed.items.into_iter().map(|recording| recording.call_sid);
        calls.collect::<Vec<_>>()
    };
    let both = [second, first];
    assert_eq!(calls(since).await, both[..1]);
    assert_eq!(calls(since - chrono::TimeDelta::hours(2)).await, both);
}
