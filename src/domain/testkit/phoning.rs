//! A call that is followed step by step, as the people on both ends would.

use std::ops::Deref;

use chrono::{DateTime, Duration, Utc};

use crate::domain::call;
use crate::domain::decision::{Answer, Decision, Destination, Mailbox};
use crate::domain::event::{Call, CallEvent, Progress, RingEnded, RingResult, Target};
use crate::domain::facts::Wanted;
use crate::domain::phone::{Caller, E164};

use super::build::Surgery;
use super::memory::Memory;
use super::questions::Questions;
use super::{at, caller, facts};

/// A call in progress. Asks questions of the latest decision of the caller's leg.
pub struct Phoning<'a> {
    pub(super) latest: Questions<'a>,
    pub(super) call: Call,
    pub now: DateTime<Utc>,
    pub memory: Memory,
    /// What the latest step of the caller's leg asked the store for.
    pub wanted: Wanted,
}

impl<'a> Deref for Phoning<'a> {
    type Target = Questions<'a>;

    fn deref(&self) -> &Questions<'a> {
        &self.latest
    }
}

impl Surgery {
    /// Somebody calls a line while nothing is remembered.
    pub fn phone(&self, from: &str, to: &str, moment: &str) -> Phoning<'_> {
        self.phone_with(facts(), from, to, moment)
    }

    /// The same with what is remembered.
    pub fn phone_with(&self, memory: Memory, from: &str, to: &str, moment: &str) -> Phoning<'_> {
        self.phone_at(memory, from, to, at(moment))
    }

    pub fn phone_at(
        &self,
        mut memory: Memory,
        from: &str,
        to: &str,
        now: DateTime<Utc>,
    ) -> Phoning<'_> {
        let call = Call {
            id: memory.next_call(),
            caller: caller(from),
            called: self.line(to),
        };
        let (decision, wanted) = step(self, &mut memory, &call, &CallEvent::Incoming, now);
        Phoning {
            latest: Questions {
                surgery: self,
                decision,
            },
            call,
            now,
            memory,
            wanted,
        }
    }
}

pub(super) fn step(
    surgery: &Surgery,
    memory: &mut Memory,
    call: &Call,
    event: &CallEvent,
    now: DateTime<Utc>,
) -> (Decision, Wanted) {
    let wanted = call::wanted(surgery, &memory.pauses(), call, event, now);
    let facts = memory.read(&wanted);
    let decision = call::decide(surgery, &facts, call, event, now);
    let again = call::decide(surgery, &facts, call, event, now);
    assert_eq!(decision, again, "the same arguments give the same decision");
    memory.commit(Some(call.id), &decision, now);
    (decision, wanted)
}

impl<'a> Phoning<'a> {
    /// Any event on the caller's leg.
    pub fn happens(&mut self, event: &CallEvent) -> &mut Self {
        let surgery = self.latest.surgery;
        (self.latest.decision, self.wanted) =
            step(surgery, &mut self.memory, &self.call, event, self.now);
        self
    }

    /// Any event on another leg, whose numbers are not looked at.
    pub fn elsewhere(&mut self, event: &CallEvent) -> Questions<'a> {
        let leg = Call {
            id: self.call.id,
            caller: Caller::Other,
            called: E164::NOBODY,
        };
        let surgery = self.latest.surgery;
        Questions {
            surgery,
            decision: step(surgery, &mut self.memory, &leg, event, self.now).0,
        }
    }

    /// Goes back to what the caller's leg was told before, for news that come in another order.
    pub fn resume(&mut self, earlier: Decision) -> &mut Self {
        self.latest.decision = earlier;
        self
    }

    pub fn later(&mut self, by: Duration) -> &mut Self {
        self.now += by;
        self
    }

    /// Ringing ends, with the caller still there.
    pub fn ring_ends(&mut self, result: RingResult, bridged: Option<bool>) -> &mut Self {
        self.ring_ended(result, bridged, false)
    }

    pub fn ring_ended(
        &mut self,
        result: RingResult,
        bridged: Option<bool>,
        caller_gone: bool,
    ) -> &mut Self {
        let progress = self.ring().expect("a phone rings").progress.clone();
        self.happens(&CallEvent::RingEnded(RingEnded {
            progress,
            result,
            bridged,
            caller_gone,
        }))
    }

    /// The phone rings for as long as it was given.
    pub fn rings_out(&mut self) -> &mut Self {
        self.ring_ends(RingResult::NoAnswer, Some(false))
    }

    pub fn is_busy(&mut self) -> &mut Self {
        self.ring_ends(RingResult::Busy, Some(false))
    }

    /// A personal voicemail picks up and presses nothing.
    pub fn goes_to_a_personal_voicemail(&mut self) -> &mut Self {
        self.answers();
        self.ring_ends(RingResult::Answered, Some(false))
    }

    /// Somebody, or a machine, picks up: the prompt that is heard there.
    pub fn answers(&mut self) -> Questions<'a> {
        let (target, progress) = self.leg();
        self.elsewhere(&CallEvent::Answered { target, progress })
    }

    /// A key on the clinician's leg; `tries` prompts were heard before.
    pub fn screening_key(&mut self, key: Option<char>, tries: u32) -> Questions<'a> {
        let (target, progress) = self.leg();
        let progress = Progress { tries, ..progress };
        self.elsewhere(&CallEvent::ScreeningKey {
            target,
            key,
            progress,
        })
    }

    /// The clinician picks up and presses 2; then the ringing has ended.
    pub fn is_declined(&mut self) -> &mut Self {
        self.answers();
        self.screening_key(Some('2'), 0);
        self.ring_ends(RingResult::Answered, Some(false))
    }

    /// The clinician picks up and presses 1: what is spoken to the clinician.
    pub fn is_taken(&mut self) -> Questions<'a> {
        self.answers();
        self.screening_key(Some('1'), 0)
    }

    /// The caller hangs up while a phone rings.
    pub fn caller_hangs_up(&mut self) -> &mut Self {
        self.ring_ended(RingResult::Cancelled, None, true)
    }

    /// What the URLs of the clinician's leg carry.
    fn leg(&self) -> (Target, Progress) {
        let ring = self.ring().expect("a phone rings");
        let Destination::Clinician(target) = &ring.to else {
            panic!("no clinician is rung")
        };
        let progress = Progress {
            step: ring.progress.step,
            patient: ring.progress.patient,
            by_code: ring.progress.by_code,
            ..Progress::start(ring.progress.path)
        };
        (target.clone(), progress)
    }

    /// The caller presses a key in the menu, or on the own line.
    pub fn presses(&mut self, key: char) -> &mut Self {
        if self.own_step().is_some() {
            return self.keys_on_own_line(&key.to_string());
        }
        let Answer::Menu { progress, .. } = &self.latest.decision.answer else {
            panic!("no menu: {:?}", self.latest.decision.answer)
        };
        let progress = progress.clone();
        self.happens(&CallEvent::MenuKey {
            key: Some(key),
            progress,
        })
    }

    /// The caller keys a code during the announcement, or a clinician something on the own line.
    pub fn keys(&mut self, digits: &str) -> &mut Self {
        if self.own_step().is_some() {
            return self.keys_on_own_line(digits);
        }
        let Answer::Announce { progress, .. } = &self.latest.decision.answer else {
            panic!("no announcement: {:?}", self.latest.decision.answer)
        };
        let (digits, progress) = (digits.to_owned(), progress.clone());
        self.happens(&CallEvent::CodeKeyed { digits, progress })
    }

    /// The caller does nothing.
    pub fn waits(&mut self) -> &mut Self {
        if self.own_step().is_some() {
            return self.keys_on_own_line("");
        }
        if let Answer::Menu { then, .. } | Answer::Announce { then, .. } =
            &self.latest.decision.answer
        {
            self.latest.decision.answer = then.as_ref().clone();
        }
        self
    }

    /// The provider says what became of the recording.
    pub fn recording_announced(&mut self, mailbox: &str, absent: bool) -> Questions<'a> {
        let mailbox = match mailbox {
            "practice" => Mailbox::Practice,
            id => Mailbox::Clinician(super::build::clinician_id(id)),
        };
        self.elsewhere(&CallEvent::RecordingAnnounced {
            recording: "RE1".to_owned(),
            mailbox,
            seconds: (!absent).then_some(21),
            absent,
            left: None,
        })
    }

    /// Another recording of the same call is announced, left at this moment.
    pub fn another_announced(
        &mut self,
        recording: &str,
        mailbox: Mailbox,
        left: Option<DateTime<Utc>>,
        absent: bool,
    ) -> Questions<'a> {
        self.elsewhere(&CallEvent::RecordingAnnounced {
            recording: recording.to_owned(),
            mailbox,
            seconds: (!absent).then_some(21),
            absent,
            left,
        })
    }

    pub fn recorded(&mut self, caller_gone: bool) -> &mut Self {
        self.happens(&CallEvent::Recorded { caller_gone })
    }

    pub fn ended(&mut self) -> &mut Self {
        self.happens(&CallEvent::Ended)
    }
}
