//! How a command changes what a data folder holds: by itself where no relay holds the folder, else through the relay,
//! which is asked at its hatch.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};

use crate::config::{self, Configuration, Context, Secrets};
use crate::domain::names::IdKey;
use crate::store::hatch::{Answer, Closed, Knock, Outcome, Request};
use crate::store::{DataFolder, FolderError, Keys, Store};

use super::Failure;
use super::folder::env;

/// So long a command waits for the relay, which looks every second.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often a command looks for the answer.
const EVERY: Duration = Duration::from_millis(50);

/// Who has the data folder.
pub enum Reached {
    /// A relay that runs: it is asked.
    Held(Knock),
    /// This command, from now on.
    Free(DataFolder, Keys),
}

/// The configuration as it stands in the folder, or the last good one. Secrets that this machine lacks are not missed;
/// whose key of the store is lacking learns that from [`reach`].
///
/// # Errors
/// Every mistake in both files, where there is no last good version either.
pub fn configuration(dir: &Path, ids: IdKey, now: DateTime<Utc>) -> Result<Configuration, Failure> {
    let context = Context {
        ids,
        today: now.date_naive(),
        secrets: Secrets::Optional,
        env: &env,
        lists: None,
    };
    config::load(dir, &context).or_else(|mistakes| match config::load_last_good(dir, &context) {
        Some(Ok(configuration)) => Ok(configuration),
        Some(Err(_)) | None => Err(Failure::content(mistakes.to_string())),
    })
}

/// Reaches the data folder with the key of this configuration's store.
///
/// # Errors
/// A key that is lacking or wrong (1); a folder that is not there or cannot be used (3).
pub fn reach(configuration: &Configuration, data: &Path) -> Result<Reached, Failure> {
    if !data.is_dir() {
        return Err(Failure::system(format!(
            "name the relay's data folder with --data, or start the relay first: {} is not there",
            data.display()
        )));
    }
    match DataFolder::open(data) {
        Ok(folder) => {
            let keys = keys(configuration, data)?;
            Ok(Reached::Free(folder, keys))
        }
        Err(FolderError::Locked(_)) => {
            let keys = keys(configuration, data)?;
            Ok(Reached::Held(Knock::at(data, keys)))
        }
        Err(unusable) => Err(Failure::system(unusable.to_string())),
    }
}

/// Asks the relay, and waits for its answer: the lines to print.
///
/// # Errors
/// What the relay says (1 or 3); no answer (3).
pub fn ask(knock: &Knock, request: &Request) -> Result<Vec<String>, Failure> {
    let began = Instant::now();
    let laid = knock.ask(request).map_err(closed)?;
    loop {
        if let Some(answer) = knock.answer(&laid).map_err(closed)? {
            return told(answer);
        }
        if began.elapsed() >= PATIENCE {
            break;
        }
        thread::sleep(EVERY);
    }
    if knock.withdraw(&laid) {
        return Err(Failure::system(
            "look whether the relay is well: it has not answered in 15 seconds. Nothing was changed",
        ));
    }
    Err(Failure::system(
        "look whether the relay is well: it took the request and has not answered in 15 seconds. It may still carry it out",
    ))
}

/// The store of a folder that no relay holds. It must be closed in the end.
///
/// # Errors
/// What keeps it from being written (3).
pub fn open(folder: DataFolder, keys: Keys, now: DateTime<Utc>) -> Result<Store, Failure> {
    let store = Store::open(folder, keys, now);
    match store.health().down {
        None => Ok(store),
        Some(why) => Err(Failure::system(why)),
    }
}

fn told(answer: Answer) -> Result<Vec<String>, Failure> {
    match answer.outcome {
        Outcome::Done => Ok(answer.lines),
        Outcome::Content => Err(Failure::content(answer.lines.join("\n"))),
        Outcome::System => Err(Failure::system(answer.lines.join("\n"))),
    }
}

fn closed(why: Closed) -> Failure {
    match why {
        Closed::OtherKey => Failure::content(why.to_string()),
        Closed::Nobody(_) | Closed::Unusable { .. } => Failure::system(why.to_string()),
    }
}

/// The key that the configuration names, or the one in the folder.
fn keys(configuration: &Configuration, data: &Path) -> Result<Keys, Failure> {
    if let Some(secret) = &configuration.settings.storage_key {
        return Keys::parse(secret.expose()).map_err(|error| Failure::content(error.to_string()));
    }
    let kept = Keys::kept(data).map_err(|error| Failure::system(error.to_string()))?;
    kept.ok_or_else(|| {
        Failure::content(format!(
            "start the relay first, or give this command the key of the store, as [storage] in practice.toml says: there is none in {}",
            data.display()
        ))
    })
}
