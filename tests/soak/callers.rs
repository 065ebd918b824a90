//! The callers: each calls until a message was left, while the clinicians' phones are engaged.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use nightbell::provider::local::{Carrier, Heard, Mode, Phone};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use super::Plan;
use super::practice::Practice;
use super::traffic::lock;

/// A call that does not get on for so long is hung up, and begun anew.
const PATIENCE: Duration = Duration::from_secs(90);

/// What a person waits before the next look, or the next call.
const BREATH: Duration = Duration::from_millis(20);

/// Everybody who calls, and what they have left so far.
pub struct Callers {
    carrier: Carrier,
    pub practice: Practice,
    messages: usize,
    seed: u64,
    begun: AtomicUsize,
    allowed: AtomicUsize,
    under_way: AtomicUsize,
    most_under_way: usize,
    done: AtomicBool,
    calls: AtomicUsize,
    /// How many messages were left.
    left: AtomicUsize,
    /// Who called, and what was said, by the provider's id of the call.
    said: Mutex<HashMap<String, Message>>,
}

/// What somebody who called has left, if anything.
#[derive(Clone, Debug)]
pub struct Message {
    pub patient: usize,
    /// What was said after the beep, to the end.
    pub words: Option<String>,
}

impl Callers {
    pub fn new(carrier: Carrier, practice: Practice, plan: &Plan) -> Callers {
        for clinician in &practice.clinicians {
            carrier.phone(&clinician.phone).set_mode(Mode::Busy);
        }
        Callers {
            carrier,
            practice,
            messages: plan.messages,
            seed: plan.seed,
            begun: AtomicUsize::new(0),
            allowed: AtomicUsize::new(plan.messages.div_ceil(2 * plan.kills.max(1))),
            under_way: AtomicUsize::new(0),
            most_under_way: plan.under_way,
            done: AtomicBool::new(false),
            calls: AtomicUsize::new(0),
            left: AtomicUsize::new(0),
            said: Mutex::default(),
        }
    }

    /// Lets everybody call; ready once every message is left.
    pub fn begin(self: &Arc<Self>) -> impl Future<Output = ()> + use<> {
        let callers = self.clone();
        async move {
            let mut people = JoinSet::new();
            for patient in 0..callers.practice.patients.len() {
                people.spawn(callers.clone().goes_on(patient));
            }
            while let Some(ended) = people.join_next().await {
                ended.unwrap();
            }
            callers.done.store(true, Ordering::Release);
        }
    }

    async fn goes_on(self: Arc<Self>, patient: usize) {
        let mut rng = StdRng::seed_from_u64(self.seed ^ ((patient as u64) << 8));
        let who = &self.practice.patients[patient];
        let line = &self.practice.clinicians[who.clinician].line;
        let phone = self.carrier.phone(&who.phone);
        let mut number = 0;
        while self.begin_one().await {
            number += 1;
            let words = format!("word {number} of patient {patient}, and no more");
            loop {
                self.calls.fetch_add(1, Ordering::Relaxed);
                let hangs_up = rng.random_bool(0.5);
                if self.leaves(&phone, line, patient, &words, hangs_up).await {
                    self.left.fetch_add(1, Ordering::Relaxed);
                    break;
                }
                tokio::time::sleep(Duration::from_millis(rng.random_range(0..500))).await;
            }
            self.under_way.fetch_sub(1, Ordering::AcqRel);
        }
    }

    /// Waits until one more may be left; false: all were begun.
    async fn begin_one(&self) -> bool {
        loop {
            let begun = self.begun.load(Ordering::Acquire);
            if begun >= self.messages {
                return false;
            }
            let is_free = begun < self.allowed.load(Ordering::Acquire)
                && self.under_way.load(Ordering::Acquire) < self.most_under_way;
            let next = begun + 1;
            let (success, failure) = (Ordering::AcqRel, Ordering::Acquire);
            if is_free
                && self
                    .begun
                    .compare_exchange(begun, next, success, failure)
                    .is_ok()
            {
                self.under_way.fetch_add(1, Ordering::AcqRel);
                return true;
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    /// One call; whether it left a message.
    async fn leaves(
        &self,
        phone: &Phone,
        line: &str,
        patient: usize,
        words: &str,
        hangs_up: bool,
    ) -> bool {
        let Ok(call) = phone.dial(line) else {
            return false;
        };
        let nothing = Message {
            patient,
            words: None,
        };
        lock(&self.said).insert(call.clone(), nothing);
        let limit = Instant::now() + PATIENCE;
        let mut begun = false;
        let mut pressed = false;
        while Instant::now() < limit {
            let heard = heard(phone, &call);
            let has = |fits: fn(&Heard) -> bool| heard.iter().any(fits);
            if has(|what| matches!(what, Heard::Ended { .. })) {
                return self.has_recorded(&call);
            }
            if has(|what| matches!(what, Heard::Spoke { .. })) {
                self.has_said(&call, words);
                let _over = match hangs_up {
                    true => phone.hang_up(),
                    false => phone.press("#"),
                };
            } else if !begun && has(|what| matches!(what, Heard::Beep)) {
                begun = phone.say(words).is_ok();
            } else if !pressed && has(offers_a_message) {
                pressed = phone.press("2").is_ok();
            }
            tokio::time::sleep(BREATH).await;
        }
        let _gone = phone.hang_up();
        self.has_recorded(&call)
    }

    fn has_said(&self, call: &str, words: &str) {
        if let Some(message) = lock(&self.said).get_mut(call) {
            message.words = Some(words.to_owned());
        }
    }

    /// Whether the provider has anything of what was said on this call.
    fn has_recorded(&self, call: &str) -> bool {
        let recordings = self.carrier.recordings();
        let mut newest = recordings.iter().rev();
        newest.any(|recording| recording.call_sid == call && recording.seconds > 0)
    }

    pub fn said(&self) -> HashMap<String, Message> {
        lock(&self.said).clone()
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::Relaxed)
    }

    /// Lets so many more be left.
    pub fn may_leave_more(&self, messages: usize) {
        self.allowed.fetch_add(messages, Ordering::AcqRel);
    }

    /// Whether every message was left.
    pub fn is_done(&self) -> bool {
        self.done.load(Ordering::Acquire)
    }

    pub fn progress(&self) -> String {
        let recordings = self.carrier.recordings();
        let deleted = recordings
            .iter()
            .filter(|recording| recording.status == "deleted");
        format!(
            "{:>6} calls  {:>6} left  {:>6} deleted at the provider",
            self.calls(),
            self.left.load(Ordering::Relaxed),
            deleted.count()
        )
    }
}

fn heard(phone: &Phone, call: &str) -> Vec<Heard> {
    let transcript = phone.transcript().into_iter().rev();
    let of_call =
        transcript.take_while(|entry| entry.call.as_deref().is_none_or(|leg| leg == call));
    of_call.map(|entry| entry.what).collect()
}

fn offers_a_message(what: &Heard) -> bool {
    matches!(what, Heard::Says { text, .. } if text.contains("press 2"))
}
