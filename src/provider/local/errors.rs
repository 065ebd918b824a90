//! What the carrier complains about: the provider's debugger entries, kept where a test can read them.

use chrono::{DateTime, Utc};

/// A mistake of the relay as the provider would log it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderError {
    /// When, UTC.
    pub at: DateTime<Utc>,
    /// The provider's number for it (11200, 12200, 13214, 13224 ...).
    pub code: u32,
    /// What is wrong, in words.
    pub message: String,
    /// The address that answered wrongly, if one did.
    pub url: Option<String>,
    /// The call or message it happened in.
    pub sid: Option<String>,
}

impl std::fmt::Display for ProviderError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code, self.message)?;
        if let Some(url) = &self.url {
            write!(f, " (at {url})")?;
        }
        Ok(())
    }
}

/// A document or an answer that the provider would not accept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub code: u32,
    pub message: String,
}

impl Refused {
    pub fn new(code: u32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// What a phone's human can't do at this moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing rings here.
    #[error("the phone does not ring")]
    NotRinging,
    /// No call is under way here.
    #[error("the phone is not in a call")]
    NotInCall,
    /// The number belongs to nobody at this carrier.
    #[error("the number dialled or texted is not one of the carrier's numbers")]
    NotCarried,
    /// The phone is already in a call.
    #[error("the phone is already in a call")]
    InCall,
    /// Not a key of a telephone.
    #[error("{0:?} is not a telephone key")]
    NotAKey(char),
    /// The phone is off or out of reach, so its human can do nothing with it.
    #[error("the phone is off")]
    Off,
}
