//! Speaking, playing and waiting: how long each takes, and what the phone hears.

use super::leg::{Leg, Step};
use crate::provider::local::sound::spoken_seconds;
use crate::provider::local::transcript::Heard;
use crate::provider::local::twiml::{Play, Prompt, Say};

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
            let seconds = self.begin_play(play).await?;
            self.pass(seconds).await?;
        }
        Ok(())
    }

    async fn begin_play(&mut self, play: &Play) -> Step<u32> {
        if let Some(digits) = &play.digits {
            self.note(Heard::Tones {
                digits: digits.clone(),
            });
            return Ok(1);
        }
        match &play.url {
            Some(url) => self.begin_sound(url).await,
            None => Ok(1),
        }
    }

    /// Begins a prompt inside `<Gather>` and returns how many seconds it takes.
    pub(super) async fn begin(&mut self, prompt: &Prompt) -> Step<u32> {
        match prompt {
            Prompt::Say(say) => Ok(self.begin_say(say)),
            Prompt::Play(play) => self.begin_play(play).await,
            Prompt::Pause(seconds) => Ok(*seconds),
        }
    }
}
