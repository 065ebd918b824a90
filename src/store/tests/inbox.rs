//! Looking messages up: how many there are, which recordings and which calls are known.

use super::messages::{CALL, left};
use super::sending::decide;
use super::*;
use crate::domain::event::{Path, Progress};

#[tokio::test]
async fn messages_are_counted_by_where_they_stand() {
    let (_dir, store) = fresh();
    assert_eq!(
        store.message_counts().await.unwrap(),
        MessageCounts::default()
    );
    let mut ids = Vec::new();
    for n in 0..6 {
        ids.push(left(&store, &format!("RE{n}"), later(n)).await);
    }
    for id in &ids[..3] {
        store.message_kept(*id, 9, 9).await.unwrap();
    }
    let heard = Effect::Heard {
        message: ids[0],
        by: okafor(),
    };
    decide(&store, later(9), vec![heard]).await;
    store.message_gone_there(ids[0]).await.unwrap();
    store.message_lost(ids[3]).await.unwrap();
    decide(&store, later(9), vec![announced("absent", true)]).await;
    let counts = MessageCounts {
        new: 2,
        waiting: 2,
        left_there: 3,
        lost: 1,
        oldest_waiting: Some(later(4)),
        oldest_new: Some(later(1)),
        stuck_there: 0,
        new_of: [(okafor(), 2)].into(),
    };
    assert_eq!(store.message_counts().await.unwrap(), counts);
    for _ in 0..24 {
        store.message_later(ids[1], later(9)).await.unwrap();
    }
    let stuck = store.message_counts().await.unwrap().stuck_there;
    assert_eq!(stuck, 1, "its deletion has failed for an hour");
}

#[tokio::test]
async fn a_recording_that_is_not_known_is_told_from_one_that_is() {
    let (_dir, store) = fresh();
    decide(&store, start(), vec![announced("RE1", false)]).await;
    decide(&store, start(), vec![announced("RE2", true)]).await;
    let asked = ["RE0", "RE1", "RE2", "RE3"].map(str::to_owned).to_vec();
    let unknown = store.knows_recordings(asked).await.unwrap();
    assert_eq!(unknown, ["RE0", "RE3"]);
}

#[tokio::test]
async fn a_call_is_known_with_the_mailbox_that_its_answers_recorded_into() {
    let (_dir, store) = fresh();
    let record = |mailbox| Answer::Record {
        say: vec![],
        mailbox,
        longest: 180,
        progress: Progress::start(Path::Patient),
    };
    let answers = |n: u32, answer: Answer| {
        deciding(&step(CALL, n), Wanted::default(), move |_| Decision {
            answer: answer.clone(),
            ..decided(Outcome::Voicemail, vec![])
        })
    };
    assert_eq!(store.knows_call(CALL).await.unwrap(), None);
    store.once(answers(1, Answer::Nothing)).await.unwrap();
    assert_eq!(store.knows_call(CALL).await.unwrap(), Some(None));
    let menu = Answer::Menu {
        say: vec![],
        progress: Progress::start(Path::Patient),
        then: Box::new(record(Mailbox::Practice)),
    };
    store.once(answers(2, menu)).await.unwrap();
    let practices = Some(Some(Mailbox::Practice));
    assert_eq!(store.knows_call(CALL).await.unwrap(), practices);
    let okafors = Mailbox::Clinician(okafor());
    store
        .once(answers(3, record(okafors.clone())))
        .await
        .unwrap();
    store.once(answers(4, Answer::Nothing)).await.unwrap();
    assert_eq!(store.knows_call(CALL).await.unwrap(), Some(Some(okafors)));
    assert_eq!(store.knows_call(CallId(6)).await.unwrap(), None);
}
