//! What the configuration says about the machine room: the provider, the key of the store, how long things are kept.
//!
//! None of it enters a decision; that is why it is not part of the practice.

use chrono::TimeDelta;

use super::secret::Secret;

/// Everything that no decision depends on. Has no `Debug`: it holds secrets.
#[derive(Clone, PartialEq)]
pub struct Settings {
    /// Who carries the calls and texts.
    pub provider: Provider,
    /// The key of the store; `None`: made at first start, as `key` in the data folder.
    pub storage_key: Option<Secret>,
    /// How long things are kept.
    pub retention: Retention,
}

/// The company that carries calls and texts.
#[derive(Clone, PartialEq)]
pub enum Provider {
    /// Twilio, or what speaks its protocol.
    Twilio(Twilio),
    /// The built-in simulated carrier.
    Local {
        /// Text segments a second and line.
        pace: f64,
    },
}

impl Provider {
    /// Whether it is the built-in simulated carrier.
    pub fn is_local(&self) -> bool {
        matches!(self, Provider::Local { .. })
    }
}

/// An account at Twilio.
#[derive(Clone, PartialEq)]
pub struct Twilio {
    /// `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// The first signs requests; all verify webhooks. Empty only where secrets are optional.
    pub auth_tokens: Vec<Secret>,
    /// Where the provider reaches Nightbell: scheme, host, port and path, without a trailing slash.
    pub public_url: String,
    /// Where Nightbell reaches the provider, without a trailing slash.
    pub api_url: String,
    /// Text segments a second and line.
    pub pace: f64,
}

/// How long things are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Delivered texts.
    pub texts: TimeDelta,
    /// Recorded messages.
    pub voicemail: TimeDelta,
    /// The journal's personal fields.
    pub journal: TimeDelta,
    /// Whether what is left at the provider is deleted once it is ours.
    pub provider_delete: bool,
}
