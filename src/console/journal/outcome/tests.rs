//! What became of calls and texts, told from their rows.

use chrono::{DateTime, Utc};

use super::*;
use crate::domain::decision::{OutgoingKind, Ring};
use crate::domain::event::{Path, Progress, Target};
use crate::domain::names::{CallId, Language};
use crate::domain::phone::{E164, Line, PhoneId};
use crate::store::console::journal::Position;

fn id(name: &str) -> ClinicianId {
    ClinicianId::new(name).unwrap()
}

fn target(name: &str) -> Target {
    Target {
        clinician: id(name),
        phone: PhoneId(1),
    }
}

fn at(second: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-11-23T10:00:00Z".parse().unwrap();
    start + TimeDelta::seconds(second)
}

fn decision(outcome: Outcome, reasons: Vec<Reason>, answer: Answer) -> Decision {
    Decision {
        outcome,
        clinician: None,
        reasons,
        answer,
        language: Language::ENGLISH,
        next_open: None,
        effects: Vec::new(),
    }
}

fn step(second: i64, name: &str, reasons: Vec<Reason>, answer: Answer) -> Step {
    Step {
        seq: second,
        at: at(second),
        name: name.to_owned(),
        decision: decision(Outcome::Noted, reasons, answer),
    }
}

fn rings(to: Destination) -> Answer {
    Answer::Ring(Ring {
        say: Vec::new(),
        to,
        caller_id: Line(E164::NOBODY),
        seconds: 20,
        progress: Progress::start(Path::Patient),
    })
}

fn rings_clinician(name: &str) -> Answer {
    rings(Destination::Clinician(target(name)))
}

fn incoming(reasons: Vec<Reason>, answer: Answer) -> Step {
    let line = Reason::FrontLineOf {
        clinician: id("okafor"),
    };
    step(0, "", [vec![line], reasons].concat(), answer)
}

fn call(from: Origin, steps: Vec<Step>) -> Entry {
    Entry {
        position: Position { at: 0, seq: 0 },
        at: at(0),
        kind: EntryKind::Call,
        call: Some(CallId(1)),
        from,
        line: Some(id("okafor")),
        decision: steps.first().unwrap().decision.clone(),
        steps,
        messages: Vec::new(),
        sent: Vec::new(),
    }
}

fn fate(from: Origin, steps: Vec<Step>) -> Fate {
    Fate::of(&call(from, steps), at(600))
}

#[test]
fn who_has_pressed_the_key_has_taken_the_call_and_the_lengths_are_told_apart() {
    let accepted = Reason::Accepted {
        target: target("okafor"),
    };
    let fate = fate(
        Origin::Patient,
        vec![
            incoming(vec![], rings_clinician("okafor")),
            step(8, "key/1", vec![accepted], Answer::Nothing),
            step(
                98,
                "ring/patient/1",
                vec![Reason::Connected],
                Answer::Nothing,
            ),
            step(99, "ended", vec![Reason::Ended], Answer::Nothing),
        ],
    );
    assert_eq!(fate.became, Became::Answered(Some(id("okafor"))));
    assert_eq!(
        (fate.rung, fate.talked, fate.lasted),
        (Some(8), Some(90), Some(99))
    );
}

#[test]
fn a_key_that_connected_nobody_is_no_answer() {
    let accepted = Reason::Accepted {
        target: target("okafor"),
    };
    let not_connected = Reason::NotConnected {
        target: target("okafor"),
    };
    let fate = fate(
        Origin::Patient,
        vec![
            incoming(vec![], rings_clinician("okafor")),
            step(8, "key/1", vec![accepted], Answer::Nothing),
            step(
                9,
                "ring/patient/1",
                vec![not_connected],
                rings_clinician("hart"),
            ),
            step(
                20,
                "ring/patient/2",
                vec![Reason::GoneWhileRinging],
                Answer::Nothing,
            ),
            step(20, "ended", vec![], Answer::Nothing),
        ],
    );
    assert_eq!(fate.became, Became::Missed);
    assert_eq!(
        fate.way,
        [Station::Rang(id("okafor")), Station::Rang(id("hart"))]
    );
    assert_eq!((fate.rung, fate.talked), (Some(20), None));
}

#[test]
fn colleagues_hours_are_not_those_that_the_caller_meets() {
    let closed = |name| Reason::HoursClosed {
        clinician: id(name),
    };
    let of = |name| {
        fate(
            Origin::Patient,
            vec![incoming(vec![closed(name)], Answer::Nothing)],
        )
        .way
    };
    assert_eq!(of("okafor"), [Station::Closed(Why::Hours)]);
    assert!(of("hart").is_empty());
}

#[test]
fn a_call_goes_on_until_its_end_is_told_or_hours_have_passed() {
    let rung = call(
        Origin::Patient,
        vec![incoming(vec![], rings_clinician("okafor"))],
    );
    assert_eq!(Fate::of(&rung, at(30)).became, Became::UnderWay);
    assert_eq!(Fate::of(&rung, at(5 * 3600)).became, Became::Missed);
}

#[test]
fn the_desk_and_a_patient_who_is_called_back_need_no_key() {
    let talks = |from, to| {
        let steps = vec![
            incoming(vec![], rings(to)),
            step(40, "ring/desk/1", vec![Reason::Connected], Answer::Nothing),
        ];
        fate(from, steps)
    };
    let desk = talks(Origin::Unknown, Destination::FrontDesk);
    assert_eq!((desk.became, desk.talked), (Became::Answered(None), None));
    let patient = Destination::Patient {
        patient: PatientId(7),
        phone: PhoneId(1),
    };
    assert_eq!(
        talks(Origin::Clinician, patient).became,
        Became::PatientReached
    );
}

#[test]
fn what_was_sent_says_what_became_of_a_text() {
    let text = |outcome, stages: &[Stage]| {
        let sent = stages.iter().map(|stage| SentText {
            kind: OutgoingKind::Relay,
            stage: *stage,
        });
        let mut entry = call(Origin::Patient, vec![incoming(vec![], Answer::Nothing)]);
        entry.kind = EntryKind::Text;
        entry.decision.outcome = outcome;
        entry.sent = sent.collect();
        text_state(&entry)
    };
    let relay = Outcome::Relay;
    for (stages, state) in [
        (&[Stage::Delivered][..], TextState::Delivered),
        (&[Stage::Delivered, Stage::Sent], TextState::Sent),
        (&[Stage::Delivered, Stage::Undelivered], TextState::Failed),
        (&[Stage::Held], TextState::Held),
        (&[Stage::Asked], TextState::Asked),
        (&[Stage::Accepted, Stage::Waiting], TextState::Waiting),
        (&[Stage::Withdrawn], TextState::Withdrawn),
        (&[], TextState::Relayed),
    ] {
        assert_eq!(text(relay, stages), state, "{stages:?}");
    }
    assert_eq!(text(Outcome::Command, &[]), TextState::Command);
    assert_eq!(text(Outcome::Refuse, &[]), TextState::Refused);
}
