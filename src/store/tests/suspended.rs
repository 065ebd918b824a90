//! A store that is stopped on purpose, and goes on.

use super::*;

#[tokio::test]
async fn a_suspended_store_refuses_until_it_is_resumed() {
    let (_dir, store) = fresh();
    store.once(ask("a/1", Outcome::Ring, vec![])).await.unwrap();
    store.suspend(Suspension::Refuses);
    until_up(&store, false).await;
    let refused = store.once(ask("b/1", Outcome::Ring, vec![])).await;
    assert!(refused.unwrap_err().to_string().contains("suspended"));
    store.resume();
    until_up(&store, true).await;
    store.once(ask("b/1", Outcome::Ring, vec![])).await.unwrap();
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 2 }));
}

#[tokio::test]
async fn after_one_has_waited_in_vain_nobody_else_waits_for_a_store_that_hangs() {
    let (_dir, store) = fresh();
    store.suspend(Suspension::Hangs);
    let impatient = Ask {
        patience: Duration::from_millis(50),
        ..ask("call/1", Outcome::Ring, vec![])
    };
    assert!(store.once(impatient).await.is_err());
    // This one would wait for twenty seconds.
    let refused = store.once(ask("call/2", Outcome::Ring, vec![])).await;
    assert_eq!(store.health().down, Some(refused.unwrap_err().to_string()));
    store.resume();
    until_up(&store, true).await;
    let again = store.once(ask("call/2", Outcome::Ring, vec![])).await;
    assert!(matches!(again, Ok(Answered::First(_))));
}

#[tokio::test]
async fn a_text_that_waited_for_a_store_that_hangs_is_not_lost() {
    let (_dir, store) = fresh();
    store.suspend(Suspension::Hangs);
    let text = Ask {
        patience: Duration::from_millis(50),
        even_if_unawaited: true,
        ..ask("text/1", Outcome::Relay, vec![])
    };
    assert!(store.once(text).await.is_err());
    store.resume();
    until_up(&store, true).await;
    let again = store.once(ask("text/1", Outcome::Relay, vec![])).await;
    assert!(matches!(again, Ok(Answered::Again(_))));
}

#[tokio::test]
async fn a_suspended_store_can_be_closed() {
    for how in [Suspension::Refuses, Suspension::Hangs] {
        let (dir, store) = fresh();
        store.suspend(how);
        store.close().await;
        assert!(DataFolder::open(dir.path()).is_ok());
    }
}
