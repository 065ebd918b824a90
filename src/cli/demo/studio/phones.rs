//! What the people of the demo do with their phones.

use crate::config::Numbers;
use crate::domain::practice::Practice;
use crate::provider::local::{DialOptions, Mode, Phone, PhoneError};

use super::super::view::{Event, PersonView, PhoneView, Power};
use super::{Refusal, Studio};

/// Numbers that the demo must not even seem to call; and the practice's own.
const EMERGENCY: [&str; 5] = ["999", "112", "911", "000", "111"];
/// What dialling them is answered.
const NO_EMERGENCY: &str =
    "This demo calls no emergency service. In an emergency use a real telephone.";
/// What dialling any other number is answered.
const NO_LINE: &str = "This is not one of the practice's numbers.";
/// A withheld number, as the provider spells it.
const WITHHELD: &str = "anonymous";

impl Studio {
    /// Whether a phone is switched off: then its personal voicemail hears what comes.
    pub(super) fn is_off(&self, number: &str) -> bool {
        let is_off = |phone: &PhoneView| phone.number == number && phone.mode == Power::Off;
        self.0.feed.look(|now| now.phones.iter().any(is_off))
    }

    pub(super) fn phone(&self, number: &str) -> Result<(PersonView, Phone), Refusal> {
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
        let to = self.number(to)?;
        let options = match withheld.unwrap_or(person.withheld) {
            true => DialOptions::withheld(WITHHELD),
            false => DialOptions::default(),
        };
        done(phone.dial_with(&to, &options).map(drop))
    }

    /// A number to dial or to text, E.164, of what people write.
    pub(super) fn number(&self, written: &str) -> Result<String, Refusal> {
        let in_force = &self.configured().in_force;
        if is_emergency(written, &in_force.practice) {
            return Err(Refusal::NotNow(NO_EMERGENCY.to_owned()));
        }
        if !written.contains(|written: char| written.is_ascii_digit()) {
            let words = "Write the number, such as 07700 900101.";
            return Err(Refusal::Wrong(words.to_owned()));
        }
        let number = Numbers::new(Some(&in_force.practice.country)).read(written);
        let number = number.map_err(|_| Refusal::NotNow(NO_LINE.to_owned()))?;
        Ok(number.wire())
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

/// Whether somebody in danger of life would dial this.
fn is_emergency(to: &str, practice: &Practice) -> bool {
    let digits: String = to.chars().filter(char::is_ascii_digit).collect();
    EMERGENCY.contains(&digits.as_str()) || digits == practice.emergency
}

/// Ends whatever a phone does.
pub(super) fn hang_up(phone: &Phone) {
    // Whichever is not the case needs no ending.
    drop(phone.hang_up());
    drop(phone.decline());
}

pub(super) fn done(done: Result<(), PhoneError>) -> Result<(), Refusal> {
    done.map_err(|error| match error {
        PhoneError::NotCarried => Refusal::NotNow(NO_LINE.to_owned()),
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
