//! Exactly once: the same event, several at a time, and those that nobody waits for.

use super::*;

#[tokio::test]
async fn a_redelivered_event_gets_the_first_decision_and_no_second_effect() {
    let (_dir, store) = fresh();
    let first = store.once(ask("c/1", Outcome::Ring, vec![count(1)])).await;
    let again = store
        .once(ask("c/1", Outcome::Refuse, vec![count(1)]))
        .await;
    let decision = decided(Outcome::Ring, vec![count(1)]);
    assert_eq!(first, Ok(Answered::First(decision)));
    assert_eq!(again, Ok(Answered::Again(decided(Outcome::Ring, vec![]))));
    assert_eq!(facts(&store, "c/2", counts(&[1])).await.counts, [1]);
}

#[tokio::test]
async fn a_redelivered_step_of_a_call_is_known_by_its_history() {
    let (_dir, store) = fresh();
    let call = CallId(0xf00);
    let asking = |outcome| Ask {
        wanted: Wanted {
            history_of: Some(call),
            ..Wanted::default()
        },
        ..ask(&step(call, 1), outcome, vec![])
    };
    store.once(asking(Outcome::Ring)).await.unwrap();
    let again = store.once(asking(Outcome::Menu)).await.unwrap();
    assert_eq!(again, Answered::Again(decided(Outcome::Ring, vec![])));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_that_ask_the_same_at_once_exactly_one_is_first() {
    let (_dir, store) = fresh();
    let mut tasks = Vec::new();
    for _ in 0..200 {
        let store = store.clone();
        tasks.push(tokio::spawn(async move {
            store.once(ask("c/1", Outcome::Ring, vec![count(1)])).await
        }));
    }
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.unwrap().unwrap());
    }
    let found = in_answers(&answers);
    assert_eq!((found["first"], found["again"]), (1, 199));
    assert_eq!(facts(&store, "c/2", counts(&[1])).await.counts, [1]);
}

#[tokio::test]
async fn two_of_one_key_in_one_group_are_one_event() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let one = queued(&store, ask("c/1", Outcome::Ring, vec![])).await;
    let two = queued(&store, ask("c/1", Outcome::Menu, vec![])).await;
    held.release().await;
    let first = Answered::First(decided(Outcome::Ring, vec![]));
    let again = Answered::Again(decided(Outcome::Ring, vec![]));
    assert_eq!(one.await.unwrap(), Ok(first));
    assert_eq!(two.await.unwrap(), Ok(again));
}

#[tokio::test]
async fn two_calls_of_one_group_see_each_others_effects() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let one = queued(&store, ask("a/1", Outcome::Ring, vec![count(1)])).await;
    let limit = deciding("b/1", counts(&[1]), |facts| match facts.count(0) {
        0 => decided(Outcome::Ring, vec![]),
        _ => decided(Outcome::Voicemail, vec![]),
    });
    let two = queued(&store, limit).await;
    held.release().await;
    one.await.unwrap().unwrap();
    let two = two.await.unwrap().unwrap().decision();
    assert_eq!(two.outcome, Outcome::Voicemail);
}

#[tokio::test]
async fn a_poisoned_ask_leaves_the_others_of_its_group_unharmed() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let before = queued(&store, ask("a/1", Outcome::Ring, vec![count(1)])).await;
    let bad = deciding("b/1", Wanted::default(), |_| panic!("a poisoned decision"));
    let bad = queued(&store, bad).await;
    let after = queued(&store, ask("c/1", Outcome::Ring, vec![count(1)])).await;
    held.release().await;
    assert!(matches!(before.await.unwrap(), Ok(Answered::First(_))));
    assert!(bad.await.unwrap().is_err());
    assert!(matches!(after.await.unwrap(), Ok(Answered::First(_))));
    assert_eq!(facts(&store, "d/1", counts(&[1])).await.counts, [2]);
    assert!(store.health().is_up());
}

#[tokio::test]
async fn an_effect_that_breaks_a_rule_of_the_database_stops_its_own_ask_alone() {
    let (dir, store) = fresh();
    let other = rusqlite::Connection::open(dir.path().join("nightbell.db")).unwrap();
    let trigger = "CREATE TRIGGER poison BEFORE INSERT ON message WHEN NEW.recording = 'bad'
                   BEGIN SELECT RAISE(ABORT, 'no'); END";
    other.execute_batch(trigger).unwrap();
    let held = Held::hold(&store).await;
    let good = queued(
        &store,
        ask("a/1", Outcome::Noted, vec![announced("good", false)]),
    )
    .await;
    let effects = vec![count(1), announced("bad", false)];
    let bad = queued(&store, ask("b/1", Outcome::Noted, effects)).await;
    held.release().await;
    assert!(good.await.unwrap().is_ok());
    assert!(bad.await.unwrap().is_err());
    assert_eq!(facts(&store, "d/1", counts(&[1])).await.counts, [0]);
    assert_eq!(store.recordings().await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_gone_requester_asked_is_dropped_unless_it_is_a_text() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let call = queued(&store, ask("call/1", Outcome::Ring, vec![])).await;
    let text = Ask {
        even_if_unawaited: true,
        ..ask("text/1", Outcome::Relay, vec![])
    };
    let text = queued(&store, text).await;
    for gone in [call, text] {
        gone.abort();
        assert!(gone.await.unwrap_err().is_cancelled());
    }
    held.release().await;
    // Whatever came before has been looked at once this is answered.
    facts(&store, "last/1", Wanted::default()).await;
    let rows = store.journal(10).await.unwrap();
    let keys: Vec<_> = rows.iter().map(|row| row.key.as_str()).collect();
    assert_eq!(keys, ["held/0", "text/1", "last/1"]);
}

#[tokio::test]
async fn who_has_no_patience_hears_that_the_store_did_not_answer() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let hurried = Ask {
        patience: Duration::ZERO,
        ..ask("a/1", Outcome::Ring, vec![])
    };
    assert!(store.once(hurried).await.is_err());
    held.release().await;
    facts(&store, "last/1", Wanted::default()).await;
    assert_eq!(store.journal(10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn when_too_many_wait_the_next_is_refused_at_once() {
    let (_dir, store) = fresh();
    let held = Held::hold(&store).await;
    let mut waiting = Vec::new();
    for n in 0..4096 {
        let store = store.clone();
        let ask = ask(&format!("{n}/1"), Outcome::Ring, vec![]);
        waiting.push(tokio::spawn(async move { store.once(ask).await }));
    }
    while store.health().queued < 4096 {
        tokio::task::yield_now().await;
    }
    let refused = store.once(ask("late/1", Outcome::Ring, vec![])).await;
    assert!(refused.unwrap_err().to_string().contains("too many"));
    held.release().await;
    for task in waiting {
        task.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn what_is_asked_of_a_closed_store_is_refused() {
    let (_dir, store) = fresh();
    let clone = store.clone();
    store.close().await;
    assert!(clone.once(ask("a/1", Outcome::Ring, vec![])).await.is_err());
}

#[tokio::test]
async fn what_nothing_was_decided_for_is_told_from_what_was() {
    let (_dir, store) = fresh();
    store.once(ask("c/1", Outcome::Ring, vec![])).await.unwrap();
    let keys = ["c/1", "c/2"].map(str::to_owned);
    let undecided = store.undecided(keys.to_vec()).await.unwrap();
    assert_eq!(undecided, ["c/2".to_owned()].into());
}
