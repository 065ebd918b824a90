//! The history in the console: every version with who, when and the difference, and the way back to one.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;

use nightbell::config::versions;
use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER};
use support::{PATIENTS, PRACTICE, SECRETS, World};

/// The name of the n-th version, from the newest.
fn version(world: &World, place: usize) -> String {
    versions::list(&world.config())[place].name.clone()
}

fn practice(world: &World) -> String {
    fs::read_to_string(world.config().join("practice.toml")).unwrap()
}

/// Asks for an earlier version and looks at what would change; gives the path that saves it.
async fn asks_for(browser: &mut Browser, name: &str) -> String {
    browser.opens(&format!("/console/history/{name}")).await;
    let page = browser
        .posts(&format!("/console/history/{name}/restore"), &[])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    saving(&page.body)
}

fn saving(body: &str) -> String {
    let action = body.split("action=\"/console/changes/").nth(1).unwrap();
    let draft = action.split('"').next().unwrap();
    format!("/console/changes/{draft}")
}

const DESK: (&str, &str) = (
    "front_desk = \"+441632960001\"",
    "front_desk = \"+441632960002\"",
);

#[tokio::test]
async fn an_edit_by_hand_shows_up_at_once_and_can_be_undone() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/history")
        .await
        .says("in force")
        .says("edited in the folder");
    let edited = PRACTICE.replace(DESK.0, DESK.1);
    world.edits(&edited, PATIENTS).await;
    let list = ada.opens("/console/history").await;
    assert_eq!(list.body.matches("edited in the folder").count(), 2);
    list.says("+1 −1");
    let first = version(&world, 1);
    let page = ada
        .opens(&format!("/console/history/{}", version(&world, 0)))
        .await;
    page.says("+441632960001").says("+441632960002");
    let saving = asks_for(&mut ada, &first).await;
    ada.last.as_ref().unwrap().says("+441632960001");
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = ada.opens(page.location()).await;
    page.says("The change is in force");
    assert_eq!(practice(&world), PRACTICE);
    let in_force = world.running().relay().in_force();
    assert_eq!(
        in_force.practice.front_desk.unwrap().wire(),
        "+441632960001"
    );
    ada.opens("/console/history")
        .await
        .says("brought back")
        .never_says("The change is in force");
    // Who it was stands beside the version, and in the audit log.
    let kept = versions::list(&world.config());
    assert_eq!(kept[0].who, "console: ada");
    ada.opens("/console/audit").await.says("changed");
    world.ends().await;
}

#[tokio::test]
async fn the_history_is_for_those_who_see_the_whole_practice() {
    let world = console::open().await;
    let name = version(&world, 0);
    let one = format!("/console/history/{name}");
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    for path in ["/console/history", &one] {
        assert_eq!(
            okafor.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    inspector.opens("/console/history").await;
    inspector
        .opens(&one)
        .await
        .never_says("Bring this version back");
    for browser in [&mut okafor, &mut inspector] {
        let page = browser.posts(&format!("{one}/restore"), &[]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    world.ends().await;
}

#[tokio::test]
async fn only_what_is_listed_can_be_opened() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for trick in [
        "..%2F..%2Fpractice.toml",
        "%2e%2e%2f",
        "edit.lock",
        "20990101T000000_000000Z",
        "%00",
        "%2Fetc%2Fpasswd",
    ] {
        let page = ada.get(&format!("/console/history/{trick}")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{trick}");
    }
    ada.opens("/console/history").await;
    let page = ada
        .posts("/console/history/20990101T000000_000000Z/restore", &[])
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    world.ends().await;
}

#[tokio::test]
async fn no_clinicians_number_and_no_code_stands_in_any_version() {
    let world = console::open().await;
    let other = PRACTICE.replace("+447700900133", "+44 7700 900134");
    let coded = format!("{PATIENTS}+447700900461,Cora,okafor,,,,,604417\n");
    world.edits(&other, &coded).await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada
        .opens(&format!("/console/history/{}", version(&world, 0)))
        .await;
    page.says("•• 33").says("•• 34").says("Cora");
    for secret in SECRETS.into_iter().chain(["900134", "900133", "604417"]) {
        page.never_says(secret);
    }
    asks_for(&mut ada, &version(&world, 1)).await;
    let page = ada.last.clone().unwrap();
    page.says("•• 33").never_says("604417").never_says("900134");
    world.ends().await;
}

#[tokio::test]
async fn a_folder_with_mistakes_is_mended_by_an_earlier_version() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let before = world.running().relay().in_force().practice.version;
    world.edits_badly("[practice", PATIENTS).await;
    ada.opens("/console/history").await.says("was refused");
    let saving = asks_for(&mut ada, &version(&world, 0)).await;
    let page = ada.posts(&saving, &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    ada.opens(page.location())
        .await
        .says("The change is in force");
    let configured = world.running().relay().configured();
    assert!(configured.refused.is_none());
    assert_eq!(configured.in_force.practice.version, before);
    assert_eq!(practice(&world), PRACTICE);
    ada.opens("/console/history").await.says("has mistakes");
    world.ends().await;
}

#[tokio::test]
async fn a_restore_that_was_killed_is_whole_after_the_start() {
    let mut world = console::open().await;
    let first = version(&world, 0);
    let second = PRACTICE.replace(DESK.0, DESK.1);
    let rows = format!("{PATIENTS}+447700900461,Cora,okafor\n");
    world.edits(&second, &rows).await;
    let folder = world.config();
    let versions = folder.join(".versions");
    let newest = version(&world, 0);
    world
        .restarts_after(|| {
            // The mark is set, and the list is in place already.
            fs::write(versions.join("putting"), format!("{first}\n{newest}\n")).unwrap();
            fs::copy(
                versions.join(&first).join("patients.csv"),
                folder.join("patients.csv"),
            )
            .unwrap();
        })
        .await;
    assert_eq!(practice(&world), PRACTICE);
    assert!(!versions.join("putting").exists());
    let in_force = world.running().relay().in_force();
    assert_eq!(
        in_force.practice.front_desk.unwrap().wire(),
        "+441632960001"
    );
    world.ends().await;
}

async fn saves(browser: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let form = path.trim_end_matches("/remove");
    browser.opens(form).await;
    let page = browser.posts(path, fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let page = browser.posts(&saving(&page.body), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

async fn changes_hours(browser: &mut Browser, who: &str, notation: &str) {
    let fields = [("kind", "notation"), ("notation", notation), ("do", "save")];
    saves(browser, &format!("/console/hours/of/{who}"), &fields).await;
}

#[tokio::test]
async fn a_version_says_what_and_whose_in_the_list_and_on_its_page() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    changes_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    changes_hours(&mut ada, "lindqvist", "Tu 09:00-12:00").await;
    let tom = [
        ("name", "Tom Hale"),
        ("phones", "07700 900700"),
        ("clinician", "okafor"),
    ];
    saves(&mut ada, "/console/patients/new", &tom).await;
    let list = ada.opens("/console/history").await;
    list.says("Hours of Dr Ada Okafor")
        .says("Hours of Dr Per Lindqvist")
        .says("Patient Tom Hale added")
        .never_says("not counted")
        .never_says("the files were edited")
        .never_says("A version of the configuration");
    let newest = ada
        .opens(&format!("/console/history/{}", version(&world, 0)))
        .await;
    newest
        .says("<h1>Patient Tom Hale added</h1>")
        .says("<strong>ada, 23 November 2026, 10:00</strong>");
    let first = ada
        .opens(&format!("/console/history/{}", version(&world, 3)))
        .await;
    first
        .says("<h1>Version of 23 November 2026, 10:00</h1>")
        .says("<strong>edited in the folder</strong>")
        .says("the first version that was kept");
    // Brought back it says which.
    let first = version(&world, 3);
    let saving = asks_for(&mut ada, &first).await;
    ada.last
        .as_ref()
        .unwrap()
        .says("<strong>Hours of Dr Ada Okafor</strong>")
        .says("<strong>Patient Tom Hale is removed</strong>");
    ada.posts(&saving, &[]).await;
    ada.opens("/console/history")
        .await
        .says("Version of 23 November 2026, 10:00 brought back");
    world.ends().await;
}

#[tokio::test]
async fn who_is_gone_is_still_named() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let weber = [
        ("name", "Dr Eva Weber"),
        ("line", "07700 900103"),
        ("phone", "07700 900143"),
    ];
    saves(&mut ada, "/console/add-clinician", &weber).await;
    changes_hours(&mut ada, "weber", "Mo 09:00-12:00").await;
    saves(&mut ada, "/console/clinicians/weber/remove", &[]).await;
    let path = support::patients::opens(&mut ada, "Marie Dupont").await;
    saves(&mut ada, &format!("{path}/remove"), &[]).await;
    let list = ada.opens("/console/history").await;
    list.says("Clinician Dr Eva Weber added")
        .says("Hours of Dr Eva Weber")
        .says("Clinician Dr Eva Weber removed")
        .says("Patient Marie Dupont removed");
    // Whoever is called otherwise now is called so.
    changes_hours(&mut ada, "lindqvist", "Tu 09:00-12:00").await;
    let renamed = practice(&world).replace("Dr Per Lindqvist", "Dr Per Berg");
    let rows = fs::read_to_string(world.config().join("patients.csv")).unwrap();
    world.edits(&renamed, &rows).await;
    ada.opens("/console/history")
        .await
        .says("Hours of Dr Per Berg")
        .says("Clinician Dr Per Berg");
    world.ends().await;
}

#[tokio::test]
async fn older_notes_are_still_read_and_an_edit_by_hand_says_where_it_was() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    changes_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    let newest = versions::all(&world.config()).pop().unwrap();
    let old = "what = \"hours\"\nwhen = \"2026-11-23T10:00:00+00:00\"\nwho = \"console: ada\"\n";
    fs::write(newest.join("about.toml"), old).unwrap();
    ada.opens("/console/history")
        .await
        .says("Hours of a clinician");
    let edited = practice(&world)
        .replace(DESK.0, DESK.1)
        .replace("Mo-Fr 09:00-17:00; PH off", "Mo-Fr 09:00-16:00; PH off");
    let rows = format!("{PATIENTS}+447700900461,Cora,okafor,,,,,\n");
    world.edits(&edited, &rows).await;
    let list = ada.opens("/console/history").await;
    list.says("Hours of Dr Per Lindqvist; practice.front_desk; List of patients")
        .never_says("Cora");
    // A note of somebody who knows nothing of places.
    let newest = versions::all(&world.config()).pop().unwrap();
    let about = fs::read_to_string(newest.join("about.toml")).unwrap();
    let without: Vec<&str> = about
        .lines()
        .filter(|line| !line.starts_with("places"))
        .collect();
    assert!(without.len() + 1 == about.lines().count(), "{about}");
    fs::write(newest.join("about.toml"), without.join("\n")).unwrap();
    ada.opens("/console/history")
        .await
        .says("List of patients; practice.toml");
    world.ends().await;
}
