//! Calls that may have left a message: who called, and when the provider is asked.

use super::messages::of;
use super::sending::{beside, decide};
use super::*;
use crate::domain::names::PatientId;

const CALL: CallId = CallId(5);

fn expecting(ask_at: DateTime<Utc>) -> Effect {
    Effect::ExpectMessage {
        call: CALL,
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![PatientId(1), PatientId(2)],
        phone: Some(rosa()),
        ask_at,
    }
}

/// A step of the call that leads to this.
async fn on_the_call(store: &Store, n: u32, at: DateTime<Utc>, effect: Effect) {
    let ask = Ask {
        at,
        sid: Some("CA1".to_owned()),
        ..ask(&step(CALL, n), Outcome::Voicemail, vec![effect])
    };
    store.once(ask).await.unwrap();
}

#[tokio::test]
async fn the_provider_is_asked_about_a_call_once_each_time_it_is_due() {
    let (dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    drop(store);
    let store = open(&dir);
    assert_eq!(store.expected_due(later(1), 9).await.unwrap(), []);
    let due = store.next_due(Due::Expected, later(1)).await.unwrap();
    assert_eq!(due, Some(later(2)));
    let row = ExpectedRow {
        call: CALL,
        sid: "CA1".to_owned(),
        mailbox: Mailbox::Clinician(okafor()),
        attempts: 0,
        since: start(),
    };
    let due = store.expected_due(later(2), 9).await.unwrap();
    assert_eq!((due.len(), &due[0]), (1, &row));
    assert_eq!(store.expected_due(later(2), 0).await.unwrap(), []);
    store.expected_later(CALL, later(5)).await.unwrap();
    assert_eq!(store.expected_due(later(4), 9).await.unwrap(), []);
    let again = ExpectedRow { attempts: 1, ..row };
    assert_eq!(store.expected_due(later(5), 9).await.unwrap(), [again]);
    store.expected_over(CALL).await.unwrap();
    assert_eq!(store.expected_due(later(9), 9).await.unwrap(), []);
    assert_eq!(store.next_due(Due::Expected, start()).await, Ok(None));
}

#[tokio::test]
async fn a_later_answer_of_the_call_puts_the_question_off_and_forgets_nothing() {
    let (_dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    store.expected_later(CALL, later(3)).await.unwrap();
    let to_the_practice = Effect::ExpectMessage {
        call: CALL,
        mailbox: Mailbox::Practice,
        patients: vec![],
        phone: None,
        ask_at: later(4),
    };
    // What the provider calls it is known from the first answer.
    decide(&store, later(2), vec![to_the_practice]).await;
    assert_eq!(store.expected_due(later(3), 9).await.unwrap(), []);
    let row = store.expected_due(later(4), 9).await.unwrap().remove(0);
    assert_eq!((row.sid.as_str(), row.attempts), ("CA1", 0));
    assert_eq!((row.mailbox, row.since), (Mailbox::Practice, start()));
    decide(&store, later(5), vec![announced("RE1", false)]).await;
    let message = of(&store, okafor(), false).await.remove(0);
    assert_eq!(message.phone, Some(rosa()));
    assert_eq!(message.patients, [PatientId(1), PatientId(2)]);
}

#[tokio::test]
async fn a_message_takes_over_who_called_and_is_expected_no_more() {
    let (dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    decide(&store, later(1), vec![announced("RE1", true)]).await;
    let asked = store.expected_due(later(2), 9).await.unwrap();
    assert_eq!(asked.len(), 1, "absent: there may be another recording");
    decide(&store, later(1), vec![announced("RE2", false)]).await;
    assert_eq!(store.expected_due(later(9), 9).await.unwrap(), []);
    let expected: i64 = beside(&dir)
        .query_row("SELECT count(*) FROM expected", [], |row| row.get(0))
        .unwrap();
    assert_eq!(expected, 0);
    // Another recording of the same call.
    decide(&store, later(2), vec![announced("RE3", false)]).await;
    let messages = of(&store, okafor(), false).await;
    for message in &messages {
        assert_eq!(message.phone, Some(rosa()));
        assert_eq!(message.patients, [PatientId(1), PatientId(2)]);
    }
    assert_eq!(messages.len(), 2);
}

#[tokio::test]
async fn who_called_is_taken_from_the_decision_where_that_knows_it() {
    let (_dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    let Effect::Recording {
        call,
        recording,
        mailbox,
        told,
        seconds,
        absent,
        ..
    } = announced("RE1", false)
    else {
        unreachable!()
    };
    let by_another = Effect::Recording {
        patients: vec![PatientId(7)],
        call,
        recording,
        mailbox,
        told,
        seconds,
        absent,
    };
    decide(&store, later(1), vec![by_another]).await;
    let message = of(&store, okafor(), false).await.remove(0);
    assert_eq!(message.patients, [PatientId(7)]);
}

#[tokio::test]
async fn an_absence_that_turns_out_a_message_knows_who_called() {
    let (_dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    decide(&store, later(1), vec![announced("RE1", true)]).await;
    store.expected_over(CALL).await.unwrap();
    decide(&store, later(2), vec![announced("RE1", false)]).await;
    let message = of(&store, okafor(), false).await.remove(0);
    assert_eq!(message.phone, Some(rosa()));
    assert_eq!(message.patients, [PatientId(1), PatientId(2)]);
}

#[tokio::test]
async fn a_phone_that_cannot_be_read_loses_no_message() {
    let (dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    let spoil = "UPDATE expected SET sealed = x'00'";
    beside(&dir).execute(spoil, []).unwrap();
    decide(&store, later(1), vec![announced("RE1", false)]).await;
    let message = of(&store, okafor(), false).await.remove(0);
    assert_eq!(message.phone, None);
    assert_eq!(message.patients, [PatientId(1), PatientId(2)]);
}

#[tokio::test]
async fn a_phone_opens_in_its_own_row_alone() {
    let (dir, store) = fresh();
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    decide(&store, later(1), vec![announced("RE1", false)]).await;
    decide(&store, later(2), vec![announced("RE2", false)]).await;
    let take = "UPDATE message SET sealed = (SELECT sealed FROM message WHERE recording = 'RE2') WHERE recording = 'RE1'";
    beside(&dir).execute(take, []).unwrap();
    let messages = of(&store, okafor(), false).await;
    let phones: Vec<_> = messages.iter().map(|message| message.phone).collect();
    assert_eq!(phones, [None, Some(rosa())]);
}

#[tokio::test]
async fn a_call_that_the_provider_cannot_be_asked_about_goes_after_a_day() {
    let (dir, store) = fresh();
    decide(&store, start(), vec![expecting(later(2))]).await;
    let left = async |now| {
        assert_eq!(store.expected_due(now, 9).await.unwrap(), []);
        beside(&dir)
            .query_row("SELECT count(*) FROM expected", [], |row| {
                row.get::<_, i64>(0)
            })
            .unwrap()
    };
    assert_eq!(store.next_due(Due::Expected, start()).await, Ok(None));
    assert_eq!(left(later(60)).await, 1);
    assert_eq!(left(later(3 + 24 * 60)).await, 0);
    on_the_call(&store, 1, start(), expecting(later(2))).await;
    let asked = store.expected_due(later(9 * 24 * 60), 9).await.unwrap();
    assert_eq!(asked.len(), 1, "this one is asked about for days");
}

#[tokio::test]
async fn only_an_expectation_that_is_due_sooner_than_whoever_asks_looks_is_news() {
    let (_dir, store) = fresh();
    let mut news = store.news();
    let mut is_news = || {
        let changed = news.has_changed().unwrap();
        news.mark_unchanged();
        changed
    };
    let of_call = |call, minutes| Effect::ExpectMessage {
        call: CallId(call),
        mailbox: Mailbox::Practice,
        patients: vec![],
        phone: None,
        ask_at: later(minutes),
    };
    let expect = async |call, minutes| {
        let ask = Ask {
            sid: Some(format!("CA{call}")),
            ..ask(
                &step(CallId(call), 1),
                Outcome::Ring,
                vec![of_call(call, minutes)],
            )
        };
        store.once(ask).await.unwrap();
    };
    expect(1, 4).await;
    assert!(is_news(), "the first");
    expect(2, 5).await;
    assert!(!is_news(), "a later one");
    expect(3, 3).await;
    assert!(is_news(), "a sooner one");
    let next = store.next_due(Due::Expected, later(3)).await.unwrap();
    assert_eq!(next, Some(later(4)));
    expect(4, 5).await;
    assert!(!is_news(), "later than what is looked at next");
    let none = store.next_due(Due::Expected, later(9)).await.unwrap();
    assert_eq!(none, None);
    expect(5, 20).await;
    assert!(is_news(), "nobody looks at anything");
}
