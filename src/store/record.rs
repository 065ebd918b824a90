//! Writes a decision into the journal: what is not personal in the open, the rest encrypted.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Statement};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::ask::Ask;
use super::chain::{Hash, Head, Link};
use super::entry::Entry;
use super::fault::Fault;
use super::keys::Keys;
use super::words::{PRACTICE, context, micros};
use crate::domain::decision::{Decision, Effect, Recipient};
use crate::domain::event::Target;
use crate::domain::facts::{BackLine, Facts, Message};
use crate::domain::names::{ClinicianId, IdKey, MessageId, OutboxId};
use crate::domain::outbox::{Author, Mark, Stage};
use crate::domain::phone::PhoneId;
use crate::domain::pin::{MOST_WRONG_IN_ALL, PinState};
use crate::ids;

const SALT: usize = 16;

/// Appends rows to the journal, and keeps its newest hash.
pub(super) struct Record<'c> {
    keys: Keys,
    insert: Statement<'c>,
    keep_head: Statement<'c>,
    head: Head,
    decision: Vec<u8>,
    plain: Vec<u8>,
    sealed: Vec<u8>,
}

impl<'c> Record<'c> {
    pub(super) fn new(connection: &'c Connection, keys: &Keys) -> Result<Self, Fault> {
        Ok(Record {
            keys: keys.clone(),
            insert: connection.prepare(
                "INSERT INTO journal (seq, practice, at, kind, key, outcome, clinician, version,
                   decision, digest, hash, sealed, entry, line, caller, patient)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?,
            keep_head: connection.prepare(
                "INSERT INTO meta (practice, name, value) VALUES (?1, 'head', ?2)
                 ON CONFLICT (practice, name) DO UPDATE SET value = excluded.value",
            )?,
            head: Head::kept(connection, keys)?,
            decision: Vec::new(),
            plain: Vec::new(),
            sealed: Vec::new(),
        })
    }

    /// The newest row.
    pub(super) fn head(&self) -> Head {
        self.head
    }

    /// What was appended since was rolled back.
    pub(super) fn back_to(&mut self, head: Head) {
        self.head = head;
    }

    /// Appends one row.
    pub(super) fn append(
        &mut self,
        ask: &Ask,
        facts: &Facts,
        decision: &Decision,
    ) -> Result<(), Fault> {
        self.decision.clear();
        serde_json::to_writer(&mut self.decision, decision)?;
        let written =
            std::str::from_utf8(&self.decision).map_err(|_| Fault::unreadable("a decision"))?;
        let used = Used::of(&self.keys.ids(), facts, decision);
        plain(&mut self.plain, &ask.personal, &used)?;
        let digest: Hash = Sha256::digest(&self.plain).into();
        let bound = context("journal", &[ask.key.as_bytes()]);
        self.keys.seal(&bound, &self.plain, &mut self.sealed)?;
        let clinician = decision.clinician.as_ref().map(|id| id.as_str());
        let link = Link {
            seq: self.head.seq + 1,
            at: micros(ask.at),
            kind: ask.kind.word(),
            key: &ask.key,
            outcome: decision.outcome.word(),
            clinician: clinician.unwrap_or(""),
            version: ask.version.0.cast_signed(),
            decision: written,
            digest: &digest,
        };
        let hash = link.after(&self.head.hash);
        let entry = Entry::of(ask, decision);
        self.insert.execute((
            link.seq,
            PRACTICE,
            link.at,
            link.kind,
            link.key,
            link.outcome,
            clinician,
            link.version,
            link.decision,
            link.digest,
            hash.as_slice(),
            &self.sealed,
            entry.entry,
            entry.line.map(|line| line.as_str()),
            entry.caller,
            entry.patient.map(|patient| patient.to_string()),
        ))?;
        self.head = Head {
            seq: link.seq,
            hash,
        };
        Ok(())
    }

    /// Keeps the newest hash, encrypted; once per transaction.
    pub(super) fn keep_head(&mut self) -> Result<(), Fault> {
        let bound = context("meta", &[b"head"]);
        self.keys
            .seal(&bound, &self.head.bytes(), &mut self.sealed)?;
        self.keep_head.execute((PRACTICE, &self.sealed))?;
        Ok(())
    }
}

/// Salt, length of the personal content, the personal content, and the facts used.
fn plain(into: &mut Vec<u8>, personal: &str, used: &Used<'_>) -> Result<(), Fault> {
    into.clear();
    into.extend_from_slice(&ids::fresh::<SALT>());
    let length = u32::try_from(personal.len()).map_err(|_| Fault::unreadable("a long event"))?;
    into.extend_from_slice(&length.to_le_bytes());
    into.extend_from_slice(personal.as_bytes());
    serde_json::to_writer(into, used)?;
    Ok(())
}

/// The personal content and the facts used, out of what was sealed.
pub(super) fn parts(plain: &[u8]) -> Option<(&str, &str)> {
    let (_salt, rest) = plain.split_at_checked(SALT)?;
    let (length, rest) = rest.split_at_checked(4)?;
    let length = u32::from_le_bytes(length.try_into().ok()?);
    let (personal, facts) = rest.split_at_checked(usize::try_from(length).ok()?)?;
    let text = |bytes| std::str::from_utf8(bytes).ok();
    Some((text(personal)?, text(facts)?))
}

/// The facts that a decision was made on. Its history is not repeated: that is in the journal.
#[derive(Serialize)]
struct Used<'a> {
    #[serde(skip_serializing_if = "none_paused")]
    pauses: &'a HashMap<ClinicianId, DateTime<Utc>>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    counts: &'a [u32],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    back_lines: Vec<Line>,
    /// Rows of the outbox and where they stood; what they say is there, under their ids, while it is kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    queued: Vec<(OutboxId, Stage)>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<MarkUsed>,
    /// Phones that had confirmed, of clinicians who were to read a patient's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    confirmed: Vec<&'a Target>,
    /// Whether there was a PIN, whether a new one was proposed, and how many wrong ones were keyed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pin: Option<(bool, bool, u32)>,
    /// Whether it was locked by the wrong ones of a day.
    #[serde(skip_serializing_if = "is_not")]
    pin_locked: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    messages: Vec<MessageUsed>,
    /// Which phones were rung for an urgent text that nobody had answered, and since when it waited (microseconds).
    #[serde(skip_serializing_if = "Option::is_none")]
    watch: Option<(&'a [Target], i64)>,
}

/// A message, whether it was here, and whether it was heard.
#[derive(Serialize)]
struct MessageUsed(MessageId, bool, bool);

/// Mark, the id of the patient's phone, last used (microseconds).
#[derive(Serialize)]
struct MarkUsed(u32, PhoneId, i64);

fn is_not(what: &bool) -> bool {
    !what
}

fn none_paused(pauses: &HashMap<ClinicianId, DateTime<Utc>>) -> bool {
    pauses.is_empty()
}

/// Back line, the id of the patient's phone, last used, resting since (microseconds). The number itself is in the rows
/// of its own patient only, so that these can be erased.
#[derive(Serialize)]
struct Line(u64, PhoneId, i64, Option<i64>);

impl<'a> Used<'a> {
    fn of(ids: &IdKey, facts: &'a Facts, decision: &Decision) -> Self {
        let all = facts.back_lines.iter();
        let line = |known| Line::of(ids, known);
        Used {
            pauses: &facts.pauses.0,
            counts: &facts.counts,
            back_lines: match used_again(facts, decision) {
                Some(known) => vec![line(known)],
                None => all.map(line).collect(),
            },
            queued: facts.queued.iter().map(|row| (row.id, row.stage)).collect(),
            marks: marks_with_a_part(facts, decision)
                .map(|mark| MarkUsed::of(ids, mark))
                .collect(),
            confirmed: confirmed(facts, decision),
            pin: (facts.pin != PinState::default()).then_some((
                facts.pin.is_set,
                facts.pin.is_proposed,
                facts.pin.wrong,
            )),
            pin_locked: facts.pin.wrong_all >= MOST_WRONG_IN_ALL,
            messages: facts.messages.iter().map(MessageUsed::of).collect(),
            watch: facts
                .watch
                .as_ref()
                .map(|watch| (watch.rung.as_slice(), micros(watch.since))),
        }
    }
}

/// The assignment that was in force and is just used again: then the clinician's others had no part in the decision.
fn used_again<'a>(facts: &'a Facts, decision: &Decision) -> Option<&'a BackLine> {
    let used = decision.effects.iter().find_map(|effect| match effect {
        Effect::UseBackLine { line, phone, .. } => Some((*line, *phone)),
        _ => None,
    })?;
    let mut all = facts.back_lines.iter();
    all.find(|known| (known.line, known.phone) == used && known.resting_since.is_none())
}

/// The marks that had a part in the decision: of one that is used, its own; of a new one, the highest before it; none
/// where a back line was used instead; else all.
fn marks_with_a_part<'a>(
    facts: &'a Facts,
    decision: &'a Decision,
) -> impl Iterator<Item = &'a Mark> {
    let mut effects = decision.effects.iter();
    let used = effects.find_map(|effect| match effect {
        Effect::UseMark {
            clinician, mark, ..
        } => Some(Some((clinician, *mark))),
        Effect::UseBackLine { .. } => Some(None),
        _ => None,
    });
    let of_one = used.flatten().map(|(clinician, mark)| {
        let theirs = facts.marks.of(clinician);
        let is_known = theirs.iter().any(|known| known.mark == mark);
        let part = if is_known {
            mark
        } else {
            mark.saturating_sub(1)
        };
        theirs.iter().filter(move |known| known.mark == part)
    });
    let of_all = used.is_none().then(|| facts.marks.iter());
    of_one
        .into_iter()
        .flatten()
        .chain(of_all.into_iter().flatten())
}

/// The confirmed phones of those who were to read something.
fn confirmed<'a>(facts: &'a Facts, decision: &Decision) -> Vec<&'a Target> {
    let effects = decision.effects.iter();
    let readers: Vec<&ClinicianId> = effects
        .filter_map(|effect| reader(effect, decision))
        .collect();
    if readers.is_empty() {
        return Vec::new();
    }
    let all = facts.confirmations.0.keys();
    let mut found: Vec<&Target> = all
        .filter(|phone| readers.contains(&&phone.clinician))
        .filter(|phone| facts.confirmations.is_confirmed(phone))
        .collect();
    found.sort();
    found
}

/// The clinician whose phone had to have confirmed for this effect.
fn reader<'a>(effect: &'a Effect, decision: &'a Decision) -> Option<&'a ClinicianId> {
    let to = match effect {
        Effect::Send(outgoing) if matches!(outgoing.author, Author::Patient { .. }) => &outgoing.to,
        Effect::Deliver { to, .. } => to,
        Effect::AskPhone { phone } => return Some(&phone.clinician),
        Effect::HoldUntil { .. } => return decision.clinician.as_ref(),
        _ => return None,
    };
    match to {
        Recipient::Clinician(clinician) => Some(clinician),
        Recipient::ClinicianPhone(target) => Some(&target.clinician),
        Recipient::Number(_) => None,
    }
}

impl MessageUsed {
    fn of(message: &Message) -> Self {
        MessageUsed(message.id, message.is_here, message.heard_at.is_some())
    }
}

impl MarkUsed {
    fn of(ids: &IdKey, mark: &Mark) -> Self {
        MarkUsed(mark.mark, ids.phone(mark.phone), micros(mark.last_used))
    }
}

impl Line {
    fn of(ids: &IdKey, known: &BackLine) -> Self {
        Line(
            known.line.0.digits(),
            ids.phone(known.phone),
            micros(known.last_used),
            known.resting_since.map(micros),
        )
    }
}
