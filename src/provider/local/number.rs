//! The numbers that the relay rents from the carrier.

/// One of the carrier's own numbers and where its webhooks go. URLs may carry connection overrides as a fragment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Number {
    /// E.164.
    pub phone_number: String,
    /// `PN...`; given when the number is added.
    pub sid: String,
    /// Where a call's first document comes from; empty: calls fail.
    pub voice_url: String,
    /// Asked when another document of a call can't be had.
    pub voice_fallback_url: Option<String>,
    /// Where texts are announced; empty: they are only kept.
    pub sms_url: String,
    /// Asked when `sms_url` fails.
    pub sms_fallback_url: Option<String>,
    /// Told when an inbound call has ended.
    pub status_callback: Option<String>,
    /// False: the number carries no pictures.
    pub mms: bool,
}

impl Number {
    /// A number with the two URLs every number needs.
    pub fn new(phone_number: &str, voice_url: &str, sms_url: &str) -> Self {
        Self {
            phone_number: phone_number.to_owned(),
            voice_url: voice_url.to_owned(),
            sms_url: sms_url.to_owned(),
            mms: true,
            ..Self::default()
        }
    }

    /// The same number with a status callback.
    #[must_use]
    pub fn with_status_callback(mut self, url: &str) -> Self {
        self.status_callback = Some(url.to_owned());
        self
    }

    /// The same number with a fallback for calls.
    #[must_use]
    pub fn with_voice_fallback(mut self, url: &str) -> Self {
        self.voice_fallback_url = Some(url.to_owned());
        self
    }
}
