//! The gate of the console: who comes in and how, when a session ends, and what every answer carries.

#![allow(clippy::unwrap_used)]

mod support;

use reqwest::StatusCode;
use support::World;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, PASSWORD};

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
