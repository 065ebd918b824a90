//! The console's first page: who would be reached now, what today was like, and what is wrong.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::fs;

use chrono::TimeDelta;
use nightbell::store::Suspension;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use support::{BACK_1, MARIE, OKAFOR_LINE, OKAFOR_PHONE, ROSA, SECRETS, STRANGER, World};

type Told = Result<(), Box<dyn std::error::Error>>;

/// The row of a clinician, without tags.
fn row(page: &Page, clinician: &str) -> String {
    let (_, rest) = page
        .body
        .split_once(&format!("data-clinician=\"{clinician}\""))
        .unwrap_or_else(|| panic!("{clinician} has no row in\n{}", page.body));
    plain(rest.split("</tr>").next().unwrap())
}

/// The words of some HTML, with single spaces between them.
fn plain(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<') {
        let text = part.split_once('>').map_or(part, |(_, text)| text);
        words.push_str(text);
        words.push(' ');
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn has(words: &str, part: &str) {
    assert!(words.contains(part), "{part:?} is not in {words:?}");
}

/// The page as this account sees it, freshly signed in: a session ends when the clock is moved.
async fn now(world: &World, account: &str) -> Page {
    let mut browser = Browser::signed_in(world, account).await;
    let page = browser.opens("/console/").await;
    for secret in SECRETS {
        page.never_says(secret)
            .never_says(secret.trim_start_matches("+44"));
    }
    page
}

#[tokio::test]
async fn each_row_says_until_when_and_whom_a_patient_would_reach() -> Told {
    let world = console::open().await;
    let page = now(&world, MANAGER).await;
    let okafor = row(&page, "okafor");
    has(&okafor, "Dr Ada Okafor +44 7700 900101");
    has(&okafor, "Takes calls until today 12:30");
    has(&okafor, "Rings Dr Ada Okafor, then Dr Per Lindqvist");
    has(&row(&page, "lindqvist"), "On duty");
    has(&plain(&page.body), "2 of 2 take calls now");
    has(&plain(&page.body), "Nothing is wrong.");

    world.moves_to("2026-11-23T13:00:00Z");
    let page = now(&world, MANAGER).await;
    let okafor = row(&page, "okafor");
    has(&okafor, "Closed until today 14:00");
    has(&okafor, "No phone rings; a message can be left");
    has(&okafor, "Key 1, urgent: Dr Per Lindqvist");
    has(&plain(&page.body), "One of 2 takes calls now");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_happened_today_is_counted_on_the_line_that_was_called() -> Told {
    let world = console::open().await;
    let (rosa, marie, okafor) = (
        world.phone(ROSA),
        world.phone(MARIE),
        world.phone(OKAFOR_PHONE),
    );
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.hangs_up().await?;
    okafor.call_ends().await?;
    world.stage().comes_to_rest().await?;

    let page = now(&world, MANAGER).await;
    has(&row(&page, "okafor"), "1 rang: 1 · answered: 1 0 0 0");
    has(&row(&page, "lindqvist"), "0 0 0 0");

    // In the lunch hour: a message, a text that waits, and somebody whom nobody knows.
    world.moves_to("2026-11-23T13:00:00Z");
    marie.dials(OKAFOR_LINE).await?;
    marie.hears("2").await?;
    marie.presses("2").await?;
    marie.hears_the_beep().await?;
    marie.leaves_message(7).await?;
    marie.hangs_up().await?;
    world.stage().time_passes(TimeDelta::minutes(2)).await?;
    rosa.texts(OKAFOR_LINE, "my words are private").await?;
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    let page = now(&world, MANAGER).await;
    has(
        &row(&page, "okafor"),
        "2 rang: 1 · answered: 1 · messages: 1 1 1 1",
    );
    page.never_says("private").never_says("Marie");
    behind_each_count_is_what_was_counted(&world, &page).await;

    // The next day nothing has happened yet, and what waits still waits.
    world.moves_to("2026-11-24T03:00:00Z");
    let page = now(&world, MANAGER).await;
    has(&row(&page, "okafor"), "0 0 ");
    world.stops().await;
    Ok(())
}

/// Follows each count of the row, and finds as many rows there.
async fn behind_each_count_is_what_was_counted(world: &World, page: &Page) {
    let mut ada = Browser::signed_in(world, MANAGER).await;
    let links = links(page, "okafor");
    let words = |(address, count): &(String, String)| format!("{address} {count}");
    let all: Vec<String> = links.iter().map(words).collect();
    assert_eq!(
        all,
        [
            "/console/journal?kind=calls&clinician=okafor&from=2026-11-23 2",
            "/console/journal?kind=texts&clinician=okafor&from=2026-11-23 1",
            "/console/journal?kind=texts&clinician=okafor&outcome=held 1",
            "/console/journal?kind=messages&clinician=okafor&outcome=new 1",
        ]
    );
    for (address, count) in links {
        let there = ada.opens(&address).await;
        let (_, body) = there.body.split_once("<tbody>").unwrap();
        assert_eq!(body.matches("<tr").count().to_string(), count, "{address}");
    }
    assert_eq!(
        self::links(page, "lindqvist"),
        [],
        "nothing, nothing to see"
    );
}

/// The counts of a clinician's row that lead somewhere.
fn links(page: &Page, clinician: &str) -> Vec<(String, String)> {
    let row = format!("data-clinician=\"{clinician}\"");
    let (_, rest) = page.body.split_once(&row).unwrap();
    let row = rest.split("</tr>").next().unwrap();
    let links = row.split("<a class=\"counted\" href=\"").skip(1);
    let link = |link: &str| {
        let address = link.split('"').next().unwrap().replace("&amp;", "&");
        let (_, count) = link.split_once('>').unwrap();
        (address, count.split('<').next().unwrap().to_owned())
    };
    links.map(link).collect()
}

#[tokio::test]
async fn a_clinician_sees_the_own_row_and_nothing_of_the_practice() -> Told {
    let world = console::open().await;
    let page = now(&world, CLINICIAN).await;
    row(&page, "okafor");
    page.never_says("data-clinician=\"lindqvist\"")
        .never_says("take calls now")
        .never_says("for the practice");
    row(&now(&world, AUDITOR).await, "lindqvist");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_edit_that_did_not_pass_is_told_with_its_place_and_the_last_good_version_counts() -> Told
{
    let world = console::open().await;
    let file = world.config().join("practice.toml");
    let good = fs::read_to_string(&file)?;
    fs::write(
        &file,
        good.replace("Mo-Fr 09:00-17:00", "Mo-Fr 99:00-17:00"),
    )?;
    world.shows("/readyz", "is refused").await;
    let page = now(&world, MANAGER).await;
    let words = plain(&page.body);
    has(&words, "One thing needs attention");
    has(&words, "has a mistake since today 10:00");
    has(&words, "practice.toml:");
    has(&row(&page, "lindqvist"), "Takes calls until today 17:00");
    fs::write(&file, good)?;
    world.shows("/readyz", "\"not_well\": []").await;
    has(
        &plain(&now(&world, MANAGER).await.body),
        "Nothing is wrong.",
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_page_comes_while_the_store_is_down() -> Told {
    let world = console::open().await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    world.running().store().suspend(Suspension::Refuses);
    world.shows("/readyz", "the store cannot be used").await;
    let page = ada.opens("/console/").await;
    has(&plain(&page.body), "Nothing can be stored at the moment.");
    has(&row(&page, "okafor"), "Takes calls until today 12:30");
    world.running().store().resume();
    world.shows("/readyz", "\"not_well\": []").await;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn silence_of_a_day_is_told_only_where_something_had_come_before() -> Told {
    let world = console::open().await;
    world.stage().set_limit(TimeDelta::days(3));
    world.moves_to("2026-11-24T11:00:00Z");
    now(&world, MANAGER)
        .await
        .never_says("from the provider since");
    let stranger = world.phone(STRANGER);
    stranger.dials(OKAFOR_LINE).await?;
    stranger.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    now(&world, MANAGER)
        .await
        .never_says("from the provider since");
    world.moves_to("2026-11-25T11:30:00Z");
    has(
        &plain(&now(&world, MANAGER).await.body),
        "Nothing has come from the provider since yesterday 11:00.",
    );
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_text_that_did_not_arrive_is_told_with_whom_it_was_for_and_not_what_it_said() -> Told {
    let world = console::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "my knee").await?;
    okafor.receives_text(BACK_1, "my knee").await?;
    rosa.is_out_of_reach();
    okafor.texts(BACK_1, "rest the knee").await?;
    okafor.receives_text(BACK_1, "was not delivered").await?;
    let words = plain(&now(&world, MANAGER).await.body);
    has(
        &words,
        "A text to Rosa Diaz did not arrive in the last three days.",
    );
    assert!(!words.contains("knee"));
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn hours_in_which_urgent_callers_reach_nobody_are_told_ahead() -> Told {
    let practice = support::PRACTICE.replace("hours = \"24/7\"", "hours = \"Mo-Fr\"");
    let accounts = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &practice,
        support::PATIENTS,
        &[("users.toml", &accounts)],
    )
    .await;
    let words = plain(&now(&world, MANAGER).await.body);
    has(
        &words,
        "Urgent callers of Dr Ada Okafor reach nobody 2 times in the next two weeks, first from Sat 00:00 to 30 Nov 00:00. \
         No shift of the rota runs then. Change the rota",
    );
    has(&words, "One thing needs attention");
    has(&words, "until Sat 00:00, then nobody");
    // Who has the line of a colleague is not troubled with it.
    has(
        &plain(&now(&world, CLINICIAN).await.body),
        "Urgent callers of Dr Ada Okafor reach nobody 2 times in the next two weeks, first from Sat 00:00 to 30 Nov 00:00. \
         No shift of the rota runs then. Ask a manager",
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_pause_shows_at_once() -> Told {
    let world = console::open().await;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.texts(OKAFOR_LINE, "PAUSE 1h").await?;
    okafor.receives_text(OKAFOR_LINE, "RESUME").await?;
    let words = row(&now(&world, MANAGER).await, "okafor");
    has(&words, "Paused until today 11:0");
    has(&words, "No phone rings");
    world.ends().await;
    Ok(())
}
