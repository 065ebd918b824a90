//! One patient goes, with everything that was said and left; everybody else stays, and so does the chain.

mod lived;

use std::collections::BTreeSet;

use super::*;
use crate::domain::outbox::Author;
use lived::*;

#[tokio::test]
async fn everything_of_a_patient_goes_and_everything_of_another_stays() {
    let (dir, store) = fresh();
    let (rosa, marie) = (rosa_diaz(), marie());
    lives(&store, &rosa).await;
    let of_rosa = sealed(dir.path());
    lives(&store, &marie).await;
    let before = sealed(dir.path());
    assert!(of_rosa.len() >= 14, "{}", of_rosa.len());
    let counts = store.erase_patient(rosa.whom(), later(9)).await.unwrap();
    assert_eq!(
        counts,
        Counts {
            journal: 5,
            texts: 2,
            attachments: 1,
            messages: 1,
            back_lines: 1,
            marks: 1,
            waiting: 3,
        }
    );
    let after = sealed(dir.path());
    let stay: BTreeSet<_> = before.difference(&of_rosa).collect();
    assert!(
        stay.iter().all(|content| after.contains(*content)),
        "Marie's is untouched"
    );
    // But for what Rosa's places are sealed with now.
    assert_eq!(after.len(), stay.len() + 2);
    for content in &of_rosa {
        // The same decision may stand sealed in no two rows, and nowhere in what was deleted.
        let part = &content[content.len() / 2..];
        assert!(
            !stands_in(dir.path(), part),
            "encrypted remains of {} bytes",
            content.len()
        );
    }
    for content in stay {
        assert!(stands_in(dir.path(), content) || content.len() > 2000);
    }
    assert!(matches!(
        store.verify_chain(0).await.unwrap(),
        Chain::Whole { .. }
    ));
    let mut left = rows_with_content(&store).await;
    left.retain(|key| !key.starts_with("messages-"));
    assert_eq!(left.len(), 5, "{left:?}");
    assert_eq!(store.outbox().await.unwrap().len(), 2);
    assert_eq!(messages(&store).await, 1);
}

#[tokio::test]
async fn an_event_that_comes_again_brings_nothing_back() {
    let (dir, store) = fresh();
    lives(&store, &rosa_diaz()).await;
    store
        .erase_patient(rosa_diaz().whom(), later(9))
        .await
        .unwrap();
    let (rows, before) = (store.journal(100).await.unwrap().len(), sealed(dir.path()));
    // All of it once more, as the provider would deliver it.
    let rosa = rosa_diaz();
    let event = rosa.event(
        "text",
        &rosa.a_patients_text(),
        r#","body":"my knee hurts""#,
    );
    let author = Author::Patient {
        phone: rosa.phone,
        clinician: okafor(),
    };
    let text = rosa.text(Recipient::Clinician(okafor()), author, 1);
    let again = happens(&store, "text/SM1".to_owned(), later(10), event, vec![text]).await;
    assert!(matches!(again, Answered::Again(_)));
    message_again(&store, &rosa).await;
    assert_eq!(store.journal(100).await.unwrap().len(), rows);
    assert_eq!(sealed(dir.path()), before);
    assert_eq!(messages(&store).await, 0);
}

async fn message_again(store: &Store, one: &Patient) {
    let unknown = store
        .knows_recordings(vec![format!("RE{}", one.n)])
        .await
        .unwrap();
    assert_eq!(
        unknown,
        Vec::<String>::new(),
        "it is known until the provider has deleted it"
    );
    let recording = Effect::Recording {
        call: one.call,
        recording: format!("RE{}", one.n),
        mailbox: Mailbox::Clinician(okafor()),
        patients: vec![one.id()],
        seconds: Some(20),
        absent: false,
        told: None,
    };
    let again = happens(
        store,
        step(one.call, 2),
        later(10),
        String::new(),
        vec![recording],
    )
    .await;
    assert!(matches!(again, Answered::Again(_)));
    let there = store.messages_left_there(later(10), 10).await.unwrap();
    assert_eq!(there.len(), 1, "its recording is to be deleted there");
    store.message_gone_there(there[0].id).await.unwrap();
}

#[tokio::test]
async fn a_line_of_an_erased_patient_rests_and_a_mark_is_not_given_again() {
    let (_dir, store) = fresh();
    lives(&store, &rosa_diaz()).await;
    lives(&store, &marie()).await;
    store
        .erase_patient(rosa_diaz().whom(), later(9))
        .await
        .unwrap();
    let wanted = Wanted {
        marks_of: vec![okafor()],
        ..wanting_okafors_lines()
    };
    let facts = facts(&store, "look/1", wanted).await;
    let mut lines = facts.back_lines.iter();
    let rosas = lines.find(|known| known.line == rosa_diaz().line).unwrap();
    assert_eq!(rosas.resting_since, Some(later(9)));
    assert_ne!(rosas.phone, rosa());
    let mut lines = facts.back_lines.iter();
    let maries = lines.find(|known| known.line == marie().line).unwrap();
    assert_eq!((maries.phone, maries.resting_since), (marie().phone, None));
    let mut marks: Vec<u32> = facts.marks.iter().map(|mark| mark.mark).collect();
    marks.sort_unstable();
    assert_eq!(marks, [3, 4]);
    assert!(facts.marks.iter().all(|mark| mark.phone != rosa()));
}

#[tokio::test]
async fn what_is_kept_in_memory_of_a_patient_goes_too() {
    let (_dir, store) = fresh();
    lives(&store, &rosa_diaz()).await;
    let wanted = || Wanted {
        marks_of: vec![okafor()],
        ..wanting_okafors_lines()
    };
    let before = facts(&store, "look/1", wanted()).await;
    assert!(before.back_lines.iter().any(|known| known.phone == rosa()));
    let whom = rosa_diaz().whom();
    store.erase_patient(whom, later(9)).await.unwrap();
    let after = facts(&store, "look/2", wanted()).await;
    assert!(after.back_lines.iter().all(|known| known.phone != rosa()));
    assert!(after.marks.iter().all(|mark| mark.phone != rosa()));
}

#[tokio::test]
async fn a_reply_whose_text_was_deleted_long_ago_is_known_by_its_line() {
    let (_dir, store) = fresh();
    let rosa = rosa_diaz();
    let back = Effect::UseBackLine {
        clinician: okafor(),
        line: rosa.line,
        phone: rosa.phone,
        who: Vec::new(),
    };
    let event = rosa.event("text", &rosa.a_patients_text(), "");
    happens(&store, "text/SM1".to_owned(), start(), event, vec![back]).await;
    let said = |line: Line| {
        let more = format!(r#","to":"{}","body":"come at four""#, line.wire());
        rosa.event("reply", r#"{"clinician":"okafor"}"#, &more)
    };
    for (key, line) in [("text/SM2", rosa.line), ("text/SM3", marie().line)] {
        happens(&store, key.to_owned(), later(2), said(line), Vec::new()).await;
    }
    let counts = store.erase_patient(rosa.whom(), later(9)).await.unwrap();
    assert_eq!(counts.journal, 2);
    assert_eq!(rows_with_content(&store).await, ["text/SM3"]);
}

#[tokio::test]
async fn a_reply_under_a_mark_is_known_by_the_text_that_it_became() {
    let (_dir, store) = fresh();
    let front = Line(number("+447700900101"));
    for (n, one) in [(1, rosa_diaz()), (2, marie())] {
        let author = Author::Clinician {
            clinician: okafor(),
            line: front,
        };
        let text = one.text(Recipient::Number(one.phone), author, 0);
        let more = format!(
            r#","to":"{}","body":"{}: come at four""#,
            front.wire(),
            one.mark
        );
        let event = one.event("reply", r#"{"clinician":"okafor"}"#, &more);
        let key = format!("text/SM{n}");
        happens(&store, key, later(n), event, vec![text]).await;
    }
    let whom = rosa_diaz().whom();
    let counts = store.erase_patient(whom, later(9)).await.unwrap();
    assert_eq!((counts.journal, counts.texts), (1, 1));
    assert_eq!(rows_with_content(&store).await, ["text/SM2"]);
}

#[tokio::test]
async fn what_waited_behind_an_erased_text_goes_on() {
    let (_dir, store) = fresh();
    // To one phone of the clinician's, from one line: the patients' texts do not wait for each other, Nightbell's words do.
    let words = |key: &str, whose: &Patient| {
        let phrase = crate::domain::phrase::Phrase::Caller {
            patients: vec![whose.id()],
        };
        let body = Body::Words(vec![phrase], Language::ENGLISH);
        let to = Recipient::Clinician(okafor());
        let send = Outgoing::words(OutgoingKind::Notice, to, back_line(), body, start());
        ask(key, Outcome::Noted, vec![Effect::Send(send)])
    };
    store.once(words("a/1", &rosa_diaz())).await.unwrap();
    store.once(words("a/2", &marie())).await.unwrap();
    let counts = store
        .erase_patient(rosa_diaz().whom(), later(9))
        .await
        .unwrap();
    assert_eq!(counts.texts, 1);
    let claim = Claim {
        now: later(10),
        most: 10,
        per_line: 10,
        not_from: Vec::new(),
        not_to: Vec::new(),
    };
    assert_eq!(store.claim(claim).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_said_over_a_phone_that_others_have_too_stays() {
    let (dir, store) = fresh();
    lives(&store, &rosa_diaz()).await;
    let before = sealed(dir.path());
    let whom = Whom {
        phones: Vec::new(),
        shared: vec![rosa()],
        ..rosa_diaz().whom()
    };
    let counts = store.erase_patient(whom, later(9)).await.unwrap();
    assert_eq!(
        counts,
        Counts {
            journal: 1,
            waiting: 1,
            ..Counts::default()
        }
    );
    // The command that names her, and the change that it asks for: that would bring her back.
    assert_eq!(before.len(), sealed(dir.path()).len() + 2);
    assert_eq!(messages(&store).await, 1);
}

#[tokio::test]
async fn erasing_somebody_whom_nobody_knows_changes_nothing() {
    let (dir, store) = fresh();
    lives(&store, &rosa_diaz()).await;
    let before = sealed(dir.path());
    let counts = store.erase_patient(marie().whom(), later(9)).await.unwrap();
    assert_eq!(counts, Counts::default());
    assert_eq!(sealed(dir.path()), before);
}
