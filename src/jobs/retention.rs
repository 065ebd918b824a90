//! What nobody needs any more goes: here after the practice's `[retention]`, and at the provider once it is ours.
//!
//! Once an hour, a little at a time, so that texts are not kept waiting. What has not reached its end stays.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Context, Worker, chance, pace};
use crate::provider::twilio::rest::{Error, Holds, Refusal};
use crate::relay::InForce;
use crate::store::{Copy, KeptMessage, Kind, MessageState, OldText, StoreDown, VaultError};

/// How often it is looked for what is old.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// After so long the provider has nothing more to tell of a text: it gives up within ten hours, and attachments are ours or
/// given up within a day.
const SETTLED: TimeDelta = TimeDelta::hours(25);

/// So many texts at a time.
const MOST: usize = 50;

/// Between two of the requests that clear up: they must not use up the account's allowance.
const BREATH: Duration = Duration::from_millis(100);

/// How far erasing has come since the start: what was looked at once is not looked at every hour.
#[derive(Default)]
struct Reached {
    texts: i64,
    all: i64,
}

/// Why clearing up stops for now.
#[derive(Debug, thiserror::Error)]
enum Stops {
    #[error("the store: {0}")]
    Store(#[from] StoreDown),
    #[error("the files: {0}")]
    Files(#[from] VaultError),
    #[error("the provider: {why}")]
    Provider {
        why: String,
        retry_after: Option<u32>,
    },
}

/// Clears up until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut reached = Reached::default();
    let mut failures = 0;
    loop {
        let now = context.relay.clock().now();
        let cleared = tokio::select! {
            cleared = clear(&context, &mut reached, now) => cleared,
            // Whatever it was at is begun anew at the next start.
            () = worker.stopped() => return,
        };
        let due = match cleared {
            Ok(()) => {
                failures = 0;
                now + EVERY
            }
            Err(why) => {
                tracing::warn!(%why, "what is old could not be cleared up; it is tried again");
                let retry_after = match why {
                    Stops::Provider { retry_after, .. } => retry_after,
                    _ => None,
                };
                failures += 1;
                now + pace::wait(failures, retry_after, chance())
            }
        };
        // News of the store is no reason to look again.
        while context.relay.clock().now() < due {
            if !worker.rest(Some(due)).await {
                return;
            }
        }
    }
}

async fn clear(context: &Context, reached: &mut Reached, now: DateTime<Utc>) -> Result<(), Stops> {
    let in_force = context.relay.in_force();
    let retention = in_force.retention;
    forget_texts(context, now - retention.texts).await?;
    forget_messages(context, now - retention.voicemail).await?;
    let texts = Some(Kind::Text);
    reached.texts = erase(context, texts, now - retention.texts, reached.texts).await?;
    reached.all = erase(context, None, now - retention.journal, reached.all).await?;
    let forgotten = context.relay.store().forget_audit(now - retention.journal);
    if forgotten.await? > 0 {
        tracing::debug!("old rows of the console's audit log are deleted");
    }
    match retention.provider_delete {
        true => clear_there(context, &in_force, now - SETTLED).await,
        false => Ok(()),
    }
}

async fn forget_texts(context: &Context, before: DateTime<Utc>) -> Result<(), Stops> {
    let (store, vault) = (context.relay.store(), context.relay.store().vault());
    loop {
        let old = store.old_texts(before, MOST).await?;
        if old.is_empty() {
            return Ok(());
        }
        for file in old.iter().flat_map(|text: &OldText| &text.media) {
            vault.delete(*file).await?;
        }
        let texts = old.iter().map(|text| text.id).collect();
        store.forget(texts).await?;
        tracing::debug!(texts = old.len(), "old texts are deleted");
    }
}

/// The file goes first: a row without one is found again, a file without a row is not. Of what the provider still has, the
/// store keeps the bare id until it is gone there; what is still to be fetched stays, however old.
async fn forget_messages(context: &Context, before: DateTime<Utc>) -> Result<(), Stops> {
    let (store, sounds) = (context.relay.store(), context.relay.store().voicemail());
    loop {
        let old = store.messages_before(before, MOST).await?;
        if old.is_empty() {
            return Ok(());
        }
        for message in &old {
            let known = store.message(*message).await?;
            if known.is_some_and(|known| is_unheard(&known)) {
                tracing::warn!(%message, "a message is deleted that nobody has heard: it is older than [retention] voicemail");
            }
            sounds.delete(*message).await?;
            store.forget_message(*message).await?;
        }
        tracing::debug!(messages = old.len(), "old messages are deleted");
    }
}

fn is_unheard(message: &KeptMessage) -> bool {
    let is_message = matches!(message.state, MessageState::Kept | MessageState::Lost);
    is_message && !message.is_heard
}

/// Gives the last row of the journal that needs not be looked at again.
async fn erase(
    context: &Context,
    kind: Option<Kind>,
    before: DateTime<Utc>,
    mut behind: i64,
) -> Result<i64, Stops> {
    loop {
        let erased = context.relay.store().erase(kind, before, behind).await?;
        behind = erased.through;
        if erased.is_done {
            return Ok(behind);
        }
    }
}

/// The provider keeps words and pictures of every text until they are deleted.
async fn clear_there(
    context: &Context,
    in_force: &InForce,
    before: DateTime<Utc>,
) -> Result<(), Stops> {
    let store = context.relay.store();
    loop {
        let copies = store.left_there(before, MOST).await?;
        if copies.is_empty() {
            return Ok(());
        }
        for copy in copies {
            clear_copy(context, in_force, &copy).await?;
            store.gone_there(copy.mark).await?;
            tokio::time::sleep(BREATH).await;
        }
    }
}

async fn clear_copy(context: &Context, in_force: &InForce, copy: &Copy) -> Result<(), Stops> {
    let client = context.client(in_force).map_err(|why| Stops::Provider {
        why,
        retry_after: None,
    })?;
    let cleared = async {
        client.delete_media(&copy.sid).await?;
        client.redact(&copy.sid).await
    };
    match cleared.await {
        Ok(()) => Ok(()),
        Err(error) if must_wait(&error) => Err(Stops::Provider {
            why: error.to_string(),
            retry_after: error.retry_after(),
        }),
        Err(error) => {
            tracing::warn!(sid = copy.sid, %error, "a text could not be emptied at the provider; it is left");
            Ok(())
        }
    }
}

/// Whether a refusal holds for all that follows as well.
pub(super) fn is_setup(refusal: Refusal) -> bool {
    matches!(refusal.holds(), Holds::Setup | Holds::AWhile)
}

/// Whether all that follows would fail as well.
fn must_wait(error: &Error) -> bool {
    match error {
        Error::NotYet => false,
        Error::Refused(refusal) => is_setup(*refusal),
        error => error.may_be_repeated(),
    }
}
