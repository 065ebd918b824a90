//! What people read about their texts: once, in time, and true.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use support::{
    BACK_1, BACK_2, LINDQVIST_LINE, LINDQVIST_PHONE, MARIE, OKAFOR_LINE, OKAFOR_PHONE,
    OKAFOR_SECOND, PATIENTS, PRACTICE, ROSA, World, texts_of,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// The usual practice with nobody ever on duty.
fn without_rota() -> &'static str {
    PRACTICE.split("[[rota]]").next().unwrap()
}

#[tokio::test]
async fn an_urgent_text_that_nobody_takes_says_until_when_it_waits() -> Told {
    let world = World::at(support::MONDAY_THREE, without_rota(), PATIENTS).await;
    let (rosa, marie) = (world.phone(ROSA), world.phone(MARIE));
    let okafor = world.phone(OKAFOR_PHONE);
    rosa.texts(OKAFOR_LINE, "URGENT the wound bleeds").await?;
    let told = rosa
        .receives_text(OKAFOR_LINE, "not sent as urgent")
        .await?;
    assert!(
        told.contains("Mon 23 Nov 09:00") && told.contains("999"),
        "{told}"
    );
    marie.texts(OKAFOR_LINE, "Urgent : la plaie saigne").await?;
    let told = marie.receives_text(OKAFOR_LINE, "en urgence").await?;
    assert!(
        told.contains("lun 23 nov. à 09:00") && told.contains("999"),
        "{told}"
    );
    rosa.texts(OKAFOR_LINE, "are you there").await?;
    world.stage().set_limit(TimeDelta::hours(7));
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "the wound bleeds").await?;
    okafor.receives_text(BACK_1, "are you there").await?;
    okafor
        .receives_text(BACK_2, "stands for Marie Dupont")
        .await?;
    okafor.receives_text(BACK_2, "la plaie saigne").await?;
    // The conversation is in use from the moment in which the text arrived: no question.
    okafor.texts(BACK_1, "Come at ten").await?;
    rosa.receives_text(OKAFOR_LINE, "Come at ten").await?;
    assert_eq!(texts_of(&rosa).len(), 2, "one notice and the reply");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_second_phone_hears_that_its_text_did_not_go_and_writes_once_it_is_confirmed() -> Told {
    let phones = format!("phone  = [\"{OKAFOR_PHONE}\", \"{OKAFOR_SECOND}\"]");
    let practice = PRACTICE
        .replace("confirm_phones = false\n", "")
        .replace(&format!("phone  = \"{OKAFOR_PHONE}\""), &phones);
    let world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let (second, lindqvist) = (world.phone(OKAFOR_SECOND), world.phone(LINDQVIST_PHONE));
    lindqvist.receives_text(LINDQVIST_LINE, "reply OK").await?;
    okafor.receives_text(OKAFOR_LINE, "reply OK").await?;
    okafor.texts(OKAFOR_LINE, "OK").await?;
    okafor.receives_text(OKAFOR_LINE, "Thank you").await?;
    rosa.texts(OKAFOR_LINE, "May I come").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "May I come").await?;
    second.texts(BACK_1, "At four").await?;
    let told = second.receives_text(OKAFOR_LINE, "not passed on").await?;
    assert!(told.contains("reply OK"), "{told}");
    assert!(texts_of(&rosa).is_empty());
    second.texts(BACK_1, "Okay!").await?;
    let told = second.receives_text(OKAFOR_LINE, "COMMANDS").await?;
    assert!(told.contains("is confirmed"), "{told}");
    second.texts(BACK_1, "At four").await?;
    rosa.receives_text(OKAFOR_LINE, "At four").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn texts_that_nobody_has_read_for_a_day_are_told_of_once_and_the_practice_sees_it() -> Told {
    let friday = "2026-11-27T18:30:00Z";
    let world = World::at(friday, without_rota(), PATIENTS).await;
    let rosa = world.phone(ROSA);
    for body in ["one", "two", "three"] {
        rosa.texts(OKAFOR_LINE, body).await?;
    }
    rosa.receives_text(OKAFOR_LINE, "Mon 30 Nov 09:00").await?;
    let page = world.get("/readyz").await;
    assert!(!page.contains("waits for its reader"), "{page}");
    world.stage().set_limit(TimeDelta::hours(25));
    rosa.receives_text(OKAFOR_LINE, "has not been read yet")
        .await?;
    world.stage().time_passes(TimeDelta::minutes(15)).await?;
    assert_eq!(texts_of(&rosa).len(), 2, "the notice, and a day later one");
    let page = world.get("/readyz").await;
    assert!(
        page.contains("waits for its reader since 2026-11-27 18:30"),
        "{page}"
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn another_end_is_not_offered_to_be_undone_by_a_removal() -> Told {
    let world = World::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor
        .texts(OKAFOR_LINE, "ADD 07700 900456 Rosa Diaz 7d")
        .await?;
    let answer = okafor.receives_text(OKAFOR_LINE, "Rosa Diaz").await?;
    assert!(
        answer.contains("30 November") && !answer.contains("REMOVE"),
        "{answer}"
    );
    let list = std::fs::read_to_string(world.config().join("patients.csv"))?;
    assert!(
        list.contains("Rosa Diaz,okafor,2026-11-01,2026-11-30,yes"),
        "{list}"
    );
    world.ends().await;
    Ok(())
}
