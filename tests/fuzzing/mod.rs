//! Webhooks as nobody should send them: the captured ones with something wrong, and a relay that must bear them.

pub mod input;
pub mod relay;
pub mod wire;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

use input::{inputs, signed, unsigned};
use relay::Tried;

/// What became of the requests.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub requests: usize,
    pub took: Duration,
    /// How often which status was answered; 0: the connection was closed on a request that never was complete.
    pub statuses: std::collections::BTreeMap<u16, usize>,
}

/// How long to go on.
#[derive(Clone, Copy, Debug)]
pub enum Span {
    Requests(u32),
    Seconds(u64),
}

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// Counts every panic of this process from now on, wherever it is caught.
pub fn count_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        before(panic);
    }));
}

pub fn panics() -> usize {
    PANICS.load(Ordering::SeqCst)
}

/// Sends mutated webhooks until the span is over, or one is not borne; then says which, as small as it can be made.
pub fn run(seed: u64, span: Span) -> Result<Report, String> {
    let tried = Tried::open();
    let of = |seal| inputs(tried.samples(), tried.targets(), seal);
    let (signed, unsigned) = (of(signed()), of(unsigned()));
    let began = Instant::now();
    let mut rounds = 0;
    loop {
        // What is signed may have effects later on: the others are watched while nothing is under way.
        let is_signed = rounds % 2 == 0;
        if !is_signed {
            tried.comes_to_rest()?;
        }
        let cases = match span {
            Span::Requests(requests) => requests / 2,
            Span::Seconds(_) => 500,
        };
        let config = Config {
            cases,
            failure_persistence: None,
            max_shrink_iters: 2_000,
            ..Config::default()
        };
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        bytes[8..16].copy_from_slice(&u64::to_le_bytes(rounds));
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let outcome = TestRunner::new_with_rng(config, rng)
            .run(if is_signed { &signed } else { &unsigned }, |input| {
                tried.bears(&input).map_err(TestCaseError::fail)
            })
            .map_err(|error| match error {
                TestError::Fail(why, input) => {
                    format!("seed {seed}, round {rounds}: {why}\nthe smallest: {input:#?}")
                }
                TestError::Abort(why) => format!("seed {seed}, round {rounds}: given up: {why}"),
            });
        outcome?;
        rounds += 1;
        let goes_on = match span {
            Span::Requests(_) => rounds < 2,
            Span::Seconds(seconds) => began.elapsed() < Duration::from_secs(seconds),
        };
        if !goes_on {
            break;
        }
    }
    tried.left_no_file()?;
    Ok(Report {
        took: began.elapsed(),
        ..tried.report()
    })
}
