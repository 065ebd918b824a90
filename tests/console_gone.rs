//! A clinician goes: where the name stood, what waits in the box, and who hears it then.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use nightbell::store::console::AuditWish;
use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER};
use support::{BACK_1, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World};

type Told = Result<(), Box<dyn std::error::Error>>;

/// Rosa leaves a message in Dr Okafor's box, which nobody hears.
async fn rosa_leaves_a_message(world: &World) -> Told {
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.switches_off();
    world.moves_to("2026-11-23T20:00:00Z");
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_message(4).await?;
    okafor.switches_on();
    okafor.receives_text(BACK_1, "message").await?;
    Ok(())
}

async fn asks_to_remove(browser: &mut Browser, who: &str) -> console::Page {
    let path = format!("/console/clinicians/{who}/remove");
    browser.opens(&path).await;
    browser.posts(&path, &[]).await
}

fn draft(page: &console::Page) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let action = page.body.split("action=\"/console/changes/").nth(1);
    let draft = action.unwrap().split('"').next().unwrap();
    format!("/console/changes/{draft}")
}

#[tokio::test]
async fn what_waits_in_the_box_of_somebody_who_goes_is_told_and_a_manager_hears_it() -> Told {
    let world = console::open().await;
    rosa_leaves_a_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/")
        .await
        .never_says("no longer in the list");
    let page = asks_to_remove(&mut ada, "okafor").await;
    page.says("with the rows of 3 patients")
        .says("Messages that nobody has heard")
        .says("stay, and managers hear them in the Journal");
    let page = ada.posts(&draft(&page), &[]).await;
    assert_eq!(page.location(), "/console/clinicians");
    let page = ada.opens("/console/").await;
    page.says("1 new message for someone who is no longer in the list (okafor).");
    let there = "/console/journal?kind=messages&amp;clinician=okafor";
    page.says(there);
    let page = ada.opens(&there.replace("&amp;", "&")).await;
    let address = page.body.split("src=\"/console/messages/").nth(1).unwrap();
    let id = address.split('"').next().unwrap();
    let sound = ada.opens(&format!("/console/messages/{id}")).await;
    assert_eq!(sound.headers["content-type"], "audio/wav");
    let wish = AuditWish {
        what: Some("heard-message".to_owned()),
        most: 10,
        ..AuditWish::default()
    };
    let rows = world.running().store().audit(wish.clone()).await?;
    let noted: Vec<_> = rows
        .iter()
        .map(|row| (&*row.account, &*row.detail))
        .collect();
    assert_eq!(noted, [(MANAGER, &*format!("{id} of okafor, played"))]);
    // Nobody else hears it: an auditor reads that it is there.
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    inspector
        .opens("/console/")
        .await
        .says("no longer in the list (okafor)");
    let refused = inspector.get(&format!("/console/messages/{id}")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    ada.opens(&there.replace("&amp;", "&")).await;
    let heard = format!("/console/messages/{id}/heard");
    assert_eq!(ada.posts(&heard, &[]).await.status, StatusCode::SEE_OTHER);
    ada.opens("/console/")
        .await
        .never_says("no longer in the list");
    assert_eq!(world.running().store().audit(wish).await?.len(), 2);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn where_nobody_else_is_on_duty_or_covers_it_is_said_and_nothing_changes() -> Told {
    let away = "phone  = \"+447700900123\"\naway = [{ from = 2026-12-24, to = 2027-01-02, cover = \"lindqvist\" }]\n";
    let practice = PRACTICE.replacen("phone  = \"+447700900123\"\n", away, 1);
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &practice,
        PATIENTS,
        &[("users.toml", &users)],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = asks_to_remove(&mut ada, "lindqvist").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Somebody would be missing")
        .says("Nobody else would be on duty from")
        .says("/console/hours/rota/0")
        .says("Dr Ada Okafor is away from 24 December 2026 to 2 January 2027, and nobody would cover.")
        .says("/console/hours/away/okafor");
    assert_eq!(
        fs::read_to_string(world.config().join("practice.toml"))?,
        practice
    );
    // Somebody else takes over: then the name goes from the backup as well, and that is said.
    let taken = practice
        .replace("cover = \"lindqvist\" ", "")
        .replace("clinician = \"lindqvist\"", "clinician = \"okafor\"");
    world.edits(&taken, PATIENTS).await;
    let page = asks_to_remove(&mut ada, "lindqvist").await;
    page.says("Rung next after Dr Ada Okafor");
    let page = ada.posts(&draft(&page), &[]).await;
    assert_eq!(page.location(), "/console/clinicians");
    let file = fs::read_to_string(world.config().join("practice.toml"))?;
    assert!(
        !file.contains("lindqvist") && !file.contains("backup"),
        "{file}"
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn only_a_manager_removes_somebody() {
    let world = console::open().await;
    for name in [CLINICIAN, AUDITOR] {
        let mut browser = Browser::signed_in(&world, name).await;
        browser.opens("/console/").await;
        let page = browser
            .posts("/console/clinicians/okafor/remove", &[])
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{name}");
    }
    world.ends().await;
}
