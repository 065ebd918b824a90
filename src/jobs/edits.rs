//! What clinicians changed by text (ADD, REMOVE) is carried out in the list of patients, put in force at once, and
//! answered.
//!
//! Killed between the two, the edit is found carried out when it is tried again, under the name that it was given, and
//! what is then said is said once, since it is decided under the edit's own key.

use chrono::TimeDelta;

use super::{Context, Worker};
use crate::domain::decision::Effect;
use crate::domain::outbox::{EditResult, Stage};
use crate::domain::reason::Reason;
use crate::domain::text;
use crate::relay::Own;
use crate::store::{EditRow, Kind, StoreDown};

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(5);

/// Runs until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    loop {
        let until = match round(&context, &worker).await {
            Ok(()) => None,
            Err(why) => {
                tracing::debug!(%why, "edits of the list of patients wait for the store");
                Some(context.relay.clock().now() + STORE_DOWN)
            }
        };
        if !worker.rest(until).await {
            return;
        }
    }
}

/// One after the other, in the order in which they were decided.
async fn round(context: &Context, worker: &Worker) -> Result<(), StoreDown> {
    for row in context.relay.store().edits().await? {
        if worker.is_stopped() {
            return Ok(());
        }
        let result = carry_out(context, row.clone()).await;
        answer(context, row, result).await?;
    }
    Ok(())
}

async fn carry_out(context: &Context, row: EditRow) -> EditResult {
    let context = context.clone();
    let edited = tokio::task::spawn_blocking(move || {
        let who = format!("{} by text, {}", row.clinician, row.id);
        let result = edit(&context, &row, &who).or_else(|why| {
            tracing::warn!(clinician = %row.clinician, "a change by text was not made: {why}");
            context.editor.before(&row.edit, &who).ok_or(())
        });
        (context.reload)();
        result.unwrap_or(EditResult::Failed)
    });
    edited.await.unwrap_or(EditResult::Failed)
}

/// Only what is in force is edited: else somebody's mistake, or what is half saved, would come into force with it.
fn edit(context: &Context, row: &EditRow, who: &str) -> Result<EditResult, String> {
    (context.reload)();
    let relay = &context.relay;
    if let Some(refused) = &relay.configured().refused {
        return Err(format!(
            "correct the configuration first: {}",
            refused.first
        ));
    }
    let now = relay.clock().now();
    let result = context.editor.apply(&row.edit, &row.clinician, who, now);
    result.map_err(|error| error.to_string())
}

async fn answer(context: &Context, row: EditRow, result: EditResult) -> Result<(), StoreDown> {
    let own = Own {
        key: format!("edit/{}", row.id),
        kind: Kind::Other,
        event: "edit",
    };
    let wanted = |_: &_, _: &_, _| Default::default();
    let decide = move |practice: &_, facts: &_, now| {
        let EditRow {
            id,
            clinician,
            line,
            edit,
            ..
        } = &row;
        let mut decision = text::edited(practice, facts, edit, result, clinician, *line, now);
        let stage = match decision.reasons.contains(&Reason::ListChanged) {
            true => Stage::Accepted,
            false => Stage::Refused,
        };
        decision.effects.push(Effect::Advance { id: *id, stage });
        decision
    };
    context.relay.decides(own, wanted, decide).await?;
    Ok(())
}
