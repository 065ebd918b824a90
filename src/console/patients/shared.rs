//! What the patients' pages keep between requests: the index of each version, and the spreadsheets that somebody is
//! looking through.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;

use super::import::desk::Uploads;
use super::index::Index;
use crate::domain::names::Version;
use crate::relay::InForce;

/// So many versions keep their index: a request that began before a change ends with the one it began with.
const VERSIONS: usize = 2;

type Made = watch::Receiver<Option<Arc<Index>>>;

/// Kept between requests.
#[derive(Default)]
pub struct Shared {
    indexes: Mutex<Vec<(Version, Made)>>,
    /// The spreadsheets.
    pub uploads: Uploads,
}

impl Shared {
    /// The index of a configuration: made once, off the runtime's threads, while all that ask for it wait. `None`: it
    /// could not be made.
    pub async fn index(&self, in_force: &Arc<InForce>) -> Option<Arc<Index>> {
        let mut made = self.made(in_force);
        let index = made.wait_for(Option::is_some).await;
        match index {
            Ok(index) => index.clone(),
            Err(_) => {
                tracing::error!("the index of the patients could not be made");
                self.forget(in_force.practice.version);
                None
            }
        }
    }

    fn made(&self, in_force: &Arc<InForce>) -> Made {
        let version = in_force.practice.version;
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, made)) = indexes.iter().find(|(of, _)| *of == version) {
            return made.clone();
        }
        let (done, made) = watch::channel(None);
        let in_force = in_force.clone();
        tokio::task::spawn_blocking(move || {
            let index = Index::new(&in_force.practice);
            done.send_replace(Some(Arc::new(index)));
        });
        if indexes.len() >= VERSIONS {
            indexes.remove(0);
        }
        indexes.push((version, made.clone()));
        made
    }

    fn forget(&self, version: Version) {
        let mut indexes = self.indexes.lock().unwrap_or_else(PoisonError::into_inner);
        indexes.retain(|(of, _)| *of != version);
    }
}
