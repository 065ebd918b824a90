//! What could not be delivered is told to whoever wrote it, once; and what is not sent at all.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use nightbell::provider::local::{Kind, RestTrouble, Trouble};
use support::{BACK_1, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World, texts_of};

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn who_could_not_be_reached_is_told_to_the_sender_once() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.is_out_of_reach();
    let kind = Kind::MessageStatus;
    world.carrier().trouble_times(Trouble::Twice { kind }, 4);
    rosa.texts(OKAFOR_LINE, "can you hear me").await?;
    rosa.receives_text(OKAFOR_LINE, "did not reach").await?;
    world.stage().time_passes(TimeDelta::minutes(30)).await?;
    let told = rosa.clone();
    world.ends().await;
    assert_eq!(texts_of(&told).len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_clinician_is_told_what_did_not_reach_the_patient() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "hello").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "hello").await?;
    rosa.is_out_of_reach();
    okafor.texts(BACK_1, "take two").await?;
    let told = okafor.receives_text(BACK_1, "was not delivered").await?;
    assert!(told.contains("Rosa Diaz") && !told.contains("take two"));
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn reports_out_of_order_leave_a_delivered_text_delivered() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let kind = Kind::MessageStatus;
    world.carrier().trouble(Trouble::OutOfOrder { kind });
    rosa.texts(OKAFOR_LINE, "hello").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "hello").await?;
    world.stage().time_passes(TimeDelta::minutes(1)).await?;
    let rows = world.running().store().outbox().await?;
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.state == "delivered"), "{rows:?}");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_own_number_never_leaves_and_the_clinician_is_told() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "hello").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "hello").await?;
    okafor
        .texts(BACK_1, "ring me: zero seven seven double-oh, 900 (123)")
        .await?;
    okafor.receives_text(BACK_1, "number").await?;
    world.stage().time_passes(TimeDelta::minutes(5)).await?;
    assert!(texts_of(&rosa).is_empty());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_reply_to_a_fixed_line_is_told_at_once_and_never_sent() -> Told {
    const FIXED: &str = "+441632960555";
    let patients = PATIENTS.replace(ROSA, FIXED);
    let world = World::at(support::MONDAY_TEN, PRACTICE, &patients).await;
    let (rosa, okafor) = (world.phone(FIXED), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "sent by a machine in the hall")
        .await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "in the hall").await?;
    okafor.texts(BACK_1, "thank you").await?;
    okafor.receives_text(BACK_1, "takes no texts").await?;
    assert!(texts_of(&rosa).is_empty());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinician_who_stopped_a_back_line_is_told_over_another_line() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "hello").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "hello").await?;
    okafor.texts(BACK_1, "STOP").await?;
    okafor.receives_text(BACK_1, "unsubscribed").await?;
    okafor.receives_text(OKAFOR_LINE, "START").await?;
    rosa.texts(OKAFOR_LINE, "are you there").await?;
    rosa.receives_text(OKAFOR_LINE, "did not reach").await?;
    okafor.receives_text(OKAFOR_LINE, "START").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn after_a_day_of_failure_the_sender_is_told() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let what = RestTrouble::TooMany {
        retry_after: Some(300),
    };
    // Sending alone: what is emptied there is asked for below the text's own address.
    let (method, path) = ("POST", "/Messages.json");
    // Every five minutes for a day, and once more; what goes before it is given up just before it.
    let trouble = Trouble::Rest { method, path, what };
    world.carrier().trouble_times(trouble, 290);
    let began = world.now();
    rosa.texts(OKAFOR_LINE, "hello").await?;
    world.stage().set_limit(TimeDelta::hours(25));
    rosa.receives_text(OKAFOR_LINE, "did not reach").await?;
    assert!(world.now() - began >= TimeDelta::hours(24));
    assert!(texts_of(&okafor).is_empty());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_no_webhook_ever_said_is_fetched_from_the_providers_list() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    world
        .carrier()
        .trouble_times(Trouble::Lost { kind: Kind::Sms }, 2);
    rosa.texts(OKAFOR_LINE, "one").await?;
    world.stage().time_passes(TimeDelta::seconds(5)).await?;
    rosa.texts(OKAFOR_LINE, "two").await?;
    world.stage().set_limit(TimeDelta::hours(2));
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "one").await?;
    okafor.receives_text(BACK_1, "two").await?;
    world.stage().time_passes(TimeDelta::hours(3)).await?;
    let seen = okafor.clone();
    world.ends().await;
    assert_eq!(texts_of(&seen), ["one", "two"]);
    Ok(())
}

#[tokio::test]
async fn a_text_that_the_store_could_not_take_is_fetched_when_it_can() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let store = world.running().store().clone();
    store.suspend(nightbell::store::Suspension::Refuses);
    world.shows("/readyz", "store cannot be used").await;
    rosa.texts(OKAFOR_LINE, "while the disk was full").await?;
    world.stage().expects_error(11200).await?;
    store.resume();
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !store.health().is_up() {
        assert!(std::time::Instant::now() < limit, "the store never came up");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor
        .receives_text(BACK_1, "while the disk was full")
        .await?;
    world.ends().await;
    Ok(())
}
