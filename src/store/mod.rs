//! The journal, the outbox and what the relay remembers; SQL lives here alone.
//!
//! One thread writes. What has queued up for it shares one transaction: for each ask it looks the key up, reads the
//! facts, lets the decision be made, and writes the decision with its effects; the answers go out after the commit,
//! so an answered event is durable, and one that comes twice has happened once. What the worker that sends texts tells
//! and asks are errands in the same commits ([`Store::claim`] and its neighbours). While the database cannot be
//! written, the store says so at once and the writer tries again every second.
//!
//! Clinicians' numbers never come here. Patients' numbers and words are stored encrypted only.

mod ask;
mod attachments;
mod chain;
mod claims;
mod connect;
pub mod console;
mod courier;
mod desk;
mod effects;
mod entry;
mod erase;
mod errand;
mod expected;
mod fault;
mod files;
mod folder;
pub mod hatch;
mod inbox;
mod inspect;
mod keys;
mod lane;
mod marks;
mod messages;
mod next_phones;
mod outgoing;
mod outlook;
mod people;
mod phones;
mod pins;
mod placed;
mod queue;
mod record;
mod recording;
mod remembered;
mod row;
mod session;
mod shared;
mod sounds;
mod spent;
mod split;
mod suspend;
mod sweep;
#[cfg(test)]
mod tests;
mod texts;
mod ticket;
mod vault;
mod watch;
mod watermark;
mod words;
mod writer;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

pub use ask::{Answered, Ask, Kind, StoreDown};
pub use chain::Chain;
pub use console::{AuditRow, AuditWish, SessionRow};
pub use erase::{Counts, NotErased, Whom};
pub use expected::ExpectedRow;
pub use folder::{DataFolder, FolderError};
pub use inspect::{JournalRow, OutboxRow, RecordingRow};
pub use keys::{KeyError, Keys};
pub use messages::{KeptMessage, MessageCounts, MessageRow, MessageState};
pub use next_phones::NextPhone;
pub use outgoing::{Claim, Claimed, Due, EditRow, Kept, MediaRow};
pub use outlook::Backlog;
pub use people::People;
pub use pins::PinHashes;
pub use placed::PlacedRow;
pub use sounds::{NotPut, Sound, Sounds, Written};
pub use suspend::Suspension;
pub use sweep::{Copy, Erased, Mark, OldText};
pub use ticket::Admitted;
pub use vault::{Vault, VaultError};

use crate::domain::facts::Pauses;
use crate::domain::outbox::Confirmations;
use queue::{Job, Waiting};
use shared::Shared;
use writer::Writer;

/// How long opening waits for the first attempt: a disk that hangs must not keep calls waiting.
const OPENING: Duration = Duration::from_secs(5);

/// The store. Clones are the same store; the last one that is dropped ends it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    shared: Arc<Shared>,
    database: PathBuf,
    keys: Keys,
    writer: Mutex<Option<JoinHandle<()>>>,
    /// Held where no writer holds it.
    _folder: Option<DataFolder>,
}

/// How the store is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    /// Why nothing can be written, in words that begin with what to do; `None`: all is well.
    pub down: Option<String>,
    /// How many asks wait.
    pub queued: usize,
    /// How many rows the journal has had.
    pub journal: u64,
    /// How many of its rows went missing while the relay ran: the database was deleted or replaced.
    pub lost: u64,
}

impl Health {
    /// Whether all is well.
    pub fn is_up(&self) -> bool {
        self.down.is_none()
    }
}

impl Store {
    /// Opens the database in this folder. It never fails: a database that cannot be opened gives a store that is
    /// down, and opening is tried again every second. The folder stays locked until the store has ended.
    pub fn open(folder: DataFolder, keys: Keys, now: DateTime<Utc>) -> Store {
        let shared = Arc::new(Shared::default());
        let database = folder.database();
        let writer = Writer {
            shared: shared.clone(),
            folder,
            keys: keys.clone(),
            now,
        };
        let (ready, opened) = mpsc::channel();
        let thread = thread::Builder::new().name("store".to_owned());
        let handle = match thread.spawn(move || writer.run(ready)) {
            Ok(handle) => {
                if opened.recv_timeout(OPENING).is_err() {
                    shared.went_down(&StoreDown::new(
                        "look at the disk: opening the database hangs",
                    ));
                }
                Some(handle)
            }
            Err(error) => {
                let why = format!("let this user start more threads: {error}");
                shared.went_down(&StoreDown::new(why));
                None
            }
        };
        Store {
            inner: Arc::new(Inner {
                shared,
                database,
                keys,
                writer: Mutex::new(handle),
                _folder: None,
            }),
        }
    }

    /// A store that cannot be used until the relay is started again, and says why: calls go on without it.
    pub fn unusable(folder: DataFolder, keys: Keys, why: &KeyError) -> Store {
        let shared = Arc::new(Shared::default());
        let why = StoreDown::new(why.to_string());
        tracing::error!(%why, "the store is down; calls go on by the configuration alone");
        shared.went_down(&why);
        Store {
            inner: Arc::new(Inner {
                shared,
                database: folder.database(),
                keys,
                writer: Mutex::new(None),
                _folder: Some(folder),
            }),
        }
    }

    /// Decides about an event exactly once, and gives the decision when it is durable.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable, or not within the patience of the ask. The work of an ask
    /// that is carried out `even_if_unawaited` may still be done then.
    pub async fn once(&self, ask: Ask) -> Result<Answered, StoreDown> {
        if let Some(down) = self.inner.shared.down() {
            return Err(down);
        }
        let patience = ask.patience;
        let (reply, answer) = oneshot::channel();
        let job = Job::Ask(Waiting {
            ask: Box::new(ask),
            since: Instant::now(),
            reply,
        });
        self.inner.shared.queue.push(job)?;
        match tokio::time::timeout(patience, answer).await {
            Ok(Ok(reply)) => reply.answered,
            Ok(Err(_)) => Err(StoreDown::new("the store gave the request up")),
            Err(_) => Err(self.inner.shared.hangs()),
        }
    }

    /// Until when clinicians have paused, as last known; does not touch the database.
    pub fn pauses(&self) -> Pauses {
        Pauses::clone(&self.inner.shared.pauses.load())
    }

    /// Which phones of clinicians were asked and have confirmed, as last known; does not touch the database.
    pub fn confirmations(&self) -> Confirmations {
        Confirmations::clone(&self.inner.shared.confirmations.load())
    }

    /// Changes after each commit by which something may have become due: rows of the outbox written or moved on (a
    /// claim does not count), edits, attachments, pauses, confirmations, messages, calls to be placed, urgent texts. Changes may fall together.
    pub fn news(&self) -> tokio::sync::watch::Receiver<u64> {
        self.inner.shared.news.subscribe()
    }

    /// How the store is.
    pub fn health(&self) -> Health {
        let shared = &self.inner.shared;
        Health {
            down: shared.down().map(|down| down.to_string()),
            queued: shared.queue.len(),
            journal: shared.rows(),
            lost: shared.lost(),
        }
    }

    /// Carries out what is queued, folds the write-ahead log in, closes the database and gives the folder free.
    /// Other clones answer [`StoreDown`] from now on.
    pub async fn close(self) {
        let inner = self.inner;
        let closing = tokio::task::spawn_blocking(move || inner.end());
        if closing.await.is_err() {
            tracing::error!("closing the store failed inside");
        }
    }
}

impl Inner {
    fn end(&self) {
        self.shared.suspended.set(None);
        self.shared.queue.close();
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(writer) = writer.take()
            && writer.join().is_err()
        {
            tracing::error!("the writer of the store failed inside");
        }
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.end();
    }
}
