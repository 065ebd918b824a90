//! `<Gather>`: keys pressed from the first instant, during its prompts too.

use super::leg::{Event, Leg, Source, Step};
use super::page::Page;
use super::run::Flow;
use crate::provider::local::exchange::Kind;
use crate::provider::local::params::param;
use crate::provider::local::switch::secs;
use crate::provider::local::twiml::{Gather, Prompt};

/// What was keyed so far.
#[derive(Default)]
struct Keyed {
    digits: String,
    finished: Option<char>,
}

impl Keyed {
    /// Takes a key; true when the input is complete.
    fn take(&mut self, key: char, gather: &Gather) -> bool {
        if gather.finish_on_key.contains(key) {
            self.finished = Some(key);
            return true;
        }
        self.digits.push(key);
        gather
            .num_digits
            .is_some_and(|wanted| self.digits.chars().count() >= wanted)
    }
}

impl Leg {
    pub(super) async fn gather(&mut self, gather: &Gather, page: &Page) -> Step<Flow> {
        self.answer();
        self.timed_out = false;
        let mut keyed = Keyed::default();
        if !self.prompted(gather, &mut keyed).await? {
            self.keys(gather, &mut keyed).await?;
        }
        if keyed.digits.is_empty() && !gather.action_on_empty {
            return Ok(Flow::On);
        }
        let Some(action) = gather.action.clone().or_else(|| page.url.clone()) else {
            return Ok(Flow::On);
        };
        let finished = keyed.finished.map(String::from).unwrap_or_default();
        let more = vec![
            param("Digits", keyed.digits),
            param("FinishedOnKey", finished),
            param("msg", "Gather End"),
        ];
        Ok(Flow::Next(Source::url(
            Kind::GatherAction,
            &action,
            gather.get,
            more,
        )))
    }

    /// Runs the prompts until the first key; true when that key completed the input.
    async fn prompted(&mut self, gather: &Gather, keyed: &mut Keyed) -> Step<bool> {
        for prompt in &gather.prompts {
            for _ in 0..repetitions(prompt) {
                let seconds = self.begin(prompt).await?;
                let until = self.switch.board.after(secs(seconds));
                while let Some(event) = self.idle(Some(until)).await? {
                    if let Event::Key(key) = event {
                        let complete = keyed.take(key, gather);
                        if !complete {
                            self.keys(gather, keyed).await?;
                        }
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// Collects keys until the input is complete or nothing comes for the timeout.
    async fn keys(&mut self, gather: &Gather, keyed: &mut Keyed) -> Step<()> {
        loop {
            let until = self.switch.board.after(secs(gather.timeout));
            match self.idle_key(until).await? {
                Some(key) if keyed.take(key, gather) => return Ok(()),
                Some(_) => {}
                None => return Ok(()),
            }
        }
    }

    async fn idle_key(&mut self, until: chrono::DateTime<chrono::Utc>) -> Step<Option<char>> {
        while let Some(event) = self.idle(Some(until)).await? {
            if let Event::Key(key) = event {
                return Ok(Some(key));
            }
        }
        Ok(None)
    }
}

fn repetitions(prompt: &Prompt) -> u32 {
    match prompt {
        Prompt::Say(say) => say.times,
        Prompt::Play(play) => play.times,
        Prompt::Pause(_) => 1,
    }
}
