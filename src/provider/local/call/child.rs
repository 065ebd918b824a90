//! A leg that rings a phone: one dialled by a `<Dial>`, or a call that the relay created through the REST API.

use chrono::{DateTime, Utc};

use super::leg::{ChildNews, Event, Interrupt, Leg, Source, Step, Wake};
use crate::provider::local::exchange::Kind;
use crate::provider::local::params::{durations, param, progress};
use crate::provider::local::phone::{Mode, PhoneLeg};
use crate::provider::local::switch::secs;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;
use crate::provider::local::twiml::Number;

/// Seconds that a personal voicemail listens before it is full and hangs up.
const VOICEMAIL_LISTENS: u32 = 120;

/// Where a leg's progress is told.
pub(super) struct Progress {
    pub url: Option<String>,
    pub events: Vec<String>,
    pub sequence: u32,
}

/// What ends a leg that was not answered: its status, and the word for its phone's transcript.
pub(super) type Unanswered = (&'static str, &'static str);

/// What a dialled leg is told at its start.
pub(super) struct Plan {
    pub noun: Number,
    pub showing: String,
    pub ring_until: DateTime<Utc>,
}

impl Leg {
    /// A dialled leg from its first ring to its end.
    pub(super) async fn child(mut self, plan: Plan) {
        let noun = plan.noun;
        let mut told = Progress {
            url: noun.status_callback,
            events: noun.status_events,
            sequence: 0,
        };
        self.progress(&mut told, "initiated", "initiated");
        let (status, reason) = match self.ring(&plan.showing, plan.ring_until, &mut told).await {
            Ok(()) => {
                self.picked_up(&mut told, noun.send_digits);
                self.news(ChildNews::Answered);
                let whisper = noun
                    .url
                    .map(|url| Source::url(Kind::Whisper, &url, noun.get, Vec::new()));
                ("completed", self.screened(whisper).await)
            }
            Err(unanswered) => unanswered,
        };
        self.over(&mut told, status, reason);
        self.news(ChildNews::Ended);
    }

    pub(super) fn picked_up(&mut self, told: &mut Progress, digits: Option<String>) {
        self.answer();
        self.progress(told, "answered", "in-progress");
        if let Some(digits) = digits {
            self.note(Heard::Tones { digits });
        }
    }

    /// Runs the screening, if any, then stays for the conversation. Returns why it ended.
    async fn screened(&mut self, whisper: Option<Source>) -> &'static str {
        let passed = match whisper {
            Some(source) => self.run(source).await,
            None => Ok(()),
        };
        let ended = match passed {
            Ok(()) => {
                self.news(ChildNews::Ready {
                    by_voicemail: self.by_voicemail,
                });
                self.stay().await
            }
            Err(interrupt) => interrupt,
        };
        self.reason(&ended)
    }

    async fn stay(&mut self) -> Interrupt {
        loop {
            match self.idle(None).await {
                Ok(_) => {}
                Err(interrupt) => return interrupt,
            }
        }
    }

    /// The transcript's word for what ended a call.
    pub(super) fn reason(&self, interrupt: &Interrupt) -> &'static str {
        match interrupt {
            Interrupt::HungUp if self.by_voicemail => "voicemail-full",
            Interrupt::HungUp => "hung-up",
            Interrupt::Rejected("busy") => "busy",
            Interrupt::Rejected(_) => "rejected",
            Interrupt::TimeLimit => "time-limit",
            _ if self.timed_out => "time-limit",
            _ => "far-end",
        }
    }

    /// Ends the leg: its record, its phone's transcript, its last callback.
    pub(super) fn over(&mut self, told: &mut Progress, status: &'static str, reason: &str) {
        self.stop_speaking();
        self.switch.close_call(&self.sid, status);
        if self.reached() {
            self.note(Heard::Ended {
                reason: reason.to_owned(),
            });
        }
        self.progress(told, "completed", status);
    }

    fn reached(&self) -> bool {
        let state = lock(&self.switch.state);
        state.phones.get(&self.phone).is_some_and(|phone| {
            phone
                .transcript
                .iter()
                .rev()
                .any(|entry| entry.call.as_deref() == Some(self.sid.as_str()))
        })
    }

    pub(super) fn progress(&self, told: &mut Progress, event: &str, status: &'static str) {
        let mut more = progress(self.now(), told.sequence);
        told.sequence += 1;
        let Some(url) = &told.url else { return };
        if !told.events.iter().any(|wanted| wanted == event) {
            return;
        }
        if event == "completed" {
            more.extend(durations(
                self.switch.call(&self.sid).map_or(0, |call| call.seconds()),
            ));
            more.push(param("SipResponseCode", sip_code(status)));
        }
        if let Some(hook) =
            self.switch
                .call_webhook(Kind::LegStatus, url, &self.sid, Some(status), &more)
        {
            self.switch.call_back(hook);
        }
    }

    /// Rings the phone until it is answered, or not.
    pub(super) async fn ring(
        &mut self,
        showing: &str,
        until: DateTime<Utc>,
        told: &mut Progress,
    ) -> Result<(), Unanswered> {
        let Some((mode, voicemail_after)) = self.knock() else {
            return Err(("busy", "busy"));
        };
        match mode {
            Mode::Unreachable => return Err(("failed", "failed")),
            Mode::Busy => return Err(("busy", "busy")),
            Mode::Normal | Mode::Off => {}
        }
        self.switch
            .with_call(&self.sid, |call| call.status = "ringing");
        self.progress(told, "ringing", "ringing");
        self.news(ChildNews::Ringing);
        if mode == Mode::Off {
            self.voicemail_takes_it();
            return Ok(());
        }
        self.note(Heard::Rings {
            showing: showing.to_owned(),
        });
        let voicemail_at = voicemail_after.map(|after| self.switch.board.after(secs(after)));
        let first = voicemail_at.map_or(until, |at| at.min(until));
        self.until_taken(first, voicemail_at.is_some_and(|at| at <= until))
            .await
    }

    /// How the phone takes calls at this moment; none if it is engaged. A phone that rings is engaged from now on.
    fn knock(&self) -> Option<(Mode, Option<u32>)> {
        let mut state = lock(&self.switch.state);
        let inbox = state
            .calls
            .get(&self.sid)
            .and_then(|call| call.inbox.clone())?;
        let phone = state.phones.entry(self.phone.clone()).or_default();
        let answer = (phone.mode, phone.voicemail_after);
        if phone.mode == Mode::Normal {
            if !phone.legs.is_empty() {
                return None;
            }
            phone.legs.push(PhoneLeg {
                sid: self.sid.clone(),
                inbox,
                ringing: true,
            });
        }
        Some(answer)
    }

    async fn until_taken(
        &mut self,
        until: DateTime<Utc>,
        voicemail_is_first: bool,
    ) -> Result<(), Unanswered> {
        loop {
            match self.wait(Some(until)).await {
                Wake::Event(Event::Answer) => {
                    self.with_phone_leg(|leg| leg.ringing = false);
                    return Ok(());
                }
                Wake::Event(Event::Decline) => {
                    self.note(Heard::Declined);
                    return Err(("busy", "declined"));
                }
                Wake::Event(Event::Drop(status)) => return Err((status, "canceled")),
                Wake::Event(Event::Update(_)) => return Err(("canceled", "canceled")),
                Wake::Event(_) => {}
                Wake::Time if voicemail_is_first => {
                    self.voicemail_takes_it();
                    return Ok(());
                }
                Wake::Time => return Err(("no-answer", "no-answer")),
            }
        }
    }

    fn with_phone_leg(&self, change: impl FnOnce(&mut PhoneLeg)) {
        let mut state = lock(&self.switch.state);
        let phone = state.phones.entry(self.phone.clone()).or_default();
        if let Some(leg) = phone.legs.iter_mut().find(|leg| leg.sid == self.sid) {
            change(leg);
        }
    }

    /// The human can't act on this leg any more: a machine listens.
    fn voicemail_takes_it(&mut self) {
        self.by_voicemail = true;
        self.machine_until = Some(self.switch.board.after(secs(VOICEMAIL_LISTENS)));
        let mut state = lock(&self.switch.state);
        if let Some(phone) = state.phones.get_mut(&self.phone) {
            phone.legs.retain(|leg| leg.sid != self.sid);
        }
    }
}

/// The network's code behind a final status, as captured callbacks carry it.
fn sip_code(status: &str) -> &'static str {
    match status {
        "completed" => "200",
        "busy" => "486",
        "failed" => "404",
        _ => "487",
    }
}

/// What a followed document means for the call's status and its phone's transcript.
pub(super) fn finished(leg: &Leg, followed: Step<()>) -> (&'static str, &'static str) {
    match followed {
        Ok(()) => ("completed", leg.reason(&Interrupt::Hangup)),
        Err(Interrupt::Rejected(status)) => (status, leg.reason(&Interrupt::Rejected(status))),
        Err(interrupt) => ("completed", leg.reason(&interrupt)),
    }
}
