//! What would happen: asked of the functions that decide, with what is remembered or as on a fresh day.

use chrono::{DateTime, Utc};

use super::ask::Question;
use crate::console::visit::Visit;
use crate::domain::call;
use crate::domain::decision::{Decision, Destination};
use crate::domain::event::{Call, CallEvent, TextEvent};
use crate::domain::facts::{Facts, Wanted};
use crate::domain::names::CallId;
use crate::domain::rehearsal::{Pressed, nothing_remembered, rehearse};
use crate::domain::text;

/// What would happen.
pub struct Answered {
    /// The moment that was asked about, UTC.
    pub at: DateTime<Utc>,
    /// Whether it is about a text.
    pub is_text: bool,
    /// What is decided.
    pub decision: Decision,
    /// Which phones ring in which order, if nobody answers.
    pub rings: Vec<Destination>,
    /// What the key for urgent leads to, where it is offered.
    pub urgent: Option<Pressed>,
    /// Whether what is remembered could not be read, and so does not count.
    pub forgotten: bool,
}

impl Answered {
    /// Answers a question.
    pub async fn to(visit: &Visit, question: Question) -> Answered {
        let Question {
            caller,
            called,
            at,
            text: words,
            remembered,
        } = question;
        let practice = &visit.in_force.practice;
        let pauses = visit.console.relay().store().pauses();
        match words {
            None => {
                let call = Call {
                    id: CallId(0),
                    caller: caller.clone(),
                    called,
                };
                let wanted = call::wanted(practice, &pauses, &call, &CallEvent::Incoming, at);
                let (facts, forgotten) = facts(visit, remembered, wanted).await;
                let call = rehearse(practice, &facts, caller, called, at);
                Answered {
                    at,
                    is_text: false,
                    decision: call.first,
                    rings: call.rings,
                    urgent: call.urgent,
                    forgotten,
                }
            }
            Some(body) => {
                let event = TextEvent {
                    sender: caller,
                    to: called,
                    body,
                    attachments: Vec::new(),
                    opt_out: None,
                };
                let wanted = text::wanted(practice, &pauses, &event, at);
                let (facts, forgotten) = facts(visit, remembered, wanted).await;
                Answered {
                    at,
                    is_text: true,
                    decision: text::decide(practice, &facts, &event, at),
                    rings: Vec::new(),
                    urgent: None,
                    forgotten,
                }
            }
        }
    }
}

/// What is remembered, as far as it bears upon who is reached: pauses, what was counted on that day, which phones have
/// confirmed. And whether it could not be read.
async fn facts(visit: &Visit, remembered: bool, wanted: Wanted) -> (Facts, bool) {
    let mut facts = nothing_remembered(&visit.in_force.practice);
    if !remembered {
        return (facts, false);
    }
    let store = visit.console.relay().store();
    facts.pauses = store.pauses();
    facts.confirmations = store.confirmations();
    let Some(day) = wanted.day else {
        return (facts, false);
    };
    match store.counted(day, wanted.counts).await {
        Ok(counts) => facts.counts = counts,
        Err(down) => {
            tracing::warn!(%down, "the console answers without what was counted today");
            return (facts, true);
        }
    }
    (facts, false)
}
