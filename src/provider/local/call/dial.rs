//! `<Dial>`: ringing others on a caller's behalf, and what its `action` is told.

use chrono::{DateTime, Utc};

use super::child::Plan;
use super::group::{Child, Group};
use super::leg::{ChildNews, Event, Interrupt, Leg, Source, Step};
use super::run::Flow;
use super::start::{Ends, record};
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::params::{is_e164, is_withheld, param};
use crate::provider::local::sound::Utterance;
use crate::provider::local::switch::{seconds_between, secs};
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;
use crate::provider::local::trouble::{Trouble, take};
use crate::provider::local::twiml::{Dial, Number, Place};

/// How a dial went.
#[derive(Clone, Debug)]
struct Outcome {
    status: &'static str,
    sid: Option<String>,
    bridged: bool,
    seconds: Option<i64>,
    recording: Option<String>,
}

impl Leg {
    pub(super) async fn dial(&mut self, dial: &Dial, is_first: bool) -> Step<Flow> {
        if !(dial.answer_on_bridge && is_first) {
            self.answer();
        }
        let (outcome, interrupt) = self.dialled(dial).await;
        let action = dial.action.as_ref().map(|action| {
            let mut more = self.dial_params(&outcome);
            if interrupt.is_none() && !self.switch.options.ringing_after_dial {
                more.push(param("CallStatus", "in-progress"));
            }
            Source::url(Kind::DialAction, action, dial.get, more)
        });
        match (interrupt, action) {
            (None, Some(source)) => Ok(Flow::Next(source)),
            (None, None) => Ok(Flow::On),
            (Some(interrupt), action) => {
                let status =
                    (!matches!(interrupt, Interrupt::Redirected(_))).then_some("completed");
                if let Some(source) = action {
                    self.tell(&source, status).await;
                }
                Err(interrupt)
            }
        }
    }

    fn dial_params(&self, outcome: &Outcome) -> Params {
        let is_rejected = outcome.status == "completed" && !outcome.bridged;
        let mut state = lock(&self.switch.state);
        let troubles = &mut state.troubles;
        let old_engine = is_rejected
            && take(troubles, |t| {
                (*t == Trouble::RejectedAsNoAnswer).then_some(())
            })
            .is_some();
        let silent = take(troubles, |t| (*t == Trouble::NoDialBridged).then_some(())).is_some();
        drop(state);
        let status = if old_engine {
            "no-answer"
        } else {
            outcome.status
        };
        let mut more = vec![param("DialCallStatus", status)];
        more.extend(outcome.sid.iter().map(|sid| param("DialCallSid", sid)));
        if !silent {
            more.push(param("DialBridged", outcome.bridged.to_string()));
        }
        more.extend(
            outcome
                .seconds
                .filter(|_| !old_engine)
                .map(|s| param("DialCallDuration", s.to_string())),
        );
        if let Some(sid) = &outcome.recording {
            more.push(param("RecordingSid", sid));
            more.push(param(
                "RecordingUrl",
                self.switch.resource(&format!("Recordings/{sid}")),
            ));
        }
        more
    }

    async fn dialled(&mut self, dial: &Dial) -> (Outcome, Option<Interrupt>) {
        let failed = Outcome {
            status: "failed",
            sid: None,
            bridged: false,
            seconds: None,
            recording: None,
        };
        let Some(showing) = self.caller_id(dial) else {
            return (failed, None);
        };
        if !dial.sequential {
            return self.ring_group(dial, &dial.numbers, &showing).await;
        }
        let mut last = (failed, None);
        for noun in &dial.numbers {
            last = self
                .ring_group(dial, std::slice::from_ref(noun), &showing)
                .await;
            if last.1.is_some() || last.0.status == "completed" {
                break;
            }
        }
        last
    }

    /// The caller ID of the dialled legs; none if the document asks for one that the account may not show.
    fn caller_id(&self, dial: &Dial) -> Option<String> {
        let call = self.switch.call(&self.sid)?;
        let Some(wanted) = &dial.caller_id else {
            return Some(call.from);
        };
        let is_of_this_call = (*wanted == call.from || *wanted == call.to) && !is_withheld(wanted);
        let is_ours = {
            let state = lock(&self.switch.state);
            state.numbers.contains_key(wanted) || state.verified.contains(wanted)
        };
        if is_of_this_call || is_ours {
            return Some(wanted.clone());
        }
        let message = "<Dial callerId>: neither a number of this call, nor one of the account's";
        self.switch.complain(13214, message, None, Some(&self.sid));
        None
    }

    async fn ring_group(
        &mut self,
        dial: &Dial,
        nouns: &[Number],
        showing: &str,
    ) -> (Outcome, Option<Interrupt>) {
        let until = self
            .switch
            .board
            .after(secs(dial.timeout + self.switch.options.ring_extra));
        let mut group = Group {
            children: nouns
                .iter()
                .map(|noun| self.place(noun, showing, until))
                .collect(),
            winner: None,
            cancel_losers: None,
            bridged: None,
            limit: None,
            recording: None,
        };
        let mut rang = false;
        let mut interrupt = None;
        self.timed_out = false;
        while !group.is_over() {
            let moments = [group.cancel_losers, group.limit];
            match self.idle(moments.into_iter().flatten().min()).await {
                Ok(Some(Event::Child {
                    news: ChildNews::Ringing,
                    ..
                })) if !rang => {
                    rang = true;
                    self.note(Heard::Ringback);
                }
                Ok(Some(Event::Child { sid, news })) => self.on_child(&mut group, dial, &sid, news),
                Ok(Some(Event::Key('*'))) if dial.hangup_on_star && group.bridged.is_some() => {
                    group.end_winner()
                }
                Ok(Some(_)) => {}
                Ok(None) if group.cancel_losers.is_some_and(|at| at <= self.now()) => {
                    group.drop_losers()
                }
                Ok(None) if group.limit.is_some_and(|at| at <= self.now()) => {
                    (self.timed_out, group.limit) = (true, None);
                    group.time_out();
                }
                Ok(None) => {}
                Err(gone) => {
                    group
                        .children
                        .iter()
                        .for_each(|child| child.give_up("canceled"));
                    interrupt = Some(gone);
                    break;
                }
            }
        }
        // Nobody is there any more to be spoken to.
        self.stop_speaking();
        self.longest = None;
        group.drop_losers();
        self.collect(group.waiting()).await;
        (self.outcome(&group, dial, interrupt.is_some()), interrupt)
    }

    fn on_child(&mut self, group: &mut Group, dial: &Dial, sid: &str, news: ChildNews) {
        let Some(index) = group.children.iter().position(|child| child.sid == sid) else {
            return;
        };
        match news {
            ChildNews::Ringing => {}
            ChildNews::Answered if group.winner.is_none() => {
                group.winner = Some(index);
                let others = group.children.iter().filter(|child| !child.ended).count() > 1;
                group.cancel_losers = others.then(|| {
                    self.switch
                        .board
                        .after(secs(self.switch.options.cancel_after))
                });
            }
            ChildNews::Answered => {
                if let Some(child) = group.children.get(index) {
                    child.give_up("no-answer");
                }
            }
            ChildNews::Ready { by_voicemail } if group.winner == Some(index) => {
                self.bridge(group, dial, by_voicemail)
            }
            ChildNews::Ready { .. } => {}
            ChildNews::Ended => {
                if let Some(child) = group.children.get_mut(index) {
                    child.ended = true;
                }
            }
        }
    }

    fn bridge(&mut self, group: &mut Group, dial: &Dial, by_voicemail: bool) {
        let Some((sid, phone)) = group
            .winner()
            .map(|winner| (winner.sid.clone(), winner.phone.clone()))
        else {
            return;
        };
        self.answer();
        let now = self.now();
        group.bridged = Some(now);
        group.limit = Some(now + secs(dial.time_limit));
        self.longest = group.limit;
        self.switch.note(
            &phone,
            Some(&sid),
            Heard::Connected {
                with: self.phone.clone(),
            },
        );
        self.note(Heard::Connected { with: phone });
        if by_voicemail {
            self.note(Heard::VoicemailGreeting);
        }
        if let Some(channels) = dial.record {
            let recording = self.switch.sid("RE");
            self.open_recording(
                &recording,
                now,
                channels,
                "DialVerb",
                dial.record_status.as_ref(),
            );
            group.recording = Some(recording);
        }
    }

    fn outcome(&self, group: &Group, dial: &Dial, caller_gone: bool) -> Outcome {
        if let (Some(recording), Some(from)) = (&group.recording, group.bridged) {
            let seconds = u32::try_from(seconds_between(from, self.now())).unwrap_or(u32::MAX);
            let said = Utterance::something(seconds);
            self.switch.close_recording(
                recording,
                seconds,
                vec![said],
                dial.record_status.as_ref(),
            );
        }
        let bridged = group.bridged.is_some();
        if let Some(winner) = group.winner() {
            let seconds = self.switch.call(&winner.sid).map(|call| call.seconds());
            let (sid, recording) = (Some(winner.sid.clone()), group.recording.clone());
            return Outcome {
                status: "completed",
                sid,
                bridged,
                seconds,
                recording,
            };
        }
        let statuses: Vec<_> = group
            .children
            .iter()
            .filter_map(|c| self.switch.call(&c.sid))
            .collect();
        let order = if caller_gone {
            ["canceled", "no-answer", "busy"]
        } else {
            ["no-answer", "busy", "canceled"]
        };
        let told = order
            .iter()
            .find_map(|status| statuses.iter().find(|call| call.status == *status));
        let told = told.or(statuses.first());
        Outcome {
            status: told.map_or("failed", |call| call.status),
            sid: told.map(|call| call.sid.clone()),
            bridged,
            seconds: None,
            recording: None,
        }
    }

    /// Starts one dialled leg. A number that can't be dialled fails at once.
    fn place(&self, noun: &Number, showing: &str, ring_until: DateTime<Utc>) -> Child {
        let sid = self.switch.sid("CA");
        let (mut leg, inbox) = Leg::new(&self.switch, &sid, &noun.number, Place::Whisper);
        let parent = self.switch.call(&self.sid).and_then(|call| call.inbox);
        leg.parent.clone_from(&parent);
        let from = Some(self.sid.clone());
        let ends = Ends {
            from: showing,
            to: &noun.number,
            phone: &noun.number,
        };
        let made = record(
            &self.switch,
            &sid,
            &ends,
            "outbound-dial",
            from,
            inbox.clone(),
        );
        self.switch.open_call(made);
        let problem = if !is_e164(&noun.number) {
            Some("<Number>: this is not an E.164 number")
        } else if lock(&self.switch.state).numbers.contains_key(&noun.number) {
            Some("<Number>: this is one of the account's own numbers; loops are not carried here")
        } else {
            None
        };
        if let Some(problem) = problem {
            self.switch.complain(13224, problem, None, Some(&self.sid));
            self.switch.close_call(&sid, "failed");
            return Child {
                sid,
                phone: noun.number.clone(),
                inbox: None,
                ended: true,
            };
        }
        drop(tokio::spawn(leg.child(Plan {
            noun: noun.clone(),
            showing: showing.to_owned(),
            ring_until,
        })));
        Child {
            sid,
            phone: noun.number.clone(),
            inbox: Some(inbox),
            ended: false,
        }
    }
}
