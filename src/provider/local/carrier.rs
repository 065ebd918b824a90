//! The handle on a running carrier.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Bytes;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;
use tokio::sync::{broadcast, mpsc, watch};
use tokio::task::JoinHandle;

use super::errors::ProviderError;
use super::exchange::Exchange;
use super::number::Number;
use super::phone::Phone;
use super::recording::Recorded;
use super::switch::{State, Switch};
use super::time::{Board, Time, lock};
use super::transcript::{Happening, PhoneEvent};
use super::trouble::Trouble;
use super::weather::{Storm, Weather};
use super::{callbacks, rest};

/// How the carrier is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// `AC` and 32 hexadecimal digits.
    pub account_sid: String,
    /// Signs webhooks and opens the REST API.
    pub auth_token: String,
    /// Where the REST API listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Makes the identifiers differ between carriers that share a relay's store.
    pub seed: u64,
    /// Seconds that the network rings longer than a `timeout` says: about 5 at the real provider.
    pub ring_extra: u32,
    /// Seconds after which the losers of a simultaneous ring are cancelled: about 2 at the real provider.
    pub cancel_after: u32,
    /// What the `action` of an unanswered dial with `answerOnBridge` says of the caller's leg: `ringing`, which it truly
    /// still is, or (false) `in-progress`, which captured requests say. Documentation leaves it open.
    pub ringing_after_dial: bool,
    /// Seconds until a finished recording can be fetched and is announced.
    pub recording_after: u32,
    /// Seconds from one state of a sent text to the next.
    pub text_step: u32,
    /// How many webhooks are kept in the log.
    pub log_limit: usize,
}

impl Options {
    /// The real provider's habits, on a free port of this machine.
    pub fn new(account_sid: &str, auth_token: &str) -> Self {
        Self {
            account_sid: account_sid.to_owned(),
            auth_token: auth_token.to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            seed: 1,
            ring_extra: 5,
            cancel_after: 2,
            ringing_after_dial: false,
            recording_after: 2,
            text_step: 1,
            log_limit: 10_000,
        }
    }
}

/// A client that trusts no certificate: on this machine everything goes over plain HTTP, and none need be installed.
pub fn plain_http() -> reqwest::ClientBuilder {
    // The first of the process wins, which is the very same one.
    drop(rustls::crypto::ring::default_provider().install_default());
    reqwest::Client::builder().no_proxy().tls_certs_only([])
}

struct Running {
    switch: Arc<Switch>,
    address: SocketAddr,
    tasks: Vec<JoinHandle<()>>,
}

impl Drop for Running {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// A running carrier; it stops when the last clone is dropped.
#[derive(Clone)]
pub struct Carrier(Arc<Running>);

impl Carrier {
    /// Starts the carrier and its REST API inside the running tokio runtime.
    ///
    /// # Errors
    /// The address can't be bound, or the HTTP client can't be made.
    pub async fn start(options: Options, time: Time) -> std::io::Result<Self> {
        let (sender, queue) = mpsc::unbounded_channel();
        let http = plain_http()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(std::time::Duration::from_secs(5))
            .pool_max_idle_per_host(0)
            .build()
            .map_err(std::io::Error::other)?;
        let listener = TcpListener::bind(options.listen).await?;
        let address = listener.local_addr()?;
        let shelf = TcpListener::bind((options.listen.ip(), 0)).await?;
        let switch = Arc::new(Switch {
            state: Mutex::new(State::new(options.log_limit)),
            options,
            board: Board::new(time),
            http,
            events: broadcast::Sender::new(1024),
            happenings: broadcast::Sender::new(4096),
            callbacks: sender,
            origin: OnceLock::from(format!("http://{address}")),
            shelf: format!("http://{}", shelf.local_addr()?),
        });
        let tasks = vec![
            tokio::spawn(callbacks::work(switch.clone(), queue)),
            tokio::spawn(rest::serve(switch.clone(), listener)),
            tokio::spawn(rest::serve_media(switch.clone(), shelf)),
        ];
        Ok(Self(Arc::new(Running {
            switch,
            address,
            tasks,
        })))
    }

    pub(crate) fn switch(&self) -> &Arc<Switch> {
        &self.0.switch
    }

    /// Where the REST API listens.
    pub fn address(&self) -> SocketAddr {
        self.0.address
    }

    /// The REST API's origin, to be used where the real provider's `https://api...` would stand.
    pub fn api_url(&self) -> String {
        format!("http://{}", self.0.address)
    }

    /// Adds one of the carrier's own numbers, or changes its URLs.
    pub fn add_number(&self, mut number: Number) {
        number.sid = self.0.switch.sid("PN");
        lock(&self.0.switch.state)
            .numbers
            .insert(number.phone_number.clone(), number);
    }

    /// Allows a foreign number as caller ID, as after the provider's verification call.
    pub fn verify_caller_id(&self, number: &str) {
        lock(&self.0.switch.state)
            .verified
            .insert(number.to_owned());
    }

    /// Closes a country for texts (error 21408), by prefix such as `+33`.
    pub fn close_country(&self, prefix: &str) {
        lock(&self.0.switch.state)
            .closed_countries
            .push(prefix.to_owned());
    }

    /// How long a text waits for a phone that is off before it is reported as not delivered (30003). Unless this is
    /// called it waits for ever, and `sent` stays the last word.
    pub fn give_up_texts_after(&self, patience: chrono::TimeDelta) {
        lock(&self.0.switch.state).patience = Some(patience);
    }

    /// The phone with this number; it is plugged in when first asked for.
    pub fn phone(&self, number: &str) -> Phone {
        lock(&self.0.switch.state)
            .phones
            .entry(number.to_owned())
            .or_default();
        Phone::new(self.0.switch.clone(), number)
    }

    /// All phones that were ever asked for, called or texted.
    pub fn phones(&self) -> Vec<Phone> {
        let numbers: Vec<_> = lock(&self.0.switch.state).phones.keys().cloned().collect();
        numbers
            .iter()
            .map(|number| Phone::new(self.0.switch.clone(), number))
            .collect()
    }

    /// Makes something go wrong at the next occasion.
    pub fn trouble(&self, trouble: Trouble) {
        lock(&self.0.switch.state).troubles.push(trouble);
    }

    /// Makes something go wrong at the next `times` occasions.
    pub fn trouble_times(&self, trouble: Trouble, times: usize) {
        lock(&self.0.switch.state)
            .troubles
            .extend(std::iter::repeat_n(trouble, times));
    }

    /// What was asked for by [`Carrier::trouble`] and has not happened yet does not happen.
    pub fn calls_off_troubles(&self) {
        lock(&self.0.switch.state).troubles.clear();
    }

    /// What was asked for by [`Carrier::trouble`] and has not happened yet.
    pub fn pending_troubles(&self) -> Vec<Trouble> {
        lock(&self.0.switch.state).troubles.clone()
    }

    /// Lets a bad day begin, anew even if one lasts; none ends it.
    pub fn weather(&self, weather: Option<Weather>) {
        lock(&self.0.switch.state).storm = weather.map(Storm::new);
    }

    /// How often REST requests went how so far: `answered`, `429`, `500`, `answered late`, `never answered`,
    /// `carried out, answer lost`.
    pub fn tally(&self) -> BTreeMap<&'static str, u64> {
        lock(&self.0.switch.state).tally.clone()
    }

    /// Whether the relay was told of a text that a phone sent: none while the webhook is under way, false once every
    /// try has failed.
    pub fn was_announced(&self, sid: &str) -> Option<bool> {
        let state = lock(&self.0.switch.state);
        let newest_first = state.messages.iter().rev();
        let mut found = newest_first.filter(|message| message.sid == sid);
        found.next()?.announced
    }

    /// The recordings so far, oldest first, deleted ones too.
    pub fn recordings(&self) -> Vec<Recorded> {
        let state = lock(&self.0.switch.state);
        state.recordings.iter().map(Recorded::of).collect()
    }

    /// A sound that a phone was played, by the name that its transcript gives: content type and bytes. The last 50 are
    /// kept.
    pub fn played(&self, sound: &str) -> Option<(String, Bytes)> {
        lock(&self.0.switch.state).played.find(sound)
    }

    /// The relay's mistakes so far, oldest first.
    pub fn errors(&self) -> Vec<ProviderError> {
        lock(&self.0.switch.state).errors.clone()
    }

    /// The webhooks sent so far and their answers, oldest first.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.0.switch.exchanges()
    }

    /// Everything that phones see and hear from now on.
    pub fn follow(&self) -> broadcast::Receiver<PhoneEvent> {
        self.0.switch.events.subscribe()
    }

    /// Everything that phones see and hear and every webhook from now on, in the order in which it happens.
    pub fn happenings(&self) -> broadcast::Receiver<Happening> {
        self.0.switch.happenings.subscribe()
    }

    /// True while anything is under way: a request in flight, a call's task at work, an event not yet handled, a moment
    /// that has come. False means that nothing changes until a human acts or the time moves on.
    pub fn busy(&self) -> bool {
        self.0.switch.board.is_busy()
    }

    /// The earliest moment for which anything waits.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        self.0.switch.board.next_due()
    }

    /// The same, but for the ends of conversations that nobody ends: the provider's longest call.
    pub fn next_step(&self) -> Option<DateTime<Utc>> {
        self.0.switch.board.next_step()
    }

    /// Notifies whenever something happened; the value itself means nothing.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.0.switch.board.changes()
    }

    /// The present moment of the carrier's time.
    pub fn now(&self) -> DateTime<Utc> {
        self.0.switch.board.now()
    }
}
