//! What a clinician hears on the own line, and whoever answers a call that Nightbell placed.

use chrono::{DateTime, Utc};

use super::super::address::Address;
use super::{Gone, Page, SCREEN_WAIT};
use crate::domain::call::PROMPTS;
use crate::domain::decision::{Keys, Utterance};
use crate::domain::event::{OwnStep, Purpose, Target};
use crate::domain::names::{MessageId, PlacedId};
use crate::domain::phrase::Phrase;
use crate::provider::twilio::twiml::{
    FinishOnKey, Gather, GatherTimeout, NumDigits, Play, Prompt, Url, Verb,
};

/// How long a clinician has for a key of the own line after the last word, in seconds.
const KEY_WAIT: u32 = 6;
/// How long from digit to digit of a PIN or of a number, in seconds; the hash key ends it at once.
const DIGIT_WAIT: u32 = 8;
/// How long whoever answered a placed call has after each prompt, in seconds: a person who was not waiting for it.
const PLACED_WAIT: u32 = SCREEN_WAIT + 2;

impl Page<'_> {
    /// One `<Gather>` that asks us in any case, whether something was keyed or not: what follows is decided here.
    pub(super) fn own<'v>(
        &self,
        say: &[Utterance],
        at: &OwnStep,
        keys: Keys,
    ) -> Result<Vec<Verb<'v>>, Gone> {
        let address = Address::Own {
            call: self.call,
            at: at.clone(),
        };
        let step = address.key(self.call);
        let heard = say.iter().map(|heard| self.heard(heard, &step));
        let children = heard.collect::<Result<Vec<_>, Gone>>()?;
        let (num_digits, wait, finish_on_key) = match keys {
            Keys::One => (Some(NumDigits::new(1)), KEY_WAIT, FinishOnKey::Never),
            Keys::Several => (None, DIGIT_WAIT, FinishOnKey::Hash),
        };
        Ok(vec![
            Verb::Gather(Gather {
                action: self.url(address)?,
                num_digits,
                timeout: GatherTimeout::new(wait),
                finish_on_key,
                action_on_empty_result: true,
                children,
            }),
            Verb::Hangup,
        ])
    }

    /// The prompts that are left, then an explicit hang-up. Nothing that concerns anybody is said before a key.
    pub(super) fn placed<'v>(
        &self,
        say: &[Phrase],
        (placed, to, purpose): (PlacedId, &Target, &Purpose),
        prompt: u32,
    ) -> Result<Vec<Verb<'v>>, Gone> {
        let mut verbs = Vec::new();
        for number in prompt..=PROMPTS.max(prompt) {
            let action = Address::PlacedKey {
                call: self.call,
                placed,
                to: to.clone(),
                purpose: purpose.clone(),
                prompt: number,
            };
            let words = self.prompts(say)?;
            verbs.push(self.gather(action, Some(1), PLACED_WAIT, FinishOnKey::Never, words)?);
        }
        verbs.push(Verb::Hangup);
        Ok(verbs)
    }

    fn heard<'v>(&self, heard: &Utterance, step: &str) -> Result<Prompt<'v>, Gone> {
        match heard {
            Utterance::Say(phrase) => Ok(Prompt::Say(self.say(phrase)?)),
            Utterance::Play { message, until } => self.play(*message, step, *until),
        }
    }

    /// The address is made anew each time, and is the same for the same step.
    fn play<'v>(
        &self,
        message: MessageId,
        step: &str,
        until: DateTime<Utc>,
    ) -> Result<Prompt<'v>, Gone> {
        let ticket = self
            .store
            .ok_or(Gone)?
            .play_ticket(message, self.call, step, until);
        let address = format!("{}/voicemail/{ticket}", self.in_force.public_url);
        let url = Url::new(address).map_err(|_| Gone)?;
        Ok(Prompt::Play(Play { url }))
    }
}
