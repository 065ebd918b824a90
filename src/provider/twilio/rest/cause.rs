//! What the provider's error codes mean for the one who sent something.
//!
//! The same codes come with a refused request and, later, with a text's status callback. Source: the provider's error
//! dictionary, <https://www.twilio.com/docs/api/errors>, one page per code. It warns that causes are split into new codes
//! from time to time (changelog of 10 July 2024: 21211, 21212, 21606 and 21614 were): a code that is not here is
//! [`Cause::Unknown`], which is told and not retried.

/// For what a refusal holds, and so what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// For this recipient, whatever is sent: try another way to reach the person.
    Recipient,
    /// For this one text or call as it is: something else may pass.
    Request,
    /// For everything, until the practice changes something at the provider or in the configuration.
    Setup,
    /// For a while: the same may pass later.
    AWhile,
}

macro_rules! causes {
    ($($(#[$meta:meta])* $name:ident: $holds:ident, [$($code:literal),*], $words:literal;)+) => {
        /// Why something was refused or not delivered.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Cause {
            $($(#[$meta])* $name,)+
        }

        impl Cause {
            /// The meaning of a code.
            #[must_use]
            pub const fn of(code: u32) -> Self {
                match code {
                    $($($code => Self::$name,)*)+
                    _ => Self::Unknown,
                }
            }

            /// For what it holds.
            #[must_use]
            pub const fn holds(self) -> Holds {
                match self {
                    $(Self::$name => Holds::$holds,)+
                }
            }

            /// What it means, in words for the practice's log; never a number or a name.
            #[must_use]
            pub const fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)+
                }
            }

            #[cfg(test)]
            const ALL: &'static [Self] = &[$(Self::$name,)+];
        }
    };
}

causes! {
    /// The recipient sent STOP to this line.
    OptedOut: Recipient, [21610], "the recipient has asked for no more texts from this line";
    /// A fixed line, or a carrier that takes no texts.
    NoTexts: Recipient, [21614, 21635, 30006], "the recipient's number cannot receive texts";
    /// No number that could exist, or a kind of number that is not reached: short, premium, our own.
    BadNumber: Recipient, [13224, 21201, 21202, 21211, 21214, 21217, 21265, 21266, 21401, 21604],
        "the recipient's number is none that can be reached";
    /// The network does not know it.
    Nobody: Recipient, [30005], "the network knows no such number";
    /// The recipient's carrier or the provider blocks the number.
    Blocked: Recipient, [21216, 30004], "what this line sends to the recipient is blocked";
    /// This line cannot reach that destination, or not with pictures.
    NoRoute: Recipient, [21612, 30011], "this line cannot reach the recipient with such a message";
    /// Off, or out of reach.
    OutOfReach: AWhile, [30003], "the recipient's phone was off or out of reach";
    /// Nobody could deliver it in time.
    Expired: AWhile, [30036], "it could not be delivered in time";
    /// The carrier's filter took it for something unwanted.
    Filtered: Request, [30007], "the carrier filtered the text for its content";
    /// More than 1,600 characters.
    TooLong: Request, [21605, 21617], "the text is too long";
    /// Neither words nor pictures.
    Empty: Request, [21602, 21619], "the text is empty";
    /// A picture that cannot be fetched, is too large, too many or of a kind that is not carried.
    BadMedia: Request, [11751, 12300, 21620, 21623, 30019], "the picture cannot be carried";
    /// Not a request as the provider reads it: a mistake of Nightbell.
    Malformed: Request, [20001, 21205, 21220, 21609, 32018], "the request is not as the provider wants it";
    /// There is no such thing at the provider, or not any more.
    NotFound: Request, [20404], "the provider has no such thing, or not any more";
    /// SID or token are wrong, or may not do this.
    Credentials: Setup, [20003, 20403], "the provider does not accept the account's SID and token: compare them with its console";
    /// Suspended, closed or switched off.
    Suspended: Setup, [10001, 20005, 30002, 30037], "the provider has suspended the account";
    /// A trial account texts and calls verified numbers only.
    Trial: Setup, [21219, 21608, 572_005, 573_005], "a trial account reaches verified numbers only: upgrade the account";
    /// The country is closed in the account's settings.
    CountryClosed: Setup, [21203, 21215, 21408], "the recipient's country is closed in the account's geographic permissions";
    /// The line is not ours, or carries no texts.
    BadLine: Setup, [21210, 21212, 21213, 21601, 21603, 21606, 21659, 21660, 21661], "the line cannot send this: compare the configuration with the numbers in the provider's console";
    /// US numbers want to be registered, toll-free ones verified.
    Unregistered: Setup, [30018, 30032, 30033, 30034], "the line must be registered with the provider before it may text this country";
    /// The provider's fraud protection took it for something unwanted; it lets go by itself.
    Suspected: AWhile, [30450, 30453], "the provider's fraud protection holds it up for a while";
    /// A redirect: the configured address is not the API's own.
    Moved: Setup, [], "the provider answers with a redirect: check api_url";
    /// Too much is waiting already.
    Full: AWhile, [20429, 21611, 22005, 30001, 30022, 30023, 30027, 30454, 63017], "too much is waiting to be sent already";
    /// Texts are not delivered at this hour there.
    QuietHours: AWhile, [30610], "texts are not delivered there at this hour";
    /// Not finished: cannot be changed or deleted yet.
    Unfinished: AWhile, [20009, 30409], "it is still under way";
    /// The provider's or a carrier's trouble.
    Trouble: AWhile, [20500, 20503, 30008, 30017, 30410], "the provider or a carrier had trouble";
    /// A code that has no meaning here.
    Unknown: Request, [], "the provider gives a reason that is not known here";
}

impl Cause {
    /// The meaning of a refusal without a known code.
    pub(super) const fn of_status(status: u16) -> Self {
        match status {
            300..=399 => Self::Moved,
            401 | 403 => Self::Credentials,
            404 => Self::NotFound,
            409 => Self::Unfinished,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_for_a_recipient_is_not_tried_again() {
        for (code, cause) in [
            (21610, Cause::OptedOut),
            (21614, Cause::NoTexts),
            (21635, Cause::NoTexts),
            (30006, Cause::NoTexts),
            (21211, Cause::BadNumber),
            (21217, Cause::BadNumber),
            (21266, Cause::BadNumber),
            (13224, Cause::BadNumber),
            (30005, Cause::Nobody),
            (30004, Cause::Blocked),
            (21612, Cause::NoRoute),
        ] {
            assert_eq!((Cause::of(code), cause.holds()), (cause, Holds::Recipient));
        }
    }

    #[test]
    fn what_holds_for_one_text_may_pass_with_another() {
        for (code, cause) in [
            (21617, Cause::TooLong),
            (21602, Cause::Empty),
            (21623, Cause::BadMedia),
            (30007, Cause::Filtered),
            (21609, Cause::Malformed),
            (20404, Cause::NotFound),
        ] {
            assert_eq!((Cause::of(code), cause.holds()), (cause, Holds::Request));
        }
    }

    #[test]
    fn what_the_practice_must_set_right_is_told_to_the_practice() {
        for (code, cause) in [
            (20003, Cause::Credentials),
            (30002, Cause::Suspended),
            (21608, Cause::Trial),
            (21408, Cause::CountryClosed),
            (21606, Cause::BadLine),
            (21659, Cause::BadLine),
            (30032, Cause::Unregistered),
            (30034, Cause::Unregistered),
        ] {
            assert_eq!((Cause::of(code), cause.holds()), (cause, Holds::Setup));
        }
    }

    #[test]
    fn what_passes_is_tried_later() {
        for (code, cause) in [
            (20429, Cause::Full),
            (21611, Cause::Full),
            (22005, Cause::Full),
            (30001, Cause::Full),
            (30003, Cause::OutOfReach),
            (30008, Cause::Trouble),
            (30410, Cause::Trouble),
            (30036, Cause::Expired),
            (30450, Cause::Suspected),
            (30610, Cause::QuietHours),
            (20009, Cause::Unfinished),
        ] {
            assert_eq!((Cause::of(code), cause.holds()), (cause, Holds::AWhile));
        }
    }

    #[test]
    fn a_code_that_nobody_knows_yet_is_told_and_not_retried() {
        assert_eq!(Cause::of(39_999), Cause::Unknown);
        assert_eq!(Cause::Unknown.holds(), Holds::Request);
    }

    #[test]
    fn without_a_code_the_status_says_what_to_do() {
        assert_eq!(Cause::of_status(401), Cause::Credentials);
        assert_eq!(Cause::of_status(308), Cause::Moved);
        assert_eq!(Cause::of_status(404), Cause::NotFound);
        assert_eq!(Cause::of_status(400), Cause::Unknown);
    }

    #[test]
    fn every_cause_is_told_in_words_without_digits() {
        for cause in Cause::ALL {
            assert!(!cause.words().is_empty());
            assert!(
                !cause.words().chars().any(|c| c.is_ascii_digit()),
                "{cause:?}"
            );
        }
    }
}
