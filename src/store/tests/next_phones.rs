//! Phones that are to take another's place: each confirms anew whenever it is written into the configuration.

use std::collections::HashSet;

use super::*;
use crate::domain::event::Target;
use crate::domain::outbox::Confirmation;
use crate::domain::phone::PhoneId;

fn phone(id: u32) -> Target {
    Target {
        clinician: okafor(),
        phone: PhoneId(id),
    }
}

async fn are(store: &Store, phones: &[Target], in_use: &[Target], minute: i64) -> Vec<NextPhone> {
    let in_use: HashSet<Target> = in_use.iter().cloned().collect();
    let known = store.next_phones_are(phones.to_vec(), in_use, later(minute));
    known.await.unwrap()
}

async fn answers(store: &Store, phone: &Target, minute: i64) {
    let (ask, confirm) = (phone.clone(), phone.clone());
    let effects = vec![
        Effect::AskPhone { phone: ask },
        Effect::ConfirmPhone { phone: confirm },
    ];
    let key = format!("answers/{minute}");
    let ask = deciding(&key, Wanted::default(), move |_| {
        decided(Outcome::Noted, effects.clone())
    });
    store.once(ask).await.unwrap();
}

#[tokio::test]
async fn it_waits_since_it_was_first_seen_over_restarts() {
    let (dir, store) = fresh();
    let first = are(&store, &[phone(1)], &[], 1).await;
    assert_eq!((first[0].since, first[0].known), (later(1), None));
    answers(&store, &phone(1), 2).await;
    drop(store);
    let store = open(&dir);
    let again = are(&store, &[phone(1)], &[], 5).await;
    assert_eq!(again[0].since, later(1));
    assert!(matches!(again[0].known, Some(Confirmation::Confirmed(_))));
    assert_eq!(store.next_phones().await.unwrap(), again);
}

#[tokio::test]
async fn what_it_answered_in_earlier_years_does_not_count() {
    let (dir, store) = fresh();
    answers(&store, &phone(1), 1).await;
    assert!(store.confirmations().is_confirmed(&phone(1)));
    let next = are(&store, &[phone(1)], &[], 2).await;
    assert_eq!(next[0].known, None);
    assert!(!store.confirmations().was_asked(&phone(1)));
    drop(store);
    let store = open(&dir);
    assert!(!store.confirmations().was_asked(&phone(1)));
}

#[tokio::test]
async fn one_that_was_given_up_is_forgotten_and_begins_anew() {
    let (_dir, store) = fresh();
    are(&store, &[phone(1), phone(2)], &[], 1).await;
    answers(&store, &phone(1), 2).await;
    let left = are(&store, &[phone(2)], &[], 3).await;
    assert_eq!(left.len(), 1);
    assert!(!store.confirmations().was_asked(&phone(1)));
    let again = are(&store, &[phone(1), phone(2)], &[], 4).await;
    let again = again.iter().find(|next| next.phone == phone(1)).unwrap();
    assert_eq!((again.since, again.known), (later(4), None));
}

#[tokio::test]
async fn one_that_has_taken_its_place_stays_confirmed() {
    let (dir, store) = fresh();
    are(&store, &[phone(1)], &[], 1).await;
    answers(&store, &phone(1), 2).await;
    assert_eq!(are(&store, &[], &[phone(1)], 3).await, []);
    drop(store);
    let store = open(&dir);
    assert!(store.confirmations().is_confirmed(&phone(1)));
}
