//! One step of a call as it is read from a webhook: which call, what happened, and under what it is remembered.

use crate::domain::event::{Call, CallEvent, Keyed, RingResult};
use crate::domain::names::CallId;
use crate::domain::practice::Practice;
use crate::provider::twilio::Params;
use crate::store::Kind;

use super::address::Address;
use super::note::{self, Note, Party};
use super::read::{self, VoiceStep};

/// A step of a call, ready to be decided.
pub struct Step {
    /// The call.
    pub call: Call,
    /// What happened.
    pub event: CallEvent,
    /// Under what it is decided, once.
    pub key: String,
    /// What kind of event it is.
    pub kind: Kind,
    /// The provider's id of the call.
    pub sid: String,
    /// Whether a document is wanted; otherwise it is news.
    pub wants_document: bool,
}

/// Reads a step. Where a PIN was asked for, `keyed` is what became of it. `None`: not a webhook of a call.
pub fn read_step(step: VoiceStep, params: &Params, keyed: Option<Keyed>) -> Option<Step> {
    let sid = params.filled("CallSid")?;
    let sid = params.filled("ParentCallSid").unwrap_or(sid);
    let id = read::call_id(sid);
    Some(match step {
        VoiceStep::Incoming => Step {
            call: read::call(id, params),
            event: CallEvent::Incoming,
            key: id.to_string() + "/",
            kind: Kind::Call,
            sid: sid.to_owned(),
            wants_document: true,
        },
        VoiceStep::Ended => Step {
            call: read::call(id, params),
            event: CallEvent::Ended,
            key: format!("{id}/ended"),
            kind: Kind::Status,
            sid: sid.to_owned(),
            wants_document: false,
        },
        VoiceStep::Unknown => {
            // On a leg that was dialled or placed, To may be a clinician's number: it is not looked at.
            let caller_gone = read::caller_gone(params);
            let (call, event) = match params.has("ParentCallSid") || read::was_placed(params) {
                true => (read::leg(id), CallEvent::LegUnknown),
                false => (read::call(id, params), CallEvent::Unknown { caller_gone }),
            };
            Step {
                call,
                event,
                key: format!("{id}/unknown/{}", digest(params)),
                kind: Kind::Step,
                sid: sid.to_owned(),
                wants_document: true,
            }
        }
        VoiceStep::Ours(address) => ours(address, (sid, id), params, keyed),
    })
}

fn ours(
    address: Address,
    (sid, id): (&str, CallId),
    params: &Params,
    keyed: Option<Keyed>,
) -> Step {
    let (call, kind, wants_document) = match &address {
        Address::Screen { call, .. }
        | Address::Key { call, .. }
        | Address::PlacedKey { call, .. } => (read::leg(*call), Kind::Step, true),
        Address::Placed { .. } => (read::leg(id), Kind::Step, true),
        Address::PlacedEnded { .. } => (read::leg(id), Kind::Status, false),
        Address::Recording { call, .. } => (read::leg(*call), Kind::Recording, false),
        Address::Ring { call, .. }
        | Address::Menu { call, .. }
        | Address::Code { call, .. }
        | Address::Recorded { call, .. }
        | Address::Own { call, .. } => (read::call(*call, params), Kind::Step, true),
    };
    let key = match &address {
        Address::Recording { .. } => {
            let recording = params.get("RecordingSid").unwrap_or_default();
            let status = params.get("RecordingStatus").unwrap_or_default();
            recording_key(&address, id, recording, status)
        }
        _ => address.key(id),
    };
    match read::event(&address, params, keyed) {
        Some(event) => Step {
            call,
            event,
            key,
            kind,
            sid: sid.to_owned(),
            wants_document,
        },
        // The address is ours, the parameters are not what belongs there.
        None => Step {
            call,
            event: match read::was_placed(params) {
                true => CallEvent::LegUnknown,
                false => CallEvent::Unknown {
                    caller_gone: read::caller_gone(params),
                },
            },
            key: format!("{id}/unknown/{}", digest(params)),
            kind: Kind::Step,
            sid: sid.to_owned(),
            wants_document,
        },
    }
}

/// A call may have several recordings, and each more than one announcement.
pub fn recording_key(announced: &Address, of_sid: CallId, recording: &str, status: &str) -> String {
    format!("{}/{recording}/{status}", announced.key(of_sid))
}

/// Tells one request from another where no address does. It stands in the journal, and must not tell what was keyed.
fn digest(params: &Params) -> String {
    use std::hash::Hasher;
    let mut hasher = siphasher::sip::SipHasher24::new();
    for (name, value) in params.iter().filter(|(name, _)| *name != "Digits") {
        hasher.write(name.as_bytes());
        hasher.write(value.as_bytes());
    }
    format!("{:016x}", hasher.finish())
}

/// The step as the journal keeps it, sealed. No code and no PIN stands in it.
pub fn personal(practice: &Practice, step: &Step, params: &Params) -> String {
    let (event, key, result) = match &step.event {
        CallEvent::Incoming => ("incoming", None, None),
        CallEvent::RingEnded(ended) => ("ring-ended", None, Some(result_word(ended.result))),
        CallEvent::MenuKey { key, .. } => ("menu-key", *key, None),
        CallEvent::CodeKeyed { .. } => ("code-keyed", None, None),
        CallEvent::Answered { .. } => ("answered", None, None),
        CallEvent::ScreeningKey { key, .. } => ("screening-key", *key, None),
        CallEvent::Recorded { .. } => ("recorded", None, None),
        CallEvent::RecordingAnnounced { .. } => ("recording", None, None),
        CallEvent::OwnKeyed { .. } => ("own-line", None, None),
        CallEvent::PlacedAnswered { .. } => ("placed-answered", None, None),
        CallEvent::PlacedKey { key, .. } => ("placed-key", *key, None),
        CallEvent::PlacedEnded { .. } => ("placed-ended", None, None),
        CallEvent::Ended => ("ended", None, None),
        CallEvent::Unknown { .. } | CallEvent::LegUnknown => ("unknown", None, None),
    };
    Note {
        from: Party::of(practice, &step.call.caller),
        to: note::called(practice, step.call.called),
        event,
        sid: params.get("CallSid").unwrap_or_default(),
        key,
        result,
        body: None,
        media: None,
    }
    .json()
}

fn result_word(result: RingResult) -> &'static str {
    match result {
        RingResult::Answered => "answered",
        RingResult::NoAnswer => "no-answer",
        RingResult::Busy => "busy",
        RingResult::Failed => "failed",
        RingResult::Cancelled => "cancelled",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::{Caller, E164};

    const CLINICIAN: &str = "447700900123";

    fn params(form: &str) -> Params {
        Params::parse(form.as_bytes()).unwrap()
    }

    fn step(path: &str, form: &str) -> Step {
        let params = params(form);
        let read::Route::Voice(step) = read::route(path, "", &params) else {
            panic!("{path} is no step of a call");
        };
        read_step(step, &params, None).unwrap()
    }

    fn own(place: &str) -> String {
        format!(
            "voice/own/{}/okafor.00000001/{place}/1",
            read::call_id("CA1")
        )
    }

    #[test]
    fn on_a_call_that_was_placed_neither_number_is_looked_at() {
        let call = read::call_id("CA1");
        let form = format!(
            "CallSid=CA1&CallStatus=in-progress&Direction=outbound-api&From=%2B447700900101&To=%2B{CLINICIAN}"
        );
        for (path, more) in [
            (format!("voice/placed/{:032x}/okafor.00000001/pin", 3), ""),
            (
                format!("voice/placed-key/{call}/{:032x}/okafor.00000001/pin/1", 3),
                "&Digits=1",
            ),
            (own("new-pin"), "&Digits=4079"),
            (
                format!("voice/ring/{call}/back/1"),
                "&DialCallStatus=no-answer",
            ),
            (
                "voice/ring/of-another-time".to_owned(),
                "&DialCallStatus=no-answer",
            ),
            (format!("voice/ring/{call}/back/1"), ""),
            ("voice".to_owned(), ""),
        ] {
            let step = step(&path, &format!("{form}{more}"));
            assert_eq!(step.call.caller, Caller::Other, "{path}");
            assert_eq!(step.call.called, E164::NOBODY, "{path}");
            assert_eq!(step.call.id, call, "{path}");
            assert_eq!(step.sid, "CA1");
        }
    }

    #[test]
    fn the_end_of_a_placed_call_is_taken_where_it_was_asked_for_and_nothing_else_is() {
        let path = format!("voice/placed-ended/{:032x}/okafor.00000001/pin", 3);
        let form =
            "CallSid=CA1&Direction=outbound-api&CallbackSource=call-progress-events&CallStatus=";
        for (status, is_end) in [("completed", true), ("no-answer", true), ("ringing", false)] {
            let params = params(&format!("{form}{status}"));
            let route = read::route(&path, "", &params);
            assert_eq!(matches!(route, read::Route::Voice(_)), is_end, "{status}");
            assert!(route.is_news());
            let elsewhere = read::route("voice/status", "", &params);
            assert!(matches!(elsewhere, read::Route::Ignored), "{status}");
        }
    }

    #[test]
    fn a_pin_that_was_not_looked_at_goes_no_farther() {
        let form = "CallSid=CA1&CallStatus=in-progress&Direction=inbound&Digits=4079";
        for place in ["pin", "new-pin", "new-pin-again"] {
            let event = step(&own(place), form).event;
            let CallEvent::OwnKeyed { keyed, .. } = event else {
                panic!("{event:?}");
            };
            assert_eq!(keyed, Keyed::Keys(String::new()), "{place}");
        }
        let event = step(&own("conversation"), form).event;
        assert!(
            matches!(event, CallEvent::OwnKeyed { keyed: Keyed::Keys(keys), .. } if keys == "4079")
        );
    }

    #[test]
    fn what_was_keyed_stands_in_no_key_of_the_journal() {
        let form = |digits| {
            format!("CallSid=CA1&CallStatus=in-progress&Direction=inbound&Digits={digits}")
        };
        let lost = |digits| step("voice/own/of-another-time", &form(digits)).key;
        assert_eq!(lost("4079"), lost("4078"));
        assert_ne!(
            lost("4079"),
            step("voice/own/of-another-time", "CallSid=CA1&Digits=1&A=b").key
        );
    }
}
