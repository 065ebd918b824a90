//! What was answered is there after the process was killed.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use super::*;

const FOLDER: &str = "NIGHTBELL_TEST_KILLED_FOLDER";

/// Not a test of its own: the process that the test below kills. Says each key that was answered.
#[tokio::test]
#[ignore = "run by the test that kills it"]
#[expect(
    clippy::print_stdout,
    reason = "its output is read by the test that kills it"
)]
async fn killed_in_the_middle_of_writing() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let folder = DataFolder::open(folder.as_ref()).unwrap();
    let store = Store::open(folder, keys(), start());
    for n in 0.. {
        let key = format!("{n}/1");
        store
            .once(ask(&key, Outcome::Ring, vec![count(1)]))
            .await
            .unwrap();
        println!("answered {key}");
    }
}

#[tokio::test]
async fn what_was_answered_is_there_after_the_process_was_killed() {
    let dir = tempfile::tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture"])
        .arg("store::tests::durable::killed_in_the_middle_of_writing")
        .env(FOLDER, dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut answered = Vec::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while answered.len() < 100 {
        let line = lines.next().unwrap().unwrap();
        if let Some((_, key)) = line.split_once("answered ") {
            answered.push(key.to_owned());
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();

    let store = open(&dir);
    for key in &answered {
        let again = store.once(ask(key, Outcome::Refuse, vec![])).await.unwrap();
        assert_eq!(again, Answered::Again(decided(Outcome::Ring, vec![])));
    }
    let rows = u32::try_from(store.health().journal).unwrap();
    assert_eq!(facts(&store, "see/1", counts(&[1])).await.counts, [rows]);
    assert!(matches!(
        store.verify_chain(1).await,
        Ok(Chain::Whole { .. })
    ));
}

/// The folder as the next process finds it when this one is killed now.
pub(super) fn killed(dir: &TempDir) -> TempDir {
    let after = tempfile::tempdir().unwrap();
    for name in ["nightbell.db", "nightbell.db-wal"] {
        std::fs::copy(dir.path().join(name), after.path().join(name)).unwrap();
    }
    after
}

#[tokio::test]
async fn the_write_ahead_log_does_not_grow_from_one_kill_to_the_next() {
    let (dir, store) = fresh();
    let held = Held::hold(&store).await;
    let mut asked = Vec::new();
    for n in 0..200 {
        let long = Ask {
            personal: "x".repeat(20_000),
            ..ask(&format!("{n}/1"), Outcome::Ring, vec![])
        };
        asked.push(queued(&store, long).await);
    }
    held.release().await;
    for answered in asked {
        answered.await.unwrap().unwrap();
    }
    let after = killed(&dir);
    let log = || {
        after
            .path()
            .join("nightbell.db-wal")
            .metadata()
            .unwrap()
            .len()
    };
    assert!(log() > 4_000_000, "{}", log());
    let store = open(&after);
    assert_eq!(store.health().journal, 201);
    assert!(log() < 100_000, "{}", log());
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_is_for_its_owner_alone_even_in_an_open_folder() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    std::fs::set_permissions(dir.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let store = open(&dir);
    assert!(store.health().is_up());
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{:?}", entry.file_name());
    }
    store.close().await;
}
