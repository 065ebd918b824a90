//! PINs: set, proposed, adopted, keyed wrong; and unreadable in the files.

use super::sending::{beside, decide, hart};
use super::*;
use crate::domain::pin::{MOST_WRONG, MOST_WRONG_IN_ALL, PinHash, PinState};

const PHC: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo";

fn hash(n: u32) -> PinHash {
    PinHash(format!("{PHC}{n}"))
}

async fn state(store: &Store, key: &str) -> PinState {
    let wanted = Wanted {
        pin_of: Some(okafor()),
        ..Wanted::default()
    };
    facts(store, key, wanted).await.pin
}

async fn keyed(store: &Store, right: bool) {
    let clinician = okafor();
    decide(store, start(), vec![Effect::PinKeyed { clinician, right }]).await;
}

fn proposed(hash: PinHash) -> Effect {
    let clinician = okafor();
    Effect::ProposePin { clinician, hash }
}

fn adopted() -> Effect {
    Effect::AdoptPin {
        clinician: okafor(),
    }
}

#[tokio::test]
async fn a_pin_that_is_set_is_there_after_a_restart_and_is_one_clinicians() {
    let (dir, store) = fresh();
    assert_eq!(store.pin(&okafor()).await.unwrap(), None);
    assert_eq!(state(&store, "see/1").await, PinState::default());
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    store.set_pin(&hart(), hash(9)).await.unwrap();
    drop(store);
    let store = open(&dir);
    let pin = PinHashes {
        set: Some(hash(1)),
        proposed: None,
        wrong: 0,
        is_locked: false,
    };
    assert_eq!(store.pin(&okafor()).await.unwrap(), Some(pin));
    let is_set = PinState {
        is_set: true,
        ..PinState::default()
    };
    assert_eq!(state(&store, "see/2").await, is_set);
}

#[tokio::test]
async fn a_pin_is_chosen_by_being_keyed_twice_and_the_old_one_opens_until_then() {
    let (_dir, store) = fresh();
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    decide(&store, start(), vec![proposed(hash(2))]).await;
    let pin = store.pin(&okafor()).await.unwrap().unwrap();
    assert_eq!((pin.set, pin.proposed), (Some(hash(1)), Some(hash(2))));
    assert!(state(&store, "see/1").await.is_proposed);
    decide(&store, start(), vec![proposed(hash(3))]).await;
    keyed(&store, false).await;
    decide(&store, start(), vec![adopted()]).await;
    let pin = PinHashes {
        set: Some(hash(3)),
        proposed: None,
        wrong: 0,
        is_locked: false,
    };
    assert_eq!(store.pin(&okafor()).await.unwrap(), Some(pin));
    decide(&store, start(), vec![adopted()]).await;
    let pin = store.pin(&okafor()).await.unwrap().unwrap();
    assert_eq!(pin.set, Some(hash(3)), "nothing was proposed");
}

#[tokio::test]
async fn the_first_pin_can_be_proposed_too() {
    let (_dir, store) = fresh();
    decide(&store, start(), vec![proposed(hash(2))]).await;
    assert!(!state(&store, "see/1").await.is_set);
    decide(&store, start(), vec![adopted()]).await;
    let chosen = state(&store, "see/2").await;
    assert!(chosen.is_set && !chosen.is_proposed);
}

#[tokio::test]
async fn wrong_ones_in_a_row_lock_the_pin_until_a_new_one_is_set() {
    let (dir, store) = fresh();
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    for _ in 0..3 {
        keyed(&store, false).await;
    }
    assert_eq!(state(&store, "see/1").await.wrong, 3);
    keyed(&store, true).await;
    assert_eq!(state(&store, "see/2").await.wrong, 0);
    for _ in 0..MOST_WRONG {
        keyed(&store, false).await;
    }
    drop(store);
    let store = open(&dir);
    assert!(state(&store, "see/3").await.is_locked());
    assert_eq!(
        store.pin(&okafor()).await.unwrap().unwrap().wrong,
        MOST_WRONG
    );
    store.set_pin(&okafor(), hash(4)).await.unwrap();
    assert!(!state(&store, "see/4").await.is_locked());
}

#[tokio::test]
async fn ten_wrong_ones_in_a_day_lock_the_pin_though_right_ones_come_between() {
    let (dir, store) = fresh();
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    for _ in 1..MOST_WRONG_IN_ALL {
        keyed(&store, false).await;
        keyed(&store, true).await;
    }
    assert!(!state(&store, "see/1").await.is_locked());
    assert!(!store.pin(&okafor()).await.unwrap().unwrap().is_locked);
    drop(store);
    let store = open(&dir);
    keyed(&store, false).await;
    assert!(state(&store, "see/2").await.is_locked());
    assert!(store.pin(&okafor()).await.unwrap().unwrap().is_locked);
    store.set_pin(&okafor(), hash(4)).await.unwrap();
    assert_eq!(state(&store, "see/3").await.wrong_all, 0);
}

#[tokio::test]
async fn wrong_ones_count_where_there_is_no_pin_as_well() {
    let (_dir, store) = fresh();
    keyed(&store, false).await;
    keyed(&store, false).await;
    let seen = state(&store, "see/1").await;
    assert_eq!((seen.is_set, seen.wrong), (false, 2));
}

#[tokio::test]
async fn no_hash_stands_in_the_files_and_none_opens_in_anothers_place() {
    let (dir, store) = fresh();
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    store.set_pin(&hart(), hash(2)).await.unwrap();
    decide(&store, start(), vec![proposed(hash(3))]).await;
    // As a killed relay leaves them: with the write-ahead log.
    for entry in std::fs::read_dir(dir.path()).unwrap() {
        let path = entry.unwrap().path();
        let bytes = std::fs::read(&path).unwrap();
        for part in ["argon2", "m=19456", "c2FsdHNhbHRzYWx0", "aGFzaGhhc2ho"] {
            let found = bytes.windows(part.len()).any(|at| at == part.as_bytes());
            assert!(!found, "{part} in {path:?}");
        }
    }
    let take = "UPDATE pin SET sealed = (SELECT sealed FROM pin WHERE clinician = 'hart') WHERE clinician = 'okafor'";
    beside(&dir).execute(take, []).unwrap();
    assert!(store.pin(&okafor()).await.is_err());
    beside(&dir)
        .execute("UPDATE pin SET sealed = proposed", [])
        .unwrap();
    assert!(store.pin(&okafor()).await.is_err());
}

#[tokio::test]
async fn the_journal_says_that_a_pin_was_looked_at_and_nothing_of_it() {
    let (_dir, store) = fresh();
    store.set_pin(&okafor(), hash(1)).await.unwrap();
    keyed(&store, false).await;
    state(&store, "see/1").await;
    let row = store.journal(1).await.unwrap().pop().unwrap();
    assert_eq!(row.facts.as_deref(), Some(r#"{"pin":[true,false,1]}"#));
}
