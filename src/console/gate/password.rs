//! Passwords: what a good one is, how one is hashed and compared. The text stays in memory for as long as that takes.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::ids;

/// What OWASP's cheat sheet on storing passwords asks of Argon2id at least: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The longest that is looked at, in bytes.
const LONGEST: usize = 256;

/// So many characters at least, or so many words.
const CHARACTERS: usize = 12;
const WORDS: usize = 4;

/// Why a password cannot be taken; the words say what to choose instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Too short.
    #[error(
        "choose at least 12 characters, or four words with blanks between them; nothing else is asked of it"
    )]
    Short,
    /// Too long.
    #[error("choose at most 256 characters")]
    Long,
    /// The account's name is in it, and little else.
    #[error("choose something that does not hold the account's name")]
    Name,
    /// Everybody tries it first.
    #[error(
        "choose something that nobody would try: not one letter over and over, not a row of the keyboard, not 'password'"
    )]
    Obvious,
}

/// Whether a password is a good one for this account.
///
/// # Errors
/// [`Unfit`], with what to choose instead.
pub fn fit(password: &str, name: &str) -> Result<(), Unfit> {
    let count = password.chars().count();
    let words = password
        .split_whitespace()
        .filter(|word| word.chars().count() >= 2)
        .count();
    if password.len() > LONGEST {
        return Err(Unfit::Long);
    }
    if count < CHARACTERS && words < WORDS {
        return Err(Unfit::Short);
    }
    let plain: String = password
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let name: String = name
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let without = plain.replace(&name, "");
    if !name.is_empty() && without.len() < plain.len() && without.chars().count() < CHARACTERS - 4 {
        return Err(Unfit::Name);
    }
    match is_obvious(&plain) {
        true => Err(Unfit::Obvious),
        false => Ok(()),
    }
}

/// What everybody tries first, with whatever figures behind it.
fn is_obvious(plain: &str) -> bool {
    const STEMS: &[&str] = &[
        "password",
        "passwort",
        "motdepasse",
        "nightbell",
        "letmein",
        "welcome",
        "bienvenue",
        "iloveyou",
        "admin",
        "administrator",
        "administrateur",
        "changeme",
        "secret",
        "qwerty",
        "azerty",
        "qwertyuiop",
        "azertyuiop",
        "manager",
        "practice",
        "surgery",
        "doctor",
        "cabinet",
    ];
    const ROWS: &[&str] = &[
        "01234567890123456789",
        "98765432109876543210",
        "qwertyuiopasdfghjklzxcvbnm",
        "azertyuiopqsdfghjklmwxcvbn",
        "abcdefghijklmnopqrstuvwxyz",
        "1q2w3e4r5t6y7u8i9o0p",
        "1qaz2wsx3edc4rfv5tgb",
    ];
    let mut seen: Vec<char> = plain.chars().collect();
    seen.sort_unstable();
    seen.dedup();
    let letters = plain.trim_matches(|c: char| c.is_ascii_digit());
    let mut rest = letters.to_owned();
    for stem in STEMS {
        rest = rest.replace(stem, "");
    }
    let is_stem = !letters.is_empty() && rest.chars().count() <= 2;
    let is_row = ROWS
        .iter()
        .any(|row| row.contains(plain) || (letters.len() >= 6 && row.contains(letters)));
    // One piece over and over: "abcabcabcabc".
    let repeats = (1..=plain.len() / 2).any(|size| {
        let piece = plain
            .get(..size)
            .filter(|_| plain.len().is_multiple_of(size));
        piece.is_some_and(|piece| piece.repeat(plain.len() / size) == plain)
    });
    seen.len() < 5 || is_stem || is_row || repeats
}

/// Hashes it with a fresh salt (Argon2id, PHC string format). Takes 19 MiB and tens of milliseconds: not on the
/// runtime's threads. `None` for none in practice.
pub fn hash(password: &str) -> Option<String> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).ok()?;
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let hashed = hasher.hash_password_with_salt(password.as_bytes(), &ids::fresh::<16>());
    Some(hashed.ok()?.to_string())
}

/// Whether it is the one that was hashed; with `None` as much work is done in vain, so that the time tells nobody whether
/// there is such an account. As long and as much as [`hash`].
pub fn is(password: &str, hash: Option<&str>) -> bool {
    static NOBODYS: LazyLock<Option<String>> =
        LazyLock::new(|| self::hash(&Zeroizing::new(crate::ids::hex128())));
    let of = hash.or(NOBODYS.as_deref()).unwrap_or_default();
    if password.len() > LONGEST {
        return false;
    }
    let right = PasswordHash::new(of).is_ok_and(|of| {
        Argon2::default()
            .verify_password(password.as_bytes(), &of)
            .is_ok()
    });
    right && hash.is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_again_and_another_is_not() {
        let hashed = hash("correct horse battery staple").unwrap();
        assert!(
            hashed.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{hashed}"
        );
        assert!(is("correct horse battery staple", Some(&hashed)));
        assert!(!is("correct horse battery stapl", Some(&hashed)));
        assert!(!is("correct horse battery staple", None));
        assert!(!is("", Some("no hash")));
        assert!(!is(&"long ".repeat(60), Some(&hashed)));
    }

    #[test]
    fn long_ones_and_four_words_are_good() {
        for good in [
            "tr0ub4dor&3xyz",
            "le chat du toit",
            "correct horse battery staple",
            "Zwölf Zeichen",
            "harbour street ada 1",
        ] {
            assert_eq!(fit(good, "ada"), Ok(()), "{good}");
        }
    }

    #[test]
    fn short_ones_the_name_and_what_everybody_tries_are_not() {
        for (bad, name, why) in [
            ("elevenchars", "ada", Unfit::Short),
            ("a b c d", "ada", Unfit::Short),
            ("ada.lovelace1", "ada.lovelace", Unfit::Name),
            ("AdaLovelace2026", "ada.lovelace", Unfit::Name),
            ("password1234", "ada", Unfit::Obvious),
            ("Motdepasse2026", "ada", Unfit::Obvious),
            ("aaaaaaaaaaaaaa", "ada", Unfit::Obvious),
            ("123456789012", "ada", Unfit::Obvious),
            ("qwertyuiopas", "ada", Unfit::Obvious),
            ("abcabcabcabcabc", "ada", Unfit::Obvious),
            ("abcdefabcdefabcdef", "ada", Unfit::Obvious),
            ("nightbell-admin-1", "ada", Unfit::Obvious),
        ] {
            assert_eq!(fit(bad, name), Err(why), "{bad}");
        }
        assert_eq!(fit(&"long ".repeat(60), "ada"), Err(Unfit::Long));
    }
}
