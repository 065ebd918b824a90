//! A clinician's changed number: written beside the old one, asked, confirmed by key or by text, and only then rung.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use nightbell::config::versions;
use nightbell::domain::names::ClinicianId;
use nightbell::domain::next_phone::By;
use nightbell::store::console::AuditWish;
use support::console::{self, Browser, MANAGER};
use support::{
    LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, STRANGER, World, scan,
    texts_of,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const NEXT: &str = "+447700900129";

/// The usual practice, in which Dr Okafor's phone is to change.
fn changed() -> String {
    let phone = "phone  = \"+447700900123\"\n";
    assert!(PRACTICE.contains(phone));
    let both = format!("{phone}# from December on\nnext_phone = \"{NEXT}\"\n");
    PRACTICE.replacen(phone, &both, 1)
}

fn promoted() -> String {
    changed()
        .replacen(&format!("next_phone = \"{NEXT}\"\n"), "", 1)
        .replacen(OKAFOR_PHONE, NEXT, 1)
}

fn file(world: &World) -> String {
    fs::read_to_string(world.config().join("practice.toml")).unwrap()
}

/// Somebody writes the number into the file; returns once the relay goes about it.
async fn is_written(world: &World) {
    world.edits(&changed(), PATIENTS).await;
    let store = world.running().store();
    let limit = Instant::now() + Duration::from_secs(10);
    while store.next_phones().await.unwrap().is_empty() {
        assert!(Instant::now() < limit, "nobody goes about it");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn is_called(world: &World, name: &str) {
    let okafor = ClinicianId::new("okafor").unwrap();
    let relay = world.running().relay();
    let asked = relay.ask_next_phone(name, &okafor, By::Call).await;
    assert!(!asked.unwrap().decision.reasons.is_empty());
}

/// Rosa calls, and this phone rings; the other has rung as often as before.
async fn rosa_reaches(world: &World, number: &str) -> Told {
    let (rosa, phone) = (world.phone(ROSA), world.phone(number));
    rosa.dials(OKAFOR_LINE).await?;
    phone.rings().await?;
    rosa.hangs_up().await?;
    let back = phone.receives_text(support::BACK_1, "Missed call").await?;
    assert!(back.contains("Rosa Diaz"), "{back}");
    Ok(())
}

async fn takes_its_place(world: &World) {
    world
        .until(|configured| {
            let clinicians = &configured.in_force.practice.clinicians;
            clinicians.by_phone(NEXT.parse().unwrap()).is_some()
        })
        .await;
    assert_eq!(file(world), promoted());
}

fn is_masked(world: &World) {
    for exchange in world.carrier().exchanges() {
        scan::assert_exchange_masked(&exchange, &[NEXT, OKAFOR_PHONE, LINDQVIST_PHONE]);
    }
    support::assert_no_file_holds(&world.data(), NEXT.trim_start_matches('+'));
}

#[tokio::test]
async fn a_changed_phone_is_rung_after_it_has_pressed_the_key_and_never_before() -> Told {
    let world = World::open().await;
    let next = world.phone(NEXT);
    is_written(&world).await;
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    rosa_reaches(&world, OKAFOR_PHONE).await?;
    next.never_rang()?;
    is_called(&world, "one").await;
    next.rings_showing(OKAFOR_LINE).await?;
    next.answers().await?;
    let asked = next.hears("press 1").await?;
    assert!(asked.contains("Harbour Street Surgery") && asked.contains("Dr Ada Okafor"));
    assert_eq!(file(&world), changed());
    next.presses("1").await?;
    next.hears("will be used").await?;
    next.call_ends().await?;
    takes_its_place(&world).await;
    // Missed calls are told as one within ten minutes.
    world.stage().time_passes(TimeDelta::minutes(11)).await?;
    rosa_reaches(&world, NEXT).await?;
    is_masked(&world);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn ok_by_text_confirms_it_as_well_and_the_version_says_so() -> Told {
    let world = World::at(support::MONDAY_TEN, &changed(), PATIENTS).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    next.texts(OKAFOR_LINE, "ok").await?;
    next.receives_text(OKAFOR_LINE, "Thank you").await?;
    takes_its_place(&world).await;
    let versions = fs::read_dir(world.config().join(".versions")).unwrap();
    let abouts: Vec<String> = versions
        .filter_map(|version| fs::read_to_string(version.unwrap().path().join("about.toml")).ok())
        .collect();
    assert!(
        abouts
            .iter()
            .any(|about| about.contains("confirmed by phone"))
    );
    rosa_reaches(&world, NEXT).await?;
    is_masked(&world);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_wrong_key_silence_and_another_phone_change_nothing() -> Told {
    let world = World::at(support::MONDAY_TEN, &changed(), PATIENTS).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    is_called(&world, "one").await;
    next.rings().await?;
    next.answers().await?;
    for _ in 0..3 {
        next.hears("press 1").await?;
        next.presses("3").await?;
    }
    next.call_ends().await?;
    is_called(&world, "two").await;
    next.rings().await?;
    next.answers().await?;
    world.stage().time_passes(TimeDelta::minutes(2)).await?;
    next.call_ends().await?;
    for (phone, words) in [(&world.phone(STRANGER), "OK"), (&next, "who is this?")] {
        phone.texts(OKAFOR_LINE, words).await?;
        phone
            .receives_text(OKAFOR_LINE, "only takes texts from patients")
            .await?;
    }
    world.stage().time_passes(TimeDelta::days(2)).await?;
    assert_eq!(file(&world), changed());
    let rung = next.phone().transcript().len();
    world.moves_to("2026-11-26T10:00:00Z");
    rosa_reaches(&world, OKAFOR_PHONE).await?;
    assert_eq!(next.phone().transcript().len(), rung);
    is_masked(&world);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_was_confirmed_takes_its_place_after_a_restart_and_a_folder_that_could_not_be_written()
-> Told {
    let mut world = World::at(support::MONDAY_TEN, &changed(), PATIENTS).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    // A mistake in the folder: nothing is edited on top of it.
    let wrong = changed().replacen("ring   = \"20s\"", "ring   = \"20\"", 1);
    assert_ne!(wrong, changed());
    world.edits_badly(&wrong, PATIENTS).await;
    next.texts(OKAFOR_LINE, "ok").await?;
    next.receives_text(OKAFOR_LINE, "Thank you").await?;
    world.stage().comes_to_rest().await?;
    assert_eq!(file(&world), wrong);
    let address = world.goes_down().await;
    fs::write(world.config().join("practice.toml"), changed())?;
    world.comes_up(address).await;
    takes_its_place(&world).await;
    assert_eq!(texts_of(&next).len(), 2, "it is asked and thanked once");
    rosa_reaches(&world, NEXT).await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_number_written_again_confirms_again() -> Told {
    let world = World::at(support::MONDAY_TEN, &changed(), PATIENTS).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    world.edits(PRACTICE, PATIENTS).await;
    let store = world.running().store();
    let limit = Instant::now() + Duration::from_secs(10);
    while !store.next_phones().await?.is_empty() {
        assert!(Instant::now() < limit, "it is not given up");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    next.texts(OKAFOR_LINE, "OK").await?;
    next.receives_text(OKAFOR_LINE, "only takes texts from patients")
        .await?;
    is_written(&world).await;
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    assert_eq!(file(&world), changed());
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_pin_of_a_clinician_who_has_gone_is_not_inherited_with_the_id() -> Told {
    let world = World::open().await;
    support::pin::set(world.folder(), "okafor", "2580\n").await;
    let okafor = ClinicianId::new("okafor").unwrap();
    let store = world.running().store();
    assert!(store.pin(&okafor).await?.is_some());
    let without = PRACTICE
        .replace("\"okafor\"", "\"weber\"")
        .replace("Ada Okafor", "Eva Weber");
    let nobody = "phone,name,clinician\n";
    world.edits(&without, nobody).await;
    let limit = Instant::now() + Duration::from_secs(10);
    while store.pin(&okafor).await?.is_some() {
        assert!(Instant::now() < limit, "the PIN stays");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.ends().await;
    Ok(())
}

/// In the console, the oldest version is brought back; gives what was shown before.
async fn brings_the_first_version_back(world: &World) -> console::Page {
    let name = versions::list(&world.config()).pop().unwrap().name;
    let mut ada = Browser::signed_in(world, MANAGER).await;
    ada.opens(&format!("/console/history/{name}")).await;
    let restore = format!("/console/history/{name}/restore");
    let shown = ada.posts(&restore, &[]).await;
    let action = shown.body.split("action=\"/console/changes/").nth(1);
    let draft = action.unwrap().split('"').next().unwrap();
    let saved = ada.posts(&format!("/console/changes/{draft}"), &[]).await;
    assert_eq!(saved.location(), format!("/console/history/{name}"));
    shown
}

#[tokio::test]
async fn an_old_version_brings_an_old_phone_back_only_when_that_has_confirmed() -> Told {
    let world = console::open().await;
    let by_hand = PRACTICE.replacen(OKAFOR_PHONE, NEXT, 1);
    assert_ne!(by_hand, PRACTICE);
    world.edits(&by_hand, PATIENTS).await;
    let shown = brings_the_first_version_back(&world).await;
    shown.says("The phone ending in 23 will be asked to confirm first. Until then •• 29 goes on");
    for number in [NEXT, OKAFOR_PHONE, LINDQVIST_PHONE] {
        assert!(!scan::shows(&shown.body, number), "{}", shown.body);
    }
    let next = format!("{NEXT}\"\nnext_phone = \"{OKAFOR_PHONE}\"");
    assert_eq!(
        file(&world),
        PRACTICE.replacen(&format!("{OKAFOR_PHONE}\""), &next, 1)
    );
    // It may be a stranger's by now.
    let old = world.phone(OKAFOR_PHONE);
    old.receives_text(OKAFOR_LINE, "reply OK").await?;
    rosa_reaches(&world, NEXT).await?;
    old.never_rang()?;
    old.texts(OKAFOR_LINE, "OK").await?;
    old.receives_text(OKAFOR_LINE, "Thank you").await?;
    world
        .until(|configured| {
            let clinicians = &configured.in_force.practice.clinicians;
            clinicians.by_phone(OKAFOR_PHONE.parse().unwrap()).is_some()
        })
        .await;
    assert_eq!(file(&world), PRACTICE);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_fixed_line_is_called_and_never_texted_and_the_audit_says_who_had_it_called() -> Told {
    const FIXED: &str = "+441632960055";
    let world = console::open().await;
    world.edits(&changed().replace(NEXT, FIXED), PATIENTS).await;
    let store = world.running().store();
    let limit = Instant::now() + Duration::from_secs(10);
    while store.next_phones().await?.is_empty() {
        assert!(Instant::now() < limit, "nobody goes about it");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    world.stage().comes_to_rest().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/clinicians/okafor")
        .await
        .says("This is a fixed line, which takes no texts")
        .never_says("Ask by text");
    let ask = "/console/clinicians/okafor/phone/ask";
    ada.posts(ask, &[("by", "call")]).await;
    let fixed = world.phone(FIXED);
    fixed.rings_showing(OKAFOR_LINE).await?;
    fixed.answers().await?;
    fixed.hears("press 1").await?;
    fixed.presses("1").await?;
    fixed.hears("will be used").await?;
    fixed.call_ends().await?;
    world
        .until(|configured| {
            let clinicians = &configured.in_force.practice.clinicians;
            clinicians.by_phone(FIXED.parse().unwrap()).is_some()
        })
        .await;
    assert!(texts_of(&fixed).is_empty());
    let wish = AuditWish {
        what: Some("called-phone".to_owned()),
        most: 10,
        ..AuditWish::default()
    };
    let rows = world.running().store().audit(wish).await?;
    let noted: Vec<_> = rows
        .iter()
        .map(|row| (&*row.account, &*row.detail))
        .collect();
    assert_eq!(noted, [(MANAGER, "okafor")]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_pin_is_not_inherited_where_one_edit_gives_the_id_to_another_person() -> Told {
    let world = World::open().await;
    support::pin::set(world.folder(), "okafor", "2580\n").await;
    let okafor = ClinicianId::new("okafor").unwrap();
    let store = world.running().store();
    assert!(store.pin(&okafor).await?.is_some());
    let another = PRACTICE
        .replace("Ada Okafor", "Eva Weber")
        .replace(OKAFOR_PHONE, NEXT);
    world.edits(&another, PATIENTS).await;
    let limit = Instant::now() + Duration::from_secs(10);
    while store.pin(&okafor).await?.is_some() {
        assert!(Instant::now() < limit, "the PIN stays");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    world.ends().await;
    Ok(())
}
