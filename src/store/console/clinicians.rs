//! What the console's pages about clinicians ask the store besides phones and PINs.

use crate::domain::names::ClinicianId;
use crate::store::words::PRACTICE;
use crate::store::{Store, StoreDown};

/// Beyond this they are not counted.
pub const MOST_UNHEARD: u64 = 1_000;

impl Store {
    /// How many messages in this clinician's box nobody has heard, up to [`MOST_UNHEARD`].
    ///
    /// # Errors
    /// [`StoreDown`] when they could not be counted.
    pub async fn unheard_of(&self, clinician: &ClinicianId) -> Result<u64, StoreDown> {
        let clinician = clinician.clone();
        let sql = "SELECT count(*) FROM (
             SELECT 1 FROM message INDEXED BY message_of_mailbox
             WHERE practice = ?1 AND mailbox = ?2 AND state IN ('announced', 'kept') AND heard_at IS NULL
             LIMIT ?3)";
        self.look(move |connection, _| {
            let asked = (PRACTICE, clinician.as_str(), MOST_UNHEARD.cast_signed());
            let count: i64 = connection.query_row(sql, asked, |row| row.get(0))?;
            Ok(count.unsigned_abs())
        })
        .await
    }
}
