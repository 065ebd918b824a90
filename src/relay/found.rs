//! A recording that no webhook announced, found at the provider: decided as its announcement would have been, under the
//! same key, so that both together happen once.

use chrono::{DateTime, Utc};

use crate::domain::call;
use crate::domain::decision::Mailbox;
use crate::domain::event::{Call, CallEvent};
use crate::domain::facts::Facts;
use crate::domain::names::CallId;
use crate::domain::phone::{Caller, E164, Line};
use crate::domain::practice::Practice;
use crate::provider::twilio::recording::RecordingStatus;
use crate::provider::twilio::rest;
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
    /// it was made (UTC), and the call as the provider has it, where the store does not know for whom the message is: the
    /// line that was called tells then, and the caller's number who has left it.
    ///
    /// # Errors
    /// [`StoreDown`]: it may be asked again.
    pub async fn found_recording(
        &self,
        sid: &str,
        recording: &str,
        seconds: Option<u32>,
        at: DateTime<Utc>,
        call: Option<&rest::Call>,
    ) -> Result<Decided, StoreDown> {
        let id = read::call_id(sid);
        let known = self.store.knows_call(id).await?.flatten();
        let in_force = self.in_force();
        let called = call.and_then(|call| call.to);
        let mailbox = known.unwrap_or_else(|| mailbox_of(&in_force.practice, called));
        let now = self.clock.now();
        // Whoever is told must hear when it was left, not when it was found; who that is, is who is on duty now.
        let left = at.min(now);
        let (call, event) = (
            call.map_or_else(|| read::leg(id), |call| as_it_came_in(id, call)),
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
            at: left,
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

/// A call that nobody here was told of, by the provider's word.
fn as_it_came_in(id: CallId, call: &rest::Call) -> Call {
    Call {
        id,
        caller: call.from.map_or(Caller::Other, Caller::Number),
        called: call.to.unwrap_or(E164::NOBODY),
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
    use super::super::testing::{in_force, okafor, relay, store};
    use super::*;
    use crate::domain::decision::{Answer, Body, Decision, Outcome};
    use crate::domain::event::{Path, Progress};
    use crate::domain::facts::Wanted;
    use crate::domain::phrase::Phrase;
    use crate::domain::testkit::at;
    use crate::provider::twilio::call::{CallStatus, Direction};
    use crate::relay::Own;

    /// A call to this number, as the provider has it.
    fn called_at(to: E164) -> rest::Call {
        rest::Call {
            sid: "CA".to_owned(),
            parent_sid: None,
            from: None,
            to: Some(to),
            status: CallStatus::Completed,
            direction: Direction::Inbound,
            start_time: None,
            end_time: None,
            duration_seconds: None,
        }
    }

    /// A call whose answer recorded into this mailbox.
    async fn recorded_into(relay: &Relay, sid: &str, mailbox: Mailbox) {
        let own = Own {
            key: format!("{}/menu/1/0", read::call_id(sid)),
            kind: Kind::Step,
            event: "test",
        };
        let decide = move |practice: &Practice, _: &_, _| Decision {
            outcome: Outcome::Voicemail,
            clinician: None,
            reasons: Vec::new(),
            answer: Answer::Record {
                say: Vec::new(),
                mailbox: mailbox.clone(),
                longest: 60,
                progress: Progress::start(Path::Patient),
            },
            language: practice.language,
            next_open: None,
            effects: Vec::new(),
        };
        let decided = relay
            .decides(own, |_, _, _| Wanted::default(), decide)
            .await;
        decided.unwrap();
    }

    #[tokio::test]
    async fn a_found_message_is_for_whom_its_call_was_recorded_else_for_whose_line_was_called() {
        let data = tempfile::tempdir().unwrap();
        let relay = relay(in_force(&[]), store(data.path()));
        let target = okafor(&relay.in_force());
        let line = relay
            .in_force()
            .practice
            .clinicians
            .get(&target.clinician)
            .unwrap()
            .line;
        let theirs = Mailbox::Clinician(target.clinician.clone());
        recorded_into(&relay, "CA1", theirs.clone()).await;
        recorded_into(&relay, "CA2", Mailbox::Practice).await;
        let left = at("Mon 2026-11-23 09:50");
        for (call, called, mailbox) in [
            ("CA1", None, theirs.clone()),
            ("CA2", Some(line.0), Mailbox::Practice),
            ("CA3", Some(line.0), theirs),
            (
                "CA4",
                Some("+441632960001".parse().unwrap()),
                Mailbox::Practice,
            ),
            ("CA5", None, Mailbox::Practice),
        ] {
            for again in [false, true] {
                let recording = call.replace("CA", "RE");
                let called = called.map(called_at);
                let found =
                    relay.found_recording(call, &recording, Some(21), left, called.as_ref());
                assert_eq!(found.await.unwrap().again, again, "{call}");
            }
            let rows = relay.store().recordings().await.unwrap();
            let id = read::call_id(call);
            let row = rows.iter().find(|row| row.call == id).unwrap();
            assert_eq!(row.mailbox, mailbox, "{call}");
        }
    }

    #[tokio::test]
    async fn whoever_hears_of_a_found_message_learns_when_it_was_left() {
        let data = tempfile::tempdir().unwrap();
        let relay = relay(in_force(&[]), store(data.path()));
        let target = okafor(&relay.in_force());
        recorded_into(&relay, "CA1", Mailbox::Clinician(target.clinician)).await;
        let left = at("Mon 2026-11-23 03:10");
        let found = relay.found_recording("CA1", "RE1", Some(21), left, None);
        found.await.unwrap();
        let rows = relay.store().recordings().await.unwrap();
        assert_eq!(rows.first().unwrap().at, left);
        let texts = relay.store().outbox().await.unwrap();
        let told = texts.iter().filter_map(|row| match &row.body {
            Body::Words(phrases, _) => Some(phrases),
            Body::Verbatim(_) => None,
        });
        let said = told.flatten().filter_map(|phrase| match phrase {
            Phrase::NewMessage { at, .. } => Some(*at),
            _ => None,
        });
        assert_eq!(said.collect::<Vec<_>>(), [left]);
        let later = at("Mon 2026-11-23 23:59");
        let found = relay.found_recording("CA1", "RE2", Some(21), later, None);
        found.await.unwrap();
        let rows = relay.store().recordings().await.unwrap();
        assert!(
            rows.iter().all(|row| row.at <= relay.clock().now()),
            "never in the future"
        );
    }

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
