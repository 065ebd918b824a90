//! Counters and histograms for `/metrics`, and how logs are written.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

/// The list of recordings was not read since the start.
const NEVER: i64 = i64::MIN;

/// The relay's counters. Clones share them.
#[derive(Clone)]
pub struct Metrics(Arc<Inner>);

struct Inner {
    registry: Registry,
    decisions: Family<Decided, Counter>,
    requests: Family<Answered, Counter>,
    redelivered: Counter,
    store_refused: Counter,
    texts: Family<Sending, Counter>,
    texts_failed: Family<Failed, Counter>,
    messages_kept: Counter,
    deleted_there: Family<Deleted, Counter>,
    recordings_listed: AtomicI64,
    answer_seconds: Histogram,
    store_up: Gauge,
    store_queue: Gauge,
    outbox_waiting: Gauge,
    outbox_held: Gauge,
    outbox_oldest: Gauge,
    messages_waiting: Gauge,
    messages_lost: Gauge,
    recordings_left: Gauge,
    phones_not_confirmed: Gauge,
    configuration_age: Gauge,
    configuration_refused: Gauge,
    patients: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Decided {
    kind: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Sending {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Failed {
    cause: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Deleted {
    what: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    status: u16,
}

/// What `/metrics` shows besides the counters: read at the moment it is asked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Readings {
    /// Whether the store can be written.
    pub store_up: bool,
    /// How many webhooks wait for the writer.
    pub store_queue: usize,
    /// How many texts are due and not yet taken by the provider; `None`: the store cannot tell.
    pub outbox_waiting: Option<u64>,
    /// How many texts wait for their reader.
    pub outbox_held: Option<u64>,
    /// For how many seconds the oldest text has been due.
    pub outbox_oldest: i64,
    /// How many messages are still at the provider alone; `None`: the store cannot tell.
    pub messages_waiting: Option<u64>,
    /// How many messages the provider does not have any more, though it had announced them.
    pub messages_lost: Option<u64>,
    /// How many recordings are still at the provider though they are ours, or nobody's any more.
    pub recordings_left: Option<u64>,
    /// How many clinicians' first phones have not confirmed that they take texts.
    pub phones_not_confirmed: usize,
    /// For how many seconds the configuration has been in force.
    pub configuration_age: i64,
    /// Whether the configuration on disk was refused.
    pub configuration_refused: bool,
    /// How many rows the list of patients has.
    pub patients: usize,
}

impl Default for Metrics {
    fn default() -> Self {
        Metrics::new()
    }
}

impl Metrics {
    /// All at zero.
    pub fn new() -> Self {
        let mut registry = Registry::with_prefix("nightbell");
        let decisions = Family::<Decided, Counter>::default();
        registry.register(
            "decisions",
            "Decisions by kind of webhook and outcome",
            decisions.clone(),
        );
        let requests = Family::<Answered, Counter>::default();
        registry.register(
            "requests",
            "Webhooks answered, by HTTP status",
            requests.clone(),
        );
        let redelivered = Counter::default();
        registry.register(
            "redelivered",
            "Webhooks that had been answered before",
            redelivered.clone(),
        );
        let store_refused = Counter::default();
        registry.register(
            "store_refused",
            "Webhooks that the store could not take",
            store_refused.clone(),
        );
        let texts = Family::<Sending, Counter>::default();
        registry.register(
            "texts_sending",
            "Requests to send a text: accepted, again (it was not taken), lost (no answer), found (in the provider's list)",
            texts.clone(),
        );
        let texts_failed = Family::<Failed, Counter>::default();
        registry.register(
            "texts_failed",
            "Texts that failed for good, by cause",
            texts_failed.clone(),
        );
        let messages_kept = Counter::default();
        registry.register(
            "messages_kept",
            "Messages of callers that were fetched, encrypted and read back",
            messages_kept.clone(),
        );
        let deleted_there = Family::<Deleted, Counter>::default();
        registry.register(
            "deletions_confirmed",
            "What is gone from the provider, which has confirmed it",
            deleted_there.clone(),
        );
        let buckets = [
            0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0,
        ];
        let answer_seconds = Histogram::new(buckets);
        registry.register(
            "answer_seconds",
            "Time from a webhook's body to its answer",
            answer_seconds.clone(),
        );
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let store_up = gauge("store_up", "Whether the store can be written");
        let store_queue = gauge("store_queue", "Webhooks that wait for the writer");
        let outbox_waiting = gauge(
            "outbox_waiting",
            "Texts that are due and not yet taken by the provider",
        );
        let outbox_held = gauge("outbox_held", "Texts that wait for their reader");
        let outbox_oldest = gauge(
            "outbox_oldest_seconds",
            "For how long the oldest text has been due",
        );
        let messages_waiting = gauge(
            "messages_waiting",
            "Messages of callers that are still at the provider alone",
        );
        let messages_lost = gauge(
            "messages_lost",
            "Messages of callers that the provider does not have any more",
        );
        let recordings_left = gauge(
            "recordings_left",
            "Recordings at the provider that are to be deleted there",
        );
        let phones_not_confirmed = gauge(
            "phones_not_confirmed",
            "Clinicians whose first phone has not confirmed that it takes texts",
        );
        let configuration_age = gauge(
            "configuration_age_seconds",
            "Since when the configuration is in force",
        );
        let configuration_refused = gauge(
            "configuration_refused",
            "Whether the configuration on disk was refused",
        );
        let patients = gauge("patients", "Rows of the list of patients");
        Metrics(Arc::new(Inner {
            registry,
            decisions,
            requests,
            redelivered,
            store_refused,
            texts,
            texts_failed,
            messages_kept,
            deleted_there,
            recordings_listed: AtomicI64::new(NEVER),
            answer_seconds,
            store_up,
            store_queue,
            outbox_waiting,
            outbox_held,
            outbox_oldest,
            messages_waiting,
            messages_lost,
            recordings_left,
            phones_not_confirmed,
            configuration_age,
            configuration_refused,
            patients,
        }))
    }

    /// A decision was made.
    pub fn decided(&self, kind: &'static str, outcome: &'static str) {
        self.0
            .decisions
            .get_or_create(&Decided { kind, outcome })
            .inc();
    }

    /// A webhook was answered.
    pub fn answered(&self, status: u16, took: Duration) {
        self.0.requests.get_or_create(&Answered { status }).inc();
        self.0.answer_seconds.observe(took.as_secs_f64());
    }

    /// A webhook had been answered before.
    pub fn redelivered(&self) {
        self.0.redelivered.inc();
    }

    /// The store could not take a webhook.
    pub fn store_refused(&self) {
        self.0.store_refused.inc();
    }

    /// What came of a request to send a text.
    pub fn text_tried(&self, outcome: &'static str) {
        self.0.texts.get_or_create(&Sending { outcome }).inc();
    }

    /// A text has failed for good.
    pub fn text_failed(&self, cause: &'static str) {
        self.0.texts_failed.get_or_create(&Failed { cause }).inc();
    }

    /// A message is ours.
    pub fn message_kept(&self) {
        self.0.messages_kept.inc();
    }

    /// The provider has confirmed that something is gone there: a `recording`, say.
    pub fn deleted_there(&self, what: &'static str) {
        self.0.deleted_there.get_or_create(&Deleted { what }).inc();
    }

    /// Everything that the provider had recorded by then is known.
    pub fn recordings_listed(&self, at: DateTime<Utc>) {
        let at = at.timestamp_micros();
        self.0.recordings_listed.store(at, Ordering::Relaxed);
    }

    /// Up to when everything that the provider has recorded is known; `None`: not since the start.
    pub fn recordings_known_until(&self) -> Option<DateTime<Utc>> {
        let at = self.0.recordings_listed.load(Ordering::Relaxed);
        DateTime::from_timestamp_micros(at).filter(|_| at != NEVER)
    }

    /// The page of `/metrics`, in Prometheus' text format.
    pub fn page(&self, readings: Readings) -> String {
        let inner = &self.0;
        inner.store_up.set(i64::from(readings.store_up));
        inner
            .store_queue
            .set(i64::try_from(readings.store_queue).unwrap_or(i64::MAX));
        for (gauge, read) in [
            (&inner.outbox_waiting, readings.outbox_waiting),
            (&inner.outbox_held, readings.outbox_held),
            (&inner.messages_waiting, readings.messages_waiting),
            (&inner.messages_lost, readings.messages_lost),
            (&inner.recordings_left, readings.recordings_left),
        ] {
            if let Some(read) = read {
                gauge.set(i64::try_from(read).unwrap_or(i64::MAX));
            }
        }
        inner.outbox_oldest.set(readings.outbox_oldest);
        inner
            .phones_not_confirmed
            .set(i64::try_from(readings.phones_not_confirmed).unwrap_or(i64::MAX));
        inner.configuration_age.set(readings.configuration_age);
        inner
            .configuration_refused
            .set(i64::from(readings.configuration_refused));
        inner
            .patients
            .set(i64::try_from(readings.patients).unwrap_or(i64::MAX));
        let mut page = String::new();
        // Writing into a String cannot fail.
        let _ = encode(&mut page, &inner.registry);
        page
    }
}

/// Writes what is logged until it is dropped; dropping waits for what is still to be written.
pub struct Logs(
    #[expect(dead_code, reason = "held for its drop")] tracing_appender::non_blocking::WorkerGuard,
);

/// Starts writing logs to standard error, on a thread of their own (a full pipe must not hold up a call): one JSON
/// object a line where `json`, else lines for people. What is logged is chosen by `NIGHTBELL_LOG` (as in
/// `nightbell=debug`, which tells every decision), `info` unless given.
pub fn start_logs(json: bool) -> Logs {
    use std::io::IsTerminal;
    use tracing_subscriber::EnvFilter;
    use tracing_subscriber::filter::FilterFn;
    use tracing_subscriber::prelude::*;
    let filter = EnvFilter::try_from_env("NIGHTBELL_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,notify=error,nightbell=info"));
    let (writer, guard) = tracing_appender::non_blocking(std::io::stderr());
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(writer)
        // Colours in a file are noise for whoever reads it.
        .with_ansi(std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none())
        .with_target(false);
    // It tells the numbers that it reads, whatever else is asked for.
    let tells_no_numbers = || FilterFn::new(|of| !of.target().starts_with("rlibphonenumber"));
    // A second start (tests) keeps the first.
    let _ = if json {
        logs.json().finish().with(tells_no_numbers()).try_init()
    } else {
        logs.finish().with(tells_no_numbers()).try_init()
    };
    Logs(guard)
}
