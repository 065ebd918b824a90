//! Carries out what a decision brings with it, inside the transaction that records it.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, Statement};

use super::ask::Ask;
use super::desk::Desk;
use super::expected::Expected;
use super::fault::Fault;
use super::keys::Keys;
use super::recording::Announced;
use super::remembered::{Remembered, back_line_context};
use super::words::{self, PRACTICE, day, micros};
use crate::domain::decision::Effect;
use crate::domain::facts::BackLine;
use crate::domain::names::{ClinicianId, Subject};

/// The statements of the effects.
pub(super) struct Effects<'c> {
    keys: Keys,
    count: Statement<'c>,
    use_known_back_line: Statement<'c>,
    take_back_line: Statement<'c>,
    rest_back_line: Statement<'c>,
    free_back_line: Statement<'c>,
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
            pause: connection.prepare(
                "INSERT INTO pause (practice, clinician, until) VALUES (?1, ?2, ?3)
                 ON CONFLICT (practice, clinician) DO UPDATE SET until = excluded.until",
            )?,
            resume: connection
                .prepare("DELETE FROM pause WHERE practice = ?1 AND clinician = ?2")?,
        })
    }

    /// Carries one effect of this event out.
    pub(super) fn carry_out(
        &mut self,
        effect: &Effect,
        ask: &Ask,
        desk: &mut Desk<'_>,
    ) -> Result<(), Fault> {
        let at = ask.at;
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
            Effect::Pause { clinician, until } => self.pause(clinician, *until, at, desk),
            _ => of_a_text(effect, ask, desk),
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
fn of_a_text(effect: &Effect, ask: &Ask, desk: &mut Desk<'_>) -> Result<(), Fault> {
    let at = ask.at;
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
        _ => of_a_message(effect, ask, desk),
    }
}

/// The effects that concern messages.
fn of_a_message(effect: &Effect, ask: &Ask, desk: &mut Desk<'_>) -> Result<(), Fault> {
    let at = ask.at;
    match effect {
        Effect::ExpectMessage {
            call,
            mailbox,
            patients,
            phone,
            ask_at,
        } => {
            let expected = Expected {
                call: *call,
                sid: ask.sid.as_deref().unwrap_or_default(),
                mailbox,
                patients,
                phone: *phone,
                ask_at: *ask_at,
            };
            desk.expect(&expected, at)
        }
        Effect::Recording {
            call,
            recording,
            mailbox,
            patients,
            seconds,
            absent,
            told,
        } => {
            let announced = Announced {
                call: *call,
                recording,
                mailbox,
                patients,
                seconds: *seconds,
                absent: *absent,
                told: told.as_ref(),
            };
            desk.recorded(&announced, at)
        }
        Effect::Heard { message, by } => desk.heard(*message, by.as_str(), at),
        Effect::HeardInConsole { message, account } => {
            desk.heard(*message, &words::account(account), at)
        }
        Effect::DeleteMessage { message } => desk.delete_message(*message, at),
        _ => of_a_clinician(effect, at, desk),
    }
}

/// The effects that concern a clinician's PIN, calls to a clinician and what a clinician is to answer.
fn of_a_clinician(effect: &Effect, at: DateTime<Utc>, desk: &mut Desk<'_>) -> Result<(), Fault> {
    match effect {
        Effect::PinKeyed { clinician, right } => desk.pin_keyed(clinician, *right, at),
        Effect::ProposePin { clinician, hash } => desk.propose_pin(clinician, hash),
        Effect::AdoptPin { clinician } => desk.adopt_pin(clinician),
        Effect::PlaceCall {
            to,
            from,
            purpose,
            until,
        } => desk.place_call(to, *from, purpose, *until, at),
        Effect::Acknowledge { clinician, line } => desk.acknowledge(clinician, *line),
        Effect::WatchOn { text, rung, due } => desk.watch_on(*text, rung, *due),
        Effect::WatchOver { text } => desk.watch_over(*text),
        Effect::Count { .. }
        | Effect::UseBackLine { .. }
        | Effect::RestBackLine { .. }
        | Effect::FreeBackLine { .. }
        | Effect::Pause { .. }
        | Effect::Send(_)
        | Effect::Unsend { .. }
        | Effect::Deliver { .. }
        | Effect::HoldUntil { .. }
        | Effect::Advance { .. }
        | Effect::Digested { .. }
        | Effect::AskPhone { .. }
        | Effect::ConfirmPhone { .. }
        | Effect::UseMark { .. }
        | Effect::Edit { .. }
        | Effect::ExpectMessage { .. }
        | Effect::Recording { .. }
        | Effect::Heard { .. }
        | Effect::HeardInConsole { .. }
        | Effect::DeleteMessage { .. } => Ok(()),
    }
}
