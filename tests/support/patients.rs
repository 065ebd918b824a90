//! The patients' pages as a manager goes through them.

use std::fs;

use reqwest::{Method, StatusCode};

use super::World;
use super::console::{Browser, Page};

pub const NEW: &str = "/console/patients/new";
pub const IMPORT: &str = "/console/patients/import";

/// What stands in `patients.csv`.
pub fn list(world: &World) -> String {
    fs::read_to_string(world.config().join("patients.csv")).unwrap()
}

/// The address of the page of the patient whose name this is, on a page of the list.
pub fn link(page: &Page, name: &str) -> String {
    let before = page.body.split(&format!("\">{name}</a>")).next().unwrap();
    assert!(before.len() < page.body.len(), "no {name} in {}", page.body);
    before.rsplit("href=\"").next().unwrap().to_owned()
}

/// Opens the page of a patient, found by name.
pub async fn opens(browser: &mut Browser, name: &str) -> String {
    let search = form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>();
    let page = browser
        .opens(&format!("/console/patients?q={search}"))
        .await;
    let path = link(&page, name);
    browser.opens(&path).await;
    path
}

/// Saves what the preview shows.
pub async fn saves(browser: &mut Browser, preview: &Page) -> Page {
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.body);
    let draft = preview
        .body
        .split("action=\"/console/changes/")
        .nth(1)
        .unwrap();
    let path = format!("/console/changes/{}", draft.split('"').next().unwrap());
    let saved = browser.posts(&path, &[]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    browser.get(saved.location()).await
}

/// Uploads a file as a browser does; gives the answer.
pub async fn uploads(browser: &mut Browser, csrf: &str, file: &[u8]) -> Page {
    let mut body = format!("--edge\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.csv\"\r\nContent-Type: text/csv\r\n\r\n").into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let request = browser
        .request(Method::POST, IMPORT)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(body);
    browser.does(request).await
}

/// Uploads a file and opens the page that says what it would change; gives its address, too.
pub async fn looks_through(browser: &mut Browser, file: &str) -> (String, Page) {
    let csrf = browser.opens(IMPORT).await.field("csrf").unwrap();
    let page = uploads(browser, &csrf, file.as_bytes()).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let at = page.location().to_owned();
    let page = browser.opens(&at).await;
    (at, page)
}
