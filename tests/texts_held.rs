//! Texts that wait for their reader: held in the night, delivered in the morning in order, over a restart; and what
//! overtakes them.

#![allow(clippy::unwrap_used)]

mod support;

use chrono::TimeDelta;
use support::{
    BACK_1, LINDQVIST_LINE, LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, ROSA,
    World, texts_of,
};

type Told = Result<(), Box<dyn std::error::Error>>;

/// The usual practice without summaries for who is on duty.
fn quiet() -> String {
    format!("{PRACTICE}\n[callers]\ndigest = false\n")
}

#[tokio::test]
async fn what_was_held_in_the_night_arrives_in_the_morning_in_order_over_a_restart() -> Told {
    let mut world = World::at(support::MONDAY_THREE, &quiet(), PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    for words in ["first", "second", "third"] {
        rosa.texts(OKAFOR_LINE, words).await?;
    }
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    world.restarts().await;
    assert!(texts_of(&okafor).is_empty());
    world.stage().set_limit(TimeDelta::hours(7));
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    for words in ["first", "second", "third"] {
        okafor.receives_text(BACK_1, words).await?;
    }
    let nine: chrono::DateTime<chrono::Utc> = "2026-11-23T09:00:00Z".parse()?;
    assert!(world.now() >= nine && world.now() < nine + TimeDelta::minutes(1));
    let (seen, told) = (okafor.clone(), rosa.clone());
    world.ends().await;
    assert_eq!(texts_of(&seen), ["first", "second", "third"]);
    assert_eq!(texts_of(&told).len(), 1, "one notice per closed spell");
    Ok(())
}

#[tokio::test]
async fn who_is_on_duty_hears_of_held_texts_once_within_a_quarter_of_an_hour() -> Told {
    let world = World::at_night().await;
    let (rosa, lindqvist) = (world.phone(ROSA), world.phone(LINDQVIST_PHONE));
    let began = world.now();
    rosa.texts(OKAFOR_LINE, "my words are private").await?;
    rosa.texts(OKAFOR_LINE, "these too").await?;
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    world.stage().set_limit(TimeDelta::minutes(15));
    let digest = lindqvist
        .receives_text(LINDQVIST_LINE, "2 texts wait")
        .await?;
    assert!(world.now() - began <= TimeDelta::minutes(15));
    assert!(!digest.contains("private") && !digest.contains("Diaz"));
    world.stage().time_passes(TimeDelta::hours(2)).await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn a_pause_holds_and_resume_releases_at_once() -> Told {
    let world = World::open().await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    okafor.texts(OKAFOR_LINE, "PAUSE 2h").await?;
    okafor.receives_text(OKAFOR_LINE, "").await?;
    rosa.texts(OKAFOR_LINE, "are you there").await?;
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    world.stage().time_passes(TimeDelta::minutes(5)).await?;
    okafor.texts(OKAFOR_LINE, "RESUME").await?;
    let resumed = world.now();
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "are you there").await?;
    assert!(world.now() - resumed < TimeDelta::minutes(1));
    okafor.receives_text(OKAFOR_LINE, "").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn other_hours_release_what_they_open_for() -> Told {
    let world = World::at(support::MONDAY_THREE, &quiet(), PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "awake").await?;
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    let other = quiet().replace("Mo-Fr 09:00-12:30,14:00-18:00; PH off", "24/7");
    std::fs::write(world.config().join("practice.toml"), other)?;
    let limit = std::time::Instant::now() + std::time::Duration::from_secs(10);
    while !texts_of(&okafor).contains(&"awake".to_owned()) {
        assert!(
            std::time::Instant::now() < limit,
            "the edit released nothing"
        );
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        world.stage().time_passes(TimeDelta::seconds(3)).await?;
    }
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "awake").await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn an_urgent_text_overtakes_the_backlog_of_the_morning() -> Told {
    let practice = quiet().replace(
        "shifts = [{ hours = \"24/7\", clinician = \"lindqvist\" }]",
        "shifts = [{ hours = \"24/7\", clinician = \"okafor\" }]",
    );
    let world = World::at(support::MONDAY_THREE, &practice, PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    for number in 0..6 {
        rosa.texts(OKAFOR_LINE, &format!("backlog {number}"))
            .await?;
    }
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    world.stage().set_limit(TimeDelta::hours(7));
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "backlog 0").await?;
    rosa.texts(OKAFOR_LINE, "URGENT the wound bleeds").await?;
    okafor.receives_text(BACK_1, "the wound bleeds").await?;
    rosa.receives_text(OKAFOR_LINE, "").await?;
    // Unanswered, it would ring.
    okafor.texts(BACK_1, "I am coming").await?;
    rosa.receives_text(OKAFOR_LINE, "I am coming").await?;
    for number in 1..6 {
        okafor
            .receives_text(BACK_1, &format!("backlog {number}"))
            .await?;
    }
    let texts = texts_of(&okafor);
    let place = texts.iter().position(|text| text.contains("bleeds"));
    assert!(place.is_some_and(|place| place < 5), "{texts:?}");
    world.ends().await;
    Ok(())
}

/// The guard at the exit has the last word: a number that somebody wrote into a name reaches no patient, and nobody is left
/// without the emergency number for it.
#[tokio::test]
async fn a_notice_that_would_give_the_number_away_goes_without_that_sentence() -> Told {
    let spelt = "Dr Okafor, oh seven seven double oh, nine double oh, one two three";
    let practice = quiet().replace("Dr Ada Okafor", spelt);
    let world = World::at(support::MONDAY_THREE, &practice, PATIENTS).await;
    let rosa = world.phone(ROSA);
    rosa.texts(OKAFOR_LINE, "my knee again").await?;
    rosa.receives_text(OKAFOR_LINE, "999").await?;
    let texts = texts_of(&rosa);
    assert_eq!(texts.len(), 1, "{texts:?}");
    assert!(
        !texts[0].contains("seven") && !texts[0].contains("Okafor"),
        "{texts:?}"
    );
    world.ends().await;
    Ok(())
}

/// The words were harmless when they were written; the number in them is a colleague's new one by the time they go.
#[tokio::test]
async fn what_was_decided_before_a_number_became_a_clinicians_is_stopped_at_the_exit() -> Told {
    let world = World::at(support::MONDAY_TEN, &quiet(), PATIENTS).await;
    let (rosa, okafor) = (world.phone(ROSA), world.phone(OKAFOR_PHONE));
    rosa.texts(OKAFOR_LINE, "whom may I call at night?").await?;
    okafor.receives_text(BACK_1, "stands for Rosa Diaz").await?;
    okafor.receives_text(BACK_1, "at night").await?;
    world.stage().time_passes(TimeDelta::hours(13)).await?;
    okafor.texts(BACK_1, "ring 07700 900177").await?;
    let question = okafor.receives_text(BACK_1, "To Rosa Diaz? Reply").await?;
    let code = question
        .split_whitespace()
        .find(|word| word.parse::<u8>().is_ok());
    let new_phone = quiet().replace("+447700900133", "+447700900177");
    world.edits(&new_phone, PATIENTS).await;
    okafor.texts(BACK_1, code.unwrap()).await?;
    okafor.receives_text(BACK_1, "own number").await?;
    rosa.never_sees("+447700900177")?;
    assert!(texts_of(&rosa).is_empty());
    Ok(())
}
