//! One step of a call: read, decided once, rendered.

use crate::domain::call;
use crate::domain::decision::Decision;
use crate::domain::event::{Call, CallEvent, RingResult};
use crate::domain::facts::Facts;
use crate::provider::twilio::Params;
use crate::store::{Ask, Kind};

use super::address::Address;
use super::backstage::Decided;
use super::note::{self, Note, Party};
use super::read::{self, VoiceStep};
use super::{Answer, PATIENCE, Relay, Reply, render};

/// A step of a call, ready to be decided.
struct Step {
    call: Call,
    event: CallEvent,
    key: String,
    kind: Kind,
    /// Whether a document is wanted; otherwise it is news.
    wants_document: bool,
}

impl Relay {
    pub(super) async fn voice(&self, step: VoiceStep, params: &Params) -> Answer {
        let Some(step) = read_step(step, params) else {
            return Reply::NotUnderstood.into();
        };
        let in_force = self.in_force();
        let now = self.clock.now();
        let wanted = call::wanted(
            &in_force.practice,
            &self.store.pauses(),
            &step.call,
            &step.event,
            now,
        );
        let personal = personal(&in_force.practice, &step, params);
        let earlier = self.unkept.of(step.call.id);
        let decide = {
            let (in_force, call, event) = (in_force.clone(), step.call.clone(), step.event.clone());
            let key = step.key.clone();
            move |facts: &Facts| {
                earlier.decide(&key, facts, |facts| {
                    call::decide(&in_force.practice, facts, &call, &event, now)
                })
            }
        };
        let ask = Ask {
            key: step.key.clone(),
            kind: step.kind,
            sid: None,
            at: now,
            version: in_force.practice.version,
            wanted,
            personal,
            patience: PATIENCE,
            even_if_unawaited: !step.wants_document,
            decide: Box::new(decide),
        };
        let decided = match self.once(ask).await {
            Ok(decided) => decided,
            Err(down) if step.wants_document => {
                tracing::warn!(call = %step.call.id, why = %down, "decided without the store");
                self.without_store(&in_force.practice, &step)
            }
            Err(down) => {
                tracing::warn!(call = %step.call.id, why = %down, "news not kept; the provider shall try again");
                return Reply::TryAgain.into();
            }
        };
        let decision = &decided.decision;
        log(&step.call, decision);
        let reply = match step.wants_document {
            true => Reply::Document(render::document(&in_force, step.call.id, decision)),
            false => Reply::Nothing,
        };
        Answer {
            reply,
            decided: Some(decided),
        }
    }

    /// By the configuration alone, the last known pauses, and what else happened on this call meanwhile.
    fn without_store(&self, practice: &crate::domain::practice::Practice, step: &Step) -> Decided {
        let facts = Facts {
            degraded: true,
            pauses: self.store.pauses(),
            ..Facts::default()
        };
        let now = self.clock.now();
        let decide = |facts: &Facts| call::decide(practice, facts, &step.call, &step.event, now);
        let decision = self
            .unkept
            .of(step.call.id)
            .decide(&step.key, &facts, decide);
        self.unkept.keep(step.call.id, step.key.clone(), &decision);
        self.metrics.decided("degraded", decision.outcome.word());
        Decided {
            decision,
            kept: false,
            again: false,
        }
    }
}

fn log(call: &Call, decision: &Decision) {
    let clinician = decision.clinician.as_ref().map(|id| id.as_str());
    tracing::debug!(call = %call.id, outcome = decision.outcome.word(), clinician, "decided");
}

fn read_step(step: VoiceStep, params: &Params) -> Option<Step> {
    let sid = params.filled("CallSid")?;
    let id = read::call_id(params.filled("ParentCallSid").unwrap_or(sid));
    Some(match step {
        VoiceStep::Incoming => Step {
            call: read::call(id, params),
            event: CallEvent::Incoming,
            key: id.to_string() + "/",
            kind: Kind::Call,
            wants_document: true,
        },
        VoiceStep::Ended => Step {
            call: read::call(id, params),
            event: CallEvent::Ended,
            key: format!("{id}/ended"),
            kind: Kind::Status,
            wants_document: false,
        },
        VoiceStep::Unknown => {
            // On a leg that somebody else dialled, To may be a clinician's number: it is not looked at.
            let caller_gone = read::caller_gone(params);
            let (call, event) = match params.has("ParentCallSid") {
                true => (read::leg(id), CallEvent::LegUnknown),
                false => (read::call(id, params), CallEvent::Unknown { caller_gone }),
            };
            Step {
                call,
                event,
                key: format!("{id}/unknown/{}", digest(params)),
                kind: Kind::Step,
                wants_document: true,
            }
        }
        VoiceStep::Ours(address) => ours(address, id, params),
    })
}

fn ours(address: Address, id: crate::domain::names::CallId, params: &Params) -> Step {
    let (call, kind, wants_document) = match &address {
        Address::Screen { call, .. } | Address::Key { call, .. } => {
            (read::leg(*call), Kind::Step, true)
        }
        Address::Recording { call, .. } => (read::leg(*call), Kind::Recording, false),
        Address::Ring { call, .. }
        | Address::Menu { call, .. }
        | Address::Code { call, .. }
        | Address::Recorded { call, .. } => (read::call(*call, params), Kind::Step, true),
    };
    let key = match &address {
        Address::Recording { .. } => {
            let (sid, status) = (params.get("RecordingSid"), params.get("RecordingStatus"));
            format!(
                "{}/{}/{}",
                address.key(),
                sid.unwrap_or_default(),
                status.unwrap_or_default()
            )
        }
        _ => address.key(),
    };
    match read::event(&address, params) {
        Some(event) => Step {
            call,
            event,
            key,
            kind,
            wants_document,
        },
        // The address is ours, the parameters are not what belongs there.
        None => Step {
            call,
            event: CallEvent::Unknown {
                caller_gone: read::caller_gone(params),
            },
            key: format!("{id}/unknown/{}", digest(params)),
            kind: Kind::Step,
            wants_document,
        },
    }
}

/// Tells one request from another where no address does.
fn digest(params: &Params) -> String {
    use std::hash::Hasher;
    let mut hasher = siphasher::sip::SipHasher24::new();
    for (name, value) in params.iter() {
        hasher.write(name.as_bytes());
        hasher.write(value.as_bytes());
    }
    format!("{:016x}", hasher.finish())
}

fn personal(practice: &crate::domain::practice::Practice, step: &Step, params: &Params) -> String {
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
