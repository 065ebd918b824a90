//! What was decided while the store could not keep it: who took a call, who declined it. Remembered for the rest of
//! that call, so that nobody is rung again who declined, and what comes twice is answered the same.
//!
//! In memory only, and bounded: what is lost of it leads to another phone, a menu or a message, never to silence.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::decision::Decision;
use crate::domain::facts::Facts;
use crate::domain::names::CallId;

/// So many decisions are remembered, the latest.
const MOST: usize = 4_096;

/// The decisions of all calls that the store could not keep.
#[derive(Clone, Default)]
pub struct Unkept(Arc<Mutex<VecDeque<Step>>>);

#[derive(Clone)]
struct Step {
    call: CallId,
    key: String,
    decision: Decision,
}

impl Unkept {
    /// Remembers a decision.
    pub fn keep(&self, call: CallId, key: String, decision: &Decision) {
        let mut steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if steps.iter().any(|step| step.key == key) {
            return;
        }
        if steps.len() >= MOST {
            steps.pop_front();
        }
        let decision = decision.clone();
        steps.push_back(Step {
            call,
            key,
            decision,
        });
    }

    /// What is remembered of one call.
    pub fn of(&self, call: CallId) -> Earlier {
        let steps = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_call = steps.iter().filter(|step| step.call == call);
        Earlier(of_call.cloned().collect())
    }
}

/// The decisions of one call that the store could not keep.
#[derive(Clone)]
pub struct Earlier(Vec<Step>);

impl Earlier {
    /// Decides a step in the knowledge of them; a step that was decided before stays as it was.
    pub fn decide(
        &self,
        key: &str,
        facts: &Facts,
        decide: impl FnOnce(&Facts) -> Decision,
    ) -> Decision {
        if let Some(step) = self.0.iter().find(|step| step.key == key) {
            return step.decision.clone();
        }
        if self.0.is_empty() {
            return decide(facts);
        }
        let mut facts = facts.clone();
        facts
            .history
            .extend(self.0.iter().map(|step| step.decision.clone()));
        decide(&facts)
    }
}
