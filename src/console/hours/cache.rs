//! What is worked out once for each version of the configuration and each day, because no request may wait for it twice:
//! the proof of reachability, which looks at every patient and every minute, and the usual weeks in words, which look at
//! a year.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use tokio::sync::Mutex;

use crate::console::words::{Tongue, Words};
use crate::domain::availability::start_of_day;
use crate::domain::hours::Hours;
use crate::domain::names::Version;
use crate::domain::reachability::{Proof, prove};
use crate::prompts::hours_words::in_lines;
use crate::relay::InForce;

/// How many days ahead the console looks.
pub const DAYS: u32 = 90;

/// Days with their hours: "Monday to Friday", "9:00–12:30 and 14:00–18:00".
pub type Lines = Vec<(String, String)>;

/// What was worked out last. Clones share it.
#[derive(Clone, Default)]
pub struct Cache {
    last: Arc<Mutex<Option<Arc<Ahead>>>>,
}

/// What lies ahead of a day, by one version of the configuration.
pub struct Ahead {
    version: Version,
    day: NaiveDate,
    /// The proof, from the beginning of the day on.
    pub proof: Proof,
    usual: HashMap<(String, &'static str), Lines>,
}

impl Cache {
    /// What lies ahead of what is in force. Who asks while it is worked out waits for the same. `None`: it failed inside,
    /// which is logged.
    pub async fn ahead(&self, in_force: &Arc<InForce>, now: DateTime<Utc>) -> Option<Arc<Ahead>> {
        let (version, day) = (in_force.practice.version, in_force.practice.day(now));
        let mut last = self.last.lock().await;
        if let Some(known) = last
            .as_ref()
            .filter(|known| known.version == version && known.day == day)
        {
            return Some(known.clone());
        }
        let of = in_force.clone();
        let worked_out = tokio::task::spawn_blocking(move || Arc::new(Ahead::of(&of, day)));
        match worked_out.await {
            Ok(ahead) => {
                *last = Some(ahead.clone());
                Some(ahead)
            }
            Err(error) => {
                tracing::error!(%error, "the proof of reachability failed inside");
                None
            }
        }
    }

    /// Works it out before anybody asks.
    pub fn warm(&self, in_force: Arc<InForce>, now: DateTime<Utc>) {
        let cache = self.clone();
        tokio::spawn(async move { cache.ahead(&in_force, now).await.map(drop) });
    }
}

impl Ahead {
    fn of(in_force: &InForce, day: NaiveDate) -> Self {
        let practice = &in_force.practice;
        let mut usual = HashMap::new();
        for hours in all_hours(in_force) {
            for tongue in [Tongue::English, Tongue::French] {
                let key = (hours.expression().to_owned(), tongue.code());
                usual
                    .entry(key)
                    .or_insert_with(|| usual_week(&Words::new(tongue), hours, day));
            }
        }
        Ahead {
            version: practice.version,
            day,
            proof: prove(practice, start_of_day(practice, day), DAYS),
            usual,
        }
    }

    /// The usual week of hours that are in force, in words.
    pub fn usual(&self, words: &Words, hours: &Hours) -> Lines {
        let key = (hours.expression().to_owned(), words.tongue().code());
        self.usual.get(&key).cloned().unwrap_or_default()
    }
}

/// The usual week in words.
pub fn usual_week(words: &Words, hours: &Hours, day: NaiveDate) -> Lines {
    in_lines(hours, words.language(), day)
}

fn all_hours(in_force: &InForce) -> impl Iterator<Item = &Hours> {
    let practice = &in_force.practice;
    let clinicians = practice.clinicians.iter().map(|clinician| &clinician.hours);
    let shifts = in_force.written.rotas.iter().flat_map(|rota| &rota.shifts);
    practice
        .hours
        .iter()
        .chain(clinicians)
        .chain(shifts.map(|shift| &shift.hours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testkit::at;
    use crate::relay::testing;

    #[tokio::test]
    async fn a_day_of_a_version_is_worked_out_once() {
        let cache = Cache::default();
        let in_force = Arc::new(testing::in_force(&[]));
        let first = cache
            .ahead(&in_force, at("Mon 2026-11-23 10:00"))
            .await
            .unwrap();
        let again = cache
            .ahead(&in_force, at("Mon 2026-11-23 18:00"))
            .await
            .unwrap();
        assert!(Arc::ptr_eq(&first, &again));
        let next_day = cache
            .ahead(&in_force, at("Tue 2026-11-24 10:00"))
            .await
            .unwrap();
        assert!(!Arc::ptr_eq(&first, &next_day));
        assert_eq!(next_day.proof.span.start, at("Tue 2026-11-24 00:00"));
        let mut other = testing::in_force(&[]);
        other.practice.version = Version(7);
        let other = cache
            .ahead(&Arc::new(other), at("Tue 2026-11-24 10:00"))
            .await
            .unwrap();
        assert!(!Arc::ptr_eq(&next_day, &other));
    }
}
