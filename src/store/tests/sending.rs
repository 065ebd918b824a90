//! What the tests of the outbox share: texts of a few people, and a worker's hands.

use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Author, Stage, Wait};

static KEY: AtomicU64 = AtomicU64::new(0);

/// Decides this, in an event of its own.
pub(super) async fn decide(store: &Store, at: DateTime<Utc>, effects: Vec<Effect>) {
    let n = KEY.fetch_add(1, Ordering::Relaxed);
    let ask = Ask {
        at,
        ..ask(&format!("event-{n}/1"), Outcome::Noted, effects)
    };
    store.once(ask).await.unwrap();
}

pub(super) fn hart() -> ClinicianId {
    ClinicianId::new("hart").unwrap()
}

pub(super) fn front_line() -> Line {
    Line(number("+447700900101"))
}

/// A patient's text to Okafor, over the back line.
pub(super) fn from_patient(phone: E164, words: &str) -> Outgoing {
    Outgoing {
        author: Author::Patient {
            phone,
            clinician: okafor(),
        },
        ..Outgoing::words(
            OutgoingKind::Relay,
            Recipient::Clinician(okafor()),
            back_line(),
            Body::Verbatim(words.to_owned()),
            start(),
        )
    }
}

/// Okafor's text to a patient, from the front line.
pub(super) fn to_patient(phone: E164, words: &str) -> Outgoing {
    Outgoing {
        author: Author::Clinician {
            clinician: okafor(),
            line: back_line(),
        },
        ..Outgoing::words(
            OutgoingKind::Relay,
            Recipient::Number(phone),
            front_line(),
            Body::Verbatim(words.to_owned()),
            start(),
        )
    }
}

pub(super) fn held(outgoing: Outgoing, due: DateTime<Utc>) -> Outgoing {
    Outgoing {
        kind: OutgoingKind::Held,
        wait: Wait::Reader,
        due,
        ..outgoing
    }
}

pub(super) async fn write(store: &Store, texts: Vec<Outgoing>) {
    let effects = texts.into_iter().map(Effect::Send).collect();
    decide(store, start(), effects).await;
}

pub(super) fn due_by(now: DateTime<Utc>) -> Claim {
    Claim {
        now,
        most: 100,
        per_line: 100,
        not_from: Vec::new(),
        not_to: Vec::new(),
    }
}

pub(super) async fn claim(store: &Store, now: DateTime<Utc>) -> Vec<Claimed> {
    store.claim(due_by(now)).await.unwrap()
}

pub(super) fn word(body: &Body) -> &str {
    match body {
        Body::Verbatim(text) => text,
        Body::Words(..) => "(ours)",
    }
}

pub(super) fn words(rows: &[Claimed]) -> Vec<&str> {
    rows.iter().map(|row| word(&row.body)).collect()
}

/// The id of the row with these words.
pub(super) async fn id_of(store: &Store, words: &str) -> OutboxId {
    row_of(store, words).await.id.parse().unwrap()
}

pub(super) async fn row_of(store: &Store, words: &str) -> OutboxRow {
    let rows = store.outbox().await.unwrap();
    rows.into_iter()
        .find(|row| word(&row.body) == words)
        .unwrap()
}

pub(super) async fn stage_of(store: &Store, words: &str) -> Stage {
    row_of(store, words).await.stage
}

/// Sends everything that can be sent, one after the other, and gives the words in the order in which they went.
pub(super) async fn send_all(store: &Store, now: DateTime<Utc>) -> Vec<String> {
    let mut sent = Vec::new();
    loop {
        let claimed = claim(store, now).await;
        if claimed.is_empty() {
            return sent;
        }
        for row in claimed {
            let sid = format!("SM{}", row.id);
            assert!(store.accepted(row.id, &sid, now).await.unwrap());
            sent.push(word(&row.body).to_owned());
        }
    }
}

pub(super) fn deliver(id: OutboxId) -> Effect {
    Effect::Deliver {
        id,
        to: Recipient::Clinician(okafor()),
        from: back_line(),
        mark: None,
        lead: None,
    }
}

/// The database of a store, to look into from beside.
pub(super) fn beside(dir: &TempDir) -> rusqlite::Connection {
    rusqlite::Connection::open(dir.path().join("nightbell.db")).unwrap()
}
