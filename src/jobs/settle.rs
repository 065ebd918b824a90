//! Settles texts whose answer was lost: the provider has them or it does not, and only its own list (or a status
//! callback, which adopts the id by itself) can tell. Nothing is sent again before such a look.

use std::panic::AssertUnwindSafe;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;

use super::letter::Letter;
use super::outbox::GIVES_UP;
use super::{Context, Worker, chance, insist, pace};
use crate::domain::outbox::{Failure, Stage};
use crate::provider::twilio::rest::{Error, Listing, Text};
use crate::relay::InForce;
use crate::store::{Claimed, Due};

/// So much earlier a text may appear in the list than the request began here: clocks differ.
const MARGIN: TimeDelta = TimeDelta::minutes(2);

/// A text may appear in the list only a little later, and a request that was given up here may still be carried out
/// there: what is not in the list so long after the request began was never taken.
const LAST_LOOK: TimeDelta = TimeDelta::seconds(50);

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(1);

/// Settles until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut failures = 0;
    loop {
        let until = round(&context, &worker, &mut failures).await;
        if !worker.rest(until).await {
            return;
        }
    }
}

async fn round(context: &Context, worker: &Worker, failures: &mut u32) -> Option<DateTime<Utc>> {
    let (store, now) = (context.relay.store(), context.relay.clock().now());
    let Ok(rows) = store.unsettled(now).await else {
        return Some(now + STORE_DOWN);
    };
    for row in &rows {
        if worker.is_stopped() {
            return None;
        }
        // A defect in reading one row must not keep the others unsettled.
        let settled = AssertUnwindSafe(settle(context, row)).catch_unwind().await;
        match settled.unwrap_or_else(|_| Err("looking failed inside".to_owned())) {
            Ok(()) => *failures = 0,
            Err(why) if has_waited_long(row, now) => {
                tracing::error!(text = %row.id, why, "whether a text was sent could not be found out for a day; it is given up");
                insist(|| {
                    context
                        .relay
                        .has_failed(row.id, Failure::GivenUp, Stage::GivenUp)
                })
                .await;
            }
            Err(why) => {
                tracing::warn!(text = %row.id, why, "the provider's list of texts cannot be read; a text with a lost answer waits");
                let look_at =
                    now + pace::wait(*failures, None, chance()).max(super::outbox::FIRST_LOOK);
                *failures = failures.saturating_add(1);
                insist(|| store.answer_lost(row.id, look_at)).await;
            }
        }
    }
    store
        .next_due(Due::Settling, now)
        .await
        .unwrap_or(Some(now + STORE_DOWN))
}

/// One look; says why there was none.
async fn settle(context: &Context, row: &Claimed) -> Result<(), String> {
    let relay = &context.relay;
    let (in_force, now) = (relay.in_force(), relay.clock().now());
    let letter = match Letter::of(&in_force, row) {
        Ok(letter) => letter,
        Err(failure) => {
            insist(|| relay.has_failed(row.id, failure, Stage::Refused)).await;
            return Ok(());
        }
    };
    let listing = look(context, &in_force, row, &letter).await?;
    if adopts(context, row, &letter, &listing).await {
        return Ok(());
    }
    if !listing.complete {
        return Err("the list is longer than what is read of it".to_owned());
    }
    let last_look = row.tried_at + LAST_LOOK;
    if now < last_look {
        // Not farther away, though the clock was set back since.
        let look_at = last_look.min(now + LAST_LOOK);
        insist(|| relay.store().answer_lost(row.id, look_at)).await;
    } else {
        tracing::info!(text = %row.id, "the provider never took a text; it is sent again");
        insist(|| relay.store().try_again(row.id, now)).await;
    }
    Ok(())
}

fn has_waited_long(row: &Claimed, now: DateTime<Utc>) -> bool {
    now - row.first_tried.unwrap_or(row.tried_at) >= GIVES_UP
}

async fn look(
    context: &Context,
    in_force: &InForce,
    row: &Claimed,
    letter: &Letter<'_>,
) -> Result<Listing<Text>, String> {
    let client = context.client(in_force)?;
    // The clock may have been set back since: nothing was tried later than now.
    let since = row.tried_at.min(context.relay.clock().now()) - MARGIN;
    let listing = client.texts_sent(row.from, &letter.to, since).await;
    listing.map_err(|error: Error| error.to_string())
}

/// Looks for the oldest text in the list that can be this one and is no other row's.
async fn adopts(
    context: &Context,
    row: &Claimed,
    letter: &Letter<'_>,
    listing: &Listing<Text>,
) -> bool {
    let relay = &context.relay;
    let mut same: Vec<&Text> = listing
        .items
        .iter()
        .filter(|text| text.body == letter.body && has_as_many(text, row))
        .collect();
    same.sort_by_key(|text| text.created);
    for text in same {
        if insist(|| relay.store().knows_sid(&text.sid)).await {
            continue;
        }
        let now = relay.clock().now();
        if !insist(|| relay.store().accepted(row.id, &text.sid, now)).await {
            continue;
        }
        tracing::info!(text = %row.id, "the provider had taken a text whose answer was lost");
        relay.metrics().text_tried("found");
        // Its reports may be lost as well.
        insist(|| relay.reported(row.id, &text.sid, text.status, text.error_code)).await;
        return true;
    }
    false
}

/// The provider fetches pictures only after it has taken the text: what it has not got yet does not count against it.
fn has_as_many(text: &Text, row: &Claimed) -> bool {
    let media = text.media as usize;
    media == row.media.len() || (media == 0 && !row.media.is_empty())
}
