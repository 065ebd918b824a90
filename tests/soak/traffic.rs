//! The people: each conversation has one text at a time on its way into the relay, in either direction.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use nightbell::provider::local::{Carrier, Heard, Phone, PhoneEvent};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinSet;

use super::Plan;
use super::check::Report;
use super::practice::Practice;
use super::relay::Left;

/// What people say again and again, to the letter.
pub const SAID_OFTEN: [&str; 3] = ["Thanks.", "OK, see you then", "👍"];

/// What a clinician may text to patients in an hour, with some to spare; more looks like a machine.
const SAID_PER_HOUR: usize = 190;

/// One direction of a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Lane {
    /// Which patient.
    pub patient: usize,
    pub to_clinician: bool,
}

/// A text that somebody sent.
#[derive(Clone, Debug)]
pub struct Said {
    pub body: String,
    /// Whether the relay answered its webhook; otherwise it must find the text in the provider's list.
    pub announced: bool,
}

/// Everybody, and what they have said so far.
pub struct Traffic {
    carrier: Carrier,
    pub practice: Practice,
    texts: usize,
    under_way: usize,
    seed: u64,
    begun: AtomicUsize,
    allowed: AtomicUsize,
    sent: AtomicBool,
    said: Mutex<HashMap<Lane, Vec<Said>>>,
    /// From which line a patient's texts reach the clinician.
    back_lines: Mutex<HashMap<usize, String>>,
    arrived: AtomicUsize,
    accepted: AtomicUsize,
    unannounced: AtomicUsize,
    last_arrival: Mutex<Instant>,
}

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whether a person said it; otherwise it is the relay's own.
pub fn is_said(body: &str) -> bool {
    conversation(body).is_some() || SAID_OFTEN.contains(&body)
}

/// Which patient's conversation a body belongs to, where it says so.
pub fn conversation(body: &str) -> Option<usize> {
    let (mark, _) = body.split_once(' ')?;
    mark.strip_prefix('#')?.parse().ok()
}

impl Traffic {
    pub fn new(carrier: Carrier, practice: Practice, plan: &Plan) -> Traffic {
        Traffic {
            carrier,
            practice,
            texts: plan.texts,
            under_way: plan.under_way,
            seed: plan.seed,
            begun: AtomicUsize::new(0),
            allowed: AtomicUsize::new(plan.texts.div_ceil(2 * plan.kills.max(1))),
            sent: AtomicBool::new(false),
            said: Mutex::default(),
            back_lines: Mutex::default(),
            arrived: AtomicUsize::new(0),
            accepted: AtomicUsize::new(0),
            unannounced: AtomicUsize::new(0),
            last_arrival: Mutex::new(Instant::now()),
        }
    }

    /// Lets everybody text; ready once everything is sent.
    pub fn begin(self: &Arc<Self>) -> impl Future<Output = ()> + use<> {
        let mut phones = self.carrier.follow();
        let listener = self.clone();
        tokio::spawn(async move {
            loop {
                match phones.recv().await {
                    Ok(event) => listener.hear(&event),
                    Err(RecvError::Lagged(missed)) => {
                        // Only the pace depends on it: what has arrived is read from the phones in the end.
                        listener.arrived.fetch_add(
                            usize::try_from(missed).unwrap_or_default() / 2,
                            Ordering::Relaxed,
                        );
                    }
                    Err(RecvError::Closed) => return,
                }
            }
        });
        let traffic = self.clone();
        async move {
            let mut people = JoinSet::new();
            for patient in 0..traffic.practice.patients.len() {
                for to_clinician in [true, false] {
                    let lane = Lane {
                        patient,
                        to_clinician,
                    };
                    people.spawn(traffic.clone().chat(lane));
                }
            }
            while let Some(ended) = people.join_next().await {
                ended.unwrap();
            }
            traffic.sent.store(true, Ordering::Release);
        }
    }

    fn hear(&self, event: &PhoneEvent) {
        let Heard::Text { from, body, .. } = &event.entry.what else {
            return;
        };
        if !is_said(body) {
            return;
        }
        self.arrived.fetch_add(1, Ordering::Relaxed);
        *lock(&self.last_arrival) = Instant::now();
        let Some(patient) = conversation(body) else {
            return;
        };
        let clinician = self.practice.patients[patient].clinician;
        if event.phone == self.practice.clinicians[clinician].phone {
            lock(&self.back_lines)
                .entry(patient)
                .or_insert_with(|| from.clone());
        }
    }

    /// One person's side of a conversation.
    async fn chat(self: Arc<Self>, lane: Lane) {
        let mut rng = StdRng::seed_from_u64(
            self.seed ^ ((lane.patient as u64) << 8 | u64::from(lane.to_clinician)),
        );
        let patient = &self.practice.patients[lane.patient];
        let clinician = &self.practice.clinicians[patient.clinician];
        let (phone, to) = if lane.to_clinician {
            (&patient.phone, clinician.line.clone())
        } else {
            match self.back_line(lane.patient).await {
                Some(line) => (&clinician.phone, line),
                None => return,
            }
        };
        let phone = self.carrier.phone(phone);
        let mut number = 0;
        let most = if lane.to_clinician {
            usize::MAX
        } else {
            self.most_replies()
        };
        while number < most && self.begin_one().await {
            let body = match rng.random_range(0..5) {
                // The first says whose conversation it is.
                0 if number > 0 => SAID_OFTEN[rng.random_range(0..SAID_OFTEN.len())].to_owned(),
                _ => format!(
                    "#{} {} {number}: ça va? 🙂",
                    lane.patient,
                    if lane.to_clinician { "p" } else { "c" }
                ),
            };
            number += 1;
            let announced = self.says(&phone, &to, &body).await;
            self.accepted.fetch_add(1, Ordering::Relaxed);
            if !announced {
                self.unannounced.fetch_add(1, Ordering::Relaxed);
            }
            lock(&self.said)
                .entry(lane)
                .or_default()
                .push(Said { body, announced });
        }
    }

    /// Waits until one more may be under way; false: all were begun.
    async fn begin_one(&self) -> bool {
        loop {
            let begun = self.begun.load(Ordering::Acquire);
            if begun >= self.texts {
                return false;
            }
            // What the relay was not told of may be long in coming, and holds nobody up.
            let over =
                self.arrived.load(Ordering::Relaxed) + self.unannounced.load(Ordering::Relaxed);
            let is_free = begun < self.allowed.load(Ordering::Acquire)
                && begun.saturating_sub(over) < self.under_way;
            if is_free
                && self
                    .begun
                    .compare_exchange(begun, begun + 1, Ordering::AcqRel, Ordering::Acquire)
                    .is_ok()
            {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How often a clinician answers one patient: within an hour no more than a clinician may say.
    fn most_replies(&self) -> usize {
        let clinicians = self.practice.clinicians.len();
        let each = self.practice.patients.len().div_ceil(clinicians);
        SAID_PER_HOUR / each.max(1)
    }

    /// Where the clinician answers this patient: the line that the first text came from. None: all was said before.
    async fn back_line(&self, patient: usize) -> Option<String> {
        loop {
            if let Some(line) = lock(&self.back_lines).get(&patient) {
                return Some(line.clone());
            }
            if self.begun.load(Ordering::Acquire) >= self.texts {
                return None;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Texts, and waits until the relay was told of it, or could not be.
    async fn says(&self, phone: &Phone, to: &str, body: &str) -> bool {
        let sid = phone.text(to, body).unwrap();
        loop {
            if let Some(announced) = self.carrier.was_announced(&sid) {
                return announced;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    pub fn may_send_more(&self, texts: usize) {
        self.allowed.fetch_add(texts, Ordering::AcqRel);
    }

    /// Whether everybody has said everything.
    pub fn is_sent(&self) -> bool {
        self.sent.load(Ordering::Acquire)
    }

    pub fn progress(&self) -> String {
        format!(
            "{:>6} sent  {:>6} arrived",
            self.accepted.load(Ordering::Relaxed),
            self.arrived.load(Ordering::Relaxed)
        )
    }

    /// Waits until as many have arrived as were sent, or nothing has for as long as one is patient.
    pub async fn comes_to_rest(&self, patience: Duration) {
        while self.arrived.load(Ordering::Relaxed) < self.accepted.load(Ordering::Relaxed)
            && lock(&self.last_arrival).elapsed() < patience
        {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Holds what the phones got against what was said.
    pub fn check(&self, left: Left, kills: usize, took: Duration) -> Report {
        let said = lock(&self.said).clone();
        Report::of(&self.carrier, &self.practice, &said, left, kills, took)
    }
}
