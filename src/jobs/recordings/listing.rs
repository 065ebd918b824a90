//! What was recorded while nobody here could be told: the provider's list is looked through at the start and every hour.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::ask::{is_message, is_ready};
use super::{Context, Worker, again};
use crate::domain::phone::Line;
use crate::domain::practice::Practice;
use crate::provider::twilio::call::Direction;
use crate::provider::twilio::rest::{Call, Client, Error, Recording};
use crate::relay::call_id;

/// How often the list is looked at.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// Under this name the store remembers up to when everything is known.
const WATERMARK: &str = "recordings";

/// A recording is listed from its beginning on, and is ready only after its end; and clocks differ.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// After a look that failed, at least.
const SOONEST: TimeDelta = TimeDelta::seconds(1);

/// What this job remembers from one look to the next.
struct Looks {
    context: Context,
    /// Those that are not ours, so that nobody is asked again.
    strange: HashSet<String>,
    next: Option<DateTime<Utc>>,
    /// How many looks in a row have failed.
    failures: u32,
}

/// Looks until the worker ends.
pub async fn run(context: Context, mut worker: Worker) {
    let mut looks = Looks {
        context,
        strange: HashSet::new(),
        next: None,
        failures: 0,
    };
    loop {
        let until = tokio::select! {
            until = looks.round() => until,
            () = worker.stopped() => return,
        };
        if !worker.rest(Some(until)).await {
            return;
        }
    }
}

impl Looks {
    async fn round(&mut self) -> DateTime<Utc> {
        let now = self.context.relay.clock().now();
        // Not farther away than it can be, though the clock was set back.
        let waits = self.next.filter(|next| *next > now && *next <= now + EVERY);
        if let Some(next) = waits {
            return next;
        }
        let next = match self.look(now).await {
            Ok(()) => {
                self.failures = 0;
                self.context.relay.metrics().recordings_listed(now);
                now + EVERY
            }
            Err(why) => {
                tracing::warn!(
                    why,
                    "the provider's list of recordings cannot be read; messages that no webhook announced are found later"
                );
                let next = again(now, self.failures, None).max(now + SOONEST);
                self.failures = self.failures.saturating_add(1);
                next
            }
        };
        self.next = Some(next);
        next
    }

    async fn look(&mut self, now: DateTime<Utc>) -> Result<(), String> {
        let store = self.context.relay.store().clone();
        // First the store: what the provider says is of no use without it.
        let known = store
            .watermark(WATERMARK)
            .await
            .map_err(|why| why.to_string())?;
        let since = match known {
            Some(known) => known.min(now) - OVERLAP,
            None => store.began().await.map_err(|why| why.to_string())? - OVERLAP,
        };
        let client = self.context.client(&self.context.relay.in_force())?;
        let listing = client.recordings_since(since).await;
        let listing = listing.map_err(|error| error.to_string())?;
        let mut trouble = None;
        for recording in self.unknown(&listing.items).await? {
            if let Err(why) = self.take(&client, recording).await {
                // One that cannot be decided about must not keep the others from being found.
                trouble = Some(why);
            }
        }
        if let Some(why) = trouble {
            return Err(why);
        }
        if !listing.complete {
            return Err("the list is longer than what is read of it".to_owned());
        }
        let listed: HashSet<&String> = listing.items.iter().map(|item| &item.sid).collect();
        self.strange.retain(|sid| listed.contains(sid));
        let marked = store.set_watermark(WATERMARK, now).await;
        marked.map_err(|why| why.to_string())
    }

    /// Those that are ready, may be ours, and are not known, the oldest first.
    async fn unknown<'r>(&self, listed: &'r [Recording]) -> Result<Vec<&'r Recording>, String> {
        let candidates = listed.iter().rev().filter(|recording| {
            is_message(recording) && is_ready(recording) && !self.strange.contains(&recording.sid)
        });
        let candidates: Vec<&Recording> = candidates.collect();
        let sids = candidates.iter().map(|recording| recording.sid.clone());
        let unknown = self
            .context
            .relay
            .store()
            .knows_recordings(sids.collect())
            .await;
        let unknown: HashSet<String> = unknown
            .map_err(|why| why.to_string())?
            .into_iter()
            .collect();
        let unknown = candidates
            .into_iter()
            .filter(|recording| unknown.contains(&recording.sid));
        Ok(unknown.collect())
    }

    /// Decides about a recording as its webhook would have, if it is of one of our calls.
    async fn take(&mut self, client: &Client, recording: &Recording) -> Result<(), String> {
        let relay = self.context.relay.clone();
        let Whose::Ours(call) = self.whose(client, recording).await? else {
            self.strange.insert(recording.sid.clone());
            return Ok(());
        };
        let call_sid = &recording.call_sid;
        tracing::info!(call = %call_id(call_sid), "a message that nobody announced was found in the provider's list");
        let made = recording.start_time.unwrap_or_else(|| relay.clock().now());
        let seconds = recording.duration_seconds;
        let call = call.as_deref();
        let found = relay.found_recording(call_sid, &recording.sid, seconds, made, call);
        found.await.map(drop).map_err(|why| why.to_string())
    }

    async fn whose(&self, client: &Client, recording: &Recording) -> Result<Whose, String> {
        let (relay, store) = (&self.context.relay, self.context.relay.store());
        let known = store.knows_call(call_id(&recording.call_sid)).await;
        let known = known.map_err(|why| why.to_string())?;
        if let Some(Some(_mailbox)) = known {
            return Ok(Whose::Ours(None));
        }
        // Nobody here was told that the call was recorded. What is older than this relay is somebody else's.
        let began = store.began().await.map_err(|why| why.to_string())?;
        if known.is_none() && recording.start_time.is_none_or(|at| at < began) {
            return Ok(Whose::Others);
        }
        match client.call(&recording.call_sid).await {
            Ok(call) if known.is_some() || came_in_here(&relay.in_force().practice, &call) => {
                Ok(Whose::Ours(Some(Box::new(call))))
            }
            Err(Error::NotYet) if known.is_some() => Ok(Whose::Ours(None)),
            // Others' calls may be gone, and their recordings stay.
            Ok(_) | Err(Error::NotYet) => Ok(Whose::Others),
            Err(error) => Err(error.to_string()),
        }
    }
}

/// Whose call was recorded.
enum Whose {
    /// One of ours; and the call, where the journal does not say for whom the message is.
    Ours(Option<Box<Call>>),
    /// Another program's of the same account, or a call that the practice records by itself.
    Others,
}

/// Whether somebody called one of the practice's lines. The leg with which another program of the account calls a line is
/// that program's, with what it records there.
fn came_in_here(practice: &Practice, call: &Call) -> bool {
    let was_dialled = matches!(
        call.direction,
        Direction::OutboundApi | Direction::OutboundDial
    );
    let to = call.to.filter(|_| !was_dialled);
    to.is_some_and(|to| {
        practice.clinicians.by_line(Line(to)).is_some() || practice.is_back_line(to)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::phone::E164;
    use crate::domain::testkit::practice;
    use crate::provider::twilio::call::CallStatus;

    #[test]
    fn only_a_call_that_came_in_over_one_of_the_lines_is_ours() {
        let practice = practice().clinician("okafor", |c| c).build();
        let line = practice.clinicians.iter().next().unwrap().line;
        let ours = |direction, to| {
            let call = Call {
                sid: "CA1".to_owned(),
                parent_sid: None,
                from: None,
                to,
                status: CallStatus::Completed,
                direction,
                start_time: None,
                end_time: None,
                duration_seconds: None,
            };
            came_in_here(&practice, &call)
        };
        // Some providers do not say how a call came.
        for came_in in [Direction::Inbound, Direction::Other] {
            assert!(ours(came_in, Some(line.0)), "{came_in:?}");
            assert!(!ours(came_in, Some(E164::NOBODY)), "{came_in:?}");
            assert!(!ours(came_in, None), "{came_in:?}");
        }
        for others in [Direction::OutboundApi, Direction::OutboundDial] {
            assert!(!ours(others, Some(line.0)), "{others:?}");
        }
    }
}
