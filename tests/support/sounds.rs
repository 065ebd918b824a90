//! Messages that are simply there, for tests of what becomes of them.

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream;
use nightbell::domain::decision::{Answer, Decision, Effect, Mailbox, Outcome};
use nightbell::domain::facts::Wanted;
use nightbell::domain::names::{CallId, ClinicianId, Language, MessageId, Version};
use nightbell::domain::reason::Reason;
use nightbell::store::{Ask, Kind, NotPut, Store, VaultError};
use std::time::Duration;

/// The call on which every message here is listened to.
pub const LISTENING: CallId = CallId(0xca11);

fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

/// Has the store carry this out, once under this key.
async fn happens(store: &Store, key: String, at: DateTime<Utc>, effect: Effect) {
    let decision = Decision {
        outcome: Outcome::Voicemail,
        clinician: Some(okafor()),
        reasons: vec![Reason::HoursOpen {
            clinician: okafor(),
        }],
        answer: Answer::Nothing,
        language: Language::ENGLISH,
        next_open: None,
        effects: vec![effect],
    };
    let ask = Ask {
        key,
        kind: Kind::Recording,
        sid: None,
        at,
        version: Version(1),
        wanted: Wanted::default(),
        personal: String::new(),
        patience: Duration::from_secs(20),
        even_if_unawaited: false,
        decide: Box::new(move |_| decision.clone()),
    };
    store.once(ask).await.unwrap();
}

/// A message that the provider has announced at this moment.
pub async fn announced(store: &Store, number: u32, at: DateTime<Utc>) -> MessageId {
    let call = CallId(number.into());
    let known = ids(store).await;
    let recording = Effect::Recording {
        call,
        recording: format!("RE{number:032x}"),
        mailbox: Mailbox::Clinician(okafor()),
        patients: Vec::new(),
        seconds: Some(7),
        absent: false,
        told: None,
    };
    happens(store, format!("{call}/recording"), at, recording).await;
    let mut new = ids(store).await;
    new.retain(|id| !known.contains(id));
    assert_eq!(new.len(), 1);
    new.remove(0)
}

/// Somebody has deleted it.
pub async fn deleted(store: &Store, id: MessageId, at: DateTime<Utc>) {
    let effect = Effect::DeleteMessage { message: id };
    happens(store, format!("{LISTENING}/{id}/7"), at, effect).await;
}

/// The same, and its sound is here.
pub async fn kept(store: &Store, number: u32, at: DateTime<Utc>, sound: &[u8]) -> MessageId {
    let id = announced(store, number, at).await;
    let bytes = put(store, id, sound).await.unwrap();
    store.message_kept(id, bytes, 7).await.unwrap();
    id
}

/// Puts a sound in such pieces as a network brings.
pub async fn put(store: &Store, id: MessageId, sound: &[u8]) -> Result<u64, VaultError> {
    let pieces: Vec<_> = sound.chunks(1460).map(Bytes::copy_from_slice).collect();
    let pieces = stream::iter(pieces.into_iter().map(Ok::<_, VaultError>));
    match store.voicemail().put_stream(id, pieces).await {
        Ok(written) => Ok(written.bytes),
        Err(NotPut::Broken(error) | NotPut::Files(error)) => Err(error),
    }
}

async fn ids(store: &Store) -> Vec<MessageId> {
    let far = "2100-01-01T00:00:00Z".parse().unwrap();
    let rows = store.messages_before(far, 1000).await.unwrap();
    let due = store.messages_due(far, 1000).await.unwrap();
    let due = due.into_iter().map(|row| row.id);
    rows.into_iter().chain(due).collect()
}

/// The path under which a message is played for ten minutes from now on, at this step of the call.
pub fn played_at(store: &Store, id: MessageId, step: &str, now: DateTime<Utc>) -> String {
    let until = now + TimeDelta::minutes(10);
    format!(
        "/voicemail/{}",
        store.play_ticket(id, LISTENING, step, until)
    )
}

/// A WAV file of 8,000 samples of 16 bits a second, in which no two stretches are alike: what nobody could compress and
/// nobody has by chance.
pub fn wav(seconds: u32) -> Vec<u8> {
    let length = seconds * 16_000;
    let mut file = Vec::with_capacity(44 + length as usize);
    file.extend_from_slice(b"RIFF");
    file.extend_from_slice(&(36 + length).to_le_bytes());
    file.extend_from_slice(b"WAVEfmt ");
    file.extend_from_slice(&16_u32.to_le_bytes());
    file.extend_from_slice(&[1, 0, 1, 0]);
    file.extend_from_slice(&8000_u32.to_le_bytes());
    file.extend_from_slice(&16_000_u32.to_le_bytes());
    file.extend_from_slice(&[2, 0, 16, 0]);
    file.extend_from_slice(b"data");
    file.extend_from_slice(&length.to_le_bytes());
    let mut state = 0x9e37_79b9_7f4a_7c15_u64 ^ u64::from(seconds);
    while file.len() < 44 + length as usize {
        // xorshift64
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        file.extend_from_slice(&state.to_le_bytes());
    }
    file.truncate(44 + length as usize);
    file
}
