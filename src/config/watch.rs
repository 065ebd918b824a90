//! Notices that the configuration folder has changed: edited in place, written beside and renamed, or swapped by a
//! symbolic link.
//!
//! It only says 'look again'. Whether anything really changed, the caller sees from the version of the files.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use notify::{
    Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher as _,
};

use super::versions::FOLDER;

/// How long a change may settle: a spreadsheet writes a file in several steps.
const SETTLE: Duration = Duration::from_millis(100);

/// How often the folder is looked at where the system cannot tell of changes, and, since a swapped link or a mounted
/// folder escapes many systems, also where it can.
const LOOK: Duration = Duration::from_millis(500);

/// What the thread is told.
enum Signal {
    Look,
    End,
}

/// Watches a folder until it is dropped: then nothing is called any more, and what was called has returned.
pub struct Watcher {
    _watchers: Vec<Boxed>,
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
}

impl Watcher {
    /// Calls `on_change`, on a thread of its own, once at the beginning and then soon after anything in the folder has
    /// changed.
    ///
    /// # Errors
    /// Where neither the system's own way of watching nor looking regularly can be set up.
    pub fn start(
        dir: &Path,
        mut on_change: impl FnMut() + Send + 'static,
    ) -> Result<Self, notify::Error> {
        if !dir.is_dir() {
            return Err(notify::Error::path_not_found().add_path(dir.to_owned()));
        }
        let (sender, receiver) = mpsc::channel();
        let signals = sender.clone();
        let recommended = recommended(dir, sender.clone());
        let polling = polling(dir, sender);
        let watchers = match (recommended, polling) {
            (Ok(recommended), Ok(polling)) => vec![recommended, polling],
            (Ok(watcher), Err(_)) | (Err(_), Ok(watcher)) => vec![watcher],
            (Err(error), Err(_)) => return Err(error),
        };
        // What changed before the watching began would otherwise go unnoticed: look once at the beginning.
        let _ = signals.send(Signal::Look);
        let thread = thread::Builder::new()
            .name("configuration".to_owned())
            .spawn(move || settle(&receiver, &mut on_change))
            .map_err(notify::Error::io)?;
        Ok(Watcher {
            _watchers: watchers,
            signals,
            thread: Some(thread),
        })
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // A thread that has ended already needs no telling. The watchers' own threads end in their own time.
        let _ = self.signals.send(Signal::End);
        if let Some(thread) = self.thread.take() {
            // A panic in it was told where it happened.
            let _ = thread.join();
        }
    }
}

type Boxed = Box<dyn notify::Watcher + Send>;

fn recommended(dir: &Path, sender: Sender<Signal>) -> Result<Boxed, notify::Error> {
    let mut watcher = RecommendedWatcher::new(handler(dir, sender), Config::default())?;
    watcher.watch(dir, RecursiveMode::NonRecursive)?;
    let prompts = dir.join("prompts");
    if prompts.is_dir() {
        watcher.watch(&prompts, RecursiveMode::NonRecursive)?;
    }
    Ok(Box::new(watcher))
}

fn polling(dir: &Path, sender: Sender<Signal>) -> Result<Boxed, notify::Error> {
    let config = Config::default().with_poll_interval(LOOK);
    let mut watcher = PollWatcher::new(handler(dir, sender), config)?;
    watcher.watch(dir, RecursiveMode::NonRecursive)?;
    Ok(Box::new(watcher))
}

fn handler(
    dir: &Path,
    sender: Sender<Signal>,
) -> impl Fn(Result<Event, notify::Error>) + Send + 'static {
    let versions = dir.join(FOLDER);
    move |event| {
        if event.map_or(true, |event| matters(&event, &versions)) {
            // Without a receiver the watcher is about to be dropped.
            let _ = sender.send(Signal::Look);
        }
    }
}

fn matters(event: &Event, versions: &Path) -> bool {
    let own = |path: &PathBuf| path.starts_with(versions);
    !matches!(event.kind, EventKind::Access(_))
        && (event.paths.is_empty() || !event.paths.iter().all(own))
}

/// Waits until nothing has happened for a moment, but not for ever.
fn settle(receiver: &Receiver<Signal>, on_change: &mut impl FnMut()) {
    while let Ok(Signal::Look) = receiver.recv() {
        for _ in 0..5 {
            match receiver.recv_timeout(SETTLE) {
                Ok(Signal::Look) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Ok(Signal::End) | Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        on_change();
    }
}
