//! What a claim costs: an index serves it, and neither rows that are over nor a long backlog cost it anything.

use rusqlite::{Connection, StatementStatus};

use super::sending::*;
use super::*;
use crate::store::claims::{NEXT, READY};

fn plan(connection: &Connection, sql: &str) -> String {
    let mut statement = connection
        .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
        .unwrap();
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        found.push(row.get::<_, String>(3).unwrap());
    }
    found.join("; ")
}

#[tokio::test]
async fn an_index_serves_the_claim_without_sorting() {
    let (dir, store) = fresh();
    drop(store);
    let connection = beside(&dir);
    let found = "SEARCH outbox USING INDEX outbox_ready (practice=? AND urgent=? AND";
    let next = plan(&connection, NEXT);
    assert_eq!(next, format!("{found} (from_line,gate)>(?,?))"));
    let ready = plan(&connection, READY);
    assert_eq!(ready, format!("{found} from_line=? AND gate=? AND due<?)"));
}

/// Steps of SQLite's machine for what a claim asks.
fn steps(dir: &TempDir) -> i32 {
    let connection = beside(dir);
    let now = start().timestamp_micros();
    let mut next = connection.prepare(NEXT).unwrap();
    let _found = next.query_row((1, false, "", ""), |_| Ok(()));
    let mut ready = connection.prepare(READY).unwrap();
    let asked = (1, false, back_line().0.wire(), "okafor", now, 10);
    let mut rows = ready.query(asked).unwrap();
    while rows.next().unwrap().is_some() {}
    drop(rows);
    next.get_status(StatementStatus::VmStep) + ready.get_status(StatementStatus::VmStep)
}

/// Copies a row so many times, with this in place of some columns.
fn multiply(dir: &TempDir, times: u32, columns: &str) {
    let sql = format!(
        "WITH RECURSIVE k(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM k WHERE k < {times})
         INSERT INTO outbox (practice, id, kind, from_line, gate, due, pending, clinician, created_at,
           attempts, attachments, digested, sealed, urgent, part, seq, lane, stage, turn)
         SELECT practice, printf('%032x', k), kind, from_line, gate, due, pending, clinician, created_at,
           attempts, attachments, digested, sealed, urgent, part, 1000 + k, {columns}
         FROM k, (SELECT * FROM outbox LIMIT 1)"
    );
    beside(dir).execute(&sql, []).unwrap();
}

#[tokio::test]
async fn a_claim_costs_the_same_beside_a_hundred_thousand_rows_that_are_over_or_wait_their_turn() {
    let (dir, store) = fresh();
    write(
        &store,
        vec![from_patient(rosa(), "one"), from_patient(rosa(), "two")],
    )
    .await;
    store.close().await;
    let alone = steps(&dir);
    assert!(alone > 0);
    multiply(&dir, 100_000, "k, 'delivered', 0");
    assert_eq!(steps(&dir), alone);
    beside(&dir)
        .execute_batch("DELETE FROM outbox WHERE stage = 'delivered'")
        .unwrap();
    multiply(&dir, 100_000, "lane, 'waiting', 0");
    assert_eq!(steps(&dir), alone);
    let store = open(&dir);
    assert_eq!(words(&claim(&store, start()).await), ["one"]);
}

#[tokio::test]
async fn a_blocked_line_costs_a_claim_one_step_however_long_its_backlog_is() {
    let (dir, store) = fresh();
    write(
        &store,
        vec![to_patient(rosa(), "paced"), from_patient(rosa(), "free")],
    )
    .await;
    store.close().await;
    multiply(&dir, 100_000, "k, 'waiting', 1");
    let store = open(&dir);
    let blocked = Claim {
        not_from: vec![front_line()],
        ..due_by(start())
    };
    let before = store.errand("look", crate::store::errand::Unawaited::Drop, |desk| {
        Ok(desk.connection.total_changes())
    });
    let before = before.await.unwrap();
    assert_eq!(words(&store.claim(blocked).await.unwrap()), ["free"]);
    let after = store.errand("look", crate::store::errand::Unawaited::Drop, |desk| {
        Ok(desk.connection.total_changes())
    });
    assert_eq!(after.await.unwrap() - before, 1);
}
