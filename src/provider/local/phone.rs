//! Phones: what their humans can do with them, and how they take calls.

use std::sync::Arc;

use super::call::{self, Event, Inbox};
use super::errors::PhoneError;
use super::exchange::Params;
use super::messages;
use super::params::param;
use super::sound::{Said, Sound, spoken_seconds};
use super::switch::Switch;
use super::time::lock;
use super::transcript::{Entry, Heard};

/// Seconds: the provider's longest call.
const LONGEST_SPEECH: u32 = 14_400;

/// How a phone behaves when it is called or texted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It rings, and its human acts.
    #[default]
    Normal,
    /// It is switched off: the personal voicemail answers at once, listens, and never presses a key.
    Off,
    /// It is engaged.
    Busy,
    /// The network can't reach it: calls fail, texts are not delivered.
    Unreachable,
}

/// A leg at a phone.
#[derive(Clone)]
pub(crate) struct PhoneLeg {
    pub sid: String,
    pub inbox: Inbox,
    pub ringing: bool,
}

/// What the carrier knows of a phone.
#[derive(Default)]
pub(crate) struct PhoneState {
    pub mode: Mode,
    /// Seconds of ringing after which the personal voicemail answers.
    pub voicemail_after: Option<u32>,
    /// A fixed line: it takes no texts.
    pub landline: bool,
    pub transcript: Vec<Entry>,
    pub legs: Vec<PhoneLeg>,
}

/// What else a caller's network says.
#[derive(Clone, Debug, Default)]
pub struct DialOptions {
    /// Shown instead of the phone's number, such as `anonymous` or `+266696687`.
    pub caller_id: Option<String>,
    /// The network's verdict on the caller ID, such as `TN-Validation-Failed-C`.
    pub stir_verstat: Option<String>,
    /// The number that forwarded the call.
    pub forwarded_from: Option<String>,
}

impl DialOptions {
    /// A withheld number, in one of its spellings.
    pub fn withheld(spelling: &str) -> Self {
        Self {
            caller_id: Some(spelling.to_owned()),
            ..Self::default()
        }
    }

    pub(crate) fn params(&self) -> Params {
        let verdict = self
            .stir_verstat
            .iter()
            .map(|value| param("StirVerstat", value));
        verdict
            .chain(
                self.forwarded_from
                    .iter()
                    .map(|value| param("ForwardedFrom", value)),
            )
            .collect()
    }
}

/// A phone and its human. Every action returns at once; what follows stands in the transcript.
#[derive(Clone)]
pub struct Phone {
    switch: Arc<Switch>,
    number: Arc<str>,
}

impl Phone {
    pub(crate) fn new(switch: Arc<Switch>, number: &str) -> Self {
        Self {
            switch,
            number: number.into(),
        }
    }

    fn state<T>(&self, read: impl FnOnce(&mut PhoneState) -> T) -> T {
        read(
            lock(&self.switch.state)
                .phones
                .entry(self.number.to_string())
                .or_default(),
        )
    }

    /// The phone's number, E.164.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// Changes how it takes calls and texts from now on.
    pub fn set_mode(&self, mode: Mode) {
        self.state(|phone| phone.mode = mode);
        if mode != Mode::Off {
            self.switch.catch_up(&self.number);
        }
    }

    /// Lets the personal voicemail answer after so many seconds of ringing; none: never.
    pub fn set_voicemail_after(&self, seconds: Option<u32>) {
        self.state(|phone| phone.voicemail_after = seconds);
    }

    /// Makes it a fixed line, which takes no texts.
    pub fn set_landline(&self, landline: bool) {
        self.state(|phone| phone.landline = landline);
    }

    /// Everything it saw and heard, oldest first.
    pub fn transcript(&self) -> Vec<Entry> {
        self.state(|phone| phone.transcript.clone())
    }

    /// True while it rings, from when it is heard to.
    pub fn is_ringing(&self) -> bool {
        self.state(|phone| {
            let is_heard = |sid: &str| {
                let mut newest = phone.transcript.iter().rev();
                newest.any(|entry| {
                    entry.call.as_deref() == Some(sid) && matches!(entry.what, Heard::Rings { .. })
                })
            };
            let mut legs = phone.legs.iter();
            legs.any(|leg| leg.ringing && is_heard(&leg.sid))
        })
    }

    /// True while it is in a call, or dials.
    pub fn is_in_call(&self) -> bool {
        self.state(|phone| phone.legs.iter().any(|leg| !leg.ringing))
    }

    /// Dials one of the carrier's numbers and returns the call's SID.
    ///
    /// # Errors
    /// The number is not the carrier's, or the phone is in a call.
    pub fn dial(&self, number: &str) -> Result<String, PhoneError> {
        self.dial_with(number, &DialOptions::default())
    }

    /// Dials with a withheld or forged caller ID, or with a verdict on it.
    ///
    /// # Errors
    /// The number is not the carrier's, or the phone is in a call.
    pub fn dial_with(&self, number: &str, options: &DialOptions) -> Result<String, PhoneError> {
        if self.state(|phone| matches!(phone.mode, Mode::Off | Mode::Unreachable)) {
            return Err(PhoneError::Off);
        }
        if self.is_in_call() {
            return Err(PhoneError::InCall);
        }
        call::inbound(&self.switch, &self.number, number, options)
    }

    fn leg(&self, ringing: bool) -> Option<PhoneLeg> {
        self.state(|phone| {
            phone
                .legs
                .iter()
                .find(|leg| leg.ringing == ringing)
                .cloned()
        })
    }

    fn ringing(&self) -> Result<PhoneLeg, PhoneError> {
        self.leg(true).ok_or(PhoneError::NotRinging)
    }

    fn in_call(&self) -> Result<PhoneLeg, PhoneError> {
        self.leg(false).ok_or(PhoneError::NotInCall)
    }

    /// Takes the call that rings.
    ///
    /// # Errors
    /// Nothing rings.
    pub fn answer(&self) -> Result<(), PhoneError> {
        self.ringing()?.inbox.post(Event::Answer);
        Ok(())
    }

    /// Declines the call that rings.
    ///
    /// # Errors
    /// Nothing rings.
    pub fn decline(&self) -> Result<(), PhoneError> {
        self.ringing()?.inbox.post(Event::Decline);
        Ok(())
    }

    /// Presses keys one after another.
    ///
    /// # Errors
    /// The phone is in no call, or one is not a key (`0-9*#A-D`).
    pub fn press(&self, keys: &str) -> Result<(), PhoneError> {
        let leg = self.in_call()?;
        if let Some(wrong) = keys.chars().find(|key| !"0123456789*#ABCD".contains(*key)) {
            return Err(PhoneError::NotAKey(wrong));
        }
        for key in keys.chars() {
            self.switch
                .note(&self.number, Some(&leg.sid), Heard::Pressed { key });
            leg.inbox.post(Event::Key(key));
        }
        Ok(())
    }

    /// Speaks for so many seconds; a recording that runs has these words. The transcript says when it is done, and how
    /// long it was in the end.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn speak(&self, seconds: u32) -> Result<(), PhoneError> {
        self.speaks(seconds, Said::Something)
    }

    /// Says these words, which take about as long as a voice takes; returns the seconds. A recording that runs has them
    /// in its comment.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn say(&self, words: &str) -> Result<u32, PhoneError> {
        let seconds = spoken_seconds(words);
        self.speaks(seconds, Said::Words(words.into()))?;
        Ok(seconds)
    }

    /// Speaks with the voice of a recorded sound, which a recording that runs has sample by sample.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn speak_sound(&self, sound: &Sound) -> Result<(), PhoneError> {
        self.speaks(sound.seconds(), Said::Sound(sound.clone()))
    }

    /// Begins to speak, for as long as a call may last: until [`Phone::has_spoken`] says what it was.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn begins_to_speak(&self) -> Result<(), PhoneError> {
        self.speaks(LONGEST_SPEECH, Said::Something)
    }

    /// What it has been saying is over, and was this sound; nothing happens if it said nothing.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn has_spoken(&self, sound: &Sound) -> Result<(), PhoneError> {
        self.in_call()?.inbox.post(Event::Said(sound.clone()));
        Ok(())
    }

    fn speaks(&self, seconds: u32, said: Said) -> Result<(), PhoneError> {
        self.in_call()?.inbox.post(Event::Speak(seconds, said));
        Ok(())
    }

    /// Ends the call, or gives up dialling.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn hang_up(&self) -> Result<(), PhoneError> {
        self.in_call()?.inbox.post(Event::HangUp);
        Ok(())
    }

    /// Texts one of the carrier's numbers and returns the message's SID.
    ///
    /// # Errors
    /// The number is not the carrier's, or the phone is off.
    pub fn text(&self, to: &str, body: &str) -> Result<String, PhoneError> {
        self.text_with_media(to, body, &[])
    }

    /// Texts with pictures: content types and bytes.
    ///
    /// # Errors
    /// The number is not the carrier's, or the phone is off.
    pub fn text_with_media(
        &self,
        to: &str,
        body: &str,
        media: &[(&str, &[u8])],
    ) -> Result<String, PhoneError> {
        if self.state(|phone| matches!(phone.mode, Mode::Off | Mode::Unreachable)) {
            return Err(PhoneError::Off);
        }
        messages::inbound(&self.switch, &self.number, to, body, media)
    }
}
