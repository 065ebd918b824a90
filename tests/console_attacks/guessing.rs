//! Guessing passwords: it must wait, and keeps nobody out.

use super::FORM;
use crate::support::World;
use crate::support::console::{self, Browser, MANAGER, PASSWORD};
use chrono::TimeDelta;
use reqwest::{Method, StatusCode};

#[tokio::test]
async fn guessing_must_wait_and_learns_nothing_about_accounts() {
    let world = console::open().await;
    let mut guesser = Browser::of(&world);
    let mut answers = Vec::new();
    for name in [MANAGER, "nobody"] {
        let mut seen = Vec::new();
        for n in 0..7 {
            let page = guesser.signs_in(name, &format!("guess number {n}")).await;
            seen.push((
                page.status,
                page.headers.get("retry-after").cloned(),
                page.body,
            ));
        }
        let statuses: Vec<u16> = seen.iter().map(|(status, ..)| status.as_u16()).collect();
        assert_eq!(statuses, [403, 403, 403, 403, 403, 429, 429]);
        assert_eq!(seen[5].1.as_ref().unwrap(), "15");
        assert!(seen[5].2.contains("Wait 15 seconds"), "{}", seen[5].2);
        answers.push(seen);
    }
    assert_eq!(answers[0], answers[1]);
    // Who must wait is not let in by the right password either; afterwards it is.
    assert_eq!(
        guesser.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    world.clock().set(world.now() + TimeDelta::seconds(15));
    assert_eq!(
        guesser.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

/// Signs in from this address, as a proxy on this machine tells.
async fn from(world: &World, address: &str, password: &str) -> StatusCode {
    let mut browser = Browser::of(world);
    let body = format!("name={MANAGER}&password={}", password.replace(' ', "+"));
    let request = browser.request(Method::POST, "/console/sign-in");
    let request = request.header("x-forwarded-for", format!("203.0.113.99, {address}"));
    browser
        .does(request.header("content-type", FORM).body(body))
        .await
        .status
}

#[tokio::test]
async fn whoever_guesses_does_not_lock_the_owner_out() {
    let world = console::open().await;
    let mut home = Browser::signed_in(&world, MANAGER).await;
    for n in 0..8 {
        let last = from(&world, "198.51.100.1", &format!("guess {n}")).await;
        assert_eq!(last == StatusCode::TOO_MANY_REQUESTS, n >= 5, "{n}");
    }
    assert_eq!(
        from(&world, "198.51.100.2", PASSWORD).await,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        from(&world, "198.51.100.1", PASSWORD).await,
        StatusCode::TOO_MANY_REQUESTS
    );
    // A made-up proof of having been signed in before helps nobody.
    let mut guesser = Browser::of(&world);
    guesser.known = Some(format!("__Host-nightbell-known={}", "00".repeat(48)));
    for n in 0..6 {
        let last = guesser
            .signs_in(MANAGER, &format!("guess {n}"))
            .await
            .status;
        assert_eq!(last == StatusCode::TOO_MANY_REQUESTS, n >= 5, "{n}");
    }
    // The browser that was signed in before comes in even from the address of the guesser.
    for n in 0..8 {
        from(&world, "127.0.0.1", &format!("guess {n}")).await;
    }
    assert_eq!(
        Browser::of(&world).signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(
        home.signs_in(MANAGER, PASSWORD).await.status,
        StatusCode::SEE_OTHER
    );
    world.ends().await;
}

#[tokio::test]
async fn many_guesses_at_once_are_no_more_than_many_in_a_row() {
    let world = console::open().await;
    let guesses = (0..20).map(|n| {
        let world = &world;
        async move { from(world, "198.51.100.1", &format!("guess {n}")).await }
    });
    let answers = futures_util::future::join_all(guesses).await;
    let looked_at = answers
        .iter()
        .filter(|status| **status == StatusCode::FORBIDDEN);
    assert!(looked_at.count() <= 5, "{answers:?}");
    world.ends().await;
}
