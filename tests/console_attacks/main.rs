//! The attack list: what somebody tries against the console, and what comes of it. `docs/console-security.md` tells the
//! same in words.

#![allow(clippy::unwrap_used, clippy::panic)]

mod answers;
mod forms;
mod guessing;
mod sessions;
#[path = "../support/mod.rs"]
mod support;

use reqwest::{Method, StatusCode};
use std::fs;
use std::path::Path;
use support::World;
use support::console::{Browser, Page};
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

type Told = Result<(), Box<dyn std::error::Error>>;
