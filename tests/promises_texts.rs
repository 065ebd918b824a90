//! Promise 4 with the real program: every text that the provider took arrives once, at the right phone and in order,
//! however often the relay is killed and whatever becomes of its requests.
//!
//! A few kills here; `scripts/soak` goes on for as long as it is told. The figures stand in docs/reliability.md.

#![allow(clippy::unwrap_used, clippy::panic)]

mod soak;
mod support;

use std::io::Write;
use std::time::Duration;

use nightbell::provider::local::Weather;
use soak::Plan;

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_random_in_bad_weather_the_relay_loses_nothing_and_sends_nothing_twice() {
    let plan = Plan {
        kills: 4,
        texts: 100,
        life: Duration::from_millis(500),
        weather: Some(Weather {
            // What is never answered is looked for during 50 seconds before it is sent again.
            never: false,
            ..Weather::bad(1)
        }),
        seed: 1,
        practice: soak::Size {
            clinicians: 2,
            patients: 20,
        },
        ..Plan::default()
    };
    let report = soak::run(&plan).await;
    assert!(report.is_clean(), "{report}");
}

/// `scripts/soak`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "goes on for minutes: scripts/soak"]
async fn for_as_long_as_it_is_told() {
    let seed = setting("SOAK_SEED").unwrap_or(1);
    let plan = Plan {
        kills: setting("SOAK_KILLS").unwrap_or(200),
        texts: setting("SOAK_TEXTS").unwrap_or(10_000),
        life: Duration::from_millis(setting("SOAK_LIFE").unwrap_or(1_000)),
        weather: setting("SOAK_WEATHER").map(Weather::bad),
        seed,
        tells: true,
        ..Plan::default()
    };
    let report = soak::run(&plan).await;
    writeln!(std::io::stdout(), "{report}").unwrap();
    assert!(report.is_clean(), "the promise is broken");
}
