//! What is not needed any more goes: the provider's copy of a message that is ours, and the sound of a deleted one.

use std::time::Duration;

use chrono::TimeDelta;

use super::{Context, Trouble, again, fetch, insist};
use crate::domain::names::MessageId;
use crate::provider::twilio::recording::RecordingStatus;
use crate::provider::twilio::rest::{Client, Deletion, Error};
use crate::store::{MessageRow, MessageState};

/// A recording that is not made within this time never will be.
const MADE_WITHIN: TimeDelta = TimeDelta::hours(24);

/// Deletes the provider's copy, and makes sure that it is gone.
pub(super) async fn delete_there(context: &Context, row: &MessageRow) {
    let (relay, in_force) = (&context.relay, context.relay.in_force());
    if !in_force.retention.provider_delete {
        return insist(|| relay.store().message_gone_there(row.id)).await;
    }
    let trouble = match deleted(context, row).await {
        Ok(deletion) => {
            insist(|| relay.store().message_gone_there(row.id)).await;
            relay.metrics().deleted_there("recording");
            tracing::debug!(message = %row.id, ?deletion, "the provider has confirmed that a recording is deleted");
            return;
        }
        Err(trouble) => trouble,
    };
    tracing::warn!(
        call = %row.call,
        message = %row.id,
        attempts = row.attempts,
        why = trouble.why,
        "the provider's copy of a message is not deleted yet; it is tried again"
    );
    let due = again(relay.clock().now(), row.attempts, trouble.retry_after);
    insist(|| relay.store().message_later(row.id, due)).await;
}

async fn deleted(context: &Context, row: &MessageRow) -> Result<Deletion, Trouble> {
    let client = context.client(&context.relay.in_force());
    let client = client.map_err(Trouble::of)?;
    is_safe_here(context, &client, row).await?;
    Ok(client.delete_recording(&row.recording).await?)
}

/// The last look before the only other copy goes: what is kept can be read. If it cannot (a data folder that was
/// restored without its files), it is fetched anew.
async fn is_safe_here(context: &Context, client: &Client, row: &MessageRow) -> Result<(), Trouble> {
    let store = context.relay.store();
    let kept = store.message(row.id).await.map_err(Trouble::of)?;
    if kept.is_some_and(|kept| kept.state == MessageState::Absent) {
        return is_absent_there(context, client, row).await;
    }
    let Some(kept) = kept.filter(|kept| kept.state == MessageState::Kept) else {
        return Ok(());
    };
    let here = store.voicemail().check(row.id).await;
    if matches!(here, Ok(Some(here)) if here.bytes == kept.bytes) {
        return Ok(());
    }
    tracing::error!(message = %row.id, "the sound of a message cannot be read here; the provider still has it, and it is fetched again");
    fetch::bring(context, row).await
}

/// That nothing was recorded is news like any other, and may come before the news that something was: the recording
/// itself is asked. One that is there after all is announced with that.
async fn is_absent_there(
    context: &Context,
    client: &Client,
    row: &MessageRow,
) -> Result<(), Trouble> {
    let there = match client.recording(&row.recording).await {
        Err(Error::NotYet) => return Ok(()),
        there => there?,
    };
    match there.status {
        // The provider's `processing` is one of the others, and so is `deleted`.
        RecordingStatus::InProgress | RecordingStatus::Other
            if context.relay.clock().now() < row.at + MADE_WITHIN =>
        {
            Err(Trouble::of("the recording may still be made"))
        }
        RecordingStatus::Completed => {
            let relay = &context.relay;
            let made = there.start_time.unwrap_or(row.at);
            let seconds = there.duration_seconds;
            let found = relay.found_recording(&there.call_sid, &row.recording, seconds, made, None);
            found.await.map_err(Trouble::of)?;
            Err(Trouble::of(
                "the recording was said to be absent, and the provider has it: it is fetched",
            ))
        }
        RecordingStatus::Absent
        | RecordingStatus::Failed
        | RecordingStatus::InProgress
        | RecordingStatus::Other => Ok(()),
    }
}

/// Removes the sound of a deleted message.
pub(super) async fn drop_sound(context: &Context, id: MessageId) {
    remove(context, id).await;
    insist(|| context.relay.store().message_dropped(id)).await;
}

/// Removes what is kept under this id, however long the disk refuses.
pub(super) async fn remove(context: &Context, id: MessageId) {
    /// In real time: it is the disk's trouble, not the practice's clock.
    const AGAIN: Duration = Duration::from_secs(1);
    while let Err(error) = context.relay.store().voicemail().delete(id).await {
        tracing::error!(message = %id, %error, "the sound of a deleted message could not be removed yet");
        tokio::time::sleep(AGAIN).await;
    }
}
