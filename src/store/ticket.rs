//! Who may fetch a file without a password: whoever holds its ticket, which cannot be guessed and expires.
//!
//! The provider fetches pictures and messages from an address, and sends no credentials along; so the address is the
//! credential. It is made from a secret and not kept: what was never handed out cannot be known, and there is nothing
//! to clear up. A message's ticket serves one playback: it carries a nonce, by which it is known again.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use rusqlite::Connection;

use super::fault::Fault;
use super::words::{PRACTICE, context};
use super::{Store, StoreDown};
use crate::domain::names::{CallId, MediaId, MessageId};

/// The id, the moment of expiry in seconds, and 128 bits that prove them.
const ID: usize = 16;
const EXPIRY: usize = 8;
const PROOF: usize = 16;
/// In a ticket for playback, between expiry and proof: which playback it is.
const PLAYBACK: usize = 8;

/// What somebody who holds a ticket for playback may hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Admitted {
    /// The message.
    pub message: MessageId,
    /// By what the ticket is known again; [`Store::spend`] takes it.
    pub nonce: [u8; 16],
    /// Until when it admits, in whole seconds.
    pub expires: DateTime<Utc>,
}

impl Store {
    /// A ticket for this file until then: 54 characters that may stand in a URL.
    pub fn ticket(&self, id: MediaId, expires: DateTime<Utc>) -> String {
        let expiry = expires.timestamp().to_be_bytes();
        let claim = [&id.0.to_be_bytes()[..], &expiry].concat();
        let proof = self.inner.keys.prove(&claim);
        let proof = proof.get(..PROOF).unwrap_or_default();
        URL_SAFE_NO_PAD.encode([&claim, proof].concat())
    }

    /// The file of a ticket that was handed out and has not expired.
    pub fn admit(&self, ticket: &str, now: DateTime<Utc>) -> Option<MediaId> {
        let ticket = URL_SAFE_NO_PAD.decode(ticket).ok()?;
        let (claim, proof) = ticket.split_at_checked(ID + EXPIRY)?;
        // Before the claim is looked at, and in a time that tells nothing.
        (proof.len() == PROOF && self.inner.keys.proves(claim, proof)).then_some(())?;
        let (id, expiry) = claim.split_at_checked(ID)?;
        let expiry = i64::from_be_bytes(expiry.try_into().ok()?);
        let id = u128::from_be_bytes(id.try_into().ok()?);
        (now.timestamp() < expiry).then_some(MediaId(id))
    }

    /// A ticket for one playback of a message, at this step of this call, until then: 64 characters that may stand in a
    /// URL. The same for the same arguments, because a document that is asked for again is rendered anew; for another
    /// step of the call it is another, which is spent by itself.
    pub fn play_ticket(
        &self,
        message: MessageId,
        call: CallId,
        step: &str,
        expires: DateTime<Utc>,
    ) -> String {
        let claim = [
            &message.0.to_be_bytes()[..],
            &expires.timestamp().to_be_bytes(),
        ]
        .concat();
        let parts = [&claim, &call.0.to_be_bytes()[..], step.as_bytes()];
        let playback = self.inner.keys.prove(&context("playback", &parts));
        let claim = [&claim, playback.get(..PLAYBACK).unwrap_or_default()].concat();
        let proof = self.inner.keys.prove(&play(&claim));
        let proof = proof.get(..PROOF).unwrap_or_default();
        URL_SAFE_NO_PAD.encode([&claim, proof].concat())
    }

    /// The message of a ticket for playback that was handed out and has not expired. Whether it was spent is not looked at.
    pub fn admit_play(&self, ticket: &str, now: DateTime<Utc>) -> Option<Admitted> {
        let ticket = URL_SAFE_NO_PAD.decode(ticket).ok()?;
        let (claim, proof) = ticket.split_at_checked(ID + EXPIRY + PLAYBACK)?;
        let nonce = proof.try_into().ok()?;
        self.inner.keys.proves(&play(claim), proof).then_some(())?;
        let (id, rest) = claim.split_at_checked(ID)?;
        let (expiry, _playback) = rest.split_at_checked(EXPIRY)?;
        let expires = i64::from_be_bytes(expiry.try_into().ok()?);
        let expires = DateTime::from_timestamp(expires, 0)?;
        (now < expires).then_some(Admitted {
            message: MessageId(u128::from_be_bytes(id.try_into().ok()?)),
            nonce,
            expires,
        })
    }

    /// Whether a ticket was [spent](Store::spend).
    ///
    /// # Errors
    /// [`StoreDown`] where the database cannot be read.
    pub async fn is_spent(&self, nonce: [u8; 16]) -> Result<bool, StoreDown> {
        self.look(move |connection, _| is_spent(connection, &nonce))
            .await
    }
}

fn is_spent(connection: &Connection, nonce: &[u8; 16]) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM spent WHERE practice = ?1 AND nonce = ?2)";
    Ok(connection.query_row(sql, (PRACTICE, nonce), |row| row.get(0))?)
}

/// What is proved of a playback: never what is proved of a picture, whose claim is shorter.
fn play(claim: &[u8]) -> Vec<u8> {
    context("play", &[claim])
}

#[cfg(test)]
mod tests {
    use super::super::{DataFolder, Keys};
    use super::*;

    const PHOTO: MediaId = MediaId(7);
    const ROSAS: MessageId = MessageId(7);
    const CALL: CallId = CallId(5);

    fn store(dir: &std::path::Path, key: u8) -> Store {
        let folder = DataFolder::open(dir).unwrap();
        Store::open(folder, Keys::new(&[key; 32]).unwrap(), at(0))
    }

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[tokio::test]
    async fn a_ticket_admits_until_it_expires_after_a_restart_too() {
        let dir = tempfile::tempdir().unwrap();
        let first = store(dir.path(), 7);
        let ticket = first.ticket(PHOTO, at(60));
        first.close().await;
        let again = store(dir.path(), 7);
        assert_eq!(again.admit(&ticket, at(0)), Some(PHOTO));
        assert_eq!(again.admit(&ticket, at(59)), Some(PHOTO));
        assert_eq!(again.admit(&ticket, at(60)), None);
        assert_eq!(ticket.len(), 54);
    }

    /// Admits nobody who has altered the ticket at any place, or cut or lengthened it.
    fn only_as_it_is(ticket: &str, admits: impl Fn(&str) -> bool) {
        assert!(admits(ticket));
        for place in 0..ticket.len() {
            for letter in ['A', 'z', '-', '=', 'é'] {
                let mut altered: Vec<char> = ticket.chars().collect();
                if std::mem::replace(&mut altered[place], letter) != letter {
                    let altered: String = altered.into_iter().collect();
                    assert!(!admits(&altered), "{place}");
                }
            }
            assert!(!admits(&ticket[..place]), "{place}");
        }
        for more in ["A", "AAAA", &"A".repeat(22)] {
            assert!(!admits(&format!("{ticket}{more}")), "{more}");
        }
    }

    #[tokio::test]
    async fn a_ticket_altered_anywhere_or_of_another_key_admits_nobody() {
        let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (store, other) = (store(dir.path(), 7), store(other.path(), 8));
        let ticket = store.ticket(PHOTO, at(60));
        assert_eq!(other.admit(&ticket, at(0)), None);
        only_as_it_is(&ticket, |ticket| store.admit(ticket, at(0)).is_some());
        let ticket = store.play_ticket(ROSAS, CALL, "own/3", at(60));
        assert_eq!(other.admit_play(&ticket, at(0)), None);
        only_as_it_is(&ticket, |ticket| store.admit_play(ticket, at(0)).is_some());
    }

    #[tokio::test]
    async fn a_ticket_for_playback_admits_to_its_message_until_it_expires() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(dir.path(), 7);
        let ticket = store.play_ticket(ROSAS, CALL, "own/3", at(60));
        assert_eq!(ticket.len(), 64);
        let almost = at(60) - chrono::TimeDelta::nanoseconds(1);
        for moment in [at(0), almost] {
            let admitted = store.admit_play(&ticket, moment).unwrap();
            assert_eq!((admitted.message, admitted.expires), (ROSAS, at(60)));
        }
        assert_eq!(store.admit_play(&ticket, at(60)), None);
    }

    #[tokio::test]
    async fn a_document_that_is_rendered_anew_holds_the_same_ticket_and_each_playback_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let first = store(dir.path(), 7);
        let ticket = first.play_ticket(ROSAS, CALL, "own/3", at(60));
        first.close().await;
        let again = store(dir.path(), 7);
        assert_eq!(again.play_ticket(ROSAS, CALL, "own/3", at(60)), ticket);
        let nonce = |ticket: &str| again.admit_play(ticket, at(0)).unwrap().nonce;
        let others = [
            again.play_ticket(MessageId(8), CALL, "own/3", at(60)),
            again.play_ticket(ROSAS, CallId(9), "own/3", at(60)),
            again.play_ticket(ROSAS, CALL, "own/4", at(60)),
            again.play_ticket(ROSAS, CALL, "own/3", at(61)),
        ];
        let mut nonces: Vec<_> = others.iter().map(|other| nonce(other)).collect();
        nonces.push(nonce(&ticket));
        nonces.sort_unstable();
        nonces.dedup();
        assert_eq!(nonces.len(), 5);
    }

    #[tokio::test]
    async fn a_ticket_for_a_picture_opens_no_message_and_the_other_way_round() {
        let dir = tempfile::tempdir().unwrap();
        let store = store(dir.path(), 7);
        let picture = store.ticket(PHOTO, at(60));
        assert_eq!(store.admit_play(&picture, at(0)), None);
        let message = store.play_ticket(ROSAS, CALL, "own/3", at(60));
        assert_eq!(store.admit(&message, at(0)), None);
        // Nor does any stretch of one pass for the other.
        let bytes = URL_SAFE_NO_PAD.decode(&message).unwrap();
        for stretch in bytes.windows(ID + EXPIRY + PROOF) {
            let stretch = URL_SAFE_NO_PAD.encode(stretch);
            assert_eq!(store.admit(&stretch, at(0)), None);
        }
        // What proves a claim of a picture proves no playback.
        let claim = &bytes[..ID + EXPIRY + PLAYBACK];
        let proof = store.inner.keys.prove(claim);
        let forged = URL_SAFE_NO_PAD.encode([claim, &proof[..PROOF]].concat());
        assert_eq!(store.admit_play(&forged, at(0)), None);
    }

    #[tokio::test]
    async fn a_spent_ticket_is_known_for_one_after_a_restart_too() {
        let dir = tempfile::tempdir().unwrap();
        let first = store(dir.path(), 7);
        let ticket = first.play_ticket(ROSAS, CALL, "own/3", at(60));
        let admitted = first.admit_play(&ticket, at(0)).unwrap();
        assert!(!first.is_spent(admitted.nonce).await.unwrap());
        let spent = first.spend(&admitted.nonce, admitted.expires);
        assert!(spent.await.unwrap());
        assert!(first.is_spent(admitted.nonce).await.unwrap());
        first.close().await;
        let again = store(dir.path(), 7);
        assert!(again.is_spent(admitted.nonce).await.unwrap());
        assert!(!again.is_spent([0; 16]).await.unwrap());
    }
}
