//! A text and what was decided about it.

use chrono::{DateTime, Utc};

use crate::domain::decision::{Body, Effect, Outgoing, OutgoingKind, Recipient};
use crate::domain::event::TextEvent;
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
        assert!(wanted.counts.len() <= 3);
        let decision = text::decide(self, &memory.read(&wanted), text, now);
        memory.commit(None, &decision, now);
        Texted {
            told: Questions {
                surgery: self,
                decision,
            },
            memory,
        }
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
            )
        })?;
        assert!(matches!(carried.body, Body::Verbatim(_)));
        Some(carried)
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
