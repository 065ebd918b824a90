//! The journal: what a row says, that nothing personal stands in the open, and that the chain finds what was altered.

use super::*;
use crate::domain::names::PatientId;

async fn three_rows() -> (TempDir, Store) {
    let (dir, store) = fresh();
    for n in 1..=3 {
        let key = step(CallId(1), n);
        store
            .once(ask(&key, Outcome::Ring, vec![used_by(rosa())]))
            .await
            .unwrap();
    }
    (dir, store)
}

fn by_hand(dir: &TempDir, sql: &str) {
    let connection = rusqlite::Connection::open(dir.path().join("nightbell.db")).unwrap();
    connection.execute_batch(sql).unwrap();
}

async fn chain_after(sql: &str) -> Chain {
    let (dir, store) = three_rows().await;
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 3 }));
    by_hand(&dir, sql);
    store.verify_chain(1).await.unwrap()
}

fn broken_at(seq: i64, chain: &Chain) -> bool {
    matches!(chain, Chain::Broken { seq: found, .. } if *found == seq)
}

#[tokio::test]
async fn a_row_says_what_happened_and_why() {
    let (_dir, store) = fresh();
    let row = Ask {
        kind: Kind::Text,
        wanted: wanting_okafors_lines(),
        ..ask("twilio/SM1", Outcome::Relay, vec![used_by(rosa())])
    };
    store.once(row).await.unwrap();
    let rows = store.journal(5).await.unwrap();
    let row = &rows[0];
    assert_eq!((row.seq, row.at, row.kind.as_str()), (1, start(), "text"));
    assert_eq!(
        (row.key.as_str(), row.outcome.as_str()),
        ("twilio/SM1", "relay")
    );
    assert_eq!(
        (&row.clinician, row.version),
        (&Some(okafor()), Version(0xabc))
    );
    assert_eq!(row.decision, decided(Outcome::Relay, vec![]));
    assert!(row.personal.as_ref().unwrap().contains("my knee hurts"));
    assert_eq!(row.facts.as_deref(), Some("{}"));
}

#[tokio::test]
async fn a_row_keeps_the_facts_it_was_decided_on() {
    let (_dir, store) = fresh();
    store
        .once(ask("a/1", Outcome::Ring, vec![used_by(rosa()), count(1)]))
        .await
        .unwrap();
    let wanted = Wanted {
        back_lines_of: vec![okafor()],
        ..counts(&[1])
    };
    facts(&store, "a/2", wanted).await;
    let row = store.journal(1).await.unwrap().pop().unwrap();
    let (at, phone) = (start().timestamp_micros(), keys().ids().phone(rosa()));
    let kept = format!(r#"{{"counts":[1],"back_lines":[[447700900201,"{phone}",{at},null]]}}"#);
    assert_eq!(row.facts, Some(kept));
}

#[tokio::test]
async fn an_assignment_that_is_used_again_is_recorded_without_the_other_patients() {
    let (_dir, store) = fresh();
    let others = vec![used_by(rosa()), used_by(number("+447700900457"))];
    store.once(ask("a/1", Outcome::Ring, others)).await.unwrap();
    let again = Ask {
        wanted: wanting_okafors_lines(),
        ..ask("a/2", Outcome::Ring, vec![used_by(rosa())])
    };
    store.once(again).await.unwrap();
    let facts = store
        .journal(1)
        .await
        .unwrap()
        .pop()
        .unwrap()
        .facts
        .unwrap();
    assert!(
        facts.contains(&keys().ids().phone(rosa()).to_string()),
        "{facts}"
    );
    assert_eq!(facts.matches("[447700900201").count(), 1, "{facts}");
}

#[tokio::test]
async fn only_the_newest_rows_are_given_when_so_many_are_asked() {
    let (_dir, store) = three_rows().await;
    let rows = store.journal(2).await.unwrap();
    assert_eq!(rows.iter().map(|r| r.seq).collect::<Vec<_>>(), [2, 3]);
}

/// One of everything that holds a patient's number or words, or the provider's address of a picture.
fn of_rosa() -> Vec<Effect> {
    use super::sending::{from_patient, held, to_patient};
    use crate::domain::outbox::{Attachment, Edit, Wait};
    let with_picture = Outgoing {
        attachments: vec![Attachment {
            address: "https://provider.example/opaque".to_owned(),
            claimed: "image/jpeg".to_owned(),
        }],
        ..from_patient(rosa(), "my knee hurts")
    };
    let asked = Outgoing {
        wait: Wait::Answer { code: 42 },
        ..to_patient(rosa(), "rest the knee")
    };
    let notice = Outgoing {
        author: crate::domain::outbox::Author::Nightbell,
        ..to_patient(rosa(), "knee")
    };
    let add = Edit::Add {
        phone: rosa(),
        name: "Rosa Knee".to_owned(),
        until: None,
    };
    let remove = Edit::Remove {
        name: "Rosa Knee".to_owned(),
        phones: vec![rosa().wire()],
    };
    let edit = |edit| Effect::Edit {
        clinician: okafor(),
        line: back_line(),
        edit,
    };
    let mark = Effect::UseMark {
        clinician: okafor(),
        mark: 3,
        phone: rosa(),
        who: vec![Subject(7)],
    };
    let held = held(from_patient(rosa(), "the other knee"), later(9));
    let urgent = Outgoing {
        kind: OutgoingKind::Urgent,
        ..from_patient(rosa(), "my other knee")
    };
    let expected = Effect::ExpectMessage {
        call: CallId(5),
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![PatientId(3)],
        phone: Some(rosa()),
        ask_at: later(2),
    };
    let message = super::announced("RE1", false);
    let later_call = Effect::ExpectMessage {
        call: CallId(6),
        mailbox: Mailbox::Practice,
        patients: vec![PatientId(3)],
        phone: Some(rosa()),
        ask_at: later(2),
    };
    let texts = [with_picture, asked, notice, held, urgent].map(Effect::Send);
    let others = [
        used_by(rosa()),
        mark,
        edit(add),
        edit(remove),
        expected,
        message,
        later_call,
    ];
    texts.into_iter().chain(others).collect()
}

#[tokio::test]
async fn no_number_and_no_word_of_a_patient_stands_in_the_files() {
    let (dir, store) = fresh();
    let wanted = Wanted {
        marks_of: vec![okafor()],
        messages: Some(crate::domain::facts::MessagesOf {
            clinician: okafor(),
            practice: true,
        }),
        queued: Some(crate::domain::facts::QueuedRows::Undigested),
        ..wanting_okafors_lines()
    };
    for n in 0..3 {
        let ask = Ask {
            wanted: wanted.clone(),
            ..ask(&format!("{n}/1"), Outcome::Relay, of_rosa())
        };
        store.once(ask).await.unwrap();
    }
    for id in store.held_due(later(9), 9).await.unwrap() {
        let go = Effect::Deliver {
            id,
            to: Recipient::Clinician(okafor()),
            from: back_line(),
            mark: Some("3 Rosa Knee: ".to_owned()),
            lead: Some(Body::Verbatim("knee".to_owned())),
        };
        super::sending::decide(&store, later(9), vec![go]).await;
    }
    let row = super::sending::claim(&store, later(9)).await.remove(0);
    store.accepted(row.id, "SM1", later(9)).await.unwrap();
    let look = |dir: &TempDir| {
        for entry in std::fs::read_dir(dir.path()).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            for secret in ["7700900456", "knee", "Knee", "Rosa", "provider.example"] {
                let found = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
                assert!(!found, "{secret} in {}", path.display());
            }
            let digits = rosa().digits();
            for packed in [digits.to_le_bytes(), digits.to_be_bytes()] {
                assert!(
                    !bytes.windows(6).any(|w| w == &packed[1..7]),
                    "{}",
                    path.display()
                );
            }
        }
    };
    look(&dir);
    store.close().await;
    look(&dir);
}

#[tokio::test]
async fn the_chain_names_a_row_that_was_altered() {
    let altered = [
        "UPDATE journal SET outcome = 'refuse' WHERE seq = 2",
        "UPDATE journal SET decision = decision || ' ' WHERE seq = 2",
        "UPDATE journal SET at = at + 1 WHERE seq = 2",
        "UPDATE journal SET clinician = NULL WHERE seq = 2",
        "UPDATE journal SET key = 'x' WHERE seq = 2",
        "UPDATE journal SET digest = hash WHERE seq = 2",
        "UPDATE journal SET sealed = (SELECT sealed FROM journal WHERE seq = 1) WHERE seq = 2",
        "UPDATE journal SET digest = 'text' WHERE seq = 2",
    ];
    for sql in altered {
        assert!(broken_at(2, &chain_after(sql).await), "{sql}");
    }
}

#[tokio::test]
async fn the_chain_names_a_row_that_was_removed_at_the_end_too() {
    for seq in 1..=3 {
        let chain = chain_after(&format!("DELETE FROM journal WHERE seq = {seq}")).await;
        assert!(broken_at(seq, &chain), "{seq}: {chain:?}");
    }
}

#[tokio::test]
async fn rows_cut_off_at_the_end_stay_missing_after_a_restart() {
    let (dir, store) = three_rows().await;
    store.close().await;
    by_hand(&dir, "DELETE FROM journal WHERE seq = 3");
    let store = open(&dir);
    store
        .once(ask("later/1", Outcome::Ring, vec![]))
        .await
        .unwrap();
    assert!(broken_at(3, &store.verify_chain(1).await.unwrap()));
}

#[tokio::test]
async fn the_chain_holds_when_the_content_of_a_row_is_erased() {
    let (dir, store) = three_rows().await;
    by_hand(&dir, "UPDATE journal SET sealed = NULL WHERE seq = 2");
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 3 }));
    assert_eq!(store.verify_chain(3).await, Ok(Chain::Whole { rows: 1 }));
    assert_eq!(store.journal(2).await.unwrap()[0].personal, None);
}

#[tokio::test]
async fn the_chain_goes_on_over_a_restart() {
    let (dir, store) = three_rows().await;
    store.close().await;
    let store = open(&dir);
    store
        .once(ask("later/1", Outcome::Ring, vec![]))
        .await
        .unwrap();
    assert_eq!(store.verify_chain(1).await, Ok(Chain::Whole { rows: 4 }));
    assert_eq!(store.health().journal, 4);
}
