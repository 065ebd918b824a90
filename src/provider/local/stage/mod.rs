//! The vocabulary in which tests and the demo speak of phones: `patient.dials(front)`, `clinician.rings()`.
//!
//! An expectation looks at what its phone saw and heard since the last one. If it is not met yet, and the carrier is at
//! work, it waits; if the carrier is idle, it moves the time to the next moment anyone waits for; if there is none, it
//! fails and shows the phone's transcript. An expectation that fails has therefore let the time pass: ask for what
//! happens, never for one thing or else another. So nothing sleeps, and what a test does not say does not happen by chance.
//! [`Stage::finish`] fails if a phone rang or was texted that no expectation spoke of, or if the carrier complained.

mod act;
mod actor;
mod driver;
mod error;
mod masked;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

pub use actor::Actor;
pub use error::StageError;

use super::carrier::Carrier;
use super::time::lock;
use super::transcript::Heard;

/// Somebody else on the same time whose work and waits the stage must respect, such as the relay's jobs.
#[derive(Clone)]
pub struct Follow {
    /// True while it has something to do at this moment.
    pub busy: Arc<dyn Fn() -> bool + Send + Sync>,
    /// The next moment it waits for.
    pub next_due: Arc<dyn Fn() -> Option<DateTime<Utc>> + Send + Sync>,
}

/// How far a test has read one phone's transcript.
#[derive(Default)]
struct Reader {
    /// Index of the next line about calls that was not yet expected.
    calls: usize,
    /// The same for texts.
    texts: usize,
    /// Lines that some expectation spoke of.
    known: BTreeSet<usize>,
}

struct Shared {
    carrier: Carrier,
    set_time: Arc<dyn Fn(DateTime<Utc>) + Send + Sync>,
    readers: Mutex<BTreeMap<String, Reader>>,
    followed: Mutex<Vec<Follow>>,
    known_errors: Mutex<usize>,
    limits: Mutex<Limits>,
}

#[derive(Clone, Copy)]
struct Limits {
    /// How much of the carrier's time one expectation may let pass.
    virtual_time: TimeDelta,
    /// How long it waits, in real time, for work that does not end.
    patience: Duration,
}

/// A carrier whose time is moved by expectations.
#[derive(Clone)]
pub struct Stage(Arc<Shared>);

impl Stage {
    /// Sets the stage. `set_time` moves the very time that the carrier was started with.
    pub fn new(carrier: Carrier, set_time: Arc<dyn Fn(DateTime<Utc>) + Send + Sync>) -> Self {
        Self(Arc::new(Shared {
            carrier,
            set_time,
            readers: Mutex::default(),
            followed: Mutex::default(),
            known_errors: Mutex::default(),
            limits: Mutex::new(Limits {
                virtual_time: TimeDelta::minutes(5),
                patience: Duration::from_secs(10),
            }),
        }))
    }

    /// The carrier underneath.
    pub fn carrier(&self) -> &Carrier {
        &self.0.carrier
    }

    /// A person with a phone.
    pub fn phone(&self, number: &str) -> Actor {
        Actor::new(self.clone(), self.0.carrier.phone(number))
    }

    /// Respects somebody else's work and waits too.
    pub fn follow(&self, other: Follow) {
        lock(&self.0.followed).push(other);
    }

    /// Changes how much of the carrier's time one expectation may let pass (5 minutes at first).
    pub fn set_limit(&self, limit: TimeDelta) {
        lock(&self.0.limits).virtual_time = limit;
    }

    /// Changes how long an expectation waits, in real time, for work that does not end (10 seconds at first).
    pub fn set_patience(&self, patience: Duration) {
        lock(&self.0.limits).patience = patience;
    }

    /// Expects a complaint of the carrier with this code, and accepts it.
    ///
    /// # Errors
    /// It does not come.
    pub async fn expects_error(&self, code: u32) -> Result<String, StageError> {
        let wanted = format!("the carrier complains with {code}");
        self.drive("the stage", &wanted, || {
            let errors = self.0.carrier.errors();
            let mut known = lock(&self.0.known_errors);
            let index = errors
                .iter()
                .skip(*known)
                .position(|error| error.code == code)?;
            *known += index + 1;
            errors.get(*known - 1).map(|error| error.message.clone())
        })
        .await
    }

    /// Waits, without moving the time, until nothing is under way: before the relay is stopped, say.
    ///
    /// # Errors
    /// Some work does not end.
    pub async fn comes_to_rest(&self) -> Result<(), StageError> {
        self.settle("everything comes to rest").await
    }

    /// Lets the carrier's time pass, moment by moment, with everything that falls due.
    ///
    /// # Errors
    /// Some work does not end.
    pub async fn time_passes(&self, span: TimeDelta) -> Result<(), StageError> {
        let end = self.0.carrier.now() + span;
        self.run_until(end).await?;
        if self.0.carrier.now() < end {
            (self.0.set_time)(end);
        }
        self.settle("time passes").await
    }

    /// Runs everything to quiet, then fails if any phone rang or was texted that no expectation spoke of, or if the
    /// carrier complained and no expectation accepted it.
    ///
    /// # Errors
    /// Stray contacts, complaints, work that does not end.
    pub async fn finish(&self) -> Result<(), StageError> {
        self.run_until(self.0.carrier.now() + TimeDelta::minutes(10))
            .await?;
        let mut stray = Vec::new();
        for phone in self.0.carrier.phones() {
            let readers = lock(&self.0.readers);
            let known = readers
                .get(phone.number())
                .map(|reader| reader.known.clone())
                .unwrap_or_default();
            for (index, entry) in phone.transcript().into_iter().enumerate() {
                if matches!(entry.what, Heard::Rings { .. } | Heard::Text { .. })
                    && !known.contains(&index)
                {
                    stray.push(format!("{}: {:?}", phone.number(), entry.what));
                }
            }
        }
        let known = *lock(&self.0.known_errors);
        stray.extend(
            self.0
                .carrier
                .errors()
                .iter()
                .skip(known)
                .map(|error| format!("the carrier complained: {error}")),
        );
        if stray.is_empty() {
            Ok(())
        } else {
            Err(StageError::Stray {
                what: stray.join("\n  "),
            })
        }
    }
}
