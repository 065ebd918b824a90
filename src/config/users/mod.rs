//! `users.toml` in the configuration folder: who may sign in to the console. Read apart from the other files, because
//! nothing that a call depends on may hang on it.

mod read;
#[cfg(test)]
mod tests;
mod write;

use sha2::{Digest, Sha256};

use super::secret::Secret;
use crate::domain::names::ClinicianId;

pub use read::{Read, read};
pub use write::{NotWritten, add, remove, set_language, set_password, set_totp};

/// The file; where it is not there, nobody may sign in.
pub const USERS: &str = "users.toml";

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

impl Role {
    /// The word in the file.
    pub fn word(&self) -> &'static str {
        match self {
            Role::Manager => "manager",
            Role::Clinician(_) => "clinician",
            Role::Auditor => "auditor",
        }
    }
}

/// One account with its secrets. Has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct User {
    /// The name to sign in with; letters, digits, `.`, `-` and `_`.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Argon2id, in the PHC string format.
    pub password: Secret,
    /// The secret of the codes that a phone shows, base32; `None`: none is asked for.
    pub totp: Option<Secret>,
    /// `en` or `fr`; `None`: what the browser asks for.
    pub language: Option<String>,
}

impl User {
    /// What a session hangs on: it ends when any of this changes.
    pub fn seal(&self) -> [u8; 32] {
        let clinician = match &self.role {
            Role::Clinician(id) => id.as_str(),
            Role::Manager | Role::Auditor => "",
        };
        let totp = self.totp.as_ref().map_or("", Secret::expose);
        let parts = [
            &self.name,
            self.role.word(),
            clinician,
            self.password.expose(),
            totp,
        ];
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
            hash.update([0]);
        }
        hash.finalize().into()
    }
}

/// Whether this can be the name of an account.
pub fn is_name(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    !text.is_empty() && text.len() <= 40 && text.bytes().all(allowed)
}
