//! The walk through the rows of a call, in order: which phones rang, who took it, how it ended.

use super::{Became, Station, Why};
use crate::domain::decision::{Answer, Decision, Destination, Mailbox, Outcome};
use crate::domain::names::ClinicianId;
use crate::domain::reason::Reason;
use crate::store::console::journal::Entry;
use crate::store::console::journal_rows::Step;

type Moment = chrono::DateTime<chrono::Utc>;

/// Who has taken the call, and when.
pub(super) struct Taken {
    by: Option<ClinicianId>,
    pub(super) at: Moment,
}

/// What the rows of a call tell, in order.
#[derive(Default)]
pub(super) struct Walk {
    pub(super) way: Vec<Station>,
    /// Whose line it is.
    line: Option<ClinicianId>,
    /// Whom the phone that was rung last belongs to.
    rung: Option<Destination>,
    pub(super) rang_since: Option<Moment>,
    pub(super) rang_until: Option<Moment>,
    pub(super) taken: Option<Taken>,
    pub(super) talked_until: Option<Moment>,
    pub(super) ended: Option<Moment>,
    has_message: bool,
    message_for_practice: bool,
    was_recording: bool,
    was_refused: bool,
    was_offered: bool,
    keyed_on_own_line: bool,
}

impl Walk {
    pub(super) fn through(steps: &[Step]) -> Walk {
        let mut walk = Walk::default();
        for step in steps {
            walk.takes(step);
        }
        walk
    }

    fn takes(&mut self, step: &Step) {
        let decision = &step.decision;
        for reason in &decision.reasons {
            self.because(reason, step.at);
        }
        if step.name == "ended" || step.name == "placed-ended" {
            self.ended = Some(step.at);
        }
        if step.name.starts_with("ring/") {
            self.rang_until = Some(step.at);
        }
        if decision.outcome == Outcome::Voicemail && decision.answer == Answer::Nothing {
            self.has_message = true;
        }
        self.answers(&decision.answer, decision, step.at);
    }

    fn answers(&mut self, answer: &Answer, decision: &Decision, at: Moment) {
        match answer {
            Answer::Ring(ring) => {
                self.rang_since.get_or_insert(at);
                self.rang_until = None;
                self.passes(match &ring.to {
                    Destination::Clinician(target) => Station::Rang(target.clinician.clone()),
                    Destination::FrontDesk => Station::RangDesk,
                    Destination::Patient { .. } => Station::RangPatient,
                });
                self.rung = Some(ring.to.clone());
            }
            Answer::Menu { .. } => {
                self.was_offered = true;
                self.passes(Station::Menu);
            }
            Answer::Announce { then, .. } => {
                self.was_offered = true;
                self.answers(then, decision, at);
            }
            Answer::Record { mailbox, .. } => {
                self.was_recording = true;
                self.message_for_practice = *mailbox == Mailbox::Practice;
            }
            Answer::Own { .. } => self.keyed_on_own_line = true,
            Answer::End { .. } if decision.outcome == Outcome::Refuse => self.was_refused = true,
            _ => {}
        }
    }

    fn because(&mut self, reason: &Reason, at: Moment) {
        match reason {
            Reason::Accepted { target } => {
                self.taken = Some(Taken {
                    by: Some(target.clinician.clone()),
                    at,
                });
            }
            Reason::Connected => self.connected(at),
            Reason::Declined { target } => {
                self.taken = None;
                self.passes(Station::Declined(target.clinician.clone()));
            }
            Reason::NoKey { .. }
            | Reason::RangOut { .. }
            | Reason::NotConnected { .. }
            | Reason::GoneWhileRinging
            | Reason::GoneBeforeConnected => self.taken = None,
            Reason::FrontLineOf { clinician } => self.line = Some(clinician.clone()),
            Reason::HoursClosed { clinician } => self.closed(clinician, Why::Hours),
            Reason::Paused { clinician, .. } => self.closed(clinician, Why::Paused),
            Reason::Away { clinician, .. } => self.closed(clinician, Why::Away),
            Reason::LimitReached { .. } => self.passes(Station::Closed(Why::Limit)),
            Reason::UrgentChosen => self.passes(Station::Urgent),
            _ => {}
        }
    }

    /// Where no key was recorded, the phone that was rung last is the one.
    fn connected(&mut self, at: Moment) {
        self.talked_until = Some(at);
        self.taken.get_or_insert(Taken {
            by: match &self.rung {
                Some(Destination::Clinician(target)) => Some(target.clinician.clone()),
                _ => None,
            },
            at,
        });
    }

    /// Colleagues' hours are looked at as well; the caller meets those of the line.
    fn closed(&mut self, clinician: &ClinicianId, why: Why) {
        if self.line.as_ref() == Some(clinician) {
            self.passes(Station::Closed(why));
        }
    }

    /// Each station is told once.
    fn passes(&mut self, station: Station) {
        if !self.way.contains(&station) {
            self.way.push(station);
        }
    }

    pub(super) fn of_a_clinician(&self, is_over: bool) -> Became {
        let reached = self.taken.is_some();
        let rang = self.way.contains(&Station::RangPatient);
        match (reached, rang) {
            (true, _) => Became::PatientReached,
            (false, true) if is_over || self.rang_until.is_some() => Became::PatientNotReached,
            (false, true) => Became::UnderWay,
            (false, false) if self.keyed_on_own_line => Became::OwnLine,
            (false, false) if self.was_refused => Became::Refused,
            (false, false) => Became::OwnLine,
        }
    }

    pub(super) fn of_a_caller(&self, entry: &Entry, is_over: bool) -> Became {
        if let Some(taken) = &self.taken {
            return Became::Answered(taken.by.clone());
        }
        if self.has_message || !entry.messages.is_empty() {
            let message = entry.messages.first();
            return Became::Message {
                seconds: message.and_then(|message| message.seconds),
                for_practice: message.map_or(self.message_for_practice, |message| {
                    message.mailbox == Mailbox::Practice
                }),
            };
        }
        if self.was_refused {
            return Became::Refused;
        }
        if !is_over {
            return Became::UnderWay;
        }
        match self.rung.is_some() {
            true => Became::Missed,
            false => Became::LeftNothing,
        }
    }
}
