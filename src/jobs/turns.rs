//! What falls due without anybody doing anything: held texts are looked at again, questions lapse, who is on duty hears
//! of what waits, and clinicians' phones are asked to confirm.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Context, Worker, not_confirmed};
use crate::domain::decision::Outcome;
use crate::domain::event::Target;
use crate::domain::names::{ClinicianId, OutboxId, Version};
use crate::domain::reason::Reason;
use crate::domain::text;
use crate::ids;
use crate::relay::Own;
use crate::store::{Due, Kind, StoreDown};

/// So many rows are read at once.
const MOST: usize = 64;

/// Held texts are gathered so long before who is on duty is told of them; within 15 minutes is promised.
const GATHERED: TimeDelta = TimeDelta::minutes(10);

/// How often it is asked whether somebody is to be told of them.
const DIGEST: TimeDelta = TimeDelta::minutes(1);

/// Where nobody was to be told so far: nobody is on duty, say.
const DIGEST_LATER: TimeDelta = TimeDelta::minutes(15);

/// A phone may take so long to confirm before the log says that texts wait for it.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// A clock that is set back by more than this has made what is due seem far away.
const SET_BACK: TimeDelta = TimeDelta::minutes(1);

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(5);

/// What this job remembers from one round to the next.
struct Turns {
    context: Context,
    /// With which configuration the held texts were looked at.
    version: Option<Version>,
    /// What time it was in the last round.
    seen: Option<DateTime<Utc>>,
    /// When it is asked again whether somebody is to be told of held texts.
    digest_at: Option<DateTime<Utc>>,
    /// Of whose phones the log has spoken.
    told: HashSet<ClinicianId>,
}

/// Runs until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut turns = Turns {
        context,
        version: None,
        seen: None,
        digest_at: None,
        told: HashSet::new(),
    };
    loop {
        let now = turns.context.relay.clock().now();
        let until = match turns.round(&worker, now).await {
            Ok(until) => until,
            Err(why) => {
                tracing::debug!(%why, "what is due waits for the store");
                Some(now + STORE_DOWN)
            }
        };
        if !worker.rest(until).await {
            return;
        }
    }
}

impl Turns {
    async fn round(
        &mut self,
        worker: &Worker,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreDown> {
        self.other_configuration(now).await?;
        let mut trouble = None;
        let store = self.context.relay.store().clone();
        for id in store.held_due(now, MOST).await? {
            if worker.is_stopped() {
                return Ok(None);
            }
            // One that cannot be decided must not keep the others waiting.
            trouble = self.or_else_later(self.release(id).await)?.or(trouble);
        }
        for id in store.asked_due(now, MOST).await? {
            trouble = self.or_else_later(self.lapse(id).await)?.or(trouble);
        }
        self.ask_phones().await?;
        let digest = self.digest(now).await?;
        let not_ready = self.phones_not_ready(now).await?;
        let due = store.next_due(Due::Deciding, now).await?;
        let again = trouble.map(|()| now + STORE_DOWN);
        let soonest = [digest, not_ready, due, again];
        Ok(soonest.into_iter().flatten().min())
    }

    /// What failed though the store is well is tried again with the next round: `Some`.
    fn or_else_later(&self, done: Result<(), StoreDown>) -> Result<Option<()>, StoreDown> {
        match done {
            Ok(()) => Ok(None),
            Err(why) if self.context.relay.store().health().is_up() => {
                tracing::error!(%why, "a text that is due cannot be decided about; the others go on");
                Ok(Some(()))
            }
            Err(why) => Err(why),
        }
    }

    /// Hours, grants or the time may be others now: every held text is looked at again.
    async fn other_configuration(&mut self, now: DateTime<Utc>) -> Result<(), StoreDown> {
        let version = self.context.relay.in_force().practice.version;
        let set_back = self
            .seen
            .replace(now)
            .is_some_and(|seen| now < seen - SET_BACK);
        if self.version.replace(version) == Some(version) && !set_back {
            return Ok(());
        }
        let looked = self.context.relay.store().look_again(None, now).await;
        if looked.is_err() {
            self.version = None;
        }
        looked
    }

    async fn release(&self, id: OutboxId) -> Result<(), StoreDown> {
        // Looked at whenever it is due, each time anew; that it goes only once its stage sees to.
        let own = Own {
            key: format!("release/{id}/{}", ids::hex128()),
            kind: Kind::Other,
            event: "release",
        };
        let relay = &self.context.relay;
        let wanted =
            |practice: &_, pauses: &_, now| text::release_wanted(practice, pauses, id, now);
        let decided = relay.decides(own, wanted, text::release).await?.decision;
        // The desk may have a fixed line, which takes no texts.
        if decided.outcome == Outcome::Hold && decided.reasons.contains(&Reason::WaitedADay) {
            let clinician = decided.clinician.as_ref().map(ToString::to_string);
            tracing::error!(
                ?clinician,
                "a patient's text has waited for a day and nobody on duty could take it: call the patient"
            );
        }
        Ok(())
    }

    async fn lapse(&self, id: OutboxId) -> Result<(), StoreDown> {
        let own = Own {
            key: format!("unanswered/{id}"),
            kind: Kind::Other,
            event: "unanswered",
        };
        let relay = &self.context.relay;
        let wanted = |practice: &_, _: &_, now| text::row_wanted(practice, id, now);
        relay.decides(own, wanted, text::unanswered).await?;
        Ok(())
    }

    async fn ask_phones(&self) -> Result<(), StoreDown> {
        let relay = &self.context.relay;
        let in_force = relay.in_force();
        let known = relay.store().confirmations();
        for phone in text::phones_to_ask(&in_force.practice, &known) {
            let own = Own {
                key: format!("confirm/{}", name(&phone)),
                kind: Kind::Other,
                event: "confirm",
            };
            let wanted = |_: &_, _: &_, _| Default::default();
            let decide =
                move |practice: &_, facts: &_, now| text::ask_phone(practice, facts, &phone, now);
            relay.decides(own, wanted, decide).await?;
        }
        Ok(())
    }

    /// Who is on duty hears of what waits; gives when to ask again.
    async fn digest(&mut self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreDown> {
        let relay = &self.context.relay;
        let practice = &relay.in_force().practice;
        if !practice.callers.digest || practice.rota.is_empty() {
            return Ok(None);
        }
        let Some(since) = relay.store().undigested_since().await? else {
            self.digest_at = None;
            return Ok(None);
        };
        let at = *self.digest_at.get_or_insert(since + GATHERED);
        let at = at.min(now + DIGEST_LATER);
        if now < at {
            return Ok(Some(at));
        }
        let own = Own {
            key: format!("digest/{}", now.timestamp_micros()),
            kind: Kind::Other,
            event: "digest",
        };
        let wanted = |practice: &_, _: &_, now| text::digest_wanted(practice, now);
        relay.decides(own, wanted, text::digest).await?;
        if relay.store().undigested_since().await?.is_none() {
            self.digest_at = None;
            return Ok(None);
        }
        let has_waited_long = now - since > DIGEST_LATER;
        let again = now
            + if has_waited_long {
                DIGEST_LATER
            } else {
                DIGEST
            };
        self.digest_at = Some(again);
        Ok(Some(again))
    }

    /// The log says, once for each phone, that texts wait for one that has not confirmed.
    async fn phones_not_ready(
        &mut self,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreDown> {
        let relay = &self.context.relay;
        let practice = &relay.in_force().practice;
        let lacking = not_confirmed(practice, &relay.store().confirmations());
        if lacking.is_empty() {
            return Ok(None);
        }
        let mut next = None;
        for (clinician, since) in relay.store().waiting_for_phones().await? {
            let at = since + PATIENCE;
            if !lacking.contains(&clinician) || self.told.contains(&clinician) {
                continue;
            }
            if now < at {
                next = Some(next.map_or(at, |next: DateTime<Utc>| next.min(at)));
                continue;
            }
            tracing::error!(%clinician, "texts wait because this clinician's phone has not confirmed: check its number, and that it was answered OK");
            self.told.insert(clinician);
        }
        Ok(next)
    }
}

fn name(phone: &Target) -> String {
    format!("{}.{}", phone.clinician, phone.phone)
}
