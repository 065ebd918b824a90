//! Tickets that work once: which are used up.

use chrono::{DateTime, TimeDelta, Utc};

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::words::{PRACTICE, micros};
use super::{Store, StoreDown};

/// A ticket lives for minutes. One that expired so long before another expires is of no use to anybody any more.
const KEPT: TimeDelta = TimeDelta::days(1);

impl Store {
    /// Uses a ticket up. `true`: it was not used up before, and is now; that is durable. What has expired about a day ago
    /// is forgotten on the way.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable.
    pub async fn spend(
        &self,
        ticket_nonce: &[u8; 16],
        expires: DateTime<Utc>,
    ) -> Result<bool, StoreDown> {
        let nonce = *ticket_nonce;
        self.errand("spend", Unawaited::Run, move |desk| {
            desk.spend(&nonce, expires)
        })
        .await
    }
}

impl Desk<'_> {
    fn spend(&mut self, nonce: &[u8; 16], expires: DateTime<Utc>) -> Result<bool, Fault> {
        let sql = "DELETE FROM spent WHERE practice = ?1 AND expires < ?2";
        let mut sweep = self.connection.prepare_cached(sql)?;
        sweep.execute((PRACTICE, micros(expires - KEPT)))?;
        let sql = "INSERT INTO spent (practice, nonce, expires) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        let mut insert = self.connection.prepare_cached(sql)?;
        Ok(insert.execute((PRACTICE, nonce.as_slice(), micros(expires)))? > 0)
    }
}
