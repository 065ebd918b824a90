//! Walks at random over the keys of the own line: whatever is keyed, nothing is heard before the right PIN, nothing of
//! somebody else, and every answer asks or ends.

use proptest::prelude::*;

use chrono::Duration;

use super::super::MOST_STEPS;
use crate::domain::decision::{Answer, Destination, Effect, Mailbox, Utterance};
use crate::domain::phrase::Phrase;
use crate::domain::reason::Reason;
use crate::domain::testkit::{
    MARIE, Memory, NOBODY, PIN, Phoning, ROSA, Surgery, at, facts, phone_of, phrases, practice,
};

const KEYS: [&str; 20] = [
    "2580#", "9999#", "", "1", "1", "1", "2", "3", "4", "7", "7", "9", "*", "#", "0", "3#", "17#",
    "*#", "2580#", "8",
];
const FROM: [&str; 4] = [ROSA, MARIE, NOBODY, "withheld"];
const WHOSE: [&str; 3] = ["okafor", "lindqvist", "practice"];

/// One message: whose, from whom, hours ago, heard, here, and whether okafor was told.
type Left = (usize, usize, i64, bool, bool, bool);

fn surgery(rota: usize) -> Surgery {
    let practice = practice()
        .clinician("okafor", |c| c.phones(2))
        .clinician("lindqvist", |c| c)
        .patient("Rosa", "okafor", ROSA, |p| p.until("2026-11-23"))
        .patient("Marie", "lindqvist", MARIE, |p| p)
        .back_lines(2);
    match rota {
        0 => practice.build(),
        1 => practice.rota("Mo 00:00-24:00", "okafor").build(),
        _ => practice.rota("24/7", "lindqvist").build(),
    }
}

fn remembered(surgery: &Surgery, left: &[Left], wrong: u32, is_set: bool) -> Memory {
    let mut memory = facts()
        .back_line(
            surgery,
            "okafor",
            "back 1",
            ROSA,
            at("Sun 2026-11-22 20:00"),
        )
        .mark("okafor", 3, MARIE, at("Sun 2026-11-22 10:00"))
        .mark("lindqvist", 17, ROSA, at("Sun 2026-11-22 10:00"));
    for (whose, from, hours, heard, here, told) in left {
        memory = memory
            .left(surgery, WHOSE[*whose], FROM[*from], "Mon 2026-11-23 08:00")
            .which(|message| {
                message.at -= Duration::hours(*hours);
                message.heard_at = heard.then_some(message.at);
                message.is_here = *here;
            });
        if *told {
            memory = memory.told_to("okafor");
        }
    }
    if is_set {
        memory = memory.pin("okafor", PIN);
    }
    memory.wrong_pins("okafor", wrong)
}

struct Walk<'a> {
    surgery: &'a Surgery,
    own: Phoning<'a>,
    /// Whether this call keyed the right PIN while it opened something.
    right: bool,
}

impl Walk<'_> {
    fn key(&mut self, keys: &str) {
        let asked = self.own.asks();
        let pin = self.own.memory.desk.pins.values().next().copied();
        let opens = pin.is_some_and(|pin| pin.is_set && !pin.is_locked());
        let is_pin = asked == Some(crate::domain::event::Place::Pin);
        self.right |= is_pin && opens && keys == "2580#";
        self.own.later(Duration::seconds(7)).keys(keys);
        self.check();
    }

    fn check(&self) {
        let decision = &self.own.decision;
        assert!(
            !phrases(&decision.answer).is_empty(),
            "silence: {decision:?}"
        );
        for effect in &decision.effects {
            match effect {
                Effect::Heard { message, .. } | Effect::DeleteMessage { message } => {
                    assert!(self.right, "changed without the PIN");
                    let _ = message;
                }
                _ => {}
            }
        }
        match &decision.answer {
            Answer::Own { say, .. } => say.iter().for_each(|heard| self.check_heard(heard)),
            Answer::Ring(ring) => {
                assert!(self.right, "rings without the PIN");
                let Destination::Patient { patient, .. } = ring.to else {
                    panic!("no patient: {:?}", ring.to)
                };
                let today = self.surgery.day(self.own.now);
                assert!(self.surgery.patients.household_of(patient, today).is_some());
                assert!(!self.surgery.is_back_line(ring.caller_id.0));
            }
            Answer::End { say } => assert!(say.contains(&Phrase::Emergency)),
            other => panic!("not on the own line: {other:?}"),
        }
    }

    fn check_heard(&self, heard: &Utterance) {
        let private = match heard {
            Utterance::Play { .. } => true,
            Utterance::Say(phrase) => matches!(
                phrase,
                Phrase::MessageFrom { .. } | Phrase::Messages { .. } | Phrase::MessageFor { .. }
            ),
        };
        assert!(self.right || !private, "heard without the PIN");
        let Utterance::Play { message, until } = heard else {
            return;
        };
        assert_eq!(*until, self.own.now + Duration::minutes(5));
        let all = &self.own.memory.desk.messages;
        let (message, told) = all.iter().find(|(known, _)| known.id == *message).unwrap();
        let okafor = &self.surgery.clinician("okafor").id;
        let for_duty = self.surgery.rota.is_empty() || {
            let duty = crate::domain::availability::on_duty(self.surgery, self.own.now);
            duty.is_some_and(|duty| duty.id == *okafor)
        };
        let theirs = match &message.mailbox {
            Mailbox::Clinician(id) => id == okafor,
            Mailbox::Practice => for_duty,
        };
        assert!(theirs || told.as_ref() == Some(okafor), "somebody else's");
        assert!(message.is_here);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_keyed_nothing_is_heard_before_the_right_pin_and_every_answer_asks_or_ends(
        rota in 0..3usize,
        left in proptest::collection::vec(
            (0..3usize, 0..4usize, 0..99i64, any::<bool>(), any::<bool>(), any::<bool>()), 0..6),
        (wrong, is_set, knows) in (0..6u32, proptest::bool::weighted(0.9), proptest::bool::weighted(0.7)),
        keys in proptest::collection::vec(0..KEYS.len(), 1..60),
    ) {
        let surgery = surgery(rota);
        let memory = remembered(&surgery, &left, wrong, is_set);
        let own = surgery.phone_with(memory, &phone_of(0, 0), "okafor", "Mon 2026-11-23 10:00");
        let mut walk = Walk { surgery: &surgery, own, right: false };
        walk.check();
        if knows {
            walk.key("2580#");
        }
        for key in keys.iter().cycle() {
            if walk.own.own_step().is_none() {
                break;
            }
            prop_assert!(walk.own.own_step().unwrap().step <= MOST_STEPS);
            // Keyed for ever by a machine the call ends too, but that takes long to watch.
            if walk.own.own_step().unwrap().step > 120 {
                break;
            }
            walk.key(KEYS[*key]);
        }
        let deleted = |reason: &Reason| matches!(reason, Reason::MessageDeleted { .. });
        prop_assert!(walk.right || !walk.own.because(deleted));
    }
}
