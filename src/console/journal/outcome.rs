//! What became of a call or a text, worked out of its rows alone.

mod walk;

use chrono::TimeDelta;

use crate::domain::decision::Outcome;
use crate::domain::names::{ClinicianId, PatientId};
use crate::domain::outbox::Stage;
use crate::domain::reason::Reason;
use crate::store::console::journal::{Entry, EntryKind, Origin};
use crate::store::console::journal_rows::{LeftMessage, SentText};
use walk::Walk;

/// A call whose end nobody has told of for so long is over all the same.
const LONGEST_CALL: TimeDelta = TimeDelta::hours(4);

/// What became of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Became {
    /// Somebody took it: a clinician, or (`None`) the practice's desk.
    Answered(Option<ClinicianId>),
    /// A clinician reached the patient.
    PatientReached,
    /// A clinician did not reach the patient.
    PatientNotReached,
    /// A message was left.
    Message {
        /// Its length in seconds, where it is known.
        seconds: Option<u32>,
        /// Whether it is the practice's.
        for_practice: bool,
    },
    /// Phones were rung, and nobody took it.
    Missed,
    /// The caller heard when the clinician is reachable again, and left no message.
    LeftNothing,
    /// The caller was told where to turn.
    Refused,
    /// A clinician used the own line.
    OwnLine,
    /// Nightbell called a clinician.
    Placed,
    /// It goes on.
    UnderWay,
}

/// A station on the way of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Station {
    /// Why the own phone was not rung.
    Closed(Why),
    /// This clinician was rung.
    Rang(ClinicianId),
    /// The desk was rung.
    RangDesk,
    /// The patient was rung.
    RangPatient,
    /// This clinician pressed the key for voicemail.
    Declined(ClinicianId),
    /// Choices were offered.
    Menu,
    /// The key for urgent was pressed.
    Urgent,
}

/// Why a phone was not rung.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Outside the hours.
    Hours,
    /// Paused.
    Paused,
    /// Away.
    Away,
    /// Too many calls of this patient today.
    Limit,
}

/// What became of a call, how it came to that, and how long it took, in seconds, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// What became of it.
    pub became: Became,
    /// How it came to that.
    pub way: Vec<Station>,
    /// How long phones rang before somebody took it, or in vain.
    pub rung: Option<i64>,
    /// How long the two talked.
    pub talked: Option<i64>,
    /// From its beginning to its end.
    pub lasted: Option<i64>,
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextState {
    /// The phone has it.
    Delivered,
    /// The provider has it.
    Sent,
    /// It will be sent.
    Waiting,
    /// It waits for hours, or for a phone to confirm.
    Held,
    /// Its author was asked a question first.
    Asked,
    /// It did not arrive.
    Failed,
    /// It was not sent: the question was not answered.
    Withdrawn,
    /// It was relayed; what became of it is not kept any more.
    Relayed,
    /// A command to Nightbell.
    Command,
    /// It was not relayed.
    Refused,
}

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sought {
    Answered,
    Message,
    Missed,
    LeftNothing,
    Refused,
    Delivered,
    Held,
    Failed,
    New,
    Heard,
}

impl Sought {
    /// All of them with their words in the address.
    pub const ALL: [(Sought, &'static str); 10] = [
        (Sought::Answered, "answered"),
        (Sought::Message, "message"),
        (Sought::Missed, "missed"),
        (Sought::LeftNothing, "left-nothing"),
        (Sought::Refused, "refused"),
        (Sought::Delivered, "delivered"),
        (Sought::Held, "held"),
        (Sought::Failed, "failed"),
        (Sought::New, "new"),
        (Sought::Heard, "heard"),
    ];

    /// By its word.
    pub fn of_word(word: &str) -> Option<Sought> {
        let found = Sought::ALL.iter().find(|(_, known)| *known == word);
        found.map(|(sought, _)| *sought)
    }

    /// Its word.
    pub fn word(self) -> &'static str {
        let found = Sought::ALL.iter().find(|(known, _)| *known == self);
        found.map_or("", |(_, word)| word)
    }

    /// Whether this entry is what is looked for.
    pub fn is_entry(self, entry: &Entry, now: chrono::DateTime<chrono::Utc>) -> bool {
        match entry.kind {
            EntryKind::Text => match text_state(entry) {
                TextState::Delivered => self == Sought::Delivered,
                TextState::Held | TextState::Asked => self == Sought::Held,
                TextState::Failed => self == Sought::Failed,
                TextState::Refused => self == Sought::Refused,
                _ => false,
            },
            EntryKind::Call => {
                let message = entry.messages.first();
                match Fate::of(entry, now).became {
                    Became::Answered(_) | Became::PatientReached => self == Sought::Answered,
                    Became::Message { .. } if self == Sought::Message => true,
                    Became::Message { .. } => message.is_some_and(|one| self.is_message(one)),
                    Became::Missed | Became::PatientNotReached => self == Sought::Missed,
                    Became::LeftNothing => self == Sought::LeftNothing,
                    Became::Refused => self == Sought::Refused,
                    Became::OwnLine | Became::Placed | Became::UnderWay => false,
                }
            }
        }
    }

    /// Whether this message is what is looked for.
    pub fn is_message(self, message: &LeftMessage) -> bool {
        match self {
            Sought::New => message.heard_at.is_none() && message.state != "deleted",
            Sought::Heard => message.heard_at.is_some(),
            Sought::Message => true,
            _ => false,
        }
    }
}

/// The patients of an entry: of whom it comes, or whom a clinician called or wrote to.
pub fn patients(entry: &Entry) -> &[PatientId] {
    let own = std::iter::once(&entry.decision);
    let later = entry.steps.iter().map(|step| &step.decision);
    let reasons = own.chain(later).flat_map(|decision| &decision.reasons);
    let mut found = reasons.filter_map(|reason| match reason {
        Reason::GrantInForce { patients }
        | Reason::CodeRight { patients }
        | Reason::BackLineOf { patients, .. }
        | Reason::RepliesTo { patients }
        | Reason::CallsPatient { patients } => Some(patients),
        _ => None,
    });
    found.next_back().map_or(&[], Vec::as_slice)
}

/// Whether the patient was known by an access code alone.
pub fn is_by_code(entry: &Entry) -> bool {
    let mut reasons = entry.steps.iter().flat_map(|step| &step.decision.reasons);
    reasons.any(|reason| matches!(reason, Reason::CodeRight { .. }))
}

/// What became of a text.
pub fn text_state(entry: &Entry) -> TextState {
    let stages = || entry.sent.iter().map(|sent: &SentText| sent.stage);
    let any = |is: fn(Stage) -> bool| stages().any(is);
    if stages().next().is_none() {
        return match entry.decision.outcome {
            Outcome::Command => TextState::Command,
            Outcome::Hold => TextState::Held,
            Outcome::Relay | Outcome::Urgent => TextState::Relayed,
            _ => TextState::Refused,
        };
    }
    if any(Stage::has_failed) {
        TextState::Failed
    } else if any(|stage| stage == Stage::Asked) {
        TextState::Asked
    } else if any(|stage| stage == Stage::Held) {
        TextState::Held
    } else if any(|stage| !stage.is_over()) {
        TextState::Waiting
    } else if stages().all(|stage| stage == Stage::Withdrawn) {
        TextState::Withdrawn
    } else if stages().all(|stage| matches!(stage, Stage::Delivered | Stage::Withdrawn)) {
        TextState::Delivered
    } else {
        TextState::Sent
    }
}

impl Fate {
    /// What became of this call by now.
    pub fn of(entry: &Entry, now: chrono::DateTime<chrono::Utc>) -> Fate {
        let walk = Walk::through(&entry.steps);
        let is_over = walk.ended.is_some()
            || walk.talked_until.is_some()
            || !entry.messages.is_empty()
            || now - entry.at > LONGEST_CALL;
        let became = match entry.from {
            Origin::Nightbell => Became::Placed,
            Origin::Clinician => walk.of_a_clinician(is_over),
            Origin::Patient | Origin::Unknown => walk.of_a_caller(entry, is_over),
        };
        let seconds = |from: Option<chrono::DateTime<_>>, to: Option<chrono::DateTime<_>>| {
            Some((to? - from?).num_seconds().max(0))
        };
        let taken = walk.taken.as_ref().map(|taken| taken.at);
        let rings_until = taken.or(walk.rang_until);
        let is_taken = matches!(became, Became::Answered(Some(_)));
        Fate {
            way: walk.way,
            rung: seconds(walk.rang_since, rings_until).filter(|_| is_taken || taken.is_none()),
            talked: match is_taken {
                true => seconds(taken, walk.talked_until.or(walk.ended)),
                false => None,
            },
            lasted: seconds(Some(entry.at), walk.ended),
            became,
        }
    }
}

#[cfg(test)]
mod tests;
