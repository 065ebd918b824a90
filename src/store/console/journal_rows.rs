//! The rows of one call or text, as the console shows them, and the messages that callers have left.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Row, Statement};

use super::journal::Origin;
use crate::domain::decision::{Decision, Mailbox, OutgoingKind};
use crate::domain::names::{CallId, ClinicianId, MessageId, PatientId};
use crate::domain::outbox::Stage;
use crate::store::fault::Fault;
use crate::store::recording::message_id;
use crate::store::remembered::text;
use crate::store::row::stage;
use crate::store::words::{self, PRACTICE, moment};

/// So many rows of one call are looked at: somebody on the own line may have heard a hundred messages.
const MOST_STEPS: i64 = 400;
/// So many texts may come of one.
const MOST_SENT: i64 = 20;

/// One step of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its row.
    pub seq: i64,
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// What follows the call's id in its key: `` for the first, `ring/patient/1`, `ended`.
    pub name: String,
    /// What was decided.
    pub decision: Decision,
}

/// A message as the console shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftMessage {
    /// Its id.
    pub id: MessageId,
    /// The call on which it was left.
    pub call: CallId,
    /// Whose it is.
    pub mailbox: Mailbox,
    /// A clinician who was told besides.
    pub told: Option<ClinicianId>,
    /// Who left it; empty: not known.
    pub patients: Vec<PatientId>,
    /// Its length in seconds, where it is known.
    pub seconds: Option<u32>,
    /// `announced`, `kept`, `lost` or `deleted`.
    pub state: String,
    /// When it was left, UTC.
    pub at: DateTime<Utc>,
    /// When somebody said to have heard it, UTC.
    pub heard_at: Option<DateTime<Utc>>,
    /// Who.
    pub heard_by: Option<String>,
}

/// A text that went out, without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentText {
    /// What kind.
    pub kind: OutgoingKind,
    /// Where it stands.
    pub stage: Stage,
}

/// The own row of an entry.
pub(super) struct Own {
    pub(super) seq: i64,
    pub(super) at: i64,
    pub(super) entry: String,
    pub(super) caller: String,
    pub(super) line: Option<String>,
    pub(super) decision: Decision,
}

/// Reads them, with statements prepared once.
pub(super) struct Rows<'c> {
    own: Statement<'c>,
    steps: Statement<'c>,
    messages: Statement<'c>,
    sent: Statement<'c>,
}

/// The columns of a [`LeftMessage`].
pub(super) const MESSAGE: &str =
    "id, call, mailbox, told, patients, seconds, state, at, heard_at, heard_by";

impl<'c> Rows<'c> {
    pub(super) fn new(connection: &'c Connection) -> Result<Self, Fault> {
        let messages = format!(
            "SELECT {MESSAGE} FROM message INDEXED BY message_of_call
             WHERE practice = ?1 AND call = ?2 AND state NOT IN ('absent', 'forgotten') ORDER BY at, id LIMIT 20"
        );
        Ok(Rows {
            own: connection.prepare(
                "SELECT seq, at, entry, caller, line, decision FROM journal
                 WHERE practice = ?1 AND key = ?2 AND entry IS NOT NULL",
            )?,
            steps: connection.prepare(
                "SELECT seq, at, key, decision FROM journal WHERE practice = ?1 AND key >= ?2 AND key < ?3 LIMIT ?4",
            )?,
            messages: connection.prepare(&messages)?,
            sent: connection.prepare(
                "SELECT kind, stage FROM outbox INDEXED BY outbox_decided
                 WHERE practice = ?1 AND created_at = ?2 AND author_clinician = ?3 AND (author_line IS NULL) = ?4
                   AND kind IN ('relay', 'held', 'urgent') LIMIT ?5",
            )?,
        })
    }

    pub(super) fn own(&mut self, key: &str) -> Result<Option<Own>, Fault> {
        let mut rows = self.own.query((PRACTICE, key))?;
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let Some(decision) = decided(row, 5) else {
            return Ok(None);
        };
        Ok(Some(Own {
            seq: row.get(0)?,
            at: row.get(1)?,
            entry: row.get(2)?,
            caller: row.get(3)?,
            line: row.get(4)?,
            decision,
        }))
    }

    pub(super) fn steps(&mut self, call: CallId) -> Result<Vec<Step>, Fault> {
        // `0` follows `/`: everything between begins with the call's id and a slash.
        let (from, to) = (format!("{call}/"), format!("{call}0"));
        let mut rows = self.steps.query((PRACTICE, &from, &to, MOST_STEPS))?;
        let mut steps = Vec::new();
        while let Some(row) = rows.next()? {
            let Some(decision) = decided(row, 3) else {
                continue;
            };
            let name = text(row, 2)?.get(33..).unwrap_or_default().to_owned();
            steps.push(Step {
                seq: row.get(0)?,
                at: moment(row.get(1)?)?,
                name,
                decision,
            });
        }
        steps.sort_by_key(|step| step.seq);
        Ok(steps)
    }

    pub(super) fn messages(&mut self, call: CallId) -> Result<Vec<LeftMessage>, Fault> {
        let mut rows = self.messages.query((PRACTICE, call.to_string()))?;
        let mut messages = Vec::new();
        while let Some(row) = rows.next()? {
            messages.push(message(row)?);
        }
        Ok(messages)
    }

    /// What was sent for the text that was decided at this moment, to this clinician or by this clinician.
    pub(super) fn sent(
        &mut self,
        at: i64,
        clinician: &str,
        is_patients: bool,
    ) -> Result<Vec<SentText>, Fault> {
        let which = (PRACTICE, at, clinician, is_patients, MOST_SENT);
        let mut rows = self.sent.query(which)?;
        let mut sent = Vec::new();
        while let Some(row) = rows.next()? {
            sent.push(SentText {
                kind: words::kind_of(text(row, 0)?)?,
                stage: stage(row, 1)?,
            });
        }
        Ok(sent)
    }
}

/// A decision; one that this version cannot read must not keep the others from being shown.
fn decided(row: &Row<'_>, column: usize) -> Option<Decision> {
    let decision = crate::store::remembered::decision(row, column);
    decision
        .inspect_err(
            |fault| tracing::error!(why = %fault.words(), "a row of the journal cannot be shown"),
        )
        .ok()
}

/// Who called, by the word in the column.
pub(super) fn origin(word: &str) -> Origin {
    match word {
        "patient" => Origin::Patient,
        "clinician" => Origin::Clinician,
        "nightbell" => Origin::Nightbell,
        _ => Origin::Unknown,
    }
}

/// A row of [`MESSAGE`].
pub(super) fn message(row: &Row<'_>) -> Result<LeftMessage, Fault> {
    let told: Option<String> = row.get(3)?;
    let patients = row.get_ref(4)?.as_blob().map_err(rusqlite::Error::from)?;
    Ok(LeftMessage {
        id: message_id(text(row, 0)?)?,
        call: words::call(text(row, 1)?)?,
        mailbox: words::mailbox_of(text(row, 2)?)?,
        told: told.as_deref().map(words::clinician).transpose()?,
        patients: words::patients_of(patients),
        seconds: row.get(5)?,
        state: text(row, 6)?.to_owned(),
        at: moment(row.get(7)?)?,
        heard_at: row.get::<_, Option<i64>>(8)?.map(moment).transpose()?,
        heard_by: row.get(9)?,
    })
}
