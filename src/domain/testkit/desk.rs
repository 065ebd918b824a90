//! What the store remembers of PINs, messages, placed calls and urgent texts, for tests of decisions.

use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};

use crate::domain::decision::{Effect, Mailbox, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::{Purpose, Target};
use crate::domain::facts::{Facts, Message, MessagesOf, Wanted, Watch};
use crate::domain::names::{CallId, ClinicianId, MessageId, OutboxId, PatientId};
use crate::domain::outbox::Author;
use crate::domain::phone::{E164, Line};
use crate::domain::pin::PinState;

/// A call that was decided to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedCall {
    pub to: Target,
    pub from: Line,
    pub purpose: Purpose,
    pub until: DateTime<Utc>,
}

/// What is remembered besides.
#[derive(Clone, Debug, Default)]
pub struct Desk {
    pub pins: HashMap<ClinicianId, PinState>,
    /// The PINs themselves, which only the relay's side of a test looks at.
    pub secrets: HashMap<ClinicianId, String>,
    /// Those that were keyed once.
    pub proposed: HashMap<ClinicianId, String>,
    /// Each message, and who was told of it besides its mailbox.
    pub messages: Vec<(Message, Option<ClinicianId>)>,
    pub expected: HashMap<CallId, (Vec<PatientId>, Option<E164>)>,
    pub placed: Vec<PlacedCall>,
    pub watches: HashMap<OutboxId, Watch>,
    /// Who was to answer each, over which line, and when it is looked at.
    pub watched_over: HashMap<OutboxId, (ClinicianId, Line, DateTime<Utc>)>,
    /// By whom and over which line somebody has answered.
    pub acknowledged: Vec<(ClinicianId, Line)>,
}

impl Desk {
    /// Adds what is wanted to the facts.
    pub fn read(&self, wanted: &Wanted, facts: &mut Facts) {
        let pin = wanted.pin_of.as_ref().and_then(|id| self.pins.get(id));
        facts.pin = pin.copied().unwrap_or_default();
        facts.watch = wanted
            .watch_of
            .and_then(|text| self.watches.get(&text).cloned());
        if let Some(of) = &wanted.messages {
            let theirs = self.messages.iter().filter(|(message, told)| {
                is_for(of, &message.mailbox) || told.as_ref() == Some(&of.clinician)
            });
            facts.messages = theirs.map(|(message, _)| message.clone()).collect();
        }
    }

    /// A patient's urgent text to a clinician is watched.
    pub fn watch(&mut self, text: OutboxId, sent: &Outgoing, now: DateTime<Utc>) {
        let is_urgent = sent.kind == OutgoingKind::Urgent;
        if let (Recipient::Clinician(id), Author::Patient { .. }, true) =
            (&sent.to, &sent.author, is_urgent)
        {
            let rung = Vec::new();
            self.watches.insert(text, Watch { rung, since: now });
            let due = now + Duration::minutes(5);
            self.watched_over.insert(text, (id.clone(), sent.from, due));
        }
    }

    /// Carries out an effect, if it is one of these.
    pub fn carry_out(&mut self, effect: &Effect, now: DateTime<Utc>) {
        match effect {
            Effect::ExpectMessage {
                call,
                patients,
                phone,
                ..
            } => {
                self.expected.insert(*call, (patients.clone(), *phone));
            }
            Effect::Recording {
                absent: false,
                call,
                mailbox,
                patients,
                seconds,
                told,
                ..
            } => {
                let expected = self.expected.remove(call);
                let id = MessageId(1 + self.messages.len() as u128);
                let message = Message {
                    id,
                    mailbox: mailbox.clone(),
                    patients: patients.clone(),
                    phone: expected.and_then(|(_, phone)| phone),
                    seconds: seconds.unwrap_or(0),
                    at: now,
                    is_here: true,
                    heard_at: None,
                };
                self.messages.push((message, told.clone()));
            }
            Effect::Heard { message, .. } | Effect::HeardInConsole { message, .. } => {
                for (known, _) in &mut self.messages {
                    if known.id == *message {
                        known.heard_at.get_or_insert(now);
                    }
                }
            }
            Effect::DeleteMessage { message } => {
                self.messages.retain(|(known, _)| known.id != *message);
            }
            Effect::PinKeyed { clinician, right } => {
                let pin = self.pins.entry(clinician.clone()).or_default();
                *pin = pin.keyed(*right, now);
            }
            Effect::ProposePin { clinician, hash } => {
                self.proposed.insert(clinician.clone(), hash.0.clone());
                self.pins.entry(clinician.clone()).or_default().is_proposed = true;
            }
            Effect::AdoptPin { clinician } => {
                let adopted = PinState {
                    is_set: true,
                    ..PinState::default()
                };
                self.pins.insert(clinician.clone(), adopted);
                if let Some(secret) = self.proposed.remove(clinician) {
                    self.secrets.insert(clinician.clone(), secret);
                }
            }
            Effect::PlaceCall {
                to,
                from,
                purpose,
                until,
            } => self.placed.push(PlacedCall {
                to: to.clone(),
                from: *from,
                purpose: purpose.clone(),
                until: *until,
            }),
            Effect::Acknowledge { clinician, line } => {
                self.acknowledged.push((clinician.clone(), *line));
                let over = &self.watched_over;
                self.watches.retain(|text, _| {
                    let over = over.get(text).map(|(whose, over, _)| (whose, over));
                    over != Some((clinician, line))
                });
            }
            Effect::WatchOn { text, rung, due } => {
                if let Some((_, _, at)) = self.watched_over.get_mut(text) {
                    *at = *due;
                }
                if let Some(watch) = self.watches.get_mut(text) {
                    watch.rung.clone_from(rung);
                }
            }
            Effect::WatchOver { text } => drop(self.watches.remove(text)),
            _ => {}
        }
    }
}

fn is_for(of: &MessagesOf, mailbox: &Mailbox) -> bool {
    match mailbox {
        Mailbox::Clinician(id) => *id == of.clinician,
        Mailbox::Practice => of.practice,
    }
}
