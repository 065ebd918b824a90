//! The messages that callers have left, as the console lists them, the newest first.

use chrono::{DateTime, Utc};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::journal_rows::{LeftMessage, MESSAGE, message};
use super::leaf::{BATCH, Bounds, leaf};
use crate::domain::names::{ClinicianId, MessageId, PatientId};
use crate::store::fault::Fault;
use crate::store::words::{PRACTICE, micros};
use crate::store::{Store, StoreDown};

/// So many are looked at for one page; then it ends, full or not.
const MOST_LOOKED_AT: usize = 1000;

/// Which messages are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WantedMessages {
    /// Of this clinician's box, and those that this clinician was told of.
    pub clinician: Option<ClinicianId>,
    /// Left on a call of one of these patients; empty: of anybody.
    pub patients: Vec<PatientId>,
    /// Left from this moment on, UTC.
    pub from: Option<DateTime<Utc>>,
    /// Left before this moment, UTC.
    pub until: Option<DateTime<Utc>>,
    /// Behind this one.
    pub behind: Option<Behind>,
}

/// Where a list of messages goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Behind {
    /// When it was left, microseconds UTC.
    pub at: i64,
    /// Its id.
    pub id: MessageId,
}

/// Messages, and where the list goes on.
#[derive(Clone, Debug, PartialEq)]
pub struct Messages {
    /// The newest first.
    pub all: Vec<LeftMessage>,
    /// Where it goes on, if it does.
    pub next: Option<Behind>,
    /// Whether it ends here because enough was looked at.
    pub is_cut: bool,
}

impl Store {
    /// The newest messages that are wanted and that `keeps` is true of, so many at most.
    ///
    /// # Errors
    /// [`StoreDown`] when the database cannot be read; the same holds for [`Store::left_message`].
    pub async fn left_messages(
        &self,
        wanted: WantedMessages,
        most: usize,
        keeps: impl Fn(&LeftMessage) -> bool + Send + 'static,
    ) -> Result<Messages, StoreDown> {
        self.look(move |connection, _| {
            connection.execute_batch("BEGIN")?;
            messages(connection, wanted, most, keeps)
        })
        .await
    }

    /// One message; `None`: there is none, or nothing is left of it.
    pub async fn left_message(&self, id: MessageId) -> Result<Option<LeftMessage>, StoreDown> {
        self.look(move |connection, _| {
            let sql = format!(
                "SELECT {MESSAGE} FROM message WHERE practice = ?1 AND id = ?2 AND state NOT IN ('absent', 'forgotten')"
            );
            let mut select = connection.prepare(&sql)?;
            let mut rows = select.query((PRACTICE, id.to_string()))?;
            rows.next()?.map(message).transpose()
        })
        .await
    }
}

impl LeftMessage {
    fn place(&self) -> Behind {
        Behind {
            at: micros(self.at),
            id: self.id,
        }
    }
}

fn messages(
    connection: &Connection,
    mut wanted: WantedMessages,
    most: usize,
    keeps: impl Fn(&LeftMessage) -> bool,
) -> Result<Messages, Fault> {
    let behind = wanted.behind;
    let bounds = Bounds {
        most,
        looked_at: MOST_LOOKED_AT,
    };
    let find = |behind| {
        wanted.behind = behind;
        found(connection, &wanted)
    };
    let read = |message| Ok(Some(message).filter(&keeps));
    let leaf = leaf(&bounds, behind, find, LeftMessage::place, read)?;
    Ok(Messages {
        all: leaf.all,
        next: leaf.next,
        is_cut: leaf.is_cut,
    })
}

/// The next messages, the newest first.
fn found(connection: &Connection, wanted: &WantedMessages) -> Result<Vec<LeftMessage>, Fault> {
    let mut all = Vec::new();
    match (&wanted.patients[..], &wanted.clinician) {
        ([], None) => all.extend(strand(
            connection,
            "message INDEXED BY message_at",
            &[],
            wanted,
        )?),
        ([], Some(clinician)) => {
            for (index, column) in [("message_of_mailbox", "mailbox"), ("message_told", "told")] {
                let of = [(column, clinician.as_str().to_owned())];
                let from = format!("message INDEXED BY {index}");
                all.extend(strand(connection, &from, &of, wanted)?);
            }
        }
        (patients, clinician) => {
            for patient in patients {
                all.extend(of_patient(connection, *patient, wanted)?);
            }
            let is_for = |one: &LeftMessage| {
                clinician
                    .as_ref()
                    .is_none_or(|clinician| one.is_for(clinician))
            };
            all.retain(is_for);
        }
    }
    all.sort_by_key(|one| std::cmp::Reverse(one.place()));
    all.dedup_by_key(|one| one.id);
    all.truncate(BATCH);
    Ok(all)
}

impl LeftMessage {
    /// Whether it was left for this clinician, or this clinician was told of it.
    pub fn is_for(&self, clinician: &ClinicianId) -> bool {
        use crate::domain::decision::Mailbox;
        self.mailbox == Mailbox::Clinician(clinician.clone())
            || self.told.as_ref() == Some(clinician)
    }
}

fn strand(
    connection: &Connection,
    from: &str,
    of: &[(&str, String)],
    wanted: &WantedMessages,
) -> Result<Vec<LeftMessage>, Fault> {
    let of_whom: String = of
        .iter()
        .map(|(column, _)| format!("AND {column} = ? "))
        .collect();
    let sql = format!(
        "SELECT {MESSAGE} FROM {from}
         WHERE practice = ? {of_whom} AND at >= ? AND at <= ? AND (at < ? OR id < ?)
           AND state NOT IN ('absent', 'forgotten')
         ORDER BY at DESC, id DESC LIMIT ?"
    );
    let values = of.iter().map(|(_, value)| value.clone().into()).collect();
    read(connection, &sql, values, wanted)
}

/// What was left on the calls of a patient: found by the call, since a message names its patients in one lump.
fn of_patient(
    connection: &Connection,
    patient: PatientId,
    wanted: &WantedMessages,
) -> Result<Vec<LeftMessage>, Fault> {
    let columns: Vec<String> = MESSAGE
        .split(", ")
        .map(|column| format!("m.{column}"))
        .collect();
    let sql = format!(
        "SELECT {} FROM (
             SELECT substr(key, 1, 32) AS call FROM journal INDEXED BY journal_listed
              WHERE practice = ?1 AND entry = 'call' AND patient = ?2
             UNION SELECT substr(key, 1, 32) FROM journal INDEXED BY journal_by_code
              WHERE practice = ?1 AND caller = 'code' AND patient = ?2) j
           CROSS JOIN message m INDEXED BY message_of_call ON m.practice = ?1 AND m.call = j.call
         WHERE m.at >= ? AND m.at <= ? AND (m.at < ? OR m.id < ?) AND m.state NOT IN ('absent', 'forgotten')
         ORDER BY m.at DESC, m.id DESC LIMIT ?",
        columns.join(", ")
    );
    read(connection, &sql, vec![patient.to_string().into()], wanted)
}

fn read(
    connection: &Connection,
    sql: &str,
    of: Vec<Value>,
    wanted: &WantedMessages,
) -> Result<Vec<LeftMessage>, Fault> {
    let from = wanted.from.map_or(i64::MIN, micros);
    let until = wanted.until.map_or(i64::MAX, |until| micros(until) - 1);
    let (at, id) = match wanted.behind {
        Some(behind) => (behind.at, behind.id.to_string()),
        None => (i64::MAX, String::new()),
    };
    let mut values = vec![Value::from(PRACTICE)];
    values.extend(of);
    values.extend([from, until.min(at), at].map(Value::from));
    values.push(id.into());
    values.push(i64::try_from(BATCH).unwrap_or(i64::MAX).into());
    let mut select = connection.prepare_cached(sql)?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(message(row)?);
    }
    Ok(all)
}
