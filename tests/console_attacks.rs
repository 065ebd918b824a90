//! The attack list: what somebody tries against the console, and what comes of it. `docs/console-security.md` tells the
//! same in words.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, PASSWORD, Page};
use support::{
    BACK_1, MONDAY_TEN, MONDAY_THREE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, World,
    messages,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Every route of the console with its methods, as the source mounts them.
fn routes() -> Vec<(Vec<Method>, String)> {
    let mut source = String::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console");
    read_all(&folder, &mut source);
    let mounted: Vec<_> = source
        .split(".route(")
        .skip(1)
        .map(|rest| {
            let path = rest.split('"').nth(1).unwrap();
            let begins = match rest.trim_start().starts_with("&one(") {
                true => "/console/clinicians/0",
                false => "",
            };
            let path = format!("{begins}{path}").replace("{*elsewhere}", "no/such/page");
            assert!(path.starts_with("/console"), "{path}");
            // Whatever is in the place of a gap is not there.
            let path = path.split('/').map(|step| match step.starts_with('{') {
                true => "0",
                false => step,
            });
            let path = path.collect::<Vec<_>>().join("/");
            let call = rest.splitn(3, '"').nth(2).unwrap();
            let call = call.split(".route(").next().unwrap();
            let call = call.split(';').next().unwrap();
            let methods = [
                (Method::GET, "get("),
                (Method::POST, "post("),
                (Method::GET, "any("),
            ];
            let methods = methods.into_iter().filter(|(_, word)| call.contains(word));
            let mut methods: Vec<Method> = methods.map(|(method, _)| method).collect();
            if path == "/console/patients/import" {
                methods.push(Method::POST);
            }
            (methods, path)
        })
        .collect();
    assert!(mounted.len() > 25, "{mounted:?}");
    let mute: Vec<_> = mounted
        .iter()
        .filter(|(methods, _)| methods.is_empty())
        .collect();
    assert!(mute.is_empty(), "{mute:?}");
    mounted
}

fn read_all(folder: &Path, source: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, source);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            source.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// What there is for somebody who is not signed in.
fn is_open(path: &str) -> bool {
    [
        "/console",
        "/console/sign-in",
        "/console/arrived",
        "/console/assets/0",
    ]
    .contains(&path)
}

fn is_shut(page: &Page) -> bool {
    match page.status {
        StatusCode::SEE_OTHER => page.location().starts_with("/console/sign-in"),
        status => status == StatusCode::FORBIDDEN,
    }
}

const FORM: &str = "application/x-www-form-urlencoded";

async fn posts(browser: &mut Browser, path: &str, pairs: &[(&str, &str)]) -> Page {
    let mut request = browser
        .request(Method::POST, path)
        .header("content-type", FORM);
    for (name, value) in pairs {
        request = request.header(*name, *value);
    }
    browser.does(request.body("csrf=guessed&name=ada")).await
}

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
async fn a_form_without_its_token_or_with_anothers_does_nothing() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let mut other = Browser::signed_in(&world, MANAGER).await;
    let theirs = other.opens("/console/account").await.field("csrf").unwrap();
    let own = ada.opens("/console/account").await.field("csrf").unwrap();
    assert_ne!(own, theirs);
    for (methods, path) in routes() {
        if !methods.contains(&Method::POST) || path == "/console/sign-in" {
            continue;
        }
        for csrf in ["", "0", &theirs, &own[..own.len() - 1], &own.to_uppercase()] {
            let page = ada
                .sends(&path, &[("csrf", csrf), ("language", "fr")])
                .await;
            let upload = path == "/console/patients/import" && page.status.is_client_error();
            let refused = upload || page.status == StatusCode::FORBIDDEN;
            assert!(refused, "{path} {csrf:?}: {} {}", page.status, page.body);
        }
    }
    // The session lives on, in the language that it had.
    ada.opens("/console/account").await.says("Your account");
    let page = ada
        .sends(
            "/console/account/language",
            &[("csrf", &own), ("language", "fr")],
        )
        .await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    ada.opens("/console/account").await.says("Votre compte");
    world.ends().await;
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing_even_with_the_right_token() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let csrf = ada.opens("/console/account").await.field("csrf").unwrap();
    let url = world.url();
    let elsewhere: [&[(&str, &str)]; 6] = [
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[],
        &[("origin", &url), ("sec-fetch-site", "cross-site")],
        &[("origin", &url), ("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.example"), ("referer", &url)],
    ];
    for headers in elsewhere {
        for path in [
            "/console/account/language",
            "/console/leave",
            "/console/sign-in",
        ] {
            let mut request = support::raw::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .unwrap()
                .post(url.clone() + path)
                .header("cookie", ada.cookie.clone().unwrap())
                .header("content-type", FORM);
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            let body = format!("csrf={csrf}&language=fr&name={MANAGER}&password=x");
            let answer = request.body(body).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path} {headers:?}");
        }
    }
    ada.opens("/console/account").await.says("Your account");
    world.ends().await;
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

/// Asks for exactly these bytes: clients tidy addresses up before they send them.
async fn asks_for(world: &World, path: &str, cookie: &str) -> String {
    sends_head(world, &format!("GET {path}"), cookie, "accept: */*").await
}

/// Sends a head, and nothing behind it; gives what is answered.
async fn sends_head(world: &World, what: &str, cookie: &str, more: &str) -> String {
    let mut stream = TcpStream::connect(world.running().address()).await.unwrap();
    let head = format!(
        "{what} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n{more}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

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
async fn oversized_and_mistaken_bodies_are_refused() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/account").await;
    let big = "x".repeat(300 * 1024);
    for path in ["/console/account/language", "/console/sign-in"] {
        let page = ada.posts(path, &[("name", &big)]).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        for kind in [
            "application/json",
            "text/plain",
            "multipart/form-data; boundary=x",
            "",
        ] {
            let request = ada
                .request(Method::POST, path)
                .header("content-type", kind)
                .body("{}");
            let page = ada.does(request).await;
            assert_eq!(
                page.status,
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "{path} {kind}"
            );
        }
    }
    // What only declares to be large is refused before it comes.
    let cookie = ada.cookie.clone().unwrap();
    let head = format!(
        "content-type: {FORM}\r\norigin: http://localhost\r\ncontent-length: {}",
        33 << 20
    );
    let answer = sends_head(&world, "POST /console/account/language", &cookie, &head).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    for method in [Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
        let request = ada.request(method.clone(), "/console/");
        assert_eq!(
            ada.does(request).await.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
    }
    assert_eq!(
        ada.get("/console/leave").await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
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

type Told = Result<(), Box<dyn std::error::Error>>;

#[tokio::test]
async fn an_auditor_changes_nothing_whatever_is_sent() {
    let world = console::open().await;
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let before = fs::read(world.config().join("patients.csv")).unwrap();
    for (methods, path) in routes() {
        // Asking what would happen changes nothing.
        let own = path == "/console/what-if"
            || path.starts_with("/console/account")
            || path == "/console/leave"
            || path == "/console/sign-in";
        if !methods.contains(&Method::POST) || own {
            continue;
        }
        inspector.opens("/console/account").await;
        let fields = [
            ("name", "Eve"),
            ("phone", "+447700900999"),
            ("clinician", "okafor"),
            ("hours", "24/7"),
        ];
        let page = inspector.posts(&path, &fields).await;
        assert!(
            page.status.is_client_error(),
            "{path}: {} {}",
            page.status,
            page.location()
        );
    }
    assert_eq!(
        fs::read(world.config().join("patients.csv")).unwrap(),
        before
    );
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

#[tokio::test]
async fn an_oversized_or_broken_upload_is_refused() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let csrf = ada
        .opens("/console/patients/import")
        .await
        .field("csrf")
        .unwrap();
    let part = |head: &str, body: &str| {
        format!("--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n")
    };
    let token = part("name=\"csrf\"", &csrf);
    let file = |size: usize| {
        part(
            "name=\"file\"; filename=\"../../evil.csv\"",
            &"x,".repeat(size / 2),
        )
    };
    let kind = "multipart/form-data; boundary=edge";
    let cases = [
        (
            format!("{token}{}--edge--\r\n", file(40 << 20)),
            kind,
            StatusCode::PAYLOAD_TOO_LARGE,
        ),
        (
            format!("{}--edge--\r\n", file(100)),
            kind,
            StatusCode::FORBIDDEN,
        ),
        (
            format!("{}{token}--edge--\r\n", file(100)),
            kind,
            StatusCode::FORBIDDEN,
        ),
        ("no parts at all".to_owned(), kind, StatusCode::BAD_REQUEST),
    ];
    for (body, kind, status) in cases {
        let size = body.len();
        let request = ada
            .request(Method::POST, "/console/patients/import")
            .header("content-type", kind)
            .body(body);
        let page = ada.does(request).await;
        let refused = page.status == status
            || (status == StatusCode::BAD_REQUEST && page.status.is_client_error());
        assert!(refused, "{size} bytes: {}", page.status);
    }
    let names: Vec<_> = fs::read_dir(world.config())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| !name.to_string_lossy().contains("evil")),
        "{names:?}"
    );
    world.ends().await;
}
