//! What happened on a call or in a conversation, in the domain's own words.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::decision::Mailbox;
use super::names::{CallId, ClinicianId, MessageId, OutboxId, PatientId, PlacedId};
use super::outbox::Attachment;
use super::phone::{Caller, E164, PhoneId};
use super::pin::PinHash;
use super::text::Reserved;

/// One of a clinician's phones. The store and the URLs know destinations only so.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Target {
    /// Whose phone.
    pub clinician: ClinicianId,
    /// Which of the phones.
    pub phone: PhoneId,
}

/// Why phones are rung on a call; it decides who is rung next and what is said in the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Path {
    /// A patient calls a clinician.
    Patient,
    /// A patient pressed the key for urgent.
    Urgent,
    /// A stranger is connected to the practice's desk.
    Desk,
    /// A clinician calls a patient over a back line.
    Back,
}

/// What the URLs of a call carry from step to step, so that a step needs no store: ids and counters only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Why phones are rung.
    pub path: Path,
    /// Which step of the call this leads to; makes each step's URL, and so its key, unique.
    pub step: u32,
    /// The phones rung so far on this path.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tried: Vec<Target>,
    /// The clinicians who pressed the key for voicemail: not rung again on this call.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<ClinicianId>,
    /// Seconds of ringing so far on this path.
    #[serde(default)]
    pub rung: u32,
    /// For whom: the first row of the patient (the leg of the clinician does not know the caller's number).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient: Option<PatientId>,
    /// Whether the patient came in by an access code: then the caller's number does not say who it is.
    #[serde(default)]
    pub by_code: bool,
    /// How often something was keyed that was not understood, or a wrong code.
    #[serde(default)]
    pub tries: u32,
}

impl Progress {
    /// The beginning of a path.
    pub fn start(path: Path) -> Self {
        Progress {
            path,
            step: 1,
            tried: Vec::new(),
            declined: Vec::new(),
            rung: 0,
            patient: None,
            by_code: false,
            tries: 0,
        }
    }

    /// The same with the next step's number.
    pub fn next(&self) -> Self {
        Progress {
            step: self.step.saturating_add(1),
            ..self.clone()
        }
    }
}

/// Where a clinician stands on the own front line, or on a call that was placed to choose a PIN: what the step's URL
/// carries. Whoever is beyond [`Place::Pin`] has keyed the PIN; the provider's signature protects that.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnStep {
    /// Whose line, and from which phone.
    pub target: Target,
    /// What was asked for.
    pub place: Place,
    /// Which step of the call this leads to; makes each step's URL, and so its key, unique.
    pub step: u32,
    /// How often nothing, or nothing that was understood, was keyed here.
    pub tries: u32,
}

/// What a clinician is asked on the own line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// The PIN; star: forgotten.
    Pin,
    /// There is no PIN, or it is locked: 1 to be called back on the own phone.
    NoPin,
    /// What to do.
    Menu,
    /// A message is played; what to do with it.
    Message(MessageId),
    /// Whether the message is really to be deleted.
    Delete(MessageId),
    /// The number of a conversation.
    Conversation,
    /// A new PIN.
    NewPin,
    /// The new PIN once more.
    NewPinAgain,
}

/// What was keyed on the own line. A PIN itself never gets here: it is compared and hashed before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keyed {
    /// The keys, in order; empty: none in time.
    Keys(String),
    /// A PIN was keyed, and compared with the one that is set (or, in [`Place::NewPinAgain`], with the one proposed).
    Compared { right: bool },
    /// A new PIN was keyed that is good enough.
    Hashed(PinHash),
    /// A new PIN was keyed that has too few or too many digits, or is too easy to guess.
    Unfit,
}

/// Why Nightbell itself places a call to a clinician's phone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// The clinician wants to choose a PIN: that the phone rings proves whose it is.
    ChoosePin,
    /// A phone that is to take another's place is asked whether it is the right one.
    ConfirmPhone,
    /// The clinician asked by text to be connected with a patient: the row, and which of the patient's phones.
    Connect { patient: PatientId, phone: PhoneId },
    /// An urgent text that nobody has answered.
    UrgentText { text: OutboxId },
}

/// The call an event belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Nightbell's own id of the call.
    pub id: CallId,
    /// Who calls, as the network claims.
    pub caller: Caller,
    /// The number that was called.
    pub called: E164,
}

/// What happened on a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallEvent {
    /// It rings for the first time.
    Incoming,
    /// Ringing one phone has ended.
    RingEnded(RingEnded),
    /// A key was pressed in the menu (`None`: something that is no single key).
    MenuKey {
        key: Option<char>,
        progress: Progress,
    },
    /// Digits were keyed where an access code may be.
    CodeKeyed { digits: String, progress: Progress },
    /// A clinician's phone was answered: the screening begins.
    Answered { target: Target, progress: Progress },
    /// A key was pressed in the screening.
    ScreeningKey {
        target: Target,
        key: Option<char>,
        progress: Progress,
    },
    /// The message was recorded, or the caller hung up in the middle of it.
    Recorded { caller_gone: bool },
    /// The provider has a recording of the call, or says that there is none.
    RecordingAnnounced {
        recording: String,
        mailbox: Mailbox,
        seconds: Option<u32>,
        absent: bool,
        /// When it was left, where these news are found long afterwards; else it is now.
        left: Option<DateTime<Utc>>,
    },
    /// Something was keyed, or nothing in time, on the own line.
    OwnKeyed { at: OwnStep, keyed: Keyed },
    /// A call that Nightbell placed was answered, perhaps by a machine.
    PlacedAnswered {
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
    },
    /// A key was pressed on a call that Nightbell placed, or none in time; `prompt` counts from 1.
    PlacedKey {
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
        key: Option<char>,
        prompt: u32,
    },
    /// A call that Nightbell placed has ended, whoever answered it.
    PlacedEnded {
        placed: PlacedId,
        to: Target,
        purpose: Purpose,
    },
    /// The call has ended.
    Ended,
    /// A step that Nightbell did not hand out, or no longer knows.
    Unknown { caller_gone: bool },
    /// The same on a leg that rings somebody for a call: whoever hears it is not the caller.
    LegUnknown,
}

/// How ringing one phone has ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RingEnded {
    /// What led to it; its last `tried` is the phone.
    pub progress: Progress,
    /// What the network reports.
    pub result: RingResult,
    /// Whether the provider says that the two were connected; `None` where it does not say.
    pub bridged: Option<bool>,
    /// Whether the caller has hung up.
    pub caller_gone: bool,
}

/// What the network reports of a leg that was rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RingResult {
    /// It was picked up, by a person or by a machine.
    Answered,
    /// It rang out.
    NoAnswer,
    /// It was busy.
    Busy,
    /// It could not be reached.
    Failed,
    /// It was given up, because the caller hung up.
    Cancelled,
}

/// A text that came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEvent {
    /// Who sends, as the network claims.
    pub sender: Caller,
    /// The number it was sent to.
    pub to: E164,
    /// The words, byte for byte.
    pub body: String,
    /// The pictures and other attachments that came with it.
    pub attachments: Vec<Attachment>,
    /// What the provider says that it took the text for (Advanced Opt-Out of a Messaging Service knows words of the
    /// practice's own; protocol sheet 4.4).
    pub opt_out: Option<Reserved>,
}
