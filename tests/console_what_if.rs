//! What would happen: asked in the console, answered by the function that decides, and nothing is done.

#![allow(clippy::unwrap_used)]

mod support;

use reqwest::StatusCode;
use support::console::{self, AUDITOR, Browser, CLINICIAN, MANAGER, Page};
use support::{BACK_1, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, ROSA, SECRETS, World};

type Told = Result<(), Box<dyn std::error::Error>>;

const PATH: &str = "/console/what-if";

/// A question as the form sends it, these fields instead of the usual ones: Rosa calls Dr Okafor on Monday at ten.
async fn asks(browser: &mut Browser, other: &[(&str, &str)]) -> Page {
    browser.opens(PATH).await;
    let usual = [
        ("who", "number"),
        ("number", ROSA),
        ("line", "okafor"),
        ("kind", "call"),
        ("text", ""),
        ("date", "2026-11-23"),
        ("time", "10:00"),
        ("memory", "now"),
    ];
    let mut fields: Vec<(&str, &str)> = other.to_vec();
    let is_given = |name: &str| other.iter().any(|(given, _)| *given == name);
    fields.extend(usual.iter().copied().filter(|(name, _)| !is_given(name)));
    let page = browser.posts(PATH, &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page
}

async fn world() -> (World, Browser) {
    let world = console::open().await;
    let ada = Browser::signed_in(&world, MANAGER).await;
    (world, ada)
}

#[tokio::test]
async fn the_decision_stands_there_with_each_rule_that_led_to_it() -> Told {
    let (world, mut ada) = world().await;
    asks(&mut ada, &[])
        .await
        .says("It rings: Dr Ada Okafor, for up to 20 seconds.")
        .says("This number is the line of Dr Ada Okafor.")
        .says("It comes from a phone of Rosa Diaz, whose access is in force.")
        .says(
            "Dr Ada Okafor&#39;s hours are open."
                .replace("&#39;", "'")
                .as_str(),
        )
        .says("<li>Dr Ada Okafor</li><li>Dr Per Lindqvist</li>");
    asks(&mut ada, &[("time", "13:00")])
        .await
        .says("No phone rings. The caller hears why, and may leave a message for Dr Ada Okafor.")
        .says("Calls ring again from Mon 23 Nov 2026 14:00.")
        .says("If the caller presses 1, for urgent")
        .says("It rings: Dr Per Lindqvist, for up to 20 seconds.");
    assert_eq!(
        world.running().store().health().journal,
        0,
        "nothing was decided for good"
    );
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_french_reader_reads_why_in_french() -> Told {
    let users = console::accounts() + &console::account("luc", "manager", "language = \"fr\"");
    let world = console::open_with(&users).await;
    let mut luc = Browser::signed_in(&world, "luc").await;
    let page = asks(&mut luc, &[("time", "13:00")]).await;
    page.says("<html lang=\"fr\"")
        .says("<li>Ce numéro est la ligne attribuée à Dr Ada Okafor.</li>")
        .says("<li>Cela vient d’un téléphone enregistré pour Rosa Diaz, dont l’accès est en vigueur.</li>")
        .says("<li>Ce moment est hors des horaires d’appel\u{a0}: Dr Ada Okafor.</li>")
        .says("<li>Selon le tour de garde, Dr Per Lindqvist est de garde.</li>")
        .says("<li>Un téléphone sonne\u{a0}: Dr Per Lindqvist.</li>")
        .never_says("lang=\"en\"")
        .never_says("hours are closed");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn strangers_meet_what_the_practice_chose_for_them() -> Told {
    let (world, mut ada) = world().await;
    for who in ["unknown", "withheld"] {
        asks(&mut ada, &[("who", who)])
            .await
            .says("The caller is connected to the front desk.")
            .says("<li>The front desk</li>");
    }
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_text_is_answered_by_its_first_words() -> Told {
    let (world, mut ada) = world().await;
    asks(&mut ada, &[("kind", "text")])
        .await
        .says("The text goes to Dr Ada Okafor at once.");
    asks(&mut ada, &[("kind", "text"), ("time", "13:00")])
        .await
        .says("The text waits for Dr Ada Okafor.");
    asks(
        &mut ada,
        &[("kind", "text"), ("time", "13:00"), ("text", "URGENT")],
    )
    .await
    .says("The text goes at once to who is on duty: Dr Per Lindqvist.");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_is_remembered_counts_unless_a_fresh_day_is_asked_for() -> Told {
    let practice = format!("{}\n[callers]\ncalls_per_day = 1\n", support::PRACTICE);
    let accounts = console::accounts();
    let world = World::with(
        support::MONDAY_TEN,
        &practice,
        support::PATIENTS,
        &[("users.toml", &accounts)],
    )
    .await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.dials(OKAFOR_LINE).await?;
    okafor.rings_showing(BACK_1).await?;
    okafor.answers().await?;
    okafor.presses("1").await?;
    rosa.is_connected_to(&okafor).await?;
    rosa.hangs_up().await?;
    world.stage().comes_to_rest().await?;
    let mut ada = Browser::signed_in(&world, MANAGER).await;
    asks(&mut ada, &[])
        .await
        .says("This patient has called 1 times today, and the limit is 1");
    asks(&mut ada, &[("memory", "fresh")])
        .await
        .says("It rings: Dr Ada Okafor");
    asks(&mut ada, &[("date", "2026-11-24")])
        .await
        .says("It rings: Dr Ada Okafor");
    okafor.texts(OKAFOR_LINE, "PAUSE 1h").await?;
    okafor.receives_text(OKAFOR_LINE, "RESUME").await?;
    asks(&mut ada, &[("time", "10:30")])
        .await
        .says("Dr Ada Okafor has paused calls and texts until");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_patient_of_the_list_is_asked_about_by_a_link() -> Told {
    let (world, mut ada) = world().await;
    let rosa = {
        let id = patient_id(&world, ROSA);
        ada.opens(&format!("{PATH}?patient={id}&date=2026-11-23&time=10:00"))
            .await
    };
    rosa.says("It rings: Dr Ada Okafor")
        .says("Rosa Diaz (+44 7700 900456)");
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    okafor
        .opens(&format!("{PATH}?patient={}", patient_id(&world, ROSA)))
        .await
        .says("Rosa Diaz");
    ada.opens(&format!("{PATH}?patient=0123456789abcdef"))
        .await
        .says("This patient is not on the list any more.");
    world.ends().await;
    Ok(())
}

fn patient_id(world: &World, phone: &str) -> String {
    let in_force = world.running().relay().in_force();
    let mut rows = in_force.practice.patients.iter();
    let number = phone.parse().unwrap();
    rows.find(|row| row.phones.contains(&number))
        .unwrap()
        .id
        .to_string()
}

#[tokio::test]
async fn a_patient_is_found_by_the_beginning_of_the_name() -> Told {
    let (world, mut ada) = world().await;
    asks(&mut ada, &[("number", "ros")])
        .await
        .says("It comes from a phone of Rosa Diaz");
    asks(&mut ada, &[("number", "d")])
        .await
        .says("Which one?")
        .says(&format!(
            "patient={}&amp;date=2026-11-23",
            patient_id(&world, ROSA)
        ))
        .says("Marie Dupont</a>")
        .never_says("It rings");
    asks(&mut ada, &[("number", "Zoe")])
        .await
        .says("Nobody on the list has a name that begins so.");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinicians_number_is_answered_about_and_never_repeated() -> Told {
    let (world, mut ada) = world().await;
    for written in [OKAFOR_PHONE, "07700 900123", LINDQVIST_PHONE] {
        let page = asks(&mut ada, &[("number", written)]).await;
        for secret in SECRETS {
            page.never_says(secret)
                .never_says("07700 900123")
                .never_says("7700900123");
        }
    }
    asks(&mut ada, &[("number", OKAFOR_PHONE)])
        .await
        .says("It is the own line of Dr Ada Okafor");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn what_cannot_be_read_is_told_at_its_field() -> Told {
    let (world, mut ada) = world().await;
    asks(&mut ada, &[("number", "12 <>")])
        .await
        .says("Enter a telephone number")
        .says("aria-describedby=\"whatif-number-mistake\"")
        .says("value=\"12 &lt;&gt;\"")
        .never_says("It rings");
    asks(&mut ada, &[("date", "yesterday")])
        .await
        .says("Enter a date and a time.");
    asks(&mut ada, &[("line", "nobody")])
        .await
        .says("Choose one of the lines.");
    // The hour that is missing in spring, and the one that comes twice in autumn.
    asks(&mut ada, &[("date", "2027-03-28"), ("time", "01:30")])
        .await
        .says("01:30 does not exist. This is 02:30.");
    asks(&mut ada, &[("date", "2027-10-31"), ("time", "01:30")])
        .await
        .says("01:30 comes twice. This is the first (BST).");
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_clinician_asks_about_the_own_line_alone_and_an_auditor_about_all() -> Told {
    let (world, _) = world().await;
    let mut okafor = Browser::signed_in(&world, CLINICIAN).await;
    asks(&mut okafor, &[])
        .await
        .says("It rings: Dr Ada Okafor")
        .never_says("value=\"lindqvist\"");
    asks(&mut okafor, &[("line", "lindqvist")])
        .await
        .says("Choose one of the lines.")
        .never_says("<ol class=\"why\"");
    let mut inspector = Browser::signed_in(&world, AUDITOR).await;
    asks(&mut inspector, &[("line", "lindqvist")])
        .await
        .says("This number is the line of Dr Per Lindqvist.");
    world.ends().await;
    Ok(())
}
