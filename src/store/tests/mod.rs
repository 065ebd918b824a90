//! The store as the relay uses it: in a folder of its own, through the public methods.

mod attachments;
mod claims;
mod console_journal;
mod durable;
mod erase;
mod erased_copies;
mod expected;
mod failing;
mod held;
mod inbox;
mod journal;
mod lanes;
mod messages;
mod migrated;
mod next_phones;
mod once;
mod order;
mod people;
mod pins;
mod placed;
mod remembered;
mod reports;
mod sending;
mod spent;
mod suspended;
mod sweep;
mod walk;
mod watch;

use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tempfile::TempDir;

use super::*;
use crate::domain::decision::{
    Answer, Body, Decision, Effect, Mailbox, Outcome, Outgoing, OutgoingKind, Recipient,
};
use crate::domain::facts::{Facts, Wanted};
use crate::domain::names::{CallId, ClinicianId, Language, Subject, Version};
use crate::domain::phone::{E164, Line};
use crate::domain::reason::Reason;

const SECRET: [u8; 32] = [7; 32];

fn start() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}

fn later(minutes: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minutes)
}

fn day() -> NaiveDate {
    start().date_naive()
}

fn okafor() -> ClinicianId {
    ClinicianId::new("okafor").unwrap()
}

fn number(text: &str) -> E164 {
    text.parse().unwrap()
}

fn rosa() -> E164 {
    number("+447700900456")
}

fn back_line() -> Line {
    Line(number("+447700900201"))
}

fn keys() -> Keys {
    Keys::new(&SECRET).unwrap()
}

fn open(dir: &TempDir) -> Store {
    Store::open(DataFolder::open(dir.path()).unwrap(), keys(), start())
}

fn fresh() -> (TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = open(&dir);
    assert_eq!(store.health().down, None);
    (dir, store)
}

fn decided(outcome: Outcome, effects: Vec<Effect>) -> Decision {
    Decision {
        outcome,
        clinician: Some(okafor()),
        reasons: vec![Reason::HoursOpen {
            clinician: okafor(),
        }],
        answer: Answer::Nothing,
        language: Language::ENGLISH,
        next_open: None,
        effects,
    }
}

/// An ask whose decision is always this.
fn ask(key: &str, outcome: Outcome, effects: Vec<Effect>) -> Ask {
    let decision = decided(outcome, effects);
    deciding(key, Wanted::default(), move |_| decision.clone())
}

fn deciding(
    key: &str,
    wanted: Wanted,
    decide: impl Fn(&Facts) -> Decision + Send + 'static,
) -> Ask {
    Ask {
        key: key.to_owned(),
        kind: Kind::Call,
        sid: None,
        at: start(),
        version: Version(0xabc),
        wanted,
        personal: r#"{"from":"+447700900456","text":"my knee hurts"}"#.to_owned(),
        patience: Duration::from_secs(20),
        even_if_unawaited: false,
        decide: Box::new(decide),
    }
}

/// What a decision saw.
async fn facts(store: &Store, key: &str, wanted: Wanted) -> Facts {
    let (seen, saw) = mpsc::channel();
    let ask = deciding(key, wanted, move |facts| {
        seen.send(facts.clone()).unwrap();
        decided(Outcome::Noted, Vec::new())
    });
    store.once(ask).await.unwrap();
    saw.try_iter().last().unwrap()
}

fn wanting_okafors_lines() -> Wanted {
    Wanted {
        back_lines_of: vec![okafor()],
        ..Wanted::default()
    }
}

fn used_by(phone: E164) -> Effect {
    Effect::UseBackLine {
        clinician: okafor(),
        line: back_line(),
        phone,
        who: Vec::new(),
    }
}

fn missed(call: Option<CallId>, fold: Option<Subject>) -> Effect {
    Effect::Send(Outgoing {
        kind: OutgoingKind::MissedCall,
        to: Recipient::Clinician(okafor()),
        from: back_line(),
        body: Body::Verbatim("Rosa Diaz called".to_owned()),
        due: later(1),
        wait: crate::domain::outbox::Wait::Due,
        author: crate::domain::outbox::Author::Nightbell,
        attachments: Vec::new(),
        fold,
        call,
    })
}

/// Holds the writer inside a decision, so that what is asked meanwhile becomes one group.
struct Held {
    free: mpsc::Sender<()>,
    task: tokio::task::JoinHandle<Result<Answered, StoreDown>>,
}

impl Held {
    async fn hold(store: &Store) -> Held {
        let (free, freed) = mpsc::channel();
        let (entered, inside) = oneshot::channel();
        let entered = Mutex::new(Some(entered));
        let ask = deciding("held/0", Wanted::default(), move |_| {
            if let Some(entered) = entered.lock().unwrap().take() {
                entered.send(()).unwrap();
            }
            let _freed = freed.recv();
            decided(Outcome::Noted, Vec::new())
        });
        let store = store.clone();
        let task = tokio::spawn(async move { store.once(ask).await });
        inside.await.unwrap();
        Held { free, task }
    }

    async fn release(self) {
        self.free.send(()).unwrap();
        self.task.await.unwrap().unwrap();
    }
}

/// Asks in a task of its own, and returns once it is queued.
async fn queued(store: &Store, ask: Ask) -> tokio::task::JoinHandle<Result<Answered, StoreDown>> {
    let before = store.health().queued;
    let asking = store.clone();
    let task = tokio::spawn(async move { asking.once(ask).await });
    while store.health().queued == before {
        tokio::task::yield_now().await;
    }
    task
}

/// Until the store is up again, or down.
async fn until_up(store: &Store, up: bool) {
    while store.health().is_up() != up {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn counts(subjects: &[u64]) -> Wanted {
    Wanted {
        day: Some(day()),
        counts: subjects.iter().map(|s| Subject(*s)).collect(),
        ..Wanted::default()
    }
}

fn count(subject: u64) -> Effect {
    Effect::Count {
        subject: Subject(subject),
        day: day(),
    }
}

fn step(call: CallId, n: u32) -> String {
    format!("{call}/{n}")
}

fn in_answers(answers: &[Answered]) -> HashMap<&'static str, usize> {
    let mut found = HashMap::new();
    for answer in answers {
        let word = match answer {
            Answered::First(_) => "first",
            Answered::Again(_) => "again",
        };
        *found.entry(word).or_default() += 1;
    }
    found
}

fn announced(recording: &str, absent: bool) -> Effect {
    Effect::Recording {
        call: CallId(5),
        recording: recording.to_owned(),
        mailbox: Mailbox::Clinician(okafor()),
        patients: Vec::new(),
        told: None,
        seconds: (!absent).then_some(12),
        absent,
    }
}
