//! How calls begin: a phone dials one of the carrier's numbers, or the relay creates a call.

use std::sync::Arc;

use super::child::{Progress, finished};
use super::leg::{Leg, Source};
use crate::provider::local::errors::PhoneError;
use crate::provider::local::exchange::{Kind, Params};
use crate::provider::local::number::Number;
use crate::provider::local::params::{durations, param, progress};
use crate::provider::local::phone::{DialOptions, PhoneLeg};
use crate::provider::local::switch::{CallRecord, Switch, secs};
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;
use crate::provider::local::twiml::Place;

/// A call that the relay asks for.
pub(crate) struct Outbound {
    pub from: String,
    pub to: String,
    pub source: Source,
    /// Seconds of ringing, at most.
    pub timeout: u32,
    pub status_callback: Option<String>,
    pub status_events: Vec<String>,
    pub fallback: Option<String>,
}

/// A phone dials one of the carrier's numbers.
pub(crate) fn inbound(
    switch: &Arc<Switch>,
    phone: &str,
    to: &str,
    options: &DialOptions,
) -> Result<String, PhoneError> {
    let number = lock(&switch.state)
        .numbers
        .get(to)
        .cloned()
        .ok_or(PhoneError::NotCarried)?;
    let sid = switch.sid("CA");
    let (mut leg, inbox) = Leg::new(switch, &sid, phone, Place::Call);
    leg.fallback.clone_from(&number.voice_fallback_url);
    let from = options
        .caller_id
        .clone()
        .unwrap_or_else(|| phone.to_owned());
    let ends = Ends {
        from: &from,
        to,
        phone,
    };
    switch.open_call(record(switch, &sid, &ends, "inbound", None, inbox.clone()));
    lock(&switch.state)
        .phones
        .entry(phone.to_owned())
        .or_default()
        .legs
        .push(PhoneLeg {
            sid: sid.clone(),
            inbox,
            ringing: false,
        });
    leg.note(Heard::Dials { to: to.to_owned() });
    let mut more = options.params();
    more.push(param("CallToken", switch.call_token(&sid)));
    drop(tokio::spawn(called(leg, number, more)));
    Ok(sid)
}

/// Who speaks with whom on a leg.
pub(super) struct Ends<'a> {
    pub from: &'a str,
    pub to: &'a str,
    /// The phone at the far end.
    pub phone: &'a str,
}

/// A leg that begins now.
pub(super) fn record(
    switch: &Switch,
    sid: &str,
    ends: &Ends<'_>,
    direction: &'static str,
    parent: Option<String>,
    inbox: super::Inbox,
) -> CallRecord {
    CallRecord {
        sid: sid.to_owned(),
        parent,
        from: ends.from.to_owned(),
        to: ends.to.to_owned(),
        phone: ends.phone.to_owned(),
        direction,
        status: if direction == "inbound" {
            "ringing"
        } else {
            "queued"
        },
        created: switch.board.now(),
        answered: None,
        ended: None,
        inbox: Some(inbox),
    }
}

async fn called(mut leg: Leg, number: Number, more: Params) {
    let followed = if number.voice_url.is_empty() {
        leg.switch.complain(
            11100,
            "the number has no voice URL: its calls fail",
            None,
            Some(&leg.sid),
        );
        Err(super::leg::Interrupt::Rejected("failed"))
    } else {
        leg.run(Source::url(Kind::Voice, &number.voice_url, false, more))
            .await
    };
    leg.stop_speaking();
    let (status, reason) = finished(&leg, followed);
    leg.switch.close_call(&leg.sid, status);
    leg.note(Heard::Ended {
        reason: reason.to_owned(),
    });
    let Some(url) = number.status_callback else {
        return;
    };
    let mut more = progress(leg.now(), 0);
    more.extend(durations(
        leg.switch.call(&leg.sid).map_or(0, |call| call.seconds()),
    ));
    if let Some(hook) = leg
        .switch
        .call_webhook(Kind::CallStatus, &url, &leg.sid, None, &more)
    {
        leg.switch.call_back(hook);
    }
}

/// Places a call that the relay asked for and returns its SID.
pub(crate) fn outbound(switch: &Arc<Switch>, wanted: Outbound) -> String {
    let sid = switch.sid("CA");
    let (mut leg, inbox) = Leg::new(switch, &sid, &wanted.to, Place::Call);
    leg.fallback.clone_from(&wanted.fallback);
    let ends = Ends {
        from: &wanted.from,
        to: &wanted.to,
        phone: &wanted.to,
    };
    switch.open_call(record(switch, &sid, &ends, "outbound-api", None, inbox));
    drop(tokio::spawn(placed(leg, wanted)));
    sid
}

async fn placed(mut leg: Leg, wanted: Outbound) {
    let mut told = Progress {
        url: wanted.status_callback,
        events: wanted.status_events,
        sequence: 0,
    };
    leg.progress(&mut told, "initiated", "initiated");
    let until = leg
        .switch
        .board
        .after(secs(wanted.timeout + leg.switch.options.ring_extra));
    let (status, reason) = match leg.ring(&wanted.from, until, &mut told).await {
        Ok(()) => {
            leg.picked_up(&mut told, None);
            let followed = leg.run(wanted.source).await;
            finished(&leg, followed)
        }
        Err(unanswered) => unanswered,
    };
    leg.over(&mut told, status, reason);
}
