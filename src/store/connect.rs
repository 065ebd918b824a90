//! Opening the database: its settings, its tables, and the proof that it can be written with this key.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OpenFlags};

use super::fault::Fault;
use super::keys::Keys;
use super::words::{PRACTICE, context, micros};

refinery::embed_migrations!("src/store/migrations");

/// The settings of the writer. `synchronous = FULL`: a commit is on the disk when it returns. The journal is folded
/// into the database by the writer itself (see `session`), not in the middle of a commit. A row takes about 1 kB: larger
/// pages hold seven where the usual ones hold three, and so a commit writes fewer of them.
const SETTINGS: &str = "
    PRAGMA page_size = 8192;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 0;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = OFF;
";

/// The writer's connection.
pub(super) fn writer(path: &Path, keys: &Keys, now: DateTime<Utc>) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    make_private(path);
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(1))?;
    connection.execute_batch(SETTINGS)?;
    fold_in(&connection);
    migrations::runner()
        .run(&mut connection)
        .map_err(|error| Fault::Database(why_not_migrated(&error).into()))?;
    prove(&connection, keys, now)?;
    Ok(connection)
}

/// Folds in what the last process has left in the write-ahead log, and empties that: a relay that is killed again and
/// again before it has a quiet moment would make it grow without end. A failure is no harm: what is committed is in the
/// log.
fn fold_in(connection: &Connection) {
    let folded = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    if let Err(error) = folded {
        tracing::warn!(%error, "the write-ahead log could not be folded in");
    }
}

/// A new database is for its owner alone, also in a folder that others may look into; SQLite gives the files beside it
/// the same rights. Where that fails, opening it tells why.
fn make_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _there_already = options.open(path);
}

/// A connection that only reads; for tests and the console.
pub(super) fn reader(path: &Path) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(Duration::from_secs(1))?;
    Ok(connection)
}

fn why_not_migrated(error: &refinery::Error) -> String {
    let cause =
        std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<rusqlite::Error>());
    match cause {
        Some(rusqlite::Error::SqliteFailure(failure, text)) => {
            let same = rusqlite::Error::SqliteFailure(*failure, text.clone());
            Fault::from(same).words().to_string()
        }
        _ => "use the version of Nightbell that wrote this data, or a newer one: \
              its tables do not fit"
            .to_owned(),
    }
}

/// A real write, and a look at whether the key is the one that this data was written with.
fn prove(connection: &Connection, keys: &Keys, now: DateTime<Utc>) -> Result<(), Fault> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let proven = write_and_look(connection, keys, now);
    let end = if proven.is_ok() { "COMMIT" } else { "ROLLBACK" };
    connection.execute_batch(end)?;
    proven
}

fn write_and_look(connection: &Connection, keys: &Keys, now: DateTime<Utc>) -> Result<(), Fault> {
    let at = micros(now);
    connection.execute(
        "INSERT INTO practice (id, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
        (PRACTICE, at),
    )?;
    connection.execute(
        "INSERT INTO meta (practice, name, value) VALUES (?1, 'opened', ?2)
         ON CONFLICT (practice, name) DO UPDATE SET value = excluded.value",
        (PRACTICE, at.to_le_bytes()),
    )?;
    let mut canary = Vec::new();
    keys.seal(&context("meta", &[b"canary"]), b"nightbell", &mut canary)?;
    connection.execute(
        "INSERT INTO meta (practice, name, value) VALUES (?1, 'canary', ?2) ON CONFLICT DO NOTHING",
        (PRACTICE, &canary),
    )?;
    let kept: Vec<u8> = connection.query_row(
        "SELECT value FROM meta WHERE practice = ?1 AND name = 'canary'",
        [PRACTICE],
        |row| row.get(0),
    )?;
    keys.open(&context("meta", &[b"canary"]), &kept)
        .map_err(|_| {
            Fault::Database(
            "put the right key back: the storage key is not the one this data was written with \
             (the file `key` in the data folder, or `key` under [storage])"
                .into(),
        )
        })?;
    Ok(())
}

/// Which files the database is in: one that was deleted or replaced takes writes that nobody will ever read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Files {
    paths: [PathBuf; 2],
    identities: [Option<(u64, u64)>; 2],
}

impl Files {
    /// Of an open database that has been written to.
    pub(super) fn of(database: &Path) -> Files {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        let paths = [database.to_owned(), PathBuf::from(log)];
        let identities = [identity(&paths[0]), identity(&paths[1])];
        Files { paths, identities }
    }

    /// Whether they are still where they were.
    pub(super) fn are_there(&self) -> bool {
        let mut pairs = self.paths.iter().zip(&self.identities);
        pairs.all(|(path, was)| was.is_some() && identity(path) == *was)
    }
}

#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path).ok()?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<(u64, u64)> {
    path.exists().then_some((0, 0))
}
