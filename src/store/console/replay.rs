//! The last calls as they came in, to be decided again.

use chrono::{DateTime, Utc};

use crate::store::fault::Fault;
use crate::store::keys::Keys;
use crate::store::record;
use crate::store::remembered::text;
use crate::store::words::{PRACTICE, context, moment};
use crate::store::{Store, StoreDown};

/// The newest first decisions of calls.
const LAST_CALLS: &str = "SELECT at, key, outcome, sealed FROM journal INDEXED BY journal_listed
    WHERE practice = ?1 AND entry = 'call' AND caller <> 'nightbell' ORDER BY at DESC, seq DESC LIMIT ?2";

/// A call as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastCall {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What was decided first, in one word.
    pub outcome: String,
    /// What is personal of it; `None` once it is erased.
    pub kept: Option<Kept>,
}

/// What the journal keeps sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The event as JSON.
    pub event: String,
    /// The facts it was decided on, as JSON.
    pub facts: String,
}

impl Store {
    /// The last calls, at most so many, the oldest first.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read.
    pub async fn last_calls(&self, most: u32) -> Result<Vec<PastCall>, StoreDown> {
        self.look(move |connection, keys| {
            let mut statement = connection.prepare(LAST_CALLS)?;
            let mut rows = statement.query((PRACTICE, most))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(past_call(row, keys)?);
            }
            found.reverse();
            Ok(found)
        })
        .await
    }
}

fn past_call(row: &rusqlite::Row<'_>, keys: &Keys) -> Result<PastCall, Fault> {
    let key = text(row, 1)?;
    let sealed: Option<Vec<u8>> = row.get(3)?;
    // What cannot be opened any more counts as erased: the other calls can be looked at all the same.
    let plain = sealed.and_then(|sealed| {
        let bound = context("journal", &[key.as_bytes()]);
        keys.open(&bound, &sealed).ok()
    });
    let parts = plain.as_deref().and_then(record::parts);
    Ok(PastCall {
        at: moment(row.get(0)?)?,
        outcome: text(row, 2)?.to_owned(),
        kept: parts.map(|(event, facts)| Kept {
            event: event.to_owned(),
            facts: facts.to_owned(),
        }),
    })
}
