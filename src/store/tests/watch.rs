//! Urgent texts that nobody has answered: watched from when they may go until somebody does.

use super::sending::*;
use super::*;
use crate::domain::event::Target;
use crate::domain::facts::Watch;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Author, Stage};
use crate::domain::phone::PhoneId;

fn urgent(words: &str) -> Outgoing {
    Outgoing {
        kind: OutgoingKind::Urgent,
        ..from_patient(rosa(), words)
    }
}

fn answered(clinician: ClinicianId, line: Line) -> Effect {
    Effect::Acknowledge { clinician, line }
}

async fn one_urgent() -> (TempDir, Store, OutboxId) {
    let (dir, store) = fresh();
    decide(&store, start(), vec![Effect::Send(urgent("help"))]).await;
    let id = id_of(&store, "help").await;
    (dir, store, id)
}

async fn due(store: &Store, now: DateTime<Utc>) -> Vec<OutboxId> {
    store.watches_due(now, 9).await.unwrap()
}

async fn watch(store: &Store, key: &str, text: OutboxId) -> Option<Watch> {
    let wanted = Wanted {
        watch_of: Some(text),
        ..Wanted::default()
    };
    facts(store, key, wanted).await.watch
}

fn phone(n: u32) -> Target {
    Target {
        clinician: hart(),
        phone: PhoneId(n),
    }
}

#[tokio::test]
async fn an_urgent_text_is_looked_at_after_five_minutes_until_a_decision_puts_it_off_or_ends_it() {
    let (dir, store, id) = one_urgent().await;
    drop(store);
    let store = open(&dir);
    assert_eq!(due(&store, later(4)).await, []);
    let next = store.next_due(Due::Watches, later(4)).await.unwrap();
    assert_eq!(next, Some(later(5)));
    assert_eq!(due(&store, later(5)).await, [id]);
    assert_eq!(due(&store, later(5)).await, [id]);
    let since = start();
    let rung = vec![];
    assert_eq!(
        watch(&store, "see/1", id).await,
        Some(Watch { rung, since })
    );
    let on = Effect::WatchOn {
        text: id,
        rung: vec![phone(1), phone(2)],
        due: later(7),
    };
    decide(&store, later(5), vec![on]).await;
    assert_eq!(due(&store, later(6)).await, []);
    assert_eq!(due(&store, later(7)).await, [id]);
    let rung = vec![phone(1), phone(2)];
    assert_eq!(
        watch(&store, "see/2", id).await,
        Some(Watch { rung, since })
    );
    let facts = store.journal(1).await.unwrap().pop().unwrap().facts;
    assert!(facts.unwrap().contains("00000002"));
    decide(&store, later(7), vec![Effect::WatchOver { text: id }]).await;
    assert_eq!(due(&store, later(60)).await, []);
    assert_eq!(watch(&store, "see/3", id).await, None);
}

#[tokio::test]
async fn only_a_patients_urgent_text_to_a_clinician_is_watched_and_only_once_it_may_go() {
    let (_dir, store) = fresh();
    let own = Outgoing {
        author: Author::Nightbell,
        ..urgent("ours")
    };
    let to_the_desk = Outgoing {
        to: Recipient::Number(number("+441632960001")),
        ..urgent("to the desk")
    };
    let kept_back = Outgoing {
        kind: OutgoingKind::Urgent,
        ..held(from_patient(rosa(), "held"), later(60))
    };
    let texts = vec![from_patient(rosa(), "usual"), own, to_the_desk, kept_back];
    write(&store, texts).await;
    assert_eq!(due(&store, later(60)).await, []);

    let id = id_of(&store, "held").await;
    let go = Effect::Deliver {
        id,
        to: Recipient::ClinicianPhone(phone(1)),
        from: front_line(),
        mark: None,
        lead: None,
    };
    decide(&store, later(30), vec![go]).await;
    assert_eq!(due(&store, later(34)).await, []);
    assert_eq!(due(&store, later(35)).await, [id]);
    decide(&store, later(36), vec![answered(hart(), front_line())]).await;
    assert_eq!(due(&store, later(60)).await, []);
}

#[tokio::test]
async fn a_long_urgent_text_is_watched_once() {
    let (_dir, store) = fresh();
    write(&store, vec![urgent(&"help me ".repeat(400))]).await;
    assert!(store.outbox().await.unwrap().len() > 1);
    assert_eq!(due(&store, later(5)).await.len(), 1);
}

#[tokio::test]
async fn an_answer_of_that_clinician_over_that_line_ends_it_and_no_other_does() {
    let (dir, store, id) = one_urgent().await;
    let others = vec![
        answered(hart(), back_line()),
        answered(okafor(), front_line()),
    ];
    decide(&store, later(1), others).await;
    assert_eq!(due(&store, later(5)).await, [id]);
    drop(store);
    let store = open(&dir);
    decide(&store, later(6), vec![answered(okafor(), back_line())]).await;
    assert_eq!(due(&store, later(60)).await, []);
    drop(store);
    assert_eq!(due(&open(&dir), later(60)).await, []);
    assert_eq!(stage_of(&open(&dir), "help").await, Stage::Waiting);
}

#[tokio::test]
async fn an_answer_ends_all_that_came_over_the_line_and_none_that_comes_later() {
    let (_dir, store, _) = one_urgent().await;
    decide(&store, later(1), vec![Effect::Send(urgent("again"))]).await;
    decide(&store, later(2), vec![answered(okafor(), back_line())]).await;
    decide(&store, later(3), vec![Effect::Send(urgent("a third"))]).await;
    let third = id_of(&store, "a third").await;
    assert_eq!(due(&store, later(60)).await, [third]);
}

#[tokio::test]
async fn what_was_answered_is_not_put_off() {
    let (_dir, store, text) = one_urgent().await;
    decide(&store, later(1), vec![answered(okafor(), back_line())]).await;
    let on = Effect::WatchOn {
        text,
        rung: vec![],
        due: later(7),
    };
    decide(&store, later(5), vec![on]).await;
    assert_eq!(due(&store, later(60)).await, []);
}

#[tokio::test]
async fn an_answer_writes_nothing_while_nothing_urgent_waits() {
    let (_dir, store) = fresh();
    let changes = async || {
        let look = |desk: &mut crate::store::desk::Desk<'_>| Ok(desk.connection.total_changes());
        let unawaited = crate::store::errand::Unawaited::Drop;
        store.errand("look", unawaited, look).await.unwrap()
    };
    let usual = Effect::Send(from_patient(rosa(), "usual"));
    decide(&store, start(), vec![usual.clone()]).await;
    let before = changes().await;
    decide(&store, start(), vec![]).await;
    let empty = changes().await - before;
    decide(&store, start(), vec![answered(okafor(), back_line())]).await;
    assert_eq!(changes().await - before, 2 * empty);
}

#[tokio::test]
async fn an_answer_that_was_rolled_back_has_ended_nothing() {
    let (_dir, store, id) = one_urgent().await;
    let held = Held::hold(&store).await;
    let effects = vec![answered(okafor(), back_line())];
    let lost = queued(&store, ask("lost/1", Outcome::Relay, effects)).await;
    let sabotage = &store.inner.shared.sabotage;
    *sabotage.lock().unwrap() = Some("PRAGMA query_only = ON");
    held.release().await;
    assert!(lost.await.unwrap().is_err());
    until_up(&store, false).await;
    *sabotage.lock().unwrap() = None;
    until_up(&store, true).await;
    assert_eq!(due(&store, later(5)).await, [id]);
    decide(&store, later(6), vec![answered(okafor(), back_line())]).await;
    assert_eq!(due(&store, later(60)).await, []);
}

#[tokio::test]
async fn a_text_that_is_forgotten_is_watched_no_longer() {
    let (_dir, store, id) = one_urgent().await;
    assert_eq!(send_all(&store, start()).await, ["help"]);
    store.forget(vec![id]).await.unwrap();
    assert_eq!(due(&store, later(60)).await, []);
}

#[tokio::test]
async fn all_that_nobody_has_answered_are_read_together_the_oldest_first() {
    let (dir, store, first) = one_urgent().await;
    decide(&store, later(1), vec![Effect::Send(urgent("worse"))]).await;
    let second = id_of(&store, "worse").await;
    drop(store);
    let store = open(&dir);
    let wanted = || Wanted {
        watched: true,
        ..Wanted::default()
    };
    let watched = facts(&store, "see/1", wanted()).await.watched;
    let ids: Vec<_> = watched.iter().map(|text| text.id).collect();
    assert_eq!(ids, [first, second]);
    assert!(matches!(&watched[0].author, Author::Patient { .. }));
    let none = facts(&store, "see/2", Wanted::default()).await.watched;
    assert_eq!(none, [], "only if asked for");
    decide(&store, later(2), vec![Effect::WatchOver { text: first }]).await;
    let watched = facts(&store, "see/3", wanted()).await.watched;
    assert_eq!(watched.len(), 1);
}
