//! The same scenario gives the same transcripts, however the tasks are scheduled.

use super::*;

async fn scenario() -> Vec<String> {
    let world = World::new().await;
    world.relay.answers("/voice", &dial(""));
    world.relay.answers("/whisper", WHISPER);
    world
        .relay
        .answers("/key", "<Response><Say>Rosa Diaz.</Say></Response>");
    world.relay.answers(
        "/done",
        "<Response><Gather numDigits=\"1\" action=\"/menu\"><Say>Press 2 to leave a message.</Say></Gather></Response>",
    );
    world.relay.answers(
        "/menu",
        "<Response><Record action=\"/kept\" recordingStatusCallback=\"/status\"/></Response>",
    );
    world.relay.answers("/kept", "<Response/>");
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.lets_it_ring().await.unwrap();
    patient.hears("Press 2").await.unwrap();
    patient.presses("2").await.unwrap();
    patient.leaves_message(9).await.unwrap();
    patient.hangs_up().await.unwrap();
    patient.call_ends().await.unwrap();
    patient.dials(FRONT).await.unwrap();
    clinician.answers().await.unwrap();
    clinician.hears("Press 1").await.unwrap();
    clinician.presses("1").await.unwrap();
    clinician.hears("Rosa Diaz").await.unwrap();
    patient.is_connected_to(&clinician).await.unwrap();
    patient.waits(30).await.unwrap();
    patient.hangs_up().await.unwrap();
    clinician.call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
    vec![
        patient.transcript(),
        clinician.transcript(),
        world.carrier.now().to_rfc3339(),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_runs_on_many_threads_are_alike() {
    let first = scenario().await;
    for run in 1..50 {
        assert_eq!(scenario().await, first, "run {run}");
    }
}
