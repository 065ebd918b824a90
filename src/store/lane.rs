//! Lanes: the conversations of the outbox, in each of which texts go one after the other.
//!
//! A lane is one direction of a conversation. Of its live rows exactly one has the turn: the one under way, else the
//! first by `seq` and `part`. Whoever changes a row's stage or place tells [`Lane::next`], so that a claim finds what
//! may go without looking at what must wait.

use rusqlite::Connection;

use super::fault::Fault;
use super::keys::Keys;
use super::words::PRACTICE;
use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::outbox::Author;
use crate::domain::phone::Line;

/// A lane of the practice: a keyed digest, which tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Lane(pub(super) i64);

const TURN: &str = "SELECT n, stage IN ('sending', 'unsettled') FROM outbox
    WHERE practice = ?1 AND lane = ?2 AND turn = 1";

const FIRST: &str = "SELECT n FROM outbox INDEXED BY outbox_lane
    WHERE practice = ?1 AND lane = ?2 AND stage IN ('held', 'waiting', 'sending', 'unsettled')
    ORDER BY seq, part LIMIT 1";

impl Lane {
    /// Of a text. A patient's texts to one clinician are one conversation whoever reads them; all else is one with its
    /// recipient over its line. Urgent texts overtake the others, and so does the question to confirm, which what waits
    /// for its answer must not block.
    pub(super) fn of(
        keys: &Keys,
        kind: OutgoingKind,
        author: &Author,
        to: &Recipient,
        from: Line,
    ) -> Lane {
        let class: &[u8] = match kind {
            OutgoingKind::Urgent => b"urgent",
            OutgoingKind::Confirmation => b"confirmation",
            _ => b"",
        };
        let line = from.0.digits().to_le_bytes();
        let digest = |parts: &[&[u8]]| Lane(keys.ids().subject("lane", parts).0.cast_signed());
        if let Author::Patient { phone, clinician } = author {
            let phone = phone.digits().to_le_bytes();
            return digest(&[class, b"patient", &phone, clinician.as_str().as_bytes()]);
        }
        match to {
            Recipient::Clinician(clinician) => {
                digest(&[class, b"clinician", clinician.as_str().as_bytes(), &line])
            }
            Recipient::ClinicianPhone(target) => {
                let (whose, phone) = (target.clinician.as_str(), target.phone.0.to_le_bytes());
                digest(&[class, b"phone", whose.as_bytes(), &phone, &line])
            }
            Recipient::Number(number) => {
                digest(&[class, b"number", &number.digits().to_le_bytes(), &line])
            }
        }
    }

    /// Gives the turn to whose it is now. What is under way keeps it, also where an earlier row has come in meanwhile.
    pub(super) fn next(self, connection: &Connection) -> Result<(), Fault> {
        let lane = (PRACTICE, self.0);
        let mut has = connection.prepare_cached(TURN)?;
        let mut rows = has.query(lane)?;
        let turn: Option<(i64, bool)> = rows
            .next()?
            .map(|row| Ok::<_, rusqlite::Error>((row.get(0)?, row.get(1)?)))
            .transpose()?;
        drop(rows);
        if turn.is_some_and(|(_, under_way)| under_way) {
            return Ok(());
        }
        let mut first = connection.prepare_cached(FIRST)?;
        let mut rows = first.query(lane)?;
        let first: Option<i64> = rows.next()?.map(|row| row.get(0)).transpose()?;
        drop(rows);
        let turn = turn.map(|(n, _)| n);
        if turn == first {
            return Ok(());
        }
        let mut give = connection.prepare_cached("UPDATE outbox SET turn = ?2 WHERE n = ?1")?;
        if let Some(n) = turn {
            give.execute((n, 0))?;
        }
        if let Some(n) = first {
            give.execute((n, 1))?;
        }
        Ok(())
    }
}
