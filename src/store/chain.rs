//! The hash chain of the journal: each row carries the hash of itself and of the row before.
//!
//! Personal content enters by a digest that is salted; the salt is only in the encrypted part. So a row's content
//! can be erased: the chain still holds, and what was erased cannot be guessed from the digest. The newest hash is
//! kept encrypted besides, so that rows cut off at the end, or a chain computed anew, are found too.

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::fault::Fault;
use super::keys::Keys;
use super::words::{PRACTICE, context};

/// A hash of the chain, or a digest.
pub(super) type Hash = [u8; 32];

/// The newest row of the journal: its number and its hash. Number zero: the journal is empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) seq: i64,
    pub(super) hash: Hash,
}

/// What of a row enters the chain.
pub(super) struct Link<'a> {
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) kind: &'a str,
    pub(super) key: &'a str,
    pub(super) outcome: &'a str,
    pub(super) clinician: &'a str,
    pub(super) version: i64,
    pub(super) decision: &'a str,
    pub(super) digest: &'a [u8],
}

impl Link<'_> {
    /// The hash of the row, after the row that has this one.
    pub(super) fn after(&self, previous: &Hash) -> Hash {
        let mut hasher = Sha256::new_with_prefix(previous);
        for number in [PRACTICE, self.seq, self.at, self.version] {
            hasher.update(number.to_le_bytes());
        }
        let texts = [
            self.kind,
            self.key,
            self.outcome,
            self.clinician,
            self.decision,
        ];
        let fields = texts.iter().map(|text| text.as_bytes());
        for field in fields.chain([self.digest]) {
            hasher.update((field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        hasher.finalize().into()
    }
}

impl Head {
    /// As it is kept, before it is encrypted.
    pub(super) fn bytes(&self) -> [u8; 40] {
        let mut bytes = [0; 40];
        let (seq, hash) = bytes.split_at_mut(8);
        seq.copy_from_slice(&self.seq.to_le_bytes());
        hash.copy_from_slice(&self.hash);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Head> {
        let (seq, hash) = bytes.split_at_checked(8)?;
        Some(Head {
            seq: i64::from_le_bytes(seq.try_into().ok()?),
            hash: hash.try_into().ok()?,
        })
    }

    /// As it was kept; empty where nothing was written yet.
    pub(super) fn kept(connection: &Connection, keys: &Keys) -> Result<Head, Fault> {
        let sql = "SELECT value FROM meta WHERE practice = ?1 AND name = 'head'";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([PRACTICE])?;
        let Some(row) = rows.next()? else {
            return Ok(Head::default());
        };
        let sealed = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let plain = keys.open(&context("meta", &[b"head"]), sealed)?;
        Head::from_bytes(&plain).ok_or(Fault::unreadable("the end of the journal"))
    }
}

/// What looking through the chain has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chain {
    /// So many rows follow from one another.
    Whole {
        /// How many rows were looked at.
        rows: u64,
    },
    /// Something was altered or removed.
    Broken {
        /// The number of the first row that is not as it was written.
        seq: i64,
        /// What is the matter with it.
        what: &'static str,
    },
}

/// Computes the chain anew from this row on.
pub(super) fn verify(connection: &Connection, keys: &Keys, from: i64) -> Result<Chain, Fault> {
    let Some(mut head) = before(connection, from)? else {
        return Ok(broken(from - 1, "the row is missing"));
    };
    let mut statement = connection.prepare(
        "SELECT seq, at, kind, key, outcome, clinician, version, decision, digest, hash, sealed
         FROM journal WHERE practice = ?1 AND seq >= ?2 ORDER BY seq",
    )?;
    let mut rows = statement.query((PRACTICE, from))?;
    let mut count = 0;
    while let Some(row) = rows.next()? {
        match next(row, head, keys) {
            Ok(Ok(newer)) => head = newer,
            Ok(Err(what)) => return Ok(broken(head.seq + 1, what)),
            Err(_) => return Ok(broken(head.seq + 1, "the row cannot be read")),
        }
        count += 1;
    }
    let kept = Head::kept(connection, keys)?;
    if kept.seq > head.seq {
        return Ok(broken(head.seq + 1, "the row is missing"));
    }
    if kept != head {
        return Ok(broken(head.seq, "the chain was computed anew"));
    }
    Ok(Chain::Whole { rows: count })
}

fn broken(seq: i64, what: &'static str) -> Chain {
    Chain::Broken { seq, what }
}

fn before(connection: &Connection, from: i64) -> Result<Option<Head>, Fault> {
    if from <= 1 {
        return Ok(Some(Head::default()));
    }
    let sql = "SELECT hash FROM journal WHERE practice = ?1 AND seq = ?2";
    let mut statement = connection.prepare(sql)?;
    let mut rows = statement.query((PRACTICE, from - 1))?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(Head {
        seq: from - 1,
        hash: row.get(0)?,
    }))
}

/// The next row, if it follows: else what is the matter.
fn next(
    row: &rusqlite::Row<'_>,
    head: Head,
    keys: &Keys,
) -> Result<Result<Head, &'static str>, Fault> {
    let seq: i64 = row.get(0)?;
    if seq != head.seq + 1 {
        return Ok(Err("the row is missing"));
    }
    let text = |column: usize| row.get_ref(column).and_then(|value| Ok(value.as_str()?));
    let digest: Hash = row.get(8)?;
    let link = Link {
        seq,
        at: row.get(1)?,
        kind: text(2)?,
        key: text(3)?,
        outcome: text(4)?,
        clinician: row
            .get_ref(5)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)?
            .unwrap_or(""),
        version: row.get(6)?,
        decision: text(7)?,
        digest: &digest,
    };
    let hash: Hash = row.get(9)?;
    if link.after(&head.hash) != hash {
        return Ok(Err("the row was altered"));
    }
    let sealed = row
        .get_ref(10)?
        .as_blob_or_null()
        .map_err(rusqlite::Error::from)?;
    let untouched = sealed.is_none_or(|sealed| {
        let plain = keys.open(&context("journal", &[link.key.as_bytes()]), sealed);
        plain.is_ok_and(|plain| Hash::from(Sha256::digest(&plain)) == digest)
    });
    if !untouched {
        return Ok(Err("the encrypted part was altered"));
    }
    Ok(Ok(Head { seq, hash }))
}
