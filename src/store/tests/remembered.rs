//! What decisions find remembered: counts, back lines, pauses, a call's history; and what is to be sent.

use super::*;

async fn effects(store: &Store, key: &str, at: DateTime<Utc>, effects: Vec<Effect>) {
    let ask = Ask {
        at,
        ..ask(key, Outcome::Noted, effects)
    };
    store.once(ask).await.unwrap();
}

async fn lines(store: &Store, key: &str) -> Vec<crate::domain::facts::BackLine> {
    let seen = facts(store, key, wanting_okafors_lines()).await.back_lines;
    let mut stored = store.back_lines_of(&okafor()).await.unwrap();
    stored.sort_by_key(|b| b.phone);
    let mut sorted = seen.clone();
    sorted.sort_by_key(|b| b.phone);
    assert_eq!(sorted, stored, "what is kept in memory is what is stored");
    seen
}

#[tokio::test]
async fn counts_are_of_a_subject_and_a_day_and_come_in_the_order_asked() {
    let (_dir, store) = fresh();
    effects(&store, "a/1", start(), vec![count(1), count(2), count(2)]).await;
    assert_eq!(
        facts(&store, "b/1", counts(&[2, 1, 3])).await.counts,
        [2, 1, 0]
    );
    let tomorrow = Wanted {
        day: day().succ_opt(),
        ..counts(&[1])
    };
    assert_eq!(facts(&store, "b/2", tomorrow).await.counts, [0]);
    effects(&store, "a/2", start(), vec![count(2)]).await;
    assert_eq!(facts(&store, "b/3", counts(&[2])).await.counts, [3]);
}

#[tokio::test]
async fn a_back_line_is_taken_used_again_rested_and_freed() {
    let (_dir, store) = fresh();
    assert!(lines(&store, "see/0").await.is_empty());
    effects(&store, "a/1", start(), vec![used_by(rosa())]).await;
    effects(&store, "a/2", later(5), vec![used_by(rosa())]).await;
    effects(&store, "a/3", later(3), vec![used_by(rosa())]).await;
    let taken = lines(&store, "see/1").await;
    assert_eq!(taken.len(), 1);
    assert_eq!((taken[0].line, taken[0].phone), (back_line(), rosa()));
    assert_eq!(
        (taken[0].last_used, taken[0].resting_since),
        (later(5), None)
    );

    let (clinician, line) = (okafor(), back_line());
    let rest = |since| Effect::RestBackLine {
        clinician: clinician.clone(),
        line,
        since,
    };
    effects(
        &store,
        "a/4",
        later(6),
        vec![rest(later(6)), rest(later(9))],
    )
    .await;
    assert_eq!(
        lines(&store, "see/2").await[0].resting_since,
        Some(later(6))
    );

    effects(&store, "a/5", later(7), vec![used_by(rosa())]).await;
    assert_eq!(lines(&store, "see/3").await[0].resting_since, None);

    let free = Effect::FreeBackLine {
        clinician: okafor(),
        line,
    };
    effects(&store, "a/6", later(8), vec![free]).await;
    assert!(lines(&store, "see/4").await.is_empty());
}

#[tokio::test]
async fn a_household_shares_a_back_line() {
    let (_dir, store) = fresh();
    let two = vec![used_by(rosa()), used_by(number("+447700900457"))];
    effects(&store, "a/1", start(), two).await;
    assert_eq!(lines(&store, "see/1").await.len(), 2);
}

#[tokio::test]
async fn a_step_sees_the_earlier_decisions_of_its_own_call_in_order() {
    let (_dir, store) = fresh();
    let (call, other) = (CallId(0xa), CallId(0xb));
    let outcomes = [
        (call, 2, Outcome::Ring),
        (other, 1, Outcome::Refuse),
        (call, 1, Outcome::Menu),
    ];
    for (call, n, outcome) in outcomes {
        store
            .once(ask(&step(call, n), outcome, vec![]))
            .await
            .unwrap();
    }
    let wanted = Wanted {
        history_of: Some(call),
        ..Wanted::default()
    };
    let history = facts(&store, &step(call, 3), wanted).await.history;
    let outcomes: Vec<_> = history.iter().map(|d| d.outcome).collect();
    assert_eq!(outcomes, [Outcome::Ring, Outcome::Menu]);
}

#[tokio::test]
async fn a_pause_is_known_at_once_and_after_a_restart_and_ends_when_resumed() {
    let (dir, store) = fresh();
    let pause = |until| Effect::Pause {
        clinician: okafor(),
        until,
    };
    effects(&store, "a/1", start(), vec![pause(Some(later(60)))]).await;
    assert_eq!(store.pauses().until(&okafor(), start()), Some(later(60)));
    let seen = facts(&store, "see/1", Wanted::default()).await.pauses;
    assert_eq!(seen, store.pauses());
    drop(store);

    let store = open(&dir);
    assert_eq!(store.pauses().until(&okafor(), start()), Some(later(60)));
    effects(&store, "a/2", start(), vec![pause(None)]).await;
    assert_eq!(store.pauses().until(&okafor(), start()), None);
    drop(store);
    assert_eq!(open(&dir).pauses(), Pauses::default());
}

#[tokio::test]
async fn a_recording_announced_late_replaces_its_absence_but_never_the_reverse() {
    let (_dir, store) = fresh();
    effects(&store, "a/1", start(), vec![announced("x", true)]).await;
    effects(&store, "a/2", later(1), vec![announced("x", false)]).await;
    effects(&store, "a/3", later(2), vec![announced("x", true)]).await;
    let rows = store.recordings().await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!((rows[0].absent, rows[0].seconds), (false, Some(12)));
    assert_eq!((rows[0].call, rows[0].at), (CallId(5), start()));
    assert_eq!(rows[0].mailbox, Mailbox::Clinician(okafor()));
}

#[tokio::test]
async fn what_is_to_be_sent_is_read_back_as_it_was_decided() {
    let (_dir, store) = fresh();
    let recipients = [
        Recipient::Number(rosa()),
        Recipient::Clinician(okafor()),
        Recipient::ClinicianPhone(crate::domain::event::Target {
            clinician: okafor(),
            phone: crate::domain::phone::PhoneId(7),
        }),
    ];
    let words = Body::Words(
        vec![crate::domain::phrase::Phrase::Emergency],
        Language::ENGLISH,
    );
    for (n, to) in (0..).zip(recipients) {
        let outgoing = Outgoing {
            kind: OutgoingKind::Relay,
            to: to.clone(),
            from: back_line(),
            body: if n == 0 {
                Body::Verbatim("ça va 😀".to_owned())
            } else {
                words.clone()
            },
            due: later(n),
            wait: crate::domain::outbox::Wait::Due,
            author: crate::domain::outbox::Author::Nightbell,
            attachments: Vec::new(),
            fold: None,
            call: None,
        };
        let send = Effect::Send(outgoing.clone());
        effects(&store, &format!("{n}/1"), start(), vec![send]).await;
        let row = store.outbox().await.unwrap().pop().unwrap();
        assert_eq!(
            (row.to, row.body, row.due),
            (to, outgoing.body, outgoing.due)
        );
        assert_eq!(
            (row.kind, row.from, row.attempts),
            (OutgoingKind::Relay, back_line(), 0)
        );
        assert_eq!((row.state.as_str(), row.id.len()), ("waiting", 32));
    }
}

#[tokio::test]
async fn a_call_is_told_once_and_missed_calls_within_ten_minutes_as_one() {
    let (_dir, store) = fresh();
    let (a, b, c) = (Some(CallId(1)), Some(CallId(2)), Some(CallId(3)));
    let fold = Some(Subject(9));
    effects(
        &store,
        "a/1",
        later(0),
        vec![missed(a, fold), missed(a, None)],
    )
    .await;
    assert_eq!(store.outbox().await.unwrap().len(), 1);
    effects(&store, "b/1", later(9), vec![missed(b, fold)]).await;
    assert_eq!(store.outbox().await.unwrap().len(), 1);
    effects(&store, "c/1", later(10), vec![missed(c, fold)]).await;
    assert_eq!(store.outbox().await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_waits_about_a_call_can_be_taken_back() {
    let (_dir, store) = fresh();
    let (call, other) = (CallId(1), CallId(2));
    let both = vec![missed(Some(call), None), missed(Some(other), None)];
    effects(&store, "a/1", start(), both).await;
    let unsend = Effect::Unsend {
        call,
        kind: OutgoingKind::MissedCall,
    };
    effects(&store, "a/2", start(), vec![unsend]).await;
    let rows = store.outbox().await.unwrap();
    assert_eq!(
        rows.iter().map(|r| r.call).collect::<Vec<_>>(),
        [Some(other)]
    );
}

#[tokio::test]
async fn a_missed_call_that_was_told_with_another_is_not_taken_back_with_it() {
    let (_dir, store) = fresh();
    let (a, b) = (CallId(1), CallId(2));
    let fold = Some(Subject(9));
    effects(&store, "a/1", start(), vec![missed(Some(a), fold)]).await;
    effects(&store, "b/1", later(5), vec![missed(Some(b), fold)]).await;
    let unsend = Effect::Unsend {
        call: a,
        kind: OutgoingKind::MissedCall,
    };
    effects(&store, "a/2", later(6), vec![unsend]).await;
    assert_eq!(store.outbox().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_clock_that_was_set_back_hides_no_missed_call() {
    let (_dir, store) = fresh();
    let (a, b) = (Some(CallId(1)), Some(CallId(2)));
    let fold = Some(Subject(9));
    effects(&store, "a/1", later(60), vec![missed(a, fold)]).await;
    effects(&store, "b/1", start(), vec![missed(b, fold)]).await;
    assert_eq!(store.outbox().await.unwrap().len(), 2);
}
