//! What answers an urgent text: a reply, a call, a talk; and what does not.

use chrono::Duration;

use super::{BODY, clinician, night, urgent};
use crate::domain::decision::Effect;
use crate::domain::testkit::{MARIE, PIN, ROSA, at, phone_of, target};
use crate::domain::text::tests::{NIGHT, id};

#[test]
fn a_reply_over_the_line_ends_it() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    let line = watching.sent_to(&clinician("lindqvist"))[0].from;
    let reply = watching
        .later(3)
        .texts(&phone_of(1, 0), &line.0.wire(), "On my way");
    let acknowledged = Effect::Acknowledge {
        clinician: id("lindqvist"),
        line,
    };
    assert!(reply.effects.contains(&acknowledged));
    assert!(watching.answered());
    assert_eq!(watching.later(9).round(), []);
    assert_eq!(watching.memory.desk.placed, []);
}

#[test]
fn a_text_that_does_not_reach_the_patient_is_no_answer() {
    let surgery = night().build();
    let mut watching = urgent(&surgery);
    let line = watching.sent_to(&clinician("lindqvist"))[0].from.0.wire();
    let own = format!("Call me on {}", phone_of(1, 0));
    for body in ["STOP", own.as_str()] {
        watching.texts(&phone_of(1, 0), &line, body);
        assert!(!watching.answered(), "{body}");
    }
    // Nor one to another patient.
    watching.texts(MARIE, "okafor", BODY);
    let sent = watching.sent_to(&clinician("lindqvist"));
    let other = sent.last().unwrap().from.0.wire();
    assert_ne!(line, other);
    watching.texts(&phone_of(1, 0), &other, "Marie, I call you");
    assert!(!watching.answered());
    assert_eq!(watching.later(5).round().len(), 1);
}

#[test]
fn with_marks_an_answer_to_one_conversation_is_none_to_another() {
    let surgery = night().back_lines(0).build();
    let mut watching = urgent(&surgery);
    watching.texts(MARIE, "okafor", BODY);
    assert_eq!(watching.memory.desk.watches.len(), 2);
    watching.texts(&phone_of(1, 0), "lindqvist", "2: I call you, Marie");
    assert_eq!(watching.memory.desk.watches.len(), 1);
    assert_eq!(
        watching.later(5).round(),
        [target(&surgery, "lindqvist", 0)]
    );
    assert_eq!(
        watching.memory.desk.placed[0].from,
        surgery.clinician("lindqvist").line
    );
    watching.texts(&phone_of(1, 0), "lindqvist", "1: I call you, Rosa");
    assert!(watching.answered());
}

#[test]
fn a_question_that_is_answered_answers_the_text_too() {
    let surgery = night().build();
    let now = at(NIGHT);
    let mut watching = urgent(&surgery);
    let line = watching.sent_to(&clinician("lindqvist"))[0].from;
    for known in &mut watching.memory.back_lines {
        known.last_used = now - Duration::hours(13);
    }
    watching.texts(&phone_of(1, 0), &line.0.wire(), "On my way");
    assert!(!watching.answered(), "a question goes first");
    let rows = watching.memory.rows.0.iter();
    let code = rows.filter_map(|row| row.queued.code).next().unwrap();
    watching.texts(&phone_of(1, 0), &line.0.wire(), &code.to_string());
    assert!(watching.answered());
}

#[test]
fn a_call_over_the_line_ends_it_and_so_does_talking_with_the_patient() {
    let surgery = night().build();
    let watching = urgent(&surgery);
    let line = watching.sent_to(&clinician("lindqvist"))[0].from.0.wire();
    let memory = watching.memory.clone();
    let call = surgery.phone_at(memory.clone(), &phone_of(1, 0), &line, watching.now);
    assert!(call.rings_patient(ROSA));
    assert!(call.memory.desk.watches.is_empty());

    let mut call = surgery.phone_at(memory, ROSA, "okafor", watching.now);
    call.presses('1');
    assert_eq!(call.rings(), Some(("lindqvist", 0)));
    call.is_taken();
    assert!(!call.memory.desk.watches.is_empty(), "not yet");
    call.ring_ends(crate::domain::event::RingResult::Answered, Some(true));
    assert!(call.memory.desk.watches.is_empty());
}

#[test]
fn calling_the_patient_from_the_own_line_ends_it_though_there_are_only_marks() {
    let surgery = night().back_lines(0).build();
    let watching = urgent(&surgery);
    let memory = watching.memory.clone().pin("lindqvist", PIN);
    let from = phone_of(1, 0);
    let mut own = surgery.phone_at(memory, &from, "lindqvist", watching.now);
    own.keys("2580#");
    assert!(!own.memory.desk.watches.is_empty());
    own.presses('2');
    assert!(own.rings_patient(ROSA));
    assert!(own.memory.desk.watches.is_empty());
}
