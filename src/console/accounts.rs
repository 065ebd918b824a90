//! Who may sign in to the console, and as what.

use crate::domain::names::ClinicianId;

/// What an account may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Manager,
    /// What concerns the own line.
    Clinician(ClinicianId),
    /// Looks, changes nothing, and hears no message.
    Auditor,
}

/// One account. Has no `Debug`: it holds secrets.
#[derive(Clone)]
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
}

impl Accounts {
    /// The account of this name.
    pub fn get(&self, name: &str) -> Option<&Account> {
        self.all.iter().find(|account| account.name == name)
    }
}
