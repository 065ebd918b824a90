//! The proof against stepping from minute to minute, on practices that chance made up.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use proptest::prelude::*;

use super::{at, clinician, grant, id, number, practice, shift};
use crate::domain::call::decide;
use crate::domain::decision::Outcome;
use crate::domain::event::{Call, CallEvent, Path, Progress};
use crate::domain::facts::Facts;
use crate::domain::names::CallId;
use crate::domain::phone::{Caller, E164};
use crate::domain::practice::{Absence, Clinician, Practice};
use crate::domain::reachability::{Gap, Missing, WhyNobody, prove};

/// The gaps of a clinician's urgent callers, found by calling every minute.
fn minute_by_minute(
    practice: &Practice,
    whom: &Clinician,
    caller: E164,
    from: DateTime<Utc>,
    minutes: i64,
) -> Vec<i64> {
    let call = Call {
        id: CallId(1),
        caller: Caller::Number(caller),
        called: whom.line.0,
    };
    let rings = |event: &CallEvent, now| {
        decide(practice, &Facts::default(), &call, event, now).outcome == Outcome::Ring
    };
    let urgent = CallEvent::MenuKey {
        key: Some('1'),
        progress: Progress::start(Path::Patient),
    };
    let alone = |minute: &i64| {
        let now = from + Duration::minutes(*minute);
        let has_access = practice
            .patients
            .household(&whom.id, caller, practice.day(now))
            .is_some();
        has_access && !rings(&CallEvent::Incoming, now) && !rings(&urgent, now)
    };
    (0..minutes).filter(alone).collect()
}

fn expression() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("24/7".to_owned()),
        Just("Mo-Su 22:00-06:00".to_owned()),
        (0u32..20, 1u32..5)
            .prop_map(|(start, length)| format!("Mo-Su {start:02}:30-{:02}:15", start + length)),
        (0u32..24, 1u32..24).prop_map(|(start, end)| format!("Sa,Su {start:02}:00-{end:02}:00")),
    ]
}

type Person = (String, Option<(u64, u64, Option<usize>)>, Option<usize>);

fn person() -> impl Strategy<Value = Person> {
    let absence = (0u64..4, 0u64..3, proptest::option::of(0usize..3));
    (
        expression(),
        proptest::option::of(absence),
        proptest::option::of(0usize..3),
    )
}

const NAMES: [&str; 3] = ["a", "b", "c"];

fn random(people: &[Person], rota: &[(String, usize)], until: u64, first: NaiveDate) -> Practice {
    let on = |days: u64| first + chrono::Days::new(days);
    let clinicians = people
        .iter()
        .enumerate()
        .map(|(place, (open, absence, backup))| {
            let mut one = clinician(NAMES[place], place, open);
            // Whoever comes later in the list covers and backs up: no circles.
            let later = |other: &usize| *other > place;
            one.backup = backup
                .filter(later)
                .map(|other| id(NAMES[other]))
                .into_iter()
                .collect();
            one.away = absence
                .iter()
                .map(|(from, length, cover)| Absence {
                    days: on(*from)..=on(from + length),
                    cover: cover.filter(later).map(|other| id(NAMES[other])),
                })
                .collect();
            one
        });
    let shifts = rota
        .iter()
        .map(|(open, whom)| shift(open, NAMES[*whom]))
        .collect();
    let grants = NAMES.iter().map(|name| {
        let mut grant = grant(name, 456, true);
        grant.until = Some(on(until));
        grant
    });
    practice(clinicians.collect(), shifts, grants.collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_gap_is_reported_exactly_where_calling_every_minute_finds_one(
        people in proptest::collection::vec(person(), 3),
        rota in proptest::collection::vec((expression(), 0usize..3), 0..3),
        until in 0u64..5,
        in_spring: bool,
    ) {
        let from = at(if in_spring { "2027-03-26T21:17:00Z" } else { "2026-10-23T21:17:00Z" });
        let practice = random(&people, &rota, until, from.date_naive());
        let proof = prove(&practice, from, 3);
        for one in practice.clinicians.iter() {
            let found = minute_by_minute(&practice, one, number(456), from, 3 * 24 * 60);
            let urgent = |gap: &&Gap| gap.clinician == one.id && matches!(gap.what, Missing::UrgentReachNobody(_));
            let reported: Vec<i64> = proof.gaps.iter().filter(urgent).flat_map(|gap| {
                (gap.span.start - from).num_minutes()..(gap.span.end - from).num_minutes()
            }).collect();
            prop_assert_eq!(reported, found, "{}", one.id);
            prop_assert!(proof.gaps.iter().all(|gap| gap.what != Missing::NoEnd));
            let explained = |gap: &Gap| gap.what != Missing::UrgentReachNobody(WhyNobody::Unexplained);
            prop_assert!(proof.gaps.iter().all(explained));
        }
    }
}
