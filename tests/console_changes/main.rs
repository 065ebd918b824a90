//! Changes in the console: looked at before they are saved, saved on top of what was seen, or explained.

#![allow(clippy::unwrap_used, clippy::panic)]

mod meanwhile;
#[path = "../support/mod.rs"]
mod support;
mod ways;

use std::fs;

use nightbell::config::versions;
use reqwest::StatusCode;
use support::console::{self, Browser, CLINICIAN, MANAGER, PASSWORD, Page};
use support::{PATIENTS, PRACTICE, World};

const DESK: (&str, &str) = (
    "front_desk = \"+441632960001\"",
    "front_desk = \"+441632960002\"",
);

fn practice(world: &World) -> String {
    fs::read_to_string(world.config().join("practice.toml")).unwrap()
}

fn saving(page: &Page) -> String {
    let action = page.body.split("action=\"/console/changes/").nth(1);
    let draft = action.and_then(|rest| rest.split('"').next());
    format!(
        "/console/changes/{}",
        draft.unwrap_or_else(|| panic!("{}", page.body))
    )
}

/// A practice that was edited once, a manager who looks at undoing that, and the path that saves it.
async fn looking() -> (World, Browser, String) {
    let world = console::open().await;
    let second = PRACTICE.replace(DESK.0, DESK.1);
    world.edits(&second, PATIENTS).await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = looks_at_undoing(&world, &mut ada).await;
    (world, ada, saving(&page))
}

async fn looks_at_undoing(world: &World, browser: &mut Browser) -> Page {
    let first = versions::list(&world.config()).pop().unwrap().name;
    browser.opens(&format!("/console/history/{first}")).await;
    let page = browser
        .posts(&format!("/console/history/{first}/restore"), &[])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

#[tokio::test]
async fn looking_changes_nothing_and_shows_what_would_change() {
    let (world, ada, _) = looking().await;
    let page = ada.last.clone().unwrap();
    page.says("− front_desk = &quot;+441632960002&quot;")
        .says("+ front_desk = &quot;+441632960001&quot;")
        .says("lines as before");
    assert_eq!(practice(&world), PRACTICE.replace(DESK.0, DESK.1));
    world.ends().await;
}

#[tokio::test]
async fn a_draft_is_its_authors_alone_and_is_saved_once() {
    let (world, mut ada, saving) = looking().await;
    let users = console::accounts() + &console::account("bo", "manager", "");
    console::writes_users(&world, &users);
    world.moves_to("2026-11-23T10:01:00Z");
    let mut bo = Browser::of(&world);
    for _ in 0..200 {
        if bo.signs_in("bo", PASSWORD).await.status == StatusCode::SEE_OTHER {
            break;
        }
    }
    bo.opens("/console/history").await;
    assert_eq!(bo.posts(&saving, &[]).await.status, StatusCode::GONE);
    let mut other_session = Browser::signed_in(&world, MANAGER).await;
    other_session.opens("/console/history").await;
    let page = other_session.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::GONE);
    // A form of another session does not save it either.
    let page = ada.posts(&saving, &[("csrf", "x")]).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert_eq!(practice(&world), PRACTICE.replace(DESK.0, DESK.1));
    ada.opens("/console/history").await;
    assert_eq!(ada.posts(&saving, &[]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(practice(&world), PRACTICE);
    ada.opens("/console/history").await;
    assert_eq!(ada.posts(&saving, &[]).await.status, StatusCode::GONE);
    world.ends().await;
}

#[tokio::test]
async fn after_an_hour_one_looks_again() {
    let (world, mut ada, saving) = looking().await;
    // Whoever goes on reading stays signed in.
    for minute in (10..60).step_by(10) {
        world.moves_to(&format!("2026-11-23T10:{minute}:00Z"));
        ada.opens("/console/history").await;
    }
    world.moves_to("2026-11-23T11:02:00Z");
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::GONE, "{}", page.body);
    assert_eq!(practice(&world), PRACTICE.replace(DESK.0, DESK.1));
    world.ends().await;
}

#[tokio::test]
async fn the_second_of_two_people_sees_the_first_ones_change_and_overwrites_nothing() {
    let (world, mut ada, saving) = looking().await;
    let third = PRACTICE
        .replace(DESK.0, DESK.1)
        .replace("Harbour Street", "Quay Street");
    world.edits(&third, PATIENTS).await;
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("Somebody else has changed the configuration meanwhile")
        .says("edited in the folder, 23 November 2026, 10:00")
        .says("Quay Street");
    assert_eq!(practice(&world), third);
    // Having looked, the own change may be saved on top.
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(practice(&world), PRACTICE);
    let kept = versions::list(&world.config());
    assert_eq!(kept.len(), 4);
    world.ends().await;
}

#[tokio::test]
async fn somebody_who_opened_the_form_before_is_told_at_the_first_look() {
    let world = console::open().await;
    let second = PRACTICE.replace(DESK.0, DESK.1);
    world.edits(&second, PATIENTS).await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let first = versions::list(&world.config()).pop().unwrap().name;
    ada.opens(&format!("/console/history/{first}")).await;
    let third = second.replace("Harbour Street", "Quay Street");
    world.edits(&third, PATIENTS).await;
    let page = ada
        .posts(&format!("/console/history/{first}/restore"), &[])
        .await;
    page.says("Somebody else has changed the configuration meanwhile")
        .says("Quay Street");
    let page = ada.posts(&saving(&page), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(practice(&world), PRACTICE);
    world.ends().await;
}

#[tokio::test]
async fn who_wishes_what_somebody_has_done_meanwhile_is_told_so() {
    let (world, mut ada, saving) = looking().await;
    world.edits(PRACTICE, PATIENTS).await;
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("somebody has made this change meanwhile")
        .says("Nothing was changed.");
    world.ends().await;
}

#[tokio::test]
async fn what_would_be_a_mistake_is_explained_and_changes_nothing() {
    let (world, mut ada, _) = looking().await;
    // A version from before a check became stricter, say.
    let kept = versions::list(&world.config()).pop().unwrap();
    let file = world
        .config()
        .join(".versions")
        .join(&kept.name)
        .join("practice.toml");
    fs::write(&file, PRACTICE.replace("24/7", "Mo-Fr 25:00-26:00")).unwrap();
    let before = practice(&world);
    ada.opens(&format!("/console/history/{}", kept.name)).await;
    let page = ada
        .posts(&format!("/console/history/{}/restore", kept.name), &[])
        .await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    page.says("Nothing was changed.")
        .says("practice.toml:")
        .says("25:00")
        .says("Go back in your browser");
    assert_eq!(practice(&world), before);
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_cannot_save_what_a_manager_looks_at() {
    let (world, _ada, saving) = looking().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    okafor.opens("/console/").await;
    assert_eq!(okafor.posts(&saving, &[]).await.status, StatusCode::GONE);
    world.ends().await;
}

/// Sends the form of a new patient, and gives the page that shows what would change.
async fn looks_at_adding(browser: &mut Browser, name: &str, phone: &str) -> Page {
    browser
        .posts(
            "/console/patients/new",
            &[("name", name), ("phones", phone), ("clinician", "okafor")],
        )
        .await
}

#[tokio::test]
async fn a_patient_who_is_added_may_call_at_once_and_is_gone_after_a_restore() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/patients/new").await;
    let page = looks_at_adding(&mut ada, "Tom <b>Hale</b>", "07700 900700").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.says("A patient is added")
        .says("Tom &lt;b&gt;Hale")
        .never_says("<b>Hale");
    let may_call = || {
        let in_force = world.running().relay().in_force();
        let practice = &in_force.practice;
        let okafor = practice.clinicians.iter().next().unwrap().id.clone();
        let phone = "+447700900700".parse().unwrap();
        let household = practice
            .patients
            .household(&okafor, phone, practice.day(world.now()));
        household.is_some()
    };
    assert!(!may_call());
    let page = ada.posts(&saving(&page), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert!(may_call());
    let before = versions::list(&world.config())[1].name.clone();
    ada.opens(&format!("/console/history/{before}")).await;
    let page = ada
        .posts(&format!("/console/history/{before}/restore"), &[])
        .await;
    ada.posts(&saving(&page), &[]).await;
    assert!(!may_call());
    world.ends().await;
}

#[tokio::test]
async fn two_people_at_once_lose_nothing() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    ada.opens("/console/patients/new").await;
    okafor.opens("/console/patients/new").await;
    let first = looks_at_adding(&mut ada, "Tom Hale", "07700 900700").await;
    let second = looks_at_adding(&mut okafor, "Uma Hale", "07700 900701").await;
    assert_eq!(
        ada.posts(&saving(&first), &[]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = okafor.posts(&saving(&second), &[]).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("ada, 23 November 2026").says("Uma Hale");
    // It is an own patient.
    page.says("Patient Tom Hale is added");
    let page = okafor.posts(&saving(&page), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let list = fs::read_to_string(world.config().join("patients.csv")).unwrap();
    assert!(list.contains("Tom Hale") && list.contains("Uma Hale"));
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_sees_no_colleagues_patient_beside_the_own() {
    let rows = format!("{PATIENTS}+447700900470,Lena Sand,lindqvist,,,,,\n");
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        PRACTICE,
        &rows,
        &[("users.toml", &users)],
    )
    .await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    okafor.opens("/console/patients/new").await;
    let page = looks_at_adding(&mut okafor, "Tom Hale", "07700 900700").await;
    page.says("Tom Hale").never_says("Lena Sand");
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/patients/new").await;
    let page = looks_at_adding(&mut ada, "Tom Hale", "07700 900700").await;
    page.says("Lena Sand");
    world.ends().await;
}

#[tokio::test]
async fn a_mistake_in_a_new_row_is_explained_and_what_was_entered_is_kept_by_the_browser() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/patients/new").await;
    // One of the practice's own lines.
    let page = looks_at_adding(&mut ada, "Tom Hale", "+447700900201").await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    let list = fs::read_to_string(world.config().join("patients.csv")).unwrap();
    assert_eq!(list, PATIENTS);
    world.ends().await;
}

#[tokio::test]
async fn who_may_no_longer_change_anything_saves_nothing() {
    let (world, mut ada, saving) = looking().await;
    let before = practice(&world);
    console::writes_users(&world, &console::account(MANAGER, "auditor", ""));
    // The session ends with the account that it was of.
    while ada.get("/console/history").await.status == StatusCode::OK {
        tokio::task::yield_now().await;
    }
    let page = ada.posts(&saving, &[]).await;
    assert_ne!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(practice(&world), before);
    world.ends().await;
}

/// The usual practice with two managers who are signed in.
async fn two_managers() -> (World, Browser, Browser) {
    let users = console::accounts() + &console::account("bo", "manager", "");
    let world = console::open_with(&users).await;
    let ada = Browser::signed_in(&world, MANAGER).await;
    let bo = Browser::signed_in(&world, "bo").await;
    (world, ada, bo)
}

async fn looks_at_hours(browser: &mut Browser, who: &str, notation: &str) -> Page {
    let path = format!("/console/hours/of/{who}");
    browser.opens(&path).await;
    let fields = [("kind", "notation"), ("notation", notation), ("do", "save")];
    let page = browser.posts(&path, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

async fn saves(browser: &mut Browser, page: &Page) -> Page {
    browser.posts(&saving(page), &[]).await
}

async fn changes_hours(browser: &mut Browser, who: &str, notation: &str) {
    let page = looks_at_hours(browser, who, notation).await;
    assert_eq!(saves(browser, &page).await.status, StatusCode::SEE_OTHER);
}

async fn adds(browser: &mut Browser, name: &str, phone: &str, clinician: &str) {
    browser.opens("/console/patients/new").await;
    let fields = [("name", name), ("phones", phone), ("clinician", clinician)];
    let page = browser.posts("/console/patients/new", &fields).await;
    assert_eq!(saves(browser, &page).await.status, StatusCode::SEE_OTHER);
}

#[track_caller]
fn says(text: &str, words: &str) {
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}
