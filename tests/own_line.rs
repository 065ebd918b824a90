//! The own front line, from the command that sets the PIN to the message that is heard with it: the real relay over
//! HTTP, the local carrier, and the real command beside it.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::{Exchange, Kind, Trouble};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, ROSA, World, messages, pin, scan,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// Nothing else in a data folder looks like it.
const PIN: &str = "40791863";

/// Rosa leaves these words in the night, and Dr Okafor is told of them.
async fn leaves(world: &World, words: &str) -> Told {
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_words(words).await?;
    rosa.hangs_up().await?;
    okafor
        .receives_text(BACK_1, "New message: Rosa Diaz")
        .await?;
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    Ok(())
}

/// What was answered to each webhook of a call's steps, by its address: the same address is answered the same.
fn assert_answered_alike(exchanges: &[Exchange], kind: Kind) -> usize {
    let of_kind: Vec<_> = exchanges.iter().filter(|one| one.kind == kind).collect();
    for pair in of_kind.chunks(2) {
        let [first, second] = pair else {
            panic!("{kind:?} came once: {}", pair[0].url);
        };
        assert_eq!(first.url, second.url);
        assert_eq!(
            (first.status, &first.body),
            (second.status, &second.body),
            "{}",
            first.url
        );
    }
    of_kind.len() / 2
}

#[tokio::test]
async fn a_clinician_hears_a_message_with_the_pin_that_was_set_while_the_relay_runs() -> Told {
    let world = World::at_night().await;
    pin::set(world.folder(), "okafor", PIN).await;
    leaves(&world, "My knee hurts").await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.hears("enter your PIN").await?;
    okafor.presses(&format!("{PIN}#")).await?;
    okafor.hears("You have 1 new message").await?;
    okafor.hears("To hear your messages, press 1").await?;
    okafor.presses("1").await?;
    okafor.hears("From Rosa Diaz").await?;
    okafor.hears_message("My knee hurts").await?;
    okafor.hears("To note it as heard").await?;
    okafor.presses("2").await?;
    okafor.hears_message("My knee hurts").await?;
    okafor.presses("1").await?;
    okafor.hears("noted as heard").await?;
    okafor.hears("There are no more messages").await?;
    okafor
        .hears("You have no new messages, and 1 that you have heard")
        .await?;
    okafor.presses("1").await?;
    okafor.hears_message("My knee hurts").await?;
    okafor.presses("77").await?;
    okafor.hears("The message is deleted").await?;
    okafor.hears("You have no new messages.").await?;
    okafor.presses("9").await?;
    okafor.hears("Goodbye").await?;
    okafor.call_ends().await?;
    world.stage().comes_to_rest().await?;
    assert_eq!(
        messages::files(&world.data()),
        0,
        "what was deleted is gone"
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_message_is_called_back_from_the_own_line_and_the_patient_sees_the_front_line() -> Told {
    let world = World::at_night().await;
    pin::set(world.folder(), "okafor", PIN).await;
    leaves(&world, "Please call").await?;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses(&format!("{PIN}#")).await?;
    okafor.hears("You have 1 new message").await?;
    okafor.presses("1").await?;
    okafor.hears_message("Please call").await?;
    okafor.presses("4").await?;
    okafor.hears("Rosa Diaz").await?;
    rosa.rings_showing(OKAFOR_LINE).await?;
    rosa.answers().await?;
    okafor.is_connected_to(&rosa).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn every_step_of_the_own_line_that_comes_twice_happens_once_and_is_answered_alike() -> Told {
    let world = World::at_night().await;
    pin::set(world.folder(), "okafor", PIN).await;
    leaves(&world, "My knee hurts").await?;
    let before = world.carrier().exchanges().len();
    for kind in [Kind::Voice, Kind::GatherAction] {
        world.carrier().trouble_times(Trouble::Twice { kind }, 6);
    }
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.hears("enter your PIN").await?;
    okafor.presses("1379#").await?;
    okafor.hears("That PIN is not right").await?;
    okafor.presses(&format!("{PIN}#")).await?;
    okafor.hears("You have 1 new message").await?;
    okafor.presses("1").await?;
    okafor.hears_message("My knee hurts").await?;
    okafor.presses("1").await?;
    okafor.hears("noted as heard").await?;
    okafor.presses("9").await?;
    okafor.hears("Goodbye").await?;
    okafor.call_ends().await?;
    world.stage().comes_to_rest().await?;

    let exchanges = world.carrier().exchanges();
    let exchanges = &exchanges[before..];
    assert_eq!(assert_answered_alike(exchanges, Kind::Voice), 1);
    assert_eq!(assert_answered_alike(exchanges, Kind::GatherAction), 5);
    let fetched = exchanges.iter().filter(|one| one.kind == Kind::Media);
    assert_eq!(fetched.count(), 1, "a message is fetched once");
    world.ends().await;
    Ok(())
}

/// Keys a wrong PIN, so many times, three to a call at most.
async fn keys_wrong(world: &World, times: usize) -> Told {
    let okafor = world.phone(OKAFOR_PHONE);
    for _ in 0..times {
        okafor.dials(OKAFOR_LINE).await?;
        okafor.hears("enter your PIN").await?;
        okafor.presses("1379#").await?;
        okafor.hears("That PIN is not right").await?;
        okafor.hangs_up().await?;
        okafor.call_ends().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_pin_keyed_wrong_five_times_is_locked_until_another_is_chosen_on_the_own_phone() -> Told {
    let mut world = World::open().await;
    pin::set(world.folder(), "okafor", PIN).await;
    keys_wrong(&world, 4).await?;
    // What was counted is still counted after a restart.
    world.restarts().await;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("1379#").await?;
    okafor.hears("this one is locked").await?;
    okafor.hangs_up().await?;
    okafor.call_ends().await?;
    okafor.dials(OKAFOR_LINE).await?;
    okafor.hears("this one is locked").await?;
    okafor.presses("1").await?;
    okafor.hears("Please hang up now").await?;
    okafor.call_ends().await?;

    okafor.rings_showing(OKAFOR_LINE).await?;
    okafor.answers().await?;
    okafor.hears("You asked to choose a PIN").await?;
    okafor.presses("1").await?;
    okafor.hears("choose a PIN of 4 to 8 digits").await?;
    okafor.presses("1234#").await?;
    okafor.hears("too easy to guess").await?;
    okafor.presses("2580#").await?;
    okafor.hears("the same PIN again").await?;
    okafor.presses("2581#").await?;
    okafor.hears("not the same").await?;
    okafor.presses("2580#").await?;
    okafor.hears("the same PIN again").await?;
    okafor.presses("2580#").await?;
    okafor.hears("Your PIN is set").await?;
    okafor.call_ends().await?;

    for (digits, words) in [(PIN, "not right"), ("2580", "You have no new messages")] {
        okafor.dials(OKAFOR_LINE).await?;
        okafor.hears("enter your PIN").await?;
        okafor.presses(&format!("{digits}#")).await?;
        okafor.hears(words).await?;
        okafor.hangs_up().await?;
        okafor.call_ends().await?;
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_command_unlocks_with_a_new_pin() -> Told {
    let world = World::open().await;
    pin::set(world.folder(), "okafor", PIN).await;
    keys_wrong(&world, 4).await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("1379#").await?;
    okafor.hears("this one is locked").await?;
    okafor.hangs_up().await?;
    okafor.call_ends().await?;
    pin::set(world.folder(), "okafor", "2580\n").await;
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("2580#").await?;
    okafor.hears("You have no new messages").await?;
    okafor.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn no_digit_of_a_pin_and_no_clinicians_number_is_kept_or_shown_anywhere() -> Told {
    let world = World::at_night().await;
    pin::set(world.folder(), "okafor", PIN).await;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses(&format!("{PIN}#")).await?;
    okafor.hears("You have no new messages").await?;
    okafor.hangs_up().await?;
    okafor.call_ends().await?;
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("90318264#").await?;
    okafor.hears("not right").await?;
    okafor.presses("*#").await?;
    okafor.hears("To choose a new PIN").await?;
    okafor.presses("1").await?;
    okafor.call_ends().await?;
    okafor.rings_showing(OKAFOR_LINE).await?;
    okafor.answers().await?;
    okafor.hears("You asked to choose a PIN").await?;
    okafor.presses("1").await?;
    for _ in 0..2 {
        okafor.hears("PIN").await?;
        okafor.presses("86259017#").await?;
    }
    okafor.hears("Your PIN is set").await?;
    okafor.call_ends().await?;
    world.stage().comes_to_rest().await?;

    for exchange in world.carrier().exchanges() {
        scan::assert_exchange_masked(&exchange, &support::SECRETS);
        for digits in [PIN, "90318264", "86259017"] {
            assert!(!exchange.url.contains(digits), "{}", exchange.url);
            assert!(!exchange.body.contains(digits), "{}", exchange.body);
        }
    }
    for row in world.running().store().journal(100).await? {
        let told = format!("{row:?}");
        for digits in [PIN, "90318264", "86259017", "argon2"] {
            assert!(!told.contains(digits), "{told}");
        }
    }
    let folder = world.stops().await;
    for digits in [PIN, "90318264", "86259017", "argon2id"] {
        scan::assert_no_words(&folder.path().join("data"), digits);
    }
    for number in [OKAFOR_PHONE, LINDQVIST_PHONE] {
        scan::assert_no_number(&folder.path().join("data"), number);
    }
    Ok(())
}
