//! What is not needed any more goes: the provider's copy of a message that is ours, and the sound of a deleted one.

use std::time::Duration;

use super::{Context, Trouble, again, fetch, insist};
use crate::domain::names::MessageId;
use crate::provider::twilio::rest::Deletion;
use crate::store::{MessageRow, MessageState};

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
    is_safe_here(context, row).await?;
    let client = context.client(&context.relay.in_force());
    let client = client.map_err(Trouble::of)?;
    Ok(client.delete_recording(&row.recording).await?)
}

/// The last look before the only other copy goes: what is kept can be read. If it cannot (a data folder that was
/// restored without its files), it is fetched anew.
async fn is_safe_here(context: &Context, row: &MessageRow) -> Result<(), Trouble> {
    let store = context.relay.store();
    let kept = store.message(row.id).await.map_err(Trouble::of)?;
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
