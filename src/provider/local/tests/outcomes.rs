//! Every row of the provider's table of dial outcomes, as the `action` sees it.

use super::*;

const NAMES: [&str; 4] = [
    "DialCallStatus",
    "DialBridged",
    "DialCallDuration",
    "CallStatus",
];

async fn ready() -> World {
    let world = World::new().await;
    world.relay.answers("/voice", &dial(""));
    world.relay.answers("/whisper", WHISPER);
    world.relay.answers("/key", "<Response/>");
    world
        .relay
        .answers("/done", "<Response><Say>The dial is over.</Say></Response>");
    world
}

fn told(world: &World) -> Vec<Option<String>> {
    let done = world.request("/done");
    values(&done, &NAMES)
        .into_iter()
        .map(|value| value.map(str::to_owned))
        .collect()
}

fn some(values: [&str; 4]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|value| (!value.is_empty()).then(|| (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn accepted_talked_and_the_callee_hung_up() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.rings_showing(BACK).await.unwrap();
    patient.hears_ringing().await.unwrap();
    clinician.answers().await.unwrap();
    clinician.hears("A patient is calling").await.unwrap();
    clinician.presses("1").await.unwrap();
    clinician.is_connected_to(&patient).await.unwrap();
    patient.is_connected_to(&clinician).await.unwrap();
    patient.waits(42).await.unwrap();
    clinician.hangs_up().await.unwrap();
    patient.hears("The dial is over").await.unwrap();
    assert_eq!(patient.call_ends().await.unwrap(), "far-end");
    assert_eq!(
        told(&world),
        some(["completed", "true", "42", "in-progress"])
    );
    patient.never_sees(CLINICIAN).unwrap();
    world.stage.finish().await.unwrap();
    let ended = world.request("/ended");
    let names = [
        "CallStatus",
        "CallDuration",
        "Duration",
        "SequenceNumber",
        "CallbackSource",
        "Direction",
    ];
    let wanted = [
        "completed",
        "44",
        "1",
        "0",
        "call-progress-events",
        "inbound",
    ]
    .map(Some);
    assert_eq!(values(&ended, &names), wanted);
}

#[tokio::test]
async fn the_caller_hangs_up_in_mid_conversation() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.answers().await.unwrap();
    clinician.hears("Press 1").await.unwrap();
    clinician.presses("1").await.unwrap();
    patient.is_connected_to(&clinician).await.unwrap();
    patient.hangs_up().await.unwrap();
    assert_eq!(clinician.call_ends().await.unwrap(), "far-end");
    world.stage.finish().await.unwrap();
    assert_eq!(told(&world), some(["completed", "true", "0", "completed"]));
    assert!(
        !patient.transcript().contains("The dial is over"),
        "a document for a caller who has gone was followed"
    );
}

#[tokio::test]
async fn screening_hangs_up_after_nobody_pressed_a_key() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.answers().await.unwrap();
    clinician.call_ends().await.unwrap();
    patient.hears("The dial is over").await.unwrap();
    assert_eq!(
        told(&world),
        some(["completed", "false", "9", "in-progress"])
    );
    patient.was_never_connected_to(&clinician).unwrap();
    patient.call_ends().await.unwrap();
    world.stage.finish().await.unwrap();
}

#[tokio::test]
async fn the_callee_hangs_up_during_screening() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.answers().await.unwrap();
    clinician.hears("Press 1").await.unwrap();
    clinician.hangs_up().await.unwrap();
    patient.hears("The dial is over").await.unwrap();
    assert_eq!(
        told(&world),
        some(["completed", "false", "0", "in-progress"])
    );
}

#[tokio::test]
async fn nobody_answers_for_the_timeout_and_the_networks_extra_seconds() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    let began = world.carrier.now();
    patient.dials(FRONT).await.unwrap();
    clinician.lets_it_ring().await.unwrap();
    assert_eq!((world.carrier.now() - began).num_seconds(), 25);
    patient.hears("The dial is over").await.unwrap();
    assert_eq!(
        told(&world),
        some(["no-answer", "false", "", "in-progress"])
    );
}

#[tokio::test]
async fn a_declined_a_busy_and_an_unreachable_phone() {
    for (how, status) in [
        ("declines", "busy"),
        ("engaged", "busy"),
        ("out of reach", "failed"),
    ] {
        let world = ready().await;
        let (patient, clinician) = (world.patient(), world.clinician());
        match how {
            "engaged" => clinician.is_engaged(),
            "out of reach" => clinician.is_out_of_reach(),
            _ => {}
        }
        patient.dials(FRONT).await.unwrap();
        if how == "declines" {
            clinician.declines().await.unwrap();
        }
        patient.hears("The dial is over").await.unwrap();
        assert_eq!(
            told(&world),
            some([status, "false", "", "in-progress"]),
            "{how}"
        );
        patient.call_ends().await.unwrap();
        world.stage.finish().await.unwrap();
    }
}

#[tokio::test]
async fn the_caller_hangs_up_while_it_rings() {
    let world = ready().await;
    let (patient, clinician) = (world.patient(), world.clinician());
    patient.dials(FRONT).await.unwrap();
    clinician.rings().await.unwrap();
    patient.hangs_up().await.unwrap();
    assert_eq!(clinician.call_ends().await.unwrap(), "canceled");
    world.stage.finish().await.unwrap();
    assert_eq!(told(&world), some(["canceled", "false", "", "completed"]));
    assert!(!patient.transcript().contains("The dial is over"));
}

#[tokio::test]
async fn a_second_caller_finds_the_phone_engaged() {
    let world = ready().await;
    let (patient, clinician, other) = (
        world.patient(),
        world.clinician(),
        world.stage.phone("+447700900457"),
    );
    patient.dials(FRONT).await.unwrap();
    clinician.rings().await.unwrap();
    other.dials(FRONT).await.unwrap();
    other.hears("The dial is over").await.unwrap();
    assert_eq!(
        world
            .requests("/done")
            .first()
            .and_then(|done| done.param("DialCallStatus")),
        Some("busy")
    );
}
