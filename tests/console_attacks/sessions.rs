//! Whoever has no session, a made-up one or another's gets nowhere.

use super::{is_open, is_shut, posts, routes};
use crate::support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, PASSWORD};
use reqwest::{Method, StatusCode};
use std::fs;

#[tokio::test]
async fn without_a_session_no_route_shows_or_does_anything() {
    let world = console::open().await;
    let mut nobody = Browser::of(&world);
    for (methods, path) in routes() {
        for method in methods {
            if is_open(&path) {
                continue;
            }
            let page = match method {
                Method::POST => posts(&mut nobody, &path, &[]).await,
                _ => nobody.get(&path).await,
            };
            assert!(
                is_shut(&page),
                "{method} {path}: {} {}",
                page.status,
                page.body
            );
            page.never_says("Rosa");
        }
    }
    world.ends().await;
}

#[tokio::test]
async fn a_made_up_or_altered_token_is_no_session() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/").await;
    let good = ada.cookie.clone().unwrap();
    let last = good.chars().last().unwrap();
    let other = if last == '0' { '1' } else { '0' };
    let altered = format!("{}{other}", &good[..good.len() - 1]);
    let name = good.split('=').next().unwrap();
    for cookie in [
        altered,
        format!("{name}="),
        format!("{name}={}", "0".repeat(64)),
        format!("{name}=' OR 1=1 --"),
    ] {
        ada.cookie = Some(cookie);
        assert!(is_shut(&ada.get("/console/").await));
    }
    // What the database holds opens nothing: it is a digest.
    let folder = world.stops().await;
    let database = fs::read(folder.path().join("data/nightbell.db")).unwrap();
    let token = good.split('=').nth(1).unwrap();
    let bytes: Vec<u8> = (0..token.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&token[at..at + 2], 16).unwrap())
        .collect();
    assert!(!database.windows(bytes.len()).any(|window| window == bytes));
    assert!(
        !database
            .windows(token.len())
            .any(|window| window == token.as_bytes())
    );
}

#[tokio::test]
async fn a_session_that_was_slipped_to_somebody_is_not_theirs_after_signing_in() {
    let world = console::open().await;
    let mut attacker = Browser::signed_in(&world, CLINICIAN).await;
    let slipped = attacker.cookie.clone();
    let mut ada = Browser::of(&world);
    ada.cookie = slipped.clone();
    ada.signs_in(MANAGER, PASSWORD).await;
    assert_ne!(ada.cookie, slipped);
    ada.opens("/console/").await.says(MANAGER);
    // The one that was slipped opens nothing any more.
    assert!(is_shut(&attacker.get("/console/").await));
    // One that nobody was given is not taken over either.
    let made_up = format!(
        "{}={}",
        slipped.unwrap().split('=').next().unwrap(),
        "ab".repeat(32)
    );
    let mut okafor = Browser::of(&world);
    okafor.cookie = Some(made_up.clone());
    okafor.signs_in(CLINICIAN, PASSWORD).await;
    assert_ne!(okafor.cookie, Some(made_up));
    world.ends().await;
}

#[tokio::test]
async fn signing_in_leads_to_no_other_site() {
    let world = console::open().await;
    for next in [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "/console/../../evil",
        "/console/%2e%2e/metrics",
        "/console//evil.example",
        "javascript:alert(1)",
        "/console/\r\nset-cookie: a=b",
        "/twilio/voice",
    ] {
        let mut ada = Browser::of(&world);
        let fields = [("name", MANAGER), ("password", PASSWORD), ("next", next)];
        let page = ada.sends("/console/sign-in", &fields).await;
        assert_eq!(page.location(), "/console/arrived", "{next}");
        let encoded: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("next", next)
            .finish();
        let page = ada.get(&format!("/console/arrived?{encoded}")).await;
        assert_eq!(page.location(), "/console/", "{next}");
        let page = Browser::of(&world)
            .get(&format!("/console/sign-in?{encoded}"))
            .await;
        page.never_says("evil");
    }
    world.ends().await;
}

#[tokio::test]
async fn an_account_that_is_removed_or_changed_is_signed_out_at_once() {
    let world = console::open().await;
    let mut browsers = Vec::new();
    for name in [MANAGER, CLINICIAN, AUDITOR] {
        let mut browser = Browser::signed_in(&world, name).await;
        browser.opens("/console/account").await;
        browsers.push(browser);
    }
    let [ada, okafor, inspector] = browsers.as_mut_slice() else {
        panic!("three browsers");
    };
    // The manager becomes an auditor, the clinician is gone, the auditor gets a password of which nobody knows.
    let text = [
        console::account(MANAGER, "auditor", ""),
        console::account(AUDITOR, "auditor", "").replace(
            &console::hash(PASSWORD),
            &console::hash("another one, quite long"),
        ),
    ];
    console::writes_users(&world, &text.concat());
    ada.waits_until("/console/", is_shut).await;
    assert!(is_shut(&okafor.get("/console/").await));
    assert!(is_shut(&inspector.get("/console/").await));
    assert_eq!(
        okafor.signs_in(CLINICIAN, PASSWORD).await.status,
        StatusCode::FORBIDDEN
    );
    assert_eq!(
        inspector.signs_in(AUDITOR, PASSWORD).await.status,
        StatusCode::FORBIDDEN
    );
    // As an auditor the former manager looks and changes nothing.
    ada.signs_in(MANAGER, PASSWORD).await;
    ada.opens("/console/account").await.says("changes nothing");
    world.ends().await;
}
