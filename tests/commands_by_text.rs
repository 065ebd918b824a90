//! A clinician changes the list of patients by text: it is in force at once, and everybody hears what they should.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use support::{OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, World};

type Told = Result<(), Box<dyn std::error::Error>>;

const TOM: &str = "+447700900777";

fn list(world: &World) -> String {
    fs::read_to_string(world.config().join("patients.csv")).unwrap()
}

#[tokio::test]
async fn who_is_added_by_text_is_greeted_and_may_call_at_once() -> Told {
    let world = World::open().await;
    let (tom, okafor) = (world.phone(TOM), world.phone(OKAFOR_PHONE));
    okafor
        .texts(OKAFOR_LINE, "Add 07700 900777 Tom Hale 7d")
        .await?;
    let answer = okafor.receives_text(OKAFOR_LINE, "Tom Hale").await?;
    assert!(
        answer.contains("+44 7700 900777") && answer.contains("30 November"),
        "{answer}"
    );
    assert!(answer.contains("REMOVE"), "{answer}");
    let greeting = tom.receives_text(OKAFOR_LINE, "Dr Ada Okafor").await?;
    assert!(greeting.contains("999"), "{greeting}");
    let row = format!("{PATIENTS}{TOM},Tom Hale,okafor,,2026-11-30,,,\n");
    assert_eq!(list(&world), row);
    tom.texts(OKAFOR_LINE, "Thank you, doctor").await?;
    okafor.receives_text(support::BACK_1, "From now on").await?;
    okafor.receives_text(support::BACK_1, "Thank you").await?;
    tom.never_sees(OKAFOR_PHONE)?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn who_is_removed_by_text_is_a_stranger_at_once() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(support::ROSA), world.phone(OKAFOR_PHONE));
    okafor.texts(OKAFOR_LINE, "REMOVE rosa").await?;
    let answer = okafor.receives_text(OKAFOR_LINE, "Rosa Diaz").await?;
    assert!(answer.contains("ADD +44 7700 900456 Rosa Diaz"), "{answer}");
    assert!(!list(&world).contains("Rosa"));
    rosa.texts(OKAFOR_LINE, "Are you there?").await?;
    rosa.receives_text(OKAFOR_LINE, "access").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn while_the_folder_has_a_mistake_the_clinician_is_sent_to_the_practice() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let broken = format!("{PATIENTS}4.47E+11,Eve,okafor,,,,,\n");
    world.edits_badly(support::PRACTICE, &broken).await;
    okafor
        .texts(OKAFOR_LINE, "ADD 07700 900777 Tom Hale")
        .await?;
    okafor
        .receives_text(OKAFOR_LINE, "ask the practice")
        .await?;
    assert_eq!(list(&world), broken);
    world.ends().await;
    Ok(())
}
