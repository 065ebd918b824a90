//! Attachments: fetched from the provider, judged by what they are, cleaned where a clinician sent them, kept; then the
//! provider's copy is deleted. A text goes on when nothing of it is still to be fetched.
//!
//! Each step is durable before the next begins, and each may be done twice: what is fetched again replaces what was
//! kept, and what is refused is told under a key of its own.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Mutex;
use tokio::task::JoinSet;

use super::{Context, Worker, chance, insist, pace};
use crate::domain::decision::OutgoingKind;
use crate::domain::media::{self, LARGEST_PHOTO, Medium, Refusal, Sender};
use crate::domain::names::MediaId;
use crate::domain::outbox::Author;
use crate::domain::text;
use crate::provider::twilio::rest::{Error, MediaAddress};
use crate::relay::{InForce, Own};
use crate::store::{Due, Kind, MediaRow, StoreDown};

/// So many are fetched at once.
const MOST: usize = 4;

/// A download takes no longer than this; then it begins anew.
const PATIENCE: Duration = Duration::from_secs(60);

/// For so long the provider may say that it has no such thing: it takes a moment after the webhook.
const APPEARS_WITHIN: TimeDelta = TimeDelta::minutes(15);

/// For so long an outage may last; the text with its words waits as well.
const GIVES_UP: TimeDelta = TimeDelta::hours(24);

/// For so long the address that the provider is given can be used: it queues texts for up to ten hours, but fetches their
/// pictures when it takes them.
const ADDRESS_LASTS: TimeDelta = TimeDelta::hours(4);

/// After so many attempts, about a day of them, a copy that the provider does not delete is told and left.
const MOST_DELETIONS: u32 = 500;

/// So long news are gathered while something is under way, in real time.
const BREATH: Duration = Duration::from_millis(50);

/// While the store or the disk cannot be used.
const DOWN: TimeDelta = TimeDelta::seconds(1);

/// Where the provider finds an attachment for the next hours. Whoever knows the address can see it; nobody can guess it.
pub fn url(context: &Context, in_force: &InForce, id: MediaId, now: DateTime<Utc>) -> String {
    let ticket = context.relay.store().ticket(id, now + ADDRESS_LASTS);
    context.address(in_force, &format!("/media/{ticket}"))
}

/// Fetches until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    if let Err(error) = context.relay.store().vault().sweep().await {
        tracing::error!(%error, "what was left unfinished of attachments could not be removed");
    }
    loop {
        let until = round(&context, &mut worker).await;
        if !worker.rest(until).await {
            break;
        }
    }
}

/// Does what is due; gives the moment at which to look again.
async fn round(context: &Context, worker: &mut Worker) -> Option<DateTime<Utc>> {
    let store = context.relay.store();
    let mut news = store.news();
    let refusals = Arc::new(Mutex::new(()));
    let mut under_way = HashSet::new();
    // In tasks of their own: while there is much news, looking for more must not keep them from going on.
    let mut work = JoinSet::new();
    loop {
        news.mark_unchanged();
        let now = context.relay.clock().now();
        match due(context, now).await {
            Ok(rows) => {
                for (row, step) in rows {
                    if work.len() < MOST && under_way.insert(row.id) {
                        work.spawn(take_step(context.clone(), refusals.clone(), row, step));
                    }
                }
            }
            Err(_) if work.is_empty() => return Some(now + DOWN),
            Err(_) => {}
        }
        let mut done = tokio::select! {
            done = work.join_next() => match done {
                Some(done) => Some(done),
                None => break,
            },
            // A broken channel is a store that ends, and the worker with it.
            _ = news.changed() => {
                tokio::time::sleep(BREATH).await;
                None
            }
            // What is broken off is due at the next start.
            () = worker.stopped() => return None,
        };
        while let Some(step) = done.take().or_else(|| work.try_join_next()) {
            match step {
                Ok(id) => drop(under_way.remove(&id)),
                // A defect: which attachment it was, only the next look can tell.
                Err(_) => return Some(now + DOWN),
            }
        }
    }
    let now = context.relay.clock().now();
    let next = store.next_due(Due::Fetching, now).await;
    next.unwrap_or(Some(now + DOWN))
}

#[derive(Clone, Copy)]
enum Step {
    Fetch,
    DeleteThere,
}

/// Urgent ones first; deleting has time.
async fn due(context: &Context, now: DateTime<Utc>) -> Result<Vec<(MediaRow, Step)>, StoreDown> {
    let store = context.relay.store();
    // Those that are under way are among them.
    let mut announced = store.media_due(now, 4 * MOST).await?;
    announced.sort_by_key(|row| row.kind != OutgoingKind::Urgent);
    let left = store.media_left_there(now, 2 * MOST).await?;
    let announced = announced.into_iter().map(|row| (row, Step::Fetch));
    let left = left.into_iter().map(|row| (row, Step::DeleteThere));
    Ok(announced.chain(left).collect())
}

async fn take_step(
    context: Context,
    refusals: Arc<Mutex<()>>,
    row: MediaRow,
    step: Step,
) -> MediaId {
    match step {
        Step::Fetch => fetch(&context, &refusals, &row).await,
        Step::DeleteThere => delete_there(&context, &row).await,
    }
    row.id
}

/// Why there is no attachment yet, or never will be.
enum Trouble {
    Refused(Refusal),
    Later {
        why: String,
        retry_after: Option<u32>,
        gives_up: TimeDelta,
    },
}

async fn fetch(context: &Context, refusals: &Mutex<()>, row: &MediaRow) {
    let store = context.relay.store();
    match fetched(context, row).await {
        Ok((kind, bytes)) => {
            insist(|| store.media_kept(row.id, &kind, bytes)).await;
            tracing::debug!(attachment = %row.id, kind, bytes, "an attachment is kept");
        }
        Err(Trouble::Refused(why)) => refuse(context, refusals, row, why).await,
        Err(Trouble::Later {
            why,
            retry_after,
            gives_up,
        }) => {
            let now = context.relay.clock().now();
            if now - row.at >= gives_up {
                tracing::error!(attachment = %row.id, why, "an attachment could not be fetched; it is given up");
                return refuse(context, refusals, row, Refusal::NotFetched).await;
            }
            tracing::warn!(attachment = %row.id, why, "an attachment is not there yet; it is asked for again");
            let due = now + pace::wait(row.attempts, retry_after, chance());
            insist(|| store.media_later(row.id, due)).await;
        }
    }
}

/// Fetches it, and keeps what may go on of it.
async fn fetched(context: &Context, row: &MediaRow) -> Result<(String, usize), Trouble> {
    let content = download(context, row).await?;
    let (sender, claimed) = (sender(&row.author), row.claimed.clone());
    let fit = tokio::task::spawn_blocking(move || fit(sender, &claimed, content)).await;
    // A defect in reading one photo must not keep its text for ever.
    let (kind, content) = fit
        .unwrap_or(Err(Refusal::NotCleanable))
        .map_err(Trouble::Refused)?;
    let bytes = content.len();
    let kept = context.relay.store().vault().put(row.id, content).await;
    kept.map_err(|error| later(error.to_string(), None, GIVES_UP))?;
    Ok((kind, bytes))
}

async fn download(context: &Context, row: &MediaRow) -> Result<Vec<u8>, Trouble> {
    let Some(address) = MediaAddress::of(&row.address) else {
        return Err(Trouble::Refused(Refusal::NotFetched));
    };
    let client = context.client(&context.relay.in_force());
    let client = client.map_err(|why| later(why, None, GIVES_UP))?;
    let whole = async {
        let limit = u64::try_from(LARGEST_PHOTO).unwrap_or(u64::MAX);
        client.fetch_media(&address, limit).await?.whole().await
    };
    match tokio::time::timeout(PATIENCE, whole).await {
        Ok(Ok(content)) => Ok(content),
        Ok(Err(error)) => Err(trouble(&error)),
        Err(_) => Err(later("it comes too slowly".to_owned(), None, GIVES_UP)),
    }
}

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::TooLarge { .. } => Trouble::Refused(Refusal::TooLarge),
        Error::NotYet => later(error.to_string(), None, APPEARS_WITHIN),
        error => later(error.to_string(), error.retry_after(), GIVES_UP),
    }
}

fn later(why: String, retry_after: Option<u32>, gives_up: TimeDelta) -> Trouble {
    Trouble::Later {
        why,
        retry_after,
        gives_up,
    }
}

fn sender(author: &Author) -> Sender {
    match author {
        Author::Patient { .. } => Sender::Patient,
        // Who is not known to be a patient is held to what a clinician is.
        Author::Clinician { .. } | Author::Nightbell => Sender::Clinician,
    }
}

/// What may go on of it, and as what.
fn fit(sender: Sender, claimed: &str, content: Vec<u8>) -> Result<(String, Vec<u8>), Refusal> {
    let medium = media::judge(sender, claimed, &content)?;
    let kind = media::served_as(medium, claimed);
    match (sender, medium) {
        (Sender::Clinician, Medium::Photo(photo)) => Ok((kind, media::clean(photo, &content)?)),
        // Judged above; nothing else of a clinician's gets here.
        (Sender::Clinician, _) => Err(Refusal::OnlyPhotos),
        (Sender::Patient, _) => Ok((kind, content)),
    }
}

/// One at a time: of a text without words whose attachments are all refused, the last refusal must see that it is.
async fn refuse(context: &Context, refusals: &Mutex<()>, row: &MediaRow, why: Refusal) {
    let _turn = refusals.lock().await;
    let (relay, text) = (&context.relay, row.outbox);
    let own = || Own {
        key: format!("attachment/{}", row.id),
        kind: Kind::Other,
        event: "attachment",
    };
    insist(|| {
        relay.decides(
            own(),
            |practice, _, now| text::row_wanted(practice, text, now),
            move |practice, facts, now| text::attachment_refused(practice, facts, why, now),
        )
    })
    .await;
    insist(|| relay.store().media_refused(row.id)).await;
    tracing::info!(attachment = %row.id, why = %why, "an attachment stays here");
}

/// The attachment alone: others of its text may still be to be fetched.
async fn delete_there(context: &Context, row: &MediaRow) {
    let (relay, in_force) = (&context.relay, context.relay.in_force());
    let deleted = match MediaAddress::of(&row.address) {
        Some(address) if in_force.retention.provider_delete => match context.client(&in_force) {
            Ok(client) => match client.delete_one(&address).await {
                Ok(()) => {
                    relay.metrics().deleted_there("attachment");
                    Ok(())
                }
                Err(error) => Err((error.to_string(), error.retry_after())),
            },
            Err(why) => Err((why, None)),
        },
        // Nothing is to be done there.
        _ => Ok(()),
    };
    match deleted {
        Ok(()) => insist(|| relay.store().media_deleted_there(row.id)).await,
        Err((why, _)) if row.attempts >= MOST_DELETIONS => {
            tracing::error!(attachment = %row.id, why, "the provider's copy of an attachment was not deleted: delete it by hand");
            insist(|| relay.store().media_deleted_there(row.id)).await;
        }
        Err((why, retry_after)) => {
            tracing::warn!(attachment = %row.id, why, "the provider's copy of an attachment is not deleted yet");
            let due = relay.clock().now() + pace::wait(row.attempts, retry_after, chance());
            insist(|| relay.store().media_later(row.id, due)).await;
        }
    }
}
