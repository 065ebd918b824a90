//! A database that the version before has written.

use super::sending::*;
use super::*;
use crate::domain::outbox::Stage;
use crate::store::words::{Content, context};

const V1: &str = include_str!("../migrations/V1__journal_outbox_and_what_is_remembered.sql");

#[tokio::test]
async fn what_the_version_before_left_unsent_is_withdrawn_and_can_still_be_read() {
    let (dir, store) = fresh();
    write(&store, vec![from_patient(rosa(), "new")]).await;
    store.close().await;
    let connection = beside(&dir);
    let start_of = V1.find("CREATE TABLE outbox").unwrap();
    let tables = "DROP TABLE outbox; DROP TABLE media; DROP TABLE confirmation; DROP TABLE mark;
        DROP TABLE edit; ALTER TABLE back_line DROP COLUMN who; DELETE FROM refinery_schema_history WHERE version = 2;";
    connection.execute_batch(tables).unwrap();
    connection.execute_batch(&V1[start_of..]).unwrap();
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
}
