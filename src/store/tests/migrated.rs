//! A database that a version before has written.

use super::sending::*;
use super::*;
use crate::domain::facts::{Message, MessagesOf};
use crate::domain::outbox::Stage;
use crate::store::words::{Content, context};

const V1: &str = include_str!("../migrations/V1__journal_outbox_and_what_is_remembered.sql");

/// The tables of V1 from this one on, up to that one.
fn of_v1(from: &str, to: &str) -> &'static str {
    let place = |table: &str| V1.find(&format!("CREATE TABLE {table} ")).unwrap();
    &V1[place(from)..if to.is_empty() { V1.len() } else { place(to) }]
}

const V4: &str = include_str!("../migrations/V4__the_console.sql");

const V5: &str = include_str!("../migrations/V5__fewer_indexes_of_the_journal.sql");

/// As the fifth version had it.
fn back_to_5(connection: &rusqlite::Connection) {
    let tables = "DROP TABLE person; DELETE FROM refinery_schema_history WHERE version = 6;";
    connection.execute_batch(tables).unwrap();
}

/// As the fourth version had it.
fn back_to_4(connection: &rusqlite::Connection) {
    back_to_5(connection);
    let dropped = V5
        .lines()
        .filter_map(|line| line.strip_prefix("DROP INDEX "));
    for name in dropped {
        let begin = format!("CREATE INDEX {} ", name.trim_end_matches(';'));
        let made = V4.lines().find(|line| line.starts_with(&begin)).unwrap();
        connection.execute_batch(made).unwrap();
    }
    let history = "DELETE FROM refinery_schema_history WHERE version = 5;";
    connection.execute_batch(history).unwrap();
}

/// As the third version had it.
fn back_to_3(connection: &rusqlite::Connection) {
    back_to_4(connection);
    for kind in ["INDEX", "TABLE"] {
        let made = V4.lines().filter_map(|line| {
            let line = line
                .strip_prefix("CREATE UNIQUE ")
                .or(line.strip_prefix("CREATE "))?;
            line.strip_prefix(kind)?.split_whitespace().next()
        });
        for name in made {
            connection
                .execute_batch(&format!("DROP {kind} {name};"))
                .unwrap();
        }
    }
    let added = V4.lines().filter_map(|line| {
        let mut words = line.strip_prefix("ALTER TABLE ")?.split_whitespace();
        Some((words.next()?, words.nth(2)?))
    });
    // The later ones are worked out of those before.
    for (table, column) in added.collect::<Vec<_>>().into_iter().rev() {
        let drop = format!("ALTER TABLE {table} DROP COLUMN {column};");
        connection.execute_batch(&drop).unwrap();
    }
    let history = "DELETE FROM refinery_schema_history WHERE version = 4;";
    connection.execute_batch(history).unwrap();
}

/// As the second version had it.
fn back_to_2(connection: &rusqlite::Connection) {
    back_to_3(connection);
    let tables = "DROP TABLE message; DROP TABLE expected; DROP TABLE pin; DROP TABLE placed; DROP TABLE watch;
        DROP TABLE spent; DELETE FROM refinery_schema_history WHERE version = 3;";
    connection.execute_batch(tables).unwrap();
    connection
        .execute_batch(of_v1("recording", "outbox"))
        .unwrap();
}

/// As the first version had it.
fn back_to_1(connection: &rusqlite::Connection) {
    back_to_2(connection);
    let tables = "DROP TABLE outbox; DROP TABLE media; DROP TABLE confirmation; DROP TABLE mark;
        DROP TABLE edit; ALTER TABLE back_line DROP COLUMN who; DELETE FROM refinery_schema_history WHERE version = 2;";
    connection.execute_batch(tables).unwrap();
    connection.execute_batch(of_v1("outbox", "")).unwrap();
}

/// Three recordings as the first two versions kept them.
fn recordings(connection: &rusqlite::Connection) {
    let at = start().timestamp_micros();
    for (recording, mailbox, seconds, state) in [
        ("RE1", "okafor", Some(12), "announced"),
        ("RE2", "", Some(3), "announced"),
        ("RE3", "okafor", None, "absent"),
    ] {
        let row = (
            CallId(5).to_string(),
            recording,
            mailbox,
            seconds,
            state,
            at,
        );
        let sql = "INSERT INTO recording VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)";
        connection.execute(sql, row).unwrap();
    }
}

async fn messages(store: &Store) -> Vec<Message> {
    let wanted = Wanted {
        messages: Some(MessagesOf {
            clinician: okafor(),
            practice: true,
        }),
        ..Wanted::default()
    };
    facts(store, "see the messages/1", wanted).await.messages
}

async fn recordings_are_messages(store: &Store) {
    let due = store.messages_due(start(), 9).await.unwrap();
    let mut fetched: Vec<_> = due
        .iter()
        .map(|row| (row.recording.as_str(), row.seconds, row.call, row.at))
        .collect();
    fetched.sort_unstable();
    let (call, at) = (CallId(5), start());
    assert_eq!(
        fetched,
        [("RE1", Some(12), call, at), ("RE2", Some(3), call, at)]
    );
    let there = store.messages_left_there(start(), 9).await.unwrap();
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].recording, "RE3");
    let mut seen = messages(store).await;
    seen.sort_by_key(|message| message.seconds);
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[0].mailbox, Mailbox::Practice);
    assert_eq!(seen[1].mailbox, Mailbox::Clinician(okafor()));
    assert!(!seen[1].is_here && seen[1].phone.is_none());
    assert!(store.message_kept(seen[1].id, 9, 12).await.unwrap());
    decide(store, later(1), vec![announced("RE1", false)]).await;
    assert_eq!(store.recordings().await.unwrap().len(), 3);
}

#[tokio::test]
async fn what_the_first_version_left_unsent_is_withdrawn_and_its_recordings_are_fetched() {
    let (dir, store) = fresh();
    write(&store, vec![from_patient(rosa(), "new")]).await;
    store.close().await;
    let connection = beside(&dir);
    back_to_1(&connection);
    recordings(&connection);
    for (n, phone) in (1..).zip([rosa(), number("+447700900457")]) {
        let id = format!("{n:032x}");
        let body = Body::Verbatim(format!("old {n}"));
        let content = Content::of(
            &Recipient::Number(phone),
            &body,
            &crate::domain::outbox::Author::Nightbell,
        );
        let plain = serde_json::to_vec(&content).unwrap();
        let mut sealed = Vec::new();
        let bound = context("outbox", &[id.as_bytes()]);
        keys().seal(&bound, &plain, &mut sealed).unwrap();
        let sql = "INSERT INTO outbox VALUES (1, ?1, 'notice', NULL, NULL, ?2, 0, 0, 'waiting', NULL, NULL, 0, ?3)";
        connection
            .execute(sql, (id, front_line().0.wire(), sealed))
            .unwrap();
    }
    drop(connection);

    let store = open(&dir);
    assert_eq!(store.health().down, None);
    assert_eq!(store.waiting().await.unwrap(), 0);
    let rows = store.outbox().await.unwrap();
    let seen: Vec<_> = rows
        .iter()
        .map(|row| (word(&row.body), row.stage))
        .collect();
    assert_eq!(
        seen,
        [("old 1", Stage::Withdrawn), ("old 2", Stage::Withdrawn)]
    );
    write(&store, vec![to_patient(rosa(), "new")]).await;
    assert_eq!(send_all(&store, start()).await, ["new"]);
    recordings_are_messages(&store).await;
}

#[tokio::test]
async fn what_the_second_version_wrote_goes_on_and_its_recordings_are_fetched() {
    let (dir, store) = fresh();
    let known = ask("call/1", Outcome::Ring, vec![used_by(rosa()), count(1)]);
    store.once(known).await.unwrap();
    write(&store, vec![from_patient(rosa(), "waits")]).await;
    store.close().await;
    let connection = beside(&dir);
    back_to_2(&connection);
    recordings(&connection);
    drop(connection);

    let store = open(&dir);
    assert_eq!(store.health().down, None);
    let again = ask("call/1", Outcome::Refuse, vec![]);
    let again = store.once(again).await.unwrap();
    assert_eq!(again.decision().outcome, Outcome::Ring);
    assert_eq!(send_all(&store, start()).await, ["waits"]);
    assert_eq!(facts(&store, "see/1", counts(&[1])).await.counts, [1]);
    recordings_are_messages(&store).await;
    assert!(matches!(
        store.verify_chain(1).await,
        Ok(Chain::Whole { .. })
    ));
}
