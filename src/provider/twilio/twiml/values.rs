//! Values that are within the provider's bounds because they could not be made otherwise.
//!
//! Durations are seconds and are clamped: a slightly wrong wait is better than no document. Addresses and numbers
//! are refused where they are wrong, and the refusal never repeats them.

use std::borrow::Cow;

use crate::provider::twilio::withheld::is_no_number;

/// Why a value cannot stand in a document. Never holds the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {what} {why}")]
pub struct BadValue {
    what: &'static str,
    why: &'static str,
}

impl BadValue {
    pub(super) const fn new(what: &'static str, why: &'static str) -> Self {
        Self { what, why }
    }
}

/// Declares a number of seconds (or of something else) that is clamped to its bounds.
macro_rules! clamped {
    ($(#[$meta:meta])* $name:ident: $low:literal..=$high:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct $name(u32);

        impl $name {
            /// The nearest value within the bounds.
            #[must_use]
            pub const fn new(value: u32) -> Self {
                Self(match value {
                    $low..=$high => value,
                    above if above > $high => $high,
                    _ => $low,
                })
            }

            /// The value as written.
            #[must_use]
            pub const fn get(self) -> u32 {
                self.0
            }
        }
    };
}

clamped! {
    /// Seconds that a `<Dial>` rings: the provider takes 5 to 600, and adds about 5 of its own.
    DialTimeout: 5..=600
}
clamped! {
    /// Seconds after which a conversation is ended: the provider takes up to 14400 without further setting.
    TimeLimit: 1..=14400
}
clamped! {
    /// Seconds that a `<Gather>` waits for a key. The bound of a minute is ours: nobody waits longer in silence.
    GatherTimeout: 1..=60
}
clamped! {
    /// How many keys complete a `<Gather>`. The upper bound is ours.
    NumDigits: 1..=32
}
clamped! {
    /// Seconds of a `<Pause>`. The bound of a minute is ours.
    PauseLength: 1..=60
}
clamped! {
    /// Seconds of the longest recording: the provider takes up to 14400 without further setting.
    RecordLength: 1..=14400
}
clamped! {
    /// Seconds of silence that end a recording; 0 never ends it. The bound of a minute is ours.
    Silence: 0..=60
}

/// Which keys complete an input or end a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FinishOnKey {
    /// None does.
    Never,
    /// The hash key.
    Hash,
    /// The star key.
    Star,
    /// Any key.
    Any,
}

impl FinishOnKey {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "",
            Self::Hash => "#",
            Self::Star => "*",
            Self::Any => "1234567890*#",
        }
    }
}

/// An absolute address, perhaps with the provider's retry overrides in its fragment.
pub struct Url<'a>(Cow<'a, str>);

impl<'a> Url<'a> {
    /// Takes an `https://` (or, on a test machine, `http://`) address as it is.
    ///
    /// # Errors
    /// [`BadValue`] where it is relative, or holds blanks or anything else that must be percent-encoded.
    pub fn new(url: impl Into<Cow<'a, str>>) -> Result<Self, BadValue> {
        let url = url.into();
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.starts_with('/')) {
            return Err(BadValue::new(
                "address",
                "must begin with https:// and a host",
            ));
        }
        if !url.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(BadValue::new("address", "must be percent-encoded"));
        }
        Ok(Self(url))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The line that the called person sees.
pub struct CallerId<'a>(Cow<'a, str>);

impl<'a> CallerId<'a> {
    /// A number in E.164, never one of the spellings of "withheld".
    ///
    /// # Errors
    /// [`BadValue`] for anything else.
    pub fn new(number: impl Into<Cow<'a, str>>) -> Result<Self, BadValue> {
        let number = number.into();
        e164("caller ID", &number)?;
        Ok(Self(number))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// A plus sign and 6 to 15 digits, the first of them not 0. 'Possible' is enough: ranges reserved for fiction are
/// not 'valid'.
pub(super) fn e164<'a>(what: &'static str, number: &'a str) -> Result<&'a str, BadValue> {
    let digits = number.strip_prefix('+').unwrap_or_default();
    let is_possible = (6..=15).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if !is_possible {
        return Err(BadValue::new(what, "must be E.164, such as +447700900101"));
    }
    if is_no_number(number) {
        return Err(BadValue::new(what, "is a spelling of a withheld number"));
    }
    Ok(number)
}
