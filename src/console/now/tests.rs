//! What the first page counts and says.

use super::counts::{Counts, counts};
use super::row::{Row, rows};
use crate::console::replay::Rung;
use crate::domain::availability::Standing;
use crate::domain::event::Target;
use crate::domain::names::{CallId, ClinicianId};
use crate::domain::outlook::duty;
use crate::domain::phone::PhoneId;
use crate::domain::practice::Practice;
use crate::domain::reason::{Reason, StrangersMode};
use crate::domain::testkit::{ROSA, at, facts, practice};
use crate::store::console::{Happened, Today};

fn id(text: &str) -> ClinicianId {
    ClinicianId::new(text).unwrap()
}

fn target(clinician: &str) -> Target {
    Target {
        clinician: id(clinician),
        phone: PhoneId(1),
    }
}

/// A call's row, the first where `is_first`.
fn row(call: u128, is_first: bool, outcome: &str, reasons: Vec<Reason>) -> Happened {
    Happened {
        is_text: false,
        is_first,
        call: Some(CallId(call)),
        outcome: outcome.to_owned(),
        clinician: None,
        reasons,
    }
}

fn line() -> Reason {
    Reason::FrontLineOf {
        clinician: id("okafor"),
    }
}

fn patient() -> Reason {
    Reason::GrantInForce {
        patients: Vec::new(),
    }
}

fn of_okafor(happened: Vec<Happened>, ended: &[u128]) -> Counts {
    let today = Today {
        happened,
        ended: ended.iter().map(|call| CallId(*call)).collect(),
        ..Today::default()
    };
    counts(&today)
        .get(&id("okafor"))
        .copied()
        .unwrap_or_default()
}

#[test]
fn a_call_that_a_clinician_takes_counts_as_answered_on_the_line_that_was_called() {
    let accepted = Reason::Accepted {
        target: target("lindqvist"),
    };
    let counts = of_okafor(
        vec![
            row(1, false, "noted", vec![accepted]),
            row(1, true, "ring", vec![line(), patient()]),
        ],
        &[1],
    );
    let one = Counts {
        calls: 1,
        rang: 1,
        answered: 1,
        ..Counts::default()
    };
    assert_eq!(counts, one);
}

#[test]
fn a_patient_who_reaches_nobody_and_leaves_no_message_is_missed_once_the_call_is_over() {
    let first = || row(1, true, "ring", vec![line(), patient()]);
    assert_eq!(of_okafor(vec![first()], &[]).missed, 0, "it still rings");
    assert_eq!(of_okafor(vec![first()], &[1]).missed, 1);
    let recorded = row(1, false, "noted", vec![Reason::Recorded]);
    let counts = of_okafor(vec![recorded, first()], &[1]);
    assert_eq!((counts.missed, counts.messages), (0, 1));
}

#[test]
fn a_recording_that_the_provider_does_not_have_is_no_message() {
    let counts = of_okafor(
        vec![
            row(1, true, "menu", vec![line(), patient()]),
            row(1, false, "noted", vec![Reason::Recorded]),
            row(1, false, "noted", vec![Reason::NothingRecorded]),
        ],
        &[1],
    );
    assert_eq!((counts.messages, counts.missed), (0, 1));
}

#[test]
fn a_stranger_at_the_desk_is_neither_answered_nor_missed() {
    let desk = Reason::StrangersTo {
        mode: StrangersMode::FrontDesk,
    };
    let counts = of_okafor(
        vec![
            row(
                1,
                true,
                "front-desk",
                vec![line(), Reason::CallerUnknown, desk],
            ),
            row(1, false, "noted", vec![Reason::Connected]),
        ],
        &[1],
    );
    let one = Counts {
        calls: 1,
        refused: 1,
        ..Counts::default()
    };
    assert_eq!(counts, one);
}

#[test]
fn the_clinicians_own_calls_and_steps_of_yesterdays_calls_are_no_calls_of_the_line() {
    let own = Reason::CallerIsClinician {
        clinician: id("okafor"),
    };
    let counts = of_okafor(
        vec![
            row(1, true, "menu", vec![line(), own]),
            row(2, false, "ring", vec![]),
        ],
        &[1, 2],
    );
    assert_eq!(counts, Counts::default());
}

#[test]
fn texts_count_for_the_line_they_came_to_and_commands_do_not() {
    let text = |outcome: &str, reasons| Happened {
        is_text: true,
        clinician: Some(id("lindqvist")),
        ..row(9, false, outcome, reasons)
    };
    let today = Today {
        happened: vec![
            text("relay", vec![line()]),
            text("hold", vec![line()]),
            text("refuse", vec![line()]),
            text("command", vec![line()]),
            text("relay", vec![]),
        ],
        ..Today::default()
    };
    let counts = counts(&today);
    assert_eq!(counts[&id("okafor")].texts, 2);
    assert_eq!(counts[&id("lindqvist")].texts, 1);
}

fn one<'a>(practice: &'a Practice, moment: &str, paused: Option<&str>) -> Row<'a> {
    let now = at(moment);
    let memory = match paused {
        Some(until) => facts().paused("okafor", at(until)),
        None => facts(),
    };
    let on_duty = duty(practice, now).now;
    let mut all = rows(practice, &memory.pauses(), on_duty.as_ref(), now, |id| {
        id.as_str() == "okafor"
    });
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn rung(rings: &[Rung]) -> Vec<&str> {
    let clinicians = rings.iter().map(|rung| match rung {
        Rung::Clinician(id, _) => id.as_str(),
        Rung::Desk => "desk",
        Rung::Patient => "patient",
    });
    clinicians.collect()
}

#[test]
fn a_row_says_until_when_and_whom_a_patient_would_reach() {
    let surgery = practice()
        .clinician("okafor", |c| {
            c.hours("Mo-Fr 09:00-17:00")
                .backup("lindqvist")
                .away_covered("2026-11-24", "2026-11-25", "lindqvist")
        })
        .clinician("lindqvist", |c| c)
        .rota("24/7", "lindqvist")
        .patient("Rosa", "okafor", ROSA, |p| p)
        .build();
    let open = one(&surgery, "Mon 2026-11-23 10:00", None);
    assert_eq!(open.standing, Standing::Open);
    assert_eq!(open.open_until, Some(at("Mon 2026-11-23 17:00")));
    assert_eq!(rung(&open.call.rings), ["okafor", "lindqvist"]);
    assert!(!open.on_duty);

    let closed = one(&surgery, "Mon 2026-11-23 18:00", None);
    assert_eq!(closed.standing, Standing::Closed);
    assert_eq!(
        closed.again,
        Some(at("Thu 2026-11-26 09:00")),
        "away until then"
    );
    assert!(closed.call.rings.is_empty());
    assert_eq!(rung(closed.call.urgent.as_ref().unwrap()), ["lindqvist"]);

    let paused = one(
        &surgery,
        "Mon 2026-11-23 10:00",
        Some("Mon 2026-11-23 12:00"),
    );
    let until = at("Mon 2026-11-23 12:00");
    assert_eq!(paused.standing, Standing::Paused { until });
    assert!(
        paused.call.rings.is_empty(),
        "the pause holds for the rehearsal too"
    );

    let away = one(&surgery, "Tue 2026-11-24 10:00", None);
    assert_eq!(away.cover, Some(id("lindqvist")));
    assert_eq!(rung(&away.call.rings), ["lindqvist"]);
}
