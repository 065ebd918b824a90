//! Empties at the provider what has arrived: it keeps the words of every text until somebody asks it not to.
//!
//! The provider's own list is walked, every ten minutes and at the start, from where everything is known to be empty: so
//! the way of a text costs nothing, and what was sent while nobody could clear up is found. A text is left alone while
//! its body may still be needed: one that came in until the store has it (else it would be lost: what no webhook said is
//! fetched from this very list), one that went out until it is final and the store knows it (a lost answer is settled by
//! comparing the words). What is left after a day, [`super::retention`] looks at.

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Context, Worker, chance, pace};
use crate::domain::phone::{E164, Line};
use crate::domain::practice::Practice;
use crate::provider::twilio::message::MessageStatus;
use crate::provider::twilio::rest::{Client, Direction, Error, Text};
use crate::relay::text_key;
use crate::store::StoreDown;

/// How often the list is walked.
const EVERY: TimeDelta = TimeDelta::minutes(10);

/// Clocks differ, and a text may appear in the list a little later.
const MARGIN: TimeDelta = TimeDelta::minutes(5);

/// What is older is left to [`super::retention`], so that one text that never ends does not make every walk longer.
const FARTHEST: TimeDelta = TimeDelta::hours(26);

/// The provider gives a text up within ten hours: of one that left so long ago nothing more is heard.
const SENT_IS_THE_END: TimeDelta = TimeDelta::hours(11);

/// A lost answer is settled or given up within a day; then nobody compares the words any more.
const NOT_SETTLED_ANY_MORE: TimeDelta = TimeDelta::hours(25);

/// Between two of the requests that clear up: they must not use up the account's allowance.
const BREATH: Duration = Duration::from_millis(50);

/// Under which name it is kept up to where everything is cleared.
const REACHED: &str = "texts cleared there";

/// Why a walk ends before its end.
#[derive(Debug, thiserror::Error)]
enum Stops {
    #[error("the store: {0}")]
    Store(#[from] StoreDown),
    #[error("the provider: {why}")]
    Provider {
        why: String,
        retry_after: Option<u32>,
    },
}

impl From<Error> for Stops {
    fn from(error: Error) -> Self {
        Stops::Provider {
            why: error.to_string(),
            retry_after: error.retry_after(),
        }
    }
}

/// Walks until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut walks = Walks {
        context,
        done: HashSet::new(),
    };
    let mut failures = 0;
    loop {
        let now = walks.context.relay.clock().now();
        let walked = tokio::select! {
            walked = walks.walk(now) => walked,
            // What was not reached is walked again at the next start.
            () = worker.stopped() => return,
        };
        let wait = match walked {
            Ok(()) => {
                failures = 0;
                EVERY
            }
            Err(why) => {
                tracing::warn!(%why, "what has arrived could not be emptied at the provider; it is tried again");
                let retry_after = match why {
                    Stops::Provider { retry_after, .. } => retry_after,
                    Stops::Store(_) => None,
                };
                failures += 1;
                pace::wait(failures, retry_after, chance())
            }
        };
        let due = now + wait;
        // News of the store is no reason to walk again.
        while walks.context.relay.clock().now() < due {
            if !worker.rest(Some(due)).await {
                return;
            }
        }
    }
}

struct Walks {
    context: Context,
    /// What was cleared of the part of the list that is walked again: the list itself only shows that the words are gone.
    done: HashSet<String>,
}

impl Walks {
    async fn walk(&mut self, now: DateTime<Utc>) -> Result<(), Stops> {
        let in_force = self.context.relay.in_force();
        if !in_force.retention.provider_delete {
            return Ok(());
        }
        let client = self.context.client(&in_force);
        let client = client.map_err(|why| Stops::Provider {
            why,
            retry_after: None,
        })?;
        let since = self.since(now).await?;
        let listing = client.texts_since(since).await?;
        let mut texts = listing.items;
        texts.retain(|text| is_ours(&in_force.practice, text));
        texts.sort_by_key(|text| text.created);
        let listed: HashSet<&String> = texts.iter().map(|text| &text.sid).collect();
        self.done.retain(|sid| listed.contains(sid));
        // What cannot be reached stops the walk, but not the ground that was won before.
        let mut reached = if listing.complete {
            now - MARGIN
        } else {
            since
        };
        let mut stops = Ok(());
        for text in &texts {
            let cleared = match &stops {
                Ok(()) => self.clear(&client, text, now).await,
                Err(_) => Ok(false),
            };
            let is_clear = cleared.unwrap_or_else(|why| {
                stops = Err(why);
                false
            });
            if !is_clear {
                reached = reached.min(text.created.unwrap_or(since));
            }
        }
        self.keep(since, reached).await?;
        stops
    }

    /// Up to where everything is clear.
    async fn since(&self, now: DateTime<Utc>) -> Result<DateTime<Utc>, Stops> {
        let store = self.context.relay.store();
        let kept = store.watermark(REACHED).await?;
        let began = store.began().await?;
        Ok(kept.unwrap_or(began).max(now - FARTHEST))
    }

    async fn keep(&self, since: DateTime<Utc>, reached: DateTime<Utc>) -> Result<(), Stops> {
        if reached > since {
            let store = self.context.relay.store();
            store.set_watermark(REACHED, reached).await?;
        }
        Ok(())
    }

    /// Clears one text, if its time has come; whether nothing is left of it to clear.
    async fn clear(
        &mut self,
        client: &Client,
        text: &Text,
        now: DateTime<Utc>,
    ) -> Result<bool, Stops> {
        if self.done.contains(&text.sid) {
            return Ok(true);
        }
        let has_pictures = text.media > 0 && text.direction != Direction::Inbound;
        if text.body.is_empty() && !has_pictures {
            return Ok(true);
        }
        if !is_final(text, now) || !self.is_needed_no_more(text, now).await? {
            return Ok(false);
        }
        match self.empty(client, text, has_pictures).await {
            Ok(()) => {
                self.done.insert(text.sid.clone());
                tokio::time::sleep(BREATH).await;
                Ok(true)
            }
            Err(Error::NotYet) => Ok(false),
            Err(Error::Refused(refusal)) if !super::retention::is_setup(refusal) => {
                tracing::warn!(sid = text.sid, %refusal, "a text could not be emptied at the provider; it is looked at again");
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Each part is counted once the provider has confirmed that it is gone.
    async fn empty(&self, client: &Client, text: &Text, has_pictures: bool) -> Result<(), Error> {
        let metrics = self.context.relay.metrics();
        if !text.body.is_empty() {
            client.redact(&text.sid).await?;
            metrics.deleted_there("text");
        }
        if has_pictures {
            for _ in 0..client.delete_media(&text.sid).await? {
                metrics.deleted_there("attachment");
            }
        }
        Ok(())
    }

    /// Whether the store has of it what it needs.
    async fn is_needed_no_more(&self, text: &Text, now: DateTime<Utc>) -> Result<bool, StoreDown> {
        let store = self.context.relay.store();
        if text.direction == Direction::Inbound {
            let key = text_key(&text.sid);
            let undecided = store.undecided(vec![key.clone()]).await?;
            return Ok(!undecided.contains(&key));
        }
        let is_old = text
            .created
            .is_some_and(|at| at < now - NOT_SETTLED_ANY_MORE);
        Ok(is_old || store.knows_sid(&text.sid).await?)
    }
}

/// Between one of the practice's lines and somebody: an account may serve others besides.
fn is_ours(practice: &Practice, text: &Text) -> bool {
    let is_line = |number: E164| {
        practice.clinicians.by_line(Line(number)).is_some() || practice.is_back_line(number)
    };
    let ours = match text.direction {
        Direction::Inbound => text.to,
        _ => text.from,
    };
    ours.is_some_and(is_line)
}

/// Whether nothing more will be heard of it.
fn is_final(text: &Text, now: DateTime<Utc>) -> bool {
    match text.status {
        MessageStatus::Received => text.direction == Direction::Inbound,
        MessageStatus::PartiallyDelivered => true,
        MessageStatus::Sent => text.sent.is_some_and(|at| at <= now - SENT_IS_THE_END),
        status => status.is_terminal(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(direction: Direction, status: MessageStatus, sent: Option<&str>) -> Text {
        Text {
            sid: "SM1".to_owned(),
            from: None,
            to: None,
            body: "words".to_owned(),
            direction,
            status,
            error_code: None,
            media: 0,
            created: None,
            sent: sent.map(|at| at.parse().unwrap()),
        }
    }

    #[test]
    fn a_text_is_final_when_nothing_more_will_be_heard_of_it() {
        let now: DateTime<Utc> = "2026-11-23T22:00:00Z".parse().unwrap();
        let out = |status| is_final(&text(Direction::OutboundApi, status, None), now);
        for status in [
            MessageStatus::Delivered,
            MessageStatus::Undelivered,
            MessageStatus::Failed,
            MessageStatus::Read,
            MessageStatus::Canceled,
            MessageStatus::PartiallyDelivered,
        ] {
            assert!(out(status), "{status:?}");
        }
        for status in [
            MessageStatus::Accepted,
            MessageStatus::Scheduled,
            MessageStatus::Queued,
            MessageStatus::Sending,
            MessageStatus::Receiving,
            MessageStatus::Received,
        ] {
            assert!(!out(status), "{status:?}");
        }
        let sent = |at| {
            let sent = text(Direction::OutboundReply, MessageStatus::Sent, at);
            is_final(&sent, now)
        };
        assert!(!sent(None) && !sent(Some("2026-11-23T11:00:01Z")));
        assert!(sent(Some("2026-11-23T11:00:00Z")));
        let inbound = text(Direction::Inbound, MessageStatus::Received, None);
        assert!(is_final(&inbound, now));
    }
}
