//! A clinician's new number in the console: entered once, asked, confirmed, given up, and shown nowhere.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use reqwest::StatusCode;
use support::console::{self, Browser, MANAGER};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World, scan,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const NEXT: &str = "+447700900129";
const OKAFOR: &str = "/console/clinicians/okafor";

/// The usual practice, in which Dr Okafor's phone is to change.
fn changed() -> String {
    let phone = "phone  = \"+447700900123\"\n";
    assert!(PRACTICE.contains(phone));
    PRACTICE.replacen(phone, &format!("{phone}next_phone = \"{NEXT}\"\n"), 1)
}

fn shows_no_number(page: &console::Page) {
    for number in [OKAFOR_PHONE, LINDQVIST_PHONE, NEXT] {
        assert!(!scan::shows(&page.body, number), "{}", page.body);
    }
}

/// Waits, with a limit, for the page to say this.
async fn says_soon(browser: &mut Browser, path: &str, words: &str) -> console::Page {
    let limit = Instant::now() + Duration::from_secs(10);
    loop {
        let page = browser.opens(path).await;
        if page.body.contains(words) {
            return page;
        }
        assert!(Instant::now() < limit, "{words:?} never in\n{}", page.body);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The address that puts in place what was shown just now.
fn save_of(page: &console::Page) -> String {
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let at = page.body.find("/console/changes/").unwrap();
    let action = page.body[at..].split('"').next().unwrap();
    action.to_owned()
}

fn practice_file(world: &World) -> String {
    fs::read_to_string(world.config().join("practice.toml")).unwrap()
}

#[tokio::test]
async fn the_button_calls_the_new_phone_and_key_1_puts_it_in_its_place() -> Told {
    let users = console::accounts();
    let files = [("users.toml", users.as_str())];
    let world = World::with(support::MONDAY_TEN, &changed(), PATIENTS, &files).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens(OKAFOR).await;
    page.says("•• 29")
        .says("waits to confirm since")
        .says("Call it now")
        .says("Asked last");
    shows_no_number(&page);
    let page = ada
        .posts(&format!("{OKAFOR}/phone/ask"), &[("by", "call")])
        .await;
    assert_eq!(page.location(), format!("{OKAFOR}?said=called"));
    ada.opens(page.location()).await.says("calls the new phone");
    next.rings_showing(OKAFOR_LINE).await?;
    next.answers().await?;
    next.hears("press 1").await?;
    next.presses("1").await?;
    next.hears("will be used").await?;
    next.call_ends().await?;
    world
        .until(|configured| {
            let clinicians = &configured.in_force.practice.clinicians;
            clinicians.by_phone(NEXT.parse().unwrap()).is_some()
        })
        .await;
    let page = says_soon(&mut ada, OKAFOR, "When this clinician has a new number").await;
    page.says("•• 29")
        .never_says("•• 23")
        .never_says("Call it now");
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    next.rings_showing(BACK_1).await?;
    rosa.hangs_up().await?;
    next.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_new_phone_is_asked_three_times_a_day_at_most() -> Told {
    let users = console::accounts();
    let files = [("users.toml", users.as_str())];
    let world = World::with(support::MONDAY_TEN, &changed(), PATIENTS, &files).await;
    let next = world.phone(NEXT);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(OKAFOR).await;
    for said in ["texted", "texted", "texted", "enough", "enough"] {
        let page = ada
            .posts(&format!("{OKAFOR}/phone/ask"), &[("by", "text")])
            .await;
        assert_eq!(page.location(), format!("{OKAFOR}?said={said}"));
        if said == "texted" {
            next.receives_text(OKAFOR_LINE, "reply OK").await?;
        }
    }
    ada.opens(&format!("{OKAFOR}?said=enough"))
        .await
        .says("asked often enough");
    // Where no phone waits, nobody is asked.
    ada.opens("/console/clinicians/lindqvist").await;
    let page = ada
        .posts("/console/clinicians/lindqvist/phone/ask", &[("by", "call")])
        .await;
    assert_eq!(page.location(), "/console/clinicians/lindqvist?said=");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_new_number_is_entered_once_shown_nowhere_and_can_be_given_up() -> Told {
    let world = console::open().await;
    let next = world.phone(NEXT);
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(OKAFOR).await;
    let fields = [("phone", "07700 900129")];
    let page = ada.posts(&format!("{OKAFOR}/phone"), &fields).await;
    shows_no_number(&page);
    assert!(!page.body.contains("900129"), "{}", page.body);
    assert_eq!(practice_file(&world), PRACTICE, "nothing is done yet");
    let page = ada.posts(&save_of(&page), &[]).await;
    assert_eq!(page.location(), OKAFOR, "{}", page.body);
    assert!(practice_file(&world).contains("next_phone = \"07700 900129\""));
    let page = says_soon(&mut ada, OKAFOR, "waits to confirm since").await;
    page.says("•• 29").says("•• 23");
    shows_no_number(&page);
    next.receives_text(OKAFOR_LINE, "reply OK").await?;
    let page = ada.posts(&format!("{OKAFOR}/phone/give-up"), &[]).await;
    shows_no_number(&page);
    let page = ada.posts(&save_of(&page), &[]).await;
    assert_eq!(page.location(), OKAFOR);
    assert_eq!(practice_file(&world), PRACTICE);
    let page = ada.opens(OKAFOR).await;
    page.says("When this clinician has a new number")
        .never_says("•• 29");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_number_that_cannot_be_used_is_refused_and_not_repeated() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for (phone, digits) in [
        (OKAFOR_LINE, "700900101"),
        (LINDQVIST_PHONE, "900133"),
        ("4.47E+11", "4.47"),
        ("07700 9001290000000", "0129"),
        ("\"; phone = \"+447700900129", "900129"),
    ] {
        ada.opens(OKAFOR).await;
        let page = ada
            .posts(&format!("{OKAFOR}/phone"), &[("phone", phone)])
            .await;
        assert_ne!(page.status, StatusCode::OK, "{}", page.body);
        page.never_says(digits).says("role=\"alert\"");
        shows_no_number(&page);
        assert_eq!(practice_file(&world), PRACTICE);
    }
    world.ends().await;
}
