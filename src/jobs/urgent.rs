//! Urgent texts that nobody answers: the phones of who is on duty are rung, one after another, until somebody does.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Context, Worker};
use crate::domain::names::OutboxId;
use crate::domain::reason::Reason;
use crate::domain::text;
use crate::ids;
use crate::relay::Own;
use crate::store::{Due, Kind, StoreDown};

/// So many are read at once.
const MOST: usize = 64;

/// While the store cannot be used: soon again, since somebody may be in need.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(1);

/// Runs until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    loop {
        let now = context.relay.clock().now();
        let until = match round(&context, &worker, now).await {
            Ok(until) => until,
            Err(why) => {
                tracing::error!(%why, "whether an urgent text was answered cannot be looked up; it is tried again");
                Some(now + STORE_DOWN)
            }
        };
        if !worker.rest(until).await {
            return;
        }
    }
}

/// Looks at all that are due; gives when to look again.
async fn round(
    context: &Context,
    worker: &Worker,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, StoreDown> {
    let store = context.relay.store();
    let mut trouble = None;
    for text in store.watches_due(now, MOST).await? {
        if worker.is_stopped() {
            return Ok(None);
        }
        match look(context, text).await {
            Ok(()) => {}
            // One that cannot be decided must not keep the others waiting.
            Err(why) if store.health().is_up() => {
                tracing::error!(%why, %text, "an urgent text cannot be decided about; the others go on");
                trouble = Some(now + STORE_DOWN);
            }
            Err(why) => return Err(why),
        }
    }
    let due = store.next_due(Due::Watches, now).await?;
    Ok([due, trouble].into_iter().flatten().min())
}

async fn look(context: &Context, text: OutboxId) -> Result<(), StoreDown> {
    // Looked at whenever it is due, each time anew; that no phone is rung twice the watch itself sees to.
    let own = Own {
        key: format!("urgent/{text}/{}", ids::hex128()),
        kind: Kind::Other,
        event: "unanswered-urgent",
    };
    let wanted =
        move |practice: &_, _: &_, now| text::unanswered_urgent_wanted(practice, text, now);
    let decide =
        move |practice: &_, facts: &_, now| text::unanswered_urgent(practice, facts, text, now);
    let decided = context.relay.decides(own, wanted, decide).await?.decision;
    if decided.reasons.contains(&Reason::NobodyLeft) {
        let clinician = decided.clinician.as_ref().map(ToString::to_string);
        tracing::error!(
            ?clinician,
            %text,
            "nobody on duty has answered an urgent text, and every phone was rung: call the patient"
        );
    }
    Ok(())
}
