//! PINs as they are keyed: what a good one is, and how one is hashed and compared. The digits stay in memory, for as
//! long as that takes; what goes on is a hash, or whether they were right.

mod at_once;
mod fit;
mod keyed;

use std::fmt;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use zeroize::Zeroizing;

use crate::domain::pin::PinHash;
use crate::ids;

pub use at_once::Hashing;
pub use fit::{LENGTHS, Unfit};
pub(super) use keyed::is_asked_at;

/// What OWASP's cheat sheet on storing passwords asks of Argon2id at least: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The digits of a PIN, as many as one may have. They are overwritten when it is dropped, and cannot be printed.
pub struct Pin(Zeroizing<String>);

/// A PIN could not be hashed; a defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the PIN could not be hashed")]
pub struct Unhashed;

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pin(..)")
    }
}

impl Pin {
    /// What somebody keys as the PIN that is set; `None`: it can be none.
    pub fn claimed(keyed: &str) -> Option<Pin> {
        fit::has_digits(keyed).then(|| Pin(Zeroizing::new(keyed.to_owned())))
    }

    /// What somebody chooses as a new PIN.
    ///
    /// # Errors
    /// [`Unfit`], with what to choose instead.
    pub fn chosen(keyed: &str) -> Result<Pin, Unfit> {
        fit::check(keyed)?;
        Ok(Pin(Zeroizing::new(keyed.to_owned())))
    }

    /// Hashes it with a fresh salt (Argon2id, PHC string format). Takes 19 MiB and tens of milliseconds: not on the
    /// runtime's threads.
    ///
    /// # Errors
    /// [`Unhashed`]: none in practice.
    pub fn hash(&self) -> Result<PinHash, Unhashed> {
        let hashed = hasher()?.hash_password_with_salt(self.0.as_bytes(), &ids::fresh::<16>());
        let hashed = hashed.map_err(|_| Unhashed)?;
        Ok(PinHash(hashed.to_string()))
    }

    /// Whether it is the one that was hashed. As long and as much as [`Pin::hash`].
    pub fn is(&self, hash: &PinHash) -> bool {
        let Ok(hash) = PasswordHash::new(&hash.0) else {
            tracing::error!("set the PIN again: what is kept of it cannot be read");
            return false;
        };
        hasher().is_ok_and(|argon2| argon2.verify_password(self.0.as_bytes(), &hash).is_ok())
    }
}

fn hasher() -> Result<Argon2<'static>, Unhashed> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| Unhashed)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    static_assertions::assert_not_impl_any!(Pin: fmt::Display, serde::Serialize, Clone);

    fn pin(digits: &str) -> Pin {
        Pin::chosen(digits).unwrap()
    }

    #[test]
    fn a_pin_is_known_again_and_another_is_not() {
        let hash = pin("4079").hash().unwrap();
        assert!(Pin::claimed("4079").unwrap().is(&hash));
        for other in ["4078", "40790", "0407"] {
            assert!(!Pin::claimed(other).unwrap().is(&hash), "{other}");
        }
    }

    #[test]
    fn one_pin_hashed_twice_looks_different_and_gives_nothing_away() {
        let (one, other) = (pin("40792").hash().unwrap(), pin("40792").hash().unwrap());
        assert_ne!(one.0, other.0);
        assert!(
            one.0.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{}",
            one.0
        );
        assert_eq!(format!("{one:?} {:?}", pin("40792")), "PinHash(..) Pin(..)");
    }

    #[test]
    fn what_is_no_hash_knows_no_pin() {
        for bad in ["", "4079", "$argon2id$v=19$m=19456,t=2,p=1$AAAA"] {
            assert!(!pin("4079").is(&PinHash(bad.to_owned())), "{bad}");
        }
    }
}
