//! What is remembered, as the store would: it answers what a step wants and carries out what was decided.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::decision::{Answer, Decision, Effect, Outcome, Outgoing, OutgoingKind};
use crate::domain::event::Target;
use crate::domain::facts::{BackLine, Facts, Pauses, Wanted};
use crate::domain::names::{CallId, ClinicianId, Language, OutboxId, Subject};
use crate::domain::outbox::{Confirmation, Confirmations, Mark};
use crate::domain::phone::Line;
use crate::domain::reason::Reason;

use super::build::{Surgery, clinician_id};
use super::desk::Desk;
use super::number;
use super::rows::Rows;

/// A store in the memory of a test.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    pub degraded: bool,
    pauses: HashMap<ClinicianId, DateTime<Utc>>,
    counts: HashMap<(Subject, NaiveDate), u32>,
    /// Counts that hold whatever was counted, by their places.
    fixed: Vec<Option<u32>>,
    pub back_lines: Vec<BackLine>,
    /// What the coming call already knows.
    known: Vec<Reason>,
    history: HashMap<CallId, Vec<Decision>>,
    /// Everything decided to be sent and not taken back.
    pub sent: Vec<Outgoing>,
    /// The same as rows of the outbox, each where it stands.
    pub rows: Rows,
    pub marks: Vec<Mark>,
    /// PINs, messages, placed calls and urgent texts.
    pub desk: Desk,
    pub confirmations: HashMap<Target, Confirmation>,
    calls: u128,
}

/// Nothing is remembered.
pub fn facts() -> Memory {
    Memory::default()
}

impl Memory {
    pub fn paused(mut self, clinician: &str, until: DateTime<Utc>) -> Self {
        self.pauses.insert(clinician_id(clinician), until);
        self
    }

    /// So many calls of this patient have rung today.
    pub fn rings_today(self, calls: u32) -> Self {
        self.fix(0, calls)
    }

    pub fn wrong_codes_of_caller(self, codes: u32) -> Self {
        self.fix(1, codes)
    }

    pub fn wrong_codes_on_line(self, codes: u32) -> Self {
        self.fix(2, codes)
    }

    fn fix(mut self, place: usize, count: u32) -> Self {
        self.fixed.resize(self.fixed.len().max(place + 1), None);
        self.fixed[place] = Some(count);
        self
    }

    /// This clinician has pressed 2 on the coming call.
    pub fn declined(mut self, surgery: &Surgery, clinician: &str) -> Self {
        let target = target(surgery, clinician, 0);
        self.known.push(Reason::Declined { target });
        self
    }

    /// This clinician has pressed 1 on the coming call.
    pub fn accepted(mut self, surgery: &Surgery, clinician: &str, phone: usize) -> Self {
        let target = target(surgery, clinician, phone);
        self.known.push(Reason::Accepted { target });
        self
    }

    /// The store cannot be read or written.
    pub fn down(mut self) -> Self {
        self.degraded = true;
        self
    }

    /// A patient's phone has a back line in a clinician's phone, last used then.
    pub fn back_line(
        mut self,
        surgery: &Surgery,
        clinician: &str,
        line: &str,
        phone: &str,
        last_used: DateTime<Utc>,
    ) -> Self {
        self.back_lines.push(BackLine {
            clinician: clinician_id(clinician),
            line: Line(surgery.line(line)),
            phone: number(phone),
            who: Vec::new(),
            last_used,
            resting_since: None,
        });
        self
    }

    /// A patient's phone has a mark in a clinician's phone, last used then.
    pub fn mark(
        mut self,
        clinician: &str,
        mark: u32,
        phone: &str,
        last_used: DateTime<Utc>,
    ) -> Self {
        self.marks.push(Mark {
            clinician: clinician_id(clinician),
            mark,
            phone: number(phone),
            who: Vec::new(),
            last_used,
        });
        self
    }

    /// A clinician's phone has confirmed.
    pub fn confirmed(mut self, surgery: &Surgery, clinician: &str, phone: usize) -> Self {
        let confirmed = Confirmation::Confirmed(DateTime::UNIX_EPOCH);
        let phone = target(surgery, clinician, phone);
        self.confirmations.insert(phone, confirmed);
        self
    }

    /// The id of the next call.
    pub(super) fn next_call(&mut self) -> CallId {
        self.calls += 1;
        let call = CallId(self.calls);
        if !self.known.is_empty() {
            let known = Decision {
                outcome: Outcome::Noted,
                clinician: None,
                reasons: std::mem::take(&mut self.known),
                answer: Answer::Nothing,
                language: Language::ENGLISH,
                next_open: None,
                effects: Vec::new(),
            };
            self.history.insert(call, vec![known]);
        }
        call
    }

    pub fn pauses(&self) -> Pauses {
        Pauses(Arc::new(self.pauses.clone()))
    }

    /// What the store answers.
    pub fn read(&self, wanted: &Wanted) -> Facts {
        if self.degraded {
            return Facts {
                degraded: true,
                pauses: self.pauses(),
                ..Facts::default()
            };
        }
        let marked = |mark: &&Mark| wanted.marks_of.contains(&mark.clinician);
        let counted = |subject: &Subject| {
            let day = wanted.day.unwrap();
            self.counts.get(&(*subject, day)).copied().unwrap_or(0)
        };
        let mut counts: Vec<u32> = wanted.counts.iter().map(counted).collect();
        for (count, fixed) in counts.iter_mut().zip(&self.fixed) {
            *count = fixed.unwrap_or(*count);
        }
        let theirs = |line: &&BackLine| wanted.back_lines_of.contains(&line.clinician);
        let history = wanted.history_of.and_then(|call| self.history.get(&call));
        let mut facts = Facts {
            degraded: false,
            pauses: self.pauses(),
            counts,
            back_lines_of: wanted.back_lines_of.clone(),
            back_lines: self.back_lines.iter().filter(theirs).cloned().collect(),
            history: history.cloned().unwrap_or_default(),
            confirmations: Confirmations(Arc::new(self.confirmations.clone())),
            queued: self.rows.read(wanted.queued.as_ref()),
            marks: self.marks.iter().filter(marked).cloned().collect(),
            ..Facts::default()
        };
        self.desk.read(wanted, &mut facts);
        if wanted.watched {
            let rows = self.rows.0.iter().map(|row| &row.queued);
            let watched = rows.filter(|row| self.desk.watches.contains_key(&row.id));
            facts.watched = watched.cloned().collect();
        }
        facts
    }

    /// What the store does with a decision.
    pub fn commit(&mut self, call: Option<CallId>, decision: &Decision, now: DateTime<Utc>) {
        if self.degraded {
            return;
        }
        if let Some(call) = call {
            self.history.entry(call).or_default().push(decision.clone());
        }
        for effect in &decision.effects {
            self.carry_out(effect, now);
        }
    }

    fn carry_out(&mut self, effect: &Effect, now: DateTime<Utc>) {
        match effect {
            Effect::Count { subject, day } => {
                *self.counts.entry((*subject, *day)).or_default() += 1
            }
            Effect::UseBackLine {
                clinician,
                line,
                phone,
                who,
            } => {
                let same = |known: &BackLine| {
                    (&known.clinician, &known.line, &known.phone) == (clinician, line, phone)
                };
                let was = self.back_lines.iter().find(|known| same(known));
                let known = was.map(|was| was.who.clone()).unwrap_or_default();
                let who = if who.is_empty() { known } else { who.clone() };
                self.back_lines.retain(|known| !same(known));
                self.back_lines.push(BackLine {
                    clinician: clinician.clone(),
                    line: *line,
                    phone: *phone,
                    who,
                    last_used: now,
                    resting_since: None,
                });
            }
            Effect::RestBackLine {
                clinician,
                line,
                since,
            } => {
                for known in &mut self.back_lines {
                    if known.clinician == *clinician && known.line == *line {
                        known.resting_since.get_or_insert(*since);
                    }
                }
            }
            Effect::FreeBackLine { clinician, line } => self
                .back_lines
                .retain(|known| known.clinician != *clinician || known.line != *line),
            Effect::Unsend { call, kind } => self
                .sent
                .retain(|sent| sent.call != Some(*call) || sent.kind != *kind),
            Effect::Pause { clinician, until } => match until {
                Some(until) => drop(self.pauses.insert(clinician.clone(), *until)),
                None => drop(self.pauses.remove(clinician)),
            },
            Effect::Send(outgoing) => self.send(outgoing, now),
            Effect::Deliver { .. }
            | Effect::HoldUntil { .. }
            | Effect::Advance { .. }
            | Effect::Digested { .. } => self.rows.carry_out(effect),
            Effect::AskPhone { phone } => {
                let asked = Confirmation::Asked(now);
                self.confirmations.entry(phone.clone()).or_insert(asked);
            }
            Effect::ConfirmPhone { phone } => {
                let confirmed = Confirmation::Confirmed(now);
                self.confirmations.insert(phone.clone(), confirmed);
            }
            Effect::UseMark {
                clinician,
                mark,
                phone,
                who,
            } => {
                self.marks.retain(|known| {
                    (&known.clinician, known.mark, &known.phone) != (clinician, *mark, phone)
                });
                self.marks.push(Mark {
                    clinician: clinician.clone(),
                    mark: *mark,
                    phone: *phone,
                    who: who.clone(),
                    last_used: now,
                });
            }
            Effect::Edit { .. } => {}
            Effect::Recording { .. }
            | Effect::ExpectMessage { .. }
            | Effect::Heard { .. }
            | Effect::HeardInConsole { .. }
            | Effect::DeleteMessage { .. }
            | Effect::PinKeyed { .. }
            | Effect::ProposePin { .. }
            | Effect::AdoptPin { .. }
            | Effect::PlaceCall { .. }
            | Effect::Acknowledge { .. }
            | Effect::WatchOn { .. }
            | Effect::WatchOver { .. } => self.desk.carry_out(effect, now),
        }
    }

    /// One row of a kind per call; rows of one kind with one subject within ten minutes are one.
    fn send(&mut self, outgoing: &Outgoing, now: DateTime<Utc>) {
        let told = self.sent.iter().any(|sent| {
            let same_call = outgoing.call.is_some() && sent.call == outgoing.call;
            let near = outgoing.due - sent.due < chrono::Duration::minutes(10);
            let folded = outgoing.fold.is_some() && sent.fold == outgoing.fold && near;
            sent.kind == outgoing.kind && (same_call || folded)
        });
        if !told {
            self.sent.push(outgoing.clone());
            self.rows.add(outgoing, now);
            let added = OutboxId(self.rows.0.len() as u128);
            self.desk.watch(added, outgoing, now);
        }
    }

    /// How many things of this kind are to be sent.
    pub fn sent_of(&self, kind: OutgoingKind) -> usize {
        self.sent.iter().filter(|sent| sent.kind == kind).count()
    }
}

/// One of a clinician's phones, by its place.
pub fn target(surgery: &Surgery, clinician: &str, phone: usize) -> Target {
    let clinician = surgery.clinician(clinician);
    Target {
        clinician: clinician.id.clone(),
        phone: clinician.phones[phone].id,
    }
}
