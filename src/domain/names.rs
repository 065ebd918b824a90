//! The identifiers and the language tag that decisions speak of: short, printable, never a number or a name.

use std::fmt;
use std::hash::Hasher;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use siphasher::sip::SipHasher24;

use super::phone::{E164, PhoneId};

/// A clinician's `id` in `practice.toml`: lower-case letters, digits, `-` and `_`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClinicianId(Arc<str>);

impl ClinicianId {
    /// Takes the id; `None` if it has a character that could not stand in a URL.
    pub fn new(text: &str) -> Option<Self> {
        let allowed =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
        (!text.is_empty() && text.len() <= 40 && text.bytes().all(allowed))
            .then(|| ClinicianId(text.into()))
    }

    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClinicianId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ClinicianId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! hex_id {
    ($(#[$doc:meta])* $name:ident, $inner:ty, $width:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub $inner);
        hex_text!($name, $inner, $width);
    };
}

macro_rules! hex_text {
    ($name:ident, $inner:ty, $width:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:0width$x}", self.0, width = $width)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
        impl FromStr for $name {
            type Err = NotAnId;
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let width: usize = $width;
                let plain = text.len() == width && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
                plain.then(|| <$inner>::from_str_radix(text, 16).ok()).flatten().map($name).ok_or(NotAnId)
            }
        }
        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// Text that is not one of Nightbell's own identifiers (lower-case hexadecimal of a fixed width).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

hex_id!(
    /// One call, from its first ring to its end. Derived from the provider's id of it.
    CallId, u128, 32
);
hex_id!(
    /// One row of `patients.csv`: a keyed digest, safe in a URL, stable while name, clinician and first phone stay.
    PatientId, u64, 16
);
hex_id!(
    /// What a limit counts: a keyed digest of the limit's kind and of whom it concerns.
    Subject, u64, 16
);
hex_id!(
    /// Nightbell's own id of a row of the outbox; it stands in the address of a text's status callback.
    OutboxId, u128, 32
);
hex_id!(
    /// Nightbell's own id of a picture or another attachment.
    MediaId, u128, 32
);
hex_id!(
    /// Nightbell's own id of a message that somebody has left.
    MessageId, u128, 32
);
hex_id!(
    /// Nightbell's own id of a call that it places itself.
    PlacedId, u128, 32
);
hex_text!(PhoneId, u32, 8);

/// Which configuration was in force: the beginning of the SHA-256 of its files.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Version(pub u64);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The key under which identifiers are derived; from the storage key, so that they are the same after a restart.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct IdKey([u8; 16]);

impl IdKey {
    /// Takes sixteen secret bytes. `IdKey::default()` serves where nothing is stored (`check`, `explain`).
    pub fn new(bytes: [u8; 16]) -> Self {
        IdKey(bytes)
    }

    fn digest(&self, domain: &str, parts: &[&[u8]]) -> u64 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        hasher.write(domain.as_bytes());
        for part in parts {
            hasher.write_usize(part.len());
            hasher.write(part);
        }
        hasher.finish()
    }

    /// The id of a phone.
    pub fn phone(&self, number: E164) -> PhoneId {
        let digest = self.digest("phone", &[&number.digits().to_le_bytes()]);
        PhoneId((digest & u64::from(u32::MAX)) as u32)
    }

    /// The id of a row of `patients.csv`.
    pub fn patient(&self, clinician: &str, name: &str, phone: E164) -> PatientId {
        PatientId(self.digest(
            "patient",
            &[
                clinician.as_bytes(),
                name.as_bytes(),
                &phone.digits().to_le_bytes(),
            ],
        ))
    }

    /// What a limit counts: `kind` names the limit, `who` whom it concerns.
    pub fn subject(&self, kind: &str, who: &[&[u8]]) -> Subject {
        let mut parts = vec![kind.as_bytes()];
        parts.extend_from_slice(who);
        Subject(self.digest("subject", &parts))
    }

    /// The place of a code in the index of codes: looked up by digest, so that the time taken tells nothing.
    pub fn code(&self, clinician: &str, code: &str) -> u64 {
        self.digest("code", &[clinician.as_bytes(), code.as_bytes()])
    }
}

/// A language with its region, as in `fr-FR` (BCP 47, two letters each).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    language: [u8; 2],
    region: [u8; 2],
}

impl Language {
    /// British English: what is spoken where nothing better is known.
    pub const ENGLISH: Language = Language {
        language: *b"en",
        region: *b"GB",
    };

    /// The two letters of the language, as in `fr`.
    pub fn language(&self) -> &str {
        std::str::from_utf8(&self.language).unwrap_or("en")
    }

    /// The two letters of the region, as in `FR`.
    pub fn region(&self) -> &str {
        std::str::from_utf8(&self.region).unwrap_or("GB")
    }
}

impl FromStr for Language {
    type Err = NotALanguage;

    fn from_str(text: &str) -> Result<Self, NotALanguage> {
        let (language, region) = text.split_once(['-', '_']).ok_or(NotALanguage)?;
        let letters = |part: &str| -> Option<[u8; 2]> {
            let bytes: [u8; 2] = part.as_bytes().try_into().ok()?;
            bytes.iter().all(u8::is_ascii_alphabetic).then_some(bytes)
        };
        let language = letters(language)
            .ok_or(NotALanguage)?
            .map(|b| b.to_ascii_lowercase());
        let region = letters(region)
            .ok_or(NotALanguage)?
            .map(|b| b.to_ascii_uppercase());
        Ok(Language { language, region })
    }
}

/// Text that is no language with a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a language with its region, as in fr-FR")]
pub struct NotALanguage;

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.language(), self.region())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_survive_the_way_through_a_url() {
        let call = CallId(0xabc);
        assert_eq!(call.to_string().parse(), Ok(call));
        assert_eq!(PhoneId(7).to_string(), "00000007");
        assert!("ABC".parse::<CallId>().is_err());
        assert!("+0000007".parse::<PhoneId>().is_err());
    }

    #[test]
    fn a_clinicians_id_is_safe_in_a_url() {
        assert!(ClinicianId::new("okafor-2").is_some());
        for bad in ["", "Ada", "a b", "a/b", "é", "a.b"] {
            assert!(ClinicianId::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn languages_are_read_in_the_usual_spellings() {
        assert_eq!("FR_fr".parse::<Language>().unwrap().to_string(), "fr-FR");
        assert!("french".parse::<Language>().is_err());
        assert!("fr".parse::<Language>().is_err());
    }

    #[test]
    fn digests_depend_on_the_key_and_on_every_part() {
        let (a, b) = (IdKey::new([1; 16]), IdKey::new([2; 16]));
        let number: E164 = "+447700900456".parse().unwrap();
        assert_ne!(a.phone(number), b.phone(number));
        assert_ne!(a.patient("x", "yz", number), a.patient("xy", "z", number));
    }
}
