//! Texts both ways through the real relay and the local carrier: each to exactly the right person, in order, once.

#![allow(clippy::unwrap_used)]

mod support;

use support::{BACK_1, OKAFOR_LINE, OKAFOR_PHONE, ROSA, World};

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn a_text_and_its_reply_arrive_byte_for_byte_over_the_proxy_numbers() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let words = "  Der Verband ist naß 🩹\n\n— naïve Frage: 2 × täglich? ";
    rosa.texts(OKAFOR_LINE, words).await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    assert_eq!(okafor.receives_text(BACK_1, "naß").await?, words);
    let reply = "Ja, morgens & abends 👍🏽";
    okafor.texts(BACK_1, reply).await?;
    assert_eq!(rosa.receives_text(OKAFOR_LINE, "morgens").await?, reply);
    okafor.never_sees(ROSA)?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn texts_of_one_conversation_arrive_in_order() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    for number in 0..6 {
        rosa.texts(OKAFOR_LINE, &format!("part {number}")).await?;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    for number in 0..6 {
        okafor
            .receives_text(BACK_1, &format!("part {number}"))
            .await?;
    }
    assert_eq!(support::texts_of(&okafor).len(), 6);
    let parts: Vec<String> = support::texts_of(&okafor);
    assert!(parts.is_sorted(), "{parts:?}");
    world.ends().await;
    Ok(())
}
