//! Phones that are to take another's place (`next_phone`) are asked once by a text, and put in their place in the
//! configuration folder when they have confirmed. What is known of a clinician who has gone, or whose id another person has
//! now, is forgotten: the PIN, and what phones have confirmed.
//!
//! That a phone has confirmed is durable; the edit is made again until the folder shows it. Killed between the two, the next
//! start finds the phone confirmed and still waiting.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::well::of_nobody;
use super::{Context, Worker};
use crate::config::edit::promote::Promoted;
use crate::domain::event::Target;
use crate::domain::names::Version;
use crate::domain::outbox::Confirmation;
use crate::domain::practice::{Clinician, Practice};
use crate::domain::{next_phone, text};
use crate::relay::Own;
use crate::store::{Kind, NextPhone, People, StoreDown};

/// While the store cannot be used.
const STORE_DOWN: TimeDelta = TimeDelta::seconds(5);

/// After an edit that could not be made: somebody has to correct the folder first.
const EDIT_LATER: TimeDelta = TimeDelta::seconds(30);

struct Phones {
    context: Context,
    /// Of which configuration the store knows the phones.
    version: Option<Version>,
    /// What waits, as last known.
    waiting: Vec<NextPhone>,
    /// When an edit that could not be made is tried again.
    edit_at: Option<DateTime<Utc>>,
}

/// Runs until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut phones = Phones {
        context,
        version: None,
        waiting: Vec::new(),
        edit_at: None,
    };
    loop {
        let now = phones.context.relay.clock().now();
        let until = match phones.round(now).await {
            Ok(until) => until,
            Err(why) => {
                tracing::debug!(%why, "phones that are to be used wait for the store");
                Some(now + STORE_DOWN)
            }
        };
        if !worker.rest(until).await {
            return;
        }
    }
}

impl Phones {
    async fn round(&mut self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>, StoreDown> {
        self.other_configuration(now).await?;
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let known = self.context.relay.store().confirmations();
        let mut confirmed = Vec::new();
        for next in &mut self.waiting {
            next.known = known.0.get(&next.phone).copied();
            match next.known {
                None => ask(&self.context, next).await?,
                Some(Confirmation::Asked(_)) => {}
                Some(Confirmation::Confirmed(_)) => confirmed.push(next.phone.clone()),
            }
        }
        if confirmed.is_empty() || self.edit_at.is_some_and(|at| now < at) {
            return Ok(self.edit_at.filter(|_| !confirmed.is_empty()));
        }
        self.edit_at = None;
        for phone in confirmed {
            if !take_its_place(&self.context, phone).await {
                self.edit_at = Some(now + EDIT_LATER);
            }
        }
        Ok(self.edit_at)
    }

    /// The store learns which phones are to be asked for, and which clinicians there are.
    async fn other_configuration(&mut self, now: DateTime<Utc>) -> Result<(), StoreDown> {
        let relay = &self.context.relay;
        let in_force = relay.in_force();
        let practice = &in_force.practice;
        if self.version == Some(practice.version) {
            return Ok(());
        }
        let clinicians = practice.clinicians.iter();
        let next = clinicians.filter_map(Clinician::next_target).collect();
        let store = relay.store();
        store.people_are(people(practice)).await?;
        self.waiting = store.next_phones_are(next, in_use(practice), now).await?;
        self.version = Some(practice.version);
        self.edit_at = None;
        if let Ok(counts) = store.message_counts().await {
            for trouble in of_nobody(&counts, practice) {
                tracing::warn!("{trouble}");
            }
        }
        Ok(())
    }
}

fn in_use(practice: &Practice) -> HashSet<Target> {
    let phones = practice.clinicians.iter().flat_map(|clinician| {
        clinician.phones.iter().map(|phone| Target {
            clinician: clinician.id.clone(),
            phone: phone.id,
        })
    });
    phones.collect()
}

fn people(practice: &Practice) -> People {
    let phones = |known: &Clinician| known.phones.iter().map(|phone| phone.id).collect();
    let people = practice.clinicians.iter();
    people
        .map(|known| (known.id.clone(), phones(known)))
        .collect()
}

async fn ask(context: &Context, next: &NextPhone) -> Result<(), StoreDown> {
    let phone = next.phone.clone();
    let own = Own {
        key: format!(
            "next-phone/{}.{}/{}",
            phone.clinician,
            phone.phone,
            next.since.timestamp_micros()
        ),
        kind: Kind::Other,
        event: "confirm",
    };
    let wanted = |_: &_, _: &_, _| Default::default();
    let decide = move |practice: &Practice, facts: &_, now| {
        let clinician = practice.clinicians.get(&phone.clinician);
        let clinician = clinician.filter(|known| known.next_target().as_ref() == Some(&phone));
        match clinician {
            Some(clinician) => text::ask_next_phone(practice, facts, clinician, now),
            None => next_phone::nobody(practice),
        }
    };
    context.relay.decides(own, wanted, decide).await?;
    Ok(())
}

/// Whether nothing is left to be done.
async fn take_its_place(context: &Context, phone: Target) -> bool {
    let context = context.clone();
    let done = tokio::task::spawn_blocking(move || {
        let done = edit(&context, &phone);
        (context.reload)();
        if let Err(why) = &done {
            tracing::warn!(clinician = %phone.clinician, "a phone that has confirmed is not in its place yet: {why}");
        }
        done.is_ok()
    });
    done.await.unwrap_or(false)
}

/// Only what is in force is edited: else somebody's mistake, or what is half saved, would come into force with it.
fn edit(context: &Context, phone: &Target) -> Result<(), String> {
    (context.reload)();
    let relay = &context.relay;
    if let Some(refused) = &relay.configured().refused {
        return Err(format!(
            "correct the configuration first: {}",
            refused.first
        ));
    }
    let in_force = relay.in_force();
    let clinician = in_force.practice.clinicians.get(&phone.clinician);
    let next = clinician.and_then(|clinician| clinician.next_phone.as_ref());
    let Some(next) = next.filter(|next| next.id == phone.phone) else {
        return Ok(());
    };
    let now = relay.clock().now();
    match context
        .editor
        .promote(&phone.clinician, &next.number, now)
        .map_err(|error| error.to_string())?
    {
        Promoted::Done => {
            tracing::info!(clinician = %phone.clinician, "a phone has confirmed and takes its place");
        }
        Promoted::Gone => {}
    }
    Ok(())
}
