//! Calls that may have left a message: who called, and when the provider is asked if it announces none.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::Row;

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::recording;
use super::remembered::text;
use super::words::{self, PRACTICE, context, micros, moment};
use super::{Store, StoreDown};
use crate::domain::decision::Mailbox;
use crate::domain::names::{CallId, PatientId};
use crate::domain::phone::E164;

/// So long a call stays that the provider cannot be asked about, because its id there is not known.
const UNASKED: TimeDelta = TimeDelta::days(1);

/// A call that may have left a message, of which the provider has announced none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedRow {
    /// The call.
    pub call: CallId,
    /// The provider's id of the call.
    pub sid: String,
    /// For whom the message would be.
    pub mailbox: Mailbox,
    /// How often the provider was asked before.
    pub attempts: u32,
    /// Since when a message is expected, UTC.
    pub since: DateTime<Utc>,
}

/// What a decision says of a call that may leave a message.
pub(super) struct Expected<'a> {
    pub(super) call: CallId,
    pub(super) sid: &'a str,
    pub(super) mailbox: &'a Mailbox,
    pub(super) patients: &'a [PatientId],
    pub(super) phone: Option<E164>,
    pub(super) ask_at: DateTime<Utc>,
}

/// Who has called, as far as it was known.
#[derive(Default)]
pub(super) struct From {
    /// Eight bytes each.
    pub(super) patients: Vec<u8>,
    pub(super) phone: Option<E164>,
}

impl Store {
    /// Calls that the provider is to be asked about now, the first due first.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable or read; the same holds for the methods below.
    pub async fn expected_due(
        &self,
        now: DateTime<Utc>,
        most: usize,
    ) -> Result<Vec<ExpectedRow>, StoreDown> {
        self.errand("expected", Unawaited::Drop, move |desk| {
            desk.expected_due(now, most)
        })
        .await
    }

    /// The provider could not say yet whether there is a message: asked again at `due`; it was asked once more.
    pub async fn expected_later(&self, call: CallId, due: DateTime<Utc>) -> Result<(), StoreDown> {
        self.errand("expected later", Unawaited::Run, move |desk| {
            desk.expected_later(call, due)
        })
        .await
    }

    /// The call is over, and there is no message of it that is not known.
    pub async fn expected_over(&self, call: CallId) -> Result<(), StoreDown> {
        self.errand("expected over", Unawaited::Run, move |desk| {
            desk.expected_over(call)
        })
        .await
    }
}

impl Desk<'_> {
    /// A message of this call may come from here on: written, or put off where it was expected before.
    pub(super) fn expect(&mut self, new: &Expected<'_>, at: DateTime<Utc>) -> Result<(), Fault> {
        let call = new.call.to_string();
        let sealed = new
            .phone
            .map(|phone| words::seal_phone(&self.keys, &bound(&call), phone))
            .transpose()?;
        let sql = "INSERT INTO expected (practice, call, sid, mailbox, patients, due, attempts, since, sealed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8)
             ON CONFLICT (practice, call) DO UPDATE SET mailbox = excluded.mailbox, due = excluded.due, attempts = 0,
               sid = CASE WHEN excluded.sid = '' THEN sid ELSE excluded.sid END,
               patients = CASE WHEN excluded.patients = x'' THEN patients ELSE excluded.patients END,
               sealed = coalesce(excluded.sealed, sealed)";
        let mut insert = self.connection.prepare_cached(sql)?;
        let due = micros(new.ask_at);
        insert.execute((
            PRACTICE,
            &call,
            new.sid,
            words::mailbox(new.mailbox),
            words::patients(new.patients),
            due,
            micros(at),
            sealed,
        ))?;
        self.expects_at(due);
        Ok(())
    }

    /// Each call that may be recorded is expected to leave a message; whoever asks the provider already looks at an
    /// earlier moment, as a rule, and is not woken for it.
    fn expects_at(&mut self, due: i64) {
        let looks_at = self.remembered.looks_at();
        if looks_at.is_none_or(|looks_at| due < looks_at) {
            *looks_at = Some(due);
            self.news = true;
        }
    }

    /// Who has called: as it was expected, or as an earlier message of the call says.
    pub(super) fn expected_from(&self, call: CallId) -> Result<From, Fault> {
        let id = call.to_string();
        let sql = "SELECT patients, sealed FROM expected WHERE practice = ?1 AND call = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, &id))?;
        if let Some(row) = rows.next()? {
            let sealed: Option<Vec<u8>> = row.get(1)?;
            return Ok(From {
                patients: row.get(0)?,
                phone: words::phone_of(&self.keys, &bound(&id), sealed.as_deref()),
            });
        }
        drop(rows);
        self.said_before(&id)
    }

    /// Several messages may be left on one call.
    fn said_before(&self, call: &str) -> Result<From, Fault> {
        let sql = "SELECT id, patients, sealed FROM message
             WHERE practice = ?1 AND call = ?2 AND state <> 'forgotten' ORDER BY sealed IS NULL LIMIT 1";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, call))?;
        let Some(row) = rows.next()? else {
            return Ok(From::default());
        };
        let sealed: Option<Vec<u8>> = row.get(2)?;
        Ok(From {
            patients: row.get(1)?,
            phone: words::phone_of(
                &self.keys,
                &recording::bound(text(row, 0)?),
                sealed.as_deref(),
            ),
        })
    }

    fn expected_due(&mut self, now: DateTime<Utc>, most: usize) -> Result<Vec<ExpectedRow>, Fault> {
        let sql = "DELETE FROM expected WHERE practice = ?1 AND due < ?2 AND sid = ''";
        let mut unasked = self.connection.prepare_cached(sql)?;
        unasked.execute((PRACTICE, micros(now - UNASKED)))?;
        let sql = "SELECT call, sid, mailbox, attempts, since FROM expected INDEXED BY expected_due
             WHERE practice = ?1 AND due <= ?2 AND sid <> '' ORDER BY due LIMIT ?3";
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, micros(now), most))?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(expected_row(row)?);
        }
        Ok(found)
    }

    fn expected_later(&mut self, call: CallId, due: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "UPDATE expected SET due = ?3, attempts = attempts + 1 WHERE practice = ?1 AND call = ?2";
        let mut update = self.connection.prepare_cached(sql)?;
        update.execute((PRACTICE, call.to_string(), micros(due)))?;
        self.expects_at(micros(due));
        Ok(())
    }

    /// Nothing is expected of this call any more.
    pub(super) fn expected_over(&mut self, call: CallId) -> Result<(), Fault> {
        let sql = "DELETE FROM expected WHERE practice = ?1 AND call = ?2";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, call.to_string()))?;
        Ok(())
    }

    /// The soonest moment after this one at which the provider is to be asked about a call.
    pub(super) fn next_expected(&mut self, after: DateTime<Utc>) -> Result<Option<i64>, Fault> {
        let sql = "SELECT min(due) FROM expected INDEXED BY expected_due
             WHERE practice = ?1 AND due > ?2 AND sid <> ''";
        let mut select = self.connection.prepare_cached(sql)?;
        let due = select.query_row((PRACTICE, micros(after)), |row| row.get(0))?;
        *self.remembered.looks_at() = due;
        Ok(due)
    }
}

fn expected_row(row: &Row<'_>) -> Result<ExpectedRow, Fault> {
    Ok(ExpectedRow {
        call: words::call(text(row, 0)?)?,
        sid: text(row, 1)?.to_owned(),
        mailbox: words::mailbox_of(text(row, 2)?)?,
        attempts: row.get(3)?,
        since: moment(row.get(4)?)?,
    })
}

/// What the phone of an expected call is sealed for.
fn bound(call: &str) -> Vec<u8> {
    context("expected", &[call.as_bytes()])
}
