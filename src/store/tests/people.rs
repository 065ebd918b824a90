//! Whose the ids are: nobody inherits a PIN, or what a phone has confirmed, with somebody's id.

use super::sending::{decide, hart};
use super::*;
use crate::domain::event::Target;
use crate::domain::names::ClinicianId;
use crate::domain::phone::PhoneId;
use crate::domain::pin::PinHash;

fn target(phone: u32) -> Target {
    Target {
        clinician: okafor(),
        phone: PhoneId(phone),
    }
}

async fn are(store: &Store, people: &[(ClinicianId, &[u32])]) {
    let phones = |phones: &[u32]| phones.iter().copied().map(PhoneId).collect();
    let people = people.iter().map(|(id, own)| (id.clone(), phones(own)));
    store.people_are(people.collect()).await.unwrap();
}

async fn sets_pin(store: &Store, clinician: &ClinicianId) {
    let hash = PinHash(format!("$argon2id$of {clinician}"));
    store.set_pin(clinician, hash).await.unwrap();
}

async fn has_pin(store: &Store, clinician: &ClinicianId) -> bool {
    store.pin(clinician).await.unwrap().is_some()
}

async fn confirms(store: &Store, phone: u32) {
    decide(
        store,
        start(),
        vec![Effect::ConfirmPhone {
            phone: target(phone),
        }],
    )
    .await;
}

#[tokio::test]
async fn whoever_gets_the_id_of_a_clinician_who_has_gone_gets_neither_the_pin_nor_the_confirmation()
{
    let (_dir, store) = fresh();
    are(&store, &[(okafor(), &[1]), (hart(), &[9])]).await;
    sets_pin(&store, &okafor()).await;
    sets_pin(&store, &hart()).await;
    confirms(&store, 1).await;
    are(&store, &[(hart(), &[9])]).await;
    assert!(!has_pin(&store, &okafor()).await && has_pin(&store, &hart()).await);
    are(&store, &[(hart(), &[9]), (okafor(), &[1])]).await;
    assert!(!has_pin(&store, &okafor()).await);
    assert!(!store.confirmations().was_asked(&target(1)));
}

#[tokio::test]
async fn another_person_under_the_same_id_gets_neither_also_where_one_edit_changes_all() {
    let (dir, store) = fresh();
    are(&store, &[(okafor(), &[1, 2])]).await;
    sets_pin(&store, &okafor()).await;
    confirms(&store, 1).await;
    drop(store);
    // The edit was made while nobody looked.
    let store = open(&dir);
    are(&store, &[(okafor(), &[3])]).await;
    assert!(!has_pin(&store, &okafor()).await);
    assert!(!store.confirmations().was_asked(&target(1)));
    // Whoever chooses a PIN then keeps it.
    sets_pin(&store, &okafor()).await;
    are(&store, &[(okafor(), &[3])]).await;
    assert!(has_pin(&store, &okafor()).await);
}

#[tokio::test]
async fn who_keeps_a_phone_or_confirms_the_new_one_keeps_the_pin() {
    let (_dir, store) = fresh();
    are(&store, &[(okafor(), &[1, 2])]).await;
    sets_pin(&store, &okafor()).await;
    for phones in [&[2, 3][..], &[3]] {
        are(&store, &[(okafor(), phones)]).await;
        assert!(has_pin(&store, &okafor()).await, "{phones:?}");
    }
    confirms(&store, 4).await;
    are(&store, &[(okafor(), &[4])]).await;
    assert!(has_pin(&store, &okafor()).await);
    assert!(store.confirmations().is_confirmed(&target(4)));
}

#[tokio::test]
async fn pins_that_were_there_before_anybody_looked_stay() {
    let (_dir, store) = fresh();
    sets_pin(&store, &okafor()).await;
    are(&store, &[(okafor(), &[1])]).await;
    assert!(has_pin(&store, &okafor()).await);
}
