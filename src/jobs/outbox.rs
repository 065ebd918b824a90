//! Sends what is decided: claims the rows that may go, a bounded number at once, and tells the store how each went.
//!
//! There is no idempotency key at the provider. A row is `sending`, durably, before its request begins; what has no
//! answer is settled ([`super::settle`]) before it is sent again, and a failure that is certain waits and is tried again.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::fate::{Fate, Waits};
use super::letter::Letter;
use super::pace::{self, Pace};
use super::{Context, UnderWay, Worker, chance, insist};
use crate::domain::decision::{OutgoingKind, Recipient};
use crate::domain::names::ClinicianId;
use crate::domain::outbox::{Failure, Stage, segments};
use crate::domain::phone::Line;
use crate::domain::practice::Practice;
use crate::provider::twilio::rest::{Client, Draft, Sent};
use crate::relay::{InForce, address};
use crate::store::{Claim, Claimed, Due, StoreDown};

/// So many requests are in flight at most.
const MOST: usize = 8;

/// After so much failure the author is told.
pub const GIVES_UP: TimeDelta = TimeDelta::hours(24);

/// How long after an answer was lost the provider's list is looked at.
pub const FIRST_LOOK: TimeDelta = TimeDelta::seconds(5);

/// Failures of a conversation this far apart are not one spell: the longest wait is much shorter.
const SPELL: TimeDelta = TimeDelta::hours(1);

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(1);

/// What the requests share.
struct Sender {
    context: Context,
    pace: Mutex<Pace>,
    /// Where nothing gets through from a line to somebody: what waits behind is not tried for a day of its own.
    failing: Mutex<Failing>,
}

/// From which line to whom nothing gets through, since when, and when it failed last.
#[derive(Default)]
struct Failing(HashMap<(Line, Recipient), (DateTime<Utc>, DateTime<Utc>)>);

impl Failing {
    /// A request failed just now; gives since when they do. What failed long ago and never since was another spell.
    fn fails(&mut self, line: Line, to: &Recipient, now: DateTime<Utc>) -> DateTime<Utc> {
        self.0.retain(|_, (_, last)| now - *last < SPELL);
        let spell = self.0.entry((line, to.clone())).or_insert((now, now));
        spell.1 = now;
        spell.0
    }

    /// Something got through, or was answered at least.
    fn ends(&mut self, line: Line, to: &Recipient) {
        self.0.remove(&(line, to.clone()));
    }
}

/// Sends until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let sender = Arc::new(Sender {
        context,
        pace: Mutex::default(),
        failing: Mutex::default(),
    });
    // What an earlier run of this loop had in hand when it failed inside is in nobody's hands.
    let relay = &sender.context.relay;
    if let Err(why) = relay.store().nobody_sends(relay.clock().now()).await {
        tracing::debug!(%why, "what was under way is settled when the store opens");
    }
    let slots = Arc::new(Semaphore::new(MOST));
    let mut requests = JoinSet::new();
    loop {
        let until = sender.round(&slots, &mut worker, &mut requests).await;
        while let Some(ended) = requests.try_join_next() {
            tell_panic(&ended);
        }
        if !worker.rest(until).await {
            break;
        }
    }
    // What has no answer when the relay ends is settled at the next start.
    while let Some(ended) = requests.join_next().await {
        tell_panic(&ended);
    }
}

fn tell_panic(ended: &Result<(), tokio::task::JoinError>) {
    if ended.is_err() {
        tracing::error!("sending a text failed inside; it is settled at the next start");
    }
}

impl Sender {
    /// Starts as many requests as may be; gives the moment at which to look again, whatever happens until then.
    async fn round(
        self: &Arc<Self>,
        slots: &Arc<Semaphore>,
        worker: &mut Worker,
        requests: &mut JoinSet<()>,
    ) -> Option<DateTime<Utc>> {
        let clock = self.context.relay.clock();
        loop {
            let now = clock.now();
            if worker.is_stopped() || !one_is_free(slots, worker).await {
                return None;
            }
            let free = slots.available_permits();
            if let Some(until) = self.pace().closed_until(now) {
                return Some(until);
            }
            let claimed = match self.claim(free, now).await {
                Ok(claimed) => claimed,
                Err(_) => return Some(now + STORE_DOWN),
            };
            if claimed.is_empty() {
                return self.next_look(now).await;
            }
            for row in claimed {
                // There are as many as are claimed: this loop alone takes them.
                let Ok(slot) = slots.clone().try_acquire_owned() else {
                    break;
                };
                let (sender, under_way) = (self.clone(), worker.under_way());
                requests.spawn(sender.send(row, slot, under_way));
            }
        }
    }

    async fn claim(&self, most: usize, now: DateTime<Utc>) -> Result<Vec<Claimed>, StoreDown> {
        let relay = &self.context.relay;
        let in_force = relay.in_force();
        let not_from = self.pace().not_from(now);
        let claim = Claim {
            now,
            most,
            per_line: per_line(in_force.pace),
            not_from,
            not_to: unconfirmed(&in_force.practice, relay),
        };
        let claimed = relay.store().claim(claim).await?;
        let mut pace = self.pace();
        for row in &claimed {
            let length = Letter::of(&in_force, row).map_or(1, |letter| segments(&letter.body));
            pace.leaves(row.from, length, in_force.pace, now);
        }
        Ok(claimed)
    }

    async fn next_look(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let line = self.pace().next(now);
        match self.context.relay.store().next_due(Due::Sending, now).await {
            Ok(due) => due.into_iter().chain(line).min(),
            Err(_) => Some(now + STORE_DOWN),
        }
    }

    /// A defect on the way must not leave the row in hand, and its conversation closed, until the next start.
    async fn send(self: Arc<Self>, row: Claimed, slot: OwnedSemaphorePermit, _work: UnderWay) {
        let tried = AssertUnwindSafe(self.try_to_send(&row, slot));
        if tried.catch_unwind().await.is_err() {
            tracing::error!(text = %row.id, "sending a text failed inside; it is looked for in the provider's list");
            let relay = &self.context.relay;
            let look_at = relay.clock().now() + FIRST_LOOK;
            insist(|| relay.store().answer_lost(row.id, look_at)).await;
        }
    }

    async fn try_to_send(&self, row: &Claimed, slot: OwnedSemaphorePermit) {
        let in_force = self.context.relay.in_force();
        if self.must_confirm(&in_force, row) {
            // The number was changed since the row was claimed: nobody knows yet whose it is.
            drop(slot);
            let relay = &self.context.relay;
            let now = relay.clock().now();
            return insist(|| relay.store().try_again(row.id, now)).await;
        }
        let letter = match Letter::of(&in_force, row) {
            Ok(letter) => letter,
            Err(failure) => return self.fails(row, failure, slot).await,
        };
        if let Err(failure) = letter.may_leave(&in_force, row) {
            return self.fails(row, failure, slot).await;
        }
        let fate = match self.context.client(&in_force) {
            Ok(client) => self.ask(&client, &in_force, row, &letter).await,
            Err(why) => Fate::no_client(why),
        };
        // Whoever is told by the store's news that this has ended must find the slot free.
        drop(slot);
        self.note(row, fate).await;
    }

    fn must_confirm(&self, in_force: &InForce, row: &Claimed) -> bool {
        match &row.to {
            Recipient::Clinician(clinician) if row.kind != OutgoingKind::Confirmation => {
                unconfirmed(&in_force.practice, &self.context.relay).contains(clinician)
            }
            _ => false,
        }
    }

    async fn ask(
        &self,
        client: &Client,
        in_force: &InForce,
        row: &Claimed,
        letter: &Letter<'_>,
    ) -> Fate {
        let now = self.context.relay.clock().now();
        let media: Vec<String> = row
            .media
            .iter()
            .map(|id| super::media::url(&self.context, in_force, *id, now))
            .collect();
        let draft = Draft {
            to: letter.to,
            from: row.from,
            body: &letter.body,
            media: &media,
            status_callback: &address::text_status(&in_force.public_url, row.id),
        };
        Fate::of(client.send_text(&draft).await)
    }

    async fn fails(&self, row: &Claimed, failure: Failure, slot: OwnedSemaphorePermit) {
        drop(slot);
        tracing::warn!(text = %row.id, why = ?failure, "a text is not sent");
        self.has_failed(row, failure, Stage::Refused).await;
    }

    async fn has_failed(&self, row: &Claimed, failure: Failure, stage: Stage) {
        let relay = &self.context.relay;
        insist(|| relay.has_failed(row.id, failure, stage)).await;
    }

    async fn note(&self, row: &Claimed, fate: Fate) {
        let relay = &self.context.relay;
        relay.metrics().text_tried(fate.word());
        match fate {
            Fate::Accepted(sent) => self.accepted(row, &sent).await,
            Fate::Lost(why) => {
                tracing::warn!(text = %row.id, %why, "the answer of the provider is lost; the text is looked for in its list");
                let look_at = relay.clock().now() + FIRST_LOOK;
                insist(|| relay.store().answer_lost(row.id, look_at)).await;
            }
            Fate::Fails { failure, why } => {
                self.failing().ends(row.from, &row.to);
                tracing::warn!(text = %row.id, %why, "the provider does not take a text");
                self.has_failed(row, failure, Stage::Refused).await;
            }
            Fate::Waits(waits) => self.again(row, waits).await,
        }
    }

    async fn accepted(&self, row: &Claimed, sent: &Sent) {
        let relay = &self.context.relay;
        self.pace().is_well();
        self.failing().ends(row.from, &row.to);
        if relay.note_sending_fails(None) {
            tracing::info!("texts can be sent again");
        }
        let at = relay.clock().now();
        let is_its_own = insist(|| relay.store().accepted(row.id, &sent.sid, at)).await;
        if !is_its_own {
            tracing::warn!(text = %row.id, "the provider's id of a text is another's; it is settled by its list");
        }
        tracing::debug!(text = %row.id, "text accepted");
    }

    async fn again(&self, row: &Claimed, waits: Waits) {
        let relay = &self.context.relay;
        let now = relay.clock().now();
        if now - self.fails_since(row, now) >= GIVES_UP {
            tracing::error!(text = %row.id, why = %waits.why, "a text could not be sent for a day; it is given up");
            return self.has_failed(row, Failure::GivenUp, Stage::GivenUp).await;
        }
        let mut due = now + pace::wait(row.attempts, waits.retry_after, chance());
        if waits.account {
            let until = self.pace().hold_account(waits.retry_after, chance(), now);
            due = due.max(until);
        }
        if waits.line {
            self.pace().hold_line(row.from, due);
        }
        if waits.setup && relay.note_sending_fails(Some(waits.why.clone())) {
            tracing::error!(why = %waits.why, "texts cannot be sent until the practice sets this right");
        } else {
            tracing::warn!(text = %row.id, why = %waits.why, "the provider did not take a text; it is tried again");
        }
        insist(|| relay.store().try_again(row.id, due)).await;
    }

    fn fails_since(&self, row: &Claimed, now: DateTime<Utc>) -> DateTime<Utc> {
        let conversation = self.failing().fails(row.from, &row.to, now);
        let own = row.first_tried.unwrap_or(now);
        own.min(conversation.max(row.created_at))
    }

    fn failing(&self) -> MutexGuard<'_, Failing> {
        self.failing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a slot; false: the relay ends.
pub async fn one_is_free(slots: &Semaphore, worker: &mut Worker) -> bool {
    tokio::select! {
        free = slots.acquire() => free.is_ok(),
        () = worker.stopped() => false,
    }
}

/// How many rows of one line may leave at once: a second's worth.
fn per_line(pace: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between one and a handful"
    )]
    let second = pace.clamp(1.0, MOST as f64) as usize;
    second
}

/// The clinicians whose first phone gets nothing yet.
fn unconfirmed(practice: &Practice, relay: &crate::relay::Relay) -> Vec<ClinicianId> {
    super::not_confirmed(practice, &relay.store().confirmations())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap()
    }

    #[test]
    fn a_failure_of_last_week_does_not_count_against_todays_text() {
        let line = Line("+447700900101".parse().unwrap());
        let rosa = Recipient::Number("+447700900456".parse().unwrap());
        let mut failing = Failing::default();
        assert_eq!(failing.fails(line, &rosa, at(0)), at(0));
        assert_eq!(failing.fails(line, &rosa, at(50)), at(0));
        assert_eq!(failing.fails(line, &rosa, at(10_000)), at(10_000));
        failing.ends(line, &rosa);
        assert_eq!(failing.fails(line, &rosa, at(10_001)), at(10_001));
    }
}
