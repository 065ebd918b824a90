//! The journal of the console: what became of each call and text, messages that are heard in the browser, and the
//! spreadsheet.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use reqwest::{Method, StatusCode};
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use support::{
    BACK_1, DESK, LINDQVIST_LINE, LINDQVIST_PHONE, MARIE, MONDAY_THREE, OKAFOR_LINE, OKAFOR_PHONE,
    PATIENTS, PRACTICE, ROSA, SECRETS, STRANGER, World, messages,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// Nothing else looks like it.
const SECRET_WORDS: &str = "zebra crossing";

async fn at_night(practice: &str) -> World {
    World::with(
        MONDAY_THREE,
        practice,
        PATIENTS,
        &[("users.toml", &console::accounts())],
    )
    .await
}

/// Rosa leaves a message on Dr Okafor's line; gives its id.
async fn leaves_message(world: &World) -> Result<String, Box<dyn std::error::Error>> {
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    rosa.presses("2").await?;
    rosa.leaves_words("my knee hurts").await?;
    rosa.hangs_up().await?;
    okafor.receives_text(BACK_1, "New message").await?;
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    let kept = messages::messages(&world.data());
    Ok(kept.last().unwrap().id.to_string())
}

/// Where the first call of a list leads to.
fn first_call(page: &Page) -> String {
    let at = page.body.find("href=\"/console/journal/").unwrap();
    let links = page.body[at..].split("href=\"");
    let mut links = links.filter_map(|rest| rest.split('"').next());
    links
        .find(|link| link.len() == "/console/journal/".len() + 32)
        .unwrap()
        .to_owned()
}

/// The three accounts, and a manager who reads French.
fn with_luc() -> String {
    console::accounts() + &console::account("luc", "manager", "language = \"fr\"")
}

/// From now on nothing can be written into the audit log.
fn the_audit_log_breaks(world: &World) {
    let database = rusqlite::Connection::open(world.data().join("nightbell.db")).unwrap();
    database
        .busy_timeout(std::time::Duration::from_secs(5))
        .unwrap();
    let broken =
        "CREATE TRIGGER broken BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'broken'); END";
    database.execute_batch(broken).unwrap();
}

async fn audit(world: &World) -> Vec<(String, String)> {
    let database = rusqlite::Connection::open_with_flags(
        world.data().join("nightbell.db"),
        rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY,
    )
    .unwrap();
    let mut select = database
        .prepare("SELECT what, detail FROM audit ORDER BY n")
        .unwrap();
    let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

fn looks(audit: &[(String, String)]) -> usize {
    audit
        .iter()
        .filter(|(what, detail)| what == "heard-message" && detail.ends_with("played"))
        .count()
}

#[tokio::test]
async fn each_call_is_one_row_that_says_what_became_of_it() -> Told {
    let world = console::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings().await?;
    rosa.waits(4).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.waits(65).await?;
    okafor.hangs_up().await?;
    rosa.call_ends().await?;
    let stranger = world.phone(STRANGER);
    stranger.dials(OKAFOR_LINE).await?;
    let desk = world.phone(DESK);
    desk.rings().await?;
    desk.answers().await?;
    desk.hangs_up().await?;
    stranger.call_ends().await?;
    world.stage().time_passes(TimeDelta::seconds(60)).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/journal").await;
    page.says("Answered by Dr Ada Okafor")
        .says("talked 1 min")
        .says("Rosa Diaz")
        .says("Unknown caller")
        .says("Answered by the front desk");
    assert_eq!(page.body.matches("<tr>").count(), 3, "a head and two calls");
    ada.opens("/console/journal?outcome=missed")
        .await
        .says("Nothing fits");
    ada.opens("/console/journal?outcome=answered&kind=calls&from=2026-11-23&to=2026-11-23")
        .await
        .says("front desk")
        .says("Rosa Diaz");
    ada.opens("/console/journal?from=2026-11-24")
        .await
        .never_says("Rosa Diaz");
    ada.opens("/console/journal?to=2026-11-22")
        .await
        .never_says("Rosa Diaz");
    ada.opens("/console/journal?clinician=lindqvist")
        .await
        .never_says("Rosa Diaz");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_missed_call_a_refused_one_and_a_message_are_told_apart() -> Told {
    let practice = PRACTICE.replace("[[rota]]", "[callers]\nstrangers = \"refuse\"\n\n[[rota]]");
    let world = at_night(&practice).await;
    leaves_message(&world).await?;
    let stranger = world.phone(STRANGER);
    stranger.dials(OKAFOR_LINE).await?;
    stranger.call_ends().await?;
    let marie = world.phone(MARIE);
    marie.dials(OKAFOR_LINE).await?;
    marie.waits(3).await?;
    marie.hangs_up().await?;
    world.stage().time_passes(TimeDelta::minutes(5)).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/journal?kind=calls").await;
    page.says("Message left")
        .says("Closed → menu")
        .says("Told where to turn")
        .says("No message left");
    let page = ada.opens("/console/journal?outcome=message").await;
    page.says("Rosa Diaz").never_says("Marie Dupont");
    let page = ada.opens("/console/journal?outcome=left-nothing").await;
    page.says("Marie Dupont").never_says("Rosa Diaz");
    let page = ada.opens("/console/journal?outcome=refused").await;
    page.says("Unknown caller").never_says("Marie Dupont");
    ada.opens("/console/journal?kind=messages&outcome=new")
        .await
        .says("Rosa Diaz")
        .says("<audio");
    ada.opens("/console/journal?kind=messages&outcome=heard")
        .await
        .says("Nothing fits");
    let _missed_is_told = world.phone(OKAFOR_PHONE);
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_call_shows_its_steps_with_the_rules_in_words_and_no_number_of_a_clinician() -> Told {
    let world = at_night(PRACTICE).await;
    leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/journal").await;
    let page = ada.opens(&first_call(&list)).await;
    page.says("The call comes in")
        .says("offers the menu")
        .says("Dr Ada Okafor's hours are closed.")
        .says("whose access is in force")
        .says("Recording ends")
        .says("<audio");
    for number in SECRETS {
        page.never_says(number.trim_start_matches('+'));
        list.never_says(number.trim_start_matches('+'));
    }
    let unknown = format!("/console/journal/{:032x}", 7);
    for nothing in [unknown.as_str(), "/console/journal/nonsense"] {
        assert_eq!(ada.get(nothing).await.status, StatusCode::NOT_FOUND);
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_french_reader_reads_the_steps_of_a_call_in_french() -> Told {
    let world = World::with(
        MONDAY_THREE,
        PRACTICE,
        PATIENTS,
        &[("users.toml", &with_luc())],
    )
    .await;
    leaves_message(&world).await?;
    let mut luc = Browser::signed_in(&world, "luc").await;
    let list = luc.opens("/console/journal").await;
    luc.opens(&first_call(&list))
        .await
        .says("<li>Ce moment est hors des horaires d’appel\u{a0}: Dr Ada Okafor.</li>")
        .says("dont l’accès est en vigueur.</li>")
        .says("L’enregistrement est arrivé")
        .says("<li>Un message a été enregistré.</li>")
        .never_says("lang=\"en\"")
        .never_says("The caller");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_call_that_lasts_over_midnight_says_the_day_where_it_changes() -> Told {
    let accounts = console::accounts();
    let late = "2026-11-23T23:59:50Z";
    let world = World::with(late, PRACTICE, PATIENTS, &[("users.toml", &accounts)]).await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.waits(3).await?;
    rosa.presses("2").await?;
    rosa.waits(20).await?;
    rosa.hangs_up().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/journal").await;
    let page = ada.opens(&first_call(&list)).await;
    page.says(">23:59:5").says(">Tue 24 Nov 2026 00:00:");
    assert_eq!(
        page.body.matches(">Tue 24 Nov 2026 00:00:").count(),
        1,
        "the day stands where it changes: {}",
        page.body
    );
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_texts_words_are_nowhere() -> Told {
    let world = console::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, SECRET_WORDS).await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, SECRET_WORDS).await?;
    world.stage().time_passes(TimeDelta::seconds(5)).await?;
    okafor
        .texts(BACK_1, &format!("a {SECRET_WORDS} too"))
        .await?;
    rosa.receives_text(OKAFOR_LINE, SECRET_WORDS).await?;
    world.stage().time_passes(TimeDelta::seconds(5)).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for page in [
        "/console/journal",
        "/console/journal?kind=texts",
        "/console/journal?kind=texts&outcome=delivered",
    ] {
        let page = ada.opens(page).await;
        page.says("Delivered").says("Text from a clinician");
        page.never_says(SECRET_WORDS).never_says("zebra");
        assert_eq!(page.body.matches("<tr>").count(), 3, "a head and two texts");
    }
    let csv = ada.opens("/console/journal.csv").await;
    csv.says("Delivered").says("Rosa Diaz").never_says("zebra");
    ada.opens("/console/journal?kind=texts&outcome=failed")
        .await
        .says("Nothing fits");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_text_that_waits_for_the_morning_is_shown_as_held() -> Told {
    let world = at_night(PRACTICE).await;
    let rosa = world.phone(ROSA);
    rosa.texts(OKAFOR_LINE, SECRET_WORDS).await?;
    rosa.receives_text(OKAFOR_LINE, "").await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/journal?outcome=held")
        .await
        .says("Held until it can be read")
        .says("Rosa Diaz");
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_message_is_played_in_parts_and_each_look_is_written_down_before() -> Told {
    let world = at_night(PRACTICE).await;
    let id = leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let path = format!("/console/messages/{id}");
    let whole = ada.opens(&path).await;
    assert_eq!(whole.headers["content-type"], "audio/wav");
    assert_eq!(whole.headers["cross-origin-resource-policy"], "same-origin");
    let kept = whole.headers["cache-control"].to_str().unwrap();
    assert!(kept.contains("no-store"), "{kept}");
    assert_eq!(looks(&audit(&world).await), 1);
    let part = ada.request(Method::GET, &path).header("range", "bytes=0-3");
    let part = ada.does(part).await;
    assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.body, "RIFF");
    assert_eq!(looks(&audit(&world).await), 1, "one playback is one look");
    let nothing = ada
        .request(Method::GET, &path)
        .header("range", "bytes=99999999-");
    let nothing = ada.does(nothing).await;
    assert_eq!(nothing.status, StatusCode::RANGE_NOT_SATISFIABLE);
    let mut own = Browser::signed_in(&world, CLINICIAN).await;
    own.opens(&path).await;
    assert_eq!(
        looks(&audit(&world).await),
        2,
        "whoever else looks is another"
    );
    for (_, detail) in audit(&world).await {
        assert!(!detail.contains("knee") && !detail.contains(&ROSA[1..]));
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn another_clinicians_message_an_unknown_one_and_one_whose_file_is_gone_look_alike() -> Told {
    let accounts =
        console::accounts() + &console::account("per", "clinician", "clinician = \"lindqvist\"");
    let world = World::with(
        MONDAY_THREE,
        PRACTICE,
        PATIENTS,
        &[("users.toml", &accounts)],
    )
    .await;
    let id = leaves_message(&world).await?;
    let path = format!("/console/messages/{id}");
    let mut per = Browser::signed_in(&world, "per").await;
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    let foreign = per.get(&path).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    let never_was = format!("/console/messages/{:032x}", 1);
    let unknown = per.get(&never_was).await;
    assert_eq!(
        (unknown.status, &unknown.body),
        (foreign.status, &foreign.body)
    );
    let nonsense = per.get("/console/messages/..%2f..%2fkey").await;
    assert_eq!(
        (nonsense.status, &nonsense.body),
        (foreign.status, &foreign.body)
    );
    assert_eq!(inspector.get(&path).await.status, StatusCode::NOT_FOUND);
    for sub in ["heard", "delete"] {
        per.opens("/console/journal").await;
        let page = per.posts(&format!("{path}/{sub}"), &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{sub}");
        inspector.opens("/console/journal").await;
        let page = inspector.posts(&format!("{path}/{sub}"), &[]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{sub}");
    }
    per.opens("/console/journal").await.never_says("Rosa Diaz");
    per.opens("/console/journal?clinician=okafor")
        .await
        .never_says("Rosa Diaz");
    per.opens("/console/journal?kind=messages&clinician=okafor")
        .await
        .never_says("Rosa Diaz");
    per.opens("/console/journal.csv?clinician=okafor")
        .await
        .never_says("Rosa Diaz");
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/journal").await;
    let call = first_call(&list);
    assert_eq!(per.get(&call).await.status, StatusCode::NOT_FOUND);
    inspector.opens(&call).await.never_says("<audio");
    inspector
        .opens("/console/journal?kind=messages")
        .await
        .says("Rosa Diaz")
        .never_says("<audio")
        .never_says("/delete");
    assert_eq!(looks(&audit(&world).await), 0, "nobody has listened");
    std::fs::remove_file(world.data().join("voicemail").join(&id)).unwrap();
    let gone = ada.get(&path).await;
    let never = ada.get(&never_was).await;
    assert_eq!((gone.status, &gone.body), (never.status, &never.body));
    assert_eq!(looks(&audit(&world).await), 0);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinician_marks_a_message_as_heard_and_the_patient_is_told() -> Told {
    let practice = PRACTICE.replace("[[rota]]", "[voicemail]\nreceipt = true\n\n[[rota]]");
    let world = at_night(&practice).await;
    let id = leaves_message(&world).await?;
    let mut own = Browser::signed_in(&world, CLINICIAN).await;
    let list = "/console/journal?kind=messages";
    own.opens(list).await.says("New");
    let heard = format!("/console/messages/{id}/heard");
    let page = own.posts(&heard, &[("back", list)]).await;
    assert_eq!(
        (page.status, page.location()),
        (StatusCode::SEE_OTHER, list)
    );
    world
        .phone(ROSA)
        .receives_text(OKAFOR_LINE, "Dr Ada Okafor heard your message")
        .await?;
    own.opens(list)
        .await
        .says("Heard Mon 23 Nov 2026")
        .says("by Dr Ada Okafor")
        .never_says("Mark as heard");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_manager_marks_a_message_as_heard_and_no_clinician_is_said_to_have_heard_it() -> Told {
    let practice = PRACTICE.replace("[[rota]]", "[voicemail]\nreceipt = true\n\n[[rota]]");
    let world = at_night(&practice).await;
    let id = leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/journal?kind=messages").await;
    let elsewhere = [("back", "https://elsewhere.example/")];
    let page = ada
        .posts(&format!("/console/messages/{id}/heard"), &elsewhere)
        .await;
    assert!(
        page.location().starts_with("/console/journal/"),
        "{}",
        page.location()
    );
    ada.opens(page.location()).await.says("by ada");
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn deleting_asks_first_and_then_the_sound_is_gone() -> Told {
    let world = at_night(PRACTICE).await;
    let id = leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let path = format!("/console/messages/{id}/delete");
    let page = ada.opens(&format!("{path}?back=/console/journal")).await;
    page.says("Delete this message?")
        .says("Nobody has marked it");
    ada.opens(&format!("/console/messages/{id}")).await;
    ada.opens(&path).await;
    let page = ada.posts(&path, &[("back", "/console/journal")]).await;
    assert_eq!(page.location(), "/console/journal");
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    let gone = ada.get(&format!("/console/messages/{id}")).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
    assert_eq!(messages::files(&world.data()), 0);
    for sub in ["heard", "delete"] {
        ada.opens("/console/journal").await;
        let page = ada
            .posts(&format!("/console/messages/{id}/{sub}"), &[])
            .await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{sub}");
    }
    ada.opens("/console/journal?kind=messages")
        .await
        .says("deleted")
        .never_says("<audio");
    let last = audit(&world).await;
    assert!(last.iter().any(|(what, _)| what == "deleted-message"));
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_spreadsheet_holds_the_own_line_alone_and_no_formula() -> Told {
    let patients = format!("{PATIENTS}+447700900459,=1+1,lindqvist,,,no,,\n");
    let accounts = [("users.toml", console::accounts())];
    let accounts = accounts
        .each_ref()
        .map(|(name, text)| (*name, text.as_str()));
    let world = World::with(MONDAY_THREE, PRACTICE, &patients, &accounts).await;
    let formula = world.phone("+447700900459");
    formula.dials(LINDQVIST_LINE).await?;
    formula.waits(2).await?;
    formula.hangs_up().await?;
    leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let csv = ada.opens("/console/journal.csv").await;
    assert!(
        csv.body.starts_with("\u{feff}When,What,From,"),
        "{}",
        csv.body
    );
    assert!(csv.body.lines().count() == 3 && csv.body.matches("\r\n").count() == 3);
    csv.says(",'=1+1,Dr Per Lindqvist,").says(",Rosa Diaz,");
    assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8");
    let mut own = Browser::signed_in(&world, CLINICIAN).await;
    own.opens("/console/journal.csv")
        .await
        .says(",Rosa Diaz,")
        .never_says("=1+1");
    Browser::signed_in(&world, AUDITOR)
        .await
        .opens("/console/journal.csv?kind=messages")
        .await
        .says("Rosa Diaz");
    let exports = audit(&world).await;
    let exports = exports.iter().filter(|(what, _)| what == "exported");
    assert_eq!(exports.count(), 3);
    let _told = world.phone(LINDQVIST_PHONE);
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_patients_page_shows_the_calls_that_a_code_opened_as_well() -> Told {
    let world = console::open().await;
    let (borrowed, okafor) = (world.phone(STRANGER), world.phone(OKAFOR_PHONE));
    borrowed.dials(OKAFOR_LINE).await?;
    borrowed.presses("482163").await?;
    okafor.rings().await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    borrowed.is_connected_to(&okafor).await?;
    borrowed.hangs_up().await?;
    okafor.call_ends().await?;
    world.stage().time_passes(TimeDelta::seconds(30)).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let list = ada.opens("/console/journal").await;
    list.says("Rosa Diaz (by access code)");
    let link = list
        .body
        .split("href=\"/console/journal?patient=")
        .nth(1)
        .unwrap();
    let link = format!(
        "/console/journal?patient={}",
        link.split('"').next().unwrap()
    );
    let page = ada.opens(&link).await;
    page.says("by access code").says("Only Rosa Diaz");
    ada.opens("/console/journal?patient=00000000000000ab")
        .await
        .never_says("by access code")
        .says("A patient who was removed");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_charts_say_how_often_patients_call() -> Told {
    let world = at_night(PRACTICE).await;
    leaves_message(&world).await?;
    let stranger = world.phone(STRANGER);
    stranger.dials(LINDQVIST_LINE).await?;
    stranger.waits(2).await?;
    stranger.hangs_up().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    let page = ada.opens("/console/journal/charts").await;
    page.says("Of 2 patients with access, 1 never called in the last 90 days.")
        .says("There was one call in all.")
        .says("One call from a number that is not on the list")
        .says("<svg")
        .never_says("style=");
    ada.opens("/console/journal/charts?days=365&clinician=lindqvist")
        .await
        .says("Nobody has access yet")
        .says("One call from a number");
    let mut own = Browser::signed_in(&world, CLINICIAN).await;
    own.opens("/console/journal/charts?clinician=lindqvist")
        .await
        .says("Of 2 patients with access")
        .says("No calls from numbers");
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn the_journal_speaks_french() -> Told {
    let world = at_night(PRACTICE).await;
    leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    for (path, words) in [
        ("/console/journal", "Message laissé"),
        ("/console/journal/charts", "n’a jamais appelé"),
        ("/console/journal.csv", "Quand;Quoi;De;Pour"),
    ] {
        let request = ada.request(Method::GET, path);
        let page = ada.does(request.header("accept-language", "fr")).await;
        page.says(words);
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn who_was_told_of_a_message_hears_it_and_does_not_delete_it() -> Told {
    let practice = PRACTICE.replace("[[rota]]", "[voicemail]\ncopy = \"on-call\"\n\n[[rota]]");
    let accounts =
        console::accounts() + &console::account("per", "clinician", "clinician = \"lindqvist\"");
    let world = World::with(
        MONDAY_THREE,
        &practice,
        PATIENTS,
        &[("users.toml", &accounts)],
    )
    .await;
    let id = leaves_message(&world).await?;
    world
        .phone(LINDQVIST_PHONE)
        .receives_text(LINDQVIST_LINE, "New message")
        .await?;
    let mut per = Browser::signed_in(&world, "per").await;
    per.opens(&format!("/console/messages/{id}")).await;
    let list = per.opens("/console/journal?kind=messages").await;
    list.says("<audio").never_says("/delete");
    let page = per
        .posts(&format!("/console/messages/{id}/delete"), &[])
        .await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    per.opens(&format!("/console/messages/{id}")).await;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/journal?outcome=new")
        .await
        .says("Rosa Diaz");
    ada.opens("/console/journal?outcome=heard")
        .await
        .says("Nothing fits");
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_look_that_cannot_be_written_down_is_no_look() -> Told {
    let world = at_night(PRACTICE).await;
    let id = leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/journal").await;
    the_audit_log_breaks(&world);
    let message = format!("/console/messages/{id}");
    for path in [message.as_str(), "/console/journal.csv"] {
        let page = ada.get(path).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{path}");
        page.never_says("RIFF").never_says("Rosa Diaz");
    }
    for sub in ["heard", "delete"] {
        ada.opens("/console/journal").await;
        let page = ada.posts(&format!("{message}/{sub}"), &[]).await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{sub}");
    }
    ada.opens("/console/journal?kind=messages&outcome=new")
        .await
        .says("<audio");
    assert_eq!(messages::files(&world.data()), 1);
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn the_audit_page_tells_what_was_done_with_names_in_the_readers_language() -> Told {
    let world = World::with(
        MONDAY_THREE,
        PRACTICE,
        PATIENTS,
        &[("users.toml", &with_luc())],
    )
    .await;
    let id = leaves_message(&world).await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(&format!("/console/messages/{id}")).await;
    ada.opens("/console/journal.csv?kind=messages&clinician=okafor")
        .await;
    // As an earlier Nightbell may have written it.
    let store = world.running().store().clone();
    let old = store.note(
        world.now(),
        MANAGER,
        "changed-configuration",
        "hours okafor",
        7,
    );
    old.await?;
    let odd = store.note(
        world.now(),
        MANAGER,
        "changed-configuration",
        "moved <b> away",
        7,
    );
    odd.await?;
    let english = ada.opens("/console/audit").await;
    english
        .says("Message for Dr Ada Okafor, played")
        .says("The journal: Messages · line of Dr Ada Okafor")
        .says("Hours of Dr Ada Okafor")
        .says("moved &lt;b&gt; away")
        .says("the same mark is the same place")
        .says(&id)
        .never_says("okafor, played");
    assert_eq!(english.body.matches("<code>00000007</code>").count(), 2);
    Browser::signed_in(&world, "luc")
        .await
        .opens("/console/audit")
        .await
        .says("Message pour Dr Ada Okafor, écouté")
        .says("Le journal\u{a0}: Messages vocaux · ligne\u{a0}: Dr Ada Okafor")
        .says("Horaires\u{a0}: Dr Ada Okafor")
        .says("la même marque, c’est le même endroit");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn the_audit_log_holds_neither_content_nor_anybodys_number() -> Told {
    let world = at_night(PRACTICE).await;
    let id = leaves_message(&world).await?;
    let rosa = world.phone(ROSA);
    rosa.texts(OKAFOR_LINE, SECRET_WORDS).await?;
    rosa.receives_text(OKAFOR_LINE, "").await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens(&format!("/console/messages/{id}")).await;
    // What somebody puts into an address stands in the log as far as it is a filter; a number is none.
    let number = OKAFOR_PHONE.trim_start_matches('+');
    let asked = format!(
        "kind={SECRET_WORDS}&clinician={number}&patient={number}&from={number}&outcome={number}"
    );
    for path in [
        format!("/console/journal.csv?{}", asked.replace(' ', "%20")),
        "/console/journal.csv?kind=texts".to_owned(),
        "/console/patients.csv".to_owned(),
    ] {
        ada.get(&path).await;
    }
    for sub in ["heard", "delete"] {
        ada.opens("/console/journal").await;
        let page = ada
            .posts(&format!("/console/messages/{id}/{sub}"), &[])
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{sub}");
    }
    let rows = audit(&world).await;
    let exported = rows.iter().filter(|(what, _)| what == "exported").count();
    assert!(exported >= 2, "{rows:?}");
    for (what, detail) in &rows {
        for hidden in SECRETS.into_iter().chain([ROSA, MARIE]) {
            let digits = hidden.trim_start_matches("+44");
            assert!(!detail.contains(digits), "{what}: {detail}");
        }
        for words in ["zebra", "knee", "Rosa", "Diaz"] {
            assert!(!detail.contains(words), "{what}: {detail}");
        }
    }
    let page = ada.opens("/console/audit").await;
    page.never_says(number)
        .never_says("zebra")
        .never_says("knee");
    world.stops().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_number_in_a_name_is_in_no_cell_of_the_spreadsheet() -> Told {
    let number = OKAFOR_PHONE.trim_start_matches('+');
    let patients = PATIENTS.replace("Rosa Diaz", &format!("Rosa ask +{number}"));
    let accounts = console::accounts();
    let accounts = [("users.toml", accounts.as_str())];
    let world = World::with(MONDAY_THREE, PRACTICE, &patients, &accounts).await;
    let rosa = world.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.waits(2).await?;
    rosa.hangs_up().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    ada.opens("/console/journal.csv")
        .await
        .says(",…,Dr Ada Okafor,")
        .never_says("Rosa ask")
        .never_says(number);
    world.stops().await;
    Ok(())
}
