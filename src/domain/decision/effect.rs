//! What happens besides when a decision is committed, and what is to be sent because of it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Mailbox;
use crate::domain::event::{Purpose, Target};
use crate::domain::names::{
    CallId, ClinicianId, Language, MessageId, OutboxId, PatientId, Subject,
};
use crate::domain::outbox::{Attachment, Author, Edit, Stage, Wait};
use crate::domain::phone::{E164, Line};
use crate::domain::phrase::Phrase;
use crate::domain::pin::PinHash;

/// What else happens when a decision is committed; interpreted by the store in the same transaction.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Adds one to a count of a day of the practice.
    Count { subject: Subject, day: NaiveDate },
    /// A household's phone takes a back line, or uses the one it has.
    UseBackLine {
        clinician: ClinicianId,
        line: Line,
        phone: E164,
        /// Who has the phone, by name: [`BackLine::who`](super::facts::BackLine::who). Empty leaves what is known.
        who: Vec<Subject>,
    },
    /// A back line begins to rest.
    RestBackLine {
        clinician: ClinicianId,
        line: Line,
        since: DateTime<Utc>,
    },
    /// A rested back line is free again.
    FreeBackLine { clinician: ClinicianId, line: Line },
    /// The call may leave a message from here on. Where the provider announces none, it is asked.
    ExpectMessage {
        call: CallId,
        mailbox: Mailbox,
        /// The rows of the patient; empty: not known.
        patients: Vec<PatientId>,
        /// The caller's number, where it says who it is.
        phone: Option<E164>,
        /// When the provider is asked, UTC.
        ask_at: DateTime<Utc>,
    },
    /// The provider has a recording of a call (or says that there is none): whose it is.
    Recording {
        call: CallId,
        recording: String,
        mailbox: Mailbox,
        /// The rows of the patient; empty: not known.
        patients: Vec<PatientId>,
        seconds: Option<u32>,
        absent: bool,
        /// Who was told besides the mailbox's clinician, and so may hear it.
        told: Option<ClinicianId>,
    },
    /// A message was heard.
    Heard { message: MessageId, by: ClinicianId },
    /// A message was heard in the console by somebody who is no clinician; the name of the account.
    HeardInConsole { message: MessageId, account: String },
    /// A message is deleted: its sound at once, what else is known of it by retention.
    DeleteMessage { message: MessageId },
    /// A PIN was keyed: a right one forgives the wrong ones before it.
    PinKeyed { clinician: ClinicianId, right: bool },
    /// A new PIN was keyed once.
    ProposePin {
        clinician: ClinicianId,
        hash: PinHash,
    },
    /// It was keyed again: it is the PIN now.
    AdoptPin { clinician: ClinicianId },
    /// Nightbell places a call. From then on it is placed as soon as possible, and not any more after `until`.
    PlaceCall {
        to: Target,
        /// What the phone shows.
        from: Line,
        purpose: Purpose,
        until: DateTime<Utc>,
    },
    /// A clinician has answered over this line: the urgent texts that came over it are answered.
    Acknowledge { clinician: ClinicianId, line: Line },
    /// Nobody has answered the urgent text: these phones were rung for it, and it is looked at again then.
    WatchOn {
        text: OutboxId,
        rung: Vec<Target>,
        due: DateTime<Utc>,
    },
    /// The urgent text is watched no longer.
    WatchOver { text: OutboxId },
    /// What was to be sent about a call and is still waiting is not sent.
    Unsend { call: CallId, kind: OutgoingKind },
    /// A clinician pauses until a moment; `None` resumes.
    Pause {
        clinician: ClinicianId,
        until: Option<DateTime<Utc>>,
    },
    /// Something is to be sent.
    Send(Outgoing),
    /// A row that was held or asked about may be sent, in the place among its conversation that it always had.
    Deliver {
        id: OutboxId,
        to: Recipient,
        from: Line,
        /// Written before the words: `3 Rosa Diaz: `. What becomes too long is split in order.
        mark: Option<String>,
        /// Nightbell's words that go just before it, to the same recipient from the same line.
        lead: Option<Body>,
    },
    /// A row that is held stays so, and is looked at again then.
    HoldUntil { id: OutboxId, due: DateTime<Utc> },
    /// A row has moved on, as far as [`Stage::may_become`] allows.
    Advance { id: OutboxId, stage: Stage },
    /// Who is on duty has been told of these held texts.
    Digested { ids: Vec<OutboxId> },
    /// A phone is asked to confirm.
    AskPhone { phone: Target },
    /// A phone has confirmed.
    ConfirmPhone { phone: Target },
    /// A conversation has this mark in a clinician's phone, and this patient's phone was in touch over it just now.
    UseMark {
        clinician: ClinicianId,
        mark: u32,
        phone: E164,
        /// Who has the phone, by name: [`Mark::who`](super::outbox::Mark::who). Empty leaves what is known.
        who: Vec<Subject>,
    },
    /// The list of patients is to be changed for a clinician who texted this line; done by a job after the commit.
    Edit {
        clinician: ClinicianId,
        line: Line,
        edit: Edit,
    },
}

/// A row of the outbox: decided, not yet confirmed sent. Holds words and perhaps a patient's number: stored encrypted.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// What kind of thing it is.
    pub kind: OutgoingKind,
    /// To whom.
    pub to: Recipient,
    /// From which of the practice's lines.
    pub from: Line,
    /// The words.
    pub body: Body,
    /// When it may go, UTC; of a row that waits for something else, when it is looked at again.
    pub due: DateTime<Utc>,
    /// What it waits for besides.
    pub wait: Wait,
    /// Whose words these are.
    pub author: Author,
    /// What came with them.
    pub attachments: Vec<Attachment>,
    /// Rows of one kind with the same subject within ten minutes are told as one; `None`: never folded.
    pub fold: Option<Subject>,
    /// The call it is about: one row of a kind per call.
    pub call: Option<CallId>,
}

impl Outgoing {
    /// Nightbell's own words, due now.
    pub fn words(
        kind: OutgoingKind,
        to: Recipient,
        from: Line,
        body: Body,
        due: DateTime<Utc>,
    ) -> Self {
        Outgoing {
            kind,
            to,
            from,
            body,
            due,
            wait: Wait::Due,
            author: Author::Nightbell,
            attachments: Vec::new(),
            fold: None,
            call: None,
        }
    }
}

/// What kind of thing is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutgoingKind {
    /// A text relayed from one party to the other.
    Relay,
    /// A text that waits until hours begin.
    Held,
    /// An urgent text.
    Urgent,
    /// Words of Nightbell's own to the sender.
    Notice,
    /// A clinician is told of a missed call.
    MissedCall,
    /// A clinician is told of a message.
    Message,
    /// Who is on duty is told of a colleague's missed call.
    MissedCallCopy,
    /// Who is on duty is told of a colleague's message, or the practice's.
    MessageCopy,
    /// A patient is told that a message was heard.
    Receipt,
    /// A clinician's phone is asked to confirm; the one thing that goes to a phone that has not.
    Confirmation,
    /// Who is on duty gets a summary of held texts.
    Digest,
}

impl OutgoingKind {
    /// The word in the database and on the demo's page.
    pub fn word(self) -> &'static str {
        match self {
            OutgoingKind::Relay => "relay",
            OutgoingKind::Held => "held",
            OutgoingKind::Urgent => "urgent",
            OutgoingKind::Notice => "notice",
            OutgoingKind::MissedCall => "missed-call",
            OutgoingKind::Message => "message",
            OutgoingKind::MissedCallCopy => "missed-call-copy",
            OutgoingKind::MessageCopy => "message-copy",
            OutgoingKind::Receipt => "receipt",
            OutgoingKind::Confirmation => "confirmation",
            OutgoingKind::Digest => "digest",
        }
    }
}

/// To whom something is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Recipient {
    /// A clinician's first phone, confirmed or not: the sender of the outbox sees to that.
    Clinician(ClinicianId),
    /// One particular phone of a clinician.
    ClinicianPhone(Target),
    /// A patient or a stranger.
    Number(E164),
}

/// The words of something to be sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Somebody's own words, byte for byte.
    Verbatim(String),
    /// Nightbell's words, in this language.
    Words(Vec<Phrase>, Language),
}
