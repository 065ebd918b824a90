//! Whom a text or a call goes to: the last place where a clinician's number is still a secret.

use crate::domain::phone::{E164, SecretNumber};

/// The party at the other end. It can be neither printed nor serialised.
#[derive(Clone, Copy)]
pub enum Destination<'a> {
    /// One of a clinician's phones. Its number goes into the body of the request and nowhere else.
    Clinician(&'a SecretNumber),
    /// A patient's phone, or the practice's front desk.
    Other(E164),
}

impl Destination<'_> {
    /// The number as the provider reads it, for the body of the request that is about to leave.
    pub(super) fn exposed(&self) -> String {
        match self {
            Self::Clinician(number) => number.expose(),
            Self::Other(number) => number.wire(),
        }
    }

    /// The number where it may stand in an address; a clinician's may not.
    pub(super) fn in_address(&self) -> Option<String> {
        match self {
            Self::Clinician(_) => None,
            Self::Other(number) => Some(number.wire()),
        }
    }

    /// Whether this is the party with that number.
    pub(super) fn is(&self, number: Option<E164>) -> bool {
        number.is_some_and(|number| match self {
            Self::Clinician(secret) => secret.is(number),
            Self::Other(other) => *other == number,
        })
    }
}
