//! Spreadsheets of patients, taken in and given out.

#![allow(clippy::unwrap_used)]

mod support;

use reqwest::{Method, StatusCode};
use support::console::{self, Browser, CLINICIAN, MANAGER};
use support::patients::{IMPORT, list, looks_through, saves, uploads};
use support::{PATIENTS, PRACTICE, SECRETS, World};

#[tokio::test]
async fn a_spreadsheet_is_looked_through_and_then_taken_as_a_whole() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let file = "Téléphone;Nom;Soignant;Au\r\n\
                07700 900456;Rosa Diaz;okafor;28/02/2027\r\n\
                07700 900999;Ann Lee;Dr Per Lindqvist;\r\n\
                4,47E+11;Lost Digits;okafor;\r\n";
    let (at, page) = looks_through(&mut ada, file).await;
    page.says("One patient is added")
        .says("One patient is changed")
        .says("One row is refused")
        .says("power of ten");
    ada.opens(&format!("{at}?list=changed"))
        .await
        .says("<del>31 Jan 2027</del>")
        .says("<ins>28 Feb 2027</ins>");
    ada.opens(&format!("{at}?list=added&page=99"))
        .await
        .says("Ann Lee");
    assert_eq!(list(&world), PATIENTS);
    // All or nothing: then nothing goes on.
    let choice = [
        ("column-0", "phone"),
        ("column-1", "name"),
        ("column-2", "clinician"),
        ("column-3", "until"),
        ("heading", "yes"),
        ("mode", "add"),
    ];
    let mut strict = choice.to_vec();
    strict.push(("refused", "stop"));
    assert_eq!(ada.posts(&at, &strict).await.location(), at);
    ada.opens(&at).await.says("you chose all or nothing");
    let page = ada.posts(&format!("{at}/go"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    assert_eq!(ada.posts(&at, &choice).await.location(), at);
    ada.opens(&at).await;
    let preview = ada.posts(&format!("{at}/go"), &[]).await;
    saves(&mut ada, &preview).await;
    let now = list(&world);
    assert!(
        now.contains("Rosa Diaz,okafor,2026-11-01,2027-02-28,yes,,482163"),
        "{now}"
    );
    assert!(
        now.contains("Ann Lee,lindqvist") && now.contains("Ned Ended") && !now.contains("Lost"),
        "{now}"
    );
    // Once more, it has nothing to do but to tell of the row that is refused.
    let (_, page) = looks_through(&mut ada, file).await;
    page.says("2 patients stay")
        .says("There is nothing to save");
    world.ends().await;
}

#[tokio::test]
async fn a_file_that_replaces_the_list_removes_the_others() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let (at, _) = looks_through(
        &mut ada,
        "phone,name,clinician\n07700 900456,Rosa Diaz,okafor\n",
    )
    .await;
    let choice = [
        ("column-0", "phone"),
        ("column-1", "name"),
        ("column-2", "clinician"),
        ("heading", "yes"),
        ("mode", "replace"),
    ];
    ada.posts(&at, &choice).await;
    ada.opens(&at)
        .await
        .says("2 patients are removed")
        .says("Marie Dupont")
        .says("Ned Ended");
    let preview = ada.posts(&format!("{at}/go"), &[]).await;
    saves(&mut ada, &preview).await;
    assert_eq!(list(&world).lines().count(), 2, "{}", list(&world));
    world.ends().await;
}

#[tokio::test]
async fn a_list_that_changed_meanwhile_is_looked_at_anew() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let (at, _) = looks_through(
        &mut ada,
        "phone,name,clinician\n07700 900999,Ann Lee,okafor\n",
    )
    .await;
    world
        .edits(
            PRACTICE,
            &format!("{PATIENTS}+447700900999,Ann Lee,okafor,,,,,\n"),
        )
        .await;
    let page = ada.posts(&format!("{at}/go"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let page = ada.opens(page.location()).await;
    page.says("The list has changed meanwhile")
        .says("There is nothing to save");
    world.ends().await;
}

#[tokio::test]
async fn an_upload_without_the_forms_token_or_too_large_is_refused() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let csrf = ada.opens(IMPORT).await.field("csrf").unwrap();
    let file = b"phone,name,clinician\n07700 900999,Ann Lee,okafor\n";
    for token in ["", "x", "00000000000000000000000000000000"] {
        assert_eq!(
            uploads(&mut ada, token, file).await.status,
            StatusCode::FORBIDDEN
        );
    }
    let large = vec![b'x'; 16 * 1024 * 1024 + 1];
    assert_eq!(
        uploads(&mut ada, &csrf, &large).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    for (file, says) in [
        (&b"PK\x03\x04workbook"[..], "This is a workbook"),
        (b"", "There is nothing in this file"),
        (b"\x00\x01\x02", "cannot be read"),
    ] {
        let page = uploads(&mut ada, &csrf, file).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says(says);
    }
    // Nobody else finds an upload.
    let (at, _) = looks_through(&mut ada, "phone,name,clinician\n1,Secret Name,okafor\n").await;
    world.moves_to("2026-11-23T10:01:00Z");
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    okafor.get(&at).await.never_says("Secret Name");
    let page = ada
        .get(&format!("{IMPORT}/ffffffffffffffffffffffffffffffff"))
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    world.ends().await;
}

#[tokio::test]
async fn an_export_is_written_down_and_holds_no_formula() {
    let patients = format!(
        "{PATIENTS}+447700900470,\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",okafor,,,,,012345\n"
    );
    let world = World::with(
        support::MONDAY_TEN,
        PRACTICE,
        &patients,
        &[("users.toml", &console::accounts())],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/patients.csv").await;
    assert_eq!(
        page.headers["content-disposition"],
        "attachment; filename=\"patients.csv\""
    );
    assert!(
        page.body.starts_with("\u{feff}phone,name,clinician"),
        "{}",
        page.body
    );
    page.says("\"'=HYPERLINK(")
        .says("'+44 7700 900470")
        .says(",'012345\r\n");
    for secret in SECRETS {
        page.never_says(secret);
    }
    let request = ada
        .request(Method::GET, "/console/patients.csv")
        .header("accept-language", "fr");
    ada.does(request).await.says("phone;name;clinician");
    let (_, page) = looks_through(&mut ada, &page.body).await;
    page.says("There is nothing to save");
    world.ends().await;
}
