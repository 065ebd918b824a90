//! Tells from the parameters alone what a webhook is about, whatever address it came to.

use super::params::Params;

/// What a webhook announces or asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Somebody calls one of the lines. Also what a fallback address is asked after the first answer failed: the
    /// same parameters with `ErrorCode`.
    IncomingCall,
    /// Somebody answered a call that was placed through the REST API.
    PlacedCall,
    /// The dialled leg was answered and hears its screening document before the two are bridged.
    Screen,
    /// Keys were pressed, or not.
    GatherAction,
    /// A `<Dial>` ended: what next for the caller?
    DialAction,
    /// A `<Record>` ended, by key, silence or hang-up.
    RecordAction,
    /// A recording is available, or is known to be absent.
    RecordingStatus,
    /// A leg's progress, or its end.
    CallStatus,
    /// A transcription of a recording.
    Transcription,
    /// Whether a machine answered a dialled leg.
    MachineDetection,
    /// A text or picture message came in.
    Message,
    /// What became of a message that was sent.
    MessageStatus,
    /// None of these.
    Unknown,
}

impl Kind {
    /// Classifies a webhook.
    #[must_use]
    pub fn of(params: &Params) -> Self {
        if params.has("MessageSid") || params.has("SmsSid") {
            Self::of_message(params)
        } else if params.has("TranscriptionSid") {
            Self::Transcription
        } else if params.has("RecordingStatus") {
            Self::RecordingStatus
        } else if params.has("CallSid") {
            Self::of_call(params)
        } else {
            Self::Unknown
        }
    }

    fn of_message(params: &Params) -> Self {
        let status = params
            .filled("MessageStatus")
            .or_else(|| params.filled("SmsStatus"));
        match status {
            None | Some("received" | "receiving") => Self::Message,
            Some(_) => Self::MessageStatus,
        }
    }

    fn of_call(params: &Params) -> Self {
        let is_progress = params.get("CallbackSource") == Some("call-progress-events")
            || params.has("SequenceNumber");
        if is_progress {
            Self::CallStatus
        } else if params.has("DialCallStatus") {
            Self::DialAction
        } else if params.has("RecordingUrl") {
            Self::RecordAction
        } else if params.has("Digits") || params.has("SpeechResult") {
            Self::GatherAction
        } else if params.has("MachineDetectionDuration") && !params.has("CallStatus") {
            Self::MachineDetection
        } else {
            Self::of_leg(params)
        }
    }

    /// Nothing but the leg's own parameters: it begins, or, from providers that mark it less, it is over.
    fn of_leg(params: &Params) -> Self {
        let status = super::call::CallStatus::of(params.get("CallStatus").unwrap_or_default());
        if params.has("CallDuration") || status.is_terminal() {
            return Self::CallStatus;
        }
        match params.get("Direction") {
            Some("inbound") => Self::IncomingCall,
            Some("outbound-dial") => Self::Screen,
            Some("outbound-api") => Self::PlacedCall,
            _ => Self::Unknown,
        }
    }

    /// Whether the answer is a TwiML document; the others are answered 204 without a body.
    #[must_use]
    pub const fn wants_twiml(self) -> bool {
        match self {
            Self::IncomingCall
            | Self::PlacedCall
            | Self::Screen
            | Self::GatherAction
            | Self::DialAction
            | Self::RecordAction
            | Self::Message => true,
            Self::RecordingStatus
            | Self::CallStatus
            | Self::Transcription
            | Self::MachineDetection
            | Self::MessageStatus
            | Self::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn samples() -> Vec<serde_json::Value> {
        let text = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/data/webhook_samples.json"
        ));
        serde_json::from_str(text).unwrap()
    }

    fn kind(form: &str) -> Kind {
        Kind::of(&Params::parse(form.as_bytes()).unwrap())
    }

    fn named(kind: &str) -> Kind {
        match kind {
            "incoming_call" | "voice_fallback" => Kind::IncomingCall,
            "number_url" => Kind::Screen,
            "gather_action" => Kind::GatherAction,
            "dial_action" => Kind::DialAction,
            "record_action" => Kind::RecordAction,
            "recording_status" => Kind::RecordingStatus,
            "call_status" => Kind::CallStatus,
            "transcription" => Kind::Transcription,
            "amd_status" => Kind::MachineDetection,
            "inbound_sms" | "inbound_mms" | "sms_fallback" => Kind::Message,
            "message_status" => Kind::MessageStatus,
            other => panic!("a kind nobody knows: {other}"),
        }
    }

    #[test]
    fn every_sample_is_told_apart_and_gets_the_answer_it_expects() {
        let samples = samples();
        assert_eq!(samples.len(), 44);
        for sample in samples {
            let found = kind(sample["raw_body"].as_str().unwrap());
            assert_eq!(
                found,
                named(sample["kind"].as_str().unwrap()),
                "{}",
                sample["id"]
            );
            let expects_twiml = sample["response_expected"] == "twiml";
            assert_eq!(found.wants_twiml(), expects_twiml, "{}", sample["id"]);
        }
    }

    #[test]
    fn an_answered_leg_with_machine_detection_is_still_progress() {
        let form = "CallSid=CA1&CallStatus=in-progress&AnsweredBy=human&MachineDetectionDuration=1\
                    &CallbackSource=call-progress-events";
        assert_eq!(kind(form), Kind::CallStatus);
    }

    #[test]
    fn a_leg_that_is_over_asks_for_no_document() {
        assert_eq!(
            kind("CallSid=CA1&CallStatus=completed&Direction=inbound"),
            Kind::CallStatus
        );
    }

    #[test]
    fn an_empty_gather_result_is_a_gather_action() {
        let form = "CallSid=CA1&CallStatus=in-progress&Direction=inbound&Digits=";
        assert_eq!(kind(form), Kind::GatherAction);
    }

    #[test]
    fn a_call_we_placed_is_no_incoming_call() {
        let form = "CallSid=CA1&CallStatus=in-progress&Direction=outbound-api";
        assert_eq!(kind(form), Kind::PlacedCall);
    }

    #[test]
    fn what_is_no_webhook_is_unknown_and_gets_no_document() {
        for form in ["", "a=b", "CallSid=CA1"] {
            assert_eq!(kind(form), Kind::Unknown);
        }
        assert!(!Kind::Unknown.wants_twiml());
    }
}
