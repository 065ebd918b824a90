//! Who may sign in to the console, and as what: `users.toml`, read again whenever it changes.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use crate::config::users::{self, USERS, User};

pub use crate::config::users::Role;

/// More than this is no list of accounts.
const LARGEST: u64 = 1 << 20;

/// One account, as pages see it: without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name to sign in with; letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// `en` or `fr`; `None`: what the browser asks for.
    pub language: Option<String>,
}

/// All accounts.
#[derive(Clone, Default)]
pub struct Accounts {
    /// In the order of the file.
    pub all: Vec<Account>,
    users: Vec<User>,
}

impl Accounts {
    fn of(users: Vec<User>) -> Self {
        let account = |user: &User| Account {
            name: user.name.clone(),
            role: user.role.clone(),
            language: user.language.clone(),
        };
        Accounts {
            all: users.iter().map(account).collect(),
            users,
        }
    }

    /// The account of this name, in capitals or not.
    pub fn get(&self, name: &str) -> Option<&Account> {
        let mut all = self.all.iter();
        all.find(|account| account.name.eq_ignore_ascii_case(name))
    }

    /// The same with its secrets, for the gate.
    pub(super) fn user(&self, name: &str) -> Option<&User> {
        let mut users = self.users.iter();
        users.find(|user| user.name.eq_ignore_ascii_case(name))
    }

    /// Whether nobody may sign in: then there is no console.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

/// The accounts in force: those of the file, or the last good ones where it has mistakes.
pub struct Register {
    folder: PathBuf,
    held: ArcSwap<Held>,
    /// What was read last.
    read: Mutex<Option<Vec<u8>>>,
}

#[derive(Default)]
struct Held {
    accounts: Arc<Accounts>,
    trouble: Option<String>,
}

impl Register {
    /// Of this configuration folder; nothing is read yet.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Register {
            folder: folder.into(),
            held: ArcSwap::default(),
            read: Mutex::default(),
        }
    }

    /// Who may sign in.
    pub fn accounts(&self) -> Arc<Accounts> {
        self.held.load().accounts.clone()
    }

    /// What is wrong with the file: place, line and what to write, in English.
    pub fn trouble(&self) -> Option<String> {
        self.held.load().trouble.clone()
    }

    /// Reads the file if it has changed. Blocks.
    pub fn look(&self) {
        let mut last = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        match self.bytes() {
            Ok(bytes) if last.as_ref() == Some(&bytes) && self.held.load().trouble.is_none() => {}
            Ok(bytes) => {
                self.take_up(&bytes);
                *last = Some(bytes);
            }
            Err(error) => self.refuse(format!("{USERS} cannot be read: {error}")),
        }
    }

    fn bytes(&self) -> io::Result<Vec<u8>> {
        let path = self.folder.join(USERS);
        match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Ok(meta) if meta.len() > LARGEST => return Err(io::ErrorKind::FileTooLarge.into()),
            _ => {}
        }
        fs::read(path)
    }

    fn take_up(&self, bytes: &[u8]) {
        match users::read(bytes) {
            Ok(users) => {
                tracing::info!(
                    accounts = users.len(),
                    "accounts of the console are in force"
                );
                let accounts = Arc::new(Accounts::of(users));
                self.held.store(Arc::new(Held {
                    accounts,
                    trouble: None,
                }));
            }
            Err(mistakes) => self.refuse(mistakes.to_string()),
        }
    }

    /// The last good accounts stay.
    fn refuse(&self, why: String) {
        let held = self.held.load();
        if held.trouble.as_ref() == Some(&why) {
            return;
        }
        tracing::error!("the console's accounts stay as they were: {why}");
        self.held.store(Arc::new(Held {
            accounts: held.accounts.clone(),
            trouble: Some(why),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str =
        "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$AmqYxYcmBHWWWxoxBYZlZDsBTbhXCLcQSB5Kmuu9PTI";

    #[test]
    fn the_last_good_accounts_stay_where_the_file_has_a_mistake_and_go_with_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let register = Register::new(folder.path());
        register.look();
        assert!(register.accounts().is_empty());
        let path = folder.path().join(USERS);
        let good = format!("[[user]]\nname = \"ada\"\nrole = \"manager\"\npassword = \"{HASH}\"\n");
        fs::write(&path, &good).unwrap();
        register.look();
        assert!(register.accounts().get("ADA").is_some());
        fs::write(&path, good.replace("manager", "boss")).unwrap();
        register.look();
        assert_eq!(register.accounts().get("ada").unwrap().role, Role::Manager);
        assert!(register.trouble().unwrap().starts_with("users.toml:3:8: "));
        fs::write(&path, good.replace("manager", "auditor")).unwrap();
        register.look();
        assert_eq!(register.accounts().get("ada").unwrap().role, Role::Auditor);
        assert_eq!(register.trouble(), None);
        fs::remove_file(&path).unwrap();
        register.look();
        assert!(register.accounts().is_empty());
    }
}
