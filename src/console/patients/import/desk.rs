//! The spreadsheets that somebody is looking through: kept in memory for as long as that takes, and for nobody else.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::columns::{Guess, guess};
use super::decode::Table;
use super::plan::{Choice, Plan};
use crate::domain::names::Version;

/// So many are kept at once, in all.
const MOST: usize = 6;

/// So long one is kept after it was last looked at.
const KEPT: TimeDelta = TimeDelta::hours(1);

/// A spreadsheet that was uploaded.
#[derive(Clone)]
pub struct Upload {
    /// Its name in addresses.
    pub token: String,
    /// Which account sent it.
    account: String,
    seen: DateTime<Utc>,
    /// What is in it.
    pub table: Arc<Table>,
    /// What its headings say.
    pub guess: Guess,
    /// How it is to be taken.
    pub choice: Choice,
    /// What it would change in which version.
    plan: Option<(Version, Arc<Plan>)>,
}

/// All of them.
#[derive(Default)]
pub struct Uploads {
    kept: Mutex<Vec<Upload>>,
}

impl Upload {
    /// What it would change in this version, if that was worked out already.
    pub fn plan(&self, version: Version) -> Option<Arc<Plan>> {
        let (of, plan) = self.plan.as_ref()?;
        (*of == version).then(|| plan.clone())
    }
}

impl Uploads {
    /// Keeps one; the one that was looked at longest ago may go for it.
    pub fn keep(&self, account: &str, table: Table, now: DateTime<Utc>) -> String {
        let guess = guess(&table);
        let upload = Upload {
            token: crate::ids::hex128(),
            account: account.to_owned(),
            seen: now,
            choice: Choice::new(&guess),
            guess,
            table: Arc::new(table),
            plan: None,
        };
        let token = upload.token.clone();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        // One account has one: whoever uploads anew has done with the one before.
        kept.retain(|other| other.account != account && now - other.seen < KEPT);
        while kept.len() >= MOST {
            let oldest = kept.iter().enumerate().min_by_key(|(_, one)| one.seen);
            let Some((oldest, _)) = oldest else { break };
            kept.remove(oldest);
        }
        kept.push(upload);
        token
    }

    /// The one of this name, if it is this account's.
    pub fn get(&self, account: &str, token: &str, now: DateTime<Utc>) -> Option<Upload> {
        self.with(account, token, |upload| {
            upload.seen = now;
            upload.clone()
        })
    }

    /// Takes it another way.
    pub fn choose(&self, account: &str, token: &str, choice: Choice) {
        self.with(account, token, |upload| {
            upload.choice = choice;
            upload.plan = None;
        });
    }

    /// Remembers what it would change, if it is still to be taken in that way.
    pub fn planned(
        &self,
        account: &str,
        token: &str,
        choice: &Choice,
        version: Version,
        plan: &Arc<Plan>,
    ) {
        self.with(account, token, |upload| {
            if upload.choice == *choice {
                upload.plan = Some((version, plan.clone()));
            }
        });
    }

    fn with<T>(&self, account: &str, token: &str, of: impl FnOnce(&mut Upload) -> T) -> Option<T> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept
            .iter_mut()
            .find(|one| one.token == token && one.account == account);
        found.map(of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table::read(b"phone,name,clinician\n07700 900456,Rosa Diaz,okafor\n").unwrap()
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    #[test]
    fn an_upload_is_its_accounts_alone_and_the_last_one_counts() {
        let uploads = Uploads::default();
        let first = uploads.keep("ada", table(), at(0));
        assert!(uploads.get("ada", &first, at(1)).is_some());
        assert!(uploads.get("bob", &first, at(1)).is_none());
        let second = uploads.keep("ada", table(), at(2));
        assert!(uploads.get("ada", &first, at(3)).is_none());
        assert!(uploads.get("ada", &second, at(3)).is_some());
    }

    #[test]
    fn uploads_that_nobody_looks_at_go() {
        let uploads = Uploads::default();
        let first = uploads.keep("ada", table(), at(0));
        uploads.keep("bob", table(), at(61));
        assert!(uploads.get("ada", &first, at(61)).is_none());
        let tokens: Vec<String> = (0..8)
            .map(|n| uploads.keep(&format!("account-{n}"), table(), at(62 + n)))
            .collect();
        assert!(uploads.get("account-0", &tokens[0], at(80)).is_none());
        assert!(uploads.get("account-7", &tokens[7], at(80)).is_some());
    }
}
