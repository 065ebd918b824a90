//! Up to which moment the provider's lists were walked through, by the name of the list.

use chrono::{DateTime, Utc};
use rusqlite::OptionalExtension;

use super::errand::Unawaited;
use super::fault::Fault;
use super::words::{PRACTICE, micros, moment};
use super::{Store, StoreDown};

impl Store {
    /// The moment that was kept under this name, UTC; `None`: none.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be read, or made durable.
    pub async fn watermark(&self, name: &str) -> Result<Option<DateTime<Utc>>, StoreDown> {
        let key = key(name);
        self.errand("watermark", Unawaited::Drop, move |desk| {
            let sql = "SELECT value FROM meta WHERE practice = ?1 AND name = ?2";
            let mut select = desk.connection.prepare_cached(sql)?;
            let kept: Option<Vec<u8>> = select
                .query_row((PRACTICE, &key), |row| row.get(0))
                .optional()?;
            let Some(kept) = kept else { return Ok(None) };
            let bytes = kept.as_slice().try_into();
            let bytes = bytes.map_err(|_| Fault::unreadable("a watermark"))?;
            moment(i64::from_le_bytes(bytes)).map(Some)
        })
        .await
    }

    /// Keeps this moment under this name, in place of the one before.
    ///
    /// # Errors
    /// As above.
    pub async fn set_watermark(&self, name: &str, at: DateTime<Utc>) -> Result<(), StoreDown> {
        let key = key(name);
        self.errand("set watermark", Unawaited::Run, move |desk| {
            let sql = "INSERT INTO meta (practice, name, value) VALUES (?1, ?2, ?3)
                 ON CONFLICT (practice, name) DO UPDATE SET value = excluded.value";
            let mut write = desk.connection.prepare_cached(sql)?;
            write.execute((PRACTICE, &key, micros(at).to_le_bytes()))?;
            Ok(())
        })
        .await
    }
}

/// Beside the other names in `meta`.
fn key(name: &str) -> String {
    format!("watermark, {name}")
}
