//! Calling patients from the own line: the right one, from the line that the patient knows, while the grant is in force.

use super::{NOW, inside, nothing, two};
use crate::domain::decision::{Answer, Effect};
use crate::domain::event::Place;
use crate::domain::event::RingResult::{Answered, NoAnswer};
use crate::domain::names::{MessageId, PatientId};
use crate::domain::phone::Line;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PIN, Phoning, ROSA, Surgery, at, phone_of, practice,
};

/// Rosa's other phone.
pub(super) const ROSA_TOO: &str = "+447700900466";
pub(super) const EARLIER: &str = "Sun 2026-11-22 20:00";
pub(super) const BEFORE: &str = "Sat 2026-11-21 20:00";

pub(super) fn patient(surgery: &Surgery, name: &str) -> PatientId {
    let mut all = surgery.patients.iter();
    all.find(|grant| &*grant.name == name).unwrap().id
}

fn a_message(surgery: &Surgery, from: &str) -> Memory {
    nothing().left(surgery, "okafor", from, "Mon 2026-11-23 08:00")
}

pub(super) fn calls(own: &Phoning<'_>, surgery: &Surgery, name: &str, phone: &str) -> bool {
    let patients = vec![patient(surgery, name)];
    own.rings_patient(phone)
        && own.shows() == Some(surgery.line("okafor"))
        && own.says(&Phrase::Connecting {
            patients: patients.clone(),
        })
        && own.because(|r| {
            *r == Reason::CallsPatient {
                patients: patients.clone(),
            }
        })
        && own.word() == "ring"
}

pub(super) fn acknowledged(own: &Phoning<'_>) -> Vec<Line> {
    let lines = own.memory.desk.acknowledged.iter();
    lines.map(|(_, line)| *line).collect()
}

/// Calls back who left the only message.
fn calls_back<'a>(surgery: &'a Surgery, memory: Memory) -> Phoning<'a> {
    let mut own = inside(surgery, memory);
    own.presses('1').presses('4');
    own
}

#[test]
fn who_left_a_message_is_called_back_from_the_front_line() {
    let surgery = two().build();
    let own = calls_back(&surgery, a_message(&surgery, ROSA));
    assert!(calls(&own, &surgery, "Rosa", ROSA), "{:?}", own.decision);
    assert!(own.memory.message(1).unwrap().heard_at.is_some());
    assert!(own.because(|r| matches!(r, Reason::MessageHeard { .. })));
}

#[test]
fn after_the_call_nothing_more_is_said_and_who_does_not_answer_is_told() {
    let surgery = two().build();
    let mut own = calls_back(&surgery, a_message(&surgery, ROSA));
    own.ring_ends(Answered, Some(true));
    assert!(own.ends() && own.because(|r| *r == Reason::Connected));
    let mut own = calls_back(&surgery, a_message(&surgery, ROSA));
    own.ring_ends(NoAnswer, Some(false));
    let patients = vec![patient(&surgery, "Rosa")];
    assert!(own.says(&Phrase::PatientNotReached { patients }) && own.says(&Phrase::Emergency));
    own.ended();
    assert!(own.memory.sent.is_empty(), "no missed call");
}

#[test]
fn a_message_that_was_heard_before_is_not_noted_again_by_calling_back() {
    let surgery = two().build();
    let memory = a_message(&surgery, ROSA).heard("Mon 2026-11-23 09:00");
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Rosa", ROSA) && own.decision.effects.is_empty());
}

#[test]
fn a_message_that_is_not_here_yet_is_not_noted_by_calling_back() {
    let surgery = two().build();
    let own = calls_back(&surgery, a_message(&surgery, ROSA).not_here_yet());
    assert!(calls(&own, &surgery, "Rosa", ROSA));
    assert!(own.memory.message(1).unwrap().heard_at.is_none());
}

#[test]
fn a_caller_who_is_not_known_cannot_be_called_back() {
    let surgery = two().build();
    for from in ["withheld", NOBODY] {
        let own = calls_back(&surgery, a_message(&surgery, from));
        assert_eq!(own.asks(), Some(Place::Message(MessageId(1))));
        assert!(own.says(&Phrase::NobodyToCallBack) && own.says(&Phrase::MessageKeys));
        assert!(own.memory.message(1).unwrap().heard_at.is_none());
    }
}

#[test]
fn whose_grant_has_ended_is_not_called_back() {
    let surgery = two().build();
    let memory = a_message(&surgery, ROSA).pin("okafor", PIN);
    let mut own = surgery.phone_with(memory, &phone_of(0, 0), "okafor", "Tue 2026-12-01 09:00");
    own.keys("2580#").presses('1').presses('4');
    let rosa = patient(&surgery, "Rosa");
    assert!(!own.rings_patient(ROSA));
    let patients = vec![rosa];
    assert!(own.says(&Phrase::AccessEnded { patients }) && own.says(&Phrase::MessageKeys));
    assert!(own.because(|r| matches!(r, Reason::GrantEnded { patient, .. } if *patient == rosa)));
    assert!(own.decision.effects.is_empty());
}

#[test]
fn who_is_on_the_list_no_more_is_not_called_back() {
    let surgery = two().build();
    let memory = a_message(&surgery, ROSA).which(|message| message.patients = vec![PatientId(1)]);
    let own = calls_back(&surgery, memory);
    assert!(own.says(&Phrase::PatientNotListed) && !own.rings_patient(ROSA));
}

/// okafor's patients Rosa, with two phones, and Tom, who may have got one of them.
pub(super) fn rosa_with(phones: &str, tom: &str) -> Surgery {
    practice()
        .clinician("okafor", |c| c.phones(2))
        .patient("Rosa", "okafor", phones, |p| p)
        .patient("Tom", "okafor", tom, |p| p)
        .back_lines(2)
        .build()
}

#[test]
fn the_phone_that_the_message_came_from_is_rung() {
    let surgery = rosa_with(&format!("{ROSA};{ROSA_TOO}"), MARIE);
    for phone in [ROSA, ROSA_TOO] {
        let memory = a_message(&surgery, phone);
        let memory = memory.back_line(&surgery, "okafor", "back 1", ROSA, at(EARLIER));
        let own = calls_back(&surgery, memory);
        assert!(calls(&own, &surgery, "Rosa", phone), "{phone}");
    }
}

#[test]
fn a_phone_that_is_another_patients_by_now_is_not_rung() {
    let before = rosa_with(&format!("{ROSA};{ROSA_TOO}"), MARIE);
    let after = rosa_with(ROSA, ROSA_TOO);
    let own = calls_back(&after, a_message(&before, ROSA_TOO));
    assert!(calls(&own, &after, "Rosa", ROSA), "{:?}", own.decision);
}

#[test]
fn who_came_in_by_a_code_is_called_on_the_phone_last_in_touch_or_else_the_first() {
    let surgery = rosa_with(&format!("{ROSA};{ROSA_TOO}"), MARIE);
    let by_code = || a_message(&surgery, ROSA).which(|message| message.phone = None);
    let own = calls_back(&surgery, by_code());
    assert!(calls(&own, &surgery, "Rosa", ROSA));
    let memory = by_code()
        .back_line(&surgery, "okafor", "back 1", ROSA, at(BEFORE))
        .mark("okafor", 3, ROSA_TOO, at(EARLIER))
        .back_line(&surgery, "okafor", "back 2", MARIE, at(NOW));
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Rosa", ROSA_TOO));
}

#[test]
fn a_household_is_called_by_its_names() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p)
        .patient("Luz", "okafor", ROSA, |p| p)
        .build();
    let own = calls_back(&surgery, a_message(&surgery, ROSA));
    let patients = ["Rosa", "Luz"].map(|name| patient(&surgery, name)).to_vec();
    assert!(own.says(&Phrase::Connecting { patients }));
}

#[test]
fn a_colleagues_patient_sees_the_colleagues_front_line() {
    let surgery = two().build();
    let memory = nothing()
        .left(&surgery, "lindqvist", MARIE, "Mon 2026-11-23 08:00")
        .told_to("okafor");
    let own = calls_back(&surgery, memory);
    assert!(own.rings_patient(MARIE));
    assert_eq!(own.shows(), Some(surgery.line("lindqvist")));
}

#[test]
fn calling_back_uses_the_conversation_and_answers_what_is_urgent_over_its_line() {
    let surgery = two().build();
    let memory =
        a_message(&surgery, ROSA).back_line(&surgery, "okafor", "back 2", ROSA, at(EARLIER));
    let own = calls_back(&surgery, memory);
    let line = Line(surgery.line("back 2"));
    let used = own
        .memory
        .back_lines
        .iter()
        .find(|known| known.line == line);
    assert_eq!(used.unwrap().last_used, at(NOW));
    assert_eq!(acknowledged(&own), [line]);
}

#[test]
fn a_line_of_somebody_else_is_neither_used_nor_answered() {
    let surgery = two().build();
    let memory = a_message(&surgery, ROSA)
        .back_line(&surgery, "okafor", "back 1", MARIE, at(EARLIER))
        .back_line(&surgery, "lindqvist", "back 2", ROSA, at(EARLIER));
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Rosa", ROSA) && acknowledged(&own).is_empty());
    let used = |effect: &Effect| matches!(effect, Effect::UseBackLine { .. });
    assert!(!own.decision.effects.iter().any(used));
}

#[test]
fn a_call_over_a_back_line_answers_what_is_urgent_over_it() {
    let surgery = two().build();
    let memory = nothing().back_line(&surgery, "okafor", "back 1", ROSA, at(EARLIER));
    let call = surgery.phone_with(memory.clone(), &phone_of(0, 0), "back 1", NOW);
    assert_eq!(acknowledged(&call), [Line(surgery.line("back 1"))]);
    let late = surgery.phone_with(memory, &phone_of(0, 0), "back 1", "Tue 2026-12-01 09:00");
    assert!(acknowledged(&late).is_empty(), "nobody was called");
}

#[test]
fn of_a_household_the_row_that_still_is_in_force_is_called() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-22"))
        .patient("Luz", "okafor", ROSA_TOO, |p| p)
        .build();
    let both = ["Rosa", "Luz"].map(|name| patient(&surgery, name)).to_vec();
    let memory = a_message(&surgery, ROSA).which(|message| message.patients = both);
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Luz", ROSA_TOO), "{:?}", own.decision);
}

#[test]
fn a_conversation_that_was_another_patients_is_no_way_to_this_one() {
    let surgery = rosa_with(&format!("{ROSA};{ROSA_TOO}"), MARIE);
    let memory = a_message(&surgery, ROSA).which(|message| message.phone = None);
    let mut memory = memory.back_line(&surgery, "okafor", "back 1", ROSA_TOO, at(EARLIER));
    memory.back_lines[0].who = vec![crate::domain::names::Subject(1)];
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Rosa", ROSA));
    let memory = a_message(&surgery, ROSA);
    let mut memory = memory.back_line(&surgery, "okafor", "back 1", ROSA, at(EARLIER));
    memory.back_lines[0].who = vec![crate::domain::names::Subject(1)];
    let own = calls_back(&surgery, memory);
    assert!(calls(&own, &surgery, "Rosa", ROSA) && acknowledged(&own).is_empty());
    assert_eq!(own.memory.back_lines[0].last_used, at(EARLIER));
}

#[test]
fn ringing_a_patient_is_a_step_with_a_number_of_its_own() {
    let surgery = two().build();
    let mut own = inside(&surgery, a_message(&surgery, ROSA));
    own.presses('1');
    let before = own.own_step().unwrap().step;
    own.presses('4');
    let Answer::Ring(ring) = &own.decision.answer else {
        panic!("nobody rings")
    };
    assert_eq!(ring.progress.step, before + 1);
}
