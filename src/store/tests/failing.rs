//! A database that cannot be opened, read or written: never a panic, always an answer, and back when it is well.

use std::fs;

use super::*;

async fn is_down(store: &Store) -> String {
    let refused = store
        .once(ask("x/1", Outcome::Ring, vec![]))
        .await
        .unwrap_err();
    assert_eq!(store.health().down, Some(refused.to_string()));
    refused.to_string()
}

async fn fails_with(sql: &'static str, says: &str) {
    let (_dir, store) = fresh();
    store
        .once(ask("before/1", Outcome::Ring, vec![count(1)]))
        .await
        .unwrap();
    *store.inner.shared.sabotage.lock().unwrap() = Some(sql);
    let long = Ask {
        personal: "x".repeat(1_000_000),
        ..ask("lost/1", Outcome::Ring, vec![count(1)])
    };
    let failed = store.once(long).await.unwrap_err().to_string();
    assert!(failed.contains(says), "{failed}");
    until_up(&store, false).await;
    is_down(&store).await;
    *store.inner.shared.sabotage.lock().unwrap() = None;
    until_up(&store, true).await;
    assert_eq!(facts(&store, "after/1", counts(&[1])).await.counts, [1]);
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 2 }));
}

#[tokio::test]
async fn a_full_disk_takes_the_store_down_until_there_is_room() {
    fails_with("PRAGMA max_page_count = 1", "free some space").await;
}

#[tokio::test]
async fn a_folder_that_becomes_read_only_takes_the_store_down_until_it_is_writable() {
    fails_with("PRAGMA query_only = ON", "writable").await;
}

#[tokio::test]
async fn a_group_that_cannot_be_written_is_refused_as_a_whole() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let one = queued(&store, ask("a/1", Outcome::Ring, vec![])).await;
    let two = queued(&store, ask("b/1", Outcome::Ring, vec![])).await;
    *store.inner.shared.sabotage.lock().unwrap() = Some("PRAGMA query_only = ON");
    held.release().await;
    assert!(one.await.unwrap().is_err());
    assert!(two.await.unwrap().is_err());
}

#[tokio::test]
async fn a_database_that_cannot_be_opened_is_tried_again() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("nightbell.db");
    fs::create_dir(&database).unwrap();
    let store = open(&dir);
    let why = is_down(&store).await;
    assert!(why.contains("nightbell.db"), "{why}");
    assert_eq!(store.pauses(), Pauses::default());
    fs::remove_dir(&database).unwrap();
    until_up(&store, true).await;
    store.once(ask("a/1", Outcome::Ring, vec![])).await.unwrap();
}

#[tokio::test]
async fn a_damaged_database_is_said_to_be_one() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("nightbell.db"), "no database ".repeat(1000)).unwrap();
    let why = is_down(&open(&dir)).await;
    assert!(why.contains("damaged"), "{why}");
}

#[tokio::test]
async fn the_wrong_key_is_noticed_before_anything_is_written() {
    let (dir, store) = fresh();
    store.once(ask("a/1", Outcome::Ring, vec![])).await.unwrap();
    store.close().await;
    let folder = DataFolder::open(dir.path()).unwrap();
    let wrong = Store::open(folder, Keys::new(&[8; 32]).unwrap(), start());
    let why = is_down(&wrong).await;
    assert!(why.contains("not the one"), "{why}");
    wrong.close().await;
    assert_eq!(
        open(&dir).verify_chain(1).await,
        Ok(Chain::Whole { rows: 1 })
    );
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_deleted_under_the_running_store_is_noticed() {
    for name in ["nightbell.db", "nightbell.db-wal"] {
        let (dir, store) = fresh();
        store.once(ask("a/1", Outcome::Ring, vec![])).await.unwrap();
        fs::remove_file(dir.path().join(name)).unwrap();
        let lost = store.once(ask("b/1", Outcome::Ring, vec![])).await;
        assert!(lost.unwrap_err().to_string().contains("deleted"), "{name}");
        until_up(&store, false).await;
        until_up(&store, true).await;
        store.once(ask("c/1", Outcome::Ring, vec![])).await.unwrap();
    }
}

#[tokio::test]
async fn the_folder_is_free_once_the_store_is_closed() {
    let (dir, store) = fresh();
    assert!(DataFolder::open(dir.path()).is_err());
    store.close().await;
    assert!(DataFolder::open(dir.path()).is_ok());
}
