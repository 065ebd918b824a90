//! Hours, absences and the rota, changed by form: looked at, saved, and decided by from then on.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use support::{
    BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA, SECRETS, World,
};

type Told = Result<(), Box<dyn std::error::Error>>;

const OKAFOR: &str = "/console/hours/of/okafor";
const OKAFOR_AWAY: &str = "/console/hours/away/okafor";

/// Days, from, to.
type Row<'a> = (&'a [&'a str], &'a str, &'a str);

/// The fields of a week in rows.
fn rows(rows: &[Row<'_>], closed: bool) -> Vec<(String, String)> {
    let mut fields = vec![("kind".to_owned(), "rows".to_owned())];
    for (number, (days, from, to)) in rows.iter().enumerate() {
        fields.extend(
            days.iter()
                .map(|day| (format!("r{number}-day"), (*day).to_owned())),
        );
        fields.push((format!("r{number}-from"), (*from).to_owned()));
        fields.push((format!("r{number}-to"), (*to).to_owned()));
    }
    if closed {
        fields.push(("closed".to_owned(), "on".to_owned()));
    }
    fields
}

/// Opens a form and presses one of its buttons.
async fn presses(
    browser: &mut Browser,
    path: &str,
    button: &str,
    fields: &[(String, String)],
) -> Page {
    browser.opens(path).await;
    let mut all: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    all.push(("do", button));
    browser.posts(path, &all).await
}

/// Saves what the page shows.
async fn saves(browser: &mut Browser, page: &Page) {
    let action = page.body.split("action=\"/console/changes/").nth(1);
    let draft = action
        .and_then(|rest| rest.split('"').next())
        .unwrap_or_else(|| panic!("{}", page.body));
    let saved = browser
        .posts(&format!("/console/changes/{draft}"), &[])
        .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
}

fn practice(world: &World) -> String {
    fs::read_to_string(world.config().join("practice.toml")).unwrap()
}

const WEEK: [&str; 5] = ["Mo", "Tu", "We", "Th", "Fr"];

#[tokio::test]
async fn hours_that_are_changed_by_form_decide_the_next_call() -> Told {
    let world = console::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let afternoons = rows(&[(&WEEK, "14", "18")], true);
    let page = presses(&mut ada, OKAFOR, "save", &afternoons).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.says("Mo-Fr 14:00-18:00; PH off");
    assert_eq!(practice(&world), PRACTICE);
    saves(&mut ada, &page).await;
    let changed = PRACTICE.replace(
        "Mo-Fr 09:00-12:30,14:00-18:00; PH off",
        "Mo-Fr 14:00-18:00; PH off",
    );
    assert_eq!(practice(&world), changed);
    ada.opens("/console/hours")
        .await
        .says("Monday to Friday <strong>14:00–18:00</strong>");
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("9 9 9").await?;
    okafor.never_rang()?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_absence_from_today_hands_the_calls_on_to_who_covers() -> Told {
    let world = console::open().await;
    let (rosa, lindqvist) = (world.phone(ROSA), world.phone(LINDQVIST_PHONE));
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    let own = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    };
    let until = own(&[("until", "2026-11-27"), ("until-cover", "lindqvist")]);
    let page = presses(&mut okafor, OKAFOR_AWAY, "today", &until).await;
    let (from, to) = (page.field("a0-from").unwrap(), page.field("a0-to").unwrap());
    assert_eq!((from.as_str(), to.as_str()), ("2026-11-23", "2026-11-27"));
    let absence = own(&[
        ("a0-from", &from),
        ("a0-to", &to),
        ("a0-cover", "lindqvist"),
    ]);
    let page = presses(&mut okafor, OKAFOR_AWAY, "save", &absence).await;
    saves(&mut okafor, &page).await;
    okafor
        .opens("/console/hours")
        .await
        .says("Away: Dr Per Lindqvist covers");
    rosa.dials(OKAFOR_LINE).await?;
    lindqvist.rings().await?;
    rosa.hangs_up().await?;
    let doctor = world.phone(OKAFOR_PHONE);
    doctor.receives_text(BACK_1, "Missed call").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_rota_with_a_gap_shows_it_and_a_last_shift_around_the_clock_closes_it() {
    let nights = PRACTICE.replace(
        "hours = \"24/7\", clinician",
        "hours = \"Mo-Fr 08:00-20:00\", clinician",
    );
    let world = World::with(
        support::MONDAY_TEN,
        &nights,
        PATIENTS,
        &[("users.toml", &console::accounts())],
    )
    .await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/hours")
        .await
        .says("gaps in the next 90 days")
        .says("no shift of the rota runs then");
    let fields: Vec<(String, String)> = [
        ("s0-clinician", "lindqvist"),
        ("s0-kind", "rows"),
        ("s0-notation", "Mo-Fr 08:00-20:00"),
        ("s0-r0-day", "Mo"),
        ("s0-r0-day", "Tu"),
        ("s0-r0-day", "We"),
        ("s0-r0-day", "Th"),
        ("s0-r0-day", "Fr"),
        ("s0-r0-from", "08:00"),
        ("s0-r0-to", "20:00"),
        ("s1-clinician", "okafor"),
        ("s1-kind", "always"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .collect();
    let page = presses(&mut ada, "/console/hours/rota/0", "save", &fields).await;
    saves(&mut ada, &page).await;
    let written = practice(&world);
    assert!(
        written.contains("Mo-Fr 08:00-20:00") && written.contains("\"24/7\""),
        "{written}"
    );
    ada.opens("/console/hours")
        .await
        .says("There are no gaps.")
        .says("Dr Ada Okafor");
    world.ends().await;
}

#[tokio::test]
async fn mistakes_change_nothing_and_keep_what_was_entered() {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let wrong = rows(&[(&[], "9", "late")], false);
    let page = presses(&mut ada, "/console/hours/practice", "save", &wrong).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("value=\"late\"").says("role=\"alert\"");
    // A form that was opened before somebody else's change is not lost on the way either.
    let page = ada
        .posts(
            "/console/hours/practice",
            &[("kind", "always"), ("do", "add"), ("base", "77")],
        )
        .await;
    assert_eq!(page.field("base").as_deref(), Some("77"));
    assert_eq!(practice(&world), PRACTICE);
    world.ends().await;
}

#[tokio::test]
async fn nobody_changes_or_sees_more_than_the_own_part_and_no_number_is_shown() {
    let world = console::open().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let (none, may_not, found) = (StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, StatusCode::OK);
    for (path, own, reads) in [
        ("/console/hours", found, found),
        (OKAFOR, found, may_not),
        (OKAFOR_AWAY, found, may_not),
        ("/console/hours/of/lindqvist", none, may_not),
        ("/console/hours/away/lindqvist", none, may_not),
        ("/console/hours/of/nobody", none, none),
        ("/console/hours/practice", may_not, may_not),
        ("/console/hours/rota/0", may_not, may_not),
        ("/console/hours/rota/x", may_not, may_not),
    ] {
        assert_eq!(
            (
                okafor.get(path).await.status,
                inspector.get(path).await.status
            ),
            (own, reads),
            "{path}"
        );
        let page = ada.get(path).await;
        for secret in SECRETS {
            assert!(
                !page.body.contains(secret.trim_start_matches("+44")),
                "{path}"
            );
        }
    }
    assert_eq!(ada.get("/console/hours/rota/x").await.status, none);
    okafor
        .opens("/console/hours")
        .await
        .never_says("Lindqvist</h2>")
        .never_says("rota/0");
    okafor.opens(OKAFOR).await;
    let always = [("kind", "always"), ("do", "save")];
    for (path, status) in [
        ("/console/hours/of/lindqvist", none),
        ("/console/hours/practice", may_not),
        ("/console/hours/rota/0", may_not),
    ] {
        assert_eq!(okafor.posts(path, &always).await.status, status, "{path}");
        okafor.opens(OKAFOR).await;
    }
    let forged = okafor
        .posts(OKAFOR, &[("kind", "always"), ("do", "save"), ("csrf", "x")])
        .await;
    assert_eq!(forged.status, may_not);
    assert_eq!(practice(&world), PRACTICE);
    world.ends().await;
}
