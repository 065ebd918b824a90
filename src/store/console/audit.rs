//! The audit log: who did what in the console. Rows are added and, when they are as old as the journal keeps its own,
//! removed; nothing changes one.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;
use rusqlite::types::Value;

use super::super::errand::Unawaited;
use super::super::remembered::text;
use super::super::words::{PRACTICE, micros, moment};
use super::super::{Store, StoreDown};

/// One thing that somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the log.
    pub n: i64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// Who: the account, or the name that was tried and is none: empty.
    pub account: String,
    /// What, one of a few words: `signed-in` and so on.
    pub what: String,
    /// What exactly, without numbers and content.
    pub detail: String,
    /// A keyed digest of the address that it came from.
    pub address: i64,
}

/// Which rows are wanted; the newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditWish {
    /// Of this account alone.
    pub account: Option<String>,
    /// Of this kind alone.
    pub what: Option<String>,
    /// From this moment on.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
    /// Behind this row: its moment and its place.
    pub behind: Option<(DateTime<Utc>, i64)>,
    /// So many at most.
    pub most: usize,
}

/// Something that was done while the log could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissedRow {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The account.
    pub account: String,
    /// What exactly, without numbers and content.
    pub detail: String,
}

/// Whether a row of this kind, moment and account is in the log.
const IS_THERE: &str = "SELECT EXISTS (SELECT 1 FROM audit INDEXED BY audit_at
     WHERE practice = ?1 AND at = ?2 AND account = ?3 AND what = ?4)";

impl Store {
    /// Adds those rows of one kind that the log lacks, each at its own moment and without an address; durable when this
    /// returns. Where none is lacking nothing is written.
    pub async fn note_missed(&self, what: &str, rows: Vec<MissedRow>) -> Result<(), StoreDown> {
        let kind = what.to_owned();
        let missed = self.look(move |connection, _| {
            let mut is_there = connection.prepare_cached(IS_THERE)?;
            let mut missed = Vec::new();
            for row in rows {
                let key = (PRACTICE, micros(row.at), &row.account, &kind);
                if !is_there.query_row(key, |found| found.get(0))? {
                    missed.push(row);
                }
            }
            Ok(missed)
        });
        let missed = missed.await?;
        if missed.is_empty() {
            return Ok(());
        }
        let kind = what.to_owned();
        self.errand("note missed", Unawaited::Run, move |desk| {
            for row in &missed {
                let mut is_there = desk.connection.prepare_cached(IS_THERE)?;
                let key = (PRACTICE, micros(row.at), &row.account, &kind);
                // Somebody else may have been quicker.
                if is_there.query_row(key, |found| found.get(0))? {
                    continue;
                }
                let sql = "INSERT INTO audit (practice, at, account, what, detail, address)
                     VALUES (?1, ?2, ?3, ?4, ?5, 0)";
                let mut insert = desk.connection.prepare_cached(sql)?;
                insert.execute((PRACTICE, micros(row.at), &row.account, &kind, &row.detail))?;
            }
            Ok(())
        })
        .await
    }

    /// Adds a row; durable when this returns.
    ///
    /// # Errors
    /// [`StoreDown`], as for all methods here.
    pub async fn note(
        &self,
        at: DateTime<Utc>,
        account: &str,
        what: &str,
        detail: &str,
        address: i64,
    ) -> Result<(), StoreDown> {
        let (account, what, detail) = (account.to_owned(), what.to_owned(), detail.to_owned());
        self.errand("note", Unawaited::Run, move |desk| {
            let sql = "INSERT INTO audit (practice, at, account, what, detail, address)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
            let mut insert = desk.connection.prepare_cached(sql)?;
            insert.execute((PRACTICE, micros(at), &account, &what, &detail, address))?;
            Ok(())
        })
        .await
    }

    /// Rows of the log, the newest first.
    pub async fn audit(&self, wish: AuditWish) -> Result<Vec<AuditRow>, StoreDown> {
        self.look(move |connection, _| {
            let (mut sql, mut values) = (
                "SELECT n, at, account, what, detail, address FROM audit WHERE practice = ?"
                    .to_owned(),
                vec![Value::from(PRACTICE)],
            );
            let mut and = |part: &str, more: &[Value]| {
                sql.push_str(part);
                values.extend_from_slice(more);
            };
            if let Some(account) = wish.account {
                and(" AND account = ?", &[account.into()]);
            }
            if let Some(what) = wish.what {
                and(" AND what = ?", &[what.into()]);
            }
            if let Some(from) = wish.from {
                and(" AND at >= ?", &[micros(from).into()]);
            }
            if let Some(until) = wish.until {
                and(" AND at < ?", &[micros(until).into()]);
            }
            if let Some((at, n)) = wish.behind {
                and(" AND (at, n) < (?, ?)", &[micros(at).into(), n.into()]);
            }
            let most = i64::try_from(wish.most).unwrap_or(i64::MAX);
            and(" ORDER BY at DESC, n DESC LIMIT ?", &[most.into()]);
            let mut select = connection.prepare_cached(&sql)?;
            let mut rows = select.query(rusqlite::params_from_iter(values))?;
            let mut found = Vec::new();
            while let Some(row) = rows.next()? {
                found.push(AuditRow {
                    n: row.get(0)?,
                    at: moment(row.get(1)?)?,
                    account: text(row, 2)?.to_owned(),
                    what: text(row, 3)?.to_owned(),
                    detail: text(row, 4)?.to_owned(),
                    address: row.get(5)?,
                });
            }
            Ok(found)
        })
        .await
    }

    /// When each of these accounts signed in last, as far as the log goes back; who never did is left out.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read.
    pub async fn last_sign_ins(
        &self,
        accounts: Vec<String>,
    ) -> Result<HashMap<String, DateTime<Utc>>, StoreDown> {
        self.look(move |connection, _| {
            let sql = "SELECT at FROM audit INDEXED BY audit_account
                 WHERE practice = ?1 AND account = ?2 AND what = 'signed-in' ORDER BY at DESC, n DESC LIMIT 1";
            let mut select = connection.prepare_cached(sql)?;
            let mut found = HashMap::new();
            for account in accounts {
                let at = select.query_row((PRACTICE, &account), |row| row.get(0));
                if let Some(at) = at.optional()? {
                    found.insert(account, moment(at)?);
                }
            }
            Ok(found)
        })
        .await
    }

    /// Removes the rows before this moment; gives how many.
    pub async fn forget_audit(&self, before: DateTime<Utc>) -> Result<usize, StoreDown> {
        self.errand("forget audit", Unawaited::Drop, move |desk| {
            let sql = "DELETE FROM audit WHERE practice = ?1 AND at < ?2";
            let mut delete = desk.connection.prepare_cached(sql)?;
            Ok(delete.execute((PRACTICE, micros(before)))?)
        })
        .await
    }
}
