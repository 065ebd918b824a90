//! Which phones of clinicians were asked to confirm, and which have: by keyed digests of their numbers.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::desk::Desk;
use super::fault::Fault;
use super::remembered::text;
use super::words::{self, PRACTICE, micros, moment};
use crate::domain::event::Target;
use crate::domain::outbox::{Confirmation, Confirmations};

/// All of the practice.
pub(super) fn all(connection: &Connection) -> Result<Confirmations, Fault> {
    let sql =
        "SELECT clinician, phone, asked_at, confirmed_at FROM confirmation WHERE practice = ?1";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([PRACTICE])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        let target = Target {
            clinician: words::clinician(text(row, 0)?)?,
            phone: text(row, 1)?
                .parse()
                .map_err(|_| Fault::unreadable("a phone's id"))?,
        };
        let (asked, confirmed): (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
        let known = match (confirmed, asked) {
            (Some(at), _) => Confirmation::Confirmed(moment(at)?),
            (None, Some(at)) => Confirmation::Asked(moment(at)?),
            (None, None) => continue,
        };
        found.insert(target, known);
    }
    Ok(Confirmations(Arc::new(found)))
}

impl Desk<'_> {
    /// A phone is asked, or once more. One that has confirmed stays confirmed.
    pub(super) fn ask_phone(&mut self, phone: &Target, at: DateTime<Utc>) -> Result<(), Fault> {
        self.note_phone(phone, "asked_at", at)?;
        let known = Confirmation::Asked(at);
        if !self.remembered.confirmations().is_confirmed(phone) {
            self.remembered.noted_phone(phone, known);
        }
        self.news = true;
        Ok(())
    }

    /// A phone has confirmed: what waits for that is looked at. The first time counts.
    pub(super) fn confirm_phone(&mut self, phone: &Target, at: DateTime<Utc>) -> Result<(), Fault> {
        if self.remembered.confirmations().is_confirmed(phone) {
            return Ok(());
        }
        self.note_phone(phone, "confirmed_at", at)?;
        self.remembered
            .noted_phone(phone, Confirmation::Confirmed(at));
        self.look_again(Some(&phone.clinician), at)
    }

    fn note_phone(
        &mut self,
        phone: &Target,
        column: &'static str,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let sql = format!(
            "INSERT INTO confirmation (practice, clinician, phone, {column}) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (practice, clinician, phone) DO UPDATE SET {column} = excluded.{column}"
        );
        let mut note = self.connection.prepare_cached(&sql)?;
        let (clinician, id) = (phone.clinician.as_str(), phone.phone.to_string());
        note.execute((PRACTICE, clinician, id, micros(at)))?;
        Ok(())
    }
}
