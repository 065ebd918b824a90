//! One step of a call: read, decided once, rendered.

use crate::domain::call;
use crate::domain::decision::Decision;
use crate::domain::event::Call;
use crate::domain::facts::Facts;
use crate::domain::practice::Practice;
use crate::provider::twilio::Params;
use crate::store::Ask;

use super::backstage::Decided;
use super::read::VoiceStep;
use super::step::{Step, personal, read_step};
use super::{Answer, PATIENCE, Relay, Reply, render};

impl Relay {
    pub(super) async fn voice(&self, step: VoiceStep, params: &Params) -> Answer {
        // Before anything is remembered: from here on there are no digits of a PIN.
        let (keyed, trouble) = match self.keyed(&step, params).await {
            Ok(keyed) => (keyed, None),
            Err(why) => (None, Some(why)),
        };
        let Some(step) = read_step(step, params, keyed) else {
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
            sid: Some(step.sid.clone()),
            at: now,
            version: in_force.practice.version,
            wanted,
            personal,
            patience: PATIENCE,
            even_if_unawaited: !step.wants_document,
            decide: Box::new(decide),
        };
        let decided = match trouble {
            None => self.once(ask).await.map_err(|down| down.to_string()),
            Some(why) => Err(why),
        };
        let decided = match decided {
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
            true => Reply::Document(render::document(
                &in_force,
                &self.store,
                step.call.id,
                decision,
            )),
            false => Reply::Nothing,
        };
        Answer {
            reply,
            decided: Some(decided),
        }
    }

    /// By the configuration alone, the last known pauses, and what else happened on this call meanwhile.
    fn without_store(&self, practice: &Practice, step: &Step) -> Decided {
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
