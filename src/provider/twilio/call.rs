//! What the provider says about a call and its legs, as typed views over the parameters.
//!
//! Unknown parameters are ignored and missing ones are `None`. On a dialled leg `to` is the clinician's own phone:
//! the views that hold numbers cannot be printed.

use super::params::{Missing, Params};
use super::withheld::withheld;
use super::words::wire_words;

wire_words! {
    /// Where a leg stands.
    CallStatus {
        /// Waiting to be dialled.
        Queued = "queued",
        /// Being dialled.
        Initiated = "initiated",
        /// Ringing; also every first request for an incoming call.
        Ringing = "ringing",
        /// Answered.
        InProgress = "in-progress",
        /// Answered and over; also where a voicemail answered.
        Completed = "completed",
        /// The other side was busy, or declined.
        Busy = "busy",
        /// It could not be connected.
        Failed = "failed",
        /// Nobody answered in time.
        NoAnswer = "no-answer",
        /// Ended by this side before an answer.
        Canceled = "canceled",
    }
}

impl CallStatus {
    /// Whether the leg is over: nothing that is answered to it is carried out any more.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Completed | Self::Busy | Self::Failed | Self::NoAnswer | Self::Canceled => true,
            Self::Queued | Self::Initiated | Self::Ringing | Self::InProgress | Self::Other => {
                false
            }
        }
    }
}

wire_words! {
    /// How a `<Dial>` ended. `Completed` says that something answered, which may have been a voicemail.
    DialStatus {
        /// The dialled leg was answered; see [`DialParams::bridged`].
        Completed = "completed",
        /// Only for conferences.
        Answered = "answered",
        /// Busy or declined.
        Busy = "busy",
        /// Nobody answered in time.
        NoAnswer = "no-answer",
        /// The number could not be reached.
        Failed = "failed",
        /// The caller hung up while it rang.
        Canceled = "canceled",
    }
}

wire_words! {
    /// Who placed a leg.
    Direction {
        /// Somebody called one of the lines.
        Inbound = "inbound",
        /// The REST API placed it.
        OutboundApi = "outbound-api",
        /// A `<Dial>` placed it.
        OutboundDial = "outbound-dial",
    }
}

/// The parameters of every request about a call that wants a document.
pub struct CallParams<'a> {
    /// This leg.
    pub call_sid: &'a str,
    /// The caller's leg, where this one was dialled.
    pub parent_call_sid: Option<&'a str>,
    /// Which account the call belongs to.
    pub account_sid: Option<&'a str>,
    /// The caller as claimed: E.164, a word, or blank; see [`withheld`].
    pub from: &'a str,
    /// The called number.
    pub to: &'a str,
    /// Where this leg stands.
    pub call_status: CallStatus,
    /// Who placed this leg.
    pub direction: Direction,
    /// What the carriers' attestation says, where there was one.
    pub stir_verstat: Option<&'a str>,
    /// Keys pressed; blank where nothing was; `hangup` where a `<Record>` ended because the caller left.
    pub digits: Option<&'a str>,
    /// How the `<Dial>` ended, in its action request.
    pub dial: Option<DialParams<'a>>,
    /// What was recorded, in a `<Record>`'s action request.
    pub recording: Option<CallRecording<'a>>,
}

/// How a `<Dial>` ended.
pub struct DialParams<'a> {
    /// How the dialled leg ended.
    pub status: DialStatus,
    /// The dialled leg.
    pub sid: Option<&'a str>,
    /// Seconds since the dialled leg was answered, its screening included.
    pub duration_seconds: Option<u32>,
    /// Whether the two were connected; older engines and compatible providers do not say.
    pub bridged: Option<bool>,
}

/// A recording that an action request mentions; its file may not be there yet.
pub struct CallRecording<'a> {
    /// The recording; observed, not promised by the documentation.
    pub sid: Option<&'a str>,
    /// Where it will be, without an extension.
    pub url: &'a str,
    /// Seconds.
    pub duration_seconds: Option<u32>,
}

impl<'a> CallParams<'a> {
    /// Views a call's parameters.
    ///
    /// # Errors
    /// [`Missing`] without `CallSid`.
    pub fn of(params: &'a Params) -> Result<Self, Missing> {
        Ok(Self {
            call_sid: params.required("CallSid")?,
            parent_call_sid: params.filled("ParentCallSid"),
            account_sid: params.filled("AccountSid"),
            from: params.get("From").unwrap_or_default(),
            to: params.get("To").unwrap_or_default(),
            call_status: CallStatus::of(params.get("CallStatus").unwrap_or_default()),
            direction: Direction::of(params.get("Direction").unwrap_or_default()),
            stir_verstat: params.filled("StirVerstat"),
            digits: params.get("Digits"),
            dial: DialParams::of(params),
            recording: CallRecording::of(params),
        })
    }

    /// Whether the caller withheld the number, or the carriers say that it is not the caller's.
    #[must_use]
    pub fn is_withheld(&self) -> bool {
        withheld(self.from, self.stir_verstat)
    }
}

impl<'a> DialParams<'a> {
    fn of(params: &'a Params) -> Option<Self> {
        Some(Self {
            status: DialStatus::of(params.get("DialCallStatus")?),
            sid: params.filled("DialCallSid"),
            duration_seconds: params.number("DialCallDuration"),
            bridged: params.get("DialBridged").and_then(|word| word.parse().ok()),
        })
    }
}

impl<'a> CallRecording<'a> {
    fn of(params: &'a Params) -> Option<Self> {
        Some(Self {
            sid: params.filled("RecordingSid"),
            url: params.filled("RecordingUrl")?,
            duration_seconds: params.number("RecordingDuration"),
        })
    }
}

/// A leg's progress. Requests arrive in any order; `sequence_number` tells which is later.
pub struct StatusParams<'a> {
    /// This leg.
    pub call_sid: &'a str,
    /// The caller's leg, where this one was dialled.
    pub parent_call_sid: Option<&'a str>,
    /// Where this leg stands.
    pub call_status: CallStatus,
    /// Who placed this leg.
    pub direction: Direction,
    /// Counts a leg's events from 0.
    pub sequence_number: Option<u32>,
    /// Seconds, on the last event.
    pub call_duration: Option<u32>,
}

impl<'a> StatusParams<'a> {
    /// Views a progress event's parameters.
    ///
    /// # Errors
    /// [`Missing`] without `CallSid` or `CallStatus`.
    pub fn of(params: &'a Params) -> Result<Self, Missing> {
        Ok(Self {
            call_sid: params.required("CallSid")?,
            parent_call_sid: params.filled("ParentCallSid"),
            call_status: CallStatus::of(params.required("CallStatus")?),
            direction: Direction::of(params.get("Direction").unwrap_or_default()),
            sequence_number: params.number("SequenceNumber"),
            call_duration: params.number("CallDuration"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(form: &str) -> Params {
        Params::parse(form.as_bytes()).unwrap()
    }

    #[test]
    fn the_end_of_a_dial_is_read_with_its_bridge() {
        let params = params(
            "CallSid=CA1&AccountSid=AC1&From=%2B12025550143&To=%2B12025550100&CallStatus=in-progress\
             &Direction=inbound&DialCallStatus=completed&DialCallSid=CA2&DialCallDuration=9&DialBridged=false",
        );
        let call = CallParams::of(&params).unwrap();
        assert_eq!((call.call_sid, call.account_sid), ("CA1", Some("AC1")));
        assert_eq!((call.from, call.to), ("+12025550143", "+12025550100"));
        assert_eq!(call.call_status, CallStatus::InProgress);
        assert_eq!(call.direction, Direction::Inbound);
        assert!(call.recording.is_none() && call.digits.is_none());
        let dial = call.dial.unwrap();
        assert_eq!(dial.status, DialStatus::Completed);
        assert_eq!(dial.sid, Some("CA2"));
        assert_eq!(dial.duration_seconds, Some(9));
        assert_eq!(dial.bridged, Some(false));
    }

    #[test]
    fn a_dial_may_end_without_saying_whether_it_was_bridged() {
        let params = params("CallSid=CA1&DialCallStatus=no-answer");
        let dial = CallParams::of(&params).unwrap().dial.unwrap();
        assert_eq!(dial.status, DialStatus::NoAnswer);
        assert!(dial.bridged.is_none() && dial.duration_seconds.is_none() && dial.sid.is_none());
    }

    #[test]
    fn a_recorded_message_is_read_from_the_action_request() {
        let params = params(
            "CallSid=CA1&RecordingUrl=https%3A%2F%2Fx&RecordingSid=RE1&RecordingDuration=21&Digits=hangup",
        );
        let call = CallParams::of(&params).unwrap();
        assert_eq!(call.digits, Some("hangup"));
        let recording = call.recording.unwrap();
        assert_eq!((recording.sid, recording.url), (Some("RE1"), "https://x"));
        assert_eq!(recording.duration_seconds, Some(21));
    }

    #[test]
    fn a_call_needs_an_id_and_nothing_else() {
        assert_eq!(
            CallParams::of(&params("From=x")).err(),
            Some(Missing("CallSid"))
        );
        let only_id = params("CallSid=CA1");
        let call = CallParams::of(&only_id).unwrap();
        assert_eq!(call.call_status, CallStatus::Other);
        assert_eq!(call.direction, Direction::Other);
        assert!(call.is_withheld());
    }

    #[test]
    fn progress_is_read_with_its_place_in_the_sequence() {
        let params = params(
            "CallSid=CA2&ParentCallSid=CA1&CallStatus=completed&Direction=outbound-dial&SequenceNumber=3&CallDuration=42",
        );
        let status = StatusParams::of(&params).unwrap();
        assert_eq!(
            (status.call_sid, status.parent_call_sid),
            ("CA2", Some("CA1"))
        );
        assert_eq!(status.call_status, CallStatus::Completed);
        assert_eq!(status.direction, Direction::OutboundDial);
        assert_eq!(
            (status.sequence_number, status.call_duration),
            (Some(3), Some(42))
        );
    }

    #[test]
    fn five_statuses_are_the_end_and_the_others_are_not() {
        let words = [
            ("queued", false),
            ("initiated", false),
            ("ringing", false),
            ("in-progress", false),
            ("completed", true),
            ("busy", true),
            ("failed", true),
            ("no-answer", true),
            ("canceled", true),
            ("something-new", false),
        ];
        for (word, ends) in words {
            assert_eq!(CallStatus::of(word).is_terminal(), ends, "{word}");
        }
        for (word, _) in words.iter().take(9) {
            assert_eq!(CallStatus::of(word).as_str(), *word);
        }
    }
}
