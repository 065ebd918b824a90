//! `<Play>`: the sound is really fetched, and must be one.
//!
//! Where it can't be had the provider does not go on: it asks the fallback, or says that an application error has
//! occurred and hangs up.

use std::collections::VecDeque;

use axum::body::Bytes;
use sha2::{Digest, Sha256};

use super::leg::{Leg, Source, Step};
use crate::provider::local::delivery::Answer;
use crate::provider::local::errors::Refused;
use crate::provider::local::exchange::Kind;
use crate::provider::local::sound::facts;
use crate::provider::local::time::lock;
use crate::provider::local::transcript::Heard;

/// The media types that the provider's documentation of `<Play>` lists.
const WAV: [&str; 3] = ["audio/wav", "audio/wave", "audio/x-wav"];
const OTHERS: [&str; 7] = [
    "audio/mpeg",
    "audio/aiff",
    "audio/x-aifc",
    "audio/x-aiff",
    "audio/x-gsm",
    "audio/gsm",
    "audio/ulaw",
];
/// Seconds that a sound is taken to last whose form is not read here.
const UNREAD: u32 = 3;
/// How many sounds are kept for whoever wants to hear them.
const KEPT: usize = 50;

/// The last sounds that phones were played, by their digests.
#[derive(Default)]
pub(crate) struct Played(VecDeque<(String, String, Bytes)>);

impl Played {
    pub fn find(&self, digest: &str) -> Option<(String, Bytes)> {
        let found = self.0.iter().find(|(name, ..)| name == digest);
        found.map(|(_, kind, bytes)| (kind.clone(), bytes.clone()))
    }

    fn keep(&mut self, digest: &str, kind: &str, bytes: Vec<u8>) {
        self.0.retain(|(name, ..)| name != digest);
        if self.0.len() >= KEPT {
            self.0.pop_front();
        }
        let (digest, kind) = (digest.to_owned(), kind.to_owned());
        self.0.push_back((digest, kind, bytes.into()));
    }
}

impl Leg {
    /// Fetches a sound and begins to play it; returns how many seconds it plays.
    pub(super) async fn begin_sound(&mut self, url: &str) -> Step<u32> {
        let source = Source::url(Kind::Media, url, true, Vec::new());
        match self.sound(url).await {
            Ok(heard) => Ok(self.hears(heard)),
            Err(refused) => Err(self.without(&source, &refused)),
        }
    }

    fn hears(&self, heard: Heard) -> u32 {
        let seconds = match &heard {
            Heard::Plays { seconds, .. } => *seconds,
            _ => 0,
        };
        self.note(heard);
        seconds.max(1)
    }

    async fn sound(&mut self, url: &str) -> Result<Heard, Refused> {
        let hook = self
            .switch
            .call_webhook(Kind::Media, url, &self.sid, None, &[]);
        let mut hook = hook.ok_or_else(|| Refused::new(20404, "the call is not known any more"))?;
        hook.get = true;
        hook.params.clear();
        let answer = self.switch.deliver(&hook).await?;
        let kind = media_type(&answer);
        let (seconds, words) = read(&answer, &kind)?;
        let digest = Sha256::digest(&answer.body);
        let sound: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let mut state = lock(&self.switch.state);
        state.played.keep(&sound, &kind, answer.body);
        Ok(Heard::Plays {
            url: url.to_owned(),
            seconds,
            words,
            sound,
        })
    }
}

fn media_type(answer: &Answer) -> String {
    let kind = answer.content_type.as_deref().unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().to_lowercase()
}

/// How long the sound of an answer plays, and its words.
fn read(answer: &Answer, kind: &str) -> Result<(u32, Option<String>), Refused> {
    if answer.body.is_empty() {
        return Err(Refused::new(
            11200,
            "<Play>: there is nothing in the answer",
        ));
    }
    if OTHERS.contains(&kind) {
        return Ok((UNREAD, None));
    }
    if !WAV.contains(&kind) {
        let message = format!("<Play>: the content type {kind:?} is no sound that is played");
        return Err(Refused::new(12300, message));
    }
    let facts =
        facts(&answer.body).map_err(|problem| Refused::new(12300, format!("<Play>: {problem}")))?;
    Ok((facts.seconds(), facts.comment))
}
