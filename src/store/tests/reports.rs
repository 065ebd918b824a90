//! What the provider answers and reports, and what is settled when an answer was lost.

use std::future::Future;
use std::task::Poll;

use super::sending::*;
use super::*;
use crate::domain::outbox::Stage;

async fn one_under_way() -> (TempDir, Store, Claimed) {
    let (dir, store) = fresh();
    write(
        &store,
        vec![from_patient(rosa(), "one"), from_patient(rosa(), "two")],
    )
    .await;
    let row = claim(&store, start()).await.remove(0);
    (dir, store, row)
}

#[tokio::test]
async fn reports_move_a_text_only_forward_in_whatever_order_they_come() {
    let (_dir, store, row) = one_under_way().await;
    store.accepted(row.id, "SM1", start()).await.unwrap();
    for (report, then) in [
        (Stage::Accepted, Stage::Accepted),
        (Stage::Delivered, Stage::Delivered),
        (Stage::Sent, Stage::Delivered),
        (Stage::Undelivered, Stage::Delivered),
        (Stage::Waiting, Stage::Delivered),
    ] {
        store.report(row.id, "SM1", report).await.unwrap();
        assert_eq!(stage_of(&store, "one").await, then);
    }
}

#[tokio::test]
async fn a_report_before_the_answer_gives_the_text_its_id_and_the_answer_changes_nothing() {
    let (_dir, store, row) = one_under_way().await;
    store.report(row.id, "SM1", Stage::Sent).await.unwrap();
    assert_eq!(row_of(&store, "one").await.sid.as_deref(), Some("SM1"));
    assert_eq!(words(&claim(&store, start()).await), ["two"]);
    assert!(store.accepted(row.id, "SM1", start()).await.unwrap());
    store.try_again(row.id, start()).await.unwrap();
    store.answer_lost(row.id, start()).await.unwrap();
    assert_eq!(stage_of(&store, "one").await, Stage::Sent);
    assert!(store.knows_sid("SM1").await.unwrap() && !store.knows_sid("SM2").await.unwrap());
}

#[tokio::test]
async fn a_report_for_a_lost_answer_settles_it_also_where_it_already_waits_again() {
    let (_dir, store, row) = one_under_way().await;
    store.answer_lost(row.id, later(1)).await.unwrap();
    assert_eq!(claim(&store, later(5)).await, []);
    store.try_again(row.id, later(9)).await.unwrap();
    store.report(row.id, "SM1", Stage::Accepted).await.unwrap();
    assert_eq!(send_all(&store, later(9)).await, ["two"]);
}

#[tokio::test]
async fn an_id_of_the_providers_belongs_to_one_text() {
    let (_dir, store, row) = one_under_way().await;
    store.accepted(row.id, "SM1", start()).await.unwrap();
    let two = claim(&store, start()).await.remove(0);
    assert!(!store.accepted(two.id, "SM1", later(1)).await.unwrap());
    assert_eq!(stage_of(&store, "two").await, Stage::Unsettled);
    assert_eq!(store.unsettled(later(1)).await.unwrap().len(), 1);
    store.report(row.id, "SM9", Stage::Delivered).await.unwrap();
    assert_eq!(stage_of(&store, "one").await, Stage::Accepted);
    assert!(!store.accepted(row.id, "SM9", later(1)).await.unwrap());
}

#[tokio::test]
async fn a_lost_answer_is_looked_at_when_its_time_has_come_and_can_be_put_off() {
    let (_dir, store, row) = one_under_way().await;
    store.answer_lost(row.id, later(1)).await.unwrap();
    assert_eq!(store.unsettled(start()).await.unwrap(), []);
    assert_eq!(
        store.next_due(Due::Settling, start()).await.unwrap(),
        Some(later(1))
    );
    let lost = store.unsettled(later(1)).await.unwrap();
    assert_eq!((lost[0].id, lost[0].tried_at), (row.id, start()));
    store.answer_lost(row.id, later(3)).await.unwrap();
    assert_eq!(store.unsettled(later(2)).await.unwrap(), []);
    store.try_again(row.id, later(3)).await.unwrap();
    assert_eq!(claim(&store, later(3)).await[0].attempts, 1);
}

#[tokio::test]
async fn a_lost_answer_that_cannot_be_read_keeps_no_other_unsettled() {
    let (dir, store, row) = one_under_way().await;
    write(&store, vec![to_patient(rosa(), "three")]).await;
    let other = claim(&store, start()).await.remove(0);
    for lost in [row.id, other.id] {
        store.answer_lost(lost, start()).await.unwrap();
    }
    let spoil = "UPDATE outbox SET kind = 'letter' WHERE id = ?1";
    beside(&dir).execute(spoil, [row.id.to_string()]).unwrap();
    let lost = store.unsettled(start()).await.unwrap();
    assert_eq!(words(&lost), ["three"]);
    assert_eq!(words(&claim(&store, start()).await), ["two"]);
}

#[tokio::test]
async fn a_report_under_another_id_is_said_not_to_be_of_this_text() {
    let (_dir, store, row) = one_under_way().await;
    store.accepted(row.id, "SM1", start()).await.unwrap();
    let of_it = store.report(row.id, "SM2", Stage::Accepted).await;
    assert_eq!(of_it, Ok(false));
    assert_eq!(store.report(row.id, "SM1", Stage::Sent).await, Ok(true));
}

#[tokio::test]
async fn what_a_sender_that_failed_inside_had_in_hand_is_unsettled() {
    let (_dir, store, row) = one_under_way().await;
    store.nobody_sends(later(1)).await.unwrap();
    let lost = store.unsettled(later(1)).await.unwrap();
    assert_eq!((lost.len(), lost[0].id), (1, row.id));
    store.try_again(row.id, later(1)).await.unwrap();
    assert_eq!(send_all(&store, later(1)).await, ["one", "two"]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_keeps_no_text_waiting() {
    let (_dir, store, row) = one_under_way().await;
    store.try_again(row.id, later(90)).await.unwrap();
    store.look_again(None, start()).await.unwrap();
    assert_eq!(words(&claim(&store, later(10)).await), ["one"]);
}

#[tokio::test]
async fn what_was_under_way_when_the_process_ended_is_unsettled() {
    let (dir, store, row) = one_under_way().await;
    drop(store);
    let store = open(&dir);
    assert_eq!(claim(&store, later(60)).await, []);
    let lost = store.unsettled(start()).await.unwrap();
    assert_eq!((lost.len(), lost[0].id), (1, row.id));
    assert!(store.accepted(row.id, "SM1", start()).await.unwrap());
    assert_eq!(send_all(&store, start()).await, ["two"]);
}

#[tokio::test]
async fn what_this_process_is_sending_stays_under_way_while_the_database_comes_back() {
    let (_dir, store, row) = one_under_way().await;
    store.suspend(Suspension::Refuses);
    until_up(&store, false).await;
    assert!(store.accepted(row.id, "SM1", start()).await.is_err());
    store.resume();
    until_up(&store, true).await;
    assert_eq!(store.unsettled(later(60)).await.unwrap(), []);
    assert_eq!(stage_of(&store, "one").await, Stage::Sending);
    assert!(store.accepted(row.id, "SM1", start()).await.unwrap());
}

#[tokio::test]
async fn what_nobody_received_waits_again() {
    let (_dir, store) = fresh();
    write(&store, vec![from_patient(rosa(), "one")]).await;
    let held = Held::hold(&store).await;
    let claiming = tokio::spawn({
        let store = store.clone();
        async move { store.claim(due_by(start())).await }
    });
    while store.health().queued == 0 {
        tokio::task::yield_now().await;
    }
    let after = queued(&store, ask("after/1", Outcome::Noted, vec![])).await;
    claiming.abort();
    held.release().await;
    after.await.unwrap().unwrap();
    let mut again = claim(&store, start()).await;
    if again.is_empty() {
        // The claim was carried out before its caller was gone; what it took is put back behind this one.
        again = claim(&store, start()).await;
    }
    assert_eq!(words(&again), ["one"]);
    assert_eq!(again[0].first_tried, None);
}

#[tokio::test]
async fn rows_that_come_too_late_for_their_caller_are_put_back() {
    let (_dir, store) = fresh();
    write(&store, vec![from_patient(rosa(), "one")]).await;
    let mut claiming = Box::pin(store.claim(due_by(start())));
    let once = std::future::poll_fn(|cx| Poll::Ready(claiming.as_mut().poll(cx)));
    assert!(once.await.is_pending());
    while store.outbox().await.unwrap()[0].stage == Stage::Waiting {
        tokio::task::yield_now().await;
    }
    drop(claiming);
    let again = claim(&store, start()).await;
    assert_eq!((words(&again), again[0].first_tried), (vec!["one"], None));
}

#[tokio::test]
async fn what_happened_at_the_provider_is_noted_though_the_teller_has_gone() {
    let (_dir, store, row) = one_under_way().await;
    let held = Held::hold(&store).await;
    let telling = tokio::spawn({
        let store = store.clone();
        async move { store.accepted(row.id, "SM1", start()).await }
    });
    while store.health().queued == 0 {
        tokio::task::yield_now().await;
    }
    telling.abort();
    held.release().await;
    assert!(store.knows_sid("SM1").await.unwrap());
}

#[tokio::test]
async fn news_tells_of_what_may_have_become_due_and_of_nothing_else() {
    let (_dir, store) = fresh();
    let mut news = store.news();
    write(&store, vec![from_patient(rosa(), "one")]).await;
    assert!(news.has_changed().unwrap());
    news.mark_unchanged();
    let row = claim(&store, start()).await.remove(0);
    decide(&store, start(), vec![count(1)]).await;
    store.next_due(Due::Sending, start()).await.unwrap();
    assert!(!news.has_changed().unwrap());
    store.accepted(row.id, "SM1", start()).await.unwrap();
    assert!(news.has_changed().unwrap());
}

#[tokio::test]
async fn a_group_that_is_rolled_back_leaves_nothing_half_done() {
    let (_dir, store, row) = one_under_way().await;
    let (sabotage, failing) = (&store.inner.shared.sabotage, "PRAGMA query_only = ON");
    let held = Held::hold(&store).await;
    let texts = vec![Effect::Send(from_patient(rosa(), "lost"))];
    let lost = queued(&store, ask("lost/1", Outcome::Relay, texts)).await;
    *sabotage.lock().unwrap() = Some(failing);
    held.release().await;
    assert!(lost.await.unwrap().is_err());
    assert!(store.accepted(row.id, "SM1", start()).await.is_err());
    *sabotage.lock().unwrap() = None;
    until_up(&store, true).await;
    assert!(!store.knows_sid("SM1").await.unwrap());
    assert_eq!(store.outbox().await.unwrap().len(), 2);
    assert_eq!(stage_of(&store, "one").await, Stage::Sending);
}

#[tokio::test]
async fn an_errand_that_cannot_be_carried_out_stops_no_other() {
    let (dir, store, row) = one_under_way().await;
    beside(&dir)
        .execute("UPDATE outbox SET kind = 'letter' WHERE turn = 0", [])
        .unwrap();
    let spoilt: String = beside(&dir)
        .query_row("SELECT id FROM outbox WHERE turn = 0", [], |row| row.get(0))
        .unwrap();
    let held = Held::hold(&store).await;
    let bad = tokio::spawn({
        let (store, id) = (store.clone(), spoilt.parse().unwrap());
        async move { store.answer_lost(id, start()).await }
    });
    while store.health().queued == 0 {
        tokio::task::yield_now().await;
    }
    let good = queued(&store, ask("good/1", Outcome::Noted, vec![count(1)])).await;
    held.release().await;
    assert!(bad.await.unwrap().is_err());
    good.await.unwrap().unwrap();
    assert!(store.accepted(row.id, "SM1", start()).await.unwrap());
    assert_eq!(facts(&store, "see/1", counts(&[1])).await.counts, [1]);
    // A row that cannot be read is not sent, and does not keep the others from being sent.
    write(&store, vec![to_patient(rosa(), "three")]).await;
    assert_eq!(words(&claim(&store, start()).await), ["three"]);
}
