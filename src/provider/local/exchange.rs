//! The log of webhooks: what was sent, and what the relay answered.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::signing::{signed_string, signed_url};

/// Names and values as they go into a form, decoded.
pub(crate) type Params = Vec<(String, String)>;

/// What a webhook is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A number was called, or a call that the relay created was answered.
    Voice,
    /// A `<Redirect>`, or a call redirected through the REST API.
    Redirect,
    /// The `action` of a `<Dial>`.
    DialAction,
    /// The `action` of a `<Gather>`.
    GatherAction,
    /// The `action` of a `<Record>`.
    RecordAction,
    /// The `url` of a `<Number>`: screening on the callee's leg.
    Whisper,
    /// A leg's progress, asked for by `statusCallback`.
    LegStatus,
    /// The number's own status callback: an inbound call has ended.
    CallStatus,
    /// A recording is there, or is absent.
    RecordingStatus,
    /// A text came to a number.
    Sms,
    /// A sent text went further.
    MessageStatus,
    /// The fallback address, after another one failed.
    Fallback,
    /// A sound or a picture is fetched; not signed by a form.
    Media,
}

impl Kind {
    /// In one word.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Voice => "voice",
            Kind::Redirect => "redirect",
            Kind::DialAction => "dial-action",
            Kind::GatherAction => "gather-action",
            Kind::RecordAction => "record-action",
            Kind::Whisper => "whisper",
            Kind::LegStatus => "leg-status",
            Kind::CallStatus => "call-status",
            Kind::RecordingStatus => "recording-status",
            Kind::Sms => "sms",
            Kind::MessageStatus => "message-status",
            Kind::Fallback => "fallback",
            Kind::Media => "media",
        }
    }

    /// Whether somebody on the telephone waits for the relay's answer to it.
    pub fn is_awaited(self) -> bool {
        matches!(
            self,
            Kind::Voice
                | Kind::Redirect
                | Kind::DialAction
                | Kind::GatherAction
                | Kind::RecordAction
                | Kind::Whisper
        )
    }
}

/// One webhook and its answer.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// Counts the attempts from 0, in the order in which they were begun.
    pub number: u64,
    /// When it was begun, UTC of the carrier's time.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub kind: Kind,
    /// Which try of the same webhook, from 1; a deliberate duplicate counts on.
    pub attempt: u32,
    /// The URL requested, without its fragment.
    pub url: String,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The form's content, decoded.
    pub params: Vec<(String, String)>,
    /// The content of `X-Twilio-Signature`.
    pub signature: String,
    /// The content of `I-Twilio-Idempotency-Token`.
    pub idempotency_token: String,
    /// The call or message it belongs to.
    pub sid: Option<String>,
    /// The phone at the other end of that leg or text.
    pub phone: Option<String>,
    /// The answer's status; none without an answer.
    pub status: Option<u16>,
    /// The answer's content type.
    pub content_type: Option<String>,
    /// The answer's body, as text.
    pub body: String,
    /// Why there is no answer.
    pub failure: Option<String>,
    /// How long it took, in real time.
    pub took: Duration,
}

impl Exchange {
    /// The value of a parameter that was sent.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, value)| value.as_str())
    }

    /// The string that was signed: the URL, then every parameter of a form in sorted order, name and value joined.
    pub fn signed(&self) -> String {
        let url = signed_url(&self.url, self.is_about_a_call());
        match self.method {
            "GET" => url,
            _ => signed_string(&url, &self.params),
        }
    }

    /// Whether it has an answer, or never will.
    pub fn is_done(&self) -> bool {
        self.status.is_some() || self.failure.is_some()
    }

    fn is_about_a_call(&self) -> bool {
        self.sid.as_deref().is_some_and(|sid| sid.starts_with("CA"))
    }
}

/// The last exchanges, bounded.
pub(crate) struct Log {
    kept: VecDeque<Exchange>,
    next: u64,
    limit: usize,
}

impl Log {
    pub fn new(limit: usize) -> Self {
        Self {
            kept: VecDeque::new(),
            next: 0,
            limit,
        }
    }

    /// Opens an entry, which gets its number.
    pub fn begin(&mut self, mut exchange: Exchange) -> &Exchange {
        exchange.number = self.next;
        self.next += 1;
        if self.kept.len() >= self.limit.max(1) {
            self.kept.pop_front();
        }
        self.kept.push_back_mut(exchange)
    }

    /// Completes an entry, if it is still kept.
    pub fn finish(&mut self, number: u64, fill: impl FnOnce(&mut Exchange)) -> Option<&Exchange> {
        // Numbers count on without a gap: an entry's place follows from its number.
        let first = self.kept.front()?.number;
        let place = usize::try_from(number.checked_sub(first)?).ok()?;
        let exchange = self.kept.get_mut(place)?;
        fill(exchange);
        Some(exchange)
    }

    pub fn all(&self) -> Vec<Exchange> {
        self.kept.iter().cloned().collect()
    }
}
