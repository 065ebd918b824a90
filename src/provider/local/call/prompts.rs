//! Speaking, playing and waiting: how long each takes, and what the phone hears.

use super::leg::{Leg, Step};
use crate::provider::local::transcript::Heard;
use crate::provider::local::twiml::{Play, Prompt, Say};

/// How many characters a voice speaks in a second.
const CHARACTERS_PER_SECOND: usize = 15;

/// Seconds of speech: about 15 characters each, at least one.
pub(super) fn spoken_seconds(words: &str) -> u32 {
    u32::try_from(words.chars().count().div_ceil(CHARACTERS_PER_SECOND))
        .unwrap_or(u32::MAX)
        .max(1)
}

impl Leg {
    pub(super) async fn say(&mut self, say: &Say) -> Step<()> {
        self.answer();
        self.timed_out = false;
        for _ in 0..say.times {
            let seconds = self.begin_say(say);
            self.pass(seconds).await?;
        }
        Ok(())
    }

    fn begin_say(&self, say: &Say) -> u32 {
        let (text, language, voice) = (say.text.clone(), say.language.clone(), say.voice.clone());
        self.note(Heard::Says {
            text,
            language,
            voice,
        });
        spoken_seconds(&say.text)
    }

    pub(super) async fn play(&mut self, play: &Play) -> Step<()> {
        self.answer();
        for _ in 0..play.times {
            let seconds = self.begin_play(play).await;
            self.pass(seconds).await?;
        }
        Ok(())
    }

    async fn begin_play(&mut self, play: &Play) -> u32 {
        if let Some(digits) = &play.digits {
            self.note(Heard::Tones {
                digits: digits.clone(),
            });
            return 1;
        }
        let Some(url) = &play.url else { return 1 };
        let seconds = self.fetch_sound(url).await;
        self.note(Heard::Plays { url: url.clone() });
        seconds
    }

    /// Begins a prompt inside `<Gather>` and returns how many seconds it takes.
    pub(super) async fn begin(&mut self, prompt: &Prompt) -> u32 {
        match prompt {
            Prompt::Say(say) => self.begin_say(say),
            Prompt::Play(play) => self.begin_play(play).await,
            Prompt::Pause(seconds) => *seconds,
        }
    }
}
