//! What the people of the demo do with their phones.

use crate::config::Numbers;
use crate::provider::local::{DialOptions, Mode, Phone, PhoneError};

use super::super::view::{Event, PersonView, Power};
use super::{Refusal, Studio};

/// A withheld number, as the provider spells it.
const WITHHELD: &str = "anonymous";

impl Studio {
    fn phone(&self, number: &str) -> Result<(PersonView, Phone), Refusal> {
        let person = self.person(number).ok_or_else(|| {
            Refusal::Unknown(
                "choose one of the phones of the demo: this number is none of theirs".to_owned(),
            )
        })?;
        Ok((person, self.0.local.carrier.phone(number)))
    }

    /// Dials a number as people write it.
    ///
    /// # Errors
    /// No number, nobody's number, or the phone cannot dial now.
    pub fn dial(&self, phone: &str, to: &str, withheld: Option<bool>) -> Result<(), Refusal> {
        let (person, phone) = self.phone(phone)?;
        let country = self.configured().in_force.practice.country.clone();
        let to = Numbers::new(Some(&country))
            .read(to)
            .map_err(|error| Refusal::Wrong(format!("write {}: {}", error.help, error.message)))?;
        let options = match withheld.unwrap_or(person.withheld) {
            true => DialOptions::withheld(WITHHELD),
            false => DialOptions::default(),
        };
        done(phone.dial_with(&to.wire(), &options).map(drop))
    }

    /// Takes the call that rings.
    ///
    /// # Errors
    /// Nothing rings; the same holds for declining.
    pub fn answer(&self, phone: &str) -> Result<(), Refusal> {
        done(self.phone(phone)?.1.answer())
    }

    /// Declines the call that rings.
    pub fn decline(&self, phone: &str) -> Result<(), Refusal> {
        done(self.phone(phone)?.1.decline())
    }

    /// Ends the call, or gives up dialling.
    ///
    /// # Errors
    /// The phone is in no call; the same holds for pressing keys and speaking.
    pub fn hang_up(&self, phone: &str) -> Result<(), Refusal> {
        done(self.phone(phone)?.1.hang_up())
    }

    /// Presses keys, one after another.
    pub fn press(&self, phone: &str, keys: &str) -> Result<(), Refusal> {
        if keys.is_empty() || keys.len() > 32 {
            return Err(Refusal::Wrong("press one key, or up to 32".to_owned()));
        }
        done(self.phone(phone)?.1.press(keys))
    }

    /// Speaks for so many seconds.
    pub fn speak(&self, phone: &str, seconds: u32) -> Result<(), Refusal> {
        if !(1..=600).contains(&seconds) {
            return Err(Refusal::Wrong("speak for 1 to 600 seconds".to_owned()));
        }
        done(self.phone(phone)?.1.speak(seconds))
    }

    /// Switches a phone on or off: off, its personal voicemail answers at once.
    ///
    /// # Errors
    /// There is no such phone.
    pub fn power(&self, phone: &str, on: bool) -> Result<(), Refusal> {
        let (person, phone) = self.phone(phone)?;
        let (power, mode) = match on {
            true => (Power::Normal, Mode::Normal),
            false => (Power::Off, Mode::Off),
        };
        phone.set_mode(mode);
        if !on {
            hang_up(&phone);
        }
        let phone = person.number;
        self.0.feed.publish(Event::Power { phone, mode: power });
        Ok(())
    }
}

/// Ends whatever a phone does.
pub(super) fn hang_up(phone: &Phone) {
    // Whichever is not the case needs no ending.
    drop(phone.hang_up());
    drop(phone.decline());
}

fn done(done: Result<(), PhoneError>) -> Result<(), Refusal> {
    done.map_err(|error| match error {
        PhoneError::NotCarried => Refusal::NotNow(
            "dial one of the practice's lines: the demo's network knows no other number".to_owned(),
        ),
        PhoneError::NotAKey(_) => Refusal::Wrong(format!("press 0 to 9, * or #: {error}")),
        PhoneError::Off => Refusal::NotNow("switch the phone on first: it is off".to_owned()),
        PhoneError::InCall => Refusal::NotNow("hang up first: the phone is in a call".to_owned()),
        PhoneError::NotRinging => {
            Refusal::NotNow("wait until it rings: nothing rings now".to_owned())
        }
        PhoneError::NotInCall => {
            Refusal::NotNow("dial or answer first: the phone is in no call".to_owned())
        }
    })
}
