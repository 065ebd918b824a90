//! What the jobs and `/readyz` must know of the texts as a whole: how many wait, for how long, and for whom.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::courier::LOOK;
use super::errand::Unawaited;
use super::words::{self, PRACTICE, moment};
use super::{Store, StoreDown};
use crate::domain::names::ClinicianId;

/// The rows that are live; as the index has it, or SQLite reads the whole table.
const LIVE: &str = "stage IN ('held', 'waiting', 'sending', 'unsettled')";

/// The oldest held text of which nobody on duty was told.
const UNDIGESTED: &str = "SELECT created_at FROM outbox INDEXED BY outbox_undigested
    WHERE practice = ?1 AND stage = 'held' AND digested = 0 ORDER BY seq LIMIT 1";

/// How many texts wait, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Those that may go as soon as their line, their phone and the provider allow it, or are on their way.
    pub texts: u64,
    /// Since when the oldest of them may go, UTC.
    pub since: Option<DateTime<Utc>>,
    /// Those that wait for their reader.
    pub held: u64,
    /// Since when the oldest of these waits, UTC.
    pub held_since: Option<DateTime<Utc>>,
}

impl Store {
    /// How many texts wait, and since when.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read; the same holds for the methods below.
    pub async fn waiting_texts(&self, now: DateTime<Utc>) -> Result<Backlog, StoreDown> {
        self.look(move |connection, _| {
            let sql = format!(
                "SELECT count(*), min(due) FROM outbox INDEXED BY outbox_lane
                 WHERE practice = ?1 AND {LIVE} AND stage <> 'held' AND due <= ?2"
            );
            let now = words::micros(now);
            let (texts, since) = connection.query_row(&sql, (PRACTICE, now), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
            })?;
            let sql = format!(
                "SELECT count(*), min(created_at) FROM outbox INDEXED BY outbox_look
                 WHERE practice = ?1 AND {LOOK} AND stage = 'held'"
            );
            let (held, held_since) = connection.query_row(&sql, [PRACTICE], |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
            })?;
            Ok(Backlog {
                texts: texts.unsigned_abs(),
                since: since.map(moment).transpose()?,
                held: held.unsigned_abs(),
                held_since: held_since.map(moment).transpose()?,
            })
        })
        .await
    }

    /// Since when the oldest held text waits of which nobody on duty was told; `None`: there is none.
    pub async fn undigested_since(&self) -> Result<Option<DateTime<Utc>>, StoreDown> {
        self.errand("undigested", Unawaited::Drop, |desk| {
            let mut first = desk.connection.prepare_cached(UNDIGESTED)?;
            let since = first.query_row([PRACTICE], |row| row.get(0)).optional()?;
            since.map(moment).transpose()
        })
        .await
    }

    /// The clinicians to whose first phone something waits to be sent, and since when.
    pub async fn waiting_for_phones(&self) -> Result<Vec<(ClinicianId, DateTime<Utc>)>, StoreDown> {
        self.errand("phones", Unawaited::Drop, |desk| {
            let gates = desk.gates()?;
            let found = gates.into_iter().map(|(gate, since)| {
                let clinician = words::clinician(&gate)?;
                Ok((clinician, moment(since)?))
            });
            found.collect()
        })
        .await
    }

    /// Which of these keys nothing was decided for yet: what is looked for in a long list is looked for here first, where
    /// it costs no turn of the writer's.
    pub async fn undecided(&self, keys: Vec<String>) -> Result<HashSet<String>, StoreDown> {
        self.look(move |connection, _| {
            let sql = "SELECT 1 FROM journal WHERE practice = ?1 AND key = ?2";
            let mut statement = connection.prepare(sql)?;
            let mut undecided = HashSet::new();
            for key in &keys {
                if !statement.exists((PRACTICE, key))? {
                    undecided.insert(key.clone());
                }
            }
            Ok(undecided)
        })
        .await
    }

    /// When this practice was first served from this database, UTC: what is older is not its business.
    pub async fn began(&self) -> Result<DateTime<Utc>, StoreDown> {
        self.look(|connection, _| {
            let sql = "SELECT created_at FROM practice WHERE id = ?1";
            moment(connection.query_row(sql, [PRACTICE], |row| row.get(0))?)
        })
        .await
    }
}
