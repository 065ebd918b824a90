//! The log of webhooks: what was sent, and what the relay answered.

use std::collections::VecDeque;
use std::time::Duration;

use chrono::{DateTime, Utc};

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

    /// Opens an entry and returns its number.
    pub fn begin(&mut self, mut exchange: Exchange) -> u64 {
        exchange.number = self.next;
        self.next += 1;
        self.kept.push_back(exchange);
        if self.kept.len() > self.limit {
            self.kept.pop_front();
        }
        self.next - 1
    }

    /// Completes an entry, if it is still kept.
    pub fn finish(&mut self, number: u64, fill: impl FnOnce(&mut Exchange)) {
        if let Some(exchange) = self.kept.iter_mut().find(|e| e.number == number) {
            fill(exchange);
        }
    }

    pub fn all(&self) -> Vec<Exchange> {
        self.kept.iter().cloned().collect()
    }
}
