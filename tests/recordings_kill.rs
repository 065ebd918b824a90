//! A message on its way with the real program, which is killed in the middle of a step: before anything has come, before
//! the provider deletes, and after it has deleted but before it could say so.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use nightbell::provider::local::{Heard, RestTrouble, Trouble};
use support::messages::{at_the_provider, files, holds, messages, sound, texts_with_the_provider};
use support::outside::Outside;
use support::{LINDQVIST_PHONE, OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, ROSA, assert_no_file_holds};

type Told = Result<(), Box<dyn std::error::Error>>;

const WORDS: &str = "My knee is swollen since yesterday";

/// The program runs on the machine's own time: the practice is always open, and nobody takes the call.
async fn open() -> Outside {
    let always = support::PRACTICE
        .replace("Mo-Fr 09:00-12:30,14:00-18:00; PH off", "24/7")
        .replace("Mo-Fr 09:00-17:00; PH off", "24/7");
    let patients = PATIENTS.replace(",2026-11-01,2027-01-31,yes,", ",,,yes,");
    let outside = Outside::open(&always, &patients).await;
    outside.phone(OKAFOR_PHONE).is_engaged();
    outside.phone(LINDQVIST_PHONE).is_engaged();
    outside
}

async fn leaves(outside: &Outside) -> Told {
    let rosa = outside.phone(ROSA);
    rosa.dials(OKAFOR_LINE).await?;
    rosa.hears("press 2").await?;
    rosa.presses("2").await?;
    rosa.leaves_words(WORDS).await?;
    rosa.presses("#").await?;
    rosa.hears("Thank you").await?;
    outside.stage.time_passes(TimeDelta::seconds(5)).await?;
    Ok(())
}

/// Waits, with a limit, until this is so.
async fn until(what: &str, is_so: impl Fn() -> bool) {
    let limit = Instant::now() + Duration::from_secs(60);
    while !is_so() {
        assert!(Instant::now() < limit, "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

fn notices(outside: &Outside) -> usize {
    let transcript = outside.phone(OKAFOR_PHONE).phone().transcript();
    let told = |what: &Heard| matches!(what, Heard::Text { body, .. } if body.contains("message"));
    transcript.iter().filter(|entry| told(&entry.what)).count()
}

/// The program is killed while this request of it is under way, and started again.
async fn survives(method: &'static str, path: &'static str, what: RestTrouble) -> Told {
    let outside = open().await;
    let carrier = &outside.carrier;
    carrier.trouble(Trouble::Rest { method, path, what });
    leaves(&outside).await?;
    until("the request", || carrier.pending_troubles().is_empty()).await;
    // Whatever was being sent when it was killed is asked about at the provider, a minute later.
    let is_told = || texts_with_the_provider(&outside.data()) > 0;
    until("the news of the message", is_told).await;
    outside.gate.take().kill();
    outside.gate.start();
    let is_over = || {
        let rows = messages(&outside.data());
        rows.len() == 1 && rows[0].state == "kept" && !rows[0].there
    };
    until("kept here and gone there", is_over).await;
    assert_eq!(at_the_provider(carrier), ["deleted"]);
    // The program runs on its own time; that of the carrier, where texts take theirs, is moved.
    let limit = Instant::now() + Duration::from_secs(60);
    while notices(&outside) == 0 && Instant::now() < limit {
        outside.stage.time_passes(TimeDelta::seconds(1)).await?;
    }
    outside.stage.time_passes(TimeDelta::seconds(10)).await?;
    outside.gate.take().kill();
    let store = outside.store();
    let kept = messages(&outside.data());
    let bytes = sound(&store, kept[0].id).await.unwrap();
    assert!(bytes.starts_with(b"RIFF") && holds(&bytes, WORDS));
    assert_eq!((files(&outside.data()), notices(&outside)), (1, 1));
    assert_no_file_holds(&outside.data(), WORDS);
    store.close().await;
    Ok(())
}

const LONG: TimeDelta = TimeDelta::days(1);

#[tokio::test]
async fn killed_while_it_fetches_a_message() -> Told {
    survives("GET", ".wav", RestTrouble::NoAnswer { held: LONG }).await
}

#[tokio::test]
async fn killed_while_it_asks_for_the_deletion() -> Told {
    let what = RestTrouble::NoAnswer { held: LONG };
    survives("DELETE", "/Recordings/", what).await
}

#[tokio::test]
async fn killed_after_the_provider_has_deleted_and_before_it_says_so() -> Told {
    survives("DELETE", "/Recordings/", RestTrouble::Late { by: LONG }).await
}
