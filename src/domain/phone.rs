//! Telephone numbers: those that may be known, and the one that nobody may learn.
//!
//! Three types keep them apart, so that the compiler refuses the mistakes that would betray a clinician:
//! an [`E164`] prints masked and cannot be serialised, a [`Line`] (a proxy number, no secret) can be written
//! into the store, and a [`SecretNumber`] can be neither printed nor serialised nor compared by eye.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A number in E.164 form (`+` and 7 to 15 digits). Prints masked; [`E164::wire`] gives it in full.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct E164(u64);

/// Text that is not a number in E.164 form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a number in international form (+ and 7 to 15 digits)")]
pub struct NotE164;

impl E164 {
    /// A number that is nobody's, for where the provider names something that is no number.
    pub const NOBODY: E164 = E164(0);

    /// The number as the provider writes it: `+` and its digits.
    pub fn wire(self) -> String {
        format!("+{}", self.0)
    }

    /// The digits as one integer, without the `+`; E.164 numbers never begin with a zero.
    pub fn digits(self) -> u64 {
        self.0
    }
}

impl FromStr for E164 {
    type Err = NotE164;

    fn from_str(text: &str) -> Result<Self, NotE164> {
        let digits = text.strip_prefix('+').ok_or(NotE164)?;
        let well_formed = (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit());
        if !well_formed {
            return Err(NotE164);
        }
        digits.parse().map(E164).map_err(|_| NotE164)
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+…{:02}", self.0 % 100)
    }
}

impl fmt::Debug for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A proxy number that the practice rents: a front line or a back line. Not secret; still printed masked in logs.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Line(pub E164);

impl Line {
    /// The number as the provider writes it.
    pub fn wire(self) -> String {
        self.0.wire()
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Line {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("+{}", self.0.0))
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map(Line).map_err(serde::de::Error::custom)
    }
}

/// A clinician's own number. It has no `Debug`, no `Display` and no serialisation: the one way out is [`expose`].
///
/// [`expose`]: SecretNumber::expose
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SecretNumber(E164);

impl SecretNumber {
    /// Takes a number that from now on is a secret.
    pub fn new(number: E164) -> Self {
        SecretNumber(number)
    }

    /// The number in full, for the request to the provider that dials or texts it, and for nothing else.
    pub fn expose(&self) -> String {
        self.0.wire()
    }

    /// A call that comes from it, to rehearse what would happen; a [`Caller`] prints masked.
    pub fn calls(&self) -> Caller {
        Caller::Number(self.0)
    }

    /// Whether it is this number.
    pub fn is(&self, number: E164) -> bool {
        self.0 == number
    }

    /// The last two digits, for those who look after the practice's phones.
    pub fn last_two(&self) -> String {
        format!("{:02}", self.0.0 % 100)
    }

    /// The digits, for the guard at the exit that looks for them.
    pub fn guarded_digits(&self) -> u64 {
        self.0.digits()
    }
}

/// Which of a person's phones: a short keyed digest of its number, safe in a URL and in the store, stable over edits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneId(pub u32);

/// The party at the other end, as the network names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// A number. A claim, not a proof.
    Number(E164),
    /// Withheld in any spelling, or a caller ID whose verification failed.
    Withheld,
    /// Something that is no telephone number: a short code, a SIP address, an alphanumeric sender.
    Other,
}

impl Caller {
    /// The number, where there is one.
    pub fn number(&self) -> Option<E164> {
        match self {
            Caller::Number(number) => Some(*number),
            Caller::Withheld | Caller::Other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(SecretNumber: fmt::Debug, fmt::Display, Serialize);
    static_assertions::assert_not_impl_any!(E164: Serialize);

    #[test]
    fn a_number_prints_masked() {
        let number: E164 = "+447700900456".parse().unwrap();
        assert_eq!(
            format!("{number} {number:?} {:?}", Line(number)),
            "+…56 +…56 Line(+…56)"
        );
        assert_eq!(number.wire(), "+447700900456");
    }

    #[test]
    fn what_is_not_e164_is_refused() {
        for text in [
            "",
            "+",
            "447700900456",
            "+0447700900456",
            "+44 7700 900456",
            "+123456",
            "+1234567890123456",
            "anonymous",
        ] {
            assert!(text.parse::<E164>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_line_is_stored_in_full() {
        let line = Line("+447700900101".parse().unwrap());
        let json = serde_json::to_string(&line).unwrap();
        assert_eq!(json, "\"+447700900101\"");
        assert_eq!(serde_json::from_str::<Line>(&json).unwrap(), line);
    }
}
