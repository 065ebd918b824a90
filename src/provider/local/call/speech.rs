//! What the human says into a call: how long it lasts in truth, and the recording that hears it.

use chrono::{DateTime, Utc};

use super::leg::Leg;
use crate::provider::local::sound::{Said, Sound, Utterance};
use crate::provider::local::switch::{seconds_between, secs};
use crate::provider::local::transcript::Heard;

/// What the human is saying.
pub(super) struct Speech {
    began: DateTime<Utc>,
    until: DateTime<Utc>,
    /// If nothing cuts it short.
    seconds: u32,
    said: Said,
}

/// A recording that runs: what it has heard so far.
pub(super) struct Tape {
    began: DateTime<Utc>,
    said: Vec<Utterance>,
}

impl Tape {
    /// Seconds that somebody has spoken into it.
    pub fn spoken(&self) -> u32 {
        self.said.iter().map(|one| one.seconds).sum()
    }

    /// What it has heard; without its silences, if they are to be trimmed.
    pub fn heard(self, trimmed: bool) -> Vec<Utterance> {
        let mut heard = self.said;
        let mut end = 0;
        for one in heard.iter_mut().filter(|_| trimmed) {
            one.from = end;
            end += one.seconds;
        }
        heard
    }
}

fn whole(from: DateTime<Utc>, until: DateTime<Utc>) -> u32 {
    u32::try_from(seconds_between(from, until)).unwrap_or(u32::MAX)
}

impl Leg {
    /// When what is being said has been said.
    pub(super) fn said_at(&self) -> Option<DateTime<Utc>> {
        self.speech.as_ref().map(|speech| speech.until)
    }

    /// The human begins to say something; what was being said is cut short.
    pub(super) fn begin_speaking(&mut self, seconds: u32, said: &Said) {
        self.stop_speaking();
        self.speech = Some(Speech {
            began: self.now(),
            until: self.switch.board.after(secs(seconds)),
            seconds,
            said: said.clone(),
        });
    }

    /// What is being said is over, and turns out to have been this sound.
    pub(super) fn finish_speaking(&mut self, sound: Sound) {
        let now = self.now();
        if let Some(speech) = &mut self.speech {
            // A second more than has passed is the rounding of both.
            let most = whole(speech.began, now).saturating_add(1);
            speech.seconds = sound.seconds().min(most);
            speech.until = now;
            speech.said = Said::Sound(sound);
        }
        self.stop_speaking();
    }

    /// What the human says is over, or is cut short: the transcript says how long it was in truth.
    pub(super) fn stop_speaking(&mut self) {
        let Some(speech) = self.speech.take() else {
            return;
        };
        let left = whole(self.now(), speech.until);
        let seconds = speech.seconds.saturating_sub(left);
        if seconds == 0 {
            return;
        }
        let words = speech.said.words(seconds);
        self.note(Heard::Spoke { seconds, words });
        if let Some(tape) = &mut self.tape {
            tape.said.push(Utterance {
                from: whole(tape.began, speech.began),
                seconds,
                said: speech.said,
            });
        }
    }

    /// A recording begins. What was begun before it is not in it.
    pub(super) fn begin_tape(&mut self) {
        self.stop_speaking();
        self.tape = Some(Tape {
            began: self.now(),
            said: Vec::new(),
        });
    }

    /// The recording ends, and cuts short what is being said.
    pub(super) fn end_tape(&mut self) -> Option<Tape> {
        self.stop_speaking();
        self.tape.take()
    }
}
