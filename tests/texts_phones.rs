//! A clinician's phone confirms before it gets a patient's words; and what goes where no back line is free.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use support::{
    BACK_1, LINDQVIST_LINE, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA,
    World, texts_of,
};

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_phone_confirms_before_it_gets_a_patients_words() -> Told {
    let practice = PRACTICE.replace("confirm_phones = false\n", "");
    let mut world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let lindqvist = world.phone(LINDQVIST_PHONE);
    okafor.receives_text(OKAFOR_LINE, "reply OK").await?;
    lindqvist.receives_text(LINDQVIST_LINE, "reply OK").await?;
    rosa.texts(OKAFOR_LINE, "for nobody else's eyes").await?;
    rosa.receives_text(OKAFOR_LINE, "cannot receive texts yet")
        .await?;
    world.stage().time_passes(TimeDelta::minutes(30)).await?;
    let page = world.get("/readyz").await;
    assert!(
        page.contains("the phone of okafor has not confirmed"),
        "{page}"
    );
    world.restarts().await;
    world.stage().time_passes(TimeDelta::minutes(1)).await?;
    assert_eq!(texts_of(&okafor).len(), 1, "it is asked once");
    okafor.texts(OKAFOR_LINE, "ok").await?;
    okafor.receives_text(OKAFOR_LINE, "Thank you").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor
        .receives_text(BACK_1, "for nobody else's eyes")
        .await?;
    let page = world.get("/readyz").await;
    assert!(!page.contains("okafor"), "{page}");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_text_that_a_mark_makes_too_long_is_split_in_order() -> Told {
    let practice = PRACTICE.replace("back = [\"+447700900201\", \"+447700900202\"]", "back = []");
    let world = World::at(support::MONDAY_TEN, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let words: String = ('a'..='z').cycle().take(1_600).collect();
    rosa.texts(OKAFOR_LINE, &words).await?;
    let first = okafor.receives_text(OKAFOR_LINE, "Rosa").await?;
    let second = okafor.receives_text(OKAFOR_LINE, "").await?;
    // Every piece says whose it is: in the clinician's thread another conversation's may stand beside it.
    let pieces = [&first, &second].map(|piece| piece.strip_prefix("1 Rosa Diaz: ").unwrap());
    assert_eq!(pieces.concat(), words);
    // The unmarked reply goes nowhere; the marked one to Rosa.
    okafor.texts(OKAFOR_LINE, "thanks").await?;
    okafor.receives_text(OKAFOR_LINE, "").await?;
    assert!(texts_of(&rosa).is_empty());
    okafor.texts(OKAFOR_LINE, "1: thank you").await?;
    assert_eq!(
        rosa.receives_text(OKAFOR_LINE, "thank you").await?,
        "thank you"
    );
    world.ends().await;
    Ok(())
}
