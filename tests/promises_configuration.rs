//! Promise 6: an edit decides the next call, a bad one changes nothing, and an edit in mid-call is no special case.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use nightbell::provider::local::Kind;
use support::binary::serve;
use support::outside::Outside;
use support::{
    BACK_1, DESK, ENDED, LINDQVIST_PHONE, MARIE, OKAFOR_LINE, OKAFOR_PHONE, OKAFOR_SECOND,
    PATIENTS, PRACTICE, ROSA, SECRETS, STRANGER, World, raw, scan,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// Rosa's row is gone.
fn without_rosa() -> String {
    PATIENTS
        .lines()
        .filter(|row| !row.contains("Rosa"))
        .map(|row| row.to_owned() + "\n")
        .collect()
}

fn with_phones(phones: &str) -> String {
    PRACTICE.replace("\"+447700900123\"", phones)
}

#[tokio::test]
async fn a_good_edit_decides_the_next_call() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    rosa.hangs_up().await?;
    world
        .edits(
            &PRACTICE.replace("09:00-12:30,14:00-18:00", "11:00-12:30"),
            PATIENTS,
        )
        .await;
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("11").await?;
    rosa.hangs_up().await?;
    world.edits(PRACTICE, PATIENTS).await;
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn who_is_put_on_the_list_is_put_through_on_the_next_call() -> Told {
    let world = World::open().await;
    let (stranger, okafor) = (world.phone(STRANGER), world.phone(OKAFOR_PHONE));
    stranger.dials(OKAFOR_LINE).await?;
    world.phone(DESK).rings().await?;
    stranger.hangs_up().await?;
    okafor.never_rang()?;
    world
        .edits(
            PRACTICE,
            &format!("{PATIENTS}{STRANGER},Sam New,okafor,,,no,,\n"),
        )
        .await;
    stranger.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    okafor.hears("Sam New").await?;
    stranger.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call: Sam").await?;
    world.ends().await;
    Ok(())
}

/// An edit with a mistake in a line that holds a clinician's number.
fn bad() -> String {
    PRACTICE.replacen(
        "ring   = \"20s\"",
        "rnig   = \"20s\" # call +447700900123",
        1,
    )
}

#[tokio::test]
async fn a_bad_edit_changes_nothing_and_says_where_it_is_wrong_until_it_is_corrected() -> Told {
    let mut world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world
        .shows("/metrics", "nightbell_configuration_refused 0")
        .await;
    world.edits_badly(&bad(), &without_rosa()).await;
    for restarted in [false, true] {
        if restarted {
            world.restarts().await;
        }
        let ready = world
            .shows("/readyz", "the configuration on disk is refused")
            .await;
        let line = 1 + bad()
            .lines()
            .position(|line| line.contains("rnig"))
            .unwrap();
        assert!(ready.contains(&format!("practice.toml:{line}:")), "{ready}");
        let metrics = world
            .shows("/metrics", "nightbell_configuration_refused 1")
            .await;
        for number in SECRETS {
            assert!(!scan::shows(&(ready.clone() + &metrics), number));
        }
        rosa.dials(OKAFOR_LINE).await?;
        okafor.rings_showing(BACK_1).await?;
        rosa.hangs_up().await?;
    }
    world
        .edits(&with_phones("\"+447700900124\""), PATIENTS)
        .await;
    world.shows("/readyz", "\"not_well\": []").await;
    world
        .shows("/metrics", "nightbell_configuration_refused 0")
        .await;
    rosa.dials(OKAFOR_LINE).await?;
    world.phone(OKAFOR_SECOND).rings_showing(BACK_1).await?;
    rosa.hangs_up().await?;
    let second = world.phone(OKAFOR_SECOND);
    second.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_bad_edit_that_is_taken_back_leaves_no_trace() -> Told {
    let world = World::open().await;
    world.edits_badly("nothing of a practice", PATIENTS).await;
    world.writes(PRACTICE, PATIENTS);
    world.until(|configured| configured.refused.is_none()).await;
    world.shows("/readyz", "\"not_well\": []").await;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn files_that_are_gone_are_a_bad_edit() -> Told {
    let world = World::open().await;
    fs::remove_file(world.config().join("practice.toml"))?;
    world.until(|configured| configured.refused.is_some()).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_grant_removed_in_mid_call_rings_nobody_more() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    world.edits(PRACTICE, &without_rosa()).await;
    okafor.declines().await?;
    // From here on Rosa is a caller like any other.
    rosa.hears("You have reached").await?;
    world.phone(DESK).rings_showing(OKAFOR_LINE).await?;
    world.phone(LINDQVIST_PHONE).never_rang()?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_grant_removed_in_the_menu_takes_the_urgent_choice_with_it() -> Told {
    let world = World::at_night().await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("press 1").await?;
    world.edits(PRACTICE, &without_rosa()).await;
    rosa.presses("1").await?;
    rosa.hears("You have reached").await?;
    world.phone(DESK).rings().await?;
    world.phone(LINDQVIST_PHONE).never_rang()?;
    rosa.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(OKAFOR_LINE, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_phone_changed_in_mid_call_is_rung_from_the_next_call_on() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    world
        .edits(&with_phones("\"+447700900124\""), PATIENTS)
        .await;
    // The first webhook once more: its decision names a phone that is no longer there.
    let exchanges = world.carrier().exchanges();
    let first = exchanges
        .iter()
        .find(|exchange| exchange.kind == Kind::Voice)
        .unwrap();
    let again = raw::replay(first).await;
    assert!(
        !again.words().is_empty() && again.has("Hangup"),
        "{}",
        again.body
    );
    assert!(!scan::shows(&again.body, OKAFOR_PHONE));
    // The call itself goes on.
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    okafor.hangs_up().await?;
    rosa.call_ends().await?;
    rosa.dials(OKAFOR_LINE).await?;
    world.phone(OKAFOR_SECOND).rings_showing(BACK_1).await?;
    rosa.hangs_up().await?;
    let second = world.phone(OKAFOR_SECOND);
    second.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_phone_added_while_the_first_one_rings_is_tried_next() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    // The new one is listed first: what was tried is known by its id, not by its place.
    world
        .edits(
            &with_phones("[\"+447700900124\", \"+447700900123\"]"),
            PATIENTS,
        )
        .await;
    okafor.lets_it_ring().await?;
    world.phone(OKAFOR_SECOND).rings_showing(BACK_1).await?;
    rosa.hangs_up().await?;
    let second = world.phone(OKAFOR_SECOND);
    second.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_phone_removed_while_the_first_one_rings_is_not_tried() -> Told {
    let both = with_phones("[\"+447700900123\", \"+447700900124\"]");
    let world = World::at(support::MONDAY_TEN, &both, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    world.edits(PRACTICE, PATIENTS).await;
    okafor.lets_it_ring().await?;
    world.phone(LINDQVIST_PHONE).rings().await?;
    world.phone(OKAFOR_SECOND).never_rang()?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinician_who_left_in_mid_call_leaves_nobody_in_silence() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    let okafors = PRACTICE.find("[[clinician]]").unwrap();
    let lindqvists = PRACTICE.rfind("[[clinician]]").unwrap();
    let practice = PRACTICE.replace(&PRACTICE[okafors..lindqvists], "");
    world
        .edits(&practice, &PATIENTS.replace(",okafor,", ",lindqvist,"))
        .await;
    okafor.declines().await?;
    rosa.hears("9 9 9").await?;
    rosa.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    Ok(())
}

#[tokio::test]
async fn a_configuration_that_was_never_good_exits_1_with_every_mistake() {
    let outside = Outside::prepare(&bad(), "phone,name,clinician\n4.47E+11,Rosa,nobody\n").await;
    let output = serve(&outside.folder(), "127.0.0.1:0").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{told}");
    for mistake in ["practice.toml:", "rnig", "patients.csv:2:"] {
        assert!(told.contains(mistake), "{mistake} is not in {told}");
    }
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    assert!(
        SECRETS.iter().all(|number| !scan::shows(&told, number)),
        "{told}"
    );
    assert!(!outside.data().join("nightbell.db").exists());
}

#[tokio::test]
async fn no_log_line_at_any_level_holds_a_number_a_name_a_word_or_a_secret() -> Told {
    let always = PRACTICE.replace("Mo-Fr 09:00-12:30,14:00-18:00; PH off", "24/7");
    let patients = PATIENTS.replace("2026-11-01,2027-01-31", ",");
    let outside = Outside::prepare(&always, &patients).await;
    // By name as well: what a library tells of the numbers that it reads can't be asked for.
    outside
        .gate
        .log("trace,rlibphonenumber=trace,rlibphonenumber::phonenumberutil=trace");
    outside.gate.start();
    let (rosa, okafor) = (outside.phone(ROSA), outside.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;
    okafor.dials(BACK_1).await?;
    rosa.answers().await?;
    okafor.is_connected_to(&rosa).await?;
    okafor.hangs_up().await?;
    let stranger = outside.phone(STRANGER);
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hears("access code").await?;
    stranger.presses("482163#").await?;
    okafor.rings().await?;
    stranger.hangs_up().await?;
    rosa.texts(OKAFOR_LINE, "My knee hurts").await?;
    okafor.texts(BACK_1, "Call me on 07700 900123").await?;
    outside.stage.comes_to_rest().await?;
    // Not signed by the provider, and with a number in the address.
    let forged = raw::incoming(&raw::call_sid(1), MARIE, OKAFOR_LINE);
    let url = format!("{}/twilio/{OKAFOR_PHONE}", outside.gate.url());
    assert_eq!(raw::post_signed(&url, &forged, "forged").await.status, 403);
    let file = outside.folder().join("config/practice.toml");
    let good = fs::read_to_string(&file)?;
    fs::write(
        &file,
        good.replace("phone  = \"+447700900123\"", "phnoe  = \"+447700900123\""),
    )?;
    outside
        .until_logged("the configuration on disk is refused")
        .await;

    let relay = outside.gate.take();
    relay.terminate();
    let (status, log) = tokio::task::spawn_blocking(move || relay.ends()).await?;
    assert_eq!(status.code(), Some(0));
    assert!(
        log.contains("TRACE") && log.contains("practice.toml:"),
        "the log is not what it should be"
    );
    for line in log.lines() {
        for number in SECRETS.into_iter().chain([ROSA, MARIE, ENDED, STRANGER]) {
            assert!(!scan::shows(line, number), "{line}");
        }
        for word in ["Rosa", "Marie", "knee", "482163", support::bare::TOKEN] {
            assert!(!line.contains(word), "{line}");
        }
    }
    Ok(())
}
