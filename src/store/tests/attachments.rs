//! A text with attachments waits until each is ours or refused; then the provider's copies go.

use super::sending::*;
use super::*;
use crate::domain::outbox::{Attachment, Author};

fn picture(n: u32) -> Attachment {
    Attachment {
        address: format!("https://provider.example/opaque/{n}"),
        claimed: "image/jpeg".to_owned(),
    }
}

async fn with_two_pictures() -> (TempDir, Store) {
    let (dir, store) = fresh();
    let text = Outgoing {
        attachments: vec![picture(1), picture(2)],
        ..from_patient(rosa(), "see these")
    };
    write(&store, vec![text, from_patient(rosa(), "behind")]).await;
    (dir, store)
}

#[tokio::test]
async fn a_text_waits_for_its_attachments_and_keeps_its_place() {
    let (_dir, store) = with_two_pictures().await;
    assert_eq!(claim(&store, later(5)).await, []);
    let due = store.media_due(start(), 9).await.unwrap();
    assert_eq!(due.len(), 2);
    let first = due.iter().find(|row| row.address.ends_with('1')).unwrap();
    let second = due.iter().find(|row| row.address.ends_with('2')).unwrap();
    assert_eq!(first.claimed, "image/jpeg");
    assert!(matches!(&first.author, Author::Patient { phone, .. } if *phone == rosa()));
    store.media_kept(second.id, "image/png", 12).await.unwrap();
    store.media_kept(second.id, "image/png", 12).await.unwrap();
    assert_eq!(claim(&store, later(5)).await, []);
    store.media_kept(first.id, "image/jpeg", 7).await.unwrap();
    let claimed = claim(&store, later(5)).await;
    assert_eq!(words(&claimed), ["see these"]);
    assert_eq!(claimed[0].media, [first.id, second.id]);
    let kept = store.media(second.id).await.unwrap().unwrap();
    assert_eq!((kept.kind.as_str(), kept.bytes), ("image/png", 12));
    assert_eq!(kept.outbox, claimed[0].id);
}

#[tokio::test]
async fn a_refused_attachment_is_left_out() {
    let (_dir, store) = with_two_pictures().await;
    for row in store.media_due(start(), 9).await.unwrap() {
        store.media_refused(row.id).await.unwrap();
        assert_eq!(store.media(row.id).await.unwrap(), None);
    }
    let claimed = claim(&store, start()).await;
    assert_eq!(
        (words(&claimed), claimed[0].media.len()),
        (vec!["see these"], 0)
    );
}

#[tokio::test]
async fn what_cannot_be_fetched_is_tried_later_also_after_a_restart() {
    let (dir, store) = with_two_pictures().await;
    for row in store.media_due(start(), 9).await.unwrap() {
        store.media_later(row.id, later(3)).await.unwrap();
    }
    drop(store);
    let store = open(&dir);
    assert_eq!(store.media_due(later(2), 9).await.unwrap(), []);
    assert_eq!(
        store.next_due(Due::Fetching, later(2)).await.unwrap(),
        Some(later(3))
    );
    assert_eq!(store.media_due(later(3), 9).await.unwrap()[0].attempts, 1);
}

#[tokio::test]
async fn the_providers_copies_are_to_be_deleted_until_they_are() {
    let (_dir, store) = with_two_pictures().await;
    let due = store.media_due(start(), 9).await.unwrap();
    assert_eq!(store.media_left_there(later(9), 9).await.unwrap(), []);
    store.media_kept(due[0].id, "image/jpeg", 7).await.unwrap();
    store.media_refused(due[1].id).await.unwrap();
    assert_eq!(store.media_due(later(9), 9).await.unwrap(), []);
    let there = store.media_left_there(later(9), 9).await.unwrap();
    assert_eq!(there.len(), 2);
    for row in there {
        store.media_deleted_there(row.id).await.unwrap();
    }
    assert_eq!(store.media_left_there(later(9), 9).await.unwrap(), []);
}
