//! Connecting the caller: always with a caller ID of ours, a limit to the ringing, a next step, and one number.

use super::values::{BadValue, CallerId, DialTimeout, TimeLimit, Url, e164};

/// Rings one number and connects the caller. What follows is decided by `action`.
pub struct Dial<'a> {
    /// The line that the dialled person sees. There is no default: the provider's would be the caller's number.
    pub caller_id: CallerId<'a>,
    /// How long it rings.
    pub timeout: DialTimeout,
    /// Whether the caller hears ringing until the two are bridged. Has effect only on the first verb of a call.
    pub answer_on_bridge: bool,
    /// What comes next, whatever the outcome.
    pub action: Url<'a>,
    /// The longest conversation; `None` is the provider's four hours.
    pub time_limit: Option<TimeLimit>,
    /// Whether the caller may end the conversation with `*` and stay in the call.
    pub hangup_on_star: bool,
    /// The one number that rings: rung together with others, a switched-off phone's voicemail would win.
    pub number: Number<'a>,
}

/// A number to ring. It may be a clinician's own: borrowed, and neither printable nor comparable.
///
/// ```compile_fail,E0277
/// fn print(thing: impl std::fmt::Debug) {}
/// print(nightbell::provider::twilio::twiml::Number::new("+447700900123"));
/// ```
pub struct Number<'a> {
    pub(super) e164: &'a str,
    /// The document that the dialled person hears before the two are bridged. Where it ends without a hang-up, they
    /// are bridged.
    pub url: Option<Url<'a>>,
    /// Who is told how the dialled leg proceeds.
    pub status_callback: Option<CallStatusCallback<'a>>,
}

impl<'a> Number<'a> {
    /// A number in E.164, without screening or callback.
    ///
    /// # Errors
    /// [`BadValue`], which does not hold the number, where it is not E.164.
    pub fn new(number: &'a str) -> Result<Self, BadValue> {
        Ok(Self {
            e164: e164("number to ring", number)?,
            url: None,
            status_callback: None,
        })
    }
}

/// Who is told how a dialled leg proceeds, and about what.
pub struct CallStatusCallback<'a> {
    /// Where the news is sent.
    pub url: Url<'a>,
    /// Which news.
    pub events: CallEvents,
}

/// Which news of a dialled leg are wanted.
#[derive(Clone, Copy)]
pub struct CallEvents {
    /// Dialling began.
    pub initiated: bool,
    /// It rings.
    pub ringing: bool,
    /// Something answered.
    pub answered: bool,
    /// The leg is over.
    pub completed: bool,
}

impl CallEvents {
    /// Every step.
    pub const ALL: Self = Self {
        initiated: true,
        ringing: true,
        answered: true,
        completed: true,
    };
    /// Only the end.
    pub const COMPLETED: Self = Self {
        initiated: false,
        ringing: false,
        answered: false,
        completed: true,
    };
}
