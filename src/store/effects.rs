//! Carries out what a decision brings with it, inside the transaction that records it.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rusqlite::{Connection, Statement};

use super::fault::Fault;
use super::keys::Keys;
use super::remembered::{Remembered, back_line_context};
use super::words::{self, Content, PRACTICE, context, day, micros};
use crate::domain::decision::{Effect, Mailbox, Outgoing, OutgoingKind, Recipient};
use crate::domain::facts::BackLine;
use crate::domain::names::{CallId, ClinicianId, Subject};
use crate::domain::phone::{E164, Line};
use crate::ids;

/// Rows of one kind about one subject within this time are told as one.
const FOLDED: TimeDelta = TimeDelta::minutes(10);

/// The statements of the effects.
pub(super) struct Effects<'c> {
    keys: Keys,
    count: Statement<'c>,
    use_known_back_line: Statement<'c>,
    take_back_line: Statement<'c>,
    rest_back_line: Statement<'c>,
    free_back_line: Statement<'c>,
    recording: Statement<'c>,
    unsend: Statement<'c>,
    pause: Statement<'c>,
    resume: Statement<'c>,
    folded: Statement<'c>,
    send: Statement<'c>,
}

impl<'c> Effects<'c> {
    pub(super) fn new(connection: &'c Connection, keys: &Keys) -> Result<Self, Fault> {
        Ok(Effects {
            keys: keys.clone(),
            count: connection.prepare(
                "INSERT INTO count (practice, subject, day, count) VALUES (?1, ?2, ?3, 1)
                 ON CONFLICT (practice, day, subject) DO UPDATE SET count = count.count + 1",
            )?,
            use_known_back_line: connection.prepare(
                "UPDATE back_line SET resting_since = NULL,
                   last_used = CASE WHEN last_used < ?5 THEN ?5 ELSE last_used END
                 WHERE practice = ?1 AND clinician = ?2 AND line = ?3 AND phone_digest = ?4",
            )?,
            take_back_line: connection.prepare(
                "INSERT INTO back_line
                   (practice, clinician, line, phone_digest, sealed, since, last_used)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
            )?,
            rest_back_line: connection.prepare(
                "UPDATE back_line SET resting_since = ?4 WHERE practice = ?1 AND clinician = ?2
                   AND line = ?3 AND resting_since IS NULL",
            )?,
            free_back_line: connection.prepare(
                "DELETE FROM back_line WHERE practice = ?1 AND clinician = ?2 AND line = ?3",
            )?,
            recording: connection.prepare(
                "INSERT INTO recording (practice, call, recording, mailbox, seconds, state, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (practice, recording) DO UPDATE
                   SET state = excluded.state, seconds = excluded.seconds
                   WHERE recording.state = 'absent' AND excluded.state = 'announced'",
            )?,
            unsend: connection.prepare(
                "DELETE FROM outbox WHERE practice = ?1 AND call = ?2 AND kind = ?3
                   AND state = 'waiting'",
            )?,
            pause: connection.prepare(
                "INSERT INTO pause (practice, clinician, until) VALUES (?1, ?2, ?3)
                 ON CONFLICT (practice, clinician) DO UPDATE SET until = excluded.until",
            )?,
            resume: connection
                .prepare("DELETE FROM pause WHERE practice = ?1 AND clinician = ?2")?,
            folded: connection.prepare(
                "SELECT 1 FROM outbox WHERE practice = ?1 AND fold = ?2 AND kind = ?3
                   AND created_at > ?4 AND created_at < ?5 LIMIT 1",
            )?,
            send: connection.prepare(
                "INSERT INTO outbox (practice, id, kind, clinician, phone, from_line, due,
                   created_at, state, call, fold, attempts, sealed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting', ?9, ?10, 0, ?11)
                 ON CONFLICT DO NOTHING",
            )?,
        })
    }

    /// Carries one effect out, at this time.
    pub(super) fn carry_out(
        &mut self,
        effect: &Effect,
        at: DateTime<Utc>,
        remembered: &mut Remembered<'_>,
    ) -> Result<(), Fault> {
        match effect {
            Effect::Count { subject, day } => self.count(*subject, *day, remembered),
            Effect::UseBackLine {
                clinician,
                line,
                phone,
                ..
            } => self.use_back_line(clinician, *line, *phone, at, remembered),
            Effect::RestBackLine {
                clinician,
                line,
                since,
            } => {
                let row = (PRACTICE, clinician.as_str(), line.wire(), micros(*since));
                self.rest_back_line.execute(row)?;
                remembered.back_lines_changed(clinician);
                Ok(())
            }
            Effect::FreeBackLine { clinician, line } => {
                let row = (PRACTICE, clinician.as_str(), line.wire());
                self.free_back_line.execute(row)?;
                remembered.back_lines_changed(clinician);
                Ok(())
            }
            Effect::Recording {
                call,
                recording,
                mailbox,
                seconds,
                absent,
            } => self.recording(*call, recording, mailbox, *seconds, *absent, at),
            Effect::Unsend { call, kind } => self.unsend(*call, *kind),
            Effect::Pause { clinician, until } => self.pause(clinician, *until, remembered),
            Effect::Send(outgoing) => self.send(outgoing, at),
            Effect::Deliver { .. }
            | Effect::HoldUntil { .. }
            | Effect::Advance { .. }
            | Effect::Digested { .. }
            | Effect::AskPhone { .. }
            | Effect::ConfirmPhone { .. }
            | Effect::UseMark { .. }
            | Effect::Edit { .. } => Ok(()),
        }
    }

    fn count(
        &mut self,
        subject: Subject,
        of: NaiveDate,
        remembered: &mut Remembered<'_>,
    ) -> Result<(), Fault> {
        let row = (PRACTICE, subject.0.cast_signed(), day(of));
        self.count.execute(row)?;
        remembered.counted(subject, of);
        Ok(())
    }

    fn use_back_line(
        &mut self,
        clinician: &ClinicianId,
        line: Line,
        phone: E164,
        at: DateTime<Utc>,
        remembered: &mut Remembered<'_>,
    ) -> Result<(), Fault> {
        let digits = phone.digits().to_le_bytes();
        let digest = self
            .keys
            .ids()
            .subject("back line", &[&digits])
            .0
            .cast_signed();
        let (wire, now) = (line.wire(), micros(at));
        let known = (PRACTICE, clinician.as_str(), &wire, digest, now);
        if self.use_known_back_line.execute(known)? == 0 {
            let mut sealed = Vec::new();
            let context = back_line_context(clinician, &wire, digest);
            self.keys
                .seal(&context, phone.wire().as_bytes(), &mut sealed)?;
            let row = (PRACTICE, clinician.as_str(), &wire, digest, &sealed, now);
            self.take_back_line.execute(row)?;
        }
        let used = BackLine {
            clinician: clinician.clone(),
            line,
            phone,
            who: Vec::new(),
            last_used: at,
            resting_since: None,
        };
        remembered.used(clinician, used);
        Ok(())
    }

    fn recording(
        &mut self,
        call: CallId,
        recording: &str,
        mailbox: &Mailbox,
        seconds: Option<u32>,
        absent: bool,
        at: DateTime<Utc>,
    ) -> Result<(), Fault> {
        let state = if absent { "absent" } else { "announced" };
        let mailbox = words::mailbox(mailbox);
        let call = call.to_string();
        self.recording.execute((
            PRACTICE,
            call,
            recording,
            mailbox,
            seconds,
            state,
            micros(at),
        ))?;
        Ok(())
    }

    fn unsend(&mut self, call: CallId, kind: OutgoingKind) -> Result<(), Fault> {
        self.unsend
            .execute((PRACTICE, call.to_string(), words::kind(kind)))?;
        Ok(())
    }

    fn pause(
        &mut self,
        clinician: &ClinicianId,
        until: Option<DateTime<Utc>>,
        remembered: &mut Remembered<'_>,
    ) -> Result<(), Fault> {
        match until {
            Some(until) => {
                self.pause
                    .execute((PRACTICE, clinician.as_str(), micros(until)))?;
            }
            None => {
                self.resume.execute((PRACTICE, clinician.as_str()))?;
            }
        }
        remembered.paused(clinician, until);
        Ok(())
    }

    fn send(&mut self, outgoing: &Outgoing, at: DateTime<Utc>) -> Result<(), Fault> {
        let kind = words::kind(outgoing.kind);
        let fold = outgoing.fold.map(|subject| subject.0.cast_signed());
        if let Some(fold) = fold {
            // Not beyond either: after the clock was set back, an hour's missed calls would count as told.
            let (since, until) = (micros(at - FOLDED), micros(at + FOLDED));
            if self.folded.exists((PRACTICE, fold, kind, since, until))? {
                return Ok(());
            }
        }
        let id = ids::in_order(at);
        let (clinician, phone) = match &outgoing.to {
            Recipient::Clinician(clinician) => (Some(clinician.as_str()), None),
            Recipient::ClinicianPhone(target) => (
                Some(target.clinician.as_str()),
                Some(target.phone.to_string()),
            ),
            Recipient::Number(_) => (None, None),
        };
        let content = serde_json::to_vec(&Content::of(outgoing))?;
        let mut sealed = Vec::new();
        self.keys
            .seal(&context("outbox", &[id.as_bytes()]), &content, &mut sealed)?;
        self.send.execute((
            PRACTICE,
            id,
            kind,
            clinician,
            phone,
            outgoing.from.wire(),
            micros(outgoing.due),
            micros(at),
            outgoing.call.map(|call| call.to_string()),
            fold,
            sealed,
        ))?;
        Ok(())
    }
}
