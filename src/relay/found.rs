//! A recording that no webhook announced, found at the provider: decided as its announcement would have been, under the
//! same key, so that both together happen once.

use chrono::{DateTime, Utc};

use crate::domain::call;
use crate::domain::decision::Mailbox;
use crate::domain::event::CallEvent;
use crate::domain::facts::Facts;
use crate::domain::names::CallId;
use crate::domain::phone::{E164, Line};
use crate::domain::practice::Practice;
use crate::provider::twilio::recording::RecordingStatus;
use crate::store::{Ask, Kind, StoreDown};

use super::Relay;
use super::address::Address;
use super::backstage::Decided;
use super::note::{Note, Party};
use super::read;
use super::step::recording_key;

/// Nobody on the telephone waits for it.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(5);

impl Relay {
    /// Decides about a recording that was found: of which call (the provider's id), which one, how many seconds long, when
    /// it was made (UTC), and which line was called, where the provider says so. For whom it is, the call's own history
    /// tells, else that line.
    ///
    /// # Errors
    /// [`StoreDown`]: it may be asked again.
    pub async fn found_recording(
        &self,
        sid: &str,
        recording: &str,
        seconds: Option<u32>,
        at: DateTime<Utc>,
        called: Option<E164>,
    ) -> Result<Decided, StoreDown> {
        let id = read::call_id(sid);
        let known = self.store.knows_call(id).await?.flatten();
        let in_force = self.in_force();
        let mailbox = known.unwrap_or_else(|| mailbox_of(&in_force.practice, called));
        let now = self.clock.now();
        // Whoever is told must hear when it was left, not when it was found; who that is, is who is on duty now.
        let left = at.min(now);
        let (call, event) = (
            read::leg(id),
            CallEvent::RecordingAnnounced {
                recording: recording.to_owned(),
                mailbox,
                seconds,
                absent: false,
                left: Some(left),
            },
        );
        let pauses = self.store.pauses();
        let ask = Ask {
            key: key(id, recording),
            kind: Kind::Recording,
            sid: Some(sid.to_owned()),
            at: now,
            version: in_force.practice.version,
            wanted: call::wanted(&in_force.practice, &pauses, &call, &event, now),
            personal: note(sid),
            patience: PATIENCE,
            even_if_unawaited: true,
            decide: Box::new(move |facts: &Facts| {
                call::decide(&in_force.practice, facts, &call, &event, now)
            }),
        };
        self.once(ask).await
    }
}

/// The key of the announcement that did not come.
fn key(call: CallId, recording: &str) -> String {
    let announced = Address::Recording {
        call,
        mailbox: Mailbox::Practice,
    };
    recording_key(
        &announced,
        call,
        recording,
        RecordingStatus::Completed.as_str(),
    )
}

fn mailbox_of(practice: &Practice, called: Option<E164>) -> Mailbox {
    let clinician = called.and_then(|called| practice.clinicians.by_line(Line(called)));
    clinician.map_or(Mailbox::Practice, |clinician| {
        Mailbox::Clinician(clinician.id.clone())
    })
}

fn note(sid: &str) -> String {
    Note {
        from: Party::Other,
        to: None,
        event: "recording-found",
        sid,
        key: None,
        result: None,
        body: None,
        media: None,
    }
    .json()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_and_what_is_announced_have_one_key() {
        let form = "CallSid=CA1&RecordingSid=RE7&RecordingStatus=completed&RecordingDuration=21";
        let params = crate::provider::twilio::Params::parse(form.as_bytes()).unwrap();
        let call = read::call_id("CA1");
        for mailbox in ["practice", "clinician/okafor"] {
            let address = Address::parse(&format!("recording/{call}/{mailbox}"), "").unwrap();
            let step = super::super::read::VoiceStep::Ours(address);
            let step = super::super::step::read_step(step, &params, None).unwrap();
            assert_eq!(step.key, key(call, "RE7"));
        }
    }
}
