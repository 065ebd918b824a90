//! What answers show, forbid and keep to themselves.

use super::{Told, asks_for};
use crate::support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use crate::support::{
    BACK_1, MONDAY_TEN, MONDAY_THREE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World,
    messages,
};
use chrono::TimeDelta;
use reqwest::StatusCode;
use std::fs;

#[tokio::test]
async fn path_tricks_lead_nowhere() {
    let world = console::open().await;
    let ada = Browser::signed_in(&world, MANAGER).await;
    let cookie = ada.cookie.unwrap();
    assert!(
        asks_for(&world, "/console/account", &cookie)
            .await
            .starts_with("HTTP/1.1 200")
    );
    for path in [
        "/console/assets/..%2fmod.rs",
        "/console/assets/../mod.rs",
        "/console/assets/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/console/assets/..%5cx",
        "/console/assets/console.css%00.js",
        "/console/assets/",
        "/console/%2e%2e/metrics",
        "/console/../metrics",
        "/console/..%2fmetrics",
        "/console/assets/users.toml",
        "/console/users.toml",
        "/console//etc/passwd",
        "/console/%00",
        "/console/%ff",
        "//console/account",
        "/console/account/",
        "/CONSOLE/account",
    ] {
        let answer = asks_for(&world, path, &cookie).await;
        let refused = ["HTTP/1.1 404", "HTTP/1.1 400"]
            .iter()
            .any(|status| answer.starts_with(status));
        assert!(refused, "{path}: {answer}");
        for leak in ["argon2", "root:", "nightbell_", "//!"] {
            assert!(!answer.contains(leak), "{path}: {answer}");
        }
    }
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_does_not_see_what_is_not_of_the_own_line() {
    let world = console::open().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    let page = okafor.get("/console/audit").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    page.never_says("Signed in");
    okafor
        .opens("/console/account")
        .await
        .never_says("/console/audit");
    world.ends().await;
}

#[tokio::test]
async fn every_answer_forbids_what_is_not_ours_and_keeps_nothing() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let pages = [
        ada.get("/console/").await,
        ada.get("/console/account").await,
        ada.get("/console/nothing").await,
        ada.get("/console/leave").await,
        ada.posts("/console/account/language", &[("csrf", "wrong")])
            .await,
        ada.get("/console/assets/console.css").await,
        Browser::of(&world).get("/console/").await,
        Browser::of(&world).get("/console/sign-in").await,
        Browser::of(&world).signs_in("nobody", "x").await,
    ];
    for page in pages {
        let header = |name: &str| {
            page.headers
                .get(name)
                .map_or("", |value| value.to_str().unwrap())
                .to_owned()
        };
        let policy = header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        ] {
            assert!(policy.split("; ").any(|is| is == part), "{part}: {policy}");
        }
        assert!(
            !policy.contains("unsafe") && !policy.contains('*'),
            "{policy}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("x-frame-options"), "DENY");
        assert_eq!(header("referrer-policy"), "same-origin");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin");
        assert!(["no-store", "no-cache"].contains(&header("cache-control").as_str()));
        for inline in [" style=", " onclick=", " onload=", "<style", "javascript:"] {
            page.never_says(inline);
        }
    }
    world.ends().await;
}

#[tokio::test]
async fn what_is_typed_comes_back_as_text_alone() {
    let world = console::open().await;
    let script = "\"><script>alert(1)</script>";
    let mut nobody = Browser::of(&world);
    nobody
        .signs_in(script, script)
        .await
        .never_says("<script>alert");
    let encoded = form_urlencoded::Serializer::new(String::new())
        .append_pair("account", script)
        .append_pair("what", script)
        .append_pair("from", script)
        .append_pair("done", script)
        .append_pair("next", script)
        .finish();
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for path in [
        "/console/audit",
        "/console/account",
        "/console/sign-in",
        "/console/arrived",
        "/console/no",
    ] {
        ada.get(&format!("{path}?{encoded}"))
            .await
            .never_says("<script>alert");
    }
    world.ends().await;
}

/// The addresses on a page that begin so, each once.
fn links(page: &Page, begin: &str) -> Vec<String> {
    let found = page.body.split('"').filter(|part| part.starts_with(begin));
    let mut found: Vec<String> = found.map(|link| link.replace("&amp;", "&")).collect();
    found.sort();
    found.dedup();
    found
}

#[tokio::test]
async fn another_clinicians_message_and_patients_are_not_there() -> Told {
    let users =
        console::accounts() + &console::account("per", "clinician", "clinician = \"lindqvist\"");
    let users = [("users.toml", users.as_str())];
    let world = World::with(MONDAY_THREE, PRACTICE, PATIENTS, &users).await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_words("my knee hurts").await?;
    rosa.hangs_up().await?;
    world
        .phone(OKAFOR_PHONE)
        .receives_text(BACK_1, "New message")
        .await?;
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    let message = messages::messages(&world.data()).last().unwrap().id;
    let sound = format!("/console/messages/{message}");

    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/patients").await;
    let mut rows = links(&list, "/console/patients/");
    rows.retain(|link| link.len() == "/console/patients/".len() + 16);
    assert_eq!(rows.len(), 3, "{}", list.body);
    let mut calls = links(&ada.opens("/console/journal").await, "/console/journal/");
    calls.retain(|link| link.len() == "/console/journal/".len() + 32);
    assert!(!calls.is_empty());
    let before = fs::read(world.config().join("patients.csv")).unwrap();

    let mut per = Browser::signed_in(&world, "per").await;
    for path in rows.iter().chain(&calls).chain([&sound]) {
        let page = per.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        page.never_says("Rosa").never_says("Marie");
    }
    for path in [
        "/console/",
        "/console/patients",
        "/console/patients.csv",
        "/console/journal",
        "/console/journal.csv",
    ] {
        per.get(path).await.never_says("Rosa").never_says("Marie");
    }
    let acts = rows
        .iter()
        .flat_map(|row| ["", "/end", "/urgent", "/remove"].map(|act| format!("{row}{act}")));
    let acts = acts.chain(["/heard", "/delete"].map(|act| format!("{sound}{act}")));
    for path in acts.collect::<Vec<_>>() {
        per.opens("/console/account").await;
        let page = per.posts(&path, &[("name", "Eve")]).await;
        assert!(page.status.is_client_error(), "{path}: {}", page.status);
    }
    assert_eq!(
        fs::read(world.config().join("patients.csv")).unwrap(),
        before
    );
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    assert!(inspector.get(&sound).await.status.is_client_error());
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    assert_eq!(okafor.get(&sound).await.status, StatusCode::OK);
    Ok(())
}

#[tokio::test]
async fn script_and_formulas_in_a_patients_name_stay_text() {
    let patients = "phone,name,clinician,from,until,urgent,language,code\n\
        +447700900456,<script>alert(1)</script>,okafor,2026-11-01,,no,,\n\
        +447700900457,\"=HYPERLINK(\"\"https://evil.example\"\",\"\"x\"\")\",okafor,2026-11-01,,no,,\n\
        +447700900458,\"\"\"'><img src=x onerror=alert(2)>\",okafor,2026-11-01,,no,,\n\
        +447700900459,@SUM(A1),okafor,2026-11-01,,no,,\n\
        +447700900460,-cmd|calc,okafor,2026-11-01,,no,,\n";
    let users = console::accounts();
    let world = World::with(MONDAY_TEN, PRACTICE, patients, &[("users.toml", &users)]).await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await.unwrap();
    rosa.hangs_up().await.unwrap();
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/patients").await;
    list.says("&lt;script&gt;");
    let mut pages = vec![
        "/console/".to_owned(),
        "/console/patients?search=script".to_owned(),
        "/console/journal".to_owned(),
    ];
    pages.extend(links(&list, "/console/patients/"));
    for path in pages {
        let page = ada.get(&path).await;
        page.never_says("<script>alert").never_says("<img src=x");
    }
    for path in ["/console/patients.csv", "/console/journal.csv"] {
        let sheet = ada.opens(path).await;
        let body = sheet.body.trim_start_matches('\u{feff}').to_owned();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(body.as_bytes());
        for row in reader.records() {
            for cell in &row.unwrap() {
                let formula = cell.starts_with(['=', '@', '\t', '\r'])
                    || (cell.starts_with(['-', '+']) && cell.len() > 1);
                assert!(!formula, "{path}: {cell}");
            }
        }
    }
    world.running();
}
