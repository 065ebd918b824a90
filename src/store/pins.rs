//! The clinicians' PINs: hashes, and those encrypted besides, so that a copied database gives nobody a hash to try on.

use rusqlite::Connection;

use super::desk::Desk;
use super::errand::Unawaited;
use super::fault::Fault;
use super::words::{PRACTICE, context};
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
    pub(super) fn pin_keyed(&mut self, clinician: &ClinicianId, right: bool) -> Result<(), Fault> {
        let sql = "INSERT INTO pin (practice, clinician, wrong) VALUES (?1, ?2, ?3)
             ON CONFLICT (practice, clinician) DO UPDATE
               SET wrong = CASE WHEN ?3 = 0 THEN 0 ELSE pin.wrong + 1 END";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, clinician.as_str(), !right))?;
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
               SET sealed = excluded.sealed, proposed = NULL, wrong = 0";
        let mut write = self.connection.prepare_cached(sql)?;
        write.execute((PRACTICE, clinician.as_str(), sealed))?;
        Ok(())
    }
}

/// As decisions see it.
pub(super) fn state(connection: &Connection, clinician: &ClinicianId) -> Result<PinState, Fault> {
    let sql = "SELECT sealed IS NOT NULL, proposed IS NOT NULL, wrong FROM pin
         WHERE practice = ?1 AND clinician = ?2";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, clinician.as_str()))?;
    let Some(row) = rows.next()? else {
        return Ok(PinState::default());
    };
    Ok(PinState {
        is_set: row.get(0)?,
        is_proposed: row.get(1)?,
        wrong: row.get(2)?,
    })
}

fn bound(clinician: &ClinicianId, place: &str) -> Vec<u8> {
    context("pin", &[clinician.as_str().as_bytes(), place.as_bytes()])
}
