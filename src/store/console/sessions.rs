//! Who is signed in. Of a token only its digest is stored: whoever copies the database gets no session.

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::super::desk::Desk;
use super::super::errand::Unawaited;
use super::super::fault::Fault;
use super::super::remembered::text;
use super::super::words::{PRACTICE, context, micros, moment};
use super::super::{Store, StoreDown};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Whose.
    pub account: String,
    /// Of what the account was when it signed in.
    pub seal: [u8; 32],
    /// Since when, UTC.
    pub since: DateTime<Utc>,
    /// When it was used last, to the minute or so.
    pub seen: DateTime<Utc>,
}

impl Store {
    /// A session begins; those that nobody has used for `idle` are removed.
    ///
    /// # Errors
    /// [`StoreDown`], as for all methods here.
    pub async fn session_begins(
        &self,
        token: &[u8],
        account: &str,
        seal: [u8; 32],
        now: DateTime<Utc>,
        idle: TimeDelta,
    ) -> Result<(), StoreDown> {
        let (digest, account) = (digest(token), account.to_owned());
        self.errand("session begins", Unawaited::Drop, move |desk| {
            let sql = "DELETE FROM session WHERE practice = ?1 AND seen < ?2";
            let mut old = desk.connection.prepare_cached(sql)?;
            old.execute((PRACTICE, micros(now - idle)))?;
            let sql = "INSERT INTO session (practice, token, account, seal, since, seen)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?5)";
            let mut insert = desk.connection.prepare_cached(sql)?;
            insert.execute((PRACTICE, digest, &account, seal, micros(now)))?;
            Ok(())
        })
        .await
    }

    /// The session of this token, if there is one.
    pub async fn session(&self, token: &[u8]) -> Result<Option<SessionRow>, StoreDown> {
        let digest = digest(token);
        self.look(move |connection, _| {
            let sql =
                "SELECT account, seal, since, seen FROM session WHERE practice = ?1 AND token = ?2";
            let mut select = connection.prepare_cached(sql)?;
            let mut rows = select.query((PRACTICE, digest))?;
            let Some(row) = rows.next()? else {
                return Ok(None);
            };
            Ok(Some(SessionRow {
                account: text(row, 0)?.to_owned(),
                seal: row.get(1)?,
                since: moment(row.get(2)?)?,
                seen: moment(row.get(3)?)?,
            }))
        })
        .await
    }

    /// The session is in use.
    pub async fn session_seen(&self, token: &[u8], now: DateTime<Utc>) -> Result<(), StoreDown> {
        let digest = digest(token);
        self.errand("session seen", Unawaited::Run, move |desk| {
            let sql = "UPDATE session SET seen = ?3 WHERE practice = ?1 AND token = ?2";
            let mut update = desk.connection.prepare_cached(sql)?;
            update.execute((PRACTICE, digest, micros(now)))?;
            Ok(())
        })
        .await
    }

    /// The session ends.
    pub async fn session_ends(&self, token: &[u8]) -> Result<(), StoreDown> {
        let digest = digest(token);
        self.errand("session ends", Unawaited::Run, move |desk| {
            let sql = "DELETE FROM session WHERE practice = ?1 AND token = ?2";
            let mut delete = desk.connection.prepare_cached(sql)?;
            delete.execute((PRACTICE, digest))?;
            Ok(())
        })
        .await
    }

    /// Every session of an account ends.
    pub async fn sessions_end_of(&self, account: &str) -> Result<(), StoreDown> {
        let account = account.to_owned();
        self.errand("sessions end", Unawaited::Run, move |desk| {
            let sql = "DELETE FROM session WHERE practice = ?1 AND account = ?2";
            let mut delete = desk.connection.prepare_cached(sql)?;
            delete.execute((PRACTICE, &account))?;
            Ok(())
        })
        .await
    }

    /// Uses the code of this step of an account; `false`: it, or a later one, was used before.
    pub async fn code_used(&self, account: &str, step: u64) -> Result<bool, StoreDown> {
        let account = account.to_owned();
        let step = i64::try_from(step).unwrap_or(i64::MAX);
        self.errand("code used", Unawaited::Run, move |desk: &mut Desk<'_>| {
            let sql = "INSERT INTO code_used (practice, account, step) VALUES (?1, ?2, ?3)
                 ON CONFLICT (practice, account) DO UPDATE SET step = excluded.step
                   WHERE code_used.step < excluded.step";
            let mut write = desk.connection.prepare_cached(sql)?;
            Ok::<_, Fault>(write.execute((PRACTICE, &account, step))? > 0)
        })
        .await
    }

    /// Proof that the console made this: of this kind, for these parts.
    pub fn console_proof(&self, kind: &str, parts: &[&[u8]]) -> [u8; 32] {
        self.inner.keys.console(&context(kind, parts))
    }

    /// A keyed digest of an address that somebody came from.
    pub fn address_digest(&self, address: &str) -> i64 {
        let proof = self.console_proof("address", &[address.as_bytes()]);
        let first = proof.first_chunk::<8>();
        first.map_or(0, |first| i64::from_le_bytes(*first))
    }
}

fn digest(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}
