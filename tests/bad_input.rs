//! Whatever comes in, the relay answers it, and without a signature nothing follows from it.
//!
//! Seconds here; `scripts/fuzz` goes on for as long as it is told.

#![allow(clippy::unwrap_used, clippy::panic)]

mod fuzzing;
mod support;

use std::io::Write;

use fuzzing::{Report, Span};

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn fuzz(seed: u64, span: Span) -> Report {
    fuzzing::count_panics();
    let report = fuzzing::run(seed, span).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert_eq!(fuzzing::panics(), 0);
    report
}

#[test]
fn no_webhook_breaks_the_relay_and_none_without_a_signature_is_believed() {
    let report = fuzz(1, Span::Requests(1_500));
    for status in [200, 204, 400, 403, 405, 413, 415] {
        assert!(
            report.statuses.contains_key(&status),
            "{status} was never answered: {report:?}"
        );
    }
}

/// `scripts/fuzz [SECONDS]`
#[test]
#[ignore = "goes on for minutes: scripts/fuzz"]
fn for_as_long_as_it_is_told() {
    let seed = setting("FUZZ_SEED").unwrap_or(1);
    let seconds = setting("FUZZ_SECONDS").unwrap_or(600);
    let mut out = std::io::stdout();
    writeln!(out, "seed {seed}").unwrap();
    let report = fuzz(seed, Span::Seconds(seconds));
    writeln!(
        out,
        "{} requests in {} s, seed {seed}: no panic, no 5xx but {} of 503, no side effect without a signature",
        report.requests,
        report.took.as_secs(),
        report.statuses.get(&503).copied().unwrap_or_default(),
    )
    .unwrap();
    for (status, count) in &report.statuses {
        writeln!(out, "{status:>5} {count:>9}").unwrap();
    }
}
