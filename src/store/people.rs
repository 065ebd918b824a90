//! Whose the ids of the configuration are: what was known of somebody who has gone, or whose id another person has now, is
//! forgotten. A person is known by the id and a phone: nobody changes both at once.

use std::collections::{HashMap, HashSet};

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::remembered::text;
use super::words::{self, PRACTICE};
use super::{Store, StoreDown};
use crate::domain::event::Target;
use crate::domain::names::ClinicianId;
use crate::domain::phone::PhoneId;

/// The clinicians of a configuration, each with the phones in use.
pub type People = HashMap<ClinicianId, HashSet<PhoneId>>;

impl Store {
    /// These are all clinicians there are. Of anybody else, and of an id that has become another person's, the PIN is
    /// forgotten and what phones have confirmed. Somebody stays the same as long as one of the phones was in use before, or
    /// has confirmed as this clinician's.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be made durable.
    pub async fn people_are(&self, people: People) -> Result<(), StoreDown> {
        self.errand("people are", Unawaited::Run, move |desk| {
            desk.people_are(&people)
        })
        .await
    }
}

impl Desk<'_> {
    fn people_are(&mut self, people: &People) -> Result<(), Fault> {
        let before = self.people()?;
        for (clinician, phones) in people {
            let was = before.get(clinician);
            if was.is_some_and(|was| !self.is_the_same(clinician, was, phones)) {
                self.forget_confirmations(|target| {
                    target.clinician == *clinician && !phones.contains(&target.phone)
                })?;
                if self.forget_pin(clinician)? {
                    tracing::info!(%clinician, "all phones of this clinician are others: the PIN is forgotten, and a new one can be chosen");
                }
            }
            if was != Some(phones) {
                self.remember_person(clinician, phones)?;
            }
        }
        for gone in before.keys().filter(|known| !people.contains_key(*known)) {
            let sql = "DELETE FROM person WHERE practice = ?1 AND clinician = ?2";
            let mut delete = self.connection.prepare_cached(sql)?;
            delete.execute((PRACTICE, gone.as_str()))?;
        }
        self.forget_confirmations(|target| !people.contains_key(&target.clinician))?;
        for gone in super::pins::states(self.connection)?.keys() {
            if !people.contains_key(gone) && self.forget_pin(gone)? {
                tracing::info!(clinician = %gone, "the PIN of a clinician who is not in the configuration any more is forgotten");
            }
        }
        Ok(())
    }

    fn is_the_same(
        &self,
        clinician: &ClinicianId,
        was: &HashSet<PhoneId>,
        is: &HashSet<PhoneId>,
    ) -> bool {
        let confirmed = |phone: &PhoneId| {
            let target = Target {
                clinician: clinician.clone(),
                phone: *phone,
            };
            self.remembered.confirmations().is_confirmed(&target)
        };
        is.iter()
            .any(|phone| was.contains(phone) || confirmed(phone))
    }

    fn people(&self) -> Result<People, Fault> {
        let sql = "SELECT clinician, phones FROM person WHERE practice = ?1";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query([PRACTICE])?;
        let mut found = People::new();
        while let Some(row) = rows.next()? {
            let phones = text(row, 1)?.split(' ').filter(|phone| !phone.is_empty());
            let phones: Result<HashSet<PhoneId>, _> = phones.map(str::parse).collect();
            let phones = phones.map_err(|_| Fault::unreadable("a phone's id"))?;
            found.insert(words::clinician(text(row, 0)?)?, phones);
        }
        Ok(found)
    }

    fn remember_person(
        &self,
        clinician: &ClinicianId,
        phones: &HashSet<PhoneId>,
    ) -> Result<(), Fault> {
        let mut phones: Vec<String> = phones.iter().map(PhoneId::to_string).collect();
        phones.sort();
        let sql = "INSERT INTO person (practice, clinician, phones) VALUES (?1, ?2, ?3)
             ON CONFLICT (practice, clinician) DO UPDATE SET phones = excluded.phones";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, clinician.as_str(), phones.join(" ")))?;
        Ok(())
    }

    fn forget_confirmations(&mut self, which: impl Fn(&Target) -> bool) -> Result<(), Fault> {
        let known = self.remembered.confirmations().0.keys();
        let gone: Vec<Target> = known.filter(|target| which(target)).cloned().collect();
        gone.iter().try_for_each(|target| self.give_up(target))
    }

    /// Whether there was anything to forget.
    fn forget_pin(&mut self, clinician: &ClinicianId) -> Result<bool, Fault> {
        let sql = "DELETE FROM pin WHERE practice = ?1 AND clinician = ?2";
        let mut delete = self.connection.prepare_cached(sql)?;
        Ok(delete.execute((PRACTICE, clinician.as_str()))? > 0)
    }
}
