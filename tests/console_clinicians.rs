//! The console's pages about clinicians: what each account sees, the PIN, the card, and who comes and goes.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use nightbell::domain::names::ClinicianId;
use nightbell::store::console::AuditWish;
use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World, scan,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const NEXT: &str = "+447700900129";
const OKAFOR: &str = "/console/clinicians/okafor";

fn id(clinician: &str) -> ClinicianId {
    ClinicianId::new(clinician).unwrap()
}

fn shows_no_number(page: &console::Page) {
    for number in [OKAFOR_PHONE, LINDQVIST_PHONE, NEXT] {
        assert!(!scan::shows(&page.body, number), "{}", page.body);
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
async fn a_manager_sees_everybody_and_no_number_but_its_last_digits() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/clinicians").await;
    for words in [
        "Dr Ada Okafor",
        "Dr Per Lindqvist",
        "+44 7700 900101",
        "•• 23",
        "•• 33",
        "20 s",
        "not set",
    ] {
        page.says(words);
    }
    shows_no_number(&page);
    let page = ada.opens(OKAFOR).await;
    page.says("Another phone")
        .says("Set the PIN")
        .says("Remove");
    page.says("type=\"password\"").says("autocomplete=\"off\"");
    shows_no_number(&page);
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_sees_and_changes_the_own_pin_alone() {
    let world = console::open().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    let list = okafor.get("/console/clinicians").await;
    assert_eq!(list.location(), OKAFOR, "a list of one is no list");
    let page = okafor.opens(OKAFOR).await;
    page.says("Dr Ada Okafor").never_says("•• 33");
    page.never_says("Add a clinician");
    page.says("Your line").says("Call me for a PIN");
    page.says("Set the PIN").never_says("Another phone");
    page.never_says("Preview the change").never_says("/remove");
    for path in [
        "/console/clinicians/lindqvist",
        "/console/clinicians/lindqvist/card.svg",
        "/console/clinicians/lindqvist/card",
        "/console/clinicians/nobody",
        "/console/clinicians/%2B447700900123",
    ] {
        let page = okafor.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!page.body.contains("Lindqvist"), "{path}");
    }
    for (path, status) in [
        ("/console/clinicians/lindqvist/pin", StatusCode::NOT_FOUND),
        (
            "/console/clinicians/lindqvist/pin/call",
            StatusCode::NOT_FOUND,
        ),
        ("/console/clinicians/okafor", StatusCode::FORBIDDEN),
        ("/console/clinicians/okafor/phone", StatusCode::FORBIDDEN),
        (
            "/console/clinicians/okafor/phone/ask",
            StatusCode::FORBIDDEN,
        ),
        (
            "/console/clinicians/okafor/phone/give-up",
            StatusCode::FORBIDDEN,
        ),
        ("/console/clinicians/okafor/remove", StatusCode::FORBIDDEN),
        ("/console/add-clinician", StatusCode::FORBIDDEN),
    ] {
        okafor.opens(OKAFOR).await;
        let fields = [
            ("pin", "2580"),
            ("again", "2580"),
            ("phone", NEXT),
            ("by", "call"),
        ];
        assert_eq!(okafor.posts(path, &fields).await.status, status, "{path}");
    }
    for path in [
        "/console/add-clinician",
        "/console/clinicians/okafor/remove",
    ] {
        assert_eq!(
            okafor.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    assert!(
        world
            .running()
            .store()
            .pin_states()
            .await
            .unwrap()
            .is_empty()
    );
    world.ends().await;
}

#[tokio::test]
async fn an_auditor_sees_everybody_and_changes_nothing() {
    let world = console::open().await;
    let mut auditor = Browser::signed_in(&world, AUDITOR).await;
    let page = auditor.opens("/console/clinicians").await;
    page.says("•• 33").never_says("Add a clinician");
    let page = auditor.opens(OKAFOR).await;
    page.says("•• 23")
        .never_says("Set the PIN")
        .never_says("Another phone");
    for path in [
        "pin",
        "pin/call",
        "phone",
        "phone/ask",
        "phone/give-up",
        "remove",
    ] {
        let fields = [("pin", "2580"), ("again", "2580"), ("phone", NEXT)];
        let page = auditor.posts(&format!("{OKAFOR}/{path}"), &fields).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
        auditor.opens(OKAFOR).await;
    }
    world.ends().await;
}

#[tokio::test]
async fn a_pin_set_here_opens_the_own_line_and_unlocks_it() -> Told {
    let world = console::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let mut browser = Browser::signed_in(&world, CLINICIAN).await;
    browser.opens(OKAFOR).await.says("not set");
    let pin = format!("{OKAFOR}/pin");
    let page = browser
        .posts(&pin, &[("pin", "2580"), ("again", "2580")])
        .await;
    assert_eq!(page.location(), format!("{OKAFOR}?said=pin"));
    browser
        .opens(page.location())
        .await
        .says("The PIN is set")
        .never_says("2580");
    okafor.dials(OKAFOR_LINE).await?;
    for _ in 0..5 {
        okafor.presses("4079#").await?;
    }
    okafor.hears("locked").await?;
    okafor.hangs_up().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(OKAFOR).await.says("locked after wrong PINs");
    let page = ada.posts(&pin, &[("pin", "1357"), ("again", "1357")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    ada.opens(OKAFOR).await.never_says("locked");
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("1357#").await?;
    okafor.hears("You have no new messages").await?;
    okafor.hangs_up().await?;
    let wish = AuditWish {
        what: Some("set-pin".to_owned()),
        most: 10,
        ..AuditWish::default()
    };
    let rows = world.running().store().audit(wish).await?;
    let noted: Vec<_> = rows
        .iter()
        .map(|row| (&*row.account, &*row.detail))
        .collect();
    assert_eq!(noted, [(MANAGER, "okafor"), (CLINICIAN, "okafor")]);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_pin_that_is_not_taken_is_explained_and_not_repeated() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for (pin, again, words) in [
        ("1234", "1234", "harder to guess"),
        ("12", "12", "4 to 8 digits, and nothing else"),
        ("40 79", "40 79", "4 to 8 digits, and nothing else"),
        ("40798", "40799", "The two were different"),
        ("", "", "4 to 8 digits, and nothing else"),
    ] {
        ada.opens(OKAFOR).await;
        let page = ada
            .posts(&format!("{OKAFOR}/pin"), &[("pin", pin), ("again", again)])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{pin}");
        page.says(words).says("role=\"alert\"").says("aria-invalid");
        page.never_says("40798")
            .never_says("40799")
            .never_says("value=\"1234\"");
    }
    assert_eq!(
        world.running().store().pin(&id("okafor")).await.unwrap(),
        None
    );
    world.ends().await;
}

#[tokio::test]
async fn the_button_has_nightbell_call_the_clinician_for_a_pin() -> Told {
    let world = console::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    let mut browser = Browser::signed_in(&world, CLINICIAN).await;
    browser.opens(OKAFOR).await;
    let page = browser.posts(&format!("{OKAFOR}/pin/call"), &[]).await;
    assert_eq!(page.location(), format!("{OKAFOR}?said=pin-called"));
    world
        .stage()
        .time_passes(chrono::TimeDelta::seconds(20))
        .await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.hears("choose a PIN").await?;
    okafor.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_card_of_the_line_is_shown_and_can_be_printed() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let picture = ada.opens(&format!("{OKAFOR}/card.svg")).await;
    picture.says("<svg").says("Dr Ada Okafor");
    assert_eq!(picture.headers["content-type"], "image/svg+xml");
    picture.says("07700 900101");
    let own = ada.opens(OKAFOR).await;
    own.says("Print the card");
    let page = ada.opens(&format!("{OKAFOR}/card")).await;
    page.says("Print this page with your browser");
    let drawn = page.body.matches("<img class=\"card").count();
    assert_eq!(drawn, 4, "as many as fit on the paper");
    for page in [picture, own, page] {
        shows_no_number(&page);
    }
    world.ends().await;
}

#[tokio::test]
async fn before_somebody_is_removed_it_is_said_what_goes_along() -> Told {
    let world = console::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.switches_off();
    world.moves_to("2026-11-23T20:00:00Z");
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_message(4).await?;
    okafor.switches_on();
    okafor.receives_text(BACK_1, "message").await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens(&format!("{OKAFOR}/remove")).await;
    page.says("3 rows of the patients")
        .says("1 message that nobody has heard");
    page.says("Hear or delete them first")
        .says("The PIN is forgotten");
    let page = ada.opens("/console/clinicians/lindqvist/remove").await;
    page.says("No patient is on").says("No message waits");
    page.says("The name goes out of these places too")
        .says("backup of Dr Ada Okafor");
    page.says("Nobody else would be on duty from")
        .says("/console/hours/rota/0");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn name_backup_and_ring_are_changed_and_nothing_else_in_the_file() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(OKAFOR).await;
    let same = [
        ("name", "Dr Ada Okafor"),
        ("line", "+44 7700 900101"),
        ("backup", "lindqvist"),
        ("ring", "20"),
    ];
    let page = ada.posts(OKAFOR, &same).await;
    assert_ne!(
        page.status,
        StatusCode::OK,
        "nothing would change: {}",
        page.body
    );
    ada.opens(OKAFOR).await;
    let other = [
        ("name", "Dr Ada Okafor-Bell"),
        ("line", "+44 7700 900101"),
        ("backup", ""),
        ("ring", "25"),
    ];
    let page = ada.posts(OKAFOR, &other).await;
    let page = ada.posts(&save_of(&page), &[]).await;
    assert_eq!(page.location(), OKAFOR);
    let file = practice_file(&world);
    assert!(file.contains("name   = \"Dr Ada Okafor-Bell\"") && file.contains("ring   = \"25s\""));
    assert!(!file.contains("backup"), "{file}");
    ada.opens(OKAFOR).await.says("Okafor-Bell").says("25 s");
    // Lindqvist's file says nothing of ringing, and goes on so.
    ada.opens("/console/clinicians/lindqvist").await;
    let fields = [
        ("name", "Dr Per Lindqvist MD"),
        ("line", "+44 7700 900102"),
        ("ring", "20"),
    ];
    let page = ada.posts("/console/clinicians/lindqvist", &fields).await;
    ada.posts(&save_of(&page), &[]).await;
    let now = practice_file(&world);
    assert_eq!(now, file.replace("Per Lindqvist", "Per Lindqvist MD"));
    ada.opens(OKAFOR).await;
    let wrong = [
        ("name", "Dr Ada"),
        ("line", "+44 7700 900101"),
        ("ring", "900"),
    ];
    let page = ada.posts(OKAFOR, &wrong).await;
    assert_ne!(page.status, StatusCode::OK);
    assert_eq!(practice_file(&world), now);
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_is_added_and_removed_again() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/add-clinician").await;
    let fields = [
        ("name", "Dr Eva Weber"),
        ("line", "07700 900103"),
        ("phone", "07700 900143"),
        ("hours", ""),
        ("id", ""),
    ];
    let page = ada.posts("/console/add-clinician", &fields).await;
    assert!(!page.body.contains("900143"), "{}", page.body);
    let page = ada.posts(&save_of(&page), &[]).await;
    assert_eq!(page.location(), "/console/clinicians");
    let page = ada.opens("/console/clinicians").await;
    page.says("Dr Eva Weber")
        .says("/console/clinicians/weber")
        .says("•• 43");
    assert!(!scan::shows(&page.body, "+447700900143"));
    ada.opens("/console/clinicians/weber/remove").await;
    let page = ada.posts("/console/clinicians/weber/remove", &[]).await;
    assert!(!page.body.contains("900143"), "{}", page.body);
    let page = ada.posts(&save_of(&page), &[]).await;
    assert_eq!(page.location(), "/console/clinicians");
    ada.opens("/console/clinicians").await.never_says("Weber");
    assert_eq!(practice_file(&world), PRACTICE);
    let page = ada.get("/console/clinicians/weber").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    world.ends().await;
}

#[tokio::test]
async fn in_french_everything_is_said_in_french() {
    let users = console::account("louise", "manager", "language = \"fr\"");
    let files = [("users.toml", users.as_str())];
    let world = World::with(support::MONDAY_TEN, PRACTICE, PATIENTS, &files).await;
    let mut louise = Browser::signed_in(&world, "louise").await;
    louise
        .opens("/console/clinicians")
        .await
        .says("Soignants")
        .says("non défini");
    louise
        .opens(OKAFOR)
        .await
        .says("Enregistrer le code")
        .never_says("clinicians-");
    assert!(fs::metadata(world.config().join("users.toml")).is_ok());
    world.ends().await;
}
