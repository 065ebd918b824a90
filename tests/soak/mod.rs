//! Patients and clinicians who text each other while the relay between them is killed, and what their phones got.

mod check;
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

pub use check::Report;
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

/// Carries the plan out, in real time.
pub async fn run(plan: &Plan) -> Report {
    let began = Instant::now();
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
    let traffic = Arc::new(Traffic::new(carrier.clone(), practice, plan));
    let kills = Arc::new(AtomicUsize::new(0));
    let sending = traffic.begin();
    let killing = tokio::spawn(kill(plan.clone(), relay, traffic.clone(), kills.clone()));
    let telling = plan
        .tells
        .then(|| tokio::spawn(tell(traffic.clone(), kills.clone(), began)));
    sending.await;
    let relay = killing.await.unwrap();
    traffic.comes_to_rest(plan.patience).await;
    relay.comes_to_rest(Duration::from_secs(120)).await;
    if let Some(telling) = telling {
        telling.abort();
    }
    let left = relay.ends().await;
    traffic.check(left, kills.load(Ordering::Relaxed), began.elapsed())
}

/// Kills the relay at random instants, until everything was sent and there were as many as wanted.
async fn kill(
    plan: Plan,
    mut relay: Relay,
    traffic: Arc<Traffic>,
    kills: Arc<AtomicUsize>,
) -> Relay {
    let mut rng = StdRng::seed_from_u64(plan.seed);
    while !traffic.is_sent() || kills.load(Ordering::Relaxed) < plan.kills {
        let share: f64 = rng.random();
        let life = plan.life.mul_f64(-(1.0 - share).ln());
        tokio::time::sleep(life).await;
        // Somebody is always just texting when it is killed, and while it is down.
        let texts = plan.texts.div_ceil(2 * plan.kills.max(1));
        traffic.may_send_more(texts);
        tokio::time::sleep(Duration::from_millis(rng.random_range(0..150))).await;
        if traffic.is_sent() && kills.load(Ordering::Relaxed) >= plan.kills {
            break;
        }
        relay = relay.dies().await;
        kills.fetch_add(1, Ordering::Relaxed);
        traffic.may_send_more(texts);
    }
    relay
}

async fn tell(traffic: Arc<Traffic>, kills: Arc<AtomicUsize>, began: Instant) {
    loop {
        tokio::time::sleep(Duration::from_secs(10)).await;
        let line = format!(
            "{:>5} s  {:>4} kills  {}",
            began.elapsed().as_secs(),
            kills.load(Ordering::Relaxed),
            traffic.progress()
        );
        drop(writeln!(std::io::stdout(), "{line}"));
    }
}
