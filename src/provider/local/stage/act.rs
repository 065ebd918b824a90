//! A person with a phone: what they do. Each action waits until nothing is under way, so that its moment is certain.

use chrono::TimeDelta;

use super::StageError;
use super::actor::Actor;
use super::error::shown;
use crate::provider::local::errors::PhoneError;
use crate::provider::local::phone::{DialOptions, Mode};
use crate::provider::local::sound::Sound;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;

impl Actor {
    async fn does<T>(
        &self,
        action: &str,
        act: impl FnOnce() -> Result<T, PhoneError>,
    ) -> Result<T, StageError> {
        self.stage.settle(action).await?;
        act().map_err(|source| StageError::CannotAct {
            who: self.number().to_owned(),
            action: action.to_owned(),
            source,
            transcript: shown(&self.phone.transcript()),
        })
    }

    /// Dials; returns the call's SID.
    ///
    /// # Errors
    /// The phone can't dial now.
    pub async fn dials(&self, number: &str) -> Result<String, StageError> {
        self.dials_with(number, &DialOptions::default()).await
    }

    /// Dials with a withheld number, in one of its spellings.
    ///
    /// # Errors
    /// The phone can't dial now.
    pub async fn dials_withheld(&self, number: &str, spelling: &str) -> Result<String, StageError> {
        self.dials_with(number, &DialOptions::withheld(spelling))
            .await
    }

    /// Dials with what else the network says; returns the call's SID.
    ///
    /// # Errors
    /// The phone can't dial now.
    pub async fn dials_with(
        &self,
        number: &str,
        options: &DialOptions,
    ) -> Result<String, StageError> {
        self.stage.settle("dial").await?;
        lock(&self.stage.0.readers)
            .entry(self.number().to_owned())
            .or_default()
            .calls = self.phone.transcript().len();
        self.does("dial", || self.phone.dial_with(number, options))
            .await
    }

    /// Takes the call as soon as it rings.
    ///
    /// # Errors
    /// It does not ring.
    pub async fn answers(&self) -> Result<(), StageError> {
        self.is_ringing().await?;
        self.does("answer", || self.phone.answer()).await
    }

    /// Declines the call as soon as it rings.
    ///
    /// # Errors
    /// It does not ring.
    pub async fn declines(&self) -> Result<(), StageError> {
        self.is_ringing().await?;
        self.does("decline", || self.phone.decline()).await
    }

    /// Lets the call ring until it stops, or until the personal voicemail takes it. A ring that an expectation spoke of
    /// last and that is over by now counts.
    ///
    /// # Errors
    /// It does not ring, or never stops.
    pub async fn lets_it_ring(&self) -> Result<(), StageError> {
        if self.phone.is_ringing() {
            self.is_ringing().await?;
        } else if !self.has_just_rung() {
            self.rings().await?;
        }
        let stopped = || (!self.phone.is_ringing()).then_some(());
        self.stage
            .drive(self.number(), "it stops ringing", stopped)
            .await
    }

    fn has_just_rung(&self) -> bool {
        let transcript = self.phone.transcript();
        let last = transcript
            .iter()
            .rposition(|entry| matches!(entry.what, Heard::Rings { .. }));
        let readers = lock(&self.stage.0.readers);
        let read = readers.get(self.number()).map_or(0, |reader| reader.calls);
        last.is_some_and(|index| index + 1 == read)
    }

    /// Waits until it rings, and takes that ring as expected.
    async fn is_ringing(&self) -> Result<(), StageError> {
        self.stage
            .drive(self.number(), "it rings", || {
                self.phone.is_ringing().then_some(())
            })
            .await?;
        let transcript = self.phone.transcript();
        let last = transcript
            .iter()
            .rposition(|entry| matches!(entry.what, Heard::Rings { .. }));
        if let Some(index) = last {
            let mut readers = lock(&self.stage.0.readers);
            let reader = readers.entry(self.number().to_owned()).or_default();
            reader.known.insert(index);
            reader.calls = reader.calls.max(index + 1);
        }
        Ok(())
    }

    /// Presses keys.
    ///
    /// # Errors
    /// The phone is in no call.
    pub async fn presses(&self, keys: &str) -> Result<(), StageError> {
        self.does("press a key", || self.phone.press(keys)).await
    }

    /// Ends the call, or gives up dialling.
    ///
    /// # Errors
    /// The phone is in no call.
    pub async fn hangs_up(&self) -> Result<(), StageError> {
        self.does("hang up", || self.phone.hang_up()).await
    }

    /// Speaks for so many seconds.
    ///
    /// # Errors
    /// The phone is in no call.
    pub async fn speaks(&self, seconds: u32) -> Result<(), StageError> {
        self.does("speak", || self.phone.speak(seconds)).await?;
        self.has_spoken().await
    }

    /// Speaks for so many seconds after the beep, which is waited for unless the recording runs already. Hangs up
    /// nothing: that, or a key, is the next thing to do.
    ///
    /// # Errors
    /// There is no beep.
    pub async fn leaves_message(&self, seconds: u32) -> Result<(), StageError> {
        if !self.is_being_recorded() {
            self.hears_the_beep().await?;
        }
        self.speaks(seconds).await
    }

    /// Says these words after the beep, as [`Actor::leaves_message`] does.
    ///
    /// # Errors
    /// There is no beep.
    pub async fn leaves_words(&self, words: &str) -> Result<(), StageError> {
        if !self.is_being_recorded() {
            self.hears_the_beep().await?;
        }
        self.says(words).await
    }

    /// Says these words, to the end.
    ///
    /// # Errors
    /// The phone is in no call.
    pub async fn says(&self, words: &str) -> Result<(), StageError> {
        self.does("say something", || self.phone.say(words)).await?;
        self.has_spoken().await
    }

    /// Speaks with the voice of a recorded sound, to the end.
    ///
    /// # Errors
    /// The phone is in no call.
    pub async fn speaks_sound(&self, sound: &Sound) -> Result<(), StageError> {
        let speak = || self.phone.speak_sound(sound);
        self.does("speak", speak).await?;
        self.has_spoken().await
    }

    async fn has_spoken(&self) -> Result<(), StageError> {
        self.expects("its words are spoken", |what| {
            matches!(what, Heard::Spoke { .. }).then_some(())
        })
        .await
    }

    /// True if the last thing it heard is the beep.
    fn is_being_recorded(&self) -> bool {
        let transcript = self.phone.transcript();
        let heard = transcript.iter().rev().map(|entry| &entry.what);
        let mut heard =
            heard.filter(|what| !matches!(what, Heard::Spoke { .. } | Heard::Text { .. }));
        matches!(heard.next(), Some(Heard::Beep))
    }

    /// Texts a number; returns the message's SID.
    ///
    /// # Errors
    /// The phone can't text now.
    pub async fn texts(&self, to: &str, body: &str) -> Result<String, StageError> {
        self.does("text", || self.phone.text(to, body)).await
    }

    /// Waits in the call for so long.
    ///
    /// # Errors
    /// Some work does not end.
    pub async fn waits(&self, seconds: u32) -> Result<(), StageError> {
        self.stage
            .time_passes(TimeDelta::seconds(i64::from(seconds)))
            .await
    }

    /// Is switched off: the personal voicemail answers at once.
    pub fn switches_off(&self) {
        self.phone.set_mode(Mode::Off);
    }

    /// Is switched on again.
    pub fn switches_on(&self) {
        self.phone.set_mode(Mode::Normal);
    }

    /// Is engaged from now on.
    pub fn is_engaged(&self) {
        self.phone.set_mode(Mode::Busy);
    }

    /// Is out of reach from now on.
    pub fn is_out_of_reach(&self) {
        self.phone.set_mode(Mode::Unreachable);
    }

    /// Has a personal voicemail that answers after so many seconds of ringing.
    pub fn has_voicemail_after(&self, seconds: u32) {
        self.phone.set_voicemail_after(Some(seconds));
    }
}
