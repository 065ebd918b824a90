//! Tells what the phones saw and heard, line by line, and why the relay decided so.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::broadcast::Receiver;

use crate::cli::output::say;
use crate::cli::wiring::Running;
use crate::domain::names::Language;
use crate::domain::phone::Line;
use crate::prompts;
use crate::provider::local::stage::{Stage, StageError};
use crate::provider::local::{Heard, PhoneEvent};
use crate::relay::Relay;
use crate::store::Store;

/// How long a line stays alone, for reading along.
const PAUSE: Duration = Duration::from_millis(220);

/// Tells the scenes.
pub struct Teller {
    relay: Relay,
    store: Store,
    names: HashMap<String, String>,
    events: Receiver<PhoneEvent>,
    paced: bool,
    /// How many rows of the journal have been told.
    told: usize,
    /// How many messages have been told.
    messages: usize,
    scene: usize,
}

impl Teller {
    /// Of this relay; `events` is the carrier's live stream.
    pub fn new(running: &Running, events: Receiver<PhoneEvent>, paced: bool) -> Self {
        let relay = running.relay().clone();
        let names = names(&relay);
        Teller {
            relay,
            store: running.store().clone(),
            names,
            events,
            paced,
            told: 0,
            messages: 0,
            scene: 0,
        }
    }

    /// Begins a scene.
    pub fn scene(&mut self, title: &str) {
        self.scene += 1;
        say("");
        say(&format!("{}. {title}", self.scene));
    }

    /// Tells what has happened since, and why.
    ///
    /// # Errors
    /// Never now; a scene's own errors come before.
    pub async fn tell(&mut self, _stage: &Stage) -> Result<(), StageError> {
        let zone = self.relay.in_force().practice.zone;
        while let Ok(event) = self.events.try_recv() {
            let Some(what) = self.words(&event.entry.what) else {
                continue;
            };
            let time = event.entry.at.with_timezone(&zone).format("%H:%M:%S");
            let who = self
                .names
                .get(&event.phone)
                .map_or("somebody", String::as_str);
            say(&format!("   {time}  {who:<20} {what}"));
            self.pause().await;
        }
        self.tell_why().await;
        Ok(())
    }

    /// The last words.
    pub fn end(&self, words: &str) {
        say("");
        say(words);
    }

    /// The rules that led to the first decision of the scene's call.
    async fn tell_why(&mut self) {
        let Ok(rows) = self.store.journal(1000).await else {
            return;
        };
        let mut rows: Vec<_> = rows.into_iter().collect();
        rows.sort_by_key(|row| row.seq);
        let fresh = rows.get(self.told..).unwrap_or_default();
        let in_force = self.relay.in_force();
        if let Some(first) = fresh.iter().find(|row| row.kind == "call") {
            say("   Why:");
            for reason in &first.decision.reasons {
                say(&format!(
                    "     - {}",
                    prompts::sentence(reason, &in_force.practice, Language::ENGLISH)
                ));
            }
        }
        self.told = rows.len();
        self.tell_messages().await;
        self.pause().await;
    }

    /// The messages that were noted since.
    async fn tell_messages(&mut self) {
        let Ok(recordings) = self.store.recordings().await else {
            return;
        };
        for recording in recordings.iter().skip(self.messages) {
            let seconds = recording.seconds.unwrap_or_default();
            say(&format!(
                "   Noted durably: a message of {seconds} seconds, still at the carrier"
            ));
        }
        self.messages = recordings.len();
    }

    async fn pause(&self) {
        if self.paced {
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn words(&self, what: &Heard) -> Option<String> {
        Some(match what {
            Heard::Rings { showing } => format!("rings, showing {}", self.known(showing)),
            Heard::Dials { to } => format!("dials {}", self.known(to)),
            Heard::Ringback => "hears it ringing".to_owned(),
            Heard::Answered { by_voicemail: true } => {
                "is off: the personal voicemail answers".to_owned()
            }
            Heard::Answered {
                by_voicemail: false,
            } => return None,
            Heard::Declined => "declines".to_owned(),
            Heard::Says { text, language, .. } => {
                format!(
                    "hears \u{201c}{text}\u{201d} ({})",
                    language.as_deref().unwrap_or("?")
                )
            }
            Heard::Plays { .. } | Heard::VoicemailGreeting => return None,
            Heard::Tones { digits } => format!("hears the keys {digits}"),
            Heard::Beep => "hears the beep".to_owned(),
            Heard::Pressed { key } => format!("presses {key}"),
            Heard::Spoke { seconds, .. } => format!("speaks for {seconds} seconds"),
            Heard::Connected { with } => {
                format!(
                    "talks with {}",
                    self.names.get(with).map_or("somebody", String::as_str)
                )
            }
            Heard::Ended { reason } => format!("the call ends ({reason})"),
            Heard::Text { from, body, .. } => format!("gets a text from {from}: {body}"),
            Heard::SentText { to, body } => format!("texts {}: {body}", self.known(to)),
        })
    }

    fn known(&self, number: &str) -> String {
        match self.names.get(number) {
            Some(name) => format!("{number} ({name})"),
            None => number.to_owned(),
        }
    }
}

/// Who has which number. The demo may know all of them; its people are made up.
fn names(relay: &Relay) -> HashMap<String, String> {
    let in_force = relay.in_force();
    let practice = &in_force.practice;
    let mut names = HashMap::new();
    for clinician in practice.clinicians.iter() {
        names.insert(
            clinician.line.wire(),
            format!("front line of {}", clinician.name),
        );
        for phone in &clinician.phones {
            names.insert(phone.number.expose(), clinician.name.clone());
        }
    }
    let back = |line: &Line| (line.wire(), "a back line".to_owned());
    names.extend(practice.back_lines.iter().map(back));
    for grant in practice.patients.iter() {
        names.extend(
            grant
                .phones
                .iter()
                .map(|phone| (phone.wire(), grant.name.to_string())),
        );
    }
    names.extend(
        practice
            .front_desk
            .map(|desk| (desk.wire(), "Front desk".to_owned())),
    );
    names.insert("+447700900999".to_owned(), "A stranger".to_owned());
    names
}
