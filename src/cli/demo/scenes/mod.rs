//! The demo's scenes in the terminal: short stories that play by themselves, at once and without a browser.
//!
//! The time runs from event to event instead of making anyone wait.

mod stories;
mod teller;

use std::fs;
use std::path::Path;
use std::sync::Arc;

use crate::cli::Failure;
use crate::cli::output::say;
use crate::cli::serve::runtime;
use crate::cli::wiring::{self, Plan};
use crate::clock::Clock;
use crate::provider::local::stage::{Stage, StageError};

use super::DemoArgs;
use teller::Teller;

const PRACTICE: &str = include_str!("../../../../config/practice.toml");
const PATIENTS: &str = include_str!("../../../../config/patients.csv");

/// Plays the scenes, then ends.
///
/// # Errors
/// The sample does not run on this machine, or a scene does not go as it should.
pub fn run(args: &DemoArgs) -> Result<(), Failure> {
    runtime()?.block_on(play(args))
}

async fn play(args: &DemoArgs) -> Result<(), Failure> {
    let folder = tempfile::tempdir().map_err(|error| {
        Failure::system(format!(
            "make room in the folder for temporary files: {error}"
        ))
    })?;
    write_sample(folder.path())
        .map_err(|error| Failure::system(format!("free some disk space: {error}")))?;
    let clock = Clock::still(stories::beginning());
    let plan = Plan {
        clock: clock.clone(),
        ..Plan::new(
            folder.path().join("config"),
            folder.path().join("data"),
            ([127, 0, 0, 1], 0).into(),
        )
    };
    let running = wiring::start(plan).await?;
    let Some(local) = running.carrier().cloned() else {
        return Err(Failure::system(
            "the sample practice must use the local carrier",
        ));
    };
    introduce(&running, &local);
    let mover = clock.clone();
    let stage = Stage::new(local.carrier.clone(), Arc::new(move |to| mover.set(to)));
    let mut teller = Teller::new(&running, local.carrier.follow(), !args.fast);
    let played = stories::play(&stage, &clock, &mut teller).await;
    running.stop().await;
    played.map_err(|error: StageError| {
        Failure::system(format!("the scene did not go as it should: {error}"))
    })
}

fn write_sample(folder: &Path) -> std::io::Result<()> {
    let config = folder.join("config");
    fs::create_dir_all(&config)?;
    fs::write(config.join("practice.toml"), PRACTICE)?;
    fs::write(config.join("patients.csv"), PATIENTS)
}

fn introduce(running: &wiring::Running, local: &wiring::LocalCarrier) {
    say("Nightbell demo: Harbour Street Surgery, with made-up people and numbers.");
    say(&format!(
        "  relay          http://{}  (answers the carrier's signed webhooks)",
        running.address()
    ));
    say(&format!(
        "  local carrier  {}  (simulates the telephone network)",
        local.carrier.api_url()
    ));
    say("  The time runs from event to event; nobody waits.");
}
