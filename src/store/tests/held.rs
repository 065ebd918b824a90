//! Texts that wait for their reader, and what makes them due: time, a pause and its end, a phone that confirms.

use super::sending::*;
use super::*;
use crate::domain::event::Target;
use crate::domain::facts::QueuedRows;
use crate::domain::outbox::{Author, Confirmation, Edit, Stage, Wait};
use crate::domain::phone::PhoneId;

fn okafors_phone() -> Target {
    Target {
        clinician: okafor(),
        phone: PhoneId(7),
    }
}

async fn held_words(store: &Store, now: DateTime<Utc>) -> Vec<String> {
    let mut found = Vec::new();
    for id in store.held_due(now, 100).await.unwrap() {
        let rows = store.outbox().await.unwrap();
        let row = rows.into_iter().find(|row| row.id == id.to_string());
        found.push(word(&row.unwrap().body).to_owned());
    }
    found
}

#[tokio::test]
async fn the_oldest_held_text_that_nobody_was_told_of_counts() {
    let (_dir, store) = fresh();
    assert_eq!(store.undigested_since().await, Ok(None));
    write(&store, vec![from_patient(rosa(), "not held")]).await;
    assert_eq!(store.undigested_since().await, Ok(None));
    let one = held(from_patient(rosa(), "one"), later(60));
    decide(&store, later(1), vec![Effect::Send(one)]).await;
    let two = held(from_patient(number("+447700900457"), "two"), later(60));
    decide(&store, later(2), vec![Effect::Send(two)]).await;
    assert_eq!(store.undigested_since().await, Ok(Some(later(1))));
    let ids = vec![id_of(&store, "one").await];
    decide(&store, later(3), vec![Effect::Digested { ids }]).await;
    assert_eq!(store.undigested_since().await, Ok(Some(later(2))));
}

#[tokio::test]
async fn a_clinician_for_whose_phone_texts_wait_is_known_with_the_first_of_them() {
    let (_dir, store) = fresh();
    assert_eq!(store.waiting_for_phones().await, Ok(vec![]));
    let texts = vec![
        from_patient(rosa(), "one"),
        from_patient(number("+447700900457"), "two"),
        to_patient(rosa(), "to nobody's phone"),
    ];
    write(&store, texts).await;
    let waiting = store.waiting_for_phones().await.unwrap();
    assert_eq!(waiting, [(okafor(), start())]);
    let backlog = store.waiting_texts(start()).await.unwrap();
    assert_eq!((backlog.texts, backlog.held), (3, 0));
}

#[tokio::test]
async fn held_texts_are_due_in_the_order_in_which_they_came() {
    let (dir, store) = fresh();
    let texts = vec![
        held(from_patient(rosa(), "one"), later(60)),
        held(from_patient(number("+447700900457"), "two"), later(30)),
        held(from_patient(rosa(), "three"), later(45)),
    ];
    write(&store, texts).await;
    assert_eq!(held_words(&store, later(29)).await, [""; 0]);
    assert_eq!(
        store.next_due(Due::Deciding, start()).await.unwrap(),
        Some(later(30))
    );
    store.close().await;
    let store = open(&dir);
    assert_eq!(held_words(&store, later(60)).await, ["one", "two", "three"]);
    let id = id_of(&store, "one").await;
    let put_off = Effect::HoldUntil {
        id,
        due: later(120),
    };
    decide(&store, later(60), vec![put_off]).await;
    assert_eq!(held_words(&store, later(60)).await, ["two", "three"]);
}

#[tokio::test]
async fn a_lead_goes_just_before_and_the_pieces_of_a_marked_text_just_after() {
    let (_dir, store) = fresh();
    let long = "word ".repeat(320);
    let texts = vec![
        from_patient(rosa(), "before"),
        held(from_patient(rosa(), &long), later(60)),
        from_patient(rosa(), "behind"),
    ];
    write(&store, texts).await;
    let id = id_of(&store, &long).await;
    let go = Effect::Deliver {
        id,
        to: Recipient::Clinician(hart()),
        from: front_line(),
        mark: Some("3 Rosa Diaz: ".to_owned()),
        lead: Some(Body::Words(vec![], Language::ENGLISH)),
    };
    decide(&store, later(1), vec![go.clone()]).await;
    decide(&store, later(1), vec![go]).await;
    let sent = send_all(&store, later(1)).await;
    assert_eq!(sent.len(), 5, "{sent:?}");
    assert_eq!((sent[0].as_str(), sent[1].as_str()), ("before", "(ours)"));
    let bare = sent[2..4]
        .iter()
        .map(|piece| piece.strip_prefix("3 Rosa Diaz: ").unwrap());
    assert_eq!(bare.collect::<String>(), long);
    assert_eq!(sent[4], "behind");
    let rows = store.outbox().await.unwrap();
    let to_hart = rows
        .iter()
        .filter(|row| row.to == Recipient::Clinician(hart()));
    assert!(to_hart.clone().all(|row| row.from == front_line()));
    assert_eq!(to_hart.count(), 3);
    let lead = rows.iter().find(|row| word(&row.body) == "(ours)").unwrap();
    assert_eq!(
        (lead.kind, &lead.author),
        (OutgoingKind::Notice, &Author::Nightbell)
    );
}

#[tokio::test]
async fn a_pause_and_its_end_and_a_confirmed_phone_make_held_texts_due_in_the_same_commit() {
    let pause = |until| Effect::Pause {
        clinician: okafor(),
        until,
    };
    let confirm = Effect::ConfirmPhone {
        phone: okafors_phone(),
    };
    for effect in [pause(Some(later(90))), pause(None), confirm] {
        let (_dir, store) = fresh();
        let to_hart = Outgoing {
            to: Recipient::Clinician(hart()),
            author: Author::Patient {
                phone: rosa(),
                clinician: hart(),
            },
            ..held(from_patient(rosa(), "hart's"), later(60))
        };
        let covered = Outgoing {
            to: Recipient::Clinician(hart()),
            ..held(from_patient(number("+447700900457"), "covered"), later(60))
        };
        let own = held(from_patient(rosa(), "own"), later(60));
        write(&store, vec![to_hart, covered, own]).await;
        decide(&store, later(5), vec![effect]).await;
        assert_eq!(held_words(&store, later(4)).await, [""; 0]);
        assert_eq!(held_words(&store, later(5)).await, ["covered", "own"]);
        store.look_again(None, later(6)).await.unwrap();
        assert_eq!(
            held_words(&store, later(6)).await,
            ["hart's", "covered", "own"]
        );
    }
}

#[tokio::test]
async fn a_phone_that_has_confirmed_stays_confirmed_over_a_restart() {
    let (dir, store) = fresh();
    let ask = Effect::AskPhone {
        phone: okafors_phone(),
    };
    let confirm = Effect::ConfirmPhone {
        phone: okafors_phone(),
    };
    decide(&store, start(), vec![ask.clone()]).await;
    let known = store.confirmations();
    assert!(known.was_asked(&okafors_phone()) && !known.is_confirmed(&okafors_phone()));
    decide(&store, later(1), vec![confirm.clone()]).await;
    decide(&store, later(2), vec![confirm, ask]).await;
    drop(store);
    let store = open(&dir);
    let known = store.confirmations().0.get(&okafors_phone()).copied();
    assert_eq!(known, Some(Confirmation::Confirmed(later(1))));
    let seen = facts(&store, "see/1", Wanted::default())
        .await
        .confirmations;
    assert_eq!(seen, store.confirmations());
}

#[tokio::test]
async fn decisions_see_the_rows_they_ask_for() {
    let (_dir, store) = fresh();
    let question = |words, code, line| Outgoing {
        wait: Wait::Answer { code },
        due: later(15),
        author: Author::Clinician {
            clinician: okafor(),
            line,
        },
        ..to_patient(rosa(), words)
    };
    let texts = vec![
        question("first", 17, back_line()),
        question("other line", 18, front_line()),
        question("second", 19, back_line()),
        held(from_patient(rosa(), "held"), later(60)),
    ];
    write(&store, texts).await;
    let look = |queued| Wanted {
        queued: Some(queued),
        ..Wanted::default()
    };
    let asked = QueuedRows::Asked {
        clinician: okafor(),
        line: back_line(),
    };
    let rows = facts(&store, "see/1", look(asked)).await.queued;
    let codes: Vec<_> = rows.iter().map(|row| (word(&row.body), row.code)).collect();
    assert_eq!(codes, [("first", Some(17)), ("second", Some(19))]);

    let rows = facts(&store, "see/2", look(QueuedRows::Undigested))
        .await
        .queued;
    assert_eq!(rows.len(), 1);
    let author = Author::Patient {
        phone: rosa(),
        clinician: okafor(),
    };
    assert_eq!((rows[0].stage, &rows[0].author), (Stage::Held, &author));
    let ids = vec![rows[0].id];
    decide(&store, start(), vec![Effect::Digested { ids: ids.clone() }]).await;
    let rows = facts(&store, "see/3", look(QueuedRows::Undigested))
        .await
        .queued;
    assert_eq!(rows, []);
    let rows = facts(&store, "see/4", look(QueuedRows::One(ids[0])))
        .await
        .queued;
    assert!(rows[0].digested);
    let note = store
        .journal(1)
        .await
        .unwrap()
        .pop()
        .unwrap()
        .facts
        .unwrap();
    assert_eq!(note, format!("{{\"queued\":[[\"{}\",\"held\"]]}}", ids[0]));
}

#[tokio::test]
async fn marks_are_remembered_per_clinician_with_their_last_use() {
    let (dir, store) = fresh();
    let take = |mark, phone| Effect::UseMark {
        clinician: okafor(),
        mark,
        phone,
        who: vec![Subject(7)],
    };
    let wanted = || Wanted {
        marks_of: vec![okafor(), hart()],
        ..Wanted::default()
    };
    decide(&store, start(), vec![take(1, rosa())]).await;
    let seen = facts(&store, "see/1", wanted()).await.marks;
    let seen = seen.of(&okafor());
    assert_eq!((seen.len(), seen[0].mark, seen[0].phone), (1, 1, rosa()));
    decide(&store, later(3), vec![take(1, rosa())]).await;
    decide(
        &store,
        later(2),
        vec![take(1, rosa()), take(2, number("+447700900457"))],
    )
    .await;
    let seen = facts(&store, "see/2", wanted()).await.marks;
    let seen = seen.of(&okafor());
    assert_eq!((seen.len(), seen[0].last_used), (2, later(3)));
    drop(store);
    assert_eq!(
        facts(&open(&dir), "see/3", wanted())
            .await
            .marks
            .of(&okafor()),
        seen
    );
}

#[tokio::test]
async fn an_edit_waits_until_it_is_done() {
    let (dir, store) = fresh();
    let edit = Edit::Add {
        phone: rosa(),
        name: "Rosa Diaz".to_owned(),
        until: None,
    };
    let wanted = Effect::Edit {
        clinician: okafor(),
        line: front_line(),
        edit: edit.clone(),
    };
    decide(&store, later(1), vec![wanted]).await;
    drop(store);
    let store = open(&dir);
    let rows = store.edits().await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((&rows[0].edit, rows[0].at), (&edit, later(1)));
    assert_eq!(
        (&rows[0].clinician, rows[0].line),
        (&okafor(), front_line())
    );
    let done = Effect::Advance {
        id: rows[0].id,
        stage: Stage::Accepted,
    };
    decide(&store, later(2), vec![done]).await;
    assert_eq!(store.edits().await.unwrap(), []);
}

#[tokio::test]
async fn the_journal_keeps_the_mark_that_a_text_used_and_not_the_clinicians_hundred_others() {
    let (_dir, store) = fresh();
    let phone = |n: u32| number(&format!("+4477009{n:05}"));
    let take = |mark| Effect::UseMark {
        clinician: okafor(),
        mark,
        phone: phone(mark),
        who: vec![Subject(7)],
    };
    decide(&store, start(), (1..=100).map(take).collect()).await;
    let wanted = Wanted {
        marks_of: vec![okafor()],
        ..Wanted::default()
    };
    for (key, mark) in [("known/1", 7), ("new/1", 101)] {
        let ask = Ask {
            wanted: wanted.clone(),
            ..ask(key, Outcome::Relay, vec![take(mark)])
        };
        store.once(ask).await.unwrap();
        let rows = store.journal(9).await.unwrap();
        let row = rows.into_iter().find(|row| row.key == key).unwrap();
        let kept = row.facts.unwrap();
        assert_eq!(kept.matches("],[").count(), 0, "{kept}");
        assert!(kept.contains("marks"), "{kept}");
    }
}
