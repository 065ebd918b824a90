//! Calls that Nightbell places itself, from the wish to the conversation: the real relay over HTTP, and the local carrier.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::stage::Actor;
use nightbell::provider::local::{Heard, Kind, RestTrouble, Trouble};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PRACTICE, ROSA, World, pin, scan,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// Dr Okafor wants to be connected, and is told that it happens.
async fn wants_rosa(world: &World) -> Told {
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.texts(OKAFOR_LINE, "CALL Rosa").await?;
    okafor.receives_text(OKAFOR_LINE, "Rosa Diaz").await?;
    Ok(())
}

/// The request that places a call goes wrong.
fn placing_goes_wrong(world: &World, what: RestTrouble) {
    let (method, path) = ("POST", "/Calls");
    world
        .carrier()
        .trouble(Trouble::Rest { method, path, what });
}

/// Where each call stands in the store, that was to be placed.
fn states(world: &World) -> Vec<String> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let database = world.data().join("nightbell.db");
    let database = rusqlite::Connection::open_with_flags(database, flags).unwrap();
    let mut select = database
        .prepare("SELECT state FROM placed ORDER BY at")
        .unwrap();
    let states = select.query_map([], |row| row.get(0)).unwrap();
    states.map(Result::unwrap).collect()
}

fn times_rung(phone: &Actor) -> usize {
    let transcript = phone.phone().transcript();
    let rings = transcript
        .iter()
        .filter(|entry| matches!(entry.what, Heard::Rings { .. }));
    rings.count()
}

#[tokio::test]
async fn a_clinician_texts_call_and_is_connected_and_the_patient_sees_the_front_line() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    wants_rosa(&world).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    let asked = okafor.hears("with the call that you asked for").await?;
    assert!(
        !asked.contains("Rosa"),
        "nobody is named before a key: {asked}"
    );
    okafor.presses("1").await?;
    okafor.hears("Rosa Diaz").await?;
    rosa.rings_showing(OKAFOR_LINE).await?;
    rosa.answers().await?;
    okafor.is_connected_to(&rosa).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;
    okafor.never_sees(ROSA)?;
    world.stage().comes_to_rest().await?;
    for exchange in world.carrier().exchanges() {
        scan::assert_exchange_masked(&exchange, &support::SECRETS);
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn every_step_of_a_placed_call_that_comes_twice_happens_once_and_is_answered_alike() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let kinds = [Kind::Voice, Kind::GatherAction, Kind::DialAction];
    for kind in kinds {
        world.carrier().trouble_times(Trouble::Twice { kind }, 3);
    }
    wants_rosa(&world).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.hears("with the call that you asked for").await?;
    okafor.presses("5").await?;
    okafor.hears("with the call that you asked for").await?;
    okafor.presses("1").await?;
    rosa.rings_showing(OKAFOR_LINE).await?;
    rosa.declines().await?;
    okafor.hears("9 9 9").await?;
    okafor.call_ends().await?;
    world.stage().comes_to_rest().await?;
    let exchanges = world.carrier().exchanges();
    for kind in kinds {
        let of_kind: Vec<_> = exchanges.iter().filter(|one| one.kind == kind).collect();
        assert!(of_kind.len() >= 2, "{kind:?}");
        for pair in of_kind.chunks(2) {
            assert_eq!(
                (&pair[0].url, &pair[0].body),
                (&pair[1].url, &pair[1].body),
                "{kind:?}"
            );
        }
    }
    assert_eq!(times_rung(&rosa), 1);
    assert_eq!(times_rung(&okafor), 1);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_personal_voicemail_that_answers_a_placed_call_learns_nothing() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.texts(OKAFOR_LINE, "CALL Rosa").await?;
    okafor.switches_off();
    okafor.voicemail_answers().await?;
    okafor.switches_on();
    okafor.receives_text(OKAFOR_LINE, "Rosa Diaz").await?;
    world.stage().time_passes(TimeDelta::minutes(2)).await?;
    let heard = okafor.words().join("\n");
    assert!(!heard.contains("Rosa"), "{heard}");
    assert_eq!(times_rung(&rosa), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_urgent_text_that_nobody_answers_rings_who_is_on_duty() -> Told {
    let world = World::open().await;
    let (rosa, lindqvist) = (world.phone(ROSA), world.phone(LINDQVIST_PHONE));
    rosa.texts(OKAFOR_LINE, "URGENT I cannot breathe").await?;
    rosa.receives_text(OKAFOR_LINE, "person on duty").await?;
    lindqvist.receives_text(BACK_1, "stands for Rosa").await?;
    lindqvist.receives_text(BACK_1, "I cannot breathe").await?;
    world.stage().time_passes(TimeDelta::seconds(290)).await?;
    assert_eq!(
        times_rung(&lindqvist),
        0,
        "not before five minutes have passed"
    );
    lindqvist.rings_showing(BACK_1).await?;
    lindqvist.answers().await?;
    lindqvist.hears("has not been answered").await?;
    lindqvist.presses("1").await?;
    lindqvist.hears("The urgent text is from Rosa Diaz").await?;
    lindqvist.presses("1").await?;
    rosa.rings_showing(OKAFOR_LINE).await?;
    rosa.answers().await?;
    lindqvist.is_connected_to(&rosa).await?;
    rosa.hangs_up().await?;
    lindqvist.call_ends().await?;
    world.stage().time_passes(TimeDelta::minutes(20)).await?;
    assert_eq!(times_rung(&lindqvist), 1, "it is answered");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_urgent_text_that_nobody_answers_at_all_is_said_to_be_unanswered() -> Told {
    let world = World::open().await;
    let (rosa, lindqvist) = (world.phone(ROSA), world.phone(LINDQVIST_PHONE));
    rosa.texts(OKAFOR_LINE, "URGENT I cannot breathe").await?;
    rosa.receives_text(OKAFOR_LINE, "person on duty").await?;
    lindqvist.receives_text(BACK_1, "stands for Rosa").await?;
    lindqvist.receives_text(BACK_1, "I cannot breathe").await?;
    lindqvist.rings().await?;
    lindqvist.lets_it_ring().await?;
    let told = rosa.receives_text(OKAFOR_LINE, "Nobody on duty").await?;
    assert!(told.contains("999"), "{told}");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_whose_answer_is_lost_is_not_placed_again_and_whoever_wanted_it_is_told() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    placing_goes_wrong(&world, RestTrouble::AnswerLost);
    wants_rosa(&world).await?;
    okafor.rings().await?;
    okafor.declines().await?;
    okafor
        .receives_text(OKAFOR_LINE, "could not be placed")
        .await?;
    world.stage().time_passes(TimeDelta::minutes(10)).await?;
    assert_eq!(times_rung(&okafor), 1);
    assert_eq!(states(&world), ["over"]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_for_an_urgent_text_whose_answer_is_lost_is_placed_again() -> Told {
    let world = World::open().await;
    let (rosa, lindqvist) = (world.phone(ROSA), world.phone(LINDQVIST_PHONE));
    rosa.texts(OKAFOR_LINE, "URGENT I cannot breathe").await?;
    rosa.receives_text(OKAFOR_LINE, "person on duty").await?;
    lindqvist.receives_text(BACK_1, "stands for Rosa").await?;
    lindqvist.receives_text(BACK_1, "I cannot breathe").await?;
    let held = TimeDelta::seconds(20);
    placing_goes_wrong(&world, RestTrouble::NoAnswer { held });
    lindqvist.rings_showing(BACK_1).await?;
    lindqvist.answers().await?;
    lindqvist.hears("has not been answered").await?;
    lindqvist.presses("1").await?;
    lindqvist.hears("The urgent text is from Rosa Diaz").await?;
    lindqvist.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_that_the_provider_cannot_take_now_is_placed_a_little_later() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let retry_after = Some(7);
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after });
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after: None });
    let asked = world.now();
    wants_rosa(&world).await?;
    okafor.rings().await?;
    assert!(world.now() >= asked + TimeDelta::seconds(7));
    okafor.declines().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_whose_moment_has_passed_is_not_placed_and_whoever_wanted_it_is_told() -> Told {
    let mut world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let retry_after = Some(60);
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after });
    wants_rosa(&world).await?;
    world.stage().comes_to_rest().await?;
    let mover = world.clock();
    world
        .restarts_after(|| mover.set(mover.now() + TimeDelta::hours(1)))
        .await;
    okafor
        .receives_text(OKAFOR_LINE, "could not be placed")
        .await?;
    assert_eq!(times_rung(&okafor), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn whoever_wants_a_call_that_cannot_be_placed_in_time_is_told_in_time() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let retry_after = Some(300);
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after });
    let asked = world.now();
    wants_rosa(&world).await?;
    okafor
        .receives_text(OKAFOR_LINE, "could not be placed")
        .await?;
    assert!(
        world.now() < asked + TimeDelta::minutes(3),
        "{}",
        world.now()
    );
    assert_eq!(states(&world), ["over"]);
    assert_eq!(times_rung(&okafor), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_that_was_being_placed_when_the_relay_ended_is_not_placed_again() -> Told {
    let mut world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let retry_after = Some(60);
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after });
    wants_rosa(&world).await?;
    world.stage().comes_to_rest().await?;
    let address = world.goes_down().await;
    // As the end of the process leaves it in the middle of the request: nobody knows what came of it.
    let database = rusqlite::Connection::open(world.data().join("nightbell.db"))?;
    assert_eq!(
        database.execute("UPDATE placed SET state = 'placing'", ())?,
        1
    );
    drop(database);
    world.comes_up(address).await;
    okafor
        .receives_text(OKAFOR_LINE, "could not be placed")
        .await?;
    assert_eq!(times_rung(&okafor), 0);
    assert_eq!(states(&world), ["over"]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_number_that_has_left_the_configuration_is_not_called() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let retry_after = Some(60);
    placing_goes_wrong(&world, RestTrouble::TooMany { retry_after });
    wants_rosa(&world).await?;
    let moved = PRACTICE.replace(OKAFOR_PHONE, support::OKAFOR_SECOND);
    world.edits(&moved, support::PATIENTS).await;
    world.stage().time_passes(TimeDelta::minutes(3)).await?;
    assert_eq!(times_rung(&okafor), 0);
    assert_eq!(times_rung(&world.phone(support::OKAFOR_SECOND)), 0);
    world.stage().finish().await?;
    Ok(())
}

#[tokio::test]
async fn by_command_nightbell_calls_and_the_pin_is_chosen_there() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let asked = pin::pin(world.folder(), &["okafor", "--call"], "").await;
    assert!(
        asked.status.success(),
        "{}",
        String::from_utf8_lossy(&asked.stderr)
    );
    okafor.rings_showing(OKAFOR_LINE).await?;
    okafor.answers().await?;
    okafor.hears("You asked to choose a PIN").await?;
    okafor.presses("1").await?;
    for _ in 0..2 {
        okafor.hears("PIN").await?;
        okafor.presses("2580#").await?;
    }
    okafor.hears("Your PIN is set").await?;
    okafor.call_ends().await?;
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("2580#").await?;
    okafor.hears("You have no new messages").await?;
    okafor.hangs_up().await?;
    world.ends().await;
    Ok(())
}
