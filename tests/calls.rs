//! Calls from the first ring to the recorded message, through the real relay, over HTTP, with signed webhooks.

#![allow(clippy::unwrap_used)]

mod support;

use nightbell::provider::local::{Kind, Trouble};
use support::{
    BACK_1, BACK_2, DESK, ENDED, LINDQVIST_PHONE, MARIE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS,
    PRACTICE, ROSA, STRANGER, World,
};

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_patient_calls_and_the_right_phone_rings() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    rosa.hears_ringing().await?;
    okafor.answers().await?;
    okafor
        .hears("A patient is calling through Nightbell")
        .await?;
    okafor.presses("1").await?;
    okafor.hears("Rosa Diaz").await?;
    rosa.is_connected_to(&okafor).await?;
    okafor.hangs_up().await?;
    rosa.call_ends().await?;
    okafor.never_sees(ROSA)?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn each_patient_keeps_a_back_line_of_their_own() -> Told {
    let mut world = World::open().await;
    let (rosa, marie, okafor) = (
        world.phone(ROSA),
        world.phone(MARIE),
        world.phone(OKAFOR_PHONE),
    );
    for (patient, line) in [
        (&rosa, BACK_1),
        (&marie, BACK_2),
        (&rosa, BACK_1),
        (&marie, BACK_2),
    ] {
        patient.dials(OKAFOR_LINE).await?;
        okafor.rings_showing(line).await?;
        okafor.answers().await?;
        okafor.presses("1").await?;
        patient.is_connected_to(&okafor).await?;
        patient.hangs_up().await?;
        okafor.call_ends().await?;
        world.restarts().await;
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinician_calls_back_and_the_patient_sees_the_front_line() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;

    okafor.dials(BACK_1).await?;
    okafor.hears("Rosa Diaz").await?;
    rosa.rings_showing(OKAFOR_LINE).await?;
    rosa.answers().await?;
    okafor.is_connected_to(&rosa).await?;
    okafor.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_personal_voicemail_never_takes_a_call() -> Told {
    let world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    okafor.switches_off();
    rosa.dials(OKAFOR_LINE).await?;
    okafor.voicemail_answers().await?;
    lindqvist.rings().await?;
    rosa.was_never_connected_to(&okafor)?;
    lindqvist.answers().await?;
    lindqvist.presses("1").await?;
    rosa.is_connected_to(&lindqvist).await?;
    rosa.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn nobody_answers_and_a_message_is_taken() -> Told {
    let world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    okafor.lets_it_ring().await?;
    lindqvist.rings().await?;
    lindqvist.lets_it_ring().await?;
    rosa.hears("9 9 9").await?;
    rosa.hears("press 1").await?;
    rosa.presses("2").await?;
    rosa.hears_the_beep().await?;
    rosa.speaks(12).await?;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    world
        .stage()
        .time_passes(chrono::TimeDelta::seconds(30))
        .await?;
    let recordings = world.running().store().recordings().await?;
    assert_eq!(recordings.len(), 1);
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "New message: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn who_declines_is_not_rung_again_on_that_call() -> Told {
    let world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.presses("2").await?;
    lindqvist.rings().await?;
    lindqvist.answers().await?;
    lindqvist.presses("2").await?;
    // Dr Lindqvist is also on duty, but has declined.
    rosa.hears("leave").await?;
    rosa.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn at_night_nobody_is_rung_and_urgent_reaches_who_is_on_duty() -> Told {
    let world = World::at_night().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("Monday").await?;
    rosa.hears("press 1").await?;
    rosa.presses("1").await?;
    lindqvist.rings().await?;
    lindqvist.answers().await?;
    lindqvist.hears("urgent").await?;
    lindqvist.presses("1").await?;
    rosa.is_connected_to(&lindqvist).await?;
    rosa.hangs_up().await?;
    okafor.never_rang()?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_patient_hears_the_own_language() -> Told {
    let world = World::at_night().await;
    let marie = world.phone(MARIE);
    marie.dials(OKAFOR_LINE).await?;
    marie
        .hears_in_language(
            "Vous pourrez rappeler le lundi 23 novembre à 9 heures",
            "fr-FR",
        )
        .await?;
    marie.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "Missed call: Marie").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn strangers_ended_grants_and_withheld_numbers_hear_the_same_words() -> Told {
    let world = World::open().await;
    let mut heard = Vec::new();
    for (caller, withheld) in [
        (STRANGER, None),
        (ENDED, None),
        (ROSA, Some("anonymous")),
        (ROSA, Some("+266696687")),
    ] {
        let caller = world.phone(caller);
        match withheld {
            Some(spelling) => caller.dials_withheld(OKAFOR_LINE, spelling).await?,
            None => caller.dials(OKAFOR_LINE).await?,
        };
        let desk = world.phone(DESK);
        desk.rings_showing(OKAFOR_LINE).await?;
        heard.push(caller.words());
        desk.answers().await?;
        caller.is_connected_to(&desk).await?;
        caller.hangs_up().await?;
        desk.call_ends().await?;
    }
    heard.dedup();
    assert_eq!(heard.len(), 1, "{heard:#?}");
    world.phone(OKAFOR_PHONE).never_rang()?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_access_code_opens_the_line_from_any_phone() -> Told {
    let world = World::open().await;
    let (stranger, okafor) = (world.phone(STRANGER), world.phone(OKAFOR_PHONE));
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hears("access code").await?;
    stranger.presses("482163#").await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    okafor.hears("Rosa Diaz").await?;
    okafor.hears("code").await?;
    stranger.is_connected_to(&okafor).await?;
    stranger.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn five_wrong_codes_close_the_codes_until_the_next_day_over_a_restart() -> Told {
    let mut world = World::open().await;
    let (stranger, okafor) = (world.phone(STRANGER), world.phone(OKAFOR_PHONE));
    for _ in 0..5 {
        stranger.dials(OKAFOR_LINE).await?;
        stranger.hears("access code").await?;
        stranger.presses("000000#").await?;
        stranger.hears("access code").await?;
        stranger.hangs_up().await?;
    }
    world.restarts().await;
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hears("access code").await?;
    stranger.presses("482163#").await?;
    stranger.hears("access code").await?;
    stranger.hangs_up().await?;
    okafor.never_rang()?;
    world.moves_to("2026-11-24T10:00:00Z");
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hears("access code").await?;
    stranger.presses("482163#").await?;
    okafor.rings().await?;
    stranger.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_webhook_delivered_twice_happens_once() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world
        .carrier()
        .trouble(Trouble::Twice { kind: Kind::Voice });
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;
    let journal = world.running().store().journal(100).await?;
    let calls = journal.iter().filter(|row| row.kind == "call").count();
    assert_eq!(calls, 1);
    let answers: Vec<_> = world
        .carrier()
        .exchanges()
        .into_iter()
        .filter(|exchange| exchange.kind == Kind::Voice)
        .collect();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0].body, answers[1].body);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_restart_in_mid_call_is_no_special_case() -> Told {
    let mut world = World::open().await;
    let (rosa, okafor, lindqvist) = (
        world.phone(ROSA),
        world.phone(OKAFOR_PHONE),
        world.phone(LINDQVIST_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    world.restarts().await;
    okafor.answers().await?;
    okafor.presses("2").await?;
    lindqvist.rings().await?;
    world.restarts().await;
    lindqvist.answers().await?;
    lindqvist.presses("1").await?;
    lindqvist.hears("Rosa Diaz").await?;
    rosa.is_connected_to(&lindqvist).await?;
    rosa.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_limit_of_calls_a_day_leads_to_the_menu() -> Told {
    let practice = format!("{PRACTICE}\n[callers]\ncalls_per_day = 1\n");
    let world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    rosa.hangs_up().await?;
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("9 9 9").await?;
    rosa.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "Missed call: Rosa").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_failed_caller_id_verification_counts_as_withheld() -> Told {
    use nightbell::provider::local::DialOptions;
    let world = World::open().await;
    let rosa = world.phone(ROSA);
    let options = DialOptions {
        stir_verstat: Some("TN-Validation-Failed-C".to_owned()),
        ..DialOptions::default()
    };
    rosa.dials_with(OKAFOR_LINE, &options).await?;
    world.phone(DESK).rings().await?;
    rosa.hangs_up().await?;
    world.phone(OKAFOR_PHONE).never_rang()?;
    world.ends().await;
    Ok(())
}

/// What cannot be spoken to the clinician who takes the call is not bridged in silence: the next phone rings.
#[tokio::test]
async fn a_name_that_the_guard_withholds_connects_nobody_and_the_next_phone_rings() -> Told {
    let patients = PATIENTS.replace("Rosa Diaz", "Rosa 07700 900123");
    let world = World::at(support::MONDAY_TEN, PRACTICE, &patients).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    okafor.hears("could not be connected to you").await?;
    okafor.call_ends().await?;
    assert!(!okafor.words().join(" ").contains("9 9 9"));
    world.phone(LINDQVIST_PHONE).rings().await?;
    rosa.hangs_up().await?;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}
