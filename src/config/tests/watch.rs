//! The watcher tells of every way a file changes. The tests wait for the word itself, not for a time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::super::watch::Watcher;
use super::*;

/// Only so that a watcher that says nothing fails the test instead of hanging it.
const NEVER: Duration = Duration::from_secs(20);

fn watched(folder: &Folder) -> (Watcher, Receiver<()>) {
    let (sender, receiver) = channel();
    let watcher = Watcher::start(folder.dir.path(), move || sender.send(()).unwrap_or(())).unwrap();
    // The look at the beginning.
    receiver.recv_timeout(NEVER).unwrap();
    (watcher, receiver)
}

#[test]
fn a_file_edited_in_place_is_noticed() {
    let folder = Folder::new();
    let (_watcher, told) = watched(&folder);
    folder.write("practice.toml", "edited");
    told.recv_timeout(NEVER).unwrap();
}

#[test]
fn a_file_written_beside_and_renamed_is_noticed() {
    let folder = Folder::new();
    folder.write("practice.toml.new", "edited");
    let (_watcher, told) = watched(&folder);
    fs::rename(
        folder.dir.path().join("practice.toml.new"),
        folder.dir.path().join("practice.toml"),
    )
    .unwrap();
    told.recv_timeout(NEVER).unwrap();
}

#[test]
fn a_new_file_is_noticed() {
    let folder = Folder::new();
    let (_watcher, told) = watched(&folder);
    folder.write("patients.csv", "phone,name,clinician\n");
    told.recv_timeout(NEVER).unwrap();
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_that_is_swapped_is_noticed() {
    let folder = Folder::new();
    let at = |name: &str| folder.dir.path().join(name);
    fs::create_dir(at("one")).unwrap();
    fs::create_dir(at("two")).unwrap();
    std::os::unix::fs::symlink("one", at("data")).unwrap();
    let (_watcher, told) = watched(&folder);
    std::os::unix::fs::symlink("two", at("data.new")).unwrap();
    fs::rename(at("data.new"), at("data")).unwrap();
    told.recv_timeout(NEVER).unwrap();
}

#[test]
fn a_folder_that_is_not_there_cannot_be_watched() {
    assert!(Watcher::start(Path::new("/nowhere/at/all"), || ()).is_err());
}

#[test]
fn after_the_watcher_is_gone_nothing_is_told() {
    let folder = Folder::new();
    let (watcher, told) = watched(&folder);
    drop(watcher);
    while told.recv_timeout(NEVER).is_ok() {}
    assert!(matches!(
        told.try_recv(),
        Err(std::sync::mpsc::TryRecvError::Disconnected)
    ));
}

#[test]
fn whoever_drops_the_watcher_waits_for_what_it_has_called() {
    let folder = Folder::new();
    let (sender, called) = channel();
    let done = Arc::new(AtomicBool::new(false));
    let works = done.clone();
    let watcher = Watcher::start(folder.dir.path(), move || {
        sender.send(()).unwrap_or(());
        // Work that takes its time: a version is kept, say.
        std::thread::sleep(Duration::from_millis(200));
        works.store(true, Ordering::SeqCst);
    });
    called.recv_timeout(NEVER).unwrap();
    drop(watcher.unwrap());
    assert!(done.load(Ordering::SeqCst));
}
