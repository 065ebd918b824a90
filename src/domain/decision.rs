//! What was decided: whom to ring or what to say, which facts to remember, and every rule that led to it.
//!
//! The store keeps decisions and renders them anew; so nothing here holds a number other than a proxy number,
//! and everything that varies with time is inside. [`Effect`]s are carried out once and not kept.

mod effect;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::event::{OwnStep, Progress, Purpose, Target};
use super::names::{ClinicianId, Language, MessageId, PatientId, PlacedId};
use super::phone::{Line, PhoneId};
use super::phrase::Phrase;
use super::reason::Reason;

pub use effect::{Body, Effect, Outgoing, OutgoingKind, Recipient};

/// One decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// In one word, as `explain` gives it.
    pub outcome: Outcome,
    /// Whom it concerns: the clinician who is rung, or whose patient it is; `None` for strangers and loops.
    pub clinician: Option<ClinicianId>,
    /// Every rule that led to it, in order.
    pub reasons: Vec<Reason>,
    /// What the leg that asked is told to do.
    pub answer: Answer,
    /// In which language it is spoken or written.
    pub language: Language,
    /// When the clinician can be reached again, where that was the question.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_open: Option<DateTime<Utc>>,
    /// What else happens, once.
    #[serde(skip)]
    pub effects: Vec<Effect>,
}

/// A decision in one word. The first five are a call's, the others a text's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Someone's phone is rung.
    Ring,
    /// Closed or not reached: choices are offered.
    Menu,
    /// A message is taken.
    Voicemail,
    /// A stranger is connected to the practice's desk.
    FrontDesk,
    /// Words, then the end; of a text: not relayed, with a reason.
    Refuse,
    /// A text goes on at once.
    Relay,
    /// A text waits until hours begin.
    Hold,
    /// A text goes to who is on duty.
    Urgent,
    /// A clinician's command.
    Command,
    /// A later step that asks for nothing: a key noted, a leg bridged, the end of a call.
    Noted,
}

impl Outcome {
    /// The word itself.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Ring => "ring",
            Outcome::Menu => "menu",
            Outcome::Voicemail => "voicemail",
            Outcome::FrontDesk => "front-desk",
            Outcome::Refuse => "refuse",
            Outcome::Relay => "relay",
            Outcome::Hold => "hold",
            Outcome::Urgent => "urgent",
            Outcome::Command => "command",
            Outcome::Noted => "noted",
        }
    }
}

/// What a leg is told to do. Phrases are spoken in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Rings one phone.
    Ring(Ring),
    /// Announces, and listens for an access code meanwhile; then does the other thing.
    Announce {
        say: Vec<Phrase>,
        progress: Progress,
        then: Box<Answer>,
    },
    /// Asks the clinician to press a key.
    Screen {
        target: Target,
        urgent: bool,
        prompt: u32,
        progress: Progress,
    },
    /// Asks a clinician on the own line, who may key before the words are over.
    Own {
        say: Vec<Utterance>,
        at: OwnStep,
        keys: Keys,
    },
    /// Asks whoever answered a call that Nightbell placed to press a key; `prompt` counts from 1.
    Placed {
        say: Vec<Phrase>,
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
        prompt: u32,
    },
    /// Speaks to the clinician, then bridges.
    Bridge { say: Vec<Phrase> },
    /// Offers choices, then takes a message.
    Menu {
        say: Vec<Phrase>,
        progress: Progress,
        then: Box<Answer>,
    },
    /// Takes a message.
    Record {
        say: Vec<Phrase>,
        mailbox: Mailbox,
        longest: u32,
        progress: Progress,
    },
    /// Speaks, then ends the leg.
    End { say: Vec<Phrase> },
    /// Asks for nothing.
    Nothing,
}

impl Answer {
    /// What is spoken at once to somebody who keys nothing, in order.
    pub fn spoken(&self) -> Vec<&Phrase> {
        let mut phrases = Vec::new();
        self.speak_into(&mut phrases);
        phrases
    }

    fn speak_into<'a>(&'a self, phrases: &mut Vec<&'a Phrase>) {
        match self {
            Answer::Ring(ring) => phrases.extend(&ring.say),
            Answer::Announce { say, then, .. } | Answer::Menu { say, then, .. } => {
                phrases.extend(say);
                then.speak_into(phrases);
            }
            Answer::Record { say, .. }
            | Answer::Bridge { say }
            | Answer::End { say }
            | Answer::Placed { say, .. } => phrases.extend(say),
            Answer::Own { say, .. } => phrases.extend(say.iter().filter_map(|heard| match heard {
                Utterance::Say(phrase) => Some(phrase),
                Utterance::Play { .. } => None,
            })),
            Answer::Screen { .. } | Answer::Nothing => {}
        }
    }
}

/// Something that is heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Utterance {
    /// Words.
    Say(Phrase),
    /// A message that somebody has left; its address can be used until then.
    Play {
        message: MessageId,
        until: DateTime<Utc>,
    },
}

/// Which keys are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Keys {
    /// One.
    One,
    /// Several, ended with the hash key.
    Several,
}

/// Ringing one phone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ring {
    /// Spoken before; empty where the caller should go on hearing the ringing tone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub say: Vec<Phrase>,
    /// Which phone.
    pub to: Destination,
    /// What that phone shows.
    pub caller_id: Line,
    /// For how long, in seconds.
    pub seconds: u32,
    /// What the following step must know; its last `tried` is this phone.
    pub progress: Progress,
}

/// Which phone is rung. Never a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Destination {
    /// A clinician's.
    Clinician(Target),
    /// The practice's desk.
    FrontDesk,
    /// A patient's.
    Patient {
        /// Whose.
        patient: PatientId,
        /// Which of the phones.
        phone: PhoneId,
    },
}

/// Whose message it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mailbox {
    /// The clinician whose line was called.
    Clinician(ClinicianId),
    /// The practice's.
    Practice,
}
