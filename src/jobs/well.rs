//! What is not well: gathered once, told by `/readyz` in its own words and by the console in the reader's.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::names::ClinicianId;
use crate::domain::practice::Practice;
use crate::relay::{Configured, RefusedEdit, Relay};
use crate::store::{Backlog, Health, MessageCounts};

/// A text that waits longer than this to be sent is told of.
const LATE: TimeDelta = TimeDelta::minutes(10);

/// A text is held for a day before it goes to who is on duty; one that is held for longer is told of.
const UNREAD: TimeDelta = TimeDelta::minutes(24 * 60 + 10);

/// A message that is at the provider alone for longer than this is told of.
const NOT_HERE: TimeDelta = TimeDelta::minutes(15);

/// After so long it takes a person to see why.
const STUCK: TimeDelta = TimeDelta::days(2);

/// A message that nobody has heard for so long is told of: it may be in the box of somebody who has left.
const UNHEARD: TimeDelta = TimeDelta::days(7);

/// The provider's list of recordings is read every hour.
const UNLISTED: TimeDelta = TimeDelta::minutes(2 * 60);

/// One thing that is not well. As text it is the English sentence of `/readyz`.
#[derive(Clone, Debug)]
pub enum Trouble {
    /// The configuration on disk is not in force.
    EditRefused(Arc<RefusedEdit>),
    /// Rows of the journal are gone.
    RowsLost(u64),
    /// The store cannot be used; why, in words that begin with what to do.
    StoreDown(String),
    /// No text can be sent; why.
    SendingFails(Arc<String>),
    /// Texts wait to be sent, the oldest since then.
    TextsLate {
        /// How many.
        texts: u64,
        /// UTC.
        since: DateTime<Utc>,
    },
    /// A patient's text waits for its reader since then, and nobody on duty could take it.
    TextUnread(DateTime<Utc>),
    /// Messages are at the provider alone, the oldest since then.
    MessagesNotHere {
        /// How many.
        messages: u64,
        /// UTC.
        since: DateTime<Utc>,
        /// How long that is; from two days on it takes a person.
        waits: TimeDelta,
    },
    /// So many messages were announced and never there.
    MessagesLost(u64),
    /// Messages that nobody has heard, the oldest since then.
    MessagesUnheard {
        /// How many.
        messages: u64,
        /// UTC.
        since: DateTime<Utc>,
        /// After how long each is deleted.
        kept_for: TimeDelta,
    },
    /// Messages that nobody has heard, in the box of somebody who is not in the configuration any more.
    MessagesOfNobody {
        /// Whose box it was.
        clinician: ClinicianId,
        /// How many.
        messages: u64,
    },
    /// So many recordings cannot be deleted at the provider.
    CopiesStuck(u64),
    /// The provider's list of recordings could not be read since then.
    RecordingsUnknown(DateTime<Utc>),
    /// The phone of a clinician has not confirmed.
    PhoneNotConfirmed(ClinicianId),
}

/// What is read before it can be told what is not well.
pub struct Readings {
    /// How the store is.
    pub health: Health,
    /// The texts; `None`: they cannot be read.
    pub texts: Option<Backlog>,
    /// The messages; `None`: they cannot be read.
    pub messages: Option<MessageCounts>,
}

impl Readings {
    /// Reads them.
    pub async fn of(relay: &Relay) -> Readings {
        let store = relay.store();
        let now = relay.clock().now();
        Readings {
            health: store.health(),
            texts: store.waiting_texts(now).await.ok(),
            messages: store.message_counts().await.ok(),
        }
    }
}

/// Everything that is not well, the gravest first.
pub fn troubles(relay: &Relay, configured: &Configured, readings: Readings) -> Vec<Trouble> {
    let now = relay.clock().now();
    let mut all = Vec::new();
    all.extend(configured.refused.clone().map(Trouble::EditRefused));
    if readings.health.lost > 0 {
        all.push(Trouble::RowsLost(readings.health.lost));
    }
    all.extend(readings.health.down.map(Trouble::StoreDown));
    all.extend(relay.sending_fails().map(Trouble::SendingFails));
    all.extend(of_texts(&readings.texts.unwrap_or_default(), now));
    let kept_for = configured.in_force.retention.voicemail;
    let practice = &configured.in_force.practice;
    if let Some(counts) = &readings.messages {
        all.extend(of_nobody(counts, practice));
    }
    let messages = readings.messages.iter();
    all.extend(messages.flat_map(|counts| of_messages(counts, now, kept_for)));
    let known = relay.metrics().recordings_known_until();
    let known = known.unwrap_or(configured.in_force.since);
    if now - known > UNLISTED {
        all.push(Trouble::RecordingsUnknown(known));
    }
    let phones = super::not_confirmed(practice, &relay.store().confirmations());
    all.extend(phones.into_iter().map(Trouble::PhoneNotConfirmed));
    all
}

fn of_texts(texts: &Backlog, now: DateTime<Utc>) -> Vec<Trouble> {
    let late = texts.since.filter(|since| now - *since > LATE);
    let unread = texts.held_since.filter(|since| now - *since > UNREAD);
    let late = late.map(|since| Trouble::TextsLate {
        texts: texts.texts,
        since,
    });
    late.into_iter()
        .chain(unread.map(Trouble::TextUnread))
        .collect()
}

/// Messages that their own clinician will never hear.
pub fn of_nobody(counts: &MessageCounts, practice: &Practice) -> Vec<Trouble> {
    let gone = counts.new_of.iter();
    let gone = gone.filter(|(clinician, _)| practice.clinicians.get(clinician).is_none());
    gone.map(|(clinician, messages)| Trouble::MessagesOfNobody {
        clinician: clinician.clone(),
        messages: *messages,
    })
    .collect()
}

/// What is not well with the messages of callers.
fn of_messages(counts: &MessageCounts, now: DateTime<Utc>, kept_for: TimeDelta) -> Vec<Trouble> {
    let mut all = Vec::new();
    let waiting = counts.oldest_waiting.filter(|at| now - *at > NOT_HERE);
    all.extend(waiting.map(|since| Trouble::MessagesNotHere {
        messages: counts.waiting,
        since,
        waits: now - since,
    }));
    if counts.lost > 0 {
        all.push(Trouble::MessagesLost(counts.lost));
    }
    let unheard = counts.oldest_new.filter(|at| now - *at > UNHEARD);
    all.extend(unheard.map(|since| Trouble::MessagesUnheard {
        messages: counts.new,
        since,
        kept_for,
    }));
    if counts.stuck_there > 0 {
        all.push(Trouble::CopiesStuck(counts.stuck_there));
    }
    all
}

impl Trouble {
    /// Whether a message waits at the provider for so long that it takes a person to see why.
    pub fn is_stuck(waits: TimeDelta) -> bool {
        waits >= STUCK
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::EditRefused(refused) => write!(
                f,
                "the configuration on disk is refused since {}: {}, the first {}; the last good one is in force",
                at(refused.since),
                match refused.mistakes {
                    1 => "1 mistake".to_owned(),
                    several => format!("{several} mistakes"),
                },
                refused.first
            ),
            Trouble::RowsLost(rows) => write!(
                f,
                "{rows} rows of the journal are gone since the start: the database was deleted or replaced; restore it from a backup"
            ),
            Trouble::StoreDown(why) => write!(
                f,
                "the store cannot be used: {why}; calls go on by the configuration alone, texts wait, messages stay at the provider"
            ),
            Trouble::SendingFails(why) => write!(f, "texts cannot be sent: {why}"),
            Trouble::TextsLate { texts, since } => write!(
                f,
                "{texts} texts wait to be sent, the oldest since {}",
                at(*since)
            ),
            Trouble::TextUnread(since) => write!(
                f,
                "a patient's text waits for its reader since {}, and nobody on duty could take it: call the patient",
                at(*since)
            ),
            Trouble::RecordingsUnknown(since) => write!(
                f,
                "the provider's list of recordings could not be read since {}: messages that no webhook announced are not found",
                at(*since)
            ),
            Trouble::PhoneNotConfirmed(clinician) => write!(
                f,
                "the phone of {clinician} has not confirmed that it takes texts: patients' texts to it wait; check its number, and that it was answered OK"
            ),
            Trouble::MessagesNotHere { .. }
            | Trouble::MessagesLost(_)
            | Trouble::MessagesUnheard { .. }
            | Trouble::MessagesOfNobody { .. }
            | Trouble::CopiesStuck(_) => self.of_messages(f),
        }
    }
}

impl Trouble {
    fn of_messages(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::MessagesNotHere {
                messages: count,
                since,
                waits,
            } => match Trouble::is_stuck(*waits) {
                false => write!(
                    f,
                    "{} wait at the provider, the oldest since {}; they are fetched as soon as they can be, and the log says what keeps them",
                    messages(*count),
                    at(*since)
                ),
                true => write!(
                    f,
                    "a recording could not be fetched for {} days, and {} wait at the provider: look in the log for the call, and for its recording in the provider's console",
                    waits.num_days(),
                    messages(*count)
                ),
            },
            Trouble::MessagesLost(count) => write!(
                f,
                "{} lost: the provider had announced them and has had no such recordings for a week; the log says of which calls: ask those callers to leave them again",
                match count {
                    1 => "1 message is".to_owned(),
                    several => format!("{several} messages are"),
                }
            ),
            Trouble::MessagesUnheard {
                messages,
                since,
                kept_for,
            } => write!(
                f,
                "{} nobody has heard yet, the oldest since {}: remind who gets them; each is deleted after {} days ([retention] voicemail), heard or not",
                match messages {
                    1 => "1 message that".to_owned(),
                    several => format!("{several} messages that"),
                },
                at(*since),
                kept_for.num_days()
            ),
            Trouble::MessagesOfNobody {
                clinician,
                messages: count,
            } => write!(
                f,
                "{} new for {clinician}, who is not in the configuration any more: a manager hears them in the console's journal",
                match count {
                    1 => "1 message is".to_owned(),
                    several => format!("{several} messages are"),
                }
            ),
            Trouble::CopiesStuck(count) => write!(
                f,
                "{} here cannot be deleted at the provider: it is tried again at least every five minutes, and the log says why",
                match count {
                    1 => "1 recording that is".to_owned(),
                    several => format!("{several} recordings that are"),
                }
            ),
            _ => Ok(()),
        }
    }
}

fn messages(count: u64) -> String {
    match count {
        1 => "1 message".to_owned(),
        several => format!("{several} messages"),
    }
}

fn at(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(counts: &MessageCounts, now: DateTime<Utc>, kept_for: TimeDelta) -> Vec<String> {
        let all = of_messages(counts, now, kept_for);
        all.iter().map(Trouble::to_string).collect()
    }

    #[test]
    fn messages_for_somebody_who_has_gone_are_told_of_at_once() {
        let practice = crate::domain::testkit::practice()
            .clinician("okafor", |c| c)
            .build();
        let id = |name: &str| ClinicianId::new(name).unwrap();
        let counts = MessageCounts {
            new_of: [(id("okafor"), 3), (id("weber"), 2)].into(),
            ..MessageCounts::default()
        };
        let told = of_nobody(&counts, &practice);
        let told: Vec<String> = told.iter().map(Trouble::to_string).collect();
        assert_eq!(
            told,
            [
                "2 messages are new for weber, who is not in the configuration any more: a manager hears them in the console's journal"
            ]
        );
    }

    #[test]
    fn messages_that_nobody_hears_and_copies_that_nobody_deletes_are_told_of() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::days(30);
        let kept_for = TimeDelta::days(90);
        let well = MessageCounts {
            new: 2,
            left_there: 1,
            oldest_new: Some(now - TimeDelta::days(6)),
            ..MessageCounts::default()
        };
        assert_eq!(told(&well, now, kept_for), [""; 0]);
        let not_well = MessageCounts {
            oldest_new: Some(now - TimeDelta::days(8)),
            stuck_there: 1,
            ..well
        };
        let told = told(&not_well, now, kept_for);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(
            told[0]
                .starts_with("2 messages that nobody has heard yet, the oldest since 1970-01-23")
        );
        assert!(told[0].contains("after 90 days"));
        assert!(told[1].starts_with("1 recording that is here cannot be deleted at the provider"));
    }
}
