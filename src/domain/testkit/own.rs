//! A clinician on the own line: PINs, messages that were left, and keys, as the people and the relay would have them.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Answer, Decision, Mailbox, Utterance};
use crate::domain::event::{Call, CallEvent, Keyed, OwnStep, Place, Purpose};
use crate::domain::facts::Message;
use crate::domain::names::{MessageId, PatientId, PlacedId};
use crate::domain::phone::{Caller, E164};
use crate::domain::pin::{PinHash, PinState};

use super::build::{Surgery, clinician_id};
use super::memory::{Memory, target};
use super::phoning::{Phoning, step};
use super::questions::Questions;
use super::{at, caller};

/// A PIN that a clinician may have chosen.
pub const PIN: &str = "2580";

impl Memory {
    /// This clinician has chosen a PIN.
    pub fn pin(mut self, clinician: &str, digits: &str) -> Self {
        let clinician = clinician_id(clinician);
        let state = PinState {
            is_set: true,
            ..PinState::default()
        };
        self.desk.pins.insert(clinician.clone(), state);
        self.desk.secrets.insert(clinician, digits.to_owned());
        self
    }

    /// So many wrong PINs were keyed in a row.
    pub fn wrong_pins(mut self, clinician: &str, wrong: u32) -> Self {
        let state = self.desk.pins.entry(clinician_id(clinician)).or_default();
        state.wrong = wrong;
        self
    }

    /// A message that somebody has left for a clinician, or for the `practice`; from a phone, or `withheld`. Its id is
    /// its place, from 1 on.
    pub fn left(mut self, surgery: &Surgery, whose: &str, from: &str, moment: &str) -> Self {
        let phone = caller(from).number();
        let mailbox = match whose {
            "practice" => Mailbox::Practice,
            id => Mailbox::Clinician(clinician_id(id)),
        };
        let message = Message {
            id: MessageId(1 + self.desk.messages.len() as u128),
            patients: phone.map_or_else(Vec::new, |phone| rows(surgery, &mailbox, phone)),
            mailbox,
            phone,
            seconds: 21,
            at: at(moment),
            is_here: true,
            heard_at: None,
        };
        self.desk.messages.push((message, None));
        self
    }

    /// The message that was left last is changed.
    pub fn which(mut self, change: impl FnOnce(&mut Message)) -> Self {
        change(&mut self.desk.messages.last_mut().expect("a message").0);
        self
    }

    /// It was heard.
    pub fn heard(self, moment: &str) -> Self {
        self.which(|message| message.heard_at = Some(at(moment)))
    }

    /// Its sound is still being fetched.
    pub fn not_here_yet(self) -> Self {
        self.which(|message| message.is_here = false)
    }

    /// This clinician was told of it as well.
    pub fn told_to(mut self, clinician: &str) -> Self {
        let last = self.desk.messages.last_mut().expect("a message");
        last.1 = Some(clinician_id(clinician));
        self
    }

    /// A message as it is by now; `None`: deleted.
    pub fn message(&self, id: u128) -> Option<&Message> {
        let mut messages = self.desk.messages.iter().map(|(message, _)| message);
        messages.find(|message| message.id == MessageId(id))
    }
}

fn rows(surgery: &Surgery, mailbox: &Mailbox, phone: E164) -> Vec<PatientId> {
    let theirs = surgery.patients.iter().filter(|grant| {
        let whose = *mailbox == Mailbox::Clinician(grant.clinician.clone());
        grant.phones.contains(&phone) && (whose || *mailbox == Mailbox::Practice)
    });
    theirs.map(|grant| grant.id).collect()
}

impl Surgery {
    /// Nightbell has called a clinician's phone to choose a PIN, and 1 was pressed there.
    pub fn chooses_pin(&self, mut memory: Memory, clinician: &str, phone: usize) -> Phoning<'_> {
        let now = at("Mon 2026-11-23 10:00");
        let call = Call {
            id: memory.next_call(),
            caller: Caller::Other,
            called: E164::NOBODY,
        };
        let pressed = CallEvent::PlacedKey {
            placed: PlacedId(1),
            to: target(self, clinician, phone),
            purpose: Purpose::ChoosePin,
            key: Some('1'),
            prompt: 1,
        };
        let (decision, wanted) = step(self, &mut memory, &call, &pressed, now);
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

impl<'a> Phoning<'a> {
    /// Where the clinician stands on the own line.
    pub fn own_step(&self) -> Option<&OwnStep> {
        match &self.latest.decision.answer {
            Answer::Own { at, .. } => Some(at),
            _ => None,
        }
    }

    /// What is asked for on the own line.
    pub fn asks(&self) -> Option<Place> {
        self.own_step().map(|at| at.place)
    }

    /// The same call goes on with another practice: somebody has edited the files.
    pub fn edited<'b>(self, surgery: &'b Surgery) -> Phoning<'b> {
        Phoning {
            latest: Questions {
                surgery,
                decision: self.latest.decision,
            },
            call: self.call,
            now: self.now,
            memory: self.memory,
            wanted: self.wanted,
        }
    }

    /// The same call, its steps taken by somebody who calls from elsewhere.
    pub fn taken_over_by(mut self, from: &str) -> Self {
        self.call.caller = caller(from);
        self
    }

    /// The same call over another line.
    pub fn over(mut self, line: &str) -> Self {
        self.call.called = self.latest.surgery.line(line);
        self
    }

    pub(super) fn keys_on_own_line(&mut self, keys: &str) -> &mut Self {
        let at = self.own_step().expect("the own line asks").clone();
        let keyed = self.as_the_relay_reads(&at, keys);
        self.happens(&CallEvent::OwnKeyed { at, keyed })
    }

    /// PINs are compared and hashed before a decision is made.
    fn as_the_relay_reads(&self, at: &OwnStep, keys: &str) -> Keyed {
        let digits = keys.trim_end_matches('#');
        let is_pin = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        if !is_pin {
            return Keyed::Keys(keys.to_owned());
        }
        let (desk, clinician) = (&self.memory.desk, &at.target.clinician);
        let is = |known: Option<&String>| known.is_some_and(|known| known == digits);
        match at.place {
            Place::Pin => Keyed::Compared {
                right: is(desk.secrets.get(clinician)),
            },
            Place::NewPin if is_fit(digits) => Keyed::Hashed(PinHash(digits.to_owned())),
            Place::NewPin => Keyed::Unfit,
            Place::NewPinAgain => Keyed::Compared {
                right: is(desk.proposed.get(clinician)),
            },
            _ => Keyed::Keys(keys.to_owned()),
        }
    }
}

fn is_fit(digits: &str) -> bool {
    let first = digits.bytes().next();
    (4..=8).contains(&digits.len()) && !digits.bytes().all(|b| Some(b) == first)
}

impl Questions<'_> {
    /// Which message is played, and until when its address can be used.
    pub fn plays(&self) -> Option<(u128, DateTime<Utc>)> {
        plays(&self.decision)
    }

    /// Which choices are asked for with several keys.
    pub fn waits_for(&self) -> Option<crate::domain::decision::Keys> {
        match &self.decision.answer {
            Answer::Own { keys, .. } => Some(*keys),
            _ => None,
        }
    }
}

fn plays(decision: &Decision) -> Option<(u128, DateTime<Utc>)> {
    let Answer::Own { say, .. } = &decision.answer else {
        return None;
    };
    say.iter().find_map(|heard| match heard {
        Utterance::Play { message, until } => Some((message.0, *until)),
        Utterance::Say(_) => None,
    })
}
