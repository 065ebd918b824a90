//! Calls that Nightbell places: claimed once, durably, and told apart from those of which nobody knows.

use std::future::Future;
use std::task::Poll;

use super::sending::{beside, decide};
use super::*;
use crate::domain::event::{Purpose, Target};
use crate::domain::names::{OutboxId, PatientId};
use crate::domain::phone::PhoneId;

fn phone() -> Target {
    Target {
        clinician: okafor(),
        phone: PhoneId(7),
    }
}

fn connect() -> Purpose {
    Purpose::Connect {
        patient: PatientId(3),
        phone: PhoneId(4),
    }
}

fn call(purpose: Purpose) -> Effect {
    Effect::PlaceCall {
        to: phone(),
        from: back_line(),
        purpose,
        until: later(10),
    }
}

async fn wanting(purpose: Purpose) -> (TempDir, Store) {
    let (dir, store) = fresh();
    decide(&store, start(), vec![call(purpose)]).await;
    (dir, store)
}

async fn due(store: &Store, now: DateTime<Utc>) -> Vec<PlacedRow> {
    store.calls_due(now, 9).await.unwrap()
}

#[tokio::test]
async fn a_call_is_claimed_once_with_what_was_decided() {
    let (dir, store) = fresh();
    let news = store.news();
    decide(&store, start(), vec![call(connect())]).await;
    assert!(news.has_changed().unwrap());
    let next = store.next_due(Due::Calls, start() - TimeDelta::minutes(1));
    assert_eq!(next.await.unwrap(), Some(start()));
    assert_eq!(due(&store, start() - TimeDelta::minutes(1)).await, []);
    let row = due(&store, start()).await.remove(0);
    assert_eq!(
        (&row.to, row.from, &row.purpose),
        (&phone(), back_line(), &connect())
    );
    assert_eq!((row.until, row.at, row.attempts), (later(10), start(), 0));
    assert!(!row.unsettled && !row.lapsed);
    assert_eq!(due(&store, later(5)).await, []);
    store.call_placed(row.id, "CA9").await.unwrap();
    assert_eq!(due(&store, later(5)).await, []);
    store.call_later(row.id, later(1)).await.unwrap();
    store.call_not_placed(row.id).await.unwrap();
    assert_eq!(due(&store, later(5)).await, [], "it rings already");
    let (state, sid): (String, String) = beside(&dir)
        .query_row("SELECT state, sid FROM placed", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    assert_eq!((state.as_str(), sid.as_str()), ("placed", "CA9"));
}

#[tokio::test]
async fn every_purpose_is_read_back() {
    let text = OutboxId(8);
    for purpose in [Purpose::ChoosePin, connect(), Purpose::UrgentText { text }] {
        let (_dir, store) = wanting(purpose.clone()).await;
        assert_eq!(due(&store, start()).await[0].purpose, purpose);
    }
}

#[tokio::test]
async fn an_event_that_comes_twice_rings_once() {
    let (_dir, store) = fresh();
    for _ in 0..2 {
        let twice = ask("text/SM1", Outcome::Command, vec![call(connect())]);
        store.once(twice).await.unwrap();
    }
    assert_eq!(due(&store, start()).await.len(), 1);
    let twice = ask("text/SM1", Outcome::Command, vec![call(connect())]);
    store.once(twice).await.unwrap();
    assert_eq!(due(&store, start()).await, []);
}

#[tokio::test]
async fn what_is_wanted_again_before_it_rings_is_placed_once_and_for_longer() {
    let (_dir, store) = wanting(connect()).await;
    let longer = Effect::PlaceCall {
        to: phone(),
        from: back_line(),
        purpose: connect(),
        until: later(20),
    };
    decide(&store, later(2), vec![longer, call(Purpose::ChoosePin)]).await;
    let rows = due(&store, later(2)).await;
    assert_eq!((rows.len(), rows[0].until), (2, later(20)));
    // Once it is being placed, another wish is another call.
    decide(&store, later(3), vec![call(connect())]).await;
    assert_eq!(due(&store, later(3)).await.len(), 1);
}

#[tokio::test]
async fn what_cannot_be_placed_yet_is_tried_later_and_what_is_not_placed_is_over() {
    let (_dir, store) = wanting(connect()).await;
    let row = due(&store, start()).await.remove(0);
    store.call_later(row.id, later(1)).await.unwrap();
    assert_eq!(due(&store, start()).await, []);
    let next = store.next_due(Due::Calls, start()).await.unwrap();
    assert_eq!(next, Some(later(1)));
    let again = due(&store, later(1)).await.remove(0);
    assert_eq!((again.id, again.attempts), (row.id, 1));
    store.call_not_placed(row.id).await.unwrap();
    store.call_later(row.id, later(2)).await.unwrap();
    assert_eq!(due(&store, later(5)).await, []);
    assert_eq!(store.next_due(Due::Calls, start()).await, Ok(None));
}

#[tokio::test]
async fn a_call_whose_moment_has_passed_is_given_and_said_to_have_lapsed() {
    let (_dir, store) = wanting(connect()).await;
    let row = due(&store, later(10)).await.remove(0);
    assert!(row.lapsed);
    store.call_not_placed(row.id).await.unwrap();
    assert_eq!(due(&store, later(11)).await, []);
}

#[tokio::test]
async fn what_was_being_placed_when_the_relay_was_killed_is_given_again_and_said_to_be_unsettled() {
    let (dir, store) = wanting(connect()).await;
    let row = due(&store, start()).await.remove(0);
    let after = super::durable::killed(&dir);
    let again = open(&after);
    let unsettled = due(&again, start()).await;
    assert_eq!((unsettled.len(), unsettled[0].id), (1, row.id));
    assert!(unsettled[0].unsettled);
    assert_eq!(due(&again, later(5)).await, []);
    again.call_later(row.id, later(6)).await.unwrap();
    let tried = due(&again, later(6)).await.remove(0);
    assert_eq!((tried.unsettled, tried.attempts), (false, 1));
}

#[tokio::test]
async fn what_this_process_is_placing_stays_so_while_the_database_comes_back() {
    let (_dir, store) = wanting(connect()).await;
    let row = due(&store, start()).await.remove(0);
    store.suspend(Suspension::Refuses);
    until_up(&store, false).await;
    assert!(store.call_placed(row.id, "CA9").await.is_err());
    store.resume();
    until_up(&store, true).await;
    assert_eq!(due(&store, later(5)).await, []);
    store.call_placed(row.id, "CA9").await.unwrap();
    assert_eq!(due(&store, later(5)).await, []);
}

#[tokio::test]
async fn what_a_worker_that_failed_inside_had_in_hand_is_unsettled() {
    let (_dir, store) = wanting(connect()).await;
    let row = due(&store, start()).await.remove(0);
    store.nobody_places().await.unwrap();
    let again = due(&store, start()).await.remove(0);
    assert_eq!((again.id, again.unsettled), (row.id, true));
}

#[tokio::test]
async fn calls_that_come_too_late_for_their_caller_are_put_back_as_they_were() {
    let (dir, store) = wanting(connect()).await;
    for unsettled in [false, true] {
        let mut claiming = Box::pin(store.calls_due(start(), 9));
        let once = std::future::poll_fn(|cx| Poll::Ready(claiming.as_mut().poll(cx)));
        assert!(once.await.is_pending());
        let claimed = async || {
            let waits = store.next_due(Due::Calls, start() - TimeDelta::days(1));
            waits.await.unwrap().is_none()
        };
        while !claimed().await {
            tokio::task::yield_now().await;
        }
        drop(claiming);
        // Behind what is put back.
        store.next_due(Due::Calls, start()).await.unwrap();
        let id: String = beside(&dir)
            .query_row("SELECT id FROM placed", [], |row| row.get(0))
            .unwrap();
        assert!(!store.inner.shared.placing.has(id.parse().unwrap()));
        let row = due(&store, start()).await.remove(0);
        assert_eq!((row.unsettled, row.attempts), (unsettled, 0));
        store.nobody_places().await.unwrap();
    }
}

#[tokio::test]
async fn a_call_that_cannot_be_read_keeps_no_other_from_being_placed() {
    let (dir, store) = wanting(connect()).await;
    let spoil = "UPDATE placed SET purpose = 'tea'";
    beside(&dir).execute(spoil, []).unwrap();
    decide(&store, later(1), vec![call(Purpose::ChoosePin)]).await;
    let rows = due(&store, later(1)).await;
    assert_eq!((rows.len(), &rows[0].purpose), (1, &Purpose::ChoosePin));
}

#[tokio::test]
async fn what_is_over_is_forgotten_after_a_week() {
    let (dir, store) = wanting(connect()).await;
    let row = due(&store, start()).await.remove(0);
    store.call_placed(row.id, "CA9").await.unwrap();
    let rows = || -> i64 {
        let count = "SELECT count(*) FROM placed";
        beside(&dir).query_row(count, [], |row| row.get(0)).unwrap()
    };
    decide(&store, later(6 * 24 * 60), vec![call(connect())]).await;
    assert_eq!(rows(), 2);
    decide(&store, later(8 * 24 * 60), vec![call(Purpose::ChoosePin)]).await;
    assert_eq!(rows(), 2);
    let text = OutboxId(8);
    let another = call(Purpose::UrgentText { text });
    decide(&store, later(16 * 24 * 60), vec![another]).await;
    assert_eq!(rows(), 3, "what was never placed stays");
}
