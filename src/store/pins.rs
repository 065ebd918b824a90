//! The clinicians' PINs: hashes, and those encrypted besides, so that a copied database gives nobody a hash to try on.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::remembered::text;
use super::words::{self, PRACTICE, context, micros};
use super::{Store, StoreDown};
use crate::domain::names::ClinicianId;
use crate::domain::pin::{PinHash, PinState};

/// What is kept of a clinician's PIN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinHashes {
    /// The one that is set.
    pub set: Option<PinHash>,
    /// The one that was keyed once and waits to be keyed again.
    pub proposed: Option<PinHash>,
    /// How many wrong ones were keyed since the right one.
    pub wrong: u32,
    /// Whether there were so many wrong ones that none opens anything any more.
    pub is_locked: bool,
}

/// The two places of a hash; each opens in its own alone.
const SET: &str = "set";
const PROPOSED: &str = "proposed";

impl Store {
    /// What is kept of this clinician's PIN; `None`: nothing.
    ///
    /// # Errors
    /// [`StoreDown`] when it could not be read, or made durable.
    pub async fn pin(&self, clinician: &ClinicianId) -> Result<Option<PinHashes>, StoreDown> {
        let clinician = clinician.clone();
        self.errand("pin", Unawaited::Drop, move |desk| {
            desk.pin_hashes(&clinician)
        })
        .await
    }

    /// This is the PIN from now on: not locked any more, and no other is proposed.
    ///
    /// # Errors
    /// As above.
    pub async fn set_pin(&self, clinician: &ClinicianId, hash: PinHash) -> Result<(), StoreDown> {
        let clinician = clinician.clone();
        self.errand("set a pin", Unawaited::Run, move |desk| {
            desk.set_pin(&clinician, &hash)
        })
        .await
    }
}

impl Store {
    /// What is known of the PINs of those who have, or had, one.
    ///
    /// # Errors
    /// As above.
    pub async fn pin_states(&self) -> Result<HashMap<ClinicianId, PinState>, StoreDown> {
        self.errand("pin states", Unawaited::Drop, |desk| {
            states(desk.connection)
        })
        .await
    }
}

impl Desk<'_> {
    fn pin_hashes(&self, clinician: &ClinicianId) -> Result<Option<PinHashes>, Fault> {
        let sql = "SELECT sealed, proposed, wrong FROM pin WHERE practice = ?1 AND clinician = ?2";
        let mut select = self.connection.prepare_cached(sql)?;
        let mut rows = select.query((PRACTICE, clinician.as_str()))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let (set, proposed): (Option<Vec<u8>>, Option<Vec<u8>>) = (row.get(0)?, row.get(1)?);
        let open = |place, sealed: Option<Vec<u8>>| {
            let hash = sealed.map(|sealed| self.open_hash(clinician, place, &sealed));
            hash.transpose()
        };
        Ok(Some(PinHashes {
            set: open(SET, set)?,
            proposed: open(PROPOSED, proposed)?,
            wrong: row.get(2)?,
            is_locked: state(self.connection, clinician)?.is_locked(),
        }))
    }

    fn open_hash(
        &self,
        clinician: &ClinicianId,
        place: &str,
        sealed: &[u8],
    ) -> Result<PinHash, Fault> {
        let plain = self.keys.open(&bound(clinician, place), sealed)?;
        let hash = String::from_utf8(plain);
        hash.map(PinHash).map_err(|_| Fault::unreadable("a PIN"))
    }

    fn seal_hash(
        &self,
        clinician: &ClinicianId,
        place: &str,
        hash: &PinHash,
    ) -> Result<Vec<u8>, Fault> {
        let mut sealed = Vec::new();
        let bound = bound(clinician, place);
        self.keys.seal(&bound, hash.0.as_bytes(), &mut sealed)?;
        Ok(sealed)
    }

    /// A PIN was keyed.
    pub(super) fn pin_keyed(
        &mut self,
        clinician: &ClinicianId,
        right: bool,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let before = state(self.connection, clinician)?;
        let after = before.keyed(right, at);
        let sql = "INSERT INTO pin (practice, clinician, wrong, wrong_since, wrong_all) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (practice, clinician) DO UPDATE SET wrong = excluded.wrong,
               wrong_since = excluded.wrong_since, wrong_all = excluded.wrong_all";
        let mut write = self.connection.prepare_cached(sql)?;
        let since = after.wrong_since.map(micros);
        let who = clinician.as_str();
        write.execute((PRACTICE, who, after.wrong, since, after.wrong_all))?;
        Ok(())
    }

    /// A new one was keyed once.
    pub(super) fn propose_pin(
        &mut self,
        clinician: &ClinicianId,
        hash: &PinHash,
    ) -> Result<(), Fault> {
        let sealed = self.seal_hash(clinician, PROPOSED, hash)?;
        let sql = "INSERT INTO pin (practice, clinician, proposed, wrong) VALUES (?1, ?2, ?3, 0)
             ON CONFLICT (practice, clinician) DO UPDATE SET proposed = excluded.proposed";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, clinician.as_str(), sealed))?;
        Ok(())
    }

    /// The proposed one is it.
    pub(super) fn adopt_pin(&mut self, clinician: &ClinicianId) -> Result<(), Fault> {
        let proposed = self.pin_hashes(clinician)?.and_then(|pin| pin.proposed);
        match proposed {
            Some(hash) => self.set_pin(clinician, &hash),
            None => {
                tracing::warn!(%clinician, "a PIN is to be adopted and none was proposed");
                Ok(())
            }
        }
    }

    fn set_pin(&mut self, clinician: &ClinicianId, hash: &PinHash) -> Result<(), Fault> {
        let sealed = self.seal_hash(clinician, SET, hash)?;
        let sql = "INSERT INTO pin (practice, clinician, sealed, wrong) VALUES (?1, ?2, ?3, 0)
             ON CONFLICT (practice, clinician) DO UPDATE
               SET sealed = excluded.sealed, proposed = NULL, wrong = 0, wrong_since = NULL, wrong_all = 0";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, clinician.as_str(), sealed))?;
        Ok(())
    }
}

/// Of those who have, or had, one.
pub(super) fn states(connection: &Connection) -> Result<HashMap<ClinicianId, PinState>, Fault> {
    let sql = "SELECT clinician FROM pin WHERE practice = ?1";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query([PRACTICE])?;
    let mut found = HashMap::new();
    while let Some(row) = rows.next()? {
        let clinician = words::clinician(text(row, 0)?)?;
        let state = state(connection, &clinician)?;
        found.insert(clinician, state);
    }
    Ok(found)
}

/// As decisions see it.
pub(super) fn state(connection: &Connection, clinician: &ClinicianId) -> Result<PinState, Fault> {
    let sql =
        "SELECT sealed IS NOT NULL, proposed IS NOT NULL, wrong, wrong_since, wrong_all FROM pin
         WHERE practice = ?1 AND clinician = ?2";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, clinician.as_str()))?;
    let Some(row) = rows.next()? else {
        return Ok(PinState::default());
    };
    let since: Option<i64> = row.get(3)?;
    Ok(PinState {
        is_set: row.get(0)?,
        is_proposed: row.get(1)?,
        wrong: row.get(2)?,
        wrong_since: since.map(words::moment).transpose()?,
        wrong_all: row.get(4)?,
    })
}

fn bound(clinician: &ClinicianId, place: &str) -> Vec<u8> {
    context("pin", &[clinician.as_str().as_bytes(), place.as_bytes()])
}
