//! Carries out what a decision brings with it, inside the transaction that records it.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Statement};

use super::desk::Desk;
use super::fault::Fault;
use super::keys::Keys;
use super::remembered::{Remembered, back_line_context};
use super::words::{self, PRACTICE, day, micros};
use crate::domain::decision::{Effect, Mailbox};
use crate::domain::facts::BackLine;
use crate::domain::names::{CallId, ClinicianId, Subject};

/// The statements of the effects.
pub(super) struct Effects<'c> {
    keys: Keys,
    count: Statement<'c>,
    use_known_back_line: Statement<'c>,
    take_back_line: Statement<'c>,
    rest_back_line: Statement<'c>,
    free_back_line: Statement<'c>,
    recording: Statement<'c>,
    pause: Statement<'c>,
    resume: Statement<'c>,
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
                   last_used = CASE WHEN last_used < ?5 THEN ?5 ELSE last_used END,
                   who = CASE WHEN ?6 = x'' THEN who ELSE ?6 END
                 WHERE practice = ?1 AND clinician = ?2 AND line = ?3 AND phone_digest = ?4",
            )?,
            take_back_line: connection.prepare(
                "INSERT INTO back_line
                   (practice, clinician, line, phone_digest, sealed, since, last_used, who)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
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
            pause: connection.prepare(
                "INSERT INTO pause (practice, clinician, until) VALUES (?1, ?2, ?3)
                 ON CONFLICT (practice, clinician) DO UPDATE SET until = excluded.until",
            )?,
            resume: connection
                .prepare("DELETE FROM pause WHERE practice = ?1 AND clinician = ?2")?,
        })
    }

    /// Carries one effect out, at this time.
    pub(super) fn carry_out(
        &mut self,
        effect: &Effect,
        at: DateTime<Utc>,
        desk: &mut Desk<'_>,
    ) -> Result<(), Fault> {
        match effect {
            Effect::Count { subject, day } => self.count(*subject, *day, desk),
            Effect::UseBackLine {
                clinician,
                line,
                phone,
                who,
            } => {
                let used = BackLine {
                    clinician: clinician.clone(),
                    line: *line,
                    phone: *phone,
                    who: who.clone(),
                    last_used: at,
                    resting_since: None,
                };
                self.use_back_line(used, &mut desk.remembered)
            }
            Effect::RestBackLine {
                clinician,
                line,
                since,
            } => {
                let row = (PRACTICE, clinician.as_str(), line.wire(), micros(*since));
                self.rest_back_line.execute(row)?;
                desk.remembered.back_lines_changed(clinician);
                Ok(())
            }
            Effect::FreeBackLine { clinician, line } => {
                let row = (PRACTICE, clinician.as_str(), line.wire());
                self.free_back_line.execute(row)?;
                desk.remembered.back_lines_changed(clinician);
                Ok(())
            }
            Effect::Recording {
                call,
                recording,
                mailbox,
                seconds,
                absent,
                patients: _,
                told: _,
            } => self.recording(*call, recording, mailbox, *seconds, *absent, at),
            Effect::Pause { clinician, until } => self.pause(clinician, *until, at, desk),
            _ => of_a_text(effect, at, desk),
        }
    }

    fn count(&mut self, subject: Subject, of: NaiveDate, desk: &mut Desk<'_>) -> Result<(), Fault> {
        let row = (PRACTICE, subject.0.cast_signed(), day(of));
        self.count.execute(row)?;
        desk.remembered.counted(subject, of);
        Ok(())
    }

    fn use_back_line(
        &mut self,
        used: BackLine,
        remembered: &mut Remembered<'_>,
    ) -> Result<(), Fault> {
        let clinician = used.clinician.clone();
        let digits = used.phone.digits().to_le_bytes();
        let digest = self
            .keys
            .ids()
            .subject("back line", &[&digits])
            .0
            .cast_signed();
        let (wire, now) = (used.line.wire(), micros(used.last_used));
        let who = words::who(&used.who);
        let known = (PRACTICE, clinician.as_str(), &wire, digest, now, &who);
        if self.use_known_back_line.execute(known)? == 0 {
            let mut sealed = Vec::new();
            let context = back_line_context(&clinician, &wire, digest);
            self.keys
                .seal(&context, used.phone.wire().as_bytes(), &mut sealed)?;
            let row = (
                PRACTICE,
                clinician.as_str(),
                &wire,
                digest,
                &sealed,
                now,
                &who,
            );
            self.take_back_line.execute(row)?;
        }
        remembered.used(&clinician, used);
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

    /// Held texts that the pause or its end concerns are looked at again.
    fn pause(
        &mut self,
        clinician: &ClinicianId,
        until: Option<DateTime<Utc>>,
        at: DateTime<Utc>,
        desk: &mut Desk<'_>,
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
        desk.remembered.paused(clinician, until);
        desk.look_again(Some(clinician), at)
    }
}

/// The effects that concern texts.
fn of_a_text(effect: &Effect, at: DateTime<Utc>, desk: &mut Desk<'_>) -> Result<(), Fault> {
    match effect {
        Effect::Send(outgoing) => desk.send(outgoing, at),
        Effect::Unsend { call, kind } => desk.unsend(*call, *kind),
        Effect::Deliver {
            id,
            to,
            from,
            mark,
            lead,
        } => desk.deliver(*id, (to, *from), mark.as_deref(), lead.as_ref(), at),
        Effect::HoldUntil { id, due } => desk.hold_until(*id, *due),
        Effect::Advance { id, stage } => desk.advance(*id, *stage),
        Effect::Digested { ids } => desk.digested(ids),
        Effect::AskPhone { phone } => desk.ask_phone(phone, at),
        Effect::ConfirmPhone { phone } => desk.confirm_phone(phone, at),
        Effect::UseMark {
            clinician,
            mark,
            phone,
            who,
        } => desk.use_mark(clinician, *mark, *phone, who, at),
        Effect::Edit {
            clinician,
            line,
            edit,
        } => desk.edit(clinician, *line, edit, at),
        Effect::ExpectMessage { .. }
        | Effect::Heard { .. }
        | Effect::DeleteMessage { .. }
        | Effect::PinKeyed { .. }
        | Effect::ProposePin { .. }
        | Effect::AdoptPin { .. }
        | Effect::PlaceCall { .. }
        | Effect::Acknowledge { .. }
        | Effect::WatchOn { .. }
        | Effect::WatchOver { .. } => Ok(()),
        Effect::Count { .. }
        | Effect::UseBackLine { .. }
        | Effect::RestBackLine { .. }
        | Effect::FreeBackLine { .. }
        | Effect::Recording { .. }
        | Effect::Pause { .. } => Ok(()),
    }
}
