//! What is not needed any more goes: the provider's copy of a message that is ours, and the sound of a deleted one.

use std::time::Duration;

use chrono::TimeDelta;

use super::ask::{is_message, is_ready, is_under_way};
use super::{Context, Trouble, again, fetch, insist};
use crate::domain::names::MessageId;
use crate::provider::twilio::rest::{Client, Deletion, Error, Recording};
use crate::relay::call_id;
use crate::store::{MessageRow, MessageState};

/// After so long the provider does not work on a recording any more, whatever it says.
const WORKED_ON: TimeDelta = TimeDelta::days(1);

/// Deletes the provider's copy, and makes sure that it is gone.
pub(super) async fn delete_there(context: &Context, row: &MessageRow) {
    let (relay, in_force) = (&context.relay, context.relay.in_force());
    if !in_force.retention.provider_delete {
        return insist(|| relay.store().message_gone_there(row.id)).await;
    }
    let trouble = match deleted(context, row).await {
        Ok(None) => {
            tracing::info!(call = %row.call, message = %row.id, "a message that was said to be absent is there after all; it is fetched");
            return;
        }
        Ok(Some(deletion)) => {
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

/// `None`: it is not to be deleted, since it is a message after all.
async fn deleted(context: &Context, row: &MessageRow) -> Result<Option<Deletion>, Trouble> {
    let client = context.client(&context.relay.in_force());
    let client = client.map_err(Trouble::of)?;
    let store = context.relay.store();
    let known = store.message(row.id).await.map_err(Trouble::of)?;
    match known {
        Some(known) if known.state == MessageState::Kept => {
            is_safe_here(context, row, known.bytes).await?;
        }
        Some(known) if known.state == MessageState::Absent => {
            if is_there_after_all(context, &client, row).await? {
                return Ok(None);
            }
        }
        _ => {}
    }
    Ok(Some(client.delete_recording(&row.recording).await?))
}

/// News come late and in any order: what the provider has told of as absent may be there by now, and nobody has it else.
async fn is_there_after_all(
    context: &Context,
    client: &Client,
    row: &MessageRow,
) -> Result<bool, Trouble> {
    let recording = match client.recording(&row.recording).await {
        Ok(recording) => recording,
        Err(Error::NotYet) => return Ok(false),
        Err(error) => return Err(error.into()),
    };
    if !is_message(&recording) || call_id(&recording.call_sid) != row.call {
        return Ok(false);
    }
    let relay = &context.relay;
    if is_ready(&recording) {
        announce(context, &recording, row).await?;
        return Ok(true);
    }
    match is_under_way(&recording) && relay.clock().now() - row.at < WORKED_ON {
        true => Err(Trouble::of("it may still become a message")),
        false => Ok(false),
    }
}

async fn announce(
    context: &Context,
    recording: &Recording,
    row: &MessageRow,
) -> Result<(), Trouble> {
    let (relay, store) = (&context.relay, context.relay.store());
    let made = recording.start_time.unwrap_or(row.at);
    let seconds = recording.duration_seconds;
    let found = relay.found_recording(&recording.call_sid, &recording.sid, seconds, made, None);
    found.await.map_err(Trouble::of)?;
    let known = store.message(row.id).await.map_err(Trouble::of)?;
    match known.is_some_and(|known| known.state == MessageState::Absent) {
        true => Err(Trouble::of(
            "the provider has it, and it still counts as absent",
        )),
        false => Ok(()),
    }
}

/// The last look before the only other copy goes: what is kept can be read. If it cannot (a data folder that was
/// restored without its files), it is fetched anew.
async fn is_safe_here(context: &Context, row: &MessageRow, bytes: u64) -> Result<(), Trouble> {
    let here = context.relay.store().voicemail().check(row.id).await;
    if matches!(here, Ok(Some(here)) if here.bytes == bytes) {
        return Ok(());
    }
    tracing::error!(message = %row.id, "the sound of a message cannot be read here; the provider still has it, and it is fetched again");
    fetch::bring(context, row).await
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
