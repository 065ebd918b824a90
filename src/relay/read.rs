//! Tells from address and parameters which step of a call, or what else, a webhook is.

use crate::domain::event::{Call, CallEvent, Keyed, RingEnded, RingResult};
use crate::domain::names::{CallId, OutboxId};
use crate::domain::outbox::Attachment;
use crate::domain::phone::{Caller, E164};
use crate::domain::text::Reserved;
use crate::provider::twilio::call::{CallParams, DialParams, DialStatus, Direction};
use crate::provider::twilio::message::{MessageParams, OptOutType};
use crate::provider::twilio::recording::{RecordingParams, RecordingStatus};
use crate::provider::twilio::{Kind, Params, withheld};

use super::address::{self, Address};
use super::pin;

/// What a webhook is about.
pub enum Route {
    /// A step of a call.
    Voice(VoiceStep),
    /// A text.
    Text,
    /// What became of a text that was sent.
    TextStatus(OutboxId),
    /// News that nothing follows from.
    Ignored,
    /// Not a webhook of the provider's.
    NotUnderstood,
}

impl Route {
    /// Whether it tells of something that has happened; otherwise somebody waits for what is to be done.
    pub fn is_news(&self) -> bool {
        matches!(
            self,
            Route::Ignored
                | Route::TextStatus(_)
                | Route::Voice(
                    VoiceStep::Ended
                        | VoiceStep::Ours(Address::Recording { .. } | Address::PlacedEnded { .. })
                )
        )
    }
}

/// Which step of a call.
pub enum VoiceStep {
    /// The first ring.
    Incoming,
    /// A step whose address Nightbell handed out.
    Ours(Address),
    /// A step that Nightbell did not hand out, or no longer knows.
    Unknown,
    /// The end of a call.
    Ended,
}

/// Routes a webhook by its address, and one to an address that is not ours by its parameters.
pub fn route(path: &str, query: &str, params: &Params) -> Route {
    let kind = Kind::of(params);
    if path == "voice" && kind == Kind::Unknown && params.filled("CallSid").is_some() {
        // A provider that marks its calls less than Twilio does: somebody calls all the same.
        return Route::Voice(match params.has("ParentCallSid") {
            true => VoiceStep::Unknown,
            false => VoiceStep::Incoming,
        });
    }

    match path {
        "voice" | "voice/status" | "sms" => by_kind(kind, params),
        _ => match (address::text_of(path), Address::parse(path, query)) {
            (Some(id), _) => Route::TextStatus(id),
            // It was asked to tell of the end alone.
            (None, Some(Address::PlacedEnded { .. })) if !caller_gone(params) => Route::Ignored,
            // What is still being made is neither there nor absent: the recording of what is absent is deleted.
            (None, Some(Address::Recording { .. })) if !is_outcome(params) => Route::Ignored,
            (None, Some(address)) => Route::Voice(VoiceStep::Ours(address)),
            (None, None) => by_kind(kind, params),
        },
    }
}

fn by_kind(kind: Kind, params: &Params) -> Route {
    match kind {
        Kind::IncomingCall => Route::Voice(VoiceStep::Incoming),
        Kind::DialAction
        | Kind::GatherAction
        | Kind::RecordAction
        | Kind::Screen
        | Kind::PlacedCall => Route::Voice(VoiceStep::Unknown),
        // A leg that was dialled may end long before its call, and progress is no end.
        Kind::CallStatus if params.has("ParentCallSid") || !caller_gone(params) => Route::Ignored,
        // The end of a call that was placed is told to the address that went with it.
        Kind::CallStatus if was_placed(params) => Route::Ignored,
        Kind::CallStatus => Route::Voice(VoiceStep::Ended),
        Kind::Message => Route::Text,
        Kind::MessageStatus
        | Kind::RecordingStatus
        | Kind::Transcription
        | Kind::MachineDetection => Route::Ignored,
        Kind::Unknown => Route::NotUnderstood,
    }
}

/// Whether a recording has come to its end, one way or the other.
fn is_outcome(params: &Params) -> bool {
    let status = params.get("RecordingStatus").unwrap_or_default();
    matches!(
        RecordingStatus::of(status),
        RecordingStatus::Completed | RecordingStatus::Absent | RecordingStatus::Failed
    )
}

/// Nightbell's own id of a call: derived from the provider's, so that it is the same however often it is asked.
pub fn call_id(sid: &str) -> CallId {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(sid.as_bytes());
    let mut first = [0; 16];
    first
        .iter_mut()
        .zip(digest.iter())
        .for_each(|(to, from)| *to = *from);
    CallId(u128::from_be_bytes(first))
}

/// The caller, as far as the caller ID can be believed.
pub fn caller(from: &str, stir_verstat: Option<&str>) -> Caller {
    if withheld(from, stir_verstat) {
        return Caller::Withheld;
    }
    from.parse().map_or(Caller::Other, Caller::Number)
}

/// The number called; none of the practice's where it is no number at all.
pub fn called(to: &str) -> E164 {
    to.parse().unwrap_or(E164::NOBODY)
}

/// The event of a step whose address Nightbell handed out. Where a PIN was asked for, `keyed` is what became of it;
/// where that is not known, nothing was keyed.
pub fn event(address: &Address, params: &Params, keyed: Option<Keyed>) -> Option<CallEvent> {
    Some(match address {
        Address::Ring { progress, .. } => {
            let call = CallParams::of(params).ok()?;
            let dial = call.dial.as_ref()?;
            CallEvent::RingEnded(RingEnded {
                progress: progress.clone(),
                result: ring_result(dial),
                bridged: dial.bridged,
                caller_gone: call.call_status.is_terminal(),
            })
        }
        Address::Menu { progress, .. } => CallEvent::MenuKey {
            key: key(params),
            progress: progress.clone(),
        },
        Address::Code { progress, .. } => CallEvent::CodeKeyed {
            digits: keys(params),
            progress: progress.clone(),
        },
        Address::Screen {
            target, progress, ..
        } => CallEvent::Answered {
            target: target.clone(),
            progress: progress.clone(),
        },
        Address::Key {
            target, progress, ..
        } => CallEvent::ScreeningKey {
            target: target.clone(),
            key: key(params),
            progress: progress.clone(),
        },
        Address::Recorded { .. } => {
            let call = CallParams::of(params).ok()?;
            let gone = call.call_status.is_terminal() || call.digits == Some("hangup");
            CallEvent::Recorded { caller_gone: gone }
        }
        Address::Recording { mailbox, .. } => {
            let recording = RecordingParams::of(params).ok()?;
            CallEvent::RecordingAnnounced {
                recording: recording.sid.to_owned(),
                mailbox: mailbox.clone(),
                seconds: recording.duration_seconds,
                absent: recording.status != RecordingStatus::Completed,
                left: None,
            }
        }
        Address::Own { at, .. } => CallEvent::OwnKeyed {
            at: at.clone(),
            keyed: match keyed {
                Some(keyed) => keyed,
                None if pin::is_asked_at(at.place) => Keyed::Keys(String::new()),
                None => Keyed::Keys(keys(params)),
            },
        },
        Address::Placed {
            placed,
            to,
            purpose,
        } => CallEvent::PlacedAnswered {
            placed: *placed,
            to: to.clone(),
            purpose: purpose.clone(),
        },
        Address::PlacedKey {
            placed,
            to,
            purpose,
            prompt,
            ..
        } => CallEvent::PlacedKey {
            placed: *placed,
            to: to.clone(),
            purpose: purpose.clone(),
            key: key(params),
            prompt: *prompt,
        },
        Address::PlacedEnded {
            placed,
            to,
            purpose,
        } => CallEvent::PlacedEnded {
            placed: *placed,
            to: to.clone(),
            purpose: purpose.clone(),
        },
    })
}

/// The keys that were pressed, as many as anybody is asked for.
pub fn keys(params: &Params) -> String {
    let digits = params.get("Digits").unwrap_or_default();
    digits.chars().take(16).collect()
}

/// Whether Nightbell placed this call. Then To is a clinician's number, and From one of the lines: neither is looked at.
pub fn was_placed(params: &Params) -> bool {
    Direction::of(params.get("Direction").unwrap_or_default()) == Direction::OutboundApi
}

/// Whether the caller has hung up, as far as the parameters tell.
pub fn caller_gone(params: &Params) -> bool {
    CallParams::of(params).is_ok_and(|call| call.call_status.is_terminal())
}

/// The call of a parent leg's webhook.
pub fn call(id: CallId, params: &Params) -> Call {
    if was_placed(params) {
        return leg(id);
    }
    let verstat = params.filled("StirVerstat");
    Call {
        id,
        caller: caller(params.get("From").unwrap_or_default(), verstat),
        called: called(params.get("To").unwrap_or_default()),
    }
}

/// The call of a clinician's leg, of a recording, or one that was placed: From and To are not the caller's, and may be secret.
pub fn leg(id: CallId) -> Call {
    Call {
        id,
        caller: Caller::Other,
        called: E164::NOBODY,
    }
}

/// What came with a text.
pub fn attachments(message: &MessageParams<'_>) -> Vec<Attachment> {
    let media = message.media.iter();
    media
        .map(|media| Attachment {
            address: media.url.to_owned(),
            claimed: media.content_type.unwrap_or_default().to_owned(),
        })
        .collect()
}

/// What the provider took a text for.
pub fn opt_out(message: &MessageParams<'_>) -> Option<Reserved> {
    match message.opt_out_type? {
        OptOutType::Stop => Some(Reserved::Stop),
        OptOutType::Start => Some(Reserved::Start),
        OptOutType::Help => Some(Reserved::Help),
        OptOutType::Other => None,
    }
}

fn ring_result(dial: &DialParams<'_>) -> RingResult {
    match dial.status {
        DialStatus::Completed | DialStatus::Answered => RingResult::Answered,
        DialStatus::Busy => RingResult::Busy,
        DialStatus::NoAnswer => RingResult::NoAnswer,
        DialStatus::Canceled => RingResult::Cancelled,
        DialStatus::Failed | DialStatus::Other => RingResult::Failed,
    }
}

fn key(params: &Params) -> Option<char> {
    let mut digits = params.get("Digits")?.chars();
    digits.next().filter(|_| digits.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(form: &str) -> Params {
        Params::parse(form.as_bytes()).unwrap()
    }

    #[test]
    fn a_call_that_is_marked_less_than_usual_is_answered_all_the_same() {
        let call = "CallSid=1&From=%2B447700900456&To=%2B447700900101";
        for more in ["", "&CallStatus=ringing", "&Direction=trunking-terminating"] {
            let route = route("voice", "", &params(&format!("{call}{more}")));
            assert!(matches!(route, Route::Voice(VoiceStep::Incoming)), "{more}");
        }
        let leg = route("voice", "", &params(&format!("{call}&ParentCallSid=0")));
        assert!(matches!(leg, Route::Voice(VoiceStep::Unknown)));
        assert!(matches!(
            route("voice", "", &params("a=b")),
            Route::NotUnderstood
        ));
    }

    #[test]
    fn a_recording_that_is_still_being_made_is_not_taken_for_one_that_is_absent() {
        let call = call_id("CA1");
        let told = |status: &str| {
            let form = format!("CallSid=CA1&RecordingSid=RE7&RecordingStatus={status}");
            let path = format!("recording/{call}/practice");
            route(&path, "", &params(&form))
        };
        for outcome in ["completed", "absent", "failed"] {
            assert!(matches!(told(outcome), Route::Voice(_)), "{outcome}");
        }
        for under_way in ["in-progress", "processing", "paused", ""] {
            assert!(matches!(told(under_way), Route::Ignored), "{under_way}");
        }
    }
}
