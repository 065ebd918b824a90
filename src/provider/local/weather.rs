//! A bad day that lasts: requests and callbacks go wrong at random, in the same places for the same seed.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::trouble::{RecordingTrouble, RestTrouble};

/// How much goes wrong while it lasts. What [`Trouble`](super::Trouble) asks for comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weather {
    /// The same seed makes the same REST requests and the same callbacks go wrong, counted from the first of each.
    pub seed: u64,
    /// Of a thousand REST requests so many go wrong, in one of the ways of [`RestTrouble`].
    pub rest: u32,
    /// Of a thousand callbacks so many are lost, delivered twice, or late and so out of order.
    pub callbacks: u32,
    /// With so many of a thousand recordings something goes wrong, in one of the ways of [`RecordingTrouble`].
    pub recordings: u32,
    /// Whether some of these requests are never answered.
    pub never: bool,
    /// A late answer or callback comes after at most so long, of the carrier's time.
    pub late: TimeDelta,
    /// A request that is never answered is held for so long, of the carrier's time, and then dropped.
    pub held: TimeDelta,
    /// What `Retry-After` says where a 429 has one, in seconds.
    pub retry_after: u32,
}

impl Weather {
    /// A third of everything goes wrong.
    pub fn bad(seed: u64) -> Self {
        Self {
            seed,
            rest: 333,
            callbacks: 333,
            recordings: 333,
            never: true,
            late: TimeDelta::seconds(2),
            held: TimeDelta::seconds(3),
            retry_after: 1,
        }
    }
}

/// What becomes of a callback in bad weather.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gust {
    Lost,
    Twice,
    Late(TimeDelta),
}

/// Weather under way: requests and callbacks draw from streams of their own.
pub(crate) struct Storm {
    weather: Weather,
    rest: StdRng,
    callbacks: StdRng,
    recordings: StdRng,
}

impl Storm {
    pub fn new(weather: Weather) -> Self {
        let stream =
            |number: u64| StdRng::seed_from_u64(weather.seed.wrapping_mul(3).wrapping_add(number));
        let (rest, callbacks, recordings) = (stream(0), stream(1), stream(2));
        Self {
            weather,
            rest,
            callbacks,
            recordings,
        }
    }

    /// What goes wrong with the next REST request, if anything does.
    pub fn rest(&mut self) -> Option<RestTrouble> {
        let goes_wrong = strikes(&mut self.rest, self.weather.rest);
        // Every request draws equally often, so that the next ones do not depend on what this one drew.
        let (kind, share) = (self.rest.random_range(0..6), self.rest.random::<f64>());
        goes_wrong.then(|| match kind {
            0 => RestTrouble::TooMany { retry_after: None },
            1 => RestTrouble::TooMany {
                retry_after: Some(self.weather.retry_after),
            },
            2 => RestTrouble::ServerError,
            3 => RestTrouble::Late {
                by: part_of(self.weather.late, share),
            },
            4 if self.weather.never => RestTrouble::NoAnswer {
                held: self.weather.held,
            },
            _ => RestTrouble::AnswerLost,
        })
    }

    /// What goes wrong with the next callback, if anything does.
    pub fn callback(&mut self) -> Option<Gust> {
        let goes_wrong = strikes(&mut self.callbacks, self.weather.callbacks);
        let (kind, share) = (
            self.callbacks.random_range(0..3),
            self.callbacks.random::<f64>(),
        );
        goes_wrong.then(|| match kind {
            0 => Gust::Lost,
            1 => Gust::Twice,
            _ => Gust::Late(part_of(self.weather.late, share)),
        })
    }

    /// What goes wrong with the next recording, if anything does.
    pub fn recording(&mut self) -> Option<RecordingTrouble> {
        let goes_wrong = strikes(&mut self.recordings, self.weather.recordings);
        let (kind, share) = (
            self.recordings.random_range(0..6),
            self.recordings.random::<f64>(),
        );
        let some = part_of(self.weather.late, share);
        goes_wrong.then_some(match kind {
            0 => RecordingTrouble::Late { by: some },
            1 => RecordingTrouble::Missing { long: some },
            2 => RecordingTrouble::CutOff { times: 1 },
            3 => RecordingTrouble::Short { times: 1 },
            4 => RecordingTrouble::Page { times: 1 },
            _ => RecordingTrouble::Stays { times: 1 },
        })
    }
}

fn strikes(rng: &mut StdRng, of_a_thousand: u32) -> bool {
    rng.random_range(0..1000) < of_a_thousand
}

fn part_of(most: TimeDelta, share: f64) -> TimeDelta {
    let most = most.num_milliseconds().max(0) as f64;
    TimeDelta::milliseconds((most * share) as i64)
}

/// How often REST requests went how, in words.
pub(crate) type Tally = BTreeMap<&'static str, u64>;

/// The words of the tally.
pub(crate) fn in_words(trouble: Option<&RestTrouble>) -> &'static str {
    match trouble {
        None => "answered",
        Some(RestTrouble::TooMany { .. }) => "429",
        Some(RestTrouble::ServerError) => "500",
        Some(RestTrouble::Late { .. }) => "answered late",
        Some(RestTrouble::NoAnswer { .. }) => "never answered",
        Some(RestTrouble::AnswerLost) => "carried out, answer lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(seed: u64) -> (Vec<Option<RestTrouble>>, Vec<Option<Gust>>) {
        let mut storm = Storm::new(Weather::bad(seed));
        let rest = (0..3000).map(|_| storm.rest()).collect();
        (rest, (0..3000).map(|_| storm.callback()).collect())
    }

    #[test]
    fn the_same_seed_brings_the_same_day_and_another_seed_another() {
        assert_eq!(day(7), day(7));
        assert_ne!(day(7).0, day(8).0);
        assert_ne!(day(7).1, day(8).1);
    }

    #[test]
    fn on_a_bad_day_a_third_goes_wrong_in_every_way() {
        let (rest, callbacks) = day(1);
        let wrong = rest.iter().flatten().count();
        assert!((850..1150).contains(&wrong), "{wrong}");
        let wrong = callbacks.iter().flatten().count();
        assert!((850..1150).contains(&wrong), "{wrong}");
        let ways: std::collections::BTreeSet<_> =
            rest.iter().map(|way| in_words(way.as_ref())).collect();
        assert_eq!(ways.len(), 6, "{ways:?}");
        assert!(callbacks.contains(&Some(Gust::Lost)) && callbacks.contains(&Some(Gust::Twice)));
    }

    #[test]
    fn on_a_bad_day_a_third_of_the_recordings_suffer_in_every_way() {
        let mut storm = Storm::new(Weather::bad(1));
        let wrong: Vec<_> = (0..3000).filter_map(|_| storm.recording()).collect();
        assert!((850..1150).contains(&wrong.len()), "{}", wrong.len());
        let ways: std::collections::HashSet<_> = wrong.iter().map(std::mem::discriminant).collect();
        assert_eq!(ways.len(), 6);
    }

    #[test]
    fn on_a_fine_day_nothing_goes_wrong() {
        let mut storm = Storm::new(Weather {
            rest: 0,
            callbacks: 0,
            recordings: 0,
            ..Weather::bad(1)
        });
        assert!((0..1000).all(|_| storm.rest().is_none() && storm.callback().is_none()));
        assert!((0..1000).all(|_| storm.recording().is_none()));
    }
}
