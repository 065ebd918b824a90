//! Every way of changing the configuration: looked at first, and in the audit log afterwards.

use std::fs;
use std::path::{Path, PathBuf};

use nightbell::config::versions;
use nightbell::store::{AuditRow, AuditWish, Suspension};
use reqwest::StatusCode;

use super::support::console::{self, Browser, MANAGER};
use super::support::{self, PATIENTS, PRACTICE, World};
use super::{DESK, changes_hours, looks_at_hours, practice, saves, saving, says};

/// Opens a form and sends it; what comes is the look at the change, with what it would have changed, and nothing is written.
async fn is_looked_at(world: &World, ada: &mut Browser, path: &str, fields: &[(&str, &str)]) {
    let files = || {
        let folder = world.config();
        ["practice.toml", "patients.csv"].map(|file| fs::read(folder.join(file)).unwrap())
    };
    let before = files();
    let page = ada.posts(path, fields).await;
    assert_eq!(page.status, StatusCode::OK, "{path} {}", page.body);
    page.says("Save this change?")
        .says("What it would have changed")
        .says("the last call");
    saving(&page);
    assert!(files() == before, "{path}");
}

#[tokio::test]
async fn every_way_of_changing_the_configuration_is_looked_at_first() {
    let next = PRACTICE.replace(
        "phone  = \"+447700900133\"\n",
        "phone  = \"+447700900133\"\nnext_phone = \"+447700900144\"\n",
    );
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &next,
        PATIENTS,
        &[("users.toml", &users)],
    )
    .await;
    let first = versions::list(&world.config()).pop().unwrap().name;
    world.edits(&next.replace(DESK.0, DESK.1), PATIENTS).await;
    let rosa = world.phone(support::ROSA);
    rosa.dials(support::OKAFOR_LINE).await.unwrap();
    world.phone(support::OKAFOR_PHONE).rings().await.unwrap();
    rosa.hangs_up().await.unwrap();
    let okafor = world.phone(support::OKAFOR_PHONE);
    okafor
        .receives_text(support::BACK_1, "Missed call")
        .await
        .unwrap();
    let asked = world.phone("+447700900144");
    asked
        .receives_text(support::LINDQVIST_LINE, "reply OK")
        .await
        .unwrap();
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let notation = [
        ("kind", "notation"),
        ("notation", "Mo 09:00-12:00"),
        ("do", "save"),
    ];
    let new = [
        ("name", "Tom"),
        ("phones", "07700 900700"),
        ("clinician", "okafor"),
    ];
    let away = [
        ("a0-from", "2026-12-01"),
        ("a0-to", "2026-12-02"),
        ("a0-cover", "lindqvist"),
        ("do", "save"),
    ];
    let rota = [
        ("s0-clinician", "okafor"),
        ("s0-kind", "always"),
        ("do", "save"),
    ];
    let named = [
        ("name", "Dr Ada Bell"),
        ("line", "+447700900101"),
        ("ring", "20"),
    ];
    let weber = [
        ("name", "Dr Eva Weber"),
        ("line", "07700 900103"),
        ("phone", "07700 900143"),
    ];
    let version = format!("/console/history/{first}");
    for (form, to, fields) in [
        ("/console/hours/practice", "", &notation[..]),
        ("/console/hours/of/okafor", "", &notation),
        ("/console/hours/away/okafor", "", &away),
        ("/console/hours/rota/0", "", &rota),
        ("/console/patients/new", "", &new),
        ("/console/clinicians/okafor", "", &named),
        (
            "/console/clinicians/okafor",
            "/phone",
            &[("phone", "07700 900145")],
        ),
        ("/console/clinicians/lindqvist", "/phone/give-up", &[]),
        ("/console/clinicians/okafor/remove", "", &[]),
        ("/console/add-clinician", "", &weber),
        (&version, "/restore", &[]),
    ] {
        ada.opens(form).await;
        is_looked_at(&world, &mut ada, &format!("{form}{to}"), fields).await;
    }
    let changed = [
        ("name", "Marie Durand"),
        ("phones", "07700 900457"),
        ("clinician", "okafor"),
    ];
    for (to, fields) in [
        ("", &changed[..]),
        ("/end", &[("until", "2026-12-24")]),
        ("/urgent", &[("urgent", "yes")]),
        ("/remove", &[]),
    ] {
        let path = support::patients::opens(&mut ada, "Marie Dupont").await;
        is_looked_at(&world, &mut ada, &format!("{path}{to}"), fields).await;
    }
    let sheet = "phone,name,clinician\n07700 900700,Tom Hale,okafor\n";
    let (at, _) = support::patients::looks_through(&mut ada, sheet).await;
    is_looked_at(&world, &mut ada, &format!("{at}/go"), &[]).await;
    world.ends().await;
}

#[test]
fn no_page_but_this_one_writes_in_the_folder() {
    fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => sources(&path, found),
                false => found.push(path),
            }
        }
    }
    let mut all = Vec::new();
    let console = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console");
    sources(&console, &mut all);
    let writes = [
        "editor.put(",
        ".promote(",
        ".take_out(",
        ".apply(",
        "fs::write",
        "fs::rename",
    ];
    let mut writers: Vec<String> = all
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .filter(|path| !path.ends_with("tests.rs"))
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            // What a unit test writes is in a folder of its own.
            let text = text.split("#[cfg(test)]\nmod ").next().unwrap();
            writes.iter().any(|call| text.contains(call))
        })
        .map(|path| path.strip_prefix(&console).unwrap().display().to_string())
        .collect();
    writers.sort();
    assert_eq!(writers, ["changes/mod.rs"]);
}

#[tokio::test]
async fn a_second_rota_is_looked_at_as_it_stands_there() {
    let nights = "\n[[rota]]\nname = \"nights\"\nshifts = [{ hours = \"Mo 20:00-24:00\", clinician = \"okafor\" }]\n";
    let users = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &format!("{PRACTICE}{nights}"),
        PATIENTS,
        &[("users.toml", &users)],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/hours/rota/1").await;
    let fields = [
        ("s0-clinician", "lindqvist"),
        ("s0-kind", "notation"),
        ("s0-notation", "Tu 20:00-24:00"),
        ("do", "save"),
    ];
    let page = ada.posts("/console/hours/rota/1", &fields).await;
    let (table, _) = page.body.split_once("In the files").unwrap();
    for words in [
        "The rota “nights”",
        "<strong>Dr Ada Okafor</strong>",
        "Mo 20:00-24:00",
        "<strong>Dr Per Lindqvist</strong>",
        "Tu 20:00-24:00",
    ] {
        says(table, words);
    }
    world.ends().await;
}

#[tokio::test]
async fn a_change_that_is_saved_while_the_log_cannot_be_written_is_in_it_later() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    changes_hours(&mut ada, "okafor", "Mo 09:00-12:00").await;
    let logged = async || -> Vec<String> {
        let wish = AuditWish {
            what: Some("changed-configuration".to_owned()),
            most: 100,
            ..AuditWish::default()
        };
        let rows = world.running().store().audit(wish).await.unwrap();
        let told = |row: AuditRow| format!("{} {} {}", row.at, row.account, row.detail);
        rows.into_iter().map(told).collect()
    };
    let first = "2026-11-23 10:00:00 UTC ada hours okafor";
    ada.opens("/console/audit").await;
    assert_eq!(logged().await, [first]);
    world.moves_to("2026-11-23T10:07:00Z");
    let own = looks_at_hours(&mut ada, "okafor", "Tu 10:00-11:00").await;
    world.running().store().suspend(Suspension::Refuses);
    world.shows("/readyz", "the store cannot be used").await;
    let page = saves(&mut ada, &own).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert!(practice(&world).contains("Tu 10:00-11:00"));
    ada.opens(page.location())
        .await
        .says("The change is in force")
        .says("The audit log cannot be written now");
    let page = ada.opens("/console/audit").await;
    page.says("the latest changes may be missing here");
    assert_eq!(logged().await, [first]);
    world.running().store().resume();
    world.shows("/readyz", "\"not_well\": []").await;
    let second = "2026-11-23 10:07:00 UTC ada hours okafor";
    for _ in 0..2 {
        let page = ada.opens("/console/audit").await;
        assert_eq!(logged().await, [second, first]);
        page.says("2026-11-23T10:07:00+00:00")
            .never_says("the latest changes may be missing");
    }
    world.ends().await;
}
