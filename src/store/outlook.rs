//! What the jobs and `/readyz` must know of the texts as a whole: how many wait, for how long, and for whom.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::words::{self, PRACTICE, moment};
use super::{Store, StoreDown};
use crate::domain::names::ClinicianId;

/// How many texts wait, and since when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Those that may go as soon as their line, their phone and the provider allow it, or are on their way.
    pub texts: u64,
    /// Since when the oldest of them may go, UTC.
    pub since: Option<DateTime<Utc>>,
    /// Those that wait for their reader.
    pub held: u64,
}

impl Store {
    /// How many texts wait, and since when.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read; the same holds for the methods below.
    pub async fn waiting_texts(&self, now: DateTime<Utc>) -> Result<Backlog, StoreDown> {
        self.look(move |connection, _| {
            let sql = "SELECT count(*), min(due) FROM outbox WHERE practice = ?1
                         AND stage IN ('waiting', 'sending', 'unsettled') AND due <= ?2";
            let now = words::micros(now);
            let (texts, since) = connection.query_row(sql, (PRACTICE, now), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
            })?;
            let sql = "SELECT count(*) FROM outbox WHERE practice = ?1 AND stage = 'held'";
            let held: i64 = connection.query_row(sql, [PRACTICE], |row| row.get(0))?;
            Ok(Backlog {
                texts: texts.unsigned_abs(),
                since: since.map(moment).transpose()?,
                held: held.unsigned_abs(),
            })
        })
        .await
    }

    /// Since when the oldest held text waits of which nobody on duty was told; `None`: there is none.
    pub async fn undigested_since(&self) -> Result<Option<DateTime<Utc>>, StoreDown> {
        self.look(|connection, _| {
            let sql = "SELECT min(created_at) FROM outbox
                       WHERE practice = ?1 AND stage = 'held' AND digested = 0";
            let since: Option<i64> = connection.query_row(sql, [PRACTICE], |row| row.get(0))?;
            since.map(moment).transpose()
        })
        .await
    }

    /// The clinicians to whose first phone something waits to be sent, and since when.
    pub async fn waiting_for_phones(&self) -> Result<Vec<(ClinicianId, DateTime<Utc>)>, StoreDown> {
        self.look(|connection, _| {
            let sql = "SELECT gate, min(due) FROM outbox
                       WHERE practice = ?1 AND stage = 'waiting' AND gate <> '' GROUP BY gate";
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([PRACTICE])?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                let gate: String = row.get(0)?;
                found.push((words::clinician(&gate)?, moment(row.get(1)?)?));
            }
            Ok(found)
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
