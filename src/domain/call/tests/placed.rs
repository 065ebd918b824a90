//! Calls that Nightbell places: nobody is named before a key, and what holds is asked afresh at each step.

use chrono::{DateTime, Duration, Utc};

use crate::domain::call::{PROMPTS, decide, wanted};
use crate::domain::decision::{Answer, Decision, Destination, Effect};
use crate::domain::event::{Call, CallEvent, Place, Purpose, RingEnded, RingResult, Target};
use crate::domain::names::{CallId, OutboxId, PatientId, PlacedId};
use crate::domain::phone::{Caller, E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, PracticeBuilder, ROSA, Surgery, at, facts, number, phrases, practice, target,
};

const NOW: &str = "Mon 2026-11-23 10:00";
const NIGHT: &str = "Mon 2026-11-23 03:00";

fn okafor() -> PracticeBuilder {
    practice()
        .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
        .clinician("lindqvist", |c| c.backup("okafor"))
        .patient("Rosa", "okafor", &format!("{ROSA};{MARIE}"), |p| p.urgent())
        .rota("24/7", "lindqvist")
        .back_lines(2)
}

/// A call that was placed and goes on step by step.
pub(super) struct Placed<'a> {
    surgery: &'a Surgery,
    memory: Memory,
    now: DateTime<Utc>,
    to: Target,
    pub(super) decision: Decision,
}

impl<'a> Placed<'a> {
    pub(super) fn answered(
        surgery: &'a Surgery,
        memory: Memory,
        to: Target,
        purpose: &Purpose,
    ) -> Self {
        let now = at(NOW);
        let event = CallEvent::PlacedAnswered {
            placed: PlacedId(1),
            to: to.clone(),
            purpose: purpose.clone(),
        };
        let mut memory = memory;
        let decision = step(surgery, &mut memory, &event, now);
        Placed {
            surgery,
            memory,
            now,
            to,
            decision,
        }
    }

    /// What is asked for next, and for which purpose.
    fn asks(&self) -> Option<(Purpose, u32)> {
        match &self.decision.answer {
            Answer::Placed {
                purpose,
                prompt,
                to,
                placed,
                ..
            } => {
                assert_eq!((to, *placed), (&self.to, PlacedId(1)));
                Some((purpose.clone(), *prompt))
            }
            _ => None,
        }
    }

    pub(super) fn presses(&mut self, key: Option<char>) -> &mut Self {
        let (purpose, prompt) = self.asks().expect("a key is asked for");
        let event = CallEvent::PlacedKey {
            placed: PlacedId(1),
            to: self.to.clone(),
            purpose,
            key,
            prompt,
        };
        self.decision = step(self.surgery, &mut self.memory, &event, self.now);
        self
    }

    pub(super) fn says(&self) -> Vec<&Phrase> {
        phrases(&self.decision.answer)
    }

    fn has(&self, effect: &Effect) -> bool {
        self.decision.effects.contains(effect)
    }
}

fn step(surgery: &Surgery, memory: &mut Memory, event: &CallEvent, now: DateTime<Utc>) -> Decision {
    let call = Call {
        id: CallId(77),
        caller: Caller::Other,
        called: E164::NOBODY,
    };
    let wanted = wanted(surgery, &memory.pauses(), &call, event, now);
    let decision = decide(surgery, &memory.read(&wanted), &call, event, now);
    memory.commit(Some(call.id), &decision, now);
    decision
}

fn rosa(surgery: &Surgery) -> PatientId {
    surgery.patients.iter().next().unwrap().id
}

fn connect(surgery: &Surgery, phone: &str) -> Purpose {
    Purpose::Connect {
        patient: rosa(surgery),
        phone: surgery.ids.phone(number(phone)),
    }
}

/// Rosa's urgent text, sent to who is on duty.
fn texted(surgery: &Surgery) -> (Memory, OutboxId) {
    let texted = surgery.text(ROSA, "okafor", NIGHT, "URGENT my chest");
    let id = last_urgent(&texted.memory);
    (texted.memory, id)
}

fn last_urgent(memory: &Memory) -> OutboxId {
    let rows = memory.rows.0.iter().rev();
    let mut carried =
        rows.filter(|row| matches!(row.queued.body, crate::domain::decision::Body::Verbatim(_)));
    carried.next().unwrap().queued.id
}

#[test]
fn nobody_is_named_before_a_key_and_a_machine_hears_three_prompts_at_most() {
    let surgery = okafor().build();
    let urgent = Purpose::UrgentText { text: OutboxId(1) };
    for (purpose, prompt) in [
        (Purpose::ChoosePin, Phrase::PlacedPin),
        (connect(&surgery, ROSA), Phrase::PlacedConnect),
        (urgent, Phrase::PlacedUrgent),
    ] {
        let to = target(&surgery, "okafor", 0);
        let mut call = Placed::answered(&surgery, facts(), to, &purpose);
        for prompts in 1..=PROMPTS {
            assert_eq!(call.says(), [&prompt]);
            assert_eq!(call.asks(), Some((purpose.clone(), prompts)));
            let key = if prompts == 2 { Some('5') } else { None };
            call.presses(key);
        }
        assert!(matches!(&call.decision.answer, Answer::End { say } if say.is_empty()));
        assert_eq!(call.decision.effects, []);
    }
}

#[test]
fn a_phone_that_is_no_clinicians_any_more_is_told_nothing() {
    let surgery = okafor().build();
    let gone = Target {
        clinician: super::id("gone"),
        phone: target(&surgery, "okafor", 0).phone,
    };
    let other = Target {
        clinician: super::id("okafor"),
        phone: target(&surgery, "lindqvist", 0).phone,
    };
    let urgent = Purpose::UrgentText { text: OutboxId(1) };
    for to in [gone, other] {
        for purpose in [&Purpose::ChoosePin, &connect(&surgery, ROSA), &urgent] {
            let mut call = Placed::answered(&surgery, facts(), to.clone(), purpose);
            assert_eq!(call.says(), [&Phrase::Goodbye]);
            // Removed between the prompt and the key.
            let event = CallEvent::PlacedKey {
                placed: PlacedId(1),
                to: to.clone(),
                purpose: purpose.clone(),
                key: Some('1'),
                prompt: 1,
            };
            call.decision = step(&surgery, &mut call.memory, &event, call.now);
            assert_eq!(call.says(), [&Phrase::Goodbye]);
            assert_eq!(call.decision.effects, []);
        }
    }
}

#[test]
fn who_is_away_hears_of_no_urgent_text_and_may_still_make_the_own_calls() {
    let surgery = practice()
        .clinician("okafor", |c| c.away("2026-11-20", "2026-11-27"))
        .patient("Rosa", "okafor", ROSA, |p| p.urgent())
        .build();
    let to = target(&surgery, "okafor", 0);
    let urgent = Purpose::UrgentText { text: OutboxId(1) };
    let call = Placed::answered(&surgery, facts(), to.clone(), &urgent);
    assert_eq!(call.says(), [&Phrase::Goodbye]);
    assert!(matches!(call.decision.reasons[..], [Reason::Away { .. }]));
    for purpose in [Purpose::ChoosePin, connect(&surgery, ROSA)] {
        let call = Placed::answered(&surgery, facts(), to.clone(), &purpose);
        assert!(call.asks().is_some());
    }
}

#[test]
fn a_key_confirms_the_phone() {
    let surgery = okafor().confirms_phones().build();
    let to = target(&surgery, "okafor", 0);
    let mut call = Placed::answered(&surgery, facts(), to.clone(), &connect(&surgery, ROSA));
    call.presses(Some('1'));
    assert!(call.has(&Effect::ConfirmPhone { phone: to }));
}

#[test]
fn a_key_leads_to_the_choice_of_a_pin() {
    let surgery = okafor().build();
    let to = target(&surgery, "okafor", 0);
    let mut call = Placed::answered(&surgery, facts(), to.clone(), &Purpose::ChoosePin);
    call.presses(Some('1'));
    let Answer::Own { at, .. } = &call.decision.answer else {
        panic!("{:?}", call.decision.answer);
    };
    assert_eq!((&at.target, at.place), (&to, Place::NewPin));
    assert_eq!(call.says(), [&Phrase::PinNew]);
}

#[test]
fn a_key_connects_with_exactly_that_phone_from_the_line_that_the_patient_knows() {
    let surgery = okafor().build();
    for phone in [ROSA, MARIE] {
        let to = target(&surgery, "okafor", 0);
        let used = at("Fri 2026-11-20 10:00");
        let memory = facts().back_line(&surgery, "okafor", "back 2", phone, used);
        let mut call = Placed::answered(&surgery, memory, to, &connect(&surgery, phone));
        call.presses(Some('1'));
        let Answer::Ring(ring) = &call.decision.answer else {
            panic!("{:?}", call.decision.answer);
        };
        let patients = vec![rosa(&surgery)];
        assert_eq!(ring.say, [Phrase::Connecting { patients }]);
        let phone = number(phone);
        let (patient, id) = (rosa(&surgery), surgery.ids.phone(phone));
        assert_eq!(ring.to, Destination::Patient { patient, phone: id });
        assert_eq!(ring.caller_id, surgery.clinician("okafor").line);
        assert!(ring.seconds >= 30);
        let line = Line(surgery.line("back 2"));
        let clinician = super::id("okafor");
        let in_use = |effect: &Effect| matches!(effect, Effect::UseBackLine { line: over, phone: of, .. } if *over == line && *of == phone);
        assert!(call.decision.effects.iter().any(in_use));
        assert!(call.has(&Effect::Acknowledge { clinician, line }));
    }
}

#[test]
fn a_patient_who_does_not_answer_is_said_so() {
    let surgery = okafor().build();
    let to = target(&surgery, "okafor", 0);
    let mut call = Placed::answered(&surgery, facts(), to, &connect(&surgery, ROSA));
    call.presses(Some('1'));
    let Answer::Ring(ring) = call.decision.answer.clone() else {
        panic!("it rings");
    };
    let ended = CallEvent::RingEnded(RingEnded {
        progress: ring.progress,
        result: RingResult::NoAnswer,
        bridged: Some(false),
        caller_gone: false,
    });
    call.decision = step(&surgery, &mut call.memory, &ended, call.now);
    let patients = vec![rosa(&surgery)];
    assert!(
        call.says()
            .contains(&&Phrase::PatientNotReached { patients })
    );
}

#[test]
fn a_grant_that_has_ended_or_a_phone_that_has_moved_is_not_rung() {
    let grant = |until: &str| {
        practice()
            .clinician("okafor", |c| c)
            .patient("Rosa", "okafor", ROSA, |p| p.until(until))
            .patient("Tom", "okafor", MARIE, |p| p)
            .build()
    };
    let (before, after) = (grant("2026-11-23"), grant("2026-11-22"));
    let to = target(&before, "okafor", 0);
    let rings = |surgery: &Surgery, purpose: &Purpose| {
        let mut call = Placed::answered(surgery, facts(), to.clone(), purpose);
        call.presses(Some('1'));
        let rings = matches!(call.decision.answer, Answer::Ring(_));
        (rings, call.says().into_iter().cloned().collect::<Vec<_>>())
    };
    assert!(rings(&before, &connect(&before, ROSA)).0);
    let patients = vec![rosa(&after)];
    let ended = vec![Phrase::AccessEnded { patients }, Phrase::Emergency];
    assert_eq!(
        rings(&after, &connect(&before, ROSA)),
        (false, ended.clone())
    );
    // Tom's phone for Rosa's row.
    assert!(!rings(&before, &connect(&before, MARIE)).0);
    let nobody = Purpose::Connect {
        patient: PatientId(1),
        phone: before.ids.phone(number(ROSA)),
    };
    let not_listed = vec![Phrase::PatientNotListed, Phrase::Emergency];
    assert_eq!(rings(&before, &nobody), (false, not_listed));
}

#[test]
fn another_of_the_household_does_not_stand_in_for_a_row_that_has_ended() {
    let surgery = practice()
        .clinician("okafor", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-22"))
        .patient("Tom", "okafor", ROSA, |p| p)
        .build();
    let to = target(&surgery, "okafor", 0);
    let mut call = Placed::answered(&surgery, facts(), to, &connect(&surgery, ROSA));
    call.presses(Some('1'));
    assert!(matches!(call.decision.answer, Answer::End { .. }));
}

#[test]
fn a_key_ends_the_watch_names_the_patient_and_the_key_again_calls_back() {
    let surgery = okafor().build();
    let (memory, text) = texted(&surgery);
    let to = target(&surgery, "lindqvist", 0);
    let mut call = Placed::answered(&surgery, memory, to, &Purpose::UrgentText { text });
    assert!(call.memory.desk.watches.contains_key(&text));
    call.presses(Some('1'));
    assert!(!call.memory.desk.watches.contains_key(&text));
    assert!(call.decision.reasons.contains(&Reason::UrgentAnswered));
    let patients = vec![rosa(&surgery)];
    let named = Phrase::UrgentTextFrom { patients };
    assert_eq!(call.says(), [&named]);
    assert_eq!(call.asks(), Some((connect(&surgery, ROSA), 1)));
    // Asked again in the same words, three times in all.
    call.presses(Some('9'));
    assert_eq!(call.says(), [&named]);
    assert_eq!(call.asks(), Some((connect(&surgery, ROSA), 2)));
    call.presses(Some('1'));
    let Answer::Ring(ring) = &call.decision.answer else {
        panic!("{:?}", call.decision.answer);
    };
    assert_eq!(
        ring.caller_id,
        surgery.clinician("okafor").line,
        "the line that Rosa knows"
    );
}

#[test]
fn a_key_answers_all_that_the_patient_wrote() {
    let surgery = okafor().build();
    let (memory, text) = texted(&surgery);
    let body = "URGENT it is worse";
    let more = surgery.text_with(memory, MARIE, "okafor", "Mon 2026-11-23 03:02", body);
    let watched = more.memory.desk.watches.len();
    assert!(watched >= 2);
    let to = target(&surgery, "lindqvist", 0);
    let purpose = Purpose::UrgentText { text };
    let mut call = Placed::answered(&surgery, more.memory, to, &purpose);
    call.presses(Some('1'));
    assert!(call.memory.desk.watches.is_empty());
}

#[test]
fn an_urgent_text_that_is_not_there_any_more_is_said_to_be_trouble() {
    let surgery = okafor().build();
    let to = target(&surgery, "lindqvist", 0);
    let text = OutboxId(9);
    let mut call = Placed::answered(&surgery, facts(), to, &Purpose::UrgentText { text });
    call.presses(Some('1'));
    assert_eq!(call.says(), [&Phrase::Trouble]);
}

#[test]
fn a_call_that_nobody_took_makes_the_watch_due_at_once() {
    let surgery = okafor().build();
    let (mut memory, text) = texted(&surgery);
    let (first, second) = (
        target(&surgery, "lindqvist", 0),
        target(&surgery, "okafor", 0),
    );
    let on = Effect::WatchOn {
        text,
        rung: vec![first.clone(), second.clone()],
        due: at(NOW) + Duration::minutes(2),
    };
    memory.desk.carry_out(&on, at(NOW));
    let ended = |memory: &mut Memory, to: &Target, purpose: &Purpose| {
        let event = CallEvent::PlacedEnded {
            placed: PlacedId(1),
            to: to.clone(),
            purpose: purpose.clone(),
        };
        step(&surgery, memory, &event, at(NOW)).effects
    };
    let purpose = Purpose::UrgentText { text };
    // That of the phone before is late news.
    assert_eq!(ended(&mut memory, &first, &purpose), []);
    let due = Effect::WatchOn {
        text,
        rung: vec![first.clone(), second.clone()],
        due: at(NOW),
    };
    assert_eq!(ended(&mut memory, &second, &purpose), [due]);
    for other in [Purpose::ChoosePin, connect(&surgery, ROSA)] {
        assert_eq!(ended(&mut memory, &second, &other), []);
    }
    memory.desk.watches.clear();
    assert_eq!(ended(&mut memory, &second, &purpose), [], "it was taken");
}

#[test]
fn an_urgent_text_of_a_patient_whose_access_has_ended_since_is_over_with_a_key() {
    let until = |day: &str| {
        practice()
            .clinician("okafor", |c| c.hours("Mo-Fr 09:00-17:00"))
            .clinician("lindqvist", |c| c)
            .patient("Rosa", "okafor", ROSA, |p| p.urgent().until(day))
            .rota("24/7", "lindqvist")
            .build()
    };
    let (memory, text) = texted(&until("2026-11-23"));
    let removed = practice()
        .clinician("okafor", |c| c)
        .clinician("lindqvist", |c| c)
        .build();
    let ended = until("2026-11-22");
    let patients = vec![rosa(&ended)];
    for (surgery, say) in [
        (&ended, Phrase::AccessEnded { patients }),
        (&removed, Phrase::PatientNotListed),
    ] {
        let to = target(surgery, "lindqvist", 0);
        let purpose = Purpose::UrgentText { text };
        let mut call = Placed::answered(surgery, memory.clone(), to, &purpose);
        call.presses(Some('1'));
        assert_eq!(call.says(), [&say, &Phrase::Emergency]);
        assert!(!call.memory.desk.watches.contains_key(&text));
    }
}
