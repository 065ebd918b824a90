//! Promise 5 with a store that fails: calls go on by the configuration alone, texts wait at the provider, and nothing
//! that was answered is lost.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use nightbell::provider::local::Kind;
use nightbell::provider::local::stage::Actor;
use nightbell::store::{Chain, Suspension};
use support::{
    BACK_1, DESK, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, ROSA, STRANGER, World, raw,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const STOPPED: &str = "the store cannot be used";

/// A world whose store has just stopped, and says so.
async fn without_store() -> World {
    let world = World::open().await;
    stops(&world, Suspension::Refuses).await;
    world
}

async fn stops(world: &World, how: Suspension) {
    world.running().store().suspend(how);
    if how == Suspension::Refuses {
        world.shows("/readyz", STOPPED).await;
    }
}

async fn goes_on(world: &World) {
    world.running().store().resume();
    world.shows("/readyz", "\"not_well\": []").await;
}

async fn talk(patient: &Actor, clinician: &Actor) -> Told {
    clinician.answers().await?;
    clinician.hears("A patient is calling").await?;
    clinician.presses("1").await?;
    patient.is_connected_to(clinician).await?;
    clinician.hangs_up().await?;
    patient.call_ends().await?;
    Ok(())
}

#[tokio::test]
async fn a_call_comes_through_while_the_store_cannot_be_written() -> Told {
    let world = without_store().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    // No back line can be promised now: the phone shows the front line.
    okafor.rings_showing(OKAFOR_LINE).await?;
    talk(&rosa, &okafor).await?;
    assert_eq!(world.running().store().health().journal, 0);
    goes_on(&world).await;
    Ok(())
}

#[tokio::test]
async fn who_declines_without_the_store_leads_to_the_backup_the_menu_and_a_message() -> Told {
    let world = without_store().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.answers().await?;
    okafor.presses("2").await?;
    lindqvist.rings().await?;
    lindqvist.lets_it_ring().await?;
    rosa.hears("9 9 9").await?;
    rosa.hears("press 2").await?;
    rosa.presses("2").await?;
    rosa.leaves_message(9).await?;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    Ok(())
}

#[tokio::test]
async fn who_declined_without_the_store_is_not_rung_again_on_that_call() -> Told {
    let world = without_store().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.declines().await?;
    lindqvist.rings().await?;
    lindqvist.answers().await?;
    lindqvist.presses("2").await?;
    // Dr Lindqvist is on duty as well, but has declined.
    rosa.hears("Nobody could be reached").await?;
    rosa.presses("1").await?;
    rosa.hears("9 9 9").await?;
    assert!(!lindqvist.phone().is_ringing());
    rosa.hangs_up().await?;
    Ok(())
}

#[tokio::test]
async fn a_key_pressed_while_the_store_was_away_counts_when_it_is_back() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    stops(&world, Suspension::Refuses).await;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    goes_on(&world).await;
    okafor.hangs_up().await?;
    rosa.call_ends().await?;
    world.phone(LINDQVIST_PHONE).never_rang()?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_comes_twice_is_answered_the_same_without_the_store_and_after_it_is_back() -> Told {
    let world = without_store().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    talk(&rosa, &okafor).await?;
    let exchanges = world.carrier().exchanges();
    raw::assert_steady(&exchanges).await;
    goes_on(&world).await;
    raw::assert_steady(&exchanges).await;
    Ok(())
}

#[tokio::test]
async fn a_stranger_reaches_the_desk_without_the_store() -> Told {
    let world = without_store().await;
    let (stranger, desk) = (world.phone(STRANGER), world.phone(DESK));
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hears("access code").await?;
    // While wrong codes cannot be counted none opens.
    stranger.presses("482163#").await?;
    desk.answers().await?;
    stranger.is_connected_to(&desk).await?;
    stranger.hangs_up().await?;
    world.phone(OKAFOR_PHONE).never_rang()?;
    Ok(())
}

#[tokio::test]
async fn a_pause_holds_while_the_store_cannot_be_written() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.texts(OKAFOR_LINE, "PAUSE 2h").await?;
    world.stage().comes_to_rest().await?;
    stops(&world, Suspension::Refuses).await;
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("at the moment").await?;
    rosa.hangs_up().await?;
    okafor.never_rang()?;
    Ok(())
}

#[tokio::test]
async fn a_call_that_began_with_the_store_ends_well_without_it() -> Told {
    let world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("2").await?;
    lindqvist.rings().await?;
    stops(&world, Suspension::Refuses).await;
    talk(&rosa, &lindqvist).await?;
    // Back again, Dr Okafor's back line is Rosa's as before.
    goes_on(&world).await;
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    talk(&rosa, &okafor).await
}

#[tokio::test]
async fn a_text_is_answered_503_and_arrives_once_when_the_store_is_back() -> Told {
    let world = without_store().await;
    let rosa = world.phone(ROSA);
    rosa.texts(OKAFOR_LINE, "My knee hurts").await?;
    world.stage().comes_to_rest().await?;
    let tries: Vec<_> = world
        .carrier()
        .exchanges()
        .into_iter()
        .filter(|exchange| exchange.kind == Kind::Sms)
        .collect();
    assert_eq!(
        tries.iter().map(|e| e.status).collect::<Vec<_>>(),
        [Some(503); 4]
    );
    goes_on(&world).await;
    // It is fetched from the provider's list; what comes late besides changes nothing.
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "My knee hurts").await?;
    for _ in 0..2 {
        assert_eq!(raw::replay(&tries[0]).await.status, 200);
    }
    world
        .stage()
        .time_passes(chrono::TimeDelta::minutes(5))
        .await?;
    assert_eq!(support::texts_of(&okafor), ["My knee hurts"]);
    Ok(())
}

#[tokio::test]
async fn the_carriers_own_retry_delivers_what_the_store_missed() -> Told {
    let world = World::open().await;
    stops(&world, Suspension::Hangs).await;
    let rosa = world.phone(ROSA);
    rosa.texts(OKAFOR_LINE, "My knee hurts").await?;
    let limit = Instant::now() + Duration::from_secs(10);
    while world
        .carrier()
        .exchanges()
        .iter()
        .all(|exchange| exchange.status != Some(503))
    {
        assert!(Instant::now() < limit, "the text was not answered");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    world.running().store().resume();
    world.stage().comes_to_rest().await?;
    goes_on(&world).await;
    for exchange in world.carrier().exchanges() {
        assert_eq!(raw::replay(&exchange).await.status, 200);
    }
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "My knee hurts").await?;
    world
        .stage()
        .time_passes(chrono::TimeDelta::minutes(5))
        .await?;
    assert_eq!(support::texts_of(&okafor), ["My knee hurts"]);
    Ok(())
}

#[tokio::test]
async fn a_recording_announced_to_a_stopped_store_is_announced_again() -> Told {
    let world = World::at_night().await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_message(9).await?;
    stops(&world, Suspension::Refuses).await;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    world
        .stage()
        .time_passes(chrono::TimeDelta::seconds(30))
        .await?;
    let announced = world.carrier().exchanges();
    let announced: Vec<_> = announced
        .iter()
        .filter(|e| e.kind == Kind::RecordingStatus)
        .collect();
    assert!(!announced.is_empty() && announced.iter().all(|e| e.status == Some(503)));
    goes_on(&world).await;
    for _ in 0..2 {
        assert_eq!(raw::replay(announced[0]).await.status, 204);
        assert_eq!(world.running().store().recordings().await?.len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_not_well_is_shown_while_it_lasts() -> Told {
    let world = without_store().await;
    let page = raw::client().get(world.url() + "/readyz").send().await?;
    assert_eq!(page.status(), 200);
    assert!(page.text().await?.contains("resume the store"));
    world.shows("/metrics", "nightbell_store_up 0").await;
    world.phone(ROSA).texts(OKAFOR_LINE, "Hello").await?;
    world
        .shows("/metrics", "nightbell_store_refused_total 4")
        .await;
    goes_on(&world).await;
    world.shows("/metrics", "nightbell_store_up 1").await;
    Ok(())
}

#[tokio::test]
async fn a_webhook_is_answered_in_time_while_the_disk_hangs_and_the_next_at_once() -> Told {
    let world = World::open().await;
    stops(&world, Suspension::Hangs).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(OKAFOR_LINE).await?;
    world.shows("/readyz", "did not answer in time").await;
    talk(&rosa, &okafor).await?;
    for exchange in world.carrier().exchanges() {
        assert!(
            exchange.took < Duration::from_secs(5),
            "{:?}",
            exchange.took
        );
    }
    goes_on(&world).await;
    Ok(())
}

#[tokio::test]
async fn a_database_deleted_in_mid_run_is_noticed_and_calls_go_on() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    for name in ["nightbell.db", "nightbell.db-wal", "nightbell.db-shm"] {
        fs::remove_file(world.data().join(name))?;
    }
    talk(&rosa, &okafor).await?;
    // A new, empty database takes its place; that rows are gone goes on being said.
    let page = world.shows("/readyz", "rows of the journal are gone").await;
    assert!(!page.contains("cannot be used"), "{page}");
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    talk(&rosa, &okafor).await?;
    assert!(matches!(
        world.running().store().verify_chain(1).await?,
        Chain::Whole { .. }
    ));
    Ok(())
}

#[tokio::test]
async fn a_database_damaged_in_mid_run_stops_no_call_and_is_said_at_the_latest_at_the_next_start()
-> Told {
    let mut world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    for name in ["nightbell.db", "nightbell.db-wal"] {
        fs::write(world.data().join(name), "no database ".repeat(10_000))?;
    }
    talk(&rosa, &okafor).await?;
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    talk(&rosa, &okafor).await?;
    world.restarts().await;
    world.shows("/readyz", "damaged").await;
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(OKAFOR_LINE).await?;
    talk(&rosa, &okafor).await
}

#[tokio::test]
async fn a_damaged_database_does_not_stop_the_relay_from_starting() -> Told {
    starts_with("nightbell.db", &"no database ".repeat(1000), "damaged").await
}

#[tokio::test]
async fn a_wrong_key_does_not_stop_the_relay_from_starting() -> Told {
    starts_with("key", &"ab".repeat(32), "put the right key back").await
}

#[tokio::test]
async fn a_key_that_is_none_does_not_stop_the_relay_from_starting() -> Told {
    starts_with("key", "", "storage key").await
}

/// The relay is started again with this in the data folder: it says what is wrong, and calls go on.
async fn starts_with(file: &str, content: &str, says: &str) -> Told {
    let mut world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    talk(&rosa, &okafor).await?;
    let place = world.data().join(file);
    world
        .restarts_after(|| fs::write(&place, content).unwrap())
        .await;
    world.shows("/readyz", says).await;
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(OKAFOR_LINE).await?;
    talk(&rosa, &okafor).await?;
    assert_eq!(
        fs::read_to_string(&place)?,
        content,
        "the evidence is left alone"
    );
    Ok(())
}

#[tokio::test]
async fn the_end_of_a_call_is_announced_again_while_the_store_cannot_keep_it() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    stops(&world, Suspension::Refuses).await;
    rosa.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    let ends: Vec<_> = world
        .carrier()
        .exchanges()
        .into_iter()
        .filter(|exchange| exchange.kind == Kind::CallStatus)
        .map(|exchange| exchange.status)
        .collect();
    assert_eq!(ends, [Some(503); 4]);
    goes_on(&world).await;
    Ok(())
}
