//! Tickets are used up once; watermarks are kept.

use super::sending::beside;
use super::*;

#[tokio::test]
async fn a_ticket_is_used_up_once_after_a_restart_too() {
    let (dir, store) = fresh();
    assert!(store.spend(&[1; 16], later(5)).await.unwrap());
    assert!(!store.spend(&[1; 16], later(5)).await.unwrap());
    assert!(store.spend(&[2; 16], later(5)).await.unwrap());
    drop(store);
    let store = open(&dir);
    assert!(!store.spend(&[1; 16], later(6)).await.unwrap());
}

#[tokio::test]
async fn what_expired_a_day_ago_is_swept_and_nothing_sooner() {
    let (dir, store) = fresh();
    let rows = || -> i64 {
        let count = "SELECT count(*) FROM spent";
        beside(&dir).query_row(count, [], |row| row.get(0)).unwrap()
    };
    store.spend(&[1; 16], later(5)).await.unwrap();
    store.spend(&[2; 16], later(5 + 24 * 60)).await.unwrap();
    assert_eq!(rows(), 2);
    store.spend(&[3; 16], later(6 + 24 * 60)).await.unwrap();
    assert_eq!(rows(), 2);
    assert!(!store.spend(&[2; 16], later(9)).await.unwrap());
}

#[tokio::test]
async fn of_many_who_use_a_ticket_at_once_one_is_let_in() {
    let (_dir, store) = fresh();
    let ticket = [7; 16];
    let all = futures_util::future::join_all((0..20).map(|_| store.spend(&ticket, later(5))));
    let admitted = all.await.into_iter().filter(|spent| *spent == Ok(true));
    assert_eq!(admitted.count(), 1);
}

#[tokio::test]
async fn a_watermark_is_kept_under_its_name() {
    let (dir, store) = fresh();
    assert_eq!(store.watermark("recordings").await, Ok(None));
    store.set_watermark("recordings", later(1)).await.unwrap();
    store.set_watermark("recordings", later(2)).await.unwrap();
    store.set_watermark("head", later(3)).await.unwrap();
    drop(store);
    let store = open(&dir);
    assert_eq!(
        store.health().down,
        None,
        "the journal's own is not touched"
    );
    assert_eq!(store.watermark("recordings").await, Ok(Some(later(2))));
    assert_eq!(store.watermark("head").await, Ok(Some(later(3))));
}
