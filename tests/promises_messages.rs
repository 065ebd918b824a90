//! Promise 5 for messages with the real program: every message that a caller has left is kept whole, told once, and gone
//! from the provider, however often the relay is killed and whatever becomes of its requests.
//!
//! A few kills here; `scripts/soak --messages` goes on for as long as it is told. The figures stand in
//! docs/reliability.md.

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
async fn killed_at_random_the_relay_keeps_every_message_and_tells_it_once() {
    let plan = Plan {
        kills: 3,
        messages: 20,
        life: Duration::from_millis(3_000),
        weather: Some(Weather {
            // What nobody announces is asked for after two minutes, and what is never answered takes as long.
            callbacks: 0,
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
    let kept = soak::run_messages(&plan).await;
    assert!(kept.is_clean(), "{kept}");
}

/// `scripts/soak --messages`
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "goes on for minutes: scripts/soak --messages 1000"]
async fn for_as_long_as_it_is_told() {
    let seed = setting("SOAK_SEED").unwrap_or(1);
    let plan = Plan {
        kills: setting("SOAK_KILLS").unwrap_or(100),
        messages: setting("SOAK_MESSAGES").unwrap_or(1_000),
        life: Duration::from_millis(setting("SOAK_LIFE").unwrap_or(4_000)),
        weather: setting("SOAK_WEATHER").map(Weather::bad),
        under_way: 100,
        patience: Duration::from_secs(900),
        seed,
        tells: true,
        ..Plan::default()
    };
    let kept = soak::run_messages(&plan).await;
    writeln!(std::io::stdout(), "{kept}").unwrap();
    assert!(kept.is_clean(), "the promise is broken");
}
