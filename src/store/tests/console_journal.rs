//! The journal as the console lists it: page after page, by line and by patient, and counted.

use super::*;
use crate::domain::event::Target;
use crate::domain::names::{MessageId, PatientId};
use crate::domain::phone::PhoneId;
use crate::store::console::journal::{Entry, EntryKind, Origin, Wanted as Listed};
use crate::store::console::journal_messages::WantedMessages;

fn hart() -> ClinicianId {
    ClinicianId::new("hart").unwrap()
}

fn front_line_of(clinician: ClinicianId) -> Reason {
    Reason::FrontLineOf { clinician }
}

fn grant(patient: u64) -> Reason {
    Reason::GrantInForce {
        patients: vec![PatientId(patient), PatientId(patient + 1000)],
    }
}

fn row(key: String, kind: Kind, minutes: i64, reasons: Vec<Reason>, rung: &ClinicianId) -> Ask {
    let decision = Decision {
        reasons,
        clinician: Some(rung.clone()),
        ..decided(Outcome::Ring, Vec::new())
    };
    Ask {
        kind,
        at: later(minutes),
        even_if_unawaited: true,
        ..deciding(&key, Wanted::default(), move |_| decision.clone())
    }
}

/// A call to this line, by the patient or by nobody who is known.
fn call(n: u64, minutes: i64, line: ClinicianId, patient: Option<u64>) -> Ask {
    let who = patient.map_or(Reason::CallerUnknown, grant);
    let reasons = vec![front_line_of(line.clone()), who];
    row(format!("{n:032x}/"), Kind::Call, minutes, reasons, &line)
}

async fn add(store: &Store, ask: Ask) {
    store.once(ask).await.unwrap();
}

/// All entries, page by page; fails where one comes twice.
async fn all(store: &Store, mut wanted: Listed, most: usize) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    loop {
        let page = store
            .journal_page(wanted.clone(), most, |_| true)
            .await
            .unwrap();
        assert!(page.entries.len() <= most && !page.is_cut);
        for entry in page.entries {
            assert!(!found.iter().any(|known| known.position == entry.position));
            found.push(entry);
        }
        match page.next {
            Some(next) => wanted.behind = Some(next),
            None => return found,
        }
    }
}

fn calls(entries: &[Entry]) -> Vec<u128> {
    let ids = entries.iter().filter_map(|entry| entry.call);
    ids.map(|call| call.0).collect()
}

#[tokio::test]
async fn pages_follow_each_other_without_gap_or_repetition_though_many_share_a_moment() {
    let (_dir, store) = fresh();
    for n in 0..130 {
        add(
            &store,
            call(n, i64::try_from(n / 40).unwrap(), okafor(), None),
        )
        .await;
    }
    for most in [1, 7, 50, 51, 130, 500] {
        let found = all(&store, Listed::default(), most).await;
        let newest_first: Vec<u128> = (0..130).rev().collect();
        assert_eq!(calls(&found), newest_first, "{most} a page");
    }
    let some = Listed {
        from: Some(later(1)),
        until: Some(later(2)),
        ..Listed::default()
    };
    let newest_first: Vec<u128> = (40..80).rev().collect();
    assert_eq!(calls(&all(&store, some, 7).await), newest_first);
}

#[tokio::test]
async fn a_list_in_which_nothing_is_found_ends_after_a_while_and_goes_on_from_there() {
    let (_dir, store) = fresh();
    for n in 0..700 {
        add(&store, call(n, i64::try_from(n).unwrap(), okafor(), None)).await;
    }
    let oldest = |entry: &Entry| entry.call == Some(CallId(0));
    let first = store
        .journal_page(Listed::default(), 50, oldest)
        .await
        .unwrap();
    assert!(first.entries.is_empty() && first.is_cut);
    let rest = Listed {
        behind: first.next,
        ..Listed::default()
    };
    let rest = store.journal_page(rest, 50, oldest).await.unwrap();
    assert_eq!(
        (calls(&rest.entries), rest.is_cut, rest.next),
        (vec![0], false, None)
    );
}

#[tokio::test]
async fn a_call_is_of_the_line_that_was_called_whoever_was_rung() {
    let (_dir, store) = fresh();
    let who = vec![front_line_of(okafor()), grant(1)];
    add(
        &store,
        row(format!("{:032x}/", 1), Kind::Call, 0, who, &hart()),
    )
    .await;
    add(&store, call(2, 1, hart(), Some(2))).await;
    let of = |clinician| Listed {
        clinician: Some(clinician),
        ..Listed::default()
    };
    let okafors = all(&store, of(okafor()), 9).await;
    assert_eq!(calls(&okafors), [1]);
    assert_eq!(okafors[0].line, Some(okafor()));
    assert_eq!(
        (okafors[0].from, okafors[0].kind),
        (Origin::Patient, EntryKind::Call)
    );
    assert_eq!(calls(&all(&store, of(hart()), 9).await), [2]);
}

/// An unknown caller keys the code of this patient.
async fn calls_by_code(store: &Store, n: u64, minutes: i64, patient: u64) {
    add(store, call(n, minutes, okafor(), None)).await;
    let right = Reason::CodeRight {
        patients: vec![PatientId(patient)],
    };
    let keyed = row(
        format!("{n:032x}/code/2/0"),
        Kind::Step,
        minutes,
        vec![right],
        &okafor(),
    );
    add(store, keyed).await;
}

#[tokio::test]
async fn a_patient_is_found_by_number_by_code_and_as_who_was_written_to() {
    let (_dir, store) = fresh();
    add(&store, call(1, 0, okafor(), Some(7))).await;
    calls_by_code(&store, 2, 1, 7).await;
    add(&store, call(3, 2, okafor(), Some(8))).await;
    let writes = |key: &str, minutes, more: Vec<Reason>| {
        let mut reasons = vec![
            Reason::BackLine { line: back_line() },
            Reason::CallerIsClinician {
                clinician: okafor(),
            },
        ];
        reasons.extend(more);
        row(key.to_owned(), Kind::Text, minutes, reasons, &okafor())
    };
    let to_seven = || Reason::RepliesTo {
        patients: vec![PatientId(7)],
    };
    add(&store, writes("provider/SM1", 3, vec![to_seven()])).await;
    let confirmed = Reason::PhoneConfirmed {
        clinician: okafor(),
    };
    add(
        &store,
        writes("provider/SM2", 4, vec![confirmed, to_seven()]),
    )
    .await;
    let theirs = Listed {
        patients: vec![PatientId(7)],
        ..Listed::default()
    };
    let found = all(&store, theirs.clone(), 2).await;
    assert_eq!(calls(&found), [2, 1]);
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].from, Origin::Clinician);
    for (kind, many) in [(EntryKind::Call, 2), (EntryKind::Text, 2)] {
        let only = Listed {
            kind: Some(kind),
            ..theirs.clone()
        };
        assert_eq!(all(&store, only, 9).await.len(), many, "{kind:?}");
    }
    let of_another_line = Listed {
        clinician: Some(hart()),
        ..theirs
    };
    assert!(all(&store, of_another_line, 9).await.is_empty());
}

#[tokio::test]
async fn calls_are_counted_by_quarter_and_patient_and_a_code_says_who_it_was() {
    let (_dir, store) = fresh();
    add(&store, call(1, 0, okafor(), Some(7))).await;
    add(&store, call(2, 14, okafor(), Some(7))).await;
    add(&store, call(3, 15, hart(), Some(8))).await;
    add(&store, call(4, 16, okafor(), None)).await;
    calls_by_code(&store, 5, 17, 9).await;
    let own = vec![
        front_line_of(okafor()),
        Reason::CallerIsClinician {
            clinician: okafor(),
        },
    ];
    add(
        &store,
        row(format!("{:032x}/", 6), Kind::Call, 18, own, &okafor()),
    )
    .await;
    add(&store, call(7, 30, okafor(), Some(7))).await;
    let counts = store.call_counts(None, later(0), later(30)).await.unwrap();
    assert_eq!(counts.quarters, [[2, 0], [2, 1]]);
    let mut by_patient: Vec<_> = counts.by_patient.into_iter().collect();
    by_patient.sort_by_key(|(patient, _)| patient.0);
    assert_eq!(
        by_patient,
        [(PatientId(7), 2), (PatientId(8), 1), (PatientId(9), 1)]
    );
    let okafors = store
        .call_counts(Some(okafor()), later(0), later(30))
        .await
        .unwrap();
    assert_eq!(okafors.quarters, [[2, 0], [1, 1]]);
    let harts = store
        .call_counts(Some(hart()), later(0), later(30))
        .await
        .unwrap();
    assert_eq!(harts.quarters, [[0, 0], [1, 0]]);
}

#[tokio::test]
async fn a_call_that_nightbell_placed_is_listed_as_its_own() {
    let (_dir, store) = fresh();
    let key = format!("{:032x}/placed", 4);
    add(
        &store,
        row(
            key,
            Kind::Step,
            0,
            vec![Reason::UrgentUnanswered],
            &okafor(),
        ),
    )
    .await;
    let found = all(&store, Listed::default(), 9).await;
    assert_eq!((calls(&found), found[0].from), (vec![4], Origin::Nightbell));
    let one = store.journal_call(CallId(4)).await.unwrap().unwrap();
    assert_eq!(one.steps.len(), 1);
    assert!(store.journal_call(CallId(5)).await.unwrap().is_none());
}

#[tokio::test]
async fn the_steps_of_a_call_come_in_the_order_in_which_they_were_decided() {
    let (_dir, store) = fresh();
    add(&store, call(1, 0, okafor(), Some(7))).await;
    let accepted = Reason::Accepted {
        target: Target {
            clinician: okafor(),
            phone: PhoneId(1),
        },
    };
    for (name, reason) in [
        ("key/1/okafor", accepted),
        ("ring/patient/1", Reason::Connected),
        ("ended", Reason::Ended),
    ] {
        let key = format!("{:032x}/{name}", 1);
        add(&store, row(key, Kind::Step, 1, vec![reason], &okafor())).await;
    }
    add(&store, call(2, 0, okafor(), None)).await;
    let call = store.journal_call(CallId(1)).await.unwrap().unwrap();
    let names: Vec<&str> = call.steps.iter().map(|step| step.name.as_str()).collect();
    assert_eq!(names, ["", "key/1/okafor", "ring/patient/1", "ended"]);
}

fn announced(n: u128, mailbox: Mailbox, told: Option<ClinicianId>) -> Effect {
    Effect::Recording {
        call: CallId(n),
        recording: format!("RE{n}"),
        mailbox,
        patients: vec![PatientId(7)],
        seconds: Some(9),
        absent: false,
        told,
    }
}

async fn left(store: &Store, n: u128, mailbox: Mailbox, told: Option<ClinicianId>) {
    let minutes = i64::try_from(n / 2).unwrap();
    let ask = Ask {
        at: later(minutes),
        kind: Kind::Recording,
        ..ask(
            &format!("{n:032x}/recording"),
            Outcome::Voicemail,
            vec![announced(n, mailbox, told)],
        )
    };
    add(store, ask).await;
}

async fn messages(store: &Store, mut wanted: WantedMessages, most: usize) -> Vec<u128> {
    let mut found: Vec<(MessageId, u128)> = Vec::new();
    loop {
        let page = store
            .left_messages(wanted.clone(), most, |_| true)
            .await
            .unwrap();
        for one in page.all {
            assert!(!found.iter().any(|(id, _)| *id == one.id), "twice");
            found.push((one.id, one.call.0));
        }
        match page.next {
            Some(next) => wanted.behind = Some(next),
            None => return found.into_iter().map(|(_, call)| call).collect(),
        }
    }
}

#[tokio::test]
async fn messages_are_listed_for_whose_box_it_is_and_for_who_was_told() {
    let (_dir, store) = fresh();
    for n in 1..=60 {
        left(&store, n, Mailbox::Clinician(okafor()), Some(hart())).await;
    }
    left(&store, 61, Mailbox::Practice, None).await;
    left(&store, 62, Mailbox::Clinician(hart()), Some(hart())).await;
    for most in [1, 50, 100] {
        let everybodys = messages(&store, WantedMessages::default(), most).await;
        assert_eq!(everybodys.len(), 62, "{most} a page");
        let of = |clinician| WantedMessages {
            clinician: Some(clinician),
            ..WantedMessages::default()
        };
        assert_eq!(messages(&store, of(okafor()), most).await.len(), 60);
        assert_eq!(messages(&store, of(hart()), most).await.len(), 61);
    }
    add(&store, call(3, 0, okafor(), Some(7))).await;
    let of_patient = WantedMessages {
        patients: vec![PatientId(7)],
        ..WantedMessages::default()
    };
    assert_eq!(messages(&store, of_patient, 9).await, [3]);
}
