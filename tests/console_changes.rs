//! Changes in the console: looked at before they are saved, saved on top of what was seen, or explained.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use nightbell::config::versions;
use nightbell::store::{AuditRow, AuditWish, Suspension};
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

/// What stands on a page above the own change.
fn theirs(page: &Page) -> &str {
    let whole = &page.body;
    let from = whole.find("class=\"panel conflict\"").unwrap();
    let to = whole.find(">What changes<").unwrap();
    &whole[from..to]
}

#[track_caller]
fn says(text: &str, words: &str) {
    assert!(text.contains(words), "{words:?} is not in\n{text}");
}

#[tokio::test]
async fn the_first_ones_change_is_told_in_words_with_who_when_and_what() {
    let (world, mut ada, mut bo) = two_managers().await;
    let own = looks_at_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    changes_hours(&mut bo, "lindqvist", "Tu 10:00-11:00").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let told = theirs(&page);
    says(
        told,
        "bo, 23 November 2026, 10:00 – Hours of Dr Per Lindqvist",
    );
    let (table, lines) = told.split_once("<details>").unwrap();
    says(table, "<strong>Hours of Dr Per Lindqvist</strong>");
    for words in [
        "Now",
        "Then",
        "Mo-Fr 09:00-17:00; PH off",
        "Tu 10:00-11:00",
        "Tuesday",
    ] {
        says(table, words);
    }
    assert!(!table.contains("hours  ="), "{table}");
    says(lines, "+ hours  = &quot;Tu 10:00-11:00&quot;");
    says(told, "if you save, both count");
    let page = saves(&mut ada, &page).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let file = practice(&world);
    assert!(file.contains("Mo 09:00-12:00") && file.contains("Tu 10:00-11:00"));
    world.ends().await;
}

#[tokio::test]
async fn where_both_change_the_same_it_is_said_whose_counts() {
    let (world, mut ada, mut bo) = two_managers().await;
    let own = looks_at_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    changes_hours(&mut bo, "okafor", "Tu 10:00-11:00").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(
        theirs(&page),
        "You and bo have changed the same thing: Hours of Dr Ada Okafor. If you save, yours counts",
    );
    // What the other one wrote is what stands there now.
    let (_, own) = page.body.split_once(">What changes<").unwrap();
    let (now, then) = own.split_once("Mo 09:00-12:00").unwrap();
    says(now, "Tu 10:00-11:00");
    assert!(!then.is_empty());
    assert!(practice(&world).contains("Tu 10:00-11:00"));
    saves(&mut ada, &page).await;
    assert!(!practice(&world).contains("Tu 10:00-11:00"));
    // It stays in the history.
    let page = ada.opens("/console/history").await;
    assert_eq!(page.body.matches("Hours of Dr Ada Okafor").count(), 2);
    world.ends().await;
}

#[tokio::test]
async fn several_changes_in_between_are_told_one_by_one_and_together_also_those_by_hand() {
    let (world, mut ada, mut bo) = two_managers().await;
    let own = looks_at_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    changes_hours(&mut bo, "lindqvist", "We 10:00-11:00").await;
    changes_hours(&mut bo, "lindqvist", "Tu 10:00-11:00").await;
    let edited = practice(&world).replace(DESK.0, DESK.1) + "\n[callers]\ncalls_per_day = 4\n";
    world.edits(&edited, PATIENTS).await;
    adds(&mut bo, "Tom Hale", "07700 900700", "lindqvist").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    let told = theirs(&page);
    let places: Vec<usize> = [
        "bo, 23 November 2026, 10:00 – Patient Tom Hale added",
        "edited in the folder, 23 November 2026, 10:00 – callers; practice.front_desk",
        "bo, 23 November 2026, 10:00 – Hours of Dr Per Lindqvist",
    ]
    .into_iter()
    .map(|entry| {
        told.find(entry)
            .unwrap_or_else(|| panic!("{entry}: {told}"))
    })
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    let (table, lines) = told.split_once("<details>").unwrap();
    for words in [
        "<strong>Hours of Dr Per Lindqvist</strong>",
        "Tu 10:00-11:00",
        "<strong>The practice</strong>",
        "Front desk",
        "+441632960002",
        "<strong>Patient Tom Hale is added</strong>",
        "+447700900700",
        "Other settings: callers",
    ] {
        says(table, words);
    }
    // What was changed twice is told as it is in the end.
    assert!(!told.contains("We 10:00-11:00"), "{told}");
    says(lines, "patients.csv");
    says(told, "if you save, both count");
    saves(&mut ada, &page).await;
    assert!(practice(&world).contains("Mo 09:00-12:00"));
    assert!(practice(&world).contains(DESK.1));
    world.ends().await;
}

#[tokio::test]
async fn what_is_saved_by_hand_and_not_kept_yet_is_told_as_well() {
    let (world, mut ada, _) = two_managers().await;
    let own = looks_at_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    let edited = PRACTICE.replace(DESK.0, DESK.1);
    world.edits(&edited, PATIENTS).await;
    let newest = versions::all(&world.config()).pop().unwrap();
    fs::remove_dir_all(newest).unwrap();
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    says(theirs(&page), "<li>edited in the folder</li>");
    says(theirs(&page), "Front desk");
    world.ends().await;
}

#[tokio::test]
async fn a_patient_whom_somebody_renamed_meanwhile_is_not_simply_gone() {
    let (world, mut ada, mut bo) = two_managers().await;
    let looks_at = async |browser: &mut Browser, fields: &[(&str, &str)]| -> Page {
        let path = support::patients::opens(browser, "Marie Dupont").await;
        let mut all = vec![("phones", "07700 900457"), ("clinician", "okafor")];
        all.extend_from_slice(fields);
        browser.posts(&path, &all).await
    };
    let own = looks_at(&mut ada, &[("name", "Marie Dupont"), ("urgent", "yes")]).await;
    let renamed = looks_at(&mut bo, &[("name", "Marie Durand")]).await;
    saves(&mut bo, &renamed).await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT, "{}", page.body);
    page.says("Nothing was changed.")
        .says("bo, 23 November 2026, 10:00 – Patient Marie Dupont changed")
        .says("Marie Durand");
    world.ends().await;
}

#[tokio::test]
async fn what_somebody_elses_change_has_made_a_mistake_says_what_that_was() {
    let (world, mut ada, mut bo) = two_managers().await;
    ada.opens("/console/patients/new").await;
    let own = looks_at_adding(&mut ada, "Tom Hale", "07700 900700").await;
    adds(&mut bo, "Tom Hale", "07700 900700", "okafor").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(
        page.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "{}",
        page.body
    );
    page.says("Nothing was changed.")
        .says("patients.csv:")
        .says("bo, 23 November 2026, 10:00 – Patient Tom Hale added");
    world.ends().await;
}

#[tokio::test]
async fn a_second_rota_is_looked_at_as_it_stands_there() {
    let nights = "\n[[rota]]\nname = \"nights\"\nshifts = [{ hours = \"Mo 20:00-24:00\", clinician = \"okafor\" }]\n";
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &format!("{PRACTICE}{nights}"),
        PATIENTS,
        &[("users.toml", &users)],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/hours/rota/1").await;
    let fields = [
        ("s0-clinician", "lindqvist"),
        ("s0-kind", "notation"),
        ("s0-notation", "Tu 20:00-24:00"),
        ("do", "save"),
    ];
    let page = ada.posts("/console/hours/rota/1", &fields).await;
    let (table, _) = page.body.split_once("In the files").unwrap();
    for words in [
        "The rota “nights”",
        "<strong>Dr Ada Okafor</strong>",
        "Mo 20:00-24:00",
        "<strong>Dr Per Lindqvist</strong>",
        "Tu 20:00-24:00",
    ] {
        says(table, words);
    }
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_is_told_of_others_changes_as_far_as_they_are_about_the_own_line() {
    let (world, mut ada, _) = two_managers().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    let own = looks_at_hours(&mut okafor, "okafor", "Mo 09:00-12:00").await;
    adds(&mut ada, "Lena Sand", "07700 900470", "lindqvist").await;
    let page = saves(&mut okafor, &own).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    page.says("ada, 23 November 2026, 10:00")
        .never_says("Lena Sand")
        .never_says("900470");
    changes_hours(&mut ada, "okafor", "Tu 10:00-11:00").await;
    let page = saves(&mut okafor, &page).await;
    says(theirs(&page), "10:00 – Hours of Dr Ada Okafor");
    says(theirs(&page), "Tu 10:00-11:00");
    world.ends().await;
}

#[tokio::test]
async fn a_change_that_is_saved_while_the_log_cannot_be_written_is_in_it_later() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    changes_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    let logged = async || -> Vec<String> {
        let wish = AuditWish {
            what: Some("changed-configuration".to_owned()),
            most: 100,
            ..AuditWish::default()
        };
        let rows = world.running().store().audit(wish).await.unwrap();
        let told = |row: AuditRow| format!("{} {} {}", row.at, row.account, row.detail);
        rows.into_iter().map(told).collect()
    };
    let first = "2026-11-23 10:00:00 UTC ada hours okafor";
    ada.opens("/console/audit").await;
    assert_eq!(logged().await, [first]);
    world.moves_to("2026-11-23T10:07:00Z");
    let own = looks_at_hours(&mut ada, "okafor", "Tu 10:00-11:00").await;
    world.running().store().suspend(Suspension::Refuses);
    world.shows("/readyz", "the store cannot be used").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(practice(&world).contains("Tu 10:00-11:00"));
    ada.opens(page.location())
        .await
        .says("The change is in force")
        .says("The audit log cannot be written now");
    let page = ada.opens("/console/audit").await;
    page.says("the latest changes may be missing here");
    assert_eq!(logged().await, [first]);
    world.running().store().resume();
    world.shows("/readyz", "\"not_well\": []").await;
    let second = "2026-11-23 10:07:00 UTC ada hours okafor";
    for _ in 0..2 {
        let page = ada.opens("/console/audit").await;
        assert_eq!(logged().await, [second, first]);
        page.says("2026-11-23T10:07:00+00:00")
            .never_says("the latest changes may be missing");
    }
    world.ends().await;
}

/// Opens a form and sends it; what comes is the look at the change, with what it would have changed, and nothing is written.
async fn is_looked_at(world: &World, ada: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let files = || {
        let folder = world.config();
        ["practice.toml", "patients.csv"].map(|file| fs::read(folder.join(file)).unwrap())
    };
    let before = files();
    let page = ada.posts(path, fields).await;
    assert_eq!(page.status, StatusCode::OK, "{path} {}", page.body);
    page.says("Save this change?")
        .says("What it would have changed")
        .says("the last call");
    saving(&page);
    assert!(files() == before, "{path}");
}

#[tokio::test]
async fn every_way_of_changing_the_configuration_is_looked_at_first() {
    let next = PRACTICE.replace(
        "phone  = \"+447700900133\"\n",
        "phone  = \"+447700900133\"\nnext_phone = \"+447700900144\"\n",
    );
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &next,
        PATIENTS,
        &[("users.toml", &users)],
    )
    .await;
    let first = versions::list(&world.config()).pop().unwrap().name;
    world.edits(&next.replace(DESK.0, DESK.1), PATIENTS).await;
    let rosa = world.phone(support::ROSA);
    rosa.dials(support::OKAFOR_LINE).await.unwrap();
    world.phone(support::OKAFOR_PHONE).rings().await.unwrap();
    rosa.hangs_up().await.unwrap();
    let okafor = world.phone(support::OKAFOR_PHONE);
    okafor
        .receives_text(support::BACK_1, "Missed call")
        .await
        .unwrap();
    let asked = world.phone("+447700900144");
    asked
        .receives_text(support::LINDQVIST_LINE, "reply OK")
        .await
        .unwrap();
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let notation = [
        ("kind", "notation"),
        ("notation", "Mo 09:00-12:00"),
        ("do", "save"),
    ];
    let new = [
        ("name", "Tom"),
        ("phones", "07700 900700"),
        ("clinician", "okafor"),
    ];
    let away = [
        ("a0-from", "2026-12-01"),
        ("a0-to", "2026-12-02"),
        ("a0-cover", "lindqvist"),
        ("do", "save"),
    ];
    let rota = [
        ("s0-clinician", "okafor"),
        ("s0-kind", "always"),
        ("do", "save"),
    ];
    let named = [
        ("name", "Dr Ada Bell"),
        ("line", "+447700900101"),
        ("ring", "20"),
    ];
    let weber = [
        ("name", "Dr Eva Weber"),
        ("line", "07700 900103"),
        ("phone", "07700 900143"),
    ];
    let version = format!("/console/history/{first}");
    for (form, to, fields) in [
        ("/console/hours/practice", "", &notation[..]),
        ("/console/hours/of/okafor", "", &notation),
        ("/console/hours/away/okafor", "", &away),
        ("/console/hours/rota/0", "", &rota),
        ("/console/patients/new", "", &new),
        ("/console/clinicians/okafor", "", &named),
        (
            "/console/clinicians/okafor",
            "/phone",
            &[("phone", "07700 900145")],
        ),
        ("/console/clinicians/lindqvist", "/phone/give-up", &[]),
        ("/console/clinicians/okafor/remove", "", &[]),
        ("/console/add-clinician", "", &weber),
        (&version, "/restore", &[]),
    ] {
        ada.opens(form).await;
        is_looked_at(&world, &mut ada, &format!("{form}{to}"), fields).await;
    }
    let changed = [
        ("name", "Marie Durand"),
        ("phones", "07700 900457"),
        ("clinician", "okafor"),
    ];
    for (to, fields) in [
        ("", &changed[..]),
        ("/end", &[("until", "2026-12-24")]),
        ("/urgent", &[("urgent", "yes")]),
        ("/remove", &[]),
    ] {
        let path = support::patients::opens(&mut ada, "Marie Dupont").await;
        is_looked_at(&world, &mut ada, &format!("{path}{to}"), fields).await;
    }
    let sheet = "phone,name,clinician\n07700 900700,Tom Hale,okafor\n";
    let (at, _) = support::patients::looks_through(&mut ada, sheet).await;
    is_looked_at(&world, &mut ada, &format!("{at}/go"), &[]).await;
    world.ends().await;
}

#[test]
fn no_page_but_this_one_writes_in_the_folder() {
    fn sources(folder: &std::path::Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sources(&path, found),
                false => found.push(path),
            }
        }
    }
    let mut all = Vec::new();
    let console = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console");
    sources(&console, &mut all);
    let writes = [
        "editor.put(",
        ".promote(",
        ".take_out(",
        ".apply(",
        "fs::write",
        "fs::rename",
    ];
    let mut writers: Vec<String> = all
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| !path.ends_with("tests.rs"))
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            // What a unit test writes is in a folder of its own.
            let text = text.split("#[cfg(test)]").next().unwrap();
            writes.iter().any(|call| text.contains(call))
        })
        .map(|path| path.strip_prefix(&console).unwrap().display().to_string())
        .collect();
    writers.sort();
    assert_eq!(writers, ["changes/mod.rs"]);
}
