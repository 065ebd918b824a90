//! Two people at once: the second is told what the first has changed, and whose change counts.

use std::fs;

use nightbell::config::versions;
use reqwest::StatusCode;

use super::support::console::{Browser, CLINICIAN, Page};
use super::support::{PATIENTS, PRACTICE, patients};
use super::{
    DESK, adds, changes_hours, looks_at_adding, looks_at_hours, practice, saves, says, two_managers,
};

/// What stands on a page above the own change.
fn theirs(page: &Page) -> &str {
    let whole = &page.body;
    let from = whole.find("class=\"panel conflict\"").unwrap();
    let to = whole.find(">What changes<").unwrap();
    &whole[from..to]
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
        "Before",
        "After",
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
        "+44 1632 960002",
        "<strong>Patient Tom Hale is added</strong>",
        "+44 7700 900700",
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
        let path = patients::opens(browser, "Marie Dupont").await;
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
