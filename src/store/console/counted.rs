//! What was counted today, to ask what would happen now.

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use crate::domain::names::Subject;
use crate::store::words::{PRACTICE, day};
use crate::store::{Store, StoreDown};

impl Store {
    /// How often each of these was counted on this day of the practice.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read.
    pub async fn counted(
        &self,
        of: NaiveDate,
        subjects: Vec<Subject>,
    ) -> Result<Vec<u32>, StoreDown> {
        self.look(move |connection, _| {
            let sql = "SELECT count FROM count WHERE practice = ?1 AND day = ?2 AND subject = ?3";
            let mut statement = connection.prepare(sql)?;
            let counts = subjects.iter().map(|subject| {
                let asked = (PRACTICE, day(of), subject.0.cast_signed());
                let count = statement.query_row(asked, |row| row.get(0)).optional()?;
                Ok(count.unwrap_or(0))
            });
            counts.collect()
        })
        .await
    }
}
