//! The numbers that the relay rents from the carrier.

/// What a reserved word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keyword {
    /// No more texts.
    Stop,
    /// Texts again.
    Start,
    /// What this is.
    Help,
}

/// A Messaging Service: numbers that share one list of those who said STOP.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    /// `MG...`
    pub sid: String,
    /// With Advanced Opt-Out: the practice's own words beside the usual ones; webhooks then carry `OptOutType`.
    pub own_words: Option<Vec<(String, Keyword)>>,
}

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
    /// Above the provider the network has a block of its own, with its own words and answers.
    pub toll_free: bool,
    /// The Messaging Service whose sender it is.
    pub service: Option<Service>,
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

    /// The same number as a toll-free one: the network itself obeys STOP, START and UNSTOP.
    #[must_use]
    pub fn toll_free(mut self) -> Self {
        self.toll_free = true;
        self
    }

    /// The same number as a sender of a Messaging Service (`MG...`); STOP then counts for the whole service.
    /// With words of the practice's own it has Advanced Opt-Out.
    #[must_use]
    pub fn in_service(mut self, sid: &str, own_words: Option<&[(&str, Keyword)]>) -> Self {
        let kept = |words: &[(&str, Keyword)]| {
            let word = |(word, keyword): &(&str, Keyword)| ((*word).to_owned(), *keyword);
            words.iter().map(word).collect()
        };
        self.service = Some(Service {
            sid: sid.to_owned(),
            own_words: own_words.map(kept),
        });
        self
    }

    /// Where a STOP at this number counts: the whole service, or the number alone.
    pub(crate) fn scope(&self) -> &str {
        match &self.service {
            Some(service) => &service.sid,
            None => &self.phone_number,
        }
    }

    pub(crate) fn service_sid(&self) -> Option<&str> {
        self.service.as_ref().map(|service| service.sid.as_str())
    }
}
