//! What the people of the demo say into a call: words that were typed, or the visitor's own voice.

use crate::provider::local::Sound;

use super::phones::done;
use super::{Refusal, Studio};

/// So many characters are said at once, at most: about a minute.
const LONGEST: usize = 1_000;

impl Studio {
    /// Says these words, which take as long as a voice takes.
    ///
    /// # Errors
    /// There are none, or too many, or the phone is in no call.
    pub fn say(&self, phone: &str, words: &str) -> Result<(), Refusal> {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        if words.is_empty() {
            return Err(Refusal::Wrong("write what is to be said".to_owned()));
        }
        if words.chars().count() > LONGEST {
            return Err(Refusal::Wrong(
                "say less: 1,000 characters at most".to_owned(),
            ));
        }
        done(self.phone(phone)?.1.say(&words).map(drop))
    }

    /// Somebody begins to speak into a microphone.
    ///
    /// # Errors
    /// The phone is in no call.
    pub fn begins_to_speak(&self, phone: &str) -> Result<(), Refusal> {
        done(self.phone(phone)?.1.begins_to_speak())
    }

    /// Somebody has spoken into a microphone: a WAV file of 8 kHz, 16 bit, one channel.
    ///
    /// # Errors
    /// It is no such file, or the phone is in no call.
    pub fn has_spoken(&self, phone: &str, wav: &[u8]) -> Result<(), Refusal> {
        let (_, phone) = self.phone(phone)?;
        let sound = Sound::read(wav).map_err(|error| Refusal::Wrong(error.to_string()))?;
        done(phone.has_spoken(&sound))
    }

    /// A sound that a phone was played: its type and its bytes.
    pub fn sound(&self, name: &str) -> Option<(String, bytes::Bytes)> {
        self.0.local.carrier.played(name)
    }
}
