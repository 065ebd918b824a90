//! Who may sign in to the console of the demo: one account, whose password is told at the start.

use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::config::Secret;
use crate::config::users::{self, NotWritten, Role, User};
use crate::console::gate::password;
use crate::ids;

/// The account.
pub struct Manager {
    /// The name to sign in with.
    pub name: &'static str,
    /// The password, to be told.
    pub password: Zeroizing<String>,
}

impl Manager {
    /// With this password, or a random one.
    pub fn with(password: Option<&str>) -> Self {
        let password = password.map_or_else(random, str::to_owned);
        Manager {
            name: "manager",
            password: Zeroizing::new(password),
        }
    }

    /// Writes it into the configuration folder.
    ///
    /// # Errors
    /// Where the folder cannot be written.
    pub fn enters(&self, config: &Path) -> io::Result<()> {
        let hash = password::hash(&self.password).ok_or(io::ErrorKind::Other)?;
        let user = User {
            name: self.name.to_owned(),
            role: Role::Manager,
            password: Secret::new(hash),
            totp: None,
            language: None,
        };
        users::add(config, &user).map_err(|why| match why {
            NotWritten::Folder(error) => error,
            other => io::Error::other(other.to_string()),
        })
    }
}

/// Sixteen letters that nobody confuses with others, four by four.
fn random() -> String {
    const LETTERS: &[u8; 16] = b"abcdefghjkmnprst";
    let bytes = ids::fresh::<16>();
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 16)).copied().unwrap_or(b'a');
    let letters: Vec<char> = bytes.iter().map(|byte| char::from(letter(byte))).collect();
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|four| four.iter().collect())
        .collect();
    groups.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_random_password_is_long_legible_and_never_the_same() {
        let (one, other) = (random(), random());
        assert_ne!(one, other);
        assert_eq!(one.len(), 19);
        assert_eq!(password::fit(&one, "manager"), Ok(()));
    }
}
