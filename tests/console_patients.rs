//! The patients in the console: looked for, added, changed and ended.

#![allow(clippy::unwrap_used)]

mod support;

use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use support::patients::{IMPORT, NEW, list, looks_through, opens, saves, uploads};
use support::{LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, World};

#[tokio::test]
async fn a_patient_who_was_added_gets_through() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(NEW).await;
    let fields = [
        ("name", "Ann Lee"),
        ("phones", "07700 900999"),
        ("clinician", "okafor"),
        ("until", "2026-12-31"),
        ("urgent", "yes"),
        ("language", "fr-FR"),
        ("code", "771203"),
    ];
    let preview = ada.posts(NEW, &fields).await;
    assert_eq!(list(&world), PATIENTS);
    let page = saves(&mut ada, &preview).await;
    page.says("Ann Lee").says("+44 7700 900999");
    assert!(
        list(&world).ends_with("+447700900999,Ann Lee,okafor,,2026-12-31,yes,fr-FR,771203\n"),
        "{}",
        list(&world)
    );
    let page = ada.opens("/console/patients?q=0999").await;
    page.says("Ann Lee").never_says("Rosa Diaz");
    let (ann, okafor) = (world.phone("+447700900999"), world.phone(OKAFOR_PHONE));
    ann.dials(OKAFOR_LINE).await.unwrap();
    okafor.rings().await.unwrap();
    okafor.answers().await.unwrap();
    okafor.presses("1").await.unwrap();
    okafor.hears("Ann Lee").await.unwrap();
    ann.is_connected_to(&okafor).await.unwrap();
    world.ends().await;
}

#[tokio::test]
async fn mistakes_stand_at_their_fields_and_what_was_entered_is_kept() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(NEW).await;
    let fields = [
        ("name", "Ann \"Annie\" Lee"),
        ("phones", "12"),
        ("clinician", "nobody"),
        ("from", "2026-12-31"),
        ("until", "2026-01-01"),
        ("language", "fr-CA"),
        ("code", "12"),
    ];
    let page = ada.posts(NEW, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("value=\"Ann &quot;Annie&quot; Lee\"")
        .says("aria-describedby=\"phones-hint phones-wrong\"")
        .says("id=\"clinician-wrong\"")
        .says("The last day comes before the first.")
        .says("four to eight digits")
        .says("value=\"2026-12-31\"")
        .says("<option value=\"fr-CA\" selected");
    assert_eq!(list(&world), PATIENTS);
    world.ends().await;
}

#[tokio::test]
async fn a_number_of_the_practice_is_refused_and_never_sent_back() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for ours in [
        LINDQVIST_PHONE,
        "07700 900 133",
        "0044 7700900133",
        OKAFOR_LINE,
        "447700900201",
    ] {
        ada.opens(NEW).await;
        let phones = format!("07700 900998\n{ours}");
        let fields = [
            ("name", "Ann"),
            ("phones", &phones),
            ("clinician", "okafor"),
        ];
        let page = ada.posts(NEW, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{ours}");
        page.says("belongs to the practice")
            .never_says("900133")
            .never_says("900 133");
        page.says("07700 900998");
    }
    for field in ["name", "code", "until", "clinician", "language"] {
        ada.opens(NEW).await;
        let page = ada
            .posts(NEW, &[(field, "07700 900133"), ("phones", "07700 900998")])
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        page.never_says("900133")
            .never_says("900 133")
            .says(&format!("id=\"{field}-wrong\""));
    }
    assert_eq!(list(&world), PATIENTS);
    world.ends().await;
}

#[tokio::test]
async fn a_clinicians_phone_in_the_list_stays_and_is_not_shown() {
    let patients = format!("{PATIENTS}{OKAFOR_PHONE};+447700900460,Ada Okafor,lindqvist,,,,,\n");
    let world = World::with(
        support::MONDAY_TEN,
        PRACTICE,
        &patients,
        &[("users.toml", &console::accounts())],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/patients")
        .await
        .says("•• 23")
        .says("+44 7700 900460");
    for tail in ["0123", "23", "900123", "07700900123"] {
        ada.opens(&format!("/console/patients?q={tail}"))
            .await
            .says("Nobody is found");
    }
    let path = opens(&mut ada, "Ada Okafor").await;
    let page = ada.last.clone().unwrap();
    page.says("•• 23").says("+44 7700 900460");
    let fields = [
        ("name", "Ada M. Okafor"),
        ("phones", "07700 900461"),
        ("clinician", "lindqvist"),
    ];
    let preview = ada.posts(&path, &fields).await;
    let page = saves(&mut ada, &preview).await;
    page.says("Ada M. Okafor")
        .says("•• 23")
        .says("+44 7700 900461");
    assert!(
        list(&world).contains(&format!(
            "{OKAFOR_PHONE};+447700900461,Ada M. Okafor,lindqvist"
        )),
        "{}",
        list(&world)
    );
    let export = ada.opens("/console/patients.csv").await;
    export.says("•• 23; +44 7700 900461,Ada M. Okafor");
    let (_, page) = looks_through(&mut ada, &export.body).await;
    page.says("4 patients stay as the list has them")
        .says("There is nothing to save");
    world.ends().await;
}

#[tokio::test]
async fn the_buttons_end_make_urgent_and_remove() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let marie = opens(&mut ada, "Marie Dupont").await;
    let preview = ada
        .posts(&format!("{marie}/urgent"), &[("urgent", "yes")])
        .await;
    saves(&mut ada, &preview)
        .await
        .says("Take urgent access away");
    ada.opens(&marie).await;
    let preview = ada
        .posts(&format!("{marie}/end"), &[("until", "2026-11-23")])
        .await;
    saves(&mut ada, &preview).await.says("until 23 Nov 2026");
    assert!(
        list(&world).contains("Marie Dupont,okafor,2026-11-01,2026-11-23,yes,fr-FR,"),
        "{}",
        list(&world)
    );
    ada.opens(&marie).await;
    let page = ada
        .posts(&format!("{marie}/end"), &[("until", "2026-10-01")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("begins on 1 Nov 2026");
    let page = ada
        .posts(&format!("{marie}/end"), &[("until", "soon")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    ada.opens(&marie).await;
    let preview = ada.posts(&format!("{marie}/remove"), &[]).await;
    assert!(list(&world).contains("Marie"));
    let page = saves(&mut ada, &preview).await;
    assert_eq!(page.location(), "/console/patients");
    assert!(!list(&world).contains("Marie"));
    assert_eq!(ada.get(&marie).await.status, StatusCode::NOT_FOUND);
    world.ends().await;
}

#[tokio::test]
async fn a_new_code_is_suggested_and_saved_with_the_rest() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let marie = opens(&mut ada, "Marie Dupont").await;
    let fields = [
        ("name", "Marie B. Dupont"),
        ("phones", "07700 900457"),
        ("clinician", "okafor"),
        ("do", "new-code"),
    ];
    let page = ada.posts(&marie, &fields).await;
    let code = page.field("code").unwrap();
    assert!(
        code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) && !code.starts_with('0'),
        "{code}"
    );
    page.says("value=\"Marie B. Dupont\"");
    assert_eq!(list(&world), PATIENTS);
    // Rosa has this one.
    let page = ada
        .posts(
            &marie,
            &[
                ("name", "Marie Dupont"),
                ("phones", "07700 900457"),
                ("clinician", "okafor"),
                ("code", "482163"),
            ],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Another household");
    world.ends().await;
}

#[tokio::test]
async fn script_in_a_name_is_shown_as_text() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let name = "<script>alert(1)</script>\"'><img src=x>";
    ada.opens(NEW).await;
    let preview = ada
        .posts(
            NEW,
            &[
                ("name", name),
                ("phones", "07700 900998"),
                ("clinician", "okafor"),
            ],
        )
        .await;
    preview.never_says("<script>alert").never_says("<img src=x");
    let page = saves(&mut ada, &preview).await;
    page.never_says("<script>alert")
        .never_says("<img src=x")
        .says("&lt;script&gt;alert(1)");
    let page = ada
        .opens("/console/patients?q=%22%3E%3Cscript%3Ealert(1)")
        .await;
    page.never_says("<script>alert")
        .says("&lt;script&gt;alert(1)");
    let (_, page) = looks_through(
        &mut ada,
        "phone,\"<script>alert(1)</script>\",name,clinician\n1,x,<img src=x>,okafor\n",
    )
    .await;
    page.never_says("<script>alert")
        .never_says("<img src=x")
        .says("&lt;img src=x&gt;");
    world.ends().await;
}

#[tokio::test]
async fn a_clinician_sees_and_changes_the_own_patients_alone() {
    let patients = format!("{PATIENTS}+447700900470,Per Else,lindqvist,,,,,\n");
    let world = World::with(
        support::MONDAY_TEN,
        PRACTICE,
        &patients,
        &[("users.toml", &console::accounts())],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let theirs = opens(&mut ada, "Per Else").await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    for query in ["", "?q=else", "?clinician=lindqvist", "?q=0470"] {
        let page = okafor.opens(&format!("/console/patients{query}")).await;
        page.never_says("Per Else");
    }
    assert_eq!(okafor.get(&theirs).await.status, StatusCode::NOT_FOUND);
    okafor.opens("/console/patients").await;
    for act in ["", "/end", "/urgent", "/remove"] {
        let page = okafor
            .posts(&format!("{theirs}{act}"), &[("until", "2026-11-23")])
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{act}");
    }
    for page in ["/card", "/card.svg"] {
        assert_eq!(
            okafor.get(&format!("{theirs}{page}")).await.status,
            StatusCode::NOT_FOUND
        );
    }
    // Whose patient it is cannot be forged, neither for a new one nor for an own one.
    okafor.opens(NEW).await;
    let preview = okafor
        .posts(
            NEW,
            &[
                ("name", "Ann"),
                ("phones", "07700 900998"),
                ("clinician", "lindqvist"),
            ],
        )
        .await;
    saves(&mut okafor, &preview).await;
    assert!(list(&world).contains("Ann,okafor"), "{}", list(&world));
    let rosa = opens(&mut okafor, "Rosa Diaz").await;
    let fields = [
        ("name", "Rosa Diaz"),
        ("phones", "07700 900456"),
        ("clinician", "lindqvist"),
        ("urgent", ""),
    ];
    let preview = okafor.posts(&rosa, &fields).await;
    saves(&mut okafor, &preview).await;
    assert!(
        list(&world).contains("Rosa Diaz,okafor"),
        "{}",
        list(&world)
    );
    // Spreadsheets are the manager's; the own list may be had.
    assert_eq!(okafor.get(IMPORT).await.status, StatusCode::FORBIDDEN);
    okafor.opens(NEW).await;
    let csrf = okafor.last.as_ref().unwrap().field("csrf").unwrap();
    let page = uploads(
        &mut okafor,
        &csrf,
        b"phone,name,clinician\n07700900460,X,lindqvist\n",
    )
    .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    let page = okafor.opens("/console/patients.csv").await;
    page.says("Rosa Diaz").never_says("Per Else");
    world.ends().await;
}

#[tokio::test]
async fn an_auditor_looks_and_changes_nothing() {
    let world = console::open().await;
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let rosa = opens(&mut inspector, "Rosa Diaz").await;
    let page = inspector.last.clone().unwrap();
    page.says("Rosa Diaz")
        .says("+44 7700 900456")
        .never_says("482163")
        .never_says("<textarea");
    for path in [
        NEW,
        IMPORT,
        "/console/patients.csv",
        &format!("{rosa}/card"),
        &format!("{rosa}/card.svg"),
    ] {
        assert_eq!(
            inspector.get(path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    inspector.opens(&rosa).await;
    for act in ["", "/end", "/urgent", "/remove"] {
        let page = inspector
            .posts(&format!("{rosa}{act}"), &[("until", "2026-11-23")])
            .await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
    }
    assert_eq!(list(&world), PATIENTS);
    world.ends().await;
}

#[tokio::test]
async fn the_list_turns_its_pages_and_comes_back() {
    let mut patients = "phone,name,clinician\n".to_owned();
    for number in 0..120 {
        patients += &format!(
            "+4477009{:05},Patient {number:03},{}\n",
            number + 1000,
            if number % 3 == 0 {
                "lindqvist"
            } else {
                "okafor"
            }
        );
    }
    let world = World::with(
        support::MONDAY_TEN,
        PRACTICE,
        &patients,
        &[("users.toml", &console::accounts())],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let turn = |page: &Page, rel: &str| {
        let before = page.body.split(&format!("rel=\"{rel}\" href=\"")).nth(1)?;
        Some(before.split('"').next()?.replace("&amp;", "&"))
    };
    let first = ada
        .opens("/console/patients?clinician=okafor&state=in-force")
        .await;
    first
        .says("Patients 1 to 50 of 80")
        .says("Patient 001")
        .never_says("Patient 000<");
    assert_eq!(turn(&first, "prev"), None);
    let second = ada.opens(&turn(&first, "next").unwrap()).await;
    second.says("Patients 51 to 80 of 80");
    assert_eq!(turn(&second, "next"), None);
    let back = ada.opens(&turn(&second, "prev").unwrap()).await;
    back.says("Patients 1 to 50 of 80");
    // The link stays good though the row that it names goes.
    let next = turn(&first, "next").unwrap();
    let gone = opens(&mut ada, "Patient 074").await;
    ada.opens(&gone).await;
    let preview = ada.posts(&format!("{gone}/remove"), &[]).await;
    saves(&mut ada, &preview).await;
    ada.opens(&next).await.says("of 79").says("Patient 076");
    world.ends().await;
}

#[tokio::test]
async fn the_card_is_there_to_be_printed_as_long_as_there_is_access() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let rosa = opens(&mut ada, "Rosa Diaz").await;
    ada.opens(&format!("{rosa}/card")).await.says("card.svg");
    let picture = ada.opens(&format!("{rosa}/card.svg")).await;
    assert_eq!(picture.headers["content-type"], "image/svg+xml");
    picture.says("482163").never_says(OKAFOR_PHONE);
    let ned = opens(&mut ada, "Ned Ended").await;
    assert_eq!(
        ada.get(&format!("{ned}/card")).await.status,
        StatusCode::CONFLICT
    );
    world.ends().await;
}
