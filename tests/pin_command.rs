//! `nightbell pin` as somebody runs it at a terminal: what it says, its exit codes, and what it must never say or leave
//! behind. With the relay running beside it: `own_line.rs` and `placed.rs`.

#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::process::Output;

use nightbell::domain::names::ClinicianId;
use nightbell::store::{DataFolder, Keys, Store};
use support::{OKAFOR_LINE, OKAFOR_PHONE, PATIENTS, PRACTICE, World, pin, scan};
use tempfile::TempDir;

type Told = Result<(), Box<dyn std::error::Error>>;

/// A practice that was started once and is not running.
async fn stopped() -> TempDir {
    World::open().await.stops().await
}

fn code(output: &Output) -> Option<i32> {
    output.status.code()
}

/// What it says on standard error: in words that begin with what to do, and no number.
fn complaint(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.stdout.is_empty());
    for number in support::SECRETS {
        assert!(!scan::shows(&said, number), "{said}");
    }
    said
}

#[tokio::test]
async fn a_pin_set_while_the_relay_is_stopped_opens_the_own_line_afterwards() -> Told {
    let mut world = World::open().await;
    let folder = world.folder().to_owned();
    let address = world.goes_down().await;
    pin::set(&folder, "okafor", "2580\n").await;
    world.comes_up(address).await;
    let okafor = world.phone(OKAFOR_PHONE);
    okafor.dials(OKAFOR_LINE).await?;
    okafor.presses("2580#").await?;
    okafor.hears("You have no new messages").await?;
    okafor.hangs_up().await?;
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn whom_nobody_knows_gets_no_pin() {
    let folder = stopped().await;
    for clinician in ["nobody", "Ada Okafor", OKAFOR_PHONE] {
        let output = pin::pin(folder.path(), &[clinician], "2580").await;
        let said = complaint(&output);
        assert_eq!(code(&output), Some(1), "{said}");
        assert!(said.starts_with("write one of okafor, lindqvist"), "{said}");
        assert!(!said.contains(clinician), "{said}");
    }
}

#[tokio::test]
async fn a_pin_that_is_easily_guessed_is_refused_and_not_repeated() -> Told {
    let folder = stopped().await;
    for (digits, words) in [
        ("1234", "choose digits that are harder to guess"),
        ("1984", "choose digits that are harder to guess"),
        ("12", "choose a PIN of 4 to 8 digits"),
        ("407940794", "choose a PIN of 4 to 8 digits"),
        ("", "choose a PIN of 4 to 8 digits"),
    ] {
        let output = pin::pin(folder.path(), &["okafor"], digits).await;
        let said = complaint(&output);
        assert_eq!(code(&output), Some(1), "{said}");
        assert!(said.starts_with(words), "{said}");
        assert!(digits.len() < 5 || !said.contains(digits), "{said}");
    }
    let data = DataFolder::open(&folder.path().join("data"))?;
    let keys = Keys::from_folder(&data, [0; 32])?;
    let store = Store::open(data, keys, support::MONDAY_TEN.parse()?);
    let okafor = ClinicianId::new("okafor").unwrap();
    assert_eq!(store.pin(&okafor).await?, None);
    Ok(())
}

#[tokio::test]
async fn what_is_not_understood_is_a_matter_of_usage() {
    let folder = stopped().await;
    for args in [&[][..], &["okafor", "2580"], &["okafor", "--pin", "2580"]] {
        let output = pin::pin(folder.path(), args, "2580").await;
        assert_eq!(code(&output), Some(2), "{args:?}");
    }
}

#[tokio::test]
async fn without_a_data_folder_or_a_relay_that_answers_the_system_has_failed() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config");
    fs::create_dir(&config).unwrap();
    fs::write(config.join("practice.toml"), PRACTICE).unwrap();
    fs::write(config.join("patients.csv"), PATIENTS).unwrap();
    let output = pin::pin(folder.path(), &["okafor"], "2580").await;
    let said = complaint(&output);
    assert_eq!(code(&output), Some(3), "{said}");
    assert!(said.starts_with("name the relay's data folder"), "{said}");
    assert!(!folder.path().join("data").exists());

    // Somebody holds the folder, and does not look at the hatch.
    let held = stopped().await;
    let _lock = DataFolder::open(&held.path().join("data")).unwrap();
    let output = pin::pin(held.path(), &["okafor"], "2580").await;
    let said = complaint(&output);
    assert_eq!(code(&output), Some(3), "{said}");
    assert!(said.starts_with("start the relay again"), "{said}");
}

#[tokio::test]
async fn only_a_relay_that_runs_can_call() {
    let folder = stopped().await;
    let output = pin::pin(folder.path(), &["okafor", "--call"], "").await;
    let said = complaint(&output);
    assert_eq!(code(&output), Some(3), "{said}");
    assert!(said.starts_with("start the relay first"), "{said}");
}

#[tokio::test]
async fn with_another_key_of_the_store_nothing_is_changed() {
    let folder = stopped().await;
    let keyed = format!("{PRACTICE}\n[storage]\nkey = {{ file = \"key\" }}\n");
    fs::write(folder.path().join("config/practice.toml"), keyed).unwrap();
    fs::write(folder.path().join("config/key"), "07".repeat(32)).unwrap();
    let output = pin::pin(folder.path(), &["okafor"], "2580").await;
    let said = complaint(&output);
    assert_eq!(code(&output), Some(3), "{said}");
    assert!(said.contains("key"), "{said}");
    fs::remove_file(folder.path().join("data/key")).unwrap();
    fs::write(folder.path().join("config/practice.toml"), PRACTICE).unwrap();
    let output = pin::pin(folder.path(), &["okafor"], "2580").await;
    assert_eq!(code(&output), Some(1), "{}", complaint(&output));
    assert!(!folder.path().join("data/key").exists());
}

#[tokio::test]
async fn a_relay_with_another_key_changes_nothing_and_the_command_is_told() -> Told {
    let world = World::open().await;
    let other = tempfile::tempdir()?;
    fs::create_dir(other.path().join("config"))?;
    let keyed = format!("{PRACTICE}\n[storage]\nkey = {{ file = \"key\" }}\n");
    fs::write(other.path().join("config/practice.toml"), keyed)?;
    fs::write(other.path().join("config/patients.csv"), PATIENTS)?;
    fs::write(other.path().join("config/key"), "07".repeat(32))?;
    std::os::unix::fs::symlink(world.data(), other.path().join("data"))?;
    let output = pin::pin(other.path(), &["okafor"], "2580").await;
    let said = complaint(&output);
    assert_eq!(code(&output), Some(1), "{said}");
    assert!(
        said.starts_with("give this command the storage key"),
        "{said}"
    );
    let okafor = ClinicianId::new("okafor").unwrap();
    assert_eq!(world.running().store().pin(&okafor).await?, None);
    world.ends().await;
    Ok(())
}

#[tokio::test]
async fn whom_the_relay_does_not_know_gets_no_pin_from_it() -> Told {
    let world = World::open().await;
    let other = tempfile::tempdir()?;
    fs::create_dir(other.path().join("config"))?;
    let renamed = PRACTICE.replace("\"okafor\"", "\"weber\"");
    fs::write(other.path().join("config/practice.toml"), renamed)?;
    std::os::unix::fs::symlink(world.data(), other.path().join("data"))?;
    for args in [&["weber"][..], &["weber", "--call"]] {
        let output = pin::pin(other.path(), args, "2580").await;
        let said = complaint(&output);
        assert_eq!(code(&output), Some(1), "{said}");
        assert!(said.starts_with("correct the configuration"), "{said}");
    }
    let weber = ClinicianId::new("weber").unwrap();
    assert_eq!(world.running().store().pin(&weber).await?, None);
    world.ends().await;
    Ok(())
}
