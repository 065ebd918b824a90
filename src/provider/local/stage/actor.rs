//! A person with a phone: what they expect to see and hear.

use super::error::shown;
use super::{Stage, StageError};
use crate::provider::local::phone::Phone;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;

/// A person with a phone on a [`Stage`].
#[derive(Clone)]
pub struct Actor {
    pub(super) stage: Stage,
    pub(super) phone: Phone,
}

impl Actor {
    pub(super) fn new(stage: Stage, phone: Phone) -> Self {
        Self { stage, phone }
    }

    /// The phone's number, E.164.
    pub fn number(&self) -> &str {
        self.phone.number()
    }

    /// The phone underneath.
    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    /// What it saw and heard, as lines of text.
    pub fn transcript(&self) -> String {
        shown(&self.phone.transcript())
    }

    /// The next line about calls that fits; the reader moves behind it.
    fn next_call_line<T>(&self, fits: &impl Fn(&Heard) -> Option<T>) -> Option<T> {
        let transcript = self.phone.transcript();
        let mut readers = lock(&self.stage.0.readers);
        let reader = readers.entry(self.number().to_owned()).or_default();
        let lines = transcript.iter().enumerate().skip(reader.calls);
        let (index, found) = lines
            .into_iter()
            .find_map(|(i, entry)| fits(&entry.what).map(|found| (i, found)))?;
        reader.calls = index + 1;
        reader.known.insert(index);
        Some(found)
    }

    fn next_text<T>(&self, fits: &impl Fn(&Heard) -> Option<T>) -> Option<T> {
        let transcript = self.phone.transcript();
        let mut readers = lock(&self.stage.0.readers);
        let reader = readers.entry(self.number().to_owned()).or_default();
        let lines = transcript
            .iter()
            .enumerate()
            .filter(|(index, _)| !reader.known.contains(index));
        let (index, found) = lines
            .into_iter()
            .find_map(|(i, entry)| fits(&entry.what).map(|found| (i, found)))?;
        reader.texts = reader.texts.max(index + 1);
        reader.known.insert(index);
        Some(found)
    }

    pub(super) async fn expects<T>(
        &self,
        wanted: &str,
        fits: impl Fn(&Heard) -> Option<T>,
    ) -> Result<T, StageError> {
        self.stage
            .drive(self.number(), wanted, || self.next_call_line(&fits))
            .await
    }

    /// It rings; returns the caller ID on its display.
    ///
    /// # Errors
    /// It does not ring.
    pub async fn rings(&self) -> Result<String, StageError> {
        self.expects("it rings", |what| match what {
            Heard::Rings { showing } => Some(showing.clone()),
            _ => None,
        })
        .await
    }

    /// It rings and shows this number.
    ///
    /// # Errors
    /// It does not ring, or shows another number.
    pub async fn rings_showing(&self, number: &str) -> Result<(), StageError> {
        let showing = self.rings().await?;
        if showing == number {
            return Ok(());
        }
        Err(StageError::Never {
            who: self.number().to_owned(),
            what: format!("it shows {showing}, not {number}"),
        })
    }

    /// Hears a prompt that contains these words; returns the whole prompt.
    ///
    /// # Errors
    /// No such prompt is spoken.
    pub async fn hears(&self, part: &str) -> Result<String, StageError> {
        self.hears_in(None, part).await
    }

    /// Hears a prompt with these words in this language (such as `fr-FR`).
    ///
    /// # Errors
    /// No such prompt is spoken.
    pub async fn hears_in_language(
        &self,
        part: &str,
        language: &str,
    ) -> Result<String, StageError> {
        self.hears_in(Some(language), part).await
    }

    async fn hears_in(&self, wanted: Option<&str>, part: &str) -> Result<String, StageError> {
        self.expects(&format!("it hears {part:?}"), |what| match what {
            Heard::Says { text, language, .. } if text.contains(part) => {
                (wanted.is_none() || language.as_deref() == wanted).then(|| text.clone())
            }
            _ => None,
        })
        .await
    }

    /// The words spoken to it since it dialled last, or in all if it never did; without times, for comparing.
    pub fn words(&self) -> Vec<String> {
        let transcript = self.phone.transcript();
        let since = transcript
            .iter()
            .rposition(|entry| matches!(entry.what, Heard::Dials { .. }))
            .unwrap_or(0);
        let words = transcript
            .into_iter()
            .skip(since)
            .filter_map(|entry| match entry.what {
                Heard::Says { text, .. } => Some(text),
                _ => None,
            });
        words.collect()
    }

    /// Is played a sound with these words in its comment; returns all of them.
    ///
    /// # Errors
    /// No such sound is played.
    pub async fn hears_message(&self, part: &str) -> Result<String, StageError> {
        let wanted = format!("it is played a message with {part:?}");
        self.expects(&wanted, |what| match what {
            Heard::Plays {
                words: Some(words), ..
            } if words.contains(part) => Some(words.clone()),
            _ => None,
        })
        .await
    }

    /// Hears the other side ringing.
    ///
    /// # Errors
    /// It does not.
    pub async fn hears_ringing(&self) -> Result<(), StageError> {
        self.expects("it hears ringing", |what| {
            matches!(what, Heard::Ringback).then_some(())
        })
        .await
    }

    /// Hears the beep before a recording.
    ///
    /// # Errors
    /// It does not.
    pub async fn hears_the_beep(&self) -> Result<(), StageError> {
        self.expects("it hears the beep", |what| {
            matches!(what, Heard::Beep).then_some(())
        })
        .await
    }

    /// Hears a sound file whose address contains this.
    ///
    /// # Errors
    /// It does not.
    pub async fn hears_sound(&self, part: &str) -> Result<String, StageError> {
        self.expects(&format!("it hears the sound {part:?}"), |what| match what {
            Heard::Plays { url, .. } if url.contains(part) => Some(url.clone()),
            _ => None,
        })
        .await
    }

    /// Is connected to the other: they hear each other.
    ///
    /// # Errors
    /// It is not.
    pub async fn is_connected_to(&self, other: &Actor) -> Result<(), StageError> {
        let number = other.number();
        self.expects(&format!("it is connected to {number}"), |what| match what {
            Heard::Connected { with } if with == number => Some(()),
            _ => None,
        })
        .await
    }

    /// The call ends; returns why (see [`Heard::Ended`]).
    ///
    /// # Errors
    /// It does not end.
    pub async fn call_ends(&self) -> Result<String, StageError> {
        self.expects("the call ends", |what| match what {
            Heard::Ended { reason } => Some(reason.clone()),
            _ => None,
        })
        .await
    }

    /// The personal voicemail takes the call.
    ///
    /// # Errors
    /// It does not.
    pub async fn voicemail_answers(&self) -> Result<(), StageError> {
        self.expects("its voicemail answers", |what| {
            matches!(what, Heard::Answered { by_voicemail: true }).then_some(())
        })
        .await
    }

    /// Receives a text from this number with these words in it; returns the whole text. Texts may come in any order.
    ///
    /// # Errors
    /// No such text comes.
    pub async fn receives_text(&self, from: &str, part: &str) -> Result<String, StageError> {
        let wanted = format!("it receives a text from {from} with {part:?}");
        let fits = |what: &Heard| match what {
            Heard::Text {
                from: sender, body, ..
            } if sender == from && body.contains(part) => Some(body.clone()),
            _ => None,
        };
        self.stage
            .drive(self.number(), &wanted, || self.next_text(&fits))
            .await
    }
}
