//! A text and what was decided about it.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Body, Decision, Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::TextEvent;
use crate::domain::facts::{Facts, Wanted};
use crate::domain::names::OutboxId;
use crate::domain::outbox::Stage;
use crate::domain::phrase::Phrase;
use crate::domain::text;

use super::build::Surgery;
use super::memory::Memory;
use super::questions::Questions;
use super::{at, caller, facts, number};

/// A text that was decided.
pub struct Texted<'a> {
    pub told: Questions<'a>,
    pub memory: Memory,
}

impl Surgery {
    /// Somebody texts a line while nothing is remembered.
    pub fn text(&self, from: &str, to: &str, moment: &str, body: &str) -> Texted<'_> {
        self.text_with(facts(), from, to, moment, body)
    }

    pub fn text_with(
        &self,
        memory: Memory,
        from: &str,
        to: &str,
        moment: &str,
        body: &str,
    ) -> Texted<'_> {
        let text = TextEvent {
            sender: caller(from),
            to: self.line(to),
            body: body.to_owned(),
            attachments: Vec::new(),
            opt_out: None,
        };
        self.texts(memory, &text, at(moment))
    }

    pub fn texts(&self, mut memory: Memory, text: &TextEvent, now: DateTime<Utc>) -> Texted<'_> {
        let wanted = text::wanted(self, &memory.pauses(), text, now);
        assert!(wanted.counts.len() <= 14);
        let decision = text::decide(self, &memory.read(&wanted), text, now);
        memory.commit(None, &decision, now);
        self.texted(memory, decision)
    }

    fn texted(&self, memory: Memory, decision: Decision) -> Texted<'_> {
        Texted {
            told: Questions {
                surgery: self,
                decision,
            },
            memory,
        }
    }

    /// A later decision: what is read for it, and what is decided from that.
    pub fn later(
        &self,
        mut memory: Memory,
        moment: &str,
        wanted: impl FnOnce(&Surgery, DateTime<Utc>) -> Wanted,
        decide: impl Fn(&Surgery, &Facts, DateTime<Utc>) -> Decision,
    ) -> Texted<'_> {
        let now = at(moment);
        let facts = memory.read(&wanted(self, now));
        let decision = decide(self, &facts, now);
        assert_eq!(decision, decide(self, &facts, now));
        memory.commit(None, &decision, now);
        self.texted(memory, decision)
    }

    /// The first held text is looked at again.
    pub fn releases(&self, memory: Memory, moment: &str) -> Texted<'_> {
        let id = memory.rows.at(Stage::Held)[0].queued.id;
        let pauses = memory.pauses();
        let wanted = |surgery: &Surgery, now| text::release_wanted(surgery, &pauses, id, now);
        let decide = |surgery: &Surgery, facts: &Facts, now| text::release(surgery, facts, now);
        self.later(memory, moment, wanted, decide)
    }

    /// Something is decided about one row, whatever it is.
    pub fn about(
        &self,
        memory: Memory,
        id: OutboxId,
        moment: &str,
        decide: impl Fn(&Surgery, &Facts, DateTime<Utc>) -> Decision,
    ) -> Texted<'_> {
        let wanted = |surgery: &Surgery, now| text::row_wanted(surgery, id, now);
        self.later(memory, moment, wanted, decide)
    }
}

impl Texted<'_> {
    pub fn word(&self) -> &'static str {
        self.told.word()
    }

    pub fn sends(&self) -> Vec<&Outgoing> {
        let effects = self.told.decision.effects.iter();
        effects
            .filter_map(|effect| match effect {
                Effect::Send(outgoing) => Some(outgoing),
                _ => None,
            })
            .collect()
    }

    /// The text itself on its way: to whom, unchanged or not.
    pub fn carried(&self) -> Option<&Outgoing> {
        let carried = self.sends().into_iter().find(|outgoing| {
            matches!(
                outgoing.kind,
                OutgoingKind::Relay | OutgoingKind::Held | OutgoingKind::Urgent
            ) && matches!(outgoing.body, Body::Verbatim(_))
        })?;
        Some(carried)
    }

    /// The words of the text on its way.
    pub fn carries(&self) -> Option<&str> {
        match &self.carried()?.body {
            Body::Verbatim(words) => Some(words),
            Body::Words(..) => None,
        }
    }

    /// The effects that are about rows, and those that say who is who.
    pub fn effects(&self) -> &[Effect] {
        &self.told.decision.effects
    }

    /// Which held or asked text goes on its way: to whom, from which line, with which mark and which words before it.
    pub fn delivers(&self) -> Vec<&Effect> {
        let effects = self.effects().iter();
        effects
            .filter(|effect| matches!(effect, Effect::Deliver { .. }))
            .collect()
    }

    /// Which clinician gets the text.
    pub fn reaches(&self) -> Option<&str> {
        match &self.carried()?.to {
            Recipient::Clinician(id) => Some(id.as_str()),
            _ => None,
        }
    }

    /// What is answered to a number.
    pub fn answers(&self, to: &str) -> Vec<&Phrase> {
        self.words(|recipient| *recipient == Recipient::Number(number(to)))
    }

    /// What a clinician is told.
    pub fn tells(&self, clinician: &str) -> Vec<&Phrase> {
        let id = super::build::clinician_id(clinician);
        self.words(|recipient| *recipient == Recipient::Clinician(id.clone()))
    }

    /// What is answered, to whomever.
    pub fn words_to_anyone(&self) -> Vec<&Phrase> {
        self.words(|_| true)
    }

    fn words(&self, to: impl Fn(&Recipient) -> bool) -> Vec<&Phrase> {
        let words = self
            .sends()
            .into_iter()
            .filter(|outgoing| to(&outgoing.to))
            .filter_map(|outgoing| match &outgoing.body {
                Body::Words(words, _) => Some(words),
                Body::Verbatim(_) => None,
            });
        words.flatten().collect()
    }
}
