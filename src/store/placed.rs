//! Calls that Nightbell places itself: decided, claimed by the worker that places them, placed or not.
//!
//! A claim is durable before the worker has it. One that was claimed when the relay ended is given again, and said to be
//! unsettled: nobody knows whether the provider has placed it.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Row;

use super::desk::Desk;
use super::errand::{self, Unawaited};
use super::fault::Fault;
use super::remembered::{number, text};
use super::shared::Shared;
use super::words::{self, PRACTICE, micros, moment};
use super::{Store, StoreDown};
use crate::domain::event::{Purpose, Target};
use crate::domain::names::PlacedId;
use crate::domain::phone::Line;
use crate::ids;

/// So long a call that was placed, or was not, is remembered.
const REMEMBERED: TimeDelta = TimeDelta::days(7);

/// A call in the worker's hands: that it is being placed is durable.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedRow {
    /// Its id.
    pub id: PlacedId,
    /// Whose phone, and which.
    pub to: Target,
    /// What the phone shows.
    pub from: Line,
    /// What for.
    pub purpose: Purpose,
    /// After this moment it must not be placed any more, UTC.
    pub until: DateTime<Utc>,
    /// How often it was tried before.
    pub attempts: u32,
    /// When it was decided, UTC.
    pub at: DateTime<Utc>,
    /// It was claimed before, and nobody knows what came of it: the provider may have placed it.
    pub unsettled: bool,
    /// Its moment has passed. It is given all the same, once, so that whoever waits for it can be told; it is to be ended
    /// with [`Store::call_not_placed`].
    pub lapsed: bool,
}

/// Calls on their way to the worker: dropped before it has them, they go back.
struct OnTheirWay {
    rows: Vec<PlacedRow>,
    shared: Arc<Shared>,
}

impl OnTheirWay {
    /// Committed just now.
    fn new(rows: Vec<PlacedRow>, shared: Arc<Shared>) -> Self {
        shared.placing.take(rows.iter().map(|row| row.id));
        OnTheirWay { rows, shared }
    }

    fn arrive(mut self) -> Vec<PlacedRow> {
        std::mem::take(&mut self.rows)
    }
}

impl Drop for OnTheirWay {
    fn drop(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        let errand = errand::unheard("put calls back", move |desk| desk.put_calls_back(&rows));
        if self.shared.queue.push(errand).is_err() {
            tracing::warn!("calls were claimed by nobody; they are unsettled after the next start");
        }
    }
}

impl Store {
    /// Gives calls that are to be placed now to the worker, the first due first. If the caller goes away before it has
    /// them, they wait again.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable; the same holds for the methods below, which are to be asked again
    /// until they are taken: they tell what has happened at the provider.
    pub async fn calls_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<PlacedRow>, StoreDown> {
        let shared = self.inner.shared.clone();
        let run = move |desk: &mut Desk<'_>| desk.calls_due(now, most);
        let rows = self.errand_then("calls due", Unawaited::Drop, run, move |rows| {
            OnTheirWay::new(rows, shared)
        });
        rows.await.map(OnTheirWay::arrive)
    }

    /// Whoever was placing calls has gone without a word: what was under way is unsettled.
    pub async fn nobody_places(&self) -> Result<(), StoreDown> {
        self.errand("nobody places", Unawaited::Run, |desk| {
            desk.unsettle_calls(|_| false)
        })
        .await
    }

    /// The provider places it, under this id.
    pub async fn call_placed(&self, id: PlacedId, sid: &str) -> Result<(), StoreDown> {
        let sid = sid.to_owned();
        self.errand("call placed", Unawaited::Run, move |desk| {
            desk.call_ends(id, "placed", Some(&sid))
        })
        .await
    }

    /// It is not placed, and not tried again.
    pub async fn call_not_placed(&self, id: PlacedId) -> Result<(), StoreDown> {
        self.errand("call not placed", Unawaited::Run, move |desk| {
            desk.call_ends(id, "over", None)
        })
        .await
    }

    /// It was not placed, or may not have been, and is tried again at `due`; it was tried once more.
    pub async fn call_later(&self, id: PlacedId, due: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("call later", Unawaited::Run, move |desk| {
            desk.call_later(id, due)
        })
        .await
    }
}

impl Desk<'_> {
    /// A call is to be placed. One that waits already, to the same phone and for the same, is placed once.
    pub(super) fn place_call(
        &mut self,
        to: &Target,
        from: Line,
        purpose: &Purpose,
        until: DateTime<Utc>,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        self.news = true;
        let purpose = serde_json::to_string(purpose)?;
        let (clinician, phone) = (to.clinician.as_str(), to.phone.to_string());
        let sql = "UPDATE placed SET until = max(until, ?5), due = min(due, ?6)
             WHERE practice = ?1 AND clinician = ?2 AND phone = ?3 AND purpose = ?4 AND state = 'waiting'";
        let mut again = self.connection.prepare_cached(sql)?;
        let (until, at) = (micros(until), micros(at));
        if again.execute((PRACTICE, clinician, &phone, &purpose, until, at))? > 0 {
            return Ok(());
        }
        self.forget_calls(at)?;
        let sql = "INSERT INTO placed (practice, id, clinician, phone, from_line, purpose, state, due, until, attempts, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting', ?7, ?8, 0, ?7)";
        let mut insert = self.connection.prepare_cached(sql)?;
        // It stands in an address: it must not tell when it was made, nor what comes next.
        let (id, line) = (ids::hex128(), from.wire());
        insert.execute((PRACTICE, id, clinician, phone, line, purpose, at, until))?;
        Ok(())
    }

    fn forget_calls(&mut self, now: i64) -> Result<(), Fault> {
        let remembered = REMEMBERED.num_microseconds().unwrap_or(i64::MAX);
        let sql =
            "DELETE FROM placed WHERE practice = ?1 AND at < ?2 AND state IN ('placed', 'over')";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, now.saturating_sub(remembered)))?;
        Ok(())
    }

    fn calls_due(&mut self, now: DateTime<Utc>, most: usize) -> Result<Vec<PlacedRow>, Fault> {
        let sql = "SELECT id, clinician, phone, from_line, purpose, until, attempts, at, state FROM placed
             INDEXED BY placed_due WHERE practice = ?1 AND state IN ('waiting', 'unsettled') AND due <= ?2
             ORDER BY due LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            match placed_row(row, now) {
                Ok(row) => found.push(row),
                // One that cannot be read must not stop the others.
                Err(Fault::Ask(why)) => {
                    tracing::error!(%why, "a call that is to be placed cannot be read")
                }
                Err(fault) => return Err(fault),
            }
        }
        drop(rows);
        let sql = "UPDATE placed SET state = 'placing' WHERE practice = ?1 AND id = ?2";
        let mut claim = self.connection.prepare_cached(sql)?;
        for row in &found {
            claim.execute((PRACTICE, row.id.to_string()))?;
        }
        Ok(found)
    }

    fn call_ends(&mut self, id: PlacedId, state: &str, sid: Option<&str>) -> Result<(), Fault> {
        let sql = "UPDATE placed SET state = ?3, sid = coalesce(sid, ?4)
             WHERE practice = ?1 AND id = ?2 AND state <> 'placed'";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), state, sid))?;
        self.calls_let_go.push(id);
        Ok(())
    }

    fn call_later(&mut self, id: PlacedId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE placed SET state = 'waiting', due = ?3, attempts = attempts + 1
             WHERE practice = ?1 AND id = ?2 AND state IN ('waiting', 'placing', 'unsettled')";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, id.to_string(), micros(due)))?;
        self.calls_let_go.push(id);
        self.news = true;
        Ok(())
    }

    /// Calls that were claimed and that nobody has got: they are as they were before.
    fn put_calls_back(&mut self, rows: &[PlacedRow]) -> Result<(), Fault> {
        let sql =
            "UPDATE placed SET state = ?3 WHERE practice = ?1 AND id = ?2 AND state = 'placing'";
        let mut update = self.connection.prepare_cached(sql)?;
        for row in rows {
            let state = if row.unsettled {
                "unsettled"
            } else {
                "waiting"
            };
            update.execute((PRACTICE, row.id.to_string(), state))?;
            self.calls_let_go.push(row.id);
        }
        self.news = true;
        Ok(())
    }

    /// After opening: what was being placed and is in nobody's hands is unsettled.
    pub(super) fn unsettle_calls(
        &mut self,
        is_in_hand: impl Fn(PlacedId) -> bool,
    ) -> Result<(), Fault> {
        let sql = "SELECT id FROM placed WHERE practice = ?1 AND state = 'placing'";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query([PRACTICE])?;
        let mut left = Vec::new();
        while let Some(row) = rows.next()? {
            let id = placed_id(text(row, 0)?)?;
            if !is_in_hand(id) {
                left.push(id);
            }
        }
        drop(rows);
        let sql = "UPDATE placed SET state = 'unsettled' WHERE practice = ?1 AND id = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        for id in left {
            update.execute((PRACTICE, id.to_string()))?;
            self.calls_let_go.push(id);
            self.news = true;
        }
        Ok(())
    }

    /// The soonest moment after this one at which a call is to be placed.
    pub(super) fn next_call(&self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql = "SELECT min(due) FROM placed INDEXED BY placed_due
             WHERE practice = ?1 AND state IN ('waiting', 'unsettled') AND due > ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        Ok(select.query_row((PRACTICE, micros(after)), |row| row.get(0))?)
    }
}

fn placed_row(row: &Row<'_>, now: DateTime<Utc>) -> Result<PlacedRow, Fault> {
    let until = moment(row.get(5)?)?;
    Ok(PlacedRow {
        id: placed_id(text(row, 0)?)?,
        to: Target {
            clinician: words::clinician(text(row, 1)?)?,
            phone: text(row, 2)?
                .parse()
                .map_err(|_| Fault::unreadable("a phone's id"))?,
        },
        from: Line(number(text(row, 3)?)?),
        purpose: serde_json::from_str(text(row, 4)?)?,
        until,
        attempts: row.get(6)?,
        at: moment(row.get(7)?)?,
        unsettled: text(row, 8)? == "unsettled",
        lapsed: until <= now,
    })
}

fn placed_id(text: &str) -> Result<PlacedId, Fault> {
    text.parse().map_err(|_| Fault::unreadable("a call's id"))
}
