//! Patients and clinicians who text each other, or leave messages, while the relay between them is killed; and what
//! became of what they said.

#![allow(dead_code)]

mod callers;
mod check;
mod kept;
mod practice;
mod relay;
mod traffic;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use nightbell::cli::wiring::carrier_time;
use nightbell::clock::Clock;
use nightbell::provider::local::{Carrier, Options, Weather};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use callers::Callers;
pub use check::Report;
pub use kept::Kept;
use practice::Practice;
pub use practice::Size;
use relay::Relay;
use traffic::Traffic;

use crate::support::bare::TOKEN;

/// How long a soak goes on, and how hard it is.
#[derive(Clone, Debug)]
pub struct Plan {
    pub kills: usize,
    pub texts: usize,
    /// How many messages are left; in a soak of its own.
    pub messages: usize,
    /// The mean time from a start of the relay to its next kill.
    pub life: Duration,
    pub weather: Option<Weather>,
    pub seed: u64,
    pub practice: Size,
    /// So many texts may be under way at once.
    pub under_way: usize,
    /// When nothing has arrived for so long, what is missing is lost.
    pub patience: Duration,
    /// Whether progress is printed.
    pub tells: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Plan {
            kills: 200,
            texts: 10_000,
            messages: 1_000,
            life: Duration::from_secs(1),
            weather: None,
            seed: 1,
            practice: Size {
                clinicians: 25,
                patients: 300,
            },
            under_way: 800,
            patience: Duration::from_secs(400),
            tells: false,
        }
    }
}

/// Who makes the relay's work.
trait Crowd: Send + Sync + 'static {
    /// Whether everybody is done.
    fn is_done(&self) -> bool;
    /// Lets so many more be begun.
    fn may_begin_more(&self, count: usize);
    /// How far it is.
    fn progress(&self) -> String;
}

impl Crowd for Traffic {
    fn is_done(&self) -> bool {
        self.is_sent()
    }

    fn may_begin_more(&self, count: usize) {
        self.may_send_more(count);
    }

    fn progress(&self) -> String {
        self.progress()
    }
}

impl Crowd for Callers {
    fn is_done(&self) -> bool {
        self.is_done()
    }

    fn may_begin_more(&self, count: usize) {
        self.may_leave_more(count);
    }

    fn progress(&self) -> String {
        self.progress()
    }
}

/// Carries the plan of texts out, in real time.
pub async fn run(plan: &Plan) -> Report {
    let began = Instant::now();
    let (carrier, practice, relay) = begin(plan).await;
    let traffic = Arc::new(Traffic::new(carrier, practice, plan));
    let sending = traffic.begin();
    let (relay, kills) = under_fire(plan, plan.texts, relay, &traffic, sending, began).await;
    traffic.comes_to_rest(plan.patience).await;
    relay.comes_to_rest(Duration::from_secs(120)).await;
    let left = relay.ends().await;
    traffic.check(left, kills, began.elapsed())
}

/// Carries the plan of messages out, in real time.
pub async fn run_messages(plan: &Plan) -> Kept {
    let began = Instant::now();
    let (carrier, practice, relay) = begin(plan).await;
    let callers = Arc::new(Callers::new(carrier.clone(), practice, plan));
    let calling = callers.begin();
    let (relay, kills) = under_fire(plan, plan.messages, relay, &callers, calling, began).await;
    relay.comes_to_rest(plan.patience).await;
    let mut rest = relay.ends().await;
    let (recordings, said) = (carrier.recordings(), callers.said());
    let mut kept = Kept::of(&recordings, &said, &rest.messages);
    let left = recordings.iter().filter(|recording| recording.seconds > 0);
    let left: Vec<usize> = left
        .filter_map(|recording| Some(said.get(&recording.call_sid)?.patient))
        .collect();
    let texts = kept::texts(&carrier, &callers.practice);
    kept.told(&callers.practice, &left, &texts);
    kept.masks(&carrier, &callers.practice);
    rest.messages.clear();
    Kept {
        kills,
        calls: callers.calls(),
        rest,
        tally: carrier.tally(),
        took: began.elapsed(),
        ..kept
    }
}

async fn begin(plan: &Plan) -> (Carrier, Practice, Relay) {
    let options = Options {
        seed: plan.seed,
        text_step: 0,
        log_limit: 100,
        ..Options::new("AC00000000000000000000000000000001", TOKEN)
    };
    let clock = Clock::system();
    let carrier = Carrier::start(options, carrier_time(&clock)).await.unwrap();
    let practice = Practice::of(plan.practice);
    let relay = Relay::start(&carrier, &practice).await;
    carrier.weather(plan.weather.clone());
    (carrier, practice, relay)
}

/// Lets the crowd work while the relay is killed again and again; gives the last relay, and how often it was killed.
async fn under_fire<C: Crowd>(
    plan: &Plan,
    work: usize,
    relay: Relay,
    crowd: &Arc<C>,
    working: impl Future<Output = ()>,
    began: Instant,
) -> (Relay, usize) {
    let kills = Arc::new(AtomicUsize::new(0));
    let killing = kill(plan.clone(), work, relay, crowd.clone(), kills.clone());
    let killing = tokio::spawn(killing);
    let telling = plan
        .tells
        .then(|| tokio::spawn(tell(crowd.clone(), kills.clone(), began)));
    working.await;
    let relay = killing.await.unwrap();
    if let Some(telling) = telling {
        telling.abort();
    }
    (relay, kills.load(Ordering::Relaxed))
}

/// Kills the relay at random instants, until everything was begun and there were as many as wanted.
async fn kill<C: Crowd>(
    plan: Plan,
    work: usize,
    mut relay: Relay,
    crowd: Arc<C>,
    kills: Arc<AtomicUsize>,
) -> Relay {
    let mut rng = StdRng::seed_from_u64(plan.seed);
    while !crowd.is_done() || kills.load(Ordering::Relaxed) < plan.kills {
        let share: f64 = rng.random();
        let life = plan.life.mul_f64(-(1.0 - share).ln());
        tokio::time::sleep(life).await;
        // Somebody is always just beginning when it is killed, and while it is down.
        let more = work.div_ceil(2 * plan.kills.max(1));
        crowd.may_begin_more(more);
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..150))).await;
        if crowd.is_done() && kills.load(Ordering::Relaxed) >= plan.kills {
            break;
        }
        relay = relay.dies().await;
        kills.fetch_add(1, Ordering::Relaxed);
        crowd.may_begin_more(more);
    }
    relay
}

async fn tell<C: Crowd>(crowd: Arc<C>, kills: Arc<AtomicUsize>, began: Instant) {
    loop {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let line = format!(
            "{:>5} s  {:>4} kills  {}",
            began.elapsed().as_secs(),
            kills.load(Ordering::Relaxed),
            crowd.progress()
        );
        drop(writeln!(std::io::stdout(), "{line}"));
    }
}
