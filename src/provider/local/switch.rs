//! The exchange's inside: everything the carrier knows, behind one lock, and the small steps on it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, OnceLock};

use base64::Engine as _;
use chrono::{DateTime, TimeDelta, Utc};
use sha1::{Digest, Sha1};
use tokio::sync::{broadcast, mpsc};

use super::Options;
use super::call::{Inbox, Played};
use super::callbacks::Queued;
use super::delivery::Webhook;
use super::errors::{ProviderError, Refused};
use super::exchange::{Exchange, Kind, Log};
use super::messages::{Message, MessageRecord};
use super::number::Number;
use super::params::call_params;
use super::phone::PhoneState;
use super::recording::RecordingRecord;
use super::time::{Board, lock};
use super::transcript::{Entry, Happening, Heard, PhoneEvent};
use super::trouble::Trouble;
use super::weather::{Storm, Tally};

/// The carrier's shared part: handles, calls and the REST server all hold it.
pub(crate) struct Switch {
    pub options: Options,
    pub board: Board,
    pub http: reqwest::Client,
    pub state: Mutex<State>,
    pub events: broadcast::Sender<PhoneEvent>,
    /// The same and the webhooks; sent to while the state is locked, so that the order is true.
    pub happenings: broadcast::Sender<Happening>,
    pub callbacks: mpsc::UnboundedSender<Queued>,
    /// `http://address:port` of the REST server, once it listens.
    pub origin: OnceLock<String>,
    /// `http://address:port` of the other host, where the bytes of pictures lie.
    pub shelf: String,
}

/// What the carrier remembers.
pub(crate) struct State {
    pub made: u64,
    pub numbers: BTreeMap<String, Number>,
    pub verified: BTreeSet<String>,
    pub closed_countries: Vec<String>,
    pub phones: BTreeMap<String, PhoneState>,
    pub calls: BTreeMap<String, CallRecord>,
    /// SIDs of calls, oldest first.
    pub call_order: Vec<String>,
    pub messages: Vec<MessageRecord>,
    pub recordings: Vec<RecordingRecord>,
    /// The last sounds that phones were played.
    pub played: Played,
    /// (the carrier's number or its Messaging Service, the phone that said STOP).
    pub opted_out: BTreeSet<(String, String)>,
    /// (the toll-free number, the phone that said STOP): the network's own block.
    pub network_blocked: BTreeSet<(String, String)>,
    pub errors: Vec<ProviderError>,
    pub log: Log,
    pub troubles: Vec<Trouble>,
    pub storm: Option<Storm>,
    pub tally: Tally,
    pub held: Vec<Webhook>,
    /// How long a text waits for a phone that is off, before it is reported as not delivered; none: for ever.
    pub patience: Option<TimeDelta>,
}

impl State {
    pub fn new(log_limit: usize) -> Self {
        Self {
            made: 0,
            numbers: BTreeMap::new(),
            verified: BTreeSet::new(),
            closed_countries: Vec::new(),
            phones: BTreeMap::new(),
            calls: BTreeMap::new(),
            call_order: Vec::new(),
            messages: Vec::new(),
            recordings: Vec::new(),
            played: Played::default(),
            opted_out: BTreeSet::new(),
            network_blocked: BTreeSet::new(),
            errors: Vec::new(),
            log: Log::new(log_limit),
            troubles: Vec::new(),
            storm: None,
            tally: Tally::new(),
            held: Vec::new(),
            patience: None,
        }
    }
}

/// One leg, as the REST API shows it.
#[derive(Clone)]
pub(crate) struct CallRecord {
    pub sid: String,
    pub parent: Option<String>,
    pub from: String,
    pub to: String,
    /// The phone at the far end, E.164.
    pub phone: String,
    /// `inbound`, `outbound-api` or `outbound-dial`.
    pub direction: &'static str,
    pub status: &'static str,
    pub created: DateTime<Utc>,
    pub answered: Option<DateTime<Utc>>,
    pub ended: Option<DateTime<Utc>>,
    /// Where events for its task go; none once it is over.
    pub inbox: Option<Inbox>,
}

impl CallRecord {
    /// Seconds from answer to end; 0 if it was never answered.
    pub fn seconds(&self) -> i64 {
        match (self.answered, self.ended) {
            (Some(from), Some(until)) => seconds_between(from, until),
            _ => 0,
        }
    }
}

/// Whole seconds, as the provider bills them.
pub(crate) fn seconds_between(from: DateTime<Utc>, until: DateTime<Utc>) -> i64 {
    (until - from).num_seconds().max(0)
}

pub(crate) fn secs(seconds: u32) -> TimeDelta {
    TimeDelta::seconds(i64::from(seconds))
}

impl Switch {
    fn digest(&self, what: &str) -> String {
        let made = {
            let mut state = lock(&self.state);
            state.made += 1;
            state.made
        };
        let hash = Sha1::digest(format!("{}:{what}:{made}", self.options.seed));
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// A new identifier: two letters and 32 hexadecimal digits, the same in every run with the same seed.
    pub fn sid(&self, prefix: &str) -> String {
        let digest = self.digest(prefix);
        format!("{prefix}{}", digest.get(..32).unwrap_or_default())
    }

    pub fn idempotency_token(&self) -> String {
        let d = self.digest("token");
        let part = |from: usize, to: usize| d.get(from..to).unwrap_or_default().to_owned();
        format!(
            "{}-{}-4{}-8{}-{}",
            part(0, 8),
            part(8, 12),
            part(13, 16),
            part(17, 20),
            part(20, 32)
        )
    }

    /// A call token as it travels: URL-encoded JSON, opaque to the relay.
    pub fn call_token(&self, sid: &str) -> String {
        let info = base64::engine::general_purpose::STANDARD.encode(sid);
        let json = format!("{{\"parentCallInfoToken\":\"{info}\"}}");
        percent_encoding::utf8_percent_encode(&json, percent_encoding::NON_ALPHANUMERIC).to_string()
    }

    /// `http://host:port/2010-04-01/Accounts/AC.../tail` of this carrier.
    pub fn resource(&self, tail: &str) -> String {
        let origin = self.origin.get().map(String::as_str).unwrap_or_default();
        format!(
            "{origin}/2010-04-01/Accounts/{}/{tail}",
            self.options.account_sid
        )
    }

    /// Records a mistake of the relay.
    pub fn complain(
        &self,
        code: u32,
        message: impl Into<String>,
        url: Option<&str>,
        sid: Option<&str>,
    ) {
        let error = ProviderError {
            at: self.board.now(),
            code,
            message: message.into(),
            url: url.map(str::to_owned),
            sid: sid.map(str::to_owned),
        };
        tracing::warn!(code, "the local carrier refused something of the relay");
        lock(&self.state).errors.push(error);
        self.board.changed();
    }

    pub fn complain_of(&self, refused: &Refused, url: Option<&str>, sid: Option<&str>) {
        self.complain(refused.code, refused.message.clone(), url, sid);
    }

    /// Writes a line into a phone's transcript and tells whoever follows it.
    pub fn note(&self, phone: &str, call: Option<&str>, what: Heard) {
        self.note_entry(
            phone,
            Entry {
                at: self.board.now(),
                call: call.map(str::to_owned),
                text: None,
                what,
            },
        );
    }

    /// The same about a text that has this SID.
    pub fn note_text(&self, phone: &str, sid: &str, what: Heard) {
        self.note_entry(
            phone,
            Entry {
                at: self.board.now(),
                call: None,
                text: Some(sid.to_owned()),
                what,
            },
        );
    }

    fn note_entry(&self, phone: &str, entry: Entry) {
        let event = PhoneEvent {
            phone: phone.to_owned(),
            entry: entry.clone(),
        };
        {
            let mut state = lock(&self.state);
            let phone = state.phones.entry(phone.to_owned()).or_default();
            phone.transcript.push(entry);
            if self.happenings.receiver_count() > 0 {
                drop(self.happenings.send(Happening::Phone(event.clone())));
            }
        }
        drop(self.events.send(event));
        self.board.changed();
    }

    /// Tells whoever follows that a webhook was begun or has ended. Costs nothing where nobody does.
    pub fn tell_webhook(&self, exchange: &Exchange) {
        if self.happenings.receiver_count() > 0 {
            let happening = Happening::Webhook(Box::new(exchange.clone()));
            drop(self.happenings.send(happening));
        }
    }

    /// The same of a text that was taken or has moved on.
    pub fn tell_text(&self, message: &MessageRecord) {
        if self.happenings.receiver_count() > 0 {
            let happening = Happening::Text(Box::new(Message::of(message)));
            drop(self.happenings.send(happening));
        }
    }

    pub fn open_call(&self, record: CallRecord) {
        let mut state = lock(&self.state);
        state.call_order.push(record.sid.clone());
        state.calls.insert(record.sid.clone(), record);
    }

    pub fn call(&self, sid: &str) -> Option<CallRecord> {
        lock(&self.state).calls.get(sid).cloned()
    }

    pub fn with_call(&self, sid: &str, change: impl FnOnce(&mut CallRecord)) {
        if let Some(call) = lock(&self.state).calls.get_mut(sid) {
            change(call);
        }
        self.board.changed();
    }

    /// Ends a leg: its status becomes final, its phone is free again.
    pub fn close_call(&self, sid: &str, status: &'static str) {
        let now = self.board.now();
        let mut state = lock(&self.state);
        let Some(call) = state.calls.get_mut(sid) else {
            return;
        };
        call.status = status;
        call.ended = Some(now);
        call.inbox = None;
        let phone = call.phone.clone();
        if let Some(phone) = state.phones.get_mut(&phone) {
            phone.legs.retain(|leg| leg.sid != sid);
        }
    }

    /// A webhook about a call, with the call's standard parameters and more.
    pub fn call_webhook(
        &self,
        kind: Kind,
        url: &str,
        sid: &str,
        status: Option<&str>,
        more: &[(String, String)],
    ) -> Option<Webhook> {
        let call = self.call(sid)?;
        let mut params = call_params(
            &self.options.account_sid,
            &call,
            status.unwrap_or(call.status),
        );
        for (name, value) in more {
            params.retain(|(n, _)| n != name);
            params.push((name.clone(), value.clone()));
        }
        params.sort();
        let (sid, phone) = (Some(call.sid), Some(call.phone));
        Some(Webhook {
            kind,
            url: url.to_owned(),
            get: false,
            params,
            sid,
            phone,
        })
    }

    pub fn exchanges(&self) -> Vec<Exchange> {
        lock(&self.state).log.all()
    }
}
