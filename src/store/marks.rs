//! Marks: the numbers of conversations that have no back line, in each clinician's phone.

use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::desk::Desk;
use super::fault::Fault;
use super::keys::Keys;
use super::remembered::number;
use super::words::{self, PRACTICE, context, micros, moment};
use crate::domain::names::{ClinicianId, Subject};
use crate::domain::outbox::Mark;
use crate::domain::phone::E164;

/// The marks of a clinician, over all patients.
pub(super) fn of_clinician(
    connection: &Connection,
    keys: &Keys,
    clinician: &ClinicianId,
) -> Result<Vec<Mark>, Fault> {
    let sql = "SELECT mark, phone_digest, sealed, last_used, who FROM mark
         WHERE practice = ?1 AND clinician = ?2 ORDER BY mark, phone_digest";
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query((PRACTICE, clinician.as_str()))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let mark = row.get(0)?;
        let sealed = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let phone = keys.open(&bound(clinician, mark, row.get(1)?), sealed)?;
        found.push(Mark {
            who: words::who_of(row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?),
            clinician: clinician.clone(),
            mark,
            phone: number(std::str::from_utf8(&phone).unwrap_or(""))?,
            last_used: moment(row.get(3)?)?,
        });
    }
    Ok(found)
}

/// What a phone with a mark is sealed for.
pub(super) fn bound(clinician: &ClinicianId, mark: u32, digest: i64) -> Vec<u8> {
    let row: [&[u8]; 3] = [
        clinician.as_str().as_bytes(),
        &mark.to_le_bytes(),
        &digest.to_le_bytes(),
    ];
    context("mark", &row)
}

impl Desk<'_> {
    /// A patient's phone takes a mark, or uses the one it has.
    pub(super) fn use_mark(
        &mut self,
        clinician: &ClinicianId,
        mark: u32,
        phone: E164,
        who: &[Subject],
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let digits = phone.digits().to_le_bytes();
        let digest = self.keys.ids().subject("mark", &[&digits]).0.cast_signed();
        let sql = "UPDATE mark SET last_used = max(last_used, ?5),
               who = CASE WHEN ?6 = x'' THEN who ELSE ?6 END
             WHERE practice = ?1 AND clinician = ?2 AND mark = ?3 AND phone_digest = ?4";
        let mut known = self.connection.prepare_cached(sql)?;
        let (now, whose, who) = (micros(at), who.to_vec(), words::who(who));
        if known.execute((PRACTICE, clinician.as_str(), mark, digest, now, &who))? == 0 {
            let mut sealed = Vec::new();
            let bound = bound(clinician, mark, digest);
            self.keys
                .seal(&bound, phone.wire().as_bytes(), &mut sealed)?;
            let sql =
                "INSERT INTO mark (practice, clinician, mark, phone_digest, sealed, last_used, who)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
            let mut insert = self.connection.prepare_cached(sql)?;
            insert.execute((PRACTICE, clinician.as_str(), mark, digest, sealed, now, who))?;
        }
        self.remembered.marked(Mark {
            clinician: clinician.clone(),
            mark,
            phone,
            who: whose,
            last_used: at,
        });
        Ok(())
    }
}
