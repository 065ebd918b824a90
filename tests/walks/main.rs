//! Random practices and random calls, followed document by document as the provider would: the promises must hold on
//! every walk. A failure prints the practice, the steps and the seed; `WALK_SEED=… cargo test --test walks` repeats it,
//! and `PROPTEST_CASES` says how many practices are tried.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod check;
mod dialling;
mod dice;
mod hours;
mod line;
mod rules;
mod strangers;
mod surgery;
mod walk;
mod world;

use proptest::prelude::*;
use proptest::test_runner::Config;

use dice::Dice;
use surgery::Surgery;
use walk::Walk;
use world::World;

/// So many practices unless told otherwise.
const PRACTICES: u32 = 48;
/// So many calls in each.
const CALLS: usize = 7;

fn config() -> Config {
    let told = std::env::var("PROPTEST_CASES").is_ok();
    let cases = if told {
        Config::default().cases
    } else {
        PRACTICES
    };
    // The seed is the whole case: there is nothing to shrink, and nothing to keep but the seed that is printed.
    Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 0,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_call_keeps_the_promises(seed in any::<u64>()) {
        calls(std::env::var("WALK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(seed));
    }
}

fn calls(seed: u64) {
    let mut dice = Dice::new(seed);
    let world = World::open(Surgery::any(&mut dice), seed);
    strangers::hear_the_same(&world, &mut dice);
    for number in 0..CALLS {
        Walk::begins(&world, &mut dice, number).ends();
        world.redelivers();
        let pause = dice.weighed(&[(5, 60), (2, 600), (1, 4 * 3600)]);
        world.passes(pause);
    }
    world.keeps_no_secret();
}
