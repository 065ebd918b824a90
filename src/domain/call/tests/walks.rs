//! Walks at random over whole calls: whatever the practice, the memory and the people do, the promises hold.

use proptest::prelude::*;

use chrono::Duration;

use crate::domain::availability::{Standing, on_duty, standing};
use crate::domain::call::decide;
use crate::domain::call::voicemail::recorded_into;
use crate::domain::decision::{Answer, Decision, Destination, Effect, Mailbox, Ring};
use crate::domain::event::{
    Call, CallEvent, Path, Progress, Purpose, RingEnded, RingResult, Target,
};
use crate::domain::facts::Facts;
use crate::domain::identify::{Who, identify};
use crate::domain::names::{CallId, ClinicianId, OutboxId, PatientId, PlacedId};
use crate::domain::phone::PhoneId;
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::chance::{
    CALLERS, CODES, line_of, memories, moments, somebody, surgeries,
};
use crate::domain::testkit::{Phoning, Surgery, caller, facts, number, phrases};

/// A call must have ended after so many steps.
const LONGEST_WALK: usize = 40;

/// What a walk has seen so far.
struct Walk<'a> {
    surgery: &'a Surgery,
    call: Phoning<'a>,
    /// Whether the caller had access by number when the call came in.
    patient: bool,
    heard_emergency: bool,
    /// Whether a step was lost already: once is enough for one call.
    lost: bool,
    declined: Vec<ClinicianId>,
    /// Seconds of ringing, on the patient's path and on the urgent one.
    rung: [u32; 2],
}

/// How a call ends well.
#[derive(Debug, PartialEq)]
enum End {
    Person,
    Message,
    Words,
    HungUp,
}

impl Walk<'_> {
    /// Follows the call with these choices until it ends.
    fn follow(&mut self, choices: &[u8]) -> End {
        for step in 0..LONGEST_WALK {
            let choice = choices[step % choices.len()];
            self.check();
            self.call
                .later(Duration::seconds(i64::from(choice) * 7 % 90));
            if let Some(end) = self.one(choice) {
                return end;
            }
        }
        panic!("{LONGEST_WALK} steps and no end: {:?}", self.call.decision)
    }

    /// What must hold of whatever is answered.
    fn check(&mut self) {
        let spoken = phrases(&self.call.decision.answer);
        self.heard_emergency |= spoken.contains(&&Phrase::Emergency);
        check_expected(&self.call.decision);
        check_expected(&self.call.decision);
        if let Answer::Ring(ring) = self.call.decision.answer.clone()
            && let Destination::Clinician(target) = &ring.to
        {
            self.check_ring(&ring, target);
        }
    }

    fn check_ring(&mut self, ring: &Ring, target: &Target) {
        let (surgery, now) = (self.surgery, self.call.now);
        let patient = ring.progress.patient.expect("a patient");
        let household = surgery.patients.household_of(patient, surgery.day(now));
        assert!(household.is_some(), "no grant, no ring");
        assert!(
            self.patient || ring.progress.by_code,
            "a caller who proved nothing"
        );
        let degraded = self.call.memory.degraded;
        if !degraded {
            assert!(
                !self.declined.contains(&target.clinician),
                "rung after a no"
            );
        }
        let rung = surgery.clinicians.get(&target.clinician).unwrap();
        let how = standing(surgery, rung, &self.call.memory.pauses(), now);
        match ring.progress.path {
            Path::Patient => assert_eq!(how, Standing::Open, "outside the own hours"),
            Path::Urgent => {
                assert!(!matches!(how, Standing::Away { .. }), "away overrides duty");
                let duty = on_duty(surgery, now).expect("somebody on duty");
                let called = duty.id == rung.id || duty.backup.contains(&rung.id);
                assert!(called, "neither on duty nor the backup");
            }
            Path::Desk | Path::Back => panic!("a clinician is not rung on this path"),
        }
        let asked = self.call.wanted.back_lines_of.contains(&target.clinician);
        assert!(
            asked || surgery.back_lines.is_empty(),
            "the back lines were asked for"
        );
        let all = self.rung[path(ring)] + ring.seconds;
        assert!(all <= 60, "{all} seconds of ringing");
        assert!(ring.seconds >= 5);
    }

    fn one(&mut self, choice: u8) -> Option<End> {
        if choice == 255 && !std::mem::replace(&mut self.lost, true) {
            self.call
                .happens(&CallEvent::Unknown { caller_gone: false });
            // That is an answer: urgent may be chosen anew, and has a minute of its own again.
            self.rung = [0, 0];
            return None;
        }
        match self.call.decision.answer.clone() {
            Answer::Ring(ring) => match ring.to {
                Destination::Clinician(ref target) => {
                    let target = target.clone();
                    self.clinicians_phone(&ring, target, choice)
                }
                Destination::FrontDesk | Destination::Patient { .. } => self.other_phone(choice),
            },
            Answer::Announce { .. } => {
                match choice % 4 {
                    0 => self.call.waits(),
                    code => self.call.keys(CODES[usize::from(code) - 1]),
                };
                None
            }
            Answer::Menu { .. } => {
                match choice % 5 {
                    0 => self.call.waits(),
                    1 | 4 => self.call.presses('1'),
                    2 => self.call.presses('2'),
                    _ => self.call.presses('9'),
                };
                None
            }
            Answer::Record { .. } => Some(End::Message),
            Answer::End { .. } => {
                assert!(self.heard_emergency, "words without the emergency number");
                Some(End::Words)
            }
            Answer::Own { .. } => {
                self.call
                    .keys(["", "1", "*", "2580#"][usize::from(choice) % 4]);
                None
            }
            Answer::Screen { .. }
            | Answer::Placed { .. }
            | Answer::Bridge { .. }
            | Answer::Nothing => {
                panic!("not for the caller: {:?}", self.call.decision)
            }
        }
    }

    fn clinicians_phone(&mut self, ring: &Ring, target: Target, choice: u8) -> Option<End> {
        if !matches!(choice % 9, 1 | 2) {
            self.rung[path(ring)] += ring.seconds;
        }
        match choice % 9 {
            0 | 8 => self.call.rings_out(),
            1 => self.call.is_busy(),
            2 => self.call.ring_ends(RingResult::Failed, None),
            3 => self.call.goes_to_a_personal_voicemail(),
            4 => {
                self.declined.push(target.clinician);
                self.call.is_declined()
            }
            5 => {
                self.call.is_taken();
                self.call.ring_ends(RingResult::Answered, Some(false))
            }
            6 => {
                self.call.is_taken();
                self.call.ring_ends(RingResult::Answered, Some(true));
                assert!(self.call.because(|r| *r == Reason::Connected));
                return Some(End::Person);
            }
            _ => {
                self.call.caller_hangs_up();
                assert_eq!(self.call.decision.answer, Answer::Nothing);
                return Some(End::HungUp);
            }
        };
        None
    }

    fn other_phone(&mut self, choice: u8) -> Option<End> {
        let result = match choice % 4 {
            0 => {
                self.call.ring_ends(RingResult::Answered, Some(true));
                assert!(self.call.because(|r| *r == Reason::Connected));
                return Some(End::Person);
            }
            1 => RingResult::NoAnswer,
            2 => RingResult::Busy,
            _ => RingResult::Failed,
        };
        self.call.ring_ends(result, Some(false));
        None
    }
}

/// What may be recorded is asked for at the provider, and nothing else.
fn check_expected(decision: &Decision) {
    let recorded = recorded_into(&decision.answer).map(|(mailbox, _)| mailbox);
    let effects = decision.effects.iter();
    let expected: Vec<&Mailbox> = effects
        .filter_map(|effect| match effect {
            Effect::ExpectMessage { mailbox, .. } => Some(mailbox),
            _ => None,
        })
        .collect();
    assert_eq!(expected, recorded.into_iter().collect::<Vec<_>>());
}

fn path(ring: &Ring) -> usize {
    usize::from(ring.progress.path == Path::Urgent)
}

fn is_patient(surgery: &Surgery, from: &str, line: &str, call: &Phoning<'_>) -> bool {
    let (from, line) = (caller(from), number(line));
    let who = identify(surgery, &from, line, call.now, &mut Vec::new());
    matches!(who, Who::Patient { .. })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_call_ends_in_a_person_a_message_or_words_with_the_emergency_number(
        surgery in surgeries(),
        memory in memories(),
        (row, from, line) in (0..6usize, 0..CALLERS.len(), 0..7usize),
        now in moments(),
        choices in proptest::collection::vec(any::<u8>(), 1..12),
    ) {
        let (from, line) = somebody(&surgery, row, from, line);
        let call = surgery.phone_at(memory, &from, &line, now);
        let mut walk = Walk {
            patient: is_patient(&surgery, &from, &line, &call),
            surgery: &surgery,
            call,
            heard_emergency: false,
            lost: false,
            declined: Vec::new(),
            rung: [0, 0],
        };
        walk.follow(&choices);
    }

    #[test]
    fn a_strangers_answer_never_depends_on_why(
        surgery in surgeries(),
        memory in memories(),
        line in 0..7usize,
        now in moments(),
    ) {
        let line = line_of(&surgery, line);
        let unknown = surgery.phone_at(memory.clone(), "+447700900998", &line, now);
        for from in CALLERS {
            let call = surgery.phone_at(memory.clone(), from, &line, now);
            let who = identify(&surgery, &caller(from), number(&line), now, &mut Vec::new());
            if let Who::Stranger { .. } = who {
                prop_assert_eq!(&call.decision.answer, &unknown.decision.answer);
                prop_assert_eq!(call.decision.language, unknown.decision.language);
            }
        }
    }

    #[test]
    fn the_first_step_asks_for_the_back_lines_of_whoever_is_rung_first(
        surgery in surgeries(),
        memory in memories(),
        line in 0..7usize,
        now in moments(),
    ) {
        let line = line_of(&surgery, line);
        for from in CALLERS {
            let call = surgery.phone_at(memory.clone(), from, &line, now);
            if let Some((rung, _)) = call.rings() {
                let asked = &call.wanted.back_lines_of;
                let known = asked.iter().any(|id| id.as_str() == rung);
                prop_assert!(known || surgery.back_lines.is_empty());
            }
        }
    }

    #[test]
    fn no_event_however_odd_makes_a_decision_fail(
        surgery in surgeries(),
        from in 0..CALLERS.len(),
        line in 0..7usize,
        now in moments(),
        event in events(),
        degraded in any::<bool>(),
    ) {
        let line = number(&line_of(&surgery, line));
        let call = Call { id: CallId(9), caller: caller(CALLERS[from]), called: line };
        let wanted = crate::domain::call::wanted(&surgery, &facts().pauses(), &call, &event, now);
        prop_assert!(wanted.counts.len() <= 3);
        let facts = Facts { degraded, ..facts().read(&wanted) };
        let decision = decide(&surgery, &facts, &call, &event, now);
        check_expected(&decision);
        if let Answer::Ring(ring) = &decision.answer {
            let rung = matches!(ring.to, Destination::Clinician(_));
            let alive = ring.progress.patient.is_some_and(|patient| {
                surgery.patients.household_of(patient, surgery.day(now)).is_some()
            });
            prop_assert!(alive || !rung, "no grant, no ring");
            prop_assert!(ring.seconds <= 60);
        }
    }
}

prop_compose! {
    fn progresses()(
        path in 0..4usize,
        step in any::<u32>(),
        rung in any::<u32>(),
        tries in any::<u32>(),
        by_code in any::<bool>(),
        whom in proptest::option::of(any::<u64>()),
        tried in proptest::collection::vec(targets(), 0..3),
    ) -> Progress {
        Progress {
            path: [Path::Patient, Path::Urgent, Path::Desk, Path::Back][path],
            step,
            declined: tried.iter().map(|target| target.clinician.clone()).take(1).collect(),
            tried,
            rung,
            patient: whom.map(PatientId),
            by_code,
            tries,
        }
    }
}

fn targets() -> impl Strategy<Value = Target> {
    (0..3usize, any::<u32>()).prop_map(|(whose, phone)| Target {
        clinician: super::id(["okafor", "lindqvist", "gone"][whose]),
        phone: PhoneId(phone),
    })
}

fn purposes() -> impl Strategy<Value = Purpose> {
    prop_oneof![
        Just(Purpose::ChoosePin),
        (any::<u64>(), any::<u32>()).prop_map(|(patient, phone)| Purpose::Connect {
            patient: PatientId(patient),
            phone: PhoneId(phone),
        }),
        any::<u128>().prop_map(|text| Purpose::UrgentText {
            text: OutboxId(text)
        }),
    ]
}

fn key_pressed() -> impl Strategy<Value = Option<char>> {
    prop_oneof![Just(Some('1')), proptest::option::of(any::<char>())]
}

fn events() -> impl Strategy<Value = CallEvent> {
    let key = proptest::option::of(any::<char>());
    let result = prop_oneof![
        Just(RingResult::Answered),
        Just(RingResult::NoAnswer),
        Just(RingResult::Busy),
        Just(RingResult::Failed),
        Just(RingResult::Cancelled),
    ];
    let bridged = proptest::option::of(any::<bool>());
    let ended = (progresses(), result, bridged, any::<bool>()).prop_map(
        |(progress, result, bridged, caller_gone)| {
            CallEvent::RingEnded(RingEnded {
                progress,
                result,
                bridged,
                caller_gone,
            })
        },
    );
    let menu = (key.clone(), progresses())
        .prop_map(|(key, progress)| CallEvent::MenuKey { key, progress });
    let code = (".{0,16}", progresses())
        .prop_map(|(digits, progress)| CallEvent::CodeKeyed { digits, progress });
    let screening = (targets(), key, progresses()).prop_map(|(target, key, progress)| {
        CallEvent::ScreeningKey {
            target,
            key,
            progress,
        }
    });
    let recording =
        (targets(), any::<bool>()).prop_map(|(target, absent)| CallEvent::RecordingAnnounced {
            recording: "RE1".to_owned(),
            mailbox: Mailbox::Clinician(target.clinician),
            seconds: None,
            absent,
            left: None,
        });
    let answered = (targets(), progresses())
        .prop_map(|(target, progress)| CallEvent::Answered { target, progress });
    let placed =
        (targets(), purposes(), key_pressed(), 0..5u32).prop_map(|(to, purpose, key, prompt)| {
            CallEvent::PlacedKey {
                placed: PlacedId(1),
                to,
                purpose,
                key,
                prompt,
            }
        });
    let other_placed = (targets(), purposes(), any::<bool>()).prop_map(|(to, purpose, ended)| {
        let placed = PlacedId(1);
        match ended {
            true => CallEvent::PlacedEnded {
                placed,
                to,
                purpose,
            },
            false => CallEvent::PlacedAnswered {
                placed,
                to,
                purpose,
            },
        }
    });
    prop_oneof![
        placed,
        other_placed,
        ended,
        menu,
        code,
        screening,
        answered,
        recording,
        any::<bool>().prop_map(|caller_gone| CallEvent::Recorded { caller_gone }),
        any::<bool>().prop_map(|caller_gone| CallEvent::Unknown { caller_gone }),
        Just(CallEvent::Ended),
        Just(CallEvent::Incoming),
    ]
}
