//! Places the calls that are decided: to choose a PIN, to confirm a phone, to connect a clinician with a patient, for an urgent text.
//!
//! There is no idempotency key at the provider. That a call is being placed is durable before its request begins. Where no
//! answer came, nobody knows whether the phone rings: a call that somebody asked for is not placed again, since a phone
//! that rings twice for one wish is worse than one who asks again; a call for an urgent text is, since one too many is
//! better than none.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::FutureExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::outbox::one_is_free;
use super::{Context, UnderWay, Worker, chance, insist, pace};
use crate::domain::event::Purpose;
use crate::domain::practice::{Clinician, Phone};
use crate::provider::twilio::rest::{CallDraft, Client, Destination, Error, Holds};
use crate::relay::InForce;
use crate::relay::address::Address;
use crate::store::{Due, PlacedRow};

/// So many requests are in flight at most.
const MOST: usize = 4;

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(1);

/// Whoever asks on the own line for a call is still on the phone while the words are spoken: in this time it is free.
const HANGS_UP: TimeDelta = TimeDelta::seconds(15);

/// What came of a request to place a call.
#[derive(Debug, PartialEq)]
enum Fate {
    /// The provider places it, under this id.
    Placed(String),
    /// It was not asked: the phone is engaged until then.
    Early(DateTime<Utc>),
    /// The provider does not, and may later; after as many seconds as it asks for. Why, for the log.
    Waits(Option<u32>, String),
    /// Nobody knows. Why, for the log.
    Lost(String),
    /// It will not be placed. Why, for the log.
    Never(String),
}

/// Places calls until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let slots = Arc::new(Semaphore::new(MOST));
    let mut requests = JoinSet::new();
    loop {
        let until = round(&context, &slots, &mut worker, &mut requests).await;
        while requests.try_join_next().is_some() {}
        if !worker.rest(until).await {
            break;
        }
    }
    // What has no answer when the relay ends is unsettled at the next start.
    while requests.join_next().await.is_some() {}
}

/// Starts as many requests as may be; gives the moment at which to look again, whatever happens until then.
async fn round(
    context: &Context,
    slots: &Arc<Semaphore>,
    worker: &mut Worker,
    requests: &mut JoinSet<()>,
) -> Option<DateTime<Utc>> {
    let relay = &context.relay;
    loop {
        let now = relay.clock().now();
        if worker.is_stopped() || !one_is_free(slots, worker).await {
            return None;
        }
        let free = slots.available_permits();
        let Ok(rows) = relay.store().calls_due(now, free).await else {
            return Some(now + STORE_DOWN);
        };
        if rows.is_empty() {
            let due = relay.store().next_due(Due::Calls, now).await;
            return due.unwrap_or(Some(now + STORE_DOWN));
        }
        for row in rows {
            // There are as many as are claimed: this loop alone takes them.
            let Ok(slot) = slots.clone().try_acquire_owned() else {
                break;
            };
            requests.spawn(place(context.clone(), row, slot, worker.under_way()));
        }
    }
}

/// A defect on the way must not leave the row in hand until the next start.
async fn place(context: Context, row: PlacedRow, slot: OwnedSemaphorePermit, _work: UnderWay) {
    let trying = AssertUnwindSafe(attempt(&context, &row)).catch_unwind();
    let fate = trying
        .await
        .unwrap_or_else(|_| Fate::Lost("placing a call failed inside".to_owned()));
    // Whoever is told by the store's news that this has ended must find the slot free.
    drop(slot);
    note(&context, &row, fate).await;
}

async fn attempt(context: &Context, row: &PlacedRow) -> Fate {
    let in_force = context.relay.in_force();
    if row.unsettled && !may_ring_twice(&row.purpose) {
        return Fate::Lost("the relay ended while it was being placed".to_owned());
    }
    if row.lapsed {
        return Fate::Never("its moment has passed".to_owned());
    }
    let now = context.relay.clock().now();
    if let Some(free) = engaged_until(row).filter(|free| now < *free) {
        return Fate::Early(free);
    }
    let Some((clinician, phone)) = whose(&in_force, row) else {
        return Fate::Never("the phone is no longer in the configuration".to_owned());
    };
    let client = match context.client(&in_force) {
        Ok(client) => client,
        Err(why) => return Fate::Waits(None, why),
    };
    ask(&client, &in_force, row, clinician, phone).await
}

async fn ask(
    client: &Client,
    in_force: &InForce,
    row: &PlacedRow,
    clinician: &Clinician,
    phone: &Phone,
) -> Fate {
    let answered = Address::Placed {
        placed: row.id,
        to: row.to.clone(),
        purpose: row.purpose.clone(),
    };
    let ended = Address::PlacedEnded {
        placed: row.id,
        to: row.to.clone(),
        purpose: row.purpose.clone(),
    };
    let draft = CallDraft {
        to: Destination::Clinician(&phone.number),
        from: row.from,
        url: &answered.url(&in_force.public_url),
        status_callback: &ended.url(&in_force.public_url),
        ring_seconds: clinician.ring,
    };
    match client.place_call(&draft).await {
        Ok(call) => Fate::Placed(call.sid),
        Err(error) => fate_of(&error),
    }
}

fn fate_of(error: &Error) -> Fate {
    let why = error.to_string();
    match error {
        Error::Unsettled { .. } => Fate::Lost(why),
        Error::TooMany { .. } | Error::Down { .. } | Error::NotYet => {
            Fate::Waits(error.retry_after(), why)
        }
        Error::Refused(refusal) => match refusal.holds() {
            // What the practice has set wrong may be set right in time.
            Holds::AWhile | Holds::Setup => Fate::Waits(None, why),
            Holds::Recipient | Holds::Request => Fate::Never(why),
        },
        Error::TooLarge { .. } => Fate::Never(why),
    }
}

/// Tells the store, and whoever waits for the call. First what cannot be taken back is durable.
async fn note(context: &Context, row: &PlacedRow, fate: Fate) {
    let relay = &context.relay;
    let (store, now) = (relay.store(), relay.clock().now());
    match fate {
        Fate::Placed(sid) => {
            tracing::debug!(call = %row.id, "placed");
            insist(|| store.call_placed(row.id, &sid)).await;
        }
        Fate::Early(free) => insist(|| store.call_later(row.id, free)).await,
        Fate::Waits(retry_after, why) => {
            tracing::warn!(call = %row.id, why, "a call is not placed yet");
            later(context, row, retry_after, now).await;
        }
        Fate::Lost(why) if may_ring_twice(&row.purpose) => {
            tracing::warn!(call = %row.id, why, "nobody knows whether a call was placed; it is placed again");
            later(context, row, None, now).await;
        }
        Fate::Lost(why) => {
            tracing::warn!(call = %row.id, why, "nobody knows whether a call was placed; it is not placed again");
            never(context, row).await;
        }
        Fate::Never(why) => {
            tracing::warn!(call = %row.id, why, "a call is not placed");
            never(context, row).await;
        }
    }
}

/// It is looked at again when its moment has passed, at the latest: then whoever waits for it is told.
async fn later(context: &Context, row: &PlacedRow, retry_after: Option<u32>, now: DateTime<Utc>) {
    let due = (now + pace::wait(row.attempts, retry_after, chance())).min(row.until);
    insist(|| context.relay.store().call_later(row.id, due)).await;
}

async fn never(context: &Context, row: &PlacedRow) {
    let relay = &context.relay;
    insist(|| relay.not_placed(row)).await;
    insist(|| relay.store().call_not_placed(row.id)).await;
}

/// Until when the phone that is to be rung is engaged with asking for it.
fn engaged_until(row: &PlacedRow) -> Option<DateTime<Utc>> {
    match row.purpose {
        Purpose::ChoosePin => Some((row.at + HANGS_UP).min(row.until)),
        Purpose::ConfirmPhone | Purpose::Connect { .. } | Purpose::UrgentText { .. } => None,
    }
}

fn may_ring_twice(purpose: &Purpose) -> bool {
    match purpose {
        Purpose::UrgentText { .. } => true,
        Purpose::ChoosePin | Purpose::ConfirmPhone | Purpose::Connect { .. } => false,
    }
}

fn whose<'p>(in_force: &'p InForce, row: &PlacedRow) -> Option<(&'p Clinician, &'p Phone)> {
    let clinician = in_force.practice.clinicians.get(&row.to.clinician)?;
    let phone = match row.purpose {
        Purpose::ConfirmPhone => clinician.next_phone.as_ref(),
        Purpose::ChoosePin | Purpose::Connect { .. } | Purpose::UrgentText { .. } => {
            clinician.phone(row.to.phone)
        }
    };
    let phone = phone.filter(|phone| phone.id == row.to.phone)?;
    Some((clinician, phone))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::names::{OutboxId, PatientId};
    use crate::domain::phone::PhoneId;
    use crate::provider::twilio::rest::{Cause, Outage, Refusal};

    #[test]
    fn only_a_call_for_an_urgent_text_may_ring_twice() {
        let connect = Purpose::Connect {
            patient: PatientId(1),
            phone: PhoneId(2),
        };
        assert!(may_ring_twice(&Purpose::UrgentText { text: OutboxId(3) }));
        assert!(!may_ring_twice(&Purpose::ChoosePin));
        assert!(!may_ring_twice(&Purpose::ConfirmPhone));
        assert!(!may_ring_twice(&connect));
    }

    #[test]
    fn what_was_not_carried_out_is_tried_again_and_what_nobody_knows_is_not_taken_for_that() {
        let refused = |cause| {
            Error::Refused(Refusal {
                code: None,
                status: 400,
                cause,
            })
        };
        let silent = Outage::Silent;
        let down = Error::Down {
            why: Outage::Status(503),
            retry_after: Some(9),
        };
        assert!(matches!(
            fate_of(&Error::Unsettled { why: silent }),
            Fate::Lost(_)
        ));
        assert!(matches!(fate_of(&down), Fate::Waits(Some(9), _)));
        let too_many = Error::TooMany { retry_after: None };
        assert!(matches!(fate_of(&too_many), Fate::Waits(None, _)));
        for cause in [Cause::Credentials, Cause::Suspended] {
            assert!(
                matches!(fate_of(&refused(cause)), Fate::Waits(None, _)),
                "{cause:?}"
            );
        }
        for cause in [Cause::BadNumber, Cause::Malformed] {
            assert!(
                matches!(fate_of(&refused(cause)), Fate::Never(_)),
                "{cause:?}"
            );
        }
    }
}
