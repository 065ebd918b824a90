//! Tells the page how a message arrives: announced, fetched and sealed, deleted at the provider, heard.

use std::sync::PoisonError;

use chrono::{DateTime, Utc};

use crate::domain::decision::Mailbox;
use crate::store::{Due, RecordingRow, Store};

use super::super::view::{Event, MessageView};
use super::Studio;

/// What may wait for a moment beside calls and texts.
const WAITS: [Due; 4] = [Due::Messages, Due::Expected, Due::Calls, Due::Watches];

impl Studio {
    /// Tells what is new among the messages, and learns for what the relay waits.
    pub(super) async fn look_at_messages(&self, store: &Store) {
        if let Ok(rows) = store.recordings().await {
            for row in rows {
                self.tell_message(row);
            }
        }
        let now = self.0.setting.clock.now();
        let mut next = None;
        for due in WAITS {
            if let Ok(due) = store.next_due(due, now).await {
                next = [next, due].into_iter().flatten().min();
            }
        }
        *self.0.waits.lock().unwrap_or_else(PoisonError::into_inner) = next;
    }

    /// The next moment, after now, for which a message, a call that is to be placed or an urgent text waits.
    pub(super) fn next_message(&self) -> Option<DateTime<Utc>> {
        let waits = self.0.waits.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.0.setting.clock.now();
        waits.filter(|due| self.relay().is_some() && *due > now)
    }

    fn tell_message(&self, row: RecordingRow) {
        let known = self.0.feed.look(|now| {
            let mut messages = now.messages.iter();
            messages.find(|one| one.recording == row.recording).cloned()
        });
        let Some(call) = self.call_of(&row.recording) else {
            return;
        };
        let now = self.0.setting.clock.now();
        let since = |was: Option<DateTime<Utc>>, is: bool| is.then(|| was.unwrap_or(now));
        let (kept_at, gone_at) = known
            .as_ref()
            .map_or((None, None), |one| (one.kept_at, one.gone_at));
        let view = MessageView {
            call,
            at: row.at,
            seconds: row.seconds,
            whom: self.owner_of(&row.mailbox),
            kept_at: since(kept_at, row.state == "kept" || kept_at.is_some()),
            gone_at: since(gone_at, !row.there),
            heard_at: row.heard_at,
            there: row.there,
            state: row.state,
            recording: row.recording,
        };
        if known.as_ref() != Some(&view) {
            let message = Box::new(view);
            self.0.feed.publish(Event::Message { message });
        }
    }

    fn call_of(&self, recording: &str) -> Option<String> {
        let all = self.0.local.carrier.recordings();
        let found = all.into_iter().find(|one| one.sid == recording)?;
        Some(found.call_sid)
    }

    fn owner_of(&self, mailbox: &Mailbox) -> String {
        let practice = &self.configured().in_force.practice;
        match mailbox {
            Mailbox::Clinician(id) => {
                let known = practice.clinicians.get(id);
                known.map_or_else(|| id.to_string(), |one| one.name.clone())
            }
            Mailbox::Practice => practice.name.clone(),
        }
    }
}
