//! What the store remembers that a decision needs, and which of it: read inside the writer's transaction.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::decision::{Decision, Mailbox};
use super::event::Target;
use super::names::{CallId, ClinicianId, MessageId, OutboxId, PatientId, Subject};
use super::outbox::{Confirmations, Marks, Queued};
use super::phone::{E164, Line};
use super::pin::PinState;
use super::reason::Reason;

/// What to read before deciding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The day (of the practice) that the counts are of.
    pub day: Option<NaiveDate>,
    /// Whose rings, wrong codes or texts of that day are counted: each in a place of its own.
    pub counts: Vec<Subject>,
    /// Whose back-line assignments: of everyone who may be rung.
    pub back_lines_of: Vec<ClinicianId>,
    /// Which call's earlier decisions.
    pub history_of: Option<CallId>,
    /// Which rows of the outbox.
    pub queued: Option<QueuedRows>,
    /// Whose conversation marks.
    pub marks_of: Vec<ClinicianId>,
    /// Whose PIN.
    pub pin_of: Option<ClinicianId>,
    /// Which messages.
    pub messages: Option<MessagesOf>,
    /// This one message.
    pub message: Option<MessageId>,
    /// Whether this urgent text was answered.
    pub watch_of: Option<OutboxId>,
    /// Every urgent text that nobody has answered yet.
    pub watched: bool,
}

/// Which messages to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessagesOf {
    /// Those left for this clinician, and those this clinician was told of.
    pub clinician: ClinicianId,
    /// The practice's as well.
    pub practice: bool,
}

/// Which rows of the outbox to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueuedRows {
    /// This one, wherever it stands.
    One(OutboxId),
    /// Those of this clinician that wait for an answer to a question, over this line (a back line, or the own front
    /// line for conversations with marks), oldest first.
    Asked { clinician: ClinicianId, line: Line },
    /// The held ones that were in no digest yet, oldest first.
    Undigested,
}

/// What the store remembers. The default is what holds while the store cannot be read.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Whether the store could not be read: then the configuration alone decides.
    pub degraded: bool,
    /// Until when clinicians have paused.
    pub pauses: Pauses,
    /// The counts asked for, in the order asked.
    pub counts: Vec<u32>,
    /// Whose back lines were read: for anyone else nothing may be concluded from their absence.
    pub back_lines_of: Vec<ClinicianId>,
    /// The back lines of the clinicians asked for.
    pub back_lines: Vec<BackLine>,
    /// The earlier decisions of the call asked for, in order. Empty: the store does not know the call.
    pub history: Vec<Decision>,
    /// Which phones of clinicians have confirmed; always read.
    pub confirmations: Confirmations,
    /// The rows of the outbox asked for.
    pub queued: Vec<Queued>,
    /// The marks of the clinicians asked for, over all patients, so that none is used twice.
    pub marks: Marks,
    /// The PIN asked for.
    pub pin: PinState,
    /// The messages asked for that are not deleted, the oldest first.
    pub messages: Vec<Message>,
    /// The urgent text asked for; `None`: it is not watched, or not any more.
    pub watch: Option<Watch>,
    /// The urgent texts that nobody has answered yet, if asked for.
    pub watched: Vec<Queued>,
}

/// A message that somebody has left, as decisions see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// For whom it was left.
    pub mailbox: Mailbox,
    /// The rows of the patient who left it; empty: not known.
    pub patients: Vec<PatientId>,
    /// The phone it was left from, where the caller's number said so.
    pub phone: Option<E164>,
    /// Its length in seconds.
    pub seconds: u32,
    /// When it was left, UTC.
    pub at: DateTime<Utc>,
    /// Whether its sound is here; before, it is still being fetched.
    pub is_here: bool,
    /// When somebody said that it was heard, UTC.
    pub heard_at: Option<DateTime<Utc>>,
}

/// An urgent text that was sent to who is on duty, until somebody answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// The phones that were rung for it so far.
    pub rung: Vec<Target>,
    /// Since when it waits, UTC.
    pub since: DateTime<Utc>,
}

impl Facts {
    /// The count asked for in this place, zero where nothing is remembered.
    pub fn count(&self, place: usize) -> u32 {
        self.counts.get(place).copied().unwrap_or(0)
    }

    /// Whom a back line names in this clinician's phone: the patient's phone that was last in touch over it.
    pub fn patient_on(&self, clinician: &ClinicianId, line: Line) -> Option<&BackLine> {
        let entries = self.back_lines.iter();
        entries
            .filter(|entry| entry.clinician == *clinician && entry.line == line)
            .max_by_key(|entry| entry.last_used)
    }

    /// Who pressed the key for voicemail on this call.
    pub fn declined(&self) -> impl Iterator<Item = &ClinicianId> {
        self.reasons().filter_map(|reason| match reason {
            Reason::Declined { target } => Some(&target.clinician),
            _ => None,
        })
    }

    /// Every rule that led to the earlier decisions of the call.
    pub fn reasons(&self) -> impl Iterator<Item = &Reason> {
        self.history.iter().flat_map(|decision| &decision.reasons)
    }
}

/// Until when clinicians have paused. Shared, since it changes rarely and every decision carries it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses(pub Arc<HashMap<ClinicianId, DateTime<Utc>>>);

impl Pauses {
    /// Until when this clinician has paused, if that lies ahead.
    pub fn until(&self, clinician: &ClinicianId, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.0.get(clinician).copied().filter(|until| *until > now)
    }
}

/// One patient's phone on one of a clinician's back lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackLine {
    /// In whose phone.
    pub clinician: ClinicianId,
    /// The back line.
    pub line: Line,
    /// The patient's phone.
    pub phone: E164,
    /// Who had that phone then: keyed digests of the names, so that a phone that has moved to another patient's row does
    /// not take the line along. Empty: not known.
    pub who: Vec<Subject>,
    /// When that phone was last in touch over it.
    pub last_used: DateTime<Utc>,
    /// Since when the line rests, because no grant was in force any more; `None`: in use.
    pub resting_since: Option<DateTime<Utc>>,
}
