//! What is old goes, and nothing that has not reached its end.

use super::*;
use crate::domain::names::OutboxId;
use crate::domain::outbox::{Attachment, Author, Stage, Wait};

fn text(wait: Wait, attachments: usize) -> Effect {
    let body = Body::Verbatim("my knee hurts".to_owned());
    let to = Recipient::Clinician(okafor());
    let words = Outgoing::words(OutgoingKind::Relay, to, back_line(), body, start());
    let photo = |n| Attachment {
        address: format!("https://api.example/Messages/MM1/Media/ME{n}"),
        claimed: "image/jpeg".to_owned(),
    };
    Effect::Send(Outgoing {
        wait,
        author: Author::Patient {
            phone: rosa(),
            clinician: okafor(),
        },
        attachments: (0..attachments).map(photo).collect(),
        ..words
    })
}

async fn came_in(store: &Store, sid: &str, effect: Effect) {
    let ask = ask(&format!("text/{sid}"), Outcome::Relay, vec![effect]);
    let kind = Kind::Text;
    store.once(Ask { kind, ..ask }).await.unwrap();
}

async fn claimed(store: &Store) -> Vec<Claimed> {
    let claim = Claim {
        now: later(1),
        most: 10,
        per_line: 10,
        not_from: Vec::new(),
        not_to: Vec::new(),
    };
    store.claim(claim).await.unwrap()
}

async fn old(store: &Store) -> Vec<OutboxId> {
    let old = store.old_texts(later(10), 100).await.unwrap();
    old.into_iter().map(|text| text.id).collect()
}

#[tokio::test]
async fn a_text_is_old_only_when_it_is_over() {
    let (_dir, store) = fresh();
    came_in(&store, "SM1", text(Wait::Due, 0)).await;
    came_in(&store, "SM2", text(Wait::Reader, 0)).await;
    came_in(&store, "SM3", text(Wait::Answer { code: 12 }, 0)).await;
    assert_eq!(old(&store).await, []);
    let row = claimed(&store).await.remove(0);
    assert_eq!(old(&store).await, [], "under way");
    store.answer_lost(row.id, later(2)).await.unwrap();
    assert_eq!(old(&store).await, [], "unsettled");
    store.accepted(row.id, "SM9", later(3)).await.unwrap();
    assert_eq!(old(&store).await, [row.id]);
    let young = store.old_texts(later(3), 100).await.unwrap();
    assert_eq!(young, [], "accepted just now");
}

#[tokio::test]
async fn what_is_forgotten_is_gone_and_what_is_not_over_stays() {
    let (_dir, store) = fresh();
    came_in(&store, "SM1", text(Wait::Due, 0)).await;
    came_in(&store, "SM2", text(Wait::Reader, 0)).await;
    let all: Vec<OutboxId> = store
        .outbox()
        .await
        .unwrap()
        .iter()
        .map(|row| row.id.parse().unwrap())
        .collect();
    assert_eq!(all.len(), 2);
    store.forget(all.clone()).await.unwrap();
    assert_eq!(store.outbox().await.unwrap().len(), 2, "nothing is over");
    let row = claimed(&store).await.remove(0);
    store.accepted(row.id, "SM9", later(3)).await.unwrap();
    store.report(row.id, "SM9", Stage::Delivered).await.unwrap();
    store.forget(all).await.unwrap();
    let left = store.outbox().await.unwrap();
    assert_eq!(left.len(), 1);
    assert_ne!(left[0].id, row.id.to_string());
}

#[tokio::test]
async fn a_text_stays_while_the_provider_has_its_picture() {
    let (_dir, store) = fresh();
    came_in(&store, "MM1", text(Wait::Due, 2)).await;
    let media = store.media_due(later(1), 10).await.unwrap();
    assert_eq!(media[0].at, start());
    store
        .media_kept(media[0].id, "image/jpeg", 7)
        .await
        .unwrap();
    store.media_refused(media[1].id).await.unwrap();
    let row = claimed(&store).await.remove(0);
    store.accepted(row.id, "MM9", later(3)).await.unwrap();
    store.media_deleted_there(media[0].id).await.unwrap();
    assert_eq!(old(&store).await, []);
    store.media_deleted_there(media[1].id).await.unwrap();
    let old = store.old_texts(later(10), 100).await.unwrap();
    let mut files = old[0].media.clone();
    files.sort();
    let mut both = [media[0].id, media[1].id];
    both.sort();
    assert_eq!(files, both);
    store.forget(vec![row.id]).await.unwrap();
    assert_eq!(store.media(media[0].id).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_erased_of_the_journal_is_the_personal_part_of_old_rows_alone() {
    let (_dir, store) = fresh();
    came_in(&store, "SM1", text(Wait::Due, 0)).await;
    store
        .once(ask("call/1", Outcome::Ring, vec![]))
        .await
        .unwrap();
    let young = ask("text/SM2", Outcome::Relay, vec![]);
    let (kind, at) = (Kind::Text, later(20));
    store.once(Ask { kind, at, ..young }).await.unwrap();
    let personal = async || {
        let mut rows = store.journal(3).await.unwrap();
        rows.sort_by_key(|row| row.seq);
        rows.iter()
            .map(|row| row.personal.is_some())
            .collect::<Vec<_>>()
    };
    let erased = store.erase(Some(Kind::Text), later(10), 0).await.unwrap();
    assert_eq!((erased.through, erased.is_done), (2, true));
    assert_eq!(personal().await, [false, true, true]);
    store.erase(None, later(10), 0).await.unwrap();
    assert_eq!(personal().await, [false, false, true]);
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 3 }));
    // What comes again is still known.
    let again = ask("text/SM1", Outcome::Refuse, vec![]);
    let again = store.once(again).await.unwrap();
    assert_eq!(again.decision().outcome, Outcome::Relay);
}

#[tokio::test]
async fn each_copy_at_the_provider_is_named_until_it_is_gone_after_a_restart_too() {
    let (dir, store) = fresh();
    came_in(&store, "SM1", text(Wait::Due, 0)).await;
    came_in(&store, "SM2", text(Wait::Due, 0)).await;
    store
        .once(ask("call/1", Outcome::Ring, vec![]))
        .await
        .unwrap();
    let row = claimed(&store).await.remove(0);
    store.accepted(row.id, "SM9", later(3)).await.unwrap();
    let names = |copies: &[Copy]| {
        copies
            .iter()
            .map(|copy| copy.sid.clone())
            .collect::<Vec<_>>()
    };
    let left = store.left_there(later(2), 10).await.unwrap();
    assert_eq!(names(&left), ["SM1", "SM2"], "the other was accepted later");
    let left = store.left_there(later(10), 10).await.unwrap();
    assert_eq!(names(&left), ["SM1", "SM2", "SM9"]);
    store.gone_there(left[0].mark).await.unwrap();
    store.gone_there(left[2].mark).await.unwrap();
    store.close().await;
    let left = open(&dir).left_there(later(10), 10).await.unwrap();
    assert_eq!(names(&left), ["SM2"]);
}
