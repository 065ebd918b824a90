//! Forms that the console did not hand out, and bodies that no form sends.

use super::{FORM, routes, sends_head};
use crate::support::console::{self, AUDITOR, Browser, MANAGER};
use reqwest::{Method, StatusCode};
use std::fs;

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
            let mut request = crate::support::raw::builder()
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
