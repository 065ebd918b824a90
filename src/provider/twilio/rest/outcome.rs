//! What an answer, or its absence, means: the one place where HTTP becomes [`Error`].

use std::error::Error as StdError;
use std::io;

use reqwest::header::HeaderMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::cause::Cause;
use super::error::{Error, Outage, Refusal};
use super::retry_after::retry_after;
use super::wire::lenient;

/// What a lost answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Repeating {
    /// The request can be repeated: it reads, or it makes something be as it already is.
    DoesNoHarm,
    /// It sends something; repeating it might send it twice.
    SendsTwice,
}

impl Repeating {
    /// The request had left when this happened.
    pub fn after_sending(self, why: Outage) -> Error {
        match self {
            Self::DoesNoHarm => Error::down(why),
            Self::SendsTwice => Error::Unsettled { why },
        }
    }

    /// No answer came, or not a whole one.
    pub fn without_answer(self, error: &reqwest::Error) -> Error {
        if error.is_connect() || error.is_builder() {
            let why = if is_untrusted(error) {
                Outage::Untrusted
            } else {
                Outage::Unreachable
            };
            return Error::down(why);
        }
        self.after_sending(if error.is_timeout() {
            Outage::Silent
        } else {
            Outage::BrokenOff
        })
    }

    /// An answer came that is no success.
    ///
    /// The provider calls 429, 500, 502, 503 and 504 safe to repeat (its help centre, "Handling Twilio REST API Error
    /// Codes and Implementing Retry Logic"). Behind 502 and 504 stands a gateway that only says that it heard nothing
    /// from the service; a text that did go out would then be sent twice, so that these two are settled first.
    pub fn refused(self, status: u16, headers: &HeaderMap, body: &[u8]) -> Error {
        let retry_after = retry_after(headers);
        match status {
            429 => Error::TooMany { retry_after },
            502 | 504 => match self.after_sending(Outage::Status(status)) {
                Error::Down { why, .. } => Error::Down { why, retry_after },
                unsettled => unsettled,
            },
            408 | 500..=599 => Error::Down {
                why: Outage::Status(status),
                retry_after,
            },
            _ => refusal(status, body),
        }
    }

    /// Reads a success.
    pub fn read<T: DeserializeOwned>(self, body: &[u8]) -> Result<T, Error> {
        // What the parser says may repeat a number out of the answer.
        serde_json::from_slice(body).map_err(|_| self.after_sending(Outage::Unreadable))
    }
}

/// The part of the provider's error body that can be trusted not to name anyone.
#[derive(Deserialize)]
struct Problem {
    #[serde(default, deserialize_with = "lenient")]
    code: Option<u32>,
}

fn refusal(status: u16, body: &[u8]) -> Error {
    let code = serde_json::from_slice(body)
        .ok()
        .and_then(|problem: Problem| problem.code);
    let known = code.map(Cause::of).filter(|cause| *cause != Cause::Unknown);
    let cause = known.unwrap_or_else(|| Cause::of_status(status));
    match cause {
        Cause::Unfinished => Error::NotYet,
        _ => Error::Refused(Refusal {
            code,
            status,
            cause,
        }),
    }
}

/// Whether a certificate stands at the end of the chain of reasons. An I/O error's source is not what it wraps but
/// what that stems from, so that the wrapped one is asked as well.
fn is_untrusted(error: &(dyn StdError + 'static)) -> bool {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return matches!(tls, rustls::Error::InvalidCertificate(_));
    }
    let wrapped = error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref);
    wrapped.is_some_and(|wrapped| is_untrusted(wrapped)) || error.source().is_some_and(is_untrusted)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(status: u16, body: &str) -> Error {
        Repeating::SendsTwice.refused(status, &HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn the_providers_code_counts_more_than_the_status() {
        let refused = sent(
            400,
            r#"{"code":21610,"message":"... +447700900456","status":400}"#,
        );
        assert_eq!(
            refused,
            Error::Refused(Refusal {
                code: Some(21610),
                status: 400,
                cause: Cause::OptedOut
            })
        );
        assert!(!format!("{refused} {refused:?}").contains("447700"));
    }

    #[test]
    fn a_refusal_that_is_not_the_providers_own_is_read_by_its_status() {
        for (status, body, cause) in [
            (401, "<html>", Cause::Credentials),
            (302, "", Cause::Moved),
            (404, "{}", Cause::NotFound),
            (400, r#"{"code":"x"}"#, Cause::Unknown),
            (403, r#"{"code":99999}"#, Cause::Credentials),
        ] {
            let Error::Refused(refusal) = sent(status, body) else {
                panic!("{status} is a refusal");
            };
            assert_eq!(refusal.cause, cause, "{status} {body}");
        }
    }

    #[test]
    fn a_servers_error_carried_nothing_out_unless_a_gateway_speaks_for_it() {
        for status in [408, 500, 501, 503] {
            assert!(matches!(sent(status, "<html>"), Error::Down { .. }));
        }
        for status in [502, 504] {
            assert_eq!(
                sent(status, "<html>"),
                Error::Unsettled {
                    why: Outage::Status(status)
                }
            );
            let read = Repeating::DoesNoHarm.refused(status, &HeaderMap::new(), b"");
            assert_eq!(read, Error::down(Outage::Status(status)));
        }
    }

    #[test]
    fn what_is_still_under_way_is_asked_for_later() {
        assert_eq!(sent(409, r#"{"code":20009}"#), Error::NotYet);
        assert_eq!(sent(409, ""), Error::NotYet);
    }

    #[test]
    fn an_answer_that_cannot_be_read_after_sending_is_unsettled() {
        let read = Repeating::SendsTwice.read::<Problem>(b"{\"code\":");
        assert!(matches!(
            read.err(),
            Some(Error::Unsettled {
                why: Outage::Unreadable
            })
        ));
    }
}
