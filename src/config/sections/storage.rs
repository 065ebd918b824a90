//! `[storage]`: the key under which the store is encrypted.

use super::Document;
use crate::config::findings::Findings;
use crate::config::secret::{Secret, Vault};

/// Reads the section; `None` where no key is given: it is then made at first start.
pub fn read(document: &Document<'_>, vault: &Vault<'_>, findings: &mut Findings) -> Option<Secret> {
    let section = document.one("storage", findings)?;
    let place = section.place("key");
    let secrets = vault.read(&section, "key", findings);
    if secrets.len() > 1 {
        let message = "the store has one key";
        findings.error(&place, message, section.example("key"));
    }
    let key = secrets.into_iter().next()?;
    if key.expose().len() < 16 {
        let message = "this key is too short: it needs at least 16 characters";
        findings.error(
            &place,
            message,
            "a long random text into that place, as `openssl rand -hex 32` prints it",
        );
    }
    Some(key)
}
