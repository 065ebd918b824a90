//! A message comes to us: streamed from the provider, measured on the way, encrypted, read back and compared.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::Stream;
use futures_util::stream::try_unfold;
use sha2::{Digest, Sha256};

use super::deletion::remove;
use super::wav::{Fault, Measure, Verdict};
use super::{Context, Trouble, again, insist};
use crate::provider::twilio::recording::RecordingStatus;
use crate::provider::twilio::rest::{Client, Download, Error, Format};
use crate::store::{MessageRow, Written};

/// No recording is larger, in bytes: an hour takes 58 MB.
const LARGEST: u64 = 128 * 1024 * 1024;

/// For so long the provider may say that it has no such recording, before that is believed.
const APPEARS_WITHIN: TimeDelta = TimeDelta::days(7);

/// What the witnesses disagree about is believed after so long, and so many attempts: it is what the provider has.
const DOUBTED_FOR: TimeDelta = TimeDelta::hours(1);
const DOUBTS: u32 = 12;

/// What was found on the way.
#[derive(Clone, Copy)]
struct Found {
    seconds: u32,
    bytes: u64,
    hash: [u8; 32],
}

/// Fetches a message, or says when it is tried again.
pub(super) async fn fetch(context: &Context, row: &MessageRow) {
    let (relay, now) = (&context.relay, context.relay.clock().now());
    let trouble = match fetched(context, row, now).await {
        Ok(found) => return keep(context, row, found).await,
        Err(trouble) => trouble,
    };
    if trouble.is_not_there && is_lost(context, row, now).await {
        tracing::error!(
            call = %row.call,
            message = %row.id,
            "a message is lost: the provider has had no such recording for a week; ask the caller to leave it again"
        );
        return insist(|| relay.store().message_lost(row.id)).await;
    }
    tracing::warn!(
        call = %row.call,
        message = %row.id,
        attempts = row.attempts,
        why = trouble.why,
        "a message is not here yet; it is fetched again"
    );
    let due = again(relay.clock().now(), row.attempts, trouble.retry_after);
    insist(|| relay.store().message_later(row.id, due)).await;
}

async fn keep(context: &Context, row: &MessageRow, found: Found) {
    let relay = &context.relay;
    let store = relay.store();
    if !insist(|| store.message_kept(row.id, found.bytes, found.seconds)).await {
        tracing::debug!(message = %row.id, "a message was deleted while it was fetched");
        return remove(context, row.id).await;
    }
    relay.metrics().message_kept();
    tracing::debug!(message = %row.id, bytes = found.bytes, seconds = found.seconds, "a message is kept");
}

/// Puts the sound into the vault and compares what lies there with what came.
pub(super) async fn bring(context: &Context, row: &MessageRow) -> Result<(), Trouble> {
    let now = context.relay.clock().now();
    fetched(context, row, now).await.map(drop)
}

async fn fetched(
    context: &Context,
    row: &MessageRow,
    now: DateTime<Utc>,
) -> Result<Found, Trouble> {
    let client = context.client(&context.relay.in_force());
    let client = client.map_err(Trouble::of)?;
    let download = client.fetch_recording(&row.recording, Format::Wav, LARGEST);
    let found = Arc::new(Mutex::new(None));
    let believes_doubtful = row.attempts >= DOUBTS && now - row.at >= DOUBTED_FOR;
    let pieces = measured(Way {
        download: download.await?,
        measure: Measure::default(),
        hash: Sha256::new(),
        announced: row.seconds,
        believes_doubtful,
        found: found.clone(),
    });
    let voicemail = context.relay.store().voicemail();
    let _written = voicemail.put_stream(row.id, pieces).await?;
    let found = *found.lock().unwrap_or_else(PoisonError::into_inner);
    let found = found.ok_or_else(|| Trouble::of("the file was not read to its end"))?;
    let kept = voicemail.check(row.id).await.map_err(Trouble::of)?;
    let came = Written {
        bytes: found.bytes,
        sha256: found.hash,
    };
    // What is read back, against what came: what was said of the writing is no proof.
    if kept != Some(came) {
        return Err(Trouble::of(
            "what was written is not what can be read: look at the disk of the data folder",
        ));
    }
    Ok(found)
}

/// A download on its way into the vault.
struct Way {
    download: Download,
    measure: Measure,
    hash: Sha256,
    announced: Option<u32>,
    believes_doubtful: bool,
    found: Arc<Mutex<Option<Found>>>,
}

/// The pieces; an error at the end where they make no whole recording, so that the vault keeps nothing of it.
fn measured(way: Way) -> impl Stream<Item = Result<Bytes, Trouble>> + Send {
    try_unfold(way, |mut way| async move {
        match way.download.piece().await? {
            Some(piece) => {
                way.measure.take(&piece);
                way.hash.update(&piece);
                Ok(Some((piece, way)))
            }
            None => way.ends().map(|()| None),
        }
    })
}

impl Way {
    fn ends(self) -> Result<(), Trouble> {
        let seconds = match self.measure.verdict(self.announced) {
            Verdict::Whole { seconds } => seconds,
            Verdict::Doubtful { seconds, why } if self.believes_doubtful && self.is_all() => {
                tracing::warn!(%why, "a message is odd, but it is what the provider has: it is kept");
                seconds
            }
            Verdict::Doubtful { why, .. } | Verdict::Incomplete(why) => {
                return Err(self.incomplete(why));
            }
        };
        let found = Found {
            seconds,
            bytes: self.measure.bytes(),
            hash: self.hash.finalize().into(),
        };
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        Ok(())
    }

    /// Whether the transport knew how much was to come.
    fn is_all(&self) -> bool {
        self.download.length().is_some()
    }

    fn incomplete(&self, why: Fault) -> Trouble {
        let kind = self.download.content_type().unwrap_or("no type");
        Trouble::of(format!("{why} ({} bytes, {kind})", self.measure.bytes()))
    }
}

/// Whether there is no hope: the provider itself says that there is no such recording, and has had time enough.
async fn is_lost(context: &Context, row: &MessageRow, now: DateTime<Utc>) -> bool {
    /// An outage ends with attempts that found nobody; they say nothing of the recording.
    const ATTEMPTS: u32 = 20;
    if now - row.at < APPEARS_WITHIN || row.attempts < ATTEMPTS {
        return false;
    }
    let Ok(client) = context.client(&context.relay.in_force()) else {
        return false;
    };
    !is_known(&client, &row.recording).await
}

/// Whether the provider has, or may have, a sound to this id.
async fn is_known(client: &Client, recording: &str) -> bool {
    match client.recording(recording).await {
        Ok(recording) => matches!(
            recording.status,
            RecordingStatus::InProgress | RecordingStatus::Completed
        ),
        Err(Error::NotYet) => false,
        Err(_) => true,
    }
}
