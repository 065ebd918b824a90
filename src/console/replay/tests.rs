//! An edit changes those calls whose fate it changes, and no others.

use std::time::Duration;

use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;
use crate::domain::call;
use crate::domain::event::{Call, CallEvent};
use crate::domain::facts::Wanted;
use crate::domain::names::{CallId, Version};
use crate::domain::testkit::chance::{self, CALLERS};
use crate::domain::testkit::{MARIE, NOBODY, ROSA, Surgery, at, caller, practice};
use crate::store::console::Kept;
use crate::store::{Ask, DataFolder, Keys, Kind};

/// A call as the journal of this practice would have it, with so many before it on that day.
fn past(surgery: &Surgery, from: &str, to: &str, at: DateTime<Utc>, before: u32) -> PastCall {
    let call = Call {
        id: CallId(1),
        caller: caller(from),
        called: surgery.line(to),
    };
    let facts = crate::domain::facts::Facts {
        counts: vec![before],
        ..Default::default()
    };
    let decision = call::decide(surgery, &facts, &call, &CallEvent::Incoming, at);
    PastCall {
        at,
        outcome: decision.outcome.word().to_owned(),
        kept: Some(Kept {
            event: event(surgery, from, to),
            facts: format!(r#"{{"counts":[{before}]}}"#),
        }),
    }
}

/// As `relay::note` writes it.
fn event(surgery: &Surgery, from: &str, to: &str) -> String {
    let clinician = from
        .parse()
        .ok()
        .and_then(|number| surgery.clinicians.by_phone(number));
    let from = match (clinician, from) {
        (Some((clinician, _)), _) => format!(r#"{{"clinician":"{}"}}"#, clinician.id),
        (None, "withheld") => r#""withheld""#.to_owned(),
        (None, number) if number.starts_with('+') => format!(r#"{{"number":"{number}"}}"#),
        (None, _) => r#""other""#.to_owned(),
    };
    let to = surgery.line(to).wire();
    format!(r#"{{"from":{from},"to":"{to}","event":"incoming","sid":"CA1"}}"#)
}

fn replay(was: &Practice, becomes: &Practice, calls: &[PastCall]) -> Replay {
    let mut again = Again::new(was, becomes);
    calls.iter().for_each(|call| again.decide(call));
    again.replay()
}

fn surgery(hours: &str) -> Surgery {
    two(hours).build()
}

fn two(hours: &str) -> crate::domain::testkit::PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours(hours).backup("lindqvist"))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-12:00"))
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.urgent())
        .patient("Marie Dupont", "okafor", MARIE, |p| p)
}

const OFFICE: &str = "Mo-Fr 09:00-17:00";

#[test]
fn hours_that_begin_earlier_change_the_call_of_that_hour_and_what_is_told_before() {
    let (was, becomes) = (surgery(OFFICE), surgery("Mo-Fr 08:00-17:00"));
    let calls = [
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 07:30"), 0),
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 08:30"), 0),
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 09:30"), 1),
        past(&was, NOBODY, "okafor", at("Mon 2026-11-23 08:30"), 0),
    ];
    let found = replay(&was, &becomes, &calls);
    assert_eq!(
        (found.calls, found.unusable, found.changed.len()),
        (4, 0, 2)
    );
    let rings = &found.changed[0];
    assert_eq!(rings.at, at("Mon 2026-11-23 08:30"));
    assert_eq!(
        rings.caller,
        CalledBy::Patients(vec!["Rosa Diaz".to_owned()])
    );
    assert_eq!(
        (rings.was.outcome, rings.becomes.outcome),
        (Outcome::Menu, Outcome::Ring)
    );
    assert!(!rings.was.reaches_the_same(&rings.becomes));
    let told = &found.changed[1];
    assert!(told.was.reaches_the_same(&told.becomes));
    assert_eq!(told.becomes.until, Some(at("Mon 2026-11-23 08:00")));
}

#[test]
fn another_colleague_behind_a_clinician_changes_the_calls_that_ring() {
    let was = surgery(OFFICE);
    let becomes = practice()
        .clinician("okafor", |c| c.hours(OFFICE))
        .clinician("lindqvist", |c| c.hours("Mo-Fr 09:00-12:00"))
        .patient("Rosa Diaz", "okafor", ROSA, |p| p.urgent())
        .build();
    let calls = [
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 10:00"), 0),
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 13:00"), 1),
    ];
    let found = replay(&was, &becomes, &calls);
    assert_eq!(
        found.changed.len(),
        1,
        "in the afternoon the colleague was closed"
    );
    assert_eq!(
        (
            found.changed[0].was.rings.len(),
            found.changed[0].becomes.rings.len()
        ),
        (2, 1)
    );
}

#[test]
fn a_rota_changes_those_who_were_offered_the_key_for_urgent() {
    let was = two(OFFICE).rota("24/7", "okafor").build();
    let becomes = two(OFFICE).rota("24/7", "lindqvist").build();
    let calls = [
        past(&was, ROSA, "okafor", at("Sun 2026-11-22 10:00"), 0),
        past(&was, MARIE, "okafor", at("Sun 2026-11-22 10:00"), 0),
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 10:00"), 0),
    ];
    let found = replay(&was, &becomes, &calls);
    assert_eq!(found.changed.len(), 1, "{:?}", found.changed);
    assert_eq!(found.changed[0].at, at("Sun 2026-11-22 10:00"));
}

#[test]
fn a_lower_limit_changes_the_calls_beyond_it_and_a_higher_one_only_as_many_as_it_allows() {
    let [three, one] = [3, 1].map(|limit| two(OFFICE).calls_per_day(limit).build());
    let moment = |minutes| at("Mon 2026-11-23 10:00") + TimeDelta::minutes(minutes);
    let calls: Vec<PastCall> = (0..5)
        .map(|n| {
            past(
                &three,
                ROSA,
                "okafor",
                moment(n),
                u32::try_from(n).unwrap().min(3),
            )
        })
        .collect();
    let lower = replay(&three, &one, &calls);
    let when = |found: &Replay| found.changed.iter().map(|call| call.at).collect::<Vec<_>>();
    assert_eq!(when(&lower), [moment(2), moment(1)]);
    let calls: Vec<PastCall> = (0..5)
        .map(|n| {
            past(
                &one,
                ROSA,
                "okafor",
                moment(n),
                u32::try_from(n).unwrap().min(1),
            )
        })
        .collect();
    let higher = replay(&one, &three, &calls);
    assert_eq!(when(&higher), [moment(2), moment(1)]);
}

#[test]
fn a_pause_of_then_is_remembered() {
    let (was, becomes) = (surgery(OFFICE), surgery("24/7"));
    let mut paused = past(&was, ROSA, "okafor", at("Sun 2026-11-22 10:00"), 0);
    let kept = paused.kept.as_mut().unwrap();
    kept.facts = r#"{"counts":[0],"pauses":{"okafor":"2026-11-22T12:00:00Z"}}"#.to_owned();
    let found = replay(&was, &becomes, &[paused]);
    assert_eq!(found.changed.len(), 1);
    assert!(
        found.changed[0]
            .was
            .reaches_the_same(&found.changed[0].becomes)
    );
}

#[test]
fn a_new_phone_of_a_clinician_changes_nothing_for_anybody() {
    let was = surgery(OFFICE);
    let mut all: Vec<_> = was.clinicians.iter().cloned().collect();
    all[0].phones[0].number = crate::domain::phone::SecretNumber::new(NOBODY.parse().unwrap());
    all[0].phones[0].id = crate::domain::phone::PhoneId(4);
    let mut becomes = was.with_patients(rows_of(&was));
    becomes.clinicians = crate::domain::practice::Clinicians::new(all);
    let calls = [
        past(&was, ROSA, "okafor", at("Mon 2026-11-23 10:00"), 0),
        // Her own line, from whatever is her phone.
        past(&was, CALLERS[5], "okafor", at("Mon 2026-11-23 10:00"), 0),
    ];
    let found = replay(&was, &becomes, &calls);
    assert_eq!((found.calls, found.changed.as_slice()), (2, [].as_slice()));
}

fn rows_of(practice: &Practice) -> crate::domain::patients::Patients {
    let rows = practice.patients.iter().cloned().collect();
    crate::domain::patients::Patients::new(rows, practice.ids.clone())
}

#[test]
fn what_is_erased_is_counted_and_not_guessed() {
    let was = surgery(OFFICE);
    let call = past(&was, ROSA, "okafor", at("Mon 2026-11-23 10:00"), 0);
    let erased = PastCall {
        kept: None,
        ..call.clone()
    };
    let garbled = PastCall {
        kept: Some(Kept {
            event: "{".to_owned(),
            facts: "{}".to_owned(),
        }),
        ..call.clone()
    };
    let found = replay(&was, &surgery("Sa"), &[erased, garbled, call]);
    assert_eq!(
        (found.calls, found.unusable, found.changed.len()),
        (1, 2, 1)
    );
}

#[test]
fn calls_over_a_back_line_are_not_looked_at() {
    let was = two(OFFICE).back_lines(1).build();
    let call = past(&was, CALLERS[5], "back 1", at("Mon 2026-11-23 10:00"), 0);
    let found = replay(&was, &two("Sa").back_lines(1).build(), &[call]);
    assert_eq!(found, Replay::default());
}

#[tokio::test]
async fn only_the_first_decisions_of_calls_are_read_and_the_newest_of_them() {
    let was = surgery(OFFICE);
    let dir = tempfile::tempdir().unwrap();
    let folder = DataFolder::open(dir.path()).unwrap();
    let start = at("Mon 2026-11-23 08:00");
    let store = Store::open(folder, Keys::new(&[7; 32]).unwrap(), start);
    for n in 0..12i64 {
        let (kind, step) = match n % 3 {
            0 => (Kind::Call, ""),
            1 => (Kind::Step, "1"),
            _ => (Kind::Status, "ended"),
        };
        let moment = start + TimeDelta::minutes(20 * n);
        let surgery = surgery(OFFICE);
        let ask = Ask {
            key: format!("{}/{step}", CallId(u128::try_from(n / 3).unwrap())),
            kind,
            sid: None,
            at: moment,
            version: Version(1),
            wanted: Wanted::default(),
            personal: event(&was, ROSA, "okafor"),
            patience: Duration::from_secs(20),
            even_if_unawaited: false,
            decide: Box::new(move |facts| {
                let call = Call {
                    id: CallId(1),
                    caller: caller(ROSA),
                    called: surgery.line("okafor"),
                };
                call::decide(&surgery, facts, &call, &CallEvent::Incoming, moment)
            }),
        };
        store.once(ask).await.unwrap();
    }
    // At 08:00, 09:00, 10:00 and 11:00.
    let becomes = surgery("Mo-Fr 08:00-17:00");
    let found = against(&store, &was, &becomes, MOST).await.unwrap();
    assert_eq!((found.calls, found.changed.len()), (4, 1));
    assert_eq!(found.changed[0].at, start);
    let found = against(&store, &was, &becomes, 3).await.unwrap();
    assert_eq!((found.calls, found.changed.len()), (3, 0));
}

/// Calls of anybody to anybody, in the order in which they came.
fn journal(
    surgery: &Surgery,
    calls: &[(usize, usize, usize, DateTime<Utc>, u32)],
) -> Vec<PastCall> {
    let mut calls = calls.to_vec();
    calls.sort_by_key(|(.., at, _)| *at);
    let one = |(row, from, line, at, before): &(usize, usize, usize, DateTime<Utc>, u32)| {
        let (from, line) = chance::somebody(surgery, *row, *from, *line);
        past(surgery, &from, &line, *at, *before)
    };
    calls.iter().map(one).collect()
}

fn journals() -> impl Strategy<Value = Vec<(usize, usize, usize, DateTime<Utc>, u32)>> {
    let call = (
        0..8usize,
        0..CALLERS.len(),
        0..6usize,
        chance::moments(),
        0..4u32,
    );
    proptest::collection::vec(call, 0..12)
}

proptest! {
    #[test]
    fn the_same_practice_changes_nothing(surgery in chance::surgeries(), calls in journals()) {
        let calls = journal(&surgery, &calls);
        let found = replay(&surgery, &surgery, &calls);
        prop_assert_eq!(found.changed, []);
        prop_assert_eq!(found.unusable, 0);
    }

    #[test]
    fn other_hours_change_who_is_reached_on_exactly_the_calls_within_the_difference(
        one in 0..5usize,
        other in 0..5usize,
        moments in proptest::collection::vec(chance::moments(), 1..30),
    ) {
        let hours = ["24/7", OFFICE, "Mo-Su 20:00-08:00", "Sa,Su", "Mo-Fr 08:00-12:00,14:00-17:00"];
        let practice = |hours: &str| practice()
            .clinician("okafor", |c| c.hours(hours))
            .patient("Rosa Diaz", "okafor", ROSA, |p| p)
            .calls_per_day(1000)
            .build();
        let (was, becomes) = (practice(hours[one]), practice(hours[other]));
        let mut moments = moments;
        moments.sort();
        let calls: Vec<_> = moments.iter().map(|at| past(&was, ROSA, "okafor", *at, 0)).collect();
        let found = replay(&was, &becomes, &calls);
        let mut reached: Vec<_> = found
            .changed
            .iter()
            .filter(|call| !call.was.reaches_the_same(&call.becomes))
            .map(|call| call.at)
            .collect();
        reached.reverse();
        let open = |surgery: &Surgery, at: &DateTime<Utc>| surgery.clinician("okafor").hours.is_open(*at);
        let differ: Vec<_> = moments.iter().copied().filter(|at| open(&was, at) != open(&becomes, at)).collect();
        prop_assert_eq!(reached, differ);
    }
}
