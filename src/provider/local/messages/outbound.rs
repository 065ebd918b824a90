//! A text from the relay to a phone: checked, queued, sent, delivered or not, with a callback for each step.

use std::sync::Arc;

use super::{MediaRecord, MessageRecord};
use crate::provider::local::delivery::Webhook;
use crate::provider::local::errors::Refused;
use crate::provider::local::exchange::Kind;
use crate::provider::local::params::{is_e164, is_withheld, param};
use crate::provider::local::phone::Mode;
use crate::provider::local::switch::{Switch, secs};
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;

/// The provider's limit on a body, in characters.
const LONGEST_BODY: usize = 1600;
const MOST_MEDIA: usize = 10;

/// A text to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub from: String,
    pub to: String,
    pub body: String,
    /// Addresses that the carrier fetches.
    pub media: Vec<String>,
    pub status_callback: Option<String>,
    /// The Messaging Service to send through; the number must be one of its senders.
    pub service: Option<String>,
    pub direction: &'static str,
}

/// Accepts a text, or says with the provider's code why not.
pub(crate) fn send(switch: &Arc<Switch>, draft: Draft) -> Result<MessageRecord, Refused> {
    check(switch, &draft)?;
    let now = switch.board.now();
    let media = draft.media.clone();
    let record = MessageRecord {
        sid: switch.sid(if media.is_empty() { "SM" } else { "MM" }),
        from: draft.from,
        to: draft.to,
        body: draft.body,
        direction: draft.direction,
        status: if draft.service.is_some() {
            "accepted"
        } else {
            "queued"
        },
        error_code: None,
        created: now,
        updated: now,
        sent: None,
        media: Vec::new(),
        status_callback: draft.status_callback,
        announced: None,
        service: draft.service,
        waits: false,
    };
    lock(&switch.state).messages.push(record.clone());
    switch.tell_text(&record);
    drop(tokio::spawn(carry(
        switch.clone(),
        record.sid.clone(),
        media,
        switch.board.busy(),
    )));
    Ok(record)
}

fn check(switch: &Switch, draft: &Draft) -> Result<(), Refused> {
    let Draft {
        from,
        to,
        body,
        media,
        ..
    } = draft;
    if !is_e164(to) || is_withheld(to) {
        return Err(Refused::new(21211, "Invalid 'To' Phone Number"));
    }
    let state = lock(&switch.state);
    let Some(number) = state.numbers.get(from) else {
        return Err(Refused::new(
            21606,
            "The 'From' phone number is not a valid, message-capable number of this account",
        ));
    };
    if body.is_empty() && media.is_empty() {
        return Err(Refused::new(21602, "Message body is required"));
    }
    if body.chars().count() > LONGEST_BODY {
        return Err(Refused::new(
            21617,
            "The concatenated message body exceeds the 1600 character limit",
        ));
    }
    if media.len() > MOST_MEDIA {
        return Err(Refused::new(
            21623,
            "Number of media files exceeds allowed limit",
        ));
    }
    if !media.is_empty() && !number.mms {
        return Err(Refused::new(
            21612,
            "The 'From' number can't send media to this destination",
        ));
    }
    if to == from {
        return Err(Refused::new(
            21266,
            "'To' and 'From' number cannot be the same",
        ));
    }
    if state
        .closed_countries
        .iter()
        .any(|prefix| to.starts_with(prefix))
    {
        return Err(Refused::new(
            21408,
            "Permission to send an SMS has not been enabled for the region of 'To'",
        ));
    }
    if draft.service.is_some() && draft.service.as_deref() != number.service_sid() {
        return Err(Refused::new(
            21705,
            "The Messaging Service does not exist, or the 'From' number is none of its senders",
        ));
    }
    let is_blocked = state
        .opted_out
        .contains(&(number.scope().to_owned(), to.clone()))
        || state.network_blocked.contains(&(from.clone(), to.clone()));
    if is_blocked {
        return Err(Refused::new(
            21610,
            "Attempt to send to unsubscribed recipient",
        ));
    }
    if state.phones.get(to).is_some_and(|phone| phone.landline) {
        return Err(Refused::new(
            21614,
            "'To' number is not a valid mobile number",
        ));
    }
    Ok(())
}

async fn carry(
    switch: Arc<Switch>,
    sid: String,
    media: Vec<String>,
    busy: crate::provider::local::time::Busy,
) {
    let step = secs(switch.options.text_step);
    let kept = fetch_all(&switch, &sid, &media).await;
    let Ok(kept) = kept else {
        switch.advance(&sid, "failed", Some(30008));
        return;
    };
    let mut was_accepted = false;
    switch.with_message(&sid, |message| {
        message.media = kept;
        was_accepted = message.status == "accepted";
    });
    switch.tell_of(&sid);
    // Only a service's texts have a step before they are queued, and so a callback for that.
    if was_accepted && !switch.advance(&sid, "queued", None) {
        return;
    }
    let busy = switch
        .board
        .sleep_until(busy, switch.board.after(step))
        .await;
    if !switch.advance(&sid, "sent", None) {
        return;
    }
    let busy = switch
        .board
        .sleep_until(busy, switch.board.after(step))
        .await;
    switch.arrive(&sid);
    let patience = lock(&switch.state).patience;
    if let Some(patience) = patience.filter(|_| switch.waits(&sid)) {
        let busy = switch
            .board
            .sleep_until(busy, switch.board.after(patience))
            .await;
        if switch.waits(&sid) {
            switch.with_message(&sid, |message| message.waits = false);
            switch.advance(&sid, "undelivered", Some(30003));
        }
        drop(busy);
    }
}

async fn fetch_all(switch: &Switch, sid: &str, urls: &[String]) -> Result<Vec<MediaRecord>, ()> {
    let mut kept = Vec::new();
    for url in urls {
        let hook = Webhook {
            kind: Kind::Media,
            url: url.clone(),
            get: true,
            params: Vec::new(),
            sid: Some(sid.to_owned()),
            phone: None,
        };
        let answer = switch
            .deliver(&hook)
            .await
            .map_err(|refused| switch.complain_of(&refused, Some(url), Some(sid)))?;
        let content_type = answer
            .content_type
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        kept.push(MediaRecord {
            sid: switch.sid("ME"),
            content_type,
            bytes: answer.body.into(),
        });
    }
    Ok(kept)
}

impl Switch {
    pub fn with_message(&self, sid: &str, change: impl FnOnce(&mut MessageRecord)) {
        if let Some(message) = lock(&self.state)
            .messages
            .iter_mut()
            .rev()
            .find(|message| message.sid == sid)
        {
            change(message);
        }
        self.board.changed();
    }

    /// Moves a text on and tells the relay; false if it was cancelled or deleted meanwhile.
    fn advance(&self, sid: &str, status: &'static str, error_code: Option<u32>) -> bool {
        let now = self.board.now();
        let message = {
            let mut state = lock(&self.state);
            let message = state
                .messages
                .iter_mut()
                .rev()
                .find(|message| message.sid == sid);
            let Some(message) = message.filter(|message| message.status != "canceled") else {
                return false;
            };
            message.status = status;
            message.error_code = error_code;
            message.updated = now;
            if status == "sent" {
                message.sent = Some(now);
            }
            message.clone()
        };
        self.tell_text(&message);
        if let Some(url) = message.status_callback.clone() {
            self.call_back(self.status_webhook(&message, url));
        }
        true
    }

    fn tell_of(&self, sid: &str) {
        let found = self.message(sid);
        if let Some(message) = found {
            self.tell_text(&message);
        }
    }

    fn message(&self, sid: &str) -> Option<MessageRecord> {
        let state = lock(&self.state);
        // Newest first: it is mostly one of the last.
        let mut all = state.messages.iter().rev();
        all.find(|message| message.sid == sid).cloned()
    }

    fn waits(&self, sid: &str) -> bool {
        self.message(sid).is_some_and(|message| message.waits)
    }

    /// A phone can be reached again: what has waited for it arrives, in its order.
    pub fn catch_up(&self, phone: &str) {
        let waiting: Vec<String> = {
            let state = lock(&self.state);
            let all = state.messages.iter();
            all.filter(|message| message.waits && message.to == phone)
                .map(|message| message.sid.clone())
                .collect()
        };
        for sid in waiting {
            self.arrive(&sid);
        }
    }

    /// What the phone does with a text, and how that is reported.
    fn arrive(&self, sid: &str) {
        let Some(message) = self.message(sid) else {
            return;
        };
        let mode = lock(&self.state)
            .phones
            .entry(message.to.clone())
            .or_default()
            .mode;
        match mode {
            Mode::Unreachable => drop(self.advance(sid, "undelivered", Some(30003))),
            // Nothing more is known of a phone that is off: `sent` stays the last word for now.
            Mode::Off => self.with_message(sid, |message| message.waits = true),
            Mode::Normal | Mode::Busy => {
                let media = message.media.iter();
                let media = media
                    .map(|m| self.resource(&format!("Messages/{sid}/Media/{}", m.sid)))
                    .collect();
                let (from, body) = (message.from.clone(), message.body.clone());
                self.with_message(sid, |message| message.waits = false);
                self.note_text(&message.to, sid, Heard::Text { from, body, media });
                self.advance(sid, "delivered", None);
            }
        }
    }

    fn status_webhook(&self, message: &MessageRecord, url: String) -> Webhook {
        let mut params = vec![
            param("AccountSid", &self.options.account_sid),
            param("ApiVersion", "2010-04-01"),
            param("From", &message.from),
            param("MessageSid", &message.sid),
            param("MessageStatus", message.status),
            param("SmsSid", &message.sid),
            param("SmsStatus", message.status),
            param("To", &message.to),
        ];
        params.extend(
            message
                .error_code
                .map(|code| param("ErrorCode", code.to_string())),
        );
        params.extend(
            message
                .service
                .iter()
                .map(|service| param("MessagingServiceSid", service)),
        );
        if matches!(message.status, "delivered" | "undelivered") {
            params.push(param(
                "RawDlrDoneDate",
                message.updated.format("%y%m%d%H%M").to_string(),
            ));
        }
        params.sort();
        let (sid, phone) = (Some(message.sid.clone()), Some(message.to.clone()));
        Webhook {
            kind: Kind::MessageStatus,
            url,
            get: false,
            params,
            sid,
            phone,
        }
    }
}
