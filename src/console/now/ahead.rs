//! The gaps of the days ahead, worked out once for each version of the configuration and each day: the proof looks at every
//! patient.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use tokio::sync::Mutex;

use crate::domain::reachability::{Gap, prove};
use crate::relay::InForce;

/// So many days ahead.
pub const DAYS: u32 = 14;

/// What was worked out last. Clones share it.
#[derive(Clone, Default)]
pub struct Ahead {
    last: Arc<Mutex<Option<(Arc<InForce>, NaiveDate, Arc<Vec<Gap>>)>>>,
}

impl Ahead {
    /// The gaps from now on. Whoever asks while they are worked out waits for the same. None where that failed inside.
    pub async fn gaps(&self, in_force: &Arc<InForce>, now: DateTime<Utc>) -> Vec<Gap> {
        let day = in_force.practice.day(now);
        let mut last = self.last.lock().await;
        let known = last
            .as_ref()
            .filter(|(of, on, _)| Arc::ptr_eq(of, in_force) && *on == day);
        let all = match known {
            Some((.., all)) => all.clone(),
            None => {
                let of = in_force.clone();
                let proof = tokio::task::spawn_blocking(move || prove(&of.practice, now, DAYS + 1));
                let all = match proof.await {
                    Ok(proof) => Arc::new(proof.gaps),
                    Err(error) => {
                        tracing::error!(%error, "the proof of reachability failed inside");
                        return Vec::new();
                    }
                };
                *last = Some((in_force.clone(), day, all.clone()));
                all
            }
        };
        let horizon = now + TimeDelta::days(DAYS.into());
        let ahead = |gap: &&Gap| gap.span.end > now && gap.span.start < horizon;
        all.iter().filter(ahead).cloned().collect()
    }
}
