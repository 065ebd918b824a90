//! Messages: once for each recording, here before they go there, heard, deleted, lost, forgotten.

use super::sending::{beside, decide, hart};
use super::*;
use crate::domain::facts::{Message, MessagesOf};
use crate::domain::names::{MessageId, PatientId};

pub(super) const CALL: CallId = CallId(5);

/// The messages of a clinician as a decision sees them.
pub(super) async fn of(store: &Store, clinician: ClinicianId, practice: bool) -> Vec<Message> {
    use std::sync::atomic::{AtomicU64, Ordering};
    static KEY: AtomicU64 = AtomicU64::new(0);
    let wanted = Wanted {
        messages: Some(MessagesOf {
            clinician,
            practice,
        }),
        ..Wanted::default()
    };
    let key = format!("messages-{}/1", KEY.fetch_add(1, Ordering::Relaxed));
    facts(store, &key, wanted).await.messages
}

async fn okafors(store: &Store) -> Vec<Message> {
    of(store, okafor(), false).await
}

/// One message of this recording, on a call of its own.
pub(super) async fn left(store: &Store, recording: &str, at: DateTime<Utc>) -> MessageId {
    let effect = Effect::Recording {
        call: CallId(recording.bytes().fold(7, |id, b| id * 251 + u128::from(b))),
        recording: recording.to_owned(),
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![PatientId(1)],
        told: None,
        seconds: Some(21),
        absent: false,
    };
    decide(store, at, vec![effect]).await;
    okafors(store).await.last().unwrap().id
}

async fn sids(rows: Result<Vec<MessageRow>, StoreDown>) -> Vec<String> {
    let rows = rows.unwrap().into_iter();
    rows.map(|row| row.recording).collect()
}

async fn delete(store: &Store, message: MessageId) {
    decide(store, later(9), vec![Effect::DeleteMessage { message }]).await;
}

#[tokio::test]
async fn a_recording_is_one_message_however_often_it_is_announced() {
    let (dir, store) = fresh();
    let mut news = store.news();
    decide(&store, start(), vec![announced("RE1", false)]).await;
    assert!(news.has_changed().unwrap());
    news.mark_unchanged();
    decide(&store, later(1), vec![announced("RE1", false)]).await;
    drop(store);
    let store = open(&dir);
    decide(&store, later(2), vec![announced("RE1", false)]).await;
    let due = store.messages_due(start(), 9).await.unwrap();
    assert_eq!(due.len(), 1);
    let row = &due[0];
    assert_eq!((row.call, row.recording.as_str()), (CALL, "RE1"));
    assert_eq!((row.seconds, row.attempts), (Some(12), 0));
    assert_eq!(row.at, start());
    assert_eq!(store.recordings().await.unwrap().len(), 1);
    let another = announced("RE2", false);
    decide(&store, later(3), vec![another]).await;
    assert_eq!(okafors(&store).await.len(), 2, "of the same call");
}

#[tokio::test]
async fn absences_without_an_id_are_of_their_calls() {
    let (_dir, store) = fresh();
    for call in [1, 2] {
        let absent = Effect::Recording {
            call: CallId(call),
            recording: String::new(),
            mailbox: Mailbox::Practice,
            patients: vec![],
            told: None,
            seconds: None,
            absent: true,
        };
        decide(&store, start(), vec![absent]).await;
    }
    assert_eq!(store.recordings().await.unwrap().len(), 2);
    let there = store.messages_left_there(later(1), 9).await;
    assert!(there.unwrap().is_empty(), "there is nothing to delete");
}

#[tokio::test]
async fn an_absent_recording_with_an_id_is_deleted_there_unless_it_turns_up() {
    let (_dir, store) = fresh();
    decide(&store, start(), vec![announced("RE1", true)]).await;
    assert_eq!(okafors(&store).await, []);
    assert!(store.messages_due(later(1), 9).await.unwrap().is_empty());
    let there = store.messages_left_there(later(1), 9).await;
    assert_eq!(sids(there).await, ["RE1"]);
    let none = store.messages_left_there(later(1), 9).await.unwrap();
    store.message_gone_there(none[0].id).await.unwrap();
    decide(&store, later(2), vec![announced("RE1", false)]).await;
    let there = store.messages_left_there(later(9), 9).await;
    assert!(there.unwrap().is_empty(), "it is not ours yet");
    let due = store.messages_due(later(2), 9).await;
    assert_eq!(sids(due).await, ["RE1"]);
    decide(&store, later(3), vec![announced("RE1", true)]).await;
    assert_eq!(okafors(&store).await.len(), 1, "once there, never absent");
    delete(&store, none[0].id).await;
    assert_eq!(store.messages_to_drop(9).await.unwrap(), [none[0].id]);
}

#[tokio::test]
async fn what_turns_up_while_its_absence_is_cleared_up_is_still_fetched() {
    let (_dir, store) = fresh();
    decide(&store, start(), vec![announced("RE1", true)]).await;
    let there = store.messages_left_there(later(1), 9).await.unwrap();
    decide(&store, later(1), vec![announced("RE1", false)]).await;
    store.message_gone_there(there[0].id).await.unwrap();
    let due = store.messages_due(later(2), 9).await;
    assert_eq!(sids(due).await, ["RE1"]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_keeps_no_message_waiting() {
    let (_dir, store) = fresh();
    let id = left(&store, "RE1", start()).await;
    store.message_later(id, later(90)).await.unwrap();
    let expects = Effect::ExpectMessage {
        call: CALL,
        mailbox: Mailbox::Practice,
        patients: vec![],
        phone: None,
        ask_at: later(90),
    };
    decide(&store, start(), vec![expects]).await;
    store.look_again(None, start()).await.unwrap();
    let due = store.messages_due(later(10), 9).await;
    assert_eq!(sids(due).await, ["RE1"]);
    let due = store.next_due(Due::Expected, start()).await.unwrap();
    assert!(due.is_none_or(|due| due <= later(10)), "{due:?}");
}

#[tokio::test]
async fn a_message_is_fetched_kept_and_only_then_deleted_there() {
    let (dir, store) = fresh();
    let id = left(&store, "RE1", start()).await;
    let nothing_there = store.messages_left_there(later(9), 9).await.unwrap();
    assert_eq!(nothing_there, []);
    assert!(!okafors(&store).await[0].is_here);
    let state = store.message(id).await.unwrap().unwrap();
    assert_eq!((state.state, state.bytes), (MessageState::Announced, 0));

    assert!(store.message_kept(id, 344_044, 22).await.unwrap());
    assert_eq!(store.messages_due(later(9), 9).await.unwrap(), []);
    drop(store);
    let store = open(&dir);
    let kept = KeptMessage {
        bytes: 344_044,
        seconds: 22,
        state: MessageState::Kept,
        is_heard: false,
    };
    assert_eq!(store.message(id).await.unwrap(), Some(kept));
    let seen = &okafors(&store).await[0];
    assert_eq!((seen.is_here, seen.seconds), (true, 22));
    let there = store.messages_left_there(start(), 9).await.unwrap();
    assert_eq!((there[0].id, there[0].attempts), (id, 0));

    store.message_gone_there(id).await.unwrap();
    let there = store.messages_left_there(later(9), 9).await.unwrap();
    assert_eq!(there, []);
    assert_eq!(store.message(id).await.unwrap(), Some(kept));
}

#[tokio::test]
async fn what_cannot_be_fetched_or_deleted_there_is_tried_later_the_first_due_first() {
    let (dir, store) = fresh();
    let (one, two) = (
        left(&store, "RE1", start()).await,
        left(&store, "RE2", later(1)).await,
    );
    store.message_later(one, later(5)).await.unwrap();
    store.message_later(one, later(6)).await.unwrap();
    drop(store);
    let store = open(&dir);
    assert_eq!(sids(store.messages_due(later(5), 9).await).await, ["RE2"]);
    let due = store.next_due(Due::Messages, later(5)).await.unwrap();
    assert_eq!(due, Some(later(6)));
    let both = store.messages_due(later(6), 9).await.unwrap();
    assert_eq!((both[0].id, both[1].id), (two, one));
    assert_eq!((both[0].attempts, both[1].attempts), (0, 2));
    assert_eq!(store.messages_due(later(6), 1).await.unwrap().len(), 1);

    store.message_kept(one, 9, 9).await.unwrap();
    let there = store.messages_left_there(later(6), 9).await.unwrap();
    assert_eq!((there[0].id, there[0].attempts), (one, 0), "a new task");
    store.message_gone_there(one).await.unwrap();
    store.message_kept(two, 9, 9).await.unwrap();
    store.message_later(two, later(8)).await.unwrap();
    let there = store.messages_left_there(later(7), 9).await.unwrap();
    assert_eq!(there, []);
    let due = store.next_due(Due::Messages, later(7)).await.unwrap();
    assert_eq!(due, Some(later(8)));
}

#[tokio::test]
async fn a_clinician_sees_the_own_messages_those_told_of_and_the_practices_where_they_count() {
    let (_dir, store) = fresh();
    let message = |recording: &str, mailbox, told| Effect::Recording {
        call: CALL,
        recording: recording.to_owned(),
        mailbox,
        patients: vec![PatientId(1), PatientId(2)],
        told,
        seconds: Some(3),
        absent: false,
    };
    let all = vec![
        message("RE1", Mailbox::Clinician(hart()), Some(okafor())),
        message("RE2", Mailbox::Clinician(okafor()), None),
        message("RE3", Mailbox::Practice, None),
        message("RE4", Mailbox::Clinician(hart()), None),
    ];
    for (minute, effect) in (0..).zip(all) {
        decide(&store, later(minute), vec![effect]).await;
    }
    let times = async |clinician, practice| {
        let seen = of(&store, clinician, practice).await;
        seen.into_iter().map(|it| it.at).collect::<Vec<_>>()
    };
    assert_eq!(times(okafor(), false).await, [later(0), later(1)]);
    assert_eq!(times(okafor(), true).await, [later(0), later(1), later(2)]);
    assert_eq!(times(hart(), false).await, [later(0), later(3)]);
    let seen = of(&store, okafor(), true).await;
    assert_eq!(seen[0].patients, [PatientId(1), PatientId(2)]);
    assert_eq!(seen[0].mailbox, Mailbox::Clinician(hart()));
    assert_eq!(seen[2].mailbox, Mailbox::Practice);
}

#[tokio::test]
async fn a_message_is_heard_once_by_whoever_was_first() {
    let (dir, store) = fresh();
    let message = left(&store, "RE1", start()).await;
    let heard = |by| Effect::Heard { message, by };
    decide(&store, later(3), vec![heard(okafor())]).await;
    decide(&store, later(4), vec![heard(hart())]).await;
    assert_eq!(okafors(&store).await[0].heard_at, Some(later(3)));
    let by: String = beside(&dir)
        .query_row("SELECT heard_by FROM message", [], |row| row.get(0))
        .unwrap();
    assert_eq!(by, "okafor");
}

#[tokio::test]
async fn a_deleted_message_is_nobodys_any_more_and_goes_here_and_there() {
    let (_dir, store) = fresh();
    let id = left(&store, "RE1", start()).await;
    store.message_kept(id, 9, 9).await.unwrap();
    store.message_later(id, later(30)).await.unwrap();
    assert_eq!(store.messages_to_drop(9).await.unwrap(), []);
    let mut news = store.news();
    news.mark_unchanged();
    delete(&store, id).await;
    assert!(news.has_changed().unwrap());
    assert_eq!(okafors(&store).await, []);
    assert_eq!(store.messages_to_drop(9).await.unwrap(), [id]);
    let there = store.messages_left_there(later(9), 9).await.unwrap();
    assert_eq!((there[0].id, there[0].attempts), (id, 0), "at once");
    store.message_dropped(id).await.unwrap();
    assert_eq!(store.messages_to_drop(9).await.unwrap(), []);
    store.message_gone_there(id).await.unwrap();
    let gone = store.message(id).await.unwrap().unwrap();
    assert_eq!((gone.state, gone.bytes), (MessageState::Deleted, 0));
    decide(&store, later(10), vec![announced("RE1", false)]).await;
    assert_eq!(okafors(&store).await, [], "it does not come back");
}

#[tokio::test]
async fn what_is_deleted_while_it_is_fetched_does_not_stay_in_a_file() {
    let (_dir, store) = fresh();
    let id = left(&store, "RE1", start()).await;
    delete(&store, id).await;
    store.message_dropped(id).await.unwrap();
    assert!(!store.message_kept(id, 9, 9).await.unwrap());
    assert_eq!(store.messages_to_drop(9).await.unwrap(), [id]);
    let state = store.message(id).await.unwrap().unwrap().state;
    assert_eq!(state, MessageState::Deleted);
    assert!(!store.message_kept(MessageId(404), 9, 9).await.unwrap());
}

#[tokio::test]
async fn a_lost_message_is_counted_can_still_be_kept_and_is_not_deleted_there() {
    let (_dir, store) = fresh();
    let id = left(&store, "RE1", start()).await;
    store.message_lost(id).await.unwrap();
    assert_eq!(store.messages_due(later(9), 9).await.unwrap(), []);
    let there = store.messages_left_there(later(9), 9).await.unwrap();
    assert_eq!(there, []);
    assert_eq!(store.message_counts().await.unwrap().lost, 1);
    assert!(!okafors(&store).await[0].is_here, "the clinician is told");
    assert!(store.message_kept(id, 9, 9).await.unwrap());
    assert!(okafors(&store).await[0].is_here);
    store.message_lost(id).await.unwrap();
    assert!(okafors(&store).await[0].is_here, "what is here is not lost");
}

#[tokio::test]
async fn what_waits_to_be_fetched_is_never_too_old_and_the_rest_is_forgotten() {
    let (dir, store) = fresh();
    let waiting = left(&store, "RE1", start()).await;
    let kept = left(&store, "RE2", later(1)).await;
    let young = left(&store, "RE3", later(9)).await;
    for id in [kept, young] {
        store.message_kept(id, 9, 9).await.unwrap();
    }
    let old = store.messages_before(later(9), 9).await.unwrap();
    assert_eq!(old, [kept]);
    store.message_gone_there(kept).await.unwrap();
    for id in [kept, waiting] {
        store.forget_message(id).await.unwrap();
    }
    assert_eq!(store.message(kept).await.unwrap(), None);
    let left: Vec<_> = okafors(&store).await.into_iter().map(|m| m.id).collect();
    assert_eq!(left, [waiting, young]);
    let rows: i64 = beside(&dir)
        .query_row("SELECT count(*) FROM message", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 2);
}

#[tokio::test]
async fn what_is_forgotten_while_the_provider_has_it_keeps_nothing_personal_and_goes_with_that() {
    let (dir, store) = fresh();
    let expected = Effect::ExpectMessage {
        call: CALL,
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![PatientId(1)],
        phone: Some(rosa()),
        ask_at: later(2),
    };
    let both = vec![expected, announced("RE1", false)];
    decide(&store, start(), both).await;
    let message = okafors(&store).await.remove(0);
    assert_eq!(message.phone, Some(rosa()));
    let id = message.id;
    store.message_kept(id, 9, 9).await.unwrap();
    let heard = Effect::Heard {
        message: id,
        by: okafor(),
    };
    decide(&store, later(1), vec![heard]).await;
    store.forget_message(id).await.unwrap();
    assert_eq!(okafors(&store).await, []);
    assert_eq!(store.message(id).await.unwrap(), None);
    assert_eq!(store.messages_before(later(9), 9).await.unwrap(), []);
    let personal: bool = beside(&dir)
        .query_row(
            "SELECT patients <> x'' OR sealed IS NOT NULL OR heard_at IS NOT NULL OR seconds IS NOT NULL FROM message",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert!(!personal);
    let there = store.messages_left_there(later(9), 9).await.unwrap();
    assert_eq!(there[0].id, id);
    store.message_gone_there(id).await.unwrap();
    let rows: i64 = beside(&dir)
        .query_row("SELECT count(*) FROM message", [], |row| row.get(0))
        .unwrap();
    assert_eq!(rows, 0);
}
