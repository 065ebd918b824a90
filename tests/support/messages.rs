//! What became of messages: at the provider, in the store, and as a file.

use std::path::Path;

use futures_util::TryStreamExt;
use nightbell::domain::names::MessageId;
use nightbell::provider::local::Carrier;
use nightbell::store::Store;
use rusqlite::{Connection, OpenFlags};

/// A message as the store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    pub id: MessageId,
    /// The provider's id of its recording.
    pub recording: String,
    pub state: String,
    /// Whether the provider may still have it.
    pub there: bool,
    pub attempts: u32,
}

/// How many texts of a data folder the provider has taken.
pub fn texts_with_the_provider(data: &Path) -> u32 {
    let database = data.join("nightbell.db");
    let database = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT count(*) FROM outbox WHERE sid IS NOT NULL";
    database.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// All messages of a data folder, in the order in which they were announced.
pub fn messages(data: &Path) -> Vec<Kept> {
    let database = data.join("nightbell.db");
    let database = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let sql = "SELECT id, recording, state, there, attempts FROM message ORDER BY at, id";
    let mut select = database.prepare(sql).unwrap();
    let rows = select.query_map([], |row| {
        Ok(Kept {
            id: row.get::<_, String>(0)?.parse().unwrap(),
            recording: row.get(1)?,
            state: row.get(2)?,
            there: row.get(3)?,
            attempts: row.get(4)?,
        })
    });
    rows.unwrap().map(Result::unwrap).collect()
}

/// The sound of a message as it is kept, opened.
pub async fn sound(store: &Store, id: MessageId) -> Option<Vec<u8>> {
    let opened = store.voicemail().open(id).await.unwrap()?;
    let whole = 0..opened.len();
    let pieces: Vec<bytes::Bytes> = opened.read(whole).try_collect().await.unwrap();
    Some(pieces.concat())
}

/// How many files of messages there are, finished or not.
pub fn files(data: &Path) -> usize {
    std::fs::read_dir(data.join("voicemail")).map_or(0, Iterator::count)
}

/// Where each recording stands at the provider, the first first; without those of which nothing came.
pub fn at_the_provider(carrier: &Carrier) -> Vec<&'static str> {
    let recordings = carrier.recordings().into_iter();
    recordings.map(|recording| recording.status).collect()
}

/// Whether these bytes hold those.
pub fn holds(bytes: &[u8], part: &str) -> bool {
    bytes
        .windows(part.len())
        .any(|window| window == part.as_bytes())
}
