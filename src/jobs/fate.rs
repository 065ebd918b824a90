//! What came of a request to send a text, in terms of what becomes of the text.

use crate::domain::outbox::Failure;
use crate::provider::twilio::rest::{Cause, Error, Holds, Outage, Sent};
use crate::relay::failure;

/// What came of a request.
pub enum Fate {
    /// The provider has it.
    Accepted(Sent),
    /// Nobody knows whether the provider has it.
    Lost(String),
    /// It cannot succeed.
    Fails {
        /// What the author is told.
        failure: Failure,
        /// For the log.
        why: String,
    },
    /// The provider does not have it, and may take it later.
    Waits(Waits),
}

/// What has to wait, and how long.
pub struct Waits {
    /// As many seconds as the provider asks for.
    pub retry_after: Option<u32>,
    /// Whether nothing else would be taken either.
    pub account: bool,
    /// Whether nothing else from this line would.
    pub line: bool,
    /// Whether the practice has to set something right.
    pub setup: bool,
    /// For the log.
    pub why: String,
}

impl Fate {
    /// Reads the answer.
    pub fn of(answer: Result<Sent, Error>) -> Fate {
        let error = match answer {
            Ok(sent) => return Fate::Accepted(sent),
            Err(error) => error,
        };
        let why = error.to_string();
        match error {
            Error::Unsettled { .. } => Fate::Lost(why),
            Error::TooMany { retry_after } => Fate::Waits(Waits {
                account: true,
                ..Waits::a_while(retry_after, why)
            }),
            Error::Down {
                why: outage,
                retry_after,
            } => Fate::Waits(Waits {
                account: !matches!(outage, Outage::Status(status) if status != 503),
                ..Waits::a_while(retry_after, why)
            }),
            Error::Refused(refusal) => Fate::refused(refusal.cause, why),
            Error::NotYet | Error::TooLarge { .. } => Fate::Waits(Waits::a_while(None, why)),
        }
    }

    /// No request can be made at all.
    pub fn no_client(why: String) -> Fate {
        Fate::Waits(Waits {
            account: true,
            setup: true,
            ..Waits::a_while(None, why)
        })
    }

    fn refused(cause: Cause, why: String) -> Fate {
        let waits = Waits::a_while(None, why.clone());
        match cause {
            // Nobody's text is at fault: what the practice has set wrong is an outage until it is set right.
            Cause::Credentials | Cause::Suspended | Cause::NotFound | Cause::Moved => {
                Fate::Waits(Waits {
                    account: true,
                    setup: true,
                    ..waits
                })
            }
            Cause::BadLine => Fate::Waits(Waits {
                line: true,
                setup: true,
                ..waits
            }),
            cause if cause.holds() == Holds::AWhile => Fate::Waits(waits),
            cause => Fate::Fails {
                failure: failure(cause),
                why,
            },
        }
    }

    /// In one word, for the counters.
    pub fn word(&self) -> &'static str {
        match self {
            Fate::Accepted(_) => "accepted",
            Fate::Lost(_) => "lost",
            Fate::Fails { .. } => "refused",
            Fate::Waits(_) => "again",
        }
    }
}

impl Waits {
    fn a_while(retry_after: Option<u32>, why: String) -> Waits {
        Waits {
            retry_after,
            account: false,
            line: false,
            setup: false,
            why,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(code: u32) -> Fate {
        Fate::refused(Cause::of(code), String::new())
    }

    #[test]
    fn what_cannot_succeed_is_told_and_not_tried_again() {
        for (code, expected) in [
            (21610, Failure::OptedOut),
            (21211, Failure::TakesNoTexts),
            (21614, Failure::TakesNoTexts),
            (30004, Failure::Blocked),
            (30007, Failure::Blocked),
            (21408, Failure::Blocked),
            (30034, Failure::Blocked),
            (39_999, Failure::Other),
        ] {
            assert!(
                matches!(refused(code), Fate::Fails { failure, .. } if failure == expected),
                "{code}"
            );
        }
    }

    #[test]
    fn what_the_practice_has_set_wrong_is_an_outage() {
        for (code, account) in [(20003, true), (20404, true), (30002, true), (21606, false)] {
            let Fate::Waits(waits) = refused(code) else {
                panic!("{code} waits");
            };
            assert!(waits.setup && waits.account == account && waits.line != account);
        }
    }

    #[test]
    fn one_servers_error_holds_one_text_and_an_overload_holds_all() {
        let down = |why, retry_after| Fate::of(Err(Error::Down { why, retry_after }));
        for (fate, account) in [
            (down(Outage::Status(500), None), false),
            (down(Outage::Status(503), Some(3)), true),
            (down(Outage::Unreachable, None), true),
            (
                Fate::of(Err(Error::TooMany {
                    retry_after: Some(3),
                })),
                true,
            ),
        ] {
            let Fate::Waits(waits) = fate else {
                panic!("it waits");
            };
            assert_eq!(waits.account, account);
        }
    }
}
