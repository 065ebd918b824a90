//! The gate of the console: who comes in and how, when a session ends, and what every answer carries.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use nightbell::cli::wiring::{Plan, start};
use nightbell::console::gate::codes;
use nightbell::store::AuditWish;
use reqwest::{Method, StatusCode};
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, PASSWORD};
use support::{PRACTICE, World};

#[tokio::test]
async fn a_manager_signs_in_and_out() {
    let world = console::open().await;
    let mut ada = Browser::of(&world);
    let page = ada.get("/console/hours?week=2").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(
        page.location(),
        "/console/sign-in?next=%2Fconsole%2Fhours%3Fweek%3D2"
    );
    let page = ada
        .opens("/console/sign-in?next=%2Fconsole%2Fhours%3Fweek%3D2")
        .await;
    let next = page.field("next").unwrap();
    let page = ada
        .sends(
            "/console/sign-in",
            &[("name", MANAGER), ("password", PASSWORD), ("next", &next)],
        )
        .await;
    let page = ada.get(page.location()).await;
    assert_eq!(page.location(), "/console/hours?week=2");
    ada.opens("/console/hours?week=2").await.says(MANAGER);
    let old = ada.cookie.clone();
    let page = ada.posts("/console/leave", &[]).await;
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::SEE_OTHER, "/console/sign-in")
    );
    assert_eq!(ada.cookie, None);
    ada.cookie = old;
    assert_eq!(ada.get("/console/").await.status, StatusCode::SEE_OTHER);
    world.ends().await;
}

#[tokio::test]
async fn there_is_no_console_until_there_is_an_account() {
    let world = World::open().await;
    let mut ada = Browser::of(&world);
    for path in [
        "/console",
        "/console/",
        "/console/sign-in",
        "/console/assets/console.css",
        "/console/nothing",
    ] {
        let page = ada.get(path).await;
        assert_eq!(
            (page.status, page.body.as_str()),
            (StatusCode::NOT_FOUND, ""),
            "{path}"
        );
    }
    console::writes_users(&world, &console::accounts());
    world.shows("/console/sign-in", "Sign in").await;
    assert_eq!(
        ada.signs_in(CLINICIAN, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        ada.signs_in(AUDITOR, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

#[tokio::test]
async fn a_session_that_is_not_used_for_an_hour_ends_and_so_does_one_of_twelve_hours() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/account").await;
    world.clock().set(world.now() + TimeDelta::minutes(61));
    assert_eq!(
        ada.get("/console/account").await.status,
        StatusCode::SEE_OTHER
    );
    ada.signs_in(MANAGER, PASSWORD).await;
    let mut used = 0;
    while used < 50 && ada.get("/console/account").await.status == StatusCode::OK {
        used += 1;
        world.clock().set(world.now() + TimeDelta::minutes(50));
    }
    assert_eq!(used, 15, "12 hours in steps of 50 minutes");
    world.ends().await;
}

#[tokio::test]
async fn a_page_that_asks_by_itself_keeps_no_session_from_ending() {
    let world = console::open().await;
    let mut left = Browser::signed_in(&world, MANAGER).await;
    let mut used = Browser::signed_in(&world, MANAGER).await;
    left.opens("/console/").await;
    let mut answers = Vec::new();
    for _ in 0..6 {
        world.clock().set(world.now() + TimeDelta::minutes(11));
        let by_itself = left
            .request(Method::GET, "/console/")
            .header("x-by-itself", "1");
        answers.push(left.does(by_itself).await.status.as_u16());
        used.opens("/console/").await;
    }
    assert_eq!(answers, [200, 200, 200, 200, 200, 303], "66 minutes");
    assert_eq!(left.get("/console/").await.status, StatusCode::SEE_OTHER);
    world.ends().await;
}

#[tokio::test]
async fn a_session_lasts_over_a_restart() {
    let mut world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    world.restarts().await;
    ada.opens("/console/account").await;
    world.ends().await;
}

#[tokio::test]
async fn the_console_may_stand_at_an_address_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    fs::create_dir(&config).unwrap();
    fs::write(config.join("practice.toml"), PRACTICE).unwrap();
    fs::write(config.join("users.toml"), console::accounts()).unwrap();
    let any = ([127, 0, 0, 1], 0).into();
    let plan = Plan {
        console: Some(any),
        ..Plan::new(config, folder.path().join("data"), any)
    };
    let running = start(plan)
        .await
        .unwrap_or_else(|failure| panic!("{failure}"));
    let webhooks = Browser::at(&format!("http://{}", running.address()))
        .get("/console/")
        .await;
    assert_eq!(webhooks.status, StatusCode::NOT_FOUND);
    let mut ada = Browser::at(&format!("http://{}", running.console()));
    assert_eq!(
        ada.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    ada.opens("/console/").await;
    for path in ["/healthz", "/metrics", "/twilio/voice"] {
        assert_eq!(ada.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_mistake_in_the_list_of_accounts_leaves_the_last_good_ones() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    console::writes_users(&world, &console::accounts().replace("manager", "boss"));
    // An edit that is in force afterwards was looked at after it.
    let renamed = PRACTICE.replace("Harbour Street", "Hill Street");
    fs::write(world.config().join("practice.toml"), renamed).unwrap();
    world.shows("/console/sign-in", "Hill Street").await;
    ada.opens("/console/account")
        .await
        .says("This account may see and change everything");
    assert_eq!(
        Browser::of(&world).signs_in(AUDITOR, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

#[tokio::test]
async fn the_page_speaks_the_accounts_language_else_the_browsers_else_the_practices() {
    let text = format!(
        "{}{}",
        console::account("ada", "manager", ""),
        console::account("marc", "manager", "language = \"fr\"")
    );
    let world = console::open_with(&text).await;
    let practices = Browser::of(&world).get("/console/sign-in").await;
    practices.says("lang=\"en\"").says("Sign in");
    let mut browser = Browser::of(&world);
    let french = browser
        .request(Method::GET, "/console/sign-in")
        .header("accept-language", "fr-FR,fr;q=0.9");
    browser
        .does(french)
        .await
        .says("lang=\"fr\"")
        .says("Se connecter");
    Browser::signed_in(&world, "marc")
        .await
        .opens("/console/account")
        .await
        .says("Votre compte");
    let mut ada = Browser::signed_in(&world, "ada").await;
    ada.opens("/console/account").await.says("Your account");
    assert_eq!(
        ada.posts("/console/account/language", &[("language", "fr")])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    // The session goes on.
    ada.opens("/console/account").await.says("Votre compte");
    world.ends().await;
}

/// A page as a browser asks for it that prefers English.
async fn in_english(browser: &mut Browser, path: &str) -> console::Page {
    let request = browser
        .request(Method::GET, path)
        .header("accept-language", "en-GB,en;q=0.9");
    browser.does(request).await
}

const FRENCH: &str = "<html lang=\"fr\">";
const ENGLISH: &str = "<html lang=\"en\">";

#[tokio::test]
async fn the_language_is_chosen_before_signing_in_and_the_next_sign_in_page_remembers_it() {
    let world = console::open().await;
    let mut browser = Browser::of(&world);
    let page = in_english(&mut browser, "/console/sign-in?next=%2Fconsole%2Fhours").await;
    let to_french = "/console/sign-in?next=%2Fconsole%2Fhours&language=fr";
    page.says(ENGLISH)
        .says(&to_french.replace('&', "&amp;"))
        .says("Français");
    assert!(!page.headers.contains_key("set-cookie"));
    let page = in_english(&mut browser, to_french).await;
    page.says(FRENCH).says("Se connecter");
    assert_eq!(page.field("next").as_deref(), Some("/console/hours"));
    assert_eq!(
        page.headers["set-cookie"],
        "__Host-nightbell-language=fr; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=31536000"
    );
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    in_english(&mut browser, "/console/sign-in")
        .await
        .says(FRENCH);
    let page = browser.signs_in(MANAGER, "not the password").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.says("Ces données ne conviennent pas");
    // A browser that keeps nothing gets it with the form.
    let fields = [
        ("name", MANAGER),
        ("password", "not the password"),
        ("language", "fr"),
    ];
    let page = Browser::of(&world).sends("/console/sign-in", &fields).await;
    page.says("Ces données")
        .says("name=\"language\" value=\"fr\"");
    in_english(&mut browser, "/console/sign-in?language=en")
        .await
        .says(ENGLISH);
    let page = in_english(&mut Browser::of(&world), "/console/sign-in?language=tlh").await;
    page.says(ENGLISH);
    assert!(!page.headers.contains_key("set-cookie"));
    world.ends().await;
}

#[tokio::test]
async fn the_accounts_own_language_counts_more_than_the_one_chosen_before_signing_in() {
    let text = format!(
        "{}{}",
        console::account("ada", "manager", "language = \"en\""),
        console::account("marc", "manager", "")
    );
    let world = console::open_with(&text).await;
    let mut browser = Browser::of(&world);
    in_english(&mut browser, "/console/sign-in?language=fr").await;
    browser.signs_in("ada", PASSWORD).await;
    browser.opens("/console/account").await.says(ENGLISH);
    browser.signs_in("marc", PASSWORD).await;
    browser.opens("/console/account").await.says(FRENCH);
    // What the browser asks for: the choice is forgotten.
    browser
        .posts("/console/account/language", &[("language", "")])
        .await;
    in_english(&mut browser, "/console/account")
        .await
        .says(ENGLISH);
    browser.opens("/console/account").await;
    browser
        .posts("/console/account/language", &[("language", "fr")])
        .await;
    browser.cookie = None;
    in_english(&mut browser, "/console/sign-in")
        .await
        .says(FRENCH);
    world.ends().await;
}

#[tokio::test]
async fn a_changed_password_ends_the_other_sessions() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut elsewhere = Browser::signed_in(&world, MANAGER).await;
    let new = "three blind mice and a cat";
    ada.opens("/console/account").await;
    for (fields, words) in [
        (
            [("old", "wrong wrong wrong"), ("new", new), ("again", new)],
            "The present password is another",
        ),
        (
            [("old", PASSWORD), ("new", new), ("again", "another")],
            "in two different ways",
        ),
        (
            [("old", PASSWORD), ("new", "short"), ("again", "short")],
            "at least 12 characters",
        ),
        (
            [
                ("old", PASSWORD),
                ("new", "password1234"),
                ("again", "password1234"),
            ],
            "nobody would try first",
        ),
    ] {
        let page = ada.posts("/console/account/password", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(words);
    }
    elsewhere.opens("/console/account").await;
    let old = ada.cookie.clone();
    let page = ada
        .posts(
            "/console/account/password",
            &[("old", PASSWORD), ("new", new), ("again", new)],
        )
        .await;
    assert_eq!(
        page.location(),
        "/console/account?done=password",
        "{}",
        page.body
    );
    assert_ne!(ada.cookie, old);
    ada.opens("/console/account?done=password")
        .await
        .says("Your password is changed");
    assert_eq!(
        elsewhere.get("/console/account").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        elsewhere.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        elsewhere.signs_in(MANAGER, new).await.status,
        StatusCode::SEE_OTHER
    );
    let file = fs::read_to_string(world.config().join("users.toml")).unwrap();
    assert!(
        file.contains("m=19456,t=2,p=1") && !file.contains(new),
        "{file}"
    );
    world.ends().await;
}

#[tokio::test]
async fn a_manager_sees_who_may_sign_in_and_how_to_change_that() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    ada.opens("/console/account")
        .await
        .says("Everybody who may sign in");
    let page = ada.opens("/console/account/all").await;
    for words in [
        "see and change everything",
        "see and change the line of Dr Ada Okafor",
        "see everything, change nothing, hear no messages",
        "not set up",
        "nightbell user remove NAME --config ",
    ] {
        page.says(words);
    }
    let of = |page: &console::Page, name: &str| {
        let (_, rest) = page.body.split_once(&format!("<strong>{name}<")).unwrap();
        rest.split("</tr>").next().unwrap().to_owned()
    };
    assert!(of(&page, MANAGER).contains("today 10:00"), "{}", page.body);
    assert!(of(&page, CLINICIAN).contains("today 10:00"));
    assert!(of(&page, AUDITOR).contains("not as far as the log goes back"));
    page.never_says("argon2");
    let forms = page.body.matches("<form").count();
    assert_eq!(forms, 1, "signing out, and nothing else");
    okafor
        .opens("/console/account")
        .await
        .never_says("Everybody who may sign in");
    for mut other in [okafor, Browser::signed_in(&world, AUDITOR).await] {
        let page = other.get("/console/account/all").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
    }
    world.ends().await;
}

#[tokio::test]
async fn everywhere_else_is_signed_out_at_a_click() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut elsewhere = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/account").await;
    ada.posts("/console/account/elsewhere", &[]).await;
    ada.opens("/console/account").await;
    assert_eq!(
        elsewhere.get("/console/account").await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

#[tokio::test]
async fn whoever_finds_a_browser_open_cannot_guess_the_password_there() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/account").await;
    let mut statuses = Vec::new();
    for n in 0..6 {
        let guess = format!("guess number {n}");
        let page = ada
            .posts("/console/account/codes", &[("off", "yes"), ("old", &guess)])
            .await;
        statuses.push(page.status.as_u16());
        ada.opens("/console/account").await;
    }
    assert_eq!(statuses, [422, 422, 422, 422, 422, 429]);
    // Their owner comes in elsewhere.
    Browser::signed_in(&world, MANAGER).await;
    world.ends().await;
}

/// The code of this moment for the secret that a page shows.
fn code(world: &World, secret: &str) -> String {
    codes::code(secret, world.now()).unwrap()
}

async fn signs_in_with(browser: &mut Browser, code: &str) -> StatusCode {
    let fields = [("name", MANAGER), ("password", PASSWORD), ("code", code)];
    browser.sends("/console/sign-in", &fields).await.status
}

#[tokio::test]
async fn with_codes_turned_on_each_code_signs_in_once() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/account/codes").await;
    let secret = page
        .body
        .split("class=\"secret\">")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .replace(' ', "");
    assert_eq!(secret.len(), 32);
    let right = code(&world, &secret);
    let page = ada
        .posts(
            "/console/account/codes",
            &[("code", "000000"), ("old", PASSWORD)],
        )
        .await;
    page.says("not the code of this moment").says(&secret[..4]);
    let page = ada
        .posts(
            "/console/account/codes",
            &[("code", &right), ("old", "not the password")],
        )
        .await;
    page.says("The present password is another");
    let page = ada
        .posts(
            "/console/account/codes",
            &[("code", &right), ("old", PASSWORD)],
        )
        .await;
    assert_eq!(
        page.location(),
        "/console/account?done=codes-on",
        "{}",
        page.body
    );
    ada.opens("/console/account")
        .await
        .says("Turn the codes off")
        .never_says(&secret);
    let mut again = Browser::of(&world);
    assert_eq!(
        again.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::FORBIDDEN
    );
    // The one with which they were turned on is used up.
    assert_eq!(
        signs_in_with(&mut again, &right).await,
        StatusCode::FORBIDDEN
    );
    world.clock().set(world.now() + TimeDelta::seconds(30));
    let next = code(&world, &secret);
    assert_eq!(
        signs_in_with(&mut again, &next).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        signs_in_with(&mut again, &next).await,
        StatusCode::FORBIDDEN
    );
    // Nor is an older one good after a newer.
    assert_eq!(
        signs_in_with(&mut again, &right).await,
        StatusCode::FORBIDDEN
    );
    let page = ada
        .posts(
            "/console/account/codes",
            &[("off", "yes"), ("old", PASSWORD)],
        )
        .await;
    assert_eq!(
        page.location(),
        "/console/account?done=codes-off",
        "{}",
        page.body
    );
    assert_eq!(
        again.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

#[tokio::test]
async fn the_audit_log_tells_who_signed_in_and_who_was_refused_to_managers_and_auditors() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut nobody = Browser::of(&world);
    nobody.signs_in(MANAGER, "not the password").await;
    // Typed in the wrong field: it must not be kept.
    nobody.signs_in("my-secret-password", "ada").await;
    ada.opens("/console/account").await;
    ada.posts("/console/leave", &[]).await;
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let page = inspector.opens("/console/audit").await;
    for words in [
        "Signed in",
        "Sign-in refused",
        "Signed out",
        MANAGER,
        AUDITOR,
        "no account",
    ] {
        page.says(words);
    }
    page.never_says("my-secret-password")
        .never_says("127.0.0.1");
    let rows = |page: &console::Page| page.body.matches("<tr>").count() - 1;
    assert_eq!(rows(&page), 5);
    let filtered = inspector
        .opens("/console/audit?account=ADA&what=sign-in-refused")
        .await;
    assert_eq!(rows(&filtered), 1);
    let filtered = inspector
        .opens("/console/audit?from=2026-11-23&to=2026-11-23")
        .await;
    assert_eq!(rows(&filtered), 5);
    inspector
        .opens("/console/audit?to=2026-11-22")
        .await
        .says("Nothing of the kind");
    world.ends().await;
}

#[tokio::test]
async fn the_audit_log_is_read_page_by_page_and_kept_as_long_as_the_journal() {
    let world = console::open().await;
    let store = world.running().store().clone();
    for n in 0..120 {
        let at = world.now() - TimeDelta::seconds(120 - n / 2);
        store
            .note(at, MANAGER, "exported", &format!("entry {n};"), 7)
            .await
            .unwrap();
    }
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let mut path = "/console/audit?what=exported".to_owned();
    let mut seen = Vec::new();
    for _ in 0..3 {
        let page = inspector.opens(&path).await;
        let rows = page
            .body
            .split("entry ")
            .skip(1)
            .map(|rest| rest.split(';').next().unwrap().parse().unwrap());
        seen.extend(rows.collect::<Vec<i64>>());
        let older = page
            .body
            .split("href=\"")
            .find(|rest| rest.starts_with("/console/audit") && rest.contains("behind="));
        if let Some(older) = older {
            path = older.split('"').next().unwrap().replace("&amp;", "&");
        }
    }
    assert_eq!(seen, (0..120).rev().collect::<Vec<_>>());
    world.moves_to("2028-11-30T10:00:00Z");
    let wish = AuditWish {
        most: 9,
        ..AuditWish::default()
    };
    let limit = Instant::now() + Duration::from_secs(10);
    while !store.audit(wish.clone()).await.unwrap().is_empty() {
        assert!(Instant::now() < limit, "the log is kept for ever");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.ends().await;
}
