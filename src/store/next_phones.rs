//! Phones that are to take another's place: since when each is asked for, so that it confirms anew whenever it is written
//! into the configuration, whatever it answered in earlier years.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::remembered::text;
use super::words::{self, PRACTICE, micros, moment};
use super::{Store, StoreDown};
use crate::domain::event::Target;
use crate::domain::outbox::Confirmation;

/// A phone that is to take another's place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextPhone {
    /// Whose, and which.
    pub phone: Target,
    /// Since when it is asked for, UTC.
    pub since: DateTime<Utc>,
    /// Whether it was asked since, and has confirmed.
    pub known: Option<Confirmation>,
}

impl Store {
    /// These are the phones that are to take another's place, and no others. One that was not among them before begins
    /// anew: what it has confirmed earlier does not count. One that is not among them any more is given up, unless
    /// `in_use` says that it has taken its place.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable.
    pub async fn next_phones_are(
        &self,
        phones: Vec<Target>,
        in_use: HashSet<Target>,
        now: DateTime<Utc>,
    ) -> Result<Vec<NextPhone>, StoreDown> {
        self.errand("next phones are", Unawaited::Run, move |desk| {
            desk.next_phones_are(&phones, &in_use, now)
        })
        .await
    }

    /// The phones that are to take another's place.
    ///
    /// # Errors
    /// [`StoreDown`] when they could not be read.
    pub async fn next_phones(&self) -> Result<Vec<NextPhone>, StoreDown> {
        self.errand("next phones", Unawaited::Drop, |desk| desk.next_phones())
            .await
    }
}

impl Desk<'_> {
    fn next_phones_are(
        &mut self,
        phones: &[Target],
        in_use: &HashSet<Target>,
        now: DateTime<Utc>,
    ) -> Result<Vec<NextPhone>, Fault> {
        let known = self.next_phones()?;
        for phone in phones {
            if !known.iter().any(|known| known.phone == *phone) {
                self.begin_anew(phone, now)?;
            }
        }
        for gone in known
            .iter()
            .map(|known| &known.phone)
            .filter(|known| !phones.contains(known))
        {
            match in_use.contains(gone) {
                true => self.has_taken_its_place(gone)?,
                false => self.give_up(gone)?,
            }
        }
        self.next_phones()
    }

    fn next_phones(&mut self) -> Result<Vec<NextPhone>, Fault> {
        let sql = "SELECT clinician, phone, next_since FROM confirmation
             WHERE practice = ?1 AND next_since IS NOT NULL ORDER BY next_since, clinician";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query([PRACTICE])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let phone = Target {
                clinician: words::clinician(text(row, 0)?)?,
                phone: text(row, 1)?
                    .parse()
                    .map_err(|_| Fault::unreadable("a phone's id"))?,
            };
            let known = self.remembered.confirmations().0.get(&phone).copied();
            found.push(NextPhone {
                since: moment(row.get(2)?)?,
                known,
                phone,
            });
        }
        Ok(found)
    }

    fn begin_anew(&mut self, phone: &Target, now: DateTime<Utc>) -> Result<(), Fault> {
        let sql = "INSERT INTO confirmation (practice, clinician, phone, next_since) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (practice, clinician, phone) DO UPDATE
               SET next_since = excluded.next_since, asked_at = NULL, confirmed_at = NULL";
        let mut write = self.connection.prepare_cached(sql)?;
        let (clinician, id) = (phone.clinician.as_str(), phone.phone.to_string());
        write.execute((PRACTICE, clinician, id, micros(now)))?;
        self.remembered.forgot_phone(phone);
        Ok(())
    }

    fn has_taken_its_place(&mut self, phone: &Target) -> Result<(), Fault> {
        let sql = "UPDATE confirmation SET next_since = NULL
             WHERE practice = ?1 AND clinician = ?2 AND phone = ?3";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, phone.clinician.as_str(), phone.phone.to_string()))?;
        Ok(())
    }

    /// Nothing is known of it any more.
    pub(super) fn give_up(&mut self, phone: &Target) -> Result<(), Fault> {
        let sql = "DELETE FROM confirmation WHERE practice = ?1 AND clinician = ?2 AND phone = ?3";
        let mut delete = self.connection.prepare_cached(sql)?;
        delete.execute((PRACTICE, phone.clinician.as_str(), phone.phone.to_string()))?;
        self.remembered.forgot_phone(phone);
        Ok(())
    }
}
