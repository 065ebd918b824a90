//! What went wrong with a request, in terms of what the caller may do next.

use std::fmt;

use super::cause::{Cause, Holds};

/// Why a request has no result. It holds neither numbers nor secrets nor addresses, so it can be logged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The provider does not have it ready: a recording that is being stored, a text that is still under way. Also what
    /// was deleted long ago: the caller knows how long waiting makes sense.
    #[error("the provider does not have it ready yet")]
    NotYet,
    /// 429: nothing was carried out.
    #[error("the provider asks for fewer requests{}", In(.retry_after))]
    TooMany {
        /// After how many seconds to ask again, where the provider says so.
        retry_after: Option<u32>,
    },
    /// Nothing was carried out, or asking again does no harm (reading, deleting, emptying a body).
    #[error("{why}; it may be asked again{}", In(.retry_after))]
    Down {
        /// What is known of it.
        why: Outage,
        /// After how many seconds to ask again, where the provider says so.
        retry_after: Option<u32>,
    },
    /// A text or a call that may or may not have been carried out: settle it before it is sent again.
    #[error("{why}; it may have been carried out and must be settled before it is sent again")]
    Unsettled {
        /// What is known of it.
        why: Outage,
    },
    /// The provider will not do it; [`Refusal::holds`] says for what that holds.
    #[error(transparent)]
    Refused(Refusal),
    /// A download beyond the caller's limit; it was not read to its end.
    #[error("the file has more than the {limit} bytes that are taken")]
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
}

impl Error {
    /// Whether the very same request may succeed later and repeating it does no harm.
    #[must_use]
    pub fn may_be_repeated(&self) -> bool {
        match self {
            Self::NotYet | Self::TooMany { .. } | Self::Down { .. } => true,
            Self::Unsettled { .. } | Self::TooLarge { .. } => false,
            Self::Refused(refusal) => refusal.holds() == Holds::AWhile,
        }
    }

    /// For how many seconds the provider asks to be left alone, where it says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Self::TooMany { retry_after } | Self::Down { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    pub(super) fn down(why: Outage) -> Self {
        Self::Down {
            why,
            retry_after: None,
        }
    }

    pub(super) fn refused(cause: Cause, status: u16) -> Self {
        Self::Refused(Refusal {
            code: None,
            status,
            cause,
        })
    }

    /// Whether the provider itself says that there is no such thing. A 404 without its code may come from a wrong
    /// address, and must not pass for a deletion that is done.
    pub(super) fn is_gone(&self) -> bool {
        let gone = |refusal: &Refusal| refusal.cause == Cause::NotFound && refusal.code.is_some();
        matches!(self, Self::Refused(refusal) if gone(refusal))
    }

    /// The same, where what is not there may yet come.
    pub(super) fn or_not_yet(self) -> Self {
        match self {
            Self::Refused(refusal) if refusal.cause == Cause::NotFound => Self::NotYet,
            other => other,
        }
    }
}

/// What kept an answer from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Outage {
    /// No connection: no such host, nobody listens, no way there. Nothing was sent.
    #[error("the provider cannot be reached: check the network and api_url")]
    Unreachable,
    /// The other side could not prove who it is. Nothing was sent.
    #[error(
        "the provider's certificate is not trusted: check api_url and this machine's certificates and clock"
    )]
    Untrusted,
    /// The request was sent, and no answer came in time.
    #[error("the provider did not answer in time")]
    Silent,
    /// The connection broke after the request was sent, or in the middle of the answer.
    #[error("the connection to the provider broke off")]
    BrokenOff,
    /// A server's error with this HTTP status.
    #[error("the provider answered {0}")]
    Status(u16),
    /// An answer that is not one of the provider's.
    #[error("the provider's answer cannot be read: check api_url")]
    Unreadable,
}

/// What the provider refused, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The provider's own code, where it gave one.
    pub code: Option<u32>,
    /// The HTTP status; 0 where the request was not even sent.
    pub status: u16,
    /// What it means.
    pub cause: Cause,
}

impl Refusal {
    /// For what it holds.
    #[must_use]
    pub const fn holds(&self) -> Holds {
        self.cause.holds()
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (HTTP {}", self.cause.words(), self.status)?;
        match self.code {
            Some(code) => write!(f, ", code {code})"),
            None => f.write_str(")"),
        }
    }
}

/// "in 7 s", or nothing.
struct In<'a>(&'a Option<u32>);

impl fmt::Display for In<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(seconds) => write!(f, ", in {seconds} s"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_may_be_done() {
        let too_many = Error::TooMany {
            retry_after: Some(7),
        };
        assert_eq!(
            too_many.to_string(),
            "the provider asks for fewer requests, in 7 s"
        );
        let refused = Error::Refused(Refusal {
            code: Some(21610),
            status: 400,
            cause: Cause::OptedOut,
        });
        assert_eq!(
            refused.to_string(),
            "the recipient has asked for no more texts from this line (HTTP 400, code 21610)"
        );
    }

    #[test]
    fn only_what_does_no_harm_may_be_repeated() {
        let refused = |cause| Error::refused(cause, 400);
        assert!(Error::NotYet.may_be_repeated());
        assert!(Error::down(Outage::Unreachable).may_be_repeated());
        assert!(refused(Cause::Full).may_be_repeated());
        assert!(!refused(Cause::OptedOut).may_be_repeated());
        assert!(!refused(Cause::Unknown).may_be_repeated());
        let unsettled = Error::Unsettled {
            why: Outage::Silent,
        };
        assert!(!unsettled.may_be_repeated());
    }
}
