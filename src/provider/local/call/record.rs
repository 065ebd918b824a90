//! `<Record>`: what a caller leaves after the beep.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::leg::{Event, Interrupt, Leg, Source, Step};
use super::page::Page;
use super::run::Flow;
use super::speech::Tape;
use crate::provider::local::delivery::Webhook;
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::params::{param, rfc2822};
use crate::provider::local::recording::RecordingRecord;
use crate::provider::local::sound::Utterance;
use crate::provider::local::switch::{Switch, seconds_between, secs};
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;
use crate::provider::local::trouble::{RecordingTrouble, Trouble, take};
use crate::provider::local::twiml::{Record, RecordStatus};

/// How a recording ended.
enum Stop {
    Silence,
    Key(char),
    Interrupted(Interrupt),
}

/// When it began, and how long nothing has been said; `None` while something is.
struct Take {
    began: DateTime<Utc>,
    quiet_since: Option<DateTime<Utc>>,
}

impl Leg {
    pub(super) async fn record(&mut self, record: &Record, page: &Page) -> Step<Flow> {
        self.answer();
        self.begin_tape();
        if record.beep {
            self.note(Heard::Beep);
        }
        let sid = self.switch.sid("RE");
        let began = self.now();
        self.open_recording(&sid, began, 1, "RecordVerb", record.status.as_ref());
        let take = Take {
            began,
            quiet_since: Some(began),
        };
        let stop = self.listen(record, take).await;
        let tape = self.end_tape();
        let elapsed = u32::try_from(seconds_between(began, self.now())).unwrap_or(u32::MAX);
        let spoken = tape.as_ref().map_or(0, Tape::spoken);
        let trimmed = record.trim && spoken > 0;
        let seconds = if trimmed { spoken } else { elapsed };
        let said = tape.map(|tape| tape.heard(trimmed)).unwrap_or_default();
        self.switch
            .close_recording(&sid, seconds, said, record.status.as_ref());
        let Some(action) = record.action.clone().or_else(|| page.url.clone()) else {
            return Err(Interrupt::Hangup);
        };
        self.after_recording(stop, &sid, seconds, &action, record.get)
            .await
    }

    async fn after_recording(
        &mut self,
        stop: Stop,
        sid: &str,
        seconds: u32,
        action: &str,
        get: bool,
    ) -> Step<Flow> {
        let digits = match &stop {
            Stop::Silence => String::new(),
            Stop::Key(key) => key.to_string(),
            Stop::Interrupted(_) => "hangup".to_owned(),
        };
        let more = vec![
            param("Digits", digits),
            param("RecordingDuration", seconds.to_string()),
            param("RecordingSid", sid),
            param(
                "RecordingUrl",
                self.switch.resource(&format!("Recordings/{sid}")),
            ),
        ];
        let source = Source::url(Kind::RecordAction, action, get, more);
        match stop {
            Stop::Interrupted(Interrupt::HungUp) => {
                self.tell(&source, Some("completed")).await;
                Err(Interrupt::HungUp)
            }
            Stop::Interrupted(interrupt) => Err(interrupt),
            _ => Ok(Flow::Next(source)),
        }
    }

    async fn listen(&mut self, record: &Record, mut take: Take) -> Stop {
        let end = take.began + secs(record.max_length);
        loop {
            let quiet_since = take.quiet_since.filter(|_| record.timeout > 0);
            let silence = quiet_since.map(|since| since + secs(record.timeout));
            let until = silence.map_or(end, |silence| silence.min(end));
            match self.idle(Some(until)).await {
                Err(interrupt) => return Stop::Interrupted(interrupt),
                Ok(Some(Event::Key(key))) if record.finish_on_key.contains(key) => {
                    return Stop::Key(key);
                }
                Ok(Some(Event::Speak(..))) => take.quiet_since = None,
                Ok(Some(Event::Spoken)) => take.quiet_since = Some(self.now()),
                Ok(Some(_)) => {}
                Ok(None) => return Stop::Silence,
            }
        }
    }

    /// Opens a recording of this call.
    pub(super) fn open_recording(
        &self,
        sid: &str,
        started: DateTime<Utc>,
        channels: u32,
        source: &'static str,
        status: Option<&RecordStatus>,
    ) {
        let recording = RecordingRecord {
            sid: sid.to_owned(),
            call_sid: self.sid.clone(),
            status: "in-progress",
            started,
            seconds: 0,
            channels,
            source,
            said: Vec::new(),
            there_from: None,
            cut_off: 0,
            short: 0,
            page: 0,
            stays: 0,
        };
        lock(&self.switch.state).recordings.push(recording);
        if let Some(hook) = status.and_then(|status| self.switch.recording_webhook(sid, status)) {
            self.switch.call_back(hook);
        }
    }
}

impl Switch {
    /// Ends a recording. Nothing in it: it is `absent`. Otherwise it can be fetched a little later, and is announced then.
    pub(super) fn close_recording(
        self: &Arc<Self>,
        sid: &str,
        seconds: u32,
        said: Vec<Utterance>,
        status: Option<&RecordStatus>,
    ) {
        let usual = secs(self.options.recording_after);
        let state = if seconds == 0 { "absent" } else { "processing" };
        let trouble = (seconds > 0).then(|| self.recording_trouble()).flatten();
        let announced = self.board.after(usual);
        let mut late = TimeDelta::zero();
        self.with_recording(sid, |recording| {
            recording.status = state;
            recording.seconds = seconds;
            recording.said = said;
            late = trouble.map_or(late, |trouble| recording.suffer(trouble, announced));
        });
        let (sid, status) = (sid.to_owned(), status.cloned());
        self.call_back_after(usual + late, move |switch| {
            switch.with_recording(&sid, |recording| {
                if recording.status == "processing" {
                    recording.status = "completed";
                }
            });
            status.and_then(|status| switch.recording_webhook(&sid, &status))
        });
    }

    fn recording_trouble(&self) -> Option<RecordingTrouble> {
        let mut state = lock(&self.state);
        let asked = take(&mut state.troubles, |trouble| match trouble {
            Trouble::Recording { what } => Some(*what),
            _ => None,
        });
        asked.or_else(|| state.storm.as_mut()?.recording())
    }

    fn with_recording(&self, sid: &str, change: impl FnOnce(&mut RecordingRecord)) {
        if let Some(recording) = lock(&self.state)
            .recordings
            .iter_mut()
            .find(|r| r.sid == sid)
        {
            change(recording);
        }
    }

    /// The callback about a recording's present state, if the relay asked for it.
    fn recording_webhook(&self, sid: &str, status: &RecordStatus) -> Option<Webhook> {
        let recording = lock(&self.state)
            .recordings
            .iter()
            .find(|r| r.sid == sid)
            .cloned()?;
        if !status.events.iter().any(|event| event == recording.status) {
            return None;
        }
        let phone = self.call(&recording.call_sid).map(|call| call.phone);
        Some(Webhook {
            kind: Kind::RecordingStatus,
            url: status.url.clone(),
            get: false,
            params: self.recording_params(&recording),
            sid: Some(recording.call_sid),
            phone,
        })
    }

    fn recording_params(&self, recording: &RecordingRecord) -> Params {
        let is_absent = recording.status == "absent";
        let duration = if is_absent {
            "-1".to_owned()
        } else {
            recording.seconds.to_string()
        };
        let mut params = vec![
            param("AccountSid", &self.options.account_sid),
            param("CallSid", &recording.call_sid),
            param("ErrorCode", if is_absent { "16104" } else { "0" }),
            param("RecordingChannels", recording.channels.to_string()),
            param("RecordingSid", &recording.sid),
            param("RecordingSource", recording.source),
            param("RecordingStartTime", rfc2822(recording.started)),
            param("RecordingStatus", recording.status),
            param(
                "RecordingUrl",
                self.resource(&format!("Recordings/{}", recording.sid)),
            ),
        ];
        if recording.status != "in-progress" {
            params.push(param("RecordingDuration", duration));
        }
        params.sort();
        params
    }
}
